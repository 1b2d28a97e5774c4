//! This test binary started again as a process of its own, which can be killed, limited, or run as another user.

use std::env;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use ionos_keys::{Assignment, KeySpec, KeyStore, LocalRegistry, Registry};

const ROLE: &str = "IONOS_KEYS_TEST_ROLE";
const DIRECTORY: &str = "IONOS_KEYS_TEST_DIRECTORY";

/// What a child does.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Role {
    /// Ensures the key `shared` once.
    Ensure,
    /// Generates the key `shared` once.
    Generate,
    /// Ensures keys `k0`, `k1`, … and assigns each, until it is killed.
    Work,
    /// Assigns the key `shared` to fifty fleets named after the process.
    Assign,
}

/// The command that runs this binary as a child with that role on that store.
pub(crate) fn command(role: Role, directory: &Path) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    prepare(&mut command, role, directory);
    command
}

/// The same behind a program that takes a command as its last arguments, such as `setpriv`.
pub(crate) fn command_behind(wrapper: &[&str], role: Role, directory: &Path) -> Command {
    let mut command = Command::new(wrapper[0]);
    command.args(&wrapper[1..]).arg(env::current_exe().unwrap());
    prepare(&mut command, role, directory);
    command
}

fn prepare(command: &mut Command, role: Role, directory: &Path) {
    command
        .args(["child::entry_of_child_processes", "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .env(ROLE, format!("{role:?}"))
        .env(DIRECTORY, directory)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
}

/// The lines that the child reported, each beginning with `child: `.
pub(crate) fn reports(stdout: &[u8]) -> Vec<String> {
    String::from_utf8_lossy(stdout)
        .lines()
        .filter_map(|line| Some(line.split_once("child: ")?.1.to_owned()))
        .collect()
}

fn report(text: std::fmt::Arguments<'_>) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "child: {text}").unwrap();
    out.flush().unwrap();
}

#[test]
#[ignore = "not a test: other tests start it as a child process"]
fn entry_of_child_processes() {
    let (Ok(role), Some(directory)) = (env::var(ROLE), env::var_os(DIRECTORY)) else { return };
    let store = match KeyStore::open(directory) {
        Ok(store) => store,
        Err(e) => return report(format_args!("error {} {e}", e.kind())),
    };
    match role.as_str() {
        "Ensure" => match store.ensure(KeySpec::ed25519("shared")) {
            Ok((key, created)) => report(format_args!("{} {created}", key.fingerprint)),
            Err(e) => report(format_args!("error {} {e}", e.kind())),
        },
        "Generate" => match store.generate(KeySpec::ed25519("shared")) {
            Ok(key) => report(format_args!("{}", key.fingerprint)),
            Err(e) => report(format_args!("error {} {e}", e.kind())),
        },
        "Work" => {
            let registry = LocalRegistry::open(&store).unwrap();
            report(format_args!("ready"));
            for i in 0_u32.. {
                let spec = KeySpec::ed25519(format!("k{i}")).comment(format!("comment {i}"));
                let (key, _) = store.ensure(spec).unwrap();
                registry.assign(Assignment::new(&key, format!("fleet-{i}"))).unwrap();
                report(format_args!("{i} {}", key.fingerprint));
            }
        }
        "Assign" => {
            let registry = LocalRegistry::open(&store).unwrap();
            let key = store.get("shared").unwrap();
            for i in 0..50 {
                let fleet = format!("fleet-{}-{i}", std::process::id());
                assert!(registry.assign(Assignment::new(&key, fleet)).unwrap());
            }
            report(format_args!("done"));
        }
        other => panic!("no role {other}"),
    }
}
