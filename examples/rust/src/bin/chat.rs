//! Story 3: the AI Model Hub in Berlin. A streamed answer, a tool that the model may ask for, and embeddings.
#![expect(clippy::print_stdout, reason = "it is what the program is for")]

use std::io::Write as _;

use futures_util::TryStreamExt as _;
use ionos_core::{Client, Message, Residency, Tool, ToolChoice};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let ai = Client::builder_from_env(None)?.residency(Residency::Germany).build()?.ai();
    let setting = |name: &str, default: &str| std::env::var(name).unwrap_or_else(|_| default.to_owned());
    let model = setting("IONOS_AI_MODEL", "openai/gpt-oss-120b");

    let question = "Why does data residency matter?";
    let mut answer = ai.chat(&model).system("You answer in two sentences.").user(question).stream().await?;
    while let Some(piece) = answer.try_next().await? {
        print!("{}", piece.text());
        std::io::stdout().flush()?;
        if let Some(usage) = piece.usage {
            println!("\n({} + {} tokens)", usage.prompt_tokens, usage.completion_tokens);
        }
    }

    // A tool is a promise of ours to the model: it says what to call, we call it and tell the result.
    let tool = Tool::function(
        "count_servers",
        "How many servers run in a location",
        json!({"type": "object", "properties": {"location": {"type": "string"}}, "required": ["location"]}),
    );
    let talk = ai.chat(&model).user("How many servers run in de/txl? Use the tool.").tool(tool);
    let asked = talk.clone().tool_choice(ToolChoice::Required).send().await?;
    let mut talk = talk.tool_choice(ToolChoice::None);
    for choice in &asked.choices {
        talk = talk.message(choice.message.clone());
    }
    for call in asked.tool_calls() {
        println!("the model calls {}({})", call.function.name, call.function.arguments);
        talk = talk.message(Message::tool(&call.id, "2"));
    }
    println!("{}", talk.send().await?.text());

    let texts = ["The server is down", "The machine does not answer", "Asparagus season begins in April"];
    let vectors = ai.embed(&setting("IONOS_AI_EMBEDDING_MODEL", "BAAI/bge-m3"), &texts).await?.data;
    if let ([first, others @ ..], [text, other_texts @ ..]) = (vectors.as_slice(), texts.as_slice()) {
        for (other, other_text) in others.iter().zip(other_texts) {
            println!("\"{text}\" and \"{other_text}\": {:.2}", first.similarity(other));
        }
    }
    Ok(())
}
