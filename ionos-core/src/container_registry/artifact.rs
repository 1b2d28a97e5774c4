//! What repositories hold. <https://api.ionos.com/docs/containerregistry/v1/#tag/Artifacts>

use super::Vulnerability;
use crate::declare::{model, resource};
use crate::document::Document;
use crate::types::Timestamp;

/// An image or another thing in a repository; its id is its digest, such as `sha256:…`.
pub type Artifact = Document<ArtifactProperties>;

model! {
    /// The fields of an artifact.
    ArtifactProperties {
        /// Name of its repository.
        repository_name: String,
        /// Digest.
        digest: String,
        /// Tags.
        tags: Vec<String>,
        /// Kind of content, such as `application/vnd.oci.image.manifest.v1+json`.
        media_type: String,
    }
}

resource! {
    Artifact: "artifact", "artifacts" / "digest", name: |r| r.properties.digest.as_deref(), named: "";
    actions {
        /// What is known to be wrong with it; the worst first. Filters: `severity` and `fixable`.
        vulnerabilities: "registriesRepositoriesArtifactsVulnerabilitiesGet" => list(Vulnerability);
    }
}

/// What the service counts and finds.
impl Artifact {
    /// How often it was pulled.
    #[must_use]
    pub fn pull_count(&self) -> Option<u64> {
        self.metadata.as_ref()?.noted("pullCount")?.as_u64()
    }

    /// How often it was pushed.
    #[must_use]
    pub fn push_count(&self) -> Option<u64> {
        self.metadata.as_ref()?.noted("pushCount")?.as_u64()
    }

    /// When it was last pulled.
    #[must_use]
    pub fn last_pulled_at(&self) -> Option<Timestamp> {
        self.metadata.as_ref()?.noted_as("lastPulledAt")
    }

    /// When it was last pushed.
    #[must_use]
    pub fn last_pushed_at(&self) -> Option<Timestamp> {
        self.metadata.as_ref()?.noted_as("lastPushedAt")
    }

    /// When vulnerabilities were last looked for.
    #[must_use]
    pub fn last_scanned_at(&self) -> Option<Timestamp> {
        self.metadata.as_ref()?.noted_as("lastScannedAt")
    }

    /// How bad its worst vulnerability is, such as `high`.
    #[must_use]
    pub fn max_severity(&self) -> Option<&str> {
        self.metadata.as_ref()?.noted("vulnMaxSeverity")?.as_str()
    }

    /// The CVSS scores of all its vulnerabilities together.
    #[must_use]
    pub fn total_score(&self) -> Option<f64> {
        self.metadata.as_ref()?.noted("vulnTotalScore")?.as_f64()
    }

    /// How many vulnerabilities it has.
    #[must_use]
    pub fn vulnerability_count(&self) -> Option<u64> {
        self.metadata.as_ref()?.noted("vulnTotalCount")?.as_u64()
    }

    /// How many of them a newer package removes.
    #[must_use]
    pub fn fixable_count(&self) -> Option<u64> {
        self.metadata.as_ref()?.noted("vulnFixableCount")?.as_u64()
    }
}
