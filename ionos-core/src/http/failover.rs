//! Several addresses of one service, used one after another when one cannot be reached.

use std::sync::atomic::{AtomicUsize, Ordering};

use http::{Method, StatusCode};
use url::Url;

use crate::error::{Error, Result};

/// When to go to the next address of a service; the `failover` block of the configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FailoverPolicy {
    /// Methods that may be sent again elsewhere.
    pub methods: Vec<Method>,
    /// Whether a timeout counts as unreachable.
    pub on_timeout: bool,
    /// Statuses that send a call to the next address.
    pub statuses: Vec<StatusCode>,
}

impl Default for FailoverPolicy {
    fn default() -> Self {
        Self {
            methods: vec![Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::OPTIONS],
            on_timeout: false,
            statuses: Vec::new(),
        }
    }
}

#[derive(Debug)]
pub(crate) struct Addresses {
    bases: Vec<Url>,
    current: AtomicUsize,
    policy: Option<FailoverPolicy>,
}

impl Addresses {
    pub(crate) fn new(bases: Vec<Url>, policy: Option<FailoverPolicy>) -> Result<Self> {
        if bases.is_empty() {
            return Err(Error::config("a service needs at least one address"));
        }
        for base in &bases {
            if base.cannot_be_a_base() || !matches!(base.scheme(), "http" | "https") {
                return Err(Error::config(format!("`{base}` is not an http or https address"))
                    .advise("write it like https://api.ionos.com"));
            }
        }
        Ok(Self { bases, current: AtomicUsize::new(0), policy })
    }

    pub(crate) fn all(&self) -> &[Url] {
        &self.bases
    }

    pub(crate) fn current(&self) -> (usize, &Url) {
        let index = self.current.load(Ordering::Relaxed) % self.bases.len().max(1);
        // `new` refuses an empty list, so the fallback is never taken.
        let fallback = || unreachable_base();
        (index, self.bases.get(index).unwrap_or_else(fallback))
    }

    /// Moves on from an address that failed; false when there is no other.
    pub(crate) fn next(&self, failed: usize, method: &Method, reason: Reason) -> bool {
        let Some(policy) = &self.policy else { return false };
        let wanted = match reason {
            Reason::Connect => true,
            Reason::Timeout => policy.on_timeout && policy.methods.contains(method),
            Reason::Broken => policy.methods.contains(method),
            Reason::Status(status) => policy.statuses.contains(&status) && policy.methods.contains(method),
        };
        if !wanted || self.bases.len() < 2 {
            return false;
        }
        let next = (failed + 1) % self.bases.len();
        let _ = self.current.compare_exchange(failed, next, Ordering::Relaxed, Ordering::Relaxed);
        true
    }
}

fn unreachable_base() -> &'static Url {
    static BASE: std::sync::LazyLock<Url> = std::sync::LazyLock::new(|| {
        #[expect(clippy::unwrap_used, reason = "a constant that parses")]
        Url::parse("http://127.0.0.1:9").unwrap()
    });
    &BASE
}

/// Why an address is left.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Reason {
    /// No connection: the call was not sent.
    Connect,
    /// The connection broke after sending.
    Broken,
    /// No answer in time.
    Timeout,
    /// An answer with this status.
    Status(StatusCode),
}
