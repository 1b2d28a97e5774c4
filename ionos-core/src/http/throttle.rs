//! Client-side rate limiting, shared by all clones of a client and kept apart per contract.
//!
//! Three things hold a call back: a rate of our own (the AI Model Hub publishes one), what the service reports in `X-RateLimit-Limit`,
//! `-Burst` and `-Remaining` or in `RateLimit`, and a pause that it asks for with `Retry-After`.

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

    /// Learns from `X-RateLimit-Limit` (calls a minute), `-Burst` (calls at once) and `-Remaining` (calls left), or from
    /// `RateLimit` and `RateLimit-Policy`.
    pub(crate) fn learn(&self, headers: &HeaderMap, now: Instant) {
        let (mut remaining, mut per_minute, mut burst) = (None, None, None);
        if let Some(window) = headers.get("ratelimit").and_then(Window::parse) {
            return self.learn_window(window, headers.get("ratelimit-policy"), now);
        }
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

    fn learn_window(&self, window: Window<'_>, policy: Option<&HeaderValue>, now: Instant) {
        // Without a policy the rest has to last until the window ends.
        let rate = policy
            .and_then(|policy| window.rate(policy))
            .unwrap_or_else(|| window.remaining.max(1.0) / window.ends_in.max(1.0));
        let mut state = self.lock();
        if window.remaining < 1.0 {
            // The next window starts full.
            let end = Duration::from_secs_f64(window.ends_in).min(LONGEST_WINDOW);
            state.closed_until = state.closed_until.max(now + end);
            state.report = None;
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "a count of calls")]
        let others = state.running.saturating_sub(1) as f64;
        let remaining = (window.remaining - others).max(0.0);
        state.report = Some(Report { rate, burst: None, most: f64::MAX, remaining, at: now });
    }

    /// Holds every call back: the service asked for a pause.
    pub(crate) fn pause(&self, until: Instant) {
        let mut state = self.lock();
        state.closed_until = state.closed_until.max(until);
    }
}

/// The longest end of a window that is waited for.
const LONGEST_WINDOW: Duration = Duration::from_secs(3600);

/// What `RateLimit: "default";r=50;t=30` says: calls left in a window of time, and the seconds until it ends.
#[derive(Clone, Copy, Debug)]
struct Window<'a> {
    name: &'a str,
    remaining: f64,
    ends_in: f64,
}

impl<'a> Window<'a> {
    /// The window that is nearest to its end of calls.
    fn parse(value: &'a HeaderValue) -> Option<Self> {
        let windows = value.to_str().ok()?.split(',').filter_map(|item| {
            let (name, remaining, ends_in) = item_with(item, "r", "t")?;
            Some(Self { name, remaining, ends_in })
        });
        windows.min_by(|a, b| a.remaining.total_cmp(&b.remaining))
    }

    /// Calls a second by `RateLimit-Policy: "default";q=100;w=60`.
    fn rate(&self, policy: &HeaderValue) -> Option<f64> {
        let mut items = policy.to_str().ok()?.split(',').filter_map(|item| item_with(item, "q", "w"));
        let (_, quota, seconds) = items.find(|(name, ..)| *name == self.name)?;
        (quota > 0.0 && seconds > 0.0).then(|| quota / seconds)
    }
}

/// The name of an item of a list and two of its parameters.
fn item_with<'a>(item: &'a str, first: &str, second: &str) -> Option<(&'a str, f64, f64)> {
    let mut parts = item.split(';').map(str::trim);
    let name = parts.next()?;
    let (mut one, mut two) = (None, None);
    for (key, value) in parts.filter_map(|part| part.split_once('=')) {
        if key == first {
            one = value.parse::<u32>().ok();
        } else if key == second {
            two = value.parse::<u32>().ok();
        }
    }
    Some((name, one?.into(), two?.into()))
}

/// A header's value as a number that is not negative. Nearly all are whole, and those are read faster.
fn number(value: &HeaderValue) -> Option<f64> {
    let text = value.to_str().ok()?;
    if let Ok(whole) = text.parse::<u32>() {
        return Some(whole.into());
    }
    text.parse().ok().filter(|n: &f64| n.is_finite() && *n >= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_used_up_window_closes_until_it_ends_and_a_nearly_used_one_slows_down() {
        let answer = |limit: &str, policy: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert("ratelimit", limit.parse().unwrap());
            if let Some(policy) = policy {
                headers.insert("ratelimit-policy", policy.parse().unwrap());
            }
            headers
        };
        let policy = Some("\"other\";q=1;w=1, \"default\";q=1200;w=300");
        let start = Instant::now();
        let wait_after = |headers: &HeaderMap| {
            let throttle = Throttle::new(None, start);
            throttle.learn(headers, start);
            throttle.reserve(start);
            throttle.reserve(start)
        };
        assert_eq!(wait_after(&answer("\"default\";r=600;t=100", policy)), Duration::ZERO);
        assert_eq!(wait_after(&answer("\"default\";r=0;t=200", policy)).as_secs(), 200);
        // Four calls a second is what the policy allows, and near the end calls come no faster.
        let slow = wait_after(&answer("\"wide\";r=900;t=9, \"default\";r=2;t=200", policy));
        assert!(slow > Duration::from_millis(200) && slow < Duration::from_millis(500), "{slow:?}");
        assert_eq!(wait_after(&answer("\"default\";r=0;t=30", None)).as_secs(), 30);
        for odd in ["", "default", "\"default\";r=x;t=1", "\"default\";r=0"] {
            assert_eq!(wait_after(&answer(odd, policy)), Duration::ZERO, "{odd}");
        }
    }

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
