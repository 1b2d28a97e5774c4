//! Classic load balancers. <https://api.ionos.com/docs/cloud/v6/#tag/Load-balancers>

use super::{ExistingNic, Nic};
use crate::declare::{body, entities, fields, model, resource};
use crate::document::Document;
use crate::types::Patch;

/// A load balancer of the first generation: one address, shared by the NICs behind it. New set-ups take a
/// [`NetworkLoadBalancer`](super::NetworkLoadBalancer).
pub type LoadBalancer = Document<LoadBalancerProperties, LoadBalancerEntities>;

model! {
    /// The fields of a classic load balancer.
    LoadBalancerProperties {
        /// Name.
        name: String,
        /// Its IPv4 address, which all NICs behind it share.
        ip: String,
        /// Whether it gets its address by DHCP.
        dhcp: bool,
    }
}

entities! {
    /// What a classic load balancer contains.
    LoadBalancerEntities {
        /// The NICs behind it.
        balancednics: Nic,
    }
}

fields! {
    /// A classic load balancer to be made, or the whole of one.
    NewLoadBalancer {
        /// Name.
        name: String,
        /// Its IPv4 address; given by the service when left out.
        ip: String,
        /// Whether it gets its address by DHCP.
        dhcp: bool,
    } with {
        /// Puts a NIC behind it.
        balanced_nic => balancednics: ExistingNic,
    }
}

impl NewLoadBalancer {
    /// A classic load balancer of this name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self::default().name(name)
    }
}

fields! {
    /// Changes of a classic load balancer.
    LoadBalancerUpdate {
        /// New name.
        name: String,
        /// New address; cleared, the service gives one.
        ip: Patch<String>,
        /// Whether it gets its address by DHCP.
        dhcp: bool,
    }
}

body!(NewLoadBalancer);
resource! {
    LoadBalancer: "load balancer", "loadbalancers" / "loadbalancerId", name: |r| r.properties.name.as_deref();
    create: NewLoadBalancer;
    update: LoadBalancerUpdate;
    replace: NewLoadBalancer;
    can: [Delete];
    inside {
        /// The NICs behind it.
        balanced_nics / balanced_nic: Nic [Attached] => "balancednics" / "nicId";
    }
}
