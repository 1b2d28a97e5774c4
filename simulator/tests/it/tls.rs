//! TLS: who the simulator proves to be, what it speaks, and what it keeps.

use std::path::Path;
use std::sync::Arc;

use ionos_simulator::{ErrorKind, Simulator, Tls, TlsVersions};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ProtocolVersion, RootCertStore, SupportedProtocolVersion};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

const ALL: [&SupportedProtocolVersion; 2] = [&rustls::version::TLS13, &rustls::version::TLS12];

/// A client that trusts this authority alone.
struct Client {
    versions: Vec<&'static SupportedProtocolVersion>,
    authority: String,
    protocols: Vec<Vec<u8>>,
}

impl Client {
    fn of(sim: &Simulator) -> Self {
        Self { versions: ALL.to_vec(), authority: sim.authority().unwrap().to_owned(), protocols: Vec::new() }
    }

    async fn connect(&self, sim: &Simulator, name: &str) -> std::io::Result<TlsStream<TcpStream>> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(self.authority.as_bytes()).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&self.versions)
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = self.protocols.clone();
        let stream = TcpStream::connect(sim.url().strip_prefix("https://").unwrap()).await?;
        let name = ServerName::try_from(name.to_owned()).unwrap();
        TlsConnector::from(Arc::new(config)).connect(name, stream).await
    }

    async fn version(&self, sim: &Simulator) -> std::io::Result<ProtocolVersion> {
        // Only an answer proves that the server has taken the handshake too.
        let mut stream = self.connect(sim, "localhost").await?;
        get(&mut stream, sim, "/_sim").await?;
        Ok(stream.get_ref().1.protocol_version().unwrap())
    }
}

async fn get(stream: &mut TlsStream<TcpStream>, sim: &Simulator, path: &str) -> std::io::Result<String> {
    let call = format!(
        "GET {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\nconnection: close\r\n\r\n",
        sim.token()
    );
    stream.write_all(call.as_bytes()).await?;
    let mut text = String::new();
    stream.read_to_string(&mut text).await?;
    if text.is_empty() { Err(std::io::ErrorKind::UnexpectedEof.into()) } else { Ok(text) }
}

async fn encrypted(tls: Tls) -> Simulator {
    Simulator::builder().tls(tls).start().await.unwrap()
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[tokio::test]
async fn it_is_trusted_under_its_names_and_by_its_authority_only() {
    let sim = encrypted(Tls::new().name("cloud.example").name("10.1.2.3")).await;
    let client = Client::of(&sim);
    for name in ["localhost", "127.0.0.1", "::1", "cloud.example", "10.1.2.3"] {
        client.connect(&sim, name).await.unwrap();
    }
    assert!(client.connect(&sim, "other.example").await.is_err());
    let other = encrypted(Tls::new()).await;
    assert_ne!(sim.pin(), other.pin());
    assert!(Client::of(&other).connect(&sim, "localhost").await.is_err());
    let plain = Simulator::start().await.unwrap();
    assert_eq!((plain.pin(), plain.authority()), (None, None));
}

#[tokio::test]
async fn addresses_in_answers_are_encrypted_ones() {
    let sim = encrypted(Tls::new()).await;
    assert!(sim.url().starts_with("https://127.0.0.1:"));
    let mut stream = Client::of(&sim).connect(&sim, "localhost").await.unwrap();
    let answer = get(&mut stream, &sim, "/cloudapi/v6/datacenters").await.unwrap();
    assert!(answer.contains(r#""https://localhost/cloudapi/v6/datacenters""#), "{answer}");
}

#[tokio::test]
async fn versions_can_be_left_out() {
    use ProtocolVersion::{TLSv1_2, TLSv1_3};
    let (new, old) = (vec![ALL[0]], vec![ALL[1]]);
    for (versions, with_old, with_new, with_both) in [
        (TlsVersions::Both, Some(TLSv1_2), Some(TLSv1_3), TLSv1_3),
        (TlsVersions::Only1_2, Some(TLSv1_2), None, TLSv1_2),
        (TlsVersions::Only1_3, None, Some(TLSv1_3), TLSv1_3),
    ] {
        let sim = encrypted(Tls::new().versions(versions)).await;
        let client = |versions: &[_]| Client { versions: versions.to_vec(), ..Client::of(&sim) };
        assert_eq!(client(&old).version(&sim).await.ok(), with_old, "{versions:?}");
        assert_eq!(client(&new).version(&sim).await.ok(), with_new, "{versions:?}");
        assert_eq!(client(&ALL).version(&sim).await.ok(), Some(with_both), "{versions:?}");
    }
}

#[tokio::test]
async fn http_2_is_agreed_on_with_clients_that_offer_it() {
    let sim = encrypted(Tls::new()).await;
    for (offer, agreed) in
        [(vec!["h2", "http/1.1"], Some("h2")), (vec!["http/1.1"], Some("http/1.1")), (vec![], None)]
    {
        let protocols = offer.iter().map(|name| name.as_bytes().to_vec()).collect();
        let stream = Client { protocols, ..Client::of(&sim) }.connect(&sim, "localhost").await.unwrap();
        assert_eq!(stream.get_ref().1.alpn_protocol(), agreed.map(str::as_bytes));
    }
}

#[tokio::test]
async fn the_pin_is_the_sha_256_of_the_certificate_that_is_shown() {
    let sim = encrypted(Tls::new()).await;
    let stream = Client::of(&sim).connect(&sim, "localhost").await.unwrap();
    let shown = stream.get_ref().1.peer_certificates().unwrap();
    assert_eq!(shown.len(), 1, "official tools pin the certificate that is no authority");
    let pin: String = Sha256::digest(&shown[0]).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(sim.pin(), Some(pin.as_str()));
    assert!(sim.environment().contains(&("IONOS_PINNED_CERT".to_owned(), pin)));
}

#[tokio::test]
async fn a_client_that_never_greets_holds_nobody_up() {
    let sim = encrypted(Tls::new()).await;
    let silent = TcpStream::connect(sim.url().strip_prefix("https://").unwrap()).await.unwrap();
    Client::of(&sim).version(&sim).await.unwrap();
    drop(silent);
    // What is no TLS ends its own connection only.
    let mut plain = TcpStream::connect(sim.url().strip_prefix("https://").unwrap()).await.unwrap();
    plain.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    let mut bytes = Vec::new();
    let _ = plain.read_to_end(&mut bytes).await;
    assert!(!bytes.starts_with(b"HTTP"));
    Client::of(&sim).version(&sim).await.unwrap();
}

#[tokio::test]
async fn a_directory_keeps_the_certificate_and_its_key_from_others() {
    let folder = tempfile::tempdir().unwrap();
    let directory = folder.path().join("deep").join("tls");
    let sim = encrypted(Tls::new().directory(&directory)).await;
    let (pin, authority) = (sim.pin().unwrap().to_owned(), directory.join("ca.pem"));
    assert_eq!(text(&authority), sim.authority().unwrap());
    let environment = sim.environment();
    for name in
        ["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "AWS_CA_BUNDLE", "CURL_CA_BUNDLE"]
    {
        assert!(environment.contains(&(name.to_owned(), authority.display().to_string())), "{name}");
    }
    // The authority's own key is nowhere: one key, that of the server.
    let keys = std::fs::read_dir(&directory)
        .unwrap()
        .filter(|entry| text(&entry.as_ref().unwrap().path()).contains("PRIVATE KEY"))
        .count();
    assert_eq!(keys, 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(directory.join("server-key.pem")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    sim.stop().await;
    let again = encrypted(Tls::new().directory(&directory)).await;
    assert_eq!(again.pin(), Some(pin.as_str()));
    Client::of(&again).version(&again).await.unwrap();
}

#[tokio::test]
async fn a_directory_that_does_not_fit_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let start =
        async |tls: Tls| Simulator::builder().tls(tls.directory(folder.path())).start().await.map(drop);
    start(Tls::new()).await.unwrap();
    let before = text(&folder.path().join("server.pem"));
    let error = start(Tls::new().name("more.example")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Tls);
    assert!(error.to_string().contains(&folder.path().display().to_string()), "{error}");
    for file in ["ca.pem", "server.pem", "server-key.pem"] {
        let path = folder.path().join(file);
        let good = text(&path);
        for bad in ["", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            std::fs::write(&path, bad).unwrap();
            assert_eq!(start(Tls::new()).await.unwrap_err().kind(), ErrorKind::Tls, "{file}: {bad}");
            assert_eq!(text(&path), bad);
        }
        std::fs::remove_file(&path).unwrap();
        assert_eq!(start(Tls::new()).await.unwrap_err().kind(), ErrorKind::Tls, "{file} is missing");
        std::fs::write(&path, good).unwrap();
    }
    start(Tls::new()).await.unwrap();
    assert_eq!(text(&folder.path().join("server.pem")), before);
    let bad = Simulator::builder().tls(Tls::new().name("no name at all")).start().await.unwrap_err();
    assert_eq!(bad.kind(), ErrorKind::Tls);
}
