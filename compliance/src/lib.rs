#![doc = include_str!("../README.md")]

mod checks;
mod inventory;
mod model;

pub use crate::checks::{audit, catalogue};
pub use crate::inventory::Inventory;
pub use crate::model::{Check, Evidence, Finding, Verdict};
