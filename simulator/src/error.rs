use std::fmt;

/// Why the simulator could not start or save its state.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The kinds of [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A setting of the builder is out of range.
    Config,
    /// The address could not be listened on.
    Listen,
    /// The state file could not be read, understood or written.
    State,
    /// The file of the journal could not be opened.
    Journal,
}

impl Error {
    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind: ErrorKind::Config, message: message.into(), source: None }))
    }

    pub(crate) fn listen(address: &str, source: std::io::Error) -> Self {
        Self(Box::new(Inner {
            kind: ErrorKind::Listen,
            message: format!("cannot listen on {address}; choose a free address or port 0"),
            source: Some(Box::new(source)),
        }))
    }

    pub(crate) fn state(
        what: &str,
        path: &std::path::Path,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self(Box::new(Inner {
            kind: ErrorKind::State,
            message: format!("cannot {what} the state file {}; repair it or choose another", path.display()),
            source: Some(source.into()),
        }))
    }

    pub(crate) fn journal(path: &std::path::Path, source: std::io::Error) -> Self {
        Self(Box::new(Inner {
            kind: ErrorKind::Journal,
            message: format!("cannot write the journal to {}; choose another file", path.display()),
            source: Some(Box::new(source)),
        }))
    }

    /// The kind of failure.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        if let Some(source) = &self.0.source {
            write!(f, " ({source})")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error").field("kind", &self.0.kind).field("message", &self.to_string()).finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn std::error::Error + 'static))
    }
}
