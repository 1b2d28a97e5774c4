//! The simulator, seen from outside over HTTP.
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests may fail loudly"
)]

mod admin;
mod ai;
mod client;
mod cloud;
mod cloudflare;
mod dns;
mod faults;
mod fields;
mod guest;
mod journal;
mod kinds;
mod network;
mod privileges;
mod properties;
mod publishing;
mod quotas;
mod reading;
mod requests;
mod s3;
mod services;
mod simulator;
mod state;
mod tls;
mod zscaler;
