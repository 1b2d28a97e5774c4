//! Labels. <https://api.ionos.com/docs/cloud/v6/#tag/Labels>

use crate::client::Client;
use crate::document::Document;
use crate::error::{ErrorKind, Result};
use crate::operation::Api;
use crate::resource::{Body, Collection, Item, Labelled, Scope, fields, model, resource};

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

impl Body for NewLabel {
    fn body(&self) -> serde_json::Value {
        self.document()
    }

    fn name(&self) -> Option<&str> {
        self.key.as_deref()
    }
}

resource!(Label, "label", "labels" / "key", name: |r| r.properties.key.as_deref(), named: "key", create: NewLabel; Delete);

impl Client {
    /// Every label of the contract, with the resource it is on: one call shows what belongs to whom.
    #[must_use]
    pub fn labels(&self) -> Collection<Label> {
        Collection::new(&Scope::root(self, Api::Cloud))
    }
}

impl<R: Labelled> Item<R> {
    /// Its labels.
    #[must_use]
    pub fn labels(&self) -> Collection<Label> {
        self.collection()
    }
}

impl Collection<Label> {
    /// Gives the label this value, whether it exists or not.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn set(&self, key: &str, value: &str) -> Result<()> {
        let label = NewLabel::new(key, value);
        let item = self.item(key);
        let call = item.scope.call(::http::Method::PUT).json(&label.body());
        match self.scope.send(call).await {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == ErrorKind::NotFound => self.ensure(label).await.map(drop),
            Err(error) => Err(error),
        }
    }
}
