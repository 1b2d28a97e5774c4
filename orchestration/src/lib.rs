#![doc = include_str!("../README.md")]

mod apply;
mod error;
mod handover;
mod observe;
mod orchestrator;
mod plan;
mod report;
mod stack;

pub use crate::error::{Error, ErrorKind, Result};
pub use crate::handover::{GuestAccess, Handover, Reachable, SshAccess};
pub use crate::observe::Observed;
pub use crate::orchestrator::{Orchestrator, OrchestratorBuilder, Status};
pub use crate::plan::{Action, Counts, Plan, Step, plan, plan_down};
pub use crate::report::{Event, Report, StepReport};
pub use crate::stack::{AiModel, Nat, Network, Rule, SecurityGroup, Server, Stack, Tunnel, Volume};

/// Key of the label by which a stack knows its own resources; the value is the stack's name.
pub const OWNER_LABEL: &str = "ionos-stack";

/// Key of the label by which a snapshot says of which volume it was taken.
pub const SOURCE_LABEL: &str = "ionos-stack-source";
