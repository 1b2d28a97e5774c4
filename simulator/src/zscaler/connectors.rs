//! Provisioning keys, and the connectors and service edges that enrol themselves with them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::kinds::{Fields, all, text};
use super::{Answer, Item, Refusal, Target, Zscaler, seconds};
use crate::clock::Micros;
use crate::cloud::Cloud;
use crate::dice::unguessable;
use crate::exchange::Reply;

/// A connector without a key: it shows a code until somebody binds the code to a group.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Waiting {
    code: String,
    server: Option<String>,
    /// How long it takes from the binding to the first connection.
    takes: Micros,
    /// What it has enrolled as.
    enrolled: Option<u64>,
}

const STATUS_UP: &str = "ZPN_STATUS_AUTHENTICATED";
const STATUS_DOWN: &str = "ZPN_STATUS_DISCONNECTED";
/// The version that enrolled connectors run.
const VERSION: &str = "26.110.2";

pub(super) fn association(name: &str) -> Result<(), Refusal> {
    if ["CONNECTOR_GRP", "SERVICE_EDGE_GRP"].contains(&name) {
        Ok(())
    } else {
        Err(Refusal::argument("associationType"))
    }
}

/// The kind of groups that keys of an association type are for.
pub(super) fn group_kind(association: &str) -> &'static str {
    if association == "SERVICE_EDGE_GRP" { "serviceEdgeGroup" } else { "appConnectorGroup" }
}

impl Zscaler {
    /// Gives a new key its value.
    pub(super) fn complete_key(&mut self, fields: &mut Fields, association: &str) -> Result<(), Refusal> {
        let group = fields.get("zcomponentId").and_then(text).and_then(|id| id.parse().ok());
        let group = group.filter(|id| self.item(group_kind(association), *id).is_some());
        let group = group.ok_or_else(|| Refusal::argument("zcomponentId"))?;
        let value = format!("1|api.private.zscaler.com|{}", STANDARD.encode(unguessable()));
        for (name, value) in [
            ("associationType", json!(association)),
            ("zcomponentId", json!(group.to_string())),
            ("usageCount", json!("0")),
            // Under a name that is taken out of what is shown of the state.
            ("secret", json!(value)),
        ] {
            fields.insert(name.to_owned(), value);
        }
        Ok(())
    }

    pub(super) fn show_enrolled(&self, path: &str, item: &Item, shown: &mut Fields) {
        let name = |kind: &str, id: &str| {
            let item = id.parse().ok().and_then(|id| self.item(kind, id));
            Value::from(item.map_or("", |item| item.text("name")))
        };
        if path == "provisioningKey" {
            let kind = group_kind(item.text("associationType"));
            let group = item.text("zcomponentId");
            if let Some(value) = shown.remove("secret") {
                shown.insert("provisioningKey".to_owned(), value);
            }
            shown.insert("zcomponentName".to_owned(), name(kind, group));
            if kind == "appConnectorGroup" {
                shown.insert("appConnectorGroupId".to_owned(), group.into());
                shown.insert("appConnectorGroupName".to_owned(), name(kind, group));
            }
            return;
        }
        let group = if path == "connector" { "appConnectorGroup" } else { "serviceEdgeGroup" };
        shown.insert(format!("{group}Name"), name(group, item.text(&format!("{group}Id"))));
        shown.insert(
            "provisioningKeyName".to_owned(),
            name("provisioningKey", item.text("provisioningKeyId")),
        );
        shown.remove("ready");
        shown.remove("server");
        shown.remove("plugged");
    }

    /// Brings connectors up, and down when their servers stand still.
    pub(super) fn settle(&mut self, cloud: &Cloud, now: Micros) {
        for kind in ["connector", "serviceEdge"] {
            for item in self.items.get_mut(kind).into_iter().flat_map(|items| items.values_mut()) {
                let ready = item.fields.get("ready").and_then(Value::as_i64).unwrap_or_default();
                let runs =
                    item.fields.get("server").and_then(Value::as_str).is_none_or(|server| {
                        cloud.guest(server).is_some_and(|guest| guest.state == "RUNNING")
                    });
                let is_up = ready <= now && runs && item.is_set("plugged");
                let was_up = item.text("controlChannelStatus") == STATUS_UP;
                if is_up != was_up {
                    let (status, when) = if is_up {
                        (STATUS_UP, "lastBrokerConnectTime")
                    } else {
                        (STATUS_DOWN, "lastBrokerDisconnectTime")
                    };
                    item.fields.insert("controlChannelStatus".to_owned(), status.into());
                    item.fields.insert(when.to_owned(), seconds(if is_up { ready } else { now }));
                }
            }
        }
    }

    /// Enrols with a provisioning key; answers the id of the connector or service edge.
    pub(crate) fn enrol(
        &mut self,
        key: &str,
        server: Option<&str>,
        ready: Micros,
        now: Micros,
    ) -> Result<String, &'static str> {
        let found = self.each("provisioningKey").find(|(_, item)| item.text("secret") == key.trim());
        let (id, item) = found.ok_or("there is no such key")?;
        let number = |name: &str| item.text(name).parse::<i64>().unwrap_or_default();
        if !item.is_set("enabled") {
            return Err("the key is disabled");
        }
        if number("usageCount") >= number("maxUsage") {
            return Err("the key was used as often as it may be");
        }
        if number("expirationInEpochSec") != 0 && number("expirationInEpochSec") <= now / 1_000_000 {
            return Err("the key is over");
        }
        let (used, group) = (number("usageCount") + 1, item.text("zcomponentId").to_owned());
        let (kind, tenant) = (group_kind(item.text("associationType")), item.tenant);
        let certificate = item.text("enrollmentCertId").to_owned();
        if let Some(item) = self.item_mut("provisioningKey", id) {
            item.fields.insert("usageCount".to_owned(), used.to_string().into());
        }
        let made = self.add_enrolled((kind, &group, tenant), Some((id, &certificate)), server, ready, now);
        Ok(made.to_string())
    }

    fn add_enrolled(
        &mut self,
        (group_kind, group, tenant): (&str, &str, u64),
        key: Option<(u64, &str)>,
        server: Option<&str>,
        ready: Micros,
        now: Micros,
    ) -> u64 {
        let kind = if group_kind == "serviceEdgeGroup" { "serviceEdge" } else { "connector" };
        let (fingerprint, address) = (self.dice.hex(), self.dice.below(250) + 4);
        let name = group
            .parse()
            .ok()
            .and_then(|id| self.item(group_kind, id))
            .map_or("", |group| group.text("name"));
        let name = format!("{name}-{}", fingerprint.get(..6).unwrap_or_default());
        let certificate =
            key.and_then(|(_, id)| id.parse().ok()).and_then(|id| self.brief("enrollmentCert", id));
        let mut fields = json!({
            "name": name, "description": "", "enabled": true, "fingerprint": fingerprint,
            "controlChannelStatus": STATUS_DOWN, "currentVersion": VERSION, "expectedVersion": VERSION,
            "previousVersion": "", "upgradeStatus": "COMPLETE", "upgradeAttempt": "0", "platform": "el9",
            "platformDetail": "RHEL 9", "runtimeOS": "RHEL 9", "sargeVersion": VERSION,
            "ctrlBrokerName": "broker1.fra.prod.zpath.net", "privateIp": format!("10.0.0.{address}"),
            "publicIp": format!("203.0.113.{address}"), "ipAcl": [], "enrollmentCert": certificate,
            "issuedCertId": "0", "applicationStartTime": seconds(ready),
            "provisioningKeyId": key.map(|(id, _)| id.to_string()), "ready": ready, "plugged": true, "server": server,
        });
        crate::exchange::put(&mut fields, &format!("{group_kind}Id"), group);
        let fields = fields.as_object().cloned().unwrap_or_default();
        self.insert(kind, tenant, fields, now)
    }

    /// A connector that was started without a key shows this code.
    pub(crate) fn show_code(&mut self, server: Option<&str>, takes: Micros) -> String {
        let letters = STANDARD.encode(unguessable());
        let code: String = letters.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
        let code = code.to_uppercase();
        self.waiting.push(Waiting {
            code: code.clone(),
            server: server.map(ToOwned::to_owned),
            takes,
            enrolled: None,
        });
        code
    }

    /// Cuts a connector off from the cloud, or lets it connect again.
    pub(crate) fn plug(&mut self, id: &str, plugged: bool) -> bool {
        let id = id.parse().unwrap_or_default();
        let kind = if self.item("connector", id).is_some() { "connector" } else { "serviceEdge" };
        let Some(item) = self.item_mut(kind, id) else { return false };
        item.fields.insert("plugged".to_owned(), plugged.into());
        true
    }

    /// Binds the codes that connectors show to a group, or tells what has become of them.
    pub(super) fn user_codes(&mut self, target: &Target<'_>, kind: &str) -> Answer {
        association(kind)?;
        if target.call.method != Method::POST {
            return Err(Refusal::wrong_method());
        }
        let body = target.body()?;
        let codes =
            body.get("userCodes").or_else(|| body.get("user_codes")).and_then(|codes| all(codes, text));
        let codes = codes.filter(|codes| !codes.is_empty()).ok_or_else(|| Refusal::argument("userCodes"))?;
        if let Some(unknown) = codes.iter().find(|code| !self.waiting.iter().any(|w| w.code == **code)) {
            return Err(Refusal::missing(unknown));
        }
        if target.parts.last() != Some(&"status") {
            let group = body.get("componentGroupId").and_then(text).unwrap_or_default();
            self.known(group_kind(kind), target.tenant, &group)
                .map_err(|_| Refusal::argument("componentGroupId"))?;
            let mut waiting = std::mem::take(&mut self.waiting);
            for one in waiting.iter_mut().filter(|one| codes.contains(&one.code) && one.enrolled.is_none()) {
                let ready = target.now + one.takes;
                let owner = (group_kind(kind), group.as_str(), target.tenant);
                one.enrolled = Some(self.add_enrolled(owner, None, one.server.as_deref(), ready, target.now));
            }
            self.waiting = waiting;
            return Ok(Reply::json(200, self.codes_of(&codes, kind, &group)));
        }
        Ok(Reply::json(200, self.codes_of(&codes, kind, "")))
    }

    fn codes_of(&self, codes: &[String], kind: &str, group: &str) -> Value {
        let infos: Vec<Value> = self
            .waiting
            .iter()
            .filter(|waiting| codes.contains(&waiting.code))
            .map(|waiting| {
                json!({
                    "code": waiting.code, "userCode": waiting.code,
                    "status": if waiting.enrolled.is_some() { "VERIFIED" } else { "PENDING" },
                    "nonceAssociationType": kind, "tenantId": self.customer, "zcomponentId": group,
                })
            })
            .collect();
        json!({
            "componentGroupId": group, "zcomponentId": group, "nonceAssociationType": kind,
            "tenantId": self.customer, "configCloudName": "private.zscaler.com",
            "enrollmentServer": "enroll.private.zscaler.com", "userCodes": infos,
        })
    }
}
