//! The file that keeps the state between runs. One simulator at a time has it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::state::{Keys, World, lock};

/// The form of the file; to be counted up whenever older versions could not read it any more.
const FORMAT: u32 = 1;

pub(crate) struct StateFile {
    path: PathBuf,
    /// Locked as long as it is here. Whoever writes holds the mutex, so there is one writer at a time.
    held: Mutex<Option<File>>,
}

/// What the file holds.
#[derive(Serialize, Deserialize)]
pub(crate) struct Saved<W, K> {
    ionos_simulator: u32,
    pub(crate) keys: K,
    pub(crate) world: W,
}

impl<W: Serialize, K: Serialize> Saved<W, K> {
    pub(crate) fn new(world: W, keys: K) -> Self {
        Self { ionos_simulator: FORMAT, keys, world }
    }
}

#[derive(Deserialize)]
struct Header {
    ionos_simulator: u32,
}

impl StateFile {
    /// Takes possession of a file, and reads what is in it; `None` when it does not exist yet.
    pub(crate) fn open(path: &Path) -> Result<(Self, Option<Saved<World, Keys>>), Error> {
        // A file that is linked to somewhere is replaced where it really is.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let bad = |error: io::Error| {
            Error::state(format!("the state file {} cannot be used", path.display()), error)
        };
        fs::create_dir_all(folder(&path)).map_err(bad)?;
        let held = private().create(true).truncate(false).open(beside(&path, "lock")).map_err(bad)?;
        match held.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let path = path.display();
                return Err(Error::state(
                    format!(
                        "the state file {path} is in use; stop the other simulator, or choose another file"
                    ),
                    io::Error::from(io::ErrorKind::ResourceBusy),
                ));
            }
            Err(TryLockError::Error(error)) => return Err(bad(error)),
        }
        let saved = match fs::read(&path) {
            Ok(bytes) => Some(understand(&path, &bytes)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(bad(error)),
        };
        Ok((Self { path, held: Mutex::new(Some(held)) }, saved))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Puts a complete new file in the place of the old one; only the owner may read it.
    pub(crate) fn replace(&self, state: &impl Serialize) -> Result<(), Error> {
        let held = lock(&self.held);
        if held.is_none() {
            return Ok(());
        }
        let new = beside(&self.path, "new");
        let replaced = fill(&new, state).and_then(|()| fs::rename(&new, &self.path));
        replaced.and_then(|()| sync(folder(&self.path))).map_err(|error| {
            let _ = fs::remove_file(&new);
            Error::state(format!("the state cannot be saved to {}", self.path.display()), error)
        })
    }

    /// Gives the file up: it is not written any more, and another simulator may have it.
    pub(crate) fn close(&self) {
        lock(&self.held).take();
    }
}

fn understand(path: &Path, bytes: &[u8]) -> Result<Saved<World, Keys>, Error> {
    let path = path.display();
    let damaged = |error: serde_json::Error| {
        Error::state(format!("the state file {path} is damaged; repair it, or choose another file"), error)
    };
    let header: Header = serde_json::from_slice(bytes).map_err(damaged)?;
    if header.ionos_simulator != FORMAT {
        return Err(Error::state(
            format!(
                "the state file {path} was written by another version; use that one, or choose another file"
            ),
            format!("its format is {}, and this version reads {FORMAT}", header.ionos_simulator),
        ));
    }
    serde_json::from_slice(bytes).map_err(damaged)
}

fn fill(path: &Path, state: &impl Serialize) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = BufWriter::new(private().create_new(true).open(path)?);
    serde_json::to_writer(&mut file, state)?;
    file.into_inner()?.sync_all()
}

/// Makes sure that the new name of a file lasts.
fn sync(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// `cloud.json.lock` for `cloud.json`.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

/// Opens files for writing that only the owner may read.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}
