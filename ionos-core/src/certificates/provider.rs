//! Authorities that issue certificates. <https://api.ionos.com/docs/certmanager/v2/#tag/Provider>

use crate::declare::{body, fields, model, resource, value};
use crate::document::Document;
use crate::types::Secret;

/// An authority that issues certificates by the ACME protocol.
pub type CertificateProvider = Document<CertificateProviderProperties>;

model! {
    /// The fields of an authority.
    CertificateProviderProperties {
        /// Name.
        name: String,
        /// Address of whoever orders, for warnings of the authority.
        email: String,
        /// Address of the authority's ACME directory.
        server: String,
        /// The account at the authority, where it wants one.
        external_account_binding: ExternalAccountBinding,
    }
}

value! {
    /// An account at an authority.
    ExternalAccountBinding {
        /// Id of the key.
        key_id: String,
        /// The key.
        key_secret: Secret,
    }
}

fields! {
    /// An authority to be made known.
    NewCertificateProvider {
        /// Name.
        name: String,
        /// Address of whoever orders, for warnings of the authority.
        email: String,
        /// Address of the authority's ACME directory, such as `https://acme-v02.api.letsencrypt.org/directory`.
        server: String,
        /// The account at the authority, where it wants one.
        external_account_binding: ExternalAccountBinding,
    }
}

impl NewCertificateProvider {
    /// An authority of this name at this address; warnings go to this e-mail address.
    #[must_use]
    pub fn new(name: impl Into<String>, email: impl Into<String>, server: impl Into<String>) -> Self {
        Self::default().name(name).email(email).server(server)
    }
}

fields! {
    /// Changes of an authority: only its name; everything else is fixed at creation.
    CertificateProviderUpdate {
        /// New name.
        name: String,
    }
}

body!(NewCertificateProvider);
resource! {
    CertificateProvider: "certificate provider", "providers" / "providerId", name: |r| r.properties.name.as_deref(), named: "";
    create: NewCertificateProvider;
    update: CertificateProviderUpdate;
    can: [Delete];
}
