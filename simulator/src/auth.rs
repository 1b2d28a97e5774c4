//! The Auth API, and who is calling. Issued tokens are signed, work at every product, and end.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::clock::{self, Micros};
use crate::cloud::Problem;
use crate::dice::unguessable;
use crate::exchange::{Call, Reply};
use crate::journal::REDACTED;
use crate::state::{Shared, World};

/// Whether the credentials of a call are right, and which they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    ByToken,
    ByPassword,
    No,
}

/// How many tokens a user can have.
const MOST: usize = 100;
/// A year, in seconds.
const LONGEST: i64 = 31_536_000;

/// The tokens that were issued.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Auth {
    /// Signs tokens; made anew with each world, so that no other world takes them.
    secret: String,
    issued: Vec<Issued>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Issued {
    id: String,
    created: Micros,
    expires: Micros,
}

/// What a token says of itself, with the claims that the official tools read.
#[derive(Deserialize)]
struct Claims {
    exp: i64,
}

#[derive(Deserialize)]
struct Header {
    kid: String,
}

impl Auth {
    pub(crate) fn new() -> Self {
        Self { secret: STANDARD.encode(unguessable()), issued: Vec::new() }
    }

    /// Finds out who is calling. A bearer token counts even where a password is wrong.
    pub(crate) fn knows(&self, shared: &Shared, call: &Call, now: Micros) -> Known {
        if let Some(token) = call.bearer() {
            let good = token == shared.keys.token || self.genuine(token, now).is_some();
            return if good { Known::ByToken } else { Known::No };
        }
        let Some((scheme, basic)) = call.header("authorization").and_then(|value| value.split_once(' '))
        else {
            return Known::No;
        };
        let pair = format!("{}:{}", shared.keys.username, shared.keys.password);
        let good = scheme.eq_ignore_ascii_case("basic")
            && STANDARD.decode(basic.trim()).is_ok_and(|decoded| decoded == pair.into_bytes());
        if good { Known::ByPassword } else { Known::No }
    }

    /// Signs with another secret from now on, where the own one was taken out of a state that was shown to somebody.
    pub(crate) fn renew(&mut self) {
        if self.secret == REDACTED {
            self.secret = STANDARD.encode(unguessable());
        }
    }

    fn sign(&self, text: &str) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes()).ok()?;
        mac.update(text.as_bytes());
        Some(mac)
    }

    /// The issued token that this text is, when it is genuine, known and not over.
    fn genuine(&self, token: &str, now: Micros) -> Option<&Issued> {
        let (signed, signature) = token.rsplit_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        self.sign(signed)?.verify_slice(&signature).ok()?;
        let (header, claims) = signed.split_once('.')?;
        let header: Header = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).ok()?).ok()?;
        let claims: Claims = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()?;
        let is_over = claims.exp.saturating_mul(1_000_000) <= now;
        self.issued.iter().find(|issued| !is_over && issued.id == header.kid)
    }

    fn issue(&mut self, shared: &Shared, id: String, seconds: i64, now: Micros) -> Option<String> {
        let expires = now.saturating_add(seconds.saturating_mul(1_000_000));
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = part(json!({"typ": "JWT", "alg": "HS256", "kid": id}));
        let claims = part(json!({
            "iss": "ionoscloud",
            "iat": now / 1_000_000,
            "exp": expires / 1_000_000,
            "client": "USER",
            "identity": {
                "uuid": crate::cloud::USER_ID,
                "contractNumber": crate::cloud::CONTRACT,
                "isParent": false,
                "role": "owner",
                "regDomain": "ionos.de",
                "privileges": ["DATA_CENTER_CREATE", "SNAPSHOT_CREATE", "IP_BLOCK_RESERVE", "ACCESS_AND_MANAGE_DNS"],
            },
            "sub": shared.keys.username,
        }));
        let text = format!("{header}.{claims}");
        let signature = self.sign(&text)?.finalize().into_bytes();
        self.issued.push(Issued { id, created: now, expires });
        Some(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

fn document(token: &Issued, base: &str) -> Value {
    json!({
        "id": token.id,
        "href": format!("{base}/auth/v1/tokens/{}", token.id),
        "createdDate": clock::iso(token.created),
        "expirationDate": clock::iso(token.expires),
    })
}

pub(crate) fn handle(shared: &Shared, world: &mut World, call: &Call, now: Micros, known: Known) -> Reply {
    if known == Known::No {
        return Problem::new(401, "315", "Unauthorized: the token, or the user and password, are not valid.")
            .reply();
    }
    route(shared, world, call, now).unwrap_or_else(|problem| problem.reply())
}

fn route(shared: &Shared, world: &mut World, call: &Call, now: Micros) -> Result<Reply, Problem> {
    let base = call.base.as_str();
    let success = || Ok(Reply::json(200, json!({"success": true})));
    match (call.method.clone(), call.parts().as_slice()) {
        (Method::GET, ["tokens", "generate"]) => {
            let seconds = match call.param("ttl") {
                None => LONGEST,
                Some(text) => {
                    text.parse().ok().filter(|seconds| (60..=LONGEST).contains(seconds)).ok_or_else(|| {
                        Problem::invalid(format!("ttl must be a number from 60 to {LONGEST}."))
                    })?
                }
            };
            if world.auth.issued.iter().filter(|token| token.expires > now).count() >= MOST {
                return Err(Problem::quota(format!("A user can have at most {MOST} tokens.")));
            }
            let id = world.cloud.dice.id();
            let token = world.auth.issue(shared, id, seconds, now);
            Ok(Reply::json(200, json!({ "token": token })))
        }
        (Method::GET, ["tokens"]) => {
            let tokens: Vec<Value> = world.auth.issued.iter().map(|token| document(token, base)).collect();
            Ok(Reply::json(200, json!({ "tokens": tokens })))
        }
        (Method::DELETE, ["tokens"]) => {
            let current =
                call.bearer().and_then(|token| world.auth.genuine(token, now)).map(|t| t.id.clone());
            match call.param("criteria") {
                Some("ALL") => world.auth.issued.clear(),
                Some("EXPIRED") => world.auth.issued.retain(|token| token.expires > now),
                Some("CURRENT") => {
                    let id = current
                        .ok_or_else(|| Problem::invalid("The call was made without an issued token."))?;
                    world.auth.issued.retain(|token| token.id != id);
                }
                _ => return Err(Problem::invalid("criteria must be one of ALL, EXPIRED, CURRENT.")),
            }
            success()
        }
        (Method::GET, ["tokens", id]) => {
            let token =
                world.auth.issued.iter().find(|token| token.id == *id).ok_or_else(Problem::not_found)?;
            Ok(Reply::json(200, document(token, base)))
        }
        (Method::DELETE, ["tokens", id]) => {
            let count = world.auth.issued.len();
            world.auth.issued.retain(|token| token.id != *id);
            if world.auth.issued.len() == count { Err(Problem::not_found()) } else { success() }
        }
        (_, ["tokens", ..]) => Err(Problem::new(405, "405", "The path does not know this method.")),
        _ => Err(Problem::not_found()),
    }
}
