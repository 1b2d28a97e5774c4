//! A streamed answer, a tool call, and embeddings from the AI Model Hub.
#![expect(clippy::print_stdout, reason = "it is what the program is for")]

use std::io::Write as _;

use futures_util::TryStreamExt as _;
use ionos_core::{Client, Message, Residency, Tool, ToolChoice};
use serde_json::json;

const MODEL: &str = "openai/gpt-oss-120b";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let ai = Client::builder_from_env(None)?.residency(Residency::Germany).build()?.ai();

    let mut answer = ai.chat(MODEL).user("What is a private LAN, in one sentence?").stream().await?;
    while let Some(chunk) = answer.try_next().await? {
        print!("{}", chunk.text());
        std::io::stdout().flush()?;
        if let Some(usage) = chunk.usage {
            println!("\n{} tokens", usage.total_tokens);
        }
    }

    let weather = Tool::function(
        "get_weather",
        "Weather of a place",
        json!({"type": "object", "properties": {"place": {"type": "string"}}}),
    );
    let question = "How is the weather in Berlin?";
    let asked = ai.chat(MODEL).user(question).tool(weather).tool_choice(ToolChoice::Required).send().await?;
    if let (Some(call), Some(choice)) = (asked.tool_calls().first(), asked.choices.first()) {
        println!("the model calls {} with {}", call.function.name, call.function.arguments);
        let result = Message::tool(&call.id, "sunny, 21 degrees");
        let told =
            ai.chat(MODEL).user(question).message(choice.message.clone()).message(result).send().await?;
        println!("{}", told.text());
    }

    let texts = ["data stays in Germany", "our data stays in Germany", "a recipe for bread"];
    let vectors = ai.embed("BAAI/bge-m3", &texts).await?.data;
    if let [first, second, third] = vectors.as_slice() {
        println!("alike {:.2}, unlike {:.2}", first.similarity(second), first.similarity(third));
    }
    Ok(())
}
