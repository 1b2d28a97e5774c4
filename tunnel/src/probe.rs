//! What a server does with TLS: which versions it speaks, with which key exchange, and what its certificates say.

use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    AlertDescription, ClientConfig, DigitallySignedStruct, NamedGroup, PeerIncompatible, SignatureScheme,
    SupportedProtocolVersion, version,
};
use rustls_platform_verifier::Verifier;
use serde::Serialize;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use x509_parser::prelude::{FromDer as _, GeneralName, X509Certificate};

use crate::error::{Error, ErrorKind, Result};
use crate::hostname;

/// Asks a server which TLS it speaks. Nothing is sent after the handshakes.
///
/// ```no_run
/// # // Needs a server.
/// # async fn f() -> ionos_tunnel::Result<()> {
/// let report = ionos_tunnel::TlsProbe::new("app.example.com")?.run().await?;
/// for finding in report.findings() {
///     println!("{finding}");
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is asked before `run`"]
pub struct TlsProbe {
    name: String,
    connect: String,
    roots: Vec<CertificateDer<'static>>,
    timeout: Duration,
}

impl TlsProbe {
    /// Asks the server of this name or address, on port 443.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`] for what is neither a host name nor an address.
    pub fn new(name: &str) -> Result<Self> {
        let (name, connect) = match name.parse::<std::net::IpAddr>() {
            Ok(address) => (address.to_string(), SocketAddr::new(address, 443).to_string()),
            Err(_) => {
                let name = hostname::normalise("host name", name)?;
                let connect = format!("{name}:443");
                (name, connect)
            }
        };
        Ok(Self { name, connect, roots: Vec::new(), timeout: Duration::from_secs(10) })
    }

    /// Connects to this `host:port` and still asks for the name: for an origin that DNS does not know.
    pub fn address(mut self, address: impl Into<String>) -> Self {
        self.connect = address.into();
        self
    }

    /// Trusts these authorities (PEM) besides those of the system.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`] when the text holds no certificate.
    pub fn authority(mut self, pem: &str) -> Result<Self> {
        let before = self.roots.len();
        for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
            self.roots.push(
                certificate.map_err(|e| Error::invalid("the authority is not valid PEM").caused_by(e))?,
            );
        }
        if self.roots.len() == before {
            return Err(Error::invalid("the authority holds no certificate")
                .advise("give a PEM file with `BEGIN CERTIFICATE`"));
        }
        Ok(self)
    }

    /// Sets how long one handshake may take; 10 s without it.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Shakes hands once with TLS 1.3 and once with TLS 1.2.
    ///
    /// # Errors
    /// [`ErrorKind::NotReady`] when there is no server to talk to. A server that refuses both versions is no error: the report
    /// says so.
    pub async fn run(&self) -> Result<TlsReport> {
        let name = ServerName::try_from(self.name.clone())
            .map_err(|e| Error::invalid(format!("`{}` is no name for TLS", self.name)).caused_by(e))?;
        let (tls13, seen13) = self.shake(&name, &version::TLS13).await?;
        let (tls12, seen12) = self.shake(&name, &version::TLS12).await?;
        // A server may show each version another certificate; what matters is what today's visitors get.
        let seen = seen13.or(seen12);
        let (chain, trust) = match seen {
            Some(seen) => (seen.chain, seen.trust),
            None => (Vec::new(), Trust::Unknown),
        };
        Ok(TlsReport { name: self.name.clone(), address: self.connect.clone(), tls13, tls12, trust, chain })
    }

    async fn shake(
        &self,
        name: &ServerName<'static>,
        version: &'static SupportedProtocolVersion,
    ) -> Result<(Handshake, Option<Seen>)> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let verifier = Arc::new(Witness::new(&self.roots, provider.clone())?);
        let config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[version])
            .map_err(|e| Error::new(ErrorKind::Config, "the TLS library refuses a version").caused_by(e))?
            .dangerous()
            .with_custom_certificate_verifier(verifier.clone())
            .with_no_client_auth();
        let late = || std::io::Error::from(std::io::ErrorKind::TimedOut);
        let stream = tokio::time::timeout(self.timeout, TcpStream::connect(self.connect.as_str()))
            .await
            .unwrap_or_else(|_| Err(late()))
            .map_err(|e| {
                Error::new(ErrorKind::NotReady, format!("no server answers at {}: {e}", self.connect))
                    .retryable(true)
                    .advise("check name, port and firewall")
                    .caused_by(e)
            })?;
        let connect = TlsConnector::from(Arc::new(config)).connect(name.clone(), stream);
        let outcome = tokio::time::timeout(self.timeout, connect).await.unwrap_or_else(|_| Err(late()));
        let handshake = match outcome {
            Ok(stream) => Handshake::accepted(stream.get_ref().1),
            Err(error) => Handshake::failed(&error),
        };
        Ok((handshake, verifier.seen()))
    }
}

/// How one handshake ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Handshake {
    /// The server speaks this version.
    Accepted {
        /// The cipher suite, for example `TLS13_AES_256_GCM_SHA384`.
        cipher: String,
        /// The key exchange, for example `X25519MLKEM768`.
        key_exchange: String,
    },
    /// The server said that it does not speak this version.
    Refused,
    /// The handshake failed for another reason, which says nothing about the version.
    Unclear {
        /// The reason.
        reason: String,
    },
}

impl Handshake {
    fn accepted(connection: &rustls::ClientConnection) -> Self {
        let cipher = connection.negotiated_cipher_suite().map(|s| format!("{:?}", s.suite()));
        let group = connection.negotiated_key_exchange_group().map(|g| format!("{:?}", g.name()));
        Self::Accepted { cipher: cipher.unwrap_or_default(), key_exchange: group.unwrap_or_default() }
    }

    /// Only a server that names the version as the reason has refused it. Anything else may be a firewall or an accident.
    fn failed(error: &std::io::Error) -> Self {
        let tls = error.get_ref().and_then(|e| e.downcast_ref::<rustls::Error>());
        match tls {
            Some(
                rustls::Error::AlertReceived(AlertDescription::ProtocolVersion)
                | rustls::Error::PeerIncompatible(
                    PeerIncompatible::ServerDoesNotSupportTls12Or13
                    | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
                ),
            ) => Self::Refused,
            _ => Self::Unclear { reason: error.to_string() },
        }
    }

    /// Whether the server speaks this version.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        matches!(self, Self::Accepted { .. })
    }
}

/// What the machine that probes thinks of the certificates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Trust {
    /// The chain leads to a trusted authority, is in date and is for this name.
    Trusted,
    /// It does not.
    Untrusted {
        /// The reason.
        reason: String,
    },
    /// No certificate was shown.
    Unknown,
}

/// One certificate of the chain, the server's own first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TlsCertificate {
    /// Who it is for.
    pub subject: String,
    /// Who signed it.
    pub issuer: String,
    /// Host names and addresses that it is for.
    pub names: Vec<String>,
    /// First moment of its validity.
    pub not_before: Timestamp,
    /// Last moment of its validity.
    pub not_after: Timestamp,
}

/// What [`TlsProbe::run`] has found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TlsReport {
    /// The name that was asked for.
    pub name: String,
    /// Where the server was found.
    pub address: String,
    /// The handshake with TLS 1.3.
    pub tls13: Handshake,
    /// The handshake with TLS 1.2.
    pub tls12: Handshake,
    /// Whether the certificates are good.
    pub trust: Trust,
    /// The certificates as the server sent them.
    pub chain: Vec<TlsCertificate>,
}

impl TlsReport {
    /// Whether the server speaks TLS 1.3 and has said that it does not speak 1.2. Versions older than 1.2 are not tried: a
    /// server that refuses 1.2 as too old speaks none of them.
    #[must_use]
    pub fn insists_on_tls13(&self) -> bool {
        self.tls13.is_accepted() && self.tls12 == Handshake::Refused
    }

    /// Whether the key exchange of TLS 1.3 withstands quantum computers (X25519MLKEM768).
    #[must_use]
    pub fn is_post_quantum(&self) -> bool {
        let wanted = format!("{:?}", NamedGroup::X25519MLKEM768);
        matches!(&self.tls13, Handshake::Accepted { key_exchange, .. } if *key_exchange == wanted)
    }

    /// When the first certificate of the chain expires.
    #[must_use]
    pub fn expires(&self) -> Option<Timestamp> {
        self.chain.iter().map(|c| c.not_after).min()
    }

    /// What is not as it should be, in plain words, the most serious first. Empty when all is well.
    #[must_use]
    pub fn findings(&self) -> Vec<String> {
        self.findings_at(Timestamp::now())
    }

    fn findings_at(&self, now: Timestamp) -> Vec<String> {
        let mut found = Vec::new();
        let at = &self.name;
        if let Trust::Untrusted { reason } = &self.trust {
            found.push(format!("the certificate of {at} is not trusted: {reason}"));
        }
        match &self.tls13 {
            Handshake::Accepted { .. } => {}
            Handshake::Refused => found.push(format!("{at} does not speak TLS 1.3")),
            Handshake::Unclear { reason } => found.push(format!("TLS 1.3 with {at} fails: {reason}")),
        }
        match &self.tls12 {
            Handshake::Accepted { .. } => found.push(format!("{at} still speaks TLS 1.2")),
            Handshake::Refused => {}
            Handshake::Unclear { reason } => {
                found.push(format!("it is not clear whether {at} refuses TLS 1.2: {reason}"));
            }
        }
        if let Some(end) = self.expires() {
            let days = end.duration_since(now).as_secs().div_euclid(24 * 3600);
            if days < 0 {
                found.push(format!("a certificate of {at} has expired on {end}"));
            } else if days < SOON {
                found.push(format!("a certificate of {at} expires in {days} days, on {end}"));
            }
        }
        if self.tls13.is_accepted() && !self.is_post_quantum() {
            found.push(format!("{at} has no post-quantum key exchange (X25519MLKEM768)"));
        }
        found
    }
}

/// Days before the end of a certificate from which it is worth a word: renewals are due a third before the end of the usual
/// ninety days, so one that has two weeks left was not renewed.
const SOON: i64 = 14;

impl fmt::Display for TlsReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |h: &Handshake| match h {
            Handshake::Accepted { cipher, key_exchange } => format!("yes ({cipher}, {key_exchange})"),
            Handshake::Refused => "no".to_owned(),
            Handshake::Unclear { reason } => format!("unclear ({reason})"),
        };
        writeln!(f, "{} at {}", self.name, self.address)?;
        writeln!(f, "  TLS 1.3: {}", word(&self.tls13))?;
        writeln!(f, "  TLS 1.2: {}", word(&self.tls12))?;
        match &self.trust {
            Trust::Trusted => f.write_str("  certificate: trusted")?,
            Trust::Untrusted { reason } => write!(f, "  certificate: not trusted ({reason})")?,
            Trust::Unknown => f.write_str("  certificate: none shown")?,
        }
        match self.expires() {
            Some(end) => write!(f, ", until {end}"),
            None => Ok(()),
        }
    }
}

struct Seen {
    chain: Vec<TlsCertificate>,
    trust: Trust,
}

/// Judges the chain as usual and writes the verdict down, but lets the handshake go on, so that a bad certificate does not
/// hide the rest. No data is ever sent over such a connection.
struct Witness {
    judge: Verifier,
    seen: Mutex<Option<Seen>>,
}

impl Witness {
    fn new(roots: &[CertificateDer<'static>], provider: Arc<CryptoProvider>) -> Result<Self> {
        let judge = if roots.is_empty() {
            Verifier::new(provider)
        } else {
            Verifier::new_with_extra_roots(roots.iter().cloned(), provider)
        };
        let judge = judge.map_err(|e| {
            Error::new(ErrorKind::Config, "the system's certificate authorities cannot be read")
                .advise("install the package ca-certificates")
                .caused_by(e)
        })?;
        Ok(Self { judge, seen: Mutex::new(None) })
    }

    fn seen(&self) -> Option<Seen> {
        self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take()
    }
}

impl fmt::Debug for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Witness")
    }
}

impl ServerCertVerifier for Witness {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let verdict =
            self.judge.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        let trust = match verdict {
            Ok(_) => Trust::Trusted,
            Err(error) => Trust::Untrusted { reason: error.to_string() },
        };
        let chain = std::iter::once(end_entity).chain(intermediates).filter_map(|c| read(c)).collect();
        *self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(Seen { chain, trust });
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.judge.verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.judge.verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.judge.supported_verify_schemes()
    }
}

fn read(der: &CertificateDer<'_>) -> Option<TlsCertificate> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    let names = certificate.subject_alternative_name().ok().flatten();
    let names = names.iter().flat_map(|n| &n.value.general_names).filter_map(|name| match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        GeneralName::IPAddress(bytes) => address(bytes),
        _ => None,
    });
    let moment = |t: x509_parser::time::ASN1Time| Timestamp::from_second(t.timestamp()).ok();
    Some(TlsCertificate {
        subject: certificate.subject().to_string(),
        issuer: certificate.issuer().to_string(),
        names: names.collect(),
        not_before: moment(certificate.validity().not_before)?,
        not_after: moment(certificate.validity().not_after)?,
    })
}

fn address(bytes: &[u8]) -> Option<String> {
    if let Ok(four) = <[u8; 4]>::try_from(bytes) {
        return Some(std::net::Ipv4Addr::from(four).to_string());
    }
    <[u8; 16]>::try_from(bytes).ok().map(|sixteen| std::net::Ipv6Addr::from(sixteen).to_string())
}
