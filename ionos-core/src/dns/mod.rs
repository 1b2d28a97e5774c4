//! Cloud DNS: zones, records, secondary zones, reverse records, DNSSEC. <https://api.ionos.com/docs/dns/v1/>

mod dnssec;
mod quota;
mod record;
mod reverse_record;
mod secondary_zone;
mod zone;

pub use dnssec::{
    DnssecAlgorithm, DnssecKey, DnssecKeyData, DnssecKeyParameters, DnssecKeys, DnssecKeysMetadata,
    DnssecKeysProperties, NewDnssecKeys, NsecMode, NsecParameters,
};
pub use quota::{DnsCounts, DnsQuota};
pub(crate) use record::is_same;
pub use record::{NewRecord, Record, RecordProperties, RecordReplacement, RecordType};
pub use reverse_record::{NewReverseRecord, ReverseRecord, ReverseRecordProperties};
pub use secondary_zone::{NewSecondaryZone, SecondaryZone, SecondaryZoneProperties, ZoneTransfer};
pub use zone::{NewZone, Zone, ZoneProperties, ZoneReplacement};

use crate::client::Client;
use crate::declare::service;
use crate::operation::Api;
use crate::resource::Scope;

/// Cloud DNS. It takes tokens only, and answers most writes before they are served: wait for them.
#[derive(Clone, Debug)]
pub struct Dns {
    scope: Scope,
}

impl Client {
    /// Cloud DNS. The zones of IONOS web hosting are in [`hosting_dns`](Self::hosting_dns), another product.
    #[must_use]
    pub fn dns(&self) -> Dns {
        Dns { scope: Scope::root(self, Api::Dns) }
    }
}

impl Dns {
    fn scope(&self) -> Scope {
        self.scope.clone()
    }
}

service! {
    Dns: Dns;
    inside {
        /// All primary zones. Filters: `zoneName` (contains) and `state`.
        zones / zone: Zone;
        /// All secondary zones: copies of zones that other name servers own. Filters: `zoneName` (contains) and `state`.
        secondary_zones / secondary_zone: SecondaryZone;
        /// The names of addresses. Filter: `recordIp`.
        reverse_records / reverse_record: ReverseRecord;
    }
    actions {
        /// The records of all primary zones; filters: `zoneId`, `name`, `type` and `state`. Unlike those of one zone they come in pages.
        all_records: "recordsGet" => list(Record);
        /// How many zones and records the contract has, and may have.
        quota: "quotaGet" => read(DnsQuota);
    }
}
