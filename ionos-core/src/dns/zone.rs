//! Zones. <https://api.ionos.com/docs/dns/v1/#tag/Zones>

use super::Record;
use crate::declare::{body, fields, model, resource};
use crate::document::Document;

/// A domain whose records IONOS serves.
pub type Zone = Document<ZoneProperties>;

model! {
    /// The fields of a zone.
    ZoneProperties {
        /// The domain; fixed at creation.
        zone_name: String,
        /// Free text.
        description: String,
        /// Whether it is served.
        enabled: bool,
    }
}

fields! {
    /// A zone to be made.
    NewZone {
        /// The domain; cannot be changed later.
        zone_name: String,
        /// Free text.
        description: String,
        /// Whether it is served; true by default.
        enabled: bool,
    }
}

impl NewZone {
    /// A zone for this domain.
    #[must_use]
    pub fn new(domain: impl Into<String>) -> Self {
        Self::default().zone_name(domain)
    }
}

body!(NewZone by zone_name);

/// The whole of a zone, to replace it with.
pub type ZoneReplacement = NewZone;

resource! {
    Zone: "zone", "zones" / "zoneId", name: |r| r.properties.zone_name.as_deref(), named: "zoneName";
    create: NewZone;
    replace: ZoneReplacement;
    can: [Delete];
    inside {
        /// Its records, all in one answer.
        records / record: Record;
    }
}
