//! Shares. <https://api.ionos.com/docs/cloud/v6/#tag/User-management>

use crate::declare::{body, fields, model, resource};
use crate::document::Document;
use crate::error::Result;
use crate::pending::Pending;
use crate::resource::{Body as _, Item};

/// A resource that a group may use. Its id is the resource's.
pub type GroupShare = Document<GroupShareProperties>;

model! {
    /// What the group may do with the resource beyond reading it.
    GroupShareProperties {
        /// Change it.
        edit_privilege: bool,
        /// Share it with other groups.
        share_privilege: bool,
    }
}

fields! {
    /// What a group may do with a resource beyond reading it; nothing when left out.
    Privileges {
        /// Change it.
        edit_privilege: bool,
        /// Share it with other groups.
        share_privilege: bool,
    }
}

body!(Privileges by none);
resource! {
    GroupShare: "share", "shares" / "resourceId", name: |_| None;
    replace: Privileges;
    can: [Delete];
    actions {
        /// Shares the resource with the group.
        create(Privileges): "umGroupsSharesPost" => custom_change(GroupShare);
    }
}

impl Item<GroupShare> {
    /// Shares the resource with the group.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn create(&self, privileges: Privileges) -> Result<Pending<GroupShare>> {
        let reply = self.scope().ask("umGroupsSharesPost", Some(&privileges.body())).await?;
        Pending::changed(&self.scope(), "share", &reply)
    }
}
