//! Points in time as the services write them.

use serde::{Deserialize, Serialize};

/// A point in time, kept exactly as the service wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(String);

impl Timestamp {
    /// The text of the service, usually RFC 3339.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The moment it names; `None` when the text is not RFC 3339.
    #[must_use]
    pub fn to_jiff(&self) -> Option<jiff::Timestamp> {
        self.0.parse().ok()
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(moment: jiff::Timestamp) -> Self {
        Self(moment.to_string())
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Timestamp {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let mut schema = String::json_schema(generator);
        schema.insert("format".to_owned(), "date-time".into());
        schema
    }
}
