//! The wait for what the service accepted but has not finished.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use futures_core::Stream;
use futures_util::stream;
use http::{HeaderMap, Method, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;
use tokio::time::Instant;

use crate::compute::VmState;
use crate::document::{Metadata, State};
use crate::error::{ApiMessage, Error, ErrorKind, Result, hint};
use crate::http::call::{Call, Reply};
use crate::operation::{Api, Operation};
use crate::resource::{Resource, Scope};

/// How often to ask while waiting.
///
/// Between [`first`](Self::first) and [`longest`](Self::longest) the interval follows what changes of that kind usually take: hardly any
/// questions long before the usual end, more around it, and fewer again the longer it is overdue. The usual times start from built-in
/// figures and are learned from every wait, by all clones of a client together. Every interval is varied at random by a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PollPolicy {
    /// The shortest interval; 100 ms by default.
    pub first: Duration,
    /// The longest interval; 10 s by default.
    pub longest: Duration,
    /// How long to wait in all; one hour by default.
    pub deadline: Duration,
}

impl Default for PollPolicy {
    fn default() -> Self {
        Self {
            first: Duration::from_millis(100),
            longest: Duration::from_secs(10),
            deadline: Duration::from_secs(3600),
        }
    }
}

impl PollPolicy {
    /// Sets the shortest and the longest interval.
    #[must_use]
    pub fn intervals(mut self, first: Duration, longest: Duration) -> Self {
        self.first = first.max(Duration::from_millis(1));
        self.longest = longest.max(self.first);
        self
    }

    /// Sets how long to wait in all; one hour by default.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// How long to wait before the next look at a change that has been in work for `elapsed`.
    fn interval(&self, elapsed: Duration, usual: Usual) -> Duration {
        let end = usual.time.mul_f64(0.75);
        let next = if !usual.learned && elapsed < usual.time / 20 {
            // The figure is a guess, so a few early looks make sure that the service is not much faster.
            elapsed
        } else if elapsed < end {
            end - elapsed
        } else {
            elapsed.max(usual.time) / 10
        };
        next.clamp(self.first, self.longest)
    }
}

/// What a kind of change usually takes.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Usual {
    time: Duration,
    /// Seen by this client, not guessed.
    learned: bool,
}

/// What changes usually take, by collection and goal; shared by all clones of a client.
#[derive(Debug, Default)]
pub(crate) struct Durations(Mutex<HashMap<(String, Goal), Duration>>);

impl Durations {
    /// Built-in figures in seconds, to begin with.
    const GUESSES: [(&'static str, u64); 11] = [
        ("datacenters", 4),
        ("servers", 70),
        ("volumes", 20),
        ("lans", 5),
        ("nics", 15),
        ("ipblocks", 3),
        ("snapshots", 30),
        ("natgateways", 90),
        ("networkloadbalancers", 90),
        ("applicationloadbalancers", 90),
        ("nodepools", 600),
    ];

    fn usual(&self, segment: &str, goal: Goal) -> Usual {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(time) = seen.get(&(segment.to_owned(), goal)) {
            return Usual { time: *time, learned: true };
        }
        let guess =
            Self::GUESSES.iter().find(|(name, _)| *name == segment).map_or(4, |(_, seconds)| *seconds);
        // Changing and removing is quicker than making.
        let seconds = if goal == Goal::New { guess } else { guess.min(10) };
        Usual { time: Duration::from_secs(seconds), learned: false }
    }

    /// Notes what one change took. Newer ones count more.
    fn learn(&self, segment: &str, goal: Goal, took: Duration) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = seen.entry((segment.to_owned(), goal)).or_insert(took);
        *known = known.mul_f64(0.7) + took.mul_f64(0.3);
    }
}

/// What the wait is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Goal {
    /// The resource exists and no change is pending.
    Ready,
    /// The resource exists and no change is pending; it is new, so it may not be visible yet.
    New,
    /// The resource is gone.
    Gone,
    /// The request is done; there is no resource to look at.
    Done,
    /// The server runs and no change is pending.
    On,
    /// The server is off and no change is pending.
    Off,
}

impl Goal {
    /// Whether a server in this state is where it should be.
    pub(crate) fn is_met_by(self, state: &VmState) -> bool {
        match self {
            Self::On => *state == VmState::Running,
            Self::Off => state.is_off(),
            Self::Ready | Self::New | Self::Gone | Self::Done => true,
        }
    }
}

/// How far a change is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// Accepted, behind other changes of the same data center.
    Queued,
    /// In work.
    Running,
    /// Done; the resource, or what it lies in, is not ready yet.
    Settling,
    /// All finished.
    Done,
}

/// A change that the service accepted and works on.
///
/// [`wait`](Self::wait) follows the request and then the resource, and with [`and_parents`](Self::and_parents) also what the resource lies
/// in. Dropping it, or giving up the wait, does not cancel the change. [`wait_all`] waits for many with few calls.
#[derive(Clone)]
#[must_use = "the change goes on by itself; `wait` tells how it ends, `detach` says that you do not want to know"]
pub struct Pending<T> {
    watch: Watch,
    initial: Option<T>,
}

/// The change without the type of its resource.
#[derive(Clone)]
struct Watch {
    scope: Scope,
    kind: &'static str,
    goal: Goal,
    /// The request to follow, when the service named one.
    request: Option<String>,
    /// The id of the request, also when it is done.
    request_id: Option<String>,
    /// Path of the resource to look at.
    resource: Option<String>,
    /// Paths of what it lies in, innermost last.
    parents: Vec<String>,
    id: Option<String>,
    policy: PollPolicy,
    /// The resource needs no further look.
    settled: bool,
    /// When the service accepted it, by the service's clock.
    date: SystemTime,
    /// When the service accepted it.
    accepted: Instant,
    /// When work on it began, as far as is known.
    begun: Instant,
    /// The last look that found it unfinished.
    unfinished: Option<Instant>,
    /// The resource as the last look found it.
    latest: Option<Reply>,
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending")
            .field("kind", &self.watch.kind)
            .field("id", &self.watch.id)
            .field("goal", &self.watch.goal)
            .field("request", &self.watch.request)
            .finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Status {
    metadata: StatusMetadata,
}

#[derive(Deserialize)]
struct StatusMetadata {
    status: String,
    message: Option<String>,
    #[serde(default)]
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    target: TargetRef,
}

#[derive(Deserialize)]
struct TargetRef {
    #[serde(default)]
    id: String,
    #[serde(default, rename = "type")]
    kind: String,
}

/// A request in a list of depth 2.
#[derive(Deserialize)]
struct Entry {
    id: String,
    metadata: Option<EntryMetadata>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct EntryMetadata {
    request_status: Option<Status>,
}

/// The part of a resource that says whether it is ready.
#[derive(Deserialize)]
struct Glance {
    #[serde(default)]
    id: Option<Value>,
    metadata: Option<GlanceMetadata>,
    properties: Option<GlanceProperties>,
}

#[derive(Deserialize)]
struct GlanceProperties {
    #[serde(rename = "vmState")]
    vm_state: Option<VmState>,
}

#[derive(Deserialize)]
struct GlanceMetadata {
    state: Option<State>,
    status: Option<State>,
    message: Option<String>,
}

impl Glance {
    fn state(&self) -> Option<&State> {
        let metadata = self.metadata.as_ref()?;
        metadata.state.as_ref().or(metadata.status.as_ref())
    }

    fn vm_state(&self) -> Option<&VmState> {
        self.properties.as_ref()?.vm_state.as_ref()
    }
}

/// Whether the resource in an answer says that a change is pending.
fn is_pending(reply: &Reply) -> bool {
    reply.json::<Glance>().is_ok_and(|glance| glance.state().is_some_and(State::is_pending))
}

/// A page of a list whose items are decoded one by one.
#[derive(Deserialize)]
struct Rows<'a> {
    #[serde(borrow, default)]
    items: Vec<&'a RawValue>,
}

/// Where a change is, and so what to look at next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Request,
    Resource,
    Parent,
    Ended,
}

/// The item paths above a template such as `/datacenters/{datacenterId}/servers`, innermost last.
fn parents(scope: &Scope) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = scope.template.as_str();
    while let Some((above, _)) = rest.rsplit_once('/') {
        rest = above;
        if above.ends_with('}') && Operation::at(scope.api, &Method::GET, above).is_some() {
            let mut call = Call::new("parent", Method::GET, above.to_owned());
            call.params = scope.params.iter().take(above.matches('{').count()).cloned().collect();
            found.extend(call.path());
        }
    }
    found.reverse();
    found
}

impl Watch {
    fn new(scope: &Scope, kind: &'static str, goal: Goal) -> Self {
        let now = scope.client.now();
        Self {
            scope: scope.clone(),
            kind,
            goal,
            request: None,
            request_id: None,
            resource: None,
            parents: Vec::new(),
            id: None,
            policy: scope.client.poll_policy(),
            settled: false,
            date: scope.client.clock().wall(),
            accepted: now,
            begun: now,
            unfinished: None,
            latest: None,
        }
    }

    fn follow(mut self, reply: &Reply) -> Self {
        // Only the id is taken from the address: the next call goes where this client's calls go.
        self.request = reply.header("location").and_then(|location| {
            let (_, rest) = location.rsplit_once("/requests/")?;
            let id = rest.split(['/', '?']).next()?;
            (!id.is_empty()).then(|| id.to_owned())
        });
        self.request_id.clone_from(&self.request);
        if let Some(date) = reply.header("date").and_then(|text| httpdate::parse_http_date(text).ok()) {
            self.date = date;
        }
        self
    }

    fn stage(&self) -> Stage {
        if self.request.is_some() {
            Stage::Request
        } else if self.resource.is_some() && !self.settled {
            Stage::Resource
        } else if !self.parents.is_empty() {
            Stage::Parent
        } else {
            Stage::Ended
        }
    }

    /// The path to look at in this stage.
    fn place(&self) -> Option<&str> {
        match self.stage() {
            Stage::Resource => self.resource.as_deref(),
            Stage::Parent => self.parents.last().map(String::as_str),
            Stage::Request | Stage::Ended => None,
        }
    }

    /// The last plain part of its path, such as `servers`.
    fn segment(&self) -> &str {
        self.scope.template.rsplit('/').find(|part| !part.starts_with('{')).unwrap_or_default()
    }

    /// Looks as often as the answers lead on; gives how far it is, or nothing when it has ended.
    async fn look(&mut self) -> Result<Option<Progress>> {
        while self.stage() != Stage::Ended {
            if let Some(progress) = self.step().await? {
                self.unfinished = Some(self.scope.client.now());
                return Ok(Some(progress));
            }
        }
        self.learn();
        Ok(None)
    }

    /// One look; nothing when this stage is over.
    async fn step(&mut self) -> Result<Option<Progress>> {
        match self.stage() {
            Stage::Ended => Ok(None),
            Stage::Request => {
                let id = self.request.clone().unwrap_or_default();
                let journal = Scope::root(&self.scope.client, Api::Cloud);
                let call = journal.call_of("requestsStatusGet")?.param(id);
                let status: Status = journal.send(call).await?.json()?;
                self.told(&status.metadata)
            }
            Stage::Resource | Stage::Parent => {
                let path = self.place().unwrap_or_default().to_owned();
                let mut call = Call::new(format!("{} state", self.kind), Method::GET, path.clone());
                call.refusal = crate::users::refusal_at(self.scope.api, &path);
                let answer = self.scope.look_up(call).await;
                self.seen(answer)
            }
        }
    }

    /// Takes in the status of the request; nothing when this stage is over.
    fn told(&mut self, status: &StatusMetadata) -> Result<Option<Progress>> {
        match status.status.as_str() {
            "DONE" => self.request = None,
            "FAILED" => return Err(self.failed(status)),
            "QUEUED" => {
                self.begun = self.scope.client.now();
                return Ok(Some(Progress::Queued));
            }
            _ => return Ok(Some(Progress::Running)),
        }
        Ok(None)
    }

    /// Takes in the resource or what it lies in; nothing when this stage is over.
    fn seen(&mut self, answer: Result<Reply>) -> Result<Option<Progress>> {
        let settling = Ok(Some(Progress::Settling));
        let parent = self.stage() == Stage::Parent;
        let reply = match answer {
            Ok(reply) => reply,
            Err(error) if error.kind() == ErrorKind::NotFound => match self.goal {
                _ if parent => {
                    self.parents.pop();
                    return Ok(None);
                }
                Goal::Gone => {
                    self.settled = true;
                    return Ok(None);
                }
                // Some resources cannot be read for a while after they were made.
                Goal::New => return settling,
                Goal::Ready | Goal::Done | Goal::On | Goal::Off => return Err(error),
            },
            Err(error) => return Err(error),
        };
        if self.goal == Goal::Gone && !parent {
            return settling;
        }
        let glance: Glance = reply.json()?;
        match glance.state() {
            Some(state) if state.is_failed() && !parent => {
                let message = glance.metadata.as_ref().and_then(|m| m.message.clone()).unwrap_or_default();
                let id = self.id.as_deref().unwrap_or("?");
                let what = format!("the {} {id} is in state {state}: {message}", self.kind);
                let mut error = Error::new(ErrorKind::Provisioning, what);
                if let Some(id) = &self.request_id {
                    error = error.request(id.clone());
                }
                return Err(match hint(&message) {
                    Some(hint) => error.advise(hint),
                    None => error,
                });
            }
            Some(state) if !state.is_settled() && !state.is_failed() => return settling,
            _ if !parent && !glance.vm_state().is_none_or(|state| self.goal.is_met_by(state)) => {
                return settling;
            }
            // Without a state there is nothing to wait for.
            _ => {}
        }
        if parent {
            self.parents.pop();
        } else {
            self.settled = true;
            self.latest = Some(reply);
        }
        Ok(None)
    }

    /// Notes how long it took, where its end was seen and not missed.
    fn learn(&mut self) {
        let Some(unfinished) = self.unfinished.take() else { return };
        let end = unfinished + self.scope.client.now().saturating_duration_since(unfinished) / 2;
        let took = end.saturating_duration_since(self.begun);
        self.scope.client.durations().learn(self.segment(), self.goal, took);
    }

    /// How long to wait before the next look.
    fn interval(&self, progress: &Progress) -> Duration {
        let client = &self.scope.client;
        let now = client.now();
        let interval = if *progress == Progress::Queued {
            // How long others take is anybody's guess.
            let waited = now.saturating_duration_since(self.accepted);
            (waited / 8).clamp(self.policy.first, self.policy.longest)
        } else {
            let usual = client.durations().usual(self.segment(), self.goal);
            self.policy.interval(now.saturating_duration_since(self.begun), usual)
        };
        interval.mul_f64(0.75 + client.random() / 2.0)
    }

    fn failed(&self, status: &StatusMetadata) -> Error {
        let text = status.message.clone().unwrap_or_else(|| "no reason given".to_owned());
        let code = text
            .strip_prefix('[')
            .and_then(|t| t.split_once(']'))
            .map(|(code, _)| code.to_owned())
            .unwrap_or_default();
        let targets: Vec<_> =
            status.targets.iter().map(|t| format!("{} {}", t.target.kind, t.target.id)).collect();
        let what = format!(
            "provisioning of the {} failed{}",
            self.kind,
            if targets.is_empty() { String::new() } else { format!(" ({})", targets.join(", ")) }
        );
        let advice = hint(&text)
            .unwrap_or("correct the cause and try again; give support the request id if it stays unclear");
        let mut error = Error::new(ErrorKind::Provisioning, what);
        error = error.answered_late(ApiMessage::new(code, text));
        if let Some(id) = &self.request_id {
            error = error.request(id.clone());
        }
        error.advise(advice)
    }

    /// The deadline has passed.
    fn late(&self) -> Error {
        let (kind, id) = (self.kind, self.id.as_deref().unwrap_or("?"));
        let seconds = self.policy.deadline.as_secs();
        let mut error =
            Error::new(ErrorKind::Timeout, format!("the {kind} {id} is not ready after {seconds} s"))
                .advise("the change goes on; wait again or look at the request");
        if let Some(id) = &self.request_id {
            error = error.request(id.clone());
        }
        error
    }

    /// Waits until it is finished, or until the deadline.
    async fn finish(&mut self) -> Result<()> {
        let client = self.scope.client.clone();
        let deadline = client.now() + self.policy.deadline;
        while let Some(progress) = self.look().await? {
            let left = deadline.saturating_duration_since(client.now());
            if left.is_zero() {
                return Err(self.late());
            }
            client.pause(self.interval(&progress).min(left)).await;
        }
        Ok(())
    }
}

impl<T> Pending<T> {
    /// Follows a change of the resource at `scope`.
    pub(crate) fn acted(scope: &Scope, kind: &'static str, goal: Goal, reply: &Reply) -> Result<Self> {
        let mut watch = Watch::new(scope, kind, goal).follow(reply);
        if goal != Goal::Done {
            watch.resource = Some(scope.call(Method::GET).path()?);
        }
        watch.id = scope.params.last().cloned();
        Ok(Self { watch, initial: None })
    }

    /// Nothing to wait for.
    pub(crate) fn ended(scope: &Scope, kind: &'static str) -> Self {
        let mut watch = Watch::new(scope, kind, Goal::Done);
        watch.settled = true;
        watch.id = scope.params.last().cloned();
        Self { watch, initial: None }
    }

    /// Nothing to wait for: the resource is as it should be.
    pub(crate) fn standing(scope: &Scope, kind: &'static str, resource: T) -> Self {
        Self { initial: Some(resource), ..Self::ended(scope, kind) }
    }

    /// The identifier of the resource, as text.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.watch.id.as_deref()
    }

    /// The id of the request that does the work, when the service named one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.watch.request_id.as_deref()
    }

    /// Limits the wait.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.watch.policy.deadline = deadline;
        self
    }

    /// Waits also until no change is pending in what the resource lies in, such as its server and its data center: for what needs a quiet
    /// data center, a snapshot for instance. It then waits for the changes of others in there as well.
    pub fn and_parents(mut self) -> Self {
        self.watch.parents = parents(&self.watch.scope);
        self
    }

    /// The same wait without a result, so that changes of several kinds fit into one [`wait_all`].
    pub fn without_value(self) -> Pending<()> {
        Pending { watch: self.watch, initial: Some(()) }
    }

    /// Does not wait; gives the resource as it was accepted.
    pub fn detach(self) -> Option<T> {
        self.initial
    }

    /// Reports how far the change is, until it ends or the deadline passes.
    pub fn progress(self) -> impl Stream<Item = Result<Progress>> + Send
    where
        T: Send,
    {
        let watch = self.watch;
        let deadline = watch.scope.client.now() + watch.policy.deadline;
        stream::try_unfold((Some(watch), None::<Progress>), move |(watch, last)| async move {
            let Some(mut watch) = watch else { return Ok(None) };
            if let Some(last) = &last {
                let left = deadline.saturating_duration_since(watch.scope.client.now());
                if left.is_zero() {
                    return Err(watch.late());
                }
                watch.scope.client.pause(watch.interval(last).min(left)).await;
            }
            Ok(Some(match Box::pin(watch.look()).await? {
                None => (Progress::Done, (None, None)),
                Some(progress) => (progress.clone(), (Some(watch), Some(progress))),
            }))
        })
    }
}

/// The part of a creation's answer that is needed to follow it.
#[derive(Deserialize)]
struct Made {
    #[serde(default)]
    id: Option<Value>,
}

/// An id as text; the id of a LAN may be a number.
fn id_text(id: Option<Value>) -> Option<String> {
    match id? {
        Value::String(text) if !text.is_empty() => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

impl<T: DeserializeOwned> Pending<T> {
    /// Follows the creation of a resource in the collection at `scope`.
    pub(crate) fn created(scope: &Scope, kind: &'static str, reply: &Reply) -> Result<Self> {
        let made: Made = reply.json().map_err(|e| e.unclear(true))?;
        let mut watch = Watch::new(scope, kind, Goal::New).follow(reply);
        let Some(id) = id_text(made.id) else {
            return Err(Error::new(
                ErrorKind::Decode,
                format!("the answer to the creation of a {kind} holds no id"),
            )
            .unclear(true)
            .request(reply.request_id().to_owned()));
        };
        // A synchronous creation (200 or 201 without a request) is finished, unless the resource says otherwise.
        watch.settled =
            watch.request.is_none() && reply.status() != StatusCode::ACCEPTED && !is_pending(reply);
        watch.resource = Some(format!("{}/{id}", scope.call(Method::POST).path()?));
        watch.id = Some(id);
        let initial = Some(reply.json().map_err(|e| e.unclear(true))?);
        Ok(Self { watch, initial })
    }

    /// Follows a change of the resource at `scope` that answered with the resource.
    pub(crate) fn changed(scope: &Scope, kind: &'static str, reply: &Reply) -> Result<Self> {
        let mut pending = Self::acted(scope, kind, Goal::Ready, reply)?;
        pending.watch.settled =
            pending.watch.request.is_none() && reply.status() != StatusCode::ACCEPTED && !is_pending(reply);
        if !reply.body().is_empty() {
            pending.initial = Some(reply.json()?);
        }
        Ok(pending)
    }

    /// Waits until the change is finished and gives the resource as it is then.
    ///
    /// # Errors
    /// [`ErrorKind::Provisioning`] with the service's reason and a hint, [`ErrorKind::Timeout`] after the deadline, or any error of a poll.
    pub async fn wait(mut self) -> Result<T> {
        // Boxed, so that the futures of callers stay small.
        Box::pin(self.watch.finish()).await?;
        self.value().await
    }

    /// The resource at the end of the wait.
    async fn value(self) -> Result<T> {
        let Self { watch, initial } = self;
        // Who waits for `()` wants no representation, so none is read.
        let wanted = size_of::<T>() > 0 && !matches!(watch.goal, Goal::Gone | Goal::Done);
        match (watch.latest, initial, watch.resource) {
            (Some(latest), _, _) if wanted => latest.json(),
            (None, Some(initial), _) if wanted => Ok(initial),
            (None, None, Some(path)) if wanted => {
                let call = Call::new(format!("{} read", watch.kind), Method::GET, path);
                watch.scope.look_up(call).await?.json()
            }
            (_, Some(initial), _) => Ok(initial),
            _ => serde_json::from_value(Value::Null).map_err(|_| {
                Error::new(
                    ErrorKind::Decode,
                    format!("the {} has no representation to give back", watch.kind),
                )
            }),
        }
    }
}

impl Pending<()> {
    /// The same wait, whatever it ends with.
    pub(crate) fn into_value(self) -> Pending<Value> {
        Pending { watch: self.watch, initial: self.initial.map(|()| Value::Null) }
    }
}

impl<R: Resource> Pending<R> {
    /// The same wait for the resource as plain JSON.
    pub(crate) fn untyped(self) -> Result<Pending<Value>> {
        let initial = self.initial.map(serde_json::to_value).transpose().map_err(|e| {
            Error::new(ErrorKind::Decode, "the resource cannot be written as JSON").caused_by(e)
        })?;
        Ok(Pending { watch: self.watch, initial })
    }

    /// A resource that an earlier call is making in the collection at `scope`.
    pub(crate) fn requested(scope: &Scope, kind: &'static str, id: String, request: String) -> Result<Self> {
        let mut watch = Watch::new(scope, kind, Goal::New);
        watch.resource = Some(format!("{}/{id}", scope.call(Method::POST).path()?));
        watch.id = Some(id);
        watch.request_id = Some(request.clone());
        watch.request = Some(request);
        Ok(Self { watch, initial: None })
    }

    /// A resource that exists; the wait is for changes that may be pending.
    pub(crate) fn found(collection: &Scope, kind: &'static str, found: R) -> Self {
        let mut watch = Watch::new(collection, kind, Goal::New);
        let id = found.id().to_string();
        watch.resource = collection.call(Method::POST).path().ok().map(|path| format!("{path}/{id}"));
        watch.id = Some(id);
        watch.settled = found.metadata().and_then(Metadata::state).is_none_or(State::is_settled);
        Self { watch, initial: Some(found) }
    }
}

/// Waits for many changes with few calls; the results are in the order of the changes, and a failure of one does not end the others.
///
/// One poller asks for all: while several requests are open it reads them in one list, likewise the resources of one collection, and
/// otherwise asks for one after another, each at an interval of its own (see [`PollPolicy`]). Changes of different kinds fit together as
/// [`Pending::without_value`]. Dropping the future ends the wait and cancels no change.
///
/// # Errors
/// Each result as of [`Pending::wait`].
pub async fn wait_all<T: DeserializeOwned>(pendings: impl IntoIterator<Item = Pending<T>>) -> Vec<Result<T>> {
    let (watches, initials): (Vec<_>, Vec<_>) =
        pendings.into_iter().map(|pending| (pending.watch, pending.initial)).unzip();
    let ended = Poller::new(watches).run().await;
    let mut results = Vec::with_capacity(ended.len());
    for ((watch, end), initial) in ended.into_iter().zip(initials) {
        results.push(match end {
            Ok(()) => Pending { watch, initial }.value().await,
            Err(error) => Err(error),
        });
    }
    results
}

/// How many changes of one place make a list cheaper than single questions.
const ENOUGH_FOR_A_LIST: usize = 3;
/// How many pages of the journal are read at most before the missing requests are asked for one by one.
const MOST_PAGES: u32 = 5;
/// How many items a page of the journal holds.
const PAGE: u32 = 1000;

/// One change in the hands of the poller.
struct Slot {
    watch: Watch,
    due: Instant,
    deadline: Instant,
    end: Option<Result<()>>,
}

impl Slot {
    fn is_open(&self, stage: Stage) -> bool {
        self.end.is_none() && self.watch.stage() == stage
    }

    /// Takes in how far the change is, and plans the next look.
    fn note(&mut self, step: Result<Option<Progress>>) {
        let now = self.watch.scope.client.now();
        match step {
            Err(error) => self.end = Some(Err(error)),
            Ok(None) if self.watch.stage() == Stage::Ended => {
                self.watch.learn();
                self.end = Some(Ok(()));
            }
            // The next stage is looked at in the same round.
            Ok(None) => self.due = now,
            Ok(Some(progress)) => {
                self.watch.unfinished = Some(now);
                if now >= self.deadline {
                    self.end = Some(Err(self.watch.late()));
                } else {
                    self.due = (now + self.watch.interval(&progress)).min(self.deadline);
                }
            }
        }
    }
}

struct Poller {
    slots: Vec<Slot>,
    /// Lists that did not help: collections by path, the journal as an empty path.
    useless: HashSet<String>,
}

impl Poller {
    fn new(watches: Vec<Watch>) -> Self {
        let slots = watches.into_iter().map(|watch| {
            let now = watch.scope.client.now();
            let deadline = now + watch.policy.deadline;
            Slot { watch, due: now, deadline, end: None }
        });
        Self { slots: slots.collect(), useless: HashSet::new() }
    }

    async fn run(mut self) -> Vec<(Watch, Result<()>)> {
        for slot in &mut self.slots {
            if slot.watch.stage() == Stage::Ended {
                slot.end = Some(Ok(()));
            }
        }
        while let Some((due, at)) =
            self.slots.iter().enumerate().filter(|(_, s)| s.end.is_none()).map(|(i, s)| (s.due, i)).min()
        {
            let Some(slot) = self.slots.get(at) else { break };
            let client = slot.watch.scope.client.clone();
            client.pause(due.saturating_duration_since(client.now())).await;
            self.look(at).await;
        }
        self.slots.into_iter().map(|s| (s.watch, s.end.unwrap_or(Ok(())))).collect()
    }

    /// Looks at the change that is due, together with those that one call can answer for.
    async fn look(&mut self, at: usize) {
        let Some(slot) = self.slots.get(at) else { return };
        let stage = slot.watch.stage();
        let fellows = self.fellows(slot, stage);
        match stage {
            Stage::Request if fellows.len() >= ENOUGH_FOR_A_LIST && self.read_journal(&fellows).await => {}
            Stage::Resource if fellows.len() >= ENOUGH_FOR_A_LIST && self.read_collection(&fellows).await => {
            }
            Stage::Parent => self.read_parent(at, &fellows).await,
            _ => {
                if let Some(slot) = self.slots.get_mut(at) {
                    let step = slot.watch.step().await;
                    slot.note(step);
                }
            }
        }
    }

    /// The changes that one call can answer for together with this one.
    fn fellows(&self, slot: &Slot, stage: Stage) -> Vec<usize> {
        let mine = &slot.watch;
        let place = |watch: &Watch| match stage {
            Stage::Request => Some(String::new()),
            Stage::Resource => {
                // Only the Cloud API has lists that carry states in a known way.
                let path = watch.place().filter(|_| watch.scope.api == Api::Cloud)?;
                Some(path.rsplit_once('/')?.0.to_owned())
            }
            Stage::Parent => watch.place().map(str::to_owned),
            Stage::Ended => None,
        };
        let Some(here) = place(mine).filter(|here| stage == Stage::Parent || !self.useless.contains(here))
        else {
            return Vec::new();
        };
        let same = |other: &Slot| {
            let watch = &other.watch;
            other.is_open(stage)
                && (stage == Stage::Request || watch.scope.api == mine.scope.api)
                && watch.scope.region == mine.scope.region
                && watch.scope.client.is_same(&mine.scope.client)
                && place(watch).as_ref() == Some(&here)
        };
        self.slots.iter().enumerate().filter(|(_, other)| same(other)).map(|(i, _)| i).collect()
    }

    /// Reads the status of many requests in one list. False when the list did not help.
    async fn read_journal(&mut self, fellows: &[usize]) -> bool {
        let mut open: HashMap<String, usize> = HashMap::new();
        let mut oldest: Option<SystemTime> = None;
        for &i in fellows {
            let Some(slot) = self.slots.get(i) else { continue };
            if let Some(id) = &slot.watch.request {
                open.insert(id.clone(), i);
            }
            oldest = Some(oldest.map_or(slot.watch.date, |date| date.min(slot.watch.date)));
        }
        let Some(scope) = fellows.first().and_then(|i| self.slots.get(*i)).map(|s| s.watch.scope.clone())
        else {
            return false;
        };
        // The service's clocks need not agree to the second.
        let since = oldest
            .map(|date| date - Duration::from_secs(60))
            .and_then(|date| jiff::Timestamp::try_from(date).ok());
        let journal = Scope::root(&scope.client, Api::Cloud).below("requests");
        let asked = open.len();
        for page in 0..MOST_PAGES {
            let mut call = journal.call(Method::GET).query("depth", 2);
            if let Some(since) = since {
                call = call.query("filter.createdAfter", since.strftime("%Y-%m-%d %H:%M:%S"));
            }
            call = call.query("offset", page * PAGE).query("limit", PAGE);
            let Ok(reply) = journal.send(call).await else { break };
            let Ok(rows) = serde_json::from_slice::<Rows<'_>>(reply.body()) else { break };
            let count = rows.items.len();
            for row in rows.items {
                let Ok(entry) = serde_json::from_str::<Entry>(row.get()) else { continue };
                let Some(status) = entry.metadata.and_then(|m| m.request_status) else { continue };
                if let Some(slot) = open.remove(&entry.id).and_then(|i| self.slots.get_mut(i)) {
                    let step = slot.watch.told(&status.metadata);
                    slot.note(step);
                }
            }
            if open.is_empty() || count < PAGE as usize {
                break;
            }
        }
        // What the list does not hold is asked for singly; a list that held nothing is not read again.
        let helped = open.len() < asked;
        if !helped {
            self.useless.insert(String::new());
            return false;
        }
        for i in open.into_values() {
            if let Some(slot) = self.slots.get_mut(i) {
                let step = slot.watch.step().await;
                slot.note(step);
            }
        }
        true
    }

    /// Reads the state of many resources of one collection in one list. False when the list did not help.
    async fn read_collection(&mut self, fellows: &[usize]) -> bool {
        let Some(first) = fellows.first().and_then(|i| self.slots.get(*i)) else { return false };
        let (scope, kind) = (first.watch.scope.clone(), first.watch.kind);
        let Some(path) =
            first.watch.place().and_then(|p| p.rsplit_once('/')).map(|(path, _)| path.to_owned())
        else {
            return false;
        };
        let template = match scope.template.rsplit_once('/') {
            Some((above, last)) if last.starts_with('{') => above,
            _ => scope.template.as_str(),
        };
        let Some(operation) = Operation::at(scope.api, &Method::GET, template) else {
            self.useless.insert(path);
            return false;
        };
        let mut open: HashMap<String, usize> = HashMap::new();
        for &i in fellows {
            if let Some(id) = self.slots.get(i).and_then(|s| s.watch.id.clone()) {
                open.insert(id, i);
            }
        }
        let mut offset = 0_u64;
        let whole = loop {
            let mut call = Call::new(format!("{kind} states"), Method::GET, path.clone()).query("depth", 1);
            if let Some(size) = operation.page {
                call = call.query("offset", offset).query("limit", size);
            }
            let Ok(reply) = scope.send(call).await else { break false };
            let Ok(rows) = serde_json::from_slice::<Rows<'_>>(reply.body()) else { break false };
            let count = rows.items.len();
            for row in rows.items {
                let Ok(glance) = serde_json::from_str::<Glance>(row.get()) else { continue };
                let Some(id) = id_text(glance.id) else { continue };
                if let Some(slot) = open.remove(&id).and_then(|i| self.slots.get_mut(i)) {
                    let one = Reply {
                        body: reply.body().slice_ref(row.get().as_bytes()),
                        headers: HeaderMap::new(),
                        ..reply.clone()
                    };
                    let step = slot.watch.seen(Ok(one));
                    slot.note(step);
                }
            }
            offset += count as u64;
            let full = operation.page.is_some_and(|size| count >= size as usize);
            if open.is_empty() || !full {
                break true;
            }
        };
        if !whole {
            self.useless.insert(path);
            return false;
        }
        for i in open.into_values() {
            let Some(slot) = self.slots.get_mut(i) else { continue };
            let step = match slot.watch.goal {
                // A new one need not be in the list yet.
                Goal::New => Ok(Some(Progress::Settling)),
                Goal::Gone => {
                    slot.watch.settled = true;
                    Ok(None)
                }
                Goal::Ready | Goal::Done | Goal::On | Goal::Off => slot.watch.step().await,
            };
            slot.note(step);
        }
        true
    }

    /// Reads what several resources lie in once for all of them.
    async fn read_parent(&mut self, at: usize, fellows: &[usize]) {
        let Some(slot) = self.slots.get(at) else { return };
        let (scope, kind) = (slot.watch.scope.clone(), slot.watch.kind);
        let path = slot.watch.place().unwrap_or_default().to_owned();
        let call = Call::new(format!("{kind} state"), Method::GET, path);
        match scope.send(call).await {
            Ok(reply) => {
                for &i in fellows {
                    if let Some(slot) = self.slots.get_mut(i) {
                        let step = slot.watch.seen(Ok(reply.clone()));
                        slot.note(step);
                    }
                }
            }
            Err(error) => {
                if let Some(slot) = self.slots.get_mut(at) {
                    let step = slot.watch.seen(Err(error));
                    slot.note(step);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(policy: &PollPolicy, usual: Usual, takes: Duration) -> (u32, Duration) {
        let (mut elapsed, mut count) = (Duration::ZERO, 1);
        while elapsed < takes {
            elapsed += policy.interval(elapsed, usual);
            count += 1;
        }
        (count, elapsed - takes)
    }

    #[test]
    fn the_interval_follows_what_the_kind_usually_takes() {
        let policy = PollPolicy::default();
        for seconds in [1, 4, 15, 70, 600, 3600] {
            let time = Duration::from_secs(seconds);
            let (count, late) = looks(&policy, Usual { time, learned: true }, time);
            let by_clock = seconds.div_ceil(10) + 6;
            assert!(u64::from(count) <= by_clock, "{seconds} s: {count} looks");
            assert!(late <= time / 10 + policy.first, "{seconds} s: {late:?} late");
        }
    }

    #[test]
    fn a_guess_that_is_far_too_long_costs_little_time() {
        let usual = Usual { time: Duration::from_secs(70), learned: false };
        let (_, late) = looks(&PollPolicy::default(), usual, Duration::from_millis(500));
        assert!(late <= Duration::from_millis(500), "{late:?}");
    }

    #[test]
    fn the_longer_it_is_overdue_the_rarer_it_is_asked_for() {
        let policy = PollPolicy::default();
        let usual = Usual { time: Duration::from_secs(4), learned: true };
        let at = |seconds| policy.interval(Duration::from_secs(seconds), usual);
        assert!(at(5) < at(20) && at(20) < at(80));
        assert_eq!(at(10_000), policy.longest);
    }

    #[test]
    fn what_was_seen_beats_the_guess_and_newer_sights_count() {
        let durations = Durations::default();
        assert_eq!(durations.usual("servers", Goal::New).time, Duration::from_secs(70));
        assert!(durations.usual("servers", Goal::Gone).time <= Duration::from_secs(10));
        durations.learn("servers", Goal::New, Duration::from_secs(100));
        let first = durations.usual("servers", Goal::New);
        assert_eq!((first.time, first.learned), (Duration::from_secs(100), true));
        durations.learn("servers", Goal::New, Duration::from_secs(200));
        assert_eq!(durations.usual("servers", Goal::New).time, Duration::from_secs(130));
    }
}
