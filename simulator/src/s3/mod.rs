//! The data of the object storage, in the form of S3.

mod bucket;
mod checksum;
mod chunked;
mod flow_logs;
mod list;
mod object;
pub(crate) mod region;
mod settings;
mod signature;
mod store;
mod upload;
mod xml;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use jiff::Timestamp;

use self::checksum::Checksum;
use self::region::Region;
pub(crate) use self::signature::is_signed;
pub(crate) use self::store::Storage;
use crate::clock::Micros;
use crate::exchange::{Call, Content, Reply, decode};
use crate::state::{Shared, World};

/// The path of its own; signed calls are taken on every path.
pub(crate) const PREFIX: &str = "/_s3";

/// A refusal.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: u16,
    code: String,
    message: String,
    more: Vec<(&'static str, String)>,
    headers: Vec<(&'static str, String)>,
}

impl Refusal {
    fn new(status: u16, code: &str, message: impl Into<String>) -> Self {
        Self { status, code: code.to_owned(), message: message.into(), more: Vec::new(), headers: Vec::new() }
    }

    fn argument(name: &str, message: &str) -> Self {
        Self::new(400, "InvalidArgument", message).and("ArgumentName", name)
    }

    /// Adds an element.
    fn and(mut self, name: &'static str, text: &str) -> Self {
        self.more.push((name, text.to_owned()));
        self
    }

    fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    fn answer(self, bucket: &str, key: &str, id: &str) -> Answer {
        let is_empty = self.status == 304;
        let mut answer = Answer::empty(self.status);
        for (name, value) in &self.headers {
            answer.set(name, value);
        }
        if is_empty {
            return answer;
        }
        let text = xml::write_plain("Error", |xml| {
            xml.text("Code", &self.code);
            xml.text("Message", &self.message);
            xml.some("BucketName", Some(bucket).filter(|name| !name.is_empty()));
            xml.some("Key", Some(key).filter(|key| !key.is_empty()));
            for (name, text) in &self.more {
                xml.text(name, text);
            }
            xml.text("RequestId", id);
            xml.text("HostId", "simulator");
        });
        answer.xml(text)
    }
}

/// A refusal for a reason that has nothing to do with S3, such as a fault.
pub(crate) fn refusal(status: u16, message: &str) -> Reply {
    let code = match status {
        400 => "InvalidRequest",
        401 | 403 => "AccessDenied",
        404 => "NoSuchKey",
        405 => "MethodNotAllowed",
        409 => "OperationAborted",
        413 => "EntityTooLarge",
        429 | 503 => "SlowDown",
        _ => "InternalError",
    };
    Refusal::new(status, code, message).answer("", "", "simulator").reply()
}

/// What is answered.
struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    fn empty(status: u16) -> Self {
        Self { status, headers: HeaderMap::new(), body: Bytes::new() }
    }

    /// A document.
    fn xml(mut self, text: String) -> Self {
        self.set("content-type", "application/xml");
        self.body = Bytes::from(text);
        self
    }

    fn document(root: &str, content: impl FnOnce(&mut xml::Xml)) -> Self {
        Self::empty(200).xml(xml::write(root, content))
    }

    /// Sets a header; what cannot be one is left out.
    fn set(&mut self, name: &str, value: &str) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_bytes(value.as_bytes()))
        {
            self.headers.insert(name, value);
        }
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    fn reply(mut self) -> Reply {
        if self.status != 204 && self.status != 304 && !self.headers.contains_key("content-length") {
            self.set("content-length", &self.body.len().to_string());
        }
        Reply { content: Content::Raw(Box::new(self.headers), self.body), ..Reply::empty(self.status) }
    }
}

type Done = Result<Answer, Refusal>;

/// Who has signed.
#[derive(Debug)]
struct Caller {
    user: String,
    /// Whether all buckets of the contract are open to them.
    is_admin: bool,
}

impl Caller {
    /// The user's name in this product.
    fn canonical(&self) -> String {
        canonical_id(&self.user)
    }
}

/// The name of a user in this product.
pub(crate) fn canonical_id(user: &str) -> String {
    checksum::etag(user.as_bytes())
}

/// A call whose signature is right.
struct Request<'a> {
    call: &'a Call,
    caller: Caller,
    region: &'static Region,
    bucket: &'a str,
    key: String,
    body: Bytes,
    checksum: Option<Checksum>,
    now: Micros,
}

impl Request<'_> {
    fn header(&self, name: &str) -> Option<String> {
        let value = self.call.headers.get(name)?;
        Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
    }

    fn has(&self, parameter: &str) -> bool {
        self.call.param(parameter).is_some()
    }

    /// Whether a digest came with the body.
    fn has_digest(&self) -> bool {
        self.checksum.is_some() || self.call.headers.contains_key("content-md5")
    }

    /// A number in the query.
    fn number(&self, name: &str, default: usize, largest: usize) -> Result<usize, Refusal> {
        match self.call.param(name).filter(|text| !text.is_empty()).map(str::parse::<usize>) {
            None => Ok(default),
            Some(Ok(number)) => Ok(number.min(largest)),
            Some(Err(_)) => Err(Refusal::argument(name, "The value must be a whole number from 0.")),
        }
    }
}

pub(crate) fn handle(shared: &Shared, world: &mut World, call: &Call, now: Micros) -> Reply {
    let path = call.path.strip_prefix('/').unwrap_or(&call.path);
    let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
    let key = decode(key, false);
    let id = format!("tx{}", world.s3.dice.hex());
    let answer = authorize(shared, world, call, bucket, &key, now)
        .and_then(|request| route(&mut world.s3, &request))
        .unwrap_or_else(|refusal| refusal.answer(bucket, &key, &id));
    answer.with("x-amz-request-id", &id).reply()
}

fn authorize<'a>(
    shared: &Shared,
    world: &World,
    call: &'a Call,
    bucket: &'a str,
    key: &str,
    now: Micros,
) -> Result<Request<'a>, Refusal> {
    let mut user = None;
    let verified = signature::verify(call, |access_key| {
        let (secret, owner) = key_of(shared, world, access_key, now)?;
        user = Some(owner);
        Some(secret)
    })?;
    let user = user.unwrap_or_default();
    if key.len() > 1024 {
        return Err(Refusal::new(400, "KeyTooLongError", "The key is too long; 1024 bytes are allowed."));
    }
    tracing::debug!(access_key = %verified.access_key, user, "the signature is right");
    let is_admin = user == crate::cloud::USER_ID || world.cloud.is_administrator(&user);
    Ok(Request {
        call,
        caller: Caller { user, is_admin },
        region: verified.region,
        bucket,
        key: key.to_owned(),
        body: verified.body,
        checksum: verified.checksum,
        now,
    })
}

/// The secret and the user of an access key that works.
fn key_of(shared: &Shared, world: &World, access_key: &str, now: Micros) -> Option<(String, String)> {
    let (own, secret) = &shared.keys.s3;
    if own == access_key {
        return Some((secret.clone(), crate::cloud::USER_ID.to_owned()));
    }
    world.platform.access_key(access_key, now).or_else(|| world.cloud.s3_key(access_key))
}

fn route(storage: &mut Storage, request: &Request<'_>) -> Done {
    if request.bucket.is_empty() {
        return match request.call.method {
            Method::GET => Ok(bucket::list(storage, request)),
            _ => Err(wrong_method()),
        };
    }
    if request.key.is_empty() { bucket::route(storage, request) } else { object::route(storage, request) }
}

fn wrong_method() -> Refusal {
    Refusal::new(405, "MethodNotAllowed", "The method is not allowed against this resource.")
}

fn not_implemented(what: &str) -> Refusal {
    Refusal::new(501, "NotImplemented", format!("{what} is not implemented."))
}

/// `Tue, 24 Nov 2026 10:00:00 GMT`.
fn http_date(at: Micros) -> String {
    let at = Timestamp::from_microsecond(at).unwrap_or_default();
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// `2026-11-24T10:00:00.000Z`.
fn xml_date(at: Micros) -> String {
    let at = Timestamp::from_microsecond(at).unwrap_or_default();
    at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}
