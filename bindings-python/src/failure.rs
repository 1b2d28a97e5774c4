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
    /// The cause, where it is an error of our crates itself.
    known: Option<Box<Self>>,
}

impl Failure {
    fn new(area: &'static str, kind: &'static str, error: &dyn StdError) -> Self {
        let source = error.source();
        let known = source.and_then(Self::recognise).map(Box::new);
        let causes = if known.is_some() {
            Vec::new()
        } else {
            std::iter::successors(source, |cause| (*cause).source())
                .take(8)
                .map(ToString::to_string)
                .collect()
        };
        Self { area, kind, message: error.to_string(), details: Map::new(), causes, known }
    }

    /// A mistake in the arguments that the Python side should have caught.
    pub(crate) fn argument(message: impl Into<String>) -> Self {
        Self::plain("INVALID_REQUEST", message)
    }

    pub(crate) fn plain(kind: &'static str, message: impl Into<String>) -> Self {
        Self {
            area: "core",
            kind,
            message: message.into(),
            details: Map::new(),
            causes: Vec::new(),
            known: None,
        }
    }

    fn recognise(error: &(dyn StdError + 'static)) -> Option<Self> {
        if let Some(error) = error.downcast_ref::<ionos_core::Error>() {
            return Some(error.into());
        }
        if let Some(error) = error.downcast_ref::<ionos_keys::Error>() {
            return Some(error.into());
        }
        error.downcast_ref::<ionos_tunnel::Error>().map(Self::from)
    }

    fn with(mut self, name: &str, value: Value) -> Self {
        self.details.insert(name.to_owned(), value);
        self
    }

    fn document(self) -> Value {
        json!({
            "area": self.area,
            "kind": self.kind,
            "message": self.message,
            "details": self.details,
            "causes": self.causes,
            "known": self.known.map(|known| known.document()),
        })
    }

    /// The exception; needs the interpreter.
    pub(crate) fn into_py(self, py: Python<'_>) -> PyErr {
        let document = self.document();
        let raised: PyResult<PyErr> = py
            .import("ionos_sdk.errors")
            .and_then(|errors| errors.call_method1("from_native", (document.to_string(),)))
            .map(PyErr::from_value);
        raised.unwrap_or_else(|error| error)
    }
}

impl From<&ionos_core::Error> for Failure {
    fn from(error: &ionos_core::Error) -> Self {
        let messages: Vec<Value> =
            error.messages().iter().map(|m| json!({ "code": m.code, "message": m.message })).collect();
        Self::new("core", error.kind().as_str(), error)
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

impl From<&ionos_keys::Error> for Failure {
    fn from(error: &ionos_keys::Error) -> Self {
        Self::new("keys", error.kind().as_str(), error)
    }
}

impl From<&ionos_tunnel::Error> for Failure {
    fn from(error: &ionos_tunnel::Error) -> Self {
        let messages: Vec<Value> = error.codes().map(|code| json!({ "code": code, "message": "" })).collect();
        Self::new("tunnel", error.kind().as_str(), error)
            .with("messages", messages.into())
            .with("retryable", json!(error.is_retryable()))
            .with("may_have_happened", json!(error.may_have_happened()))
    }
}

impl From<&ionos_orchestration::Error> for Failure {
    fn from(error: &ionos_orchestration::Error) -> Self {
        use ionos_orchestration::ErrorKind as Kind;
        let kind = match error.kind() {
            // What a read was refused for is told as by the crate that read.
            Kind::Cloud | Kind::Tunnel | Kind::Keys | Kind::Config | Kind::Residency => {
                if let Some(known) = error.source().and_then(Self::recognise) {
                    return known;
                }
                match error.kind() {
                    Kind::Config => "CONFIG",
                    Kind::Residency => "RESIDENCY",
                    _ => "STEP",
                }
            }
            Kind::Stack => "STACK",
            Kind::Conflict => "CONFLICT",
            Kind::Canceled => "CANCELED",
            _ => "STEP",
        };
        Self::new("stack", kind, error).with("report", json!(error.report()))
    }
}

macro_rules! owned {
    ($($error:ty),+) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                (&error).into()
            }
        })+
    };
}

owned!(ionos_core::Error, ionos_keys::Error, ionos_orchestration::Error, ionos_tunnel::Error);
