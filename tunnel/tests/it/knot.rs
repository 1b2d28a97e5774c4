//! A real name server: knot from Debian, on loopback, with zones that are signed and changed while it runs.

use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use async_trait::async_trait;
use ionos_tunnel::{
    Alias, Anchor, Authority, Change, ErrorKind, NameProvider, NameRecord, NameZone, Patience, Result,
    Validation, validate,
};

const ZONE: &str = "example.test";
const HOST: &str = "app.example.test";
const TARGET: &str = "67.tenant.h.b.zpa-app.net";
/// How long a "no" may be remembered; the SOA itself may be kept longer.
const NEGATIVE: u32 = 7;

/// One running name server, which is also a provider of names: changes go in as signed-off dynamic updates.
#[derive(Debug)]
struct Knot {
    child: Child,
    address: SocketAddr,
    _folder: tempfile::TempDir,
}

impl Drop for Knot {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn is_installed(test: &str) -> bool {
    let missing = ["/usr/sbin/knotd", "/usr/bin/knsupdate", "/usr/bin/kdig"]
        .into_iter()
        .find(|program| !Path::new(program).exists());
    if let Some(program) = missing {
        println!("not run: {test}: {program} is missing (apt-get install knot knot-dnsutils)");
    }
    missing.is_none()
}

/// A port that is free for both protocols.
fn free_port() -> u16 {
    loop {
        let udp = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = udp.local_addr().unwrap().port();
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return port;
        }
    }
}

impl Knot {
    async fn start(is_signed: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let path = folder.path().display();
        let signing =
            if is_signed { "dnssec-signing: on\n    dnssec-policy: quick" } else { "dnssec-signing: off" };
        let config = format!(
            "server:\n  listen: 127.0.0.1@{port}\n  rundir: {path}\n\
             database:\n  storage: {path}\n\
             acl:\n  - id: here\n    address: 127.0.0.1\n    action: [update, transfer]\n\
             policy:\n  - id: quick\n    algorithm: ecdsap256sha256\n    nsec3: on\n\
             zone:\n  - domain: {ZONE}\n    storage: {path}\n    file: {ZONE}.zone\n    acl: here\n    {signing}\n"
        );
        let zone = format!(
            "$ORIGIN {ZONE}.\n@ 3600 SOA ns.{ZONE}. admin.{ZONE}. 1 3600 600 86400 {NEGATIVE}\n\
             @ 3600 NS ns\nns 3600 A 127.0.0.1\n"
        );
        std::fs::write(folder.path().join("knot.conf"), config).unwrap();
        std::fs::write(folder.path().join(format!("{ZONE}.zone")), zone).unwrap();
        let child = Command::new("/usr/sbin/knotd")
            .arg("-c")
            .arg(folder.path().join("knot.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let knot = Self { child, address: (Ipv4Addr::LOCALHOST, port).into(), _folder: folder };
        for _ in 0..600 {
            if knot.kdig(&[ZONE, "SOA"]).contains("SOA") {
                return knot;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("knot does not answer");
    }

    fn kdig(&self, question: &[&str]) -> String {
        let output = Command::new("/usr/bin/kdig")
            .args([
                "@127.0.0.1",
                "-p",
                &self.address.port().to_string(),
                "+noall",
                "+answer",
                "+retry=0",
                "+time=2",
            ])
            .args(question)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    /// Sends all lines as one update, which the server carries out as a whole.
    fn update(&self, lines: &[String]) {
        let mut child = Command::new("/usr/bin/knsupdate")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let text =
            format!("server 127.0.0.1 {}\nzone {ZONE}\n{}\nsend\n", self.address.port(), lines.join("\n"));
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn trust(&self) -> Anchor {
        Anchor::Keys(self.kdig(&[ZONE, "DNSKEY"]))
    }
}

fn rdata(record: &NameRecord) -> String {
    match record.kind.as_str() {
        "TXT" => format!("TXT \"{}\"", record.content),
        "CNAME" => format!("CNAME {}.", record.content),
        kind => format!("{kind} {}", record.content),
    }
}

fn add(record: &NameRecord) -> String {
    format!("add {}. {} {}", record.name, record.ttl.unwrap_or(3600), rdata(record))
}

fn del(record: &NameRecord) -> String {
    format!("del {}. {}", record.name, rdata(record))
}

#[async_trait]
impl NameProvider for Knot {
    async fn zones(&self) -> Result<Vec<NameZone>> {
        Ok(vec![NameZone::new(ZONE, ZONE)])
    }

    async fn records(&self, _zone: &NameZone, name: Option<&str>) -> Result<Vec<NameRecord>> {
        let read = |line: &str| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [full, ttl, _, kind, ..] = words.as_slice() else { return None };
            let known = ["A", "AAAA", "CNAME", "TXT"].contains(kind);
            let record = NameRecord::new(full, *kind, &words[4..].join(" ")).with_ttl(ttl.parse().ok());
            (known && name.is_none_or(|name| name == record.name)).then_some(record)
        };
        Ok(self.kdig(&[ZONE, "AXFR"]).lines().filter_map(read).collect())
    }

    async fn create(&self, _zone: &NameZone, record: &NameRecord) -> Result<()> {
        self.update(&[add(record)]);
        Ok(())
    }

    async fn delete(&self, _zone: &NameZone, record: &NameRecord) -> Result<()> {
        self.update(&[del(record)]);
        Ok(())
    }

    async fn swap(&self, _zone: &NameZone, old: &[NameRecord], new: &[NameRecord]) -> Result<()> {
        self.update(&old.iter().map(del).chain(new.iter().map(add)).collect::<Vec<_>>());
        Ok(())
    }
}

fn patience(seconds: u64) -> Patience {
    Patience {
        timeout: Duration::from_secs(seconds),
        first: Duration::from_millis(5),
        slowest: Duration::from_millis(100),
    }
}

fn alias() -> Alias {
    Alias::new(HOST, TARGET, "web").unwrap().ttl(60).replace_existing(true)
}

#[tokio::test]
async fn the_wait_ends_when_every_server_has_the_alias() {
    if !is_installed("the_wait_ends_when_every_server_has_the_alias") {
        return;
    }
    let (first, late) = (Knot::start(false).await, Knot::start(false).await);
    let both = Authority::new([first.address, late.address]).unwrap();
    assert_eq!(alias().point(&first).await.unwrap(), Change::Created);

    let error = both.wait(HOST, TARGET, patience(1)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotReady);
    assert!(error.to_string().contains(&late.address.to_string()), "{error}");
    assert!(error.to_string().contains("Non-Existent Domain"), "{error}");

    let waiting = tokio::spawn({
        let both = both.clone();
        async move { both.wait(HOST, &format!("{TARGET}."), patience(60)).await }
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    alias().point(&late).await.unwrap();
    assert_eq!(waiting.await.unwrap().unwrap().servers.len(), 2);
}

#[tokio::test]
async fn a_no_that_resolvers_may_remember_is_told_with_the_seconds_of_the_soa() {
    if !is_installed("a_no_that_resolvers_may_remember_is_told_with_the_seconds_of_the_soa") {
        return;
    }
    let knot = Knot::start(false).await;
    let authority = Authority::new([knot.address]).unwrap();
    let waiting = tokio::spawn({
        let authority = authority.clone();
        async move { authority.wait(HOST, TARGET, patience(60)).await }
    });
    // It has asked at least once by then, or the answer tells nothing stale and the test fails.
    tokio::time::sleep(Duration::from_millis(500)).await;
    alias().point(&knot).await.unwrap();
    let stale = waiting.await.unwrap().unwrap().stale_for;
    assert!(stale > Duration::ZERO && stale <= Duration::from_secs(NEGATIVE.into()), "{stale:?}");
    // Who asks only when it is there hears no "no", and has nothing to wait for.
    assert_eq!(authority.wait(HOST, TARGET, patience(60)).await.unwrap().stale_for, Duration::ZERO);

    alias().withdraw(&knot).await.unwrap();
    authority.wait_gone(HOST, TARGET, patience(60)).await.unwrap();
    assert_eq!(authority.wait(HOST, TARGET, patience(0)).await.unwrap_err().kind(), ErrorKind::NotReady);
}

#[tokio::test]
async fn a_server_that_does_not_own_the_zone_is_no_proof() {
    if !is_installed("a_server_that_does_not_own_the_zone_is_no_proof") {
        return;
    }
    let knot = Knot::start(false).await;
    let authority = Authority::new([knot.address]).unwrap();
    let error = authority.wait_gone("app.example.net", TARGET, patience(0)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotReady, "{error}");
}

#[tokio::test]
async fn the_servers_of_a_zone_are_found_by_its_ns_records() {
    if !is_installed("the_servers_of_a_zone_are_found_by_its_ns_records") {
        return;
    }
    let knot = Knot::start(false).await;
    let found = Authority::of_zone(ZONE, knot.address, knot.address.port()).await.unwrap();
    assert_eq!(found.servers(), [knot.address]);
}

#[tokio::test]
async fn a_swap_on_a_real_server_restores_what_stood_there() {
    if !is_installed("a_swap_on_a_real_server_restores_what_stood_there") {
        return;
    }
    let knot = Knot::start(false).await;
    let zone = NameZone::new(ZONE, ZONE);
    knot.create(&zone, &NameRecord::new(HOST, "A", "192.0.2.1").with_ttl(Some(300))).await.unwrap();
    assert_eq!(alias().point(&knot).await.unwrap(), Change::Changed);
    assert!(knot.kdig(&[HOST, "CNAME"]).contains(TARGET));
    assert_eq!(alias().point(&knot).await.unwrap(), Change::Kept);
    alias().withdraw(&knot).await.unwrap();
    assert!(knot.kdig(&[HOST, "A"]).contains("192.0.2.1"));
    assert_eq!(knot.kdig(&["_ionos-tunnel.app.example.test", "TXT"]), "");
}

#[tokio::test]
async fn signatures_of_a_signed_zone_are_checked_up_to_its_key() {
    if !is_installed("signatures_of_a_signed_zone_are_checked_up_to_its_key") {
        return;
    }
    let (knot, other) = (Knot::start(true).await, Knot::start(true).await);
    alias().point(&knot).await.unwrap();
    let keys = knot.trust();
    assert_eq!(validate(HOST, knot.address, &keys).await.unwrap(), Validation::Secure);
    let missing = validate("none.example.test", knot.address, &keys).await.unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::NotFound, "{missing}");

    // The key of another server did not sign this zone.
    let bogus = validate(HOST, knot.address, &other.trust()).await.unwrap();
    assert!(matches!(bogus, Validation::Bogus(_)), "{bogus:?}");
    // A zone without signatures cannot pass for a signed one.
    let bare = Knot::start(false).await;
    alias().point(&bare).await.unwrap();
    let bogus = validate(HOST, bare.address, &keys).await.unwrap();
    assert!(matches!(bogus, Validation::Bogus(_)), "{bogus:?}");

    for wrong in ["", "no key at all"] {
        let error = validate(HOST, knot.address, &Anchor::Keys(wrong.to_owned())).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
    }
}
