//! Checks, verdicts and evidence.

use serde::{Deserialize, Serialize};

/// A check: what is looked at, and which criteria of the BSI's C5 catalogue it gives evidence for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Check {
    /// Short id, such as `NET-01`.
    pub id: &'static str,
    /// What must hold, in one sentence.
    pub title: &'static str,
    /// Criteria of C5:2020.
    pub c5_2020: &'static [&'static str],
    /// Criteria of C5:2026.
    pub c5_2026: &'static [&'static str],
    /// What to do when it fails.
    pub remediation: &'static str,
}

/// How a check ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    /// It holds, as the evidence shows.
    Pass,
    /// It does not hold.
    Fail {
        /// What does not hold, one entry a resource.
        problems: Vec<String>,
    },
    /// It cannot be told.
    Unknown {
        /// Why not.
        reason: String,
    },
    /// Nothing can be measured; a document says so.
    Attested {
        /// Which document.
        document: String,
    },
    /// There is nothing that it could be about.
    NotApplicable,
}

impl Verdict {
    /// Pass without problems, otherwise fail.
    #[must_use]
    pub fn from_problems(problems: Vec<String>) -> Self {
        if problems.is_empty() { Self::Pass } else { Self::Fail { problems } }
    }

    /// The verdict in one word.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail { .. } => "fail",
            Self::Unknown { .. } => "unknown",
            Self::Attested { .. } => "attested",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// What a verdict rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Evidence {
    /// Address of what was read.
    pub url: String,
    /// Its version at that moment, as the service marks it.
    pub etag: Option<String>,
    /// When it was read (RFC 3339).
    pub read_at: String,
}

/// The outcome of one check.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// Which check.
    #[serde(flatten)]
    pub check: Check,
    /// How it ended.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// How many resources were looked at.
    pub examined: usize,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}
