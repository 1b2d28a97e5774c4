//! Time as the engine sees it, so that tests can replace it.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

/// The time that the engine lives by: waits, deadlines, and dates in `Retry-After`.
pub trait Clock: Send + Sync + Debug {
    /// Monotonic time, for deadlines.
    fn now(&self) -> Instant;
    /// The time of day, for HTTP dates.
    fn wall(&self) -> SystemTime;
    /// Completes after this duration.
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>>;
}

/// The real time, by tokio's timer; follows tokio's paused clock in tests.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(tokio::time::sleep(duration))
    }
}
