//! Zones of web hosting. <https://developer.hosting.ionos.com/docs/dns>

use http::Method;
use serde::{Deserialize, Serialize};

use super::record::check_ttl;
use super::{HostingRecord, HostingRecordFilter, HostingRecordUpdate, NewHostingRecord};
use crate::document::Metadata;
use crate::error::{ErrorKind, Result};
use crate::resource::{Item, Resource};
use crate::types::{Id, open_enum};

open_enum! {
    /// Who owns the records of a zone.
    HostingZoneType {
        /// IONOS does.
        Native = "NATIVE",
        /// Other name servers do.
        Slave = "SLAVE",
    }
}

/// A zone of web hosting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct HostingZone {
    /// Identifier.
    pub id: Id<Self>,
    /// The domain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Who owns its records.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<HostingZoneType>,
    /// Its records; absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub records: Option<Vec<HostingRecord>>,
    /// Fields that this version of the crate does not know.
    #[serde(flatten)]
    pub extra: serde_json::Map<String, serde_json::Value>,
}

impl Resource for HostingZone {
    const KIND: &'static str = "hosting zone";
    const SEGMENT: &'static str = "zones";
    const PARAM: &'static str = "zoneId";
    const NAME: &'static str = "";

    fn id(&self) -> &Id<Self> {
        &self.id
    }

    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    fn metadata(&self) -> Option<&Metadata> {
        None
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for HostingZone {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "HostingZone".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        use crate::surface::field;
        let fields = [
            field::<Id<Self>>(generator, "id", "id", "Identifier."),
            field::<String>(generator, "name", "name", "The domain."),
            field::<HostingZoneType>(generator, "type", "kind", "Who owns its records."),
            field::<Vec<HostingRecord>>(generator, "records", "records", "Its records; absent in lists."),
        ];
        crate::surface::object("A zone of web hosting.", &fields)
    }
}

#[cfg(feature = "schema")]
impl crate::surface::Described for HostingZone {
    fn describe() -> crate::surface::Kind {
        let mut kind = crate::surface::Kind::new::<Self>(
            "HostingZone",
            Self::KIND,
            Self::SEGMENT,
            Self::PARAM,
            Self::NAME,
        );
        kind.actions.extend(crate::declare::described_actions![
            [Item<Self>]
            /// Its records that fit; all of them without conditions.
            records: "getZone" => custom(Self);
            /// Replaces all records of the same names and types with these; others stay.
            patch(Vec<NewHostingRecord>): "patchZone" => custom;
            /// Replaces all records of the zone with these, those of other services included.
            replace(Vec<NewHostingRecord>): "updateZone" => custom;
            /// Makes records.
            create_records(Vec<NewHostingRecord>): "createRecords" => custom(Vec<HostingRecord>);
            /// Reads one record.
            get_record: "getRecord" => custom(HostingRecord);
            /// Replaces one record; its name and type are fixed.
            replace_record(HostingRecordUpdate): "updateRecord" => custom(HostingRecord);
            /// Removes one record. Removing what is gone already succeeds.
            delete_record: "deleteRecord" => custom;
        ]);
        kind
    }
}

/// What can be done with the records of a zone.
impl Item<HostingZone> {
    /// Its records that fit; all of them without conditions.
    ///
    /// # Errors
    /// As any read.
    pub async fn records(&self, filter: HostingRecordFilter) -> Result<Vec<HostingRecord>> {
        let mut call = self.scope().call(Method::GET);
        for (name, value) in [("suffix", filter.suffix), ("recordName", filter.record_name)] {
            if let Some(value) = value {
                call = call.query(name, value);
            }
        }
        if let Some(types) = filter.record_type.filter(|types| !types.is_empty()) {
            let types: Vec<_> = types.iter().map(super::HostingRecordType::as_str).collect();
            call = call.query("recordType", types.join(","));
        }
        let zone: HostingZone = self.scope().send(call).await?.json()?;
        Ok(zone.records.unwrap_or_default())
    }

    /// Replaces all records of the same names and types with these; others stay.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] for a ttl below 60, before anything is sent; otherwise as the service refuses it.
    pub async fn patch(&self, records: Vec<NewHostingRecord>) -> Result<()> {
        self.write(Method::PATCH, &records).await
    }

    /// Replaces all records of the zone with these, those of other services included.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] for a ttl below 60, before anything is sent; otherwise as the service refuses it.
    pub async fn replace(&self, records: Vec<NewHostingRecord>) -> Result<()> {
        self.write(Method::PUT, &records).await
    }

    async fn write(&self, method: Method, records: &[NewHostingRecord]) -> Result<()> {
        check(records)?;
        self.scope().send(self.scope().call(method).json(&records)).await.map(drop)
    }

    /// Makes records.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] for a ttl below 60, before anything is sent; otherwise as the service refuses it.
    /// When [`Error::may_have_happened`](crate::Error::may_have_happened) is true, look before you create again.
    pub async fn create_records(&self, records: Vec<NewHostingRecord>) -> Result<Vec<HostingRecord>> {
        check(&records)?;
        self.scope().send(self.scope().call_of("createRecords")?.json(&records)).await?.json()
    }

    /// Reads one record.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when there is none of that id.
    pub async fn get_record(&self, id: &str) -> Result<HostingRecord> {
        self.scope().send(self.scope().call_of("getRecord")?.param(id)).await?.json()
    }

    /// Replaces one record; its name and type are fixed.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] for a ttl below 60, before anything is sent; otherwise as the service refuses it.
    pub async fn replace_record(&self, id: &str, whole: HostingRecordUpdate) -> Result<HostingRecord> {
        check_ttl(whole.ttl)?;
        self.scope().send(self.scope().call_of("updateRecord")?.param(id).json(&whole)).await?.json()
    }

    /// Removes one record. Removing what is gone already succeeds.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn delete_record(&self, id: &str) -> Result<()> {
        match self.scope().send(self.scope().call_of("deleteRecord")?.param(id)).await {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

fn check(records: &[NewHostingRecord]) -> Result<()> {
    records.iter().try_for_each(|record| check_ttl(record.ttl))
}
