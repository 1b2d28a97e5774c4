//! The one error type of this crate.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::StatusCode;

/// Result with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, in one word, for code that has to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client was set up wrongly: a bad address, file, profile or argument.
    Config,
    /// Credentials are missing, wrong or expired (401).
    Auth,
    /// The credentials are good but lack a privilege (402, 403).
    PermissionDenied,
    /// No such resource (404).
    NotFound,
    /// The resource is in a state that forbids the change (409, 412, 423).
    Conflict,
    /// The service refused the input (400, 405, 415, 422).
    InvalidRequest,
    /// Too many requests (429), and the time budget did not allow to wait longer.
    RateLimited,
    /// A limit of the contract is reached.
    Quota,
    /// The service failed or is under maintenance (5xx).
    Unavailable,
    /// The time budget is used up.
    Timeout,
    /// No connection could be made, or it broke.
    Connect,
    /// The answer is not what the description of the service promises.
    Decode,
    /// The service accepted the change, and provisioning it failed afterwards.
    Provisioning,
    /// The call was given up by its caller.
    Canceled,
    /// The residency guard refused a location or host outside the allowed region; nothing was sent.
    Residency,
}

impl ErrorKind {
    /// The name used in logs and across the language bindings, for example `NOT_FOUND`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Config => "CONFIG",
            Self::Auth => "AUTH",
            Self::PermissionDenied => "PERMISSION_DENIED",
            Self::NotFound => "NOT_FOUND",
            Self::Conflict => "CONFLICT",
            Self::InvalidRequest => "INVALID_REQUEST",
            Self::RateLimited => "RATE_LIMITED",
            Self::Quota => "QUOTA",
            Self::Unavailable => "UNAVAILABLE",
            Self::Timeout => "TIMEOUT",
            Self::Connect => "CONNECT",
            Self::Decode => "DECODE",
            Self::Provisioning => "PROVISIONING",
            Self::Canceled => "CANCELED",
            Self::Residency => "RESIDENCY",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One message of a service about what it refused, with the service's own code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiMessage {
    /// Code of the service, such as `309` or `VDC-5-1921`; empty where it gave none.
    pub code: String,
    /// The service's words.
    pub message: String,
}

impl ApiMessage {
    /// A message with its code.
    #[must_use]
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: message.into() }
    }
}

/// Any failure of a call, with what is needed to understand and to report it.
///
/// `Display` is one line that says what happened, where, and what to do. Secrets never appear in it.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    what: String,
    advice: Option<Cow<'static, str>>,
    operation: Option<Cow<'static, str>>,
    status: Option<StatusCode>,
    request_id: Option<String>,
    messages: Vec<ApiMessage>,
    retry_after: Option<Duration>,
    attempts: u32,
    may_have_happened: bool,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// A new error of this kind; `what` says what happened.
    #[must_use]
    pub fn new(kind: ErrorKind, what: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            what: what.into(),
            advice: None,
            operation: None,
            status: None,
            request_id: None,
            messages: Vec::new(),
            retry_after: None,
            attempts: 0,
            may_have_happened: false,
            source: None,
        }))
    }

    pub(crate) fn config(what: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, what)
    }

    /// Adds what the user can do about it.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<Cow<'static, str>>) -> Self {
        self.0.advice = Some(advice.into());
        self
    }

    /// Adds the cause.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn at(mut self, operation: impl Into<Cow<'static, str>>) -> Self {
        self.0.operation.get_or_insert_with(|| operation.into());
        self
    }

    pub(crate) fn answered(mut self, status: StatusCode, messages: Vec<ApiMessage>) -> Self {
        self.0.status = Some(status);
        self.0.messages = messages;
        self
    }

    /// Adds a reason that came after the answer, with a failed request.
    pub(crate) fn answered_late(mut self, message: ApiMessage) -> Self {
        self.0.messages.push(message);
        self
    }

    pub(crate) fn request(mut self, request_id: impl Into<String>) -> Self {
        self.0.request_id = Some(request_id.into());
        self
    }

    pub(crate) fn tried(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn wait_at_least(mut self, delay: Option<Duration>) -> Self {
        self.0.retry_after = delay;
        self
    }

    pub(crate) fn unclear(mut self, unclear: bool) -> Self {
        self.0.may_have_happened = unclear;
        self
    }

    /// What went wrong, in one word.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The HTTP status, where there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The id under which the call was logged here and, where it sends one, by the service.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The id of the operation, as in the official description, for example `datacentersPost`.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.0.operation.as_deref()
    }

    /// The service's own messages.
    #[must_use]
    pub fn messages(&self) -> &[ApiMessage] {
        &self.0.messages
    }

    /// The service's own error codes.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.0.messages.iter().map(|m| m.code.as_str()).filter(|c| !c.is_empty())
    }

    /// How long the service asked to wait before the next try.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// How many times the call was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether the same call may succeed later without a change.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(
            self.0.kind,
            ErrorKind::RateLimited | ErrorKind::Unavailable | ErrorKind::Timeout | ErrorKind::Connect
        )
    }

    /// True when a write was sent and its outcome is unknown: look before you write again.
    #[must_use]
    pub fn may_have_happened(&self) -> bool {
        self.0.may_have_happened
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let e = &*self.0;
        f.write_str(&e.what)?;
        if let Some(status) = e.status {
            write!(f, ": HTTP {}", status.as_u16())?;
        }
        for (i, m) in e.messages.iter().take(3).enumerate() {
            f.write_str(if i == 0 { ": " } else { "; " })?;
            f.write_str(m.message.trim())?;
            if !m.code.is_empty() && !m.message.contains(&m.code) {
                write!(f, " [{}]", m.code)?;
            }
        }
        let mut details = Vec::new();
        if let Some(op) = &e.operation {
            details.push(op.to_string());
        }
        if e.attempts > 1 {
            details.push(format!("{} attempts", e.attempts));
        }
        if let Some(id) = &e.request_id {
            details.push(format!("request {id}"));
        }
        if !details.is_empty() {
            write!(f, " ({})", details.join(", "))?;
        }
        if let Some(advice) = &e.advice {
            write!(f, "; {advice}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("message", &self.to_string())
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|e| e as &(dyn StdError + 'static))
    }
}

/// What to do about a reason that services are known to give; `text` holds their words and codes.
pub(crate) fn hint(text: &str) -> Option<&'static str> {
    let lower = text.to_ascii_lowercase();
    let has = |word: &str| lower.contains(word);
    Some(if has("vdc-5-1921") {
        "leave `cpu_family` out for CUBE, VCPU and GPU servers"
    } else if has("delete-protected") {
        "remove what uses it first: network interfaces, Kubernetes clusters and load balancers"
    } else if has("access_s3_object_storage") {
        "give the user's group the privilege for object storage; a new one takes a moment to be known everywhere"
    } else if has("imagepassword") || has("image password") || has("sshkeys") {
        "a public image needs `image_password` (letters and digits only) or `ssh_keys`; a snapshot takes neither"
    } else if has("trial") {
        "trial accounts have narrower limits; ask for them to be lifted"
    } else if has("quota") || has("limit") {
        "compare the limits of the contract (`contracts`) with what is in use"
    } else if (has("ip ") || has("ip address")) && (has("in use") || has("already used")) {
        "free the address where it is in use, or take another one of a reserved block"
    } else if has("vdc-5-0]") || has("unexpected error") {
        "the service gave no reason: try again, then give support the request id"
    } else {
        return None;
    })
}

#[cfg(test)]
mod tests {
    use super::hint;

    #[test]
    fn known_reasons_get_a_plain_hint_and_unknown_ones_none() {
        for (text, word) in [
            ("[VDC-5-1921] The attribute 'cpuFamily' must not be provided", "cpu_family"),
            ("[VDC-5-0] An unexpected error occurred", "support"),
            ("The LAN is delete-protected by 2 NICs", "first"),
            ("Resource quota exceeded for CORES", "contracts"),
            ("imagePassword or sshKeys is required", "image_password"),
            ("The IP address 192.0.2.7 is already in use", "free the address"),
            ("Not available for trial users", "trial"),
        ] {
            assert!(hint(text).is_some_and(|h| h.contains(word)), "{text}");
        }
        assert_eq!(hint("The name is not allowed"), None);
    }
}
