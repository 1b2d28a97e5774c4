//! Streamed answers.

use std::fmt;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::TryStreamExt as _;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::chat::{ChatAnswer, ChatChoice, FinishReason, OPERATION, Usage};
use super::declare::{described, piece};
use super::message::{Message, Role, ToolCall};
use crate::declare::Key;
use crate::error::{Error, ErrorKind, Result};
use crate::http::call::CallId;
use crate::http::pipeline::Opened;
use crate::http::sse::Events;
use crate::http::transport::Body;

/// The most tool calls that are put together; no call may name more tools than this.
const MOST_CALLS: usize = 128;

/// A piece of a streamed answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ChatChunk {
    /// Id of the answer; all pieces share it.
    #[serde(serialize_with = "text")]
    pub id: Arc<str>,
    /// Model that answers; all pieces share it.
    #[serde(serialize_with = "text")]
    pub model: Arc<str>,
    /// What is new, a [`ChatChunkChoice`] for each answer it is about.
    pub choices: Choices<ChatChunkChoice>,
    /// What was used; in the last piece.
    pub usage: Option<Usage>,
    /// Fields that this version of the crate does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

described! {
    ChatChunk = "A piece of a streamed answer.";
    "id" / "id": String = "Id of the answer.",
    "model" / "model": String = "Model that answers.",
    "choices" / "choices": Vec<ChatChunkChoice> = "What is new, in each answer it is about.",
    "usage" / "usage": Option<Usage> = "What was used; in the last piece.",
}

fn text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

impl ChatChunk {
    fn first(&self) -> Option<&ChatChunkChoice> {
        self.choices.iter().find(|choice| choice.index == 0)
    }

    /// The new text of the first answer; empty for pieces without text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.first().and_then(|choice| choice.delta.content.as_deref()).unwrap_or_default()
    }

    /// Why the first answer ends; in its last piece.
    #[must_use]
    pub fn finish_reason(&self) -> Option<&FinishReason> {
        self.first()?.finish_reason.as_ref()
    }
}

piece! {
    /// What is new in one of the answers.
    ChatChunkChoice {
        /// Which answer.
        index: u32,
        /// What is new.
        delta: ChatDelta,
        /// Why it ends; in its last piece.
        finish_reason: Option<FinishReason>,
    }
}

piece! {
    /// What is new in an answer.
    ChatDelta {
        /// Who says it; in the first piece.
        #[serde(skip_serializing_if = "Option::is_none")]
        role: Option<Role>,
        /// Text.
        #[serde(skip_serializing_if = "Option::is_none")]
        content: Option<String>,
        /// Pieces of tool calls; [`ToolCalls`] puts them together.
        #[serde(skip_serializing_if = "Option::is_none")]
        tool_calls: Option<Vec<ToolCallDelta>>,
    }
}

piece! {
    /// A piece of a tool call.
    ToolCallDelta {
        /// Which call.
        index: usize,
        /// Its id; in its first piece.
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<String>,
        /// Name, or a piece of the arguments.
        #[serde(skip_serializing_if = "Option::is_none")]
        function: Option<FunctionCallDelta>,
    }
}

piece! {
    /// A piece of a function and its arguments.
    FunctionCallDelta {
        /// Name; in the first piece.
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// The next piece of the arguments.
        #[serde(skip_serializing_if = "Option::is_none")]
        arguments: Option<String>,
    }
}

piece! {
    /// What is new in one of the texts of a completion.
    CompletionDelta {
        /// Which text.
        index: u32,
        /// What is new.
        text: String,
        /// Why it ends; in its last piece.
        finish_reason: Option<FinishReason>,
    }
}

/// A slice of what is new. Nearly every piece is about one answer, and that one needs no memory of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices<T>(Few<T>);

#[derive(Clone, Debug, PartialEq)]
enum Few<T> {
    None,
    One(T),
    Many(Vec<T>),
}

impl<T> Default for Choices<T> {
    fn default() -> Self {
        Self(Few::None)
    }
}

impl<T> Deref for Choices<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Few::None => &[],
            Few::One(one) => std::slice::from_ref(one),
            Few::Many(many) => many,
        }
    }
}

impl<'a, T> IntoIterator for &'a Choices<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Serialize> Serialize for Choices<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

/// Reads choices to where they belong: a piece is large enough that every move of it shows.
struct Fill<'a, T>(&'a mut Choices<T>);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Fill<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Fill<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of choices")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(next) = list.next_element()? {
            self.0.0 = match std::mem::replace(&mut self.0.0, Few::None) {
                Few::None => Few::One(next),
                Few::One(first) => Few::Many(vec![first, next]),
                Few::Many(mut many) => {
                    many.push(next);
                    Few::Many(many)
                }
            };
        }
        Ok(())
    }
}

/// What the pieces of one answer have in common.
#[derive(Debug, Default)]
struct Shared {
    id: Arc<str>,
    model: Arc<str>,
}

/// Reads a text into the one that is shared, unless it is the same.
struct Same<'a>(&'a mut Arc<str>);

impl<'de> DeserializeSeed<'de> for Same<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Same<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        if **self.0 != *text {
            *self.0 = text.into();
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// A piece, whatever its choices are.
struct Piece<T> {
    choices: Choices<T>,
    usage: Option<Usage>,
    extra: Map<String, Value>,
    /// The service gave up.
    error: Option<Value>,
}

impl<T> Piece<T> {
    fn new() -> Self {
        Self { choices: Choices::default(), usage: None, extra: Map::new(), error: None }
    }
}

/// Reads a piece to where it belongs.
struct Read<'a, T> {
    shared: &'a mut Shared,
    piece: &'a mut Piece<T>,
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Read<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Read<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object for a piece of an answer")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { shared, piece } = self;
        while let Some(key) = map.next_key::<Key<'de>>()? {
            match key.as_str() {
                "id" => map.next_value_seed(Same(&mut shared.id))?,
                "model" => map.next_value_seed(Same(&mut shared.model))?,
                "choices" => map.next_value_seed(Fill(&mut piece.choices))?,
                "usage" => piece.usage = map.next_value()?,
                "error" => piece.error = map.next_value()?,
                // They say the same in every piece.
                "object" | "created" => {
                    map.next_value::<serde::de::IgnoredAny>()?;
                }
                _ => {
                    if let Some(value) = map.next_value()? {
                        piece.extra.insert(key.into_string(), value);
                    }
                }
            }
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for ChatChunk {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut shared = Shared::default();
        let mut piece = Piece::new();
        Read { shared: &mut shared, piece: &mut piece }.deserialize(deserializer)?;
        Ok(Self {
            id: shared.id,
            model: shared.model,
            choices: piece.choices,
            usage: piece.usage,
            extra: piece.extra,
        })
    }
}

/// A piece of a streamed completion.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CompletionChunk {
    /// Id of the completion; all pieces share it.
    #[serde(serialize_with = "text")]
    pub id: Arc<str>,
    /// Model that writes; all pieces share it.
    #[serde(serialize_with = "text")]
    pub model: Arc<str>,
    /// What is new, a [`CompletionDelta`] for each text it is about.
    pub choices: Choices<CompletionDelta>,
    /// What was used; in the last piece, where the service says it.
    pub usage: Option<Usage>,
    /// Fields that this version of the crate does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

described! {
    CompletionChunk = "A piece of a streamed completion.";
    "id" / "id": String = "Id of the completion.",
    "model" / "model": String = "Model that writes.",
    "choices" / "choices": Vec<CompletionDelta> = "What is new, in each text it is about.",
    "usage" / "usage": Option<Usage> = "What was used; in the last piece, where the service says it.",
}

impl CompletionChunk {
    /// What is new in the first text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.choices.iter().find(|choice| choice.index == 0).map_or("", |choice| &choice.text)
    }
}

/// Reads a piece and nothing after it.
fn whole<'de, T: Deserialize<'de>, R: serde_json::de::Read<'de>>(
    read: Read<'_, T>,
    mut json: serde_json::Deserializer<R>,
) -> serde_json::Result<()> {
    read.deserialize(&mut json)?;
    json.end()
}

/// The pieces of an answer as they come.
struct Feed {
    body: Body,
    events: Events,
    shared: Shared,
    operation: &'static str,
    id: CallId,
    /// The connection gives no more.
    closed: bool,
    ended: bool,
}

impl Feed {
    fn new(operation: &'static str, opened: Box<Opened>) -> Self {
        Self {
            body: opened.rest,
            events: Events::default(),
            shared: Shared::default(),
            operation,
            id: opened.reply.id,
            closed: false,
            ended: false,
        }
    }

    fn fail(&mut self, kind: ErrorKind, what: impl Into<String>) -> Error {
        self.ended = true;
        Error::new(kind, what).at(self.operation).request(self.id.as_str())
    }

    fn broken(&mut self) -> Error {
        self.fail(ErrorKind::Connect, "the answer ended before it was finished").advise("ask again")
    }

    /// Reads the next piece into one that is new.
    fn poll<T: for<'de> Deserialize<'de>>(
        &mut self,
        context: &mut Context<'_>,
        piece: &mut Piece<T>,
    ) -> Poll<Option<Result<()>>> {
        loop {
            if self.ended {
                return Poll::Ready(None);
            }
            match self.events.next() {
                Ok(Some(b"[DONE]")) => {
                    self.ended = true;
                    return Poll::Ready(None);
                }
                Ok(Some(data)) => {
                    let read = Read { shared: &mut self.shared, piece: &mut *piece };
                    // Text that is checked once is read faster than bytes, whose every word is.
                    let read = match std::str::from_utf8(data) {
                        Ok(text) => whole(read, serde_json::Deserializer::from_str(text)),
                        Err(_) => whole(read, serde_json::Deserializer::from_slice(data)),
                    };
                    return Poll::Ready(Some(self.checked(read, piece.error.take())));
                }
                Ok(None) if self.closed => return Poll::Ready(Some(Err(self.broken()))),
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
                    let what = "the connection broke in the middle of the answer";
                    let error = self.fail(ErrorKind::Connect, what).caused_by(cause);
                    return Poll::Ready(Some(Err(error.advise("ask again"))));
                }
                Poll::Ready(None) => {
                    self.closed = true;
                    self.events.end();
                }
            }
        }
    }

    fn checked(&mut self, read: serde_json::Result<()>, error: Option<Value>) -> Result<()> {
        match (read, error) {
            (Ok(()), Some(error)) => {
                let said = error.get("message").unwrap_or(&error);
                let said = said.as_str().map_or_else(|| said.to_string(), str::to_owned);
                let kind = match error.get("code").and_then(Value::as_u64) {
                    Some(429) => ErrorKind::RateLimited,
                    Some(400..=499) => ErrorKind::InvalidRequest,
                    _ => ErrorKind::Unavailable,
                };
                Err(self.fail(kind, format!("the model stopped with an error: {said}")))
            }
            (Ok(()), None) => Ok(()),
            // What a broken connection leaves of a piece.
            (Err(_), _) if self.closed => Err(self.broken()),
            (Err(error), _) => {
                let what = format!("a piece of the answer cannot be read: {error}");
                Err(self.fail(ErrorKind::Decode, what).caused_by(error))
            }
        }
    }
}

/// A streamed answer: a stream of [`ChatChunk`]s. Dropping it closes the connection.
pub struct ChatStream(Feed);

impl fmt::Debug for ChatStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChatStream")
            .field("request_id", &self.0.id.as_str())
            .field("ended", &self.0.ended)
            .finish_non_exhaustive()
    }
}

impl ChatStream {
    pub(super) fn new(opened: Box<Opened>) -> Self {
        Self(Feed::new(OPERATION, opened))
    }

    /// The id under which the call was logged.
    #[must_use]
    pub fn request_id(&self) -> &str {
        self.0.id.as_str()
    }

    /// Reads to the end and gives the whole answer, with its tool calls, as [`send`](crate::Chat::send) would. Fields of a piece's
    /// choices that this version of the crate does not know are in the pieces only.
    ///
    /// # Errors
    /// The first error of the stream.
    pub async fn finish(mut self) -> Result<ChatAnswer> {
        let mut answer = ChatAnswer::default();
        let mut parts: Vec<(ChatChoice, Option<String>, ToolCalls)> = Vec::new();
        while let Some(chunk) = self.try_next().await? {
            answer.usage = chunk.usage.unwrap_or(answer.usage);
            answer.extra.extend(chunk.extra);
            let new = match chunk.choices.0 {
                Few::None => Vec::new(),
                Few::One(one) => vec![one],
                Few::Many(many) => many,
            };
            for new in new {
                let place = match parts.iter().position(|(choice, ..)| choice.index == new.index) {
                    Some(place) => place,
                    None => {
                        let message = Message::empty(Role::Assistant);
                        let choice =
                            ChatChoice { index: new.index, message, finish_reason: None, extra: Map::new() };
                        parts.push((choice, None, ToolCalls::default()));
                        parts.len() - 1
                    }
                };
                let Some((choice, text, calls)) = parts.get_mut(place) else { continue };
                if let Some(role) = new.delta.role {
                    choice.message.role = role;
                }
                if let Some(piece) = new.delta.content {
                    text.get_or_insert_default().push_str(&piece);
                }
                for delta in new.delta.tool_calls.as_deref().unwrap_or_default() {
                    calls.add_delta(delta);
                }
                choice.finish_reason = new.finish_reason.or_else(|| choice.finish_reason.take());
            }
        }
        answer.id = self.0.shared.id.as_ref().to_owned();
        answer.model = self.0.shared.model.as_ref().to_owned();
        parts.sort_by_key(|(choice, ..)| choice.index);
        answer.choices = parts
            .into_iter()
            .map(|(mut choice, text, calls)| {
                choice.message.content = text.map(Value::String);
                choice.message.tool_calls = Some(calls.into_calls()).filter(|calls| !calls.is_empty());
                choice
            })
            .collect();
        Ok(answer)
    }
}

impl Stream for ChatStream {
    type Item = Result<ChatChunk>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let feed = &mut self.0;
        let mut piece = Piece::new();
        feed.poll(context, &mut piece).map_ok(|()| ChatChunk {
            id: feed.shared.id.clone(),
            model: feed.shared.model.clone(),
            choices: piece.choices,
            usage: piece.usage,
            extra: piece.extra,
        })
    }
}

/// A streamed completion: a stream of [`CompletionChunk`]s. Dropping it closes the connection.
pub struct CompletionStream(Feed);

impl fmt::Debug for CompletionStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CompletionStream")
            .field("request_id", &self.0.id.as_str())
            .field("ended", &self.0.ended)
            .finish_non_exhaustive()
    }
}

impl CompletionStream {
    pub(super) fn new(operation: &'static str, opened: Box<Opened>) -> Self {
        Self(Feed::new(operation, opened))
    }
}

impl Stream for CompletionStream {
    type Item = Result<CompletionChunk>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let feed = &mut self.0;
        let mut piece = Piece::new();
        feed.poll(context, &mut piece).map_ok(|()| CompletionChunk {
            id: feed.shared.id.clone(),
            model: feed.shared.model.clone(),
            choices: piece.choices,
            usage: piece.usage,
            extra: piece.extra,
        })
    }
}

/// Puts the tool calls of a streamed answer together.
#[derive(Clone, Debug, Default)]
pub struct ToolCalls(Vec<ToolCall>);

impl ToolCalls {
    /// Takes what a piece says about the tool calls of the first answer.
    pub fn add(&mut self, chunk: &ChatChunk) {
        let deltas = chunk.first().and_then(|choice| choice.delta.tool_calls.as_deref());
        for delta in deltas.unwrap_or_default() {
            self.add_delta(delta);
        }
    }

    fn add_delta(&mut self, delta: &ToolCallDelta) {
        if delta.index >= MOST_CALLS {
            return;
        }
        if self.0.len() <= delta.index {
            self.0.resize_with(delta.index + 1, || ToolCall {
                kind: "function".to_owned(),
                ..ToolCall::default()
            });
        }
        let Some(call) = self.0.get_mut(delta.index) else { return };
        if let Some(id) = &delta.id {
            call.id.clone_from(id);
        }
        if let Some(function) = &delta.function {
            call.function.name.push_str(function.name.as_deref().unwrap_or_default());
            call.function.arguments.push_str(function.arguments.as_deref().unwrap_or_default());
        }
    }

    /// The calls so far; whole once the stream has ended.
    #[must_use]
    pub fn into_calls(mut self) -> Vec<ToolCall> {
        // Numbers that no piece used.
        self.0.retain(|call| !call.id.is_empty() || !call.function.name.is_empty());
        self.0
    }
}
