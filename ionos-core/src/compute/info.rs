//! What the Cloud API says about itself. <https://api.ionos.com/docs/cloud/v6/>

use crate::declare::model;

model! {
    /// What the Cloud API says about itself.
    ApiInfo {
        /// Its address.
        href: String,
        /// Its name.
        name: String,
        /// Its version.
        version: String,
    }
}
