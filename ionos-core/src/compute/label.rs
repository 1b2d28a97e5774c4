//! Labels. <https://api.ionos.com/docs/cloud/v6/#tag/Labels>

use crate::declare::{body, fields, model, resource};
use crate::document::Document;
use crate::error::{ErrorKind, Result};
use crate::resource::{Body, Collection, Item, Labelled};

/// A key and a value on a resource. Labels are written at once: there is nothing to wait for.
pub type Label = Document<LabelProperties>;

model! {
    /// The fields of a label.
    LabelProperties {
        /// Key, unique on its resource.
        key: String,
        /// Value.
        value: String,
        /// Id of the labelled resource; in lists over the whole contract.
        resource_id: String,
        /// Kind of the labelled resource, such as `server`; in lists over the whole contract.
        resource_type: String,
        /// Address of the labelled resource; in lists over the whole contract.
        resource_href: String,
    }
}

fields! {
    /// A label to be put on a resource.
    NewLabel {
        /// Key.
        key: String,
        /// Value.
        value: String,
    }
}

impl NewLabel {
    /// A label of this key and value.
    #[must_use]
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self::default().key(key).value(value)
    }
}

body!(NewLabel by key);
resource! {
    Label: "label", "labels" / "key", name: |r| r.properties.key.as_deref(), named: "key";
    create: NewLabel;
    replace: NewLabel;
    can: [Delete];
}

impl<R: Labelled> Item<R> {
    /// Its labels.
    #[must_use]
    pub fn labels(&self) -> Collection<Label> {
        Collection::inside(self.scope())
    }
}

impl Collection<Label> {
    /// Gives the label this value, whether it exists or not.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn set(&self, key: &str, value: &str) -> Result<()> {
        let label = NewLabel::new(key, value);
        let call = self.item(key).scope().call(::http::Method::PUT).json(&label.body());
        match self.scope().send(call).await {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == ErrorKind::NotFound => self.ensure(label).await.map(drop),
            Err(error) => Err(error),
        }
    }
}

/// The labels of any resource that carries them.
#[cfg(feature = "schema")]
pub(crate) fn labels_child() -> crate::surface::Child {
    crate::surface::Child {
        docs: "Its labels.",
        plural: "labels",
        singular: "label",
        access: "Full",
        segment: "labels",
        param: "key",
        kind: <Label as crate::surface::Described>::describe,
        all: |scope| Collection::<Label>::inside(scope.clone()).scope().clone(),
        one: |scope, id| Collection::<Label>::inside(scope.clone()).item(id).scope(),
    }
}
