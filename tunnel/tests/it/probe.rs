//! The TLS probe against nginx, which speaks what its configuration says, and against a server of ours with hybrid keys.

use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use ionos_tunnel::{ErrorKind, Handshake, TlsProbe, TlsReport, Trust};
use rustls::crypto::aws_lc_rs;
use tempfile::TempDir;

use crate::edge::Authority;

const NAME: &str = "app.example.com";

/// A real web server with these versions of TLS.
struct Nginx {
    child: Child,
    address: SocketAddr,
    _folder: TempDir,
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Its worker ends with it: there is none of its own (`master_process off`).
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Nginx {
    fn start(versions: &str, certificate: &rcgen::Certificate, key: &rcgen::KeyPair) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let root = folder.path().display();
        std::fs::write(folder.path().join("server.pem"), certificate.pem()).unwrap();
        std::fs::write(folder.path().join("key.pem"), key.serialize_pem()).unwrap();
        let config = format!(
            "daemon off;\nmaster_process off;\npid {root}/pid;\nerror_log stderr;\nevents {{}}\n\
             http {{\n  access_log off;\n  client_body_temp_path {root}/a;\n  proxy_temp_path {root}/b;\n  \
             fastcgi_temp_path {root}/c;\n  uwsgi_temp_path {root}/d;\n  scgi_temp_path {root}/e;\n  \
             server {{\n    listen {address} ssl;\n    ssl_protocols {versions};\n    \
             ssl_certificate {root}/server.pem;\n    ssl_certificate_key {root}/key.pem;\n  }}\n}}\n"
        );
        std::fs::write(folder.path().join("nginx.conf"), config).unwrap();
        let child = Command::new("/usr/sbin/nginx")
            .arg("-p")
            .arg(folder.path())
            .arg("-c")
            .arg(folder.path().join("nginx.conf"))
            .stderr(Stdio::null())
            .spawn()
            .expect("the probe is tested against nginx: apt-get install -y nginx-light");
        let nginx = Self { child, address, _folder: folder };
        for _ in 0..400 {
            if std::net::TcpStream::connect(address).is_ok() {
                return nginx;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("nginx does not listen on {address}");
    }
}

async fn probe(address: SocketAddr, authority: &Authority) -> TlsReport {
    TlsProbe::new(NAME)
        .unwrap()
        .address(address.to_string())
        .authority(&authority.pem())
        .unwrap()
        .run()
        .await
        .unwrap()
}

fn has(report: &TlsReport, part: &str) -> bool {
    report.findings().iter().any(|f| f.contains(part))
}

#[tokio::test]
async fn a_server_with_tls_1_3_only_is_told_from_one_with_1_2_only() {
    let authority = Authority::new();
    let (certificate, key) = authority.certificate(&[NAME], 90);

    let modern = probe(Nginx::start("TLSv1.3", &certificate, &key).address, &authority).await;
    assert!(modern.tls13.is_accepted(), "{modern}");
    assert_eq!(modern.tls12, Handshake::Refused);
    assert!(modern.insists_on_tls13());
    assert_eq!(modern.trust, Trust::Trusted);
    assert!(!has(&modern, "TLS 1."), "{:?}", modern.findings());

    let old = probe(Nginx::start("TLSv1.2", &certificate, &key).address, &authority).await;
    assert_eq!(old.tls13, Handshake::Refused, "{old}");
    assert!(old.tls12.is_accepted() && !old.insists_on_tls13());
    // The certificates are read from whichever handshake showed them.
    assert_eq!((old.chain.len(), &old.trust), (1, &Trust::Trusted));
    assert!(has(&old, "does not speak TLS 1.3") && has(&old, "still speaks TLS 1.2"));

    let both = probe(Nginx::start("TLSv1.2 TLSv1.3", &certificate, &key).address, &authority).await;
    assert!(both.tls13.is_accepted() && both.tls12.is_accepted() && !both.insists_on_tls13());
    assert!(!has(&both, "does not speak TLS 1.3") && has(&both, "still speaks TLS 1.2"));
}

#[tokio::test]
async fn the_chain_is_read_and_judged_for_the_name() {
    let authority = Authority::new();
    let (certificate, key) = authority.certificate(&[NAME, "b.example.com"], 90);
    let nginx = Nginx::start("TLSv1.3", &certificate, &key);

    let good = probe(nginx.address, &authority).await;
    assert_eq!(good.chain[0].names, [NAME, "b.example.com"]);
    assert!(good.chain[0].issuer.contains("Test authority"), "{:?}", good.chain);
    assert_eq!(good.expires(), Some(good.chain[0].not_after));

    let stranger = Authority::new();
    let unknown = probe(nginx.address, &stranger).await;
    assert!(matches!(&unknown.trust, Trust::Untrusted { .. }), "{unknown}");
    assert!(has(&unknown, "not trusted") && unknown.insists_on_tls13());

    let other = TlsProbe::new("other.example.com").unwrap().address(nginx.address.to_string());
    let other = other.authority(&authority.pem()).unwrap().run().await.unwrap();
    assert!(
        matches!(&other.trust, Trust::Untrusted { reason } if reason.contains("other.example.com")),
        "{other}"
    );
}

#[tokio::test]
async fn certificates_that_end_are_found() {
    let authority = Authority::new();
    let (expired, key) = authority.certificate(&[NAME], -1);
    let report = probe(Nginx::start("TLSv1.3", &expired, &key).address, &authority).await;
    assert!(matches!(&report.trust, Trust::Untrusted { .. }), "{report}");
    assert!(has(&report, "has expired on"), "{:?}", report.findings());

    let (soon, key) = authority.certificate(&[NAME], 5);
    let report = probe(Nginx::start("TLSv1.3", &soon, &key).address, &authority).await;
    assert_eq!(report.trust, Trust::Trusted);
    assert!(has(&report, "expires in"), "{:?}", report.findings());
}

#[tokio::test]
async fn hybrid_key_exchange_is_told_from_a_classic_one() {
    let authority = Authority::new();
    let (certificate, key) = authority.certificate(&[NAME], 90);
    for (group, expected) in
        [(aws_lc_rs::kx_group::X25519MLKEM768, true), (aws_lc_rs::kx_group::X25519, false)]
    {
        let provider =
            rustls::crypto::CryptoProvider { kx_groups: vec![group], ..aws_lc_rs::default_provider() };
        let config = rustls::ServerConfig::builder_with_provider(Arc::new(provider))
            .with_protocol_versions(&[&rustls::version::TLS13])
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], Authority::private(&key))
            .unwrap();
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let _ = acceptor.accept(stream).await;
            }
        });
        let report = probe(address, &authority).await;
        server.abort();
        assert!(report.insists_on_tls13(), "{report}");
        assert_eq!(report.is_post_quantum(), expected, "{report}");
        assert_eq!(has(&report, "post-quantum"), !expected);
    }
}

#[tokio::test]
async fn a_server_that_hangs_up_has_refused_nothing() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move { while listener.accept().await.is_ok() {} });
    let report = probe(address, &Authority::new()).await;
    server.abort();
    assert!(matches!(report.tls12, Handshake::Unclear { .. }), "{report}");
    assert!(matches!(report.tls13, Handshake::Unclear { .. }));
    assert!(!report.insists_on_tls13() && report.trust == Trust::Unknown);
    assert!(has(&report, "not clear whether"));
}

#[tokio::test]
async fn no_server_and_no_name_are_clear_errors() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = TlsProbe::new(NAME).unwrap().address(address.to_string()).run().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotReady);
    assert!(error.is_retryable() && error.to_string().contains(&address.to_string()), "{error}");
    for bad in ["", "https://app.example.com", "app.example.com:443", "a b"] {
        assert_eq!(TlsProbe::new(bad).unwrap_err().kind(), ErrorKind::InvalidInput, "{bad}");
    }
    assert!(TlsProbe::new(NAME).unwrap().authority("no certificate").is_err());
}
