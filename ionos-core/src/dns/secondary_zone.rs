//! Secondary zones: copies of zones that other name servers own. <https://api.ionos.com/docs/dns/v1/#tag/Secondary-Zones>

use super::Record;
use crate::declare::{body, fields, model, resource};
use crate::document::{Document, Items};

/// A copy of a zone that other name servers own; IONOS fetches its records from them.
pub type SecondaryZone = Document<SecondaryZoneProperties>;

model! {
    /// The fields of a secondary zone.
    SecondaryZoneProperties {
        /// The domain; fixed at creation.
        zone_name: String,
        /// Free text.
        description: String,
        /// Addresses of the name servers that own the zone, IPv4 or IPv6.
        primary_ips: Vec<String>,
    }
}

fields! {
    /// A secondary zone to be made, or the whole of one.
    NewSecondaryZone {
        /// The domain; another one means another zone.
        zone_name: String,
        /// Free text.
        description: String,
        /// Addresses of the name servers that own the zone, IPv4 or IPv6; at least one, each once.
        primary_ips: Vec<String>,
    }
}

impl NewSecondaryZone {
    /// A copy of this domain from these name servers.
    #[must_use]
    pub fn new(domain: impl Into<String>, primary_ips: Vec<String>) -> Self {
        Self::default().zone_name(domain).primary_ips(primary_ips)
    }
}

model! {
    /// How the last transfer from one name server went.
    ZoneTransfer {
        /// Address of the name server.
        primary_ip: String,
        /// How it went, in words.
        status: String,
        /// What went wrong, in words.
        error_message: String,
    }
}

body!(NewSecondaryZone by zone_name);
resource! {
    SecondaryZone: "secondary zone", "secondaryzones" / "secondaryZoneId", name: |r| r.properties.zone_name.as_deref(), named: "zoneName";
    create: NewSecondaryZone;
    replace: NewSecondaryZone;
    can: [Delete];
    actions {
        /// Its records as they were transferred; they have no ids and are changed at the primary only.
        records: "secondaryzonesRecordsGet" => list(Record);
        /// How the transfers from each of its name servers went.
        transfers: "secondaryzonesAxfrGet" => read(Items<ZoneTransfer>);
        /// Starts a transfer from its name servers; [`transfers`](Self::transfers) tells how it went.
        start_transfer: "secondaryzonesAxfrPut" => order;
    }
}

impl SecondaryZone {
    /// The name servers that serve it.
    #[must_use]
    pub fn nameservers(&self) -> Vec<&str> {
        self.metadata.as_ref().map(|m| m.noted_list("nameservers")).unwrap_or_default()
    }
}
