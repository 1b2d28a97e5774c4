//! How models and resources are declared: one macro for what is read, one for what is written, one for where it lives.
//!
//! With the feature `schema` each declaration also describes itself, for [`surface`](crate::surface).

/// The name of a field on the wire: in camel case, unless another one is given.
macro_rules! wire_name {
    ($field:ident = $wire:literal) => {
        $wire
    };
    ($field:ident) => {{
        const IN: &str = stringify!($field);
        const OUT: [u8; $crate::declare::camel_length(IN)] = $crate::declare::camel(IN);
        match std::str::from_utf8(&OUT) {
            Ok(name) => name,
            Err(_) => IN,
        }
    }};
}
pub(crate) use wire_name;

/// How long a name is in camel case.
pub(crate) const fn camel_length(name: &str) -> usize {
    let mut rest = name.as_bytes();
    let mut length = 0;
    while let [first, tail @ ..] = rest {
        if *first != b'_' {
            length += 1;
        }
        rest = tail;
    }
    length
}

/// `availability_zone` as `availabilityZone`.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time, where a slip is a compile error")]
pub(crate) const fn camel<const N: usize>(name: &str) -> [u8; N] {
    let mut out = [0; N];
    let (mut rest, mut at, mut upper) = (name.as_bytes(), 0, false);
    while let [first, tail @ ..] = rest {
        if *first == b'_' {
            upper = true;
        } else {
            out[at] = if upper { first.to_ascii_uppercase() } else { *first };
            at += 1;
            upper = false;
        }
        rest = tail;
    }
    out
}

/// Declares the fields of a resource as they are read: all optional, unknown ones kept in `extra`.
///
/// Written by hand rather than derived, because serde's `flatten` would buffer every document.
macro_rules! model {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $fdoc:literal])* $field:ident $(= $wire:literal)?: $type:ty),* $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $($(#[doc = $fdoc])* pub $field: Option<$type>,)*
            /// Fields that this version of the crate does not know.
            pub extra: serde_json::Map<String, serde_json::Value>,
        }

        const _: () = {
            struct Wire;
            #[allow(non_upper_case_globals, dead_code, reason = "named like the fields")]
            impl Wire {
                $(const $field: &'static str = $crate::declare::wire_name!($field $(= $wire)?);)*
            }

            impl serde::Serialize for $name {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    use serde::ser::SerializeMap as _;
                    let mut map = serializer.serialize_map(None)?;
                    $(if let Some(value) = &self.$field {
                        map.serialize_entry(Wire::$field, value)?;
                    })*
                    for (name, value) in &self.extra {
                        map.serialize_entry(name, value)?;
                    }
                    map.end()
                }
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
                            let mut model = $name::default();
                            while let Some(key) = map.next_key::<$crate::declare::Key<'de>>()? {
                                match key.as_str() {
                                    $(Wire::$field => model.$field = map.next_value()?,)*
                                    _ => {
                                        let value = map.next_value()?;
                                        model.extra.insert(key.into_string(), value);
                                    }
                                }
                            }
                            Ok(model)
                        }
                    }
                    deserializer.deserialize_map(Visitor)
                }
            }

            /// The fields by name, for filters.
            #[derive(Debug)]
            #[allow(dead_code, reason = "read through `Named`")]
            pub struct Names {
                $($(#[doc = $fdoc])* pub $field: $crate::page::Property<$type>,)*
            }

            impl $crate::page::Named for $name {
                type Names = Names;
                const NAMES: &'static Names = &Names { $($field: $crate::page::Property::new(Wire::$field),)* };
            }

            #[cfg(feature = "schema")]
            impl schemars::JsonSchema for $name {
                fn schema_name() -> std::borrow::Cow<'static, str> {
                    stringify!($name).into()
                }

                #[allow(unused_variables, reason = "some have no fields")]
                fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                    $crate::surface::object(concat!($($doc),*), &[
                        $($crate::surface::field::<$type>(generator, Wire::$field, stringify!($field), concat!($($fdoc),*)),)*
                    ])
                }
            }
        };
    };
}
pub(crate) use model;

/// Declares a value that is both read and written, such as a port range: a [`model!`] with setters.
macro_rules! value {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $fdoc:literal])* $field:ident $(= $wire:literal)?: $type:ty),* $(,)? }) => {
        $crate::declare::model! {
            $(#[doc = $doc])*
            $name { $($(#[doc = $fdoc])* $field $(= $wire)?: $type),* }
        }

        impl $name {
            $($(#[doc = $fdoc])* #[must_use] pub fn $field(mut self, value: impl Into<$type>) -> Self {
                self.$field = Some(value.into());
                self
            })*
        }
    };
}
pub(crate) use value;

/// Declares what a resource contains: lists of other resources.
macro_rules! entities {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $fdoc:literal])* $field:ident $(= $wire:literal)?: $type:ty),* $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $($(#[doc = $fdoc])* pub $field: $crate::Items<$type>,)*
            /// Kinds that this version of the crate does not know.
            pub extra: serde_json::Map<String, serde_json::Value>,
        }

        const _: () = {
            struct Wire;
            #[allow(non_upper_case_globals, dead_code, reason = "named like the fields")]
            impl Wire {
                $(const $field: &'static str = $crate::declare::wire_name!($field $(= $wire)?);)*
            }

            impl serde::Serialize for $name {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    use serde::ser::SerializeMap as _;
                    let mut map = serializer.serialize_map(None)?;
                    $(if !self.$field.is_absent() {
                        map.serialize_entry(Wire::$field, &self.$field)?;
                    })*
                    for (name, value) in &self.extra {
                        map.serialize_entry(name, value)?;
                    }
                    map.end()
                }
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
                            let mut model = $name::default();
                            while let Some(key) = map.next_key::<$crate::declare::Key<'de>>()? {
                                match key.as_str() {
                                    $(Wire::$field => model.$field = map.next_value::<Option<$crate::Items<$type>>>()?.unwrap_or_default(),)*
                                    _ => {
                                        let value = map.next_value()?;
                                        model.extra.insert(key.into_string(), value);
                                    }
                                }
                            }
                            Ok(model)
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

                #[allow(unused_variables, reason = "some have no fields")]
                fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                    $crate::surface::object(concat!($($doc),*), &[
                        $($crate::surface::field::<$crate::Items<$type>>(generator, Wire::$field, stringify!($field), concat!($($fdoc),*)),)*
                    ])
                }
            }
        };
    };
}
pub(crate) use entities;

/// A key of a JSON object: borrowed from the document where it holds no escapes.
pub(crate) enum Key<'de> {
    Borrowed(&'de str),
    Owned(String),
}

impl Key<'_> {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Owned(text) => text,
        }
    }

    pub(crate) fn into_string(self) -> String {
        match self {
            Self::Borrowed(text) => text.to_owned(),
            Self::Owned(text) => text,
        }
    }
}

impl<'de> serde::Deserialize<'de> for Key<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key::Borrowed(text))
            }

            fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key::Owned(text.to_owned()))
            }

            fn visit_string<E>(self, text: String) -> Result<Key<'de>, E> {
                Ok(Key::Owned(text))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

/// A field of a request that is about to be written.
pub(crate) struct Sent<'a, T>(pub(crate) &'a T);

/// Of a [`Patch`](crate::Patch): whether it leaves the field as it is, so that nothing is written.
pub(crate) trait OfPatch {
    fn is_kept(&self) -> bool;
}

impl<T> OfPatch for Sent<'_, crate::Patch<T>> {
    fn is_kept(&self) -> bool {
        self.0.is_keep()
    }
}

/// Of everything else, which is always written. The compiler takes this one only where [`OfPatch`] does not fit.
pub(crate) trait OfAny {
    fn is_kept(&self) -> bool;
}

impl<T> OfAny for &Sent<'_, T> {
    fn is_kept(&self) -> bool {
        false
    }
}

/// Declares the fields of a request, each with a setter; fields that are not set are not sent.
///
/// `with { nic => nics: NewNic }` adds resources that are made together with it.
macro_rules! fields {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $fdoc:literal])* $field:ident $(= $wire:literal)?: $type:ty),* $(,)? } $(with { $($(#[doc = $edoc:literal])* $adder:ident => $list:ident: $entity:ty),* $(,)? })?) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $($(#[doc = $fdoc])* pub $field: Option<$type>,)*
            $($($(#[doc = $edoc])* pub $list: Vec<$entity>,)*)?
        }

        impl $name {
            $($(#[doc = $fdoc])* #[must_use] pub fn $field(mut self, value: impl Into<$type>) -> Self {
                self.$field = Some(value.into());
                self
            })*
            $($($(#[doc = $edoc])* #[must_use] pub fn $adder(mut self, value: $entity) -> Self {
                self.$list.push(value);
                self
            })*)?

            #[allow(dead_code, unused_mut, reason = "only bodies of create requests use it, and few have entities")]
            fn document(&self) -> serde_json::Value {
                let mut document = serde_json::json!({ "properties": self });
                let mut entities = serde_json::Map::new();
                $($(if !self.$list.is_empty() {
                    let items: Vec<_> = self.$list.iter().map($crate::resource::Body::body).collect();
                    entities.insert(stringify!($list).to_owned(), serde_json::json!({ "items": items }));
                })*)?
                if let (false, Some(document)) = (entities.is_empty(), document.as_object_mut()) {
                    document.insert("entities".to_owned(), entities.into());
                }
                document
            }
        }

        const _: () = {
            struct Wire;
            #[allow(non_upper_case_globals, dead_code, reason = "named like the fields")]
            impl Wire {
                $(const $field: &'static str = $crate::declare::wire_name!($field $(= $wire)?);)*
            }

            impl serde::Serialize for $name {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    use serde::ser::SerializeMap as _;
                    #[allow(unused_mut, reason = "some requests have no fields")]
                    let mut map = serializer.serialize_map(None)?;
                    #[allow(unused_imports, reason = "which of them is needed depends on the fields")]
                    use $crate::declare::{OfAny as _, OfPatch as _};
                    $(if let Some(value) = self.$field.as_ref().filter(|value| !(&$crate::declare::Sent(*value)).is_kept()) {
                        map.serialize_entry(Wire::$field, value)?;
                    })*
                    map.end()
                }
            }

            /// Reads what its schema describes: the fields, and lists of what is made inside under their names.
            #[cfg(feature = "schema")]
            impl<'de> serde::Deserialize<'de> for $name {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    struct Visitor;
                    impl<'de> serde::de::Visitor<'de> for Visitor {
                        type Value = $name;

                        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                            f.write_str(concat!("a JSON object for ", stringify!($name)))
                        }

                        #[allow(unused_mut, reason = "some have no fields")]
                        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                            let mut request = $name::default();
                            while let Some(key) = map.next_key::<$crate::declare::Key<'de>>()? {
                                match key.as_str() {
                                    $(Wire::$field => request.$field = Some(map.next_value()?),)*
                                    $($(stringify!($list) => request.$list = map.next_value()?,)*)?
                                    other => return Err(serde::de::Error::unknown_field(other, &[])),
                                }
                            }
                            Ok(request)
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

                #[allow(unused_variables, reason = "some have no fields")]
                fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                    $crate::surface::request(concat!($($doc),*), &[
                        $($crate::surface::field::<$type>(generator, Wire::$field, stringify!($field), concat!($($fdoc),*)),)*
                    ], &[
                        $($($crate::surface::entity::<$entity>(generator, stringify!($list), concat!($($edoc),*)),)*)?
                    ])
                }
            }
        };
    };
}
pub(crate) use fields;

/// Makes a set of [`fields!`] with a `name` usable as the body of a create request.
macro_rules! body {
    ($($name:ident $(by $field:ident)?),+ $(,)?) => {
        $(impl $crate::resource::Body for $name {
            fn body(&self) -> serde_json::Value {
                self.document()
            }

            fn name(&self) -> Option<&str> {
                $crate::declare::named_by!(self $($field)?)
            }
        })+
    };
}
pub(crate) use body;

macro_rules! named_by {
    ($self:ident) => {
        $self.name.as_deref()
    };
    ($self:ident none) => {
        None
    };
    ($self:ident $field:ident) => {
        $self.$field.as_deref()
    };
}
pub(crate) use named_by;

/// Makes a set of [`fields!`] usable as a body that is sent as it is, without `properties` around it.
macro_rules! bare {
    ($($name:ident),+ $(,)?) => {
        $(impl $crate::resource::Body for $name {
            fn body(&self) -> serde_json::Value {
                serde_json::to_value(self).unwrap_or_default()
            }

            fn name(&self) -> Option<&str> {
                None
            }
        })+
    };
}
#[allow(unused_imports, reason = "not every build of the crate has such a body")]
pub(crate) use bare;

/// Declares where a resource lives, what can be done with it, and what lies inside it.
///
/// ```text
/// resource! {
///     Server: "server", "servers" / "serverId", name: |r| r.properties.name.as_deref();
///     create: NewServer;                    // POST on the collection
///     update: ServerUpdate;                 // PATCH on the item
///     replace: WholeServer;                 // PUT on the item
///     can: [Delete, Labelled];
///     inside {                              // handles of what it contains: all of them / one of them
///         /// Its network interfaces.
///         nics / nic: Nic;
///         /// The CD-ROMs in its drives.
///         cdroms / cdrom: Image [Attached] => "cdroms" / "cdromId";
///     }
///     actions {                             // every other operation on it, by its id
///         /// Switches it on.
///         start: "datacentersServersStartPost" => change;
///     }
/// }
/// ```
///
/// Where people know it by another property than `name`, `named: "zoneName"` says so after `name: ..`.
macro_rules! resource {
    ($type:ident: $kind:literal, $segment:literal / $param:literal, name: $name:expr $(, named: $named:literal)?;
        $(create: $new:ty;)?
        $(update: $update:ty;)?
        $(replace: $replace:ty;)?
        $(can: [$($mark:ident),+];)?
        $(inside { $($inside:tt)* })?
        $(actions { $($actions:tt)* })?
    ) => {
        impl $crate::resource::Resource for $type {
            const KIND: &'static str = $kind;
            const SEGMENT: &'static str = $segment;
            const PARAM: &'static str = $param;
            #[allow(unused_assignments, unused_mut, reason = "the property is `name` for most")]
            const NAME: &'static str = { let mut named = "name"; $(named = $named;)? named };

            fn id(&self) -> &$crate::Id<Self> {
                &self.id
            }

            fn name(&self) -> Option<&str> {
                let name: fn(&Self) -> Option<&str> = $name;
                name(self)
            }

            fn metadata(&self) -> Option<&$crate::Metadata> {
                self.metadata.as_deref()
            }
        }
        $(impl $crate::resource::Create for $type { type New = $new; })?
        $(impl $crate::resource::Update for $type { type Update = $update; })?
        $(impl $crate::resource::Replace for $type { type Whole = $replace; })?
        $($(impl $crate::resource::$mark for $type {})+)?
        $(impl $crate::Item<$type> { $crate::declare::inside!($($inside)*); })?
        $(impl $crate::Item<$type> { $crate::declare::actions!($($actions)*); })?

        #[cfg(feature = "schema")]
        impl $crate::surface::Described for $type {
            #[allow(unused_mut, reason = "read-only kinds change nothing")]
            fn describe() -> $crate::surface::Kind {
                use $crate::resource::Resource as _;
                let mut kind = $crate::surface::Kind::new::<Self>(stringify!($type), Self::KIND, Self::SEGMENT, Self::PARAM, Self::NAME);
                $(kind.create = Some($crate::surface::TypeRef::body::<$new>());
                kind.calls.push(("create", $crate::surface::call::create::<Self>));)?
                $(kind.update = Some($crate::surface::TypeRef::of::<$update>());
                kind.calls.push(("patch", $crate::surface::call::patch::<Self>));)?
                $(kind.replace = Some($crate::surface::TypeRef::body::<$replace>());
                kind.calls.push(("replace", $crate::surface::call::replace::<Self>));)?
                $($(kind.marks.push(stringify!($mark));
                $crate::declare::marked_call!(kind $mark);)+)?
                $(kind.children.extend($crate::declare::described_children!([$crate::Item<$type>] $($inside)*));)?
                $(kind.actions.extend($crate::declare::described_actions!([$crate::Item<$type>] $($actions)*));)?
                kind
            }
        }
    };
}
pub(crate) use resource;

/// Declares what an API offers at its root. The type needs a method `scope`.
macro_rules! service {
    ($type:ident: $api:ident;
        $(inside { $($inside:tt)* })?
        $(actions { $($actions:tt)* })?
    ) => {
        $(impl $type { $crate::declare::inside!($($inside)*); })?
        $(impl $type { $crate::declare::actions!($($actions)*); })?

        #[cfg(feature = "schema")]
        $crate::declare::standing!($type);

        #[cfg(feature = "schema")]
        impl $type {
            /// What it offers, for [`surface`](crate::surface).
            pub(crate) fn describe() -> $crate::surface::Service {
                $crate::surface::Service {
                    api: $crate::Api::$api,
                    type_name: stringify!($type),
                    children: { #[allow(unused_mut)] let mut all = Vec::new(); $(all.extend($crate::declare::described_children!([$type] $($inside)*));)? all },
                    actions: { #[allow(unused_mut)] let mut all = Vec::new(); $(all.extend($crate::declare::described_actions!([$type] $($actions)*));)? all },
                }
            }
        }
    };
}
pub(crate) use service;

/// The handles of what lies inside.
macro_rules! inside {
    ($($(#[doc = $doc:literal])* $plural:ident / $singular:ident: $child:ident $([$access:ident])? $(=> $segment:literal / $param:literal)?;)*) => {
        $(
            $(#[doc = $doc])*
            #[must_use]
            pub fn $plural(&self) -> $crate::Collection<$child $(, $crate::$access)?> {
                #[allow(unused_assignments, unused_mut, reason = "most live under their usual name")]
                let (segment, param) = {
                    let mut at = (<$child as $crate::Resource>::SEGMENT, <$child as $crate::Resource>::PARAM);
                    $(at = ($segment, $param);)?
                    at
                };
                $crate::Collection::at(self.scope(), segment, param)
            }

            #[doc = concat!("One of [`", stringify!($plural), "`](Self::", stringify!($plural), "), by its id; nothing is sent.")]
            #[must_use]
            pub fn $singular(&self, id: impl Into<$crate::Id<$child>>) -> $crate::Item<$child $(, $crate::$access)?> {
                self.$plural().into_item(id)
            }
        )*
    };
}
pub(crate) use inside;

/// The methods for single operations.
///
/// `change` waits until the resource is ready again, `order` for the request only; `read(T)` and `text` give an answer,
/// `list(R)` a list; `custom` and `custom(T)` are written by hand and only described here.
macro_rules! actions {
    ($($(#[doc = $doc:literal])* $name:ident $(($body:ty))?: $id:literal => $shape:ident $(($answer:ty))?;)*) => {
        $($crate::declare::action!($shape [$(#[doc = $doc])*] $name [$($body)?] $id [$($answer)?]);)*
    };
}
pub(crate) use actions;

macro_rules! action {
    (custom $($rest:tt)*) => {};
    (custom_change $($rest:tt)*) => {};
    (change [$($doc:tt)*] $name:ident [] $id:literal []) => {
        $($doc)*
        ///
        /// # Errors
        /// As the service refuses it.
        pub async fn $name(&self) -> $crate::Result<$crate::Pending<()>> {
            self.scope().act($id, None, $crate::pending::Goal::Ready).await
        }
    };
    (change [$($doc:tt)*] $name:ident [$body:ty] $id:literal []) => {
        $($doc)*
        ///
        /// # Errors
        /// As the service refuses it.
        pub async fn $name(&self, body: $body) -> $crate::Result<$crate::Pending<()>> {
            self.scope().act($id, Some(&$crate::resource::Body::body(&body)), $crate::pending::Goal::Ready).await
        }
    };
    (order [$($doc:tt)*] $name:ident [] $id:literal []) => {
        $($doc)*
        ///
        /// # Errors
        /// As the service refuses it.
        pub async fn $name(&self) -> $crate::Result<$crate::Pending<()>> {
            self.scope().act($id, None, $crate::pending::Goal::Done).await
        }
    };
    (order [$($doc:tt)*] $name:ident [$body:ty] $id:literal []) => {
        $($doc)*
        ///
        /// # Errors
        /// As the service refuses it.
        pub async fn $name(&self, body: $body) -> $crate::Result<$crate::Pending<()>> {
            self.scope().act($id, Some(&$crate::resource::Body::body(&body)), $crate::pending::Goal::Done).await
        }
    };
    (read [$($doc:tt)*] $name:ident [] $id:literal [$answer:ty]) => {
        $($doc)*
        ///
        /// # Errors
        /// As the service refuses it.
        pub async fn $name(&self) -> $crate::Result<$answer> {
            self.scope().ask($id, None).await?.json()
        }
    };
    (read [$($doc:tt)*] $name:ident [$body:ty] $id:literal [$answer:ty]) => {
        $($doc)*
        ///
        /// # Errors
        /// As the service refuses it.
        pub async fn $name(&self, body: $body) -> $crate::Result<$answer> {
            self.scope().ask($id, Some(&$crate::resource::Body::body(&body))).await?.json()
        }
    };
    (text [$($doc:tt)*] $name:ident [] $id:literal []) => {
        $($doc)*
        ///
        /// # Errors
        /// As the service refuses it.
        pub async fn $name(&self) -> $crate::Result<String> {
            self.scope().ask($id, None).await?.text()
        }
    };
    (list [$($doc:tt)*] $name:ident [] $id:literal [$item:ty]) => {
        $($doc)*
        pub fn $name(&self) -> $crate::List<$item> {
            $crate::List::of(&self.scope(), $id)
        }
    };
}
pub(crate) use action;

#[cfg(feature = "schema")]
macro_rules! described_children {
    ([$handle:ty] $($(#[doc = $doc:literal])* $plural:ident / $singular:ident: $child:ident $([$access:ident])? $(=> $segment:literal / $param:literal)?;)*) => {
        [$({
            #[allow(unused_assignments, unused_mut)]
            let mut child = $crate::surface::Child {
                docs: concat!($($doc),*),
                plural: stringify!($plural),
                singular: stringify!($singular),
                access: "Full",
                segment: <$child as $crate::Resource>::SEGMENT,
                param: <$child as $crate::Resource>::PARAM,
                kind: <$child as $crate::surface::Described>::describe,
                all: |scope| <$handle as $crate::surface::call::Standing>::at(scope.clone()).$plural().scope().clone(),
                one: |scope, id| <$handle as $crate::surface::call::Standing>::at(scope.clone()).$singular(id).scope(),
            };
            $(child.access = stringify!($access);)?
            $(child.segment = $segment; child.param = $param;)?
            child
        }),*]
    };
}
#[cfg(feature = "schema")]
pub(crate) use described_children;

#[cfg(feature = "schema")]
macro_rules! described_actions {
    ([$handle:ty] $($(#[doc = $doc:literal])* $name:ident $(($body:ty))?: $id:literal => $shape:ident $(($answer:ty))?;)*) => {
        [$({
            #[allow(unused_assignments, unused_mut)]
            let mut action = $crate::surface::Action {
                docs: concat!($($doc),*),
                name: stringify!($name),
                operation: $id,
                shape: stringify!($shape),
                body: None,
                answer: None,
                call: $crate::declare::action_call!($shape [$handle] $name [$($body)?]),
            };
            $(action.body = Some($crate::surface::TypeRef::of::<$body>());)?
            $(action.answer = Some($crate::surface::TypeRef::of::<$answer>());)?
            action
        }),*]
    };
}
#[cfg(feature = "schema")]
pub(crate) use described_actions;

/// The call of a capability that the kind itself does not name a type for.
#[cfg(feature = "schema")]
macro_rules! marked_call {
    ($kind:ident Delete) => {
        $kind.calls.push(("delete", $crate::surface::call::delete::<Self>))
    };
    ($kind:ident $other:ident) => {};
}
#[cfg(feature = "schema")]
pub(crate) use marked_call;

/// The call of an action; those written by hand have a shape of their own.
#[cfg(feature = "schema")]
macro_rules! action_call {
    (custom $($rest:tt)*) => {
        None
    };
    (custom_change $($rest:tt)*) => {
        None
    };
    (list [$handle:ty] $name:ident []) => {
        Some(|scope, _| {
            let list = <$handle as $crate::surface::call::Standing>::at(scope).$name();
            Box::pin(async move { list.all().await.map(drop) })
        })
    };
    ($shape:ident [$handle:ty] $name:ident []) => {
        Some(|scope, _| {
            let handle = <$handle as $crate::surface::call::Standing>::at(scope);
            Box::pin(async move { handle.$name().await.map(drop) })
        })
    };
    ($shape:ident [$handle:ty] $name:ident [$body:ty]) => {
        Some(|scope, body| {
            let handle = <$handle as $crate::surface::call::Standing>::at(scope);
            let body = $crate::surface::call::given::<$body>(body);
            Box::pin(async move { handle.$name(body?).await.map(drop) })
        })
    };
}
#[cfg(feature = "schema")]
pub(crate) use action_call;

/// How a service is made from the root of its API.
#[cfg(feature = "schema")]
macro_rules! standing {
    (Client) => {
        impl $crate::surface::call::Standing for Client {
            fn at(scope: $crate::resource::Scope) -> Self {
                scope.client
            }
        }
    };
    (Ai) => {
        impl $crate::surface::call::Standing for Ai {
            fn at(scope: $crate::resource::Scope) -> Self {
                scope.client.ai()
            }
        }
    };
    ($type:ident) => {
        impl $crate::surface::call::Standing for $type {
            fn at(scope: $crate::resource::Scope) -> Self {
                Self { scope }
            }
        }
    };
}
#[cfg(feature = "schema")]
pub(crate) use standing;
