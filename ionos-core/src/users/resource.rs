//! What can be owned and shared. <https://api.ionos.com/docs/cloud/v6/#tag/User-management>

use super::Group;
use crate::client::Client;
use crate::declare::{entities, model, resource};
use crate::document::Document;
use crate::resource::{Collection, Item, ReadOnly};
use crate::types::{Id, open_enum};

/// A resource as user management sees it: something that a user owns and that can be shared with groups.
pub type SharedResource = Document<SharedResourceProperties, SharedResourceEntities>;

model! {
    /// The fields of a resource, as user management sees it.
    SharedResourceProperties {
        /// Name.
        name: String,
        /// Whether it can be changed only by users who logged in with a second factor; data centers and snapshots only.
        sec_auth_protection: bool,
    }
}

entities! {
    /// Who a resource is shared with.
    SharedResourceEntities {
        /// The groups it is shared with.
        groups: Group,
    }
}

open_enum! {
    /// A kind of resource that can be shared.
    ResourceKind {
        /// Data centers.
        Datacenter = "datacenter",
        /// Images.
        Image = "image",
        /// Snapshots.
        Snapshot = "snapshot",
        /// Reserved address blocks.
        IpBlock = "ipblock",
        /// Cross-connects.
        CrossConnect = "pcc",
        /// Backup units.
        BackupUnit = "backupunit",
        /// Kubernetes clusters.
        Kubernetes = "k8s",
    }
}

resource! {
    SharedResource: "resource", "um/resources" / "resourceId", name: |r| r.properties.name.as_deref();
}

impl Client {
    /// All resources of one kind that can be shared. They are made, changed and removed where they live, not here:
    ///
    /// ```compile_fail
    /// # async fn example(ionos: ionos_core::Client) -> ionos_core::Result<()> {
    /// ionos.resource(ionos_core::ResourceKind::Image, "id").delete().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn resources_of(&self, kind: impl Into<ResourceKind>) -> Collection<SharedResource, ReadOnly> {
        let mut scope = self.scope().below("um/resources/{resourceType}");
        scope.params.push(kind.into().as_str().to_owned());
        Collection::of(scope, "resourceId")
    }

    /// One resource that can be shared, by its kind and id; nothing is sent.
    #[must_use]
    pub fn resource(
        &self,
        kind: impl Into<ResourceKind>,
        id: impl Into<Id<SharedResource>>,
    ) -> Item<SharedResource, ReadOnly> {
        self.resources_of(kind).item(id)
    }
}
