//! Everything the simulator remembers.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::activity::Activity;
use crate::auth::Auth;
use crate::clock::{Clock, Micros};
use crate::cloud::{self, Cloud};
use crate::cloudflare::Cloudflare;
use crate::dns::Dns;
use crate::error::Error;
use crate::fault::Faults;
use crate::hosting_dns::HostingDns;
use crate::journal::{self, Journal};
use crate::platform::Platform;
use crate::s3::Storage;
use crate::state_file::{Saved, StateFile};
use crate::tls::Identity;
use crate::zscaler::Zscaler;

/// The resources of all products.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct World<C = Cloud> {
    pub(crate) cloud: C,
    pub(crate) dns: Dns,
    pub(crate) cloudflare: Cloudflare,
    pub(crate) auth: Auth,
    pub(crate) activity: Activity,
    pub(crate) platform: Platform,
    pub(crate) hosting_dns: HostingDns,
    pub(crate) s3: Storage,
    pub(crate) zscaler: Zscaler,
}

impl World {
    pub(crate) fn new(seed: u64, now: Micros) -> Self {
        Self {
            cloud: Cloud::new(seed, now),
            dns: Dns::new(seed),
            cloudflare: Cloudflare::new(seed, now),
            auth: Auth::new(),
            activity: Activity::new(seed),
            platform: Platform::new(seed),
            hosting_dns: HostingDns::new(seed),
            s3: Storage::new(seed, now),
            zscaler: Zscaler::new(seed, now),
        }
    }

    /// What is saved. It is taken quickly, so that nobody waits while it is written.
    pub(crate) fn saved(&self) -> World<cloud::Saved> {
        World {
            cloud: self.cloud.saved(),
            dns: self.dns.clone(),
            cloudflare: self.cloudflare.clone(),
            auth: self.auth.clone(),
            activity: self.activity.clone(),
            platform: self.platform.clone(),
            hosting_dns: self.hosting_dns.clone(),
            s3: self.s3.clone(),
            zscaler: self.zscaler.clone(),
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
#[derive(Serialize, Deserialize)]
pub(crate) struct Keys {
    pub(crate) token: String,
    pub(crate) username: String,
    pub(crate) password: String,
    pub(crate) cloudflare_token: String,
    /// `prefix.secret`.
    pub(crate) hosting_key: String,
    /// An access key of the owner for the object storage, and its secret.
    pub(crate) s3: (String, String),
    pub(crate) zscaler_id: String,
    pub(crate) zscaler_secret: String,
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
    /// Whether it listens on loopback only.
    pub(crate) is_local: bool,
    pub(crate) tls: Option<Identity>,
    pub(crate) seed: u64,
    pub(crate) file: Option<StateFile>,
    /// Why the state was not saved the last time.
    pub(crate) trouble: Mutex<Option<String>>,
    /// The buckets that are always there.
    pub(crate) buckets: Vec<String>,
    pub(crate) changed: tokio::sync::Notify,
}

/// Locks a mutex. A thread that panicked while holding it has not left it half-written in a way that matters here.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    pub(crate) fn scheme(&self) -> &'static str {
        if self.tls.is_some() { "https" } else { "http" }
    }

    /// All state as JSON.
    pub(crate) fn dump(&self, with_secrets: bool) -> Value {
        let mut world = lock(&self.world);
        world.settle(self.clock.now());
        let saved = world.saved();
        drop(world);
        let mut value = serde_json::to_value(saved).unwrap_or_default();
        if !with_secrets {
            journal::redact(&mut value);
        }
        value
    }

    /// Puts a state that was dumped in the place of the present one.
    pub(crate) fn restore(&self, state: &[u8]) -> Result<(), serde_json::Error> {
        let mut world: World = serde_json::from_slice(state)?;
        world.auth.renew();
        *lock(&self.world) = world;
        lock(&self.hidden).clear();
        self.changed.notify_one();
        Ok(())
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
        let Some(file) = &self.file else { return Ok(()) };
        let world = lock(&self.world).saved();
        let saved = file.replace(&Saved::new(world, &self.keys));
        *lock(&self.trouble) = saved.as_ref().err().map(ToString::to_string);
        saved
    }
}
