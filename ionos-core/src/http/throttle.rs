//! Client-side rate limiting, shared by all clones of a client.

use std::sync::Mutex;
use std::time::Duration;

use http::HeaderMap;
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

/// The bucket, fed by the clock and corrected by what the service says is left.
#[derive(Debug)]
pub(crate) struct Throttle {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    limit: Option<RateLimit>,
    tokens: f64,
    at: Instant,
    /// Nothing is sent before this moment: the service said that nothing is left.
    closed_until: Instant,
}

impl Throttle {
    pub(crate) fn new(limit: Option<RateLimit>, now: Instant) -> Self {
        let tokens = limit.map_or(0.0, |l| l.burst);
        Self { state: Mutex::new(State { limit, tokens, at: now, closed_until: now }) }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Takes one call out of the bucket and says how long to wait before sending it.
    pub(crate) fn reserve(&self, now: Instant) -> Duration {
        let mut state = self.lock();
        let closed = state.closed_until.saturating_duration_since(now);
        let Some(limit) = state.limit else { return closed };
        let passed = now.saturating_duration_since(state.at).as_secs_f64();
        state.tokens = (state.tokens + passed * limit.rate).min(limit.burst) - 1.0;
        state.at = now.max(state.at);
        let own = if state.tokens >= 0.0 {
            Duration::ZERO
        } else {
            Duration::from_secs_f64(-state.tokens / limit.rate)
        };
        own.max(closed)
    }

    /// Learns from `X-RateLimit-Remaining` and `X-RateLimit-Limit` (calls a minute).
    pub(crate) fn learn(&self, headers: &HeaderMap, now: Instant) {
        let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<f64>().ok();
        if let (Some(remaining), Some(per_minute)) =
            (number("x-ratelimit-remaining"), number("x-ratelimit-limit"))
            && remaining < 1.0
            && per_minute > 0.0
        {
            let mut state = self.lock();
            let pause = Duration::from_secs_f64((60.0 / per_minute).min(60.0));
            state.closed_until = state.closed_until.max(now + pause);
        }
    }

    /// Holds every call back: the service asked for a pause.
    pub(crate) fn pause(&self, until: Instant) {
        let mut state = self.lock();
        state.closed_until = state.closed_until.max(until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let mut headers = HeaderMap::new();
        headers.insert("x-ratelimit-limit", "120".parse().unwrap());
        headers.insert("x-ratelimit-remaining", "0".parse().unwrap());
        throttle.learn(&headers, now);
        assert_eq!(throttle.reserve(now), Duration::from_millis(500));
        assert_eq!(throttle.reserve(now + Duration::from_secs(1)), Duration::ZERO);
    }
}
