//! The key store.

use ionos_keys::{Assignment, KeySpec, KeyStore, LocalRegistry, Registry as _};
use pyo3::prelude::{PyResult, Python, pyclass, pymethods};
use secrecy::SecretString;
use serde::Serialize;

use crate::failure::Failure;
use crate::task::{Answer, Task};

/// A directory of key pairs.
#[pyclass(frozen, module = "ionos_sdk._native")]
pub(crate) struct NativeKeyStore(KeyStore);

fn json(value: &impl Serialize) -> Result<Answer, Failure> {
    serde_json::to_string(value).map(Answer::Json).map_err(|e| Failure::plain("DECODE", e.to_string()))
}

fn spec(name: String, comment: Option<String>, passphrase: Option<String>) -> KeySpec {
    let mut spec = KeySpec::ed25519(name).passphrase(passphrase.map(SecretString::from));
    if let Some(comment) = comment {
        spec = spec.comment(comment);
    }
    spec
}

#[pymethods]
impl NativeKeyStore {
    #[new]
    fn open(py: Python<'_>, path: std::path::PathBuf) -> PyResult<Self> {
        py.detach(|| KeyStore::open(path)).map(Self).map_err(|error| Failure::from(error).into_py(py))
    }

    fn generate(&self, name: String, comment: Option<String>, passphrase: Option<String>) -> Task {
        let (store, spec) = (self.0.clone(), spec(name, comment, passphrase));
        Task::blocking(move || json(&store.generate(spec)?))
    }

    fn ensure(&self, name: String, comment: Option<String>, passphrase: Option<String>) -> Task {
        let (store, spec) = (self.0.clone(), spec(name, comment, passphrase));
        Task::blocking(move || json(&store.ensure(spec)?))
    }

    fn list(&self) -> Task {
        let store = self.0.clone();
        Task::blocking(move || json(&store.list()?))
    }

    fn get(&self, name: String) -> Task {
        let store = self.0.clone();
        Task::blocking(move || json(&store.get(&name)?))
    }

    fn private_key(&self, name: String, passphrase: Option<String>) -> Task {
        let (store, passphrase) = (self.0.clone(), passphrase.map(SecretString::from));
        Task::blocking(move || {
            let key = store.private_key(&name, passphrase.as_ref())?;
            Ok(Answer::Json(key.expose_secret().to_owned()))
        })
    }

    fn assign(&self, key: String, fleet: String, person: Option<String>, generation: u32) -> Task {
        let store = self.0.clone();
        Task::blocking(move || {
            let assignment = assignment(&store, &key, fleet, person, generation)?;
            json(&LocalRegistry::open(&store)?.assign(assignment)?)
        })
    }

    fn unassign(&self, key: String, fleet: String, person: Option<String>, generation: u32) -> Task {
        let store = self.0.clone();
        Task::blocking(move || {
            let assignment = assignment(&store, &key, fleet, person, generation)?;
            json(&LocalRegistry::open(&store)?.unassign(&assignment)?)
        })
    }

    fn assignments(&self) -> Task {
        let store = self.0.clone();
        Task::blocking(move || json(&LocalRegistry::open(&store)?.assignments()?))
    }
}

fn assignment(
    store: &KeyStore,
    key: &str,
    fleet: String,
    person: Option<String>,
    generation: u32,
) -> Result<Assignment, Failure> {
    let assignment = Assignment::new(&store.get(key)?, fleet).generation(generation);
    Ok(match person {
        Some(person) => assignment.person(person),
        None => assignment,
    })
}
