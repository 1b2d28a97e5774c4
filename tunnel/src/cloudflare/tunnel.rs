//! The tunnel itself and its connectors.

use http::Method;
use ionos_core::engine::Call;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::json;

use super::Cloudflare;
use super::access::gone;
use super::api::{Area, WRITE_TRIES, pause, unexpected};
use crate::error::{Error, ErrorKind, Result};
use crate::provider::{Change, ConnectorStatus, TunnelRef};
use crate::publication::Publication;

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Tunnel {
    pub(super) id: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    config_src: Option<String>,
    #[serde(default)]
    deleted_at: Option<String>,
}

impl Tunnel {
    pub(super) fn is_live(&self) -> bool {
        self.deleted_at.is_none()
    }

    pub(super) fn is_local(&self) -> bool {
        self.config_src.as_deref() == Some("local")
    }

    pub(super) fn to_ref(&self) -> TunnelRef {
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
                if tunnel.is_local() {
                    return Err(Error::new(
                        ErrorKind::Conflict,
                        format!(
                            "the tunnel `{name}` ({}) keeps its configuration on a virtual machine",
                            tunnel.id
                        ),
                    )
                    .advise("choose another tunnel name, or migrate it in the dashboard"));
                }
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
            .tunnel_call("getTunnelToken", Method::GET, "/accounts/{account_id}/cfd_tunnel/{tunnel_id}/token")
            .param(tunnel.id.clone())
            .sensitive();
        let token: String = self.api.send(Area::Tunnel, call).await?;
        if token.trim().is_empty() {
            return Err(unexpected(Area::Tunnel, "the token is empty"));
        }
        Ok(SecretString::from(token))
    }

    pub(super) async fn read_status(&self, tunnel: &TunnelRef) -> Result<ConnectorStatus> {
        #[derive(Deserialize)]
        struct Connector {
            #[serde(default)]
            conns: Option<Vec<serde_json::Value>>,
        }
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
        let call = self
            .tunnel_call(
                "listTunnelConnections",
                Method::GET,
                "/accounts/{account_id}/cfd_tunnel/{tunnel_id}/connections",
            )
            .param(tunnel.id.clone());
        let connectors: Vec<Connector> =
            self.api.send::<Option<_>>(Area::Tunnel, call).await?.unwrap_or_default();
        let counts = connectors.iter().map(|c| c.conns.as_ref().map_or(0, Vec::len)).filter(|n| *n > 0);
        let (connectors, connections) = counts.fold((0, 0), |(all, sum), n| (all + 1, sum + n));
        Ok(ConnectorStatus::new(
            found.status.unwrap_or_else(|| "unknown".to_owned()),
            connectors,
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
            let clean = self
                .tunnel_call(
                    "deleteTunnelConnections",
                    Method::DELETE,
                    "/accounts/{account_id}/cfd_tunnel/{tunnel_id}/connections",
                )
                .param(tunnel.id.clone());
            gone(self.api.run(Area::Tunnel, clean).await)?;
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
