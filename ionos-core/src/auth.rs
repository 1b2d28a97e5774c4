//! Credentials and the header they become.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};

use crate::error::{Error, ErrorKind, Result};

/// Who is calling.
///
/// A token beats a user name in every official tool, and the DNS and AI services accept tokens only.
#[derive(Clone)]
#[non_exhaustive]
pub enum Credentials {
    /// A bearer token, as made in the DCD's token manager or by the Auth API.
    Bearer(SecretString),
    /// User name and password; not usable for accounts with two-factor authentication.
    Basic {
        /// E-mail address of the user.
        username: String,
        /// Password of the user.
        password: SecretString,
    },
    /// No `Authorization` header at all.
    None,
}

impl Credentials {
    /// A bearer token.
    #[must_use]
    pub fn bearer(token: impl Into<String>) -> Self {
        Self::Bearer(SecretString::from(token.into()))
    }

    /// User name and password.
    #[must_use]
    pub fn basic(username: impl Into<String>, password: impl Into<String>) -> Self {
        Self::Basic { username: username.into(), password: SecretString::from(password.into()) }
    }

    pub(crate) fn is_bearer(&self) -> bool {
        matches!(self, Self::Bearer(_))
    }

    pub(crate) fn header(&self) -> Result<Option<HeaderValue>> {
        let text = match self {
            Self::Bearer(token) => format!("Bearer {}", token.expose_secret()),
            Self::Basic { username, password } => {
                format!("Basic {}", STANDARD.encode(format!("{username}:{}", password.expose_secret())))
            }
            Self::None => return Ok(None),
        };
        let mut value = HeaderValue::from_str(&text).map_err(|_| {
            Error::new(ErrorKind::Config, "the credentials hold a character that no HTTP header may hold")
                .advise("check the token for line breaks and quotes")
        })?;
        value.set_sensitive(true);
        Ok(Some(value))
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bearer(_) => f.write_str("Bearer(redacted)"),
            Self::Basic { username, .. } => write!(f, "Basic({username}, redacted)"),
            Self::None => f.write_str("None"),
        }
    }
}
