//! Documents found by what they mean, and an answer made from them: vectors of the AI Model Hub and an index in memory.
//!
//! It needs no document collections, which IONOS offers to existing users only. Up to some ten thousand documents a plain loop
//! over all vectors takes milliseconds; beyond that a database with vectors does the same work.
#![expect(clippy::print_stdout, reason = "it is what the program is for")]

use ionos_core::{Ai, Client, Embedding, Residency, Result};

/// Documents with their vectors.
struct Index {
    ai: Ai,
    model: String,
    documents: Vec<(String, Embedding)>,
}

impl Index {
    /// The most texts that are sent with one call.
    const BATCH: usize = 64;

    fn new(ai: Ai, model: impl Into<String>) -> Self {
        Self { ai, model: model.into(), documents: Vec::new() }
    }

    async fn add(&mut self, texts: &[&str]) -> Result<()> {
        for batch in texts.chunks(Self::BATCH) {
            let vectors = self.ai.embed(&self.model, batch).await?.data;
            self.documents.extend(batch.iter().map(|text| (*text).to_owned()).zip(vectors));
        }
        Ok(())
    }

    /// The documents that are closest to the question, the best first, with how close they are.
    async fn search(&self, question: &str, most: usize) -> Result<Vec<(f32, &str)>> {
        let wanted = self.ai.embed_text(&self.model, question).await?;
        let mut found: Vec<_> =
            self.documents.iter().map(|(text, vector)| (vector.similarity(&wanted), text.as_str())).collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        found.truncate(most);
        Ok(found)
    }
}

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let ai = Client::builder_from_env(None)?.residency(Residency::Germany).build()?.ai();
    let setting = |name: &str, default: &str| std::env::var(name).unwrap_or_else(|_| default.to_owned());

    let mut index = Index::new(ai.clone(), setting("IONOS_AI_EMBEDDING_MODEL", "BAAI/bge-m3"));
    index
        .add(&[
            "A backup of every server is made each night at two and kept for thirty days.",
            "Guests get a password for the wireless network at the reception.",
            "The canteen serves lunch from noon until two.",
            "Who leaves the company hands in badge, laptop and keys.",
        ])
        .await?;

    let question = "How long is a backup of a server kept?";
    let found = index.search(question, 2).await?;
    for (similarity, text) in &found {
        println!("{similarity:.2}  {text}");
    }

    let sources: Vec<_> = found.iter().map(|(_, text)| *text).collect();
    let answer = ai
        .chat(setting("IONOS_AI_MODEL", "openai/gpt-oss-120b"))
        .system(format!("Answer from these documents only:\n{}", sources.join("\n")))
        .user(question)
        .temperature(0.0)
        .send()
        .await?;
    println!("{}", answer.text());
    Ok(())
}
