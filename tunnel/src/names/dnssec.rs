//! Signed zones: switching it on, and checking the signatures as a resolver would.

use std::net::SocketAddr;

use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::dnssec::{Proof, TrustAnchors};
use hickory_resolver::proto::rr::RecordType;
use ionos_core::{Client, DnssecKeys, ErrorKind as Core, NewDnssecKeys};

use super::authority::{absolute, failed, resolver};
use super::{CloudDnsNames, NameProvider as _};
use crate::error::{Error, Result};

/// What signatures are traced back to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Anchor {
    /// The root of the DNS, as built in. The whole chain has to be there, the DS record at the registrar included.
    Root,
    /// Key-signing keys of the zone itself, one DNSKEY record in zone-file form a line. Tells whether the zone is signed
    /// well before the registrar knows of it.
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

/// Switches DNSSEC on for the zone of a host name in Cloud DNS, and gives the DS records for the registrar. Keys that exist stay.
///
/// Visitors are protected once the registrar has the records; until then nothing changes for them.
///
/// # Errors
/// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when no zone holds the name; otherwise as the service refuses it.
pub async fn sign(client: &Client, hostname: &str) -> Result<Vec<String>> {
    let zone = CloudDnsNames::new(client).zone_of(&super::plain(hostname)).await?;
    let item = client.dns().zone(zone.id.as_str());
    let keys = match item.dnssec_keys().await {
        Ok(keys) => keys,
        Err(error) if error.kind() == Core::NotFound => {
            match item.create_dnssec_keys(NewDnssecKeys::new()).await {
                Ok(made) => drop(made.wait().await?),
                // Somebody else was quicker, or the answer was lost.
                Err(error) if error.kind() == Core::Conflict || error.may_have_happened() => {}
                Err(error) => return Err(error.into()),
            }
            item.dnssec_keys().await?
        }
        Err(error) => return Err(error.into()),
    };
    Ok(ds_records(&zone.name, &keys))
}

/// The DS records of the key-signing keys: algorithm 8 is RSA with SHA-256, digest 2 is SHA-256.
fn ds_records(zone: &str, keys: &DnssecKeys) -> Vec<String> {
    let keys = keys.metadata.iter().filter_map(|metadata| metadata.items.as_ref()).flatten();
    keys.filter(|key| key.key_data.as_ref().and_then(|data| data.flags) == Some(257))
        .filter_map(|key| Some(format!("{zone}. IN DS {} 8 2 {}", key.key_tag?, key.digest.as_deref()?)))
        .collect()
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
        Err(error) if error.is_no_records_found() => Err(no_alias(hostname).caused_by(error)),
        Err(NetError::Dns(error @ DnsError::Nsec { .. })) => Err(no_alias(hostname).caused_by(error)),
        Err(error) => Err(failed(error)),
    }
}

fn no_alias(hostname: &str) -> Error {
    Error::new(crate::ErrorKind::NotFound, format!("{hostname} has no CNAME"))
}
