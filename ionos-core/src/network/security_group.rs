//! Security groups. <https://api.ionos.com/docs/cloud/v6/#tag/Security-Groups>

use serde::{Deserialize, Serialize};

use super::{FirewallRule, NewFirewallRule};
use crate::document::{Document, Items};
use crate::resource::{Collection, Item, body, fields, model, resource};

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

/// What a security group contains.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct SecurityGroupEntities {
    /// Its rules.
    pub rules: Items<FirewallRule>,
}

fields! {
    /// A security group to be made, with its rules.
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
        /// New name.
        name: String,
        /// New description.
        description: String,
    }
}

body!(NewSecurityGroup);
resource!(SecurityGroup, "security group", "securitygroups" / "securityGroupId", name: |r| r.properties.name.as_deref(), page: 1000,
    create: NewSecurityGroup, update: SecurityGroupUpdate; Delete);

impl Item<SecurityGroup> {
    /// Its rules.
    #[must_use]
    pub fn rules(&self) -> Collection<FirewallRule> {
        self.collection_at("rules", "ruleId")
    }
}
