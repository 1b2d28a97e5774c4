//! Registries. <https://api.ionos.com/docs/containerregistry/v1/#tag/Registries>

use super::{Artifact, RegistryToken, Repository};
use crate::declare::{body, fields, model, resource, value};
use crate::document::Document;
use crate::types::{Patch, Timestamp, open_enum};

/// A registry: a host that keeps images.
pub type Registry = Document<RegistryProperties>;

open_enum! {
    /// A day of the week.
    RegistryWeekday {
        /// Monday.
        Monday = "Monday",
        /// Tuesday.
        Tuesday = "Tuesday",
        /// Wednesday.
        Wednesday = "Wednesday",
        /// Thursday.
        Thursday = "Thursday",
        /// Friday.
        Friday = "Friday",
        /// Saturday.
        Saturday = "Saturday",
        /// Sunday.
        Sunday = "Sunday",
    }
}

model! {
    /// The fields of a registry.
    RegistryProperties {
        /// Name, unique among all customers.
        name: String,
        /// Location, such as `de/fra`.
        location: String,
        /// Its host, to which images are pushed.
        hostname: String,
        /// When layers that no image needs are removed.
        garbage_collection_schedule: WeeklySchedule,
        /// How much it holds.
        storage_usage: StorageUsage,
        /// What can be added to it.
        features: RegistryFeatures,
        /// The only networks that may reach it; everybody may when empty.
        api_subnet_allow_list: Vec<String>,
    }
}

value! {
    /// A time on some days of the week.
    WeeklySchedule {
        /// The days.
        days: Vec<RegistryWeekday>,
        /// Time of day in UTC, such as `01:00:00`.
        time: String,
    }
}

impl WeeklySchedule {
    /// This time of day in UTC, such as `01:00:00`, on these days.
    #[must_use]
    pub fn new(time: impl Into<String>, days: Vec<RegistryWeekday>) -> Self {
        Self::default().time(time).days(days)
    }
}

model! {
    /// How much a registry holds.
    StorageUsage {
        /// Bytes.
        bytes: u64,
        /// When it was measured.
        updated_at: Timestamp,
    }
}

value! {
    /// What can be added to a registry; some of it costs extra.
    RegistryFeatures {
        /// Looks for known vulnerabilities in its images; costs extra.
        vulnerability_scanning: VulnerabilityScanning,
    }
}

impl RegistryFeatures {
    /// With or without the search for known vulnerabilities, which costs extra.
    #[must_use]
    pub fn scanning(enabled: bool) -> Self {
        Self::default().vulnerability_scanning(VulnerabilityScanning::default().enabled(enabled))
    }
}

value! {
    /// The search for known vulnerabilities.
    VulnerabilityScanning {
        /// Whether it is on.
        enabled: bool,
    }
}

fields! {
    /// A registry to be made, or the whole of one.
    NewRegistry {
        /// Name, unique among all customers: 3 to 63 of a-z, 0-9 and -, beginning with a letter and not ending with -.
        /// Another name means another registry.
        name: String,
        /// Location, one of [`ContainerRegistry::locations`](crate::ContainerRegistry::locations). Another one means another registry.
        location: String,
        /// When layers that no image needs are removed.
        garbage_collection_schedule: WeeklySchedule,
        /// What can be added to it; some of it costs extra.
        features: RegistryFeatures,
        /// The only networks that may reach it, 25 at most, IPv4 or IPv6; an address without prefix length stands for itself.
        /// Everybody may when empty, and nobody with `0.0.0.0/0`.
        api_subnet_allow_list: Vec<String>,
    }
}

impl NewRegistry {
    /// A registry of this name in this location, such as `de/fra`.
    #[must_use]
    pub fn new(name: impl Into<String>, location: impl Into<String>) -> Self {
        Self::default().name(name).location(location)
    }
}

fields! {
    /// Changes of a registry.
    RegistryUpdate {
        /// When layers that no image needs are removed; cleared they stay.
        garbage_collection_schedule: Patch<WeeklySchedule>,
        /// What can be added to it; some of it costs extra.
        features: RegistryFeatures,
        /// The only networks that may reach it, 25 at most; everybody may when empty.
        api_subnet_allow_list: Vec<String>,
    }
}

body!(NewRegistry);
resource! {
    Registry: "registry", "registries" / "registryId", name: |r| r.properties.name.as_deref();
    create: NewRegistry;
    update: RegistryUpdate;
    replace: NewRegistry;
    can: [Delete];
    inside {
        /// Its repositories: all images of one name. Filters: `name` and `vulnerabilitySeverity`.
        repositories / repository: Repository;
        /// Its tokens: who may pull and push.
        tokens / token: RegistryToken;
    }
    actions {
        /// All its artifacts; filter: `vulnerabilityId`.
        artifacts: "registriesArtifactsGet" => list(Artifact);
    }
}
