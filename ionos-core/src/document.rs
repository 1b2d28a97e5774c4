//! The envelope that every resource comes in.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::declare::{Key, entities, model};
use crate::types::{Id, Timestamp, open_enum};

open_enum! {
    /// Where a resource is in its life.
    State {
        /// Ready for use; no change is pending.
        Available = "AVAILABLE",
        /// Ready for use (Kubernetes and newer services).
        Active = "ACTIVE",
        /// Ready for use (newer services).
        Ready = "READY",
        /// Ready for use (container registry).
        Running = "Running",
        /// Made, but switched off.
        Inactive = "INACTIVE",
        /// At least one change is pending; further ones queue behind it.
        Busy = "BUSY",
        /// Being made.
        Deploying = "DEPLOYING",
        /// Being made (DNS).
        Provisioning = "PROVISIONING",
        /// Being changed.
        Updating = "UPDATING",
        /// Being removed.
        Destroying = "DESTROYING",
        /// Made, but not ready yet (Kubernetes nodes).
        Provisioned = "PROVISIONED",
        /// Being made anew (Kubernetes nodes).
        Rebuilding = "REBUILDING",
        /// Being removed (Kubernetes nodes).
        Terminating = "TERMINATING",
        /// Paused.
        Suspended = "SUSPENDED",
        /// The last change failed.
        Failed = "FAILED",
        /// Suspending it failed.
        FailedSuspended = "FAILED_SUSPENDED",
        /// Changing it failed.
        FailedUpdating = "FAILED_UPDATING",
        /// Removing it failed.
        FailedDestroying = "FAILED_DESTROYING",
        /// Removed.
        Terminated = "TERMINATED",
        /// Put to sleep.
        Hibernating = "HIBERNATING",
        /// Putting it to sleep failed.
        FailedHibernating = "FAILED_HIBERNATING",
        /// Under maintenance.
        Maintenance = "MAINTENANCE",
        /// Maintaining it failed.
        FailedMaintenance = "FAILED_MAINTENANCE",
        /// Not known to the service.
        Unspecified = "UNKNOWN",
    }
}

impl State {
    /// Whether a change is known to be pending. Words that this crate does not know are neither pending nor settled.
    #[must_use]
    pub(crate) fn is_pending(&self) -> bool {
        matches!(self, Self::Busy | Self::Deploying | Self::Provisioning | Self::Updating | Self::Destroying)
    }

    /// Whether no change is pending and nothing failed.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        matches!(
            self,
            Self::Available | Self::Active | Self::Ready | Self::Running | Self::Inactive | Self::Suspended
        ) || self.as_str().eq_ignore_ascii_case(Self::Running.as_str())
    }

    /// Whether the last change failed.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        self.as_str().starts_with("FAILED") || self.as_str() == "ERROR"
    }
}

model! {
    /// What the service notes about a resource.
    Metadata {
        /// Changes with every change of the resource.
        etag: String,
        /// When it was made.
        created_date: Timestamp,
        /// Who made it.
        created_by: String,
        /// The id of who made it.
        created_by_user_id: String,
        /// When it was last changed.
        last_modified_date: Timestamp,
        /// Who last changed it.
        last_modified_by: String,
        /// The id of who last changed it.
        last_modified_by_user_id: String,
        /// When the software of a Kubernetes node was last updated.
        last_software_updated_date: Timestamp,
        /// When a user last logged in.
        last_login: Timestamp,
        /// Why an access key of the object storage failed.
        status_message: String,
        /// Whether an access key can make buckets and set their policies.
        administrative: bool,
        /// The regions of the object storage that accept an access key.
        supported_regions: Vec<String>,
        /// Where it is in its life.
        state: State,
        /// Where it is in its life, with the services that call it so.
        status: State,
        /// More about its state, in words; some services say so.
        message: String,
        /// Its name among all resources of IONOS; newer services give it.
        resource_urn = "resourceURN": String,
        /// How far a request is; with [`Request`](crate::Request) from depth 2 on.
        request_status: Box<crate::compute::RequestStatusDocument>,
    }
}

impl Metadata {
    /// Where the resource is in its life, however the service calls it.
    #[must_use]
    pub fn state(&self) -> Option<&State> {
        self.state.as_ref().or(self.status.as_ref())
    }

    /// What only some kinds note: kept in `extra`, so that it costs the others nothing.
    pub(crate) fn noted(&self, name: &str) -> Option<&Value> {
        self.extra.get(name)
    }

    pub(crate) fn noted_as<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        T::deserialize(self.noted(name)?).ok()
    }

    pub(crate) fn noted_list(&self, name: &str) -> Vec<&str> {
        self.noted(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
    }
}

/// A resource as the service sends it: id, metadata, properties `P`, and the resources inside it `E`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Document<P, E = NoEntities> {
    /// Its identifier; empty for the few kinds that have none, such as contracts.
    pub id: Id<Self>,
    /// Its kind in the service's words, such as `server`.
    pub kind: String,
    /// Its address.
    pub href: Option<String>,
    /// What the service notes about it; absent in answers of depth 0. Boxed, like the entities, to keep a resource cheap to move.
    pub metadata: Option<Box<Metadata>>,
    /// Its fields; all empty in answers of depth 0.
    pub properties: P,
    /// What it contains; present from the depth that covers it.
    pub entities: Option<Box<E>>,
    /// Fields that this version of the crate does not know.
    pub extra: Map<String, Value>,
    /// Whether the answer held no properties at all, as at depth 0.
    bare: bool,
}

impl<P: Default, E> Default for Document<P, E> {
    fn default() -> Self {
        Self {
            id: Id::default(),
            kind: String::new(),
            href: None,
            metadata: None,
            properties: P::default(),
            entities: None,
            extra: Map::new(),
            bare: false,
        }
    }
}

impl<P, E> Document<P, E> {
    /// Where it is in its life, if the answer was deep enough to say.
    #[must_use]
    pub fn state(&self) -> Option<&State> {
        self.metadata.as_ref()?.state()
    }
}

impl<P: Serialize, E: Serialize> Serialize for Document<P, E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if !self.id.is_empty() {
            map.serialize_entry("id", &self.id)?;
        }
        if !self.kind.is_empty() {
            map.serialize_entry("type", &self.kind)?;
        }
        if let Some(href) = &self.href {
            map.serialize_entry("href", href)?;
        }
        if let Some(metadata) = &self.metadata {
            map.serialize_entry("metadata", metadata)?;
        }
        if !self.bare {
            map.serialize_entry("properties", &self.properties)?;
        }
        if let Some(entities) = &self.entities {
            map.serialize_entry("entities", entities)?;
        }
        for (name, value) in &self.extra {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl<'de, P, E> Deserialize<'de> for Document<P, E>
where
    P: Default + Deserialize<'de>,
    E: Deserialize<'de>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields<P, E>(PhantomData<(P, E)>);
        impl<'de, P: Default + Deserialize<'de>, E: Deserialize<'de>> Visitor<'de> for Fields<P, E> {
            type Value = Document<P, E>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object for a resource")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Document<P, E>, A::Error> {
                let mut document = Document { bare: true, ..Document::default() };
                while let Some(key) = map.next_key::<Key<'de>>()? {
                    match key.as_str() {
                        "id" => document.id = map.next_value()?,
                        "type" => document.kind = map.next_value::<Option<String>>()?.unwrap_or_default(),
                        "href" => document.href = map.next_value()?,
                        "metadata" => document.metadata = map.next_value()?,
                        "properties" => {
                            document.bare = false;
                            document.properties = map.next_value::<Option<P>>()?.unwrap_or_default();
                        }
                        "entities" => document.entities = map.next_value()?,
                        _ => {
                            let value = map.next_value()?;
                            document.extra.insert(key.into_string(), value);
                        }
                    }
                }
                Ok(document)
            }
        }
        deserializer.deserialize_map(Fields(PhantomData))
    }
}

#[cfg(feature = "schema")]
impl<P: schemars::JsonSchema, E: schemars::JsonSchema> schemars::JsonSchema for Document<P, E> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        let properties = P::schema_name();
        properties.strip_suffix("Properties").unwrap_or(&properties).to_owned().into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let properties = generator.subschema_for::<P>().to_value();
        let entities = generator.subschema_for::<E>().to_value();
        let metadata = generator.subschema_for::<Metadata>().to_value();
        let text = || serde_json::json!({ "type": "string" });
        crate::surface::build(serde_json::json!({
            "type": "object",
            "x-document": true,
            "properties": {
                "id": text(), "type": text(), "href": text(),
                "metadata": metadata, "properties": properties, "entities": entities,
            },
        }))
    }
}

entities! {
    /// For resources that contain no others.
    NoEntities {}
}

/// A list inside a resource.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Items<T> {
    /// The id of the list itself.
    pub id: Option<String>,
    /// `collection`.
    pub kind: Option<String>,
    /// The address of the list.
    pub href: Option<String>,
    /// The resources.
    pub items: Vec<T>,
    /// Fields that this version of the crate does not know.
    pub extra: Map<String, Value>,
    /// Whether the answer held the list, be it empty.
    given: bool,
    /// Whether it held nothing of its items, as at depth 0.
    bare: bool,
}

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self {
            id: None,
            kind: None,
            href: None,
            items: Vec::new(),
            extra: Map::new(),
            given: false,
            bare: false,
        }
    }
}

impl<T> Items<T> {
    /// Whether the answer held no such list at all.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        !self.given && self.items.is_empty()
    }
}

impl<T: Serialize> Serialize for Items<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in [("id", &self.id), ("type", &self.kind), ("href", &self.href)] {
            if let Some(value) = value {
                map.serialize_entry(name, value)?;
            }
        }
        if !self.bare {
            map.serialize_entry("items", &self.items)?;
        }
        for (name, value) in &self.extra {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Items<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
            type Value = Items<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object for a list")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Items<T>, A::Error> {
                let mut list = Items { given: true, bare: true, ..Items::default() };
                while let Some(key) = map.next_key::<Key<'de>>()? {
                    match key.as_str() {
                        "id" => list.id = map.next_value()?,
                        "type" => list.kind = map.next_value()?,
                        "href" => list.href = map.next_value()?,
                        "items" => {
                            list.bare = false;
                            list.items = map.next_value::<Option<Vec<T>>>()?.unwrap_or_default();
                        }
                        _ => {
                            let value = map.next_value()?;
                            list.extra.insert(key.into_string(), value);
                        }
                    }
                }
                Ok(list)
            }
        }
        deserializer.deserialize_map(Fields(PhantomData))
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Items<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("ItemsOf{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let item = generator.subschema_for::<T>().to_value();
        crate::surface::build(serde_json::json!({
            "type": "object",
            "properties": {
                "id": {"type": "string"}, "type": {"type": "string"}, "href": {"type": "string"},
                "items": {"type": "array", "items": item},
            },
        }))
    }
}
