//! The settings of zones. What they do to traffic is not simulated, since there is none.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Refusal, date};
use crate::clock::Micros;
use crate::exchange::put;

/// Which values a setting can have; the first word or number is the default.
enum Allowed {
    Words(&'static [&'static str]),
    Numbers(&'static [i64]),
    From(i64, i64),
    Texts,
    Text,
    Object,
}

use Allowed::{From, Numbers, Object, Text, Texts, Words};

const ON: Allowed = Words(&["on", "off"]);
const OFF: Allowed = Words(&["off", "on"]);

const SETTINGS: [(&str, Allowed); 60] = [
    ("0rtt", OFF),
    ("advanced_ddos", ON),
    ("aegis", Object),
    ("always_online", OFF),
    ("always_use_https", OFF),
    ("automatic_https_rewrites", ON),
    ("automatic_platform_optimization", Object),
    ("brotli", ON),
    ("browser_cache_ttl", From(14_400, 31_536_000)),
    ("browser_check", ON),
    ("cache_level", Words(&["aggressive", "basic", "simplified"])),
    (
        "challenge_ttl",
        Numbers(&[
            1800, 300, 900, 2700, 3600, 7200, 10_800, 14_400, 28_800, 57_600, 86_400, 604_800, 2_592_000,
            31_536_000,
        ]),
    ),
    ("china_network_enabled", OFF),
    ("ciphers", Texts),
    ("cname_flattening", Words(&["flatten_at_root", "flatten_all"])),
    ("content_converter", OFF),
    ("development_mode", OFF),
    ("early_hints", OFF),
    (
        "edge_cache_ttl",
        Numbers(&[
            7200, 30, 60, 300, 1200, 1800, 3600, 10_800, 14_400, 18_000, 28_800, 43_200, 57_600, 72_000,
            86_400, 172_800, 259_200, 345_600, 432_000, 518_400, 604_800,
        ]),
    ),
    ("email_obfuscation", ON),
    ("h2_prioritization", Words(&["off", "on", "custom"])),
    ("hotlink_protection", OFF),
    ("http2", ON),
    ("http3", ON),
    ("image_resizing", Words(&["off", "on", "open"])),
    ("ip_geolocation", ON),
    ("ipv6", ON),
    ("max_upload", From(100, 5_000)),
    ("min_tls_version", Words(&["1.0", "1.1", "1.2", "1.3"])),
    ("mirage", OFF),
    ("nel", Object),
    ("opportunistic_encryption", ON),
    ("opportunistic_onion", ON),
    ("orange_to_orange", OFF),
    ("origin_error_page_pass_thru", OFF),
    ("origin_h2_max_streams", From(200, 1_000)),
    ("origin_max_http_version", Words(&["2", "1"])),
    ("polish", Words(&["off", "lossless", "lossy"])),
    ("pre_render", OFF),
    ("prefetch_preload", OFF),
    ("privacy_pass", ON),
    ("proxy_read_timeout", From(100, 6_000)),
    ("pseudo_ipv4", Words(&["off", "add_header", "overwrite_header"])),
    ("replace_insecure_js", ON),
    ("response_buffering", OFF),
    ("rocket_loader", OFF),
    ("security_header", Object),
    ("security_level", Words(&["medium", "off", "essentially_off", "low", "high", "under_attack"])),
    ("server_side_exclude", ON),
    ("sha1_support", OFF),
    ("sort_query_string_for_cache", OFF),
    ("ssl", Words(&["full", "off", "flexible", "strict"])),
    ("tls_1_2_only", OFF),
    ("tls_1_3", Words(&["on", "off", "zrt"])),
    ("tls_client_auth", OFF),
    ("transformations_allowed_origins", Text),
    ("true_client_ip_header", OFF),
    ("waf", OFF),
    ("webp", OFF),
    ("websockets", ON),
];

impl Allowed {
    fn default(&self) -> Value {
        match self {
            Words(words) => words.first().map_or(Value::Null, |word| json!(word)),
            Numbers(numbers) => numbers.first().map_or(Value::Null, |number| json!(number)),
            From(least, _) => json!(least),
            Texts => json!([]),
            Text => json!(""),
            Object => json!({}),
        }
    }

    fn takes(&self, value: &Value) -> bool {
        match self {
            Words(words) => value.as_str().is_some_and(|word| words.contains(&word)),
            Numbers(numbers) => value.as_i64().is_some_and(|number| numbers.contains(&number)),
            // Zero switches the browser's cache to what the origin says.
            From(_, most) => value.as_i64().is_some_and(|number| (0..=*most).contains(&number)),
            Texts => value.as_array().is_some_and(|all| all.iter().all(Value::is_string)),
            Text => value.is_string(),
            Object => value.is_object(),
        }
    }
}

/// The settings that were changed, with the time of the change.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Settings(BTreeMap<String, (Value, Micros)>);

impl Settings {
    pub(super) fn all(&self) -> Vec<Value> {
        SETTINGS.iter().map(|(name, allowed)| self.document(name, allowed)).collect()
    }

    pub(super) fn get(&self, name: &str) -> Result<Value, Refusal> {
        Ok(self.document(name, known(name)?))
    }

    pub(super) fn set(
        &mut self,
        name: &str,
        body: &Map<String, Value>,
        now: Micros,
    ) -> Result<Value, Refusal> {
        let allowed = known(name)?;
        let value = body.get("value").filter(|value| allowed.takes(value));
        let value =
            value.ok_or_else(|| Refusal::new(400, 1007, format!("Invalid value for zone setting {name}")))?;
        self.0.insert(name.to_owned(), (value.clone(), now));
        self.get(name)
    }

    fn document(&self, name: &str, allowed: &Allowed) -> Value {
        let (mut value, modified) = match self.0.get(name) {
            Some((value, at)) => (value.clone(), Some(*at)),
            None => (allowed.default(), None),
        };
        // With early data on, TLS 1.3 reads back as the word for both.
        let has_early_data = self.0.get("0rtt").is_some_and(|(value, _)| value == "on");
        if name == "tls_1_3" && value == "on" && has_early_data {
            value = json!("zrt");
        }
        let mut document =
            json!({"id": name, "value": value, "editable": true, "modified_on": date(modified)});
        if name == "development_mode" {
            put(&mut document, "time_remaining", 0);
        }
        document
    }
}

fn known(name: &str) -> Result<&'static Allowed, Refusal> {
    let found = SETTINGS.iter().find(|(setting, _)| *setting == name);
    found.map(|(_, allowed)| allowed).ok_or_else(|| Refusal::new(400, 1003, "Unknown zone setting"))
}
