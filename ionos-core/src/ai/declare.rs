//! How the values of OpenAI's form are declared: snake case, and unknown fields kept.

use serde::{Deserialize, Deserializer};

/// Reads a field that some servers send as `null` instead of leaving it out.
pub(crate) fn or_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

/// With the feature `schema`: the JSON Schema of a type, from its fields and what they mean.
macro_rules! described {
    ($name:ident = $doc:expr; $($wire:literal / $field:literal: $type:ty = $fdoc:expr),* $(,)?) => {
        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::surface::object($doc, &[
                    $($crate::surface::field::<$type>(generator, $wire, $field, $fdoc),)*
                ])
            }
        }
    };
}
pub(crate) use described;

/// Declares an answer.
macro_rules! answer {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $fdoc:literal])* $(#[serde($($attribute:tt)*)])? $field:ident: $type:ty),* $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[non_exhaustive]
        pub struct $name {
            $($(#[doc = $fdoc])*
            #[serde(default, deserialize_with = "crate::ai::declare::or_default")]
            $(#[serde($($attribute)*)])?
            pub $field: $type,)*
            /// Fields that this version of the crate does not know.
            #[serde(flatten)]
            pub extra: serde_json::Map<String, serde_json::Value>,
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::surface::object(concat!($($doc),*), &[
                    $($crate::surface::field::<$type>(generator, stringify!($field), stringify!($field), concat!($($fdoc),*)),)*
                ])
            }
        }
    };
}
pub(crate) use answer;

/// Declares a part of a streamed answer. It is read without an allocation besides those of its texts; `null` counts as absent.
macro_rules! piece {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $fdoc:literal])* $(#[serde($($attribute:tt)*)])? $field:ident: $type:ty),* $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
        #[non_exhaustive]
        pub struct $name {
            $($(#[doc = $fdoc])*
            $(#[serde($($attribute)*)])?
            pub $field: $type,)*
            /// Fields that this version of the crate does not know.
            #[serde(flatten)]
            pub extra: serde_json::Map<String, serde_json::Value>,
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;
                impl<'de> serde::de::Visitor<'de> for Visitor {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("a JSON object for ", stringify!($name)))
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        let mut piece = $name::default();
                        while let Some(key) = map.next_key::<$crate::declare::Key<'de>>()? {
                            match key.as_str() {
                                $(stringify!($field) => {
                                    piece.$field = map.next_value::<Option<$type>>()?.unwrap_or_default();
                                })*
                                _ => {
                                    if let Some(value) = map.next_value()? {
                                        piece.extra.insert(key.into_string(), value);
                                    }
                                }
                            }
                        }
                        Ok(piece)
                    }
                }
                deserializer.deserialize_map(Visitor)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::surface::object(concat!($($doc),*), &[
                    $($crate::surface::field::<$type>(generator, stringify!($field), stringify!($field), concat!($($fdoc),*)),)*
                ])
            }
        }
    };
}
pub(crate) use piece;
