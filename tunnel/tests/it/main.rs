//! Tests of the public interface, in one program.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "helpers of tests may fail loudly and say what was not run"
)]

mod answers;
mod boot;
mod cloud_init;
mod doctor;
mod edge;
mod ingress;
mod probe;
mod publication;
mod publish;
mod ssh;
mod units;
