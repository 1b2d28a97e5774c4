//! AI Model Hub: models, chat and embeddings, compatible with OpenAI's API. <https://docs.ionos.com/cloud/ai/ai-model-hub>

mod chat;
mod embeddings;
mod models;

pub use chat::{
    Chat, ChatAnswer, ChatChoice, ChatChunk, ChatChunkChoice, ChatDelta, ChatStream, FinishReason,
    FunctionCall, FunctionCallDelta, Message, Role, Tool, ToolCall, ToolCallDelta, ToolCalls, ToolChoice,
    Usage,
};
pub use embeddings::{Embedding, Embeddings};
pub use models::Model;

use crate::client::Client;
use crate::error::Result;
use crate::operation::Api;

/// The AI Model Hub in Berlin (`de/txl`). It takes tokens only; calls are kept under its limits of 5 a second and 10 at once.
#[derive(Clone, Debug)]
pub struct Ai {
    client: Client,
}

impl Client {
    /// The AI Model Hub.
    #[must_use]
    pub fn ai(&self) -> Ai {
        Ai { client: self.clone() }
    }
}

impl Ai {
    /// Where the Model Hub computes.
    pub const LOCATION: &'static str = "de/txl";

    /// Makes sure that the Model Hub of this location may and can be used.
    ///
    /// # Errors
    /// [`ErrorKind::Residency`](crate::ErrorKind::Residency) outside the allowed region,
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) where there is no Model Hub.
    pub fn check_location(&self, location: &str) -> Result<()> {
        self.client.residency().check_location(location)?;
        if location == Self::LOCATION {
            return Ok(());
        }
        Err(crate::Error::new(
            crate::ErrorKind::InvalidRequest,
            format!("there is no AI Model Hub in `{location}`"),
        )
        .advise("use de/txl; nothing was sent"))
    }

    fn engine(&self) -> Result<crate::http::pipeline::Engine> {
        self.client.engine(Api::Ai, None)
    }
}
