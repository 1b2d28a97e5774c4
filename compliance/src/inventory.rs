//! What is looked at: documents as IONOS Cloud answered them.

use ionos_core::{Client, Datacenter, IpBlock, Result};

use crate::model::Evidence;

/// Everything that the checks look at, with where it came from.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Inventory {
    /// Data centers, read deep enough to show flow logs and rules.
    pub datacenters: Vec<Datacenter>,
    /// Reserved address blocks; `None` when they were not read.
    pub ip_blocks: Option<Vec<IpBlock>>,
    /// When it was read (RFC 3339).
    pub read_at: String,
}

impl Inventory {
    /// An inventory of data centers that were read just now, with everything inside.
    #[must_use]
    pub fn of(datacenters: Vec<Datacenter>) -> Self {
        Self { datacenters, ip_blocks: None, read_at: jiff::Timestamp::now().to_string() }
    }

    /// Reads everything that these credentials can see, in two calls.
    ///
    /// # Errors
    /// As any read.
    pub async fn read(client: &Client) -> Result<Self> {
        let datacenters = client.datacenters().list().depth(10).all().await?;
        let ip_blocks = client.ip_blocks().list().all().await?;
        Ok(Self { ip_blocks: Some(ip_blocks), ..Self::of(datacenters) })
    }

    pub(crate) fn evidence(&self) -> Vec<Evidence> {
        self.datacenters
            .iter()
            .map(|d| Evidence {
                url: d.href.clone().unwrap_or_default(),
                etag: d.metadata.as_ref().and_then(|m| m.etag.clone()),
                read_at: self.read_at.clone(),
            })
            .collect()
    }
}
