//! The command as people run it, against a simulated cloud in this process.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "helpers of tests may fail loudly"
)]

mod bad_input;
mod crashes;
mod demo;
mod lab;
mod secrets;
mod simulate;
mod tunnel;
