//! Clusters. <https://api.ionos.com/docs/cloud/v6/#tag/Kubernetes>

use super::{NodePool, bare_text};
use crate::declare::{body, entities, fields, model, resource, value};
use crate::document::Document;
use crate::error::Result;
use crate::resource::Item;
use crate::types::{Secret, open_enum};

/// A Kubernetes cluster: the control plane that IONOS runs, and its node pools.
pub type KubernetesCluster = Document<KubernetesClusterProperties, KubernetesClusterEntities>;

open_enum! {
    /// A day of the week.
    Weekday {
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

value! {
    /// When IONOS may update software. It may begin up to 15 minutes off.
    MaintenanceWindow {
        /// Day.
        day_of_the_week: Weekday,
        /// Time of day, such as `03:00:00Z`.
        time: String,
    }
}

impl MaintenanceWindow {
    /// A window on this day at this time, such as `03:00:00Z`.
    #[must_use]
    pub fn new(day: Weekday, time: impl Into<String>) -> Self {
        Self::default().day_of_the_week(day).time(time)
    }
}

value! {
    /// A bucket of the object storage.
    S3Bucket {
        /// Name of the bucket.
        name: String,
    }
}

impl S3Bucket {
    /// The bucket of this name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self::default().name(name)
    }
}

model! {
    /// The fields of a Kubernetes cluster.
    KubernetesClusterProperties {
        /// Name: at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends.
        name: String,
        /// Kubernetes version of the control plane.
        k8s_version: String,
        /// When it may be updated.
        maintenance_window: MaintenanceWindow,
        /// Versions to which it can be upgraded.
        available_upgrade_versions: Vec<String>,
        /// Versions that its node pools can have.
        viable_node_pool_versions: Vec<String>,
        /// Whether its nodes have public addresses; true by default. Fixed at creation.
        public: bool,
        /// Location of a private cluster. Fixed at creation.
        location: String,
        /// Reserved address under which a private cluster's nodes reach the internet. Fixed at creation.
        nat_gateway_ip: String,
        /// Subnet of a private cluster's nodes, an IPv4 network of 16 bits. Fixed at creation.
        node_subnet: String,
        /// Networks that may reach the API server; everybody when empty.
        api_subnet_allow_list: Vec<String>,
        /// Where audit logs of the API server are kept; one bucket at most.
        s3_buckets: Vec<S3Bucket>,
    }
}

entities! {
    /// What a Kubernetes cluster contains.
    KubernetesClusterEntities {
        /// Its node pools.
        nodepools: NodePool,
    }
}

fields! {
    /// A Kubernetes cluster to be made.
    NewKubernetesCluster {
        /// Name: at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends.
        name: String,
        /// Kubernetes version; the default version when left out.
        k8s_version: String,
        /// When it may be updated.
        maintenance_window: MaintenanceWindow,
        /// Whether its nodes have public addresses; true by default. A private cluster needs a location and a NAT address.
        public: bool,
        /// Location; needed for a private cluster. It must be enabled, or hold a data center of the contract.
        location: String,
        /// Reserved address of that location, under which a private cluster's nodes reach the internet.
        nat_gateway_ip: String,
        /// Subnet of a private cluster's nodes, an IPv4 network of 16 bits.
        node_subnet: String,
        /// Networks that may reach the API server; everybody when left out. An address alone means /32 or /128.
        api_subnet_allow_list: Vec<String>,
        /// Where audit logs of the API server are kept; one bucket at most.
        s3_buckets: Vec<S3Bucket>,
    }
}

impl NewKubernetesCluster {
    /// A public cluster of this name, with the default version.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self::default().name(name)
    }

    /// A cluster whose nodes have private addresses only, and reach the internet under this reserved address of the location.
    #[must_use]
    pub fn private(
        name: impl Into<String>,
        location: impl Into<String>,
        nat_gateway_ip: impl Into<String>,
    ) -> Self {
        Self::default().name(name).public(false).location(location).nat_gateway_ip(nat_gateway_ip)
    }
}

fields! {
    /// The whole of a Kubernetes cluster, as far as it can change: what is left out falls back to its default.
    ///
    /// `public`, `location`, `nat_gateway_ip` and `node_subnet` are fixed at creation: other values mean another cluster.
    WholeKubernetesCluster {
        /// Name.
        name: String,
        /// Kubernetes version; only to one of `available_upgrade_versions`, never back.
        k8s_version: String,
        /// When it may be updated.
        maintenance_window: MaintenanceWindow,
        /// Networks that may reach the API server; everybody when left out.
        api_subnet_allow_list: Vec<String>,
        /// Where audit logs of the API server are kept; one bucket at most.
        s3_buckets: Vec<S3Bucket>,
    }
}

impl WholeKubernetesCluster {
    /// The cluster as it is, to change from there.
    #[must_use]
    pub fn of(cluster: &KubernetesCluster) -> Self {
        let now = cluster.properties.clone();
        Self {
            name: now.name,
            k8s_version: now.k8s_version,
            maintenance_window: now.maintenance_window,
            api_subnet_allow_list: now.api_subnet_allow_list,
            s3_buckets: now.s3_buckets,
        }
    }
}

body!(NewKubernetesCluster, WholeKubernetesCluster);
resource! {
    KubernetesCluster: "Kubernetes cluster", "k8s" / "k8sClusterId", name: |r| r.properties.name.as_deref();
    create: NewKubernetesCluster;
    replace: WholeKubernetesCluster;
    can: [Delete];
    inside {
        /// Its node pools.
        node_pools / node_pool: NodePool;
    }
    actions {
        /// The file with which `kubectl` administers the cluster. It holds a key: keep it like a password.
        kubeconfig: "k8sKubeconfigGet" => custom(Secret);
    }
}

impl Item<KubernetesCluster> {
    /// The file with which `kubectl` administers the cluster. It holds a key: keep it like a password.
    ///
    /// # Errors
    /// As any read; the cluster must be active.
    pub async fn kubeconfig(&self) -> Result<Secret> {
        bare_text(&self.scope().ask("k8sKubeconfigGet", None).await?).map(Secret::from)
    }
}
