//! What a key is: as ordered, as listed, and as secret.

use std::fmt;
use std::path::PathBuf;

use jiff::Timestamp;
use secrecy::SecretString;
use serde::{Serialize, Serializer};
use zeroize::Zeroizing;

use crate::error::{Error, ErrorKind, Result};

/// Longest name of a key, fleet or person, in bytes.
const NAME_LIMIT: usize = 64;
/// Longest comment, in bytes.
const COMMENT_LIMIT: usize = 255;
/// Endings that the store uses itself.
const RESERVED: [&str; 2] = [".pub", ".json"];

/// The kind of a key pair.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// Ed25519, the only kind that this crate generates.
    Ed25519,
    /// Any other kind that was put into the store by hand, by its OpenSSH name.
    Other(String),
}

impl Algorithm {
    /// The OpenSSH name, for example `ssh-ed25519`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Ed25519 => "ssh-ed25519",
            Self::Other(name) => name,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Algorithm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// An order for a new key: name and kind, and if wanted a comment and a passphrase.
///
/// The name is also the file name: 1 to 64 ASCII letters, digits, `-`, `_` and `.`, beginning with a letter, a digit
/// or `_`, and not ending in `.pub` or `.json`. The rules are checked when the order reaches a store.
#[derive(Clone, Debug)]
#[must_use = "an order does nothing until a KeyStore gets it"]
pub struct KeySpec {
    pub(crate) name: String,
    pub(crate) comment: Option<String>,
    pub(crate) passphrase: Option<SecretString>,
}

impl KeySpec {
    /// An Ed25519 key. Its comment is its name, and it is not encrypted, unless the methods below say otherwise.
    pub fn ed25519(name: impl Into<String>) -> Self {
        Self { name: name.into(), comment: None, passphrase: None }
    }

    /// The text at the end of the public line: at most 255 bytes, one line, no control characters.
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = Some(comment.into());
        self
    }

    /// Encrypts the private file with this passphrase (bcrypt-pbkdf and AES-256-CTR, as OpenSSH does).
    /// `None` leaves it unencrypted; an empty passphrase is refused.
    pub fn passphrase(mut self, passphrase: impl Into<Option<SecretString>>) -> Self {
        self.passphrase = passphrase.into();
        self
    }

    pub(crate) fn comment_or_name(&self) -> &str {
        self.comment.as_deref().unwrap_or(&self.name)
    }
}

/// The public facts of a stored key. Holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KeyInfo {
    /// The name of the key, which is the name of its file.
    pub name: String,
    /// The kind of the key pair.
    pub algorithm: Algorithm,
    /// SHA-256 of the public half as OpenSSH prints it: `SHA256:` and 43 characters.
    pub fingerprint: String,
    /// The public half as one OpenSSH line with the comment, without a line break.
    pub public_key: String,
    /// The comment; empty when there is none, or when only decryption would show it.
    pub comment: String,
    /// When the private file was last written, to the second. The store never rewrites one, so this is its birth.
    pub created_at: Timestamp,
    /// Whether the private file is encrypted with a passphrase.
    pub encrypted: bool,
    /// Absolute path of the private file.
    pub path: PathBuf,
}

/// A private key in OpenSSH format, not encrypted. The memory is wiped on drop and `Debug` shows nothing of it.
pub struct PrivateKeyPem(Zeroizing<String>);

impl PrivateKeyPem {
    pub(crate) fn new(pem: Zeroizing<String>) -> Self {
        Self(pem)
    }

    /// The text from `-----BEGIN` to `-----END` with its final line break. Keep it out of logs, arguments and requests.
    #[must_use]
    pub fn expose_secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PrivateKeyPem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKeyPem([REDACTED])")
    }
}

/// Checks the name of a key, which becomes a file name.
pub(crate) fn check_name(name: &str) -> Result<()> {
    check_word("key name", name)?;
    match RESERVED.iter().find(|ending| name.ends_with(**ending)) {
        Some(ending) => Err(Error::new(
            ErrorKind::InvalidInput,
            format!(
                "the key name \"{name}\" ends in {ending}, which the store uses itself; choose another ending"
            ),
        )),
        None => Ok(()),
    }
}

/// Checks a word of the kind that names keys, fleets and persons.
pub(crate) fn check_word(what: &str, word: &str) -> Result<()> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let fault = if word.is_empty() {
        "is empty".to_owned()
    } else if word.len() > NAME_LIMIT {
        format!("has {} bytes", word.len())
    } else if let Some(c) = word.chars().find(|c| !allowed(*c)) {
        format!("{word:?} holds {c:?}")
    } else if word.starts_with(['-', '.']) {
        format!("{word:?} begins with a hyphen or a dot")
    } else {
        return Ok(());
    };
    Err(Error::new(
        ErrorKind::InvalidInput,
        format!(
            "the {what} {fault}; use 1 to {NAME_LIMIT} ASCII letters, digits, \"-\", \"_\" and \".\", \
             beginning with a letter, a digit or \"_\""
        ),
    ))
}

/// Checks a comment, which must not be able to add a line to a file of keys.
pub(crate) fn check_comment(comment: &str) -> Result<()> {
    if comment.len() > COMMENT_LIMIT {
        let message = format!("the key comment has {} bytes; use at most {COMMENT_LIMIT}", comment.len());
        return Err(Error::new(ErrorKind::InvalidInput, message));
    }
    if comment.chars().any(char::is_control) || comment.trim() != comment {
        let message =
            "the key comment has a control character or line break, or a space at an end; remove it";
        return Err(Error::new(ErrorKind::InvalidInput, message));
    }
    Ok(())
}
