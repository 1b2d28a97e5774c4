//! The client against wiremock (contracts, faults) and against the simulator (behaviour).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "helpers of tests may fail loudly"
)]

mod activity_log;
mod ai;
mod backup_unit;
mod certificates;
mod chat;
mod compute;
mod container_registry;
mod contract;
mod dns;
mod engine;
mod ensure;
#[cfg(feature = "schema")]
mod every_call;
mod hostile;
mod hosting_dns;
mod kubernetes;
mod labels;
mod limits;
mod logging;
mod network;
mod object_storage;
mod power;
mod raw;
#[cfg(feature = "schema")]
mod roundtrip;
#[cfg(feature = "schema")]
mod sample;
mod support;
#[cfg(feature = "schema")]
mod surface;
mod tls;
mod tokens;
mod users;
mod waiting;
