//! A small HTTP/1.1 client: one call a connection, so that nothing of the simulator's own parts is used to test it.

use std::io;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ionos_simulator::{Builder, Simulator};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The JSON of an answer that must have this status.
    pub(crate) fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        if self.text.is_empty() { Value::Null } else { self.json() }
    }

    /// The message of a refusal in the shape of the IONOS APIs, which must have this status.
    pub(crate) fn refused(self, status: u16) -> String {
        let body = self.expect(status);
        assert_eq!(body["httpStatus"], status, "{body}");
        assert!(body["messages"][0]["errorCode"].is_string(), "{body}");
        body["messages"][0]["message"].as_str().unwrap().to_owned()
    }
}

/// Sends one call and reads the whole answer.
pub(crate) async fn send(
    url: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> io::Result<Answer> {
    let host = url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).await?;
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body).await?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .ok_or_else(|| io::Error::new(io::ErrorKind::UnexpectedEof, "no answer"))?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers: Vec<(String, String)> = lines
        .map(|line| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_owned(), value.trim().to_owned())
        })
        .collect();
    let body = &bytes[end + 4..];
    let is_chunked = headers.iter().any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    let body = if is_chunked { unchunk(body) } else { body.to_vec() };
    Ok(Answer { status, headers, text: String::from_utf8(body).unwrap() })
}

fn unchunk(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n").unwrap();
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        if size == 0 {
            return body;
        }
        body.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 2 + size + 2..];
    }
}

/// A simulator with calls to its products.
pub(crate) struct Lab {
    pub(crate) sim: Simulator,
}

/// A key that is well-formed and belongs to nobody.
pub(crate) fn public_key() -> String {
    let mut blob = vec![0, 0, 0, 11];
    blob.extend_from_slice(b"ssh-ed25519");
    blob.extend_from_slice(&[0, 0, 0, 32]);
    blob.extend_from_slice(uuid::Uuid::new_v4().as_bytes());
    blob.extend_from_slice(uuid::Uuid::new_v4().as_bytes());
    format!("ssh-ed25519 {} test", STANDARD.encode(blob))
}

impl Lab {
    /// At the default speed: work that takes a minute takes 60 ms.
    pub(crate) async fn new() -> Self {
        Self { sim: Simulator::start().await.unwrap() }
    }

    pub(crate) async fn with(builder: Builder) -> Self {
        Self { sim: builder.start().await.unwrap() }
    }

    /// So slow that nothing gets done during a test.
    pub(crate) async fn slow() -> Self {
        Self::with(Simulator::builder().speed(0.01)).await
    }

    pub(crate) async fn call(&self, method: &str, path: &str, token: &str, body: Option<&Value>) -> Answer {
        let bearer = format!("Bearer {token}");
        let mut headers = vec![("authorization", bearer.as_str())];
        let bytes = body.map(ToString::to_string).unwrap_or_default();
        if body.is_some() {
            headers.push(("content-type", "application/json"));
        }
        send(self.sim.url(), method, path, &headers, bytes.as_bytes()).await.unwrap()
    }

    /// A call to the Cloud API.
    pub(crate) async fn cloud(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        self.call(method, &format!("/cloudapi/v6{path}"), self.sim.token(), body.as_ref()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.cloud("GET", path, None).await.expect(200)
    }

    /// A write that must be accepted; waits for its request and answers the body.
    pub(crate) async fn done(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let answer = self.cloud(method, path, body).await;
        let location = answer.header("location").unwrap_or_else(|| panic!("{}", answer.text)).to_owned();
        assert!(matches!(answer.status, 200 | 202), "{}", answer.text);
        let body = if answer.text.is_empty() { Value::Null } else { answer.json() };
        assert_eq!(self.finished(&location).await["metadata"]["status"], "DONE");
        body
    }

    /// The status of a request, when it has ended.
    pub(crate) async fn finished(&self, location: &str) -> Value {
        let path = location.strip_prefix(self.sim.url()).unwrap().to_owned();
        loop {
            let status = self.call("GET", &path, self.sim.token(), None).await.expect(200);
            if ["DONE", "FAILED"].contains(&status["metadata"]["status"].as_str().unwrap()) {
                return status;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// A new data center; answers its path.
    pub(crate) async fn datacenter(&self) -> String {
        let body = json!({"properties": {"name": "dc", "location": "de/txl"}});
        let answer = self.done("POST", "/datacenters", Some(body)).await;
        format!("/datacenters/{}", answer["id"].as_str().unwrap())
    }

    /// A new LAN; answers its id.
    pub(crate) async fn lan(&self, datacenter: &str, public: bool) -> String {
        let body = json!({"properties": {"name": "lan", "public": public}});
        let lan = self.done("POST", &format!("{datacenter}/lans"), Some(body)).await;
        lan["id"].as_str().unwrap().to_owned()
    }

    /// A server with a boot volume and a NIC in LAN 1; answers its path.
    pub(crate) async fn server(&self, datacenter: &str) -> String {
        self.server_with(datacenter, "#cloud-config\n").await
    }

    /// A server with this user data.
    pub(crate) async fn server_with(&self, datacenter: &str, user_data: &str) -> String {
        let body = json!({
            "properties": {"name": "web", "cores": 2, "ram": 2048},
            "entities": {
                "volumes": {"items": [{"properties": {
                    "name": "boot", "size": 10, "type": "SSD", "imageAlias": "ubuntu:24.04",
                    "sshKeys": [public_key()], "userData": STANDARD.encode(user_data),
                }}]},
                "nics": {"items": [{"properties": {"name": "eth0", "lan": 1}}]},
            },
        });
        let server = self.done("POST", &format!("{datacenter}/servers"), Some(body)).await;
        format!("{datacenter}/servers/{}", server["id"].as_str().unwrap())
    }

    /// A reserved block of addresses in Berlin; answers its id and addresses.
    pub(crate) async fn addresses(&self, size: u8) -> (String, Vec<String>) {
        let body = json!({"properties": {"name": "ips", "location": "de/txl", "size": size}});
        let block = self.done("POST", "/ipblocks", Some(body)).await;
        let ips = block["properties"]["ips"].as_array().unwrap();
        let ips = ips.iter().map(|ip| ip.as_str().unwrap().to_owned()).collect();
        (block["id"].as_str().unwrap().to_owned(), ips)
    }

    /// A call to the Cloudflare API.
    pub(crate) async fn flare(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        self.call(method, &format!("/client/v4{path}"), self.sim.cloudflare_token(), body.as_ref()).await
    }

    /// The result of a call to the Cloudflare API that must succeed.
    pub(crate) async fn result(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let answer = self.flare(method, path, body).await;
        assert!(matches!(answer.status, 200..=202), "{}", answer.text);
        let answer = answer.json();
        assert_eq!(answer["success"], true, "{answer}");
        answer["result"].clone()
    }

    /// The code of a call to the Cloudflare API that must be refused with this status.
    pub(crate) async fn code(&self, method: &str, path: &str, body: Option<Value>, status: u16) -> i64 {
        let answer = self.flare(method, path, body).await.expect(status);
        assert_eq!(answer["success"], false, "{answer}");
        answer["errors"][0]["code"].as_i64().unwrap()
    }

    pub(crate) fn account(&self) -> String {
        format!("/accounts/{}", self.sim.cloudflare_account())
    }

    pub(crate) async fn zone(&self) -> String {
        let zones = self.result("GET", &format!("/zones?name={}", self.sim.cloudflare_zone()), None).await;
        format!("/zones/{}", zones[0]["id"].as_str().unwrap())
    }
}

/// Waits until a look finds what it is for.
pub(crate) async fn until(mut look: impl AsyncFnMut() -> bool) {
    while !look().await {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}
