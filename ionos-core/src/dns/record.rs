//! Records. <https://api.ionos.com/docs/dns/v1/#tag/Records>

use serde_json::Value;

use crate::declare::{fields, model, resource};
use crate::document::Document;
use crate::resource::Body;
use crate::types::open_enum;

/// A record of a zone.
pub type Record = Document<RecordProperties>;

open_enum! {
    /// Type of a record.
    RecordType {
        /// IPv4 address.
        A = "A",
        /// IPv6 address.
        Aaaa = "AAAA",
        /// Another name.
        Cname = "CNAME",
        /// Another name, also at the apex.
        Alias = "ALIAS",
        /// Mail server; needs a priority.
        Mx = "MX",
        /// Name server.
        Ns = "NS",
        /// Service; needs a priority.
        Srv = "SRV",
        /// Text.
        Txt = "TXT",
        /// Certificate authorities that may issue.
        Caa = "CAA",
        /// Fingerprint of an SSH host key.
        Sshfp = "SSHFP",
        /// Certificate association.
        Tlsa = "TLSA",
        /// S/MIME certificate.
        Smimea = "SMIMEA",
        /// Delegation signer.
        Ds = "DS",
        /// HTTPS service binding.
        Https = "HTTPS",
        /// Service binding.
        Svcb = "SVCB",
        /// OpenPGP key.
        Openpgpkey = "OPENPGPKEY",
        /// Certificate.
        Cert = "CERT",
        /// URI; needs a priority.
        Uri = "URI",
        /// Responsible person.
        Rp = "RP",
        /// Position on earth.
        Loc = "LOC",
    }
}

model! {
    /// The fields of a record.
    RecordProperties {
        /// Name relative to the zone; empty for the apex. Fixed at creation.
        name: String,
        /// Type.
        kind = "type": RecordType,
        /// Content, in the form of its type.
        content: String,
        /// Seconds it may be cached, 60 to 604800.
        ttl: u32,
        /// Priority, 0 to 65535; for MX, SRV and URI.
        priority: u16,
        /// Whether it is served.
        enabled: bool,
    }
}

fields! {
    /// A record to be made.
    NewRecord {
        /// Name relative to the zone; empty for the apex.
        name: String,
        /// Type.
        kind = "type": RecordType,
        /// Content, in the form of its type.
        content: String,
        /// Seconds it may be cached, 60 to 604800; 3600 by default.
        ttl: u32,
        /// Priority, 0 to 65535; for MX, SRV and URI.
        priority: u16,
        /// Whether it is served; true by default.
        enabled: bool,
    }
}

impl NewRecord {
    /// A record of this name (relative to the zone), type and content.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: RecordType, content: impl Into<String>) -> Self {
        Self::default().name(name).kind(kind).content(content)
    }
}

/// The whole of a record, to replace it with.
pub type RecordReplacement = NewRecord;

/// Several records may share a name, so one is the same only if type and content are too.
impl Body for NewRecord {
    fn body(&self) -> Value {
        self.document()
    }

    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    fn made(&self, found: &Value) -> bool {
        is_same(&self.body(), found)
    }
}

/// Whether two records of one name are the same: of one type and content. Documents without content are no records.
pub(crate) fn is_same(ours: &Value, found: &Value) -> bool {
    let text = |document: &Value, name| document.pointer(name).and_then(Value::as_str).map(plain);
    let both = |name| (text(ours, name), text(found, name));
    let (content, theirs) = both("/properties/content");
    let (kind, other) = both("/properties/type");
    content.is_none() || (content == theirs && kind == other)
}

/// Content without what the service may add: quotes around texts, the dot after names.
fn plain(content: &str) -> String {
    content.trim_matches('"').trim_end_matches('.').to_ascii_lowercase()
}

impl Record {
    /// Its full name, such as `www.example.com`.
    #[must_use]
    pub fn fqdn(&self) -> Option<&str> {
        self.metadata.as_ref()?.noted("fqdn")?.as_str()
    }

    /// The id of its zone.
    #[must_use]
    pub fn zone_id(&self) -> Option<&str> {
        self.metadata.as_ref()?.noted("zoneId")?.as_str()
    }

    /// In secondary zones: the name of the zone at its primary.
    #[must_use]
    pub fn root_name(&self) -> Option<&str> {
        self.metadata.as_ref()?.noted("rootName")?.as_str()
    }
}

resource! {
    Record: "record", "records" / "recordId", name: |r| r.properties.name.as_deref(), named: "";
    create: NewRecord;
    replace: RecordReplacement;
    can: [Delete];
}
