//! Delivery to a virtual machine of the simulator.

use async_trait::async_trait;
use http::Method;
use ionos_core::Credentials;
use ionos_core::engine::{Call, Engine};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::ConnectorHandover;
use crate::error::{Error, ErrorKind, Result};

/// Delivers the token to a server of the simulator, which stands in for the first SSH contact.
///
/// One handover serves one server.
#[derive(Clone, Debug)]
pub struct GuestHandover {
    engine: Engine,
    server: String,
}

impl GuestHandover {
    /// Delivers to the server with this id behind the simulator's guest address.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] when the address is unusable.
    pub fn new(base: Url, server: impl Into<String>) -> Result<Self> {
        let engine = Engine::builder("guest", base).credentials(Credentials::None).build()?;
        Ok(Self { engine, server: server.into() })
    }

    /// The same with the address from `IONOS_GUEST_URL`.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] when the variable is missing or no address.
    pub fn from_env(server: impl Into<String>) -> Result<Self> {
        let text = std::env::var("IONOS_GUEST_URL").map_err(|_| {
            Error::new(ErrorKind::Config, "IONOS_GUEST_URL is not set")
                .advise("`ionos simulate` prints it; real servers use SSH")
        })?;
        let base = Url::parse(&text)
            .map_err(|e| Error::new(ErrorKind::Config, "IONOS_GUEST_URL is not an address").caused_by(e))?;
        Self::new(base, server)
    }
}

#[async_trait]
impl ConnectorHandover for GuestHandover {
    async fn deliver(&self, token: &SecretString) -> Result<()> {
        let call =
            Call::new("guestTunnelToken", Method::POST, "/servers/{serverId}/credentials/tunnel-token")
                .param(self.server.clone())
                .text(token.expose_secret().to_owned())
                .sensitive()
                .idempotent(true);
        let result = self.engine.send(call).await;
        result.map(|_| ()).map_err(|e| {
            let retryable = e.is_retryable();
            Error::new(
                ErrorKind::Handover,
                format!("server {} did not take the tunnel token: {e}", self.server),
            )
            .retryable(retryable)
            .caused_by(e)
        })
    }
}
