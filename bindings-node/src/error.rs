//! Failures on their way to JavaScript: JSON in the reason of the exception, read by `lib/errors.js`.

use std::error::Error as StdError;

use serde_json::{Map, Value};

/// A failure as JSON: `area` (which crate), `kind`, `message` and what else is known. `cause` is a failure of our own crates,
/// `causes` are the messages of others.
#[derive(Debug)]
pub(crate) struct Failure(Map<String, Value>);

pub(crate) type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    pub(crate) fn new(kind: &str, message: impl Into<String>) -> Self {
        Self::in_area("core", kind, message)
    }

    /// An argument that is not what the function takes.
    pub(crate) fn argument(error: &serde_json::Error) -> Self {
        Self::new("INVALID_REQUEST", format!("an argument is not usable: {error}"))
    }

    fn in_area(area: &str, kind: &str, message: impl Into<String>) -> Self {
        Self(Map::new()).with("area", area).with("kind", kind).with("message", message.into())
    }

    fn of(area: &str, kind: &str, error: &(dyn StdError + 'static)) -> Self {
        let failure = Self::in_area(area, kind, error.to_string());
        match error.source().and_then(Self::recognise) {
            Some(cause) => failure.with("cause", cause.0),
            None => {
                let causes = std::iter::successors(error.source(), |e| (*e).source()).take(8);
                failure.with("causes", causes.map(ToString::to_string).collect::<Vec<_>>())
            }
        }
    }

    /// An error of our own crates below another.
    fn recognise(error: &(dyn StdError + 'static)) -> Option<Self> {
        if let Some(error) = error.downcast_ref::<ionos_core::Error>() {
            return Some(error.into());
        }
        if let Some(error) = error.downcast_ref::<ionos_keys::Error>() {
            return Some(error.into());
        }
        if let Some(error) = error.downcast_ref::<ionos_tunnel::Error>() {
            return Some(error.into());
        }
        error.downcast_ref::<ionos_orchestration::Error>().map(Self::from)
    }

    /// As data, for failures that are told and not thrown.
    pub(crate) fn into_value(self) -> Value {
        Value::Object(self.0)
    }

    fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }
}

impl From<Failure> for napi::Error {
    fn from(failure: Failure) -> Self {
        Self::from_reason(Value::Object(failure.0).to_string())
    }
}

impl From<&ionos_core::Error> for Failure {
    fn from(error: &ionos_core::Error) -> Self {
        Self::of("core", error.kind().as_str(), error)
            .with("status", error.status().map(|s| s.as_u16()))
            .with("requestId", error.request_id())
            .with("operation", error.operation())
            .with("codes", error.codes().collect::<Vec<_>>())
            .with("retryAfterMs", error.retry_after().map(|d| d.as_secs_f64() * 1000.0))
            .with("attempts", error.attempts())
            .with("mayHaveHappened", error.may_have_happened())
            .with("retryable", error.is_retryable())
    }
}

impl From<&ionos_keys::Error> for Failure {
    fn from(error: &ionos_keys::Error) -> Self {
        Self::of("keys", error.kind().as_str(), error)
    }
}

impl From<&ionos_tunnel::Error> for Failure {
    fn from(error: &ionos_tunnel::Error) -> Self {
        Self::of("tunnel", error.kind().as_str(), error)
            .with("codes", error.codes().collect::<Vec<_>>())
            .with("mayHaveHappened", error.may_have_happened())
            .with("retryable", error.is_retryable())
    }
}

impl From<&ionos_orchestration::Error> for Failure {
    fn from(error: &ionos_orchestration::Error) -> Self {
        use ionos_orchestration::ErrorKind as Kind;
        let kind = match error.kind() {
            Kind::Stack => "STACK",
            Kind::Conflict => "CONFLICT",
            Kind::Canceled => "CANCELED",
            // What a read was refused for is told as by the crate that read.
            kind @ (Kind::Cloud | Kind::Tunnel | Kind::Keys | Kind::Config | Kind::Residency) => {
                if let Some(known) = error.source().and_then(Self::recognise) {
                    return known;
                }
                match kind {
                    Kind::Config => "CONFIG",
                    Kind::Residency => "RESIDENCY",
                    _ => "STEP",
                }
            }
            _ => "STEP",
        };
        let report = error.report().and_then(|r| serde_json::to_value(r).ok());
        Self::of("stack", kind, error).with("report", report)
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

owned!(ionos_core::Error, ionos_keys::Error, ionos_tunnel::Error, ionos_orchestration::Error);
