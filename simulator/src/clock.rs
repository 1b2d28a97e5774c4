//! Time. The simulator keeps wall-clock time in microseconds and divides every modelled duration by its speed.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;

/// A point in time: microseconds since 1970.
pub(crate) type Micros = i64;

/// The clock of one simulator; clones show the same time.
#[derive(Debug, Clone)]
pub(crate) struct Clock {
    speed: f64,
    /// When the clock stands still, the time it shows; otherwise how far it is ahead of real time.
    moved: Arc<AtomicI64>,
    stands: bool,
}

fn real() -> Micros {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|elapsed| i64::try_from(elapsed.as_micros()).ok())
        .unwrap_or_default()
}

impl Clock {
    pub(crate) fn new(speed: f64, stands: bool) -> Self {
        let start = if stands { real() } else { 0 };
        Self { speed, moved: Arc::new(AtomicI64::new(start)), stands }
    }

    pub(crate) fn now(&self) -> Micros {
        let moved = self.moved.load(Ordering::Acquire);
        if self.stands { moved } else { real().saturating_add(moved) }
    }

    /// Moves the clock forward.
    pub(crate) fn advance(&self, by: Micros) {
        self.moved.fetch_add(by.max(0), Ordering::AcqRel);
    }

    /// Whether it moves by hand only.
    pub(crate) fn stands(&self) -> bool {
        self.stands
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
