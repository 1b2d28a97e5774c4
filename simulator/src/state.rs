//! Everything the simulator remembers, and its file.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::auth::Auth;
use crate::clock::{Clock, Micros};
use crate::cloud::Cloud;
use crate::cloudflare::Cloudflare;
use crate::dns::Dns;
use crate::error::Error;
use crate::fault::Faults;
use crate::hosting_dns::HostingDns;
use crate::journal::{self, Journal};
use crate::platform::Platform;
use crate::s3::Storage;

/// The resources of all products.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct World {
    pub(crate) cloud: Cloud,
    pub(crate) dns: Dns,
    pub(crate) cloudflare: Cloudflare,
    pub(crate) auth: Auth,
    pub(crate) platform: Platform,
    pub(crate) hosting_dns: HostingDns,
    pub(crate) s3: Storage,
}

impl World {
    pub(crate) fn new(seed: u64, now: Micros) -> Self {
        Self {
            cloud: Cloud::new(seed, now),
            dns: Dns::new(seed),
            cloudflare: Cloudflare::new(seed, now),
            auth: Auth::new(),
            platform: Platform::new(seed),
            hosting_dns: HostingDns::new(seed),
            s3: Storage::new(seed, now),
        }
    }

    /// Carries out everything that is due, so that what is read next is true at `now`.
    pub(crate) fn settle(&mut self, now: Micros) {
        self.cloud.settle(now);
        self.dns.settle(now);
        self.platform.settle(now);
        if self.s3.has_to_log(now) {
            self.s3.log(&self.cloud.flow_logs(now), now);
        }
    }
}

/// The credentials that the products accept.
pub(crate) struct Keys {
    pub(crate) token: String,
    pub(crate) username: String,
    pub(crate) password: String,
    pub(crate) cloudflare_token: String,
    /// `prefix.secret`.
    pub(crate) hosting_key: String,
    /// An access key of the owner for the object storage, and its secret.
    pub(crate) s3: (String, String),
}

/// What all connections share.
pub(crate) struct Shared {
    pub(crate) world: Mutex<World>,
    pub(crate) journal: Mutex<Journal>,
    pub(crate) faults: Mutex<Faults>,
    /// Ids that are not found until the given time.
    pub(crate) hidden: Mutex<Vec<(String, Micros)>>,
    pub(crate) limits: Mutex<crate::server::Limits>,
    pub(crate) clock: Clock,
    pub(crate) keys: Keys,
    pub(crate) url: String,
    pub(crate) seed: u64,
    pub(crate) file: Option<PathBuf>,
    /// The buckets that are always there.
    pub(crate) buckets: Vec<String>,
    pub(crate) changed: tokio::sync::Notify,
}

/// Locks a mutex. A thread that panicked while holding it has not left it half-written in a way that matters here.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    /// All state as JSON, without secrets.
    pub(crate) fn dump(&self) -> Value {
        let mut world = lock(&self.world);
        world.settle(self.clock.now());
        let mut value = serde_json::to_value(&*world).unwrap_or_default();
        drop(world);
        journal::redact(&mut value);
        value
    }

    /// Forgets all resources, calls and faults.
    pub(crate) fn reset(&self) {
        *lock(&self.world) = World::new(self.seed, self.clock.now());
        let _ = self.make_buckets();
        lock(&self.journal).clear();
        lock(&self.faults).clear();
        lock(&self.hidden).clear();
        self.changed.notify_one();
    }

    /// Makes the buckets that are always there.
    pub(crate) fn make_buckets(&self) -> Result<(), Error> {
        let mut world = lock(&self.world);
        match self.buckets.iter().find(|name| !world.s3.make_log_bucket(name, self.clock.now())) {
            Some(name) => Err(Error::config(format!(
                "`{name}` is no name of a bucket; take 3 to 63 small letters, digits, dots and hyphens"
            ))),
            None => Ok(()),
        }
    }

    /// Writes the state file, when there is one.
    pub(crate) fn save(&self) -> Result<(), Error> {
        let Some(path) = &self.file else { return Ok(()) };
        let bytes =
            serde_json::to_vec(&*lock(&self.world)).map_err(|error| Error::state("write", path, error))?;
        replace(path, &bytes).map_err(|error| Error::state("write", path, error))
    }
}

/// Reads a saved world; `None` when there is no file yet.
pub(crate) fn load(path: &PathBuf) -> Result<Option<World>, Error> {
    match fs::read(path) {
        Ok(bytes) => {
            serde_json::from_slice(&bytes).map(Some).map_err(|error| Error::state("understand", path, error))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::state("read", path, error)),
    }
}

/// Puts a complete new file in the place of the old one; only the owner may read it.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(folder)?;
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.new", uuid::Uuid::new_v4().simple()));
    let temporary = folder.join(name);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let written = options.open(&temporary).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let moved = written.and_then(|()| fs::rename(&temporary, path));
    if moved.is_err() {
        let _ = fs::remove_file(&temporary);
        return moved;
    }
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}
