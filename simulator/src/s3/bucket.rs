//! Buckets.

use http::Method;

use super::region::Region;
use super::store::{Bucket, Storage};
use super::{Answer, Done, Refusal, Request, list, object, settings, upload, wrong_method, xml, xml_date};

/// How many buckets a contract can have.
const MOST: usize = 500;

pub(super) fn route(storage: &mut Storage, request: &Request<'_>) -> Done {
    let is_plain = request.call.query.iter().all(|(name, _)| name.starts_with(['X', 'x']));
    if request.call.method == Method::PUT && is_plain {
        return create(storage, request);
    }
    let bucket = find(storage, request)?;
    if let Some(setting) = settings::named(request) {
        return settings::handle(bucket, request, setting);
    }
    match request.call.method {
        Method::HEAD => Ok(Answer::empty(200).with("x-amz-bucket-region", &bucket.region)),
        Method::GET if request.has("location") => {
            let region = bucket.region.clone();
            Ok(Answer::empty(200).xml(xml::write("LocationConstraint", |xml| xml.characters(&region))))
        }
        Method::GET if request.has("uploads") => upload::list(storage, request),
        Method::GET if request.has("versions") => list::versions(bucket, request),
        Method::GET => list::objects(bucket, request),
        Method::POST if request.has("delete") => object::delete_many(storage, request),
        Method::DELETE => delete(storage, request),
        _ => Err(wrong_method()),
    }
}

/// The bucket of a request, when it exists in the region of the call and the caller may use it.
pub(super) fn find<'a>(storage: &'a mut Storage, request: &Request<'_>) -> Result<&'a mut Bucket, Refusal> {
    find_named(storage, request, request.bucket)
}

pub(super) fn find_named<'a>(
    storage: &'a mut Storage,
    request: &Request<'_>,
    name: &str,
) -> Result<&'a mut Bucket, Refusal> {
    let found = storage.buckets.get_mut(name).filter(|bucket| bucket.region == request.region.name);
    let bucket =
        found.ok_or_else(|| Refusal::new(404, "NoSuchBucket", "The specified bucket does not exist"))?;
    if may_use(bucket, request) {
        Ok(bucket)
    } else {
        Err(Refusal::new(403, "AccessDenied", "Access Denied"))
    }
}

/// Buckets of the contract are for its administrators, other buckets for the user who has made them.
fn may_use(bucket: &Bucket, request: &Request<'_>) -> bool {
    if request.region.is_contract_owned {
        request.caller.is_admin
    } else {
        bucket.owner == request.caller.user
    }
}

/// All buckets of the contract, or of the user, as the region has it.
pub(super) fn list(storage: &Storage, request: &Request<'_>) -> Answer {
    let is_listed = |bucket: &Bucket| {
        let region = Region::named(&bucket.region);
        let is_of_contract = region.is_some_and(|region| region.is_contract_owned);
        is_of_contract == request.region.is_contract_owned
            && (is_of_contract || bucket.owner == request.caller.user)
    };
    Answer::document("ListAllMyBucketsResult", |xml| {
        xml.nest("Owner", |xml| {
            xml.text("ID", request.caller.canonical());
            xml.text("DisplayName", &request.caller.user);
        });
        xml.nest("Buckets", |xml| {
            for (name, bucket) in storage.buckets.iter().filter(|(_, bucket)| is_listed(bucket)) {
                xml.nest("Bucket", |xml| {
                    xml.text("Name", name);
                    xml.text("CreationDate", xml_date(bucket.created));
                });
            }
        });
    })
}

/// Whether a name follows the rules of names.
pub(super) fn is_name(name: &str) -> bool {
    let is_edge = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    (3..=63).contains(&name.len())
        && name.chars().all(|c| is_edge(c) || c == '-' || c == '.')
        && name.starts_with(is_edge)
        && name.ends_with(is_edge)
        && !name.contains("..")
        && name.parse::<std::net::Ipv4Addr>().is_err()
}

fn create(storage: &mut Storage, request: &Request<'_>) -> Done {
    let name = request.bucket;
    if !is_name(name) {
        return Err(Refusal::new(400, "InvalidBucketName", "The specified bucket is not valid."));
    }
    if !request.body.is_empty() {
        let wanted = xml::read(&request.body, "CreateBucketConfiguration", |root| {
            Ok(xml::text(root, "LocationConstraint").map(str::to_owned))
        })?;
        let wanted = wanted.unwrap_or_else(|| request.region.name.to_owned());
        if Region::named(&wanted).is_none() {
            let message = "The specified location-constraint is not valid";
            return Err(Refusal::new(400, "InvalidLocationConstraint", message));
        }
        if wanted != request.region.name {
            let message =
                format!("The {wanted} location constraint is incompatible with the region of this call.");
            return Err(Refusal::new(400, "IllegalLocationConstraintException", message));
        }
    }
    if let Some(bucket) = storage.buckets.get(name) {
        let region = Region::named(&bucket.region);
        let is_ours =
            region.is_some_and(|region| region.is_contract_owned) || bucket.owner == request.caller.user;
        return Err(if is_ours {
            Refusal::new(409, "BucketAlreadyOwnedByYou", "The bucket is there already, and it is yours.")
        } else {
            Refusal::new(409, "BucketAlreadyExists", "The requested bucket name is not available.")
        });
    }
    if storage.buckets.len() >= MOST {
        return Err(Refusal::new(400, "TooManyBuckets", "There are as many buckets as there may be."));
    }
    let locks =
        request.header("x-amz-bucket-object-lock-enabled").is_some_and(|v| v.eq_ignore_ascii_case("true"));
    let bucket = Bucket::new(request.region.name, &request.caller.user, locks, request.now);
    storage.buckets.insert(name.to_owned(), bucket);
    Ok(Answer::empty(200).with("location", &format!("/{name}")))
}

fn delete(storage: &mut Storage, request: &Request<'_>) -> Done {
    if !find(storage, request)?.objects.is_empty() {
        let message = "The bucket you tried to delete is not empty.";
        return Err(Refusal::new(409, "BucketNotEmpty", message));
    }
    storage.buckets.remove(request.bucket);
    storage.uploads.retain(|_, upload| upload.bucket != request.bucket);
    Ok(Answer::empty(204))
}
