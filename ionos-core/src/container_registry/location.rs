//! Where registries can be.

use crate::declare::{model, resource};
use crate::document::Document;

/// Where registries can be; its id is a location such as `de/fra`.
pub type RegistryLocation = Document<RegistryLocationProperties>;

model! {
    /// A location has no fields but its id.
    RegistryLocationProperties {}
}

resource! {
    RegistryLocation: "registry location", "locations" / "locationId", name: |r| Some(r.id.as_str()), named: "";
}
