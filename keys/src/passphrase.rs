//! Where passphrases come from: never the command line.

use std::env;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::error::{Error, ErrorKind, Result};

/// Longest passphrase, in bytes.
const LIMIT: usize = 1024;

/// Sources of a passphrase. There is none for command-line arguments, because every user of a machine can list those.
#[derive(Debug)]
#[non_exhaustive]
pub struct Passphrase;

impl Passphrase {
    /// The value of an environment variable.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidInput`] when the variable is not set, empty, longer than 1024 bytes, or not UTF-8: a wrong
    /// variable name never leads to a key without encryption.
    pub fn from_env(variable: &str) -> Result<SecretString> {
        let source = format!("the environment variable {variable}");
        match env::var(variable) {
            Ok(value) => accept(Zeroizing::new(value.into_bytes()), &source),
            Err(env::VarError::NotPresent) => Err(refuse(&source, "is not set")),
            Err(env::VarError::NotUnicode(_)) => Err(refuse(&source, "is not UTF-8")),
        }
    }

    /// The first line that can be read from an open file descriptor of this process, for example a pipe.
    ///
    /// # Errors
    ///
    /// As [`Passphrase::from_reader`], and when the descriptor is not open for reading.
    pub fn from_fd(descriptor: u32) -> Result<SecretString> {
        let path = PathBuf::from(format!("/dev/fd/{descriptor}"));
        let file =
            File::open(&path).map_err(|e| Error::system("cannot read the passphrase from", &path, e))?;
        Self::from_reader(file)
    }

    /// The first line of `reader`, without its line break; nothing after that line is consumed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidInput`] when the line is empty, longer than 1024 bytes or not UTF-8; [`ErrorKind::Io`] when
    /// reading fails.
    pub fn from_reader(mut reader: impl Read) -> Result<SecretString> {
        let source = "the passphrase input";
        let mut line = Zeroizing::new(Vec::with_capacity(LIMIT + 1));
        let mut byte = Zeroizing::new([0_u8; 1]);
        while line.len() <= LIMIT {
            match reader.read(byte.as_mut_slice()) {
                Ok(0) => break,
                Ok(_) if byte.as_slice() == b"\n" => break,
                Ok(_) => line.extend_from_slice(byte.as_slice()),
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => {
                    let message = format!("cannot read the passphrase: {e}; check where it comes from");
                    return Err(Error::new(ErrorKind::Io, message).with_source(e));
                }
            }
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        accept(line, source)
    }
}

fn accept(bytes: Zeroizing<Vec<u8>>, source: &str) -> Result<SecretString> {
    if bytes.is_empty() {
        return Err(refuse(source, "is empty"));
    }
    if bytes.len() > LIMIT {
        return Err(refuse(source, "is longer than 1024 bytes"));
    }
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(SecretString::from(text)),
        Err(_) => Err(refuse(source, "is not UTF-8")),
    }
}

fn refuse(source: &str, fault: &str) -> Error {
    Error::new(
        ErrorKind::InvalidInput,
        format!("{source} {fault}; put the passphrase there as one line of text"),
    )
}
