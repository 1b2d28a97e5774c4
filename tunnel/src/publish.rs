//! Publishing and taking down in the safe order.

use std::time::Duration;

use serde::Serialize;
use tokio::time::Instant;

use crate::error::{Error, ErrorKind, Result};
use crate::handover::ConnectorHandover;
use crate::provider::{AccessApp, Change, ConnectorStatus, Observed, TunnelProvider, TunnelRef};
use crate::publication::Publication;

/// A step of publishing or taking down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Step {
    /// The login application and its policy.
    Access,
    /// The tunnel.
    Tunnel,
    /// The rule in the tunnel's configuration.
    Configuration,
    /// The token's way to the virtual machine.
    Handover,
    /// The connector, until it is connected.
    Connector,
    /// TLS 1.3 for the whole zone, where the publication asks for it.
    Tls,
    /// The CNAME.
    Dns,
    /// The tunnel's secret, in a rotation.
    Secret,
    /// The end of the connectors that joined with the old secret.
    Disconnect,
}

impl Step {
    /// The word used in logs and documents, for example `access`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Tunnel => "tunnel",
            Self::Configuration => "configuration",
            Self::Handover => "handover",
            Self::Connector => "connector",
            Self::Tls => "tls",
            Self::Dns => "dns",
            Self::Secret => "secret",
            Self::Disconnect => "disconnect",
        }
    }
}

/// What is happening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Progress {
    /// A step begins.
    Started {
        /// Which.
        step: Step,
    },
    /// The connector is not connected yet.
    Waiting {
        /// What the provider says about it.
        status: ConnectorStatus,
    },
    /// A step is done.
    Done {
        /// Which.
        step: Step,
        /// What it did.
        change: Change,
    },
}

/// A publication that is up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Published {
    /// The name under which it is reached.
    pub hostname: String,
    /// The login application.
    pub access: AccessApp,
    /// The tunnel.
    pub tunnel: TunnelRef,
    /// The connectors.
    pub connector: ConnectorStatus,
    /// What each step did, in order.
    pub changes: Vec<(Step, Change)>,
}

impl Published {
    /// Whether anything was written.
    #[must_use]
    pub fn wrote(&self) -> bool {
        self.changes.iter().any(|(_, change)| change.wrote())
    }
}

/// A publication that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Unpublished {
    /// What each step did, in order.
    pub changes: Vec<(Step, Change)>,
}

impl Unpublished {
    /// Whether anything was written.
    #[must_use]
    pub fn wrote(&self) -> bool {
        self.changes.iter().any(|(_, change)| change.wrote())
    }
}

/// How long [`wait_connected`] and [`rotate`](crate::rotate) wait for a connector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// In all; 5 minutes by default.
    pub timeout: Duration,
    /// Between the first two looks; 50 ms by default. Doubles up to `slowest`.
    pub first: Duration,
    /// Between later looks; 3 s by default.
    pub slowest: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(300),
            first: Duration::from_millis(50),
            slowest: Duration::from_secs(3),
        }
    }
}

/// The looks that a [`Patience`] allows.
pub(crate) struct Looks {
    deadline: Instant,
    pause: Duration,
    slowest: Duration,
}

impl Looks {
    pub(crate) fn new(patience: Patience) -> Self {
        Self {
            deadline: Instant::now() + patience.timeout,
            pause: patience.first.max(Duration::from_millis(1)),
            slowest: patience.slowest,
        }
    }

    /// Pauses before another look; false when the patience ends.
    pub(crate) async fn another(&mut self) -> bool {
        if Instant::now() + self.pause > self.deadline {
            return false;
        }
        tokio::time::sleep(self.pause).await;
        self.pause = (self.pause * 2).min(self.slowest);
        true
    }
}

/// Publishes a service: access, tunnel, configuration, token, connected connector, and the CNAME last.
///
/// The host name leads nowhere before everything that protects it is in place. Every step looks before it writes, so a run
/// after a crash goes on where the first one ended, and a run on a finished publication writes nothing. The token is delivered
/// only while no connector is connected.
///
/// # Errors
/// The first error of a step; what was done until then stays and is not public.
/// [`ErrorKind::NotReady`] when no connector is connected after five minutes.
pub async fn publish(
    provider: &dyn TunnelProvider,
    publication: &Publication,
    connector: &dyn ConnectorHandover,
    progress: impl FnMut(Progress),
) -> Result<Published> {
    publish_patiently(provider, publication, connector, Patience::default(), progress).await
}

/// [`publish`] with a waiting time of its own.
///
/// # Errors
/// As [`publish`].
pub async fn publish_patiently(
    provider: &dyn TunnelProvider,
    publication: &Publication,
    connector: &dyn ConnectorHandover,
    patience: Patience,
    mut progress: impl FnMut(Progress),
) -> Result<Published> {
    let publication = publication.checked()?;
    let mut changes = Vec::new();
    let mut done = |step, change, progress: &mut dyn FnMut(Progress)| {
        changes.push((step, change));
        progress(Progress::Done { step, change });
    };

    progress(Progress::Started { step: Step::Access });
    let (change, access) = provider.ensure_access(&publication).await?;
    done(Step::Access, change, &mut progress);

    progress(Progress::Started { step: Step::Tunnel });
    let (change, tunnel) = provider.ensure_tunnel(&publication).await?;
    done(Step::Tunnel, change, &mut progress);

    progress(Progress::Started { step: Step::Configuration });
    let change = provider.ensure_configuration(&publication, &tunnel).await?;
    done(Step::Configuration, change, &mut progress);

    let status = provider.connector_status(&tunnel).await?;
    let handed_over = if status.healthy {
        done(Step::Handover, Change::Kept, &mut progress);
        Change::Kept
    } else {
        progress(Progress::Started { step: Step::Handover });
        let token = provider.connector_token(&tunnel).await?;
        connector.deliver(&token).await?;
        done(Step::Handover, Change::Changed, &mut progress);
        Change::Changed
    };

    progress(Progress::Started { step: Step::Connector });
    let connector = if status.healthy {
        status
    } else {
        wait_connected(provider, &tunnel, 1, patience, |status| {
            progress(Progress::Waiting { status: status.clone() });
        })
        .await?
    };
    done(Step::Connector, handed_over, &mut progress);

    if publication.zone_tls_1_3 {
        progress(Progress::Started { step: Step::Tls });
        let change = provider.ensure_tls(&publication).await?;
        done(Step::Tls, change, &mut progress);
    }

    progress(Progress::Started { step: Step::Dns });
    let change = provider.ensure_dns(&publication, &tunnel).await?;
    done(Step::Dns, change, &mut progress);

    Ok(Published { hostname: publication.hostname, access, tunnel, connector, changes })
}

/// How much of a publication exists and is as wanted. Writes nothing.
///
/// # Errors
/// When the provider refuses or cannot be reached.
pub async fn status(provider: &dyn TunnelProvider, publication: &Publication) -> Result<Observed> {
    provider.observe(publication).await
}

/// Waits until at least `connectors` connectors are connected. `waiting` hears of every look that found fewer.
///
/// # Errors
/// [`ErrorKind::NotReady`] when the patience ends; errors of the provider that do not pass by themselves.
pub async fn wait_connected(
    provider: &dyn TunnelProvider,
    tunnel: &TunnelRef,
    connectors: usize,
    patience: Patience,
    mut waiting: impl FnMut(&ConnectorStatus),
) -> Result<ConnectorStatus> {
    let mut looks = Looks::new(patience);
    loop {
        let seen = match provider.connector_status(tunnel).await {
            Ok(status) if status.healthy && status.connectors >= connectors => return Ok(status),
            Ok(status) => {
                waiting(&status);
                format!("{} with {} of {connectors} connectors", status.status, status.connectors)
            }
            Err(error) if error.is_retryable() => error.to_string(),
            Err(error) => return Err(error),
        };
        if !looks.another().await {
            return Err(not_connected(&tunnel.name, patience, &seen)
                .advise("look at `systemctl status cloudflared` on the server, and allow it port 7844 outwards; the host name is not public"));
        }
    }
}

pub(crate) fn not_connected(tunnel: &str, patience: Patience, seen: &str) -> Error {
    Error::new(
        ErrorKind::NotReady,
        format!(
            "the connector of tunnel `{tunnel}` is not connected after {} s ({seen})",
            patience.timeout.as_secs()
        ),
    )
    .retryable(true)
}

/// Takes a publication down: DNS first, then the zone's TLS settings as they were, configuration and tunnel, access last.
///
/// What other publications use stays: their rules, and the tunnel while it has any. Running it again writes nothing.
///
/// # Errors
/// The first error of a step; the host name is not public from the first step on.
pub async fn unpublish(
    provider: &dyn TunnelProvider,
    publication: &Publication,
    mut progress: impl FnMut(Progress),
) -> Result<Unpublished> {
    let publication = publication.checked()?;
    let mut changes = Vec::new();
    for step in [Step::Dns, Step::Tls, Step::Configuration, Step::Tunnel, Step::Access] {
        // Looked for in any case, because an earlier version of the publication may have changed them; told when there was something.
        let quiet = step == Step::Tls && !publication.zone_tls_1_3;
        if !quiet {
            progress(Progress::Started { step });
        }
        let change = match step {
            Step::Dns => provider.remove_dns(&publication).await?,
            Step::Tls => provider.remove_tls(&publication).await?,
            Step::Configuration => provider.remove_configuration(&publication).await?,
            Step::Tunnel => provider.remove_tunnel(&publication).await?,
            _ => provider.remove_access(&publication).await?,
        };
        if quiet && !change.wrote() {
            continue;
        }
        changes.push((step, change));
        progress(Progress::Done { step, change });
    }
    Ok(Unpublished { changes })
}
