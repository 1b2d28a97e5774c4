//! The most memory that decoding a large answer takes, with our models and with plain derived structs.
//!
//! Not timed: `cargo bench --bench memory` prints one line for each.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench prints and may fail loudly"
)]

use ionos_core::{Items, Server};
use peak_alloc::PeakAlloc;
use serde::de::DeserializeOwned;

mod support;

use support::plain;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What decoding takes on top of the text, at its peak.
fn peak<T: DeserializeOwned>(body: &str) -> usize {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let decoded: T = serde_json::from_str(body).unwrap();
    let peak = MEMORY.peak_usage() - before;
    drop(decoded);
    peak
}

fn main() {
    let body = support::servers(713);
    let mib = |bytes: usize| format!("{}.{} MiB", bytes >> 20, ((bytes % (1 << 20)) * 10) >> 20);
    let (plain, ours) = (peak::<plain::Items<plain::Server>>(&body), peak::<Items<Server>>(&body));
    println!("answer         {}", mib(body.len()));
    println!("plain structs  {}", mib(plain));
    println!("ionos-core     {}  ({} % of plain)", mib(ours), ours * 100 / plain);
}
