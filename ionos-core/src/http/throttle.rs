//! Client-side rate limiting, shared by all clones of a client and kept apart per contract.
//!
//! Three things hold a call back: a rate of our own (the AI Model Hub publishes one), what the service reports in `X-RateLimit-Limit`,
//! `-Burst` and `-Remaining`, and a pause that it asks for with `Retry-After`.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::{HeaderMap, HeaderValue};
use tokio::sync::Notify;
use tokio::time::Instant;

/// A token bucket: `rate` calls a second on average, `burst` at once.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct RateLimit {
    /// Calls a second on average.
    pub rate: f64,
    /// Calls at once after a quiet time.
    pub burst: f64,
}

impl RateLimit {
    /// `rate` calls a second on average, `burst` at once.
    #[must_use]
    pub fn new(rate: f64, burst: f64) -> Self {
        Self { rate: rate.max(0.001), burst: burst.max(1.0) }
    }

    /// What the AI Model Hub allows a contract: 5 calls a second, 10 at once.
    ///
    /// Source: <https://docs.ionos.com/cloud/ai/ai-model-hub/how-tos/rate-limits>
    #[must_use]
    pub fn ai_model_hub() -> Self {
        Self::new(5.0, 10.0)
    }

    /// What the AI Model Hub allows a contract for images besides: 10 a minute, 20 at once.
    ///
    /// Source: <https://docs.ionos.com/cloud/ai/ai-model-hub/how-tos/rate-limits>
    #[must_use]
    pub fn ai_images() -> Self {
        Self::new(10.0 / 60.0, 20.0)
    }
}

/// The longest gap between two calls that a report of the service can cause.
const LONGEST_GAP: Duration = Duration::from_secs(60);

/// The bucket, fed by the clock and corrected by what the service says is left.
#[derive(Debug)]
pub(crate) struct Throttle {
    state: Mutex<State>,
    /// Told when a call has ended while others wait for a place.
    freed: Notify,
}

#[derive(Debug)]
struct State {
    limit: Option<RateLimit>,
    tokens: f64,
    at: Instant,
    /// Nothing is sent before this moment.
    closed_until: Instant,
    /// What the service reported last.
    report: Option<Report>,
    /// When the next paced call may be sent.
    next: Instant,
    /// Calls under way.
    running: usize,
}

/// What the service says about its own bucket.
#[derive(Clone, Copy, Debug)]
struct Report {
    /// Calls a second on average.
    rate: f64,
    /// Calls at once; also how many may be under way together.
    burst: Option<f64>,
    /// What the bucket holds when it is full.
    most: f64,
    /// Calls that can still be made, counted down by those sent since.
    remaining: f64,
    at: Instant,
}

impl Report {
    /// How much of the bucket counts as nearly empty.
    fn low(&self) -> f64 {
        self.burst.map_or(self.rate * 6.0, |burst| burst / 2.0).max(1.0)
    }

    fn refill(&mut self, now: Instant) {
        let gained = now.saturating_duration_since(self.at).as_secs_f64() * self.rate;
        self.remaining = (self.remaining + gained).min(self.most);
        self.at = now.max(self.at);
    }

    /// The gap to keep before the next call: none while enough is left, then growing until calls come as fast as the bucket fills.
    fn gap(&self) -> Duration {
        let want = 1.0 - (self.remaining / self.low()).clamp(0.0, 1.0);
        Duration::from_secs_f64(want / self.rate).min(LONGEST_GAP)
    }
}

/// A place among the calls under way; given back when dropped.
#[derive(Debug)]
pub(crate) struct Place<'a>(&'a Throttle);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.running = state.running.saturating_sub(1);
        drop(state);
        self.0.freed.notify_one();
    }
}

impl Throttle {
    pub(crate) fn new(limit: Option<RateLimit>, now: Instant) -> Self {
        let state = State {
            limit,
            tokens: limit.map_or(0.0, |l| l.burst),
            at: now,
            closed_until: now,
            report: None,
            next: now,
            running: 0,
        };
        Self { state: Mutex::new(state), freed: Notify::new() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one call out of the bucket and says how long to wait before sending it; [`refund`](Self::refund) puts it back.
    pub(crate) fn reserve(&self, now: Instant) -> Duration {
        let mut state = self.lock();
        let mut wait = state.closed_until.saturating_duration_since(now);
        if let Some(limit) = state.limit {
            let passed = now.saturating_duration_since(state.at).as_secs_f64();
            state.tokens = (state.tokens + passed * limit.rate).min(limit.burst) - 1.0;
            state.at = now.max(state.at);
            if state.tokens < 0.0 {
                wait = wait.max(Duration::from_secs_f64(-state.tokens / limit.rate));
            }
        }
        if let Some(mut report) = state.report {
            report.refill(now);
            let gap = report.gap();
            report.remaining = (report.remaining - 1.0).max(0.0);
            state.report = Some(report);
            if !gap.is_zero() {
                let slot = state.next.max(now + wait);
                state.next = slot + gap;
                wait = slot.saturating_duration_since(now);
            }
        }
        wait
    }

    /// Puts a call back that was reserved and will not be sent.
    pub(crate) fn refund(&self) {
        let mut state = self.lock();
        state.tokens += 1.0;
        if let Some(report) = &mut state.report {
            report.remaining += 1.0;
            let gap = report.gap();
            state.next = state.next.checked_sub(gap).unwrap_or(state.next);
        }
    }

    /// Takes a place among the calls under way, and waits for one when the service's burst is used up.
    pub(crate) async fn enter(&self) -> Place<'_> {
        loop {
            let freed = self.freed.notified();
            if let Some(place) = self.try_enter() {
                return place;
            }
            freed.await;
        }
    }

    /// Takes a place if there is one.
    pub(crate) fn try_enter(&self) -> Option<Place<'_>> {
        let mut state = self.lock();
        let most = state.report.and_then(|r| r.burst).unwrap_or(f64::MAX);
        // Loses nothing: no client has 2^52 calls under way.
        #[expect(clippy::cast_precision_loss, reason = "a count of calls")]
        let free = (state.running as f64) < most;
        if !free {
            return None;
        }
        state.running += 1;
        Some(Place(self))
    }

    /// Learns from `X-RateLimit-Limit` (calls a minute), `-Burst` (calls at once) and `-Remaining` (calls left).
    pub(crate) fn learn(&self, headers: &HeaderMap, now: Instant) {
        let (mut remaining, mut per_minute, mut burst) = (None, None, None);
        // One pass is cheaper than three look-ups.
        for (name, value) in headers {
            match name.as_str().strip_prefix("x-ratelimit-") {
                Some("remaining") => remaining = number(value),
                Some("limit") => per_minute = number(value).filter(|n| *n > 0.0),
                Some("burst") => burst = number(value).filter(|n| *n >= 1.0),
                _ => {}
            }
        }
        let (Some(remaining), Some(per_minute)) = (remaining, per_minute) else { return };
        let rate = per_minute / 60.0;
        let mut state = self.lock();
        // Calls under way besides the one that was just answered may not be counted yet.
        #[expect(clippy::cast_precision_loss, reason = "a count of calls")]
        let others = state.running.saturating_sub(1) as f64;
        let most = burst.map_or(f64::MAX, |burst| burst.max(remaining));
        state.report = Some(Report { rate, burst, most, remaining: (remaining - others).max(0.0), at: now });
        if remaining < 1.0 {
            let pause = Duration::from_secs_f64(1.0 / rate).min(LONGEST_GAP);
            state.closed_until = state.closed_until.max(now + pause);
        }
    }

    /// Holds every call back: the service asked for a pause.
    pub(crate) fn pause(&self, until: Instant) {
        let mut state = self.lock();
        state.closed_until = state.closed_until.max(until);
    }
}

/// A header's value as a number that is not negative. Nearly all are whole, and those are read faster.
fn number(value: &HeaderValue) -> Option<f64> {
    let text = value.to_str().ok()?.trim();
    if let Ok(whole) = text.parse::<u32>() {
        return Some(whole.into());
    }
    text.parse().ok().filter(|n: &f64| n.is_finite() && *n >= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(limit: &str, burst: &str, remaining: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("x-ratelimit-limit", limit.parse().unwrap());
        if !burst.is_empty() {
            headers.insert("x-ratelimit-burst", burst.parse().unwrap());
        }
        headers.insert("x-ratelimit-remaining", remaining.parse().unwrap());
        headers
    }

    #[test]
    fn a_burst_passes_and_the_rest_is_spread() {
        let start = Instant::now();
        let throttle = Throttle::new(Some(RateLimit::new(5.0, 2.0)), start);
        let waits: Vec<_> = (0..4).map(|_| throttle.reserve(start).as_millis()).collect();
        assert_eq!(waits, [0, 0, 200, 400]);
        assert_eq!(throttle.reserve(start + Duration::from_secs(60)).as_millis(), 0);
    }

    #[test]
    fn an_empty_window_of_the_service_holds_the_next_call_back() {
        let now = Instant::now();
        let throttle = Throttle::new(None, now);
        assert_eq!(throttle.reserve(now), Duration::ZERO);
        throttle.learn(&headers("120", "", "0"), now);
        assert_eq!(throttle.reserve(now), Duration::from_millis(500));
        assert_eq!(throttle.reserve(now + Duration::from_secs(60)), Duration::ZERO);
    }

    #[test]
    fn calls_are_spread_when_little_is_left_and_not_before() {
        let now = Instant::now();
        let throttle = Throttle::new(None, now);
        throttle.learn(&headers("60", "20", "20"), now);
        let waits: Vec<_> = (0..10).map(|_| throttle.reserve(now).as_millis()).collect();
        assert_eq!(waits, [0; 10], "half of the bucket is free");
        throttle.learn(&headers("60", "20", "1"), now);
        let waits: Vec<_> = (0..4).map(|_| throttle.reserve(now).as_millis()).collect();
        assert_eq!(waits, [0, 900, 1900, 2900], "then one call for each that the bucket gains");
    }

    #[test]
    fn a_window_that_is_larger_than_the_burst_is_used_in_full() {
        let now = Instant::now();
        let throttle = Throttle::new(None, now);
        throttle.learn(&headers("1200", "20", "1150"), now);
        assert!((0..1000).all(|_| throttle.reserve(now).is_zero()));
    }

    #[test]
    fn a_call_that_is_not_sent_is_put_back() {
        let now = Instant::now();
        let throttle = Throttle::new(Some(RateLimit::new(1.0, 1.0)), now);
        assert_eq!(throttle.reserve(now), Duration::ZERO);
        assert_eq!(throttle.reserve(now), Duration::from_secs(1));
        throttle.refund();
        assert_eq!(throttle.reserve(now), Duration::from_secs(1));
    }

    #[tokio::test]
    async fn no_more_calls_are_under_way_than_the_burst_allows() {
        use futures_util::FutureExt as _;
        let now = Instant::now();
        let throttle = Throttle::new(None, now);
        throttle.learn(&headers("6000", "2", "2"), now);
        let first = throttle.enter().await;
        let _second = throttle.enter().await;
        let mut third = std::pin::pin!(throttle.enter());
        assert!(third.as_mut().now_or_never().is_none());
        drop(first);
        assert!(third.now_or_never().is_some());
    }

    #[test]
    fn nonsense_in_the_headers_is_ignored() {
        let now = Instant::now();
        let throttle = Throttle::new(None, now);
        for bad in ["NaN", "inf", "-1", "many", ""] {
            throttle.learn(&headers(bad, "1", bad), now);
            throttle.learn(&headers("0", "0", "0"), now);
        }
        assert_eq!(throttle.reserve(now), Duration::ZERO);
    }
}
