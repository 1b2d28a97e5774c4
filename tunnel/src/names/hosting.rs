//! Names in the DNS of IONOS web hosting.

use async_trait::async_trait;
use ionos_core::{Client, HostingRecordFilter, HostingRecordType, HostingRecordUpdate, NewHostingRecord};

use super::{NameProvider, NameRecord, NameZone};
use crate::error::Result;

/// DNS of IONOS web hosting as a provider of names.
#[derive(Clone, Debug)]
pub struct HostingNames(Client);

impl HostingNames {
    /// Uses the client's key for web hosting.
    #[must_use]
    pub fn new(client: &Client) -> Self {
        Self(client.clone())
    }
}

/// The shortest time for caches that the service takes.
const LEAST_TTL: u32 = 60;

#[async_trait]
impl NameProvider for HostingNames {
    async fn zones(&self) -> Result<Vec<NameZone>> {
        let zones = self.0.hosting_dns().zones().list().all().await?;
        Ok(zones.iter().filter_map(|z| Some(NameZone::new(z.id.as_str(), z.name.as_deref()?))).collect())
    }

    async fn records(&self, zone: &NameZone, name: Option<&str>) -> Result<Vec<NameRecord>> {
        let mut filter = HostingRecordFilter::default();
        if let Some(name) = name {
            filter = filter.record_name(name);
        }
        let all = self.0.hosting_dns().zone(zone.id.as_str()).records(filter).await?;
        let read = |r: &ionos_core::HostingRecord| {
            let record =
                NameRecord::new(r.name.as_deref()?, r.kind.as_ref()?.as_str(), r.content.as_deref()?)
                    .with_id(r.id.as_deref()?)
                    .with_ttl(r.ttl);
            // A record that is switched off answers nobody.
            (r.disabled != Some(true) && name.is_none_or(|name| name == record.name)).then_some(record)
        };
        Ok(all.iter().filter_map(read).collect())
    }

    async fn create(&self, zone: &NameZone, record: &NameRecord) -> Result<()> {
        let kind = HostingRecordType::from(record.kind.as_str());
        let new = NewHostingRecord::new(record.name.as_str(), kind, record.content.as_str())
            .ttl(record.ttl.unwrap_or(3600).max(LEAST_TTL));
        self.0.hosting_dns().zone(zone.id.as_str()).create_records(vec![new]).await?;
        Ok(())
    }

    async fn delete(&self, zone: &NameZone, record: &NameRecord) -> Result<()> {
        Ok(self.0.hosting_dns().zone(zone.id.as_str()).delete_record(&record.id).await?)
    }

    /// A record keeps its type here. One of the same type is replaced; otherwise the new ones come before the old ones go.
    async fn swap(&self, zone: &NameZone, old: &[NameRecord], new: &[NameRecord]) -> Result<()> {
        let mut old: Vec<&NameRecord> = old.iter().collect();
        for record in new {
            match old.iter().position(|o| o.kind == record.kind) {
                Some(index) => {
                    let update = HostingRecordUpdate::new(record.content.as_str())
                        .ttl(record.ttl.unwrap_or(3600).max(LEAST_TTL));
                    let taken = old.remove(index);
                    self.0.hosting_dns().zone(zone.id.as_str()).replace_record(&taken.id, update).await?;
                }
                None => self.create(zone, record).await?,
            }
        }
        for record in old {
            self.delete(zone, record).await?;
        }
        Ok(())
    }
}
