//! The engine: one pipeline for every call of every service.
//!
//! ```text
//! request id → credentials → residency → ( throttle → attempt timeout → send → classify → wait )* → answer
//! ```

pub(crate) mod call;
pub(crate) mod clock;
pub(crate) mod failover;
pub(crate) mod pipeline;
pub(crate) mod redact;
pub(crate) mod retry;
pub(crate) mod sse;
pub(crate) mod throttle;
pub(crate) mod tls;
pub(crate) mod transport;
