//! Embeddings.

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Ai, Usage};
use crate::error::Result;
use crate::http::call::Call;

/// The vectors of some texts, in the order of the texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Embeddings {
    /// One vector for each text.
    pub data: Vec<Embedding>,
    /// Model that computed them.
    #[serde(default)]
    pub model: String,
    /// What was used.
    #[serde(default)]
    pub usage: Usage,
}

/// The vector of one text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Embedding {
    /// Which text.
    pub index: usize,
    /// The vector.
    pub embedding: Vec<f32>,
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
    /// The vectors of these texts.
    ///
    /// # Errors
    /// As any call; [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) for an unknown model.
    pub async fn embed(&self, model: &str, texts: &[impl AsRef<str>]) -> Result<Embeddings> {
        let input: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        let call = Call::new("embeddingsPost", Method::POST, "/v1/embeddings")
            .json(&json!({ "model": model, "input": input }))
            .idempotent(true)
            .sensitive();
        let mut embeddings: Embeddings = self.engine()?.send(call).await?.json()?;
        embeddings.data.sort_by_key(|e| e.index);
        Ok(embeddings)
    }
}
