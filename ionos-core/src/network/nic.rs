//! Network interfaces. <https://api.ionos.com/docs/cloud/v6/#tag/Network-interfaces>

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::{FirewallRule, FlowLog, Lan, NewFirewallRule, NewFlowLog, SecurityGroup, TrafficDirection};
use crate::compute::{Datacenter, Ids};
use crate::declare::{bare, body, entities, fields, model, resource};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::pending::{Goal, Pending};
use crate::resource::{Body as _, Collection, Item};
use crate::types::{Id, Patch};

/// A network interface of a server.
///
/// Right after its creation it may not be found for a while: wait for the [`Pending`] that the creation gives before it
/// is read or changed. Multi-queue is switched at the server, for all its NICs at once, and switching it restarts the
/// server.
pub type Nic = Document<NicProperties, NicEntities>;

model! {
    /// The fields of a NIC.
    NicProperties {
        /// Name.
        name: String,
        /// Hardware address.
        mac: String,
        /// IPv4 addresses. Their order carries no meaning and changes between reads: compare with
        /// [`has_ips`](NicProperties::has_ips).
        ips: Vec<String>,
        /// IPv6 addresses, in no order; LANs with IPv6 only.
        ipv6_ips: Vec<String>,
        /// IPv6 range, a /80 of the LAN's; LANs with IPv6 only.
        ipv6_cidr_block: String,
        /// Whether it gets its IPv4 addresses by DHCP.
        dhcp: bool,
        /// Whether it gets its IPv6 addresses by DHCP; LANs with IPv6 only.
        dhcpv6: bool,
        /// Number of the LAN it is in.
        lan: u32,
        /// Whether the firewall rules are in force.
        firewall_active: bool,
        /// Which direction the firewall looks at.
        firewall_type: TrafficDirection,
        /// Place on the bus.
        device_number: i64,
        /// Slot on the bus.
        pci_slot: i64,
        /// Virtual network of the NIC; for internal use of the service.
        vnet: String,
    }
}

impl NicProperties {
    /// Whether its IPv4 and IPv6 addresses are exactly these, in any order and spelling.
    #[must_use]
    pub fn has_ips<T: AsRef<str>>(&self, ips: impl IntoIterator<Item = T>) -> bool {
        let own = self.ips.iter().chain(&self.ipv6_ips).flatten();
        let own: BTreeSet<_> = own.map(|ip| address(ip)).collect();
        own == ips.into_iter().map(|ip| address(ip.as_ref())).collect()
    }
}

/// An address in one spelling; what is no address stays as it is.
fn address(text: &str) -> Result<IpAddr, String> {
    text.parse().map_err(|_| text.to_owned())
}

entities! {
    /// What a NIC contains.
    NicEntities {
        /// Its firewall rules.
        firewallrules: FirewallRule,
        /// Its flow logs.
        flowlogs: FlowLog,
        /// Its security groups.
        securitygroups: SecurityGroup,
    }
}

fields! {
    /// A NIC to be made.
    NewNic {
        /// Name.
        name: String,
        /// Number of the LAN; a LAN that does not exist is made by the service.
        lan: u32,
        /// IPv4 addresses; given by the service when left out. Public ones must be of a reserved block.
        ips: Vec<String>,
        /// IPv6 addresses, 50 at most; given by the service when left out.
        ipv6_ips: Vec<String>,
        /// IPv6 range, a /80 of the LAN's; given by the service when left out.
        ipv6_cidr_block: String,
        /// Whether it gets its IPv4 addresses by DHCP; yes by default.
        dhcp: bool,
        /// Whether it gets its IPv6 addresses by DHCP; LANs with IPv6 only.
        dhcpv6: bool,
        /// Whether the firewall rules are in force. Without rules, nothing comes in then.
        firewall_active: bool,
        /// Which direction the firewall looks at; incoming by default.
        firewall_type: TrafficDirection,
    } with {
        /// Adds a firewall rule.
        firewall_rule => firewallrules: NewFirewallRule,
        /// Adds a flow log.
        flow_log => flowlogs: NewFlowLog,
    }
}

fields! {
    /// The whole of a NIC; its firewall rules and flow logs stay.
    WholeNic {
        /// Name.
        name: String,
        /// Number of the LAN; a LAN that does not exist is made by the service.
        lan: u32,
        /// IPv4 addresses; given by the service when left out. Public ones must be of a reserved block.
        ips: Vec<String>,
        /// IPv6 addresses, 50 at most; given by the service when left out.
        ipv6_ips: Vec<String>,
        /// IPv6 range, a /80 of the LAN's; given by the service when left out.
        ipv6_cidr_block: String,
        /// Whether it gets its IPv4 addresses by DHCP; yes by default.
        dhcp: bool,
        /// Whether it gets its IPv6 addresses by DHCP; LANs with IPv6 only.
        dhcpv6: bool,
        /// Whether the firewall rules are in force. Without rules, nothing comes in then.
        firewall_active: bool,
        /// Which direction the firewall looks at; incoming by default.
        firewall_type: TrafficDirection,
    }
}

impl WholeNic {
    /// A NIC of this name in the LAN of this number.
    #[must_use]
    pub fn new(name: impl Into<String>, lan: u32) -> Self {
        Self::default().name(name).lan(lan)
    }
}

fields! {
    /// A NIC that exists, for requests that take one in.
    ExistingNic {
        /// Its id.
        id: Id<Nic>,
    }
}

impl ExistingNic {
    /// The NIC of this id.
    #[must_use]
    pub fn new(id: impl Into<Id<Nic>>) -> Self {
        Self::default().id(id)
    }
}

impl NewNic {
    /// A NIC of this name in the LAN of this number.
    #[must_use]
    pub fn new(name: impl Into<String>, lan: u32) -> Self {
        Self::default().name(name).lan(lan)
    }
}

fields! {
    /// Changes of a NIC.
    NicUpdate {
        /// New name.
        name: String,
        /// Move to the LAN of this number.
        lan: u32,
        /// New set of IPv4 addresses; cleared, the service gives one.
        ips: Patch<Vec<String>>,
        /// New set of IPv6 addresses; cleared, the service gives one.
        ipv6_ips: Patch<Vec<String>>,
        /// New IPv6 range, a /80 of the LAN's; cleared, the service gives one.
        ipv6_cidr_block: Patch<String>,
        /// Whether it gets its IPv4 addresses by DHCP.
        dhcp: bool,
        /// Whether it gets its IPv6 addresses by DHCP.
        dhcpv6: Patch<bool>,
        /// Whether the firewall rules are in force.
        firewall_active: bool,
        /// Which direction the firewall looks at.
        firewall_type: TrafficDirection,
    }
}

body!(NewNic, WholeNic);
bare!(ExistingNic);
resource! {
    Nic: "NIC", "nics" / "nicId", name: |r| r.properties.name.as_deref();
    create: NewNic;
    update: NicUpdate;
    replace: WholeNic;
    can: [Delete];
    inside {
        /// Its firewall rules.
        firewall_rules / firewall_rule: FirewallRule;
        /// Its flow logs.
        flow_logs / flow_log: FlowLog;
    }
    actions {
        /// Replaces the set of security groups that protect this NIC, in addition to those of its server.
        protect(Ids): "datacentersServersNicsSecuritygroupsPut" => custom_change;
    }
}

impl Item<Nic> {
    /// Replaces the set of security groups that protect this NIC, in addition to those of its server; none clears it.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn protect(&self, groups: &[Id<SecurityGroup>]) -> Result<Pending<()>> {
        let ids = Ids::of(groups).body();
        self.scope().act("datacentersServersNicsSecuritygroupsPut", Some(&ids), Goal::Ready).await
    }

    /// Takes it out of the failover groups of its LAN, then removes it: the service refuses to remove the master of a group.
    ///
    /// The groups it was the master of are dissolved; [`Failover::hand_over`](super::Failover::hand_over) keeps one
    /// alive with another master. Removing what is gone already succeeds.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn delete_from_failover(&self) -> Result<Pending<()>> {
        if let Some(nic) = self.get_opt().await? {
            self.lan_of(&nic)?.failover().release(self.id()).await?;
        }
        self.delete().await
    }

    /// The LAN that it is in.
    fn lan_of(&self, nic: &Nic) -> Result<Item<Lan>> {
        let scope = self.scope();
        match (scope.params.first(), nic.properties.lan) {
            (Some(datacenter), Some(lan)) => {
                let all = Collection::<Datacenter>::inside(scope.elsewhere());
                Ok(all.item(datacenter.as_str()).lan(lan.to_string()))
            }
            _ => Err(Error::new(ErrorKind::Decode, format!("the NIC {} names no LAN", self.id()))),
        }
    }
}
