//! Objects. <https://api.ionos.com/docs/s3-contract-owned-buckets/v2/>

use std::collections::VecDeque;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use http::{HeaderValue, Method, header};
use rusty_s3::actions::ListObjectsV2;

use super::bucket::{Bucket, moment};
use super::signed::{self, Signable};
use crate::error::{Error, ErrorKind, Result};
use crate::http::call::Reply;
use crate::types::Timestamp;

/// One object of a bucket; holds its address only.
#[derive(Clone, Debug)]
pub struct StorageObject {
    pub(super) bucket: Bucket,
    pub(super) key: String,
}

/// An object with its content.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ObjectData {
    /// The content; empty after [`head`](StorageObject::head).
    pub body: Bytes,
    /// Size of the content in bytes.
    pub size: Option<u64>,
    /// Changes with the content.
    pub etag: Option<String>,
    /// Media type, such as `application/json`.
    pub content_type: Option<String>,
    /// When it was written, as an HTTP date.
    pub last_modified: Option<String>,
    /// Its version, in buckets that keep versions.
    pub version_id: Option<String>,
}

impl ObjectData {
    fn of(reply: &Reply) -> Self {
        let text = |name: &str| reply.header(name).map(str::to_owned);
        Self {
            body: reply.body().clone(),
            size: reply.header("content-length").and_then(|n| n.parse().ok()),
            etag: text("etag"),
            content_type: text("content-type"),
            last_modified: text("last-modified"),
            version_id: text("x-amz-version-id"),
        }
    }
}

/// What the service says of an object that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// Changes with the content.
    pub etag: Option<String>,
    /// Its version, in buckets that keep versions.
    pub version_id: Option<String>,
}

impl StorageObject {
    /// Its key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    fn request(&self, operation: &'static str, method: Method) -> Signable<'_> {
        Signable::new(operation, method).bucket(&self.bucket.name).key(&self.key)
    }

    /// Writes it, in place of what there may be. `content_type` is its media type, such as `application/json`. 5 GB at most.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when there is no such bucket.
    pub async fn put(&self, body: impl Into<Bytes>, content_type: &str) -> Result<Written> {
        let kind = HeaderValue::from_str(content_type).map_err(|e| {
            Error::new(ErrorKind::InvalidRequest, format!("`{content_type}` is no media type")).caused_by(e)
        })?;
        let request = self.request("PutObject", Method::PUT).header(header::CONTENT_TYPE, kind).body(body);
        let found = ObjectData::of(&self.bucket.signer.send(request).await?);
        Ok(Written { etag: found.etag, version_id: found.version_id })
    }

    /// Reads it, 256 MiB at most.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when it does not exist.
    pub async fn get(&self) -> Result<ObjectData> {
        let reply = self.bucket.signer.send(self.request("GetObject", Method::GET)).await?;
        Ok(ObjectData::of(&reply))
    }

    /// Reads it; `None` when it does not exist. A bucket that does not exist stays an error.
    ///
    /// # Errors
    /// Everything but "not found".
    pub async fn get_opt(&self) -> Result<Option<ObjectData>> {
        match self.get().await {
            Ok(found) => Ok(Some(found)),
            Err(error) if is_no_bucket(&error) => Err(error),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Reads what there is to know about it, without its content.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when it does not exist.
    pub async fn head(&self) -> Result<ObjectData> {
        let reply = self.bucket.signer.send(self.request("HeadObject", Method::HEAD)).await?;
        Ok(ObjectData::of(&reply))
    }

    /// Removes it; in a bucket that keeps versions, earlier ones stay. Removing what is gone already succeeds.
    ///
    /// # Errors
    /// As the service refuses it; a bucket that does not exist is an error.
    pub async fn delete(&self) -> Result<()> {
        match self.bucket.signer.send(self.request("DeleteObject", Method::DELETE)).await {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == ErrorKind::NotFound && !is_no_bucket(&error) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

fn is_no_bucket(error: &Error) -> bool {
    error.codes().any(|code| code == "NoSuchBucket")
}

/// An object in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ObjectSummary {
    /// Its key.
    pub key: String,
    /// Size in bytes.
    pub size: Option<u64>,
    /// Changes with the content.
    pub etag: Option<String>,
    /// When it was written.
    pub last_modified: Option<Timestamp>,
    /// Its storage class.
    pub storage_class: Option<String>,
}

/// The objects of a bucket, about to be listed.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before the list is read"]
pub struct Objects {
    bucket: Bucket,
    prefix: String,
    page: u32,
}

impl Objects {
    pub(super) fn new(bucket: &Bucket) -> Self {
        Self { bucket: bucket.clone(), prefix: String::new(), page: 1000 }
    }

    /// Keeps objects whose keys begin so.
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Sets how many objects a page holds, 1 to 1000.
    pub fn page_size(mut self, size: u32) -> Self {
        self.page = size.clamp(1, 1000);
        self
    }

    /// The pages, each with its objects.
    pub fn pages(self) -> impl Stream<Item = Result<Vec<ObjectSummary>>> + Send {
        stream::try_unfold((self, None::<String>, false), |(list, token, done)| async move {
            if done {
                return Ok(None);
            }
            let size = list.page.to_string();
            let mut request = Signable::new("ListObjectsV2", Method::GET)
                .bucket(&list.bucket.name)
                .query("list-type", "2")
                .query("encoding-type", "url")
                .query("max-keys", &size);
            if !list.prefix.is_empty() {
                request = request.query("prefix", &list.prefix);
            }
            if let Some(token) = &token {
                request = request.query("continuation-token", token);
            }
            let reply = list.bucket.signer.send(request).await?;
            let text = signed::with_namespace(&reply, "ListBucketResult")?;
            let found = ListObjectsV2::parse_response(&text).map_err(|e| signed::unreadable(&reply, e))?;
            let next = found.next_continuation_token;
            // A list that points to the page it came from would never end.
            let done = next.is_none() || next == token;
            let items = found
                .contents
                .into_iter()
                .map(|o| ObjectSummary {
                    key: o.key,
                    size: o.size,
                    etag: o.etag,
                    last_modified: o.last_modified.as_deref().and_then(moment),
                    storage_class: o.storage_class,
                })
                .collect();
            Ok::<_, Error>(Some((items, (list, next, done))))
        })
    }

    /// The objects, page after page.
    pub fn items(self) -> impl Stream<Item = Result<ObjectSummary>> + Send + Unpin {
        let pages = self.pages().map_ok(|page| stream::iter(VecDeque::from(page)).map(Ok));
        Box::pin(pages.try_flatten())
    }

    /// All objects at once.
    ///
    /// # Errors
    /// The first error of any page.
    pub async fn all(self) -> Result<Vec<ObjectSummary>> {
        self.pages().try_concat().await
    }
}
