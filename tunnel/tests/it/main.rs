//! Tests of the public interface, in one program.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "helpers of tests may fail loudly and say what was not run"
)]

mod account;
mod answers;
mod boot;
mod cloud_init;
mod doctor;
mod edge;
mod ingress;
mod kill;
mod knot;
mod names;
mod probe;
mod publication;
mod publish;
mod rotation;
mod ssh;
mod units;
mod world;
