//! The envelope, pages and errors of Cloudflare's API.

use std::time::Duration;

use ionos_core::ApiMessage;
use ionos_core::engine::{Call, Engine};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{Error, ErrorKind, Result};

/// How often a write is tried when its answer leaves open whether it was done; before each try the state is read.
pub(super) const WRITE_TRIES: u32 = 5;
/// How often something that should exist is looked for, with pauses of 1.4 s in all, before it counts as missing.
pub(super) const LOOKS: u32 = 4;
/// Items asked for at once. Cloudflare's smallest upper limit among the lists used here is 50.
const PAGE: usize = 50;
/// Ends a walk through pages of a server that never runs out of them.
const MAX_PAGES: usize = 2000;

/// What every answer is wrapped in.
#[derive(Deserialize)]
struct Envelope {
    success: Option<bool>,
    #[serde(default)]
    errors: Option<Vec<Message>>,
    result: Option<Value>,
    result_info: Option<PageInfo>,
}

#[derive(Deserialize)]
struct Message {
    code: Option<Value>,
    message: Option<String>,
    #[serde(default)]
    error_chain: Option<Vec<Self>>,
}

#[derive(Deserialize)]
struct PageInfo {
    per_page: Option<usize>,
    total_count: Option<usize>,
    total_pages: Option<usize>,
}

impl Message {
    fn flatten(self, into: &mut Vec<ApiMessage>) {
        let code = match self.code {
            Some(Value::String(code)) => code,
            Some(Value::Null) | None => String::new(),
            Some(other) => other.to_string(),
        };
        into.push(ApiMessage::new(code, self.message.unwrap_or_default()));
        for inner in self.error_chain.into_iter().flatten() {
            inner.flatten(into);
        }
    }
}

/// Reads the errors out of an answer's body; for the engine.
pub(super) fn messages(body: &[u8]) -> Vec<ApiMessage> {
    let Ok(envelope) = serde_json::from_slice::<Envelope>(body) else { return Vec::new() };
    let mut out = Vec::new();
    for message in envelope.errors.into_iter().flatten() {
        message.flatten(&mut out);
    }
    out
}

/// Cloudflare's API for one account.
#[derive(Clone, Debug)]
pub(super) struct Api {
    pub(super) engine: Engine,
    pub(super) account: String,
}

impl Api {
    /// Sends a call and returns what is in the envelope.
    pub(super) async fn send<T: DeserializeOwned>(&self, area: Area, call: Call) -> Result<T> {
        let (result, _) = self.exchange(area, call).await?;
        read(area, result)
    }

    /// The same for an answer whose content does not matter.
    pub(super) async fn run(&self, area: Area, call: Call) -> Result<()> {
        self.exchange(area, call).await.map(|_| ())
    }

    /// Walks through all pages.
    pub(super) async fn list<T: DeserializeOwned>(&self, area: Area, call: Call) -> Result<Vec<T>> {
        let mut all: Vec<Value> = Vec::new();
        for page in 1..=MAX_PAGES {
            let asked = call.clone().query("page", page).query("per_page", PAGE);
            let (result, info) = self.exchange(area, asked).await?;
            let items = match result {
                Value::Array(items) => items,
                Value::Null => Vec::new(),
                _ => return Err(unexpected(area, "a list was expected")),
            };
            let came = items.len();
            // A server that ignores `page` sends the same again and again.
            if came > 0 && page > 1 && all.ends_with(&items) {
                break;
            }
            all.extend(items);
            let info = info.unwrap_or(PageInfo { per_page: None, total_count: None, total_pages: None });
            let full = info.per_page.filter(|n| *n > 0).unwrap_or(PAGE);
            let known_end = info.total_pages.is_some_and(|n| n > 0 && page >= n)
                || info.total_count.is_some_and(|n| n > 0 && all.len() >= n);
            if came == 0 || came < full || known_end {
                break;
            }
        }
        all.into_iter().map(|item| read(area, item)).collect()
    }

    async fn exchange(&self, area: Area, call: Call) -> Result<(Value, Option<PageInfo>)> {
        let reply = self.engine.send(call).await.map_err(|e| explain(area, e.into()))?;
        let envelope: Envelope = reply.json().map_err(|e| explain(area, Error::from(e)))?;
        let mut errors = Vec::new();
        for message in envelope.errors.into_iter().flatten() {
            message.flatten(&mut errors);
        }
        // Cloudflare can say no with a 200.
        if envelope.success != Some(true) {
            let said = errors
                .iter()
                .map(|m| m.message.as_str())
                .filter(|m| !m.is_empty())
                .collect::<Vec<_>>()
                .join("; ");
            let said = if said.is_empty() { "no reason given".to_owned() } else { said };
            let what =
                format!("Cloudflare refused ({}): {said} (request {})", area.as_str(), reply.request_id());
            let codes: Vec<String> = errors.into_iter().map(|m| m.code).filter(|c| !c.is_empty()).collect();
            return Err(explain(area, Error::new(ErrorKind::Api, what).with_codes(codes)));
        }
        Ok((envelope.result.unwrap_or(Value::Null), envelope.result_info))
    }
}

fn read<T: DeserializeOwned>(area: Area, value: Value) -> Result<T> {
    serde_json::from_value(value).map_err(|e| unexpected(area, &e.to_string()).caused_by(e))
}

pub(super) fn unexpected(area: Area, why: &str) -> Error {
    Error::new(
        ErrorKind::Api,
        format!("Cloudflare's answer ({}) is not what was expected: {why}", area.as_str()),
    )
    .unclear(true)
}

/// Which part of the API a call belongs to; decides which permission it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Area {
    Tunnel,
    Access,
    Login,
    ServiceToken,
    Zone,
    ZoneSettings,
    Dns,
}

impl Area {
    fn as_str(self) -> &'static str {
        match self {
            Self::Tunnel => "tunnels",
            Self::Access => "Access applications and policies",
            Self::Login => "Access organization and identity providers",
            Self::ServiceToken => "Access service tokens",
            Self::Zone => "zones",
            Self::ZoneSettings => "zone settings",
            Self::Dns => "DNS records",
        }
    }

    fn permission(self) -> &'static str {
        match self {
            Self::Tunnel => "give the token the account permission `Cloudflare Tunnel: Edit`",
            Self::Access => "give the token the account permission `Access: Apps and Policies: Edit`",
            Self::Login => {
                "give the token the account permission `Access: Organizations, Identity Providers, and Groups: Read`"
            }
            Self::ServiceToken => "give the token the account permission `Access: Service Tokens: Edit`",
            Self::ZoneSettings => {
                "give the token the zone permission `Zone Settings: Edit` for the zone of the host name"
            }
            Self::Zone => "give the token the zone permission `Zone: Read` for the zone of the host name",
            Self::Dns => "give the token the zone permission `DNS: Edit` for the zone of the host name",
        }
    }
}

/// Sorts an error by Cloudflare's own codes and says what to do about it.
fn explain(area: Area, error: Error) -> Error {
    const BAD_TOKEN: [&str; 5] = ["1000", "1001", "6003", "6111", "9109"];
    const TAKEN: [&str; 6] = ["1013", "1003", "81053", "81054", "81057", "81058"];
    let dns = matches!(area, Area::Dns);
    let kind = match error.kind() {
        ErrorKind::Config | ErrorKind::NotFound | ErrorKind::Handover | ErrorKind::RateLimited => {
            error.kind()
        }
        // 401: the token itself; a token that lacks a permission gets 403 or 400 with the same code.
        ErrorKind::Auth => ErrorKind::Auth,
        _ if error.has_code("10000") => ErrorKind::PermissionDenied,
        _ if BAD_TOKEN.iter().any(|c| error.has_code(c)) && !dns => ErrorKind::Auth,
        // 1022 and 1023: the tunnel still has connections or routes.
        _ if TAKEN.iter().chain(&["1022", "1023"]).any(|c| error.has_code(c)) => ErrorKind::Conflict,
        other => other,
    };
    match kind {
        ErrorKind::PermissionDenied => error.with_kind(kind).advise(area.permission()),
        ErrorKind::Auth => {
            error.with_kind(kind).advise("check CLOUDFLARE_API_TOKEN; Cloudflare does not accept it")
        }
        ErrorKind::RateLimited => error.advise(
            "Cloudflare allows a user 1200 calls in five minutes, the dashboard included; wait five minutes and run it again",
        ),
        kind => error.with_kind(kind),
    }
}

/// The pause before a write is tried again.
pub(super) async fn pause(attempt: u32) {
    let millis = 100_u64.saturating_mul(1 << attempt.min(5));
    tokio::time::sleep(Duration::from_millis(millis)).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_read_with_their_inner_causes() {
        let body = br#"{"success":false,"errors":[{"code":6003,"message":"Invalid request headers",
            "error_chain":[{"code":6111,"message":"Invalid format"}]}],"result":null}"#;
        let codes: Vec<String> = messages(body).into_iter().map(|m| m.code).collect();
        assert_eq!(codes, ["6003", "6111"]);
        assert!(messages(b"<html>").is_empty());
        assert!(messages(br#"{"success":false,"errors":null}"#).is_empty());
    }
}
