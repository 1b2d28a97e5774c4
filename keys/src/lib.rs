#![doc = include_str!("../README.md")]

mod directory;
mod error;
mod key;
mod openssh;
mod passphrase;
mod registry;
mod store;

pub use error::{Error, ErrorKind, Result};
pub use key::{Algorithm, KeyInfo, KeySpec, PrivateKeyPem};
pub use passphrase::Passphrase;
pub use registry::{Assignment, LocalRegistry, Registry};
pub use store::KeyStore;
