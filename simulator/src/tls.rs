//! TLS: an authority that is made for this simulator alone, and the one certificate that it has signed.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose,
};
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{RootCertStore, ServerConfig, SupportedProtocolVersion};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;
use tokio_rustls::{Accept, TlsAcceptor};

use crate::error::Error;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// How long the server's certificate is valid, in days. Some systems refuse one of more than 825.
const DAYS: i64 = 820;

const AUTHORITY: &str = "ca.pem";
const CERTIFICATE: &str = "server.pem";
const KEY: &str = "server-key.pem";

/// Settings of an encrypted simulator; see [`Builder::tls`](crate::Builder::tls).
///
/// Its certificate is for `localhost`, `127.0.0.1` and `::1`. The key of the authority that signs it is thrown away
/// at once, so whoever trusts the authority trusts this one certificate and no other.
#[must_use]
#[derive(Debug, Clone, Default)]
pub struct Tls {
    names: Vec<String>,
    directory: Option<PathBuf>,
    versions: TlsVersions,
}

/// The versions of TLS that are spoken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TlsVersions {
    /// TLS 1.2 and 1.3.
    #[default]
    Both,
    /// Nothing newer than TLS 1.2, to see what a client does that demands 1.3.
    Only1_2,
    /// Nothing older than TLS 1.3, to see what a client does that cannot speak it.
    Only1_3,
}

impl Tls {
    /// The usual names, both versions, and a new certificate at every start.
    pub fn new() -> Self {
        Self::default()
    }

    /// One more host name or IP address that the certificate is for.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.names.push(name.into());
        self
    }

    /// The directory that keeps the authority (`ca.pem`), the certificate (`server.pem`) and its key
    /// (`server-key.pem`) between runs. What is missing is made; a certificate of your own can be put there.
    pub fn directory(mut self, path: impl Into<PathBuf>) -> Self {
        self.directory = Some(path.into());
        self
    }

    /// The versions to speak.
    pub fn versions(mut self, versions: TlsVersions) -> Self {
        self.versions = versions;
        self
    }

    /// Reads or makes the certificate.
    pub(crate) fn prepare(&self, address: IpAddr) -> Result<Identity, Error> {
        let mut names: Vec<String> = ["localhost", "127.0.0.1", "::1"].map(ToOwned::to_owned).to_vec();
        if !address.is_unspecified() && !address.is_loopback() {
            names.push(address.to_string());
        }
        names.extend(self.names.iter().cloned());
        let files = match &self.directory {
            Some(directory) => read(directory, &names)?,
            None => None,
        };
        let pems = match files {
            Some(pems) => pems,
            None => {
                let pems = Pems::make(&names)
                    .map_err(Failure::from)
                    .and_then(|pems| pems.check(&names).map(|()| pems))
                    .map_err(|error| Error::tls("no certificate can be made for these names", error))?;
                if let Some(directory) = &self.directory {
                    pems.write(directory).map_err(|error| {
                        Error::tls(format!("cannot write to the directory {}", directory.display()), error)
                    })?;
                }
                pems
            }
        };
        let file = self.directory.as_ref().map(|directory| directory.join(AUTHORITY));
        pems.identity(self.versions, file)
            .map_err(|error| Error::tls("the certificate or its key cannot be used", error))
    }
}

/// What a server needs to prove who it is, and its clients to check it.
pub(crate) struct Identity {
    pub(crate) acceptor: TlsAcceptor,
    /// The authority, as PEM.
    pub(crate) authority: String,
    /// SHA-256 of the certificate, hexadecimal.
    pub(crate) pin: String,
    /// Where the authority is kept.
    pub(crate) file: Option<PathBuf>,
}

struct Pems {
    authority: String,
    certificate: String,
    key: String,
}

impl Pems {
    fn make(names: &[String]) -> Result<Self, rcgen::Error> {
        let today = jiff::Timestamp::now();
        let day = |after: i64| {
            let date = today.saturating_add(jiff::SignedDuration::from_hours(24 * after));
            let date = jiff::tz::Offset::UTC.to_datetime(date.unwrap_or(today)).date();
            rcgen::date_time_ymd(
                i32::from(date.year()),
                u8::try_from(date.month()).unwrap_or(1),
                u8::try_from(date.day()).unwrap_or(1),
            )
        };
        let mut authority = CertificateParams::default();
        authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        authority.distinguished_name.push(DnType::CommonName, "ionos-simulator authority");
        (authority.not_before, authority.not_after) = (day(-1), day(DAYS));
        let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate()?)?;

        let mut server = CertificateParams::new(names)?;
        server.distinguished_name.push(DnType::CommonName, "ionos-simulator");
        server.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        server.use_authority_key_identifier_extension = true;
        (server.not_before, server.not_after) = (day(-1), day(DAYS));
        let key = KeyPair::generate()?;
        let certificate = server.signed_by(&key, &authority)?;
        Ok(Self { authority: authority.pem(), certificate: certificate.pem(), key: key.serialize_pem() })
    }

    fn write(&self, directory: &Path) -> io::Result<()> {
        fs::create_dir_all(directory)?;
        create(&directory.join(KEY), &self.key, 0o600)?;
        create(&directory.join(CERTIFICATE), &self.certificate, 0o644)?;
        create(&directory.join(AUTHORITY), &self.authority, 0o644)
    }

    fn identity(&self, versions: TlsVersions, file: Option<PathBuf>) -> Result<Identity, Failure> {
        let versions: &[&SupportedProtocolVersion] = match versions {
            TlsVersions::Both => &[&rustls::version::TLS13, &rustls::version::TLS12],
            TlsVersions::Only1_2 => &[&rustls::version::TLS12],
            TlsVersions::Only1_3 => &[&rustls::version::TLS13],
        };
        let chain = CertificateDer::pem_slice_iter(self.certificate.as_bytes())
            .collect::<Result<Vec<CertificateDer<'static>>, _>>()?;
        let leaf = chain.first().ok_or("there is no certificate in it")?;
        let pin = Sha256::digest(leaf).iter().map(|byte| format!("{byte:02x}")).collect();
        let key = PrivateKeyDer::from_pem_slice(self.key.as_bytes())?;
        let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_protocol_versions(versions)?
            .with_no_client_auth()
            .with_single_cert(chain, key)?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        Ok(Identity { acceptor, authority: self.authority.clone(), pin, file })
    }

    /// Whether clients that trust the authority would accept the certificate now, under all names.
    fn check(&self, names: &[String]) -> Result<(), Failure> {
        let mut roots = RootCertStore::empty();
        for authority in CertificateDer::pem_slice_iter(self.authority.as_bytes()) {
            roots.add(authority?)?;
        }
        let chain = CertificateDer::pem_slice_iter(self.certificate.as_bytes())
            .collect::<Result<Vec<CertificateDer<'static>>, _>>()?;
        let (leaf, intermediates) = chain.split_first().ok_or("there is no certificate in it")?;
        let leaf = ParsedCertificate::try_from(leaf)?;
        let algorithms = aws_lc_rs::default_provider().signature_verification_algorithms.all;
        verify_server_cert_signed_by_trust_anchor(&leaf, &roots, intermediates, UnixTime::now(), algorithms)?;
        for name in names {
            verify_server_name(&leaf, &ServerName::try_from(name.as_str())?)?;
        }
        Ok(())
    }
}

/// The files of a directory; `None` when it has none of them yet.
fn read(directory: &Path, names: &[String]) -> Result<Option<Pems>, Error> {
    let bad = |error: Failure| {
        let path = directory.display();
        Error::tls(format!("the certificate in {path} cannot be used; remove {path} to get a new one"), error)
    };
    let files = [AUTHORITY, CERTIFICATE, KEY].map(|name| fs::read_to_string(directory.join(name)));
    if files.iter().all(|file| file.as_ref().is_err_and(|e| e.kind() == io::ErrorKind::NotFound)) {
        return Ok(None);
    }
    let [authority, certificate, key] = files;
    let pems = (|| Ok(Pems { authority: authority?, certificate: certificate?, key: key? }))()
        .map_err(|error: io::Error| bad(error.into()))?;
    pems.check(names).map_err(bad)?;
    Ok(Some(pems))
}

/// Writes a new file; what is there already stays as it is.
fn create(path: &Path, text: &str, mode: u32) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(mode);
    }
    #[cfg(not(unix))]
    let _ = mode;
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// The bytes of a connection, encrypted or not. The handshake is made by whoever reads or writes first, so that a
/// slow client holds nobody up.
pub(crate) enum Stream {
    Plain(TcpStream),
    Greeting(Box<Accept<TcpStream>>),
    Encrypted(Box<TlsStream<TcpStream>>),
}

impl Stream {
    pub(crate) fn new(stream: TcpStream, identity: Option<&Identity>) -> Self {
        match identity {
            Some(identity) => Self::Greeting(Box::new(identity.acceptor.accept(stream))),
            None => Self::Plain(stream),
        }
    }

    pub(crate) fn tcp(&self) -> Option<&TcpStream> {
        match self {
            Self::Plain(stream) => Some(stream),
            Self::Greeting(accept) => accept.get_ref(),
            Self::Encrypted(stream) => Some(stream.get_ref().0),
        }
    }

    /// The stream to read from and write to, once the handshake is done.
    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Pin<&mut dyn Bytes>>> {
        if let Self::Greeting(accept) = self {
            *self = Self::Encrypted(Box::new(ready!(Pin::new(accept).poll(cx))?));
        }
        Poll::Ready(Ok(match self {
            Self::Plain(stream) => Pin::new(stream),
            Self::Encrypted(stream) => Pin::new(stream.as_mut()),
            Self::Greeting(_) => return Poll::Pending,
        }))
    }
}

trait Bytes: AsyncRead + AsyncWrite + Unpin {}

impl<T: AsyncRead + AsyncWrite + Unpin> Bytes for T {}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        ready!(self.poll_ready(cx))?.poll_read(cx, buf)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        ready!(self.poll_ready(cx))?.poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_ready(cx))?.poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_ready(cx))?.poll_shutdown(cx)
    }
}
