//! Errors of the crates as plain data, and from there to Python's classes.

use std::error::Error as StdError;

use pyo3::prelude::{PyAnyMethods as _, PyErr, PyResult, Python};
use serde_json::{Map, Value, json};

/// An error on its way to Python. Everything in it may be shown: the crates keep secrets out of their errors.
pub(crate) struct Failure {
    /// Which of our crates it comes from.
    area: &'static str,
    kind: &'static str,
    message: String,
    details: Map<String, Value>,
    causes: Vec<String>,
}

impl Failure {
    fn new(area: &'static str, kind: &'static str, error: &dyn StdError) -> Self {
        let mut causes = Vec::new();
        let mut next = error.source();
        while let Some(cause) = next.filter(|_| causes.len() < 8) {
            causes.push(cause.to_string());
            next = cause.source();
        }
        Self { area, kind, message: error.to_string(), details: Map::new(), causes }
    }

    /// A mistake in the arguments that the Python side should have caught.
    pub(crate) fn argument(message: impl Into<String>) -> Self {
        Self::plain("INVALID_REQUEST", message)
    }

    pub(crate) fn plain(kind: &'static str, message: impl Into<String>) -> Self {
        Self { area: "core", kind, message: message.into(), details: Map::new(), causes: Vec::new() }
    }

    fn with(mut self, name: &str, value: Value) -> Self {
        self.details.insert(name.to_owned(), value);
        self
    }

    /// The exception; needs the interpreter.
    pub(crate) fn into_py(self, py: Python<'_>) -> PyErr {
        let document = json!({
            "area": self.area,
            "kind": self.kind,
            "message": self.message,
            "details": self.details,
            "causes": self.causes,
        });
        let raised: PyResult<PyErr> = py
            .import("ionos_sdk.errors")
            .and_then(|errors| errors.call_method1("from_native", (document.to_string(),)))
            .map(PyErr::from_value);
        raised.unwrap_or_else(|error| error)
    }
}

impl From<ionos_core::Error> for Failure {
    fn from(error: ionos_core::Error) -> Self {
        let messages: Vec<Value> =
            error.messages().iter().map(|m| json!({ "code": m.code, "message": m.message })).collect();
        Self::new("core", error.kind().as_str(), &error)
            .with("status", json!(error.status().map(|s| s.as_u16())))
            .with("request_id", json!(error.request_id()))
            .with("operation", json!(error.operation()))
            .with("messages", messages.into())
            .with("retry_after", json!(error.retry_after().map(|d| d.as_secs_f64())))
            .with("attempts", json!(error.attempts()))
            .with("retryable", json!(error.is_retryable()))
            .with("may_have_happened", json!(error.may_have_happened()))
    }
}

impl From<ionos_keys::Error> for Failure {
    fn from(error: ionos_keys::Error) -> Self {
        Self::new("keys", error.kind().as_str(), &error)
    }
}

impl From<ionos_tunnel::Error> for Failure {
    fn from(error: ionos_tunnel::Error) -> Self {
        let messages: Vec<Value> = error.codes().map(|code| json!({ "code": code, "message": "" })).collect();
        Self::new("tunnel", error.kind().as_str(), &error)
            .with("messages", messages.into())
            .with("retryable", json!(error.is_retryable()))
            .with("may_have_happened", json!(error.may_have_happened()))
    }
}
