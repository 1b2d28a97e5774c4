//! Users, groups, shares and the keys of users for the object storage. <https://api.ionos.com/docs/cloud/v6/#tag/User-management>

mod group;
mod resource;
mod s3_key;
mod share;
mod user;

pub use group::{Group, GroupEntities, GroupProperties, NewGroup, NewMember, WholeGroup};
pub use resource::{ResourceKind, SharedResource, SharedResourceEntities, SharedResourceProperties};
pub use s3_key::{S3Key, S3KeyProperties, S3Sso, WholeS3Key};
pub(crate) use s3_key::{refusal, refusal_at};
pub use share::{GroupShare, GroupShareProperties, Privileges};
pub use user::{NewUser, User, UserEntities, UserProperties, WholeUser};
