//! Calls of IONOS Cloud by the ids of their operations.

use std::time::Duration;

use futures_util::{StreamExt as _, stream};
use ionos_core::engine::{MinTls, RetryPolicy};
use ionos_core::{
    ChatChunk, Credentials, Message, Operation, PollPolicy, RawCall, Residency, Tool, ToolCalls, ToolChoice,
};
use napi::bindgen_prelude::{ClassInstance, Either3};
use napi_derive::napi;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::change::Change;
use crate::error::{Failure, Result};
use crate::feed::Feed;
use crate::task::{Task, plain};

/// The table of operations: `id` (with the API where several use it), `api`, its `key`, `method`, `path`, and the size of a `page`
/// of each.
#[napi]
#[must_use]
pub fn operations() -> Value {
    let rows = Operation::all().iter().map(|o| {
        let known = Operation::find(o.id).is_some_and(|found| found.api == o.api);
        let id = if known { o.id.to_owned() } else { format!("{}/{}", o.api.key(), o.id) };
        let (api, key) = (o.api.name(), o.api.key());
        json!({ "id": id, "api": api, "key": key, "method": o.method, "path": o.path, "page": o.page })
    });
    Value::Array(rows.collect())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Settings {
    /// Starts from the environment and the configuration file.
    #[serde(default)]
    from_env: bool,
    profile: Option<String>,
    token: Option<SecretString>,
    username: Option<String>,
    password: Option<SecretString>,
    hosting_key: Option<SecretString>,
    api_url: Option<String>,
    contract: Option<String>,
    residency: Option<String>,
    min_tls: Option<String>,
    pinned_certificate: Option<String>,
    attempts: Option<u32>,
    attempt_timeout_ms: Option<u64>,
    total_timeout_ms: Option<u64>,
    poll_first_ms: Option<u64>,
    poll_longest_ms: Option<u64>,
    wait_deadline_ms: Option<u64>,
    user_agent: Option<String>,
}

impl Settings {
    fn client(self) -> Result<ionos_core::Client> {
        let mut builder = if self.from_env {
            ionos_core::Client::builder_from_env(self.profile.as_deref())?
        } else {
            ionos_core::Client::builder()
        };
        match (self.token, self.username, self.password) {
            (Some(token), _, _) => builder = builder.credentials(Credentials::bearer(token.expose_secret())),
            (None, Some(username), Some(password)) => {
                builder = builder.credentials(Credentials::basic(username, password.expose_secret()));
            }
            (None, None, None) => {}
            _ => {
                return Err(Failure::new(
                    "CONFIG",
                    "a user name and a password belong together; give both, or a token",
                ));
            }
        }
        if let Some(key) = &self.hosting_key {
            builder = builder.hosting_key(key.expose_secret());
        }
        if let Some(url) = &self.api_url {
            builder = builder.api_url(url)?;
        }
        if let Some(contract) = self.contract {
            builder = builder.contract(contract);
        }
        if let Some(certificate) = self.pinned_certificate {
            builder = builder.pinned_certificate(certificate);
        }
        builder = match self.residency.as_deref() {
            None | Some("anywhere") => builder,
            Some("germany") => builder.residency(Residency::Germany),
            Some(other) => return Err(unknown("residency", other, "`germany` or `anywhere`")),
        };
        builder = match self.min_tls.as_deref() {
            None | Some("1.3") => builder,
            Some("1.2") => builder.min_tls(MinTls::V1_2),
            Some(other) => return Err(unknown("minTls", other, "`1.3` or `1.2`")),
        };
        if let Some(attempts) = self.attempts {
            builder = builder.retry(RetryPolicy::default().attempts(attempts));
        }
        if let Some(ms) = self.attempt_timeout_ms {
            builder = builder.attempt_timeout(Duration::from_millis(ms));
        }
        if let Some(ms) = self.total_timeout_ms {
            builder = builder.total_timeout(Duration::from_millis(ms));
        }
        let mut polling = PollPolicy::default();
        polling = polling.intervals(
            self.poll_first_ms.map_or(polling.first, Duration::from_millis),
            self.poll_longest_ms.map_or(polling.longest, Duration::from_millis),
        );
        polling = polling.deadline(self.wait_deadline_ms.map_or(polling.deadline, Duration::from_millis));
        let agent = self
            .user_agent
            .unwrap_or_else(|| concat!("ionos-sdk-node/", env!("CARGO_PKG_VERSION")).to_owned());
        Ok(builder.polling(polling).user_agent(agent).build()?)
    }
}

fn unknown(setting: &str, value: &str, known: &str) -> Failure {
    Failure::new("CONFIG", format!("`{value}` is no value of the setting `{setting}`; use {known}"))
}

/// One call: the operation, the values of its path in their order, the query, the body, and the region.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    operation: String,
    #[serde(default)]
    params: Vec<String>,
    #[serde(default)]
    query: Vec<(String, String)>,
    body: Option<Value>,
    region: Option<String>,
}

/// A question to the AI Model Hub.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    model: String,
    messages: Vec<Message>,
    max_completion_tokens: Option<u32>,
    temperature: Option<f32>,
    top_p: Option<f32>,
    #[serde(default)]
    stop: Vec<String>,
    #[serde(default)]
    tools: Vec<Tool>,
    tool_choice: Option<ToolChoice>,
    response_format: Option<Value>,
}

impl Question {
    fn chat(self, client: &ionos_core::Client) -> ionos_core::Chat {
        let mut chat = client.ai().chat(self.model);
        chat = self.messages.into_iter().fold(chat, ionos_core::Chat::message);
        chat = self.stop.into_iter().fold(chat, ionos_core::Chat::stop);
        chat = self.tools.into_iter().fold(chat, ionos_core::Chat::tool);
        if let Some(tokens) = self.max_completion_tokens {
            chat = chat.max_completion_tokens(tokens);
        }
        if let Some(temperature) = self.temperature {
            chat = chat.temperature(temperature);
        }
        if let Some(share) = self.top_p {
            chat = chat.top_p(share);
        }
        if let Some(choice) = self.tool_choice {
            chat = chat.tool_choice(choice);
        }
        if let Some(format) = self.response_format {
            chat = chat.response_format(format);
        }
        chat
    }
}

pub(crate) fn read<T: DeserializeOwned>(value: Value) -> Result<T> {
    serde_json::from_value(value).map_err(|e| Failure::argument(&e))
}

/// A client of IONOS Cloud.
#[napi]
#[derive(Debug)]
pub struct Client(ionos_core::Client);

impl Client {
    fn call(&self, order: Value) -> Result<RawCall> {
        let order: Order = read(order)?;
        let mut call = self.0.raw(&order.operation)?;
        for value in order.params {
            call = call.param(value);
        }
        for (name, value) in order.query {
            call = call.query(name, value);
        }
        if let Some(region) = &order.region {
            call = call.region(region);
        }
        Ok(match &order.body {
            // No operation takes a text in JSON.
            Some(Value::String(text)) => call.text(text.as_str()),
            Some(body) => call.body(body),
            None => call,
        })
    }
}

#[napi]
impl Client {
    /// Checks the settings and makes the client. Nothing is sent.
    ///
    /// # Errors
    /// For settings that are missing or unusable.
    #[napi(factory)]
    pub fn open(settings: Value) -> napi::Result<Self> {
        // The messages of the parser could quote a value, and with it a secret: only the name of a setting is told.
        let settings: Settings = serde_json::from_value(settings).map_err(|e| {
            let text = e.to_string();
            let told = if text.starts_with("unknown field") {
                text
            } else {
                "a setting has the wrong type".to_owned()
            };
            Failure::new("CONFIG", format!("the client cannot be set up: {told}"))
        })?;
        Ok(Self(settings.client()?))
    }

    /// Sends a call and gives `{status, requestId, body}`.
    ///
    /// # Errors
    /// For an unknown operation or an unusable argument.
    #[napi]
    pub fn request(&self, order: Value) -> napi::Result<Task> {
        let call = self.call(order)?;
        Ok(Task::new(async move {
            let reply = call.send().await?;
            let body = match reply.body().is_empty() {
                true => Value::Null,
                // Zone files and the like are text.
                false => match reply.json() {
                    Ok(body) => body,
                    Err(error) => match (reply.header("content-type"), std::str::from_utf8(reply.body())) {
                        (Some(kind), Ok(text)) if !kind.contains("json") => text.into(),
                        _ => return Err(error.into()),
                    },
                },
            };
            let (status, id) = (reply.status().as_u16(), reply.request_id());
            Ok(Either3::C(json!({ "status": status, "requestId": id, "body": body })))
        }))
    }

    /// Sends a call that starts a change and gives the change.
    ///
    /// # Errors
    /// For an unknown operation or an unusable argument.
    #[napi]
    pub fn submit(&self, order: Value) -> napi::Result<Task> {
        let (call, client) = (self.call(order)?, self.0.clone());
        Ok(Task::new(async move {
            let pending = call.accepted().await?.pending(&client)?;
            Ok(Either3::A(Change::new(pending, true)))
        }))
    }

    /// Creates unless something of that name, or with that label, exists, and gives the change.
    ///
    /// # Errors
    /// For an unknown operation or an unusable argument.
    #[napi]
    pub fn ensure(&self, order: Value, label: Option<(String, String)>) -> napi::Result<Task> {
        let call = self.call(order)?;
        Ok(Task::new(async move {
            let (pending, created) = match label {
                Some((key, value)) => call.ensure_labelled(&key, &value).await?,
                None => call.ensure().await?,
            };
            Ok(Either3::A(Change::new(pending, created)))
        }))
    }

    /// Does what a method of a handle does that is more than one operation; gives the change, or nothing.
    #[napi]
    pub fn perform(&self, name: String, params: Vec<String>, given: Value) -> Task {
        let client = self.0.clone();
        Task::new(async move {
            Ok(match client.perform(&name, &params, &given).await? {
                Some(pending) => Either3::A(Change::new(pending, true)),
                None => Either3::C(Value::Null),
            })
        })
    }

    /// Waits for many changes with one poller; gives `{value}` or `{error}` for each.
    #[napi]
    pub fn wait_all(&self, changes: Vec<ClassInstance<'_, Change>>) -> Task {
        let pendings: Vec<_> = changes.iter().map(|change| change.pending()).collect();
        Task::new(async move {
            let ended = ionos_core::wait_all(pendings).await;
            let told = ended.into_iter().map(|end| match end {
                Ok(value) => json!({ "value": value }),
                Err(error) => json!({ "error": Failure::from(error).into_value() }),
            });
            Ok(Either3::C(Value::Array(told.collect())))
        })
    }

    /// The pages of a list, each an array; `size` items a page, or one page where the API has none.
    ///
    /// # Errors
    /// For an unknown operation or an unusable argument.
    #[napi]
    pub fn pages(&self, order: Value, size: Option<u32>) -> napi::Result<Feed> {
        let call = self.call(order)?;
        Ok(Feed::new(call.pages(size).map(|page| page.map(Value::Array).map_err(Failure::from))))
    }

    /// Asks the AI Model Hub and gives the whole answer.
    ///
    /// # Errors
    /// For an unusable question.
    #[napi]
    pub fn chat(&self, question: Value) -> napi::Result<Task> {
        let chat = read::<Question>(question)?.chat(&self.0);
        Ok(Task::new(async move { Ok(Either3::C(plain(chat.send().await?)?)) }))
    }

    /// Asks the AI Model Hub and gives the answer piece by piece; at its end `{"toolCalls": [..]}`.
    ///
    /// # Errors
    /// For an unusable question.
    #[napi]
    pub fn chat_stream(&self, question: Value) -> napi::Result<Feed> {
        let chat = read::<Question>(question)?.chat(&self.0);
        let opened = stream::once(async move {
            let pieces = chat.stream().await?;
            let all = pieces.map(|piece| Some(piece.map_err(Failure::from)));
            Ok::<_, Failure>(all.chain(stream::once(async { None })).scan(ToolCalls::default(), gather))
        });
        Ok(Feed::new(opened.flat_map(|opened| match opened {
            Ok(pieces) => pieces.left_stream(),
            Err(failure) => stream::once(async move { Err(failure) }).right_stream(),
        })))
    }
}

/// Puts tool calls together on the way, to be told at the end.
fn gather(
    calls: &mut ToolCalls,
    piece: Option<Result<ChatChunk>>,
) -> std::future::Ready<Option<Result<Value>>> {
    std::future::ready(Some(match piece {
        Some(Ok(chunk)) => {
            calls.add(&chunk);
            plain(chunk)
        }
        Some(Err(failure)) => Err(failure),
        None => plain(std::mem::take(calls).into_calls()).map(|calls| json!({ "toolCalls": calls })),
    }))
}
