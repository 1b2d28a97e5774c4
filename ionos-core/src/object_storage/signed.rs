//! Signed calls to the data of one region.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, header};
use instant_xml::{FromXml, FromXmlOwned};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use crate::client::Client;
use crate::error::{ApiMessage, Error, ErrorKind, Result};
use crate::http::call::{Call, Reply};
use crate::http::pipeline::Engine;

/// How long a signature holds: longer than any call is tried.
const VALID_SECONDS: u64 = 3600;
const NAMESPACE: &str = "http://s3.amazonaws.com/doc/2006-03-01/";

/// One region with the key for it.
#[derive(Clone)]
pub(super) struct Signer(Arc<Inner>);

struct Inner {
    engine: Engine,
    endpoint: Url,
    region: String,
    access_key: String,
    secret_key: SecretString,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.0.endpoint, self.0.region)
    }
}

/// One request, before it is signed.
pub(super) struct Signable<'a> {
    pub(super) operation: &'static str,
    pub(super) method: Method,
    pub(super) bucket: Option<&'a str>,
    pub(super) key: Option<&'a str>,
    pub(super) query: Vec<(&'a str, &'a str)>,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) body: Bytes,
}

impl<'a> Signable<'a> {
    pub(super) fn new(operation: &'static str, method: Method) -> Self {
        Self {
            operation,
            method,
            bucket: None,
            key: None,
            query: Vec::new(),
            headers: Vec::new(),
            body: Bytes::new(),
        }
    }

    pub(super) fn bucket(mut self, name: &'a str) -> Self {
        self.bucket = Some(name);
        self
    }

    pub(super) fn key(mut self, key: &'a str) -> Self {
        self.key = Some(key);
        self
    }

    pub(super) fn query(mut self, name: &'a str, value: &'a str) -> Self {
        self.query.push((name, value));
        self
    }

    pub(super) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    pub(super) fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }
}

impl Signer {
    pub(super) fn new(client: &Client, endpoint: Url, region: &str) -> Result<Self> {
        if endpoint.path() != "/" || endpoint.query().is_some() {
            return Err(Error::config(format!("`{endpoint}` holds a path, and an object storage has none"))
                .advise("write it like https://s3.eu-central-3.ionoscloud.com"));
        }
        let (access_key, secret_key) = client.s3_key()?.clone();
        let engine = client.signed_engine("Object storage", endpoint.clone(), messages)?;
        Ok(Self(Arc::new(Inner { engine, endpoint, region: region.to_owned(), access_key, secret_key })))
    }

    pub(super) fn region(&self) -> &str {
        &self.0.region
    }

    pub(super) async fn send(&self, request: Signable<'_>) -> Result<Reply> {
        let call = self.sign(request)?;
        self.0.engine.send(call).await
    }

    fn sign(&self, mut request: Signable<'_>) -> Result<Call> {
        let inner = &*self.0;
        let url = inner.url(&request).map_err(|e| e.at(request.operation))?;
        request.query.sort_unstable();
        let method = match request.method {
            Method::HEAD => rusty_s3::Method::Head,
            Method::PUT => rusty_s3::Method::Put,
            Method::DELETE => rusty_s3::Method::Delete,
            Method::POST => rusty_s3::Method::Post,
            _ => rusty_s3::Method::Get,
        };
        let signed = rusty_s3::signing::sign(
            &jiff_0_2::Timestamp::now(),
            method,
            url,
            &inner.access_key,
            inner.secret_key.expose_secret(),
            None,
            &inner.region,
            VALID_SECONDS,
            request.query.iter().copied(),
            std::iter::empty(),
        );
        let mut call = Call::new(request.operation, request.method, signed.path().to_owned())
            .header(header::ACCEPT, HeaderValue::from_static("*/*"));
        call.signed_query = signed.query().map(str::to_owned);
        // An object can be a web page.
        call.any_content = request.key.is_some();
        call.headers.extend(request.headers);
        call.body = request.body;
        Ok(call)
    }
}

impl Inner {
    fn url(&self, request: &Signable<'_>) -> Result<Url> {
        let Some(name) = request.bucket else { return Ok(self.endpoint.clone()) };
        check_name(name)?;
        let bucket = rusty_s3::Bucket::new(
            self.endpoint.clone(),
            rusty_s3::UrlStyle::Path,
            name.to_owned(),
            self.region.clone(),
        )
        .map_err(|e| Error::config(format!("`{}` is no address", self.endpoint)).caused_by(e))?;
        let Some(key) = request.key else { return Ok(bucket.base_url().clone()) };
        if key.is_empty() || key.len() > 1024 || key.split('/').any(|part| part == "." || part == "..") {
            return Err(Error::new(ErrorKind::InvalidRequest, format!("`{key}` is no key of an object"))
                .advise("a key has 1 to 1024 bytes, and no part `.` or `..`"));
        }
        Ok(bucket.object_url(key))
    }
}

/// The name is part of a path, and other rules of names are the service's.
fn check_name(name: &str) -> Result<()> {
    let letters = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.');
    if (3..=63).contains(&name.len()) && name.bytes().all(letters) && !name.contains("..") {
        return Ok(());
    }
    Err(Error::new(ErrorKind::InvalidRequest, format!("`{name}` is no name of a bucket"))
        .advise("3 to 63 lower-case letters, digits, hyphens and single dots"))
}

/// The address of a region, and the name that it signs with.
pub(super) fn endpoint(region: &str) -> Result<(Url, &str)> {
    // Frankfurt's buckets of users have one name in addresses and another one in signatures.
    let (place, name) =
        if matches!(region, "de" | "eu-central-1") { ("eu-central-1", "de") } else { (region, region) };
    let known =
        !place.is_empty() && place.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let url = known.then(|| Url::parse(&format!("https://s3.{place}.ionoscloud.com")));
    match url {
        Some(Ok(url)) => Ok((url, name)),
        _ => Err(Error::config(format!("`{region}` is no region of the object storage"))
            .advise("write it like eu-central-3")),
    }
}

/// Where buckets are unless somebody says otherwise: Berlin.
pub(super) const USUAL_REGION: &str = "eu-central-3";

#[derive(FromXml)]
#[xml(rename = "Error")]
struct Refused {
    #[xml(rename = "Code")]
    code: Option<String>,
    #[xml(rename = "Message")]
    message: Option<String>,
}

/// The messages in an error document.
fn messages(body: &[u8]) -> Vec<ApiMessage> {
    let Ok(text) = std::str::from_utf8(body) else { return Vec::new() };
    match instant_xml::from_str::<Refused>(&plain(text)) {
        Ok(Refused { code, message }) => {
            vec![ApiMessage::new(code.unwrap_or_default(), message.unwrap_or_default())]
        }
        Err(_) => Vec::new(),
    }
}

/// A document without its namespace: some services give it, some do not.
fn plain(text: &str) -> Cow<'_, str> {
    let declared = format!(" xmlns=\"{NAMESPACE}\"");
    if text.contains(&declared) { text.replacen(&declared, "", 1).into() } else { text.into() }
}

/// Reads an answer in XML.
pub(super) fn read<T: FromXmlOwned>(reply: &Reply) -> Result<T> {
    instant_xml::from_str(&plain(&reply.text()?)).map_err(|e| unreadable(reply, e))
}

/// The same document with the namespace, for readers that insist on it.
pub(super) fn with_namespace(reply: &Reply, root: &str) -> Result<String> {
    let text = reply.text()?;
    let text = plain(&text);
    Ok(text.replacen(&format!("<{root}>"), &format!("<{root} xmlns=\"{NAMESPACE}\">"), 1))
}

pub(super) fn unreadable(reply: &Reply, cause: instant_xml::Error) -> Error {
    Error::new(ErrorKind::Decode, format!("the answer is not what was expected: {cause}"))
        .at(reply.operation.clone())
        .request(reply.request_id().to_owned())
        .caused_by(cause)
}
