//! TLS settings: 1.3 by default, the system's authorities, and optional pinning on top of chain checking.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, SignatureScheme};
use rustls_platform_verifier::Verifier;
use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};

/// The lowest TLS version that is accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum MinTls {
    /// TLS 1.3 only.
    #[default]
    V1_3,
    /// TLS 1.2 as well; an explicit opt-out for services that offer nothing better.
    V1_2,
}

/// What a connection must prove.
#[derive(Clone, Debug, Default)]
pub(crate) struct TlsSettings {
    pub(crate) min: MinTls,
    /// SHA-256 of the leaf certificate, hexadecimal.
    pub(crate) pinned: Option<String>,
    /// More authorities, as PEM.
    pub(crate) extra_roots: Vec<String>,
}

impl TlsSettings {
    pub(crate) fn client_config(&self) -> Result<ClientConfig> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let versions: &[&rustls::SupportedProtocolVersion] = match self.min {
            MinTls::V1_3 => &[&rustls::version::TLS13],
            MinTls::V1_2 => &[&rustls::version::TLS13, &rustls::version::TLS12],
        };
        let mut roots = Vec::new();
        for pem in &self.extra_roots {
            for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
                roots.push(certificate.map_err(|e| {
                    Error::config("a certificate authority of the configuration is not valid PEM")
                        .caused_by(e)
                })?);
            }
        }
        let chain = if roots.is_empty() {
            Verifier::new(provider.clone())
        } else {
            Verifier::new_with_extra_roots(roots, provider.clone())
        }
        .map_err(|e| Error::config("the system's certificate authorities cannot be read").caused_by(e))?;
        let verifier: Arc<dyn ServerCertVerifier> = match &self.pinned {
            None => Arc::new(chain),
            Some(pin) => Arc::new(Pinned { chain, pin: parse_pin(pin)? }),
        };
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(versions)
            .map_err(|e| Error::config("the TLS library refuses these versions").caused_by(e))?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        // The HTTP library leaves a given configuration as it is, so what it can speak has to be said here.
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(config)
    }
}

fn parse_pin(text: &str) -> Result<[u8; 32]> {
    let digits: Vec<u8> = text.bytes().filter(|b| !matches!(b, b':' | b' ')).collect();
    let bad = || {
        Error::config("the pinned certificate is not a SHA-256 in hexadecimal")
            .advise("set IONOS_PINNED_CERT to the 64 digits that `openssl x509 -fingerprint -sha256` prints")
    };
    let mut pin = [0; 32];
    if digits.len() != 64 {
        return Err(bad());
    }
    for (byte, pair) in pin.iter_mut().zip(digits.chunks_exact(2)) {
        let pair = std::str::from_utf8(pair).map_err(|_| bad())?;
        *byte = u8::from_str_radix(pair, 16).map_err(|_| bad())?;
    }
    Ok(pin)
}

/// Chain checking as usual, and the leaf must be the pinned one.
#[derive(Debug)]
struct Pinned {
    chain: Verifier,
    pin: [u8; 32],
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if Sha256::digest(end_entity.as_ref()).as_slice() != self.pin {
            return Err(rustls::Error::General("the server's certificate is not the pinned one".to_owned()));
        }
        self.chain.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.chain.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.chain.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.chain.supported_verify_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_read_with_and_without_colons() {
        let plain = "ab".repeat(32);
        let colons = vec!["AB"; 32].join(":");
        assert_eq!(parse_pin(&plain).unwrap(), parse_pin(&colons).unwrap());
        for bad in ["", "xyz", &"zz".repeat(32), &"ab".repeat(31)] {
            assert!(parse_pin(bad).is_err(), "{bad}");
        }
    }
}
