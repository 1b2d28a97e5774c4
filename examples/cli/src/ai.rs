//! `ai`: models and chat.

use std::process::ExitCode;

use clap::Subcommand;
use futures_util::TryStreamExt as _;
use ionos_core::{Client, Residency, Usage};
use serde_json::json;

use crate::environment::Settings;
use crate::failure::Failure;
use crate::output::{line, piece, say};

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Ask a model and show its answer as it comes.
    #[command(after_help = "Example:\n  ionos ai chat \"Why does data stay in Germany?\"")]
    Chat {
        /// What to ask.
        prompt: String,
        /// Model; `ionos ai models` lists them.
        #[arg(long, default_value = "openai/gpt-oss-120b")]
        model: String,
        /// Longest answer, in tokens.
        #[arg(long, default_value_t = 512)]
        max_tokens: u32,
    },
    /// List the models.
    #[command(after_help = "Example:\n  ionos ai models")]
    Models,
}

pub(crate) async fn run(settings: &Settings, command: Command) -> Result<ExitCode, Failure> {
    let simulator = settings.simulator(None).await?;
    let client = settings.client(simulator.as_ref(), Residency::Germany)?;
    match command {
        Command::Chat { prompt, model, max_tokens } => {
            let (answer, usage) = chat(&client, &model, &prompt, max_tokens, !settings.json).await?;
            if settings.json {
                line(&json!({ "model": model, "answer": answer, "usage": usage }));
            } else {
                say(&format!("\n\n{}", tokens(&usage)));
            }
        }
        Command::Models => {
            for model in client.ai().models().await? {
                if settings.json {
                    line(&model);
                } else {
                    say(&model.id);
                }
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn tokens(usage: &Usage) -> String {
    format!(
        "{} tokens asked, {} answered, {} in all",
        usage.prompt_tokens, usage.completion_tokens, usage.total_tokens
    )
}

/// Asks, shows the answer as it comes, and gives it with what was used.
pub(crate) async fn chat(
    client: &Client,
    model: &str,
    prompt: &str,
    max_tokens: u32,
    show: bool,
) -> Result<(String, Usage), Failure> {
    let mut stream = client.ai().chat(model).user(prompt).max_completion_tokens(max_tokens).stream().await?;
    let mut answer = String::new();
    let mut usage = Usage::default();
    while let Some(chunk) = stream.try_next().await? {
        if show {
            piece(chunk.text());
        }
        answer.push_str(chunk.text());
        usage = chunk.usage.unwrap_or(usage);
    }
    Ok((answer, usage))
}
