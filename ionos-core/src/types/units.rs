//! Quantities with their units.

use serde::{Deserialize, Serialize};

/// Main memory in MB (the API counts 1 GB as 1024 MB). Servers take multiples of 256 MB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Memory(u32);

impl Memory {
    /// So many MB.
    #[must_use]
    pub const fn mb(mb: u32) -> Self {
        Self(mb)
    }

    /// So many GB of 1024 MB.
    #[must_use]
    pub const fn gb(gb: u32) -> Self {
        Self(gb.saturating_mul(1024))
    }

    /// The amount in MB.
    #[must_use]
    pub const fn as_mb(self) -> u32 {
        self.0
    }
}

impl std::fmt::Display for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_multiple_of(1024) {
            write!(f, "{} GB", self.0 / 1024)
        } else {
            write!(f, "{} MB", self.0)
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Memory {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Memory".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        u32::json_schema(generator)
    }
}
