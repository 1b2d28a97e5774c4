//! Dynamic DNS: addresses that routers call when theirs changes. <https://developer.hosting.ionos.com/docs/dns>

use super::HostingDns;
use crate::declare::{bare, fields, model};
use crate::error::{Error, ErrorKind, Result};
use crate::resource::Body as _;
use crate::types::Secret;

fields! {
    /// Names whose addresses shall follow a router's.
    DynamicDnsRequest {
        /// The names, such as `home.example.com`.
        domains: Vec<String>,
        /// Free text.
        description: String,
    }
}

impl DynamicDnsRequest {
    /// These names.
    #[must_use]
    pub fn new(domains: Vec<String>) -> Self {
        Self::default().domains(domains)
    }
}

bare!(DynamicDnsRequest);

model! {
    /// An address that a router calls when its own address changes.
    DynamicDns {
        /// Its id, for [`HostingDns::replace_dynamic_dns`] and [`HostingDns::delete_dynamic_dns`].
        bulk_id: String,
        /// The address: a GET with the query `ipv4` or `ipv6` changes the records, and nothing else is asked for. So it is a secret.
        update_url: Secret,
        /// The names.
        domains: Vec<String>,
        /// Free text.
        description: String,
    }
}

impl HostingDns {
    /// Gives domains an address that a router can call when theirs changes. At most two calls of dynamic DNS a minute from one address.
    ///
    /// # Errors
    /// [`ErrorKind::RateLimited`] from the third call in a minute; otherwise as the service refuses it.
    pub async fn create_dynamic_dns(&self, request: DynamicDnsRequest) -> Result<DynamicDns> {
        self.scope().ask("activateDynDns", Some(&request.body())).await.map_err(explain)?.json()
    }

    /// Changes what one update address is for. At most two calls of dynamic DNS a minute from one address.
    ///
    /// # Errors
    /// [`ErrorKind::RateLimited`] from the third call in a minute; otherwise as the service refuses it.
    pub async fn replace_dynamic_dns(&self, bulk_id: &str, request: DynamicDnsRequest) -> Result<()> {
        let call = self.scope().call_of("updateDynDns")?.param(bulk_id).json(&request.body());
        self.scope().send(call).await.map(drop).map_err(explain)
    }

    /// Withdraws one update address. At most two calls of dynamic DNS a minute from one address.
    ///
    /// # Errors
    /// [`ErrorKind::RateLimited`] from the third call in a minute; otherwise as the service refuses it.
    pub async fn delete_dynamic_dns(&self, bulk_id: &str) -> Result<()> {
        let call = self.scope().call_of("deleteDynDns")?.param(bulk_id);
        self.scope().send(call).await.map(drop).map_err(explain)
    }

    /// Withdraws all update addresses. At most two calls of dynamic DNS a minute from one address.
    ///
    /// # Errors
    /// [`ErrorKind::RateLimited`] from the third call in a minute; otherwise as the service refuses it.
    pub async fn delete_all_dynamic_dns(&self) -> Result<()> {
        self.scope().ask("disableDynDns", None).await.map(drop).map_err(explain)
    }
}

fn explain(error: Error) -> Error {
    match error.kind() {
        ErrorKind::RateLimited => error.advise("dynamic DNS takes two calls a minute from one address"),
        _ => error,
    }
}
