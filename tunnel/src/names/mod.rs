//! Names: CNAMEs in the DNS of whichever provider serves the zone.

mod alias;
mod authority;
mod cloud_dns;
mod dnssec;
mod hosting;

use std::fmt::Debug;

use async_trait::async_trait;
use serde::Serialize;

pub use self::alias::{Alias, sweep};
pub use self::authority::{Authority, Propagated};
pub use self::cloud_dns::CloudDnsNames;
pub use self::dnssec::{Anchor, Signed, Validation, sign, validate};
pub use self::hosting::HostingNames;
use crate::error::{Error, ErrorKind, Result};

/// A zone that a provider serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NameZone {
    /// The provider's id.
    pub id: String,
    /// The domain, lower case, without a trailing dot.
    pub name: String,
}

impl NameZone {
    /// Names a zone.
    pub fn new(id: impl Into<String>, name: &str) -> Self {
        Self { id: id.into(), name: plain(name) }
    }

    /// What stands in front of the zone's name; empty at the apex.
    pub(crate) fn relative<'a>(&self, name: &'a str) -> &'a str {
        name.strip_suffix(self.name.as_str()).map_or(name, |front| front.trim_end_matches('.'))
    }
}

/// A record, as it is or as it shall be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NameRecord {
    /// The provider's id; empty for a record to be made.
    pub id: String,
    /// Full name, lower case, without a trailing dot.
    pub name: String,
    /// Type, such as `CNAME`.
    pub kind: String,
    /// Content; names without a trailing dot, texts without quotes.
    pub content: String,
    /// Seconds it may be cached; the provider's own default without it.
    pub ttl: Option<u32>,
    /// Whether visitors are led through the provider (Cloudflare only).
    pub proxied: Option<bool>,
}

impl NameRecord {
    /// A record in the spelling in which records are compared.
    pub fn new(name: &str, kind: impl Into<String>, content: &str) -> Self {
        let kind = kind.into();
        let content = match kind.as_str() {
            "TXT" => content.trim_matches('"').to_owned(),
            "CNAME" | "ALIAS" | "NS" => plain(content),
            _ => content.to_owned(),
        };
        Self { id: String::new(), name: plain(name), kind, content, ttl: None, proxied: None }
    }

    /// The same with an id.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// The same with a time for caches.
    #[must_use]
    pub fn with_ttl(mut self, ttl: Option<u32>) -> Self {
        self.ttl = ttl;
        self
    }

    /// The same, led through the provider or not.
    #[must_use]
    pub fn with_proxied(mut self, proxied: Option<bool>) -> Self {
        self.proxied = proxied;
        self
    }

    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.kind == other.kind && self.content == other.content
    }

    pub(crate) fn is_alias_of(&self, target: &str) -> bool {
        self.kind == "CNAME" && self.content == target
    }

    pub(crate) fn words(&self) -> String {
        format!("{} {} {}", self.name, self.kind, self.content)
    }
}

/// Lower case, no trailing dot.
fn plain(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}

/// A provider of DNS, in the few verbs that aliases need.
///
/// Whoever implements it owes one promise: [`swap`](Self::swap) leaves the name with a record at every moment.
#[async_trait]
pub trait NameProvider: Send + Sync + Debug {
    /// The zones that can be written.
    async fn zones(&self) -> Result<Vec<NameZone>>;

    /// The records of a zone: those of one full name, or all of them.
    async fn records(&self, zone: &NameZone, name: Option<&str>) -> Result<Vec<NameRecord>>;

    /// Makes a record. When the answer is lost the caller looks again.
    async fn create(&self, zone: &NameZone, record: &NameRecord) -> Result<()>;

    /// Deletes a record; one that is gone already is no error.
    async fn delete(&self, zone: &NameZone, record: &NameRecord) -> Result<()>;

    /// Puts `new` in the place of `old`, both of one name and neither empty, without a moment between them.
    async fn swap(&self, zone: &NameZone, old: &[NameRecord], new: &[NameRecord]) -> Result<()>;

    /// Whether a CNAME can stand at the apex and beside texts and mail servers, because the provider resolves it itself.
    fn flattens(&self) -> bool {
        false
    }

    /// The zone with the longest name that a host name is part of.
    async fn zone_of(&self, hostname: &str) -> Result<NameZone> {
        let is_in = |zone: &NameZone| {
            hostname == zone.name
                || hostname.strip_suffix(zone.name.as_str()).is_some_and(|front| front.ends_with('.'))
        };
        let zones = self.zones().await?;
        zones.into_iter().filter(is_in).max_by_key(|zone| zone.name.len()).ok_or_else(|| {
            Error::new(ErrorKind::NotFound, format!("no zone that can be written here holds {hostname}"))
                .advise("make the zone, or ask the provider that the domain's name servers belong to")
        })
    }
}
