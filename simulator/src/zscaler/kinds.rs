//! The kinds of objects as tables: which fields they have, what these must look like, and which calls exist.

use serde_json::{Map, Value, json};

use super::Refusal;

pub(super) type Fields = Map<String, Value>;

/// A kind of objects that is made, read, changed and removed like all others.
pub(super) struct Kind {
    /// The part of the path that names the collection.
    pub(super) path: &'static str,
    /// What the first version of the API can do: list, get, create, update, delete.
    pub(super) v1: &'static str,
    /// What the second version can do.
    pub(super) v2: &'static str,
    pub(super) fields: &'static [Field],
}

/// One field that clients write.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) form: Form,
    preset: Preset,
}

#[derive(Clone, Copy)]
pub(super) enum Form {
    Text,
    /// A number within bounds. It is taken as a number or as text, and always shown as text.
    Number(f64, f64),
    /// It is taken as a boolean or as text, and shown as a boolean.
    Flag,
    Word(&'static [&'static str]),
    /// A list of text.
    Texts,
    /// The id of an object of another kind.
    Id(&'static str),
    /// A list of `{"id": …}` of another kind.
    Ids(&'static str),
    /// Looked at by the code of the kind.
    Any,
}

#[derive(Clone, Copy, PartialEq)]
enum Preset {
    Required,
    None,
    Value(&'static str),
}

use Form::{Any, Flag, Id, Ids, Number, Text, Texts, Word};

const fn must(name: &'static str, form: Form) -> Field {
    Field { name, form, preset: Preset::Required }
}

const fn may(name: &'static str, form: Form) -> Field {
    Field { name, form, preset: Preset::None }
}

const fn or(name: &'static str, form: Form, value: &'static str) -> Field {
    Field { name, form, preset: Preset::Value(value) }
}

const DAYS: &[&str] = &["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
const COUNT: Form = Number(0.0, 9_223_372_036_854_775_807.0);

const CONNECTOR_GROUP: &[Field] = &[
    must("name", Text),
    may("description", Text),
    or("enabled", Flag, "true"),
    must("latitude", Number(-90.0, 90.0)),
    must("longitude", Number(-180.0, 180.0)),
    must("location", Text),
    may("cityCountry", Text),
    may("countryCode", Text),
    or("upgradeDay", Word(DAYS), "SUNDAY"),
    or("upgradeTimeInSecs", Number(0.0, 86_399.0), "66600"),
    or("overrideVersionProfile", Flag, "false"),
    or("versionProfileId", Word(&["0", "1", "2"]), "0"),
    or("dnsQueryType", Word(&["IPV4_IPV6", "IPV4", "IPV6"]), "IPV4_IPV6"),
    or("tcpQuickAckApp", Flag, "false"),
    or("tcpQuickAckAssistant", Flag, "false"),
    or("tcpQuickAckReadAssistant", Flag, "false"),
    or("praEnabled", Flag, "false"),
    or("wafDisabled", Flag, "false"),
    or("useInDrMode", Flag, "false"),
    or("lssAppConnectorGroup", Flag, "false"),
    may("siteId", Text),
    may("dcHostingInfo", Text),
    may("enrollmentCertId", Id("enrollmentCert")),
];

const EDGE_GROUP: &[Field] = &[
    must("name", Text),
    may("description", Text),
    or("enabled", Flag, "true"),
    must("latitude", Number(-90.0, 90.0)),
    must("longitude", Number(-180.0, 180.0)),
    must("location", Text),
    may("cityCountry", Text),
    may("countryCode", Text),
    or("isPublic", Word(&["DEFAULT", "TRUE", "FALSE"]), "DEFAULT"),
    or("upgradeDay", Word(DAYS), "SUNDAY"),
    or("upgradeTimeInSecs", Number(0.0, 86_399.0), "66600"),
    or("overrideVersionProfile", Flag, "false"),
    or("versionProfileId", Word(&["0", "1", "2"]), "0"),
    or("useInDrMode", Flag, "false"),
    or("graceDistanceEnabled", Flag, "false"),
    may("trustedNetworks", Ids("network")),
    may("serviceEdges", Ids("serviceEdge")),
    may("enrollmentCertId", Id("enrollmentCert")),
];

const PROVISIONING_KEY: &[Field] = &[
    must("name", Text),
    or("enabled", Flag, "true"),
    must("maxUsage", Number(1.0, 2_147_483_647.0)),
    may("expirationInEpochSec", COUNT),
    may("ipAcl", Texts),
    may("uiConfig", Text),
    must("enrollmentCertId", Id("enrollmentCert")),
    must("zcomponentId", Any),
];

/// What can be changed of a connector or a service edge that has enrolled itself.
const ENROLLED: &[Field] =
    &[must("name", Text), may("description", Text), or("enabled", Flag, "true"), may("ipAcl", Texts)];

const SEGMENT_GROUP: &[Field] = &[
    must("name", Text),
    may("description", Text),
    or("enabled", Flag, "false"),
    or("configSpace", Word(&["DEFAULT", "SIEM"]), "DEFAULT"),
    or("tcpKeepAliveEnabled", Word(&["0", "1"]), "0"),
    or("policyMigrated", Flag, "true"),
];

const SERVER_GROUP: &[Field] = &[
    must("name", Text),
    may("description", Text),
    or("enabled", Flag, "false"),
    or("dynamicDiscovery", Flag, "false"),
    or("ipAnchored", Flag, "false"),
    or("extranetEnabled", Flag, "false"),
    or("configSpace", Word(&["DEFAULT", "SIEM"]), "DEFAULT"),
    may("appConnectorGroups", Ids("appConnectorGroup")),
    may("servers", Ids("server")),
    may("extranetDTO", Any),
];

const SERVER: &[Field] = &[
    must("name", Text),
    may("description", Text),
    must("address", Text),
    or("enabled", Flag, "false"),
    or("configSpace", Word(&["DEFAULT", "SIEM"]), "DEFAULT"),
];

const APPLICATION: &[Field] = &[
    must("name", Text),
    may("description", Text),
    or("enabled", Flag, "false"),
    must("domainNames", Texts),
    must("segmentGroupId", Id("segmentGroup")),
    may("serverGroups", Ids("serverGroup")),
    or("bypassType", Word(&["ALWAYS", "NEVER", "ON_NET"]), "NEVER"),
    or("bypassOnReauth", Flag, "false"),
    or("configSpace", Word(&["DEFAULT", "SIEM"]), "DEFAULT"),
    or("doubleEncrypt", Flag, "false"),
    or("healthCheckType", Word(&["DEFAULT", "NONE"]), "DEFAULT"),
    or("healthReporting", Word(&["NONE", "ON_ACCESS", "CONTINUOUS"]), "NONE"),
    or("icmpAccessType", Word(&["NONE", "PING", "PING_TRACEROUTING"]), "NONE"),
    or("isCnameEnabled", Flag, "false"),
    or("ipAnchored", Flag, "false"),
    or("fqdnDnsCheck", Flag, "false"),
    or("passiveHealthEnabled", Flag, "true"),
    or("selectConnectorCloseToApp", Flag, "false"),
    or("tcpKeepAlive", Word(&["0", "1"]), "0"),
    or("isIncompleteDRConfig", Flag, "false"),
    or("useInDrMode", Flag, "false"),
    or("inspectTrafficWithZia", Flag, "false"),
    or("extranetEnabled", Flag, "false"),
    or("apiProtectionEnabled", Flag, "false"),
    or("autoAppProtectEnabled", Flag, "false"),
    or("adpEnabled", Flag, "false"),
    or("matchStyle", Word(&["EXCLUSIVE", "INCLUSIVE"]), "EXCLUSIVE"),
    or("defaultIdleTimeout", COUNT, "0"),
    or("defaultMaxAge", COUNT, "0"),
    may("policyStyle", Text),
    may("appRecommendationId", Text),
    may("tags", Any),
    may("tcpPortRange", Any),
    may("tcpPortRanges", Any),
    may("udpPortRange", Any),
    may("udpPortRanges", Any),
    may("clientlessApps", Any),
    may("commonAppsDto", Any),
];

const CERTIFICATE: &[Field] = &[must("name", Text), may("description", Text), may("certBlob", Any)];

const SAML_ATTRIBUTE: &[Field] = &[
    must("name", Text),
    must("samlName", Text),
    must("idpId", Id("idp")),
    or("userAttribute", Flag, "false"),
    may("delta", Text),
];

const MICROTENANT: &[Field] = &[
    must("name", Text),
    may("description", Text),
    or("enabled", Flag, "true"),
    or("criteriaAttribute", Word(&["AuthDomain"]), "AuthDomain"),
    may("criteriaAttributeValues", Texts),
    or("privilegedApprovalsEnabled", Flag, "false"),
];

const SCHEDULE: &[Field] = &[
    or("frequency", Word(&["days"]), "days"),
    must("frequencyInterval", Word(&["5", "7", "14", "30", "60", "90"])),
    or("deleteDisabled", Flag, "false"),
    or("enabled", Flag, "false"),
];

/// The fields of a policy rule, whatever its policy.
pub(super) const RULE: Kind = Kind {
    path: "rule",
    v1: "gcud",
    v2: "cu",
    fields: &[
        must("name", Text),
        may("description", Text),
        must("action", Text),
        or("operator", Word(&["AND", "OR"]), "AND"),
        may("customMsg", Text),
        or("disabled", Word(&["0", "1"]), "0"),
        or("reauthIdleTimeout", Text, "0"),
        or("reauthTimeout", Text, "0"),
        may("postActions", Any),
        may("zpnIsolationProfileId", Text),
        may("zpnInspectionProfileId", Text),
        or("extranetEnabled", Flag, "false"),
        or("devicePostureFailureNotificationEnabled", Flag, "false"),
        may("appServerGroups", Ids("serverGroup")),
        may("appConnectorGroups", Ids("appConnectorGroup")),
        may("serviceEdgeGroups", Ids("serviceEdgeGroup")),
        may("credential", Any),
        may("credentialPool", Any),
        may("privilegedCapabilities", Any),
        may("privilegedPortalCapabilities", Any),
        may("extranetDTO", Any),
        may("conditions", Any),
    ],
};

const fn kind(path: &'static str, v1: &'static str, v2: &'static str, fields: &'static [Field]) -> Kind {
    Kind { path, v1, v2, fields }
}

pub(super) const KINDS: [Kind; 19] = [
    kind("appConnectorGroup", "lgcud", "", CONNECTOR_GROUP),
    kind("connector", "lgud", "", ENROLLED),
    kind("serviceEdgeGroup", "lgcud", "", EDGE_GROUP),
    kind("serviceEdge", "lgud", "", ENROLLED),
    kind("provisioningKey", "lgcud", "", PROVISIONING_KEY),
    kind("segmentGroup", "lgcud", "u", SEGMENT_GROUP),
    kind("serverGroup", "lgcud", "", SERVER_GROUP),
    kind("server", "lgcud", "", SERVER),
    kind("application", "lgcud", "", APPLICATION),
    kind("certificate", "lgcud", "", CERTIFICATE),
    kind("samlAttribute", "gcud", "l", SAML_ATTRIBUTE),
    kind("microtenants", "lgcud", "", MICROTENANT),
    kind("connectorSchedule", "cu", "", SCHEDULE),
    kind("serviceEdgeSchedule", "cu", "", SCHEDULE),
    // These come from elsewhere and can only be read.
    kind("enrollmentCert", "g", "l", &[]),
    kind("idp", "g", "l", &[]),
    kind("network", "g", "l", &[]),
    kind("posture", "g", "l", &[]),
    kind("machineGroup", "lg", "", &[]),
];

/// The kind of a collection.
pub(super) fn find(path: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.path == path)
}

/// Text or a number, as text.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Text, a number or a boolean, as text.
pub(super) fn plain(value: &Value) -> Option<String> {
    value.as_bool().map(|flag| flag.to_string()).or_else(|| text(value))
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => text.to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

/// A list, in which every element can be read.
pub(super) fn all<T>(value: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(read).collect()
}

impl Form {
    /// The value as it is kept; `None` when it has the wrong form.
    fn read(self, value: &Value) -> Option<Value> {
        match self {
            Text => text(value).map(Value::from),
            Number(least, most) => {
                let text = text(value)?;
                text.parse::<f64>().is_ok_and(|n| (least..=most).contains(&n)).then(|| text.into())
            }
            Flag => flag(value).map(Value::from),
            Word(words) => {
                let text = match value {
                    Value::Bool(flag) => u8::from(*flag).to_string(),
                    _ => text(value)?,
                };
                words.iter().find(|word| **word == text).map(|word| (*word).into())
            }
            Texts => all(value, text).map(Value::from),
            Id(_) => text(value).filter(|id| id.parse::<u64>().is_ok()).map(Value::from),
            Ids(_) => {
                let ids = all(value, |item| text(item.get("id")?).filter(|id| id.parse::<u64>().is_ok()))?;
                Some(ids.into_iter().map(|id| json!({ "id": id })).collect())
            }
            Any => Some(value.clone()),
        }
    }
}

fn is_absent(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(str::is_empty)
}

impl Kind {
    /// Reads a body. What is left out has its preset again, and what is not known is ignored.
    pub(super) fn read(&self, body: &Fields) -> Result<Fields, Refusal> {
        let mut fields = Fields::new();
        for field in self.fields {
            let value = match (body.get(field.name).filter(|value| !is_absent(value)), field.preset) {
                (Some(value), _) => field.form.read(value),
                (None, Preset::None) => continue,
                (None, Preset::Required) => None,
                (None, Preset::Value(value)) => field.form.read(&value.into()),
            };
            let value = value.ok_or_else(|| Refusal::argument(field.name))?;
            fields.insert(field.name.to_owned(), value);
        }
        Ok(fields)
    }

    /// The ids that an object has of others, with the kinds they must have.
    pub(super) fn references(&self, fields: &Fields) -> Vec<(&'static str, &'static str, String)> {
        let mut found = Vec::new();
        for field in self.fields {
            match (field.form, fields.get(field.name)) {
                (Id(kind), Some(Value::String(id))) => found.push((field.name, kind, id.clone())),
                (Ids(kind), Some(ids)) => found.extend(
                    all(ids, |item| text(item.get("id")?))
                        .unwrap_or_default()
                        .into_iter()
                        .map(|id| (field.name, kind, id)),
                ),
                _ => {}
            }
        }
        found
    }
}
