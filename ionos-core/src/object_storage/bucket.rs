//! Buckets and their settings. <https://api.ionos.com/docs/s3-contract-owned-buckets/v2/>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderName, HeaderValue, Method, header};
use instant_xml::{FromXml, ToXml};
use md5::{Digest as _, Md5};

use super::ObjectStorage;
use super::object::{Objects, StorageObject};
use super::signed::{self, Signable, Signer};
use crate::config::parse_base;
use crate::error::{Error, ErrorKind, Result};
use crate::types::{Timestamp, open_enum};

impl ObjectStorage {
    /// The buckets of the region that [`s3_region`](crate::ClientBuilder::s3_region) or `IONOS_S3_REGION` names, or else of
    /// `eu-central-3` (Berlin).
    ///
    /// # Errors
    /// As [`buckets_in`](Self::buckets_in).
    pub fn buckets(&self) -> Result<Buckets> {
        let client = &self.scope.client;
        self.buckets_in(client.s3_region().unwrap_or(signed::USUAL_REGION))
    }

    /// The buckets of a region. Contract-owned: `eu-central-3` (Berlin), `eu-central-4` (Frankfurt), `us-central-1` (Lenexa);
    /// user-owned: `de` (Frankfurt), `eu-central-2` (Berlin), `eu-south-2` (Logroño). Where `IONOS_API_URL` or
    /// `IONOS_API_URL_OBJECT_STORAGE` names one host for all, it serves all regions.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] without an access key, or for a region that cannot be one; [`ErrorKind::Residency`] for a region outside
    /// the allowed one. Nothing is sent.
    pub fn buckets_in(&self, region: &str) -> Result<Buckets> {
        let (endpoint, name) = signed::endpoint(region)?;
        let client = &self.scope.client;
        client.residency().check_host(&endpoint)?;
        Ok(Buckets { signer: Signer::new(client, client.s3_base().cloned().unwrap_or(endpoint), name)? })
    }

    /// The buckets behind an address of your own choosing, which signs with this region.
    ///
    /// # Errors
    /// As [`buckets_in`](Self::buckets_in).
    pub fn buckets_at(&self, endpoint: &str, region: &str) -> Result<Buckets> {
        Ok(Buckets { signer: Signer::new(&self.scope.client, parse_base(endpoint)?, region)? })
    }
}

/// The buckets of one region.
#[derive(Clone, Debug)]
pub struct Buckets {
    signer: Signer,
}

impl Buckets {
    /// The handle of one of them; nothing is sent.
    #[must_use]
    pub fn bucket(&self, name: impl Into<String>) -> Bucket {
        Bucket { signer: self.signer.clone(), name: name.into() }
    }

    /// All buckets of the key's owner, all in one answer.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn list(&self) -> Result<Vec<BucketSummary>> {
        let reply = self.signer.send(Signable::new("ListBuckets", Method::GET)).await?;
        let found: ListAllMyBucketsResult = signed::read(&reply)?;
        let all = found.buckets.map(|b| b.bucket).unwrap_or_default();
        Ok(all
            .into_iter()
            .map(|b| BucketSummary { name: b.name, created: b.creation_date.as_deref().and_then(moment) })
            .collect())
    }
}

/// A point in time as the service writes it.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    serde_json::from_value(text.into()).ok()
}

/// A bucket in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BucketSummary {
    /// Its name.
    pub name: String,
    /// When it was made.
    pub created: Option<Timestamp>,
}

#[derive(FromXml)]
#[xml(rename = "ListAllMyBucketsResult")]
struct ListAllMyBucketsResult {
    buckets: Option<ListedBuckets>,
}

#[derive(FromXml)]
#[xml(rename = "Buckets")]
struct ListedBuckets {
    bucket: Vec<ListedBucket>,
}

#[derive(FromXml)]
#[xml(rename = "Bucket")]
struct ListedBucket {
    #[xml(rename = "Name")]
    name: String,
    #[xml(rename = "CreationDate")]
    creation_date: Option<String>,
}

open_enum! {
    /// Whether a bucket keeps earlier versions of its objects.
    Versioning {
        /// It keeps them.
        Enabled = "Enabled",
        /// It keeps those that there are, and makes no new ones.
        Suspended = "Suspended",
    }
}

/// A rule that removes objects after a while.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LifecycleRule {
    /// Its name, at most 255 characters; the service gives one where there is none.
    pub id: Option<String>,
    /// The objects it is for: those whose keys begin so; all when empty.
    pub prefix: String,
    /// Whether it is in force.
    pub enabled: bool,
    /// Removes objects when they are so many days old.
    pub expire_after_days: Option<u32>,
    /// Removes earlier versions so many days after they were replaced.
    pub expire_noncurrent_after_days: Option<u32>,
    /// Gives up uploads in parts that are not finished after so many days.
    pub abort_uploads_after_days: Option<u32>,
}

impl LifecycleRule {
    /// A rule, in force, for the objects whose keys begin so; all when empty.
    #[must_use]
    pub fn new(id: impl Into<String>, prefix: impl Into<String>) -> Self {
        Self { id: Some(id.into()), prefix: prefix.into(), enabled: true, ..Self::default() }
    }

    /// Removes objects when they are so many days old.
    #[must_use]
    pub fn expire_after_days(mut self, days: u32) -> Self {
        self.expire_after_days = Some(days);
        self
    }

    /// Removes earlier versions so many days after they were replaced.
    #[must_use]
    pub fn expire_noncurrent_after_days(mut self, days: u32) -> Self {
        self.expire_noncurrent_after_days = Some(days);
        self
    }

    /// Gives up uploads in parts that are not finished after so many days.
    #[must_use]
    pub fn abort_uploads_after_days(mut self, days: u32) -> Self {
        self.abort_uploads_after_days = Some(days);
        self
    }
}

#[derive(FromXml, ToXml)]
#[xml(rename = "VersioningConfiguration")]
struct VersioningConfiguration {
    #[xml(rename = "Status")]
    status: Option<String>,
}

#[derive(FromXml, ToXml)]
#[xml(rename = "LifecycleConfiguration")]
struct LifecycleConfiguration {
    rules: Vec<Rule>,
}

#[derive(FromXml, ToXml)]
#[xml(rename = "Rule")]
struct Rule {
    #[xml(rename = "ID")]
    id: Option<String>,
    filter: Option<Filter>,
    #[xml(rename = "Prefix")]
    prefix: Option<String>,
    #[xml(rename = "Status")]
    status: String,
    expiration: Option<Expiration>,
    noncurrent: Option<NoncurrentVersionExpiration>,
    uploads: Option<AbortIncompleteMultipartUpload>,
}

#[derive(FromXml, ToXml)]
#[xml(rename = "Filter")]
struct Filter {
    #[xml(rename = "Prefix")]
    prefix: Option<String>,
}

#[derive(FromXml, ToXml)]
#[xml(rename = "Expiration")]
struct Expiration {
    #[xml(rename = "Days")]
    days: Option<u32>,
}

#[derive(FromXml, ToXml)]
#[xml(rename = "NoncurrentVersionExpiration")]
struct NoncurrentVersionExpiration {
    #[xml(rename = "NoncurrentDays")]
    days: Option<u32>,
}

#[derive(FromXml, ToXml)]
#[xml(rename = "AbortIncompleteMultipartUpload")]
struct AbortIncompleteMultipartUpload {
    #[xml(rename = "DaysAfterInitiation")]
    days: Option<u32>,
}

impl From<LifecycleRule> for Rule {
    fn from(rule: LifecycleRule) -> Self {
        Self {
            id: rule.id,
            filter: Some(Filter { prefix: Some(rule.prefix) }),
            prefix: None,
            status: if rule.enabled { "Enabled" } else { "Disabled" }.to_owned(),
            expiration: rule.expire_after_days.map(|days| Expiration { days: Some(days) }),
            noncurrent: rule
                .expire_noncurrent_after_days
                .map(|days| NoncurrentVersionExpiration { days: Some(days) }),
            uploads: rule
                .abort_uploads_after_days
                .map(|days| AbortIncompleteMultipartUpload { days: Some(days) }),
        }
    }
}

impl From<Rule> for LifecycleRule {
    fn from(rule: Rule) -> Self {
        Self {
            id: rule.id,
            prefix: rule.filter.and_then(|f| f.prefix).or(rule.prefix).unwrap_or_default(),
            enabled: rule.status == "Enabled",
            expire_after_days: rule.expiration.and_then(|e| e.days),
            expire_noncurrent_after_days: rule.noncurrent.and_then(|e| e.days),
            abort_uploads_after_days: rule.uploads.and_then(|e| e.days),
        }
    }
}

#[derive(ToXml)]
#[xml(rename = "CreateBucketConfiguration")]
struct CreateBucketConfiguration<'a> {
    #[xml(rename = "LocationConstraint")]
    location: &'a str,
}

/// One bucket; holds its address only.
#[derive(Clone, Debug)]
pub struct Bucket {
    pub(super) signer: Signer,
    pub(super) name: String,
}

impl Bucket {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The handle of one of its objects; nothing is sent.
    #[must_use]
    pub fn object(&self, key: impl Into<String>) -> StorageObject {
        StorageObject { bucket: self.clone(), key: key.into() }
    }

    /// Its objects: a stream over all pages.
    pub fn objects(&self) -> Objects {
        Objects::new(self)
    }

    fn request(&self, operation: &'static str, method: Method) -> Signable<'_> {
        Signable::new(operation, method).bucket(&self.name)
    }

    /// Makes it in the region of its handle. Making a bucket that is yours already succeeds.
    ///
    /// # Errors
    /// [`ErrorKind::Conflict`] when the name belongs to somebody else: names are shared by all customers.
    pub async fn create(&self) -> Result<()> {
        let body = document(&CreateBucketConfiguration { location: self.signer.region() })?;
        let request = self.request("CreateBucket", Method::PUT).body(body);
        match self.signer.send(request).await {
            Ok(_) => Ok(()),
            Err(error) if error.codes().any(|code| code == "BucketAlreadyOwnedByYou") => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Whether it exists and the key may read it.
    ///
    /// # Errors
    /// [`ErrorKind::PermissionDenied`] when it belongs to somebody else.
    pub async fn exists(&self) -> Result<bool> {
        match self.signer.send(self.request("HeadBucket", Method::HEAD)).await {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Removes it; it must be empty. Removing what is gone already succeeds.
    ///
    /// # Errors
    /// [`ErrorKind::Conflict`] when it holds objects or versions of objects.
    pub async fn delete(&self) -> Result<()> {
        match self.signer.send(self.request("DeleteBucket", Method::DELETE)).await {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Whether it keeps earlier versions of its objects; `None` when it never did.
    ///
    /// # Errors
    /// As any read.
    pub async fn versioning(&self) -> Result<Option<Versioning>> {
        let request = self.request("GetBucketVersioning", Method::GET).query("versioning", "");
        let found: VersioningConfiguration = signed::read(&self.signer.send(request).await?)?;
        Ok(found.status.as_deref().map(Versioning::from))
    }

    /// Says whether it keeps earlier versions of its objects.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn set_versioning(&self, versioning: Versioning) -> Result<()> {
        let body = VersioningConfiguration { status: Some(versioning.as_str().to_owned()) };
        let request = self.request("PutBucketVersioning", Method::PUT).query("versioning", "");
        self.signer.send(with_digest(request, document(&body)?)?).await.map(drop)
    }

    /// The rules that remove its objects after a while; none when none are set.
    ///
    /// # Errors
    /// As any read.
    pub async fn lifecycle(&self) -> Result<Vec<LifecycleRule>> {
        let request = self.request("GetBucketLifecycle", Method::GET).query("lifecycle", "");
        match self.signer.send(request).await {
            Ok(reply) => {
                let found: LifecycleConfiguration = signed::read(&reply)?;
                Ok(found.rules.into_iter().map(LifecycleRule::from).collect())
            }
            Err(error) if error.codes().any(|code| code == "NoSuchLifecycleConfiguration") => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// Replaces all rules that remove its objects after a while; no rules at all end the removal.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn set_lifecycle(&self, rules: Vec<LifecycleRule>) -> Result<()> {
        if rules.is_empty() {
            let request = self.request("DeleteBucketLifecycle", Method::DELETE).query("lifecycle", "");
            return self.signer.send(request).await.map(drop);
        }
        let body = LifecycleConfiguration { rules: rules.into_iter().map(Rule::from).collect() };
        let request = self.request("PutBucketLifecycle", Method::PUT).query("lifecycle", "");
        self.signer.send(with_digest(request, document(&body)?)?).await.map(drop)
    }
}

/// A body in XML.
fn document(body: &impl ToXml) -> Result<String> {
    instant_xml::to_string(body)
        .map_err(|e| Error::new(ErrorKind::InvalidRequest, "the body cannot be written as XML").caused_by(e))
}

/// The body with the digest that the service demands.
fn with_digest(request: Signable<'_>, body: String) -> Result<Signable<'_>> {
    let digest = HeaderValue::from_str(&STANDARD.encode(Md5::digest(body.as_bytes())))
        .map_err(|e| Error::new(ErrorKind::InvalidRequest, "the digest is no header").caused_by(e))?;
    Ok(request
        .header(HeaderName::from_static("content-md5"), digest)
        .header(header::CONTENT_TYPE, HeaderValue::from_static("application/xml"))
        .body(body))
}
