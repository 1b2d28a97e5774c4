//! The one error type of this crate.

use std::error::Error as StdError;
use std::fmt;

use crate::report::Report;

/// Result with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The stack file cannot be read or is not valid.
    Stack,
    /// Something that the stack needs is not set up: credentials, a tunnel provider, a secrets directory.
    Config,
    /// A place outside the allowed region was named; nothing was sent.
    Residency,
    /// What exists does not fit: a foreign resource of the same name, or a change that would destroy something.
    Conflict,
    /// A step failed; the report says what was done and what remains.
    Step,
    /// IONOS Cloud refused a read.
    Cloud,
    /// The tunnel provider refused a read.
    Tunnel,
    /// The key store refused.
    Keys,
    /// The run was stopped on request.
    Canceled,
}

/// Any failure, in one line that says what happened, where, and what to do.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    what: String,
    advice: Option<String>,
    report: Option<Report>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, what: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind, what: what.into(), advice: None, report: None, source: None }))
    }

    pub(crate) fn advise(mut self, advice: impl Into<String>) -> Self {
        self.0.advice = Some(advice.into());
        self
    }

    pub(crate) fn caused_by(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn with_report(mut self, report: Report) -> Self {
        self.0.report = Some(report);
        self
    }

    /// What went wrong, in one word.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What was done before a run failed, and what remains.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        self.0.report.as_ref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.what)?;
        match &self.0.advice {
            Some(advice) => write!(f, "; {advice}"),
            None => Ok(()),
        }
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

impl From<ionos_core::Error> for Error {
    fn from(error: ionos_core::Error) -> Self {
        let kind = match error.kind() {
            ionos_core::ErrorKind::Residency => ErrorKind::Residency,
            ionos_core::ErrorKind::Config => ErrorKind::Config,
            _ => ErrorKind::Cloud,
        };
        Self::new(kind, error.to_string()).caused_by(error)
    }
}

impl From<ionos_tunnel::Error> for Error {
    fn from(error: ionos_tunnel::Error) -> Self {
        Self::new(ErrorKind::Tunnel, error.to_string()).caused_by(error)
    }
}

impl From<ionos_keys::Error> for Error {
    fn from(error: ionos_keys::Error) -> Self {
        Self::new(ErrorKind::Keys, error.to_string()).caused_by(error)
    }
}
