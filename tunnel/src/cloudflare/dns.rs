//! Zones and the CNAME that makes a publication public.

use std::collections::BTreeSet;

use http::Method;
use ionos_core::engine::Call;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Cloudflare;
use super::access::gone;
use super::api::{Area, WRITE_TRIES, pause};
use super::tunnel::Tunnel;
use crate::error::{Error, ErrorKind, Result};
use crate::provider::{Change, Part, TunnelRef};
use crate::publication::Publication;

const SUFFIX: &str = ".cfargotunnel.com";

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Zone {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(default)]
    account: Option<Owner>,
}

#[derive(Clone, Debug, Deserialize)]
struct Owner {
    #[serde(default)]
    id: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Record {
    id: String,
    pub(super) name: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    pub(super) content: Option<String>,
    #[serde(default)]
    pub(super) proxied: Option<bool>,
    #[serde(default)]
    comment: Option<String>,
}

impl Record {
    /// The tunnel the record leads to.
    fn tunnel(&self) -> Option<String> {
        if self.kind != "CNAME" {
            return None;
        }
        let content = self.content.as_deref()?.trim_end_matches('.').to_ascii_lowercase();
        content.strip_suffix(SUFFIX).map(str::to_owned)
    }

    pub(super) fn is_named(&self, hostname: &str) -> bool {
        self.name.trim_end_matches('.').eq_ignore_ascii_case(hostname)
    }

    fn is_commented(&self, p: &Publication) -> bool {
        self.comment.as_deref() == Some(comment(p).as_str())
    }

    /// Whether it stands where the CNAME has to go.
    fn occupies(&self, hostname: &str) -> bool {
        self.is_named(hostname) && matches!(self.kind.as_str(), "A" | "AAAA" | "CNAME" | "NS")
    }

    /// Whether the publication says that it may go. Name servers of a zone below are never ours to replace.
    fn may_be_replaced(&self, p: &Publication) -> bool {
        p.replace_record && self.kind != "NS"
    }

    fn words(&self) -> String {
        format!("{} {} {} ({})", self.name, self.kind, self.content.as_deref().unwrap_or("?"), self.id)
    }
}

/// How a record of ours is marked. Comments of free zones hold 100 characters.
fn comment(p: &Publication) -> String {
    format!("ionos-tunnel: {}", p.name).chars().take(100).collect()
}

/// What to do about the records of a host name.
enum Finding<'a> {
    Missing,
    Right,
    /// Ours, but it points elsewhere or is not proxied.
    Ours(&'a Record, String),
    Foreign(&'a Record),
}

fn judge<'a>(records: &'a [Record], p: &Publication, tunnel: Option<&str>) -> Finding<'a> {
    let Some(record) = records.iter().find(|r| r.occupies(&p.hostname)) else { return Finding::Missing };
    match (record.tunnel(), tunnel) {
        (Some(to), Some(tunnel)) if to == tunnel.to_ascii_lowercase() => {
            if record.proxied == Some(true) {
                Finding::Right
            } else {
                Finding::Ours(record, "the CNAME is not proxied, so it leads nowhere".to_owned())
            }
        }
        (Some(to), _) if record.is_commented(p) => {
            Finding::Ours(record, format!("the CNAME points at the tunnel {to}"))
        }
        _ => Finding::Foreign(record),
    }
}

fn taken(record: &Record) -> Error {
    Error::new(
        ErrorKind::Conflict,
        format!("the name is taken by a record of somebody else: {}", record.words()),
    )
    .advise("it is left alone; delete it, choose another host name, or set replace_record if it may go")
}

impl Cloudflare {
    pub(super) fn record_call(operation: &'static str, method: Method, zone: &Zone) -> Call {
        Call::new(operation, method, "/zones/{zone_id}/dns_records").param(zone.id.clone())
    }

    fn one_record_call(operation: &'static str, method: Method, zone: &Zone, record: &Record) -> Call {
        Call::new(operation, method, "/zones/{zone_id}/dns_records/{dns_record_id}")
            .param(zone.id.clone())
            .param(record.id.clone())
    }

    /// The zone with the longest name that the host name is part of.
    pub(super) async fn zone_of(&self, hostname: &str) -> Result<Option<Zone>> {
        let mut name = hostname;
        // A zone has at least two labels.
        while name.contains('.') {
            let call = Call::new("listZones", Method::GET, "/zones").query("name", name);
            let zones: Vec<Zone> = self.api.list(Area::Zone, call).await?;
            if let Some(zone) = zones.into_iter().find(|z| z.name.eq_ignore_ascii_case(name)) {
                return Ok(Some(zone));
            }
            name = name.split_once('.').map_or("", |(_, parent)| parent);
        }
        Ok(None)
    }

    async fn records_at(&self, zone: &Zone, hostname: &str) -> Result<Vec<Record>> {
        let call = Self::record_call("listRecords", Method::GET, zone).query("name.exact", hostname);
        let mut records: Vec<Record> = self.api.list(Area::Dns, call).await?;
        records.retain(|r| r.is_named(hostname));
        Ok(records)
    }

    /// The tunnel that the host name leads to, by id, whoever owns the record.
    pub(super) async fn tunnel_record(&self, hostname: &str) -> Result<Option<String>> {
        let Some(zone) = self.zone_of(hostname).await? else { return Ok(None) };
        Ok(self.records_at(&zone, hostname).await?.iter().find_map(Record::tunnel))
    }

    pub(super) async fn dns_part(&self, p: &Publication, tunnel: Option<&Tunnel>) -> Result<Part> {
        let Some(zone) = self.zone_of(&p.hostname).await? else {
            return Ok(Part::Missing);
        };
        let records = self.records_at(&zone, &p.hostname).await?;
        Ok(match judge(&records, p, tunnel.map(|t| t.id.as_str())) {
            Finding::Missing => Part::Missing,
            Finding::Right => Part::Matches,
            Finding::Ours(_, what) => Part::Differs { what },
            Finding::Foreign(record) => Part::differs(format!("the name is taken by {}", record.words())),
        })
    }

    pub(super) async fn required_zone(&self, hostname: &str) -> Result<Zone> {
        let zone = self.zone_of(hostname).await?.ok_or_else(|| {
            Error::new(ErrorKind::NotFound, format!("no zone that the token can see holds {hostname}"))
                .advise(
                    "add the domain to the account, and give the token `Zone: Read` and `DNS: Edit` for it",
                )
        })?;
        // A token can see several accounts, but a CNAME leads only to tunnels of the zone's own.
        match zone.account.as_ref().and_then(|owner| owner.id.as_deref()) {
            Some(owner) if owner != self.api.account => Err(Error::new(
                ErrorKind::NotFound,
                format!("the zone {} belongs to the account {owner}, not to {}", zone.name, self.api.account),
            )
            .advise("set CLOUDFLARE_ACCOUNT_ID to the account of the zone, or choose another host name")),
            _ => Ok(zone),
        }
    }

    /// Reads whether the host name can be had at all, so that a publication that cannot end well writes nothing.
    pub(super) async fn check_name(&self, p: &Publication) -> Result<()> {
        let zone = self.required_zone(&p.hostname).await?;
        let records = self.records_at(&zone, &p.hostname).await?;
        let tunnel = self.find_tunnel(&p.name).await?;
        tunnel.iter().try_for_each(Tunnel::check_remote)?;
        match judge(&records, p, tunnel.as_ref().map(|t| t.id.as_str())) {
            Finding::Foreign(record) if !record.may_be_replaced(p) => Err(taken(record)),
            _ => Ok(()),
        }
    }

    /// Everything at the host name goes and the new record comes in one transaction, so no moment is without a record.
    fn replacement(zone: &Zone, records: &[Record], p: &Publication, body: &Value) -> Call {
        let old = records.iter().filter(|r| r.occupies(&p.hostname));
        let deletes: Vec<Value> = old.map(|r| json!({ "id": r.id })).collect();
        Call::new("batchRecords", Method::POST, "/zones/{zone_id}/dns_records/batch")
            .param(zone.id.clone())
            .json(&json!({ "deletes": deletes, "posts": [body] }))
    }

    pub(super) async fn delete_record(&self, zone: &Zone, record: &Record) -> Result<()> {
        let call = Self::one_record_call("deleteRecord", Method::DELETE, zone, record);
        gone(self.api.run(Area::Dns, call).await)
    }

    pub(super) async fn make_record(&self, p: &Publication, tunnel: &TunnelRef) -> Result<Change> {
        let zone = self.required_zone(&p.hostname).await?;
        let content = format!("{}{SUFFIX}", tunnel.id);
        let body = json!({
            "type": "CNAME",
            "name": p.hostname,
            "content": content,
            // Unproxied, the target resolves to nothing that answers.
            "proxied": true,
            "ttl": 1,
            "comment": comment(p),
        });
        let mut change = Change::Kept;
        let mut last = None;
        for attempt in 0..WRITE_TRIES {
            if attempt > 0 {
                pause(attempt).await;
            }
            let records = self.records_at(&zone, &p.hostname).await?;
            let call = match judge(&records, p, Some(&tunnel.id)) {
                Finding::Right => return Ok(change),
                Finding::Foreign(record) if record.may_be_replaced(p) => {
                    tracing::info!(hostname = %p.hostname, record = %record.words(), "a record is replaced");
                    change = Change::Changed;
                    Self::replacement(&zone, &records, p, &body)
                }
                Finding::Foreign(record) => return Err(taken(record)),
                Finding::Missing => {
                    change = Change::Created;
                    Self::record_call("createRecord", Method::POST, &zone).json(&body)
                }
                Finding::Ours(record, what) => {
                    tracing::info!(hostname = %p.hostname, %what, "the record is brought into line");
                    change = Change::Changed;
                    // The same values again and again: a repetition does no harm.
                    Self::one_record_call("updateRecord", Method::PUT, &zone, record).json(&body)
                }
            };
            match self.api.run(Area::Dns, call).await {
                Ok(()) => return Ok(change),
                // An identical record, or one that appeared meanwhile: the next look tells which.
                Err(e) if e.may_have_happened() || e.kind() == ErrorKind::Conflict => last = Some(e),
                Err(e) => return Err(e),
            }
        }
        Err(last.unwrap_or_else(|| {
            Error::new(ErrorKind::Api, format!("the CNAME of {} could not be made", p.hostname))
        }))
    }

    pub(super) async fn sweep_records(&self, p: &Publication) -> Result<Change> {
        let tunnels = self.tunnels_ever(&p.name).await?;
        let live = tunnels.iter().find(|t| t.is_live());
        let shared = match live {
            Some(tunnel) => !self.other_hosts(p, &tunnel.to_ref()).await?.is_empty(),
            None => false,
        };
        // Tunnels that are gone, and ours when nobody else uses it: whatever leads there is a leftover.
        let dead: BTreeSet<String> =
            tunnels.iter().filter(|t| !(shared && t.is_live())).map(|t| t.id.to_ascii_lowercase()).collect();
        let live = live.map(|t| t.id.to_ascii_lowercase());
        let zones: Vec<Zone> = if dead.is_empty() {
            self.zone_of(&p.hostname).await?.into_iter().collect()
        } else {
            self.api.list(Area::Zone, Call::new("listZones", Method::GET, "/zones")).await?
        };
        let mut change = Change::Kept;
        for zone in &zones {
            let call = Self::record_call("listRecords", Method::GET, zone)
                .query("type", "CNAME")
                .query("content.endswith", SUFFIX);
            let records: Vec<Record> = self.api.list(Area::Dns, call).await?;
            for record in &records {
                let Some(to) = record.tunnel() else { continue };
                let here = record.is_named(&p.hostname);
                if dead.contains(&to) || (here && (live.as_ref() == Some(&to) || record.is_commented(p))) {
                    self.delete_record(zone, record).await?;
                    change = Change::Removed;
                }
            }
        }
        Ok(change)
    }
}
