//! What the object storage remembers: buckets, and the versions of their objects.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::bucket::is_name;
use super::checksum::Checksum;
use super::region::{REGIONS, Region};
use crate::clock::Micros;
use crate::dice::Dice;

/// The name of the only version in a bucket that keeps no others.
pub(super) const NULL: &str = "null";

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Storage {
    pub(super) buckets: BTreeMap<String, Bucket>,
    /// Uploads in parts that have not ended, by their ids.
    pub(super) uploads: BTreeMap<String, Upload>,
    /// Until when flow logs are written.
    pub(super) logged: Micros,
    pub(super) dice: Dice,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Bucket {
    pub(super) region: String,
    /// The user who has made it.
    pub(super) owner: String,
    pub(super) created: Micros,
    pub(super) versioning: Versioning,
    /// Whether objects can be locked, which is said when it is made.
    pub(super) locks: bool,
    /// Settings as they were put, by the word in the query.
    pub(super) settings: BTreeMap<String, String>,
    pub(super) objects: BTreeMap<String, Object>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Versioning {
    Never,
    Enabled,
    Suspended,
}

/// The versions under one key.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Object {
    /// Oldest first; the last one is current.
    pub(super) versions: Vec<Version>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Version {
    pub(super) id: String,
    pub(super) at: Micros,
    /// `None` marks a deletion.
    pub(super) content: Option<Content>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Content {
    #[serde(with = "base64_text")]
    pub(super) bytes: Bytes,
    /// Without quotes.
    pub(super) etag: String,
    /// What is given back with it, such as its type and its metadata.
    pub(super) headers: BTreeMap<String, String>,
    pub(super) checksum: Option<Checksum>,
    pub(super) tags: Vec<(String, String)>,
    pub(super) retention: Option<Retention>,
    pub(super) legal_hold: bool,
    /// The sizes of the parts it was uploaded in.
    pub(super) parts: Vec<usize>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Retention {
    /// `GOVERNANCE` or `COMPLIANCE`.
    pub(super) mode: String,
    pub(super) until: Micros,
}

/// An object that is uploaded in parts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Upload {
    pub(super) bucket: String,
    pub(super) key: String,
    pub(super) at: Micros,
    /// What the object shall have, without bytes yet.
    pub(super) draft: Content,
    pub(super) algorithm: Option<super::checksum::Algorithm>,
    /// Whether the checksum of the object covers it as a whole.
    pub(super) is_full: bool,
    pub(super) parts: BTreeMap<u32, Part>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Part {
    #[serde(with = "base64_text")]
    pub(super) bytes: Bytes,
    pub(super) etag: String,
    pub(super) checksum: Option<Checksum>,
    pub(super) at: Micros,
}

impl Storage {
    pub(crate) fn new(seed: u64, now: Micros) -> Self {
        Self { buckets: BTreeMap::new(), uploads: BTreeMap::new(), logged: now, dice: Dice::new(seed ^ 0x53) }
    }

    /// The buckets that flow logs can write to: only those that users own.
    pub(crate) fn log_buckets(&self) -> BTreeSet<String> {
        let is_owned =
            |bucket: &Bucket| Region::named(&bucket.region).is_some_and(|region| !region.is_contract_owned);
        self.buckets.iter().filter(|(_, bucket)| is_owned(bucket)).map(|(name, _)| name.clone()).collect()
    }

    /// Makes a bucket of the owner's that flow logs can write to, unless the name is taken; false for what is no name.
    pub(crate) fn make_log_bucket(&mut self, name: &str, now: Micros) -> bool {
        let region = REGIONS.iter().find(|region| !region.is_contract_owned).map_or("", |region| region.name);
        let bucket = || Bucket::new(region, crate::cloud::USER_ID, false, now);
        if is_name(name) {
            self.buckets.entry(name.to_owned()).or_insert_with(bucket);
        }
        is_name(name)
    }
}

impl Bucket {
    pub(super) fn new(region: &str, owner: &str, locks: bool, now: Micros) -> Self {
        Self {
            region: region.to_owned(),
            owner: owner.to_owned(),
            created: now,
            versioning: if locks { Versioning::Enabled } else { Versioning::Never },
            locks,
            settings: BTreeMap::new(),
            objects: BTreeMap::new(),
        }
    }

    /// The current version under a key, unless it is deleted.
    pub(super) fn current(&self, key: &str) -> Option<(&Version, &Content)> {
        let version = self.objects.get(key)?.versions.last()?;
        Some((version, version.content.as_ref()?))
    }

    /// Adds a version, which becomes the current one; `None` marks a deletion. Answers with the id of the version.
    pub(super) fn add(
        &mut self,
        dice: &mut Dice,
        key: &str,
        content: Option<Content>,
        now: Micros,
    ) -> String {
        let keeps = self.versioning == Versioning::Enabled;
        let id = if keeps { dice.hex() } else { NULL.to_owned() };
        let versions = &mut self.objects.entry(key.to_owned()).or_default().versions;
        if !keeps {
            versions.retain(|version| version.id != NULL);
        }
        versions.push(Version { id: id.clone(), at: now, content });
        id
    }

    /// Takes one version away.
    pub(super) fn remove(&mut self, key: &str, id: &str) {
        if let Some(object) = self.objects.get_mut(key) {
            object.versions.retain(|version| version.id != id);
            if object.versions.is_empty() {
                self.objects.remove(key);
            }
        }
    }

    /// Whether answers name versions.
    pub(super) fn has_versions(&self) -> bool {
        self.versioning != Versioning::Never
    }
}

impl Content {
    pub(super) fn new(bytes: Bytes) -> Self {
        Self {
            etag: super::checksum::etag(&bytes),
            bytes,
            headers: BTreeMap::new(),
            checksum: None,
            tags: Vec::new(),
            retention: None,
            legal_hold: false,
            parts: Vec::new(),
        }
    }
}

mod base64_text {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use bytes::Bytes;
    use serde::{Deserialize as _, Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(bytes: &Bytes, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Bytes, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD.decode(text).map(Bytes::from).map_err(de::Error::custom)
    }
}
