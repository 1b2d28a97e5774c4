//! Publishing a service through a tunnel.

use ionos_tunnel::{
    Cloudflare, ConnectorHandover, ConnectorUnit, GuestHandover, Install, Publication, SecretString,
    SshHandover,
};
use napi_derive::napi;
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use crate::client::read;
use crate::error::{Failure, Result};
use crate::feed::Feed;
use crate::task::plain;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Draft {
    name: String,
    hostname: String,
    service: String,
    email_domains: Vec<String>,
    session_duration: Option<String>,
    #[serde(default)]
    allow_public_mail_domains: bool,
}

impl Draft {
    fn publication(self) -> Result<Publication> {
        let service = address(&self.service)?;
        let mut builder = Publication::builder(self.name, self.hostname, service, self.email_domains)
            .allow_public_mail_domains(self.allow_public_mail_domains);
        if let Some(duration) = self.session_duration {
            builder = builder.session_duration(duration);
        }
        Ok(builder.build()?)
    }
}

/// Where the tunnel is kept; without it the environment says.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Account {
    token: SecretString,
    account: String,
    base_url: Option<String>,
}

/// How the token reaches the server.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields, tag = "via")]
enum Route {
    /// A simulated server.
    Guest { server: String, url: Option<String> },
    /// A server that answers on SSH.
    Ssh {
        user: String,
        host: String,
        port: Option<u16>,
        identity_file: Option<String>,
        known_hosts: Option<String>,
        jump: Option<Jump>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Jump {
    user: String,
    host: String,
    port: Option<u16>,
}

fn address(text: &str) -> Result<Url> {
    text.parse().map_err(|e| Failure::new("INVALID_INPUT", format!("the address is not usable: {e}")))
}

fn cloudflare(account: Option<Value>) -> Result<Cloudflare> {
    let Some(account) = account else { return Ok(Cloudflare::from_env()?) };
    // The parser's own message could quote the token.
    let account: Account = serde_json::from_value(account).map_err(|_| {
        Failure::new("CONFIG", "the account needs `token` and `account`, and may name `baseUrl`")
    })?;
    let mut builder = Cloudflare::builder(account.token).account(account.account);
    if let Some(url) = &account.base_url {
        builder = builder.base_url(address(url)?);
    }
    Ok(builder.build()?)
}

fn handover(route: Value) -> Result<Box<dyn ConnectorHandover>> {
    Ok(match read(route)? {
        Route::Guest { server, url: Some(url) } => Box::new(GuestHandover::new(address(&url)?, server)?),
        Route::Guest { server, url: None } => Box::new(GuestHandover::from_env(server)?),
        Route::Ssh { user, host, port, identity_file, known_hosts, jump } => {
            let mut ssh = SshHandover::new(user, host)?;
            if let Some(port) = port {
                ssh = ssh.port(port);
            }
            if let Some(path) = identity_file {
                ssh = ssh.identity_file(path);
            }
            if let Some(path) = known_hosts {
                ssh = ssh.known_hosts(path);
            }
            if let Some(jump) = jump {
                ssh = ssh.jump(jump.user, jump.host, jump.port.unwrap_or(22))?;
            }
            Box::new(ssh)
        }
    })
}

/// Publishes a service; events on the way and the result at the end.
///
/// # Errors
/// For unusable arguments; nothing is sent then.
#[napi]
pub fn publish(draft: Value, route: Value, account: Option<Value>) -> napi::Result<Feed> {
    let publication = read::<Draft>(draft)?.publication()?;
    let (provider, connector) = (cloudflare(account)?, handover(route)?);
    Ok(Feed::narrated(|narrator| async move {
        let told = |event| narrator.tell(event);
        plain(ionos_tunnel::publish(&provider, &publication, connector.as_ref(), told).await?)
    }))
}

/// Takes a publication down; events on the way and the result at the end.
///
/// # Errors
/// For unusable arguments; nothing is sent then.
#[napi]
pub fn unpublish(draft: Value, account: Option<Value>) -> napi::Result<Feed> {
    let publication = read::<Draft>(draft)?.publication()?;
    let provider = cloudflare(account)?;
    Ok(Feed::narrated(|narrator| async move {
        let told = |event| narrator.tell(event);
        plain(ionos_tunnel::unpublish(&provider, &publication, told).await?)
    }))
}

/// First-boot instructions (`#cloud-config`) that install the connector and start it when its token arrives. They hold no secret.
///
/// # Errors
/// When they cannot be rendered.
#[napi]
pub fn connector_cloud_config() -> napi::Result<String> {
    Ok(ConnectorUnit::new().cloud_init(&Install::apt()).map_err(Failure::from)?)
}
