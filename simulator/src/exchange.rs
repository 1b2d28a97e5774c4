//! One call and its reply, free of any server type.

use bytes::Bytes;
use http::{HeaderMap, Method};
use serde_json::Value;

/// What a client has sent, as a product sees it.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    /// The path without the product's prefix, not decoded.
    pub(crate) path: String,
    /// The decoded parts of the path below the product's root.
    pub(crate) segments: Vec<String>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// Where the client found the product: scheme, host and the product's prefix, without a slash at the end.
    pub(crate) base: String,
    /// The reason with which the request of this call shall fail.
    pub(crate) fail: Option<String>,
}

impl Call {
    /// The first value of a query parameter.
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The token of `Authorization: Bearer`.
    pub(crate) fn bearer(&self) -> Option<&str> {
        let (scheme, token) = self.header("authorization")?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    }

    /// The path as borrowed parts, for matching.
    pub(crate) fn parts(&self) -> Vec<&str> {
        self.segments.iter().map(String::as_str).collect()
    }
}

/// What is answered.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) content: Content,
    /// The cloud request that the call has started.
    pub(crate) request_id: Option<String>,
}

#[derive(Debug)]
pub(crate) enum Content {
    Empty,
    Json(Value),
    Html(String),
    Text(String),
    /// Bytes of any type, with headers of any name.
    Raw(Box<HeaderMap>, Bytes),
    /// Server-sent events, one item a chunk.
    Events(Vec<String>),
    /// What one of the others is on the wire, with its type.
    Encoded(&'static str, Bytes),
}

impl Content {
    /// The document that it is, when it is one.
    pub(crate) fn document(&self) -> Option<Value> {
        match self {
            Self::Json(value) => Some(value.clone()),
            Self::Encoded("application/json", bytes) => serde_json::from_slice(bytes).ok(),
            _ => None,
        }
    }

    /// As it is sent, so that the sender and the journal share the bytes. Nothing and events stay what they are.
    pub(crate) fn encoded(self) -> Self {
        match self {
            Self::Json(value) => Self::Encoded("application/json", value.to_string().into()),
            Self::Text(text) => Self::Encoded("text/plain; charset=utf-8", text.into()),
            Self::Html(page) => Self::Encoded("text/html; charset=utf-8", page.into()),
            other => other,
        }
    }
}

impl Reply {
    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), content: Content::Empty, request_id: None }
    }

    pub(crate) fn json(status: u16, value: Value) -> Self {
        Self { content: Content::Json(value), ..Self::empty(status) }
    }

    pub(crate) fn html(status: u16, title: &str) -> Self {
        let page = format!("<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>");
        Self { content: Content::Html(page), ..Self::empty(status) }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// Decodes `%XX`; in a query also `+`.
pub(crate) fn decode(text: &str, plus_is_space: bool) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte == b'%'
            && let Some(hex) = tail.get(..2)
            && let Some(value) =
                std::str::from_utf8(hex).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok())
        {
            bytes.push(value);
            rest = tail.get(2..).unwrap_or_default();
        } else if byte == b'+' && plus_is_space {
            bytes.push(b' ');
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Encodes a part of a query.
pub(crate) fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b',' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// The pairs of a query string.
pub(crate) fn pairs(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(key, true), decode(value, true))
        })
        .collect()
}

/// Sets a field of a JSON object.
pub(crate) fn put(document: &mut Value, name: &str, value: impl Into<Value>) {
    if let Value::Object(document) = document {
        document.insert(name.to_owned(), value.into());
    }
}
