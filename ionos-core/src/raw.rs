//! Every operation by its id, for what the typed handles do not cover and for the language bindings.

use std::sync::Arc;

use futures_core::Stream;
use futures_util::stream;
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::client::Client;
use crate::document::Metadata;
use crate::error::{Error, ErrorKind, Result};
use crate::http::call::{Call, Reply};
use crate::operation::Operation;
use crate::pending::{Goal, Pending};
use crate::resource::{Body, Collection, Create, Labelled, Page, Resource, Scope};
use crate::types::Id;

/// A call of an operation by its id; plain JSON in and out, with the same retries, limits and errors as typed calls.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct RawCall {
    client: Client,
    operation: &'static Operation,
    region: Option<Arc<str>>,
    call: Call,
}

impl Client {
    /// Calls an operation by its id, such as `datacentersServersStartPost`; [`Operation::all`] lists them.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] for an unknown id.
    pub fn raw(&self, id: &str) -> Result<RawCall> {
        let operation = Operation::find(id).ok_or_else(|| {
            Error::new(ErrorKind::InvalidRequest, format!("there is no operation `{id}`"))
                .advise("COVERAGE.md and `Operation::all` list the operations")
        })?;
        let call = Call::of(operation);
        Ok(RawCall { client: self.clone(), operation, region: None, call })
    }
}

impl RawCall {
    /// Where it goes: the root of its service.
    fn root(&self) -> Scope {
        Scope { region: self.region.clone(), ..Scope::root(&self.client, self.operation.api) }
    }

    /// Names the region, such as `de-txl`, for services that have a host in each.
    pub fn region(mut self, region: &str) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Fills the next placeholder of the path.
    pub fn param(mut self, value: impl Into<String>) -> Self {
        self.call = self.call.param(value);
        self
    }

    /// Adds a query parameter.
    pub fn query(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.call = self.call.query(name.into(), value);
        self
    }

    /// Sets the JSON body.
    pub fn body(mut self, body: &Value) -> Self {
        self.call = self.call.json(body);
        self
    }

    /// Sets a body of plain text, such as a zone file.
    pub fn text(mut self, body: impl Into<String>) -> Self {
        self.call = self.call.text(body.into());
        self
    }

    /// Sends it and gives the answer.
    ///
    /// # Errors
    /// As any call.
    pub async fn send(self) -> Result<Reply> {
        self.root().engine()?.send(self.call).await
    }

    /// Sends it and gives the wait for what it started.
    ///
    /// # Errors
    /// As any call.
    pub async fn pending(self) -> Result<Pending<Value>> {
        let client = self.client.clone();
        self.accepted().await?.pending(&client)
    }

    /// Sends it and gives what was accepted, which can be waited for more than once. Removing what is gone already succeeds.
    ///
    /// # Errors
    /// As any call.
    pub async fn accepted(self) -> Result<Accepted> {
        let (operation, region, params) = (self.operation, self.region.clone(), self.call.params.clone());
        match self.send().await {
            Ok(reply) => Ok(Accepted { operation, region, params, reply: Some(reply) }),
            Err(error) if error.kind() == ErrorKind::NotFound && operation.method == "DELETE" => {
                Ok(Accepted { operation, region, params, reply: None })
            }
            Err(error) => Err(error),
        }
    }

    /// Makes a resource unless one of this name exists in the collection, with [`Collection::ensure`]'s care for unclear answers.
    /// Gives the wait for it, and whether this call made it.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] when the operation makes nothing or the body names nothing; otherwise as [`Collection::ensure`].
    pub async fn ensure(self) -> Result<(Pending<Value>, bool)> {
        let (collection, draft) = self.creation()?;
        let ensured = collection.ensure(draft).await?;
        let created = ensured.is_created();
        Ok((ensured.pending().untyped()?, created))
    }

    /// Where a creation makes something, and what.
    fn creation(&self) -> Result<(Collection<Plain>, Draft)> {
        let named = serde_json::from_slice::<Value>(&self.call.body).ok().and_then(Draft::new);
        let (Some(draft), "POST") = (named, self.operation.method) else {
            return Err(Error::new(
                ErrorKind::InvalidRequest,
                format!("`{}` is not the creation of something with a name", self.operation.id),
            )
            .advise("name the creating operation, and give `properties` with a name"));
        };
        let scope = Scope {
            template: self.operation.path.to_owned(),
            params: self.call.params.clone(),
            ..self.root()
        };
        Ok((Collection::of(scope, Plain::PARAM), draft))
    }

    /// As [`ensure`](Self::ensure), by a label that the resource gets: names need not be unique.
    ///
    /// # Errors
    /// As [`ensure`](Self::ensure) and [`Collection::ensure_labelled`].
    pub async fn ensure_labelled(self, key: &str, value: &str) -> Result<(Pending<Value>, bool)> {
        let (collection, draft) = self.creation()?;
        let ensured = collection.ensure_labelled(draft, key, value).await?;
        let created = ensured.is_created();
        Ok((ensured.pending().untyped()?, created))
    }

    /// The pages of a list, each with its items. `size` items a page, or `None` where the API does not count pages.
    pub fn pages(self, size: Option<u32>) -> impl Stream<Item = Result<Vec<Value>>> + Send {
        struct State {
            call: RawCall,
            offset: u64,
            first: Option<Value>,
            token: Option<String>,
            done: bool,
        }
        let state = State { call: self, offset: 0, first: None, token: None, done: false };
        stream::try_unfold(state, move |mut state| async move {
            if state.done {
                return Ok(None);
            }
            let mut call = state.call.clone();
            if let Some(size) = size {
                call = call.query("offset", state.offset).query("limit", size);
            }
            if let Some(token) = &state.token {
                call = call.query("pagination.token", token);
            }
            let page: Page<Value> = call.send().await?.json()?;
            let first = page.items.first().and_then(|item| item.get("id")).cloned();
            // Some services keep pointing past the end: a page that begins like the one before is no new page.
            if page.items.is_empty() || (state.first.is_some() && state.first == first) {
                return Ok::<_, Error>(None);
            }
            let count = page.items.len() as u64;
            let token = page.token.filter(|token| !token.is_empty() && state.token.as_ref() != Some(token));
            state.done = token.is_none() && size.is_none_or(|size| count < u64::from(size));
            state.token = token;
            state.offset += count;
            state.first = first;
            Ok(Some((page.items, state)))
        })
    }
}

/// A change that the service accepted; any number of waits can be made from it.
#[derive(Clone, Debug)]
#[must_use = "the change goes on by itself; `pending` tells how it ends"]
pub struct Accepted {
    operation: &'static Operation,
    region: Option<Arc<str>>,
    params: Vec<String>,
    /// Absent when there was nothing to do.
    reply: Option<Reply>,
}

impl Accepted {
    /// The answer; `None` when what was to be removed is gone already.
    #[must_use]
    pub fn reply(&self) -> Option<&Reply> {
        self.reply.as_ref()
    }

    /// A wait for the change, by this client.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`] when the answer to a creation holds no resource.
    pub fn pending(&self, client: &Client) -> Result<Pending<Value>> {
        const KIND: &str = "resource";
        let here = Scope {
            client: client.clone(),
            api: self.operation.api,
            region: self.region.clone(),
            template: self.operation.path.to_owned(),
            params: self.params.clone(),
        };
        let Some(reply) = &self.reply else { return Ok(Pending::ended(&here, KIND)) };
        let (parent, last) = self.operation.path.rsplit_once('/').unwrap_or_default();
        let of_item = parent.ends_with('}') && !last.starts_with('{');
        let owner = Scope { template: parent.to_owned(), ..here.clone() };
        let api = self.operation.api;
        match (self.operation.method, last) {
            // A member has no address of its own in the group.
            ("POST", "users") if parent == "/um/groups/{groupId}" => {
                Pending::created(&here.elsewhere().below("um/users"), KIND, reply)
            }
            // Made under an id that the caller chose.
            ("POST", last) if last.starts_with('{') => Pending::changed(&here, KIND, reply),
            // The node goes away; the new one has another id.
            ("POST", "replace") => Pending::acted(&owner, KIND, Goal::Gone, reply),
            // A snapshot is no part of the volume that it is taken of.
            ("POST", "create-snapshot") => {
                Pending::created(&here.elsewhere().below("snapshots"), KIND, reply)
            }
            // A member has no address of its own in the group.
            ("POST", "users") if self.operation.path == "/um/groups/{groupId}/users" => {
                Pending::created(&here.elsewhere().below("um/users"), KIND, reply)
            }
            // What is made under an id of the caller's choosing, such as a share, is at this very path.
            ("POST", _) if last.starts_with('{') => Pending::changed(&here, KIND, reply),
            ("POST", "start" | "stop" | "reboot" | "suspend" | "resume" | "upgrade" | "restore-snapshot") => {
                Pending::acted(&owner, KIND, Goal::Ready, reply)
            }
            ("POST", _)
                if Operation::has_items(api, self.operation.path)
                    && reply.json::<Value>().is_ok_and(|v| v.get("id").is_some()) =>
            {
                Pending::created(&here, KIND, reply)
            }
            ("POST", _) => Pending::acted(&here, KIND, Goal::Done, reply),
            // What is replaced or removed is a side of the item, which has no address of its own to look at.
            ("PUT", _) if of_item => Pending::acted(&owner, KIND, Goal::Ready, reply),
            ("DELETE", _) if of_item || Operation::at(api, &Method::GET, self.operation.path).is_none() => {
                Pending::acted(&here, KIND, Goal::Done, reply)
            }
            ("DELETE", _) => Pending::acted(&here, KIND, Goal::Gone, reply),
            _ => Pending::changed(&here, KIND, reply),
        }
    }
}

/// A resource of any kind, as it came.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Plain {
    id: Id<Self>,
    metadata: Option<Metadata>,
    #[serde(default)]
    properties: Map<String, Value>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// DNS zones call their name `zoneName`.
const NAMES: [&str; 2] = ["name", "zoneName"];

impl Resource for Plain {
    const KIND: &'static str = "resource";
    const SEGMENT: &'static str = "";
    const PARAM: &'static str = "id";
    const NAME: &'static str = "name";

    fn id(&self) -> &Id<Self> {
        &self.id
    }

    fn name(&self) -> Option<&str> {
        NAMES.iter().find_map(|field| self.properties.get(*field)?.as_str())
    }

    fn metadata(&self) -> Option<&Metadata> {
        self.metadata.as_ref()
    }
}

impl Labelled for Plain {}

impl Create for Plain {
    type New = Draft;
}

/// The body of a creation, with the name it gives.
#[derive(Debug)]
pub(crate) struct Draft {
    body: Value,
    name: String,
}

impl Draft {
    fn new(body: Value) -> Option<Self> {
        let properties = body.get("properties")?;
        let name = NAMES.iter().find_map(|field| properties.get(*field)?.as_str())?.to_owned();
        Some(Self { body, name })
    }
}

impl Body for Draft {
    fn body(&self) -> Value {
        self.body.clone()
    }

    fn name(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn made(&self, found: &Value) -> bool {
        crate::dns::is_same(&self.body, found)
    }
}
