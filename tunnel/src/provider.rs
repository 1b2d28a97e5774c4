//! What a tunnel provider can do, in single idempotent steps.

use std::fmt::Debug;

use async_trait::async_trait;
use secrecy::SecretString;
use serde::Serialize;

use crate::error::{Error, ErrorKind, Result};
use crate::publication::Publication;

/// What a step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Change {
    /// It was missing and now exists.
    Created,
    /// It existed and was brought into line.
    Changed,
    /// Nothing had to be written.
    Kept,
    /// It existed and is gone.
    Removed,
}

impl Change {
    /// Whether anything was written.
    #[must_use]
    pub fn wrote(self) -> bool {
        self != Self::Kept
    }

    /// The word used in logs and documents, for example `created`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Kept => "kept",
            Self::Removed => "removed",
        }
    }
}

/// The state of one part compared with what is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Part {
    /// It does not exist.
    Missing,
    /// It is as wanted.
    Matches,
    /// It exists and is different.
    Differs {
        /// What is different, for people to read.
        what: String,
    },
}

impl Part {
    pub(crate) fn differs(what: impl Into<String>) -> Self {
        Self::Differs { what: what.into() }
    }
}

/// A tunnel, by id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TunnelRef {
    /// The provider's id.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl TunnelRef {
    /// Names a tunnel.
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self { id: id.into(), name: name.into() }
    }
}

/// The application that asks visitors to log in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AccessApp {
    /// The provider's id.
    pub id: String,
    /// Its audience, which the connector checks in each login.
    pub audience: String,
    /// First label of the team's login domain.
    pub team_name: String,
}

impl AccessApp {
    /// Describes an application.
    pub fn new(id: impl Into<String>, audience: impl Into<String>, team_name: impl Into<String>) -> Self {
        Self { id: id.into(), audience: audience.into(), team_name: team_name.into() }
    }
}

/// Whether connectors are connected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ConnectorStatus {
    /// At least one connector is connected, and the provider calls the tunnel healthy.
    pub healthy: bool,
    /// The provider's word: `inactive`, `degraded`, `healthy`, `down`, or something newer.
    pub status: String,
    /// Connectors: one for each virtual machine that runs the program.
    pub connectors: usize,
    /// Connections to the provider's edge; a connector usually holds four.
    pub connections: usize,
}

impl ConnectorStatus {
    /// Describes a status.
    pub fn new(status: impl Into<String>, connectors: usize, connections: usize) -> Self {
        let status = status.into();
        Self { healthy: status == "healthy" && connections > 0, status, connectors, connections }
    }
}

/// Everything that belongs to a publication, as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Observed {
    /// The tunnel itself.
    pub tunnel: Part,
    /// Its id, where it exists.
    pub tunnel_ref: Option<TunnelRef>,
    /// Its connectors, where it exists.
    pub connector: Option<ConnectorStatus>,
    /// The login application and its policy.
    pub access: Part,
    /// The id of the application, where it exists.
    pub access_app: Option<AccessApp>,
    /// The rule for this host name in the tunnel's configuration.
    pub configuration: Part,
    /// The CNAME of the host name.
    pub dns: Part,
}

impl Observed {
    /// Whether everything is as wanted, a connected connector included.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        [&self.tunnel, &self.access, &self.configuration, &self.dns].into_iter().all(|p| *p == Part::Matches)
            && self.connector.as_ref().is_some_and(|c| c.healthy)
    }

    /// Whether nothing of the publication exists.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        [&self.tunnel, &self.access, &self.configuration, &self.dns].into_iter().all(|p| *p == Part::Missing)
    }
}

/// A service that carries visitors to a machine without an open port.
///
/// Every step looks first and writes only what is missing or different, so each can be repeated at any time, after a crash or
/// an unclear answer too. The order matters for safety: access first, DNS last; to remove, DNS first, access last.
/// [`publish`](crate::publish) and [`unpublish`](crate::unpublish) keep it.
#[async_trait]
pub trait TunnelProvider: Send + Sync + Debug {
    /// Reads everything about a publication and writes nothing.
    async fn observe(&self, publication: &Publication) -> Result<Observed>;

    /// Makes the login application with a policy that admits the listed mail domains and nobody else. Before the first
    /// write it reads whether the host name can be had, so that a hopeless publication leaves nothing behind.
    async fn ensure_access(&self, publication: &Publication) -> Result<(Change, AccessApp)>;

    /// Makes the tunnel.
    async fn ensure_tunnel(&self, publication: &Publication) -> Result<(Change, TunnelRef)>;

    /// Puts the rule for the host name, with its login check, into the tunnel's configuration. Other rules stay.
    async fn ensure_configuration(&self, publication: &Publication, tunnel: &TunnelRef) -> Result<Change>;

    /// The secret with which a connector joins the tunnel.
    async fn connector_token(&self, tunnel: &TunnelRef) -> Result<SecretString>;

    /// Whether connectors are connected.
    async fn connector_status(&self, tunnel: &TunnelRef) -> Result<ConnectorStatus>;

    /// Points the host name at the tunnel. Refuses while the login application is missing, and never overwrites a record of
    /// somebody else.
    async fn ensure_dns(&self, publication: &Publication, tunnel: &TunnelRef) -> Result<Change>;

    /// Has the whole zone of the host name refuse everything below TLS 1.3, and keeps what was set before. Only for a
    /// publication that says so; the other host names of the zone are hit too.
    ///
    /// Providers without such a setting refuse.
    async fn ensure_tls(&self, publication: &Publication) -> Result<Change> {
        Err(Error::new(
            ErrorKind::InvalidInput,
            format!("this provider cannot force TLS 1.3 between visitors and {}", publication.hostname),
        ))
    }

    /// Puts back what [`ensure_tls`](Self::ensure_tls) replaced, unless another publication of the zone needs it.
    async fn remove_tls(&self, _: &Publication) -> Result<Change> {
        Ok(Change::Kept)
    }

    /// Removes the CNAME; when nobody else uses the tunnel, every CNAME to it in all zones.
    async fn remove_dns(&self, publication: &Publication) -> Result<Change>;

    /// Takes the rule for the host name out of the tunnel's configuration.
    async fn remove_configuration(&self, publication: &Publication) -> Result<Change>;

    /// Disconnects the connectors and deletes the tunnel; keeps it while its configuration serves other host names.
    async fn remove_tunnel(&self, publication: &Publication) -> Result<Change>;

    /// Deletes the login application and its policy. Refuses while the host name still points at a tunnel.
    async fn remove_access(&self, publication: &Publication) -> Result<Change>;
}
