//! Regions. <https://api.ionos.com/docs/s3-management/v1/#tag/Regions>

use crate::declare::{model, resource};
use crate::document::Document;
use crate::types::open_enum;

/// A region that buckets can be in. Its id is the `LocationConstraint` of its buckets.
pub type StorageRegion = Document<StorageRegionProperties>;

open_enum! {
    /// Who owns the buckets of a region.
    BucketOwnership {
        /// The user who makes them.
        User = "user-owned",
        /// The contract.
        Contract = "contract-owned",
    }
}

model! {
    /// What a region can do.
    StorageRegionCapability {
        /// Access policies.
        iam: bool,
        /// S3 Select.
        s3select: bool,
    }
}

model! {
    /// The fields of a region.
    StorageRegionProperties {
        /// Version of this description.
        version: i64,
        /// Address of its data.
        endpoint: String,
        /// Address of websites that are served from its buckets.
        website: String,
        /// What it can do.
        capability: StorageRegionCapability,
        /// Storage classes of its objects.
        storage_classes: Vec<String>,
        /// Location of the data center, such as `de/txl`; no `LocationConstraint`.
        location: String,
        /// Who owns its buckets.
        bucket_ownership: BucketOwnership,
    }
}

resource! {
    StorageRegion: "region", "regions" / "region", name: |r| r.properties.endpoint.as_deref(), named: "endpoint";
}
