use std::collections::VecDeque;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How many calls are kept; the oldest go first.
const CAPACITY: usize = 100_000;

/// One call the simulator has answered. It never holds credentials.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct JournalEntry {
    /// Counts from 1.
    pub seq: u64,
    /// When the call was answered.
    pub at: Timestamp,
    /// `cloud`, `dns`, `ai`, `cloudflare`, `guest` or `unknown`.
    pub product: String,
    /// The method, in capitals.
    pub method: String,
    /// The path as the product sees it, without the prefix of the product.
    pub path: String,
    /// The query without the question mark; empty when there was none.
    pub query: String,
    /// The JSON body, with passwords, tokens and secrets replaced.
    pub body: Option<Value>,
    /// The status answered; 0 when the connection was dropped.
    pub status: u16,
    /// The id of the cloud request that the call has started.
    pub request_id: Option<String>,
    /// The fault that was injected into this call.
    pub fault: Option<String>,
}

#[derive(Debug, Default)]
pub(crate) struct Journal {
    entries: VecDeque<JournalEntry>,
    seq: u64,
}

impl Journal {
    pub(crate) fn push(&mut self, mut entry: JournalEntry) {
        self.seq += 1;
        entry.seq = self.seq;
        if self.entries.len() == CAPACITY {
            self.entries.pop_front();
        }
        self.entries.push_back(entry);
    }

    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }

    pub(crate) fn entries(&self) -> Vec<JournalEntry> {
        self.entries.iter().cloned().collect()
    }
}

/// What stands in the place of a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// Replaces what must not be shown: every value under a key that names a password, a token or a secret,
/// also in JSON that is kept as text in a `body`.
pub(crate) fn redact(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let key = key.to_ascii_lowercase();
                let is_secret =
                    ["password", "privatekey", "secret", "token"].iter().any(|word| key.contains(word))
                        && !["max_tokens", "max_completion_tokens", "token_id"].contains(&key.as_str());
                if is_secret && (value.is_string() || value.is_array()) {
                    *value = Value::from(REDACTED);
                } else if key == "body"
                    && let Some(mut inner) = value.as_str().and_then(|text| serde_json::from_str(text).ok())
                {
                    redact(&mut inner);
                    *value = Value::from(inner.to_string());
                } else {
                    redact(value);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(redact),
        _ => {}
    }
}
