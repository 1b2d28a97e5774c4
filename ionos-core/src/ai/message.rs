//! Messages, and the tools that they may ask for.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::declare::{answer, described};
use crate::error::{Error, ErrorKind, Result};
use crate::types::{Unrecognized, open_enum};

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
    /// Fields that this version of the crate does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

described! {
    Message = "One message of a conversation.";
    "role" / "role": Role = "Who says it.",
    "content" / "content": Option<Value> = "What is said: a text, or a list of parts (text and images).",
    "tool_calls" / "tool_calls": Option<Vec<ToolCall>> = "Tools that the model wants to be called.",
    "tool_call_id" / "tool_call_id": Option<String> = "Which call a tool's result answers.",
}

impl Message {
    pub(super) fn empty(role: Role) -> Self {
        Self { role, content: None, tool_calls: None, tool_call_id: None, extra: Map::new() }
    }

    fn new(role: Role, content: impl Into<Value>) -> Self {
        Self { content: Some(content.into()), ..Self::empty(role) }
    }

    /// Instructions for the model.
    #[must_use]
    pub fn system(text: impl Into<String>) -> Self {
        Self::new(Role::System, text.into())
    }

    /// What the person says.
    #[must_use]
    pub fn user(text: impl Into<String>) -> Self {
        Self::new(Role::User, text.into())
    }

    /// What the person says and shows: texts and images, for models that can see.
    ///
    /// ```
    /// use ionos_core::{Message, Part};
    /// let png = [0x89, b'P', b'N', b'G'];
    /// let message = Message::parts([Part::text("What is this?"), Part::image("image/png", png)]);
    /// ```
    #[must_use]
    pub fn parts(parts: impl IntoIterator<Item = Part>) -> Self {
        Self::new(Role::User, parts.into_iter().map(|part| part.0).collect::<Vec<_>>())
    }

    /// What the model said before.
    #[must_use]
    pub fn assistant(text: impl Into<String>) -> Self {
        Self::new(Role::Assistant, text.into())
    }

    /// The result of a tool call.
    #[must_use]
    pub fn tool(call_id: impl Into<String>, result: impl Into<String>) -> Self {
        Self { tool_call_id: Some(call_id.into()), ..Self::new(Role::Tool, result.into()) }
    }

    /// The text, when the content is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.content.as_ref()?.as_str()
    }
}

/// A part of a message: a text or an image.
#[derive(Clone, Debug, PartialEq)]
pub struct Part(Value);

impl Part {
    /// A text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self(json!({ "type": "text", "text": text.into() }))
    }

    /// An image at an address; the service fetches it.
    #[must_use]
    pub fn image_url(url: impl Into<String>) -> Self {
        Self(json!({ "type": "image_url", "image_url": { "url": url.into() } }))
    }

    /// An image itself, of this media type, such as `image/png`; it is sent inside the message.
    #[must_use]
    pub fn image(media_type: &str, bytes: impl AsRef<[u8]>) -> Self {
        Self::image_url(format!("data:{media_type};base64,{}", STANDARD.encode(bytes)))
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

described! {
    Tool = "A function that the model may ask to be called.";
    "type" / "kind": String = "Its kind: `function`.",
    "function" / "function": Value = "Name, description, and the JSON Schema of the arguments under `parameters`.",
}

impl Tool {
    /// A function of this name; `parameters` is the JSON Schema of its arguments.
    #[must_use]
    pub fn function(name: &str, description: &str, parameters: Value) -> Self {
        let function = json!({ "name": name, "description": description, "parameters": parameters });
        Self { kind: "function".to_owned(), function }
    }

    /// The name of the function.
    #[must_use]
    pub fn name(&self) -> &str {
        self.function.get("name").and_then(Value::as_str).unwrap_or_default()
    }
}

/// Whether the model may ask for tools.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ToolChoice {
    /// It must not.
    None,
    /// It decides.
    Auto,
    /// It must.
    Required,
    /// It must ask for the function of this name.
    Function(String),
    /// A value newer than this crate.
    Unknown(Unrecognized),
}

impl ToolChoice {
    /// It must ask for the function of this name.
    #[must_use]
    pub fn function(name: impl Into<String>) -> Self {
        Self::Function(name.into())
    }

    /// The value as the service writes it; `function` where it names one.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::None => "none",
            Self::Auto => "auto",
            Self::Required => "required",
            Self::Function(_) => "function",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for ToolChoice {
    fn from(text: &str) -> Self {
        match text {
            "none" => Self::None,
            "auto" => Self::Auto,
            "required" => Self::Required,
            other => Self::Unknown(Unrecognized(other.to_owned())),
        }
    }
}

impl fmt::Display for ToolChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The long form of a choice.
#[derive(Serialize, Deserialize)]
struct Chosen {
    #[serde(rename = "type")]
    kind: String,
    function: Named,
}

#[derive(Serialize, Deserialize)]
struct Named {
    name: String,
}

impl Serialize for ToolChoice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Function(name) => {
                let function = Named { name: name.clone() };
                Chosen { kind: "function".to_owned(), function }.serialize(serializer)
            }
            other => serializer.serialize_str(other.as_str()),
        }
    }
}

impl<'de> Deserialize<'de> for ToolChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "`none`, `auto`, `required`, or a function by its name")]
        enum Form {
            Word(String),
            Function(Chosen),
        }
        Ok(match Form::deserialize(deserializer)? {
            Form::Word(word) => word.as_str().into(),
            Form::Function(chosen) => Self::Function(chosen.function.name),
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ToolChoice {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ToolChoice".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::surface::build(json!({
            "description": "Whether the model may ask for tools.",
            "anyOf": [
                { "type": "string", "x-open-enum": ["none", "auto", "required"] },
                { "type": "object", "properties": {
                    "type": { "type": "string" },
                    "function": { "type": "object", "properties": { "name": { "type": "string" } } },
                } },
            ],
        }))
    }
}

/// A call that the model asks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ToolCall {
    /// Its id, to be named with the result.
    pub id: String,
    /// Its kind; `function`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What to call.
    pub function: FunctionCall,
    /// Fields that this version of the crate does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

described! {
    ToolCall = "A call that the model asks for.";
    "id" / "id": String = "Its id, to be named with the result.",
    "type" / "kind": String = "Its kind; `function`.",
    "function" / "function": FunctionCall = "What to call.",
}

answer! {
    /// A function and its arguments.
    FunctionCall {
        /// Name.
        name: String,
        /// Arguments as JSON text, as the model wrote it: check it before use.
        arguments: String,
    }
}

impl FunctionCall {
    /// The arguments as a type of yours.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`] when the model wrote something else.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(&self.arguments).map_err(|e| {
            Error::new(ErrorKind::Decode, format!("the arguments of `{}` do not fit: {e}", self.name))
                .caused_by(e)
                .advise("tell the model so as the tool's result, or ask again")
        })
    }
}
