//! The data of the object storage: signatures, buckets, objects, and the objects of flow logs.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use ionos_simulator::Simulator;
use jiff::{Span, Timestamp};
use md5::Md5;
use rusty_s3::{Bucket, Credentials, S3Action, UrlStyle};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::client::{Answer, Lab, send, until};

const REGION: &str = "eu-central-3";

/// Somebody with a key for the data.
struct User<'a> {
    lab: &'a Lab,
    key: (String, String),
    region: &'static str,
}

/// How a call is signed.
struct Signing<'a> {
    at: Timestamp,
    payload: &'a str,
    /// Headers that are sent but not signed.
    unsigned: &'a [(&'a str, &'a str)],
}

fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sha256(text: &[u8]) -> String {
    hex(Sha256::digest(text))
}

fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    Hmac::<Sha256>::new_from_slice(key).unwrap().chain_update(text).finalize().into_bytes().to_vec()
}

impl<'a> User<'a> {
    fn owner(lab: &'a Lab) -> Self {
        let (access, secret) = lab.sim.s3_key();
        Self { lab, key: (access.to_owned(), secret.to_owned()), region: REGION }
    }

    fn with(lab: &'a Lab, access: &str, secret: &str) -> Self {
        Self { lab, key: (access.to_owned(), secret.to_owned()), region: REGION }
    }

    fn signing_key(&self, day: &str) -> Vec<u8> {
        let first = format!("AWS4{}", self.key.1).into_bytes();
        [day, self.region, "s3", "aws4_request"].iter().fold(first, |key, part| hmac(&key, part))
    }

    /// The headers of a signed call, and its signature. The path must be encoded, and its query sorted.
    fn sign(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        how: &Signing<'_>,
    ) -> (Vec<(String, String)>, String) {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let query: Vec<String> = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| if pair.contains('=') { pair.to_owned() } else { format!("{pair}=") })
            .collect();
        let moment = how.at.strftime("%Y%m%dT%H%M%SZ").to_string();
        let day = &moment[..8];
        let mut all: Vec<(String, String)> = headers
            .iter()
            .map(|(name, value)| (name.to_ascii_lowercase(), (*value).to_owned()))
            .chain([
                ("host".to_owned(), self.lab.sim.url().strip_prefix("http://").unwrap().to_owned()),
                ("x-amz-content-sha256".to_owned(), how.payload.to_owned()),
                ("x-amz-date".to_owned(), moment.clone()),
            ])
            .collect();
        all.sort();
        let names = all.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(";");
        let lines: String = all.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
        let canonical = format!("{method}\n{path}\n{}\n{lines}\n{names}\n{}", query.join("&"), how.payload);
        let scope = format!("{day}/{}/s3/aws4_request", self.region);
        let text = format!("AWS4-HMAC-SHA256\n{moment}\n{scope}\n{}", sha256(canonical.as_bytes()));
        let signature = hex(hmac(&self.signing_key(day), &text));
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={names}, Signature={signature}",
            self.key.0
        );
        all.retain(|(name, _)| name != "host");
        all.push(("authorization".to_owned(), authorization));
        all.extend(how.unsigned.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        (all, signature)
    }

    async fn send(&self, method: &str, target: &str, headers: &[(String, String)], body: &[u8]) -> Answer {
        let headers: Vec<(&str, &str)> =
            headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        send(self.lab.sim.url(), method, target, &headers, body).await.unwrap()
    }

    async fn call(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let how = Signing { at: Timestamp::now(), payload: &sha256(body.as_bytes()), unsigned: &[] };
        let (headers, _) = self.sign(method, target, headers, &how);
        self.send(method, target, &headers, body.as_bytes()).await
    }

    /// A call that must be answered with this status.
    async fn ok(&self, status: u16, method: &str, target: &str, body: &str) -> Answer {
        let answer = self.call(method, target, &[], body).await;
        assert_eq!(answer.status, status, "{method} {target}: {}", answer.text);
        answer
    }

    /// The code of a call that must be refused with this status.
    async fn refused(&self, status: u16, method: &str, target: &str, body: &str) -> String {
        code(status, &self.call(method, target, &[], body).await)
    }

    /// As [`call`](Self::call), with the digest that some settings demand.
    async fn put(&self, target: &str, body: &str) -> Answer {
        let md5 = STANDARD.encode(Md5::digest(body));
        self.call("PUT", target, &[("content-md5", &md5)], body).await
    }
}

/// The code of a refusal with this status.
fn code(status: u16, answer: &Answer) -> String {
    assert_eq!(answer.status, status, "{}", answer.text);
    assert_eq!(answer.header("content-type"), Some("application/xml"));
    all(&answer.text, "Code").first().unwrap().to_string()
}

/// The texts of all elements of a name.
fn all<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    text.split(open.as_str()).skip(1).map(|rest| rest.split(close.as_str()).next().unwrap()).collect()
}

fn one<'t>(text: &'t str, name: &str) -> &'t str {
    let found = all(text, name);
    assert_eq!(found.len(), 1, "{name} in {text}");
    found[0]
}

async fn presigned(lab: &Lab, method: &str, url: &str, body: &str) -> Answer {
    let target = url.strip_prefix(lab.sim.url()).unwrap();
    send(lab.sim.url(), method, target, &[], body.as_bytes()).await.unwrap()
}

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn addresses_that_an_independent_library_signs_are_taken_on_both_paths() {
    let lab = Lab::new().await;
    let (access, secret) = lab.sim.s3_key();
    let credentials = Credentials::new(access, secret);
    for (place, name) in [("", "plain"), ("/_s3/", "prefixed")] {
        let endpoint = format!("{}{place}", lab.sim.url()).parse().unwrap();
        let bucket = Bucket::new(endpoint, UrlStyle::Path, name, REGION).unwrap();
        let made = bucket.create_bucket(&credentials).sign(MINUTE);
        assert_eq!(presigned(&lab, "PUT", made.as_str(), "").await.status, 200);
        let key = "a folder/äöü+&=?.txt";
        let put = bucket.put_object(Some(&credentials), key).sign(MINUTE);
        assert_eq!(presigned(&lab, "PUT", put.as_str(), "content").await.status, 200);
        let get = bucket.get_object(Some(&credentials), key).sign(MINUTE);
        assert_eq!(presigned(&lab, "GET", get.as_str(), "").await.text, "content");
        // Only what was signed is allowed.
        assert_eq!(code(403, &presigned(&lab, "DELETE", get.as_str(), "").await), "SignatureDoesNotMatch");
        let other = get.as_str().replace("folder", "folder2");
        assert_eq!(code(403, &presigned(&lab, "GET", &other, "").await), "SignatureDoesNotMatch");
        let longer = get.as_str().replace("X-Amz-Expires=60", "X-Amz-Expires=600");
        assert_eq!(code(403, &presigned(&lab, "GET", &longer, "").await), "SignatureDoesNotMatch");
        let then = jiff_0_2::Timestamp::now() - jiff_0_2::SignedDuration::from_secs(61);
        let late = bucket.get_object(Some(&credentials), key).sign_with_time(MINUTE, &then);
        let late = presigned(&lab, "GET", late.as_str(), "").await;
        assert_eq!(
            (code(403, &late).as_str(), one(&late.text, "Message")),
            ("AccessDenied", "Request has expired")
        );
    }
    for entry in lab.sim.journal() {
        assert!(entry.product == "s3" && !entry.query.contains("X-Amz-Signature"), "{entry:?}");
    }
}

#[tokio::test]
async fn a_signature_that_does_not_fit_is_refused_with_the_reason() {
    let lab = Lab::new().await;
    let owner = User::owner(&lab);
    owner.ok(200, "PUT", "/bucket-1", "").await;
    let now = Timestamp::now();
    let digest = sha256(b"body");
    let how = Signing { at: now, payload: &digest, unsigned: &[] };
    let (headers, _) = owner.sign("PUT", "/bucket-1/k", &[("x-amz-meta-a", "1")], &how);
    assert_eq!(owner.send("PUT", "/bucket-1/k", &headers, b"body").await.status, 200);

    let wrong = |headers: &[(String, String)], name: &str, from: &str, to: &str| {
        let replace = |(other, value): &(String, String)| {
            let value = if other == name { value.replace(from, to) } else { value.clone() };
            (other.clone(), value)
        };
        headers.iter().map(replace).collect::<Vec<_>>()
    };
    let answer = owner.send("PUT", "/bucket-1/k", &headers, b"other").await;
    assert_eq!(code(400, &answer), "XAmzContentSHA256Mismatch");
    let tampered = wrong(&headers, "x-amz-meta-a", "1", "2");
    assert_eq!(
        code(403, &owner.send("PUT", "/bucket-1/k", &tampered, b"body").await),
        "SignatureDoesNotMatch"
    );
    assert_eq!(
        code(403, &owner.send("PUT", "/bucket-1/l", &headers, b"body").await),
        "SignatureDoesNotMatch"
    );
    let unsigned = wrong(&headers, "authorization", "Signature=", "Signature=0");
    assert_eq!(
        code(403, &owner.send("PUT", "/bucket-1/k", &unsigned, b"body").await),
        "SignatureDoesNotMatch"
    );
    let elsewhere = wrong(&headers, "authorization", REGION, "us-east-1");
    let answer = owner.send("PUT", "/bucket-1/k", &elsewhere, b"body").await;
    assert_eq!(
        (code(400, &answer).as_str(), one(&answer.text, "Region")),
        ("AuthorizationHeaderMalformed", REGION)
    );

    let extra = Signing { at: now, payload: &digest, unsigned: &[("x-amz-meta-b", "2")] };
    let (more, _) = owner.sign("PUT", "/bucket-1/k", &[], &extra);
    let answer = owner.send("PUT", "/bucket-1/k", &more, b"body").await;
    assert_eq!(
        (code(403, &answer).as_str(), one(&answer.text, "HeadersNotSigned")),
        ("AccessDenied", "x-amz-meta-b")
    );
    for minutes in [-16, 16] {
        let at = now.checked_add(Span::new().minutes(minutes)).unwrap();
        let (skewed, _) = owner.sign("GET", "/", &[], &Signing { at, payload: &sha256(b""), unsigned: &[] });
        assert_eq!(code(403, &owner.send("GET", "/", &skewed, b"").await), "RequestTimeTooSkewed");
    }
    let stranger = User::with(&lab, "nobody", &owner.key.1);
    assert_eq!(stranger.refused(403, "GET", "/", "").await, "InvalidAccessKeyId");
    let forger = User::with(&lab, &owner.key.0, "guessed");
    assert_eq!(forger.refused(403, "GET", "/", "").await, "SignatureDoesNotMatch");
    let old = [("authorization".to_owned(), format!("AWS {}:c2lnbmF0dXJl", owner.key.0))];
    assert_eq!(code(400, &owner.send("GET", "/", &old, b"").await), "InvalidRequest");
    assert_eq!(code(403, &owner.send("GET", "/_s3/bucket-1/k", &[], b"").await), "AccessDenied");
    assert_eq!(owner.ok(200, "GET", "/bucket-1/k", "").await.text, "body");
}

/// The frames of a signed, streamed body.
fn frames(user: &User<'_>, at: Timestamp, seed: &str, chunks: &[&str], trailer: Option<&str>) -> String {
    let moment = at.strftime("%Y%m%dT%H%M%SZ").to_string();
    let (day, region) = (&moment[..8], user.region);
    let key = user.signing_key(day);
    let mut before = seed.to_owned();
    let mut sign = |kind: &str, rest: &str| {
        let text = format!("{kind}\n{moment}\n{day}/{region}/s3/aws4_request\n{before}\n{rest}");
        before = hex(hmac(&key, &text));
        before.clone()
    };
    let mut body = String::new();
    for chunk in chunks.iter().chain([&""]) {
        let rest = format!("{}\n{}", sha256(b""), sha256(chunk.as_bytes()));
        let signature = sign("AWS4-HMAC-SHA256-PAYLOAD", &rest);
        body.push_str(&format!("{:x};chunk-signature={signature}\r\n{chunk}", chunk.len()));
        body.push_str(if chunk.is_empty() { "" } else { "\r\n" });
    }
    if let Some(trailer) = trailer {
        let signature = sign("AWS4-HMAC-SHA256-TRAILER", &sha256(format!("{trailer}\n").as_bytes()));
        body.push_str(&format!("{trailer}\r\nx-amz-trailer-signature:{signature}\r\n"));
    }
    body + "\r\n"
}

#[tokio::test]
async fn streamed_bodies_are_taken_out_of_their_frames_when_each_frame_is_right() {
    let lab = Lab::new().await;
    let owner = User::owner(&lab);
    owner.ok(200, "PUT", "/streams", "").await;
    let at = Timestamp::now();
    let path = "/streams/k";
    let headers = [("content-encoding", "aws-chunked,gzip"), ("x-amz-decoded-content-length", "11")];
    let payload = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    let how = Signing { at, payload, unsigned: &[] };
    let (signed, seed) = owner.sign("PUT", path, &headers, &how);
    let body = frames(&owner, at, &seed, &["hello ", "world"], None);
    assert_eq!(owner.send("PUT", path, &signed, body.as_bytes()).await.status, 200);
    let read = owner.ok(200, "GET", path, "").await;
    assert_eq!((read.text.as_str(), read.header("content-encoding")), ("hello world", Some("gzip")));
    let swapped = body.replace("hello ", "HELLO ");
    let answer = owner.send("PUT", path, &signed, swapped.as_bytes()).await;
    assert_eq!(code(403, &answer), "SignatureDoesNotMatch");
    let cut = &body[..body.len() / 2];
    assert_eq!(code(400, &owner.send("PUT", path, &signed, cut.as_bytes()).await), "IncompleteBody");

    // The CRC32 of "hello world".
    let crc = STANDARD.encode(0x0d4a_1185_u32.to_be_bytes());
    let announced = [headers[0], headers[1], ("x-amz-trailer", "x-amz-checksum-crc32")];
    let trailer = format!("x-amz-checksum-crc32:{crc}");
    let how = Signing { at, payload: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", unsigned: &[] };
    let (signed, seed) = owner.sign("PUT", path, &announced, &how);
    let body = frames(&owner, at, &seed, &["hello world"], Some(&trailer));
    let answer = owner.send("PUT", path, &signed, body.as_bytes()).await;
    assert_eq!(
        (answer.status, answer.header("x-amz-checksum-crc32")),
        (200, Some(crc.as_str())),
        "{}",
        answer.text
    );
    let forged = body.replace("x-amz-trailer-signature:", "x-amz-trailer-signature:00");
    assert_eq!(
        code(403, &owner.send("PUT", path, &signed, forged.as_bytes()).await),
        "SignatureDoesNotMatch"
    );

    let how = Signing { at, payload: "STREAMING-UNSIGNED-PAYLOAD-TRAILER", unsigned: &[] };
    let (signed, _) = owner.sign("PUT", path, &announced, &how);
    let body = |trailer: &str| format!("b\r\nhello world\r\n0\r\n{trailer}\r\n\r\n");
    let good = body(&trailer);
    assert_eq!(owner.send("PUT", path, &signed, good.as_bytes()).await.status, 200);
    let bad = body("x-amz-checksum-crc32:AAAAAA==");
    assert_eq!(code(400, &owner.send("PUT", path, &signed, bad.as_bytes()).await), "BadDigest");
    let none = body("x-other:1");
    assert_eq!(code(400, &owner.send("PUT", path, &signed, none.as_bytes()).await), "MalformedTrailerError");
}

#[tokio::test]
async fn a_key_works_while_it_is_there_and_active() {
    let lab = Lab::new().await;
    let description = json!({"properties": {"description": "k"}});
    let made = lab.call("POST", "/accesskeys", lab.sim.token(), Some(&description)).await.expect(201);
    let path = format!("/accesskeys/{}", made["id"].as_str().unwrap());
    let text = |key: &Value, name: &str| key["properties"][name].as_str().unwrap().to_owned();
    let key = User::with(&lab, &text(&made, "accessKey"), &text(&made, "secretKey"));
    until(async || key.call("GET", "/", &[], "").await.status == 200).await;
    let renewed = lab.call("PUT", &format!("{path}/renew"), lab.sim.token(), None).await.expect(200);
    assert_eq!(key.refused(403, "GET", "/", "").await, "SignatureDoesNotMatch");
    let key = User::with(&lab, &key.key.0, &text(&renewed, "secretKey"));
    key.ok(200, "GET", "/", "").await;
    assert!(!lab.sim.state().to_string().contains(&key.key.1));
    assert_eq!(lab.call("DELETE", &path, lab.sim.token(), None).await.status, 202);
    assert_eq!(key.refused(403, "GET", "/", "").await, "InvalidAccessKeyId");

    let user = |administrator: bool, email: &str| {
        json!({"properties": {"firstname": "a", "lastname": "b", "email": email, "administrator": administrator,
            "password": uuid::Uuid::new_v4().to_string()}})
    };
    let admin = lab.done("POST", "/um/users", Some(user(true, "admin@example.com"))).await;
    let keys = format!("/um/users/{}/s3keys", admin["id"].as_str().unwrap());
    let made = lab.done("POST", &keys, None).await;
    let path = format!("{keys}/{}", made["id"].as_str().unwrap());
    let key = User::with(&lab, made["id"].as_str().unwrap(), &text(&made, "secretKey"));
    key.ok(200, "PUT", "/of-the-contract", "").await;
    lab.done("PUT", &path, Some(json!({"properties": {"active": false}}))).await;
    assert_eq!(key.refused(403, "GET", "/", "").await, "InvalidAccessKeyId");
    lab.done("PUT", &path, Some(json!({"properties": {"active": true}}))).await;
    key.ok(200, "GET", "/", "").await;
    lab.done("DELETE", &path, None).await;
    assert_eq!(key.refused(403, "GET", "/", "").await, "InvalidAccessKeyId");

    // Whoever is no administrator cannot read a bucket of the contract, and nobody can read one of another user.
    let group = json!({"properties": {"name": "g", "s3Privilege": true}});
    let group = lab.done("POST", "/um/groups", Some(group)).await;
    let member = lab.done("POST", "/um/users", Some(user(false, "member@example.com"))).await;
    let link = json!({"id": member["id"]});
    lab.done("POST", &format!("/um/groups/{}/users", group["id"].as_str().unwrap()), Some(link)).await;
    let keys = format!("/um/users/{}/s3keys", member["id"].as_str().unwrap());
    let made = lab.done("POST", &keys, None).await;
    let mut member = User::with(&lab, made["id"].as_str().unwrap(), &text(&made, "secretKey"));
    assert_eq!(member.refused(403, "GET", "/of-the-contract", "").await, "AccessDenied");
    member.region = "de";
    member.ok(200, "PUT", "/of-a-member", "").await;
    let owner = User { region: "de", ..User::owner(&lab) };
    assert_eq!(owner.refused(409, "PUT", "/of-a-member", "").await, "BucketAlreadyExists");
    assert_eq!(owner.refused(403, "GET", "/of-a-member", "").await, "AccessDenied");
    assert!(all(&owner.ok(200, "GET", "/", "").await.text, "Name").is_empty());
    assert_eq!(all(&member.ok(200, "GET", "/", "").await.text, "Name"), ["of-a-member"]);
}

#[tokio::test]
async fn buckets_are_made_found_and_removed_in_their_region() {
    let lab = Lab::new().await;
    let owner = User::owner(&lab);
    let at = |region: &str| {
        format!(
            "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>{region}</LocationConstraint></CreateBucketConfiguration>"
        )
    };
    owner.ok(200, "PUT", "/bucket-1", &at(REGION)).await;
    assert_eq!(owner.refused(409, "PUT", "/bucket-1", &at(REGION)).await, "BucketAlreadyOwnedByYou");
    assert_eq!(owner.refused(400, "PUT", "/bucket-2", &at("mars")).await, "InvalidLocationConstraint");
    assert_eq!(owner.refused(400, "PUT", "/bucket-2", &at("de")).await, "IllegalLocationConstraintException");
    assert_eq!(owner.refused(400, "PUT", "/bucket-2", "<Other/>").await, "MalformedXML");
    assert_eq!(owner.refused(400, "PUT", "/bucket-2", "<Create").await, "MalformedXML");
    for name in ["ab", "Upper", "-edge", "two..dots", "10.0.0.1", &"x".repeat(64)] {
        assert_eq!(owner.refused(400, "PUT", &format!("/{name}"), "").await, "InvalidBucketName", "{name}");
    }
    let head = owner.ok(200, "HEAD", "/bucket-1", "").await;
    assert_eq!(head.header("x-amz-bucket-region"), Some(REGION));
    let location = owner.ok(200, "GET", "/bucket-1?location", "").await.text;
    assert!(location.contains(&format!(">{REGION}</LocationConstraint>")), "{location}");
    assert_eq!(owner.ok(404, "HEAD", "/bucket-2", "").await.text, "");
    assert_eq!(owner.refused(404, "GET", "/bucket-2", "").await, "NoSuchBucket");
    let elsewhere = User { region: "us-central-1", ..User::owner(&lab) };
    assert_eq!(elsewhere.refused(404, "GET", "/bucket-1", "").await, "NoSuchBucket");
    let list = owner.ok(200, "GET", "/", "").await.text;
    assert_eq!(all(&list, "Name"), ["bucket-1"]);
    assert!(one(&list, "CreationDate").parse::<Timestamp>().is_ok());
    owner.ok(200, "PUT", "/bucket-1/k", "x").await;
    assert_eq!(owner.refused(409, "DELETE", "/bucket-1", "").await, "BucketNotEmpty");
    owner.ok(204, "DELETE", "/bucket-1/k", "").await;
    owner.ok(204, "DELETE", "/bucket-1", "").await;
    assert_eq!(owner.refused(404, "DELETE", "/bucket-1", "").await, "NoSuchBucket");
}

#[tokio::test]
async fn objects_carry_what_was_given_with_them_and_conditions_hold() {
    let lab = Lab::new().await;
    let owner = User::owner(&lab);
    owner.ok(200, "PUT", "/bucket-1", "").await;
    let path = "/bucket-1/dir//k";
    let kept = [
        ("cache-control", "no-store"),
        ("content-type", "text/html"),
        ("x-amz-meta-colour", "blue"),
        ("x-amz-tagging", "a=1&b=2"),
    ];
    let made = owner.call("PUT", path, &kept, "0123456789").await;
    let etag = made.header("etag").unwrap().to_owned();
    assert_eq!(etag, format!("\"{}\"", hex(Md5::digest("0123456789"))));
    for method in ["GET", "HEAD"] {
        let read = owner.ok(200, method, path, "").await;
        for (name, value) in &kept[..3] {
            assert_eq!(read.header(name), Some(*value), "{method}");
        }
        assert_eq!(
            (read.header("content-length"), read.header("x-amz-tagging-count")),
            (Some("10"), Some("2"))
        );
        assert_eq!(read.text, if method == "GET" { "0123456789" } else { "" });
    }
    let date = owner.ok(200, "HEAD", path, "").await.header("last-modified").unwrap().to_owned();
    let with =
        async |method: &str, name: &str, value: &str| owner.call(method, path, &[(name, value)], "").await;
    assert_eq!(with("GET", "if-none-match", &etag).await.status, 304);
    assert_eq!(with("GET", "if-modified-since", &date).await.status, 304);
    assert_eq!(with("GET", "if-match", &etag).await.status, 200);
    assert_eq!(code(412, &with("GET", "if-match", "\"0\"").await), "PreconditionFailed");
    let old = "Tue, 01 Jan 2019 00:00:00 GMT";
    assert_eq!(code(412, &with("GET", "if-unmodified-since", old).await), "PreconditionFailed");
    for (range, status, text, content) in [
        ("bytes=2-4", 206, "234", "bytes 2-4/10"),
        ("bytes=7-", 206, "789", "bytes 7-9/10"),
        ("bytes=-2", 206, "89", "bytes 8-9/10"),
        ("bytes=8-99", 206, "89", "bytes 8-9/10"),
    ] {
        let read = with("GET", "range", range).await;
        assert_eq!(
            (read.status, read.text.as_str(), read.header("content-range")),
            (status, text, Some(content))
        );
    }
    assert_eq!(code(416, &with("GET", "range", "bytes=10-").await), "InvalidRange");
    assert_eq!(with("GET", "range", "lines=1-2").await.text, "0123456789");

    // Writes that demand something of what is there.
    assert_eq!(code(412, &with("PUT", "if-none-match", "*").await), "PreconditionFailed");
    assert_eq!(code(412, &with("PUT", "if-match", "\"0\"").await), "PreconditionFailed");
    let none = owner.call("PUT", "/bucket-1/none", &[("if-match", &etag)], "x").await;
    assert_eq!(code(404, &none), "NoSuchKey");
    assert_eq!(owner.call("PUT", "/bucket-1/new", &[("if-none-match", "*")], "x").await.status, 200);
    assert_eq!(with("PUT", "if-match", &etag).await.status, 200);
    assert_eq!(owner.ok(200, "GET", path, "").await.text, "");
    assert_eq!(code(400, &with("PUT", "content-md5", "bm9uZQ==").await), "InvalidDigest");
    assert_eq!(code(400, &with("PUT", "content-md5", &STANDARD.encode(Md5::digest("?"))).await), "BadDigest");
    assert_eq!(code(400, &with("PUT", "x-amz-checksum-sha256", "AAAA").await), "BadDigest");
    let sum = STANDARD.encode(Sha256::digest(""));
    assert_eq!(
        with("PUT", "x-amz-checksum-sha256", &sum).await.header("x-amz-checksum-sha256"),
        Some(sum.as_str())
    );
    let read = with("HEAD", "x-amz-checksum-mode", "ENABLED").await;
    assert_eq!(read.header("x-amz-checksum-sha256"), Some(sum.as_str()));

    // Tags, copies, and the deletion of many.
    owner
        .ok(
            200,
            "PUT",
            "/bucket-1/new?tagging",
            "<Tagging><TagSet><Tag><Key>k</Key><Value>v&amp;</Value></Tag></TagSet></Tagging>",
        )
        .await;
    assert_eq!(one(&owner.ok(200, "GET", "/bucket-1/new?tagging", "").await.text, "Value"), "v&amp;");
    let copy = owner.call("PUT", "/bucket-1/copy", &[("x-amz-copy-source", "/bucket-1/new")], "").await;
    assert_eq!(one(&copy.text, "ETag"), format!("&quot;{}&quot;", hex(Md5::digest("x"))));
    assert_eq!(one(&owner.ok(200, "GET", "/bucket-1/copy?tagging", "").await.text, "Key"), "k");
    let itself = owner.call("PUT", "/bucket-1/copy", &[("x-amz-copy-source", "bucket-1/copy")], "").await;
    assert_eq!(code(400, &itself), "InvalidRequest");
    let missing = owner.call("PUT", "/bucket-1/copy", &[("x-amz-copy-source", "bucket-1/gone")], "").await;
    assert_eq!(code(404, &missing), "NoSuchKey");
    let many = "<Delete><Object><Key>copy</Key></Object><Object><Key>gone</Key></Object></Delete>";
    assert_eq!(owner.refused(400, "POST", "/bucket-1?delete", many).await, "InvalidRequest");
    let md5 = STANDARD.encode(Md5::digest(many));
    let gone = owner.call("POST", "/bucket-1?delete", &[("content-md5", &md5)], many).await;
    assert_eq!(all(&gone.text, "Key"), ["copy", "gone"]);
    assert_eq!(owner.refused(404, "GET", "/bucket-1/copy", "").await, "NoSuchKey");
    assert_eq!(owner.ok(404, "HEAD", "/bucket-1/copy", "").await.text, "");
    assert_eq!(
        owner.refused(400, "PUT", &format!("/bucket-1/{}", "k".repeat(1025)), "").await,
        "KeyTooLongError"
    );
}

#[tokio::test]
async fn lists_are_cut_into_pages_and_folders() {
    let lab = Lab::new().await;
    let owner = User::owner(&lab);
    owner.ok(200, "PUT", "/bucket-1", "").await;
    for key in ["a", "b/1", "b/2", "c%20d", "e/1/x", "e/2", "f"] {
        owner.ok(200, "PUT", &format!("/bucket-1/{key}"), "x").await;
    }
    let keys = ["a", "b/1", "b/2", "c d", "e/1/x", "e/2", "f"];
    for size in [1, 2, 7] {
        for (list, next, word) in [
            ("list-type=2&max-keys", "NextContinuationToken", "continuation-token"),
            ("max-keys", "Key", "marker"),
        ] {
            let (mut found, mut after) = (Vec::new(), String::new());
            loop {
                let mut pairs = vec![format!("{list}={size}")];
                if !after.is_empty() {
                    pairs.push(format!("{word}={}", after.replace('/', "%2F").replace(' ', "%20")));
                }
                let mut pairs: Vec<&str> = pairs.iter().flat_map(|pair| pair.split('&')).collect();
                pairs.sort_unstable();
                let page = owner.ok(200, "GET", &format!("/bucket-1?{}", pairs.join("&")), "").await.text;
                found.extend(all(&page, "Key").into_iter().map(str::to_owned));
                if one(&page, "IsTruncated") == "false" {
                    break;
                }
                after = (*all(&page, next).last().unwrap()).to_owned();
            }
            assert_eq!(found, keys, "{list} {size}");
        }
    }
    let list = owner.ok(200, "GET", "/bucket-1?delimiter=%2F&list-type=2", "").await.text;
    assert_eq!(all(&list, "Key"), ["a", "c d", "f"]);
    assert_eq!(all(&list, "CommonPrefixes"), ["<Prefix>b/</Prefix>", "<Prefix>e/</Prefix>"]);
    assert_eq!(one(&list, "KeyCount"), "5");
    let page = owner.ok(200, "GET", "/bucket-1?delimiter=%2F&max-keys=2", "").await.text;
    assert_eq!((one(&page, "NextMarker"), all(&page, "Key")), ("b/", vec!["a"]));
    let page = owner.ok(200, "GET", "/bucket-1?delimiter=%2F&marker=b%2F", "").await.text;
    assert_eq!(
        (all(&page, "Key"), all(&page, "CommonPrefixes")),
        (vec!["c d", "f"], vec!["<Prefix>e/</Prefix>"])
    );
    let inside = owner.ok(200, "GET", "/bucket-1?delimiter=%2F&list-type=2&prefix=e%2F", "").await.text;
    assert_eq!(
        (all(&inside, "Key"), all(&inside, "CommonPrefixes")),
        (vec!["e/2"], vec!["<Prefix>e/1/</Prefix>"])
    );
    let encoded = owner.ok(200, "GET", "/bucket-1?encoding-type=url&list-type=2&prefix=c%20", "").await.text;
    assert_eq!((one(&encoded, "Key"), all(&encoded, "Prefix")), ("c%20d", vec!["c%20"]));
    let after = owner.ok(200, "GET", "/bucket-1?list-type=2&start-after=e%2F2", "").await.text;
    assert_eq!(all(&after, "Key"), ["f"]);
    for query in ["list-type=3", "encoding-type=hex", "max-keys=many", "continuation-token=%21&list-type=2"] {
        assert_eq!(
            owner.refused(400, "GET", &format!("/bucket-1?{query}"), "").await,
            "InvalidArgument",
            "{query}"
        );
    }
}

#[tokio::test]
async fn a_bucket_keeps_versions_and_locks_hold_them() {
    let lab = Lab::with(Simulator::builder().manual_clock()).await;
    let owner = User::owner(&lab);
    owner.ok(200, "PUT", "/bucket-1", "").await;
    assert!(all(&owner.ok(200, "GET", "/bucket-1?versioning", "").await.text, "Status").is_empty());
    owner.ok(200, "PUT", "/bucket-1/k", "zero").await;
    owner
        .ok(
            200,
            "PUT",
            "/bucket-1?versioning",
            "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
        )
        .await;
    assert_eq!(one(&owner.ok(200, "GET", "/bucket-1?versioning", "").await.text, "Status"), "Enabled");
    let first = owner.ok(200, "PUT", "/bucket-1/k", "one").await;
    let first = first.header("x-amz-version-id").unwrap().to_owned();
    let deleted = owner.ok(204, "DELETE", "/bucket-1/k", "").await;
    let mark = deleted.header("x-amz-version-id").unwrap().to_owned();
    assert_eq!(deleted.header("x-amz-delete-marker"), Some("true"));
    let gone = owner.call("GET", "/bucket-1/k", &[], "").await;
    assert_eq!((code(404, &gone).as_str(), gone.header("x-amz-delete-marker")), ("NoSuchKey", Some("true")));
    assert_eq!(owner.ok(200, "GET", &format!("/bucket-1/k?versionId={first}"), "").await.text, "one");
    assert_eq!(owner.ok(200, "GET", "/bucket-1/k?versionId=null", "").await.text, "zero");
    assert_eq!(
        owner.refused(405, "GET", &format!("/bucket-1/k?versionId={mark}"), "").await,
        "MethodNotAllowed"
    );
    assert_eq!(owner.refused(404, "GET", "/bucket-1/k?versionId=none", "").await, "NoSuchVersion");
    let list = owner.ok(200, "GET", "/bucket-1?versions", "").await.text;
    assert_eq!(all(&list, "VersionId"), [mark.as_str(), &first, "null"]);
    assert_eq!(all(&list, "IsLatest"), ["true", "false", "false"]);
    let page = owner.ok(200, "GET", "/bucket-1?max-keys=1&versions", "").await.text;
    let (key, id) = (one(&page, "NextKeyMarker"), one(&page, "NextVersionIdMarker"));
    let rest = owner
        .ok(200, "GET", &format!("/bucket-1?key-marker={key}&version-id-marker={id}&versions"), "")
        .await;
    assert_eq!(all(&rest.text, "VersionId"), [first.as_str(), "null"]);
    assert!(all(&owner.ok(200, "GET", "/bucket-1?list-type=2", "").await.text, "Key").is_empty());
    owner.ok(204, "DELETE", &format!("/bucket-1/k?versionId={mark}"), "").await;
    assert_eq!(owner.ok(200, "GET", "/bucket-1/k", "").await.text, "one");

    let locks = [("x-amz-bucket-object-lock-enabled", "true")];
    assert_eq!(owner.call("PUT", "/locked", &locks, "").await.status, 200);
    let suspended = "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>";
    assert_eq!(owner.refused(409, "PUT", "/locked?versioning", suspended).await, "InvalidBucketState");
    let rule = "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>2</Days></DefaultRetention></Rule></ObjectLockConfiguration>";
    assert_eq!(code(409, &owner.put("/bucket-1?object-lock", rule).await), "InvalidBucketState");
    assert_eq!(owner.put("/locked?object-lock", rule).await.status, 200);
    let id = owner.ok(200, "PUT", "/locked/k", "x").await.header("x-amz-version-id").unwrap().to_owned();
    let head = owner.ok(200, "HEAD", "/locked/k", "").await;
    assert_eq!(head.header("x-amz-object-lock-mode"), Some("GOVERNANCE"));
    owner.ok(204, "DELETE", "/locked/k", "").await;
    let version = format!("/locked/k?versionId={id}");
    assert_eq!(owner.refused(403, "DELETE", &version, "").await, "AccessDenied");
    owner
        .ok(
            200,
            "PUT",
            &format!("/locked/k?legal-hold&versionId={id}"),
            "<LegalHold><Status>ON</Status></LegalHold>",
        )
        .await;
    let bypass = [("x-amz-bypass-governance-retention", "true")];
    assert_eq!(code(403, &owner.call("DELETE", &version, &bypass, "").await), "AccessDenied");
    owner
        .ok(
            200,
            "PUT",
            &format!("/locked/k?legal-hold&versionId={id}"),
            "<LegalHold><Status>OFF</Status></LegalHold>",
        )
        .await;
    lab.sim.advance(Duration::from_secs(2 * 24 * 3600 + 1));
    owner.ok(204, "DELETE", &version, "").await;
    let until = "<Retention><Mode>COMPLIANCE</Mode><RetainUntilDate>2099-01-01T00:00:00Z</RetainUntilDate></Retention>";
    let id = owner.ok(200, "PUT", "/locked/l", "x").await.header("x-amz-version-id").unwrap().to_owned();
    owner.ok(200, "PUT", "/locked/l?retention", until).await;
    assert_eq!(one(&owner.ok(200, "GET", "/locked/l?retention", "").await.text, "Mode"), "COMPLIANCE");
    let version = format!("/locked/l?versionId={id}");
    assert_eq!(code(403, &owner.call("DELETE", &version, &bypass, "").await), "AccessDenied");
    assert_eq!(
        owner.refused(403, "PUT", "/locked/l?retention", &until.replace("2099", "2098")).await,
        "AccessDenied"
    );
    assert_eq!(owner.refused(400, "GET", "/bucket-1/k?retention", "").await, "InvalidRequest");
}

#[tokio::test]
async fn settings_come_back_as_they_were_put() {
    let lab = Lab::new().await;
    let owner = User::owner(&lab);
    owner.ok(200, "PUT", "/bucket-1", "").await;
    let lifecycle = "<LifecycleConfiguration><Rule><ID>r</ID><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>30</Days></Expiration></Rule></LifecycleConfiguration>";
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::bucket-1/*"]}]}"#;
    for (word, document, bad, refusal, absent) in [
        (
            "lifecycle",
            lifecycle,
            lifecycle.replace("Enabled", "On"),
            "MalformedXML",
            "NoSuchLifecycleConfiguration",
        ),
        (
            "encryption",
            "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>",
            "<ServerSideEncryptionConfiguration/>".to_owned(),
            "MalformedXML",
            "ServerSideEncryptionConfigurationNotFoundError",
        ),
        (
            "publicAccessBlock",
            "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls></PublicAccessBlockConfiguration>",
            "<PublicAccessBlockConfiguration><Block>1</Block></PublicAccessBlockConfiguration>".to_owned(),
            "MalformedXML",
            "NoSuchPublicAccessBlockConfiguration",
        ),
        ("policy", policy, "{}".to_owned(), "MalformedPolicy", "NoSuchBucketPolicy"),
        (
            "tagging",
            "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>",
            "<Tagging/>".to_owned(),
            "MalformedXML",
            "NoSuchTagSet",
        ),
        (
            "cors",
            "<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod><AllowedOrigin>*</AllowedOrigin></CORSRule></CORSConfiguration>",
            "<CORSConfiguration/>".to_owned(),
            "MalformedXML",
            "NoSuchCORSConfiguration",
        ),
        (
            "website",
            "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument></WebsiteConfiguration>",
            "<Website/>".to_owned(),
            "MalformedXML",
            "NoSuchWebsiteConfiguration",
        ),
    ] {
        let path = format!("/bucket-1?{word}");
        assert_eq!(owner.refused(404, "GET", &path, "").await, absent);
        assert_eq!(code(400, &owner.put(&path, &bad).await), refusal, "{word}");
        assert_eq!(owner.put(&path, document).await.status, 200, "{word}");
        assert_eq!(owner.ok(200, "GET", &path, "").await.text, document);
        if word == "policy" {
            assert_eq!(
                one(&owner.ok(200, "GET", "/bucket-1?policyStatus", "").await.text, "IsPublic"),
                "true"
            );
        }
        owner.ok(204, "DELETE", &path, "").await;
        assert_eq!(owner.refused(404, "GET", &path, "").await, absent);
    }
    assert_eq!(owner.refused(400, "PUT", "/bucket-1?lifecycle", lifecycle).await, "InvalidRequest");
    let unnamed = lifecycle.replace("<ID>r</ID>", "");
    assert_eq!(owner.put("/bucket-1?lifecycle", &unnamed).await.status, 200);
    assert!(!one(&owner.ok(200, "GET", "/bucket-1?lifecycle", "").await.text, "ID").is_empty());
    assert_eq!(owner.refused(501, "GET", "/bucket-1?logging", "").await, "NotImplemented");
    assert_eq!(owner.refused(405, "DELETE", "/bucket-1?versioning", "").await, "MethodNotAllowed");
}

#[tokio::test]
async fn an_upload_in_parts_becomes_one_object() {
    let lab = Lab::new().await;
    let owner = User::owner(&lab);
    owner.ok(200, "PUT", "/bucket-1", "").await;
    let begun = owner.call("POST", "/bucket-1/k?uploads", &[("x-amz-meta-a", "1")], "").await;
    let id = one(&begun.text, "UploadId").to_owned();
    let big = "x".repeat(5 * 1024 * 1024);
    let mut etags = Vec::new();
    for (number, content) in [(1, big.as_str()), (2, "small"), (3, "end")] {
        let part =
            owner.ok(200, "PUT", &format!("/bucket-1/k?partNumber={number}&uploadId={id}"), content).await;
        etags.push(part.header("etag").unwrap().to_owned());
    }
    let path = format!("/bucket-1/k?uploadId={id}");
    let page = owner.ok(200, "GET", &format!("/bucket-1/k?max-parts=2&uploadId={id}"), "").await.text;
    assert_eq!((all(&page, "PartNumber"), one(&page, "NextPartNumberMarker")), (vec!["1", "2"], "2"));
    assert_eq!(one(&owner.ok(200, "GET", "/bucket-1?uploads", "").await.text, "UploadId"), id);
    let complete = |parts: &[(usize, &str)]| {
        let part = |(number, etag): &(usize, &str)| {
            format!("<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>")
        };
        format!(
            "<CompleteMultipartUpload>{}</CompleteMultipartUpload>",
            parts.iter().map(part).collect::<String>()
        )
    };
    for (parts, refusal) in [
        (vec![(2, etags[1].as_str()), (1, &etags[0])], "InvalidPartOrder"),
        (vec![(1, etags[1].as_str())], "InvalidPart"),
        (vec![(4, etags[1].as_str())], "InvalidPart"),
        (vec![(1, etags[0].as_str()), (2, &etags[1]), (3, &etags[2])], "EntityTooSmall"),
        (vec![], "MalformedXML"),
    ] {
        assert_eq!(owner.refused(400, "POST", &path, &complete(&parts)).await, refusal);
    }
    let done = owner.ok(200, "POST", &path, &complete(&[(1, &etags[0]), (3, &etags[2])])).await.text;
    let digests = [Md5::digest(&big), Md5::digest("end")].concat();
    assert_eq!(one(&done, "ETag"), format!("&quot;{}-2&quot;", hex(Md5::digest(digests))));
    let read = owner.ok(200, "GET", "/bucket-1/k", "").await;
    assert!(read.text.len() == big.len() + 3 && read.text.ends_with("xend"));
    assert_eq!(read.header("x-amz-meta-a"), Some("1"));
    assert_eq!(owner.ok(206, "GET", "/bucket-1/k?partNumber=2", "").await.text, "end");
    assert_eq!(owner.refused(404, "POST", &path, &complete(&[(1, &etags[0])])).await, "NoSuchUpload");

    let begun = owner.ok(200, "POST", "/bucket-1/l?uploads", "").await;
    let id = one(&begun.text, "UploadId").to_owned();
    assert_eq!(
        owner.refused(400, "PUT", &format!("/bucket-1/l?partNumber=0&uploadId={id}"), "x").await,
        "InvalidArgument"
    );
    let from = [("x-amz-copy-source", "bucket-1/k"), ("x-amz-copy-source-range", "bytes=5242880-5242882")];
    let copied = owner.call("PUT", &format!("/bucket-1/l?partNumber=1&uploadId={id}"), &from, "").await;
    let etag = one(&copied.text, "ETag").to_owned();
    owner.ok(200, "POST", &format!("/bucket-1/l?uploadId={id}"), &complete(&[(1, &etag)])).await;
    assert_eq!(owner.ok(200, "GET", "/bucket-1/l", "").await.text, "end");
    let begun = owner.ok(200, "POST", "/bucket-1/m?uploads", "").await;
    let path = format!("/bucket-1/m?uploadId={}", one(&begun.text, "UploadId"));
    owner.ok(204, "DELETE", &path, "").await;
    assert_eq!(owner.refused(404, "DELETE", &path, "").await, "NoSuchUpload");
}

#[tokio::test]
async fn objects_are_kept_between_runs_and_faults_are_in_xml() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    {
        let lab = Lab::with(Simulator::builder().state_file(&file)).await;
        let owner = User::owner(&lab);
        owner.ok(200, "PUT", "/bucket-1", "").await;
        owner.ok(200, "PUT", "/bucket-1/secret-token.txt", "kept").await;
        lab.sim.stop().await;
    }
    let lab = Lab::with(Simulator::builder().state_file(&file).bucket("always")).await;
    let owner = User::owner(&lab);
    let logs = User { region: "de", ..User::owner(&lab) };
    logs.ok(200, "HEAD", "/always", "").await;
    assert_eq!(owner.ok(200, "GET", "/bucket-1/secret-token.txt", "").await.text, "kept");
    lab.sim.inject(ionos_simulator::FaultRule::status(503, None).path("/bucket-1"));
    assert_eq!(owner.refused(503, "GET", "/bucket-1", "").await, "SlowDown");
    lab.sim.reset();
    assert_eq!(all(&logs.ok(200, "GET", "/", "").await.text, "Name"), ["always"]);
    logs.ok(404, "HEAD", "/bucket-1", "").await;
    let wrong = Simulator::builder().bucket("No Bucket").start().await.unwrap_err();
    assert_eq!(wrong.kind(), ionos_simulator::ErrorKind::Config);
}

#[tokio::test]
async fn flow_logs_write_an_object_every_ten_minutes() {
    let lab = Lab::with(Simulator::builder().manual_clock()).await;
    let owner = User { region: "de", ..User::owner(&lab) };
    let settle = async |answer: Answer| {
        assert_eq!(answer.status, 202, "{}", answer.text);
        lab.sim.advance(Duration::from_secs(60));
        answer.json()
    };
    let dc = json!({"properties": {"name": "dc", "location": "de/txl"}});
    let dc = settle(lab.cloud("POST", "/datacenters", Some(dc)).await).await;
    let dc = format!("/datacenters/{}", dc["id"].as_str().unwrap());
    let server = json!({
        "properties": {"name": "web", "cores": 2, "ram": 2048},
        "entities": {"nics": {"items": [{"properties": {"name": "eth0", "lan": 1}}]}},
    });
    let server = settle(lab.cloud("POST", &format!("{dc}/servers"), Some(server)).await).await;
    let nic = server["entities"]["nics"]["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("{dc}/servers/{}/nics/{nic}/flowlogs", server["id"].as_str().unwrap());
    let log = |bucket: &str| {
        Some(
            json!({"properties": {"name": "all", "action": "ALL", "direction": "BIDIRECTIONAL", "bucket": bucket}}),
        )
    };
    let contract = User::owner(&lab);
    contract.ok(200, "PUT", "/contract-logs", "").await;
    for bucket in ["no-such-bucket", "contract-logs/web", ""] {
        lab.cloud("POST", &path, log(bucket)).await.refused(422);
    }
    owner.ok(200, "PUT", "/user-logs", "").await;
    settle(lab.cloud("POST", &path, log("user-logs/web-")).await).await;
    let keys = async || {
        let list = owner.ok(200, "GET", "/user-logs?list-type=2", "").await.text;
        all(&list, "Key").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let before = keys().await.len();
    lab.sim.advance(Duration::from_secs(1800));
    let found = keys().await;
    assert_eq!(found.len() - before, 3);
    assert!(
        found.iter().all(|key| key.starts_with("web-all-") && key.ends_with(&format!("{nic}.log"))),
        "{found:?}"
    );
    let record = owner.ok(200, "GET", &format!("/user-logs/{}", found.last().unwrap()), "").await.text;
    let fields: Vec<&str> = record.split_whitespace().collect();
    assert_eq!(
        (fields.len(), fields[0], fields[2], fields[13]),
        (14, "2", nic.as_str(), "NODATA"),
        "{record}"
    );
    let seconds = |at: usize| fields[at].parse::<i64>().unwrap();
    assert_eq!((seconds(11) - seconds(10), seconds(11) % 600), (600, 0));
    // After a long pause, the objects of one day are enough.
    lab.sim.advance(Duration::from_secs(30 * 24 * 3600));
    assert_eq!(keys().await.len(), found.len() + 144);
}
