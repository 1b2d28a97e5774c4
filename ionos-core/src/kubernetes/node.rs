//! Nodes. <https://api.ionos.com/docs/cloud/v6/#tag/Kubernetes>

use crate::declare::{model, resource};
use crate::document::Document;
use crate::error::Result;
use crate::pending::{Goal, Pending};
use crate::resource::Item;

/// A node of a pool: a server that IONOS runs for the cluster.
pub type Node = Document<NodeProperties>;

model! {
    /// The fields of a node.
    NodeProperties {
        /// Name inside the cluster.
        name: String,
        /// Public address, in public clusters.
        public_ip = "publicIP": String,
        /// Private address.
        private_ip = "privateIP": String,
        /// Kubernetes version.
        k8s_version: String,
    }
}

resource! {
    Node: "Kubernetes node", "nodes" / "nodeId", name: |r| r.properties.name.as_deref();
    can: [Delete];
    actions {
        /// Makes a new node from the pool's template, moves the pods there, and removes this one.
        replace: "k8sNodepoolsNodesReplacePost" => custom_change;
    }
}

impl Item<Node> {
    /// Makes a new node from the pool's template, moves the pods there, and removes this one; one more node is billed meanwhile.
    /// The wait ends when this one is gone; the new one has another id.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn replace(&self) -> Result<Pending<()>> {
        self.scope().act("k8sNodepoolsNodesReplacePost", None, Goal::Gone).await
    }
}
