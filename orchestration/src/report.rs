//! What happens during a run, and what came of it.

use serde::Serialize;

use crate::plan::{Action, Counts};

/// Something that happened during a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Event {
    /// The plan is known.
    Planned {
        /// How many steps of each kind.
        counts: Counts,
    },
    /// A step begins.
    Started {
        /// Which.
        step: String,
        /// What it does.
        action: Action,
    },
    /// A step ended well.
    Done {
        /// Which.
        step: String,
        /// What it did.
        action: Action,
        /// Whether it wrote anything: a step that finds its work done writes nothing.
        wrote: bool,
        /// How long it took, in seconds.
        seconds: f64,
    },
    /// A step failed; steps in hand are finished, no other is begun.
    Failed {
        /// Which.
        step: String,
        /// Why.
        error: String,
    },
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The stack's name.
    pub stack: String,
    /// How many steps of each kind the plan had.
    pub counts: Counts,
    /// Steps that ended well, in the order of their end.
    pub done: Vec<StepReport>,
    /// Steps that were not done.
    pub remaining: Vec<String>,
    /// What was left in place because it is protected.
    pub protected: Vec<String>,
    /// How long the run took, in seconds.
    pub seconds: f64,
}

impl Report {
    /// How many steps wrote something.
    #[must_use]
    pub fn writes(&self) -> usize {
        self.done.iter().filter(|s| s.wrote).count()
    }
}

/// A step that ended well.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct StepReport {
    /// Which.
    pub step: String,
    /// What it did.
    pub action: Action,
    /// Whether it wrote anything.
    pub wrote: bool,
    /// How long it took, in seconds.
    pub seconds: f64,
}
