//! Records of web hosting. <https://developer.hosting.ionos.com/docs/dns>

use crate::declare::{fields, model};
use crate::error::{Error, ErrorKind, Result};
use crate::types::{Timestamp, open_enum};

open_enum! {
    /// Type of a record of web hosting.
    HostingRecordType {
        /// IPv4 address.
        A = "A",
        /// IPv6 address.
        Aaaa = "AAAA",
        /// Another name.
        Cname = "CNAME",
        /// Mail server.
        Mx = "MX",
        /// Name server.
        Ns = "NS",
        /// Start of authority.
        Soa = "SOA",
        /// Service.
        Srv = "SRV",
        /// Text.
        Txt = "TXT",
        /// Certificate authorities that may issue.
        Caa = "CAA",
        /// Certificate association.
        Tlsa = "TLSA",
        /// S/MIME certificate.
        Smimea = "SMIMEA",
        /// Fingerprint of an SSH host key.
        Sshfp = "SSHFP",
        /// Delegation signer.
        Ds = "DS",
        /// HTTPS service binding.
        Https = "HTTPS",
        /// Service binding.
        Svcb = "SVCB",
        /// Certificate.
        Cert = "CERT",
        /// URI.
        Uri = "URI",
        /// Responsible person.
        Rp = "RP",
        /// Position on earth.
        Loc = "LOC",
        /// OpenPGP key.
        Openpgpkey = "OPENPGPKEY",
    }
}

model! {
    /// A record of web hosting.
    HostingRecord {
        /// Identifier.
        id: String,
        /// Full name, such as `www.example.com`; unlike in Cloud DNS it holds the zone's.
        name: String,
        /// Name of its zone.
        root_name: String,
        /// Type.
        kind = "type": HostingRecordType,
        /// Content, in the form of its type.
        content: String,
        /// When it was last changed.
        change_date: Timestamp,
        /// Seconds it may be cached.
        ttl: u32,
        /// Priority, with MX and SRV.
        prio: u16,
        /// Whether it is kept but not served.
        disabled: bool,
    }
}

fields! {
    /// A record of web hosting to be made.
    NewHostingRecord {
        /// Full name, such as `www.example.com`; unlike in Cloud DNS it holds the zone's.
        name: String,
        /// Type.
        kind = "type": HostingRecordType,
        /// Content, in the form of its type.
        content: String,
        /// Seconds it may be cached, 60 at least; 3600 is advised.
        ttl: u32,
        /// Priority, for MX and SRV.
        prio: u16,
        /// Whether it is kept but not served; false by default.
        disabled: bool,
    }
}

impl NewHostingRecord {
    /// A record of this full name, type and content.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: HostingRecordType, content: impl Into<String>) -> Self {
        Self::default().name(name).kind(kind).content(content)
    }
}

fields! {
    /// The whole of a record of web hosting but its name and type, which are fixed.
    HostingRecordUpdate {
        /// Whether it is kept but not served; false by default.
        disabled: bool,
        /// Content, in the form of its type.
        content: String,
        /// Seconds it may be cached, 60 at least; 3600 is advised.
        ttl: u32,
        /// Priority, for MX and SRV.
        prio: u16,
    }
}

impl HostingRecordUpdate {
    /// This content.
    #[must_use]
    pub fn new(content: impl Into<String>) -> Self {
        Self::default().content(content)
    }
}

fields! {
    /// Which records of a zone to read; all conditions must hold.
    HostingRecordFilter {
        /// Names that end so, such as `shop.example.com`.
        suffix: String,
        /// This full name.
        record_name: String,
        /// One of these types.
        record_type: Vec<HostingRecordType>,
    }
}

/// The service refuses what is cached for less, in words that do not say so.
pub(super) fn check_ttl(ttl: Option<u32>) -> Result<()> {
    const LEAST: u32 = 60;
    match ttl {
        Some(ttl) if ttl < LEAST => Err(Error::new(
            ErrorKind::InvalidRequest,
            format!("a record of web hosting cannot be cached for {ttl} s only"),
        )
        .advise("give a ttl of 60 seconds or more; nothing was sent")),
        _ => Ok(()),
    }
}
