//! Cloudflare Tunnel with Access and DNS.

mod access;
mod api;
mod configuration;
mod dns;
mod identity;
mod names;
mod tls;
mod tunnel;

use std::env;
use std::fmt;

use async_trait::async_trait;
use ionos_core::Credentials;
use ionos_core::engine::{Engine, RetryPolicy};
use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

pub use self::identity::{IdentityProvider, PolicyTest, ServiceToken};
pub use self::tls::ZoneTls;
pub use self::tunnel::{Connection, Connector, Tunnel};

use self::api::Api;
use crate::error::{Error, ErrorKind, Result};
use crate::provider::{AccessApp, Change, ConnectorStatus, Observed, Part, TunnelProvider, TunnelRef};
use crate::publication::Publication;

const DEFAULT_BASE: &str = "https://api.cloudflare.com/client/v4";

/// Cloudflare as a tunnel provider, for one account.
///
/// The token needs `Cloudflare Tunnel: Edit`, `Access: Apps and Policies: Edit`,
/// `Access: Organizations, Identity Providers, and Groups: Read`, `Zone: Read` and `DNS: Edit`; for TLS settings also
/// `Zone Settings: Edit`, for service tokens `Access: Service Tokens: Edit`.
///
/// What belongs to a publication is found by name: the tunnel by its own, application and policy by
/// `<tunnel name>: <host name>`, the CNAME by its content or its comment `ionos-tunnel: <tunnel name>`. Anything else that is
/// in the way is left alone and reported as [`ErrorKind::Conflict`].
#[derive(Clone)]
pub struct Cloudflare {
    api: Api,
}

impl fmt::Debug for Cloudflare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cloudflare")
            .field("account", &self.api.account)
            .field("base_url", &self.api.engine.base().as_str())
            .finish_non_exhaustive()
    }
}

/// Settings of [`Cloudflare`].
#[derive(Clone, Debug)]
#[must_use]
pub struct CloudflareBuilder {
    token: SecretString,
    account: String,
    base: Option<Url>,
    retry: Option<RetryPolicy>,
}

impl CloudflareBuilder {
    /// Sets the account's id, 32 hexadecimal digits. Required.
    pub fn account(mut self, id: impl Into<String>) -> Self {
        self.account = id.into();
        self
    }

    /// Sets another address of the API: a simulator, or another Cloudflare network.
    pub fn base_url(mut self, base: Url) -> Self {
        self.base = Some(base);
        self
    }

    /// Sets how often and how patiently calls are tried again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Checks the settings. Nothing is sent.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] for an empty token or account, and for an address without TLS outside this machine.
    pub fn build(self) -> Result<Cloudflare> {
        let config = |what: &str| Error::new(ErrorKind::Config, what);
        if self.token.expose_secret().trim().is_empty() {
            return Err(config("the Cloudflare token is empty").advise("set CLOUDFLARE_API_TOKEN"));
        }
        if self.account.is_empty() || !self.account.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Err(config("the Cloudflare account id is missing or malformed")
                .advise("set CLOUDFLARE_ACCOUNT_ID; the dashboard shows it"));
        }
        let base = match self.base {
            Some(base) => base,
            None => {
                Url::parse(DEFAULT_BASE).map_err(|e| config("the default address is broken").caused_by(e))?
            }
        };
        let here = match base.host() {
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        };
        if base.scheme() != "https" && !(base.scheme() == "http" && here) {
            return Err(config("the Cloudflare address is not https, so the token could be read on the way")
                .advise("use https, or http on this machine for tests"));
        }
        let mut engine = Engine::builder("cloudflare", base)
            .credentials(Credentials::Bearer(self.token))
            .error_format(api::messages);
        if let Some(policy) = self.retry {
            engine = engine.retry(policy);
        }
        Ok(Cloudflare { api: Api { engine: engine.build()?, account: self.account } })
    }
}

impl Cloudflare {
    /// Settings for an API token.
    pub fn builder(token: SecretString) -> CloudflareBuilder {
        CloudflareBuilder { token, account: String::new(), base: None, retry: None }
    }

    /// Takes `CLOUDFLARE_API_TOKEN`, `CLOUDFLARE_ACCOUNT_ID` and, where set, `CLOUDFLARE_BASE_URL` from the environment.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] that names the variable which is missing or unusable.
    pub fn from_env() -> Result<Self> {
        let required = |name: &str| {
            env::var(name).ok().filter(|v| !v.trim().is_empty()).ok_or_else(|| {
                Error::new(ErrorKind::Config, format!("{name} is not set"))
                    .advise("make a token in the Cloudflare dashboard under My Profile, API Tokens")
            })
        };
        let mut builder = Self::builder(SecretString::from(required("CLOUDFLARE_API_TOKEN")?))
            .account(required("CLOUDFLARE_ACCOUNT_ID")?);
        if let Some(text) = env::var("CLOUDFLARE_BASE_URL").ok().filter(|v| !v.is_empty()) {
            let base = Url::parse(&text).map_err(|e| {
                Error::new(ErrorKind::Config, "CLOUDFLARE_BASE_URL is not an address").caused_by(e)
            })?;
            builder = builder.base_url(base);
        }
        builder.build()
    }
}

/// The name of application and policy.
fn owned_name(p: &Publication) -> String {
    format!("{}: {}", p.name, p.hostname)
}

#[async_trait]
impl TunnelProvider for Cloudflare {
    async fn observe(&self, publication: &Publication) -> Result<Observed> {
        let p = publication.checked()?;
        let access = self.read_access(&p).await?;
        let access_part = access.part(&p);
        let access_app = self.described_app(&access).await?;
        let tunnel = self.find_tunnel(&p.name).await?;
        let dns = self.dns_part(&p, tunnel.as_ref()).await?;
        let Some(tunnel) = tunnel else {
            return Ok(Observed {
                tunnel: Part::Missing,
                tunnel_ref: None,
                connector: None,
                access: access_part,
                access_app,
                configuration: Part::Missing,
                dns,
            });
        };
        let tunnel_part = if tunnel.is_local() {
            Part::differs("its configuration is kept on the virtual machine, not at Cloudflare")
        } else {
            Part::Matches
        };
        let tunnel_ref = tunnel.to_ref();
        let configuration = self.configuration_part(&p, &tunnel_ref, access_app.as_ref()).await?;
        let connector = self.read_status(&tunnel_ref).await?;
        Ok(Observed {
            tunnel: tunnel_part,
            tunnel_ref: Some(tunnel_ref),
            connector: Some(connector),
            access: access_part,
            access_app,
            configuration,
            dns,
        })
    }

    async fn ensure_access(&self, publication: &Publication) -> Result<(Change, AccessApp)> {
        self.make_access(&publication.checked()?).await
    }

    async fn ensure_tunnel(&self, publication: &Publication) -> Result<(Change, TunnelRef)> {
        self.make_tunnel(&publication.checked()?.name).await
    }

    async fn ensure_configuration(&self, publication: &Publication, tunnel: &TunnelRef) -> Result<Change> {
        self.make_configuration(&publication.checked()?, tunnel).await
    }

    async fn connector_token(&self, tunnel: &TunnelRef) -> Result<SecretString> {
        self.read_token(tunnel).await
    }

    async fn connector_status(&self, tunnel: &TunnelRef) -> Result<ConnectorStatus> {
        self.read_status(tunnel).await
    }

    async fn ensure_dns(&self, publication: &Publication, tunnel: &TunnelRef) -> Result<Change> {
        let p = publication.checked()?;
        let access = self.read_access_soon(&p).await?.part(&p);
        if access != Part::Matches {
            let why = match access {
                Part::Differs { what } => format!("is not as wanted ({what})"),
                _ => "does not exist".to_owned(),
            };
            return Err(Error::new(
                ErrorKind::NotReady,
                format!("{} is not given a CNAME, because its Access application {why}: it would be open to everyone", p.hostname),
            )
            .advise("run ensure_access first"));
        }
        self.check_delivered(&p, tunnel).await?;
        self.make_record(&p, tunnel).await
    }

    async fn ensure_tls(&self, publication: &Publication) -> Result<Change> {
        self.force_tls(&publication.checked()?).await
    }

    async fn remove_tls(&self, publication: &Publication) -> Result<Change> {
        self.restore_tls(&publication.checked()?).await
    }

    async fn remove_dns(&self, publication: &Publication) -> Result<Change> {
        self.sweep_records(&publication.checked()?).await
    }

    async fn remove_configuration(&self, publication: &Publication) -> Result<Change> {
        self.drop_rule(&publication.checked()?).await
    }

    async fn remove_tunnel(&self, publication: &Publication) -> Result<Change> {
        self.drop_tunnel(&publication.checked()?).await
    }

    async fn remove_access(&self, publication: &Publication) -> Result<Change> {
        let p = publication.checked()?;
        if let Some(target) = self.tunnel_record(&p.hostname).await? {
            return Err(Error::new(
                ErrorKind::Conflict,
                format!("the Access application of {} stays, because its CNAME still points at the tunnel {target}", p.hostname),
            )
            .advise("run remove_dns first; without the application the host name would be open to everyone"));
        }
        self.drop_access(&p).await
    }
}
