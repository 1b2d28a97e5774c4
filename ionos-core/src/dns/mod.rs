//! Cloud DNS: zones and records. <https://api.ionos.com/docs/dns/v1/>

mod record;
mod zone;

pub use record::{NewRecord, Record, RecordProperties, RecordReplacement, RecordType};
pub use zone::{NewZone, Zone, ZoneProperties, ZoneReplacement};

use crate::client::Client;
use crate::declare::service;
use crate::operation::Api;
use crate::resource::Scope;

/// Cloud DNS. It takes tokens only, and answers writes before they are served: wait for them.
#[derive(Clone, Debug)]
pub struct Dns {
    scope: Scope,
}

impl Client {
    /// Cloud DNS.
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
        /// All primary zones.
        zones / zone: Zone;
        /// The records of all zones; filter by `zoneId`, `name`, `type` or `state`. Unlike those of one zone they come in pages.
        all_records / any_record: Record [ReadOnly];
    }
}
