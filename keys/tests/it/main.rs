//! Behaviour of the key store and the registry, on real files and with the system's `ssh-keygen`.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests may fail loudly too"
)]

mod child;
mod crash;
mod formats;
mod passphrase;
mod registry;
mod safety;
mod secrets;
mod store;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use ionos_keys::KeyStore;
use secrecy::SecretString;
use tempfile::TempDir;

/// A store in a directory of its own.
fn store() -> (TempDir, KeyStore) {
    let scratch = tempfile::tempdir().unwrap();
    let store = KeyStore::open(scratch.path().join("ssh")).unwrap();
    (scratch, store)
}

/// A passphrase that exists only for this run.
fn passphrase() -> SecretString {
    let text: String = std::iter::repeat_with(fastrand::alphanumeric).take(24).collect();
    SecretString::from(text)
}

fn mode(path: impl AsRef<Path>) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o7777
}

fn set_mode(path: impl AsRef<Path>, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn running_as_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Everything in a directory, sorted.
fn entries(directory: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn in_store(store: &KeyStore, name: &str) -> PathBuf {
    store.path().join(name)
}

/// Runs the system's `ssh-keygen` and returns what it printed, or its complaint.
fn ssh_keygen(arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("ssh-keygen")
        .args(arguments)
        .stdin(std::process::Stdio::null())
        .output()
        .expect("ssh-keygen is missing; run: apt-get install openssh-client");
    if output.status.success() {
        Ok(String::from_utf8(output.stdout).unwrap().trim_end().to_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}
