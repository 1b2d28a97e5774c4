//! The one error type of this crate.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

/// Result with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, in one word, for code that has to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client was set up wrongly: a missing token, a bad address.
    Config,
    /// The provider does not know the token.
    Auth,
    /// The token is good but lacks a permission.
    PermissionDenied,
    /// Something that is not ours is in the way: a DNS record, an application, a tunnel of the same name.
    Conflict,
    /// What was asked for is not allowed: a bad host name, an open policy, a rule that could never match.
    InvalidInput,
    /// A thing that has to exist does not: the zone, the account, the tunnel.
    NotFound,
    /// A step that has to come first is not done, or the connector is not connected yet.
    NotReady,
    /// The provider takes no more calls for a while.
    RateLimited,
    /// The provider failed, was not reachable, or answered something unexpected.
    Api,
    /// The connector's token could not be delivered to the virtual machine.
    Handover,
}

impl ErrorKind {
    /// The name used in logs and across language bindings, for example `NOT_READY`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Config => "CONFIG",
            Self::Auth => "AUTH",
            Self::PermissionDenied => "PERMISSION_DENIED",
            Self::Conflict => "CONFLICT",
            Self::InvalidInput => "INVALID_INPUT",
            Self::NotFound => "NOT_FOUND",
            Self::NotReady => "NOT_READY",
            Self::RateLimited => "RATE_LIMITED",
            Self::Api => "API",
            Self::Handover => "HANDOVER",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Any failure of this crate.
///
/// `Display` is one line: what happened, where, and what to do. Tokens never appear in it.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    what: String,
    advice: Option<Cow<'static, str>>,
    codes: Vec<String>,
    retryable: bool,
    may_have_happened: bool,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// A new error of this kind; `what` says what happened. For implementations of this crate's traits.
    #[must_use]
    pub fn new(kind: ErrorKind, what: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            what: what.into(),
            advice: None,
            codes: Vec::new(),
            retryable: false,
            may_have_happened: false,
            source: None,
        }))
    }

    pub(crate) fn invalid(what: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidInput, what)
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

    /// Marks the error as one that may pass without a change.
    #[must_use]
    pub fn retryable(mut self, yes: bool) -> Self {
        self.0.retryable = yes;
        self
    }

    pub(crate) fn with_codes(mut self, codes: Vec<String>) -> Self {
        self.0.codes = codes;
        self
    }

    pub(crate) fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.0.kind = kind;
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

    /// The provider's own error codes, such as Cloudflare's `1013`.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.0.codes.iter().map(String::as_str)
    }

    pub(crate) fn has_code(&self, code: &str) -> bool {
        self.codes().any(|c| c == code)
    }

    /// Whether the same step may succeed later without a change.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// True when a write was sent and its outcome is unknown. The steps of this crate look again by themselves.
    #[must_use]
    pub fn may_have_happened(&self) -> bool {
        self.0.may_have_happened
    }
}

impl From<ionos_core::Error> for Error {
    fn from(error: ionos_core::Error) -> Self {
        use ionos_core::ErrorKind as Core;
        let kind = match error.kind() {
            Core::Config => ErrorKind::Config,
            Core::Auth => ErrorKind::Auth,
            Core::PermissionDenied => ErrorKind::PermissionDenied,
            Core::NotFound => ErrorKind::NotFound,
            Core::Conflict => ErrorKind::Conflict,
            Core::InvalidRequest => ErrorKind::InvalidInput,
            Core::RateLimited => ErrorKind::RateLimited,
            _ => ErrorKind::Api,
        };
        let mut wrapped = Self::new(kind, error.to_string())
            .retryable(error.is_retryable())
            .with_codes(error.codes().map(str::to_owned).collect());
        // An answer that cannot be read says nothing about whether the write was done.
        wrapped.0.may_have_happened = error.may_have_happened() || error.kind() == Core::Decode;
        wrapped.caused_by(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.what)?;
        if let Some(advice) = &self.0.advice {
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
