//! Images. <https://api.ionos.com/docs/cloud/v6/#tag/Images>

use crate::client::Client;
use crate::document::Document;
use crate::operation::Api;
use crate::resource::{Collection, Scope, model, resource};

/// An image that volumes can be made from.
pub type Image = Document<ImageProperties>;

model! {
    /// The fields of an image.
    ImageProperties {
        /// Name.
        name: String,
        /// Free text.
        description: String,
        /// Where it is stored.
        location: String,
        /// Size in GB.
        size: f64,
        /// `HDD` or `CDROM`.
        image_type: String,
        /// Whether IONOS offers it to everybody.
        public: bool,
        /// Short names, such as `ubuntu:24.04`.
        image_aliases: Vec<String>,
        /// `V1` when it runs cloud-init, otherwise `NONE`.
        cloud_init: String,
        /// Operating system for licensing.
        licence_type: String,
        /// What a server must offer to run it, such as `SEV-SNP`.
        required_features: Vec<String>,
    }
}

resource!(Image, "image", "images" / "imageId", name: |r| r.properties.name.as_deref());

impl Client {
    /// All images that the contract can use, public ones included.
    #[must_use]
    pub fn images(&self) -> Collection<Image> {
        Collection::new(&Scope::root(self, Api::Cloud))
    }
}
