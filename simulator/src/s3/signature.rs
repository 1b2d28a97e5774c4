//! Signatures of version 4, in headers and in addresses, and the bodies that they vouch for.

use std::collections::BTreeMap;

use bytes::Bytes;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::request::Parts;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};

use super::checksum::{self, Algorithm, Checksum, hex};
use super::region::{REGIONS, Region};
use super::{PREFIX, Refusal, chunked};
use crate::exchange::Call;

const ALGORITHM: &str = "AWS4-HMAC-SHA256";
/// How far the clock of a client may be off, in seconds.
const SKEW: i64 = 15 * 60;
/// A presigned address can be good for a week.
const LONGEST: i64 = 7 * 24 * 3600;

/// Whether a call is one for the object storage, wherever it goes: no other product takes such signatures.
pub(crate) fn is_signed(parts: &Parts) -> bool {
    let header = parts.headers.get("authorization").map(http::HeaderValue::as_bytes).unwrap_or_default();
    header.starts_with(b"AWS4-") || header.starts_with(b"AWS ") || {
        let query = parts.uri.query().unwrap_or_default();
        query
            .split('&')
            .any(|pair| pair.starts_with("X-Amz-Algorithm=") || pair.starts_with("AWSAccessKeyId="))
    }
}

/// What the caller says of a signature.
struct Claim {
    access_key: String,
    /// `day/region/s3/aws4_request`.
    scope: String,
    region: &'static Region,
    signed_headers: Vec<String>,
    signature: String,
    moment: String,
    is_in_query: bool,
}

/// A call whose signature is right.
pub(super) struct Verified {
    pub(super) access_key: String,
    pub(super) region: &'static Region,
    /// The body without the frames of a streamed upload.
    pub(super) body: Bytes,
    /// The checksum that came with the body, and fits.
    pub(super) checksum: Option<Checksum>,
}

/// The key that signs the chunks of a streamed body, too.
pub(super) struct Key {
    key: Vec<u8>,
    moment: String,
    scope: String,
}

impl Key {
    fn new(secret: &str, claim: &Claim) -> Self {
        let mut key = format!("AWS4{secret}").into_bytes();
        for part in claim.scope.split('/') {
            key = hmac(&key, part.as_bytes());
        }
        Self { key, moment: claim.moment.clone(), scope: claim.scope.clone() }
    }

    pub(super) fn text(&self, kind: &str, rest: &str) -> String {
        format!("{kind}\n{}\n{}\n{rest}", self.moment, self.scope)
    }

    pub(super) fn is_right(&self, text: &str, signature: &str) -> bool {
        let bytes: Option<Vec<u8>> = (0..signature.len())
            .step_by(2)
            .map(|at| signature.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok()))
            .collect();
        let mac = Hmac::<Sha256>::new_from_slice(&self.key);
        let (Some(bytes), Ok(mac)) = (bytes, mac) else { return false };
        mac.chain_update(text).verify_slice(&bytes).is_ok()
    }
}

fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    Hmac::<Sha256>::new_from_slice(key)
        .map(|mac| mac.chain_update(text).finalize().into_bytes().to_vec())
        .unwrap_or_default()
}

pub(super) fn sha256(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

/// Checks the signature of a call; `secret` looks the secret of an access key up.
///
/// Clients sign with the time of the real world, so the simulated time has no part in this.
pub(super) fn verify(call: &Call, secret: impl FnOnce(&str) -> Option<String>) -> Result<Verified, Refusal> {
    let claim = claim(call)?;
    in_time(call, &claim)?;
    let secret = secret(&claim.access_key).ok_or_else(|| {
        Refusal::new(403, "InvalidAccessKeyId", "The access key does not exist, or is not active.")
            .and("AWSAccessKeyId", &claim.access_key)
    })?;
    let key = Key::new(&secret, &claim);
    let payload = match call.header("x-amz-content-sha256").or_else(|| call.param("X-Amz-Content-Sha256")) {
        Some(payload) => payload,
        None if claim.is_in_query => "UNSIGNED-PAYLOAD",
        None => {
            let message = "Missing required header for this request: x-amz-content-sha256";
            return Err(Refusal::new(400, "InvalidRequest", message));
        }
    };
    let canonical = canonical_request(call, &claim, payload);
    let text = key.text(ALGORITHM, &sha256(canonical.as_bytes()));
    if !key.is_right(&text, &claim.signature) {
        let message = "The signature that was calculated does not match the signature that was provided.";
        return Err(Refusal::new(403, "SignatureDoesNotMatch", message)
            .and("AWSAccessKeyId", &claim.access_key)
            .and("StringToSign", &text)
            .and("SignatureProvided", &claim.signature)
            .and("CanonicalRequest", &canonical));
    }
    every_header_is_signed(call, &claim)?;
    let (body, trailers) = match payload {
        "UNSIGNED-PAYLOAD" => (call.body.clone(), Vec::new()),
        streaming if streaming.starts_with("STREAMING-") => {
            chunked::decode(call, streaming, &key, &claim.signature)?
        }
        digest => {
            let is_digest = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
            if !is_digest {
                let message = "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a streaming form or a SHA-256.";
                return Err(Refusal::new(400, "InvalidArgument", message));
            }
            let received = sha256(&call.body);
            if !digest.eq_ignore_ascii_case(&received) {
                let message = "The provided 'x-amz-content-sha256' does not match what was computed.";
                return Err(Refusal::new(400, "XAmzContentSHA256Mismatch", message)
                    .and("ClientComputedContentSHA256", digest)
                    .and("S3ComputedContentSHA256", &received));
            }
            (call.body.clone(), Vec::new())
        }
    };
    let checksum = digests(call, &trailers, &body)?;
    Ok(Verified { access_key: claim.access_key, region: claim.region, body, checksum })
}

/// Compares the body with the digests that came with it.
fn digests(call: &Call, trailers: &[(String, String)], body: &[u8]) -> Result<Option<Checksum>, Refusal> {
    if let Some(md5) = call.header("content-md5") {
        checksum::verify_md5(md5, body)?;
    }
    let headers = call.headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    let trailers = trailers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let given = headers.chain(trailers).find_map(|(name, value)| Some((Algorithm::of_header(name)?, value)));
    // With the end of an upload in parts comes the checksum of the object, not of the document.
    let is_end_of_upload = call.method == http::Method::POST && call.param("uploadId").is_some();
    given
        .filter(|_| !is_end_of_upload)
        .map(|(algorithm, value)| checksum::verify(algorithm, value, body))
        .transpose()
}

fn claim(call: &Call) -> Result<Claim, Refusal> {
    match (call.header("authorization"), call.param("X-Amz-Algorithm")) {
        (Some(header), None) => claim_in_header(call, header),
        (None, Some(algorithm)) => claim_in_query(call, algorithm),
        (Some(_), Some(_)) => {
            Err(Refusal::new(400, "InvalidArgument", "Only one way to sign a call can be used."))
        }
        (None, None) if call.param("AWSAccessKeyId").is_some() => Err(old_signature()),
        (None, None) => Err(Refusal::new(403, "AccessDenied", "Access Denied")),
    }
}

fn old_signature() -> Refusal {
    let message = "The authorization mechanism is not supported. Please use AWS4-HMAC-SHA256.";
    Refusal::new(400, "InvalidRequest", message)
}

fn claim_in_header(call: &Call, header: &str) -> Result<Claim, Refusal> {
    let malformed = |what: &str| {
        Refusal::new(
            400,
            "AuthorizationHeaderMalformed",
            format!("The authorization header is malformed; {what}."),
        )
    };
    let rest = header.strip_prefix(ALGORITHM).ok_or_else(old_signature)?;
    let fields: BTreeMap<&str, &str> =
        rest.split(',').filter_map(|field| field.trim().split_once('=')).collect();
    let field =
        |name: &str| fields.get(name).copied().ok_or_else(|| malformed(&format!("{name} is missing")));
    let moment = match (call.header("x-amz-date"), call.header("date")) {
        (Some(moment), _) => moment.to_owned(),
        (None, Some(date)) => parse_date(date).map(amz_date).unwrap_or_default(),
        (None, None) => {
            let message = "A call that is signed in a header needs x-amz-date or date.";
            return Err(Refusal::new(403, "AccessDenied", message));
        }
    };
    let (access_key, scope, region) = credential(field("Credential")?, &moment, &malformed)?;
    Ok(Claim {
        access_key,
        scope,
        region,
        signed_headers: field("SignedHeaders")?.split(';').map(str::to_ascii_lowercase).collect(),
        signature: field("Signature")?.to_owned(),
        moment,
        is_in_query: false,
    })
}

fn claim_in_query(call: &Call, algorithm: &str) -> Result<Claim, Refusal> {
    let malformed = |what: &str| {
        Refusal::new(400, "AuthorizationQueryParametersError", format!("Error parsing the query; {what}."))
    };
    if algorithm != ALGORITHM {
        return Err(malformed("X-Amz-Algorithm only supports AWS4-HMAC-SHA256"));
    }
    let field = |name: &str| call.param(name).ok_or_else(|| malformed(&format!("{name} is missing")));
    let moment = field("X-Amz-Date")?.to_owned();
    let (access_key, scope, region) = credential(field("X-Amz-Credential")?, &moment, &malformed)?;
    Ok(Claim {
        access_key,
        scope,
        region,
        signed_headers: field("X-Amz-SignedHeaders")?.split(';').map(str::to_ascii_lowercase).collect(),
        signature: field("X-Amz-Signature")?.to_owned(),
        moment,
        is_in_query: true,
    })
}

/// Takes `key/day/region/s3/aws4_request` apart.
fn credential(
    credential: &str,
    moment: &str,
    malformed: &impl Fn(&str) -> Refusal,
) -> Result<(String, String, &'static Region), Refusal> {
    let parts: Vec<&str> = credential.split('/').collect();
    let [access_key, day, region, service, end] = parts.as_slice() else {
        return Err(malformed("the credential must be KEY/YYYYMMDD/REGION/s3/aws4_request"));
    };
    if *service != "s3" || *end != "aws4_request" {
        return Err(malformed("the credential must end with s3/aws4_request"));
    }
    if !moment.starts_with(day) || day.len() != 8 {
        return Err(malformed("the day of the credential is not that of the call"));
    }
    let found = Region::named(region).ok_or_else(|| {
        let usual = REGIONS.first().map(|region| region.name).unwrap_or_default();
        malformed(&format!("the region '{region}' is wrong; expecting '{usual}'")).and("Region", usual)
    })?;
    Ok(((*access_key).to_owned(), format!("{day}/{region}/{service}/{end}"), found))
}

fn amz_date(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn parse_amz_date(text: &str) -> Option<Timestamp> {
    let civil = DateTime::strptime("%Y%m%dT%H%M%SZ", text).ok()?;
    TimeZone::UTC.to_timestamp(civil).ok()
}

/// Reads a date as headers have it.
pub(super) fn parse_date(text: &str) -> Option<Timestamp> {
    if let Some(at) = parse_amz_date(text) {
        return Some(at);
    }
    let civil = DateTime::strptime("%a, %d %b %Y %H:%M:%S GMT", text).ok()?;
    TimeZone::UTC.to_timestamp(civil).ok()
}

fn in_time(call: &Call, claim: &Claim) -> Result<(), Refusal> {
    let denied = |message: &str| Refusal::new(403, "AccessDenied", message);
    let at = parse_amz_date(&claim.moment)
        .ok_or_else(|| denied("The date of the signature must have the form YYYYMMDD'T'HHMMSS'Z'."))?;
    let now = Timestamp::now();
    let age = now.as_second() - at.as_second();
    if !claim.is_in_query {
        if age.abs() > SKEW {
            let message = "The difference between the request time and the server's time is too large.";
            return Err(Refusal::new(403, "RequestTimeTooSkewed", message)
                .and("RequestTime", &claim.moment)
                .and("ServerTime", &now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
                .and("MaxAllowedSkewMilliseconds", &(SKEW * 1000).to_string()));
        }
        return Ok(());
    }
    let seconds = call.param("X-Amz-Expires").and_then(|text| text.parse::<i64>().ok());
    let Some(seconds) = seconds.filter(|seconds| (1..=LONGEST).contains(seconds)) else {
        let message = format!("X-Amz-Expires must be a number from 1 to {LONGEST}.");
        return Err(Refusal::new(400, "AuthorizationQueryParametersError", message));
    };
    if age > seconds {
        let until = Timestamp::from_second(at.as_second() + seconds).unwrap_or_default();
        return Err(denied("Request has expired")
            .and("X-Amz-Expires", &seconds.to_string())
            .and("Expires", &until.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
            .and("ServerTime", &now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()));
    }
    if age < -SKEW {
        return Err(denied("Request is not yet valid"));
    }
    Ok(())
}

fn canonical_request(call: &Call, claim: &Claim, payload: &str) -> String {
    let prefix = if call.base.ends_with(PREFIX) { PREFIX } else { "" };
    let path = encode(&crate::exchange::decode(&format!("{prefix}{}", call.path), false), true);
    let mut query: Vec<String> = call
        .query
        .iter()
        .filter(|(name, _)| !(claim.is_in_query && name == "X-Amz-Signature"))
        .map(|(name, value)| format!("{}={}", encode(name, false), encode(value, false)))
        .collect();
    query.sort_unstable();
    let headers: String = claim
        .signed_headers
        .iter()
        .map(|name| {
            let values: Vec<String> = call
                .headers
                .get_all(name)
                .iter()
                .map(|value| {
                    String::from_utf8_lossy(value.as_bytes()).split_whitespace().collect::<Vec<_>>().join(" ")
                })
                .collect();
            let values = if values.is_empty() && name == "host" {
                // HTTP/2 has it elsewhere.
                call.base.split('/').nth(2).unwrap_or_default().to_owned()
            } else {
                values.join(",")
            };
            format!("{name}:{values}\n")
        })
        .collect();
    let names = claim.signed_headers.join(";");
    format!("{}\n{path}\n{}\n{headers}\n{names}\n{payload}", call.method, query.join("&"))
}

fn every_header_is_signed(call: &Call, claim: &Claim) -> Result<(), Refusal> {
    let is_signed = |name: &str| claim.signed_headers.iter().any(|signed| signed == name);
    let missing: Vec<&str> = call
        .headers
        .keys()
        .map(http::HeaderName::as_str)
        .filter(|name| name.starts_with("x-amz-") && *name != "x-amz-content-sha256")
        .chain(["host"])
        .filter(|name| !is_signed(name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let message = "There were headers present in the request which were not signed";
    Err(Refusal::new(403, "AccessDenied", message).and("HeadersNotSigned", &missing.join(", ")))
}

/// Encodes as signatures demand it: all but letters, digits and `-._~`, and in paths `/`.
pub(super) fn encode(text: &str, is_path: bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            b'/' if is_path => encoded.push('/'),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {

    use http::{HeaderMap, HeaderValue, Method};

    use super::*;

    // The key and the signatures that the public description of the algorithm shows.
    const ACCESS_KEY: &str = "AKIAIOSFODNN7EXAMPLE";
    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    const MOMENT: &str = "20130524T000000Z";
    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    fn call(method: Method, target: &str, headers: &[(&'static str, &'static str)], body: Vec<u8>) -> Call {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, HeaderValue::from_static(value));
        }
        Call {
            method,
            path: path.to_owned(),
            segments: Vec::new(),
            query: crate::exchange::pairs(query),
            headers: map,
            body: body.into(),
            base: "http://127.0.0.1".to_owned(),
            fail: None,
        }
    }

    fn claim(signed_headers: &str, is_in_query: bool) -> Claim {
        Claim {
            access_key: ACCESS_KEY.to_owned(),
            scope: "20130524/us-east-1/s3/aws4_request".to_owned(),
            region: &REGIONS[0],
            signed_headers: signed_headers.split(';').map(str::to_owned).collect(),
            signature: String::new(),
            moment: MOMENT.to_owned(),
            is_in_query,
        }
    }

    fn is_right(call: &Call, signed: &str, payload: &str, signature: &str, is_in_query: bool) -> bool {
        let claim = claim(signed, is_in_query);
        let canonical = canonical_request(call, &claim, payload);
        let key = Key::new(SECRET, &claim);
        key.is_right(&key.text(ALGORITHM, &sha256(canonical.as_bytes())), signature)
    }

    const HOST: (&str, &str) = ("host", "examplebucket.s3.amazonaws.com");
    const DATE: (&str, &str) = ("x-amz-date", MOMENT);
    const NOTHING: (&str, &str) = ("x-amz-content-sha256", EMPTY);

    #[test]
    fn the_published_signatures_of_headers_are_right() {
        let get = call(Method::GET, "/test.txt", &[HOST, DATE, NOTHING, ("range", "bytes=0-9")], Vec::new());
        let signature = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41";
        let signed = "host;range;x-amz-content-sha256;x-amz-date";
        assert!(is_right(&get, signed, EMPTY, signature, false));
        assert!(!is_right(&get, "host;x-amz-content-sha256;x-amz-date", EMPTY, signature, false));

        let digest = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072";
        let headers = [
            HOST,
            DATE,
            ("date", "Fri, 24 May 2013 00:00:00 GMT"),
            ("x-amz-content-sha256", digest),
            ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
        ];
        let put = call(Method::PUT, "/test%24file.text", &headers, b"Welcome to Amazon S3.".to_vec());
        assert_eq!(sha256(&put.body), digest);
        let signature = "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd";
        let signed = "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class";
        assert!(is_right(&put, signed, digest, signature, false));

        let signed = "host;x-amz-content-sha256;x-amz-date";
        for (target, signature) in [
            ("/?lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
            ("/?prefix=J&max-keys=2", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
        ] {
            let get = call(Method::GET, target, &[HOST, DATE, NOTHING], Vec::new());
            assert!(is_right(&get, signed, EMPTY, signature, false), "{target}");
        }
    }

    #[test]
    fn the_published_signature_of_an_address_is_right() {
        let signature = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
        let target = format!(
            "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={ACCESS_KEY}%2F20130524%2Fus-east-1%2Fs3%2F\
             aws4_request&X-Amz-Date={MOMENT}&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature={signature}"
        );
        let get = call(Method::GET, &target, &[HOST], Vec::new());
        assert!(is_right(&get, "host", "UNSIGNED-PAYLOAD", signature, true));
    }

    #[test]
    fn the_published_signatures_of_chunks_are_right() {
        let form = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
        let headers = [
            ("host", "s3.amazonaws.com"),
            DATE,
            ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ("x-amz-content-sha256", form),
            ("content-encoding", "aws-chunked"),
            ("x-amz-decoded-content-length", "66560"),
            ("content-length", "66824"),
        ];
        let mut body = Vec::new();
        for (size, signature) in [
            (65_536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"),
            (1_024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"),
            (0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"),
        ] {
            body.extend_from_slice(format!("{size:x};chunk-signature={signature}\r\n").as_bytes());
            body.extend_from_slice(&vec![b'a'; size]);
            body.extend_from_slice(b"\r\n");
        }
        assert_eq!(body.len(), 66_824);
        let put = call(Method::PUT, "/examplebucket/chunkObject.txt", &headers, body);
        let signed = "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;\
                      x-amz-decoded-content-length;x-amz-storage-class";
        let seed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
        assert!(is_right(&put, signed, form, seed, false));
        let key = Key::new(SECRET, &claim(signed, false));
        let (content, trailers) = chunked::decode(&put, form, &key, seed).ok().unwrap_or_default();
        assert_eq!((content.len(), trailers.len()), (66_560, 0));
        assert!(content.iter().all(|byte| *byte == b'a'));
    }
}
