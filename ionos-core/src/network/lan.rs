//! LANs. <https://api.ionos.com/docs/cloud/v6/#tag/LANs>

use std::time::Duration;

use http::{Method, StatusCode};

use super::{CrossConnect, ExistingNic, Nic};
use crate::declare::{body, entities, fields, model, resource, value};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::pending::Pending;
use crate::resource::{Body as _, Item, Resource as _};
use crate::types::{Id, Patch};

/// A network inside a data center, public or private. Its id is a small number.
///
/// NICs belong to servers. A LAN shows them and takes them in, but cannot make one:
///
/// ```compile_fail
/// # async fn example(ionos: ionos_core::Client) -> ionos_core::Result<()> {
/// let lan = ionos.datacenter("a2cb").lan("1");
/// lan.nics().create(ionos_core::NewNic::new("eth0", 1)).await?;
/// # Ok(())
/// # }
/// ```
///
/// ```no_run
/// # // Not run: it needs credentials.
/// # async fn example(ionos: ionos_core::Client) -> ionos_core::Result<()> {
/// let datacenter = ionos.datacenter("a2cb");
/// datacenter.server("8f0e").nics().create(ionos_core::NewNic::new("eth0", 1)).await?.wait().await?;
/// datacenter.lan("1").attach("77c1").await?.wait().await?;
/// # Ok(())
/// # }
/// ```
pub type Lan = Document<LanProperties, LanEntities>;

model! {
    /// The fields of a LAN.
    LanProperties {
        /// Name.
        name: String,
        /// Whether it reaches the internet.
        public: bool,
        /// Cross-connect it is part of.
        pcc: Id<CrossConnect>,
        /// Addresses that move between NICs: see [`failover`](crate::Item::failover).
        ip_failover: Vec<IpFailover>,
        /// IPv4 range, given by the service; private LANs only.
        ipv4_cidr_block: String,
        /// IPv6 range, a /64; absent while IPv6 is off.
        ipv6_cidr_block: String,
    }
}

value! {
    /// A failover group: an address that several NICs of a LAN have, and the one of them that answers to it.
    IpFailover {
        /// The address.
        ip: String,
        /// The master: the NIC that holds the address.
        nic_uuid: Id<Nic>,
    }
}

impl IpFailover {
    /// This address, held by this NIC.
    #[must_use]
    pub fn new(ip: impl Into<String>, master: impl Into<Id<Nic>>) -> Self {
        Self::default().ip(ip).nic_uuid(master)
    }
}

entities! {
    /// What a LAN contains.
    LanEntities {
        /// The NICs in it.
        nics: Nic,
    }
}

fields! {
    /// A LAN to be made, or the whole of one.
    NewLan {
        /// Name.
        name: String,
        /// Whether it reaches the internet.
        public: bool,
        /// Cross-connect to join; private LANs only, and one cross-connect each.
        pcc: Id<CrossConnect>,
        /// The failover groups. Where the whole is replaced, groups that are left out are lost.
        ip_failover: Vec<IpFailover>,
        /// IPv6 range: `AUTO`, or a /64 of the data center's range; without one, IPv6 stays off.
        ipv6_cidr_block: String,
    } with {
        /// Takes a NIC of the data center in.
        nic => nics: ExistingNic,
    }
}

impl NewLan {
    /// A private LAN of this name.
    #[must_use]
    pub fn private(name: impl Into<String>) -> Self {
        Self::default().name(name).public(false)
    }
}

fields! {
    /// Changes of a LAN.
    LanUpdate {
        /// New name.
        name: String,
        /// Whether it reaches the internet.
        public: bool,
        /// Cross-connect to join, private LANs only; cleared, the LAN leaves it.
        pcc: Patch<Id<CrossConnect>>,
        /// All failover groups at once: groups that are left out are lost. [`failover`](crate::Item::failover) changes
        /// one and keeps the others.
        ip_failover: Vec<IpFailover>,
        /// IPv6 range, `AUTO` or a /64 of the data center's range; cleared, IPv6 is switched off.
        ipv6_cidr_block: Patch<String>,
    }
}

body!(NewLan);
resource! {
    Lan: "LAN", "lans" / "lanId", name: |r| r.properties.name.as_deref();
    create: NewLan;
    update: LanUpdate;
    replace: NewLan;
    can: [Delete];
    inside {
        /// The NICs in it. They are made and removed at their servers; [`attach`](Self::attach) moves one here.
        nics / nic: Nic [ReadOnly];
    }
    actions {
        /// Moves a NIC of the same data center into this LAN.
        attach(ExistingNic): "datacentersLansNicsPost" => custom_change(Nic);
    }
}

impl Item<Lan> {
    /// Moves a NIC of the same data center into this LAN. There is no way to detach it: it moves to another LAN, or is deleted.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn attach(&self, nic: impl Into<Id<Nic>> + Send) -> Result<Pending<Nic>> {
        let nics = self.nics();
        // A NIC that is here already stays here, so the call may be repeated.
        let call = nics.scope().call(Method::POST).json(&ExistingNic::new(nic).body()).idempotent(true);
        Pending::created(nics.scope(), Nic::KIND, &nics.scope().send(call).await?)
    }

    /// Removes it as soon as nothing is left in it, and waits up to `deadline` for that.
    ///
    /// The service refuses to remove a LAN while NICs, gateways, load balancers or Kubernetes nodes are in it, and for a
    /// while after they were removed. This waits until its NICs are gone and tries again.
    ///
    /// # Errors
    /// [`ErrorKind::Timeout`] with the refusal as its source when the LAN is still in use at the deadline; any other
    /// refusal at once.
    pub async fn delete_when_free(&self, deadline: Duration) -> Result<Pending<()>> {
        let client = self.scope().client;
        let policy = client.poll_policy();
        let end = client.now() + deadline;
        let mut interval = policy.first;
        loop {
            let refusal = match self.delete().await {
                Err(error) if is_delete_protected(&error) => error,
                answer => return answer,
            };
            loop {
                if client.now() + interval > end {
                    let what =
                        format!("the LAN {} is still in use after {} s", self.id(), deadline.as_secs());
                    return Err(Error::new(ErrorKind::Timeout, what)
                        .advise("remove what is in it: NICs, gateways, load balancers, Kubernetes node pools")
                        .caused_by(refusal));
                }
                client.pause(interval.mul_f64(0.75 + client.random() / 2.0)).await;
                interval = interval.mul_f64(1.5).min(policy.longest);
                match self.nics().list().depth(0).all().await {
                    Ok(left) if left.is_empty() => break,
                    Ok(_) => {}
                    // Somebody else removed the LAN; the next deletion finds that it is gone.
                    Err(error) if error.kind() == ErrorKind::NotFound => break,
                    Err(error) => return Err(error),
                }
            }
        }
    }
}

/// Whether a deletion was refused because something is in use, and not for lack of a privilege.
fn is_delete_protected(error: &Error) -> bool {
    error.status() == Some(StatusCode::FORBIDDEN)
        && error.messages().iter().any(|m| m.message.contains("delete-protected"))
}
