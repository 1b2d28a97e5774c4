//! Tokens that end, got with a client id and a secret in the old or the new way, and certificates.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::Sha256;
use x509_parser::pem::Pem;

use super::kinds::Fields;
use super::{Answer, Refusal};
use crate::clock::Micros;
use crate::exchange::{Call, Reply, pairs};
use crate::state::Shared;

/// How long a token works, in seconds.
const LASTS: i64 = 3600;
/// For whom a token of the new way is.
const AUDIENCE: &str = "https://api.zscaler.com";

#[derive(Deserialize)]
struct Claims {
    exp: i64,
    aud: String,
}

fn signature(shared: &Shared, text: &str) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(shared.keys.zscaler_secret.as_bytes()).ok()?;
    mac.update(text.as_bytes());
    Some(mac)
}

fn token(shared: &Shared, customer: &str, audience: &str, now: Micros) -> Option<String> {
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let now = now / 1_000_000;
    let header = part(json!({"typ": "JWT", "alg": "HS256"}));
    let claims = part(json!({
        "sub": shared.keys.zscaler_id, "aud": audience, "customerId": customer, "iat": now, "exp": now + LASTS,
    }));
    let text = format!("{header}.{claims}");
    let signature = signature(shared, &text)?.finalize().into_bytes();
    Some(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

fn claims(shared: &Shared, token: &str) -> Option<Claims> {
    let (signed, given) = token.rsplit_once('.')?;
    signature(shared, signed)?.verify_slice(&URL_SAFE_NO_PAD.decode(given).ok()?).ok()?;
    let (_, claims) = signed.split_once('.')?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
}

/// The audience of a token: those of one way do not work in the other.
fn audience(is_new: bool) -> &'static str {
    if is_new { AUDIENCE } else { "zpa" }
}

/// Whether the call has a token that was got in the same way and is not over.
pub(super) fn is_known(shared: &Shared, call: &Call, is_new: bool, now: Micros) -> bool {
    call.bearer()
        .and_then(|token| claims(shared, token))
        .is_some_and(|claims| claims.aud == audience(is_new) && claims.exp.saturating_mul(1_000_000) > now)
}

/// Gives a token for a client id and a secret.
pub(super) fn answer(shared: &Shared, customer: &str, call: &Call, is_new: bool, now: Micros) -> Answer {
    if call.method != http::Method::POST {
        return Err(Refusal::wrong_method());
    }
    let form = pairs(std::str::from_utf8(&call.body).unwrap_or_default());
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let keys = &shared.keys;
    let is_right =
        field("client_id") == Some(&keys.zscaler_id) && field("client_secret") == Some(&keys.zscaler_secret);
    let token = token(shared, customer, audience(is_new), now).filter(|_| is_right);
    if !is_new {
        let token = token.ok_or_else(|| Refusal::new(401, "access.denied", "Access denied"))?;
        // A number as text: only the old way does so.
        return Ok(Reply::json(
            200,
            json!({"token_type": "Bearer", "access_token": token, "expires_in": LASTS.to_string()}),
        ));
    }
    let failed = |status, error: &str| Ok(Reply::json(status, json!({ "error": error })));
    match (field("grant_type"), token) {
        (Some("client_credentials"), _) if field("audience").is_some_and(|name| name != AUDIENCE) => {
            failed(400, "invalid_request")
        }
        (Some("client_credentials"), Some(token)) => {
            Ok(Reply::json(200, json!({"token_type": "Bearer", "access_token": token, "expires_in": LASTS})))
        }
        (Some("client_credentials"), None) => failed(401, "invalid_client"),
        _ => failed(400, "unsupported_grant_type"),
    }
}

/// Replaces the PEM text of a certificate by what it says. The private key that comes with it is not kept.
pub(super) fn read_certificate(fields: &mut Fields, is_required: bool) -> Result<(), Refusal> {
    let wrong = || Refusal::argument("certBlob");
    let Some(blob) = fields.remove("certBlob") else {
        return if is_required { Err(wrong()) } else { Ok(()) };
    };
    let blob = blob.as_str().ok_or_else(wrong)?;
    let blocks: Vec<Pem> =
        Pem::iter_from_buffer(blob.as_bytes()).collect::<Result<_, _>>().map_err(|_| wrong())?;
    if !blocks.iter().any(|block| block.label.ends_with("PRIVATE KEY")) {
        return Err(wrong());
    }
    let first = blocks.iter().find(|block| block.label == "CERTIFICATE").ok_or_else(wrong)?;
    let certificate = first.parse_x509().map_err(|_| wrong())?;
    let names = certificate.subject_alternative_name().ok().flatten().map_or_else(Vec::new, |names| {
        let names = names.value.general_names.iter();
        names
            .filter_map(|name| match name {
                x509_parser::extensions::GeneralName::DNSName(name) => Some(Value::from(*name)),
                _ => None,
            })
            .collect()
    });
    let common = certificate.subject().iter_common_name().next().and_then(|name| name.as_str().ok());
    let chain = blob
        .split_inclusive("-----END CERTIFICATE-----")
        .filter_map(|part| part.find("-----BEGIN CERTIFICATE-----").and_then(|start| part.get(start..)));
    let chain: Vec<&str> = chain.filter(|part| part.ends_with("-----END CERTIFICATE-----")).collect();
    for (name, value) in [
        ("cName", json!(common.unwrap_or_default())),
        ("san", Value::from(names)),
        ("issuedBy", json!(certificate.issuer().to_string())),
        ("issuedTo", json!(certificate.subject().to_string())),
        ("serialNo", json!(certificate.raw_serial_as_string())),
        ("validFromInEpochSec", json!(certificate.validity().not_before.timestamp().to_string())),
        ("validToInEpochSec", json!(certificate.validity().not_after.timestamp().to_string())),
        ("certificate", json!(chain.first().copied().unwrap_or_default())),
        ("certChain", json!(chain.get(1..).unwrap_or_default().join("\n"))),
        ("status", json!("ACTIVE")),
    ] {
        fields.insert(name.to_owned(), value);
    }
    Ok(())
}
