//! Managed Kubernetes: clusters, node pools and nodes. <https://api.ionos.com/docs/cloud/v6/#tag/Kubernetes>
//!
//! No write names a request to follow: a wait asks for the state of the cluster, pool or node itself.

mod cluster;
mod node;
mod node_pool;

pub use cluster::{
    KubernetesCluster, KubernetesClusterEntities, KubernetesClusterProperties, MaintenanceWindow,
    NewKubernetesCluster, S3Bucket, Weekday, WholeKubernetesCluster,
};
pub use node::{Node, NodeProperties};
pub use node_pool::{
    AutoScaling, NewNodePool, NodePool, NodePoolLan, NodePoolProperties, NodePoolRoute, NodePoolServerType,
    NodePoolStorageType, Taint, TaintEffect, WholeNodePool,
};

use crate::client::Client;
use crate::error::Result;
use crate::http::call::Reply;

impl Client {
    /// The Kubernetes version that a new cluster gets when it names none.
    ///
    /// # Errors
    /// As any read.
    pub async fn k8s_default_version(&self) -> Result<String> {
        bare_text(&self.scope().ask("k8sVersionsDefaultGet", None).await?)
    }
}

/// A text that the service sends bare, or as a JSON string.
fn bare_text(reply: &Reply) -> Result<String> {
    if reply.body().starts_with(b"\"") { reply.json() } else { reply.text() }
}
