//! Virtual data centers. <https://api.ionos.com/docs/cloud/v6/#tag/Data-centers>

use serde_json::Value;

use super::{GpuArchitecture, NewServer, NewVolume, Server, Volume};
use crate::declare::{body, entities, fields, model, resource};
use crate::document::Document;
use crate::error::Result;
use crate::network::{
    ApplicationLoadBalancer, Lan, LoadBalancer, NatGateway, NetworkLoadBalancer, NewLan, NewNatGateway,
    NewSecurityGroup, SecurityGroup,
};
use crate::resource::Body;
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
        /// The graphics cards it offers.
        gpu_architecture: Vec<GpuArchitecture>,
        /// The IPv6 addresses of the data center, a `/56` that the service chooses; absent where IPv6 is off.
        ipv6_cidr_block: String,
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
    /// A data center to be made. What it is to contain can be made in the same call.
    NewDatacenter {
        /// Name.
        name: String,
        /// Where, such as `de/txl`; cannot be changed later.
        location: String,
        /// Free text.
        description: String,
        /// Whether changes need a second factor.
        sec_auth_protection: bool,
        /// Whether a security group with the usual rules is made, for every NIC that names no other. Off by default.
        create_default_security_group: bool,
    } with {
        /// Adds a server, with all that it brings.
        server => servers: NewServer,
        /// Adds a volume that no server uses yet.
        volume => volumes: NewVolume,
        /// Adds a LAN.
        lan => lans: NewLan,
        /// Adds a NAT gateway.
        nat_gateway => natgateways: NewNatGateway,
        /// Adds a security group.
        security_group => securitygroups: NewSecurityGroup,
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
        /// An existing security group, to be that of every NIC that names no other.
        default_security_group_id: Id<SecurityGroup>,
        /// Whether a default security group is made where there is none.
        create_default_security_group: bool,
    }
}

fields! {
    /// The whole of a data center. What is left out falls back to its default; the location and what it contains stay.
    WholeDatacenter {
        /// Name.
        name: String,
        /// Free text.
        description: String,
        /// Whether changes need a second factor.
        sec_auth_protection: bool,
        /// An existing security group, to be that of every NIC that names no other.
        default_security_group_id: Id<SecurityGroup>,
        /// Whether a default security group is made where there is none.
        create_default_security_group: bool,
    }
}

impl WholeDatacenter {
    /// A data center of this name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self::default().name(name)
    }
}

impl Body for NewDatacenter {
    fn body(&self) -> Value {
        self.document()
    }

    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    fn check(&self) -> Result<()> {
        self.servers.iter().try_for_each(Body::check)?;
        self.volumes.iter().try_for_each(Body::check)
    }
}

body!(WholeDatacenter);
resource! {
    Datacenter: "data center", "datacenters" / "datacenterId", name: |r| r.properties.name.as_deref();
    create: NewDatacenter;
    update: DatacenterUpdate;
    replace: WholeDatacenter;
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
