//! Differences that are wanted, each with its reason: `ionos-core/spec/overlay.toml`.

use std::cell::Cell;
use std::path::Path;

use serde_json::Value;

use crate::Result;
use crate::compare::Difference;

pub(crate) struct Overlay {
    entries: Vec<Entry>,
}

struct Entry {
    at: String,
    /// Fields, words or operations; each of them has to differ.
    names: Vec<(String, Cell<bool>)>,
    differs: String,
}

impl Overlay {
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let value: Value = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        let entries = value.get("wanted").and_then(Value::as_array).into_iter().flatten();
        let entries = entries.map(entry).collect::<Result<_>>()?;
        Ok(Self { entries })
    }

    /// Whether the difference is listed; notes that the entry is needed.
    pub(crate) fn wants(&self, difference: &Difference) -> bool {
        let mut found = false;
        for entry in &self.entries {
            if entry.at != difference.at || entry.differs != difference.differs {
                continue;
            }
            for (name, used) in &entry.names {
                if *name == difference.name {
                    used.set(true);
                    found = true;
                }
            }
        }
        found
    }

    /// What is listed and no difference any more.
    pub(crate) fn unused(&self) -> Vec<String> {
        self.entries
            .iter()
            .flat_map(|e| e.names.iter().map(move |(name, used)| (e, name, used)))
            .filter(|(_, _, used)| !used.get())
            .map(|(e, name, _)| {
                format!("overlay.toml: {} {name} ({}) is no difference any more", e.at, e.differs)
            })
            .collect()
    }
}

fn entry(value: &Value) -> Result<Entry> {
    let text =
        |name: &str| value.get(name).and_then(Value::as_str).filter(|t| !t.is_empty()).map(str::to_owned);
    let names = value.get("names").and_then(Value::as_array).into_iter().flatten();
    let names: Vec<_> = names.filter_map(|n| n.as_str().map(|n| (n.to_owned(), Cell::new(false)))).collect();
    match (text("at"), text("differs"), text("reason")) {
        (Some(at), Some(differs), Some(_)) if !names.is_empty() => Ok(Entry { at, names, differs }),
        _ => Err(format!("overlay.toml: an entry needs at, names, differs and reason: {value}").into()),
    }
}
