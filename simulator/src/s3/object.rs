//! Objects.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{HeaderMap, Method};
use jiff::Timestamp;

use super::checksum::{Algorithm, Checksum};
use super::signature::parse_date;
use super::store::{Bucket, Content, NULL, Retention, Storage, Version, Versioning};
use super::{
    Answer, Done, Refusal, Request, bucket, http_date, not_implemented, settings, upload, wrong_method, xml,
    xml_date,
};
use crate::clock::Micros;
use crate::exchange::{decode, pairs};

/// Headers that are kept with an object, besides its metadata.
const KEPT: [&str; 6] = [
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-type",
    "expires",
];
/// Others of these, which are given back under the same names.
const KEPT_TOO: [&str; 2] = ["x-amz-server-side-encryption", "x-amz-website-redirect-location"];
const META: &str = "x-amz-meta-";

pub(super) fn route(storage: &mut Storage, request: &Request<'_>) -> Done {
    let bucket = bucket::find(storage, request)?;
    let is_upload = request.has("uploadId");
    match request.call.method {
        _ if ["attributes", "torrent", "select", "restore"].iter().any(|word| request.has(word)) => {
            Err(not_implemented("This"))
        }
        Method::GET | Method::PUT | Method::DELETE if request.has("tagging") => tagging(bucket, request),
        Method::GET | Method::PUT if request.has("retention") => retention(bucket, request),
        Method::GET | Method::PUT if request.has("legal-hold") => legal_hold(bucket, request),
        Method::GET if request.has("acl") => {
            version(bucket, request)?;
            Ok(settings::acl(&bucket.owner))
        }
        _ if request.has("acl") => Err(not_implemented("Writing an access list; use a policy, which")),
        Method::POST if request.has("uploads") => upload::begin(storage, request),
        Method::POST if is_upload => upload::complete(storage, request),
        Method::PUT if is_upload => upload::part(storage, request),
        Method::GET if is_upload => upload::parts(storage, request),
        Method::DELETE if is_upload => upload::abort(storage, request),
        Method::GET | Method::HEAD => get(bucket, request),
        Method::PUT if request.call.headers.contains_key("x-amz-copy-source") => copy(storage, request),
        Method::PUT => put(storage, request),
        Method::DELETE => delete(storage, request),
        _ => Err(wrong_method()),
    }
}

/// The version that a request names, or the current one.
fn version<'a>(bucket: &'a Bucket, request: &Request<'_>) -> Result<(&'a Version, &'a Content), Refusal> {
    version_of(bucket, &request.key, request.call.param("versionId"))
}

fn version_of<'a>(
    bucket: &'a Bucket,
    key: &str,
    id: Option<&str>,
) -> Result<(&'a Version, &'a Content), Refusal> {
    let missing = || Refusal::new(404, "NoSuchKey", "The specified key does not exist.");
    let versions = bucket.objects.get(key).map(|object| object.versions.as_slice()).unwrap_or_default();
    let found = match id.filter(|id| !id.is_empty()) {
        None => versions.last().ok_or_else(missing)?,
        Some(id) => versions.iter().find(|version| version.id == id).ok_or_else(|| {
            Refusal::new(404, "NoSuchVersion", "The specified version does not exist.").and("VersionId", id)
        })?,
    };
    match (&found.content, id) {
        (Some(content), _) => Ok((found, content)),
        (None, None) => {
            Err(missing().header("x-amz-delete-marker", "true").header("x-amz-version-id", &found.id))
        }
        (None, Some(_)) => Err(wrong_method()
            .header("x-amz-delete-marker", "true")
            .header("x-amz-version-id", &found.id)
            .header("last-modified", &http_date(found.at))),
    }
}

fn version_mut<'a>(bucket: &'a mut Bucket, request: &Request<'_>) -> Result<&'a mut Content, Refusal> {
    let id = version(bucket, request)?.0.id.clone();
    let object = bucket.objects.get_mut(&request.key);
    let found = object.and_then(|object| object.versions.iter_mut().find(|version| version.id == id));
    found
        .and_then(|version| version.content.as_mut())
        .ok_or_else(|| Refusal::new(404, "NoSuchKey", "The specified key does not exist."))
}

/// Whether a list of ETags names this one.
fn names(list: &str, etag: &str) -> bool {
    list.split(',')
        .map(|one| one.trim().trim_start_matches("W/").trim_matches('"'))
        .any(|one| one == "*" || one == etag)
}

fn precondition(condition: &str) -> Refusal {
    let message = "At least one of the pre-conditions you specified did not hold";
    Refusal::new(412, "PreconditionFailed", message).and("Condition", condition)
}

/// Checks the conditions of a read; the headers of a copy have a prefix.
fn conditions(request: &Request<'_>, prefix: &str, version: &Version, etag: &str) -> Result<(), Refusal> {
    let header = |name: &str| request.header(&format!("{prefix}{name}"));
    let date = |name: &str| header(name).and_then(|text| parse_date(&text)).map(Timestamp::as_second);
    let changed = version.at.div_euclid(1_000_000);
    match (header("if-match"), date("if-unmodified-since")) {
        (Some(list), _) if !names(&list, etag) => return Err(precondition("If-Match")),
        (None, Some(at)) if changed > at => return Err(precondition("If-Unmodified-Since")),
        _ => {}
    }
    let is_same = match (header("if-none-match"), date("if-modified-since")) {
        (Some(list), _) => names(&list, etag),
        (None, Some(at)) => changed <= at,
        (None, None) => false,
    };
    match is_same {
        false => Ok(()),
        true if prefix.is_empty() => Err(Refusal::new(304, "NotModified", "Not Modified")
            .header("etag", &format!("\"{etag}\""))
            .header("last-modified", &http_date(version.at))),
        true => Err(precondition("If-None-Match")),
    }
}

/// The part of an object that is asked for: its first byte, and the byte behind its last one.
fn range(request: &Request<'_>, size: usize) -> Result<Option<(usize, usize)>, Refusal> {
    let Some(header) = request.header("range") else { return Ok(None) };
    parse_range(&header, size).map_err(|()| {
        Refusal::new(416, "InvalidRange", "The requested range is not satisfiable")
            .and("RangeRequested", &header)
            .and("ActualObjectSize", &size.to_string())
            .header("content-range", &format!("bytes */{size}"))
    })
}

/// `None` when it is no range that is understood, an error when nothing lies in it.
pub(super) fn parse_range(header: &str, size: usize) -> Result<Option<(usize, usize)>, ()> {
    let Some((first, last)) = header.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Ok(None);
    };
    let range = match (first.trim().parse::<usize>(), last.trim().parse::<usize>()) {
        (Ok(first), Ok(last)) if first <= last => (first, last.saturating_add(1).min(size)),
        (Ok(first), Err(_)) if last.trim().is_empty() => (first, size),
        (Err(_), Ok(0)) if first.trim().is_empty() => return Err(()),
        (Err(_), Ok(count)) if first.trim().is_empty() => (size.saturating_sub(count), size),
        _ => return Ok(None),
    };
    if range.0 < range.1 { Ok(Some(range)) } else { Err(()) }
}

/// The bytes of one part, as it was uploaded.
fn part_range(content: &Content, number: usize) -> Result<(usize, usize), Refusal> {
    let sizes = if content.parts.is_empty() { vec![content.bytes.len()] } else { content.parts.clone() };
    let size = number
        .checked_sub(1)
        .and_then(|index| sizes.get(index))
        .ok_or_else(|| Refusal::new(416, "InvalidPartNumber", "The object has no such part."))?;
    let first = sizes.iter().take(number - 1).sum();
    Ok((first, first + size))
}

fn get(bucket: &Bucket, request: &Request<'_>) -> Done {
    let (version, content) = version(bucket, request)?;
    conditions(request, "", version, &content.etag)?;
    let size = content.bytes.len();
    let range = match request.call.param("partNumber") {
        Some(_) => Some(part_range(content, request.number("partNumber", 1, usize::MAX)?)?),
        None => range(request, size)?,
    };
    let mut answer = Answer::empty(if range.is_some() { 206 } else { 200 });
    for (name, value) in &content.headers {
        answer.set(name, value);
    }
    let overrides =
        request.call.query.iter().filter_map(|(name, value)| Some((name.strip_prefix("response-")?, value)));
    for (name, value) in overrides.filter(|(name, _)| KEPT.contains(name)) {
        answer.set(name, value);
    }
    answer.set("etag", &format!("\"{}\"", content.etag));
    answer.set("last-modified", &http_date(version.at));
    answer.set("accept-ranges", "bytes");
    if bucket.has_versions() {
        answer.set("x-amz-version-id", &version.id);
    }
    if !content.tags.is_empty() {
        answer.set("x-amz-tagging-count", &content.tags.len().to_string());
    }
    if let Some(retention) = &content.retention {
        answer.set("x-amz-object-lock-mode", &retention.mode);
        answer.set("x-amz-object-lock-retain-until-date", &xml_date(retention.until));
    }
    if content.legal_hold {
        answer.set("x-amz-object-lock-legal-hold", "ON");
    }
    if !content.parts.is_empty() && request.has("partNumber") {
        answer.set("x-amz-mp-parts-count", &content.parts.len().to_string());
    }
    let wants_checksum =
        request.header("x-amz-checksum-mode").is_some_and(|mode| mode.eq_ignore_ascii_case("enabled"));
    match range {
        Some((first, end)) => {
            answer.set("content-range", &format!("bytes {first}-{}/{size}", end.saturating_sub(1)));
            answer.body = content.bytes.slice(first..end);
        }
        None => {
            if wants_checksum {
                show_checksum(&mut answer, content.checksum.as_ref());
            }
            answer.body = content.bytes.clone();
        }
    }
    Ok(answer)
}

pub(super) fn show_checksum(answer: &mut Answer, checksum: Option<&Checksum>) {
    if let Some(checksum) = checksum {
        answer.set(checksum.algorithm.header(), &checksum.value);
        answer.set("x-amz-checksum-type", checksum.kind());
    }
}

/// What is kept of the headers of a call that writes an object.
fn kept(headers: &HeaderMap) -> Result<BTreeMap<String, String>, Refusal> {
    let mut kept = BTreeMap::new();
    for (name, value) in headers {
        let name = name.as_str();
        if KEPT.contains(&name) || KEPT_TOO.contains(&name) || name.starts_with(META) {
            let value = String::from_utf8_lossy(value.as_bytes());
            let value = match name {
                // The frames of a streamed upload are none of the object's.
                "content-encoding" => {
                    let codings = value.split(',').map(str::trim).filter(|coding| *coding != "aws-chunked");
                    codings.collect::<Vec<_>>().join(",")
                }
                _ => value.trim().to_owned(),
            };
            if !value.is_empty() {
                kept.insert(name.to_owned(), value);
            }
        }
    }
    let size: usize =
        kept.iter().filter_map(|(name, value)| Some(name.strip_prefix(META)?.len() + value.len())).sum();
    if size > 2048 {
        return Err(Refusal::new(400, "MetadataTooLarge", "Metadata can have 2 KB at most."));
    }
    kept.entry("content-type".to_owned()).or_insert_with(|| "binary/octet-stream".to_owned());
    Ok(kept)
}

/// Checks what a write demands of the object that is there.
pub(super) fn write_conditions(bucket: &Bucket, request: &Request<'_>) -> Result<(), Refusal> {
    let current = bucket.current(&request.key);
    match request.header("if-none-match").as_deref() {
        None => {}
        Some("*") if current.is_none() => {}
        Some("*") => return Err(precondition("If-None-Match")),
        Some(_) => return Err(not_implemented("If-None-Match with another value than *")),
    }
    match (request.header("if-match"), current) {
        (None, _) => Ok(()),
        (Some(list), Some((_, content))) if names(&list, &content.etag) => Ok(()),
        (Some(_), Some(_)) => Err(precondition("If-Match")),
        (Some(_), None) => Err(Refusal::new(404, "NoSuchKey", "The specified key does not exist.")),
    }
}

fn parse_until(text: &str) -> Option<Micros> {
    text.trim().parse::<Timestamp>().ok().map(Timestamp::as_microsecond)
}

/// An object without bytes, with all that the headers of a call say of it.
pub(super) fn draft(bucket: &Bucket, request: &Request<'_>) -> Result<Content, Refusal> {
    let mut content = Content::new(Bytes::new());
    content.headers = kept(&request.call.headers)?;
    if bucket.settings.contains_key("encryption") {
        content.headers.insert("x-amz-server-side-encryption".to_owned(), "AES256".to_owned());
    }
    if let Some(tags) = request.header("x-amz-tagging") {
        content.tags = pairs(&tags);
        if content.tags.len() > 10 {
            return Err(Refusal::new(400, "BadRequest", "An object can have 10 tags at most."));
        }
    }
    let mode = request.header("x-amz-object-lock-mode");
    let until = request.header("x-amz-object-lock-retain-until-date");
    let hold = request.header("x-amz-object-lock-legal-hold");
    if (mode.is_some() || hold.is_some()) && !bucket.locks {
        let message = "Bucket is missing Object Lock Configuration";
        return Err(Refusal::new(400, "InvalidRequest", message));
    }
    content.legal_hold = hold.as_deref() == Some("ON");
    content.retention = match (mode, until) {
        (Some(mode), Some(until)) => Some(new_retention(&mode, &until, request.now)?),
        (None, None) => bucket
            .default_retention()
            .map(|(mode, days)| Retention { mode, until: request.now.saturating_add(days * 86_400_000_000) }),
        _ => {
            let message = "The mode and the date of a lock must be given together.";
            return Err(Refusal::new(400, "InvalidArgument", message));
        }
    };
    Ok(content)
}

fn new_retention(mode: &str, until: &str, now: Micros) -> Result<Retention, Refusal> {
    let is_mode = matches!(mode, "GOVERNANCE" | "COMPLIANCE");
    match parse_until(until).filter(|_| is_mode) {
        Some(until) if until > now => Ok(Retention { mode: mode.to_owned(), until }),
        Some(_) => Err(Refusal::new(400, "InvalidArgument", "The retain until date must be in the future!")),
        None => Err(Refusal::new(400, "InvalidArgument", "This is no mode, or no date, of a lock.")),
    }
}

fn put(storage: &mut Storage, request: &Request<'_>) -> Done {
    let bucket = bucket::find(storage, request)?;
    write_conditions(bucket, request)?;
    let draft = draft(bucket, request)?;
    if draft.retention.is_some()
        && request.header("x-amz-object-lock-mode").is_some()
        && !request.has_digest()
    {
        let message = "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters";
        return Err(Refusal::new(400, "InvalidRequest", message));
    }
    let etag = super::checksum::etag(&request.body);
    let content = Content { bytes: request.body.clone(), etag, checksum: request.checksum.clone(), ..draft };
    let mut answer = Answer::empty(200).with("etag", &format!("\"{}\"", content.etag));
    show_checksum(&mut answer, content.checksum.as_ref());
    if let Some(encryption) = content.headers.get("x-amz-server-side-encryption") {
        answer.set("x-amz-server-side-encryption", encryption);
    }
    store(storage, request, content, answer)
}

/// Adds the version, and names it in the answer.
pub(super) fn store(
    storage: &mut Storage,
    request: &Request<'_>,
    content: Content,
    mut answer: Answer,
) -> Done {
    let Storage { buckets, dice, .. } = storage;
    if let Some(bucket) = buckets.get_mut(request.bucket) {
        let id = bucket.add(dice, &request.key, Some(content), request.now);
        if bucket.has_versions() {
            answer.set("x-amz-version-id", &id);
        }
    }
    Ok(answer)
}

/// The bucket, the key and the version that a copy takes, and may take.
pub(super) fn source(
    storage: &mut Storage,
    request: &Request<'_>,
) -> Result<(Version, Content, String), Refusal> {
    let header = request.header("x-amz-copy-source").unwrap_or_default();
    let (path, id) = match header.split_once("?versionId=") {
        Some((path, id)) => (path, Some(id)),
        None => (header.as_str(), None),
    };
    let path = decode(path, false);
    let (name, key) = path
        .trim_start_matches('/')
        .split_once('/')
        .ok_or_else(|| Refusal::argument("x-amz-copy-source", "The source must be BUCKET/KEY."))?;
    let bucket = bucket::find_named(storage, request, name)?;
    let (version, content) = version_of(bucket, key, id)?;
    conditions(request, "x-amz-copy-source-", version, &content.etag)?;
    Ok((version.clone(), content.clone(), format!("{name}/{key}")))
}

fn copy(storage: &mut Storage, request: &Request<'_>) -> Done {
    let (version, found, from) = source(storage, request)?;
    let bucket = bucket::find(storage, request)?;
    write_conditions(bucket, request)?;
    let asked = draft(bucket, request)?;
    let replaces = |name: &str| request.header(name).is_some_and(|word| word.eq_ignore_ascii_case("REPLACE"));
    let new_headers = replaces("x-amz-metadata-directive");
    if from == format!("{}/{}", request.bucket, request.key)
        && !new_headers
        && version.id == NULL
        && !request.call.headers.contains_key("x-amz-server-side-encryption")
    {
        let message = "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.";
        return Err(Refusal::new(400, "InvalidRequest", message));
    }
    let algorithm =
        request.header("x-amz-checksum-algorithm").map(|name| Algorithm::named(&name)).transpose()?;
    let checksum = match algorithm {
        Some(algorithm) => Some(Checksum { algorithm, value: algorithm.of(&found.bytes) }),
        None => found.checksum,
    };
    let content = Content {
        etag: super::checksum::etag(&found.bytes),
        bytes: found.bytes,
        headers: if new_headers { asked.headers } else { found.headers },
        tags: if replaces("x-amz-tagging-directive") { asked.tags } else { found.tags },
        checksum,
        parts: Vec::new(),
        ..asked
    };
    let mut answer = Answer::document("CopyObjectResult", |xml| {
        xml.text("LastModified", xml_date(request.now));
        xml.text("ETag", format!("\"{}\"", content.etag));
        if let Some(checksum) = &content.checksum {
            xml.text(&format!("Checksum{}", checksum.algorithm.name()), &checksum.value);
        }
    });
    if bucket.has_versions() {
        answer.set("x-amz-copy-source-version-id", &version.id);
    }
    store(storage, request, content, answer)
}

/// What a deletion has done.
struct Deleted {
    /// The version that is gone, or the mark that has come.
    version: Option<String>,
    is_mark: bool,
}

fn delete_one(
    storage: &mut Storage,
    request: &Request<'_>,
    key: &str,
    id: Option<&str>,
) -> Result<Deleted, Refusal> {
    let may_bypass =
        request.header("x-amz-bypass-governance-retention").is_some_and(|v| v.eq_ignore_ascii_case("true"));
    let Storage { buckets, dice, .. } = storage;
    let Some(bucket) = buckets.get_mut(request.bucket) else {
        return Err(Refusal::new(404, "NoSuchBucket", "The specified bucket does not exist"));
    };
    let Some(id) = id.filter(|id| !id.is_empty()) else {
        if bucket.versioning == Versioning::Never {
            bucket.remove(key, NULL);
            return Ok(Deleted { version: None, is_mark: false });
        }
        let id = bucket.add(dice, key, None, request.now);
        return Ok(Deleted { version: Some(id), is_mark: true });
    };
    let versions = bucket.objects.get(key).map(|object| object.versions.as_slice()).unwrap_or_default();
    let found = versions.iter().find(|version| version.id == id);
    let content = found.and_then(|version| version.content.as_ref());
    let is_locked = content.is_some_and(|content| {
        let is_retained = content.retention.as_ref().is_some_and(|retention| {
            retention.until > request.now && !(may_bypass && retention.mode == "GOVERNANCE")
        });
        content.legal_hold || is_retained
    });
    if is_locked {
        let message = "Access Denied because object protected by object lock.";
        return Err(Refusal::new(403, "AccessDenied", message));
    }
    let is_mark = found.is_some_and(|version| version.content.is_none());
    bucket.remove(key, id);
    Ok(Deleted { version: Some(id.to_owned()), is_mark })
}

fn delete(storage: &mut Storage, request: &Request<'_>) -> Done {
    let deleted = delete_one(storage, request, &request.key, request.call.param("versionId"))?;
    let mut answer = Answer::empty(204);
    if let Some(version) = &deleted.version {
        answer.set("x-amz-version-id", version);
    }
    if deleted.is_mark {
        answer.set("x-amz-delete-marker", "true");
    }
    Ok(answer)
}

pub(super) fn delete_many(storage: &mut Storage, request: &Request<'_>) -> Done {
    if !request.has_digest() {
        let message = "Missing required header for this request: Content-MD5 OR x-amz-checksum-*";
        return Err(Refusal::new(400, "InvalidRequest", message));
    }
    let (is_quiet, objects) = xml::read(&request.body, "Delete", |root| {
        let objects = xml::children(root, "Object").map(|object| {
            let id = xml::text(object, "VersionId").map(str::to_owned);
            Ok((xml::required(object, "Key")?.to_owned(), id))
        });
        let objects: Vec<_> = objects.collect::<Result<_, _>>()?;
        xml::check((1..=1000).contains(&objects.len()))?;
        Ok((xml::text(root, "Quiet") == Some("true"), objects))
    })?;
    Ok(Answer::document("DeleteResult", |xml| {
        for (key, id) in &objects {
            match delete_one(storage, request, key, id.as_deref()) {
                Ok(_) if is_quiet => {}
                Ok(deleted) => xml.nest("Deleted", |xml| {
                    xml.text("Key", key);
                    xml.some("VersionId", id.as_ref());
                    if deleted.is_mark {
                        xml.text("DeleteMarker", true);
                        xml.some("DeleteMarkerVersionId", deleted.version);
                    }
                }),
                Err(refusal) => xml.nest("Error", |xml| {
                    xml.text("Key", key);
                    xml.some("VersionId", id.as_ref());
                    xml.text("Code", refusal.code);
                    xml.text("Message", refusal.message);
                }),
            }
        }
    }))
}

fn tagging(bucket: &mut Bucket, request: &Request<'_>) -> Done {
    let id = version(bucket, request)?.0.id.clone();
    let shows_id = bucket.has_versions();
    let content = version_mut(bucket, request)?;
    let mut answer = match request.call.method {
        Method::PUT => {
            let tags = xml::read(&request.body, "Tagging", settings::tags)?;
            if tags.len() > 10 {
                return Err(Refusal::new(400, "BadRequest", "An object can have 10 tags at most."));
            }
            content.tags = tags;
            Answer::empty(200)
        }
        Method::DELETE => {
            content.tags.clear();
            Answer::empty(204)
        }
        _ => Answer::document("Tagging", |xml| {
            xml.nest("TagSet", |xml| {
                for (key, value) in &content.tags {
                    xml.nest("Tag", |xml| {
                        xml.text("Key", key);
                        xml.text("Value", value);
                    });
                }
            });
        }),
    };
    if shows_id {
        answer.set("x-amz-version-id", &id);
    }
    Ok(answer)
}

fn has_locks(bucket: &Bucket) -> Result<(), Refusal> {
    if bucket.locks {
        return Ok(());
    }
    Err(Refusal::new(400, "InvalidRequest", "Bucket is missing Object Lock Configuration"))
}

fn no_lock() -> Refusal {
    let message = "The specified object does not have an ObjectLock configuration";
    Refusal::new(404, "NoSuchObjectLockConfiguration", message)
}

fn retention(bucket: &mut Bucket, request: &Request<'_>) -> Done {
    has_locks(bucket)?;
    if request.call.method == Method::GET {
        let retention = version(bucket, request)?.1.retention.as_ref().ok_or_else(no_lock)?;
        return Ok(Answer::document("Retention", |xml| {
            xml.text("Mode", &retention.mode);
            xml.text("RetainUntilDate", xml_date(retention.until));
        }));
    }
    let new = xml::read(&request.body, "Retention", |root| {
        let until = xml::required(root, "RetainUntilDate")?;
        new_retention(xml::required(root, "Mode")?, until, request.now)
    })?;
    let may_bypass =
        request.header("x-amz-bypass-governance-retention").is_some_and(|v| v.eq_ignore_ascii_case("true"));
    let content = version_mut(bucket, request)?;
    let weakens = content.retention.as_ref().is_some_and(|old| {
        let is_less = new.until < old.until || (old.mode == "COMPLIANCE" && new.mode != "COMPLIANCE");
        old.until > request.now && is_less && !(may_bypass && old.mode == "GOVERNANCE")
    });
    if weakens {
        let message = "Access Denied because object protected by object lock.";
        return Err(Refusal::new(403, "AccessDenied", message));
    }
    content.retention = Some(new);
    Ok(Answer::empty(200))
}

fn legal_hold(bucket: &mut Bucket, request: &Request<'_>) -> Done {
    has_locks(bucket)?;
    let content = version_mut(bucket, request)?;
    if request.call.method == Method::GET {
        let status = if content.legal_hold { "ON" } else { "OFF" };
        return Ok(Answer::document("LegalHold", |xml| xml.text("Status", status)));
    }
    content.legal_hold = xml::read(&request.body, "LegalHold", |root| {
        let status = xml::required(root, "Status")?;
        xml::check(matches!(status, "ON" | "OFF"))?;
        Ok(status == "ON")
    })?;
    Ok(Answer::empty(200))
}
