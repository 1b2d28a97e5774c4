//! The tunnel itself and its connectors.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use ionos_core::engine::Call;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Cloudflare;
use super::access::gone;
use super::api::{Area, WRITE_TRIES, pause, unexpected};
use crate::error::{Error, ErrorKind, Result};
use crate::provider::{Change, ConnectorStatus, TunnelRef};
use crate::publication::{Publication, tunnel_name};

/// A tunnel as Cloudflare lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Tunnel {
    /// Its id.
    pub id: String,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// `inactive`, `degraded`, `healthy`, `down`, or something newer.
    #[serde(default)]
    pub status: Option<String>,
    /// Where its configuration is kept: `cloudflare`, or `local` for the virtual machine.
    #[serde(default)]
    pub config_src: Option<String>,
    /// When it was made.
    #[serde(default)]
    pub created_at: Option<String>,
    /// When it was deleted; deleted tunnels stay listed at Cloudflare.
    #[serde(default)]
    pub deleted_at: Option<String>,
}

/// A running cloudflared that has joined a tunnel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Connector {
    /// Its id, new at every start of the program.
    pub id: String,
    /// The program's version.
    #[serde(default)]
    pub version: Option<String>,
    /// What it runs on, for example `linux_amd64`.
    #[serde(default)]
    pub arch: Option<String>,
    /// When it was started.
    #[serde(default)]
    pub run_at: Option<String>,
    /// The version of the configuration that it uses.
    #[serde(default)]
    pub config_version: Option<i64>,
    /// Its connections to Cloudflare; usually four.
    #[serde(default, rename = "conns", deserialize_with = "nothing_is_empty")]
    pub connections: Vec<Connection>,
}

/// One connection of a [`Connector`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Connection {
    /// The data centre at its other end, for example `fra03`.
    #[serde(default)]
    pub colo_name: Option<String>,
    /// The address it comes from.
    #[serde(default)]
    pub origin_ip: Option<String>,
    /// Since when.
    #[serde(default)]
    pub opened_at: Option<String>,
}

fn nothing_is_empty<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Vec<Connection>, D::Error> {
    Ok(Option::deserialize(input)?.unwrap_or_default())
}

impl Tunnel {
    pub(super) fn is_live(&self) -> bool {
        self.deleted_at.is_none()
    }

    pub(super) fn is_local(&self) -> bool {
        self.config_src.as_deref() == Some("local")
    }

    /// Refuses a tunnel whose configuration is not kept at Cloudflare.
    pub(super) fn check_remote(&self) -> Result<()> {
        if !self.is_local() {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Conflict,
            format!(
                "the tunnel `{}` ({}) keeps its configuration on a virtual machine",
                self.name.as_deref().unwrap_or_default(),
                self.id
            ),
        )
        .advise("choose another tunnel name, or migrate it in the dashboard"))
    }

    /// Its id and name.
    #[must_use]
    pub fn to_ref(&self) -> TunnelRef {
        TunnelRef::new(self.id.clone(), self.name.clone().unwrap_or_default())
    }
}

impl Cloudflare {
    pub(super) fn tunnel_call(
        &self,
        operation: &'static str,
        method: Method,
        template: &'static str,
    ) -> Call {
        Call::new(operation, method, template).param(self.api.account.clone())
    }

    fn this_tunnel(
        &self,
        operation: &'static str,
        method: Method,
        template: &'static str,
        tunnel: &TunnelRef,
    ) -> Call {
        self.tunnel_call(operation, method, template).param(tunnel.id.clone())
    }

    /// Every tunnel that is not deleted.
    ///
    /// # Errors
    /// When Cloudflare refuses or cannot be reached.
    pub async fn tunnels(&self) -> Result<Vec<Tunnel>> {
        let call = self
            .tunnel_call("listTunnels", Method::GET, "/accounts/{account_id}/cfd_tunnel")
            .query("is_deleted", "false");
        let mut tunnels: Vec<Tunnel> = self.api.list(Area::Tunnel, call).await?;
        tunnels.retain(Tunnel::is_live);
        Ok(tunnels)
    }

    /// Gives a tunnel another name. Its CNAMEs go by id and stay right; publications go by name and have to follow.
    ///
    /// # Errors
    /// [`ErrorKind::Conflict`] when another live tunnel has the name.
    pub async fn rename_tunnel(&self, tunnel: &TunnelRef, name: &str) -> Result<TunnelRef> {
        let name = tunnel_name(name)?;
        self.patch_tunnel(tunnel, &json!({ "name": name })).await.map(|renamed| renamed.to_ref())
    }

    /// Gives a tunnel a new secret. Connected connectors stay, new ones need the new token: [`rotate`](crate::rotate) does
    /// all of it.
    ///
    /// # Errors
    /// When Cloudflare refuses or cannot be reached.
    pub async fn renew_secret(&self, tunnel: &TunnelRef) -> Result<()> {
        let mut bytes = Zeroizing::new([0_u8; 32]);
        getrandom::fill(bytes.as_mut_slice())
            .map_err(|e| Error::new(ErrorKind::Api, "this machine gives no random numbers").caused_by(e))?;
        let secret = SecretString::from(STANDARD.encode(bytes.as_slice()));
        self.patch_tunnel(tunnel, &json!({ "tunnel_secret": secret.expose_secret() })).await.map(|_| ())
    }

    /// The same values again and again: a repetition does no harm.
    async fn patch_tunnel(&self, tunnel: &TunnelRef, body: &serde_json::Value) -> Result<Tunnel> {
        let call = self
            .this_tunnel(
                "updateTunnel",
                Method::PATCH,
                "/accounts/{account_id}/cfd_tunnel/{tunnel_id}",
                tunnel,
            )
            .json(body)
            .idempotent(true)
            .sensitive();
        self.api.send(Area::Tunnel, call).await
    }

    /// The connectors that are connected.
    ///
    /// # Errors
    /// When Cloudflare refuses or cannot be reached.
    pub async fn connectors(&self, tunnel: &TunnelRef) -> Result<Vec<Connector>> {
        let call = self.this_tunnel(
            "listTunnelConnections",
            Method::GET,
            "/accounts/{account_id}/cfd_tunnel/{tunnel_id}/connections",
            tunnel,
        );
        let mut all: Vec<Connector> =
            self.api.send::<Option<_>>(Area::Tunnel, call).await?.unwrap_or_default();
        all.retain(|connector| !connector.connections.is_empty());
        Ok(all)
    }

    /// One connector, by its id.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when it is not connected.
    pub async fn connector(&self, tunnel: &TunnelRef, id: &str) -> Result<Connector> {
        let call = self
            .this_tunnel(
                "getTunnelConnector",
                Method::GET,
                "/accounts/{account_id}/cfd_tunnel/{tunnel_id}/connectors/{connector_id}",
                tunnel,
            )
            .param(id);
        self.api.send(Area::Tunnel, call).await
    }

    /// Cuts the connections of one connector, or of all. A connector that still has the right token comes back.
    ///
    /// # Errors
    /// When Cloudflare refuses or cannot be reached; a tunnel that is gone is no error.
    pub async fn disconnect(&self, tunnel: &TunnelRef, connector: Option<&str>) -> Result<()> {
        let mut call = self.this_tunnel(
            "deleteTunnelConnections",
            Method::DELETE,
            "/accounts/{account_id}/cfd_tunnel/{tunnel_id}/connections",
            tunnel,
        );
        if let Some(id) = connector {
            call = call.query("client_id", id);
        }
        gone(self.api.run(Area::Tunnel, call).await)
    }

    /// The live tunnel of this name.
    pub(super) async fn find_tunnel(&self, name: &str) -> Result<Option<Tunnel>> {
        let call = self
            .tunnel_call("listTunnels", Method::GET, "/accounts/{account_id}/cfd_tunnel")
            .query("name", name)
            // Without it deleted tunnels come too.
            .query("is_deleted", "false");
        let tunnels: Vec<Tunnel> = self.api.list(Area::Tunnel, call).await?;
        Ok(tunnels.into_iter().find(|t| t.is_live() && t.name.as_deref() == Some(name)))
    }

    pub(crate) async fn required_tunnel(&self, name: &str) -> Result<TunnelRef> {
        let found = self.find_tunnel(tunnel_name(name)?).await?;
        found.map(|tunnel| tunnel.to_ref()).ok_or_else(|| {
            Error::new(ErrorKind::NotFound, format!("the account has no tunnel `{name}`"))
                .advise("publish something with it first")
        })
    }

    /// Every tunnel that has or had this name.
    pub(super) async fn tunnels_ever(&self, name: &str) -> Result<Vec<Tunnel>> {
        let call = self
            .tunnel_call("listTunnels", Method::GET, "/accounts/{account_id}/cfd_tunnel")
            .query("name", name);
        let mut tunnels: Vec<Tunnel> = self.api.list(Area::Tunnel, call).await?;
        tunnels.retain(|t| t.name.as_deref() == Some(name));
        Ok(tunnels)
    }

    pub(super) async fn make_tunnel(&self, name: &str) -> Result<(Change, TunnelRef)> {
        let mut change = Change::Kept;
        let mut last = None;
        for attempt in 0..WRITE_TRIES {
            if attempt > 0 {
                pause(attempt).await;
            }
            if let Some(tunnel) = self.find_tunnel(name).await? {
                tunnel.check_remote()?;
                return Ok((change, tunnel.to_ref()));
            }
            // No secret of ours: Cloudflare makes one, which is read through the token only when it is delivered.
            let call = self
                .tunnel_call("createTunnel", Method::POST, "/accounts/{account_id}/cfd_tunnel")
                .json(&json!({ "name": name, "config_src": "cloudflare" }))
                .sensitive();
            match self.api.send::<Tunnel>(Area::Tunnel, call).await {
                Ok(tunnel) => return Ok((Change::Created, tunnel.to_ref())),
                // Somebody, perhaps our own lost call, was faster.
                Err(e) if e.may_have_happened() || e.has_code("1013") => {
                    change = Change::Created;
                    last = Some(e);
                }
                Err(e) => return Err(e),
            }
        }
        Err(last
            .unwrap_or_else(|| Error::new(ErrorKind::Api, format!("the tunnel `{name}` could not be made"))))
    }

    pub(super) async fn read_token(&self, tunnel: &TunnelRef) -> Result<SecretString> {
        let call = self
            .this_tunnel(
                "getTunnelToken",
                Method::GET,
                "/accounts/{account_id}/cfd_tunnel/{tunnel_id}/token",
                tunnel,
            )
            .sensitive();
        let token: String = self.api.send(Area::Tunnel, call).await?;
        if token.trim().is_empty() {
            return Err(unexpected(Area::Tunnel, "the token is empty"));
        }
        Ok(SecretString::from(token))
    }

    pub(super) async fn read_status(&self, tunnel: &TunnelRef) -> Result<ConnectorStatus> {
        let call = self
            .tunnel_call("getTunnel", Method::GET, "/accounts/{account_id}/cfd_tunnel/{tunnel_id}")
            .param(tunnel.id.clone());
        let found: Tunnel = self.api.send(Area::Tunnel, call).await?;
        if !found.is_live() {
            return Err(Error::new(
                ErrorKind::NotFound,
                format!("the tunnel `{}` ({}) was deleted", tunnel.name, tunnel.id),
            ));
        }
        let connectors = self.connectors(tunnel).await?;
        let connections = connectors.iter().map(|c| c.connections.len()).sum();
        Ok(ConnectorStatus::new(
            found.status.unwrap_or_else(|| "unknown".to_owned()),
            connectors.len(),
            connections,
        ))
    }

    pub(super) async fn drop_tunnel(&self, p: &Publication) -> Result<Change> {
        let Some(tunnel) = self.find_tunnel(&p.name).await? else { return Ok(Change::Kept) };
        let others = self.other_hosts(p, &tunnel.to_ref()).await?;
        if !others.is_empty() {
            tracing::info!(tunnel = %p.name, others = %others.join(", "), "the tunnel stays, because it serves other host names");
            return Ok(Change::Kept);
        }
        let mut last = None;
        for attempt in 0..WRITE_TRIES {
            if attempt > 0 {
                pause(attempt).await;
                if self.find_tunnel(&p.name).await?.is_none() {
                    return Ok(Change::Removed);
                }
            }
            // A connected tunnel cannot be deleted, and its connectors come back until it is.
            self.disconnect(&tunnel.to_ref(), None).await?;
            let mut delete = self
                .tunnel_call("deleteTunnel", Method::DELETE, "/accounts/{account_id}/cfd_tunnel/{tunnel_id}")
                .param(tunnel.id.clone());
            if attempt + 1 == WRITE_TRIES {
                delete = delete.query("cascade", "true");
            }
            match gone(self.api.run(Area::Tunnel, delete).await) {
                Ok(()) => return Ok(Change::Removed),
                Err(e) if e.may_have_happened() || e.has_code("1022") => last = Some(e),
                Err(e) => return Err(e),
            }
        }
        Err(last
            .unwrap_or_else(|| {
                Error::new(ErrorKind::Api, format!("the tunnel `{}` could not be deleted", p.name))
            })
            .advise("stop the connectors (`systemctl stop cloudflared`) and try again"))
    }
}
