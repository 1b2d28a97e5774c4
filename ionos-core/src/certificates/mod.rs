//! Certificate manager: certificates for load balancers and the CDN. <https://api.ionos.com/docs/certmanager/v2/>

mod auto_certificate;
mod certificate;
mod provider;

pub use auto_certificate::{
    AutoCertificate, AutoCertificateProperties, AutoCertificateUpdate, KeyAlgorithm, NewAutoCertificate,
};
pub use certificate::{Certificate, CertificateProperties, CertificateUpdate, NewCertificate};
pub use provider::{
    CertificateProvider, CertificateProviderProperties, CertificateProviderUpdate, ExternalAccountBinding,
    NewCertificateProvider,
};

use crate::client::Client;
use crate::declare::service;
use crate::operation::Api;
use crate::resource::Scope;

/// The certificate manager. It takes tokens only.
#[derive(Clone, Debug)]
pub struct Certificates {
    scope: Scope,
}

impl Client {
    /// The certificate manager.
    #[must_use]
    pub fn certificates(&self) -> Certificates {
        Certificates { scope: Scope::root(self, Api::Certificates) }
    }
}

impl Certificates {
    fn scope(&self) -> Scope {
        self.scope.clone()
    }
}

service! {
    Certificates: Certificates;
    inside {
        /// All certificates, uploaded or issued. Filters: `commonName` and `autoCertificate` (its id).
        certificates / certificate: Certificate;
        /// All standing orders for certificates. Filter: `commonName`.
        auto_certificates / auto_certificate: AutoCertificate;
        /// All authorities that issue certificates.
        providers / provider: CertificateProvider;
    }
}
