//! The journal of requests. <https://api.ionos.com/docs/cloud/v6/#tag/Requests>

use super::Reference;
use crate::declare::{model, resource};
use crate::document::Document;
use crate::resource::Item;
use crate::types::open_enum;

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

model! {
    /// How far a request is, and why it failed.
    RequestStatusMetadata {
        /// How far it is.
        status: RequestStatus,
        /// The service's words, mostly about a failure.
        message: String,
        /// Changes with every change of the status.
        etag: String,
        /// What it works on, and how far it is with each.
        targets: Vec<RequestTarget>,
    }
}

model! {
    /// One resource that a request works on.
    RequestTarget {
        /// The resource.
        target: Reference,
        /// How far the request is with it.
        status: RequestStatus,
    }
}

model! {
    /// How far a request is, with the address of this answer; also in the metadata of [`Request`] from depth 2 on.
    RequestStatusDocument {
        /// `<id of the request>/status`.
        id: String,
        /// `request-status`.
        kind = "type": String,
        /// Its address.
        href: String,
        /// How far the request is.
        metadata: RequestStatusMetadata,
    }
}

resource! {
    Request: "request", "requests" / "requestId", name: |r| r.properties.url.as_deref();
    actions {
        /// How far it is, and why it failed.
        status: "requestsStatusGet" => custom(RequestStatusDocument);
    }
}

impl<A> Item<Request, A> {
    /// How far it is.
    ///
    /// # Errors
    /// As any read.
    pub async fn status(&self) -> crate::Result<RequestStatusMetadata> {
        let document: RequestStatusDocument = self.scope().ask("requestsStatusGet", None).await?.json()?;
        Ok(document.metadata.unwrap_or_default())
    }
}
