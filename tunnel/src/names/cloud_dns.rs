//! Names in IONOS Cloud DNS.

use async_trait::async_trait;
use ionos_core::{Client, ErrorKind as Core, NewRecord, RecordType};

use super::{NameProvider, NameRecord, NameZone};
use crate::error::Result;

/// IONOS Cloud DNS as a provider of names.
#[derive(Clone, Debug)]
pub struct CloudDnsNames(Client);

impl CloudDnsNames {
    /// Uses the client's token.
    #[must_use]
    pub fn new(client: &Client) -> Self {
        Self(client.clone())
    }

    async fn replace(&self, zone: &NameZone, id: &str, record: &NameRecord) -> Result<()> {
        let item = self.0.dns().zone(zone.id.as_str()).record(id);
        item.replace(body(zone, record)).await?.wait().await?;
        Ok(())
    }
}

fn body(zone: &NameZone, record: &NameRecord) -> NewRecord {
    let new = NewRecord::new(
        zone.relative(&record.name),
        RecordType::from(record.kind.as_str()),
        record.content.as_str(),
    );
    match record.ttl {
        Some(ttl) => new.ttl(ttl),
        None => new,
    }
}

#[async_trait]
impl NameProvider for CloudDnsNames {
    async fn zones(&self) -> Result<Vec<NameZone>> {
        let zones = self.0.dns().zones().list().all().await?;
        let named = zones
            .iter()
            .filter_map(|z| Some(NameZone::new(z.id.as_str(), z.properties.zone_name.as_deref()?)));
        Ok(named.collect())
    }

    async fn records(&self, zone: &NameZone, name: Option<&str>) -> Result<Vec<NameRecord>> {
        let all = self.0.dns().zone(zone.id.as_str()).records().list().all().await?;
        let read = |record: &ionos_core::Record| {
            let p = &record.properties;
            let front = p.name.as_deref().unwrap_or_default();
            let full = if front.is_empty() { zone.name.clone() } else { format!("{front}.{}", zone.name) };
            let record = NameRecord::new(&full, p.kind.as_ref()?.as_str(), p.content.as_deref()?)
                .with_id(record.id.as_str())
                .with_ttl(p.ttl);
            name.is_none_or(|name| name == record.name).then_some(record)
        };
        Ok(all.iter().filter_map(read).collect())
    }

    async fn create(&self, zone: &NameZone, record: &NameRecord) -> Result<()> {
        self.0.dns().zone(zone.id.as_str()).records().create(body(zone, record)).await?.wait().await?;
        Ok(())
    }

    async fn delete(&self, zone: &NameZone, record: &NameRecord) -> Result<()> {
        match self.0.dns().zone(zone.id.as_str()).record(record.id.as_str()).delete().await {
            Ok(gone) => Ok(gone.wait().await?),
            Err(error) if error.kind() == Core::NotFound => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// A CNAME stands alone, and a record can change its type: all but one go, that one becomes the first of the new ones,
    /// and the others follow.
    async fn swap(&self, zone: &NameZone, old: &[NameRecord], new: &[NameRecord]) -> Result<()> {
        let Some((kept, others)) = old.split_first() else { return Ok(()) };
        let Some((first, rest)) = new.split_first() else { return Ok(()) };
        for record in others {
            self.delete(zone, record).await?;
        }
        self.replace(zone, &kept.id, first).await?;
        for record in rest {
            self.create(zone, record).await?;
        }
        Ok(())
    }
}
