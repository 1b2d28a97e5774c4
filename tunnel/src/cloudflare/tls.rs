//! TLS between visitors and Cloudflare: a setting of the whole zone.

use http::Method;
use ionos_core::engine::Call;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Cloudflare;
use super::api::Area;
use super::dns::{Record, Zone};
use crate::error::{Error, ErrorKind, Result};
use crate::provider::Change;
use crate::publication::Publication;

/// Name of the TXT records that keep what was set before, below the host name each is for.
const MARK: &str = "_ionos-tunnel-tls.";

/// How a zone talks TLS to its visitors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ZoneTls {
    /// The zone.
    pub zone: String,
    /// The oldest version that is accepted: `1.0` to `1.3`.
    pub min_version: String,
    /// Whether TLS 1.3 is offered: `on`, `off`, or `zrt` for on with early data.
    pub tls_1_3: String,
    /// The other host names of the zone that go through Cloudflare: a change hits them too.
    pub others: Vec<String>,
}

impl ZoneTls {
    /// Whether everything below TLS 1.3 is refused.
    #[must_use]
    pub fn is_1_3_only(&self) -> bool {
        is_1_3_only(&self.min_version, &self.tls_1_3)
    }
}

fn is_1_3_only(min_version: &str, tls_1_3: &str) -> bool {
    min_version == "1.3" && tls_1_3 != "off"
}

/// The values before the change, as a mark keeps them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Before {
    min_version: String,
    tls_1_3: String,
}

impl Before {
    fn is_1_3_only(&self) -> bool {
        is_1_3_only(&self.min_version, &self.tls_1_3)
    }

    fn to_text(&self) -> String {
        format!("min_tls_version={} tls_1_3={}", self.min_version, self.tls_1_3)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim_matches('"').split(' ');
        let min_version = parts.next()?.strip_prefix("min_tls_version=")?;
        let tls_1_3 = parts.next()?.strip_prefix("tls_1_3=")?;
        // What anybody could have written into the zone must not become a setting.
        let known =
            matches!(min_version, "1.0" | "1.1" | "1.2" | "1.3") && matches!(tls_1_3, "on" | "off" | "zrt");
        known.then(|| Self { min_version: min_version.to_owned(), tls_1_3: tls_1_3.to_owned() })
    }
}

#[derive(Deserialize)]
struct Setting {
    value: String,
}

impl Cloudflare {
    async fn setting(&self, zone: &Zone, name: &'static str) -> Result<String> {
        let call = Call::new("getZoneSetting", Method::GET, "/zones/{zone_id}/settings/{setting}")
            .param(zone.id.clone())
            .param(name);
        self.api.send::<Setting>(Area::ZoneSettings, call).await.map(|setting| setting.value)
    }

    async fn set(&self, zone: &Zone, name: &'static str, value: &str) -> Result<()> {
        let call = Call::new("editZoneSetting", Method::PATCH, "/zones/{zone_id}/settings/{setting}")
            .param(zone.id.clone())
            .param(name)
            .json(&json!({ "value": value }))
            .idempotent(true);
        self.api.run(Area::ZoneSettings, call).await
    }

    async fn read_tls(&self, zone: &Zone) -> Result<Before> {
        Ok(Before {
            min_version: self.setting(zone, "min_tls_version").await?,
            tls_1_3: self.setting(zone, "tls_1_3").await?,
        })
    }

    /// How the zone of a host name talks TLS to visitors, and which other host names share that.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when no zone of the account holds the host name.
    pub async fn zone_tls(&self, hostname: &str) -> Result<ZoneTls> {
        let hostname = crate::hostname::normalise_full("host name", hostname)?;
        let zone = self.required_zone(&hostname).await?;
        let Before { min_version, tls_1_3 } = self.read_tls(&zone).await?;
        let call = Self::record_call("listRecords", Method::GET, &zone);
        let records: Vec<Record> = self.api.list(Area::Dns, call).await?;
        let mut others: Vec<String> = records
            .into_iter()
            .filter(|r| r.proxied == Some(true) && !r.is_named(&hostname))
            .map(|r| r.name)
            .collect();
        others.sort_unstable();
        others.dedup();
        Ok(ZoneTls { zone: zone.name, min_version, tls_1_3, others })
    }

    /// The marks of a zone that can be read, with what they keep.
    async fn marks(&self, zone: &Zone) -> Result<Vec<(Record, Before)>> {
        let call = Self::record_call("listRecords", Method::GET, zone)
            .query("type", "TXT")
            .query("name.startswith", MARK);
        let records: Vec<Record> = self.api.list(Area::Dns, call).await?;
        let readable = |record: Record| {
            let before = Before::parse(record.content.as_deref()?)?;
            record.name.starts_with(MARK).then_some((record, before))
        };
        Ok(records.into_iter().filter_map(readable).collect())
    }

    pub(super) async fn force_tls(&self, p: &Publication) -> Result<Change> {
        if !p.zone_tls_1_3 {
            return Err(Error::invalid(format!(
                "{} does not say that its whole zone may change",
                p.hostname
            ))
            .advise("set zone_tls_1_3 once you have seen with `zone_tls` who else is hit"));
        }
        let zone = self.required_zone(&p.hostname).await?;
        let now = self.read_tls(&zone).await?;
        let marks = self.marks(&zone).await?;
        let as_wanted = now.is_1_3_only();
        let own = mark_of(p);
        let mut change = Change::Kept;
        let is_marked = marks.iter().any(|(record, _)| record.is_named(&own));
        let needs_mark = !as_wanted || !marks.is_empty();
        if needs_mark && !is_marked {
            // Kept before anything is changed, and the same for all publications of the zone: what stood there before the first.
            let before = marks.first().map_or(&now, |(_, before)| before);
            self.put_mark(&zone, &own, before).await?;
            change = Change::Changed;
        }
        // First offered, then required: the other way round nobody could connect in between.
        if now.tls_1_3 == "off" {
            self.set(&zone, "tls_1_3", "on").await?;
            change = Change::Changed;
        }
        if now.min_version != "1.3" {
            self.set(&zone, "min_tls_version", "1.3").await?;
            change = Change::Changed;
        }
        if !self.read_tls(&zone).await?.is_1_3_only() {
            return Err(Error::new(
                ErrorKind::Conflict,
                format!("the zone {} does not stay at TLS 1.3", zone.name),
            )
            .advise("look for another program that manages its settings"));
        }
        Ok(change)
    }

    async fn put_mark(&self, zone: &Zone, name: &str, before: &Before) -> Result<()> {
        let body = json!({
            "type": "TXT",
            "name": name,
            "content": format!("\"{}\"", before.to_text()),
            "ttl": 300,
            "comment": "ionos-tunnel: TLS settings to go back to",
        });
        let call = Self::record_call("createRecord", Method::POST, zone).json(&body);
        match self.api.run(Area::Dns, call).await {
            // An answer that was lost, or a record that is there already: the look tells.
            Err(e) if e.may_have_happened() || e.kind() == ErrorKind::Conflict => {
                let there = self.marks(zone).await?.iter().any(|(record, _)| record.is_named(name));
                if there { Ok(()) } else { Err(e) }
            }
            other => other,
        }
    }

    pub(super) async fn restore_tls(&self, p: &Publication) -> Result<Change> {
        let Some(zone) = self.zone_of(&p.hostname).await? else { return Ok(Change::Kept) };
        let own = mark_of(p);
        let (ours, others): (Vec<_>, Vec<_>) =
            self.marks(&zone).await?.into_iter().partition(|(record, _)| record.is_named(&own));
        let Some((_, before)) = ours.first() else { return Ok(Change::Kept) };
        if others.is_empty() {
            let now = self.read_tls(&zone).await?;
            // A value that somebody has changed since is theirs.
            if now.min_version == "1.3" && before.min_version != "1.3" {
                self.set(&zone, "min_tls_version", &before.min_version).await?;
            }
            if now.tls_1_3 != "off" && before.tls_1_3 == "off" {
                self.set(&zone, "tls_1_3", "off").await?;
            }
        }
        // The mark goes last, so that a run that is cut off is finished by the next.
        for (record, _) in &ours {
            self.delete_record(&zone, record).await?;
        }
        Ok(Change::Removed)
    }
}

fn mark_of(p: &Publication) -> String {
    format!("{MARK}{}", p.hostname)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_keeps_known_values_only() {
        let before = Before { min_version: "1.2".to_owned(), tls_1_3: "zrt".to_owned() };
        assert_eq!(Before::parse(&format!("\"{}\"", before.to_text())), Some(before));
        for bad in
            ["", "min_tls_version=1.2", "min_tls_version=0.9 tls_1_3=on", "min_tls_version=1.2 tls_1_3=maybe"]
        {
            assert_eq!(Before::parse(bad), None, "{bad}");
        }
    }
}
