//! TLS as the engine speaks it, against servers of this process with certificates made for the test.

use std::net::SocketAddr;
use std::sync::Arc;

use http::Method;
use ionos_core::engine::{Call, Engine, EngineBuilder, MinTls, RetryPolicy};
use ionos_core::{Error, ErrorKind};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{self, ServerConfig, SupportedProtocolVersion};

struct Server {
    address: SocketAddr,
    authority: String,
    /// SHA-256 of its certificate.
    pin: String,
    /// The protocols that were agreed on.
    agreed: UnboundedReceiver<Option<Vec<u8>>>,
}

/// A server that speaks these versions only and answers every request over HTTP/1.1 with `{}`.
async fn server(versions: &[&'static SupportedProtocolVersion], protocols: &[&str]) -> Server {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let leaf =
        CertificateParams::new(vec!["localhost".to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
    let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_protocol_versions(versions)
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
        .unwrap();
    config.alpn_protocols = protocols.iter().map(|p| p.as_bytes().to_vec()).collect();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, agreed) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let (acceptor, tell) = (acceptor.clone(), tell.clone());
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(socket).await else { return };
                let _ = tell.send(stream.get_ref().1.alpn_protocol().map(<[u8]>::to_vec));
                let mut buffer = [0; 4096];
                let _ = stream.read(&mut buffer).await;
                let answer =
                    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";
                let _ = stream.write_all(answer).await;
                let _ = stream.shutdown().await;
            });
        }
    });
    let pin = Sha256::digest(leaf.der()).iter().map(|b| format!("{b:02x}")).collect();
    Server { address, authority: authority.pem(), pin, agreed }
}

fn engine(server: &Server) -> EngineBuilder {
    let base = format!("https://localhost:{}", server.address.port()).parse().unwrap();
    Engine::builder("test", base).retry(RetryPolicy::never()).extra_root(server.authority.clone())
}

async fn call(builder: EngineBuilder) -> Result<(), Error> {
    builder.build().unwrap().send(Call::new("op", Method::GET, "/x")).await.map(drop)
}

#[tokio::test]
async fn tls_1_2_is_refused_unless_it_is_asked_for() {
    let old = server(&[&rustls::version::TLS12], &[]).await;
    let error = call(engine(&old)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    call(engine(&old).min_tls(MinTls::V1_2)).await.unwrap();
    let new = server(&[&rustls::version::TLS13], &[]).await;
    call(engine(&new)).await.unwrap();
}

#[tokio::test]
async fn an_unknown_authority_is_refused() {
    let server = server(&[&rustls::version::TLS13], &[]).await;
    let base = format!("https://localhost:{}", server.address.port()).parse().unwrap();
    let error = call(Engine::builder("test", base).retry(RetryPolicy::never())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.to_string().contains("certificate"), "{error}");
}

#[tokio::test]
async fn a_pin_adds_to_the_chain_and_never_replaces_it() {
    let server = server(&[&rustls::version::TLS13], &[]).await;
    call(engine(&server).pinned_certificate(Some(server.pin.clone()))).await.unwrap();
    let error = call(engine(&server).pinned_certificate(Some("ab".repeat(32)))).await.unwrap_err();
    assert!(error.to_string().contains("pinned"), "{error}");
    // The right pin does not make up for a chain that is not trusted.
    let base = format!("https://localhost:{}", server.address.port()).parse().unwrap();
    let unknown = Engine::builder("test", base)
        .retry(RetryPolicy::never())
        .pinned_certificate(Some(server.pin.clone()));
    assert!(call(unknown).await.is_err());
}

#[tokio::test]
async fn http_2_is_agreed_on_where_the_server_offers_it() {
    let mut server = server(&[&rustls::version::TLS13], &["h2", "http/1.1"]).await;
    // This server speaks no HTTP/2 beyond agreeing on it, so the call itself fails.
    let _ = call(engine(&server)).await;
    assert_eq!(server.agreed.recv().await.unwrap().as_deref(), Some(b"h2".as_slice()));
}
