//! AI Model Hub: models, chat, completions, embeddings and images, compatible with OpenAI's API. <https://api.ionos.com/docs/inference-openai/v1/>
//!
//! Facts about models and limits: <https://docs.ionos.com/cloud/ai/ai-model-hub>.

mod chat;
#[deprecated(
    note = "IONOS offers document collections to existing users only; keep the vectors of `Ai::embed` in a store of your own"
)]
mod collections;
mod completions;
mod declare;
mod embeddings;
mod images;
mod message;
mod models;
mod sampling;
mod stream;

pub use chat::{Chat, ChatAnswer, ChatChoice, FinishReason, ResponseFormat, Usage};
#[expect(deprecated, reason = "they stay reachable for those who have collections")]
pub use collections::{
    Chunking, ChunkingConfig, ChunkingStrategy, CollectionEmbedding, CollectionEngine, DocumentCollection,
    DocumentCollectionProperties, DocumentCollections, DocumentMatch, DocumentMatches, DocumentQuery,
    DocumentQueryAnswer, NewDocumentCollection, NewDocuments, StoredDocument, StoredDocumentProperties,
    WholeDocument, WholeDocumentCollection,
};
pub use completions::{Completion, CompletionAnswer, CompletionChoice};
pub use embeddings::{Embedding, Embeddings};
pub use images::{GeneratedImage, GeneratedImages, ImageGeneration, ImageSize};
pub use message::{FunctionCall, Message, Part, Role, Tool, ToolCall, ToolChoice};
pub use models::Model;
pub use stream::{
    ChatChunk, ChatChunkChoice, ChatDelta, ChatStream, Choices, CompletionChunk, CompletionDelta,
    CompletionStream, FunctionCallDelta, ToolCallDelta, ToolCalls,
};

#[cfg(feature = "schema")]
use chat::ChatRequest;
#[cfg(feature = "schema")]
use completions::CompletionRequest;
#[cfg(feature = "schema")]
use embeddings::EmbeddingRequest;
#[cfg(feature = "schema")]
use images::ImageRequest;

use crate::client::Client;
use crate::declare::service;
use crate::error::Result;
use crate::operation::Api;
use crate::resource::Scope;

/// The AI Model Hub in Berlin (`de/txl`). It takes tokens only; calls are kept under its limits: 5 a second and 10 at once, and for
/// images also 10 a minute and 20 at once.
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

service! {
    Ai: Ai;
    actions {
        /// The models that can be used now.
        models: "modelsGet" => custom(Vec<Model>);
        /// Asks a model.
        chat(ChatRequest): "chatCompletionsPost" => custom(ChatAnswer);
        /// Lets a model go on with a text.
        complete(CompletionRequest): "completionsPost" => custom(CompletionAnswer);
        /// The vectors of texts.
        embed(EmbeddingRequest): "embeddingsPost" => custom(Embeddings);
        /// Lets a model make images.
        generate_image(ImageRequest): "imagesGenerationsPost" => custom(GeneratedImages);
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

    fn scope(&self) -> Scope {
        Scope::root(&self.client, Api::Ai)
    }
}
