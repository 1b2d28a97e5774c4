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
mod probe;
mod provider;
mod publication;
mod publish;

pub use crate::cloud_config::{CloudConfig, GuestFile};
pub use crate::cloudflare::{Cloudflare, CloudflareBuilder};
pub use crate::connector::{ConnectorUnit, Install};
pub use crate::doctor::{Diagnosis, Health, diagnose};
pub use crate::error::{Error, ErrorKind, Result};
pub use crate::handover::{ConnectorHandover, GuestHandover, SshHandover};
pub use crate::ingress::{AccessCheck, Format, HostPattern, Ingress, Rule, Service};
pub use crate::probe::{Handshake, TlsCertificate, TlsProbe, TlsReport, Trust};
pub use crate::provider::{AccessApp, Change, ConnectorStatus, Observed, Part, TunnelProvider, TunnelRef};
pub use crate::publication::{Publication, PublicationBuilder};
pub use crate::publish::{
    Patience, Progress, Published, Step, Unpublished, publish, publish_patiently, unpublish, wait_connected,
};
/// Text that must not be printed, as used for tokens.
pub use secrecy::SecretString;
