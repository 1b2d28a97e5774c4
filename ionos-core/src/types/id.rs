//! Identifiers that know what they identify.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The identifier of a resource `R`: a UUID for most kinds, a small number for LANs, a key for labels.
///
/// The type parameter keeps a server's id from being used where a volume's is wanted.
pub struct Id<R: ?Sized>(String, PhantomData<fn() -> Box<R>>);

impl<R: ?Sized> Id<R> {
    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is no identifier.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<R: ?Sized> Clone for Id<R> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<R: ?Sized> Default for Id<R> {
    fn default() -> Self {
        Self(String::new(), PhantomData)
    }
}

impl<R: ?Sized> fmt::Debug for Id<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<R: ?Sized> fmt::Display for Id<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<R: ?Sized> PartialEq for Id<R> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<R: ?Sized> Eq for Id<R> {}

impl<R: ?Sized> PartialOrd for Id<R> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<R: ?Sized> Ord for Id<R> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

impl<R: ?Sized> Hash for Id<R> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<R: ?Sized> From<&str> for Id<R> {
    fn from(text: &str) -> Self {
        Self(text.to_owned(), PhantomData)
    }
}

impl<R: ?Sized> From<String> for Id<R> {
    fn from(text: String) -> Self {
        Self(text, PhantomData)
    }
}

impl<R: ?Sized> From<&Self> for Id<R> {
    fn from(id: &Self) -> Self {
        id.clone()
    }
}

impl<R: ?Sized> From<Id<R>> for String {
    fn from(id: Id<R>) -> Self {
        id.0
    }
}

impl<R: ?Sized> Serialize for Id<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de, R: ?Sized> Deserialize<'de> for Id<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schema")]
impl<R: ?Sized> schemars::JsonSchema for Id<R> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}
