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
mod platform;
mod server;
mod simulator;
mod state;
mod zscaler;

pub use error::{Error, ErrorKind};
pub use fault::{FaultKind, FaultRule};
pub use journal::JournalEntry;
pub use simulator::{Builder, Simulator};
