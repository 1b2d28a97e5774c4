//! On whose behalf something is done, and what groups let a user see and do who is neither owner nor administrator.

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::problem::Problem;
use super::rules::shareable;
use super::store::{Cloud, Doc, collection_of, last};
use crate::clock::{self, Micros};
use crate::exchange::Call;

/// Somebody who has done something, as metadata name them also after they are gone.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) email: String,
}

/// On whose behalf the present call is made; the owner of the contract unless somebody else has been named.
#[derive(Debug, Clone, Default)]
pub(crate) struct Actor {
    /// The place in the list of people, of whom the owner is the first.
    pub(crate) person: u32,
    /// The id of a user whom groups restrict; nothing for the owner and for administrators.
    pub(crate) restricted: Option<String>,
}

/// What somebody may do with a resource.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Access {
    pub(crate) read: bool,
    pub(crate) edit: bool,
    pub(crate) share: bool,
}

const ALL: Access = Access { read: true, edit: true, share: true };

/// The privileges of groups: the property, and the word for it in a token.
pub(crate) const PRIVILEGES: [(&str, &str); 25] = [
    ("createDataCenter", "DATA_CENTER_CREATE"),
    ("createSnapshot", "SNAPSHOT_CREATE"),
    ("reserveIp", "IP_BLOCK_RESERVE"),
    ("accessActivityLog", "ACCESS_ACTIVITY_LOG"),
    ("createPcc", "PCC_CREATE"),
    ("s3Privilege", "ACCESS_S3_OBJECT_STORAGE"),
    ("createBackupUnit", "BACKUP_UNIT_CREATE"),
    ("createInternetAccess", "CREATE_INTERNET_ACCESS"),
    ("createK8sCluster", "K8S_CLUSTER_CREATE"),
    ("createFlowLog", "FLOW_LOG_CREATE"),
    ("accessAndManageMonitoring", "ACCESS_AND_MANAGE_MONITORING"),
    ("accessAndManageCertificates", "ACCESS_AND_MANAGE_CERTIFICATES"),
    ("manageDBaaS", "MANAGE_DBAAS"),
    ("accessAndManageDns", "ACCESS_AND_MANAGE_DNS"),
    ("manageRegistry", "MANAGE_REGISTRY"),
    ("manageDataplatform", "MANAGE_DATAPLATFORM"),
    ("accessAndManageLogging", "ACCESS_AND_MANAGE_LOGGING"),
    ("accessAndManageCdn", "ACCESS_AND_MANAGE_CDN"),
    ("accessAndManageVpn", "ACCESS_AND_MANAGE_VPN"),
    ("accessAndManageApiGateway", "ACCESS_AND_MANAGE_API_GATEWAY"),
    ("accessAndManageKaas", "ACCESS_AND_MANAGE_KAAS"),
    ("accessAndManageNetworkFileStorage", "ACCESS_AND_MANAGE_NETWORK_FILE_STORAGE"),
    ("accessAndManageAiModelHub", "ACCESS_AND_MANAGE_AI_MODEL_HUB"),
    ("accessAndManageIamResources", "ACCESS_AND_MANAGE_IAM_RESOURCES"),
    ("createNetworkSecurityGroups", "CREATE_NETWORK_SECURITY_GROUPS"),
];

impl Cloud {
    /// Does everything on behalf of this user until another is named; `None` is the owner of the contract.
    pub(crate) fn act_for(&mut self, user: Option<&str>) {
        let found = user.and_then(|id| Some((id, self.user(id)?)));
        let Some((id, doc)) = found else {
            self.actor = Actor::default();
            return;
        };
        let email = doc.text("email").unwrap_or_default().to_owned();
        let restricted = (!doc.flag("administrator")).then(|| id.to_owned());
        let known = self.people.iter().position(|person| person.id == id && person.email == email);
        let place = known.unwrap_or_else(|| {
            self.people.push(Person { id: id.to_owned(), email });
            self.people.len() - 1
        });
        self.actor = Actor { person: u32::try_from(place).unwrap_or_default(), restricted };
    }

    pub(crate) fn user(&self, id: &str) -> Option<&Doc> {
        self.get(&format!("users/{id}"))
    }

    /// Remembers when a user has come with a password.
    pub(crate) fn log_in(&mut self, id: &str, now: Micros) {
        if let Some(user) = self.get_mut(&format!("users/{id}")) {
            user.hidden.insert("lastLogin", Value::from(clock::iso(now)));
        }
    }

    /// The user with this e-mail address, and the id.
    pub(crate) fn user_called(&self, email: &str) -> Option<(&str, &Doc)> {
        let path = self.named("users", email).next()?;
        Some((last(path), self.get(path)?))
    }

    /// Who has this place in the list of people.
    pub(crate) fn person(&self, place: u32) -> (&str, &str) {
        let person = usize::try_from(place).ok().and_then(|place| self.people.get(place));
        person.map_or((super::USER_ID, super::USER), |person| (&person.id, &person.email))
    }

    /// The groups that a user is in.
    fn groups_of<'a>(&'a self, user: &'a str) -> impl Iterator<Item = (&'a str, &'a Doc)> {
        let groups = self.mentioning(user).filter(|path| collection_of(path) == "groups");
        groups.filter_map(|path| Some((path, self.get(path)?)))
    }

    /// Whether a user has a privilege through a group; administrators have all.
    pub(crate) fn has_privilege(&self, user: &str, privilege: &str) -> bool {
        self.user(user).is_some_and(|user| user.flag("administrator"))
            || self.groups_of(user).any(|(_, group)| group.flag(privilege))
    }

    /// Whether the present call may do what this privilege is for.
    pub(crate) fn may(&self, privilege: &str) -> bool {
        self.actor.restricted.as_deref().is_none_or(|user| self.has_privilege(user, privilege))
    }

    /// As [`Cloud::may`], with the refusal.
    pub(crate) fn demand(&self, privilege: &str) -> Result<(), Problem> {
        if self.may(privilege) {
            return Ok(());
        }
        Err(Problem::denied(format!("the privilege {privilege} is needed.")))
    }

    /// What the present call may do with a resource, or with what it lies in.
    pub(crate) fn access(&self, path: &str) -> Access {
        let Some(user) = self.actor.restricted.as_deref() else { return ALL };
        let mut parts = path.split('/');
        let (Some(collection), Some(id)) = (parts.next(), parts.next()) else { return Access::default() };
        let Some(doc) = self.get(&format!("{collection}/{id}")) else { return Access::default() };
        let [creator, _] = doc.by;
        if creator != 0 && self.person(creator).0 == user {
            return ALL;
        }
        let read = match collection {
            "templates" => true,
            "images" => doc.flag("public"),
            "users" => id == user,
            "groups" => doc.linked("users").iter().any(|member| member == user),
            _ => false,
        };
        let mut access = Access { read, ..Access::default() };
        for (group, _) in self.groups_of(user) {
            if let Some(share) = self.get(&format!("{group}/shares/{id}")) {
                access.read = true;
                access.edit |= share.flag("editPrivilege");
                access.share |= share.flag("sharePrivilege");
            }
        }
        access
    }

    /// Whether the present call can see a resource.
    pub(crate) fn sees(&self, path: &str) -> bool {
        self.access(path).read
    }

    /// What the present call sees of a collection, oldest first.
    pub(crate) fn visible_in(&self, collection: &str) -> Vec<&str> {
        let mut paths = self.children(collection);
        if self.actor.restricted.is_some() && !collection.contains('/') {
            paths.retain(|path| self.sees(path));
        }
        paths
    }
}

/// Whether the user may make this call at all. What cannot be seen does not exist; what can be seen is not always changed.
pub(crate) fn check(cloud: &Cloud, call: &Call) -> Result<(), Problem> {
    let Some(user) = cloud.actor.restricted.as_deref() else { return Ok(()) };
    let is_read = call.method == Method::GET || call.method == Method::HEAD;
    let parts = call.parts();
    match parts.as_slice() {
        ["um", rest @ ..] => management(cloud, user, is_read, rest),
        // Lists show what can be seen, and the privilege to make something is asked for when it is made.
        [] | [_] | ["locations" | "templates" | "contracts" | "labels" | "requests", ..] => Ok(()),
        ["k8s", "versions", ..] => Ok(()),
        [collection, id, rest @ ..] => {
            let access = cloud.access(&format!("{collection}/{id}"));
            match rest {
                _ if !access.read => Err(Problem::not_found()),
                _ if is_read || access.edit => Ok(()),
                // It leaves the data center as it is.
                [.., "create-snapshot"] => Ok(()),
                _ => Err(Problem::denied(format!("the resource {id} is shared for reading only."))),
            }
        }
    }
}

/// Users read what concerns them, keep their own keys, and share what they may share. All else is for administrators.
fn management(cloud: &Cloud, user: &str, is_read: bool, parts: &[&str]) -> Result<(), Problem> {
    match parts {
        ["users", id, "s3keys", ..] if *id == user => Ok(()),
        ["groups", _, "shares", id] if !is_read => {
            let access = shareable(cloud, id).map(|path| cloud.access(&path)).unwrap_or_default();
            match access {
                Access { share: true, .. } => Ok(()),
                Access { read: true, .. } => {
                    Err(Problem::denied(format!("the resource {id} may not be shared further.")))
                }
                _ => Err(Problem::not_found()),
            }
        }
        _ if !is_read => Err(Problem::denied("users and groups are managed by administrators.")),
        ["users" | "groups", id, ..] if !cloud.sees(&format!("{}/{id}", parts.first().unwrap_or(&""))) => {
            Err(Problem::not_found())
        }
        _ => Ok(()),
    }
}

/// What a user has made, of all that groups can share.
pub(crate) fn owned(cloud: &Cloud, user: &str) -> Vec<String> {
    super::rules::SHAREABLE
        .iter()
        .flat_map(|(collection, _)| cloud.paths_in(collection))
        .filter(|path| {
            cloud.get(path).is_some_and(|doc| {
                let [creator, _] = doc.by;
                creator != 0 && cloud.person(creator).0 == last(user)
            })
        })
        .collect()
}
