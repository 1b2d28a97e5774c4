//! A new secret for a tunnel, while it goes on carrying visitors.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::cloudflare::{Cloudflare, Connector};
use crate::error::{Error, ErrorKind, Result};
use crate::handover::ConnectorHandover;
use crate::provider::{Change, ConnectorStatus, TunnelProvider as _, TunnelRef};
use crate::publish::{Looks, Patience, Progress, Step, not_connected};

/// A tunnel with a new secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Rotated {
    /// The tunnel.
    pub tunnel: TunnelRef,
    /// Ids of the connectors that were connected before and are cut now.
    pub old: Vec<String>,
    /// Ids of the connectors that joined with the new secret.
    pub new: Vec<String>,
}

/// Gives a tunnel a new secret: new secret, new token to one machine after the other, and the old connectors are cut last.
///
/// Each machine has to come back under a new connector id before the next one is touched, so a tunnel with two machines or more
/// carries visitors all the time; with one machine there is the moment of its restart. After a crash a second run starts over with
/// another secret and cuts everything that joined before it. When it returns, nothing that knows an older secret is connected.
///
/// # Errors
/// [`ErrorKind::NotFound`] when there is no such tunnel, [`ErrorKind::NotReady`] when a machine does not come back in time or an
/// old connector does not stay away, [`ErrorKind::Handover`] when a machine does not take the token. Old connectors stay until every
/// machine is back.
pub async fn rotate(
    cloudflare: &Cloudflare,
    tunnel_name: &str,
    machines: &[&dyn ConnectorHandover],
    patience: Patience,
    mut progress: impl FnMut(Progress),
) -> Result<Rotated> {
    if machines.is_empty() {
        return Err(Error::new(ErrorKind::InvalidInput, "no machine is named that would get the new token")
            .advise("name every machine that runs a connector of the tunnel; the others are cut"));
    }
    let tunnel = cloudflare.required_tunnel(tunnel_name).await?;
    let old = ids(&cloudflare.connectors(&tunnel).await?);

    progress(Progress::Started { step: Step::Secret });
    cloudflare.renew_secret(&tunnel).await?;
    progress(Progress::Done { step: Step::Secret, change: Change::Changed });

    progress(Progress::Started { step: Step::Handover });
    let token = cloudflare.connector_token(&tunnel).await?;
    let mut new = BTreeSet::new();
    for machine in machines {
        machine.deliver(&token).await?;
        new = wait_for_another(cloudflare, &tunnel, &old, new, patience, &mut progress).await?;
    }
    progress(Progress::Done { step: Step::Handover, change: Change::Changed });

    progress(Progress::Started { step: Step::Disconnect });
    cut(cloudflare, &tunnel, &old, patience).await?;
    progress(Progress::Done { step: Step::Disconnect, change: Change::Removed });
    Ok(Rotated { tunnel, old: old.into_iter().collect(), new: new.into_iter().collect() })
}

fn ids(connectors: &[Connector]) -> BTreeSet<String> {
    connectors.iter().map(|connector| connector.id.clone()).collect()
}

/// Waits until more connectors than `known` are there that are not old, and returns them.
async fn wait_for_another(
    cloudflare: &Cloudflare,
    tunnel: &TunnelRef,
    old: &BTreeSet<String>,
    known: BTreeSet<String>,
    patience: Patience,
    progress: &mut impl FnMut(Progress),
) -> Result<BTreeSet<String>> {
    let mut looks = Looks::new(patience);
    loop {
        let seen = match cloudflare.connectors(tunnel).await {
            Ok(connectors) => {
                let new: BTreeSet<String> = ids(&connectors).difference(old).cloned().collect();
                if !new.is_subset(&known) {
                    return Ok(new);
                }
                let connections = connectors.iter().map(|c| c.connections.len()).sum();
                let word = if connections > 0 { "healthy" } else { "down" };
                progress(Progress::Waiting {
                    status: ConnectorStatus::new(word, connectors.len(), connections),
                });
                format!("{} have the new secret", new.len())
            }
            Err(error) if error.is_retryable() => error.to_string(),
            Err(error) => return Err(error),
        };
        if !looks.another().await {
            return Err(not_connected(&tunnel.name, patience, &seen).advise(
                "look at `systemctl status cloudflared` on the server, then rotate again; the old connectors were not cut",
            ));
        }
    }
}

/// Cuts the old connectors and makes sure that they stay away.
async fn cut(
    cloudflare: &Cloudflare,
    tunnel: &TunnelRef,
    old: &BTreeSet<String>,
    patience: Patience,
) -> Result<()> {
    let mut left = old.clone();
    let mut looks = Looks::new(patience);
    loop {
        for id in &left {
            cloudflare.disconnect(tunnel, Some(id)).await?;
        }
        left = ids(&cloudflare.connectors(tunnel).await?).intersection(old).cloned().collect();
        if left.is_empty() {
            return Ok(());
        }
        if !looks.another().await {
            return Err(Error::new(
                ErrorKind::NotReady,
                format!(
                    "connectors of tunnel `{}` that joined with the old secret stay connected: {}",
                    tunnel.name,
                    left.into_iter().collect::<Vec<_>>().join(", ")
                ),
            )
            .retryable(true)
            .advise("stop cloudflared on their machines; whoever has the old token may still be connected"));
        }
    }
}
