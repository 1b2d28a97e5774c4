//! Handles: the same few verbs for every resource, and only those that its API offers.

use std::fmt::{self, Debug};
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::Either;
use http::Method;
use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::client::Client;
use crate::compute::{Label, RequestProperties};
use crate::declare::Key;
use crate::document::Metadata;
use crate::error::{Error, ErrorKind, Result};
use crate::http::call::{Call, Reply};
use crate::http::pipeline::Engine;
use crate::operation::{Api, Operation};
use crate::page::List;
use crate::pending::{Goal, Pending};
use crate::types::Id;

/// A kind of resource and where it lives.
pub trait Resource: Clone + Debug + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its name in messages, such as `server`.
    const KIND: &'static str;
    /// The last part of its collection's path, such as `servers`.
    const SEGMENT: &'static str;
    /// The placeholder of its id, such as `serverId`.
    const PARAM: &'static str;
    /// The property that holds its name, for filters; empty where the service has no filter for it.
    const NAME: &'static str;

    /// Its identifier.
    fn id(&self) -> &Id<Self>;
    /// The name people gave it, if it has one.
    fn name(&self) -> Option<&str>;
    /// What the service notes about it.
    fn metadata(&self) -> Option<&Metadata>;
}

/// Resources that can be made.
pub trait Create: Resource {
    /// What is needed to make one.
    type New: Body;
}

/// Resources whose fields can be changed one by one.
pub trait Update: Resource {
    /// The fields that can change.
    type Update: Serialize + Debug + Send + Sync;
}

/// Resources that can be replaced as a whole; fields that are left out fall back to their defaults.
pub trait Replace: Resource {
    /// The whole of one.
    type Whole: Body;
}

/// Resources that can be removed.
pub trait Delete: Resource {}

/// Resources that carry labels.
pub trait Labelled: Resource {}

/// The body of a create request.
pub trait Body: Debug + Send + Sync {
    /// The JSON document: properties, and entities for composite creation.
    fn body(&self) -> Value;
    /// The name the new resource gets, by which it can be found again.
    fn name(&self) -> Option<&str>;
    /// Whether a resource of the same name is the one that this request makes; true where names are unique.
    fn made(&self, _found: &Value) -> bool {
        true
    }

    /// Looks for mistakes that the service would refuse; called before anything is sent.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] with what to do instead.
    fn check(&self) -> Result<()> {
        Ok(())
    }
}

/// Collections whose items are picked from the list: the service's read of a backup unit by id fails for some that exist, and the id
/// of a location fills two places of its path.
const LISTED: [&str; 2] = ["/backupunits", "/locations"];

/// A place in an API: a path with its parameters.
#[derive(Clone)]
pub(crate) struct Scope {
    pub(crate) client: Client,
    pub(crate) api: Api,
    /// The region, for services that have a host in each.
    pub(crate) region: Option<Arc<str>>,
    pub(crate) template: String,
    pub(crate) params: Vec<String>,
}

impl Scope {
    pub(crate) fn root(client: &Client, api: Api) -> Self {
        Self {
            client: client.clone(),
            api,
            region: None,
            template: String::with_capacity(80),
            params: Vec::new(),
        }
    }

    /// The root of a service in one region, such as `de-txl`.
    pub(crate) fn regional(client: &Client, api: Api, region: &str) -> Self {
        Self { region: Some(region.into()), ..Self::root(client, api) }
    }

    /// The whole of another place of the same service.
    pub(crate) fn elsewhere(&self) -> Self {
        Self { template: String::new(), params: Vec::new(), ..self.clone() }
    }

    pub(crate) fn engine(&self) -> Result<Engine> {
        self.client.engine(self.api, self.region.as_deref())
    }

    pub(crate) fn below(mut self, segment: &str) -> Self {
        self.template.push('/');
        self.template.push_str(segment);
        self
    }

    fn item(mut self, param: &str, id: &str) -> Self {
        self.template.push_str("/{");
        self.template.push_str(param);
        self.template.push('}');
        self.params.push(id.to_owned());
        self
    }

    pub(crate) fn call(&self, method: Method) -> Call {
        let mut call = self.empty_call(method);
        call.params.clone_from(&self.params);
        call
    }

    /// A call for which this place gives its parameters away.
    fn take_call(&mut self, method: Method) -> Call {
        let mut call = self.empty_call(method);
        call.params = std::mem::take(&mut self.params);
        call
    }

    fn empty_call(&self, method: Method) -> Call {
        match Operation::at(self.api, &method, &self.template) {
            Some(operation) => Call::of(operation),
            None => Call::new(format!("{method} {}", self.template), method, self.template.clone()),
        }
    }

    /// A call of the operation with this id; the values of this place fill its path.
    pub(crate) fn call_of(&self, id: &str) -> Result<Call> {
        let operation = Operation::of(self.api, id).ok_or_else(|| {
            Error::new(ErrorKind::InvalidRequest, format!("{} has no operation `{id}`", self.api.name()))
        })?;
        let mut call = Call::of(operation);
        call.params.clone_from(&self.params);
        Ok(call)
    }

    pub(crate) fn send(&self, call: Call) -> impl Future<Output = Result<Reply>> + Send + use<> {
        let sent = self.engine().map(|engine| engine.send(call));
        async { sent?.await }
    }

    /// Reads one resource; through the list, where its kind is [`LISTED`].
    pub(crate) fn look_up(&self, call: Call) -> impl Future<Output = Result<Reply>> + Send + use<> {
        if self.api == Api::Cloud && LISTED.into_iter().any(|list| call.template.starts_with(list)) {
            Either::Left(Box::pin(self.clone().look_in_list(call)))
        } else {
            Either::Right(self.send(call))
        }
    }

    async fn look_in_list(self, call: Call) -> Result<Reply> {
        let path = call.path()?;
        let listed = LISTED.into_iter();
        let mut found = listed.filter_map(|list| Some((list, path.strip_prefix(list)?.strip_prefix('/')?)));
        let Some((list, id)) = found.next().filter(|(_, id)| !id.contains('/')) else {
            return self.send(call).await;
        };
        let id = id.replace("%2F", "/");
        let mut reply = self.send(Call::new(call.operation, Method::GET, list).query("depth", 1)).await?;
        let page: Page<Value> = reply.json()?;
        let is_it = |item: &Value| item.get("id").and_then(Value::as_str) == Some(&id);
        let Some(item) = page.items.into_iter().find(is_it) else {
            let text = format!("no item of {list} has the id {id}");
            return Err(Error::new(ErrorKind::NotFound, text).request(reply.request_id().to_owned()));
        };
        reply.body = item.to_string().into();
        Ok(reply)
    }

    /// Sends an operation and gives its answer.
    pub(crate) async fn ask(&self, id: &str, body: Option<&Value>) -> Result<Reply> {
        let mut call = self.call_of(id)?;
        if let Some(body) = body {
            call = call.json(body);
        }
        self.send(call).await
    }

    /// Sends an operation that changes something and gives the wait for it.
    pub(crate) async fn act<T>(&self, id: &str, body: Option<&Value>, goal: Goal) -> Result<Pending<T>> {
        let reply = self.ask(id, body).await?;
        Pending::acted(self, "resource", goal, &reply)
    }
}

impl Debug for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{} {:?}", self.api.name(), self.template, self.params)
    }
}

/// Everything can be done that the kind of resource allows.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Full;

/// The resources can be read here, and changed elsewhere.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ReadOnly;

/// The resources live elsewhere; here they are attached and detached.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attached;

/// All resources of one kind in one place, such as the servers of a data center. `A` says what can be done in this place.
pub struct Collection<R, A = Full> {
    scope: Scope,
    param: &'static str,
    kind: PhantomData<fn() -> (R, A)>,
}

impl<R, A> Clone for Collection<R, A> {
    fn clone(&self) -> Self {
        Self { scope: self.scope.clone(), param: self.param, kind: PhantomData }
    }
}

impl<R, A> Debug for Collection<R, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Collection({:?})", self.scope)
    }
}

impl<R: Resource, A> Collection<R, A> {
    pub(crate) fn at(parent: Scope, segment: &str, param: &'static str) -> Self {
        Self::of(parent.below(segment), param)
    }

    /// Under its usual name.
    pub(crate) fn inside(parent: Scope) -> Self {
        Self::at(parent, R::SEGMENT, R::PARAM)
    }

    pub(crate) fn of(scope: Scope, param: &'static str) -> Self {
        Self { scope, param, kind: PhantomData }
    }

    pub(crate) fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The handle of one of them; nothing is sent.
    #[must_use]
    pub fn item(&self, id: impl Into<Id<R>>) -> Item<R, A> {
        self.clone().into_item(id)
    }

    pub(crate) fn into_item(self, id: impl Into<Id<R>>) -> Item<R, A> {
        let id = id.into();
        Item { scope: self.scope.item(self.param, id.as_str()), id, access: PhantomData }
    }

    /// Lists them: a stream over all pages, with filters.
    pub fn list(&self) -> List<R> {
        List::new(&self.scope)
    }

    /// Looks one up by its exact name; the first where several share it.
    ///
    /// # Errors
    /// As any list.
    pub async fn find(&self, name: &str) -> Result<Option<R>> {
        Ok(self.named(name).await?.into_iter().next())
    }

    /// All of exactly this name.
    async fn named(&self, name: &str) -> Result<Vec<R>> {
        let list = match R::NAME {
            "" => self.list(),
            property => self.list().filter(property, name),
        };
        let mut found = list.all().await?;
        found.retain(|r| r.name() == Some(name));
        Ok(found)
    }
}

impl<R: Create> Collection<R> {
    /// Makes a new one. The request is never repeated blindly: see [`ensure`](Self::ensure) for a creation that can be.
    ///
    /// # Errors
    /// As the service refuses it; when [`Error::may_have_happened`] is true, look before you create again.
    pub async fn create(&self, new: R::New) -> Result<Pending<R>> {
        self.post(&new).await
    }

    async fn post(&self, new: &R::New) -> Result<Pending<R>> {
        new.check()?;
        let reply = self.scope.send(self.scope.call(Method::POST).json(&new.body())).await?;
        Pending::created(&self.scope, R::KIND, &reply)
    }

    /// Makes a new one unless one of that name exists, and finds out what happened after an unclear answer.
    ///
    /// Looks the name up, then in the journal of requests for a creation that is still under way, then creates. If the answer is lost or a
    /// gateway hides it, the creation is looked for by name for a while, first in the collection, then in the journal, before it is sent
    /// again: so one call makes one resource, and so does one that was killed and starts again.
    ///
    /// # Errors
    /// As the service refuses it, or the last unclear error when the outcome stays unknown.
    pub async fn ensure(&self, new: R::New) -> Result<Ensured<R>> {
        let name = self.name_of(&new)?;
        new.check()?;
        match self.made_by(&new, &name, &[]).await? {
            Some(found) => Ok(Ensured::Found(Pending::found(&self.scope, R::KIND, found))),
            None => self.make(&new, &name, &[]).await,
        }
    }

    fn name_of(&self, new: &R::New) -> Result<String> {
        new.name().map(str::to_owned).ok_or_else(|| {
            let what = format!("a {} needs a name to be made only once", R::KIND);
            Error::new(ErrorKind::InvalidRequest, what)
        })
    }

    /// Creates what does not exist, unless it is being created. Those of `others` have the same name and are not meant.
    async fn make(&self, new: &R::New, name: &str, others: &[Id<R>]) -> Result<Ensured<R>> {
        if let Some(pending) = self.in_the_making(name, others).await? {
            return Ok(Ensured::Found(pending));
        }
        let mut round = 0;
        loop {
            let error = match self.post(new).await {
                Ok(pending) => return Ok(Ensured::Created(pending)),
                Err(error) if error.may_have_happened() => error,
                Err(error) => return Err(error),
            };
            round += 1;
            tracing::debug!(kind = R::KIND, round, "creation unclear, looking for its result");
            if let Some(found) = self.look_for(new, name, others).await? {
                return Ok(Ensured::Created(Pending::found(&self.scope, R::KIND, found)));
            }
            if round >= 3 {
                return Err(error);
            }
        }
    }

    /// The resource of this name that this request makes, but none of `others`.
    async fn made_by(&self, new: &R::New, name: &str, others: &[Id<R>]) -> Result<Option<R>> {
        let found = self.named(name).await?.into_iter().filter(|r| !others.contains(r.id()));
        Ok(found.into_iter().find(|r| serde_json::to_value(r).is_ok_and(|r| new.made(&r))))
    }

    /// Waits until a creation whose answer was lost shows up, or is certain not to have happened.
    async fn look_for(&self, new: &R::New, name: &str, others: &[Id<R>]) -> Result<Option<R>> {
        for wait_ms in [0_u64, 100, 400, 1500] {
            self.scope.client.pause(Duration::from_millis(wait_ms)).await;
            let found = self.made_by(new, name, others).await?;
            if found.is_some() {
                return Ok(found);
            }
            if self.is_journalled() && self.journal(name).await?.is_empty() {
                return Ok(None);
            }
        }
        Ok(None)
    }

    /// The wait for a creation of this name that the service works on but does not show yet.
    async fn in_the_making(&self, name: &str, others: &[Id<R>]) -> Result<Option<Pending<R>>> {
        if !self.is_journalled() {
            return Ok(None);
        }
        let entries = match self.journal(name).await {
            Ok(entries) => entries,
            // Who may not read the journal can create all the same.
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::PermissionDenied) => {
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let path = self.scope.call(Method::POST).path()?;
        let mine = |id: &str| !others.iter().any(|other| other.as_str() == id);
        Ok(entries.into_iter().find_map(|entry| {
            let id = entry.open_target(&path).filter(|id| mine(id))?.to_owned();
            Pending::requested(&self.scope, R::KIND, id, entry.id).ok()
        }))
    }

    /// Whether the service keeps a journal of what happens here. Labels are written at once, past the journal.
    fn is_journalled(&self) -> bool {
        self.scope.api == Api::Cloud && R::SEGMENT != Label::SEGMENT
    }

    /// The creations of this name here that the service noted in the last day.
    async fn journal(&self, name: &str) -> Result<Vec<JournalEntry>> {
        let path = self.scope.call(Method::POST).path()?;
        let mut call = Scope::root(&self.scope.client, Api::Cloud)
            .below("requests")
            .call(Method::GET)
            .query("depth", 2)
            .query("filter.method", "POST")
            .query("filter.url", &path);
        let yesterday = self.scope.client.clock().wall() - Duration::from_secs(24 * 3600);
        if let Ok(since) = jiff::Timestamp::try_from(yesterday) {
            call = call.query("filter.createdAfter", since.strftime("%Y-%m-%d %H:%M:%S"));
        }
        let mut page: Page<JournalEntry> = self.scope.send(call).await?.json()?;
        page.items.retain(|entry| entry.creates::<R>(&path, name));
        Ok(page.items)
    }
}

impl<R: Create + Labelled> Collection<R> {
    /// Makes a new one unless one with this label exists, and labels it: names need not be unique, and people change them.
    ///
    /// Looks for the label among all labels of the contract, then for the name, then in the journal of requests, then creates; the label
    /// is put on last. One of the same name without a label of this key counts as left over from a call that was killed before the label,
    /// and gets it; one whose label of this key has another value is somebody else's and is left alone.
    ///
    /// # Errors
    /// As the service refuses it; [`ErrorKind::Conflict`] when several carry the label. After an error, the same call again makes good what
    /// is missing.
    pub async fn ensure_labelled(&self, new: R::New, key: &str, value: &str) -> Result<Ensured<R>> {
        if let Some(found) = self.find_labelled(key, value).await? {
            return Ok(Ensured::Found(Pending::found(&self.scope, R::KIND, found)));
        }
        let name = self.name_of(&new)?;
        let (mut others, mut left_over) = (Vec::new(), None);
        for candidate in self.named(&name).await? {
            let labels = self.item(candidate.id().clone()).labels().list().all().await?;
            match labels.iter().find(|l| l.properties.key.as_deref() == Some(key)) {
                Some(label) if label.properties.value.as_deref() != Some(value) => {
                    others.push(candidate.id().clone());
                }
                _ if left_over.is_none() => left_over = Some(candidate),
                _ => {}
            }
        }
        let ensured = match left_over {
            Some(found) => Ensured::Found(Pending::found(&self.scope, R::KIND, found)),
            None => self.make(&new, &name, &others).await?,
        };
        let (Ensured::Found(pending) | Ensured::Created(pending)) = &ensured;
        let id = pending.id().unwrap_or_default().to_owned();
        self.item(id).labels().put_on(key, value).await?;
        Ok(ensured)
    }

    /// The one that carries this label; `None` when there is none.
    ///
    /// # Errors
    /// As any list; [`ErrorKind::Conflict`] when several carry it.
    pub async fn find_labelled(&self, key: &str, value: &str) -> Result<Option<R>> {
        let labels =
            self.scope.client.labels().list().filter("key", key).filter("value", value).all().await?;
        let here = format!("{}/", self.scope.call(Method::POST).path()?);
        let mut found = None;
        for label in labels {
            let p = &label.properties;
            let elsewhere = p.resource_href.as_deref().is_some_and(|href| !href.contains(&here));
            if elsewhere || p.key.as_deref() != Some(key) || p.value.as_deref() != Some(value) {
                continue;
            }
            let Some(id) = &p.resource_id else { continue };
            // A label outlives its resource for a moment.
            let Some(resource) = self.item(id.clone()).get_opt().await? else { continue };
            if found.replace(resource).is_some() {
                let what = format!("several {}s carry the label {key}={value}", R::KIND);
                return Err(Error::new(ErrorKind::Conflict, what).advise("remove the label from all but one"));
            }
        }
        Ok(found)
    }
}

impl Collection<Label> {
    /// Puts a label on what may not be visible yet.
    async fn put_on(&self, key: &str, value: &str) -> Result<()> {
        let mut last = Error::new(ErrorKind::NotFound, "there is nothing to label");
        for wait_ms in [0_u64, 200, 1000, 3000, 6000] {
            self.scope.client.pause(Duration::from_millis(wait_ms)).await;
            match self.set(key, value).await {
                Ok(()) => return Ok(()),
                Err(error) if error.kind() == ErrorKind::NotFound => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }
}

/// A creation in the journal of requests, in a list of depth 2.
#[derive(Debug, Deserialize)]
struct JournalEntry {
    id: String,
    #[serde(default)]
    metadata: Value,
    #[serde(default)]
    properties: RequestProperties,
}

impl JournalEntry {
    /// Whether it creates one of this name in the collection at `path`.
    fn creates<R: Resource>(&self, path: &str, name: &str) -> bool {
        let url = self.properties.url.as_deref().unwrap_or_default();
        let body = self.properties.body.as_deref().unwrap_or_default();
        let same = match serde_json::from_str::<Value>(body) {
            Ok(body) => {
                body.get("properties").and_then(|p| p.get(R::NAME)).and_then(Value::as_str) == Some(name)
            }
            Err(_) => body.contains(&Value::from(name).to_string()),
        };
        same && url.split('?').next().is_some_and(|url| url.ends_with(path))
    }

    /// The id of what it makes in the collection at `path`, while it is under way.
    fn open_target(&self, path: &str) -> Option<&str> {
        let status = self.metadata.pointer("/requestStatus/metadata")?;
        if !matches!(status.get("status")?.as_str()?, "QUEUED" | "RUNNING") {
            return None;
        }
        status.get("targets")?.as_array()?.iter().find_map(|target| {
            let target = target.get("target")?;
            let (above, id) = target.get("href")?.as_str()?.rsplit_once('/')?;
            above.ends_with(path).then_some(id)
        })
    }
}

/// What [`Collection::ensure`] found or made.
#[derive(Debug)]
pub enum Ensured<R> {
    /// It was there.
    Found(Pending<R>),
    /// It was made by this call.
    Created(Pending<R>),
}

impl<R> Ensured<R> {
    /// The wait for it to be ready.
    pub fn pending(self) -> Pending<R> {
        match self {
            Self::Found(pending) | Self::Created(pending) => pending,
        }
    }

    /// Whether this call made it.
    #[must_use]
    pub const fn is_created(&self) -> bool {
        matches!(self, Self::Created(_))
    }
}

impl<R: Resource> Collection<R, Attached> {
    /// Attaches one that exists. Attaching what is attached already succeeds.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn attach(&self, id: impl Into<Id<R>>) -> Result<Pending<R>> {
        let id = id.into();
        let body = serde_json::json!({ "id": id });
        // Attaching what is attached changes nothing, so it may be repeated.
        let call = self.scope.call(Method::POST).json(&body).idempotent(true);
        match self.scope.send(call).await {
            Ok(reply) => Pending::created(&self.scope, R::KIND, &reply),
            Err(error) if is_refusal(&error) => match self.item(id).get_opt().await? {
                Some(attached) => Ok(Pending::found(&self.scope, R::KIND, attached)),
                None => Err(error),
            },
            Err(error) => Err(error),
        }
    }
}

/// One resource; holds its address only. `A` says what can be done in this place.
pub struct Item<R, A = Full> {
    scope: Scope,
    id: Id<R>,
    access: PhantomData<fn() -> A>,
}

impl<R, A> Clone for Item<R, A> {
    fn clone(&self) -> Self {
        Self { scope: self.scope.clone(), id: self.id.clone(), access: PhantomData }
    }
}

impl<R, A> Debug for Item<R, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Item({:?})", self.scope)
    }
}

impl<R: Resource, A> Item<R, A> {
    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> &Id<R> {
        &self.id
    }

    pub(crate) fn scope(&self) -> Scope {
        self.scope.clone()
    }

    /// The item at this place.
    #[cfg(feature = "schema")]
    pub(crate) fn standing(scope: Scope) -> Self {
        let id = scope.params.last().cloned().unwrap_or_default().into();
        Self { scope, id, access: PhantomData }
    }

    /// Reads it; an error of kind [`ErrorKind::NotFound`] when it does not exist.
    pub fn get(&self) -> Get<R> {
        Get { scope: self.scope.clone(), depth: None, kind: PhantomData }
    }

    /// Reads it; `None` when it does not exist.
    ///
    /// # Errors
    /// Everything but "not found".
    pub async fn get_opt(&self) -> Result<Option<R>> {
        match self.get().await {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl<R: Resource> Item<R, Attached> {
    /// Detaches it; it goes on to exist. Detaching what is detached already succeeds.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn detach(&self) -> Result<Pending<()>> {
        match remove(&self.scope, R::KIND, &[]).await {
            Err(error) if is_refusal(&error) && self.get_opt().await?.is_none() => {
                Ok(Pending::ended(&self.scope, R::KIND))
            }
            other => other,
        }
    }
}

impl<R: Update> Item<R> {
    /// Changes the fields that the update names; the others stay.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn patch(&self, update: R::Update) -> Result<Pending<R>> {
        // The same patch twice is the same result, so it may be repeated.
        let call = self.scope.call(Method::PATCH).idempotent(true);
        let call = if self.scope.api.wraps_patches() {
            call.json(&serde_json::json!({ "properties": update }))
        } else {
            call.json(&update)
        };
        let reply = self.scope.send(call).await?;
        Pending::changed(&self.scope, R::KIND, &reply)
    }
}

impl<R: Replace> Item<R> {
    /// Replaces it as a whole.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn replace(&self, whole: R::Whole) -> Result<Pending<R>> {
        whole.check()?;
        let reply = self.scope.send(self.scope.call(Method::PUT).json(&whole.body())).await?;
        Pending::changed(&self.scope, R::KIND, &reply)
    }
}

impl<R: Delete> Item<R> {
    /// Removes it. Removing what is gone already succeeds.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn delete(&self) -> Result<Pending<()>> {
        self.delete_with(&[]).await
    }

    pub(crate) async fn delete_with(&self, query: &[(&'static str, &str)]) -> Result<Pending<()>> {
        remove(&self.scope, R::KIND, query).await
    }
}

/// Whether the service refused a change that may be none.
fn is_refusal(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidRequest | ErrorKind::Conflict)
}

async fn remove(scope: &Scope, kind: &'static str, query: &[(&'static str, &str)]) -> Result<Pending<()>> {
    let mut call = scope.call(Method::DELETE);
    for (name, value) in query {
        call = call.query(*name, value);
    }
    match scope.send(call).await {
        Ok(reply) => Pending::acted(scope, kind, Goal::Gone, &reply),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Pending::ended(scope, kind)),
        Err(error) => Err(error),
    }
}

/// A read that is about to be sent; await it.
#[derive(Debug)]
#[must_use = "nothing is sent before it is awaited"]
pub struct Get<R> {
    scope: Scope,
    depth: Option<u8>,
    kind: PhantomData<fn() -> R>,
}

impl<R> Get<R> {
    /// How deep to read, from 0 to 10: 0 gives the resource itself, each further step what it contains.
    pub fn depth(mut self, depth: u8) -> Self {
        self.depth = Some(depth.min(10));
        self
    }
}

impl<R: Resource> IntoFuture for Get<R> {
    type Output = Result<R>;
    type IntoFuture = Pin<Box<dyn Future<Output = Result<R>> + Send>>;

    fn into_future(mut self) -> Self::IntoFuture {
        let mut call = self.scope.take_call(Method::GET);
        if let Some(depth) = self.depth {
            call = call.query("depth", depth);
        }
        let found = self.scope.look_up(call);
        Box::pin(async { found.await?.json() })
    }
}

/// A list answer: `{"items": [..]}`, or the bare list of hosting DNS.
#[derive(Debug)]
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    /// What names the next page, with the few services that count pages so; empty after the last one.
    pub(crate) token: Option<String>,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Page<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = Page<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<Page<T>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(Page { items, token: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Page<T>, A::Error> {
                let mut page = Page { items: Vec::new(), token: None };
                while let Some(key) = map.next_key::<Key<'de>>()? {
                    match key.as_str() {
                        "items" => page.items = map.next_value::<Option<Vec<T>>>()?.unwrap_or_default(),
                        "pagination" => {
                            let pagination: Option<Value> = map.next_value()?;
                            page.token =
                                pagination.as_ref().and_then(|p| Some(p.get("token")?.as_str()?.to_owned()));
                        }
                        _ => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                Ok(page)
            }
        }
        deserializer.deserialize_any(Either(PhantomData))
    }
}
