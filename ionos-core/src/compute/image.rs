//! Images. <https://api.ionos.com/docs/cloud/v6/#tag/Images>

use crate::declare::{model, resource};
use crate::document::Document;

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

resource! {
    Image: "image", "images" / "imageId", name: |r| r.properties.name.as_deref();
}
