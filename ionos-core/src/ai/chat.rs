//! Chat completions: the question, and the whole answer.

use http::{HeaderValue, header};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::Ai;
use super::declare::{described, or_default};
use super::message::{Message, Tool, ToolCall, ToolChoice};
use super::sampling::{Sampling, TOKENS, at_most, given, invalid, sampled};
use super::stream::ChatStream;
use crate::error::Result;
use crate::http::call::Call;
use crate::types::open_enum;

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

/// Tokens used. 1 token is about 4 characters of English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Usage {
    /// Tokens of the question.
    pub prompt_tokens: u64,
    /// Tokens of the answer; 0 for embeddings.
    pub completion_tokens: u64,
    /// Both.
    pub total_tokens: u64,
}

described! {
    Usage = "Tokens used.";
    "prompt_tokens" / "prompt_tokens": u64 = "Tokens of the question.",
    "completion_tokens" / "completion_tokens": u64 = "Tokens of the answer; 0 for embeddings.",
    "total_tokens" / "total_tokens": u64 = "Both.",
}

/// A whole answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ChatAnswer {
    /// Its id.
    #[serde(default, deserialize_with = "or_default")]
    pub id: String,
    /// Model that answered.
    #[serde(default, deserialize_with = "or_default")]
    pub model: String,
    /// The answers; one unless more were asked for.
    pub choices: Vec<ChatChoice>,
    /// What was used.
    #[serde(default, deserialize_with = "or_default")]
    pub usage: Usage,
    /// Fields that this version of the crate does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

described! {
    ChatAnswer = "A whole answer.";
    "id" / "id": String = "Its id.",
    "model" / "model": String = "Model that answered.",
    "choices" / "choices": Vec<ChatChoice> = "The answers; one unless more were asked for.",
    "usage" / "usage": Usage = "What was used.",
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

    /// Why the first answer ends.
    #[must_use]
    pub fn finish_reason(&self) -> Option<&FinishReason> {
        self.choices.first()?.finish_reason.as_ref()
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
    /// Fields that this version of the crate does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

described! {
    ChatChoice = "One of the answers.";
    "index" / "index": u32 = "Which one.",
    "message" / "message": Message = "What is said.",
    "finish_reason" / "finish_reason": Option<FinishReason> = "Why it ends.",
}

/// The form that an answer must have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ResponseFormat(Value);

impl ResponseFormat {
    /// Text; so it is by default.
    #[must_use]
    pub fn text() -> Self {
        Self(json!({ "type": "text" }))
    }

    /// A JSON object. The messages must ask for JSON too, or the model may write blanks until its limit.
    #[must_use]
    pub fn json() -> Self {
        Self(json!({ "type": "json_object" }))
    }

    /// JSON that fits this JSON Schema; `name` tells the model what it is.
    #[must_use]
    pub fn json_schema(name: &str, schema: Value) -> Self {
        Self(json!({
            "type": "json_schema",
            "json_schema": { "name": name, "strict": true, "schema": schema },
        }))
    }
}

/// A form as plain JSON, such as `{"type": "json_object"}`.
impl From<Value> for ResponseFormat {
    fn from(format: Value) -> Self {
        Self(format)
    }
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct ChatRequest {
    model: String,
    messages: Vec<Message>,
    /// Always sent, since the service's own default is very short.
    max_completion_tokens: u32,
    #[serde(flatten)]
    sampling: Sampling,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tools: Vec<Tool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_choice: Option<ToolChoice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_format: Option<ResponseFormat>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_options: Option<Value>,
}

described! {
    ChatRequest = "A question to a model.";
    "model" / "model": String = "Model to ask; `models` lists them.",
    "messages" / "messages": Vec<Message> = "The conversation so far; the last one is to be answered.",
    "max_completion_tokens" / "max_completion_tokens": u32 = "How long the answer may get, in tokens.",
    "temperature" / "temperature": Option<f32> = "How free the answer may be, from 0 to 2.",
    "top_p" / "top_p": Option<f32> = "Share of the probability of the words to consider, from 0 to 1.",
    "n" / "n": Option<u32> = "How many answers to give.",
    "stop" / "stop": Vec<String> = "Texts at which the answer ends; four at most.",
    "presence_penalty" / "presence_penalty": Option<f32> = "How much less likely words get once they were said, from -2 to 2.",
    "frequency_penalty" / "frequency_penalty": Option<f32> = "How much less likely words get the more often they were said, from -2 to 2.",
    "logit_bias" / "logit_bias": Map<String, Value> = "How much likelier tokens are, by their number, from -100 to 100.",
    "user" / "user": Option<String> = "Id of the end user.",
    "tools" / "tools": Vec<Tool> = "Functions that the model may ask to be called; 128 at most.",
    "tool_choice" / "tool_choice": Option<ToolChoice> = "Whether the model may ask for tools.",
    "response_format" / "response_format": Option<Value> = "The form that the answer must have: `text`, `json_object` or `json_schema`.",
    "stream" / "stream": Option<bool> = "Whether the answer comes in pieces.",
}

/// A question that is about to be sent.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`, `stream` or `json`"]
pub struct Chat {
    ai: Ai,
    request: ChatRequest,
}

impl Ai {
    /// A conversation with this model. Answers are limited to 1024 tokens unless told otherwise.
    ///
    /// ```no_run
    /// # // Not run: it needs credentials.
    /// # async fn example() -> ionos_core::Result<()> {
    /// let ai = ionos_core::Client::from_env()?.ai();
    /// let answer = ai.chat("openai/gpt-oss-120b").user("Why does data residency matter?").send().await?;
    /// println!("{}", answer.text());
    /// # Ok(())
    /// # }
    /// ```
    pub fn chat(&self, model: impl Into<String>) -> Chat {
        let request = ChatRequest {
            model: model.into(),
            messages: Vec::new(),
            max_completion_tokens: TOKENS,
            sampling: Sampling::default(),
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

    /// Sets how long the answer may get, in tokens; 1024 by default. It is always sent, because the service's own default is 16.
    pub fn max_completion_tokens(mut self, tokens: u32) -> Self {
        self.request.max_completion_tokens = tokens.max(1);
        self
    }

    sampled!();

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

    /// Demands an answer in this form.
    pub fn response_format(mut self, format: impl Into<ResponseFormat>) -> Self {
        self.request.response_format = Some(format.into());
        self
    }

    /// Checks what the service would refuse, and what it would not understand.
    fn check(&self) -> Result<()> {
        let request = &self.request;
        given("model", &request.model)?;
        if request.messages.is_empty() {
            return Err(invalid("there is no message to answer"));
        }
        request.sampling.check()?;
        at_most("tools", request.tools.len(), 128)?;
        match &request.tool_choice {
            Some(ToolChoice::Required) if request.tools.is_empty() => {
                Err(invalid("the model must ask for a tool, and none is given"))
            }
            Some(ToolChoice::Function(name)) if !request.tools.iter().any(|tool| tool.name() == name) => {
                Err(invalid(format!("the model must ask for the tool `{name}`, which is not given")))
            }
            _ => Ok(()),
        }
    }

    fn call(&self) -> Result<Call> {
        let checked = self.check().and_then(|()| self.ai.scope().call_of(OPERATION));
        Ok(checked.map_err(|e| e.at(OPERATION))?.json(&self.request))
    }

    /// Sends the question and waits for the whole answer.
    ///
    /// # Errors
    /// [`InvalidRequest`](crate::ErrorKind::InvalidRequest) for a setting out of its bounds, before anything is sent; as any call;
    /// [`NotFound`](crate::ErrorKind::NotFound) for an unknown model.
    pub async fn send(self) -> Result<ChatAnswer> {
        self.ai.scope().send(self.call()?).await?.json()
    }

    /// Sends the question and gives the answer as it comes, with what was used at its end. Dropping the stream closes the connection.
    ///
    /// # Errors
    /// As [`send`](Self::send), until the first piece; later errors come through the stream.
    pub async fn stream(mut self) -> Result<ChatStream> {
        self.request.stream = true;
        self.request.stream_options = Some(json!({ "include_usage": true }));
        let call = self.call()?.header(header::ACCEPT, HeaderValue::from_static("text/event-stream"));
        Ok(ChatStream::new(self.ai.scope().engine()?.open(call).await?))
    }
}

/// What chat sends.
pub(super) const OPERATION: &str = "chatCompletionsPost";

#[cfg(feature = "schema")]
mod structured {
    use schemars::transform::{Transform, transform_subschemas};
    use schemars::{JsonSchema, Schema, SchemaGenerator};
    use serde::de::DeserializeOwned;
    use serde_json::Value;

    use super::{Chat, ChatAnswer, FinishReason, OPERATION, ResponseFormat};
    use crate::error::{Error, ErrorKind, Result};
    use crate::http::redact::excerpt;

    /// Makes a schema strict: every field is there, and no other.
    #[derive(Clone)]
    struct Strict;

    impl Transform for Strict {
        fn transform(&mut self, schema: &mut Schema) {
            schema.remove("$schema");
            schema.remove("default");
            // `uint32` and the like are no formats of JSON Schema.
            if schema.get("type").is_some_and(is_number) {
                schema.remove("format");
            }
            if let Some(fields) = schema.get("properties").and_then(Value::as_object) {
                let required: Vec<_> = fields.keys().cloned().collect();
                schema.insert("required".to_owned(), required.into());
                schema.insert("additionalProperties".to_owned(), false.into());
            }
            transform_subschemas(self, schema);
        }
    }

    fn is_number(kind: &Value) -> bool {
        let is = |kind: &Value| matches!(kind.as_str(), Some("integer" | "number"));
        kind.as_array().map_or_else(|| is(kind), |kinds| kinds.iter().any(is))
    }

    impl ResponseFormat {
        /// JSON that fits this type: all its fields and no others. Optional ones may be `null`.
        #[must_use]
        pub fn of<T: JsonSchema>() -> Self {
            let mut schema = SchemaGenerator::default().into_root_schema_for::<T>();
            Strict.transform(&mut schema);
            let name: String = T::schema_name()
                .chars()
                .map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' })
                .take(64)
                .collect();
            Self::json_schema(&name, schema.to_value())
        }
    }

    impl super::Tool {
        /// A function of this name whose arguments are this type; [`FunctionCall::parse`](crate::FunctionCall::parse) reads them.
        #[must_use]
        pub fn of<T: JsonSchema>(name: &str, description: &str) -> Self {
            let mut schema = SchemaGenerator::default().into_root_schema_for::<T>();
            schema.remove("$schema");
            Self::function(name, description, schema.to_value())
        }
    }

    impl Chat {
        /// Asks for an answer that fits the type, and reads it. With the feature `schema`; the type describes itself through
        /// [schemars](https://docs.rs/schemars), version 1, with its feature `derive`.
        ///
        /// ```no_run
        /// # // Not run: it needs credentials.
        /// #[derive(serde::Deserialize, schemars::JsonSchema)]
        /// struct Place {
        ///     /// Its name in English.
        ///     name: String,
        ///     inhabitants: u64,
        /// }
        ///
        /// # async fn example() -> ionos_core::Result<()> {
        /// let ai = ionos_core::Client::from_env()?.ai();
        /// let place: Place = ai.chat("openai/gpt-oss-120b").user("The capital of Germany?").json().await?;
        /// # Ok(())
        /// # }
        /// ```
        ///
        /// # Errors
        /// As [`send`](Self::send); [`ErrorKind::Decode`] when the answer does not fit, with its beginning, or when it was cut off.
        pub async fn json<T: JsonSchema + DeserializeOwned>(self) -> Result<T> {
            let longest = self.request.max_completion_tokens;
            read(&self.response_format(ResponseFormat::of::<T>()).send().await?, longest)
        }
    }

    fn read<T: DeserializeOwned>(answer: &ChatAnswer, longest: u32) -> Result<T> {
        let failed = |what: String| Error::new(ErrorKind::Decode, what).at(OPERATION);
        match answer.finish_reason() {
            Some(FinishReason::Length) => {
                return Err(failed(format!("the answer was cut off after {longest} tokens"))
                    .advise("raise `max_completion_tokens`"));
            }
            Some(FinishReason::ContentFilter) => {
                return Err(failed("the answer was held back by a filter of its content".to_owned()));
            }
            _ => {}
        }
        serde_json::from_str(answer.text()).map_err(|e| {
            let shown = excerpt(answer.text().as_bytes());
            failed(format!("the answer of the model does not fit: {e}; it begins {shown}"))
                .caused_by(e)
                .advise("ask again, or describe the fields better")
        })
    }
}
