use std::collections::VecDeque;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use bytes::Bytes;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How many calls are kept; the oldest go first.
const CAPACITY: usize = 100_000;

/// How many bytes of bodies are kept; of older calls the bodies are forgotten.
const BODIES: usize = 64 * 1024 * 1024;

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
    /// The `Content-Type` of what was sent.
    pub content_type: Option<String>,
    /// The JSON body, with passwords, tokens and secrets replaced.
    pub body: Option<Value>,
    /// The status answered; 0 when the connection was dropped.
    pub status: u16,
    /// The `Content-Type` of the answer.
    pub answer_type: Option<String>,
    /// What was answered: JSON, with passwords, tokens and secrets replaced. Of the oldest calls it is forgotten.
    pub answer: Option<Value>,
    /// The id of the cloud request that the call has started.
    pub request_id: Option<String>,
    /// The fault that was injected into this call.
    pub fault: Option<String>,
}

/// A call as it is kept: its bodies are read, and freed of secrets, only when somebody asks.
#[derive(Debug)]
struct Kept {
    entry: JournalEntry,
    body: Bytes,
    answer: Bytes,
}

impl Kept {
    fn size(&self) -> usize {
        self.body.len() + self.answer.len()
    }

    fn shown(&self) -> JournalEntry {
        let mut answer = shown(&self.answer);
        // Cloudflare answers `/token` with nothing but the token.
        if let Some(Value::String(token)) = answer.as_mut().and_then(|answer| answer.get_mut("result")) {
            REDACTED.clone_into(token);
        }
        JournalEntry { body: shown(&self.body), answer, ..self.entry.clone() }
    }
}

fn shown(body: &[u8]) -> Option<Value> {
    let mut value = serde_json::from_slice(body).ok()?;
    redact(&mut value);
    Some(value)
}

#[derive(Debug, Default)]
pub(crate) struct Journal {
    calls: VecDeque<Kept>,
    seq: u64,
    /// How many calls at the front have lost their bodies, and how many bytes the others hold.
    bare: usize,
    bytes: usize,
    file: Option<File>,
}

impl Journal {
    /// A journal that is also written to a file, if one is given: one JSON object a line, after what is there.
    pub(crate) fn new(path: Option<&Path>) -> std::io::Result<Self> {
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        Ok(Self { file: path.map(|path| options.open(path)).transpose()?, ..Self::default() })
    }

    pub(crate) fn push(&mut self, entry: JournalEntry, body: Bytes, answer: Bytes) {
        self.seq += 1;
        let call = Kept { entry: JournalEntry { seq: self.seq, ..entry }, body, answer };
        self.write(&call);
        if self.calls.len() == CAPACITY
            && let Some(oldest) = self.calls.pop_front()
        {
            self.bytes -= oldest.size();
            self.bare = self.bare.saturating_sub(1);
        }
        self.bytes += call.size();
        self.calls.push_back(call);
        while self.bytes > BODIES
            && let Some(oldest) = self.calls.get_mut(self.bare)
        {
            self.bytes -= oldest.size();
            (oldest.body, oldest.answer) = (Bytes::new(), Bytes::new());
            self.bare += 1;
        }
    }

    /// Writes a line at once, so that several simulators can share the file.
    fn write(&mut self, call: &Kept) {
        let Some(file) = &mut self.file else { return };
        let line = serde_json::to_string(&call.shown()).unwrap_or_default() + "\n";
        if let Err(error) = file.write_all(line.as_bytes()) {
            tracing::error!(%error, "the journal is no longer written to its file");
            self.file = None;
        }
    }

    pub(crate) fn clear(&mut self) {
        self.calls.clear();
        self.bare = 0;
        self.bytes = 0;
    }

    pub(crate) fn entries(&self) -> Vec<JournalEntry> {
        self.calls.iter().map(Kept::shown).collect()
    }
}

/// What stands in the place of a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// Words in the names of fields that hold secrets, in small letters.
const SECRET: [&str; 8] =
    ["certblob", "kubeconfig", "password", "privatekey", "provisioningkey", "secret", "token", "ssourl"];

/// Fields that are no secrets, though their names look so.
const HARMLESS: [&str; 3] = ["max_tokens", "max_completion_tokens", "token_id"];

/// Replaces what must not be shown: every text under a key that names a password, a token or a secret,
/// also in JSON that is kept as text in a `body`.
pub(crate) fn redact(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let key = key.to_ascii_lowercase();
                if SECRET.iter().any(|word| key.contains(word)) && !HARMLESS.contains(&key.as_str()) {
                    blacken(value);
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

/// Replaces a text, or the texts of a list; the shape of the value stays.
fn blacken(value: &mut Value) {
    match value {
        Value::String(text) => REDACTED.clone_into(text),
        Value::Array(items) => items.iter_mut().for_each(blacken),
        other => redact(other),
    }
}
