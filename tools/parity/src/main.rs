//! What `ionos-core` offers, as data and against the official descriptions. Run through `cargo xtask`.

mod compare;
mod coverage;
mod overlay;
mod spec;
mod surface;

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

type Result<T, E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

#[derive(Parser)]
#[command(about = "What ionos-core offers, as data and against the official descriptions")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Print services, kinds of resources and JSON Schemas as JSON.
    Surface,
    /// Compare operations, fields, types and words with the official descriptions.
    Compare {
        /// The folder with the descriptions.
        specs: PathBuf,
    },
    /// Write `COVERAGE.md`.
    Coverage {
        /// Only check that the file is up to date.
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("parity: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<ExitCode> {
    match task {
        Task::Surface => {
            let text = serde_json::to_string_pretty(&surface::export())?;
            writeln!(io::stdout(), "{text}")?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Compare { specs } => compare(&specs),
        Task::Coverage { check } => coverage(check),
    }
}

/// One line a difference: the operation, where in its body or answer, and what differs.
/// In brackets stands what an entry of the overlay would name.
fn compare(folder: &Path) -> Result<ExitCode> {
    let mut out = io::stdout().lock();
    if !folder.is_dir() {
        writeln!(out, "parity skipped: there is no folder {}", folder.display())?;
        return Ok(ExitCode::SUCCESS);
    }
    let specs = spec::read(folder)?;
    let overlay = overlay::Overlay::read(&root().join("ionos-core/spec/overlay.toml"))?;
    let all = compare::all(&specs);
    let total = all.len();
    let unwanted: Vec<_> = all.into_iter().filter(|d| !overlay.wants(d)).collect();
    for d in &unwanted {
        writeln!(out, "{}  {}  {}  [{} / {} / {}]", d.operation, d.path, d.text, d.at, d.name, d.differs)?;
    }
    let unused = overlay.unused();
    for line in &unused {
        writeln!(out, "{line}")?;
    }
    let uncovered: Vec<_> = compare::uncovered(&specs).iter().map(|api| api.key()).collect();
    writeln!(
        out,
        "{} descriptions compared, {} differences wanted, {} not; nothing to compare with for {}",
        specs.len(),
        total - unwanted.len(),
        unwanted.len() + unused.len(),
        uncovered.join(", ")
    )?;
    Ok(if unwanted.is_empty() && unused.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn coverage(check: bool) -> Result<ExitCode> {
    let path = root().join("COVERAGE.md");
    let text = coverage::table()?;
    if !check {
        std::fs::write(path, text)?;
    } else if std::fs::read_to_string(path).unwrap_or_default() != text {
        return Err("COVERAGE.md is out of date: run `cargo xtask coverage`".into());
    }
    Ok(ExitCode::SUCCESS)
}

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}
