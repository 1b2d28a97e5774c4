//! When to try again, and how long to wait before.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use http::{HeaderMap, Method, StatusCode, header};

/// How often and how patiently the engine tries again.
///
/// Waits grow by doubling from [`base`](Self::base) to [`cap`](Self::cap), each drawn at random between half and all of that, so that
/// many clients do not come back at the same moment. A `Retry-After` of the service is always kept in full.
/// Calls that are not idempotent are repeated only when the service certainly did not act on them. While a service is down, all calls of a
/// client together repeat a hundred times, and then one for every ten that succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// How many times a call is sent at most; at least 1.
    pub max_attempts: u32,
    /// The first wait.
    pub base: Duration,
    /// The longest wait of our own choosing.
    pub cap: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self { max_attempts: 6, base: Duration::from_millis(200), cap: Duration::from_secs(20) }
    }
}

impl RetryPolicy {
    /// Never tries again.
    #[must_use]
    pub fn never() -> Self {
        Self { max_attempts: 1, ..Self::default() }
    }

    /// Sets how many times a call is sent at most.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// Sets the first and the longest wait.
    #[must_use]
    pub fn waits(mut self, base: Duration, cap: Duration) -> Self {
        self.base = base;
        self.cap = cap.max(base);
        self
    }

    /// The wait after this many failed attempts; `jitter` is drawn from 0 to 1.
    pub(crate) fn backoff(&self, failed: u32, jitter: f64) -> Duration {
        let exponent = failed.saturating_sub(1).min(20);
        let full = self.base.saturating_mul(1 << exponent).min(self.cap);
        full.mul_f64(0.5 + jitter.clamp(0.0, 1.0) / 2.0)
    }
}

/// How many repetitions an engine may spend while little succeeds, so that many calls do not each add their full share to an outage.
///
/// A repetition costs ten, a success gives one back. Repetitions that the service asks for with 429 cost nothing.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    const FULL: u32 = 1000;
    const COST: u32 = 10;

    pub(crate) fn new() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }

    /// Pays for one repetition; false when nothing is left.
    pub(crate) fn spend(&self) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(Self::COST)).is_ok()
    }

    pub(crate) fn succeed(&self) {
        if self.0.load(Ordering::Relaxed) < Self::FULL {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Whether the service may act twice on a call without harm.
pub(crate) fn idempotent(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::PUT | Method::DELETE | Method::OPTIONS)
}

/// Whether an answer with this status is worth another try.
pub(crate) fn retry_status(status: StatusCode, idempotent: bool) -> bool {
    match status.as_u16() {
        429 => true, // refused at the door: the service did not act
        500 | 502 | 503 | 504 => idempotent,
        _ => false,
    }
}

/// The wait that the service asks for, in seconds or as a date; a trailing unit (`13s`) is understood.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let number = text.strip_suffix('s').unwrap_or(text);
    if let Ok(seconds) = number.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_stay_between_half_and_full() {
        let policy = RetryPolicy::default().waits(Duration::from_millis(100), Duration::from_secs(1));
        assert_eq!(policy.backoff(1, 1.0), Duration::from_millis(100));
        assert_eq!(policy.backoff(1, 0.0), Duration::from_millis(50));
        assert_eq!(policy.backoff(3, 1.0), Duration::from_millis(400));
        assert_eq!(policy.backoff(60, 1.0), Duration::from_secs(1));
    }

    #[test]
    fn retry_after_is_read_as_seconds_unit_or_date() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let parse = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::RETRY_AFTER, text.parse().unwrap());
            retry_after(&headers, now)
        };
        assert_eq!(parse("30"), Some(Duration::from_secs(30)));
        assert_eq!(parse("13s"), Some(Duration::from_secs(13)));
        assert_eq!(
            parse(&httpdate::fmt_http_date(now + Duration::from_secs(90))),
            Some(Duration::from_secs(90))
        );
        assert_eq!(parse(&httpdate::fmt_http_date(now - Duration::from_secs(90))), Some(Duration::ZERO));
        assert_eq!(parse("soon"), None);
    }

    #[test]
    fn the_budget_empties_and_fills_again_with_successes() {
        let budget = Budget::new();
        let spent = (0..1000).filter(|_| budget.spend()).count();
        assert_eq!(spent, 100);
        for _ in 0..9 {
            budget.succeed();
        }
        assert!(!budget.spend());
        budget.succeed();
        assert!(budget.spend());
    }

    #[test]
    fn a_post_is_repeated_only_when_refused_at_the_door() {
        assert!(retry_status(StatusCode::TOO_MANY_REQUESTS, false));
        for code in [500, 502, 503, 504] {
            let status = StatusCode::from_u16(code).unwrap();
            assert!(!retry_status(status, idempotent(&Method::POST)), "{code}");
            assert!(!retry_status(status, idempotent(&Method::PATCH)), "{code}");
            assert!(retry_status(status, idempotent(&Method::GET)), "{code}");
        }
    }
}
