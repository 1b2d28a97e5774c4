//! Lists of objects, page by page.

use std::ops::Bound;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::signature::encode;
use super::store::{Bucket, Content, Object, Version};
use super::xml::Xml;
use super::{Answer, Done, Refusal, Request, canonical_id, xml_date};

const PAGE: usize = 1000;

/// What a list asks for.
struct Query<'a> {
    prefix: &'a str,
    delimiter: &'a str,
    size: usize,
    is_encoded: bool,
}

impl<'a> Query<'a> {
    fn of(request: &'a Request<'_>) -> Result<Self, Refusal> {
        let text = |name: &str| request.call.param(name).unwrap_or_default();
        let is_encoded = match text("encoding-type") {
            "" => false,
            "url" => true,
            _ => {
                return Err(Refusal::argument(
                    "encoding-type",
                    "Invalid Encoding Method specified in Request",
                ));
            }
        };
        let size = request.number("max-keys", PAGE, PAGE)?;
        Ok(Self { prefix: text("prefix"), delimiter: text("delimiter"), size, is_encoded })
    }

    fn show(&self, text: &str) -> String {
        if self.is_encoded { encode(text, true) } else { text.to_owned() }
    }

    /// The prefix under which keys such as this one are listed together.
    fn common(&self, key: &str) -> Option<String> {
        if self.delimiter.is_empty() {
            return None;
        }
        let rest = key.strip_prefix(self.prefix)?;
        let end = rest.find(self.delimiter)? + self.delimiter.len();
        Some(format!("{}{}", self.prefix, rest.get(..end)?))
    }

    fn prefixes(&self, xml: &mut Xml, prefixes: &[String]) {
        for prefix in prefixes {
            xml.nest("CommonPrefixes", |xml| xml.text("Prefix", self.show(prefix)));
        }
    }
}

/// The keys behind `after` that begin so, with their versions.
fn behind<'a>(
    bucket: &'a Bucket,
    prefix: &'a str,
    after: &str,
) -> impl Iterator<Item = (&'a String, &'a Object)> {
    let start = if after < prefix { Bound::Included(prefix) } else { Bound::Excluded(after) };
    bucket
        .objects
        .range::<str, _>((start, Bound::Unbounded))
        .take_while(move |(key, _)| key.starts_with(prefix))
}

pub(super) fn objects(bucket: &Bucket, request: &Request<'_>) -> Done {
    let query = Query::of(request)?;
    let is_second = match request.call.param("list-type") {
        None => false,
        Some("2") => true,
        Some(_) => return Err(Refusal::argument("list-type", "The list type must be 2.")),
    };
    let text = |name: &str| request.call.param(name).unwrap_or_default();
    let token = request.call.param("continuation-token").filter(|_| is_second);
    let after = match token {
        Some(token) => {
            let decoded = URL_SAFE_NO_PAD.decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            decoded.filter(|after| !after.is_empty()).ok_or_else(|| {
                Refusal::argument("continuation-token", "The continuation token provided is incorrect")
            })?
        }
        None => text(if is_second { "start-after" } else { "marker" }).to_owned(),
    };

    let mut found: Vec<(&String, &Version, &Content)> = Vec::new();
    let mut prefixes: Vec<String> = Vec::new();
    let mut last = String::new();
    let mut has_more = false;
    for (key, object) in behind(bucket, query.prefix, &after) {
        let Some((version, content)) =
            object.versions.last().and_then(|version| Some((version, version.content.as_ref()?)))
        else {
            continue;
        };
        let common = query.common(key);
        // A prefix that is listed, on this page or the one before, stands for all its keys.
        let is_listed = common
            .as_ref()
            .is_some_and(|common| prefixes.last() == Some(common) || after.starts_with(common.as_str()));
        if is_listed {
            continue;
        }
        if found.len() + prefixes.len() == query.size {
            has_more = query.size > 0;
            break;
        }
        match common {
            Some(common) => {
                last.clone_from(&common);
                prefixes.push(common);
            }
            None => {
                last.clone_from(key);
                found.push((key, version, content));
            }
        }
    }

    Ok(Answer::document("ListBucketResult", |xml| {
        xml.text("Name", request.bucket);
        xml.text("Prefix", query.show(query.prefix));
        xml.text("MaxKeys", query.size);
        xml.some("Delimiter", Some(query.show(query.delimiter)).filter(|text| !text.is_empty()));
        xml.some("EncodingType", query.is_encoded.then_some("url"));
        if is_second {
            xml.text("KeyCount", found.len() + prefixes.len());
            xml.some("StartAfter", request.call.param("start-after").map(|text| query.show(text)));
            xml.some("ContinuationToken", token);
            xml.some("NextContinuationToken", has_more.then(|| URL_SAFE_NO_PAD.encode(&last)));
        } else {
            xml.text("Marker", query.show(&after));
            let shows_next = has_more && !query.delimiter.is_empty();
            xml.some("NextMarker", shows_next.then(|| query.show(&last)));
        }
        xml.text("IsTruncated", has_more);
        let shows_owner = !is_second || text("fetch-owner") == "true";
        for (key, version, content) in &found {
            xml.nest("Contents", |xml| {
                xml.text("Key", query.show(key));
                facts(xml, version, Some(content));
                if shows_owner {
                    owner(xml, bucket);
                }
            });
        }
        query.prefixes(xml, &prefixes);
    }))
}

fn facts(xml: &mut Xml, version: &Version, content: Option<&Content>) {
    xml.text("LastModified", xml_date(version.at));
    let Some(content) = content else { return };
    xml.text("ETag", format!("\"{}\"", content.etag));
    if let Some(checksum) = &content.checksum {
        xml.text("ChecksumAlgorithm", checksum.algorithm.name());
        xml.text("ChecksumType", checksum.kind());
    }
    xml.text("Size", content.bytes.len());
    xml.text("StorageClass", "STANDARD");
}

fn owner(xml: &mut Xml, bucket: &Bucket) {
    xml.nest("Owner", |xml| {
        xml.text("ID", canonical_id(&bucket.owner));
        xml.text("DisplayName", &bucket.owner);
    });
}

/// All versions and marks of deletion: keys in order, and under each key the newest first.
pub(super) fn versions(bucket: &Bucket, request: &Request<'_>) -> Done {
    let query = Query::of(request)?;
    let text = |name: &str| request.call.param(name).unwrap_or_default();
    let (after, after_id) = (text("key-marker"), text("version-id-marker"));
    if !after_id.is_empty() && after.is_empty() {
        let message = "A version-id marker cannot be specified without a key marker.";
        return Err(Refusal::argument("version-id-marker", message));
    }

    // What is left of the versions of the key at which the page before has ended.
    let begun = bucket.objects.get_key_value(after).filter(|_| !after_id.is_empty());
    let begun = begun.into_iter().flat_map(|(key, object)| {
        let rest = object.versions.iter().rev().skip_while(|version| version.id != after_id).skip(1);
        rest.map(move |version| {
            (key, version, object.versions.last().is_some_and(|last| last.id == version.id))
        })
    });
    let others = behind(bucket, query.prefix, after).flat_map(|(key, object)| {
        object.versions.iter().rev().enumerate().map(move |(index, version)| (key, version, index == 0))
    });
    let mut found: Vec<(&String, &Version, bool)> = Vec::new();
    let mut prefixes: Vec<String> = Vec::new();
    let mut last = (String::new(), String::new());
    let mut has_more = false;
    for (key, version, is_latest) in begun.chain(others) {
        let common = query.common(key);
        let is_listed = common
            .as_ref()
            .is_some_and(|common| prefixes.last() == Some(common) || after.starts_with(common.as_str()));
        if is_listed {
            continue;
        }
        if found.len() + prefixes.len() == query.size {
            has_more = query.size > 0;
            break;
        }
        match common {
            Some(common) => {
                last = (common.clone(), String::new());
                prefixes.push(common);
            }
            None => {
                last = (key.clone(), version.id.clone());
                found.push((key, version, is_latest));
            }
        }
    }

    Ok(Answer::document("ListVersionsResult", |xml| {
        xml.text("Name", request.bucket);
        xml.text("Prefix", query.show(query.prefix));
        xml.text("KeyMarker", query.show(after));
        xml.text("VersionIdMarker", after_id);
        if has_more {
            xml.text("NextKeyMarker", query.show(&last.0));
            xml.some("NextVersionIdMarker", Some(&last.1).filter(|id| !id.is_empty()));
        }
        xml.text("MaxKeys", query.size);
        xml.some("Delimiter", Some(query.show(query.delimiter)).filter(|text| !text.is_empty()));
        xml.some("EncodingType", query.is_encoded.then_some("url"));
        xml.text("IsTruncated", has_more);
        for (key, version, is_latest) in &found {
            xml.nest(if version.content.is_some() { "Version" } else { "DeleteMarker" }, |xml| {
                xml.text("Key", query.show(key));
                xml.text("VersionId", &version.id);
                xml.text("IsLatest", is_latest);
                facts(xml, version, version.content.as_ref());
                owner(xml, bucket);
            });
        }
        query.prefixes(xml, &prefixes);
    }))
}
