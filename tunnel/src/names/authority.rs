//! Asking the name servers that own a zone.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{
    ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts,
};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::dnssec::TrustAnchors;
use hickory_resolver::proto::rr::{RData, RecordType};
use tokio::time::Instant;

use crate::error::{Error, ErrorKind, Result};
use crate::publish::Patience;

/// The name servers that own a zone.
///
/// Only they are asked whether a change has arrived. A resolver would remember a "no" for as long as the zone's SOA says, and
/// give it to everybody after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    servers: Vec<SocketAddr>,
}

/// What was found out while waiting.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Propagated {
    /// The servers that answered with the target.
    pub servers: Vec<SocketAddr>,
    /// How long resolvers elsewhere may go on saying what they heard before: the seconds of the last "no such name", or those
    /// of an alias that was replaced.
    pub stale_for: Duration,
}

/// What a server says.
enum Answer {
    Alias(String),
    /// Something else, or nothing.
    Other(String),
}

pub(super) fn resolver(
    servers: &[SocketAddr],
    is_recursive: bool,
    anchors: Option<TrustAnchors>,
) -> Result<TokioResolver> {
    let configs = servers.iter().map(|server| {
        let on_port = |mut connection: ConnectionConfig| {
            connection.port = server.port();
            connection
        };
        NameServerConfig::new(
            server.ip(),
            true,
            vec![on_port(ConnectionConfig::udp()), on_port(ConnectionConfig::tcp())],
        )
    });
    let config = ResolverConfig::from_name_servers(configs.collect());
    let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
    let mut options = ResolverOpts::default();
    options.cache_size = 0;
    options.use_hosts_file = ResolveHosts::Never;
    options.recursion_desired = is_recursive;
    options.timeout = Duration::from_secs(3);
    options.attempts = 2;
    // Of an alias the name itself is wanted, not where it ends.
    options.preserve_intermediates = true;
    builder = builder.with_options(options);
    if let Some(anchors) = anchors {
        builder = builder.with_trust_anchor(anchors.into());
    }
    builder.build().map_err(failed)
}

pub(super) fn failed(error: NetError) -> Error {
    Error::new(ErrorKind::Api, format!("the name server does not answer as it should: {error}"))
        .retryable(true)
        .caused_by(error)
}

/// With the dot that keeps resolvers from trying it under other domains too.
pub(super) fn absolute(name: &str) -> String {
    format!("{}.", name.trim_end_matches('.'))
}

impl Authority {
    /// These servers.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`] without any.
    pub fn new(servers: impl IntoIterator<Item = SocketAddr>) -> Result<Self> {
        let servers: BTreeSet<SocketAddr> = servers.into_iter().collect();
        if servers.is_empty() {
            return Err(Error::invalid("no name server to ask"));
        }
        Ok(Self { servers: servers.into_iter().collect() })
    }

    /// The servers that a zone's NS records name, asked of a resolver. All of them listen on `port`, which is 53 outside tests.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when the zone has none; [`ErrorKind::Api`] when the resolver does not answer.
    pub async fn of_zone(zone: &str, resolver_at: SocketAddr, port: u16) -> Result<Self> {
        let resolver = resolver(&[resolver_at], true, None)?;
        let none = || Error::new(ErrorKind::NotFound, format!("the zone {zone} has no name servers"));
        let found = resolver
            .lookup(absolute(zone), RecordType::NS)
            .await
            .map_err(|e| if e.is_no_records_found() { none().caused_by(e) } else { failed(e) })?;
        let names = found.answers().iter().filter_map(|record| match &record.data {
            RData::NS(ns) => Some(ns.0.clone()),
            _ => None,
        });
        let mut addresses: Vec<IpAddr> = Vec::new();
        for name in names {
            for kind in [RecordType::A, RecordType::AAAA] {
                match resolver.lookup(name.clone(), kind).await {
                    Ok(found) => {
                        addresses.extend(found.answers().iter().filter_map(|record| record.data.ip_addr()));
                    }
                    Err(e) if e.is_no_records_found() => {}
                    Err(e) => return Err(failed(e)),
                }
            }
        }
        Self::new(addresses.into_iter().map(|ip| SocketAddr::new(ip, port))).map_err(|_| none())
    }

    /// The servers that are asked.
    #[must_use]
    pub fn servers(&self) -> &[SocketAddr] {
        &self.servers
    }

    /// Waits until every server answers that `hostname` is an alias of `target`.
    ///
    /// # Errors
    /// [`ErrorKind::NotReady`] with what the servers said last, when the patience ends.
    pub async fn wait(&self, hostname: &str, target: &str, patience: Patience) -> Result<Propagated> {
        let target = super::plain(target);
        self.wait_until(hostname, patience, |answer| match answer {
            Answer::Alias(to) => *to == target,
            Answer::Other(..) => false,
        })
        .await
    }

    /// Waits until no server answers that `hostname` is an alias of `target`.
    ///
    /// # Errors
    /// As [`wait`](Self::wait).
    pub async fn wait_gone(&self, hostname: &str, target: &str, patience: Patience) -> Result<Propagated> {
        let target = super::plain(target);
        self.wait_until(hostname, patience, |answer| match answer {
            Answer::Alias(to) => *to != target,
            Answer::Other(..) => true,
        })
        .await
    }

    async fn wait_until(
        &self,
        hostname: &str,
        patience: Patience,
        is_wanted: impl Fn(&Answer) -> bool,
    ) -> Result<Propagated> {
        let deadline = Instant::now() + patience.timeout;
        let mut pause = patience.first.max(Duration::from_millis(1));
        let mut open = self.servers.clone();
        let mut stale: Option<Instant> = None;
        loop {
            let mut last = String::new();
            let mut still = Vec::new();
            for server in open {
                match ask(server, hostname).await {
                    Ok((answer, seconds)) if !is_wanted(&answer) => {
                        let until = Instant::now() + Duration::from_secs(u64::from(seconds));
                        stale = Some(stale.map_or(until, |earlier| earlier.max(until)));
                        let said = match answer {
                            Answer::Alias(to) => format!("alias of {to}"),
                            Answer::Other(what) => what,
                        };
                        last = format!("{server} says: {said}");
                        still.push(server);
                    }
                    Ok(_) => {}
                    Err(error) => {
                        last = format!("{server}: {error}");
                        still.push(server);
                    }
                }
            }
            if still.is_empty() {
                let stale_for =
                    stale.map_or(Duration::ZERO, |until| until.saturating_duration_since(Instant::now()));
                return Ok(Propagated { servers: self.servers.clone(), stale_for });
            }
            if Instant::now() + pause > deadline {
                return Err(Error::new(
                    ErrorKind::NotReady,
                    format!("the change of {hostname} has not arrived after {} s ({last})", patience.timeout.as_secs()),
                )
                .retryable(true)
                .advise("the record is written; look again later, and check that the domain's name servers belong to the provider"));
            }
            open = still;
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(patience.slowest);
        }
    }
}

/// What one server says about a name, and for how long resolvers may remember it.
async fn ask(server: SocketAddr, hostname: &str) -> Result<(Answer, u32)> {
    let found = resolver(&[server], false, None)?.lookup(absolute(hostname), RecordType::CNAME).await;
    match found {
        Ok(found) => {
            if !found.message().metadata.authoritative {
                return Err(Error::new(ErrorKind::Api, "it does not own the zone").retryable(true));
            }
            let alias = found.answers().iter().find_map(|record| match &record.data {
                RData::CNAME(to) => Some((super::plain(&to.0.to_ascii()), record.ttl)),
                _ => None,
            });
            Ok(match alias {
                Some((to, ttl)) => (Answer::Alias(to), ttl),
                None => (Answer::Other("no alias".to_owned()), 0),
            })
        }
        Err(NetError::Dns(DnsError::NoRecordsFound(none))) => {
            // The SOA in the answer says how long a "no" may be remembered (RFC 2308).
            let seconds = none.negative_ttl.unwrap_or_default();
            Ok((Answer::Other(none.response_code.to_string()), seconds))
        }
        Err(error) => Err(failed(error)),
    }
}
