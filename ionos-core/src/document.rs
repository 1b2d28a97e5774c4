//! The envelope that every resource comes in.

use serde::{Deserialize, Serialize};

use crate::types::{Id, Timestamp, open_enum};

open_enum! {
    /// Where a resource is in its life.
    State {
        /// Ready for use; no change is pending.
        Available = "AVAILABLE",
        /// Ready for use (Kubernetes and newer services).
        Active = "ACTIVE",
        /// Ready for use (newer services).
        Ready = "READY",
        /// Made, but switched off.
        Inactive = "INACTIVE",
        /// At least one change is pending; further ones queue behind it.
        Busy = "BUSY",
        /// Being made.
        Deploying = "DEPLOYING",
        /// Being made (DNS).
        Provisioning = "PROVISIONING",
        /// Being changed.
        Updating = "UPDATING",
        /// Being removed.
        Destroying = "DESTROYING",
        /// Paused.
        Suspended = "SUSPENDED",
        /// The last change failed.
        Failed = "FAILED",
    }
}

impl State {
    /// Whether no change is pending and nothing failed.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        matches!(self, Self::Available | Self::Active | Self::Ready | Self::Inactive | Self::Suspended)
    }

    /// Whether the last change failed.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        self.as_str().starts_with("FAILED") || self.as_str() == "ERROR"
    }
}

/// What the service notes about a resource.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct Metadata {
    /// Changes with every change of the resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_date: Option<Timestamp>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified_date: Option<Timestamp>,
    /// Who last changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified_by: Option<String>,
    /// Where it is in its life.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// Fields that this version of the crate does not know.
    #[serde(flatten)]
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// A resource as the service sends it: id, metadata, properties `P`, and the resources inside it `E`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "P: Default + Deserialize<'de>, E: Deserialize<'de>"))]
#[non_exhaustive]
pub struct Document<P, E = NoEntities> {
    /// Its identifier; empty for the few kinds that have none, such as contracts.
    #[serde(default, skip_serializing_if = "Id::is_empty")]
    pub id: Id<Self>,
    /// Its kind in the service's words, such as `server`.
    #[serde(rename = "type", default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// What the service notes about it; absent in answers of depth 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
    /// Its fields; all empty in answers of depth 0.
    #[serde(default)]
    pub properties: P,
    /// What it contains; present from the depth that covers it.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub entities: Option<E>,
}

fn none<E>() -> Option<E> {
    None
}

impl<P, E> Document<P, E> {
    /// Where it is in its life, if the answer was deep enough to say.
    #[must_use]
    pub fn state(&self) -> Option<&State> {
        self.metadata.as_ref()?.state.as_ref()
    }
}

/// For resources that contain no others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NoEntities {}

/// A list inside a resource.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
#[non_exhaustive]
pub struct Items<T> {
    /// The resources.
    #[serde(default = "Vec::new")]
    pub items: Vec<T>,
}

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self { items: Vec::new() }
    }
}
