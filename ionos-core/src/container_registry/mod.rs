//! Container registries: images, who may pull and push them, and their vulnerabilities. <https://api.ionos.com/docs/containerregistry/v1/>

mod artifact;
mod location;
mod registry;
mod repository;
mod token;
mod vulnerability;

pub use artifact::{Artifact, ArtifactProperties};
pub use location::{RegistryLocation, RegistryLocationProperties};
pub use registry::{
    NewRegistry, Registry, RegistryFeatures, RegistryProperties, RegistryUpdate, RegistryWeekday,
    StorageUsage, VulnerabilityScanning, WeeklySchedule,
};
pub use repository::{Repository, RepositoryProperties};
pub use token::{
    NewRegistryToken, RegistryCredentials, RegistryToken, RegistryTokenProperties, RegistryTokenStatus,
    RegistryTokenUpdate, TokenScope,
};
pub use vulnerability::{AffectedPackage, Vulnerability, VulnerabilityProperties, VulnerabilitySource};

use crate::client::Client;
use crate::declare::service;
use crate::error::{ErrorKind, Result};
use crate::operation::Api;
use crate::resource::Scope;

/// The container registry service.
#[derive(Clone, Debug)]
pub struct ContainerRegistry {
    scope: Scope,
}

impl Client {
    /// The container registry service.
    #[must_use]
    pub fn container_registry(&self) -> ContainerRegistry {
        ContainerRegistry { scope: Scope::root(self, Api::ContainerRegistry) }
    }
}

service! {
    ContainerRegistry: ContainerRegistry;
    inside {
        /// All registries. Filter: `name`.
        registries / registry: Registry;
    }
    actions {
        /// Where registries can be.
        locations: "locationsGet" => list(RegistryLocation);
        /// Whether a name is free for a new registry; names are unique among all customers.
        is_name_free: "namesCheckUsage" => custom;
        /// What is known about a vulnerability, by its id such as `CVE-2024-3094`.
        vulnerability: "vulnerabilitiesFindByID" => custom(Vulnerability);
    }
}

impl ContainerRegistry {
    fn scope(&self) -> Scope {
        self.scope.clone()
    }

    /// Whether a name is free for a new registry; names are unique among all customers.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] for a name that no registry may have.
    pub async fn is_name_free(&self, name: &str) -> Result<bool> {
        match self.scope.send(self.scope.call_of("namesCheckUsage")?.param(name)).await {
            Ok(_) => Ok(false),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
            Err(error) if error.kind() == ErrorKind::InvalidRequest => {
                Err(error.advise("3 to 63 of a-z, 0-9 and -, beginning with a letter and not ending with -"))
            }
            Err(error) => Err(error),
        }
    }

    /// What is known about a vulnerability, by its id such as `CVE-2024-3094`.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when the service knows none of that id.
    pub async fn vulnerability(&self, id: &str) -> Result<Vulnerability> {
        self.scope.send(self.scope.call_of("vulnerabilitiesFindByID")?.param(id)).await?.json()
    }
}
