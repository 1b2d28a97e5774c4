//! How the connector's token reaches the virtual machine.

mod guest;
mod ssh;

use std::fmt::Debug;

use async_trait::async_trait;
use secrecy::SecretString;

pub use guest::GuestHandover;
pub use ssh::SshHandover;

use crate::error::Result;

/// A way to give a connector its token: never through user data, never on a command line.
#[async_trait]
pub trait ConnectorHandover: Send + Sync + Debug {
    /// Puts the token in place and has the connector use it. Doing it again with the same token is harmless.
    async fn deliver(&self, token: &SecretString) -> Result<()>;
}
