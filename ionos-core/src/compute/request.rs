//! The journal of requests. <https://api.ionos.com/docs/cloud/v6/#tag/Requests>

use serde::{Deserialize, Serialize};

use crate::client::Client;
use crate::document::Document;
use crate::operation::Api;
use crate::resource::{Collection, Item, Scope, model, resource};
use crate::types::{Id, open_enum};

/// A change that was asked for: who, when, what. Bodies are kept, which is why no secret belongs in one.
pub type Request = Document<RequestProperties>;

model! {
    /// The fields of a request.
    RequestProperties {
        /// HTTP method.
        method: String,
        /// HTTP headers, without credentials.
        headers: serde_json::Value,
        /// Body as it was sent.
        body: String,
        /// Address.
        url: String,
    }
}

open_enum! {
    /// How far a request is.
    RequestStatus {
        /// Behind other changes of the same data center.
        Queued = "QUEUED",
        /// In work.
        Running = "RUNNING",
        /// Finished.
        Done = "DONE",
        /// Given up; the message says why.
        Failed = "FAILED",
    }
}

/// How far a request is, and why it failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RequestStatusMetadata {
    /// How far it is.
    pub status: RequestStatus,
    /// The service's words, mostly about a failure.
    #[serde(default)]
    pub message: Option<String>,
}

resource!(Request, "request", "requests" / "requestId", name: |r| r.properties.url.as_deref(), page: 1000);

impl Client {
    /// The journal of requests, newest first. Filters: `method`, `url`, `requestStatus`, `createdAfter` and others.
    #[must_use]
    pub fn requests(&self) -> Collection<Request> {
        Collection::new(&Scope::root(self, Api::Cloud))
    }

    /// One request.
    #[must_use]
    pub fn request(&self, id: impl Into<Id<Request>>) -> Item<Request> {
        self.requests().item(id)
    }
}

#[derive(Deserialize)]
struct StatusDocument {
    metadata: RequestStatusMetadata,
}

impl Item<Request> {
    /// How far it is.
    ///
    /// # Errors
    /// As any read.
    pub async fn status(&self) -> crate::Result<RequestStatusMetadata> {
        let call = self.scope.below("status").call(::http::Method::GET);
        let document: StatusDocument = self.scope.send(call).await?.json()?;
        Ok(document.metadata)
    }
}
