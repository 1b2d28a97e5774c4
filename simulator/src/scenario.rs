use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::fault::FaultRule;

/// Faults from a file, in JSON or TOML: rules that hold all the time, and steps that come one after the other.
///
/// ```
/// use ionos_simulator::Scenario;
/// let scenario = Scenario::parse(r#"
///     [[rules]]                       # slow, all the time
///     path = "/datacenters"
///     fault = { delay = { ms = 20 } }
///
///     [[steps]]                       # the first creation is lost on the way back
///     operation = "datacentersServersPost"
///     fault = "created_then_502"
///
///     [[steps]]                       # then three calls of any kind are as they should be
///     times = 3
///     fault = "pass"
///
///     [[steps]]                       # then everything is down, until five minutes after the start
///     until_ms = 300000
///     times = 1000000
///     fault = { status = { code = 503, retry_after = 30 } }
/// "#)?;
/// # let _ = scenario;
/// # Ok::<(), ionos_simulator::Error>(())
/// ```
///
/// A step waits until the one before it is over: when it was applied as often as its `times` says (once, unless it
/// says otherwise), or when its `until_ms` has passed. Times count from the start of the scenario.
#[must_use]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    #[serde(default)]
    pub(crate) rules: Vec<FaultRule>,
    #[serde(default)]
    pub(crate) steps: Vec<FaultRule>,
}

impl Scenario {
    /// Reads a scenario from JSON or TOML. A JSON list is a list of rules.
    ///
    /// # Errors
    /// When it is not well-formed, or asks for what does not exist; the message begins with line and column.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::from_text(text).map_err(|(place, message)| Error::scenario(format!("{place}: {message}")))
    }

    /// Reads a scenario from a file.
    ///
    /// # Errors
    /// As [`parse`](Self::parse), with the name of the file in front; and when the file cannot be read.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref().display();
        let text = std::fs::read_to_string(path.to_string())
            .map_err(|error| Error::scenario(format!("{path} cannot be read: {error}")))?;
        Self::from_text(&text)
            .map_err(|(place, message)| Error::scenario(format!("{path}:{place}: {message}")))
    }

    fn from_text(text: &str) -> Result<Self, (String, String)> {
        let mut start = text.chars().filter(|c| !c.is_whitespace());
        match (start.next(), start.next()) {
            (Some('{'), _) => serde_json::from_str(text).map_err(json),
            (Some('['), Some('{' | ']')) => {
                let rules = serde_json::from_str(text).map_err(json)?;
                Ok(Self { rules, steps: Vec::new() })
            }
            _ => toml::from_str(text).map_err(|error| {
                let before = text.get(..error.span().unwrap_or_default().start).unwrap_or_default();
                let line = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
                (format!("{line}:{column}"), error.message().replace('\n', ", "))
            }),
        }
    }
}

fn json(error: serde_json::Error) -> (String, String) {
    let (line, column, message) = (error.line(), error.column(), error.to_string());
    let end = format!(" at line {line} column {column}");
    (format!("{line}:{column}"), message.strip_suffix(&end).unwrap_or(&message).to_owned())
}
