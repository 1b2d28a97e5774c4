//! A simulated cloud, and the command with its environment.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use ionos_simulator::{Builder, JournalEntry, Simulator};
use tempfile::TempDir;

pub(crate) const EXAMPLE: &str = include_str!("../../../stacks/secure-ai.toml");

pub(crate) struct Lab {
    pub(crate) simulator: Simulator,
    pub(crate) directory: TempDir,
}

impl Lab {
    pub(crate) async fn new() -> Self {
        Self::of(Simulator::builder()).await
    }

    /// A simulator with the bucket that the example names.
    pub(crate) async fn of(builder: Builder) -> Self {
        let simulator = builder.bucket("secure-ai-flow-logs").start().await.unwrap();
        let lab = Self { simulator, directory: tempfile::tempdir().unwrap() };
        std::fs::write(lab.file(), EXAMPLE).unwrap();
        lab
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.directory.path().join("stack.toml")
    }

    pub(crate) fn secrets(&self) -> PathBuf {
        self.directory.path().join("secrets")
    }

    /// The command with the simulator's environment and nothing else of ours.
    pub(crate) fn command(&self) -> Command {
        let mut command = bare(self.directory.path());
        command.envs(self.simulator.environment()).env("IONOS_SECRETS", self.secrets());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command().args(arguments).output().unwrap()
    }

    pub(crate) fn up(&self) -> Output {
        self.run(&["up", "stack.toml", "--yes"])
    }

    pub(crate) fn writes(&self) -> usize {
        self.simulator.journal().iter().filter(|e| is_write(e)).count()
    }
}

/// The command in a directory, with an environment that names no credentials.
pub(crate) fn bare(directory: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ionos"));
    command
        .current_dir(directory)
        .env_clear()
        .env("HOME", directory)
        .env("PATH", std::env::var_os("PATH").unwrap());
    command.stdin(Stdio::null());
    command
}

pub(crate) fn is_write(entry: &JournalEntry) -> bool {
    entry.method != "GET"
}

pub(crate) fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

pub(crate) fn good(output: &Output) -> String {
    assert!(output.status.success(), "{}: {}", output.status, text(output));
    text(output)
}
