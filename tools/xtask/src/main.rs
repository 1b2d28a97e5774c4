//! Tasks of this repository. `cargo xtask test` sets up what the tests need and runs all of them.

use std::env;
use std::error::Error;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use clap::{Parser, Subcommand, ValueEnum};

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

#[derive(Parser)]
#[command(about = "Tasks of this repository")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Set up everything and run every test: Rust, Python, Node, and the official packages on the simulator.
    Test {
        /// Only these parts.
        #[arg(long, value_enum)]
        only: Vec<Part>,
        /// Write `docs/simulator-clients.md` from what the official packages have done, instead of comparing.
        #[arg(long)]
        write: bool,
    },
    /// Write the models and handles of the language packages from the declarations of `ionos-core`.
    Generate {
        /// Only say whether they are as they should be.
        #[arg(long)]
        check: bool,
    },
    /// Print what `ionos-core` offers as JSON: services, kinds of resources, JSON Schemas.
    Surface,
    /// Compare what `ionos-core` offers with the official descriptions.
    Parity {
        /// The folder with the descriptions.
        #[arg(long, default_value = "../shared/specs")]
        specs: PathBuf,
    },
    /// Write `COVERAGE.md`, the table of operations and calls.
    Coverage {
        /// Only check that the file is up to date.
        #[arg(long)]
        check: bool,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    Rust,
    Python,
    Node,
    Official,
    /// Everything said in tests, against the official descriptions, when they are there.
    Conformance,
}

/// Builds the Python wheel.
const MATURIN: &str = "maturin==1.16.0";

/// Debian packages that tests use, each with a program by which its presence is known.
const PACKAGES: [(&str, &str); 8] = [
    ("cloud-init", "/usr/bin/cloud-init"),
    ("curl", "/usr/bin/curl"),
    ("knot", "/usr/sbin/knotd"),
    ("knot-dnsutils", "/usr/bin/knsupdate"),
    ("nginx-light", "/usr/sbin/nginx"),
    ("openssh-client", "/usr/bin/ssh-keygen"),
    ("openssh-server", "/usr/sbin/sshd"),
    ("systemd", "/usr/bin/systemd-analyze"),
];

fn main() -> ExitCode {
    let done = match Cli::parse().task {
        Task::Test { only, write } => test(&only, write),
        Task::Generate { check } => generate(check),
        Task::Surface => parity([OsStr::new("surface")]),
        Task::Parity { specs } => parity([OsStr::new("compare"), specs.as_os_str()]),
        Task::Coverage { check: false } => parity([OsStr::new("coverage")]),
        Task::Coverage { check: true } => parity([OsStr::new("coverage"), OsStr::new("--check")]),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn test(only: &[Part], write: bool) -> Result<()> {
    let wanted = |part| only.is_empty() || only.contains(&part);
    let root = root()?;
    env::set_current_dir(&root)?;
    packages()?;
    if wanted(Part::Rust) {
        heading("Rust");
        run(cargo().args(["test", "--workspace", "--exclude", "ionos-python", "--exclude", "ionos-node"]))?;
    } else {
        run(cargo().args(["build", "--package", "ionos-cli"]))?;
    }
    let specs = specs(&root);
    let conforms = wanted(Part::Conformance) && specs.is_dir();
    let needs_venv = wanted(Part::Python) || wanted(Part::Official) || conforms;
    let venv = if needs_venv { Some(Venv::with_wheel(&root)?) } else { None };
    if let Some(venv) = venv.as_ref().filter(|_| wanted(Part::Python)) {
        python(&root, venv)?;
    }
    if wanted(Part::Node) {
        node(&root)?;
    }
    // What the official packages have said is looked at afterwards, so they run for that, too.
    if let Some(venv) = venv.as_ref().filter(|_| wanted(Part::Official) || conforms) {
        official(&root, venv, write)?;
    }
    if let Some(venv) = venv.as_ref().filter(|_| conforms) {
        conformance(&root, venv, &specs)?;
    } else if wanted(Part::Conformance) {
        heading("Conformance skipped");
        eprintln!(
            "the official descriptions are not in {}; IONOS_SPECS names another folder",
            specs.display()
        );
    }
    heading("All tests passed");
    Ok(())
}

/// The program and its arguments that serve a simulated cloud, for the tests of the other languages.
fn simulator(root: &Path) -> String {
    let program = target(root).join("debug").join("ionos");
    format!("{} simulate --listen 127.0.0.1:0 --speed 1000 --json", program.display())
}

fn target(root: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}

/// The virtual environment of the tests.
struct Venv {
    program: PathBuf,
}

impl Venv {
    /// Makes it when it is not there, and installs the wheel with what its tests need.
    fn with_wheel(root: &Path) -> Result<Self> {
        heading("Python wheel");
        let folder = root.join(".venv");
        let venv = Self { program: folder.join("bin").join("python") };
        if !venv.program.exists() {
            run(Command::new(find_python()?).args(["-m", "venv"]).arg(&folder))?;
        }
        run(venv.pip().arg(MATURIN))?;
        // The same profile as the Rust tests, so that most crates are built once.
        let wheels = target(root).join("wheels");
        let _ = std::fs::remove_dir_all(&wheels);
        run(Command::new(folder.join("bin").join("maturin"))
            .current_dir(root.join("bindings-python"))
            .args(["build", "--quiet", "--profile", "dev", "--features", "extension-module", "--interpreter"])
            .arg(&venv.program)
            .arg("--out")
            .arg(&wheels))?;
        let wheel = std::fs::read_dir(&wheels)?
            .filter_map(|e| e.ok().map(|e| e.path()))
            .find(|p| p.extension() == Some(OsStr::new("whl")))
            .ok_or("maturin built no wheel")?;
        // First the tools that the tests need, then this very wheel: pip would keep an older one of the same version.
        run(venv.pip().arg(format!("{}[test]", wheel.display())))?;
        run(venv.pip().args(["--force-reinstall", "--no-deps"]).arg(&wheel))?;
        Ok(venv)
    }

    fn python(&self) -> Command {
        Command::new(&self.program)
    }

    fn pip(&self) -> Command {
        let mut command = self.python();
        command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        command
    }
}

fn python(root: &Path, venv: &Venv) -> Result<()> {
    heading("Python");
    let package = root.join("bindings-python");
    let mypy = target(root).join("mypy");
    run(venv.python().current_dir(&package).args(["-m", "mypy"]).env("MYPY_CACHE_DIR", mypy))?;
    run(venv
        .python()
        .current_dir(&package)
        .args(["-m", "pytest", "tests"])
        .env("IONOS_SIMULATE", simulator(root)))
}

/// Official packages, unmodified, against the simulator; then the table of what they did.
fn official(root: &Path, venv: &Venv, write: bool) -> Result<()> {
    heading("Official packages");
    check_node()?;
    let folder = root.join("simulator").join("official");
    let (python, node) = (folder.join("python"), folder.join("node"));
    let results = target(root).join("official");
    let _ = std::fs::remove_dir_all(&results);
    let journal = journal(root, "official")?;
    let on_simulator = |mut command: Command| {
        command.env("IONOS_SIMULATE", simulator(root)).env("IONOS_OFFICIAL_RESULTS", &results);
        command.env(JOURNAL, &journal);
        command
    };
    run(venv.pip().arg("--requirement").arg(python.join("requirements.txt")))?;
    run(on_simulator(venv.python()).current_dir(&python).args(["-m", "pytest"]))?;
    // Our own package runs through the same scenarios.
    run(Command::new("node").current_dir(root.join("bindings-node")).arg("build.mjs"))?;
    run(Command::new("npm").current_dir(&node).args(["ci", "--no-audit", "--no-fund"]))?;
    run(on_simulator(Command::new("npm")).current_dir(&node).arg("test"))?;
    run(venv.python().arg(folder.join("table.py")).arg(&results).args(write.then_some("--write")))
}

/// Names the file in which simulators write down what was said.
const JOURNAL: &str = "IONOS_SIMULATOR_JOURNAL";

/// An empty place for the journal of one run.
fn journal(root: &Path, name: &str) -> Result<PathBuf> {
    let folder = target(root).join("journals");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(name).with_extension("jsonl");
    if path.exists() {
        std::fs::remove_file(&path)?;
    }
    Ok(path)
}

/// The folder with the official descriptions, which is no part of the repository.
fn specs(root: &Path) -> PathBuf {
    let beside = || root.join("..").join("shared").join("specs");
    env::var_os("IONOS_SPECS").map_or_else(beside, PathBuf::from)
}

/// Everything that tests have said to the simulator, and that schemathesis says to it now, against the official
/// descriptions.
fn conformance(root: &Path, venv: &Venv, specs: &Path) -> Result<()> {
    heading("Conformance");
    let folder = root.join("tools").join("validate");
    let specs = specs.canonicalize()?;
    run(venv.pip().arg("--requirement").arg(folder.join("requirements.txt")))?;
    run(venv.python().current_dir(&folder).args(["-m", "pytest", "-q", "-p", "no:cacheprovider"]))?;
    let mut journals = vec![target(root).join("journals").join("official.jsonl")];
    for package in ["ionos-simulator", "ionos-core"] {
        let journal = journal(root, package)?;
        run(cargo().args(["test", "--quiet", "--package", package, "--test", "it"]).env(JOURNAL, &journal))?;
        journals.push(journal);
    }
    let fuzz = journal(root, "fuzz")?;
    run(venv
        .python()
        .arg(folder.join("fuzz.py"))
        .arg("--ionos")
        .arg(target(root).join("debug").join("ionos"))
        .arg("--journal")
        .arg(&fuzz)
        .arg("--specs")
        .arg(&specs))?;
    journals.push(fuzz);
    run(venv.python().arg(folder.join("validate.py")).arg("--specs").arg(&specs).args(journals))
}

/// A Python of 3.10 or later.
fn find_python() -> Result<PathBuf> {
    let check = "import sys; sys.exit(0 if sys.version_info >= (3, 10) else 1)";
    for name in ["python3", "python3.13", "python3.12", "python3.11", "python3.10"] {
        if Command::new(name).args(["-c", check]).status().is_ok_and(|s| s.success()) {
            return Ok(name.into());
        }
    }
    Err("Python 3.10 or later is needed; install it: apt-get install -y python3 python3-venv".into())
}

fn node(root: &Path) -> Result<()> {
    heading("Node");
    check_node()?;
    let package = root.join("bindings-node");
    let npm = || {
        let mut command = Command::new("npm");
        command.current_dir(&package).env("IONOS_SIMULATE", simulator(root));
        command
    };
    run(npm().args(["ci", "--no-audit", "--no-fund"]))?;
    run(npm().args(["run", "build"]))?;
    run(npm().arg("test"))
}

/// Whether there is a Node that can run the tests.
fn check_node() -> Result<()> {
    let major = Command::new("node").arg("--version").output().ok().and_then(|o| {
        let text = String::from_utf8_lossy(&o.stdout).into_owned();
        text.trim().trim_start_matches('v').split('.').next()?.parse::<u32>().ok()
    });
    match major {
        Some(20..) => Ok(()),
        Some(old) => Err(format!("Node 20 or later is needed, not {old}").into()),
        None => Err("Node 20 or later is needed; install it: apt-get install -y nodejs npm".into()),
    }
}

/// Installs the Debian packages that are missing, or says how.
fn packages() -> Result<()> {
    let missing: Vec<&str> =
        PACKAGES.iter().filter(|(_, program)| !Path::new(program).exists()).map(|(name, _)| *name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let line = format!("apt-get update && apt-get install -y --no-install-recommends {}", missing.join(" "));
    let root = Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout.trim_ascii() == b"0");
    let apt = Path::new("/usr/bin/apt-get").exists();
    if !(root && apt) {
        return Err(format!("packages that the tests need are missing; as root: {line}").into());
    }
    heading("Debian packages");
    let run = run(Command::new("sh").args(["-c", &line]).env("DEBIAN_FRONTEND", "noninteractive"));
    run.map_err(|e| format!("the packages cannot be installed ({e}); by hand: {line}").into())
}

/// Runs the tool that knows `ionos-core`; it is a program of its own so that this one starts quickly.
fn parity<const N: usize>(arguments: [&OsStr; N]) -> Result<()> {
    env::set_current_dir(root()?)?;
    run(cargo().args(["run", "--quiet", "--package", "parity", "--"]).args(arguments))
}

/// Runs the tool that writes the files of the language packages.
fn generate(check: bool) -> Result<()> {
    env::set_current_dir(root()?)?;
    let mut command = cargo();
    command.args(["run", "--quiet", "--package", "generate"]);
    if check {
        command.args(["--", "--check"]);
    }
    run(&mut command)
}

fn root() -> Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(here.ancestors().nth(2).ok_or("the repository has no root")?.to_owned())
}

fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

fn heading(text: &str) {
    eprintln!("\n== {text}");
}

fn run(command: &mut Command) -> Result<()> {
    let shown = format!("{command:?}").replace('"', "");
    let status = command.status().map_err(|e| format!("{shown} cannot be started: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{shown} failed ({status})").into()) }
}
