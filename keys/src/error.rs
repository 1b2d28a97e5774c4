//! The one error type of this crate.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::path::Path;

use rustix::io::Errno;

/// Result with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, in one word, for code that has to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A name, comment, passphrase or assignment breaks the rules for it.
    InvalidInput,
    /// There is no key of that name, or the place for a store cannot be reached.
    NotFound,
    /// A key of that name exists; it was left as it is.
    AlreadyExists,
    /// What exists differs from what was asked for; it was left as it is.
    Mismatch,
    /// Group or others have rights on the directory or on a private file.
    WidePermissions,
    /// The directory or file belongs to another user.
    ForeignOwner,
    /// A symbolic link stands where a directory or file of the store must be.
    Symlink,
    /// Something that is neither the expected directory nor a plain file.
    WrongFileType,
    /// The operating system denied access, or the file system is read-only.
    AccessDenied,
    /// The disk, a quota or a file-size limit is exhausted.
    NoSpace,
    /// Another process kept the store locked for too long.
    Locked,
    /// The key is encrypted and no passphrase was given.
    PassphraseRequired,
    /// The passphrase does not open the key.
    WrongPassphrase,
    /// A file of the store does not hold what it should.
    Corrupt,
    /// Any other failure of the operating system.
    Io,
}

impl ErrorKind {
    /// The name used in logs and across the language bindings, for example `ALREADY_EXISTS`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidInput => "INVALID_INPUT",
            Self::NotFound => "NOT_FOUND",
            Self::AlreadyExists => "ALREADY_EXISTS",
            Self::Mismatch => "MISMATCH",
            Self::WidePermissions => "WIDE_PERMISSIONS",
            Self::ForeignOwner => "FOREIGN_OWNER",
            Self::Symlink => "SYMLINK",
            Self::WrongFileType => "WRONG_FILE_TYPE",
            Self::AccessDenied => "ACCESS_DENIED",
            Self::NoSpace => "NO_SPACE",
            Self::Locked => "LOCKED",
            Self::PassphraseRequired => "PASSPHRASE_REQUIRED",
            Self::WrongPassphrase => "WRONG_PASSPHRASE",
            Self::Corrupt => "CORRUPT",
            Self::Io => "IO",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A failure of the key store or the registry.
///
/// `Display` is one line: what happened, where, and what to do. It never holds key material or a passphrase.
#[derive(thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Inner>);

#[derive(Debug, thiserror::Error)]
#[error("{message}")]
struct Inner {
    kind: ErrorKind,
    message: String,
    #[source]
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let mut message = message.into();
        // A file name may hold line breaks and terminal sequences.
        if message.contains(char::is_control) {
            let shown = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
            message = message.chars().map(shown).collect();
        }
        Self(Box::new(Inner { kind, message, source: None }))
    }

    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// A failed system call: `action` says what was tried ("cannot read").
    pub(crate) fn system(action: &str, path: &Path, cause: impl Into<io::Error>) -> Self {
        let cause = cause.into();
        let (kind, hint) = classify(&cause, path);
        let message = format!("{action} {}: {}; {hint}", path.display(), reason(&cause));
        Self::new(kind, message).with_source(cause)
    }

    /// What went wrong, in one word.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("message", &self.0.message)
            .field("source", &self.0.source)
            .finish()
    }
}

fn classify(cause: &io::Error, path: &Path) -> (ErrorKind, String) {
    let (kind, hint) = match Errno::from_io_error(cause) {
        Some(Errno::ACCESS | Errno::PERM) => {
            let hint = format!(
                "run it as the owner of the store, and find the mode in the way with: namei -l {}",
                shell_word(path)
            );
            return (ErrorKind::AccessDenied, hint);
        }
        Some(Errno::ROFS) => {
            (ErrorKind::AccessDenied, "mount the file system writable, or choose another directory")
        }
        Some(Errno::NOSPC | Errno::DQUOT | Errno::FBIG) => {
            (ErrorKind::NoSpace, "free some space or raise the limit, then run it again")
        }
        Some(Errno::NOENT) => (ErrorKind::NotFound, "check the path"),
        Some(Errno::LOOP) => (ErrorKind::Symlink, "replace the symbolic link by what it points to"),
        Some(Errno::NOTDIR | Errno::ISDIR) => (ErrorKind::WrongFileType, "choose another path"),
        _ => (ErrorKind::Io, "check the disk and the mount, then run it again"),
    };
    (kind, hint.to_owned())
}

/// The system's own words, without Rust's "(os error 13)".
fn reason(cause: &io::Error) -> String {
    let text = cause.to_string();
    match text.find(" (os error") {
        Some(end) => text.get(..end).unwrap_or(&text).to_lowercase(),
        None => text,
    }
}

/// A path as a word that can be pasted into a shell.
pub(crate) fn shell_word(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+@%".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}
