//! Zones. <https://api.ionos.com/docs/dns/v1/#tag/Zones>

use http::Method;

use super::{DnssecKeys, NewDnssecKeys, Record};
use crate::declare::{body, fields, model, resource};
use crate::document::{Document, Items};
use crate::error::Result;
use crate::resource::Item;

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
        /// The domain; another one means another zone.
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
    actions {
        /// The zone in the form of BIND's zone files.
        zone_file: "zonesZonefileGet" => text;
        /// Replaces all records with those of a zone file in BIND's form, and gives the new ones.
        import_zone_file(String): "zonesZonefilePut" => custom(Items<Record>);
        /// The keys that sign it; an error of kind "not found" when it is not signed.
        dnssec_keys: "zonesKeysGet" => read(DnssecKeys);
        /// Makes keys and signs it; an error of kind "conflict" when it is signed already.
        /// The domain counts as signed once its registrar has the key.
        create_dnssec_keys(NewDnssecKeys): "zonesKeysPost" => change;
        /// Removes the keys. Take them from the registrar first, or the domain no longer resolves where signatures are checked.
        delete_dnssec_keys: "zonesKeysDelete" => change;
    }
}

impl Item<Zone> {
    /// Replaces all records with those of a zone file in BIND's form, and gives the new ones.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) for a file that cannot be read; otherwise as the service refuses it.
    pub async fn import_zone_file(&self, file: impl Into<String>) -> Result<Vec<Record>> {
        let call = self.scope().below("zonefile").call(Method::PUT).text(file.into());
        let records: Items<Record> = self.scope().send(call).await?.json()?;
        Ok(records.items)
    }
}

impl Zone {
    /// The name servers that serve it; the domain's registrar must name them.
    #[must_use]
    pub fn nameservers(&self) -> Vec<&str> {
        self.metadata.as_ref().map(|m| m.noted_list("nameservers")).unwrap_or_default()
    }
}
