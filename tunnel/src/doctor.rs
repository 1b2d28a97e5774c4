//! What is wrong with a publication, in plain words and in the order in which a person would look.

use std::fmt;

use serde::Serialize;

use crate::error::{Error, ErrorKind};
use crate::probe::TlsProbe;
use crate::provider::{ConnectorStatus, Part, TunnelProvider};
use crate::publication::Publication;

/// What one look has found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Health {
    /// All is well.
    Good,
    /// Something is wrong.
    Bad {
        /// What to do about it.
        advice: String,
    },
    /// Not looked at, because of what was found before.
    Skipped,
}

/// One look at one part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Diagnosis {
    /// The part, for example `connector`.
    pub part: &'static str,
    /// What was found, for people to read.
    pub found: String,
    /// Whether it is as it should be.
    pub health: Health,
}

impl Diagnosis {
    fn good(part: &'static str, found: impl Into<String>) -> Self {
        Self { part, found: found.into(), health: Health::Good }
    }

    fn bad(part: &'static str, found: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { part, found: found.into(), health: Health::Bad { advice: advice.into() } }
    }

    fn skipped(part: &'static str, why: &str) -> Self {
        Self { part, found: format!("not looked at: {why}"), health: Health::Skipped }
    }

    /// Whether something is wrong.
    #[must_use]
    pub fn is_bad(&self) -> bool {
        matches!(self.health, Health::Bad { .. })
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.health {
            Health::Good => "ok  ",
            Health::Bad { .. } => "BAD ",
            Health::Skipped => "-   ",
        };
        write!(f, "{word} {:<13} {}", self.part, self.found)?;
        match &self.health {
            Health::Bad { advice } => write!(f, "\n     {:<13} -> {advice}", ""),
            _ => Ok(()),
        }
    }
}

/// Looks at everything that a publication needs, from the provider's door to the visitor's, and writes nothing.
///
/// The first bad part is the one to mend first: what comes after may be bad because of it. With a `probe` the host name is
/// called as a visitor would call it, once its record is right.
pub async fn diagnose(
    provider: &dyn TunnelProvider,
    publication: &Publication,
    probe: Option<&TlsProbe>,
) -> Vec<Diagnosis> {
    let observed = match provider.observe(publication).await {
        Ok(observed) => observed,
        Err(error) => return vec![door(&error)],
    };
    let host = &publication.hostname;
    let publish = "publish it; that makes what is missing and keeps what is there";
    let mut found = vec![Diagnosis::good("provider", "the token is known and may read what is needed")];
    found.push(match &observed.tunnel {
        Part::Matches => Diagnosis::good("tunnel", format!("`{}` exists", publication.name)),
        Part::Missing => {
            Diagnosis::bad("tunnel", format!("there is no tunnel `{}`", publication.name), publish)
        }
        Part::Differs { what } => Diagnosis::bad("tunnel", what, publish),
    });
    found.push(match &observed.connector {
        None => Diagnosis::skipped("connector", "there is no tunnel"),
        Some(status) => connector(status),
    });
    found.push(match &observed.configuration {
        Part::Matches => {
            Diagnosis::good("rule", format!("{host} leads to {}", publication.service_address()))
        }
        Part::Missing => Diagnosis::bad("rule", format!("the tunnel has no rule for {host}"), publish),
        Part::Differs { what } => Diagnosis::bad("rule", what, publish),
    });
    found.push(match &observed.access {
        Part::Matches => Diagnosis::good(
            "login",
            format!("only people of {} may enter", publication.email_domains.join(", ")),
        ),
        Part::Missing => {
            Diagnosis::bad("login", format!("nobody asks the visitors of {host} to log in"), publish)
        }
        Part::Differs { what } => Diagnosis::bad("login", what, publish),
    });
    found.push(match &observed.dns {
        Part::Matches => Diagnosis::good("name", format!("{host} leads to the tunnel")),
        Part::Missing => Diagnosis::bad("name", format!("{host} has no record"), publish),
        Part::Differs { what } => Diagnosis::bad(
            "name",
            what,
            "remove that record, or choose another host name; it is never overwritten",
        ),
    });
    if let Some(probe) = probe {
        match observed.dns {
            Part::Matches => visit(probe, &mut found).await,
            _ => found.push(Diagnosis::skipped("encryption", "the name does not lead to the tunnel")),
        }
    }
    found
}

fn door(error: &Error) -> Diagnosis {
    let advice = match error.kind() {
        ErrorKind::Auth => "make a new token; this one is wrong, has ended or was withdrawn",
        ErrorKind::PermissionDenied => "give the token the permission that is missing",
        ErrorKind::NotFound => "check the account and that the zone of the host name is in it",
        ErrorKind::InvalidInput | ErrorKind::Config => "correct the declaration",
        _ => "check the network, and try again in some minutes",
    };
    Diagnosis::bad("provider", error.to_string(), advice)
}

fn connector(status: &ConnectorStatus) -> Diagnosis {
    let text =
        format!("{}, {} connectors, {} connections", status.status, status.connectors, status.connections);
    match (status.healthy, status.connections) {
        (true, _) => Diagnosis::good("connector", text),
        (false, 0) => Diagnosis::bad(
            "connector",
            text,
            "on the server: is the token there (`ls -l /etc/cloudflared`), does the service run (`systemctl status \
             cloudflared`), and may it reach port 7844 outwards (TCP and UDP)?",
        ),
        (false, _) => Diagnosis::bad(
            "connector",
            text,
            "some connections are lost; look at `journalctl -u cloudflared` on the server",
        ),
    }
}

async fn visit(probe: &TlsProbe, found: &mut Vec<Diagnosis>) {
    let report = match probe.run().await {
        Ok(report) => report,
        Err(error) => {
            let advice =
                "a new record takes some minutes to be known everywhere; then check the firewall here";
            found.push(Diagnosis::bad("encryption", error.to_string(), advice));
            return;
        }
    };
    let complaints = report.findings();
    if complaints.is_empty() {
        found.push(Diagnosis::good("encryption", "TLS 1.3 only, trusted, with post-quantum keys"));
    }
    for complaint in complaints {
        let advice = "the settings of the zone decide (minimum TLS version, certificates)";
        found.push(Diagnosis::bad("encryption", complaint, advice));
    }
}
