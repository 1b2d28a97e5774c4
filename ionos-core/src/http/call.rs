//! One call and its answer, as plain data.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use url::Url;
use uuid::fmt::Hyphenated;

use super::redact::{excerpt, names_a_secret};
use super::retry;
use crate::error::{ApiMessage, Error, ErrorKind, Result};
use crate::operation::{Api, Operation};

/// The id of a call, under which it is logged here and at the service: a UUID as text.
#[derive(Clone, Copy)]
pub(crate) struct CallId(pub(crate) [u8; Hyphenated::LENGTH]);

impl CallId {
    pub(crate) fn as_str(&self) -> &str {
        // Always ASCII.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// What a refusal means, where it does not mean what its status says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// There is no such resource.
    NotFound,
    /// The service did nothing, because something that it needs is not known everywhere yet; to be tried again after this long.
    TooEarly(Duration),
}

/// Finds out what a refusal means from the service's words; `None` when it means what its status says.
pub(crate) type ReadRefusal = fn(&[ApiMessage]) -> Option<Refusal>;

/// One call: operation, path, query, headers and body.
#[derive(Clone)]
pub struct Call {
    pub(crate) operation: Cow<'static, str>,
    pub(crate) method: Method,
    pub(crate) template: Cow<'static, str>,
    pub(crate) params: Vec<String>,
    pub(crate) query: Vec<(Cow<'static, str>, String)>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Bytes,
    pub(crate) content_type: Option<HeaderValue>,
    pub(crate) idempotent: bool,
    pub(crate) sensitive: bool,
    pub(crate) timeout: Option<Duration>,
    /// A query that is sent exactly as it is, because it is signed. It grants what it names: it must not be logged.
    pub(crate) signed_query: Option<String>,
    /// Whether a good answer may be of any type, web pages included.
    pub(crate) any_content: bool,
    /// What some refusals of this operation mean, where they do not mean what their status says.
    pub(crate) refusal: Option<ReadRefusal>,
    /// A mistake of the caller, kept until the call is sent.
    pub(crate) broken: Option<String>,
}

impl Call {
    /// A call of `operation`, a name for errors and traces. The template holds placeholders such as `/zones/{zoneId}`.
    pub fn new(
        operation: impl Into<Cow<'static, str>>,
        method: Method,
        template: impl Into<Cow<'static, str>>,
    ) -> Self {
        let idempotent = retry::idempotent(&method);
        Self {
            operation: operation.into(),
            method,
            template: template.into(),
            params: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            body: Bytes::new(),
            content_type: None,
            idempotent,
            sensitive: false,
            timeout: None,
            signed_query: None,
            any_content: false,
            refusal: None,
            broken: None,
        }
    }

    /// A call of an operation of the table.
    pub(crate) fn of(operation: &'static Operation) -> Self {
        let method = Method::from_bytes(operation.method.as_bytes()).unwrap_or(Method::GET);
        let mut call = Self::new(operation.id, method, operation.path);
        call.sensitive = operation.is_sensitive();
        // The same patch twice is the same result; and an answer of a model changes nothing, so a lost one may be asked for again.
        call.idempotent |= operation.method == "PATCH" || operation.api == Api::Ai;
        // Each one makes a token, although it is a GET.
        call.idempotent &= (operation.api, operation.id) != (Api::Auth, "tokensGenerate");
        call.refusal = crate::users::refusal(operation);
        call
    }

    /// Fills the next placeholder of the path; the value is percent-encoded.
    #[must_use]
    pub fn param(mut self, value: impl Into<String>) -> Self {
        self.params.push(value.into());
        self
    }

    /// Adds a query parameter.
    #[must_use]
    pub fn query(mut self, name: impl Into<Cow<'static, str>>, value: impl ToString) -> Self {
        self.query.push((name.into(), value.to_string()));
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Sets a JSON body; a value that cannot be written as JSON makes [`Engine::send`](super::pipeline::Engine::send) fail.
    #[must_use]
    pub fn json(mut self, body: &impl Serialize) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => {
                self.body = bytes.into();
                self.content_type = Some(HeaderValue::from_static("application/json"));
            }
            Err(error) => self.broken = Some(format!("the body cannot be written as JSON: {error}")),
        }
        self
    }

    /// Sets a plain-text body.
    #[must_use]
    pub fn text(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.content_type = Some(HeaderValue::from_static("text/plain; charset=utf-8"));
        self
    }

    /// Says whether the call may be repeated after an unclear answer. By default GET, HEAD, PUT, DELETE and OPTIONS may.
    #[must_use]
    pub fn idempotent(mut self, yes: bool) -> Self {
        self.idempotent = yes;
        self
    }

    /// Keeps the bodies of this call out of every error message.
    #[must_use]
    pub fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// Sets how long the call may take in all, waits and repetitions included.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The path with its placeholders filled in.
    pub(crate) fn path(&self) -> Result<String> {
        self.path_below("")
    }

    fn path_below(&self, prefix: &str) -> Result<String> {
        if let Some(broken) = &self.broken {
            return Err(Error::new(ErrorKind::InvalidRequest, broken.clone()).at(self.operation.clone()));
        }
        if self.template.contains(['?', '#']) {
            return Err(Error::new(
                ErrorKind::InvalidRequest,
                format!("`{}` is more than a path", self.template),
            )
            .at(self.operation.clone())
            .advise("give what follows the question mark with `query`"));
        }
        let mut path = String::with_capacity(prefix.len() + self.template.len() + 40 * self.params.len());
        path.push_str(prefix);
        let mut params = self.params.iter();
        let mut rest = &*self.template;
        while let Some((before, after)) = rest.split_once('{') {
            path.push_str(before);
            let Some((name, after)) = after.split_once('}') else { break };
            let value = params.next().ok_or_else(|| {
                Error::new(ErrorKind::InvalidRequest, format!("the path parameter `{name}` is missing"))
                    .at(self.operation.clone())
                    .advise(format!("the path is {}", self.template))
            })?;
            if value.is_empty() || value == "." || value == ".." {
                return Err(Error::new(
                    ErrorKind::InvalidRequest,
                    format!("`{value}` is no value for the path parameter `{name}`"),
                )
                .at(self.operation.clone()));
            }
            encode_segment(value, &mut path);
            rest = after;
        }
        path.push_str(rest);
        if params.next().is_some() {
            return Err(Error::new(ErrorKind::InvalidRequest, "more path parameters than the path has")
                .at(self.operation.clone())
                .advise(format!("the path is {}", self.template)));
        }
        Ok(path)
    }

    pub(crate) fn url(&self, base: &Url) -> Result<Url> {
        let mut url = base.clone();
        url.set_path(&self.path_below(base.path().trim_end_matches('/'))?);
        if self.signed_query.is_some() {
            url.set_query(self.signed_query.as_deref());
        } else if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(self.query.iter().map(|(k, v)| (k.as_ref(), v.as_str())));
        }
        Ok(url)
    }
}

fn encode_segment(value: &str, path: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b':' | b'@') {
            path.push(char::from(byte));
        } else {
            path.push('%');
            for nibble in [byte >> 4, byte & 15] {
                path.push(char::from(HEX.get(usize::from(nibble)).copied().unwrap_or(b'0')));
            }
        }
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("template", &self.template)
            .field("params", &self.params)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// A successful answer.
#[derive(Clone)]
pub struct Reply {
    pub(crate) operation: Cow<'static, str>,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) id: CallId,
    pub(crate) attempts: u32,
    pub(crate) sensitive: bool,
}

impl Reply {
    /// The HTTP status; always 2xx.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// A header's value, where it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as it came.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The id under which this call was logged.
    #[must_use]
    pub fn request_id(&self) -> &str {
        self.id.as_str()
    }

    /// How many times the call was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`] with the operation, the place in the document and its first bytes.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        // Decoded plainly; only a failure is decoded again, to learn where it is.
        // Text that is checked once is read faster than bytes, whose every word is.
        let read = match std::str::from_utf8(&self.body) {
            Ok(text) => serde_json::from_str(text),
            Err(_) => serde_json::from_slice(&self.body),
        };
        read.map_err(|e| self.unreadable::<T>(&e))
    }

    #[cold]
    fn unreadable<T: DeserializeOwned>(&self, plain: &serde_json::Error) -> Error {
        let mut reader = serde_json::Deserializer::from_slice(&self.body);
        let place = serde_path_to_error::deserialize::<_, T>(&mut reader).err().map(|e| e.path().to_string());
        let place = place.filter(|place| place != ".").unwrap_or_default();
        let hidden = self.sensitive || names_a_secret(&place);
        let at = if place.is_empty() { String::new() } else { format!(" at `{place}`") };
        // The library's words quote the value that it did not expect.
        let why =
            if hidden { format!("{:?} error", plain.classify()).to_lowercase() } else { plain.to_string() };
        let shown = if hidden { format!("<{} bytes>", self.body.len()) } else { excerpt(&self.body) };
        let kind = self.header("content-type").filter(|kind| !kind.contains("json"));
        let kind = kind.map_or_else(String::new, |kind| format!(" and is `{}`", kind.escape_debug()));
        Error::new(
            ErrorKind::Decode,
            format!("the answer is not what was expected{at}: {why}; it begins {shown}{kind}"),
        )
        .answered(self.status, Vec::new())
        .at(self.operation.clone())
        .request(self.id.as_str())
        .tried(self.attempts)
    }
}

impl Reply {
    /// The body as text.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`] when it is no UTF-8.
    pub fn text(&self) -> Result<String> {
        let text = std::str::from_utf8(&self.body).map_err(|e| {
            Error::new(ErrorKind::Decode, "the answer is no text")
                .at(self.operation.clone())
                .request(self.id.as_str())
                .caused_by(e)
        })?;
        Ok(text.to_owned())
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("request_id", &self.id.as_str())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_filled_and_encoded() {
        let call =
            Call::new("x", Method::GET, "/locations/{regionId}/{locationId}").param("de").param("fra/2");
        assert_eq!(call.path().unwrap(), "/locations/de/fra%2F2");
        let url = call.query("filter.name", "a&b").url(&"https://h/base/".parse().unwrap()).unwrap();
        assert_eq!(url.as_str(), "https://h/base/locations/de/fra%2F2?filter.name=a%26b");
    }

    #[test]
    fn a_path_that_would_reach_something_else_is_refused() {
        let call = |value: &str| Call::new("x", Method::DELETE, "/a/{id}/b").param(value);
        assert!(call("").path().is_err());
        assert!(call("..").path().is_err());
        assert_eq!(call("../c?d#e").path().unwrap(), "/a/..%2Fc%3Fd%23e/b");
        assert!(Call::new("x", Method::GET, "/a/{id}").path().is_err());
        assert!(call("1").param("2").path().is_err());
        let error = Call::new("x", Method::GET, "/a?depth=1").path().unwrap_err();
        assert!(error.to_string().contains("`/a?depth=1` is more than a path"), "{error}");
    }
}
