//! Access keys. <https://api.ionos.com/docs/s3-management/v1/#tag/AccessKeys>

use http::Method;

use crate::declare::{body, fields, model, resource};
use crate::document::Document;
use crate::error::Result;
use crate::pending::Pending;
use crate::resource::{Body as _, Item, Resource as _};
use crate::types::Secret;

/// A key that signs requests to the object storage.
pub type AccessKey = Document<AccessKeyProperties>;

model! {
    /// The fields of an access key.
    AccessKeyProperties {
        /// Free text.
        description: String,
        /// The public half, 92 characters.
        access_key: String,
        /// The secret half; shown when the key is made or renewed.
        secret_key: Secret,
        /// Id of its user in policies of user-owned buckets.
        canonical_user_id: String,
        /// Id of its user in policies of contract-owned buckets.
        contract_user_id: String,
    }
}

fields! {
    /// An access key to be made, or to be described anew.
    NewAccessKey {
        /// Free text.
        description: String,
    }
}

impl NewAccessKey {
    /// A key with this description.
    #[must_use]
    pub fn new(description: impl Into<String>) -> Self {
        Self::default().description(description)
    }
}

body!(NewAccessKey by description);
resource! {
    AccessKey: "access key", "accesskeys" / "accesskeyId", name: |r| r.properties.description.as_deref(), named: "description";
    create: NewAccessKey;
    can: [Delete];
    actions {
        /// Gives the key this description; makes it under this id when it does not exist.
        replace(NewAccessKey): "accesskeysPut" => custom_change(AccessKey);
        /// Gives the key a new secret; the old one is good for nothing afterwards.
        renew: "accesskeysRenew" => read(AccessKey);
    }
}

impl Item<AccessKey> {
    /// Gives the key this description; makes it under this id (a UUID of your choice) when it does not exist.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn replace(&self, whole: NewAccessKey) -> Result<Pending<AccessKey>> {
        let mut body = whole.body();
        if let Some(body) = body.as_object_mut() {
            body.insert("id".to_owned(), self.id().as_str().into());
        }
        let reply = self.scope().send(self.scope().call(Method::PUT).json(&body)).await?;
        Pending::changed(&self.scope(), AccessKey::KIND, &reply)
    }
}
