//! The `ionos` command: declare a stack, bring it up, look at it, take it down, and simulate the cloud.

mod ai;
mod demo;
mod environment;
mod failure;
mod keys;
mod output;
mod simulate;
mod stack;
mod tunnel;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::environment::Settings;
use crate::failure::Failure;

#[derive(Parser)]
#[command(name = "ionos", version, about = "Brings up and looks after secure stacks in IONOS Cloud.", after_help = EXIT_CODES)]
struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes:
  0  done
  1  a step failed, or something differs (`status`)
  2  the command line is wrong
  3  the stack file is wrong, or names a place that is not allowed
  4  credentials or settings are missing or refused
  5  IONOS Cloud or the tunnel provider could not be reached or failed

Example:
  ionos demo";

#[derive(Subcommand)]
enum Command {
    /// Show what `up` would do.
    #[command(after_help = "Example:\n  ionos plan examples/stacks/secure-ai.toml")]
    Plan {
        /// Stack file.
        file: PathBuf,
    },
    /// Bring a stack up, or go on where the last run ended.
    #[command(after_help = "Example:\n  ionos up examples/stacks/secure-ai.toml --yes")]
    Up {
        /// Stack file.
        file: PathBuf,
        /// Do not ask.
        #[arg(long, short)]
        yes: bool,
    },
    /// Show what differs from the declaration and what the checks say.
    #[command(after_help = "Example:\n  ionos status examples/stacks/secure-ai.toml --json")]
    Status {
        /// Stack file.
        file: PathBuf,
    },
    /// Take a stack down; protected things stay.
    #[command(after_help = "Example:\n  ionos down examples/stacks/secure-ai.toml --yes")]
    Down {
        /// Stack file.
        file: PathBuf,
        /// Do not ask.
        #[arg(long, short)]
        yes: bool,
    },
    /// Serve a simulated cloud for this command and for any official tool.
    #[command(
        after_help = "Example:\n  ionos simulate --listen 127.0.0.1:8080 --speed 60 --state cloud.json"
    )]
    Simulate(simulate::Arguments),
    /// Use the AI Model Hub.
    #[command(subcommand)]
    Ai(ai::Command),
    /// Look after SSH keys.
    #[command(subcommand)]
    Keys(keys::Command),
    /// Look after connectors and what is published through them.
    #[command(subcommand)]
    Tunnel(tunnel::Command),
    /// See everything at work on a simulated cloud; needs no account.
    #[command(after_help = "Example:\n  ionos demo\n  ionos demo --json | jq .event")]
    Demo(demo::Arguments),
    /// Print a completion script.
    #[command(after_help = "Example:\n  ionos completions bash > /etc/bash_completion.d/ionos")]
    Completions {
        /// Shell.
        shell: clap_complete::Shell,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    cli.settings.start_logging();
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            return Failure::new(1, format!("the runtime cannot start: {error}")).report(cli.settings.json);
        }
    };
    let json = cli.settings.json;
    match runtime.block_on(run(cli)) {
        Ok(code) => code,
        Err(failure) => failure.report(json),
    }
}

async fn run(cli: Cli) -> Result<ExitCode, Failure> {
    let settings = cli.settings;
    match cli.command {
        Command::Plan { file } => stack::plan(&settings, &file).await,
        Command::Up { file, yes } => stack::up(&settings, &file, yes).await,
        Command::Status { file } => stack::status(&settings, &file).await,
        Command::Down { file, yes } => stack::down(&settings, &file, yes).await,
        Command::Simulate(arguments) => simulate::run(&settings, arguments).await,
        Command::Ai(command) => ai::run(&settings, command).await,
        Command::Keys(command) => keys::run(&settings, command),
        Command::Tunnel(command) => tunnel::run(&settings, command).await,
        Command::Demo(arguments) => demo::run(&settings, arguments).await,
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "ionos", &mut std::io::stdout());
            Ok(ExitCode::SUCCESS)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_an_example_in_its_help() {
        fn check(command: &clap::Command) {
            for sub in command.get_subcommands() {
                if sub.has_subcommands() {
                    check(sub);
                } else {
                    let help = sub.get_after_help().map(ToString::to_string).unwrap_or_default();
                    assert!(help.contains("Example:"), "{} has no example", sub.get_name());
                }
            }
        }
        let command = Cli::command();
        command.clone().debug_assert();
        check(&command);
    }
}
