//! Uploads in parts.

use std::collections::BTreeMap;

use bytes::{Bytes, BytesMut};

use super::checksum::{self, Algorithm, Checksum};
use super::object::{draft, parse_range, source, store, write_conditions};
use super::store::{Content, Part, Storage, Upload};
use super::{Answer, Done, Refusal, Request, bucket, canonical_id, xml, xml_date};

/// The largest number of a part.
const MOST: usize = 10_000;
/// All parts but the last one have at least so many bytes.
const LEAST: usize = 5 * 1024 * 1024;

fn missing() -> Refusal {
    let message = "The specified upload does not exist. It may have been aborted or completed.";
    Refusal::new(404, "NoSuchUpload", message)
}

fn id<'a>(request: &'a Request<'_>) -> &'a str {
    request.call.param("uploadId").unwrap_or_default()
}

fn find<'a>(storage: &'a mut Storage, request: &Request<'_>) -> Result<&'a mut Upload, Refusal> {
    let found = storage.uploads.get_mut(id(request));
    found
        .filter(|upload| upload.bucket == request.bucket && upload.key == request.key)
        .ok_or_else(|| missing().and("UploadId", id(request)))
}

pub(super) fn begin(storage: &mut Storage, request: &Request<'_>) -> Done {
    let bucket = bucket::find(storage, request)?;
    let draft = draft(bucket, request)?;
    let algorithm =
        request.header("x-amz-checksum-algorithm").map(|name| Algorithm::named(&name)).transpose()?;
    let kind = request.header("x-amz-checksum-type");
    let is_full =
        kind.as_deref() == Some("FULL_OBJECT") || (kind.is_none() && algorithm == Some(Algorithm::Crc64Nvme));
    if is_full && matches!(algorithm, Some(Algorithm::Sha1 | Algorithm::Sha256)) {
        let message = "The FULL_OBJECT checksum type cannot be used with this algorithm.";
        return Err(Refusal::new(400, "InvalidRequest", message));
    }
    let id = storage.dice.hex();
    let upload = Upload {
        bucket: request.bucket.to_owned(),
        key: request.key.clone(),
        at: request.now,
        draft,
        algorithm,
        is_full,
        parts: BTreeMap::new(),
    };
    storage.uploads.insert(id.clone(), upload);
    let mut answer = Answer::document("InitiateMultipartUploadResult", |xml| {
        xml.text("Bucket", request.bucket);
        xml.text("Key", &request.key);
        xml.text("UploadId", &id);
    });
    if let Some(algorithm) = algorithm {
        answer.set("x-amz-checksum-algorithm", algorithm.name());
        answer.set("x-amz-checksum-type", if is_full { "FULL_OBJECT" } else { "COMPOSITE" });
    }
    Ok(answer)
}

/// Takes a part, from the body or from another object.
pub(super) fn part(storage: &mut Storage, request: &Request<'_>) -> Done {
    let number = request.number("partNumber", 0, usize::MAX)?;
    let number = u32::try_from(number).ok().filter(|_| (1..=MOST).contains(&number)).ok_or_else(|| {
        Refusal::argument("partNumber", "Part number must be an integer between 1 and 10000, inclusive")
    })?;
    find(storage, request)?;
    let is_copy = request.call.headers.contains_key("x-amz-copy-source");
    let bytes = if is_copy { copied(storage, request)? } else { request.body.clone() };
    let upload = find(storage, request)?;
    let checksum = match (&request.checksum, upload.algorithm) {
        (Some(given), Some(wanted)) if given.algorithm != wanted && !is_copy => {
            let message = "The algorithm of the part's checksum is not that of the upload.";
            return Err(Refusal::new(400, "InvalidRequest", message));
        }
        (Some(given), _) => Some(given.clone()),
        (None, Some(algorithm)) => Some(Checksum { algorithm, value: algorithm.of(&bytes) }),
        (None, None) => None,
    };
    let etag = checksum::etag(&bytes);
    let mut answer = if is_copy {
        Answer::document("CopyPartResult", |xml| {
            xml.text("LastModified", xml_date(request.now));
            xml.text("ETag", format!("\"{etag}\""));
        })
    } else {
        Answer::empty(200).with("etag", &format!("\"{etag}\""))
    };
    if let Some(checksum) = checksum.as_ref().filter(|_| !is_copy) {
        answer.set(checksum.algorithm.header(), &checksum.value);
    }
    upload.parts.insert(number, Part { bytes, etag, checksum, at: request.now });
    Ok(answer)
}

fn copied(storage: &mut Storage, request: &Request<'_>) -> Result<Bytes, Refusal> {
    let bytes = source(storage, request)?.1.bytes;
    let Some(header) = request.header("x-amz-copy-source-range") else { return Ok(bytes) };
    match parse_range(&header, bytes.len()) {
        Ok(Some((first, end))) => Ok(bytes.slice(first..end)),
        _ => {
            Err(Refusal::argument("x-amz-copy-source-range", "The range is not valid for the source object."))
        }
    }
}

pub(super) fn complete(storage: &mut Storage, request: &Request<'_>) -> Done {
    let asked = xml::read(&request.body, "CompleteMultipartUpload", |root| {
        let parts = xml::children(root, "Part").map(|part| {
            let number = xml::required(part, "PartNumber")?.trim().parse::<u32>();
            let etag = xml::required(part, "ETag")?.trim().trim_matches('"').to_owned();
            xml::check(number.is_ok())?;
            Ok((number.unwrap_or_default(), etag))
        });
        parts.collect::<Result<Vec<(u32, String)>, Refusal>>()
    })?;
    xml::check(!asked.is_empty())?;
    if !asked.is_sorted_by(|(left, _), (right, _)| left < right) {
        let message = "The list of parts was not in ascending order.";
        return Err(Refusal::new(400, "InvalidPartOrder", message));
    }
    let upload = find(storage, request)?;
    let parts: Option<Vec<&Part>> = asked
        .iter()
        .map(|(number, etag)| upload.parts.get(number).filter(|part| part.etag == *etag))
        .collect();
    let parts = parts.ok_or_else(|| {
        let message = "One or more of the specified parts could not be found, or its ETag does not match.";
        Refusal::new(400, "InvalidPart", message)
    })?;
    if parts.iter().rev().skip(1).any(|part| part.bytes.len() < LEAST) {
        let message = "Your proposed upload is smaller than the minimum allowed size";
        return Err(Refusal::new(400, "EntityTooSmall", message));
    }
    let mut bytes = BytesMut::with_capacity(parts.iter().map(|part| part.bytes.len()).sum());
    parts.iter().for_each(|part| bytes.extend_from_slice(&part.bytes));
    let bytes = bytes.freeze();
    let checksums: Option<Vec<&Checksum>> = parts.iter().map(|part| part.checksum.as_ref()).collect();
    let checksum = match (upload.algorithm, checksums) {
        (Some(algorithm), _) if upload.is_full => Some(Checksum { algorithm, value: algorithm.of(&bytes) }),
        (Some(algorithm), Some(parts)) => Checksum::composite(algorithm, &parts),
        _ => None,
    };
    let given = checksum.as_ref().and_then(|checksum| request.header(checksum.algorithm.header()));
    if given.is_some() && given.as_deref() != checksum.as_ref().map(|checksum| checksum.value.as_str()) {
        return Err(Refusal::new(400, "BadDigest", "The checksum did not match what was calculated."));
    }
    let content = Content {
        etag: checksum::etag_of_parts(parts.iter().map(|part| part.etag.as_str())),
        parts: parts.iter().map(|part| part.bytes.len()).collect(),
        bytes,
        checksum,
        ..upload.draft.clone()
    };
    write_conditions(bucket::find(storage, request)?, request)?;
    storage.uploads.remove(id(request));
    let location = format!("{}/{}/{}", request.call.base, request.bucket, request.key);
    let answer = Answer::document("CompleteMultipartUploadResult", |xml| {
        xml.text("Location", location);
        xml.text("Bucket", request.bucket);
        xml.text("Key", &request.key);
        xml.text("ETag", format!("\"{}\"", content.etag));
        if let Some(checksum) = &content.checksum {
            xml.text(&format!("Checksum{}", checksum.algorithm.name()), &checksum.value);
            xml.text("ChecksumType", checksum.kind());
        }
    });
    store(storage, request, content, answer)
}

pub(super) fn abort(storage: &mut Storage, request: &Request<'_>) -> Done {
    find(storage, request)?;
    storage.uploads.remove(id(request));
    Ok(Answer::empty(204))
}

/// The parts of one upload.
pub(super) fn parts(storage: &mut Storage, request: &Request<'_>) -> Done {
    let (size, after) =
        (request.number("max-parts", 1000, 1000)?, request.number("part-number-marker", 0, MOST)?);
    let upload = find(storage, request)?;
    let mut rest =
        upload.parts.iter().filter(|(number, _)| usize::try_from(**number).is_ok_and(|n| n > after));
    let page: Vec<_> = rest.by_ref().take(size).collect();
    let has_more = rest.next().is_some();
    Ok(Answer::document("ListPartsResult", |xml| {
        xml.text("Bucket", request.bucket);
        xml.text("Key", &request.key);
        xml.text("UploadId", id(request));
        owner(xml, "Owner", &request.caller.user);
        owner(xml, "Initiator", &request.caller.user);
        xml.text("StorageClass", "STANDARD");
        xml.text("PartNumberMarker", after);
        xml.some("NextPartNumberMarker", page.last().map(|(number, _)| number));
        xml.text("MaxParts", size);
        xml.text("IsTruncated", has_more);
        for (number, part) in &page {
            xml.nest("Part", |xml| {
                xml.text("PartNumber", number);
                xml.text("LastModified", xml_date(part.at));
                xml.text("ETag", format!("\"{}\"", part.etag));
                xml.text("Size", part.bytes.len());
                if let Some(checksum) = &part.checksum {
                    xml.text(&format!("Checksum{}", checksum.algorithm.name()), &checksum.value);
                }
            });
        }
    }))
}

fn owner(xml: &mut xml::Xml, name: &str, user: &str) {
    xml.nest(name, |xml| {
        xml.text("ID", canonical_id(user));
        xml.text("DisplayName", user);
    });
}

/// The uploads of one bucket that have not ended, by their keys.
pub(super) fn list(storage: &Storage, request: &Request<'_>) -> Done {
    let text = |name: &str| request.call.param(name).unwrap_or_default();
    let (prefix, after, after_id) = (text("prefix"), text("key-marker"), text("upload-id-marker"));
    let size = request.number("max-uploads", 1000, 1000)?;
    let mut found: Vec<(&str, &str, &Upload)> = storage
        .uploads
        .iter()
        .filter(|(_, upload)| upload.bucket == request.bucket && upload.key.starts_with(prefix))
        .map(|(id, upload)| (upload.key.as_str(), id.as_str(), upload))
        .filter(|(key, id, _)| *key > after || (*key == after && !after_id.is_empty() && *id > after_id))
        .collect();
    found.sort_unstable_by_key(|(key, id, _)| (*key, *id));
    let has_more = found.len() > size;
    found.truncate(size);
    Ok(Answer::document("ListMultipartUploadsResult", |xml| {
        xml.text("Bucket", request.bucket);
        xml.text("KeyMarker", after);
        xml.text("UploadIdMarker", after_id);
        if let Some((key, id, _)) = found.last().filter(|_| has_more) {
            xml.text("NextKeyMarker", key);
            xml.text("NextUploadIdMarker", id);
        }
        xml.text("Prefix", prefix);
        xml.text("MaxUploads", size);
        xml.text("IsTruncated", has_more);
        for (key, id, upload) in &found {
            xml.nest("Upload", |xml| {
                xml.text("Key", key);
                xml.text("UploadId", id);
                owner(xml, "Initiator", &request.caller.user);
                owner(xml, "Owner", &request.caller.user);
                xml.text("StorageClass", "STANDARD");
                xml.text("Initiated", xml_date(upload.at));
            });
        }
    }))
}
