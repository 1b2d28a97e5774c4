//! Repositories of registries. <https://api.ionos.com/docs/containerregistry/v1/#tag/Repositories>

use super::Artifact;
use crate::declare::{model, resource};
use crate::document::Document;
use crate::types::Timestamp;

/// All images of one name. It comes into being with the first push; handles take its name, such as `team/app`.
///
/// ```compile_fail,E0599
/// # async fn f(registry: ionos_core::Item<ionos_core::Registry>) -> ionos_core::Result<()> {
/// // Repositories are made by a push, not here.
/// registry.repositories().create("team/app").await?;
/// # Ok(()) }
/// ```
pub type Repository = Document<RepositoryProperties>;

model! {
    /// The fields of a repository.
    RepositoryProperties {
        /// Name, such as `team/app`.
        name: String,
    }
}

resource! {
    Repository: "repository", "repositories" / "repositoryName", name: |r| r.properties.name.as_deref();
    can: [Delete];
    inside {
        /// What it holds.
        artifacts / artifact: Artifact;
    }
}

/// What the service counts.
impl Repository {
    /// How many artifacts it holds.
    #[must_use]
    pub fn artifact_count(&self) -> Option<u64> {
        self.metadata.as_ref()?.noted("artifactCount")?.as_u64()
    }

    /// How often something was pulled from it.
    #[must_use]
    pub fn pull_count(&self) -> Option<u64> {
        self.metadata.as_ref()?.noted("pullCount")?.as_u64()
    }

    /// How often something was pushed to it.
    #[must_use]
    pub fn push_count(&self) -> Option<u64> {
        self.metadata.as_ref()?.noted("pushCount")?.as_u64()
    }

    /// When something was last pulled from it.
    #[must_use]
    pub fn last_pulled_at(&self) -> Option<Timestamp> {
        self.metadata.as_ref()?.noted_as("lastPulledAt")
    }

    /// When something was last pushed to it.
    #[must_use]
    pub fn last_pushed_at(&self) -> Option<Timestamp> {
        self.metadata.as_ref()?.noted_as("lastPushedAt")
    }

    /// How bad the last search for vulnerabilities turned out, such as `high`.
    #[must_use]
    pub fn last_severity(&self) -> Option<&str> {
        self.metadata.as_ref()?.noted("lastSeverity")?.as_str()
    }
}
