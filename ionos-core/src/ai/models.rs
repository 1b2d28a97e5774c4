//! Models.

use serde::{Deserialize, Serialize};

use super::Ai;
use super::declare::described;
use crate::error::Result;

/// A model that the hub offers. The list changes: query it instead of relying on a name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Model {
    /// Id to be used in calls, such as `openai/gpt-oss-120b`.
    pub id: String,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owned_by: Option<String>,
    /// Fields that this version of the crate does not know.
    #[serde(flatten)]
    pub extra: serde_json::Map<String, serde_json::Value>,
}

described! {
    Model = "A model that the hub offers.";
    "id" / "id": String = "Id to be used in calls, such as `openai/gpt-oss-120b`.",
    "owned_by" / "owned_by": Option<String> = "Who made it.",
}

#[derive(Deserialize)]
struct Models {
    #[serde(default)]
    data: Vec<Model>,
}

impl Ai {
    /// The models that can be used now.
    ///
    /// # Errors
    /// As any read.
    pub async fn models(&self) -> Result<Vec<Model>> {
        Ok(self.scope().ask("modelsGet", None).await?.json::<Models>()?.data)
    }
}
