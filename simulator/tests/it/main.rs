//! The simulator, seen from outside over HTTP.
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests may fail loudly"
)]

mod ai;
mod client;
mod cloud;
mod cloudflare;
mod dns;
mod guest;
mod journal;
mod kinds;
mod network;
mod publishing;
mod reading;
mod requests;
mod services;
mod simulator;
