//! Connectors against an edge on loopback: what the configuration of this crate does once it is pushed.

mod peer;
mod server;

use std::time::Duration;

use ionos_tunnel::{AccessCheck, Format, Ingress, Rule};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use peer::{Independent, Real, Routing};
use server::{Edge, Event, Link, Tunnel};

/// A certificate authority for one test.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub(crate) fn new() -> Self {
        let mut parameters = CertificateParams::default();
        parameters.distinguished_name.push(DnType::CommonName, "Test authority");
        parameters.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        Self(CertifiedIssuer::self_signed(parameters, KeyPair::generate().unwrap()).unwrap())
    }

    pub(crate) fn pem(&self) -> String {
        self.0.pem()
    }

    pub(crate) fn der(&self) -> CertificateDer<'static> {
        self.0.der().clone()
    }

    /// A certificate for these names that ends so many days from now, and some hours.
    pub(crate) fn certificate(&self, names: &[&str], days: i64) -> (rcgen::Certificate, KeyPair) {
        let names: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
        let mut parameters = CertificateParams::new(names).unwrap();
        let day = Duration::from_secs(24 * 3600);
        let now = std::time::SystemTime::now();
        parameters.not_before = (now - 30 * day).into();
        let length = day * u32::try_from(days.unsigned_abs()).unwrap();
        parameters.not_after = (if days < 0 { now - length } else { now + length }).into();
        let key = KeyPair::generate().unwrap();
        (parameters.signed_by(&key, &self.0).unwrap(), key)
    }

    pub(crate) fn private(key: &KeyPair) -> PrivateKeyDer<'static> {
        PrivateKeyDer::try_from(key.serialize_der()).unwrap()
    }
}

/// A service behind the connector: tells what it was asked, with a name of its own; on websockets it says everything back.
async fn origin(name: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream, name));
        }
    });
    port
}

async fn answer(mut stream: TcpStream, name: &str) {
    let mut asked = Vec::new();
    while !asked.ends_with(b"\r\n\r\n") {
        let Ok(byte) = stream.read_u8().await else { return };
        asked.push(byte);
    }
    let head = String::from_utf8(asked).unwrap();
    let header = |wanted: &str| {
        head.lines()
            .filter_map(|l| l.split_once(": "))
            .find(|(n, _)| n.eq_ignore_ascii_case(wanted))
            .map(|(_, v)| v)
    };
    if header("Upgrade").is_some_and(|u| u.eq_ignore_ascii_case("websocket")) {
        let key = header("Sec-WebSocket-Key").unwrap();
        let accept = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n";
        stream.write_all(format!("{accept}X-Key: {key}\r\n\r\n").as_bytes()).await.unwrap();
        let (mut read, mut write) = stream.split();
        let _ = tokio::io::copy(&mut read, &mut write).await;
        return;
    }
    let mut body = vec![0; header("Content-Length").map_or(0, |l| l.parse().unwrap())];
    stream.read_exact(&mut body).await.unwrap();
    let line = head.lines().next().unwrap();
    let host = header("Host").unwrap();
    let text = format!("{name}: {line} for {host}: {}", String::from_utf8(body).unwrap());
    let length = text.len();
    let reply = format!(
        "HTTP/1.1 201 Created\r\nX-Origin: {name}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{text}"
    );
    stream.write_all(reply.as_bytes()).await.unwrap();
}

/// A visitor's request, there and back.
async fn a_request_goes_through(link: &Link) {
    let answer = link.request("POST", "https://app.example.com/a/b?c=d", &[("X-Test", "1")], "hello").await;
    assert_eq!((answer.status, answer.header("x-origin"), answer.error.as_str()), (201, Some("one"), ""));
    assert_eq!(answer.text().await, "one: POST /a/b?c=d HTTP/1.1 for app.example.com: hello");
}

/// A websocket, with data both ways while it is open.
async fn a_websocket_goes_through(link: &Link) {
    let (mut answer, mut send) = link.websocket("https://app.example.com/socket").await;
    assert_eq!(answer.status, 101);
    for word in ["first", "second"] {
        send.write_all(word.as_bytes()).await.unwrap();
        let mut back = vec![0; word.len()];
        tokio::time::timeout(Duration::from_secs(30), answer.body.read_exact(&mut back))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(back, word.as_bytes());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_independent_connector_registers_and_serves_until_it_crashes() {
    let (authority, tunnel) = (Authority::new(), Tunnel::random());
    let mut edge = Edge::start(&authority, &tunnel);
    let connector = Independent::start(edge.address, &authority, &tunnel, origin("one").await).await.unwrap();
    let link = edge.registered().await;
    assert_eq!((link.index, link.server_name().as_deref()), (0, Some(server::NAME)));
    assert!(link.features.iter().any(|f| f == "allow_remote_config"), "{:?}", link.features);
    a_request_goes_through(&link).await;
    a_websocket_goes_through(&link).await;
    connector.crash();
    assert!(matches!(edge.next().await, Event::Closed));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_down_is_an_answer_of_the_connector() {
    let (authority, tunnel) = (Authority::new(), Tunnel::random());
    let mut edge = Edge::start(&authority, &tunnel);
    let unused = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let _connector = Independent::start(edge.address, &authority, &tunnel, unused).await.unwrap();
    let link = edge.registered().await;
    let answer = link.request("GET", "https://app.example.com/", &[], "").await;
    assert!(answer.status == 502 && answer.error.contains("refused"), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_secret_account_or_tunnel_is_refused() {
    let (authority, tunnel) = (Authority::new(), Tunnel::random());
    let other = Tunnel::random();
    let mut edge = Edge::start(&authority, &tunnel);
    for (wrong, cause) in [
        (Tunnel { secret: other.secret.clone(), ..tunnel.clone() }, "Invalid tunnel secret"),
        (Tunnel { account: other.account.clone(), ..tunnel.clone() }, "Tunnel not found"),
        (Tunnel { id: other.id, ..tunnel.clone() }, "Tunnel not found"),
    ] {
        let error = Independent::start(edge.address, &authority, &wrong, 9).await.err().unwrap();
        assert!(error.contains(cause), "{error}");
        assert!(matches!(edge.next().await, Event::Refused(said) if said.contains(cause)));
        assert!(matches!(edge.next().await, Event::Closed));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connector_does_not_talk_to_an_edge_of_another_authority() {
    let tunnel = Tunnel::random();
    let mut edge = Edge::start(&Authority::new(), &tunnel);
    let error = Independent::start(edge.address, &Authority::new(), &tunnel, 9).await.err().unwrap();
    assert!(error.contains("certificate"), "{error}");
    assert!(edge.is_quiet());
}

/// The configuration as this crate pushes it, with a login for the second host name.
fn table(one: u16, two: u16) -> Value {
    let rule = |host: &str, port: u16| Rule::new(host, &format!("http://127.0.0.1:{port}")).unwrap();
    let locked = AccessCheck::new("acme", ["0".repeat(64)]).unwrap();
    let rules = [
        rule("app.example.com", two).path("^/two/").unwrap(),
        rule("app.example.com", one),
        rule("locked.example.com", one).access(locked),
    ];
    Ingress::new(rules).unwrap().to_value(Format::Remote)
}

/// Everything that a pushed configuration has to do; the same for our reading of it and for the real program.
async fn a_pushed_configuration_rules(link: &Link) {
    let (one, two) = (origin("one").await, origin("two").await);
    let get = async |url: &str| link.request("GET", url, &[], "").await;

    assert_eq!(link.push(1, &table(one, two)).await, (1, String::new()));
    assert_eq!(
        get("https://app.example.com/").await.text().await,
        format!("one: GET / HTTP/1.1 for app.example.com: ")
    );
    assert!(get("https://app.example.com/two/x").await.text().await.starts_with("two: GET /two/x"));
    // The catch-all that this crate adds, and the login check that it writes into the rule.
    assert_eq!(get("https://unknown.example.com/").await.status, 404);
    assert_eq!(get("https://locked.example.com/").await.status, 403);

    // One check for all of them: no rule that leads to a service is open, the catch-all stays what it is.
    let closed = Ingress::read(&table(one, two), Format::Remote).unwrap();
    let closed = closed.access(&AccessCheck::new("acme", ["0".repeat(64)]).unwrap());
    assert_eq!(link.push(2, &closed.to_value(Format::Remote)).await, (2, String::new()));
    for (url, status) in [
        ("https://app.example.com/", 403),
        ("https://app.example.com/two/x", 403),
        ("https://locked.example.com/", 403),
        ("https://unknown.example.com/", 404),
    ] {
        assert_eq!(get(url).await.status, status, "{url}");
    }
    assert_eq!(link.push(3, &table(one, two)).await, (3, String::new()));

    // What is wrong or not newer leaves everything as it was.
    let (applied, complaint) =
        link.push(4, &json!({ "ingress": [{ "hostname": "a.*.b", "service": "http://h:1" }] })).await;
    assert!(applied == 3 && !complaint.is_empty(), "{applied} {complaint}");
    assert_eq!(link.push(3, &table(two, one)).await.0, 3);
    assert!(get("https://app.example.com/").await.text().await.starts_with("one:"));
    assert_eq!(link.push(5, &table(two, one)).await, (5, String::new()));
    assert!(get("https://app.example.com/").await.text().await.starts_with("two:"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_configuration_of_this_crate_is_pushed_and_obeyed() {
    let (authority, tunnel) = (Authority::new(), Tunnel::random());
    let mut edge = Edge::start(&authority, &tunnel);
    let connector = Routing::start(edge.address, &authority, &tunnel).await;
    let link = edge.registered().await;
    // Before the first configuration there is no rule.
    assert_eq!(link.request("GET", "https://app.example.com/", &[], "").await.status, 503);
    a_pushed_configuration_rules(&link).await;
    assert!(edge.is_quiet());
    connector.stop().await;
    assert!(matches!(edge.next().await, Event::Unregistered));
    assert!(matches!(edge.next().await, Event::Closed));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_real_connector_does_the_same_or_the_test_says_not_run() {
    let Some(program) = peer::program() else { return };
    let (authority, tunnel) = (Authority::new(), Tunnel::random());
    let mut edge = Edge::start(&authority, &tunnel);
    let connector = Real::start(&program, edge.address, &authority, &tunnel);
    let link = edge.registered().await;
    a_pushed_configuration_rules(&link).await;
    let one = origin("one").await;
    assert_eq!(link.push(6, &table(one, one)).await, (6, String::new()));
    a_request_goes_through(&link).await;
    a_websocket_goes_through(&link).await;
    assert!(connector.stop().await);
    assert!(matches!(edge.next().await, Event::Unregistered));

    let wrong = Tunnel { secret: Tunnel::random().secret, ..tunnel };
    let mut edge = Edge::start(&authority, &Tunnel::random());
    let _connector = Real::start(&program, edge.address, &authority, &wrong);
    assert!(matches!(edge.next().await, Event::Refused(_)));
}
