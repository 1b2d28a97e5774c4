//! DNS of IONOS web hosting: another product than Cloud DNS, with other accounts, zones and keys. <https://developer.hosting.ionos.com/docs/dns>

mod dynamic;
mod record;
mod zone;

pub use dynamic::{DynamicDns, DynamicDnsRequest};
pub use record::{
    HostingRecord, HostingRecordFilter, HostingRecordType, HostingRecordUpdate, NewHostingRecord,
};
pub use zone::{HostingZone, HostingZoneType};

use crate::client::Client;
use crate::declare::service;
use crate::operation::Api;
use crate::resource::Scope;

/// DNS of IONOS web hosting, for domains that were bought there. It takes a key of its own: `IONOS_API_KEY`, `prefix.secret`.
///
/// Services that are booked with the hosting, such as mail or a website builder, keep records in the same zones. A change that is in the
/// way of such a service switches the service's records off: what a domain did before may cease to work.
/// Changes are finished when they are answered: there is nothing to wait for.
///
/// Zones come and go with domains; they cannot be made or removed here:
///
/// ```compile_fail,E0599
/// # async fn f(ionos: ionos_core::Client) -> ionos_core::Result<()> {
/// ionos.hosting_dns().zone("z").delete().await?;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct HostingDns {
    scope: Scope,
}

impl Client {
    /// DNS of IONOS web hosting. For zones of IONOS Cloud see [`dns`](Self::dns).
    #[must_use]
    pub fn hosting_dns(&self) -> HostingDns {
        HostingDns { scope: Scope::root(self, Api::HostingDns) }
    }
}

impl HostingDns {
    pub(crate) fn scope(&self) -> Scope {
        self.scope.clone()
    }
}

service! {
    HostingDns: HostingDns;
    inside {
        /// All zones of the account.
        zones / zone: HostingZone => "v1/zones" / "zoneId";
    }
    actions {
        /// Gives domains an address that a router can call when theirs changes. At most two calls of dynamic DNS a minute from one address.
        create_dynamic_dns(DynamicDnsRequest): "activateDynDns" => custom(DynamicDns);
        /// Changes what one update address is for. At most two calls of dynamic DNS a minute from one address.
        replace_dynamic_dns(DynamicDnsRequest): "updateDynDns" => custom;
        /// Withdraws one update address. At most two calls of dynamic DNS a minute from one address.
        delete_dynamic_dns: "deleteDynDns" => custom;
        /// Withdraws all update addresses. At most two calls of dynamic DNS a minute from one address.
        delete_all_dynamic_dns: "disableDynDns" => custom;
    }
}
