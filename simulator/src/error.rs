use std::fmt;
use std::io::ErrorKind as Io;

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
    /// A scenario could not be read or understood.
    Scenario,
    /// The certificate could not be made, read or kept.
    Tls,
    /// The state file is in use, or could not be read, understood or written.
    State,
    /// The file of the journal could not be opened.
    Journal,
}

impl Error {
    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind: ErrorKind::Config, message: message.into(), source: None }))
    }

    pub(crate) fn listen(address: &str, source: std::io::Error) -> Self {
        let message = match source.kind() {
            Io::AddrInUse => {
                format!(
                    "{address} is taken; stop the program that listens there, or choose another port (0 takes any free one)"
                )
            }
            Io::AddrNotAvailable => {
                format!("{address} is no address of this machine; use 127.0.0.1 or 0.0.0.0")
            }
            Io::PermissionDenied => {
                format!("{address} may not be listened on by this user; choose a port above 1023")
            }
            _ => format!(
                "`{address}` cannot be listened on; give an address and a port, such as 127.0.0.1:8080"
            ),
        };
        Self(Box::new(Inner { kind: ErrorKind::Listen, message, source: Some(Box::new(source)) }))
    }

    pub(crate) fn state(
        message: String,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self(Box::new(Inner { kind: ErrorKind::State, message, source: Some(source.into()) }))
    }

    pub(crate) fn scenario(message: String) -> Self {
        Self(Box::new(Inner { kind: ErrorKind::Scenario, message, source: None }))
    }

    pub(crate) fn tls(
        message: impl Into<String>,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self(Box::new(Inner { kind: ErrorKind::Tls, message: message.into(), source: Some(source.into()) }))
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
