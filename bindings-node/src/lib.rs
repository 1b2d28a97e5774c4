//! The native part of the npm package `ionos-sdk`: a few functions that move plain JSON.
//!
//! It is private. What people use is `lib/index.js`, written by hand; see the README of the package.

mod change;
mod client;
mod error;
mod feed;
mod keys;
mod stack;
mod task;
mod tunnel;

pub use crate::client::operations;
pub use crate::tunnel::{connector_cloud_config, publish, unpublish};
