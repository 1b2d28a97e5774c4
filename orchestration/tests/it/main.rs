//! The orchestrator against the simulator, over real HTTP.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "helpers of tests may fail loudly"
)]

mod drift;
mod faults;
mod lab;
mod refusals;
mod up_and_down;
