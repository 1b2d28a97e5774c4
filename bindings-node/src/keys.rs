//! The store of SSH keys.

use ionos_keys::{Assignment, KeySpec, LocalRegistry, Registry as _};
use napi_derive::napi;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::client::read;
use crate::error::{Failure, Result};
use crate::task::{Task, plain};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Draft {
    name: String,
    comment: Option<String>,
    passphrase: Option<SecretString>,
}

impl Draft {
    fn read(value: Value) -> Result<KeySpec> {
        let draft: Self = read(value)?;
        let mut spec = KeySpec::ed25519(draft.name).passphrase(draft.passphrase);
        if let Some(comment) = draft.comment {
            spec = spec.comment(comment);
        }
        Ok(spec)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    key: String,
    fleet: String,
    person: Option<String>,
    generation: Option<u32>,
}

/// A directory of private keys.
#[napi]
#[derive(Debug)]
pub struct KeyStore(ionos_keys::KeyStore);

#[napi]
impl KeyStore {
    /// Opens the store; a missing directory is made.
    ///
    /// # Errors
    /// When the directory is not safe or cannot be used.
    #[napi(factory)]
    pub fn open(path: String) -> napi::Result<Self> {
        Ok(Self(ionos_keys::KeyStore::open(path).map_err(Failure::from)?))
    }

    /// Makes a key that does not exist yet.
    ///
    /// # Errors
    /// For an unusable argument.
    #[napi]
    pub fn generate(&self, draft: Value) -> napi::Result<Task> {
        let (store, spec) = (self.0.clone(), Draft::read(draft)?);
        Ok(Task::blocking(move || plain(store.generate(spec)?)))
    }

    /// Makes a key unless it exists, and gives `{key, created}`.
    ///
    /// # Errors
    /// For an unusable argument.
    #[napi]
    pub fn ensure(&self, draft: Value) -> napi::Result<Task> {
        let (store, spec) = (self.0.clone(), Draft::read(draft)?);
        Ok(Task::blocking(move || {
            let (key, created) = store.ensure(spec)?;
            Ok(json!({ "key": plain(key)?, "created": created }))
        }))
    }

    /// All keys.
    #[napi]
    pub fn list(&self) -> Task {
        let store = self.0.clone();
        Task::blocking(move || plain(store.list()?))
    }

    /// One key.
    #[napi]
    pub fn get(&self, name: String) -> Task {
        let store = self.0.clone();
        Task::blocking(move || plain(store.get(&name)?))
    }

    /// The private half, as text.
    #[napi]
    pub fn private_key(&self, name: String, passphrase: Option<String>) -> Task {
        let (store, passphrase) = (self.0.clone(), passphrase.map(SecretString::from));
        Task::blocking(move || Ok(store.private_key(&name, passphrase.as_ref())?.expose_secret().into()))
    }

    /// Records that a key belongs to a fleet; `false` when it did.
    ///
    /// # Errors
    /// For an unusable argument.
    #[napi]
    pub fn assign(&self, place: Value) -> napi::Result<Task> {
        let (store, place) = (self.0.clone(), read::<Place>(place)?);
        Ok(Task::blocking(move || {
            let assignment = assignment(&store, place)?;
            Ok(LocalRegistry::open(&store)?.assign(assignment)?.into())
        }))
    }

    /// Removes that record; `false` when there is none.
    ///
    /// # Errors
    /// For an unusable argument.
    #[napi]
    pub fn unassign(&self, place: Value) -> napi::Result<Task> {
        let (store, place) = (self.0.clone(), read::<Place>(place)?);
        Ok(Task::blocking(move || {
            let assignment = assignment(&store, place)?;
            Ok(LocalRegistry::open(&store)?.unassign(&assignment)?.into())
        }))
    }

    /// Which key belongs to which fleet.
    #[napi]
    pub fn assignments(&self) -> Task {
        let store = self.0.clone();
        Task::blocking(move || plain(LocalRegistry::open(&store)?.assignments()?))
    }
}

fn assignment(store: &ionos_keys::KeyStore, place: Place) -> Result<Assignment> {
    let mut assignment = Assignment::new(&store.get(&place.key)?, place.fleet);
    if let Some(person) = place.person {
        assignment = assignment.person(person);
    }
    if let Some(generation) = place.generation {
        assignment = assignment.generation(generation);
    }
    Ok(assignment)
}
