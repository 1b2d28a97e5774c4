//! A contract with 200,000 resources, and a client that does next to nothing.
#![allow(
    dead_code,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "each bench uses a part, and may fail loudly"
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

use ionos_simulator::Simulator;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// Servers, each with a volume, a NIC and as many firewall rules that there are 100 resources.
pub const SERVERS: usize = 2_000;
pub const RULES: usize = 97;

/// A simulator, and one connection to it that stays open.
pub struct Lab {
    pub runtime: Runtime,
    pub sim: Simulator,
    connection: BufReader<TcpStream>,
    /// The path of the only data center.
    pub center: String,
}

pub fn start() -> Lab {
    let runtime = Runtime::new().unwrap();
    let sim = runtime.block_on(Simulator::builder().speed(1e9).start()).unwrap();
    let stream = TcpStream::connect(sim.url().strip_prefix("http://").unwrap()).unwrap();
    stream.set_nodelay(true).unwrap();
    let mut lab = Lab { runtime, sim, connection: BufReader::new(stream), center: String::new() };
    let body = json!({"properties": {"name": "speed", "location": "de/txl"}});
    let id = lab.make("/datacenters", &body);
    lab.center = format!("/datacenters/{id}");
    for _ in 0..SERVERS / 200 {
        lab.make(&format!("{}/lans", lab.center.clone()), &json!({"properties": {"name": "lan"}}));
    }
    lab
}

pub fn server(number: usize, rules: usize) -> Value {
    let rules: Vec<Value> = (0..rules)
        .map(|rule| {
            json!({"properties": {
                "name": format!("allow-{rule}"), "protocol": "TCP", "sourceIp": "203.0.113.7",
                "portRangeStart": 1000 + rule, "portRangeEnd": 1000 + rule,
            }})
        })
        .collect();
    json!({
        "properties": {"name": format!("web-{number}"), "cores": 1, "ram": 1024, "cpuFamily": "INTEL_ICELAKE"},
        "entities": {
            "volumes": {"items": [{"properties": {
                "name": format!("boot-{number}"), "size": 1, "type": "SSD", "licenceType": "LINUX",
            }}]},
            "nics": {"items": [{
                "properties": {"name": "eth0", "lan": number / 200 + 1},
                "entities": {"firewallrules": {"items": rules}},
            }]},
        },
    })
}

impl Lab {
    /// Fills the contract.
    pub fn fill(&mut self) {
        for number in 0..SERVERS {
            self.make(&format!("{}/servers", self.center.clone()), &server(number, RULES));
        }
    }

    /// Makes a resource and answers its id.
    pub fn make(&mut self, path: &str, body: &Value) -> String {
        let answer = self.call("POST", path, Some(body));
        let answer: Value = serde_json::from_slice(&answer).unwrap();
        answer["id"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    pub fn call(&mut self, method: &str, path: &str, body: Option<&Value>) -> Vec<u8> {
        let path = if path.starts_with("/zones") { path.to_owned() } else { format!("/cloudapi/v6{path}") };
        let body = body.map(ToString::to_string).unwrap_or_default();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: simulator\r\nauthorization: Bearer {}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.sim.token(),
            body.len(),
        );
        self.connection.get_mut().write_all(request.as_bytes()).unwrap();
        let (mut line, mut status, mut length) = (String::new(), 0, 0);
        loop {
            line.clear();
            self.connection.read_line(&mut line).unwrap();
            let text = line.trim_end().to_ascii_lowercase();
            if text.is_empty() {
                break;
            }
            if let Some(rest) = text.strip_prefix("http/1.1 ") {
                status = rest[..3].parse().unwrap();
            }
            if let Some(value) = text.strip_prefix("content-length: ") {
                length = value.parse().unwrap();
            }
        }
        let mut answer = vec![0; length];
        self.connection.read_exact(&mut answer).unwrap();
        assert!(status < 300, "{method} {path}: {status} {}", String::from_utf8_lossy(&answer));
        answer
    }
}
