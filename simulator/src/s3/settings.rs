//! The settings of buckets: kept as they were put, once they are what they should be.

use http::Method;
use roxmltree::Node;

use super::store::{Bucket, Versioning};
use super::{Answer, Done, Refusal, Request, not_implemented, wrong_method, xml};

/// One setting.
pub(super) struct Setting {
    /// The word in the query.
    word: &'static str,
    /// The root of its document; a policy is JSON.
    root: Option<&'static str>,
    /// What is answered when it is not set.
    absent: &'static str,
    can_delete: bool,
    needs_digest: bool,
    check: fn(&Bucket, Node<'_, '_>) -> Result<(), Refusal>,
}

fn anything(_: &Bucket, _: Node<'_, '_>) -> Result<(), Refusal> {
    Ok(())
}

const fn setting(word: &'static str, root: &'static str, absent: &'static str) -> Setting {
    Setting { word, root: Some(root), absent, can_delete: true, needs_digest: false, check: anything }
}

static SETTINGS: &[Setting] = &[
    Setting { can_delete: false, check: versioning, ..setting("versioning", "VersioningConfiguration", "") },
    Setting {
        needs_digest: true,
        check: lifecycle,
        ..setting("lifecycle", "LifecycleConfiguration", "NoSuchLifecycleConfiguration")
    },
    Setting {
        check: encryption,
        ..setting(
            "encryption",
            "ServerSideEncryptionConfiguration",
            "ServerSideEncryptionConfigurationNotFoundError",
        )
    },
    Setting {
        check: flags,
        ..setting(
            "publicAccessBlock",
            "PublicAccessBlockConfiguration",
            "NoSuchPublicAccessBlockConfiguration",
        )
    },
    Setting { root: None, ..setting("policy", "", "NoSuchBucketPolicy") },
    Setting {
        needs_digest: true,
        check: |_, root| tags(root).map(drop),
        ..setting("tagging", "Tagging", "NoSuchTagSet")
    },
    Setting {
        needs_digest: true,
        check: cors,
        ..setting("cors", "CORSConfiguration", "NoSuchCORSConfiguration")
    },
    setting("website", "WebsiteConfiguration", "NoSuchWebsiteConfiguration"),
    setting("replication", "ReplicationConfiguration", "ReplicationConfigurationNotFoundError"),
    Setting {
        can_delete: false,
        needs_digest: true,
        check: object_lock,
        ..setting("object-lock", "ObjectLockConfiguration", "ObjectLockConfigurationNotFoundError")
    },
    Setting { root: None, ..setting("policyStatus", "", "NoSuchBucketPolicy") },
    Setting { root: None, ..setting("acl", "", "") },
];

/// The settings that other storages have, and this one has not.
const UNKNOWN: [&str; 9] = [
    "accelerate",
    "analytics",
    "intelligent-tiering",
    "inventory",
    "logging",
    "metrics",
    "notification",
    "ownershipControls",
    "requestPayment",
];

pub(super) fn named(request: &Request<'_>) -> Option<&'static Setting> {
    static NONE: Setting = setting("", "", "");
    if UNKNOWN.iter().any(|word| request.has(word)) {
        return Some(&NONE);
    }
    SETTINGS.iter().find(|setting| request.has(setting.word))
}

pub(super) fn handle(bucket: &mut Bucket, request: &Request<'_>, setting: &Setting) -> Done {
    match (setting.word, &request.call.method) {
        ("", _) => Err(not_implemented("This setting")),
        ("acl", &Method::GET) => Ok(acl(&bucket.owner)),
        ("acl", _) => Err(not_implemented("Writing an access list; use a policy, which")),
        ("policyStatus", &Method::GET) => policy_status(bucket, setting),
        ("policyStatus", _) => Err(wrong_method()),
        ("versioning", &Method::GET) => Ok(Answer::document("VersioningConfiguration", |xml| {
            if bucket.has_versions() {
                xml.text("Status", format!("{:?}", bucket.versioning));
            }
        })),
        ("object-lock", &Method::GET) if bucket.locks && !bucket.settings.contains_key("object-lock") => {
            Ok(Answer::document("ObjectLockConfiguration", |xml| xml.text("ObjectLockEnabled", "Enabled")))
        }
        (_, &Method::GET) => {
            let text = bucket.settings.get(setting.word).ok_or_else(|| absent(setting))?.clone();
            let answer = Answer::empty(200).xml(text);
            Ok(if setting.root.is_none() { answer.with("content-type", "application/json") } else { answer })
        }
        (_, &Method::PUT) => write(bucket, request, setting),
        (_, &Method::DELETE) if setting.can_delete => {
            bucket.settings.remove(setting.word);
            Ok(Answer::empty(204))
        }
        _ => Err(wrong_method()),
    }
}

fn absent(setting: &Setting) -> Refusal {
    Refusal::new(404, setting.absent, "This is not set for the bucket.")
}

fn write(bucket: &mut Bucket, request: &Request<'_>, setting: &Setting) -> Done {
    if setting.needs_digest && !request.has_digest() {
        let message = "Missing required header for this request: Content-MD5 OR x-amz-checksum-*";
        return Err(Refusal::new(400, "InvalidRequest", message));
    }
    match setting.root {
        Some(root) => {
            xml::read(&request.body, root, |node| {
                (setting.check)(bucket, node)?;
                match (setting.word, xml::text(node, "Status")) {
                    ("versioning", Some("Enabled")) => bucket.versioning = Versioning::Enabled,
                    ("versioning", _) => bucket.versioning = Versioning::Suspended,
                    _ => {}
                }
                Ok(())
            })?;
        }
        None => policy(&request.body)?,
    }
    if setting.word != "versioning" {
        let text = String::from_utf8_lossy(&request.body).into_owned();
        let text = if setting.word == "lifecycle" { with_ids(&text) } else { text };
        bucket.settings.insert(setting.word.to_owned(), text);
    }
    Ok(Answer::empty(200))
}

fn versioning(bucket: &Bucket, root: Node<'_, '_>) -> Result<(), Refusal> {
    let status = xml::required(root, "Status")?;
    xml::check(matches!(status, "Enabled" | "Suspended"))?;
    if bucket.locks && status == "Suspended" {
        let message = "An Object Lock configuration is present, so the versioning state cannot be changed.";
        return Err(Refusal::new(409, "InvalidBucketState", message));
    }
    Ok(())
}

const ACTIONS: [&str; 3] = ["Expiration", "NoncurrentVersionExpiration", "AbortIncompleteMultipartUpload"];

fn lifecycle(_: &Bucket, root: Node<'_, '_>) -> Result<(), Refusal> {
    let rules: Vec<_> = xml::children(root, "Rule").collect();
    xml::check((1..=1000).contains(&rules.len()))?;
    let mut ids: Vec<&str> = rules.iter().filter_map(|rule| xml::text(*rule, "ID")).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() != count {
        return Err(Refusal::argument("ID", "Each rule must have an ID of its own."));
    }
    for rule in rules {
        xml::check(matches!(xml::text(rule, "Status"), Some("Enabled" | "Disabled")))?;
        xml::check(ACTIONS.iter().any(|action| xml::child(rule, action).is_some()))?;
        xml::check(xml::child(rule, "Filter").is_some() || xml::child(rule, "Prefix").is_some())?;
        for action in ACTIONS.iter().filter_map(|action| xml::child(rule, action)) {
            for days in ["Days", "NoncurrentDays", "DaysAfterInitiation"] {
                let days = xml::text(action, days).map(|text| text.trim().parse::<u32>());
                if days.is_some_and(|days| !matches!(days, Ok(1..))) {
                    return Err(Refusal::argument("Days", "The number of days must be a positive integer."));
                }
            }
        }
    }
    Ok(())
}

/// Rules without an ID get one.
fn with_ids(text: &str) -> String {
    let mut parts = text.split("<Rule>");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for (number, rule) in parts.enumerate() {
        let own = rule.split("</Rule>").next().unwrap_or_default();
        whole.push_str("<Rule>");
        if !own.contains("<ID>") {
            whole.push_str(&format!("<ID>rule-{}</ID>", number + 1));
        }
        whole.push_str(rule);
    }
    whole
}

fn encryption(_: &Bucket, root: Node<'_, '_>) -> Result<(), Refusal> {
    let rule =
        xml::child(root, "Rule").and_then(|rule| xml::child(rule, "ApplyServerSideEncryptionByDefault"));
    xml::check(rule.and_then(|rule| xml::text(rule, "SSEAlgorithm")) == Some("AES256"))
}

fn flags(_: &Bucket, root: Node<'_, '_>) -> Result<(), Refusal> {
    xml::check(root.children().filter(Node::is_element).all(|flag| {
        let name = flag.tag_name().name();
        ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"].contains(&name)
            && matches!(flag.text().map(str::to_ascii_lowercase).as_deref(), Some("true" | "false"))
    }))
}

fn cors(_: &Bucket, root: Node<'_, '_>) -> Result<(), Refusal> {
    let rules: Vec<_> = xml::children(root, "CORSRule").collect();
    xml::check((1..=100).contains(&rules.len()))?;
    xml::check(rules.iter().all(|rule| {
        xml::child(*rule, "AllowedOrigin").is_some()
            && xml::children(*rule, "AllowedMethod").count() > 0
            && xml::children(*rule, "AllowedMethod")
                .all(|method| matches!(method.text(), Some("GET" | "PUT" | "POST" | "DELETE" | "HEAD")))
    }))
}

fn object_lock(bucket: &Bucket, root: Node<'_, '_>) -> Result<(), Refusal> {
    if !bucket.locks {
        let message = "Object Lock must be enabled when the bucket is made.";
        return Err(Refusal::new(409, "InvalidBucketState", message));
    }
    xml::check(xml::text(root, "ObjectLockEnabled") == Some("Enabled"))?;
    let Some(rule) = xml::child(root, "Rule") else { return Ok(()) };
    xml::check(default_retention(rule).is_some())
}

/// The mode and the days of the retention that new objects get.
fn default_retention(rule: Node<'_, '_>) -> Option<(String, i64)> {
    let rule = xml::child(rule, "DefaultRetention")?;
    let mode = xml::text(rule, "Mode").filter(|mode| matches!(*mode, "GOVERNANCE" | "COMPLIANCE"))?;
    let number = |name| xml::text(rule, name).and_then(|text| text.trim().parse::<i64>().ok());
    let days = match (number("Days"), number("Years")) {
        (Some(days), None) => days,
        (None, Some(years)) => years.checked_mul(365)?,
        _ => return None,
    };
    (1..=36_500).contains(&days).then(|| (mode.to_owned(), days))
}

impl Bucket {
    /// The mode and the days of the retention that new objects get.
    pub(super) fn default_retention(&self) -> Option<(String, i64)> {
        let text = self.settings.get("object-lock")?;
        let found = xml::read(text.as_bytes(), "ObjectLockConfiguration", |root| {
            Ok(xml::child(root, "Rule").and_then(default_retention))
        });
        found.ok().flatten()
    }
}

/// The tags in a document, in its order.
pub(super) fn tags(root: Node<'_, '_>) -> Result<Vec<(String, String)>, Refusal> {
    let set = xml::child(root, "TagSet");
    xml::check(set.is_some())?;
    let mut tags: Vec<(String, String)> = Vec::new();
    for tag in set.into_iter().flat_map(|set| xml::children(set, "Tag")) {
        let key = xml::required(tag, "Key")?;
        let value = xml::text(tag, "Value").unwrap_or_default();
        if key.len() > 128 || value.len() > 256 || tags.iter().any(|(known, _)| known == key) {
            return Err(Refusal::new(400, "InvalidTag", "A tag is too long, or there twice."));
        }
        tags.push((key.to_owned(), value.to_owned()));
    }
    Ok(tags)
}

fn policy(body: &[u8]) -> Result<(), Refusal> {
    let policy = serde_json::from_slice::<serde_json::Value>(body).ok();
    let statements = policy.as_ref().and_then(|policy| policy.get("Statement"));
    let is_right = |statement: &serde_json::Value| {
        matches!(statement.get("Effect").and_then(serde_json::Value::as_str), Some("Allow" | "Deny"))
            && ["Action", "NotAction"].iter().any(|name| statement.get(name).is_some())
            && ["Resource", "NotResource"].iter().any(|name| statement.get(name).is_some())
    };
    let is_policy = match statements {
        Some(serde_json::Value::Array(all)) => !all.is_empty() && all.iter().all(is_right),
        Some(one) => is_right(one),
        None => false,
    };
    if is_policy {
        Ok(())
    } else {
        let message = "The policy must be JSON with statements of Effect, Action and Resource.";
        Err(Refusal::new(400, "MalformedPolicy", message))
    }
}

/// A policy that allows everybody something is public.
fn policy_status(bucket: &Bucket, setting: &Setting) -> Done {
    let text = bucket.settings.get("policy").ok_or_else(|| absent(setting))?;
    let policy = serde_json::from_str::<serde_json::Value>(text).unwrap_or_default();
    let statements = match policy.get("Statement") {
        Some(serde_json::Value::Array(all)) => all.clone(),
        one => one.cloned().into_iter().collect(),
    };
    let is_public = statements.iter().any(|statement| {
        let principal = statement.get("Principal");
        let everybody = principal.and_then(|principal| principal.get("AWS")).or(principal);
        let is_everybody = everybody.is_some_and(|who| {
            who == "*" || who.as_array().is_some_and(|all| all.iter().any(|one| one == "*"))
        });
        statement.get("Effect").is_some_and(|effect| effect == "Allow")
            && is_everybody
            && statement.get("Condition").is_none()
    });
    Ok(Answer::document("PolicyStatus", |xml| xml.text("IsPublic", is_public)))
}

/// Everything belongs to its owner alone.
pub(super) fn acl(owner: &str) -> Answer {
    let id = super::canonical_id(owner);
    let text = xml::write("AccessControlPolicy", |xml| {
        xml.nest("Owner", |xml| xml.text("ID", &id));
        xml.nest("AccessControlList", |xml| {
            xml.nest("Grant", |xml| {
                xml.grantee(&id);
                xml.text("Permission", "FULL_CONTROL");
            });
        });
    });
    Answer::empty(200).xml(text)
}
