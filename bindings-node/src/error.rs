//! Failures on their way to JavaScript: JSON in the reason of the exception, read by `lib/errors.js`.

use std::error::Error as StdError;

use serde_json::{Value, json};

/// A failure as JSON: `kind`, `message` and what else is known.
#[derive(Debug)]
pub(crate) struct Failure(Value);

pub(crate) type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    pub(crate) fn new(kind: &str, message: impl Into<String>) -> Self {
        Self(json!({ "kind": kind, "message": message.into() }))
    }

    /// An argument that is not what the function takes.
    pub(crate) fn argument(error: &serde_json::Error) -> Self {
        Self::new("INVALID_REQUEST", format!("an argument is not usable: {error}"))
    }

    fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        if let Some(fields) = self.0.as_object_mut() {
            fields.insert(name.to_owned(), value.into());
        }
        self
    }

    /// The messages of the errors below this one.
    fn causes(self, error: &dyn StdError) -> Self {
        let causes: Vec<String> =
            std::iter::successors(error.source(), |e| (*e).source()).map(ToString::to_string).collect();
        self.with("causes", causes)
    }

    /// What the innermost answer of a service says.
    fn answer(self, error: &ionos_core::Error) -> Self {
        self.with("status", error.status().map(|s| s.as_u16()))
            .with("requestId", error.request_id())
            .with("operation", error.operation())
            .with("codes", error.codes().collect::<Vec<_>>())
            .with("retryAfterMs", error.retry_after().map(|d| d.as_secs_f64() * 1000.0))
            .with("attempts", error.attempts())
            .with("mayHaveHappened", error.may_have_happened())
            .with("retryable", error.is_retryable())
    }
}

impl From<Failure> for napi::Error {
    fn from(failure: Failure) -> Self {
        Self::from_reason(failure.0.to_string())
    }
}

impl From<ionos_core::Error> for Failure {
    fn from(error: ionos_core::Error) -> Self {
        Self::new(error.kind().as_str(), error.to_string()).answer(&error).causes(&error)
    }
}

impl From<ionos_keys::Error> for Failure {
    fn from(error: ionos_keys::Error) -> Self {
        Self::new(error.kind().as_str(), error.to_string()).causes(&error)
    }
}

impl From<ionos_tunnel::Error> for Failure {
    fn from(error: ionos_tunnel::Error) -> Self {
        let mut failure = Self::new(tunnel_kind(&error), error.to_string());
        if let Some(answer) = below(&error) {
            failure = failure.answer(answer);
        }
        failure
            .with("codes", error.codes().collect::<Vec<_>>())
            .with("mayHaveHappened", error.may_have_happened())
            .with("retryable", error.is_retryable())
            .causes(&error)
    }
}

impl From<ionos_orchestration::Error> for Failure {
    fn from(error: ionos_orchestration::Error) -> Self {
        use ionos_orchestration::ErrorKind as Kind;
        let kind = match error.kind() {
            Kind::Stack => "STACK",
            Kind::Config => "CONFIG",
            Kind::Residency => "RESIDENCY",
            Kind::Conflict => "CONFLICT",
            Kind::Canceled => "CANCELED",
            _ => cause_kind(&error).unwrap_or("PROVISIONING"),
        };
        let mut failure = Self::new(kind, error.to_string());
        if let Some(answer) = below(&error) {
            failure = failure.answer(answer);
        }
        if let Some(report) = error.report().and_then(|r| serde_json::to_value(r).ok()) {
            failure = failure.with("report", report);
        }
        failure.causes(&error)
    }
}

/// The answer of a service below this error.
fn below<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a ionos_core::Error> {
    std::iter::successors(Some(error), |e| (*e).source()).find_map(|e| e.downcast_ref())
}

/// The kind of the first error below this one that knows its kind.
fn cause_kind(error: &(dyn StdError + 'static)) -> Option<&'static str> {
    std::iter::successors(error.source(), |e| (*e).source()).find_map(|e| {
        if let Some(e) = e.downcast_ref::<ionos_core::Error>() {
            return Some(e.kind().as_str());
        }
        if let Some(e) = e.downcast_ref::<ionos_keys::Error>() {
            return Some(e.kind().as_str());
        }
        e.downcast_ref::<ionos_tunnel::Error>().map(tunnel_kind)
    })
}

/// The service's failure says more than "the provider failed".
fn tunnel_kind(error: &ionos_tunnel::Error) -> &'static str {
    match error.kind() {
        ionos_tunnel::ErrorKind::Api => below(error).map_or("UNAVAILABLE", |e| e.kind().as_str()),
        kind => kind.as_str(),
    }
}
