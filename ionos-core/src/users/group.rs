//! Groups. <https://api.ionos.com/docs/cloud/v6/#tag/User-management>

use super::{GroupShare, SharedResource, User};
use crate::declare::{bare, body, entities, fields, model, resource};
use crate::document::Document;
use crate::error::{ErrorKind, Result};
use crate::pending::{Goal, Pending};
use crate::resource::{Body as _, Item};
use crate::types::Id;

/// Users with the same privileges, and the resources that are shared with them.
pub type Group = Document<GroupProperties, GroupEntities>;

model! {
    /// The fields of a group: its name, and what its members may do.
    GroupProperties {
        /// Name.
        name: String,
        /// Make data centers.
        create_data_center: bool,
        /// Make snapshots.
        create_snapshot: bool,
        /// Reserve address blocks.
        reserve_ip: bool,
        /// Read the activity log.
        access_activity_log: bool,
        /// Make cross-connects.
        create_pcc: bool,
        /// Use the object storage.
        s3_privilege: bool,
        /// Make backup units.
        create_backup_unit: bool,
        /// Connect LANs to the internet.
        create_internet_access: bool,
        /// Make Kubernetes clusters.
        create_k8s_cluster: bool,
        /// Make flow logs.
        create_flow_log: bool,
        /// Use monitoring: metrics, alarms and their actions.
        access_and_manage_monitoring: bool,
        /// Use the certificate manager.
        access_and_manage_certificates: bool,
        /// Use the databases.
        manage_dbaas = "manageDBaaS": bool,
        /// Use Cloud DNS.
        access_and_manage_dns: bool,
        /// Use the container registry.
        manage_registry: bool,
        /// Use the data platform.
        manage_dataplatform: bool,
        /// Use logging.
        access_and_manage_logging: bool,
        /// Use the CDN.
        access_and_manage_cdn: bool,
        /// Use VPN gateways.
        access_and_manage_vpn: bool,
        /// Use the API gateway.
        access_and_manage_api_gateway: bool,
        /// Use Kafka.
        access_and_manage_kaas: bool,
        /// Use network file storage.
        access_and_manage_network_file_storage: bool,
        /// Use the AI Model Hub.
        access_and_manage_ai_model_hub: bool,
        /// Manage password policies.
        access_and_manage_iam_resources: bool,
        /// Make network security groups.
        create_network_security_groups: bool,
    }
}

entities! {
    /// What belongs to a group.
    GroupEntities {
        /// Its members.
        users: User,
        /// The resources that are shared with it.
        resources: SharedResource,
    }
}

fields! {
    /// A group to be made: its name, and what its members may do. What is left out they may not.
    NewGroup {
        /// Name.
        name: String,
        /// Make data centers.
        create_data_center: bool,
        /// Make snapshots.
        create_snapshot: bool,
        /// Reserve address blocks.
        reserve_ip: bool,
        /// Read the activity log.
        access_activity_log: bool,
        /// Make cross-connects.
        create_pcc: bool,
        /// Use the object storage.
        s3_privilege: bool,
        /// Make backup units.
        create_backup_unit: bool,
        /// Connect LANs to the internet.
        create_internet_access: bool,
        /// Make Kubernetes clusters.
        create_k8s_cluster: bool,
        /// Make flow logs.
        create_flow_log: bool,
        /// Use monitoring: metrics, alarms and their actions.
        access_and_manage_monitoring: bool,
        /// Use the certificate manager.
        access_and_manage_certificates: bool,
        /// Use the databases.
        manage_dbaas = "manageDBaaS": bool,
        /// Use Cloud DNS.
        access_and_manage_dns: bool,
        /// Use the container registry.
        manage_registry: bool,
        /// Use the data platform.
        manage_dataplatform: bool,
        /// Use logging.
        access_and_manage_logging: bool,
        /// Use the CDN.
        access_and_manage_cdn: bool,
        /// Use VPN gateways.
        access_and_manage_vpn: bool,
        /// Use the API gateway.
        access_and_manage_api_gateway: bool,
        /// Use Kafka.
        access_and_manage_kaas: bool,
        /// Use network file storage.
        access_and_manage_network_file_storage: bool,
        /// Use the AI Model Hub.
        access_and_manage_ai_model_hub: bool,
        /// Manage password policies.
        access_and_manage_iam_resources: bool,
        /// Make network security groups.
        create_network_security_groups: bool,
    }
}

impl NewGroup {
    /// A group of this name, without any privilege.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self::default().name(name)
    }
}

/// The whole of a group, to replace it with: privileges that are left out are taken away.
pub type WholeGroup = NewGroup;

impl NewGroup {
    /// A group like this one, to change from there.
    #[must_use]
    pub fn of(group: &Group) -> Self {
        let now = group.properties.clone();
        Self {
            name: now.name,
            create_data_center: now.create_data_center,
            create_snapshot: now.create_snapshot,
            reserve_ip: now.reserve_ip,
            access_activity_log: now.access_activity_log,
            create_pcc: now.create_pcc,
            s3_privilege: now.s3_privilege,
            create_backup_unit: now.create_backup_unit,
            create_internet_access: now.create_internet_access,
            create_k8s_cluster: now.create_k8s_cluster,
            create_flow_log: now.create_flow_log,
            access_and_manage_monitoring: now.access_and_manage_monitoring,
            access_and_manage_certificates: now.access_and_manage_certificates,
            manage_dbaas: now.manage_dbaas,
            access_and_manage_dns: now.access_and_manage_dns,
            manage_registry: now.manage_registry,
            manage_dataplatform: now.manage_dataplatform,
            access_and_manage_logging: now.access_and_manage_logging,
            access_and_manage_cdn: now.access_and_manage_cdn,
            access_and_manage_vpn: now.access_and_manage_vpn,
            access_and_manage_api_gateway: now.access_and_manage_api_gateway,
            access_and_manage_kaas: now.access_and_manage_kaas,
            access_and_manage_network_file_storage: now.access_and_manage_network_file_storage,
            access_and_manage_ai_model_hub: now.access_and_manage_ai_model_hub,
            access_and_manage_iam_resources: now.access_and_manage_iam_resources,
            create_network_security_groups: now.create_network_security_groups,
        }
    }
}

fields! {
    /// A user who becomes a member.
    NewMember {
        /// The user.
        id: Id<User>,
    }
}

body!(NewGroup);
bare!(NewMember);
resource! {
    Group: "group", "um/groups" / "groupId", name: |r| r.properties.name.as_deref();
    create: NewGroup;
    replace: WholeGroup;
    can: [Delete];
    inside {
        /// The resources that its members may use, with what they may do. One is made with [`create`](Item::<GroupShare>::create) of the item.
        shares / share: GroupShare;
    }
    actions {
        /// Its members.
        users: "umGroupsUsersGet" => list(User);
        /// Makes a user a member.
        add_user(NewMember): "umGroupsUsersPost" => custom_change(User);
        /// Ends a membership; the user goes on to exist.
        remove_user: "umGroupsUsersDelete" => custom_change;
        /// The resources that are shared with it.
        resources: "umGroupsResourcesGet" => list(SharedResource);
    }
}

impl Item<Group> {
    /// Makes a user a member. Privileges reach all services within a minute or so.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn add_user(&self, user: impl Into<Id<User>>) -> Result<Pending<User>> {
        let body = NewMember::default().id(user).body();
        // Who is a member already stays one, so it may be repeated.
        let call = self.scope().call_of("umGroupsUsersPost")?.json(&body).idempotent(true);
        let reply = self.scope().send(call).await?;
        // A member has no address of its own in the group.
        Pending::created(&self.scope().elsewhere().below("um/users"), "user", &reply)
    }

    /// Ends a membership; the user goes on to exist. Ending what has ended already succeeds.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn remove_user(&self, user: impl Into<Id<User>>) -> Result<Pending<()>> {
        let call = self.scope().call_of("umGroupsUsersDelete")?.param(user.into());
        match self.scope().send(call).await {
            Ok(reply) => Pending::acted(&self.scope(), "membership", Goal::Done, &reply),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Ok(Pending::ended(&self.scope(), "membership"))
            }
            Err(error) => Err(error),
        }
    }
}
