//! Time. The simulator keeps wall-clock time in microseconds and divides every modelled duration by its speed.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;

/// A point in time: microseconds since 1970.
pub(crate) type Micros = i64;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    speed: f64,
}

impl Clock {
    pub(crate) fn new(speed: f64) -> Self {
        Self { speed }
    }

    pub(crate) fn now(&self) -> Micros {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .ok()
            .and_then(|elapsed| i64::try_from(elapsed.as_micros()).ok())
            .unwrap_or_default()
    }

    /// How long something that takes `seconds` in the cloud takes here.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float-to-integer cast saturates, which is right here"
    )]
    pub(crate) fn scaled(&self, seconds: f64) -> Micros {
        (seconds * 1_000_000.0 / self.speed) as Micros
    }

    pub(crate) fn speed(&self) -> f64 {
        self.speed
    }
}

/// `2026-11-23T10:00:00Z`.
pub(crate) fn iso(at: Micros) -> String {
    let at = Timestamp::from_microsecond(at).unwrap_or_default();
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Reads the date form of the request filters, `2026-11-23 10:00:00` (UTC), or an RFC 3339 date.
pub(crate) fn parse(text: &str) -> Option<Micros> {
    let text = text.trim();
    let at = text.parse::<Timestamp>().or_else(|_| format!("{}Z", text.replace(' ', "T")).parse());
    at.ok().map(Timestamp::as_microsecond)
}
