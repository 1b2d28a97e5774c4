//! The memory of a contract with 200,000 resources, per resource, beside the JSON that is answered for one.
//!
//! Not timed: `cargo bench -p ionos-simulator --bench memory` prints the figures.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a bench prints and may fail loudly"
)]

use peak_alloc::PeakAlloc;
use serde_json::{Value, json};

mod support;

use support::Lab;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// How many resources there are below a path, and the bytes of their JSON.
fn json_below(lab: &mut Lab, path: &str) -> (usize, usize) {
    let answer = lab.call("GET", &format!("{path}?depth=1&pretty=false"), None);
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    let items = answer["items"].as_array().unwrap();
    (items.len(), items.iter().map(|item| item.to_string().len()).sum())
}

fn main() {
    let mut lab = support::start();
    let center = lab.center.clone();
    let show = |name: &str, memory: usize, (count, json): (usize, usize)| {
        let (memory, json) = (memory / count, json / count);
        let over = i64::try_from(memory).unwrap() - i64::try_from(json).unwrap();
        println!("{name}: {count} resources, each {memory} bytes of memory and {json} of JSON: {over} more");
    };

    let before = MEMORY.current_usage();
    lab.fill();
    lab.sim.clear_journal();
    let memory = MEMORY.current_usage() - before;
    let mut all = (0, 0);
    let mut add = |(count, bytes): (usize, usize)| all = (all.0 + count, all.1 + bytes);
    for kind in ["servers", "volumes"] {
        for offset in (0..support::SERVERS).step_by(1000) {
            add(json_below_page(&mut lab, &format!("{center}/{kind}"), offset));
        }
    }
    let servers = lab.call("GET", &format!("{center}/servers?limit=10000&pretty=false"), None);
    let servers: Value = serde_json::from_slice(&servers).unwrap();
    for server in servers["items"].as_array().unwrap() {
        let nics = format!("{center}/servers/{}/nics", server["id"].as_str().unwrap());
        let list = lab.call("GET", &nics, None);
        let list: Value = serde_json::from_slice(&list).unwrap();
        let nic = list["items"][0]["id"].as_str().unwrap().to_owned();
        add(json_below(&mut lab, &nics));
        add(json_below(&mut lab, &format!("{nics}/{nic}/firewallrules")));
    }
    lab.sim.clear_journal();
    show("made with their servers", memory, all);

    let before = MEMORY.current_usage();
    let body = json!({"properties": {"name": "data", "size": 1, "type": "HDD", "licenceType": "OTHER"}});
    let volumes = 20_000;
    for _ in 0..volumes {
        lab.make(&format!("{center}/volumes"), &body);
    }
    lab.sim.clear_journal();
    let memory = MEMORY.current_usage() - before;
    let (_, json) = json_below_page(&mut lab, &format!("{center}/volumes"), 5_000);
    // Each has left a request, which is a resource with a JSON of its own.
    let (requests, of_requests) = json_below_page(&mut lab, "/requests", 0);
    let json = json / 1000 + of_requests / requests;
    show("made one by one, with their requests", memory, (volumes, json * volumes));
}

fn json_below_page(lab: &mut Lab, path: &str, offset: usize) -> (usize, usize) {
    let answer = lab.call("GET", &format!("{path}?depth=1&pretty=false&limit=1000&offset={offset}"), None);
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    let items = answer["items"].as_array().unwrap();
    (items.len(), items.iter().map(|item| item.to_string().len()).sum())
}
