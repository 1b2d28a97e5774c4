//! Standing orders for certificates. <https://api.ionos.com/docs/certmanager/v2/#tag/AutoCertificate>

use super::{Certificate, CertificateProvider};
use crate::declare::{body, fields, model, resource};
use crate::document::Document;
use crate::types::{Id, open_enum};

/// A standing order: an authority issues a certificate, and a new one before each expires.
pub type AutoCertificate = Document<AutoCertificateProperties>;

open_enum! {
    /// How the key of a certificate is made.
    KeyAlgorithm {
        /// RSA with 4096 bits.
        Rsa4096 = "rsa4096",
    }
}

model! {
    /// The fields of a standing order.
    AutoCertificateProperties {
        /// The authority that issues.
        provider: Id<CertificateProvider>,
        /// The name that the certificate is for, in a zone of Cloud DNS.
        common_name: String,
        /// How its key is made.
        key_algorithm: KeyAlgorithm,
        /// Name for people.
        name: String,
        /// Further names that the certificate is for, each in a zone of Cloud DNS.
        subject_alternative_names: Vec<String>,
    }
}

fields! {
    /// A standing order to be made.
    NewAutoCertificate {
        /// The authority that issues.
        provider: Id<CertificateProvider>,
        /// The name that the certificate is for; it must be in a zone of Cloud DNS of this contract.
        common_name: String,
        /// How its key is made.
        key_algorithm: KeyAlgorithm,
        /// Name for people.
        name: String,
        /// Further names that the certificate is for; each must be in a zone of Cloud DNS of this contract.
        subject_alternative_names: Vec<String>,
    }
}

impl NewAutoCertificate {
    /// Certificates from this authority for this name, with RSA keys of 4096 bits.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        provider: impl Into<Id<CertificateProvider>>,
        common_name: impl Into<String>,
    ) -> Self {
        Self::default()
            .name(name)
            .provider(provider)
            .common_name(common_name)
            .key_algorithm(KeyAlgorithm::Rsa4096)
    }
}

fields! {
    /// Changes of a standing order: only its name; everything else is fixed at creation.
    AutoCertificateUpdate {
        /// New name.
        name: String,
    }
}

body!(NewAutoCertificate);
resource! {
    AutoCertificate: "auto-certificate", "auto-certificates" / "autoCertificateId", name: |r| r.properties.name.as_deref(), named: "";
    create: NewAutoCertificate;
    update: AutoCertificateUpdate;
    can: [Delete];
}

impl AutoCertificate {
    /// The newest certificate that it had issued.
    #[must_use]
    pub fn last_issued_certificate(&self) -> Option<Id<Certificate>> {
        self.metadata.as_ref()?.noted_as("lastIssuedCertificate")
    }
}
