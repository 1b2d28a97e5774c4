//! Locations. <https://api.ionos.com/docs/cloud/v6/#tag/Locations>

use crate::client::Client;
use crate::declare::{model, resource};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::resource::{Collection, Page};

/// A place where IONOS runs data centers. Locations can only be read:
///
/// ```compile_fail
/// # async fn example(ionos: ionos_core::Client) {
/// ionos.locations().create(ionos_core::NewDatacenter::new("x", "de/txl")).await;
/// # }
/// ```
pub type Location = Document<LocationProperties>;

model! {
    /// The fields of a location.
    LocationProperties {
        /// Name for people, such as `berlin`.
        name: String,
        /// What it offers, such as `SSD`.
        features: Vec<String>,
        /// Image aliases that can be used here.
        image_aliases: Vec<String>,
        /// The processors it offers.
        cpu_architecture: Vec<CpuArchitecture>,
        /// The graphics cards it offers.
        gpu_architecture: Vec<GpuArchitecture>,
        /// The location it belongs to, whose images count here too: `de/fra` for `de/fra/2`. Most belong to themselves.
        metro_region: String,
    }
}

model! {
    /// A processor family that a location offers.
    CpuArchitecture {
        /// Family name, to be used as `cpu_family`.
        cpu_family: String,
        /// Most cores a server of it can have.
        max_cores: u32,
        /// Most memory in MB a server of it can have.
        max_ram: u32,
        /// Vendor.
        vendor: String,
        /// Features that are switched on, such as `SEV-SNP`.
        enabled_features: Vec<String>,
    }
}

model! {
    /// A graphics card that a location offers.
    GpuArchitecture {
        /// Vendor.
        vendor: String,
        /// Model.
        model: String,
    }
}

resource! {
    Location: "location", "locations" / "regionId", name: |r| r.properties.name.as_deref();
}

impl Client {
    /// All locations.
    #[must_use]
    pub fn locations(&self) -> Collection<Location> {
        Collection::inside(self.scope())
    }

    /// The locations of one region, such as `de`.
    ///
    /// # Errors
    /// As any read.
    pub async fn locations_in(&self, region: &str) -> Result<Vec<Location>> {
        let call = self.scope().call_of("locationsFindByRegionId")?.param(region).query("depth", 1);
        let page: Page<Location> = self.scope().send(call).await?.json()?;
        Ok(page.items)
    }

    /// One location by its id, such as `de/txl` or `de/fra/2`.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] when the id has no slash, otherwise as any read.
    pub async fn location(&self, id: &str) -> Result<Location> {
        let (region, place) = id.split_once('/').ok_or_else(|| {
            Error::new(ErrorKind::InvalidRequest, format!("`{id}` is no location"))
                .advise("write it like de/txl")
        })?;
        self.raw("locationsFindByRegionIdAndId")?.param(region).param(place).send().await?.json()
    }
}
