//! What is published under which name, and for whom.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;
use url::Url;

use crate::duration::parse_duration;
use crate::error::{Error, Result};
use crate::hostname;

/// One service, published under one host name to the people of some e-mail domains.
///
/// Made by [`Publication::new`] or [`Publication::builder`], which check everything and bring names into one spelling.
/// The fields can be read and changed; every step checks them again before it sends anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Publication {
    /// Name of the tunnel, 1 to 100 characters. Several publications may share a tunnel.
    pub name: String,
    /// Name under which the service is reached: lower case, Punycode, no trailing dot.
    pub hostname: String,
    /// Where the connector finds the service, as seen from the virtual machine.
    pub service: Url,
    /// Who may enter: mail domains, lower case, Punycode, sorted. Sub-domains are not included.
    pub email_domains: Vec<String>,
    /// How long a login lasts, such as `24h`; without it the provider's own default.
    pub session_duration: Option<String>,
    /// Whether mail domains open to everyone (gmail.com, web.de, …) are accepted.
    pub allow_public_mail_domains: bool,
    /// Whether the zone of the host name may be set to TLS 1.3 only. That hits every other host name of the zone; without it
    /// the zone's own setting stays.
    pub zone_tls_1_3: bool,
    /// Whether an address or a CNAME of somebody else at this host name is replaced, in one step. Without it that is a
    /// conflict.
    pub replace_record: bool,
}

impl Publication {
    /// A publication with the defaults.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) that names the bad part: an empty list of domains, an `@`,
    /// a public mail domain, a host name with a port, a service address with credentials, a path or a query.
    pub fn new<D: Into<String>>(
        name: impl Into<String>,
        hostname: impl Into<String>,
        service: Url,
        email_domains: impl IntoIterator<Item = D>,
    ) -> Result<Self> {
        Self::builder(name, hostname, service, email_domains).build()
    }

    /// The same with options; [`PublicationBuilder::build`] checks.
    pub fn builder<D: Into<String>>(
        name: impl Into<String>,
        hostname: impl Into<String>,
        service: Url,
        email_domains: impl IntoIterator<Item = D>,
    ) -> PublicationBuilder {
        PublicationBuilder(Self {
            name: name.into(),
            hostname: hostname.into(),
            service,
            email_domains: email_domains.into_iter().map(Into::into).collect(),
            session_duration: None,
            allow_public_mail_domains: false,
            zone_tls_1_3: false,
            replace_record: false,
        })
    }

    /// Checks every field and returns the publication with all names in one spelling.
    ///
    /// # Errors
    /// As [`Publication::new`].
    pub fn checked(&self) -> Result<Self> {
        let name = tunnel_name(&self.name)?;
        if self.hostname.contains('*') {
            return Err(Error::invalid(format!("the host name `{}` is a wildcard", self.hostname))
                .advise("publish each host name on its own, so that each has its own policy"));
        }
        let hostname = hostname::normalise_full("host name", &self.hostname)?;
        service_text(&self.service)?;
        let email_domains = check_domains(&self.email_domains, self.allow_public_mail_domains)?;
        if let Some(text) = &self.session_duration {
            let duration = parse_duration(text).ok_or_else(|| {
                Error::invalid(format!("`{text}` is no session duration"))
                    .advise("write it like `30m` or `24h`")
            })?;
            if duration.as_secs() > 31 * 24 * 3600 {
                return Err(Error::invalid(format!("a session of `{text}` is longer than a month"))
                    .advise("people who leave should lose access; choose 24h or less"));
            }
        }
        Ok(Self { name: name.to_owned(), hostname, email_domains, ..self.clone() })
    }

    /// The service address as the connector wants it: without the trailing slash that it refuses.
    #[must_use]
    pub fn service_address(&self) -> String {
        service_text(&self.service).unwrap_or_else(|_| redacted(&self.service))
    }
}

impl fmt::Display for Publication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -> {} (tunnel {})", self.hostname, self.service_address(), self.name)
    }
}

/// Options of a [`Publication`].
#[derive(Clone, Debug)]
#[must_use = "nothing is checked before `build`"]
pub struct PublicationBuilder(Publication);

impl PublicationBuilder {
    /// Sets how long a login lasts, such as `30m` or `24h`; at most 31 days.
    pub fn session_duration(mut self, duration: impl Into<String>) -> Self {
        self.0.session_duration = Some(duration.into());
        self
    }

    /// Accepts mail domains under which anybody can get an address. Off by default.
    pub fn allow_public_mail_domains(mut self, yes: bool) -> Self {
        self.0.allow_public_mail_domains = yes;
        self
    }

    /// Lets the whole zone of the host name be set to TLS 1.3 only, which hits its other host names too;
    /// [`Cloudflare::zone_tls`](crate::Cloudflare::zone_tls) names them. Taking the publication down puts the old setting back.
    pub fn zone_tls_1_3(mut self, yes: bool) -> Self {
        self.0.zone_tls_1_3 = yes;
        self
    }

    /// Lets an address or a CNAME of somebody else at the host name be replaced. It does not come back when the publication is
    /// taken down.
    pub fn replace_record(mut self, yes: bool) -> Self {
        self.0.replace_record = yes;
        self
    }

    /// Checks everything.
    ///
    /// # Errors
    /// As [`Publication::new`].
    pub fn build(self) -> Result<Publication> {
        self.0.checked()
    }
}

/// A name for a tunnel without the space around it.
pub(crate) fn tunnel_name(text: &str) -> Result<&str> {
    let name = text.trim();
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        return Err(Error::invalid(format!("`{}` is no name for a tunnel", name.escape_debug()))
            .advise("use 1 to 100 printable characters"));
    }
    Ok(name)
}

fn check_domains(domains: &[String], public_allowed: bool) -> Result<Vec<String>> {
    if domains.is_empty() {
        return Err(Error::invalid("no e-mail domain is listed, so nobody or everybody could enter")
            .advise("list the domains whose people may enter, for example `example.com`"));
    }
    let mut checked = BTreeSet::new();
    for text in domains {
        if text.contains('@') {
            return Err(Error::invalid(format!("`{text}` holds an `@`"))
                .advise("list bare domains such as `example.com`; single addresses are not supported"));
        }
        let domain = hostname::normalise_full("e-mail domain", text.trim())?;
        if domain.contains('_') {
            return Err(Error::invalid(format!("the e-mail domain `{text}` holds an underscore")));
        }
        if !public_allowed && hostname::is_public_mail_domain(&domain) {
            return Err(Error::invalid(format!(
                "anybody can get a mailbox at `{domain}`, so the policy would admit the world"
            ))
            .advise("list your own domain, or set allow_public_mail_domains if you mean it"));
        }
        checked.insert(domain);
    }
    Ok(checked.into_iter().collect())
}

/// Checks a service address and returns it as the connector wants it.
pub(crate) fn service_text(service: &Url) -> Result<String> {
    let shown = redacted(service);
    let refuse = |why: &str| Error::invalid(format!("the service address `{shown}` {why}"));
    if !service.username().is_empty() || service.password().is_some() {
        return Err(refuse("holds credentials").advise(
            "they would be stored in the tunnel's configuration; let the service check its callers itself",
        ));
    }
    if service.query().is_some() || service.fragment().is_some() {
        return Err(refuse("holds a query or a fragment").advise("give scheme, host and port only"));
    }
    match service.scheme() {
        "unix" | "unix+tls" => {
            if service.host_str().is_some_and(|h| !h.is_empty()) || !service.path().starts_with('/') {
                return Err(refuse("names no socket").advise("write it like `unix:/run/app.sock`"));
            }
            // `unix:///run/x` and `unix:/run/x` mean the same; one spelling keeps comparisons simple.
            return Ok(format!("{}:{}", service.scheme(), service.path()));
        }
        "http" | "https" | "ssh" | "rdp" | "smb" => {}
        "tcp" if service.port().is_none() => {
            return Err(refuse("has no port").advise("write it like `tcp://127.0.0.1:5432`"));
        }
        "tcp" => {}
        other => {
            return Err(refuse(&format!("has the unknown scheme `{other}`"))
                .advise("use http, https, tcp, ssh, rdp, smb, unix or unix+tls"));
        }
    }
    if service.host_str().is_none_or(str::is_empty) {
        return Err(refuse("has no host").advise("write it like `http://127.0.0.1:8080`"));
    }
    if !matches!(service.path(), "" | "/") {
        return Err(
            refuse("has a path").advise("the connector cannot add a path; let the service listen at `/`")
        );
    }
    Ok(service.as_str().trim_end_matches('/').to_owned())
}

/// The address without anything that may be secret, for error messages.
fn redacted(service: &Url) -> String {
    match service.host_str() {
        Some(host) => match service.port() {
            Some(port) => format!("{}://{host}:{port}", service.scheme()),
            None => format!("{}://{host}", service.scheme()),
        },
        None => format!("{}:{}", service.scheme(), service.path()),
    }
}
