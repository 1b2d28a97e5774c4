//! Embeddings: texts as vectors, alike where the texts mean the like.

use serde_json::{Value, json};

use super::Ai;
use super::chat::Usage;
use super::declare::answer;
use super::sampling::{given, invalid};
use crate::error::{Error, ErrorKind, Result};

const OPERATION: &str = "embeddingsPost";

answer! {
    /// The vectors of some texts, in the order of the texts.
    Embeddings {
        /// One vector for each text.
        data: Vec<Embedding>,
        /// Model that computed them.
        model: String,
        /// What was used.
        usage: Usage,
    }
}

answer! {
    /// The vector of one text.
    Embedding {
        /// Which text.
        index: usize,
        /// The vector.
        embedding: Vec<f32>,
    }
}

/// Texts to make vectors of, as the service reads them; for the description of the operation only.
#[cfg(feature = "schema")]
#[derive(Debug)]
pub(super) struct EmbeddingRequest;

super::declare::described! {
    EmbeddingRequest = "Texts to make vectors of.";
    "model" / "model": String = "Model that computes them; `models` lists them.",
    "input" / "input": Value = "A text or a list of texts.",
}

impl Embedding {
    /// How close two texts are in meaning: the cosine of the angle between their vectors, from -1 to 1.
    #[must_use]
    pub fn similarity(&self, other: &Self) -> f32 {
        let dot: f32 = self.embedding.iter().zip(&other.embedding).map(|(a, b)| a * b).sum();
        let length = |v: &[f32]| v.iter().map(|x| x * x).sum::<f32>().sqrt();
        let product = length(&self.embedding) * length(&other.embedding);
        if product > 0.0 { dot / product } else { 0.0 }
    }
}

impl Ai {
    /// The vectors of these texts, with one call.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] for no texts, before anything is sent; as any call; [`ErrorKind::NotFound`] for an unknown model.
    pub async fn embed(&self, model: &str, texts: &[impl AsRef<str>]) -> Result<Embeddings> {
        if texts.is_empty() {
            return Err(invalid("there is no text to embed").at(OPERATION));
        }
        let input: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        self.vectors(model, json!(input)).await
    }

    /// The vector of this text.
    ///
    /// # Errors
    /// As [`embed`](Self::embed).
    pub async fn embed_text(&self, model: &str, text: &str) -> Result<Embedding> {
        let mut embeddings = self.vectors(model, text.into()).await?;
        embeddings.data.pop().ok_or_else(|| {
            Error::new(ErrorKind::Decode, "the answer holds no vector of the text").at(OPERATION)
        })
    }

    async fn vectors(&self, model: &str, input: Value) -> Result<Embeddings> {
        given("model", model).map_err(|e| e.at(OPERATION))?;
        let call = self.scope().call_of(OPERATION)?.json(&json!({ "model": model, "input": input }));
        let mut embeddings: Embeddings = self.scope().send(call).await?.json()?;
        embeddings.data.sort_by_key(|e| e.index);
        Ok(embeddings)
    }
}
