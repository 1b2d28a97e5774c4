//! Users. <https://api.ionos.com/docs/cloud/v6/#tag/User-management>

use super::{Group, S3Key, S3Sso, SharedResource};
use crate::declare::{body, entities, fields, model, resource};
use crate::document::Document;
use crate::types::Secret;

/// A user of the contract.
pub type User = Document<UserProperties, UserEntities>;

model! {
    /// The fields of a user.
    UserProperties {
        /// First name.
        firstname: String,
        /// Last name.
        lastname: String,
        /// E-mail address; the name to log in with.
        email: String,
        /// Whether the user may do everything.
        administrator: bool,
        /// Whether the user must log in with a second factor.
        force_sec_auth: bool,
        /// Whether the user logs in with a second factor.
        sec_auth_active: bool,
        /// Id of the user in bucket policies of the object storage.
        s3_canonical_user_id: String,
        /// Whether the user can log in.
        active: bool,
    }
}

entities! {
    /// What belongs to a user.
    UserEntities {
        /// The resources that the user owns.
        owns: SharedResource,
        /// The groups that the user is a member of.
        groups: Group,
    }
}

fields! {
    /// A user to be made.
    NewUser {
        /// First name.
        firstname: String,
        /// Last name.
        lastname: String,
        /// E-mail address; the name to log in with.
        email: String,
        /// Password.
        password: Secret,
        /// Whether the user may do everything; false by default.
        administrator: bool,
        /// Whether the user must log in with a second factor; false by default.
        force_sec_auth: bool,
        /// Whether the user logs in with a second factor.
        sec_auth_active: bool,
        /// Whether the user can log in; true by default.
        active: bool,
    }
}

impl NewUser {
    /// A user without any privilege: groups give them.
    #[must_use]
    pub fn new(
        firstname: impl Into<String>,
        lastname: impl Into<String>,
        email: impl Into<String>,
        password: impl Into<Secret>,
    ) -> Self {
        Self::default()
            .firstname(firstname)
            .lastname(lastname)
            .email(email)
            .password(password)
            .administrator(false)
            .force_sec_auth(false)
    }
}

fields! {
    /// The whole of a user, to replace it with. Without a password the old one stays.
    WholeUser {
        /// First name.
        firstname: String,
        /// Last name.
        lastname: String,
        /// E-mail address; the name to log in with.
        email: String,
        /// New password.
        password: Secret,
        /// Whether the user may do everything.
        administrator: bool,
        /// Whether the user must log in with a second factor.
        force_sec_auth: bool,
        /// Whether the user logs in with a second factor.
        sec_auth_active: bool,
        /// Whether the user can log in.
        active: bool,
    }
}

impl WholeUser {
    /// The user as it is, to change from there.
    #[must_use]
    pub fn of(user: &User) -> Self {
        let now = user.properties.clone();
        Self {
            firstname: now.firstname,
            lastname: now.lastname,
            email: now.email,
            password: None,
            administrator: now.administrator,
            force_sec_auth: now.force_sec_auth,
            sec_auth_active: now.sec_auth_active,
            active: now.active,
        }
    }
}

body!(NewUser by email, WholeUser by email);
resource! {
    User: "user", "um/users" / "userId", name: |r| r.properties.email.as_deref(), named: "email";
    create: NewUser;
    replace: WholeUser;
    can: [Delete];
    inside {
        /// The user's keys for the object storage.
        s3_keys / s3_key: S3Key;
    }
    actions {
        /// The groups that the user is a member of.
        groups: "umUsersGroupsGet" => list(Group);
        /// The resources that the user owns.
        owns: "umUsersOwnsGet" => list(SharedResource);
        /// Makes a key for the object storage. The secret is in the answer.
        create_s3_key: "umUsersS3keysPost" => custom_change(S3Key);
        /// The address under which the user is logged in to the object storage's console: keep it like a password.
        s3_sso: "umUsersS3ssourlGet" => read(S3Sso);
    }
}
