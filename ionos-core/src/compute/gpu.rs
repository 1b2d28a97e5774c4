//! Graphics cards of GPU servers. <https://api.ionos.com/docs/cloud/v6/#tag/Graphics-Processing-Unit-cards>

use crate::declare::{model, resource};
use crate::document::Document;
use crate::types::open_enum;

/// A graphics card of a GPU server; it comes with the server's template and cannot be changed:
///
/// ```compile_fail
/// # async fn example(server: ionos_core::Item<ionos_core::Server>) {
/// server.gpu("id").delete().await;
/// # }
/// ```
pub type Gpu = Document<GpuProperties>;

open_enum! {
    /// How a server reaches its graphics card.
    GpuType {
        /// Directly, without virtualisation in between.
        Passthrough = "passthrough",
    }
}

model! {
    /// The fields of a graphics card.
    GpuProperties {
        /// Name.
        name: String,
        /// Vendor.
        vendor: String,
        /// Model.
        model: String,
        /// How the server reaches it.
        kind = "type": GpuType,
    }
}

resource! {
    Gpu: "GPU card", "gpus" / "gpuId", name: |r| r.properties.name.as_deref();
}
