//! The pipeline: not generic, written once, used by every service.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::future::{Either, select};
use futures_util::{StreamExt as _, TryStreamExt as _};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use tokio::time::Instant;
use tracing::{Instrument as _, debug};
use url::Url;
use uuid::Builder as UuidBuilder;
use uuid::fmt::Hyphenated;

use super::call::{Call, CallId, Refusal, Reply};
use super::clock::{Clock, SystemClock};
use super::failover::{Addresses, FailoverPolicy, Reason};
use super::redact::excerpt;
use super::retry::{Budget, RetryPolicy, retry_after, retry_status};
use super::throttle::{Place, RateLimit, Throttle};
use super::tls::{MinTls, TlsSettings};
use super::transport::{Answering, Body, Network, Outgoing, Transport, TransportError};
use crate::auth::Credentials;
use crate::error::{ApiMessage, Error, ErrorKind, Result, hint};
use crate::residency::Residency;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Reads a service's own error messages from the body of its answer.
pub type ErrorFormat = fn(&[u8]) -> Vec<ApiMessage>;

/// One service: its addresses, credentials, limits and patience. Cheap to clone; clones share limits and connections.
#[derive(Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

struct Inner {
    service: &'static str,
    addresses: Addresses,
    authorization: Option<HeaderValue>,
    headers: Vec<(HeaderName, HeaderValue)>,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    /// For jitter; repeatable with a seed.
    random: Mutex<fastrand::Rng>,
    /// For the ids of calls; never repeatable.
    ids: Mutex<fastrand::Rng>,
    retry: RetryPolicy,
    budget: Budget,
    throttle: Throttle,
    /// One operation that is limited besides.
    narrow: Option<(&'static str, Throttle)>,
    attempt_timeout: Duration,
    total_timeout: Duration,
    max_body: usize,
    error_format: ErrorFormat,
    residency: Residency,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine")
            .field("service", &self.inner.service)
            .field("addresses", &self.inner.addresses.all())
            .field("retry", &self.inner.retry)
            .finish_non_exhaustive()
    }
}

/// Settings of an [`Engine`].
#[derive(Clone, Debug)]
#[must_use]
pub struct EngineBuilder {
    service: &'static str,
    bases: Vec<Url>,
    failover: Option<FailoverPolicy>,
    credentials: Credentials,
    headers: Vec<(HeaderName, HeaderValue)>,
    transport: Option<Arc<dyn Transport>>,
    clock: Arc<dyn Clock>,
    seed: Option<u64>,
    retry: RetryPolicy,
    limit: Option<RateLimit>,
    narrow: Option<(&'static str, RateLimit)>,
    attempt_timeout: Duration,
    total_timeout: Duration,
    max_body: usize,
    error_format: ErrorFormat,
    residency: Residency,
    tls: TlsSettings,
    user_agent: String,
}

impl EngineBuilder {
    /// Adds further addresses of the same service and when to use them.
    pub fn failover(mut self, others: impl IntoIterator<Item = Url>, policy: FailoverPolicy) -> Self {
        self.bases.extend(others);
        self.failover = Some(policy);
        self
    }

    /// Sets who is calling.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = credentials;
        self
    }

    /// Adds a header to every call.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Sets how often and how patiently to try again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Keeps calls under a rate; without it only the limits that the service reports are kept.
    pub fn rate_limit(mut self, limit: Option<RateLimit>) -> Self {
        self.limit = limit;
        self
    }

    /// Keeps the calls of one operation under a rate of its own besides.
    pub(crate) fn operation_limit(mut self, operation: &'static str, limit: RateLimit) -> Self {
        self.narrow = Some((operation, limit));
        self
    }

    /// Sets how long one attempt may take; 30 s by default.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// Sets how long a call may take in all, waits included; 2 min by default.
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.total_timeout = timeout;
        self
    }

    /// Sets the largest body that is read into memory; 256 MiB by default.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// Sets how this service writes its errors.
    pub fn error_format(mut self, format: ErrorFormat) -> Self {
        self.error_format = format;
        self
    }

    /// Restricts where data may go.
    pub fn residency(mut self, residency: Residency) -> Self {
        self.residency = residency;
        self
    }

    /// Sets the lowest TLS version; 1.3 by default.
    pub fn min_tls(mut self, min: MinTls) -> Self {
        self.tls.min = min;
        self
    }

    /// Demands this leaf certificate (SHA-256, hexadecimal) in addition to a valid chain.
    pub fn pinned_certificate(mut self, sha256: Option<String>) -> Self {
        self.tls.pinned = sha256;
        self
    }

    /// Trusts these authorities too (PEM).
    pub fn extra_root(mut self, pem: impl Into<String>) -> Self {
        self.tls.extra_roots.push(pem.into());
        self
    }

    /// Replaces the network.
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Replaces the clock.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Makes the jitter repeatable.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Sets the `User-Agent`.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// Checks the settings and makes the engine. Nothing is sent.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] for an unusable address, credential, pin or authority; [`ErrorKind::Residency`] for a host
    /// outside the allowed region.
    pub fn build(self) -> Result<Engine> {
        let addresses = Addresses::new(self.bases, self.failover)?;
        for base in addresses.all() {
            self.residency.check_host(base)?;
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => Arc::new(Network::new(&self.tls, &self.user_agent)?),
        };
        let random = self.seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed);
        let throttle = Throttle::new(self.limit, self.clock.now());
        let narrow = self.narrow.map(|(id, limit)| (id, Throttle::new(Some(limit), self.clock.now())));
        Ok(Engine {
            inner: Arc::new(Inner {
                service: self.service,
                addresses,
                authorization: self.credentials.header()?,
                headers: self.headers,
                transport,
                clock: self.clock,
                random: Mutex::new(random),
                ids: Mutex::new(fastrand::Rng::new()),
                retry: self.retry,
                budget: Budget::new(),
                throttle,
                narrow,
                attempt_timeout: self.attempt_timeout,
                total_timeout: self.total_timeout,
                max_body: self.max_body,
                error_format: self.error_format,
                residency: self.residency,
            }),
        })
    }
}

/// An answer, and what of its body is still coming.
pub(crate) struct Opened {
    pub(crate) reply: Reply,
    pub(crate) rest: Body,
}

/// How the body of a good answer is read.
#[derive(Clone, Copy)]
enum Reading {
    Whole,
    AsItComes,
}

/// What became of one attempt.
enum Outcome {
    Done(Box<Opened>),
    /// A failure; `retry` when trying again is safe and may help.
    Failed {
        error: Error,
        retry: bool,
        wait: Option<Duration>,
        reason: Option<Reason>,
    },
}

impl Engine {
    /// Settings for a service at this address. `service` names it in errors and traces.
    pub fn builder(service: &'static str, base: Url) -> EngineBuilder {
        EngineBuilder {
            service,
            bases: vec![base],
            failover: None,
            credentials: Credentials::None,
            headers: Vec::new(),
            transport: None,
            clock: Arc::new(SystemClock),
            seed: None,
            retry: RetryPolicy::default(),
            limit: None,
            narrow: None,
            attempt_timeout: Duration::from_secs(30),
            total_timeout: Duration::from_secs(120),
            max_body: 256 * 1024 * 1024,
            error_format: |_| Vec::new(),
            residency: Residency::Anywhere,
            tls: TlsSettings::default(),
            user_agent: concat!("ionos-core/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }

    /// The address in use.
    #[must_use]
    pub fn base(&self) -> &Url {
        self.inner.addresses.current().1
    }

    /// A new id for a call. It has to be unique, not secret, so it costs no system call.
    fn new_id(&self) -> CallId {
        let bits = self.inner.ids.lock().unwrap_or_else(PoisonError::into_inner).u128(..);
        let mut text = [0; Hyphenated::LENGTH];
        UuidBuilder::from_random_bytes(bits.to_be_bytes()).into_uuid().hyphenated().encode_lower(&mut text);
        CallId(text)
    }

    /// A number from 0 to 1.
    pub(crate) fn random(&self) -> f64 {
        self.inner.random.lock().unwrap_or_else(PoisonError::into_inner).f64()
    }

    /// Sends a call and reads its whole answer.
    ///
    /// # Errors
    /// Any [`ErrorKind`]; an answer outside 2xx is always an error, and so is a 2xx that holds HTML.
    pub fn send(&self, call: Call) -> impl Future<Output = Result<Reply>> + Send + use<> {
        let run = self.run(call, Reading::Whole);
        async { Ok(run.await?.reply) }
    }

    /// Sends a call and hands over the body as it comes. Repetitions end with the first byte of a good answer.
    pub(crate) fn open(&self, call: Call) -> impl Future<Output = Result<Box<Opened>>> + Send + use<> {
        self.run(call, Reading::AsItComes)
    }

    /// Boxed before it is polled, so that a call is not moved through the futures of all its callers.
    fn run(&self, call: Call, reading: Reading) -> Pin<Box<dyn Future<Output = Result<Box<Opened>>> + Send>> {
        let id = self.new_id();
        let span = tracing::debug_span!(
            "ionos.call",
            service = self.inner.service,
            operation = %call.operation,
            http.request.method = %call.method,
            url.template = %call.template,
            ionos.request_id = id.as_str(),
        );
        let run = self.clone().run_inner(Box::new(call), reading, id);
        if span.is_disabled() { Box::pin(run) } else { Box::pin(run.instrument(span)) }
    }

    async fn run_inner(self, call: Box<Call>, reading: Reading, id: CallId) -> Result<Box<Opened>> {
        let inner = &*self.inner;
        let finally = |error: Error, attempts: u32| {
            error.at(call.operation.clone()).request(id.as_str()).tried(attempts)
        };
        inner.residency.check_body(&call.body).map_err(|e| e.at(call.operation.clone()))?;
        // Looked up again after each wait only: on some machines the clock is not cheap.
        let mut now = inner.clock.now();
        let deadline = now + call.timeout.unwrap_or(inner.total_timeout);
        let mut attempts: u32 = 0;
        let mut moved = 0;
        loop {
            let mut pause = inner.throttle.reserve(now);
            if let Some((operation, throttle)) = &inner.narrow
                && call.operation == *operation
            {
                pause = pause.max(throttle.reserve(now));
            }
            if !pause.is_zero() {
                if now + pause > deadline {
                    inner.throttle.refund();
                    let error = Error::new(ErrorKind::RateLimited, format!("{} calls are limited, and the time budget of this call ends before the next one is free", inner.service))
                        .wait_at_least(Some(pause))
                        .advise("allow the call more time or send fewer calls");
                    return Err(finally(error, attempts));
                }
                debug!(wait_ms = pause.as_millis(), "throttled");
                inner.clock.sleep(pause).await;
                now = inner.clock.now();
            }
            let Some(place) = self.enter(&mut now, deadline).await else {
                let what = format!(
                    "{} allows no more calls at once, and the time budget of this call ended before one of the others did",
                    inner.service
                );
                return Err(finally(Error::new(ErrorKind::RateLimited, what), attempts));
            };
            attempts += 1;
            let (index, base) = inner.addresses.current();
            let answer = inner.transport.send(self.request(&call, base, id)?);
            let left = deadline.saturating_duration_since(now);
            let outcome = self.attempt(&call, base, answer, left, reading, id).await;
            drop(place);
            match outcome {
                Outcome::Done(mut opened) => {
                    inner.budget.succeed();
                    debug!(http.response.status_code = opened.reply.status.as_u16(), attempts, "answered");
                    opened.reply.attempts = attempts;
                    return Ok(opened);
                }
                Outcome::Failed { error, retry, wait, reason } => {
                    debug!(attempt = attempts, kind = %error.kind(), "attempt failed");
                    now = inner.clock.now();
                    if let Some(reason) = reason
                        && moved + 1 < inner.addresses.all().len()
                        && inner.addresses.next(index, &call.method, reason)
                    {
                        moved += 1;
                        continue;
                    }
                    if !retry || attempts >= inner.retry.max_attempts {
                        return Err(finally(error, attempts));
                    }
                    let own = inner.retry.backoff(attempts, self.random());
                    let wait = wait.map_or(own, |asked| asked.max(own));
                    if now + wait >= deadline {
                        return Err(finally(error, attempts));
                    }
                    if error.kind() != ErrorKind::RateLimited && !inner.budget.spend() {
                        return Err(finally(error, attempts));
                    }
                    moved = 0;
                    inner.clock.sleep(wait).await;
                    now = inner.clock.now();
                }
            }
        }
    }

    /// A place among the calls under way.
    async fn enter(&self, now: &mut Instant, deadline: Instant) -> Option<Place<'_>> {
        if let Some(place) = self.inner.throttle.try_enter() {
            return Some(place);
        }
        let clock = self.inner.clock.as_ref();
        let place = Box::pin(self.inner.throttle.enter());
        let place = within(clock, deadline.saturating_duration_since(*now), place).await;
        *now = clock.now();
        place
    }

    fn request(&self, call: &Call, base: &Url, id: CallId) -> Result<Outgoing> {
        let url = call.url(base)?;
        let mut headers = HeaderMap::with_capacity(8);
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        if let Ok(id) = HeaderValue::from_bytes(&id.0) {
            headers.insert(REQUEST_ID, id);
        }
        if let Some(value) = &self.inner.authorization {
            headers.insert(header::AUTHORIZATION, value.clone());
        }
        if let Some(value) = &call.content_type {
            headers.insert(header::CONTENT_TYPE, value.clone());
        }
        for (name, value) in self.inner.headers.iter().chain(&call.headers) {
            headers.insert(name, value.clone());
        }
        Ok(Outgoing { method: call.method.clone(), url, headers, body: call.body.clone() })
    }

    async fn attempt(
        &self,
        call: &Call,
        base: &Url,
        answer: Answering<'_>,
        left: Duration,
        reading: Reading,
        id: CallId,
    ) -> Outcome {
        let inner = &*self.inner;
        let limit = inner.attempt_timeout.min(left);
        let host = || base.authority();
        let exchange = pin!(async {
            let answer = answer.await?;
            let (parts, mut body) = answer.into_parts();
            inner.throttle.learn(&parts.headers, inner.clock.now());
            if let Some(coding) = unknown_coding(&parts.headers) {
                return Ok(self.unusable(
                    call,
                    parts.status,
                    format!("is encoded as `{coding}`, which was not asked for and cannot be read"),
                ));
            }
            let html = is_html(&parts.headers) && !(call.any_content && parts.status.is_success());
            if parts.status.is_success() && !html {
                let whole = match reading {
                    Reading::Whole => match read(&mut body, &parts.headers, inner.max_body).await? {
                        Some(whole) => whole,
                        None => {
                            let what = format!(
                                "is larger than {} bytes, the most that is read into memory",
                                inner.max_body
                            );
                            return Ok(self.unusable(call, parts.status, what));
                        }
                    },
                    Reading::AsItComes => Bytes::new(),
                };
                let reply = Reply {
                    operation: call.operation.clone(),
                    status: parts.status,
                    headers: parts.headers,
                    body: whole,
                    id,
                    attempts: 0,
                    sensitive: call.sensitive,
                };
                return Ok(Outcome::Done(Box::new(Opened { reply, rest: body })));
            }
            let mut start = BytesMut::new();
            while let Some(piece) = body.next().await {
                start.extend_from_slice(&piece?);
                if start.len() > 64 * 1024 {
                    break;
                }
            }
            Ok::<_, TransportError>(self.refused(call, parts.status, &parts.headers, &start, html))
        });
        let write = !call.idempotent;
        match within(inner.clock.as_ref(), limit, exchange).await {
            Some(Ok(outcome)) => outcome,
            Some(Err(error)) if error.connect => Outcome::Failed {
                error: Error::new(
                    ErrorKind::Connect,
                    format!("no connection to {}: {}", host(), innermost(&error)),
                )
                .caused_by(error)
                .advise("check the address, the network and the proxy settings"),
                retry: true,
                wait: None,
                reason: Some(Reason::Connect),
            },
            Some(Err(error)) => Outcome::Failed {
                error: Error::new(
                    ErrorKind::Connect,
                    format!("the connection to {} broke: {}", host(), innermost(&error)),
                )
                .caused_by(error)
                .unclear(is_write(call)),
                retry: !write,
                wait: None,
                reason: Some(Reason::Broken),
            },
            None => Outcome::Failed {
                error: Error::new(
                    ErrorKind::Timeout,
                    format!("{} gave no whole answer within {} s", host(), limit.as_secs_f32().ceil()),
                )
                .unclear(is_write(call))
                .advise("try again later or allow the call more time"),
                retry: !write,
                wait: None,
                reason: Some(Reason::Timeout),
            },
        }
    }

    /// An answer that cannot be read, and would be no better the next time.
    fn unusable(&self, call: &Call, status: StatusCode, why: String) -> Outcome {
        Outcome::Failed {
            error: Error::new(ErrorKind::Decode, format!("the answer of {} {why}", self.inner.service))
                .answered(status, Vec::new())
                .unclear(is_write(call) && !status.is_client_error())
                .advise("check the address: a proxy or gateway may have answered instead"),
            retry: false,
            wait: None,
            reason: None,
        }
    }

    /// Turns an answer that is no success into an error.
    fn refused(
        &self,
        call: &Call,
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
        html: bool,
    ) -> Outcome {
        let inner = &*self.inner;
        let shown = if call.sensitive { format!("<{} bytes>", body.len()) } else { excerpt(body) };
        if status.is_success() {
            return Outcome::Failed {
                error: Error::new(
                    ErrorKind::Decode,
                    format!("the answer of {} is a web page, not data: {shown}", inner.service),
                )
                .answered(status, Vec::new())
                .unclear(is_write(call))
                .advise("check the address: a proxy or gateway may have answered instead"),
                retry: call.idempotent,
                wait: None,
                reason: None,
            };
        }
        let mut messages = (inner.error_format)(body);
        if messages.is_empty() && !html && !body.is_empty() {
            messages.push(ApiMessage::new("", shown));
        }
        let refusal = call.refusal.and_then(|of| of(&messages)).filter(|_| status.as_u16() == 422);
        let asked = match refusal {
            Some(Refusal::TooEarly(wait)) => Some(wait),
            _ => retry_after(headers, inner.clock.wall()),
        };
        if status == StatusCode::TOO_MANY_REQUESTS
            && let Some(asked) = asked
        {
            inner.throttle.pause(inner.clock.now() + asked);
        }
        let kind = match refusal {
            Some(Refusal::NotFound) => ErrorKind::NotFound,
            _ => kind_of(status, &messages),
        };
        let mut error = Error::new(kind, summary(kind, inner.service))
            .answered(status, messages)
            .wait_at_least(asked)
            .unclear(is_write(call) && status.is_server_error());
        let known = || error.messages().iter().find_map(|m| hint(&m.message));
        let refused = matches!(
            kind,
            ErrorKind::InvalidRequest | ErrorKind::Quota | ErrorKind::PermissionDenied | ErrorKind::Conflict
        );
        if let Some(advice) = advice(kind, status).or_else(|| known().filter(|_| refused)) {
            error = error.advise(advice);
        }
        Outcome::Failed {
            error,
            retry: retry_status(status, call.idempotent) || matches!(refusal, Some(Refusal::TooEarly(_))),
            wait: asked,
            reason: Some(Reason::Status(status)),
        }
    }
}

/// Reads a body; `None` when it is larger than the limit, which shows before all of it has come.
async fn read(body: &mut Body, headers: &HeaderMap, limit: usize) -> Result<Option<Bytes>, TransportError> {
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    let announced = match announced.map(usize::try_from) {
        Some(Ok(length)) if length <= limit => length,
        Some(_) => return Ok(None),
        None => 0,
    };
    let Some(first) = body.try_next().await? else { return Ok(Some(Bytes::new())) };
    // Most answers come in one piece, which is used as it is; where its length was announced, nothing can follow.
    if first.len() == announced {
        return Ok(Some(first));
    }
    let Some(second) = body.try_next().await? else {
        return Ok((first.len() <= limit).then_some(first));
    };
    let mut bytes = BytesMut::with_capacity(announced.max(first.len() + second.len()));
    bytes.extend_from_slice(&first);
    let mut next = Some(second);
    while let Some(piece) = next {
        if bytes.len() + piece.len() > limit {
            return Ok(None);
        }
        bytes.extend_from_slice(&piece);
        next = body.try_next().await?;
    }
    Ok(Some(bytes.freeze()))
}

/// A content coding that the transport did not take off.
fn unknown_coding(headers: &HeaderMap) -> Option<Cow<'_, str>> {
    let coding = headers.get(header::CONTENT_ENCODING)?;
    let text = String::from_utf8_lossy(coding.as_bytes());
    let known = text.trim().is_empty() || text.trim().eq_ignore_ascii_case("identity");
    (!known).then_some(text)
}

fn is_write(call: &Call) -> bool {
    // A read that must not be repeated is none: it makes something.
    !call.idempotent || !matches!(call.method, http::Method::GET | http::Method::HEAD | http::Method::OPTIONS)
}

fn is_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.trim_start().get(..9))
        .is_some_and(|v| v.eq_ignore_ascii_case("text/html"))
}

/// What a future gives, unless the time is up before. Taken pinned, so that it is not moved here once more.
async fn within<T>(clock: &dyn Clock, limit: Duration, future: impl Future<Output = T> + Unpin) -> Option<T> {
    match select(future, clock.sleep(limit)).await {
        Either::Left((value, _)) => Some(value),
        Either::Right(_) => None,
    }
}

fn innermost(error: &TransportError) -> String {
    let mut source: &dyn std::error::Error = &*error.source;
    while let Some(next) = source.source() {
        source = next;
    }
    source.to_string()
}

fn kind_of(status: StatusCode, messages: &[ApiMessage]) -> ErrorKind {
    let quota = || {
        messages.iter().any(|m| {
            let text = m.message.to_ascii_lowercase();
            text.contains("quota") || text.contains("limit exceeded") || text.contains("resource limit")
        })
    };
    match status.as_u16() {
        401 => ErrorKind::Auth,
        402 | 403 => ErrorKind::PermissionDenied,
        404 | 410 => ErrorKind::NotFound,
        409 | 412 | 423 => ErrorKind::Conflict,
        429 => ErrorKind::RateLimited,
        400..=499 if quota() => ErrorKind::Quota,
        400..=499 => ErrorKind::InvalidRequest,
        500..=599 => ErrorKind::Unavailable,
        _ => ErrorKind::Decode,
    }
}

fn summary(kind: ErrorKind, service: &str) -> String {
    match kind {
        ErrorKind::Auth => format!("{service} does not accept the credentials"),
        ErrorKind::PermissionDenied => {
            format!("{service} refuses this for lack of a privilege or because of a protection")
        }
        ErrorKind::NotFound => format!("{service} has no such resource"),
        ErrorKind::Conflict => format!("{service} refuses this in the resource's present state"),
        ErrorKind::RateLimited => format!("{service} refuses more calls for now"),
        ErrorKind::Quota => format!("{service} refuses this because a limit of the contract is reached"),
        ErrorKind::InvalidRequest => format!("{service} refuses the input"),
        ErrorKind::Unavailable => format!("{service} failed"),
        _ => format!("{service} gave an unexpected answer"),
    }
}

fn advice(kind: ErrorKind, status: StatusCode) -> Option<&'static str> {
    match kind {
        ErrorKind::PermissionDenied if status == StatusCode::PAYMENT_REQUIRED => {
            Some("the account is a trial that does not include this")
        }
        ErrorKind::Auth => Some("check the token or password and whether it has expired"),
        ErrorKind::Unavailable => Some("try again later"),
        ErrorKind::RateLimited => Some("send fewer calls or wait"),
        ErrorKind::Decode if status.is_redirection() => {
            Some("redirects are not followed; set the final address")
        }
        _ => None,
    }
}
