//! Certificates. <https://api.ionos.com/docs/certmanager/v2/#tag/Certificate>

use super::AutoCertificate;
use crate::declare::{body, fields, model, resource};
use crate::document::Document;
use crate::types::{Id, Secret, Timestamp};

/// A certificate with its private key.
///
/// ```compile_fail,E0599
/// # async fn f(ionos: ionos_core::Client) -> ionos_core::Result<()> {
/// // Only its name can be changed: another key is another certificate.
/// let update = ionos_core::CertificateUpdate::default().private_key("...");
/// # Ok(()) }
/// ```
pub type Certificate = Document<CertificateProperties>;

model! {
    /// The fields of a certificate.
    CertificateProperties {
        /// Name.
        name: String,
        /// The certificate in PEM.
        certificate: String,
        /// The certificates of its issuers in PEM.
        certificate_chain: String,
        /// Its private key in PEM; the service takes it and does not usually give it back.
        private_key: Secret,
    }
}

fields! {
    /// A certificate to be uploaded.
    NewCertificate {
        /// Name.
        name: String,
        /// The certificate in PEM.
        certificate: String,
        /// The certificates of its issuers in PEM.
        certificate_chain: String,
        /// Its RSA private key in PEM.
        private_key: Secret,
    }
}

impl NewCertificate {
    /// A certificate of this name, with its issuers and its key, all in PEM.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        certificate: impl Into<String>,
        chain: impl Into<String>,
        private_key: impl Into<Secret>,
    ) -> Self {
        Self::default().name(name).certificate(certificate).certificate_chain(chain).private_key(private_key)
    }
}

fields! {
    /// Changes of a certificate: only its name; everything else is fixed at creation.
    CertificateUpdate {
        /// New name.
        name: String,
    }
}

body!(NewCertificate);
resource! {
    Certificate: "certificate", "certificates" / "certificateId", name: |r| r.properties.name.as_deref(), named: "";
    create: NewCertificate;
    update: CertificateUpdate;
    can: [Delete];
}

/// What the service reads from the certificate.
impl Certificate {
    /// The name that it is for.
    #[must_use]
    pub fn common_name(&self) -> Option<&str> {
        self.metadata.as_ref()?.noted("commonName")?.as_str()
    }

    /// Further names that it is for.
    #[must_use]
    pub fn subject_alternative_names(&self) -> Vec<&str> {
        self.metadata.as_ref().map(|m| m.noted_list("subjectAlternativeNames")).unwrap_or_default()
    }

    /// Its serial number in hexadecimal.
    #[must_use]
    pub fn serial_number(&self) -> Option<&str> {
        self.metadata.as_ref()?.noted("serialNumber")?.as_str()
    }

    /// When it begins to be valid.
    #[must_use]
    pub fn not_before(&self) -> Option<Timestamp> {
        self.metadata.as_ref()?.noted_as("notBefore")
    }

    /// When it ceases to be valid.
    #[must_use]
    pub fn not_after(&self) -> Option<Timestamp> {
        self.metadata.as_ref()?.noted_as("notAfter")
    }

    /// Whether it has ceased to be valid.
    #[must_use]
    pub fn expired(&self) -> Option<bool> {
        self.metadata.as_ref()?.noted("expired")?.as_bool()
    }

    /// The standing order that had it issued; `None` for uploaded ones.
    #[must_use]
    pub fn auto_certificate(&self) -> Option<Id<AutoCertificate>> {
        self.metadata.as_ref()?.noted_as("autoCertificate")
    }

    /// The newest certificate of the same standing order.
    #[must_use]
    pub fn last_issued_certificate(&self) -> Option<Id<Self>> {
        self.metadata.as_ref()?.noted_as("lastIssuedCertificate")
    }
}
