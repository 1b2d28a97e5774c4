//! Failover groups of a LAN. <https://api.ionos.com/docs/cloud/v6/#tag/LANs>

use std::time::Duration;

use http::Method;

use super::{IpFailover, Lan, LanUpdate, Nic, NicUpdate};
use crate::error::{Error, ErrorKind, Result};
use crate::pending::{Goal, Pending};
use crate::resource::{Item, Resource as _};
use crate::types::Id;

/// How often a change is written again when another one overwrote it.
const ROUNDS: u32 = 8;

/// The failover groups of a LAN: addresses that several NICs have, and the one NIC that answers to each.
///
/// The service knows the groups of a LAN as one list that every change replaces. These calls change one group and keep
/// the others: they wait until no change of the LAN is pending, read the list, write it back with the change, and look
/// whether it is there. Changes of one LAN by one client and its clones wait for each other. What another process writes
/// at the same moment is noticed when it overwrote this change, and the change is made again; processes that do not look
/// can still be overwritten.
///
/// Every call waits until the LAN is ready again.
#[derive(Clone, Debug)]
pub struct Failover {
    lan: Item<Lan>,
}

impl Item<Lan> {
    /// Its failover groups.
    #[must_use]
    pub fn failover(&self) -> Failover {
        Failover { lan: self.clone() }
    }
}

impl Failover {
    /// All groups.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn list(&self) -> Result<Vec<IpFailover>> {
        Ok(self.lan.get().await?.properties.ip_failover.unwrap_or_default())
    }

    /// Makes the group of an address: `master` first, then the others, in the order that the service demands.
    ///
    /// Gives the address to the master, makes the group, then gives the address to each of the other NICs. What is done
    /// already is left as it is, so the call can be repeated. The address must be reserved.
    ///
    /// # Errors
    /// [`ErrorKind::Conflict`] when the group has another master; otherwise as the service refuses it.
    pub async fn create(&self, ip: &str, master: &Item<Nic>, others: &[Item<Nic>]) -> Result<()> {
        give(master, ip).await?;
        self.add(ip, master.id()).await?;
        for nic in others {
            give(nic, ip).await?;
        }
        Ok(())
    }

    /// Adds the group of an address that this NIC has. Adding what is there succeeds.
    ///
    /// # Errors
    /// [`ErrorKind::Conflict`] when the group has another master; otherwise as the service refuses it.
    pub async fn add(&self, ip: &str, master: impl Into<Id<Nic>>) -> Result<()> {
        let master = master.into();
        self.edit(|groups| match groups.iter().find(|g| is_of(g, ip)) {
            Some(group) if group.nic_uuid.as_ref() == Some(&master) => Ok(false),
            Some(group) => Err(Error::new(
                ErrorKind::Conflict,
                format!(
                    "the failover group of {ip} has the master {} already",
                    group.nic_uuid.clone().unwrap_or_default()
                ),
            )
            .advise("hand it over instead")),
            None => {
                groups.push(IpFailover::new(ip, &master));
                Ok(true)
            }
        })
        .await
    }

    /// Makes another NIC, which has the address as well, the master of its group.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when the address has no group; otherwise as the service refuses it.
    pub async fn hand_over(&self, ip: &str, master: impl Into<Id<Nic>>) -> Result<()> {
        let master = master.into();
        self.edit(|groups| match groups.iter_mut().find(|g| is_of(g, ip)) {
            Some(group) if group.nic_uuid.as_ref() == Some(&master) => Ok(false),
            Some(group) => {
                group.nic_uuid = Some(master.clone());
                Ok(true)
            }
            None => Err(Error::new(ErrorKind::NotFound, format!("the LAN has no failover group of {ip}"))),
        })
        .await
    }

    /// Dissolves the group of an address; the NICs keep the address. Removing what is gone succeeds.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn remove(&self, ip: &str) -> Result<()> {
        self.edit(|groups| Ok(dropped(groups, |g| is_of(g, ip)))).await
    }

    /// Dissolves every group that this NIC is the master of; it or its server can be deleted then.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn release(&self, nic: impl Into<Id<Nic>>) -> Result<()> {
        let nic = nic.into();
        self.edit(|groups| Ok(dropped(groups, |g| g.nic_uuid.as_ref() == Some(&nic)))).await
    }

    /// All groups, once no change of the LAN is pending: until then the list may be the one before that change.
    async fn settled(&self) -> Result<Vec<IpFailover>> {
        let scope = self.lan.scope();
        let reply = scope.send(scope.call(Method::GET)).await?;
        let mut lan: Lan = reply.json()?;
        if lan.state().is_some_and(|state| !state.is_settled() && !state.is_failed()) {
            lan = Pending::acted(&scope, Lan::KIND, Goal::Ready, &reply)?.wait().await?;
        }
        Ok(lan.properties.ip_failover.unwrap_or_default())
    }

    /// Changes the list and makes sure that the change is there. `change` says whether there was anything to do.
    async fn edit(&self, change: impl Fn(&mut Vec<IpFailover>) -> Result<bool>) -> Result<()> {
        let scope = self.lan.scope();
        let lock = scope.client.lock_of(&scope.call(Method::GET).path()?);
        let _turn = lock.lock().await;
        let mut interval = scope.client.poll_policy().first;
        for round in 0..=ROUNDS {
            if round > 1 {
                tracing::debug!(round, "another process changed the failover groups, changing them again");
                scope.client.pause(interval.mul_f64(0.5 + scope.client.random())).await;
                interval = interval.mul_f64(2.0).min(Duration::from_secs(5));
            }
            let mut groups = self.settled().await?;
            if !change(&mut groups)? {
                return Ok(());
            }
            if round == ROUNDS {
                break;
            }
            match self.lan.patch(LanUpdate::default().ip_failover(groups)).await {
                Ok(pending) => drop(pending.wait().await?),
                Err(error) if error.kind() == ErrorKind::Conflict => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::new(
            ErrorKind::Conflict,
            "other processes keep overwriting the failover groups of the LAN",
        )
        .advise("let one process at a time change them"))
    }
}

fn is_of(group: &IpFailover, ip: &str) -> bool {
    group.ip.as_deref() == Some(ip)
}

/// Drops the groups of which `which` is true, and says whether there were any.
fn dropped(groups: &mut Vec<IpFailover>, which: impl Fn(&IpFailover) -> bool) -> bool {
    let before = groups.len();
    groups.retain(|group| !which(group));
    groups.len() < before
}

/// Gives a NIC one more address, unless it has it.
async fn give(nic: &Item<Nic>, ip: &str) -> Result<()> {
    let mut ips = nic.get().await?.properties.ips.unwrap_or_default();
    if !ips.iter().any(|own| own == ip) {
        ips.push(ip.to_owned());
        nic.patch(NicUpdate::default().ips(ips)).await?.wait().await?;
    }
    Ok(())
}
