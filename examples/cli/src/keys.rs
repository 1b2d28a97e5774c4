//! `keys`: the SSH keys of the secrets directory.

use std::process::ExitCode;

use clap::Subcommand;
use ionos_keys::{KeyInfo, KeySpec, KeyStore, Passphrase};

use crate::environment::Settings;
use crate::failure::Failure;
use crate::output::{line, say};

#[derive(Subcommand)]
pub(crate) enum Command {
    /// List the keys.
    #[command(after_help = "Example:\n  ionos keys list --secrets /secrets")]
    List,
    /// Make a new ed25519 key; an existing one is never overwritten.
    #[command(after_help = "Example:\n  ionos keys new admin --passphrase-env KEY_PASSPHRASE")]
    New {
        /// Name of the key.
        name: String,
        /// Comment in the public key.
        #[arg(long, default_value = "")]
        comment: String,
        /// Environment variable that holds the passphrase; without it the key is not encrypted.
        #[arg(long)]
        passphrase_env: Option<String>,
    },
    /// Show a key's public half.
    #[command(after_help = "Example:\n  ionos keys show admin")]
    Show {
        /// Name of the key.
        name: String,
    },
}

pub(crate) fn run(settings: &Settings, command: Command) -> Result<ExitCode, Failure> {
    let store = KeyStore::open(settings.secrets.join("ssh"))?;
    match command {
        Command::List => {
            let keys = store.list()?;
            if keys.is_empty() && !settings.json {
                say(&format!("There are no keys in {}.", store.path().display()));
            }
            for key in keys {
                show(settings, &key, false);
            }
        }
        Command::New { name, comment, passphrase_env } => {
            let mut spec = KeySpec::ed25519(name).comment(comment);
            if let Some(variable) = passphrase_env {
                spec = spec.passphrase(Passphrase::from_env(&variable)?);
            }
            show(settings, &store.generate(spec)?, false);
        }
        Command::Show { name } => show(settings, &store.get(&name)?, true),
    }
    Ok(ExitCode::SUCCESS)
}

fn show(settings: &Settings, key: &KeyInfo, public: bool) {
    if settings.json {
        line(key);
    } else if public {
        say(&key.public_key);
    } else {
        let state = if key.encrypted { "encrypted" } else { "plain" };
        say(&format!("{:<24} {:<12} {state:<10} {}", key.name, key.algorithm.as_str(), key.fingerprint));
    }
}
