#![doc = include_str!("../README.md")]

mod cloud_config;
mod cloudflare;
mod connector;
mod doctor;
mod duration;
mod error;
mod handover;
mod hostname;
mod ingress;
mod names;
mod probe;
mod provider;
mod publication;
mod publish;
mod rotation;

pub use crate::cloud_config::{CloudConfig, GuestFile};
pub use crate::cloudflare::{
    Cloudflare, CloudflareBuilder, Connection, Connector, IdentityProvider, PolicyTest, ServiceToken, Tunnel,
    ZoneTls,
};
pub use crate::connector::{ConnectorUnit, Install};
pub use crate::doctor::{Diagnosis, Health, diagnose};
pub use crate::error::{Error, ErrorKind, Result};
pub use crate::handover::{ConnectorHandover, GuestHandover, SshHandover};
pub use crate::ingress::{AccessCheck, Format, HostPattern, Ingress, Rule, Service};
pub use crate::names::{
    Alias, Anchor, Authority, CloudDnsNames, HostingNames, NameProvider, NameRecord, NameZone, Propagated,
    Signed, Validation, sign, sweep, validate,
};
pub use crate::probe::{Handshake, TlsCertificate, TlsProbe, TlsReport, Trust};
pub use crate::provider::{AccessApp, Change, ConnectorStatus, Observed, Part, TunnelProvider, TunnelRef};
pub use crate::publication::{Publication, PublicationBuilder};
pub use crate::publish::{
    Patience, Progress, Published, Step, Unpublished, publish, publish_patiently, status, unpublish,
    wait_connected,
};
pub use crate::rotation::{Rotated, rotate};
/// Text that must not be printed, as used for tokens.
pub use secrecy::SecretString;
