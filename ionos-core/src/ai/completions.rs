//! Completions: a text that the model goes on with, without roles or tools.

use http::{HeaderValue, header};
use serde::Serialize;

use super::Ai;
use super::chat::{FinishReason, Usage};
use super::declare::{answer, described};
use super::sampling::{Sampling, TOKENS, given, sampled};
use super::stream::CompletionStream;
use crate::error::Result;
use crate::http::call::Call;

const OPERATION: &str = "completionsPost";

answer! {
    /// What a model went on with.
    CompletionAnswer {
        /// Its id.
        id: String,
        /// Model that wrote it.
        model: String,
        /// The texts; one unless more were asked for.
        choices: Vec<CompletionChoice>,
        /// What was used, where the service says it.
        usage: Usage,
    }
}

impl CompletionAnswer {
    /// The first text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.choices.first().map_or("", |choice| &choice.text)
    }
}

answer! {
    /// One of the texts.
    CompletionChoice {
        /// Which one.
        index: u32,
        /// What was written.
        text: String,
        /// Why it ends.
        finish_reason: Option<FinishReason>,
    }
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct CompletionRequest {
    model: String,
    prompt: String,
    /// Always sent, since the service's own default is very short.
    max_tokens: u32,
    #[serde(flatten)]
    sampling: Sampling,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    stream: bool,
}

described! {
    CompletionRequest = "A text to go on with.";
    "model" / "model": String = "Model that goes on with it; `models` lists them.",
    "prompt" / "prompt": String = "The text.",
    "max_tokens" / "max_tokens": u32 = "How long the continuation may get, in tokens.",
    "temperature" / "temperature": Option<f32> = "How free it may be, from 0 to 2.",
    "top_p" / "top_p": Option<f32> = "Share of the probability of the words to consider, from 0 to 1.",
    "n" / "n": Option<u32> = "How many texts to write.",
    "stop" / "stop": Vec<String> = "Texts at which it ends; four at most.",
    "presence_penalty" / "presence_penalty": Option<f32> = "How much less likely words get once they were said, from -2 to 2.",
    "frequency_penalty" / "frequency_penalty": Option<f32> = "How much less likely words get the more often they were said, from -2 to 2.",
    "logit_bias" / "logit_bias": serde_json::Map<String, serde_json::Value> = "How much likelier tokens are, by their number, from -100 to 100.",
    "user" / "user": Option<String> = "Id of the end user.",
    "stream" / "stream": Option<bool> = "Whether it comes in pieces.",
}

/// A text to go on with that is about to be sent.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send` or `stream`"]
pub struct Completion {
    ai: Ai,
    request: CompletionRequest,
}

impl Ai {
    /// Lets this model go on with a text. Continuations are limited to 1024 tokens unless told otherwise.
    ///
    /// [`chat`](Self::chat) is the better choice for questions.
    pub fn complete(&self, model: impl Into<String>, prompt: impl Into<String>) -> Completion {
        let request = CompletionRequest {
            model: model.into(),
            prompt: prompt.into(),
            max_tokens: TOKENS,
            sampling: Sampling::default(),
            stream: false,
        };
        Completion { ai: self.clone(), request }
    }
}

impl Completion {
    /// Sets how long the continuation may get, in tokens; 1024 by default. It is always sent.
    pub fn max_tokens(mut self, tokens: u32) -> Self {
        self.request.max_tokens = tokens.max(1);
        self
    }

    sampled!();

    fn call(&self) -> Result<Call> {
        let checked = given("model", &self.request.model)
            .and_then(|()| self.request.sampling.check())
            .and_then(|()| self.ai.scope().call_of(OPERATION));
        Ok(checked.map_err(|e| e.at(OPERATION))?.json(&self.request))
    }

    /// Sends the text and waits for the whole continuation.
    ///
    /// # Errors
    /// [`InvalidRequest`](crate::ErrorKind::InvalidRequest) for a setting out of its bounds, before anything is sent; as any call;
    /// [`NotFound`](crate::ErrorKind::NotFound) for an unknown model.
    pub async fn send(self) -> Result<CompletionAnswer> {
        self.ai.scope().send(self.call()?).await?.json()
    }

    /// Sends the text and gives the continuation as it comes. Dropping the stream closes the connection.
    ///
    /// # Errors
    /// As [`send`](Self::send), until the first piece; later errors come through the stream.
    pub async fn stream(mut self) -> Result<CompletionStream> {
        self.request.stream = true;
        let call = self.call()?.header(header::ACCEPT, HeaderValue::from_static("text/event-stream"));
        Ok(CompletionStream::new(OPERATION, self.ai.scope().engine()?.open(call).await?))
    }
}
