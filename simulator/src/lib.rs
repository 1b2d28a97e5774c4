#![doc = include_str!("../README.md")]

mod activity;
mod admin;
mod ai;
mod auth;
mod clock;
mod cloud;
mod cloudflare;
mod dice;
mod dns;
mod error;
mod exchange;
mod fault;
mod guest;
mod hosting_dns;
mod journal;
mod operations;
mod platform;
mod s3;
mod scenario;
mod server;
mod simulator;
mod state;
mod state_file;
mod tls;
mod zscaler;

pub use error::{Error, ErrorKind};
pub use fault::{FaultKind, FaultRule};
pub use journal::JournalEntry;
pub use scenario::Scenario;
pub use simulator::{Builder, Simulator};
pub use tls::{Tls, TlsVersions};
