//! Keys of users for the object storage. <https://api.ionos.com/docs/cloud/v6/#tag/User-S3-keys>

use std::time::Duration;

use crate::declare::{body, fields, model, resource};
use crate::document::Document;
use crate::error::{ApiMessage, Result};
use crate::http::call::{ReadRefusal, Refusal};
use crate::operation::{Api, Operation};
use crate::pending::Pending;
use crate::resource::{Collection, Item};
use crate::types::Secret;

use super::User;

/// A key of a user for the object storage. Its id is the access key.
pub type S3Key = Document<S3KeyProperties>;

model! {
    /// The fields of a key.
    S3KeyProperties {
        /// The secret that requests are signed with.
        secret_key: Secret,
        /// Whether it is accepted.
        active: bool,
    }
}

model! {
    /// Single sign-on to the object storage.
    S3Sso {
        /// Address that logs in whoever opens it.
        sso_url: Secret,
    }
}

fields! {
    /// The whole of a key, as far as it can change.
    WholeS3Key {
        /// Whether it is accepted.
        active: bool,
    }
}

body!(WholeS3Key by none);
resource! {
    S3Key: "S3 key", "s3keys" / "keyId", name: |_| None;
    replace: WholeS3Key;
    can: [Delete];
}

impl Item<User> {
    /// Makes a key for the object storage, five at most a user. The secret is in the answer.
    ///
    /// A user who has just become a member of a group with the privilege is refused for a while: such a refusal, and no other, is tried again.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn create_s3_key(&self) -> Result<Pending<S3Key>> {
        let keys = Collection::<S3Key>::inside(self.scope());
        let reply = self.scope().ask("umUsersS3keysPost", None).await?;
        Pending::created(keys.scope(), "S3 key", &reply)
    }
}

/// How long to wait until a new membership is known everywhere.
const PROPAGATION: Duration = Duration::from_secs(5);

/// What a 422 of the keys means, where it does not mean what it says.
pub(crate) fn refusal(operation: &Operation) -> Option<ReadRefusal> {
    match (operation.api, operation.id) {
        (Api::Cloud, "umUsersS3keysFindByKeyId" | "umUsersS3keysPut" | "umUsersS3keysDelete") => {
            Some(missing)
        }
        (Api::Cloud, "umUsersS3keysPost") => Some(|messages| {
            let early = says(messages, "needs to be part of a group that has ACCESS_S3_OBJECT_STORAGE");
            early.then_some(Refusal::TooEarly(PROPAGATION))
        }),
        _ => None,
    }
}

/// The same for the address of a key, which a wait reads.
pub(crate) fn refusal_at(api: Api, path: &str) -> Option<ReadRefusal> {
    let key = api == Api::Cloud && path.rsplit('/').nth(1) == Some("s3keys");
    key.then_some(missing)
}

fn missing(messages: &[ApiMessage]) -> Option<Refusal> {
    says(messages, "access key cannot be found").then_some(Refusal::NotFound)
}

fn says(messages: &[ApiMessage], words: &str) -> bool {
    messages.iter().any(|m| m.message.contains(words))
}
