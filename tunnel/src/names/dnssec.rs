//! Signed zones: switching it on, and checking the signatures as a resolver would.

use std::net::SocketAddr;

use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::dnssec::{Proof, TrustAnchors};
use hickory_resolver::proto::rr::RecordType;
use ionos_core::{Client, DnssecKey, DnssecKeys, ErrorKind as Core, NewDnssecKeys};

use super::authority::{absolute, failed, resolver};
use super::{CloudDnsNames, NameProvider as _};
use crate::error::{Error, Result};

/// What signatures are traced back to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Anchor {
    /// The root of the DNS, as built in. The whole chain has to be there, the DS record at the registrar included.
    Root,
    /// All keys of the zone itself, one DNSKEY record in zone-file form a line, as its provider tells them outside the DNS.
    /// Says whether the zone is signed well before the registrar knows of it.
    Keys(String),
}

/// What the check of signatures gave.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Validation {
    /// Every record is signed, up to the anchor.
    Secure,
    /// The zone is not signed, or nobody above says that it is.
    Insecure,
    /// Signatures are missing, wrong or over. Resolvers that check refuse the name.
    Bogus(String),
}

/// A zone that is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Signed {
    /// The zone.
    pub zone: String,
    /// The DS records that the registrar has to have.
    pub ds: Vec<String>,
    /// Its keys, to check signatures against before the registrar has the records.
    pub anchor: Anchor,
}

/// Switches DNSSEC on for the zone of a host name in Cloud DNS, and gives what the registrar needs. Keys that exist
/// stay.
///
/// Visitors are protected once the registrar has the records; until then nothing changes for them.
///
/// # Errors
/// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when no zone holds the name; otherwise as the service refuses it.
pub async fn sign(client: &Client, hostname: &str) -> Result<Signed> {
    let zone = CloudDnsNames::new(client).zone_of(&super::plain(hostname)).await?;
    let item = client.dns().zone(zone.id.as_str());
    // A zone that is not signed has no keys: the service says so with an empty list, or as "not found".
    let read = async || match item.dnssec_keys().await {
        Ok(keys) => Ok(signed(&zone.name, &keys)),
        Err(error) if error.kind() == Core::NotFound => Ok(None),
        Err(error) => Err(Error::from(error)),
    };
    if let Some(signed) = read().await? {
        return Ok(signed);
    }
    match item.create_dnssec_keys(NewDnssecKeys::new()).await {
        Ok(made) => drop(made.wait().await?),
        // Somebody else was quicker, or the answer was lost.
        Err(error) if error.kind() == Core::Conflict || error.may_have_happened() => {}
        Err(error) => return Err(error.into()),
    }
    read().await?.ok_or_else(|| {
        Error::new(crate::ErrorKind::NotReady, format!("the zone {} has no keys yet", zone.name))
            .retryable(true)
            .advise("ask again in a moment")
    })
}

/// The keys as records; `None` without a key-signing key. In DS records 8 is RSA with SHA-256 and 2 is SHA-256.
fn signed(zone: &str, keys: &DnssecKeys) -> Option<Signed> {
    let keys: Vec<&DnssecKey> = keys.metadata.as_ref()?.items.iter().flatten().collect();
    let ds: Vec<String> = keys
        .iter()
        .filter(|key| key.key_data.as_ref().and_then(|data| data.flags) == Some(257))
        .filter_map(|key| Some(format!("{zone}. IN DS {} 8 2 {}", key.key_tag?, key.digest.as_deref()?)))
        .collect();
    let lines = keys.iter().filter_map(|key| key.composed_key_data.as_deref());
    let anchor = lines.map(|key| format!("{zone}. 3600 IN DNSKEY {key}\n")).collect();
    (!ds.is_empty()).then(|| Signed { zone: zone.to_owned(), ds, anchor: Anchor::Keys(anchor) })
}

/// Asks a name server for the CNAME of a name and checks every signature.
///
/// # Errors
/// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) for anchors that cannot be read;
/// [`ErrorKind::Api`](crate::ErrorKind::Api) when the server does not answer;
/// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when it is proved that the name has no CNAME.
pub async fn validate(hostname: &str, server: SocketAddr, anchor: &Anchor) -> Result<Validation> {
    let anchors = match anchor {
        Anchor::Root => TrustAnchors::default(),
        Anchor::Keys(text) => {
            let anchors: TrustAnchors = text
                .parse()
                .map_err(|e| Error::invalid("the trust anchor is no list of DNSKEY records").caused_by(e))?;
            if text.trim().is_empty() {
                return Err(Error::invalid("the trust anchor holds no key"));
            }
            anchors
        }
    };
    let resolver = resolver(&[server], true, Some(anchors))?;
    match resolver.lookup(absolute(hostname), RecordType::CNAME).await {
        Ok(found) => {
            let proofs: Vec<Proof> = found.answers().iter().map(|record| record.proof).collect();
            Ok(if proofs.contains(&Proof::Bogus) {
                Validation::Bogus("a signature is wrong".to_owned())
            } else if !proofs.is_empty() && proofs.iter().all(|proof| *proof == Proof::Secure) {
                Validation::Secure
            } else {
                Validation::Insecure
            })
        }
        Err(NetError::Dns(DnsError::Nsec { proof: Proof::Bogus, query, .. })) => {
            Ok(Validation::Bogus(format!("nobody signed what is said about {query}")))
        }
        Err(NetError::Dns(DnsError::DnssecBogus)) => {
            Ok(Validation::Bogus("no chain of signatures leads to the anchor".to_owned()))
        }
        Err(error) if error.is_no_records_found() => Err(no_alias(hostname).caused_by(error)),
        Err(NetError::Dns(error @ DnsError::Nsec { .. })) => Err(no_alias(hostname).caused_by(error)),
        Err(error) => Err(failed(error)),
    }
}

fn no_alias(hostname: &str) -> Error {
    Error::new(crate::ErrorKind::NotFound, format!("{hostname} has no CNAME"))
}
