//! A map for the few values of a document, in little memory: a list in the order of the names.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;
use std::sync::LazyLock;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::kinds;

type Name = Cow<'static, str>;

#[derive(Clone, PartialEq)]
pub(crate) struct Small<V>(Vec<(Name, V)>);

/// The names in the tables of kinds. They are not stored again with every document.
static KNOWN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    kinds::all()
        .flat_map(|kind| kind.fields.iter().map(|field| field.name).chain(kind.path.iter().copied()))
        .collect()
});

fn name(text: &str) -> Name {
    KNOWN.get(text).map_or_else(|| Cow::Owned(text.to_owned()), |known| Cow::Borrowed(*known))
}

impl<V> Small<V> {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| (**other).cmp(name))
    }

    pub(crate) fn get(&self, name: &str) -> Option<&V> {
        self.0.get(self.place(name).ok()?).map(|(_, value)| value)
    }

    pub(crate) fn contains_key(&self, name: &str) -> bool {
        self.place(name).is_ok()
    }

    pub(crate) fn insert(&mut self, key: impl AsRef<str>, value: V) {
        let key = key.as_ref();
        match self.place(key) {
            Ok(place) => self.0.splice(place..=place, [(name(key), value)]).for_each(drop),
            Err(place) => self.0.insert(place, (name(key), value)),
        }
    }

    pub(crate) fn entry(&mut self, key: impl AsRef<str>) -> Entry<'_, V> {
        let key = key.as_ref();
        let place = self.place(key);
        Entry { place, name: name(key), map: self }
    }

    pub(crate) fn remove(&mut self, name: &str) -> Option<V> {
        let place = self.place(name).ok()?;
        Some(self.0.remove(place).1)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// Gives back the memory that is not used.
    pub(crate) fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }
}

/// The place of a name.
pub(crate) struct Entry<'a, V> {
    map: &'a mut Small<V>,
    name: Name,
    place: Result<usize, usize>,
}

impl<'a, V: Default> Entry<'a, V> {
    #[expect(clippy::indexing_slicing, reason = "the place is one that was found or has just been filled")]
    pub(crate) fn or_default(self) -> &'a mut V {
        let Self { map, name, place } = self;
        let place = place.unwrap_or_else(|place| {
            map.0.insert(place, (name, V::default()));
            place
        });
        &mut map.0[place].1
    }
}

impl<V> Default for Small<V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<V: fmt::Debug> fmt::Debug for Small<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<V: Serialize> Serialize for Small<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Small<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs<V>(PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for Pairs<V> {
            type Value = Small<V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Small<V>, A::Error> {
                let mut small = Small::new();
                while let Some((key, value)) = map.next_entry::<Cow<'de, str>, V>()? {
                    small.insert(key, value);
                }
                Ok(small)
            }
        }
        deserializer.deserialize_map(Pairs(PhantomData))
    }
}

impl<K: AsRef<str>, V> FromIterator<(K, V)> for Small<V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut small = Self::new();
        pairs.into_iter().for_each(|(key, value)| small.insert(key, value));
        small
    }
}

/// What is null is not kept.
impl From<Map<String, Value>> for Small<Value> {
    fn from(map: Map<String, Value>) -> Self {
        let mut pairs: Vec<(Name, Value)> = map
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| {
                (KNOWN.get(key.as_str()).map_or(Cow::Owned(key), |known| Cow::Borrowed(*known)), value)
            })
            .collect();
        pairs.sort_unstable_by(|(left, _), (right, _)| left.cmp(right));
        Self(pairs)
    }
}

impl Small<Value> {
    pub(crate) fn to_map(&self) -> Map<String, Value> {
        self.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect()
    }
}
