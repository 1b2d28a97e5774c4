//! Publishing through a tunnel.

use std::time::Duration;

use ionos_tunnel::{
    Cloudflare, ConnectorHandover, ConnectorUnit, GuestHandover, Install, Patience, Progress, Publication,
    SecretString, SshHandover,
};
use pyo3::prelude::{PyResult, Python, pyfunction};
use serde::Deserialize;
use serde_json::json;
use url::Url;

use crate::failure::Failure;
use crate::stream::{Stream, text};

/// What to publish, as Python gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    name: String,
    hostname: String,
    service: String,
    email_domains: Vec<String>,
    session_duration: Option<String>,
    allow_public_mail_domains: bool,
    provider: Option<Provider>,
    connector: Option<Connector>,
    timeout: Option<f64>,
}

/// An account at Cloudflare; without it the environment names one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Provider {
    token: String,
    account: String,
    base_url: Option<String>,
}

/// How the token reaches the server.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Connector {
    Guest {
        server: String,
        url: Option<String>,
    },
    Ssh {
        user: String,
        host: String,
        port: u16,
        identity_file: Option<String>,
        known_hosts: Option<String>,
        jump: Option<(String, String, u16)>,
    },
}

fn address(text: &str, what: &str) -> Result<Url, Failure> {
    Url::parse(text).map_err(|e| Failure::plain("CONFIG", format!("{what} is not an address: {e}")))
}

impl Provider {
    fn build(provider: Option<Self>) -> Result<Cloudflare, Failure> {
        let Some(provider) = provider else { return Ok(Cloudflare::from_env()?) };
        let mut builder = Cloudflare::builder(SecretString::from(provider.token)).account(provider.account);
        if let Some(base) = provider.base_url {
            builder = builder.base_url(address(&base, "base_url")?);
        }
        Ok(builder.build()?)
    }
}

impl Connector {
    fn build(self) -> Result<Box<dyn ConnectorHandover>, Failure> {
        Ok(match self {
            Self::Guest { server, url: None } => Box::new(GuestHandover::from_env(server)?),
            Self::Guest { server, url: Some(url) } => {
                Box::new(GuestHandover::new(address(&url, "the guest address")?, server)?)
            }
            Self::Ssh { user, host, port, identity_file, known_hosts, jump } => {
                let mut ssh = SshHandover::new(user, host)?.port(port);
                if let Some(path) = identity_file {
                    ssh = ssh.identity_file(path);
                }
                if let Some(path) = known_hosts {
                    ssh = ssh.known_hosts(path);
                }
                if let Some((user, host, port)) = jump {
                    ssh = ssh.jump(user, host, port)?;
                }
                Box::new(ssh)
            }
        })
    }
}

impl Order {
    fn read(order: &str) -> Result<Self, Failure> {
        serde_json::from_str(order)
            .map_err(|_| Failure::argument("a field of the publication has a wrong type"))
    }

    fn publication(&self) -> Result<Publication, Failure> {
        let mut builder = Publication::builder(
            self.name.clone(),
            self.hostname.clone(),
            address(&self.service, "the service")?,
            self.email_domains.iter().cloned(),
        )
        .allow_public_mail_domains(self.allow_public_mail_domains);
        if let Some(duration) = &self.session_duration {
            builder = builder.session_duration(duration.clone());
        }
        Ok(builder.build()?)
    }
}

/// Publishes a service: a stream of events that ends with `{"event": "published", ..}`.
#[pyfunction]
pub(crate) fn publish(order: String) -> Stream {
    Stream::narrated(move |told| async move {
        let order = Order::read(&order)?;
        let publication = order.publication()?;
        let provider = Provider::build(order.provider)?;
        let connector =
            order.connector.ok_or_else(|| Failure::argument("publishing needs a connector"))?.build()?;
        let mut patience = Patience::default();
        if let Some(timeout) = order.timeout {
            patience.timeout = Duration::try_from_secs_f64(timeout)
                .map_err(|_| Failure::argument("the timeout must be a number of seconds"))?;
        }
        let progress = |event: Progress| told.tell(&event);
        let published =
            ionos_tunnel::publish_patiently(&provider, &publication, &*connector, patience, progress).await?;
        text(&json!({ "event": "published", "result": published }))
    })
}

/// Takes a publication down: a stream of events that ends with `{"event": "unpublished", ..}`.
#[pyfunction]
pub(crate) fn unpublish(order: String) -> Stream {
    Stream::narrated(move |told| async move {
        let order = Order::read(&order)?;
        let publication = order.publication()?;
        let provider = Provider::build(order.provider)?;
        let progress = |event: Progress| told.tell(&event);
        let result = ionos_tunnel::unpublish(&provider, &publication, progress).await?;
        text(&json!({ "event": "unpublished", "result": result }))
    })
}

/// User data that installs the connector and its units; it holds no secret.
#[pyfunction]
#[pyo3(signature = (version, sha256, present))]
pub(crate) fn connector_cloud_config(
    py: Python<'_>,
    version: Option<String>,
    sha256: Option<String>,
    present: bool,
) -> PyResult<String> {
    let install = match (version, sha256, present) {
        (None, None, true) => Install::Present,
        (None, None, false) => Install::apt(),
        (Some(version), Some(sha256), false) => Install::package(version, sha256),
        _ => {
            let what =
                "give a version together with its SHA-256, or say that the program is present, or nothing";
            return Err(Failure::argument(what).into_py(py));
        }
    };
    ConnectorUnit::new().cloud_init(&install).map_err(|error| Failure::from(error).into_py(py))
}
