//! Chat completions, whole or streamed.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use http::{HeaderValue, Method, header};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Ai;
use crate::error::{Error, ErrorKind, Result};
use crate::http::call::Call;
use crate::http::sse::Events;
use crate::http::transport::Body;
use crate::types::open_enum;

open_enum! {
    /// Who says something.
    Role {
        /// Instructions for the model.
        System = "system",
        /// The person.
        User = "user",
        /// The model.
        Assistant = "assistant",
        /// The result of a tool.
        Tool = "tool",
    }
}

open_enum! {
    /// Why the model stopped.
    FinishReason {
        /// It was finished.
        Stop = "stop",
        /// The limit of tokens was reached.
        Length = "length",
        /// It wants tools to be called.
        ToolCalls = "tool_calls",
        /// Content was held back.
        ContentFilter = "content_filter",
    }
}

/// One message of a conversation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Message {
    /// Who says it.
    pub role: Role,
    /// What is said: a text, or a list of parts (text and images).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Value>,
    /// Tools that the model wants to be called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool_calls: Option<Vec<ToolCall>>,
    /// Which call a tool's result answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool_call_id: Option<String>,
}

impl Message {
    fn text_of(role: Role, text: impl Into<String>) -> Self {
        Self { role, content: Some(Value::String(text.into())), tool_calls: None, tool_call_id: None }
    }

    /// Instructions for the model.
    #[must_use]
    pub fn system(text: impl Into<String>) -> Self {
        Self::text_of(Role::System, text)
    }

    /// What the person says.
    #[must_use]
    pub fn user(text: impl Into<String>) -> Self {
        Self::text_of(Role::User, text)
    }

    /// What the model said before.
    #[must_use]
    pub fn assistant(text: impl Into<String>) -> Self {
        Self::text_of(Role::Assistant, text)
    }

    /// The result of a tool call.
    #[must_use]
    pub fn tool(call_id: impl Into<String>, result: impl Into<String>) -> Self {
        Self { tool_call_id: Some(call_id.into()), ..Self::text_of(Role::Tool, result) }
    }

    /// The text, when the content is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.content.as_ref()?.as_str()
    }
}

/// A function that the model may ask to be called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Tool {
    #[serde(rename = "type")]
    kind: String,
    function: Value,
}

impl Tool {
    /// A function of this name; `parameters` is the JSON Schema of its arguments.
    #[must_use]
    pub fn function(name: &str, description: &str, parameters: Value) -> Self {
        let function =
            serde_json::json!({ "name": name, "description": description, "parameters": parameters });
        Self { kind: "function".to_owned(), function }
    }
}

open_enum! {
    /// Whether the model may ask for tools.
    ToolChoice {
        /// It must not.
        None = "none",
        /// It decides.
        Auto = "auto",
        /// It must.
        Required = "required",
    }
}

/// A call that the model asks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ToolCall {
    /// Its id, to be named with the result.
    #[serde(default)]
    pub id: String,
    /// Its kind; `function`.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// What to call.
    #[serde(default)]
    pub function: FunctionCall,
}

/// A function and its arguments.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct FunctionCall {
    /// Name.
    pub name: String,
    /// Arguments as JSON text, as the model wrote it: check it before use.
    pub arguments: String,
}

/// Tokens used. 1 token is about 4 characters of English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Usage {
    /// Tokens of the question.
    pub prompt_tokens: u64,
    /// Tokens of the answer.
    pub completion_tokens: u64,
    /// Both.
    pub total_tokens: u64,
}

/// A whole answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ChatAnswer {
    /// Its id.
    #[serde(default)]
    pub id: String,
    /// Model that answered.
    #[serde(default)]
    pub model: String,
    /// The answers; one unless more were asked for.
    pub choices: Vec<ChatChoice>,
    /// What was used.
    #[serde(default)]
    pub usage: Usage,
}

impl ChatAnswer {
    /// The text of the first answer.
    #[must_use]
    pub fn text(&self) -> &str {
        self.choices.first().and_then(|c| c.message.text()).unwrap_or_default()
    }

    /// The tool calls of the first answer.
    #[must_use]
    pub fn tool_calls(&self) -> &[ToolCall] {
        self.choices.first().and_then(|c| c.message.tool_calls.as_deref()).unwrap_or_default()
    }
}

/// One of the answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ChatChoice {
    /// Which one.
    #[serde(default)]
    pub index: u32,
    /// What is said.
    pub message: Message,
    /// Why it ends.
    #[serde(default)]
    pub finish_reason: Option<FinishReason>,
}

/// A piece of a streamed answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ChatChunk {
    /// Id of the answer.
    pub id: String,
    /// Model that answers.
    pub model: String,
    /// New pieces.
    pub choices: Vec<ChatChunkChoice>,
    /// What was used; in the last piece.
    pub usage: Option<Usage>,
}

impl ChatChunk {
    /// The new text of the first answer; empty for pieces without text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.choices.first().and_then(|c| c.delta.content.as_deref()).unwrap_or_default()
    }
}

/// A new piece of one of the answers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ChatChunkChoice {
    /// Which answer.
    pub index: u32,
    /// What is new.
    pub delta: ChatDelta,
    /// Why it ends; in its last piece.
    pub finish_reason: Option<FinishReason>,
}

/// What is new in an answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ChatDelta {
    /// Text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// Pieces of tool calls; [`ToolCalls`] puts them together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool_calls: Option<Vec<ToolCallDelta>>,
}

/// A piece of a tool call.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ToolCallDelta {
    /// Which call.
    pub index: usize,
    /// Its id; in its first piece.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Name, or a piece of the arguments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function: Option<FunctionCallDelta>,
}

/// A piece of a function and its arguments.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct FunctionCallDelta {
    /// Name; in the first piece.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The next piece of the arguments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arguments: Option<String>,
}

/// Puts the tool calls of a streamed answer together.
#[derive(Clone, Debug, Default)]
pub struct ToolCalls(Vec<ToolCall>);

impl ToolCalls {
    /// Takes what a piece says about tool calls.
    pub fn add(&mut self, chunk: &ChatChunk) {
        let deltas = chunk.choices.first().and_then(|c| c.delta.tool_calls.as_deref()).unwrap_or_default();
        for delta in deltas.iter().filter(|d| d.index < 128) {
            if self.0.len() <= delta.index {
                self.0.resize_with(delta.index + 1, || ToolCall {
                    kind: "function".to_owned(),
                    ..ToolCall::default()
                });
            }
            let Some(call) = self.0.get_mut(delta.index) else { continue };
            if let Some(id) = &delta.id {
                call.id.clone_from(id);
            }
            if let Some(function) = &delta.function {
                call.function.name.push_str(function.name.as_deref().unwrap_or_default());
                call.function.arguments.push_str(function.arguments.as_deref().unwrap_or_default());
            }
        }
    }

    /// The calls so far; whole once the stream has ended.
    #[must_use]
    pub fn into_calls(self) -> Vec<ToolCall> {
        self.0
    }
}

#[derive(Clone, Debug, Serialize)]
struct Request {
    model: String,
    messages: Vec<Message>,
    /// Always sent: the service's own default is 16 tokens.
    max_completion_tokens: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    top_p: Option<f32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stop: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tools: Vec<Tool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_choice: Option<ToolChoice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_format: Option<Value>,
    #[serde(skip_serializing_if = "is_false")]
    stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_options: Option<Value>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde wants")]
fn is_false(value: &bool) -> bool {
    !value
}

/// A question that is about to be sent.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send` or `stream`"]
pub struct Chat {
    ai: Ai,
    request: Request,
}

impl Ai {
    /// A conversation with this model. Answers are limited to 1024 tokens unless told otherwise.
    pub fn chat(&self, model: impl Into<String>) -> Chat {
        let request = Request {
            model: model.into(),
            messages: Vec::new(),
            max_completion_tokens: 1024,
            temperature: None,
            top_p: None,
            stop: Vec::new(),
            tools: Vec::new(),
            tool_choice: None,
            response_format: None,
            stream: false,
            stream_options: None,
        };
        Chat { ai: self.clone(), request }
    }
}

impl Chat {
    /// Adds a message.
    pub fn message(mut self, message: Message) -> Self {
        self.request.messages.push(message);
        self
    }

    /// Adds instructions for the model.
    pub fn system(self, text: impl Into<String>) -> Self {
        self.message(Message::system(text))
    }

    /// Adds what the person says.
    pub fn user(self, text: impl Into<String>) -> Self {
        self.message(Message::user(text))
    }

    /// Sets how long the answer may get, in tokens.
    pub fn max_completion_tokens(mut self, tokens: u32) -> Self {
        self.request.max_completion_tokens = tokens.max(1);
        self
    }

    /// Sets how free the answer may be, from 0 (always the likeliest word) to 2.
    pub fn temperature(mut self, temperature: f32) -> Self {
        self.request.temperature = Some(temperature);
        self
    }

    /// Considers only the likeliest words that make up this share of the probability, from 0 to 1.
    pub fn top_p(mut self, share: f32) -> Self {
        self.request.top_p = Some(share);
        self
    }

    /// Adds a text at which the answer ends; four at most.
    pub fn stop(mut self, text: impl Into<String>) -> Self {
        self.request.stop.push(text.into());
        self
    }

    /// Adds a function that the model may ask to be called; 128 at most.
    pub fn tool(mut self, tool: Tool) -> Self {
        self.request.tools.push(tool);
        self
    }

    /// Says whether the model may ask for tools.
    pub fn tool_choice(mut self, choice: ToolChoice) -> Self {
        self.request.tool_choice = Some(choice);
        self
    }

    /// Demands an answer in this form, such as `{"type": "json_object"}`.
    pub fn response_format(mut self, format: Value) -> Self {
        self.request.response_format = Some(format);
        self
    }

    fn call(&self) -> Call {
        Call::new("chatCompletionsPost", Method::POST, "/v1/chat/completions").json(&self.request).sensitive()
    }

    /// Sends the question and waits for the whole answer.
    ///
    /// # Errors
    /// As any call; [`ErrorKind::NotFound`] for an unknown model.
    pub async fn send(self) -> Result<ChatAnswer> {
        // An answer changes nothing, so a lost one may be asked for again.
        self.ai.engine()?.send(self.call().idempotent(true)).await?.json()
    }

    /// Sends the question and gives the answer as it comes. Dropping the stream closes the connection.
    ///
    /// # Errors
    /// As any call, until the first piece; later errors come through the stream.
    pub async fn stream(mut self) -> Result<ChatStream> {
        self.request.stream = true;
        self.request.stream_options = Some(serde_json::json!({ "include_usage": true }));
        let accept = HeaderValue::from_static("text/event-stream");
        let opened =
            self.ai.engine()?.open(self.call().idempotent(true).header(header::ACCEPT, accept)).await?;
        Ok(ChatStream {
            body: opened.body,
            events: Events::default(),
            request_id: opened.request_id,
            ended: false,
        })
    }
}

/// A streamed answer.
pub struct ChatStream {
    body: Body,
    events: Events,
    request_id: String,
    ended: bool,
}

impl std::fmt::Debug for ChatStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ChatStream")
            .field("request_id", &self.request_id)
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}

impl ChatStream {
    fn fail(&mut self, kind: ErrorKind, what: &str) -> Error {
        self.ended = true;
        Error::new(kind, what).at("chatCompletionsPost").request(self.request_id.clone())
    }

    fn read(&mut self, data: &[u8]) -> Option<Result<ChatChunk>> {
        if data == b"[DONE]" {
            self.ended = true;
            return None;
        }
        match serde_json::from_slice(data) {
            Ok(chunk) => Some(Ok(chunk)),
            Err(error) => {
                let inner = serde_json::from_slice::<Value>(data).ok();
                let message =
                    inner.as_ref().and_then(|v| v.pointer("/error/message")).and_then(Value::as_str);
                let what = message.map_or_else(
                    || format!("a piece of the answer cannot be read: {error}"),
                    |message| format!("the model stopped with an error: {message}"),
                );
                Some(Err(self
                    .fail(if message.is_some() { ErrorKind::Unavailable } else { ErrorKind::Decode }, &what)))
            }
        }
    }
}

impl Stream for ChatStream {
    type Item = Result<ChatChunk>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if self.ended {
                return Poll::Ready(None);
            }
            match self.events.next() {
                Ok(Some(data)) => return Poll::Ready(self.read(&data)),
                Ok(None) => {}
                Err(_) => {
                    let error = self.fail(ErrorKind::Decode, "a piece of the answer is too long");
                    return Poll::Ready(Some(Err(error)));
                }
            }
            match self.body.as_mut().poll_next(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(bytes))) => self.events.push(&bytes),
                Poll::Ready(Some(Err(cause))) => {
                    let error = self
                        .fail(ErrorKind::Connect, "the connection broke in the middle of the answer")
                        .caused_by(cause);
                    return Poll::Ready(Some(Err(error.advise("ask again"))));
                }
                Poll::Ready(None) => {
                    let error = self.fail(ErrorKind::Connect, "the answer ended before it was finished");
                    return Poll::Ready(Some(Err(error.advise("ask again"))));
                }
            }
        }
    }
}
