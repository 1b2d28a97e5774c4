//! Calls of the core, by the ids of their operations.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::StreamExt as _;
use ionos_core::engine::{MinTls, RetryPolicy};
use ionos_core::{
    Accepted, Client, ClientBuilder, Credentials, Message, Operation, Pending, PollPolicy, Progress, RawCall,
    Residency, Tool, ToolChoice,
};
use pyo3::prelude::{Py, PyResult, Python, pyclass, pyfunction, pymethods};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::failure::Failure;
use crate::process::OfProcess;
use crate::stream::Stream;
use crate::task::{Answer, Task};

/// Settings as Python gives them. Seconds for times.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    from_env: bool,
    profile: Option<String>,
    token: Option<String>,
    username: Option<String>,
    password: Option<String>,
    hosting_key: Option<String>,
    api_url: Option<String>,
    contract: Option<String>,
    residency: Option<String>,
    pinned_certificate: Option<String>,
    min_tls: Option<String>,
    max_attempts: Option<u32>,
    attempt_timeout: Option<f64>,
    total_timeout: Option<f64>,
    wait_timeout: Option<f64>,
    poll_interval: Option<f64>,
}

fn seconds(name: &str, value: f64) -> Result<Duration, Failure> {
    Duration::try_from_secs_f64(value)
        .map_err(|_| Failure::plain("CONFIG", format!("{name} must be a number of seconds, not {value}")))
}

impl Options {
    fn builder(self) -> Result<ClientBuilder, Failure> {
        let mut builder = if self.from_env {
            Client::builder_from_env(self.profile.as_deref())?
        } else {
            Client::builder()
        };
        match (self.token, self.username, self.password) {
            (Some(token), None, None) => builder = builder.credentials(Credentials::bearer(token)),
            (None, Some(name), Some(password)) => {
                builder = builder.credentials(Credentials::basic(name, password));
            }
            (None, None, None) => {}
            _ => {
                let what = "give either a token, or a user name together with a password";
                return Err(Failure::plain("CONFIG", what));
            }
        }
        if let Some(key) = self.hosting_key {
            builder = builder.hosting_key(key);
        }
        if let Some(url) = self.api_url {
            builder = builder.api_url(&url)?;
        }
        if let Some(number) = self.contract {
            builder = builder.contract(number);
        }
        match self.residency.as_deref() {
            None => {}
            Some("germany") => builder = builder.residency(Residency::Germany),
            Some("anywhere") => builder = builder.residency(Residency::Anywhere),
            Some(other) => {
                let what = format!("`{other}` is no residency; use \"germany\" or \"anywhere\"");
                return Err(Failure::plain("CONFIG", what));
            }
        }
        if let Some(fingerprint) = self.pinned_certificate {
            builder = builder.pinned_certificate(fingerprint);
        }
        match self.min_tls.as_deref() {
            None | Some("1.3") => {}
            Some("1.2") => builder = builder.min_tls(MinTls::V1_2),
            Some(other) => {
                return Err(Failure::plain(
                    "CONFIG",
                    format!("`{other}` is no TLS version; use \"1.3\" or \"1.2\""),
                ));
            }
        }
        if let Some(attempts) = self.max_attempts {
            builder = builder.retry(RetryPolicy::default().attempts(attempts));
        }
        if let Some(timeout) = self.attempt_timeout {
            builder = builder.attempt_timeout(seconds("attempt_timeout", timeout)?);
        }
        if let Some(timeout) = self.total_timeout {
            builder = builder.total_timeout(seconds("total_timeout", timeout)?);
        }
        let mut polling = PollPolicy::default();
        if let Some(interval) = self.poll_interval {
            let first = seconds("poll_interval", interval)?;
            polling = polling.intervals(first, first.saturating_mul(50));
        }
        if let Some(timeout) = self.wait_timeout {
            polling = polling.deadline(seconds("wait_timeout", timeout)?);
        }
        let agent = concat!("ionos-sdk-python/", env!("CARGO_PKG_VERSION"));
        Ok(builder.polling(polling).user_agent(agent))
    }
}

/// A client and how to make it again: connections do not survive a fork.
struct Live {
    settings: ClientBuilder,
    client: Mutex<OfProcess<Client>>,
}

impl Live {
    fn client(&self) -> Result<Client, Failure> {
        let mut slot = self.client.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = slot.get() {
            return Ok(client.clone());
        }
        let client = self.settings.clone().build()?;
        *slot = OfProcess::new(client.clone());
        Ok(client)
    }

    fn raw(&self, what: Call) -> Result<RawCall, Failure> {
        let mut call = self.client()?.raw(&what.operation)?;
        for value in what.params {
            call = call.param(value);
        }
        for (name, value) in what.query {
            call = call.query(name, value);
        }
        if let Some(region) = &what.region {
            call = call.region(region);
        }
        if let Some(text) = what.body {
            let body: Value = serde_json::from_str(&text)
                .map_err(|e| Failure::argument(format!("the body is no JSON document: {e}")))?;
            call = match body {
                // No operation takes a text in JSON.
                Value::String(text) => call.text(text),
                body => call.body(&body),
            };
        }
        Ok(call)
    }
}

/// One call: the operation, the values of its path in their order, the query, the body and the region.
struct Call {
    operation: String,
    params: Vec<String>,
    query: Vec<(String, String)>,
    body: Option<String>,
    region: Option<String>,
}

fn to_json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|e| Failure::plain("DECODE", e.to_string()))
}

/// The body as JSON text, checked; other texts as a JSON string.
fn document(reply: &ionos_core::engine::Reply) -> Result<Answer, Failure> {
    if reply.body().is_empty() {
        return Ok(Answer::Nothing);
    }
    let kind = reply.header("content-type").unwrap_or("application/json");
    if kind.contains("json") {
        let text: Box<RawValue> = reply.json()?;
        return Ok(Answer::Json(String::from(Box::<str>::from(text))));
    }
    to_json(&String::from_utf8_lossy(reply.body())).map(Answer::Json)
}

/// A client of the core.
#[pyclass(frozen, module = "ionos_sdk._native")]
pub(crate) struct NativeClient(Arc<Live>);

/// A question to a model, as Python gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    model: String,
    messages: Vec<Message>,
    #[serde(default)]
    tools: Vec<Tool>,
    tool_choice: Option<ToolChoice>,
    max_completion_tokens: Option<u32>,
    temperature: Option<f32>,
    top_p: Option<f32>,
    #[serde(default)]
    stop: Vec<String>,
    response_format: Option<Value>,
}

impl Question {
    fn chat(self, client: &Client) -> ionos_core::Chat {
        let mut chat = client.ai().chat(self.model);
        for message in self.messages {
            chat = chat.message(message);
        }
        for tool in self.tools {
            chat = chat.tool(tool);
        }
        for text in self.stop {
            chat = chat.stop(text);
        }
        if let Some(choice) = self.tool_choice {
            chat = chat.tool_choice(choice);
        }
        if let Some(tokens) = self.max_completion_tokens {
            chat = chat.max_completion_tokens(tokens);
        }
        if let Some(temperature) = self.temperature {
            chat = chat.temperature(temperature);
        }
        if let Some(share) = self.top_p {
            chat = chat.top_p(share);
        }
        if let Some(format) = self.response_format {
            chat = chat.response_format(format);
        }
        chat
    }
}

#[pymethods]
impl NativeClient {
    #[new]
    fn new(py: Python<'_>, options: &str) -> PyResult<Self> {
        let make = || -> Result<Self, Failure> {
            let options: Options = serde_json::from_str(options)
                .map_err(|_| Failure::plain("CONFIG", "a setting has a wrong type"))?;
            let settings = options.builder()?;
            let client = Mutex::new(OfProcess::new(settings.clone().build()?));
            Ok(Self(Arc::new(Live { settings, client })))
        };
        py.detach(make).map_err(|failure| failure.into_py(py))
    }

    /// Calls an operation; ends with the answer's body.
    fn call(
        &self,
        operation: String,
        params: Vec<String>,
        query: Vec<(String, String)>,
        body: Option<String>,
        region: Option<String>,
    ) -> Task {
        let live = self.0.clone();
        Task::new(async move {
            document(&live.raw(Call { operation, params, query, body, region })?.send().await?)
        })
    }

    /// Calls an operation that changes something; ends with a `Change`.
    fn change(
        &self,
        operation: String,
        params: Vec<String>,
        query: Vec<(String, String)>,
        body: Option<String>,
        region: Option<String>,
    ) -> Task {
        let live = self.0.clone();
        Task::new(async move {
            let accepted = live.raw(Call { operation, params, query, body, region })?.accepted().await?;
            let client = live.client()?;
            let pending = accepted.pending(&client)?;
            let (id, request_id) = (pending.id().map(str::to_owned), pending.request_id().map(str::to_owned));
            Ok(Answer::Change(Change {
                live,
                started: Started::Accepted(Arc::new(accepted)),
                id,
                request_id,
                created: true,
            }))
        })
    }

    /// Makes a resource unless one of this name, or with this label, exists; ends with a `Change`.
    #[pyo3(signature = (operation, params, query, body, region, label=None))]
    fn ensure(
        &self,
        operation: String,
        params: Vec<String>,
        query: Vec<(String, String)>,
        body: Option<String>,
        region: Option<String>,
        label: Option<(String, String)>,
    ) -> Task {
        let live = self.0.clone();
        Task::new(async move {
            let call = live.raw(Call { operation, params, query, body, region })?;
            let (pending, created) = match label {
                Some((key, value)) => call.ensure_labelled(&key, &value).await?,
                None => call.ensure().await?,
            };
            Ok(Answer::Change(Change::of(live, pending, created)))
        })
    }

    /// Does what a method of a handle does that is more than one operation; ends with a `Change`, or with nothing.
    fn perform(&self, name: String, params: Vec<String>, given: String) -> Task {
        let live = self.0.clone();
        Task::new(async move {
            let given: Value = serde_json::from_str(&given)
                .map_err(|e| Failure::argument(format!("the arguments are no JSON document: {e}")))?;
            Ok(match live.client()?.perform(&name, &params, &given).await? {
                Some(pending) => Answer::Change(Change::of(live, pending, true)),
                None => Answer::Nothing,
            })
        })
    }

    /// Waits for many changes with one poller; ends with a pair of JSON text and error for each.
    fn wait_all(&self, py: Python<'_>, changes: Vec<Py<Change>>) -> PyResult<Task> {
        let pendings = changes
            .iter()
            .map(|change| {
                let change = change.get();
                change.started.pending(&change.live)
            })
            .collect::<Result<Vec<_>, _>>()
            .map_err(|failure| failure.into_py(py))?;
        Ok(Task::new(async move {
            let ended = ionos_core::wait_all(pendings).await;
            Ok(Answer::Results(
                ended.into_iter().map(|end| end.map_err(Failure::from).and_then(|v| to_json(&v))).collect(),
            ))
        }))
    }

    /// The pages of a list, each a JSON array.
    fn pages(
        &self,
        operation: String,
        params: Vec<String>,
        query: Vec<(String, String)>,
        size: Option<u32>,
        region: Option<String>,
    ) -> Stream {
        let live = self.0.clone();
        let opened = async move {
            match live.raw(Call { operation, params, query, body: None, region }) {
                Ok(call) => call.pages(size).map(|page| to_json(&page?)).boxed(),
                Err(failure) => futures_util::stream::iter([Err(failure)]).boxed(),
            }
        };
        Stream::new(futures_util::stream::once(opened).flatten())
    }

    /// Asks a model; ends with the answer or, if `stream`, with a `Stream` of its pieces.
    fn chat(&self, question: String, stream: bool) -> Task {
        let live = self.0.clone();
        Task::new(async move {
            let question: Question = serde_json::from_str(&question)
                .map_err(|e| Failure::argument(format!("the question to the model is malformed: {e}")))?;
            let chat = question.chat(&live.client()?);
            if stream {
                let pieces = chat.stream().await?.map(|piece| to_json(&piece?));
                return Ok(Answer::Stream(Stream::new(pieces)));
            }
            to_json(&chat.send().await?).map(Answer::Json)
        })
    }

    /// The vectors of some texts.
    fn embed(&self, model: String, texts: Vec<String>) -> Task {
        let live = self.0.clone();
        Task::new(async move { to_json(&live.client()?.ai().embed(&model, &texts).await?).map(Answer::Json) })
    }
}

/// What a change was started by, as far as it is needed to wait for it.
#[derive(Clone)]
enum Started {
    Accepted(Arc<Accepted>),
    /// Found or made by `ensure`, by a client whose connections a forked child does not have.
    Ensured(Arc<Mutex<OfProcess<Pending<Value>>>>),
}

impl Started {
    fn pending(&self, live: &Live) -> Result<Pending<Value>, Failure> {
        match self {
            Self::Accepted(accepted) => Ok(accepted.pending(&live.client()?)?),
            Self::Ensured(pending) => {
                let pending = pending.lock().unwrap_or_else(PoisonError::into_inner);
                pending.get().cloned().ok_or_else(|| {
                    Failure::plain("CANCELED", "what was ensured before a fork cannot be waited for after it")
                })
            }
        }
    }
}

/// A change that the service accepted.
#[pyclass(frozen, module = "ionos_sdk._native")]
pub(crate) struct Change {
    live: Arc<Live>,
    started: Started,
    #[pyo3(get)]
    id: Option<String>,
    #[pyo3(get)]
    request_id: Option<String>,
    #[pyo3(get)]
    created: bool,
}

impl Change {
    /// A change that is followed already.
    fn of(live: Arc<Live>, pending: Pending<Value>, created: bool) -> Self {
        let (id, request_id) = (pending.id().map(str::to_owned), pending.request_id().map(str::to_owned));
        let started = Started::Ensured(Arc::new(Mutex::new(OfProcess::new(pending))));
        Self { live, started, id, request_id, created }
    }
}

#[pymethods]
impl Change {
    /// The answer's body, where there was one.
    #[getter]
    fn document(&self, py: Python<'_>) -> PyResult<Option<String>> {
        let read = || match &self.started {
            Started::Accepted(accepted) => match accepted.reply() {
                Some(reply) => document(reply),
                None => Ok(Answer::Nothing),
            },
            Started::Ensured(_) => match self.started.pending(&self.live)?.detach() {
                Some(resource) => to_json(&resource).map(Answer::Json),
                None => Ok(Answer::Nothing),
            },
        };
        match read().map_err(|failure| failure.into_py(py))? {
            Answer::Json(text) => Ok(Some(text)),
            _ => Ok(None),
        }
    }

    /// Waits for its end; ends with the resource as it is then.
    fn wait(&self, deadline: Option<f64>) -> Task {
        let (live, started) = (self.live.clone(), self.started.clone());
        Task::new(async move {
            let mut pending = started.pending(&live)?;
            if let Some(deadline) = deadline {
                pending = pending.deadline(seconds("timeout", deadline)?);
            }
            to_json(&pending.wait().await?).map(Answer::Json)
        })
    }

    /// How far it is, from now to its end.
    fn progress(&self) -> Stream {
        let (live, started) = (self.live.clone(), self.started.clone());
        let opened = async move {
            match started.pending(&live) {
                Ok(pending) => pending.progress().map(|progress| to_json(&word(&progress?))).boxed(),
                Err(failure) => futures_util::stream::iter([Err(failure)]).boxed(),
            }
        };
        Stream::new(futures_util::stream::once(opened).flatten())
    }
}

fn word(progress: &Progress) -> &'static str {
    match progress {
        Progress::Queued => "QUEUED",
        Progress::Running => "RUNNING",
        Progress::Done => "DONE",
        // What later versions of the core may add is neither queued nor done.
        _ => "SETTLING",
    }
}

/// Every operation: API, id (with the API where several use it), method, path, and how many items a page of it holds.
#[pyfunction]
pub(crate) fn operations() -> Vec<(&'static str, String, &'static str, &'static str, Option<u32>)> {
    Operation::all()
        .iter()
        .map(|o| {
            let known = Operation::find(o.id).is_some_and(|found| found.api == o.api);
            let id = if known { o.id.to_owned() } else { format!("{}/{}", o.api.key(), o.id) };
            (o.api.key(), id, o.method, o.path, o.page)
        })
        .collect()
}
