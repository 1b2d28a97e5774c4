//! Object storage: keys, regions, and the data itself. <https://api.ionos.com/docs/s3-management/v1/>

mod access_key;
mod bucket;
mod object;
mod region;
mod signed;

pub use access_key::{AccessKey, AccessKeyProperties, NewAccessKey};
pub use bucket::{Bucket, BucketSummary, Buckets, LifecycleRule, Versioning};
pub use object::{ObjectData, ObjectSummary, Objects, StorageObject, Written};
pub use region::{BucketOwnership, StorageRegion, StorageRegionCapability, StorageRegionProperties};

use crate::client::Client;
use crate::declare::service;
use crate::operation::Api;
use crate::resource::Scope;

/// The object storage. Managing keys and regions takes a token; the data takes an access key.
#[derive(Clone, Debug)]
pub struct ObjectStorage {
    scope: Scope,
}

impl Client {
    /// The object storage.
    #[must_use]
    pub fn object_storage(&self) -> ObjectStorage {
        ObjectStorage { scope: Scope::root(self, Api::ObjectStorage) }
    }
}

impl ObjectStorage {
    fn scope(&self) -> Scope {
        self.scope.clone()
    }
}

service! {
    ObjectStorage: ObjectStorage;
    inside {
        /// The access keys of this user.
        access_keys / access_key: AccessKey;
        /// The regions that buckets can be in.
        regions / region: StorageRegion [ReadOnly];
    }
}
