//! The client against wiremock (contracts, faults) and against the simulator (behaviour).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "helpers of tests may fail loudly"
)]

mod chat;
mod compute;
mod contract;
mod engine;
mod ensure;
mod hostile;
mod limits;
mod support;
#[cfg(feature = "schema")]
mod surface;
mod tls;
mod waiting;
