//! Which key belongs to whom.

use std::fmt;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::directory::{Directory, PRIVATE_MODE};
use crate::error::{Error, ErrorKind, Result};
use crate::key::{KeyInfo, check_name, check_word};
use crate::openssh::Public;
use crate::store::KeyStore;

const FILE: &str = "registry.json";
/// The layout of the file.
const VERSION: u32 = 1;
/// Largest registry that is read, in bytes: about 40 000 assignments.
const LIMIT: u64 = 16 * 1024 * 1024;

/// One key for one fleet, or for one person in it, in one generation. Holds public material only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Assignment {
    /// The servers that accept the key, under a name of your choice.
    pub fleet: String,
    /// The person or service that uses the key; `None` for the key of the fleet itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Counts up by one with each rotation, from 1.
    pub generation: u32,
    /// The name of the key in its store.
    pub key: String,
    /// SHA-256 of the public half as OpenSSH prints it.
    pub fingerprint: String,
    /// The public half as one OpenSSH line.
    pub public_key: String,
    /// When the assignment was made.
    pub assigned_at: Timestamp,
}

impl Assignment {
    /// Gives the key to a fleet as its first generation, now.
    #[must_use]
    pub fn new(key: &KeyInfo, fleet: impl Into<String>) -> Self {
        Self {
            fleet: fleet.into(),
            person: None,
            generation: 1,
            key: key.name.clone(),
            fingerprint: key.fingerprint.clone(),
            public_key: key.public_key.clone(),
            assigned_at: Timestamp::now(),
        }
    }

    /// Narrows it to one person or service.
    #[must_use]
    pub fn person(mut self, person: impl Into<String>) -> Self {
        self.person = Some(person.into());
        self
    }

    /// Sets the generation, 1 or more.
    #[must_use]
    pub fn generation(mut self, generation: u32) -> Self {
        self.generation = generation;
        self
    }

    /// The place that one key can hold: fleet, person, generation.
    fn place(&self) -> (&str, Option<&str>, u32) {
        (&self.fleet, self.person.as_deref(), self.generation)
    }

    fn check(&self) -> Result<()> {
        check_word("fleet name", &self.fleet)?;
        if let Some(person) = &self.person {
            check_word("person's name", person)?;
        }
        check_name(&self.key)?;
        let fault = if self.generation == 0 {
            "has generation 0; count from 1"
        } else if self.public_key.contains(['\n', '\r'])
            || Public::parse(&self.public_key).map(|key| key.fingerprint()).as_deref()
                != Some(&self.fingerprint)
        {
            "has a public key that does not fit its fingerprint; take both from the key store"
        } else {
            return Ok(());
        };
        Err(Error::new(ErrorKind::InvalidInput, format!("the assignment of {self} {fault}")))
    }
}

impl fmt::Display for Assignment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "key {} to fleet {}", self.key, self.fleet)?;
        if let Some(person) = &self.person {
            write!(f, ", person {person}")?;
        }
        write!(f, ", generation {}", self.generation)
    }
}

/// The record of which key belongs to which fleet, person and generation. IONOS Cloud keeps no such record, so this
/// is the only one.
pub trait Registry: fmt::Debug + Send + Sync {
    /// Records an assignment. `false` when the same key already has that place, which then keeps its date.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Mismatch`] when another key has that fleet, person and generation;
    /// [`ErrorKind::InvalidInput`] when a name, the generation or the fingerprint is not valid; and the errors of
    /// reading and writing the record.
    fn assign(&self, assignment: Assignment) -> Result<bool>;

    /// All assignments, ordered by fleet, person and generation; the key of the fleet itself comes before persons.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Corrupt`] when the record is damaged or of a newer version, and the errors of reading it.
    fn assignments(&self) -> Result<Vec<Assignment>>;

    /// Removes the assignment of that key to that fleet, person and generation; `false` when there is none.
    ///
    /// # Errors
    ///
    /// The errors of reading and writing the record.
    fn unassign(&self, assignment: &Assignment) -> Result<bool>;
}

/// The registry as a JSON file, `registry.json` (mode 0600) in the directory of a key store. Every change replaces
/// the file in one step, and changes by several processes wait for each other.
#[derive(Clone, Debug)]
pub struct LocalRegistry {
    store: KeyStore,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    version: u32,
    assignments: Vec<Assignment>,
}

/// The part of the file that every version has.
#[derive(Deserialize)]
struct Header {
    version: u32,
}

impl LocalRegistry {
    /// The registry of this store. The file appears with the first assignment; until then the registry is empty.
    ///
    /// # Errors
    ///
    /// Those of [`Registry::assignments`]: a damaged file is reported now.
    pub fn open(store: &KeyStore) -> Result<Self> {
        let registry = Self { store: store.clone() };
        registry.assignments()?;
        Ok(registry)
    }

    /// The absolute path of the file.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.store.path().join(FILE)
    }

    /// Reads, changes and replaces the file under the lock. Writes nothing when `change` says that nothing changed.
    fn update(&self, change: impl FnOnce(&mut Vec<Assignment>) -> Result<bool>) -> Result<bool> {
        let directory = self.store.directory()?;
        let lock = directory.lock()?;
        let mut assignments = read(&directory)?;
        if !change(&mut assignments)? {
            return Ok(false);
        }
        assignments.sort_by(|a, b| a.place().cmp(&b.place()));
        let mut text = serde_json::to_vec_pretty(&Record { version: VERSION, assignments }).map_err(|e| {
            let message = format!("the registry could not be put into JSON: {e}; please report this");
            Error::new(ErrorKind::Io, message).with_source(e)
        })?;
        text.push(b'\n');
        // A killed writer may have left its staged file; dropping the adopted one removes it.
        drop(directory.adopt(&lock, FILE));
        directory.stage(&lock, FILE, &text, PRIVATE_MODE)?.publish_over()?;
        directory.sync()?;
        Ok(true)
    }
}

impl Registry for LocalRegistry {
    fn assign(&self, assignment: Assignment) -> Result<bool> {
        assignment.check()?;
        self.update(|assignments| {
            match assignments.iter().find(|held| held.place() == assignment.place()) {
                None => {
                    assignments.push(assignment);
                    Ok(true)
                }
                Some(held) if held.key == assignment.key && held.fingerprint == assignment.fingerprint => Ok(false),
                Some(held) => Err(Error::new(
                    ErrorKind::Mismatch,
                    format!(
                        "cannot assign {assignment}: the key {} ({}) has that place; use the next generation, or unassign it first",
                        held.key, held.fingerprint
                    ),
                )),
            }
        })
    }

    fn assignments(&self) -> Result<Vec<Assignment>> {
        read(&self.store.directory()?)
    }

    fn unassign(&self, assignment: &Assignment) -> Result<bool> {
        self.update(|assignments| {
            let before = assignments.len();
            assignments.retain(|held| {
                held.place() != assignment.place()
                    || held.key != assignment.key
                    || held.fingerprint != assignment.fingerprint
            });
            Ok(assignments.len() != before)
        })
    }
}

fn read(directory: &Directory) -> Result<Vec<Assignment>> {
    let Some(content) = directory.read_private(FILE, LIMIT)? else { return Ok(Vec::new()) };
    let corrupt = |fault: String| {
        let path = directory.path_of(FILE);
        let message = format!(
            "the registry {} is damaged: {fault}; repair it or restore it from a backup",
            path.display()
        );
        Error::new(ErrorKind::Corrupt, message)
    };
    let unreadable = |e: serde_json::Error| corrupt(e.to_string()).with_source(e);
    let header: Header = serde_json::from_slice(&content.bytes).map_err(unreadable)?;
    if header.version != VERSION {
        let message = format!(
            "the registry {} has version {}, and this program knows version {VERSION}; use a newer program",
            directory.path_of(FILE).display(),
            header.version
        );
        return Err(Error::new(ErrorKind::Corrupt, message));
    }
    let record: Record = serde_json::from_slice(&content.bytes).map_err(unreadable)?;
    let mut assignments = record.assignments;
    for assignment in &assignments {
        assignment.check().map_err(|e| corrupt(e.to_string()))?;
    }
    assignments.sort_by(|a, b| a.place().cmp(&b.place()));
    match assignments.windows(2).find_map(|pair| match pair {
        [a, b] if a.place() == b.place() => Some(a),
        _ => None,
    }) {
        Some(twice) => Err(corrupt(format!("it has two assignments like {twice}"))),
        None => Ok(assignments),
    }
}
