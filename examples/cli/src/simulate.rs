//! `simulate`: a cloud for this command and for any official tool.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use ionos_simulator::Simulator;
use serde_json::json;

use crate::environment::Settings;
use crate::failure::Failure;
use crate::output::{line, say};

#[derive(Args)]
pub(crate) struct Arguments {
    /// Address to listen on; port 0 takes any free one.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// How many times faster than the real cloud things happen.
    #[arg(long, default_value_t = 60.0)]
    speed: f64,
    /// Seed of everything that is drawn at random.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// File that keeps the simulated cloud between runs.
    #[arg(long)]
    state: Option<PathBuf>,
    /// File to which every call is added, as a line of JSON.
    #[arg(long)]
    journal: Option<PathBuf>,
}

pub(crate) async fn run(settings: &Settings, arguments: Arguments) -> Result<ExitCode, Failure> {
    let mut builder =
        Simulator::builder().listen(&arguments.listen).speed(arguments.speed).seed(arguments.seed);
    if let Some(path) = &arguments.state {
        builder = builder.state_file(path);
    }
    if let Some(path) = &arguments.journal {
        builder = builder.journal_file(path);
    }
    let simulator = builder.start().await?;
    let environment: BTreeMap<String, String> = simulator.environment().into_iter().collect();
    if settings.json {
        line(&json!({ "url": simulator.url(), "environment": environment }));
    } else {
        say(&format!("A simulated IONOS Cloud listens on {}.\n", simulator.url()));
        say("For this command, the official SDKs, ionosctl and Terraform:\n");
        for (name, value) in &environment {
            say(&format!("  export {name}={value}"));
        }
        say("\nFor tools that read the official configuration file (~/.ionos/config):\n");
        for text in simulator.config_file().lines() {
            say(&format!("  {text}"));
        }
        say("\nStop it with Ctrl-C.");
    }
    let _ = tokio::signal::ctrl_c().await;
    simulator.stop().await;
    Ok(ExitCode::SUCCESS)
}
