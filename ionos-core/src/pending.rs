//! The wait for what the service accepted but has not finished.

use std::fmt;
use std::time::Duration;

use futures_core::Stream;
use futures_util::stream;
use http::Method;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::compute::VmState;
use crate::document::{Metadata, State};
use crate::error::{ApiMessage, Error, ErrorKind, Result};
use crate::http::call::{Call, Reply};
use crate::operation::Api;
use crate::resource::{Resource, Scope};

/// How often to ask while waiting. The interval grows by half from the first to the longest, with jitter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PollPolicy {
    /// The first interval.
    pub first: Duration,
    /// The longest interval.
    pub longest: Duration,
    /// How long to wait in all.
    pub deadline: Duration,
}

impl Default for PollPolicy {
    fn default() -> Self {
        Self {
            first: Duration::from_millis(100),
            longest: Duration::from_secs(5),
            deadline: Duration::from_secs(3600),
        }
    }
}

impl PollPolicy {
    /// Sets the first and the longest interval.
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
}

/// What the wait is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// Done; the resource is not ready yet.
    Settling,
    /// All finished.
    Done,
}

/// A change that the service accepted and works on.
///
/// [`wait`](Self::wait) follows the request and then the resource. Dropping it, or giving up the wait, does not cancel the change.
#[derive(Clone)]
#[must_use = "the change goes on by itself; `wait` tells how it ends, `detach` says that you do not want to know"]
pub struct Pending<T> {
    scope: Scope,
    kind: &'static str,
    goal: Goal,
    /// Path of the request to follow, when the service named one.
    request: Option<String>,
    /// Path of the resource to look at.
    resource: Option<String>,
    id: Option<String>,
    initial: Option<T>,
    policy: PollPolicy,
    settled: bool,
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending")
            .field("kind", &self.kind)
            .field("id", &self.id)
            .field("goal", &self.goal)
            .field("request", &self.request)
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

/// The part of a resource that says whether it is ready.
#[derive(Deserialize)]
struct Glance {
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

enum Look {
    Waiting(Progress),
    Ended,
}

impl<T> Pending<T> {
    fn base(scope: &Scope, kind: &'static str, goal: Goal) -> Self {
        Self {
            scope: scope.clone(),
            kind,
            goal,
            request: None,
            resource: None,
            id: None,
            initial: None,
            policy: scope.client.poll_policy(),
            settled: false,
        }
    }

    fn follow(mut self, reply: &Reply) -> Self {
        // Only the id is taken from the address: the next call goes where this client's calls go.
        self.request = reply.header("location").and_then(|location| {
            let (_, rest) = location.rsplit_once("/requests/")?;
            let id = rest.split('/').next()?;
            (!id.is_empty()).then(|| id.to_owned())
        });
        self
    }

    /// Follows a change of the resource at `scope`.
    pub(crate) fn acted(scope: &Scope, kind: &'static str, goal: Goal, reply: &Reply) -> Result<Self> {
        let mut pending = Self::base(scope, kind, goal).follow(reply);
        if goal != Goal::Done {
            pending.resource = Some(scope.call(Method::GET).path()?);
        }
        pending.id = scope.params.last().cloned();
        Ok(pending)
    }

    /// Nothing to wait for.
    pub(crate) fn ended(scope: &Scope, kind: &'static str) -> Self {
        let mut pending = Self::base(scope, kind, Goal::Done);
        pending.settled = true;
        pending.id = scope.params.last().cloned();
        pending
    }

    /// Nothing to wait for: the resource is as it should be.
    pub(crate) fn standing(scope: &Scope, kind: &'static str, resource: T) -> Self {
        let mut pending = Self::ended(scope, kind);
        pending.initial = Some(resource);
        pending
    }

    /// The identifier of the resource, as text.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The id of the request that does the work, when the service named one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request.as_deref()
    }

    /// Limits the wait.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.policy.deadline = deadline;
        self
    }

    /// Does not wait; gives the resource as it was accepted.
    pub fn detach(self) -> Option<T> {
        self.initial
    }

    async fn look(&mut self) -> Result<Look> {
        if let Some(id) = &self.request {
            let journal = Scope::root(&self.scope.client, Api::Cloud);
            let call = journal.call_of("requestsStatusGet")?.param(id.clone());
            let status: Status = journal.send(call).await?.json()?;
            match status.metadata.status.as_str() {
                "DONE" => self.request = None,
                "FAILED" => return Err(self.failed(&status.metadata)),
                "QUEUED" => return Ok(Look::Waiting(Progress::Queued)),
                _ => return Ok(Look::Waiting(Progress::Running)),
            }
        }
        let Some(path) = self.resource.clone().filter(|_| !self.settled) else { return Ok(Look::Ended) };
        let refusal = crate::users::refusal_at(self.scope.api, &path);
        let mut call = Call::new(format!("{} state", self.kind), Method::GET, path);
        call.refusal = refusal;
        match self.scope.look_up(call).await {
            Ok(reply) => {
                if self.goal == Goal::Gone {
                    return Ok(Look::Waiting(Progress::Settling));
                }
                let glance: Glance = reply.json()?;
                let vm_state = glance.properties.and_then(|properties| properties.vm_state);
                let is_met = vm_state.is_none_or(|state| self.goal.is_met_by(&state));
                let metadata =
                    glance.metadata.unwrap_or(GlanceMetadata { state: None, status: None, message: None });
                match metadata.state.or(metadata.status) {
                    None if is_met => Ok(Look::Ended),
                    None => Ok(Look::Waiting(Progress::Settling)),
                    Some(state) if state.is_failed() => {
                        let message = metadata.message.unwrap_or_default();
                        Err(Error::new(
                            ErrorKind::Provisioning,
                            format!(
                                "the {} {} is in state {state}: {message}",
                                self.kind,
                                self.id.as_deref().unwrap_or("?")
                            ),
                        ))
                    }
                    Some(state) if state.is_settled() && is_met => Ok(Look::Ended),
                    Some(_) => Ok(Look::Waiting(Progress::Settling)),
                }
            }
            Err(error) if error.kind() == ErrorKind::NotFound => match self.goal {
                Goal::Gone => Ok(Look::Ended),
                // Some resources cannot be read for a while after they were made.
                Goal::New => Ok(Look::Waiting(Progress::Settling)),
                Goal::Ready | Goal::Done | Goal::On | Goal::Off => Err(error),
            },
            Err(error) => Err(error),
        }
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
        let advice = hint(&code, &text);
        let mut error = Error::new(ErrorKind::Provisioning, what);
        error = error.answered_late(ApiMessage::new(code, text));
        if let Some(id) = &self.request {
            error = error.request(id.clone());
        }
        error.advise(advice)
    }

    /// The deadline has passed.
    fn late(&self) -> Error {
        let (kind, id) = (self.kind, self.id.as_deref().unwrap_or("?"));
        let seconds = self.policy.deadline.as_secs();
        Error::new(ErrorKind::Timeout, format!("the {kind} {id} is not ready after {seconds} s"))
            .advise("the change goes on; wait again or look at the request")
    }

    /// Waits until it is finished, or until `limit`; then how it went so far is lost and the change goes on.
    async fn finish(&mut self) -> Result<()> {
        let client = self.scope.client.clone();
        let deadline = client.now() + self.policy.deadline;
        let mut interval = self.policy.first;
        loop {
            match self.look().await? {
                Look::Ended => {
                    self.settled = true;
                    return Ok(());
                }
                Look::Waiting(_) if client.now() + interval > deadline => return Err(self.late()),
                Look::Waiting(_) => {}
            }
            client.pause(interval.mul_f64(0.75 + client.random() / 2.0)).await;
            interval = interval.mul_f64(1.5).min(self.policy.longest);
        }
    }

    /// Reports how far the change is, until it ends or the deadline passes.
    pub fn progress(self) -> impl Stream<Item = Result<Progress>> + Send
    where
        T: Send,
    {
        let interval = self.policy.first;
        let deadline = self.scope.client.now() + self.policy.deadline;
        stream::try_unfold((Some(self), interval, false), move |(pending, interval, asked)| async move {
            let Some(mut pending) = pending else { return Ok(None) };
            if asked {
                if pending.scope.client.now() + interval > deadline {
                    return Err(pending.late());
                }
                pending.scope.client.pause(interval).await;
            }
            let next = interval.mul_f64(1.5).min(pending.policy.longest);
            Ok(Some(match pending.look().await? {
                Look::Ended => (Progress::Done, (None, next, true)),
                Look::Waiting(progress) => (progress, (Some(pending), next, true)),
            }))
        })
    }
}

impl<T: DeserializeOwned> Pending<T> {
    /// Follows the creation of a resource in the collection at `scope`.
    pub(crate) fn created(scope: &Scope, kind: &'static str, reply: &Reply) -> Result<Self> {
        let document: Value = reply.json()?;
        let mut pending = Self::base(scope, kind, Goal::New).follow(reply);
        let id = document.get("id").and_then(Value::as_str).unwrap_or_default();
        if id.is_empty() {
            return Err(Error::new(
                ErrorKind::Decode,
                format!("the answer to the creation of a {kind} holds no id"),
            )
            .unclear(true)
            .request(reply.request_id().to_owned()));
        }
        pending.id = Some(id.to_owned());
        // A synchronous creation (200 or 201 without a request) is finished, unless the resource says otherwise.
        pending.settled =
            pending.request.is_none() && reply.status() != http::StatusCode::ACCEPTED && !is_pending(reply);
        pending.resource = Some(format!("{}/{id}", scope.call(Method::POST).path()?));
        pending.initial = Some(reply.json()?);
        Ok(pending)
    }

    /// Follows a change of the resource at `scope` that answered with the resource.
    pub(crate) fn changed(scope: &Scope, kind: &'static str, reply: &Reply) -> Result<Self> {
        let mut pending = Self::acted(scope, kind, Goal::Ready, reply)?;
        pending.settled =
            pending.request.is_none() && reply.status() != http::StatusCode::ACCEPTED && !is_pending(reply);
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
        self.finish().await?;
        match (&self.resource, self.goal) {
            // Who waits for `()` wants no representation, so none is read.
            (Some(path), Goal::Ready | Goal::New | Goal::On | Goal::Off) if size_of::<T>() > 0 => {
                let call = Call::new(format!("{} read", self.kind), Method::GET, path.clone());
                self.scope.look_up(call).await?.json()
            }
            _ => match self.initial {
                Some(value) => Ok(value),
                None => serde_json::from_value(Value::Null).map_err(|_| {
                    Error::new(
                        ErrorKind::Decode,
                        format!("the {} has no representation to give back", self.kind),
                    )
                }),
            },
        }
    }
}

impl<R: Resource> Pending<R> {
    /// The same wait for the resource as plain JSON.
    pub(crate) fn untyped(self) -> Result<Pending<Value>> {
        let initial = self.initial.map(serde_json::to_value).transpose().map_err(|e| {
            Error::new(ErrorKind::Decode, "the resource cannot be written as JSON").caused_by(e)
        })?;
        Ok(Pending {
            scope: self.scope,
            kind: self.kind,
            goal: self.goal,
            request: self.request,
            resource: self.resource,
            id: self.id,
            initial,
            policy: self.policy,
            settled: self.settled,
        })
    }

    /// A resource that exists; the wait is for changes that may be pending.
    pub(crate) fn found(collection: &Scope, kind: &'static str, found: R) -> Self {
        let mut pending = Self::base(collection, kind, Goal::New);
        let id = found.id().to_string();
        pending.resource = collection.call(Method::POST).path().ok().map(|path| format!("{path}/{id}"));
        pending.id = Some(id);
        pending.settled = found.metadata().and_then(Metadata::state).is_none_or(State::is_settled);
        pending.initial = Some(found);
        pending
    }
}

/// Whether the resource in an answer says that a change is pending.
fn is_pending(reply: &Reply) -> bool {
    let glance = reply.json::<Glance>().ok().and_then(|g| g.metadata);
    glance.and_then(|m| m.state.or(m.status)).is_some_and(|state| state.is_pending())
}

fn hint(code: &str, text: &str) -> &'static str {
    let lower = text.to_ascii_lowercase();
    if lower.contains("quota") || lower.contains("limit") {
        "compare the limits of the contract (`contracts`) with what is in use"
    } else if code.starts_with("VDC-5-1921") {
        "leave `cpu_family` out for CUBE, VCPU and GPU servers"
    } else if code == "VDC-5-0" {
        "the service gave no reason: try again, then give support the request id"
    } else {
        "correct the cause and try again; give support the request id if it stays unclear"
    }
}
