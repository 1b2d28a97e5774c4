//! Cloud DNS: zones and records. <https://api.ionos.com/docs/dns/v1/>

mod record;
mod zone;

pub use record::{NewRecord, Record, RecordProperties, RecordReplacement, RecordType};
pub use zone::{NewZone, Zone, ZoneProperties, ZoneReplacement};

use crate::client::Client;
use crate::operation::Api;
use crate::resource::{Collection, Scope};

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
    /// All primary zones.
    #[must_use]
    pub fn zones(&self) -> Collection<Zone> {
        Collection::new(&self.scope)
    }

    /// The records of all zones; filter by `zoneId`, `name`, `type` or `state`. Unlike [`records`](crate::Item::records) it has pages.
    #[must_use]
    pub fn all_records(&self) -> Collection<Record> {
        Collection::new(&self.scope)
    }
}
