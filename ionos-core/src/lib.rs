#![doc = include_str!("../README.md")]

mod activity_log;
mod ai;
mod auth;
mod backup_unit;
mod certificates;
mod client;
mod compute;
mod config;
mod container_registry;
mod declare;
mod dns;
mod document;
mod error;
mod hosting_dns;
mod http;
mod kubernetes;
mod logging;
mod network;
mod object_storage;
mod operation;
mod page;
mod pending;
mod perform;
mod raw;
mod residency;
mod resource;
mod services;
#[cfg(feature = "schema")]
pub mod surface;
mod tokens;
mod types;
mod users;

pub use crate::activity_log::*;
pub use crate::ai::*;
pub use crate::auth::Credentials;
pub use crate::backup_unit::*;
pub use crate::certificates::*;
pub use crate::client::{Client, ClientBuilder};
pub use crate::compute::*;
pub use crate::container_registry::*;
pub use crate::dns::*;
pub use crate::document::{Document, Items, Metadata, NoEntities, State};
pub use crate::error::{ApiMessage, Error, ErrorKind, Result};
pub use crate::hosting_dns::*;
pub use crate::kubernetes::*;
pub use crate::logging::*;
pub use crate::network::*;
pub use crate::object_storage::*;
pub use crate::operation::{Api, Operation};
pub use crate::page::{List, Named, Property};
pub use crate::pending::{Pending, PollPolicy, Progress, wait_all};
pub use crate::raw::{Accepted, RawCall};
pub use crate::residency::Residency;
pub use crate::resource::{
    Attached, Body, Collection, Create, Delete, Ensured, Full, Get, Item, Labelled, ReadOnly, Replace,
    Resource, Update,
};
pub use crate::tokens::*;
pub use crate::types::{Id, Memory, Patch, Secret, Timestamp, Unrecognized, UserData};
pub use crate::users::*;

/// The HTTP engine, for the sibling crates of this workspace and for tests.
///
/// Not a general HTTP client: its shape follows the needs of the tunnel and the bindings and may change with them.
pub mod engine {
    pub use secrecy::SecretString;

    pub use crate::http::call::{Call, Reply};
    pub use crate::http::clock::{Clock, SystemClock};
    pub use crate::http::failover::FailoverPolicy;
    pub use crate::http::pipeline::{Engine, EngineBuilder, ErrorFormat};
    pub use crate::http::retry::RetryPolicy;
    pub use crate::http::throttle::RateLimit;
    pub use crate::http::tls::MinTls;
    pub use crate::http::transport::{Body, Outgoing, Transport, TransportError};
}
