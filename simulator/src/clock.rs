//! Time. The simulator keeps wall-clock time in microseconds and divides every modelled duration by its speed.

use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::fmt::temporal::DateTimePrinter;

use crate::state::lock;

/// A point in time: microseconds since 1970.
pub(crate) type Micros = i64;

/// The clock of one simulator; clones show the same time.
#[derive(Debug, Clone)]
pub(crate) struct Clock {
    speed: f64,
    hand: Arc<Mutex<Hand>>,
}

#[derive(Debug, Clone, Copy)]
enum Hand {
    /// Moves with real time, and is this far ahead of it.
    Ahead(Micros),
    /// Stands still and shows this.
    Still(Micros),
}

impl Hand {
    fn shows(self) -> Micros {
        match self {
            Self::Ahead(by) => real().saturating_add(by),
            Self::Still(at) => at,
        }
    }
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
        let hand = if stands { Hand::Still(real()) } else { Hand::Ahead(0) };
        Self { speed, hand: Arc::new(Mutex::new(hand)) }
    }

    pub(crate) fn now(&self) -> Micros {
        lock(&self.hand).shows()
    }

    /// Moves the clock forward.
    pub(crate) fn advance(&self, by: Micros) {
        match &mut *lock(&self.hand) {
            Hand::Ahead(time) | Hand::Still(time) => *time = time.saturating_add(by.max(0)),
        }
    }

    /// Whether it moves by hand only.
    pub(crate) fn stands(&self) -> bool {
        matches!(*lock(&self.hand), Hand::Still(_))
    }

    /// Lets it stand still, or move on from what it shows.
    pub(crate) fn stand(&self, still: bool) {
        let mut hand = lock(&self.hand);
        let shown = hand.shows();
        *hand = if still { Hand::Still(shown) } else { Hand::Ahead(shown.saturating_sub(real())) };
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
    const SECONDS: DateTimePrinter = DateTimePrinter::new().precision(Some(0));
    SECONDS.timestamp_to_string(&Timestamp::from_microsecond(at).unwrap_or_default())
}

/// Reads the date form of the request filters, `2026-11-23 10:00:00` (UTC), or an RFC 3339 date.
pub(crate) fn parse(text: &str) -> Option<Micros> {
    let text = text.trim();
    let at = text.parse::<Timestamp>().or_else(|_| format!("{}Z", text.replace(' ', "T")).parse());
    at.ok().map(Timestamp::as_microsecond)
}
