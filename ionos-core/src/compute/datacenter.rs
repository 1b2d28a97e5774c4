//! Virtual data centers. <https://api.ionos.com/docs/cloud/v6/#tag/Data-centers>

use super::{Server, Volume};
use crate::declare::{body, entities, fields, model, resource};
use crate::document::Document;
use crate::network::{
    ApplicationLoadBalancer, Lan, LoadBalancer, NatGateway, NetworkLoadBalancer, SecurityGroup,
};
use crate::types::Id;

/// A virtual data center: the frame in which servers, volumes and networks live.
pub type Datacenter = Document<DatacenterProperties, DatacenterEntities>;

model! {
    /// The fields of a data center.
    DatacenterProperties {
        /// Name; need not be unique.
        name: String,
        /// Free text.
        description: String,
        /// Where it is, such as `de/txl`; fixed at creation.
        location: String,
        /// Grows by one with every change inside.
        version: i64,
        /// What the location offers, such as `SSD`.
        features: Vec<String>,
        /// Whether changes need a second factor.
        sec_auth_protection: bool,
        /// The processors it offers.
        cpu_architecture: Vec<super::CpuArchitecture>,
        /// Security group of every NIC that names no other.
        default_security_group_id: Id<SecurityGroup>,
    }
}

entities! {
    /// What a data center contains.
    DatacenterEntities {
        /// Its servers.
        servers: Server,
        /// Its volumes, attached or not.
        volumes: Volume,
        /// Its LANs.
        lans: Lan,
        /// Its NAT gateways.
        natgateways: NatGateway,
        /// Its security groups.
        securitygroups: SecurityGroup,
        /// Its classic load balancers.
        loadbalancers: LoadBalancer,
        /// Its network load balancers.
        networkloadbalancers: NetworkLoadBalancer,
    }
}

fields! {
    /// A data center to be made.
    NewDatacenter {
        /// Name.
        name: String,
        /// Where, such as `de/txl`; cannot be changed later.
        location: String,
        /// Free text.
        description: String,
        /// Whether changes need a second factor.
        sec_auth_protection: bool,
    }
}

impl NewDatacenter {
    /// A data center of this name in this location, such as `de/txl`.
    #[must_use]
    pub fn new(name: impl Into<String>, location: impl Into<String>) -> Self {
        Self::default().name(name).location(location)
    }
}

fields! {
    /// Changes of a data center. The location is fixed: another one means another data center.
    DatacenterUpdate {
        /// New name.
        name: String,
        /// New description.
        description: String,
        /// Whether changes need a second factor.
        sec_auth_protection: bool,
    }
}

body!(NewDatacenter);
resource! {
    Datacenter: "data center", "datacenters" / "datacenterId", name: |r| r.properties.name.as_deref();
    create: NewDatacenter;
    update: DatacenterUpdate;
    can: [Delete, Labelled];
    inside {
        /// Its servers.
        servers / server: Server;
        /// Its volumes, attached or not.
        volumes / volume: Volume;
        /// Its LANs.
        lans / lan: Lan;
        /// Its NAT gateways.
        nat_gateways / nat_gateway: NatGateway;
        /// Its security groups.
        security_groups / security_group: SecurityGroup;
        /// Its classic load balancers.
        load_balancers / load_balancer: LoadBalancer;
        /// Its network load balancers.
        network_load_balancers / network_load_balancer: NetworkLoadBalancer;
        /// Its application load balancers.
        application_load_balancers / application_load_balancer: ApplicationLoadBalancer;
    }
}
