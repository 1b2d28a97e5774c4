//! cloud-init user data.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// cloud-init user data of a volume, sent in base64.
///
/// The service stores it in its request journal, where everybody who may read the data center can read it: never put a secret here.
#[derive(Clone, PartialEq, Eq)]
pub struct UserData(String);

impl UserData {
    /// User data from its plain text, such as a `#cloud-config` document.
    #[must_use]
    pub fn new(text: impl AsRef<[u8]>) -> Self {
        Self(STANDARD.encode(text))
    }
}

impl fmt::Debug for UserData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UserData({} characters of base64)", self.0.len())
    }
}

impl Serialize for UserData {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Reads base64.
impl<'de> Deserialize<'de> for UserData {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for UserData {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "UserData".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let mut schema = String::json_schema(generator);
        schema.insert("format".to_owned(), "byte".into());
        schema
    }
}
