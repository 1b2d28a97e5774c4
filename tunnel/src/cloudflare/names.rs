//! Cloudflare as a provider of names.

use async_trait::async_trait;
use http::Method;
use ionos_core::engine::Call;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Cloudflare;
use super::api::Area;
use crate::error::{ErrorKind, Result};
use crate::names::{NameProvider, NameRecord, NameZone};

#[derive(Deserialize)]
struct Zone {
    id: String,
    name: String,
}

#[derive(Deserialize)]
struct Record {
    id: String,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    content: Option<String>,
    #[serde(default)]
    ttl: Option<u32>,
    #[serde(default)]
    proxied: Option<bool>,
}

fn body(record: &NameRecord) -> Value {
    let content =
        if record.kind == "TXT" { format!("\"{}\"", record.content) } else { record.content.clone() };
    let mut body = json!({
        "type": record.kind, "name": record.name, "content": content,
        // 1 leaves the time to Cloudflare.
        "ttl": record.ttl.unwrap_or(1),
    });
    if let Some(body) = body.as_object_mut()
        && record.kind != "TXT"
    {
        body.insert("proxied".to_owned(), record.proxied.unwrap_or(false).into());
    }
    body
}

#[async_trait]
impl NameProvider for Cloudflare {
    async fn zones(&self) -> Result<Vec<NameZone>> {
        let zones: Vec<Zone> =
            self.api.list(Area::Zone, Call::new("listZones", Method::GET, "/zones")).await?;
        Ok(zones.into_iter().map(|zone| NameZone::new(zone.id, &zone.name)).collect())
    }

    async fn records(&self, zone: &NameZone, name: Option<&str>) -> Result<Vec<NameRecord>> {
        let mut call =
            Call::new("listRecords", Method::GET, "/zones/{zone_id}/dns_records").param(zone.id.as_str());
        if let Some(name) = name {
            call = call.query("name.exact", name);
        }
        let records: Vec<Record> = self.api.list(Area::Dns, call).await?;
        let read = |r: Record| {
            let record = NameRecord::new(&r.name, r.kind, &r.content?)
                .with_id(r.id)
                .with_ttl(r.ttl)
                .with_proxied(r.proxied);
            name.is_none_or(|name| name == record.name).then_some(record)
        };
        Ok(records.into_iter().filter_map(read).collect())
    }

    async fn create(&self, zone: &NameZone, record: &NameRecord) -> Result<()> {
        let call =
            Call::new("createRecord", Method::POST, "/zones/{zone_id}/dns_records").param(zone.id.as_str());
        self.api.run(Area::Dns, call.json(&body(record))).await
    }

    async fn delete(&self, zone: &NameZone, record: &NameRecord) -> Result<()> {
        let call = Call::new("deleteRecord", Method::DELETE, "/zones/{zone_id}/dns_records/{dns_record_id}")
            .param(zone.id.as_str())
            .param(record.id.as_str());
        match self.api.run(Area::Dns, call).await {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// One transaction.
    async fn swap(&self, zone: &NameZone, old: &[NameRecord], new: &[NameRecord]) -> Result<()> {
        let deletes: Vec<Value> = old.iter().map(|record| json!({ "id": record.id })).collect();
        let posts: Vec<Value> = new.iter().map(body).collect();
        let call = Call::new("batchRecords", Method::POST, "/zones/{zone_id}/dns_records/batch")
            .param(zone.id.as_str());
        self.api.run(Area::Dns, call.json(&json!({ "deletes": deletes, "posts": posts }))).await
    }

    fn flattens(&self) -> bool {
        true
    }
}
