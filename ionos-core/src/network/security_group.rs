//! Security groups. <https://api.ionos.com/docs/cloud/v6/#tag/Security-Groups>

use super::{FirewallRule, NewFirewallRule, Nic};
use crate::compute::Server;
use crate::declare::{body, entities, fields, model, resource};
use crate::document::Document;

/// A named set of firewall rules that servers and NICs can share.
pub type SecurityGroup = Document<SecurityGroupProperties, SecurityGroupEntities>;

model! {
    /// The fields of a security group.
    SecurityGroupProperties {
        /// Name, at most 60 characters.
        name: String,
        /// Free text, at most 300 characters.
        description: String,
    }
}

entities! {
    /// What a security group contains.
    SecurityGroupEntities {
        /// Its rules.
        rules: FirewallRule,
        /// The NICs it protects.
        nics: Nic,
        /// The servers it protects.
        servers: Server,
    }
}

fields! {
    /// A security group to be made, or the whole of one, with its rules.
    NewSecurityGroup {
        /// Name, at most 60 characters.
        name: String,
        /// Free text, at most 300 characters.
        description: String,
    } with {
        /// Adds a rule.
        rule => rules: NewFirewallRule,
    }
}

impl NewSecurityGroup {
    /// A security group of this name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self::default().name(name)
    }
}

fields! {
    /// Changes of a security group.
    SecurityGroupUpdate {
        /// New name, at most 60 characters.
        name: String,
        /// New description, at most 300 characters.
        description: String,
    }
}

body!(NewSecurityGroup);
resource! {
    SecurityGroup: "security group", "securitygroups" / "securityGroupId", name: |r| r.properties.name.as_deref();
    create: NewSecurityGroup;
    update: SecurityGroupUpdate;
    replace: NewSecurityGroup;
    can: [Delete];
    inside {
        /// Its rules.
        rules / rule: FirewallRule => "rules" / "ruleId";
    }
}
