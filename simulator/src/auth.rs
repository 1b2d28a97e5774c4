//! The Auth API, and who is calling. Issued tokens are signed, work at every product, and end.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::clock::{self, Micros};
use crate::cloud::{Cloud, PRIVILEGES, Problem, check_contract};
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
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Auth {
    /// Signs tokens; made anew with each world, so that no other world takes them.
    secret: String,
    issued: Vec<Issued>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Issued {
    id: String,
    /// The user it was issued to; nothing for the owner of the contract.
    #[serde(default)]
    user: Option<String>,
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

    fn issue(&mut self, claims: &Identity, id: String, seconds: i64, now: Micros) -> Option<String> {
        let expires = now.saturating_add(seconds.saturating_mul(1_000_000));
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = part(json!({"typ": "JWT", "alg": "HS256", "kid": id}));
        let Identity { user, uuid, email, role, privileges } = claims;
        let claims = part(json!({
            "iss": "ionoscloud",
            "iat": now / 1_000_000,
            "exp": expires / 1_000_000,
            "client": "USER",
            "identity": {
                "uuid": uuid,
                "contractNumber": crate::cloud::CONTRACT,
                "isParent": false,
                "role": role,
                "regDomain": "ionos.de",
                "privileges": privileges,
            },
            "sub": email,
        }));
        let text = format!("{header}.{claims}");
        let signature = self.sign(&text)?.finalize().into_bytes();
        self.issued.push(Issued { id, user: user.clone(), created: now, expires });
        Some(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

/// Finds out who is calling, and does everything on that user's behalf from now on. A bearer token counts even where a
/// password is wrong.
pub(crate) fn identify(shared: &Shared, world: &mut World, call: &Call, now: Micros) -> Known {
    let (known, user) = match call.bearer() {
        Some(token) if token == shared.keys.token => (Known::ByToken, None),
        Some(token) => match world.auth.genuine(token, now) {
            Some(issued) if issued.user.as_ref().is_none_or(|id| is_active(&world.cloud, id)) => {
                (Known::ByToken, issued.user.clone())
            }
            _ => (Known::No, None),
        },
        None => by_password(shared, &world.cloud, call),
    };
    world.cloud.act_for(user.as_deref());
    if let (Known::ByPassword, Some(id)) = (known, &user) {
        world.cloud.log_in(id, now);
    }
    known
}

fn is_active(cloud: &Cloud, id: &str) -> bool {
    cloud.user(id).is_some_and(|user| !user.deleting && user.flag("active"))
}

/// A user whose second factor is active has to call with tokens.
fn by_password(shared: &Shared, cloud: &Cloud, call: &Call) -> (Known, Option<String>) {
    let basic = call.header("authorization").and_then(|value| value.split_once(' '));
    let pair = basic
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"))
        .and_then(|(_, pair)| String::from_utf8(STANDARD.decode(pair.trim()).ok()?).ok());
    let Some((name, password)) = pair.as_deref().and_then(|pair| pair.split_once(':')) else {
        return (Known::No, None);
    };
    if (name, password) == (&shared.keys.username, &shared.keys.password) {
        return (Known::ByPassword, None);
    }
    match cloud.user_called(name) {
        Some((id, user))
            if is_active(cloud, id)
                && !user.flag("secAuthActive")
                && user
                    .hidden
                    .get("password")
                    .and_then(Value::as_str)
                    .is_some_and(|kept| opens(kept, password)) =>
        {
            (Known::ByPassword, Some(id.to_owned()))
        }
        _ => (Known::No, None),
    }
}

fn digest(salt: &str, password: &str) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(salt.as_bytes()).ok()?;
    mac.update(password.as_bytes());
    Some(mac)
}

/// What is kept of a password: enough to know it again, not to say it.
pub(crate) fn seal(password: &str) -> Option<String> {
    let salt = URL_SAFE_NO_PAD.encode(unguessable());
    let digest = digest(&salt, password)?.finalize().into_bytes();
    Some(format!("{salt}.{}", URL_SAFE_NO_PAD.encode(digest)))
}

/// Whether what is kept is from this password.
fn opens(kept: &str, password: &str) -> bool {
    kept.split_once('.').is_some_and(|(salt, sealed)| {
        let sealed = URL_SAFE_NO_PAD.decode(sealed).unwrap_or_default();
        digest(salt, password).is_some_and(|digest| digest.verify_slice(&sealed).is_ok())
    })
}

/// What a token says of the user it is issued to.
struct Identity {
    user: Option<String>,
    uuid: String,
    email: String,
    role: &'static str,
    privileges: Vec<&'static str>,
}

impl Identity {
    /// Of the user who is calling.
    fn of(cloud: &Cloud) -> Self {
        let (id, email) = cloud.person(cloud.actor.person);
        let role = match (cloud.actor.person, &cloud.actor.restricted) {
            (0, _) => "owner",
            (_, None) => "administrator",
            (_, Some(_)) => "user",
        };
        let privileges =
            PRIVILEGES.iter().filter(|(name, _)| cloud.may(name)).map(|(_, word)| *word).collect();
        Self {
            user: (cloud.actor.person != 0).then(|| id.to_owned()),
            uuid: id.to_owned(),
            email: email.to_owned(),
            role,
            privileges,
        }
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

pub(crate) fn handle(world: &mut World, call: &Call, now: Micros, known: Known) -> Reply {
    if known == Known::No {
        return Problem::new(401, "315", "Unauthorized: the token, or the user and password, are not valid.")
            .reply();
    }
    check_contract(call).and_then(|()| route(world, call, now)).unwrap_or_else(|problem| problem.reply())
}

fn route(world: &mut World, call: &Call, now: Micros) -> Result<Reply, Problem> {
    let base = call.base.as_str();
    let success = || Ok(Reply::json(200, json!({"success": true})));
    let caller = Identity::of(&world.cloud);
    let auth = &mut world.auth;
    let own = |token: &Issued| token.user == caller.user;
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
            if auth.issued.iter().filter(|token| own(token) && token.expires > now).count() >= MOST {
                return Err(Problem::refused(format!("A user can have at most {MOST} tokens.")));
            }
            let id = world.cloud.dice.id();
            Ok(Reply::json(200, json!({ "token": auth.issue(&caller, id, seconds, now) })))
        }
        (Method::GET, ["tokens"]) => {
            let tokens: Vec<Value> =
                auth.issued.iter().filter(|token| own(token)).map(|token| document(token, base)).collect();
            Ok(Reply::json(200, json!({ "tokens": tokens })))
        }
        (Method::DELETE, ["tokens"]) => {
            let current = call.bearer().and_then(|token| auth.genuine(token, now)).map(|t| t.id.clone());
            match call.param("criteria") {
                Some("ALL") => auth.issued.retain(|token| !own(token)),
                Some("EXPIRED") => auth.issued.retain(|token| !own(token) || token.expires > now),
                Some("CURRENT") => {
                    let id = current
                        .ok_or_else(|| Problem::invalid("The call was made without an issued token."))?;
                    auth.issued.retain(|token| token.id != id);
                }
                _ => return Err(Problem::invalid("criteria must be one of ALL, EXPIRED, CURRENT.")),
            }
            success()
        }
        (Method::GET, ["tokens", id]) => {
            let token = auth.issued.iter().find(|token| own(token) && token.id == *id);
            Ok(Reply::json(200, document(token.ok_or_else(Problem::not_found)?, base)))
        }
        (Method::DELETE, ["tokens", id]) => {
            let count = auth.issued.len();
            auth.issued.retain(|token| !own(token) || token.id != *id);
            if auth.issued.len() == count { Err(Problem::not_found()) } else { success() }
        }
        (_, ["tokens", ..]) => Err(Problem::new(405, "405", "The path does not know this method.")),
        _ => Err(Problem::not_found()),
    }
}
