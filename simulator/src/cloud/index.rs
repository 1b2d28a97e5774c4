//! What is found without a search: what lies in a collection, who mentions a resource, who has an address, and what
//! counts against the limits of the contract.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use serde_json::Value;

use super::catalogue::Usage;
use super::store::{Doc, datacenter};

/// Kept beside the documents, and never saved: it follows from them.
#[derive(Debug, Default)]
pub(crate) struct Index {
    members: BTreeMap<Box<str>, Members>,
    pub(crate) usage: Usage,
}

/// The paths of documents, the oldest first. Most groups have one member.
#[derive(Debug)]
enum Members {
    One(u64, Arc<str>),
    Many(BTreeMap<u64, Arc<str>>),
}

impl Index {
    pub(crate) fn add(&mut self, path: &Arc<str>, doc: &Doc) {
        self.usage.count(path, doc, 1);
        marks(path, doc, &mut |mark| self.enter(mark, doc.seq, path));
    }

    pub(crate) fn remove(&mut self, path: &str, doc: &Doc) {
        self.usage.count(path, doc, -1);
        marks(path, doc, &mut |mark| self.leave(mark, doc.seq));
    }

    fn enter(&mut self, mark: &str, seq: u64, path: &Arc<str>) {
        match self.members.get_mut(mark) {
            None => {
                self.members.insert(mark.into(), Members::One(seq, path.clone()));
            }
            Some(Members::Many(many)) => {
                many.insert(seq, path.clone());
            }
            // A document can mention another one twice.
            Some(Members::One(only, _)) if *only == seq => {}
            Some(members) => {
                if let Members::One(only, first) = &*members {
                    let both = [(*only, first.clone()), (seq, path.clone())];
                    *members = Members::Many(both.into_iter().collect());
                }
            }
        }
    }

    fn leave(&mut self, mark: &str, seq: u64) {
        let is_empty = match self.members.get_mut(mark) {
            Some(Members::Many(many)) => {
                many.remove(&seq);
                many.is_empty()
            }
            Some(Members::One(only, _)) => *only == seq,
            None => false,
        };
        if is_empty {
            self.members.remove(mark);
        }
    }

    /// The paths under a mark, the oldest first: those in a collection, or those that mention a resource by its id (a LAN
    /// by its path), or those that have an address.
    pub(crate) fn under(&self, mark: &str) -> impl Iterator<Item = &Arc<str>> + use<'_> {
        let (one, many) = match self.members.get(mark) {
            None => (None, None),
            Some(Members::One(_, path)) => (Some(path), None),
            Some(Members::Many(many)) => (None, Some(many.values())),
        };
        one.into_iter().chain(many.into_iter().flatten())
    }

    pub(crate) fn count(&self, mark: &str) -> usize {
        match self.members.get(mark) {
            None => 0,
            Some(Members::One(..)) => 1,
            Some(Members::Many(many)) => many.len(),
        }
    }
}

/// The mark of an address that an IP block holds.
pub(crate) fn reserved(address: IpAddr) -> String {
    format!("reserved {address}")
}

/// The mark of an address that something uses.
pub(crate) fn used(address: IpAddr) -> String {
    format!("used {address}")
}

/// The mark of a name that nothing else of the kind may have.
pub(crate) fn named(collection: &str, name: &str) -> String {
    format!("{collection} {}", name.to_ascii_lowercase())
}

/// Everything that a document is found by.
fn marks(path: &str, doc: &Doc, mark: &mut dyn FnMut(&str)) {
    let collection = path.rsplit_once('/').map_or(path, |(collection, _)| collection);
    mark(collection);
    doc.links.values().flatten().for_each(|id| mark(id));
    let root = match doc.text("datacenterId") {
        Some(id) => format!("datacenters/{id}"),
        None => datacenter(path).unwrap_or_default().to_owned(),
    };
    let is_block = collection == "ipblocks";
    for (name, value) in doc.properties.iter() {
        let items = || value.as_array().into_iter().flatten();
        match name {
            "lan" | "listenerLan" | "targetLan" => mark(&format!("{root}/lans/{value}")),
            "lans" => {
                items().filter_map(|lan| lan.get("id")).for_each(|id| mark(&format!("{root}/lans/{id}")));
            }
            "backupunitId" | "bootServer" | "datacenterId" | "defaultSecurityGroupId" | "pcc" => {
                value.as_str().into_iter().for_each(&mut *mark);
            }
            "bootCdrom" | "bootVolume" => {
                value.get("id").and_then(Value::as_str).into_iter().for_each(&mut *mark);
            }
            "ipFailover" => items().filter_map(|group| group.get("nicUuid")?.as_str()).for_each(&mut *mark),
            "httpRules" => items().filter_map(|rule| rule.get("targetGroup")?.as_str()).for_each(&mut *mark),
            "ip" | "ips" | "natGatewayIp" | "publicIps" => {
                let texts = items().chain(std::slice::from_ref(value)).filter_map(Value::as_str);
                for address in texts.filter_map(|text| text.parse().ok()) {
                    match is_block {
                        true => mark(&reserved(address)),
                        // The same private addresses are in every data center.
                        false if super::rules::is_private(address) => {}
                        false => mark(&used(address)),
                    }
                }
            }
            "email" | "name" if matches!(collection, "backupunits" | "users") => {
                value.as_str().into_iter().for_each(|text| mark(&named(collection, text)));
            }
            _ => {}
        }
    }
}
