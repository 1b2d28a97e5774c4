//! Templates of CUBE and GPU servers. <https://api.ionos.com/docs/cloud/v6/#tag/Templates>

use super::{GpuType, VolumeType};
use crate::declare::{model, resource};
use crate::document::Document;

/// A fixed size of a server: cores, memory, storage and cards. One with cards makes GPU servers, any other CUBE servers.
pub type Template = Document<TemplateProperties>;

model! {
    /// The fields of a template.
    TemplateProperties {
        /// Name.
        name: String,
        /// Cores.
        cores: f64,
        /// Main memory in MB.
        ram: f64,
        /// Storage in GB.
        storage_size: f64,
        /// What the storage is, where it is not directly attached: `SSD Premium`.
        storage_type: VolumeType,
        /// The family it belongs to.
        category: String,
        /// The cards that a server of it gets.
        gpus: Vec<TemplateGpu>,
    }
}

model! {
    /// The cards of one model that a template brings.
    TemplateGpu {
        /// Vendor.
        vendor: String,
        /// Model.
        model: String,
        /// How the server reaches them.
        kind = "type": GpuType,
        /// How many.
        count: u32,
    }
}

resource! {
    Template: "template", "templates" / "templateId", name: |r| r.properties.name.as_deref();
}
