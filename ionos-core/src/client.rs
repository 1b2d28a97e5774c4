//! The client: where everything starts.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use http::{HeaderName, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::time::Instant;
use url::Url;

use crate::auth::Credentials;
use crate::config::{Settings, parse_base, with_path};
use crate::error::{ApiMessage, Error, ErrorKind, Result};
use crate::http::clock::{Clock, SystemClock};
use crate::http::failover::FailoverPolicy;
use crate::http::pipeline::{Engine, EngineBuilder, ErrorFormat};
use crate::http::retry::RetryPolicy;
use crate::http::throttle::RateLimit;
use crate::http::tls::{MinTls, TlsSettings};
use crate::http::transport::{Network, Transport};
use crate::operation::Api;
use crate::pending::{Durations, PollPolicy};
use crate::residency::Residency;

/// A client of IONOS Cloud. Cheap to clone; clones share connections, limits and credentials.
///
/// ```no_run
/// # // Not run: it needs credentials.
/// # async fn example() -> ionos_core::Result<()> {
/// let ionos = ionos_core::Client::from_env()?;
/// for datacenter in ionos.datacenters().list().all().await? {
///     println!("{}", datacenter.properties.name.unwrap_or_default());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    /// The contract that calls are for.
    contract: Option<Arc<str>>,
}

/// What all clones share, for whatever contract they are.
struct Shared {
    settings: ClientBuilder,
    clock: Arc<dyn Clock>,
    /// One transport for all services: they share connections and TLS settings.
    transport: Arc<dyn Transport>,
    /// For changes that read before they write, one each for what they change.
    locks: Mutex<HashMap<String, Weak<tokio::sync::Mutex<()>>>>,
    /// The limits of a service hold per contract, so each contract has its own engines.
    engines: Mutex<BTreeMap<Place, Engine>>,
    durations: Durations,
}

/// Which engine: service, region, contract.
type Place = (Api, Option<Arc<str>>, Option<Arc<str>>);

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("contract", &self.contract)
            .field("residency", &self.shared.settings.residency)
            .finish_non_exhaustive()
    }
}

/// Settings of a [`Client`].
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct ClientBuilder {
    settings: Settings,
    retry: Option<RetryPolicy>,
    poll: PollPolicy,
    residency: Residency,
    attempt_timeout: Option<Duration>,
    total_timeout: Option<Duration>,
    max_body: Option<usize>,
    min_tls: MinTls,
    transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    seed: Option<u64>,
    ai_limit: Option<RateLimit>,
    ai_image_limit: Option<RateLimit>,
    user_agent: Option<String>,
}

impl ClientBuilder {
    /// Sets who is calling.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.settings.credentials = Some(credentials);
        self
    }

    /// Sends every service's calls to this one host, each on its own path, like `IONOS_API_URL`.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] when it is no address.
    pub fn api_url(mut self, url: &str) -> Result<Self> {
        let base = parse_base(url)?;
        for &api in Api::ALL {
            self = self.endpoint(api, [with_path(&base, api)]);
        }
        self.settings.s3_base = Some(base);
        Ok(self)
    }

    /// Sets the addresses of one API; the first is used until it fails.
    pub fn endpoint(mut self, api: Api, bases: impl IntoIterator<Item = Url>) -> Self {
        self.settings.set_endpoint(api, bases.into_iter().collect());
        self
    }

    /// Sets the key of the hosting DNS API, `prefix.secret`, like `IONOS_API_KEY`.
    pub fn hosting_key(mut self, key: impl Into<String>) -> Self {
        self.settings.hosting_key = Some(SecretString::from(key.into()));
        self
    }

    /// Sets the access key for the data of the object storage, like `IONOS_S3_ACCESS_KEY` and `IONOS_S3_SECRET_KEY`.
    pub fn s3_key(mut self, access_key: impl Into<String>, secret_key: impl Into<String>) -> Self {
        self.settings.s3_key = Some((access_key.into(), SecretString::from(secret_key.into())));
        self
    }

    /// Sets the region of the object storage's data, like `IONOS_S3_REGION`; `eu-central-3` (Berlin) by default.
    pub fn s3_region(mut self, region: impl Into<String>) -> Self {
        self.settings.s3_region = Some(region.into());
        self
    }

    /// Names the contract, for users of several.
    pub fn contract(mut self, number: impl Into<String>) -> Self {
        self.settings.contract = Some(number.into());
        self
    }

    /// Restricts where data may go; see [`Residency`].
    pub fn residency(mut self, residency: Residency) -> Self {
        self.residency = residency;
        self
    }

    /// Sets how often and how patiently to try again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Sets when to go to another address of the same service.
    pub fn failover(mut self, policy: FailoverPolicy) -> Self {
        self.settings.failover = Some(policy);
        self
    }

    /// Sets how often to ask while waiting.
    pub fn polling(mut self, policy: PollPolicy) -> Self {
        self.poll = policy;
        self
    }

    /// Sets how long one attempt may take; 30 s by default.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Sets how long a call may take in all, waits between attempts included; 2 min by default.
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.total_timeout = Some(timeout);
        self
    }

    /// Sets the largest answer that is read into memory; 256 MiB by default. A larger one is an error of kind [`ErrorKind::Decode`].
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = Some(bytes);
        self
    }

    /// Sets the lowest TLS version; 1.3 by default.
    pub fn min_tls(mut self, min: MinTls) -> Self {
        self.min_tls = min;
        self
    }

    /// Demands this leaf certificate (SHA-256, hexadecimal) in addition to a valid chain, like `IONOS_PINNED_CERT`.
    pub fn pinned_certificate(mut self, sha256: impl Into<String>) -> Self {
        self.settings.pinned = Some(sha256.into());
        self
    }

    /// Sets the rate of calls to the AI Model Hub; its published limits by default.
    pub fn ai_rate_limit(mut self, limit: RateLimit) -> Self {
        self.ai_limit = Some(limit);
        self
    }

    /// Sets the rate of generating images, which is limited besides; its published limits by default.
    pub fn ai_image_rate_limit(mut self, limit: RateLimit) -> Self {
        self.ai_image_limit = Some(limit);
        self
    }

    /// Replaces the network, for tests.
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Replaces the clock, for tests.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Makes the jitter repeatable.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Sets the `User-Agent`.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = Some(name.into());
        self
    }

    /// The engine of one API; regional ones need the region.
    fn engine(
        &self,
        api: Api,
        region: Option<&str>,
        contract: Option<&str>,
        transport: &Arc<dyn Transport>,
    ) -> Result<Engine> {
        let mut bases = match self.settings.endpoint(api, region) {
            Some(endpoint) => endpoint.bases.clone(),
            None => vec![parse_base(&api.base().replace("{region}", region.unwrap_or_default()))?],
        }
        .into_iter();
        let first = bases.next().ok_or_else(|| Error::config(format!("{} has no address", api.name())))?;
        let mut builder = Engine::builder(api.name(), first)
            .error_format(error_messages)
            .residency(self.residency)
            .transport(transport.clone());
        if api == Api::HostingDns {
            builder = builder.header(HeaderName::from_static("x-api-key"), self.hosting_header()?);
        } else {
            builder = builder.credentials(self.credentials_for(api)?);
        }
        if bases.len() > 0 {
            builder = builder.failover(bases, self.settings.failover.clone().unwrap_or_default());
        }
        if let (Some(contract), true) = (contract, api != Api::HostingDns) {
            let value = HeaderValue::from_str(contract).map_err(|e| {
                Error::config("the contract number holds characters that no header may hold").caused_by(e)
            })?;
            builder = builder.header(HeaderName::from_static("x-contract-number"), value);
        }
        builder = self.patience(builder);
        if api == Api::Ai {
            builder = builder
                .rate_limit(Some(self.ai_limit.unwrap_or_else(RateLimit::ai_model_hub)))
                .operation_limit(
                    "imagesGenerationsPost",
                    self.ai_image_limit.unwrap_or_else(RateLimit::ai_images),
                )
                .attempt_timeout(self.attempt_timeout.unwrap_or(Duration::from_secs(120)))
                .total_timeout(self.total_timeout.unwrap_or(Duration::from_secs(300)));
        }
        builder.build()
    }

    /// How often and how long every service is tried.
    fn patience(&self, mut builder: EngineBuilder) -> EngineBuilder {
        if let Some(policy) = self.retry.or(self.settings.retry) {
            builder = builder.retry(policy);
        }
        if let Some(timeout) = self.attempt_timeout {
            builder = builder.attempt_timeout(timeout);
        }
        if let Some(timeout) = self.total_timeout {
            builder = builder.total_timeout(timeout);
        }
        if let Some(bytes) = self.max_body {
            builder = builder.max_body(bytes);
        }
        if let Some(seed) = self.seed {
            builder = builder.seed(seed);
        }
        builder.clock(self.clock.clone().unwrap_or_else(|| Arc::new(SystemClock)))
    }

    /// The credentials, where this API takes them.
    fn credentials_for(&self, api: Api) -> Result<Credentials> {
        let credentials = self.settings.credentials.clone().ok_or_else(|| {
            Error::config("no credentials are set").advise(
                "set IONOS_TOKEN, or IONOS_USERNAME and IONOS_PASSWORD, or a profile in ~/.ionos/config",
            )
        })?;
        if api.token_only() && !credentials.is_bearer() {
            return Err(Error::new(ErrorKind::Auth, format!("{} accepts tokens only", api.name()))
                .advise("set IONOS_TOKEN instead of a user name and password"));
        }
        Ok(credentials)
    }

    fn hosting_header(&self) -> Result<HeaderValue> {
        let key = self.settings.hosting_key.as_ref().ok_or_else(|| {
            Error::config("no key of the hosting DNS API is set").advise(
                "set IONOS_API_KEY to `prefix.secret`; https://developer.hosting.ionos.com gives keys",
            )
        })?;
        let mut value = HeaderValue::from_str(key.expose_secret()).map_err(|_| {
            Error::config("the key of the hosting DNS API holds a character that no HTTP header may hold")
        })?;
        value.set_sensitive(true);
        Ok(value)
    }

    /// Checks the settings and makes the client. Nothing is sent.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] when credentials are missing or a setting is unusable; [`ErrorKind::Residency`] when an
    /// address lies outside the allowed region.
    pub fn build(self) -> Result<Client> {
        let transport: Arc<dyn Transport> = match &self.transport {
            Some(transport) => transport.clone(),
            None => {
                let tls = TlsSettings {
                    min: self.min_tls,
                    pinned: self.settings.pinned.clone(),
                    extra_roots: self.settings.certificates.clone(),
                };
                let agent =
                    self.user_agent.as_deref().unwrap_or(concat!("ionos-core/", env!("CARGO_PKG_VERSION")));
                Arc::new(Network::new(&tls, agent)?)
            }
        };
        let other = self.settings.hosting_key.is_some() || self.settings.s3_key.is_some();
        if self.settings.credentials.is_none() && !other {
            self.credentials_for(Api::Cloud)?;
        }
        let contract = self.settings.contract.as_deref().map(Arc::from);
        let clock = self.clock.clone().unwrap_or_else(|| Arc::new(SystemClock));
        let shared = Shared {
            settings: self,
            clock,
            transport,
            engines: Mutex::default(),
            locks: Mutex::default(),
            durations: Durations::default(),
        };
        let client = Client { shared: Arc::new(shared), contract };
        let settings = &client.shared.settings;
        for &api in Api::ALL {
            // What is set up wrongly shall show now and not at the first call.
            let set_up = settings.settings.endpoints.iter().any(|e| e.api == api);
            let usable = if api == Api::HostingDns {
                settings.settings.hosting_key.is_some()
            } else {
                settings.credentials_for(api).is_ok()
            };
            if usable && !api.is_regional() && (set_up || matches!(api, Api::Cloud | Api::Dns | Api::Ai)) {
                client.engine(api, None)?;
            }
        }
        Ok(client)
    }
}

impl Client {
    /// Settings that start empty: no environment, no file.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Settings from the environment and the configuration file, like the official tools.
    ///
    /// Reads `IONOS_TOKEN` (or `IONOS_USERNAME` and `IONOS_PASSWORD`), `IONOS_API_URL`, `IONOS_CONTRACT_NUMBER`, `IONOS_PINNED_CERT`,
    /// `IONOS_CONFIG_FILE` and `IONOS_CURRENT_PROFILE`, and the file `~/.ionos/config`. The environment beats the file.
    /// A single service is sent elsewhere by `IONOS_API_URL_` and its name, such as `IONOS_API_URL_LOGGING`. `IONOS_LOG_LEVEL` is not read:
    /// calls are traced with `tracing`, at the level that its subscriber sets.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] for an unusable variable or file.
    pub fn builder_from_env(profile: Option<&str>) -> Result<ClientBuilder> {
        let env = |name: &str| std::env::var(name).ok();
        let settings = Settings::read(&env, profile, std::env::home_dir().as_deref())?;
        Ok(ClientBuilder { settings, ..ClientBuilder::default() })
    }

    /// A client from the environment and the configuration file.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] when credentials are missing or a setting is unusable.
    pub fn from_env() -> Result<Self> {
        Self::builder_from_env(None)?.build()
    }

    /// The same client for another contract: it shares connections, credentials and settings, sends this number as `X-Contract-Number`,
    /// and keeps the limits of that contract. All clients of one contract that come from the same client share its limits.
    #[must_use]
    pub fn for_contract(&self, number: impl AsRef<str>) -> Self {
        Self { shared: self.shared.clone(), contract: Some(number.as_ref().into()) }
    }

    /// The number of the contract that calls are for, where one was named.
    #[must_use]
    pub fn contract_number(&self) -> Option<&str> {
        self.contract.as_deref()
    }

    /// Where this client may send data.
    #[must_use]
    pub fn residency(&self) -> Residency {
        self.shared.settings.residency
    }

    /// The engine of an API, made at its first use.
    pub(crate) fn engine(&self, api: Api, region: Option<&str>) -> Result<Engine> {
        let place = (api, region.map(Arc::from), self.contract.clone());
        let mut engines = self.shared.engines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(engine) = engines.get(&place) {
            return Ok(engine.clone());
        }
        let settings = &self.shared.settings;
        let engine = settings.engine(api, region, self.contract.as_deref(), &self.shared.transport)?;
        engines.insert(place, engine.clone());
        Ok(engine)
    }

    /// An engine without credentials, for calls that are signed one by one.
    pub(crate) fn signed_engine(
        &self,
        service: &'static str,
        base: Url,
        format: ErrorFormat,
    ) -> Result<Engine> {
        let settings = &self.shared.settings;
        let builder = Engine::builder(service, base)
            .error_format(format)
            .residency(settings.residency)
            .transport(self.shared.transport.clone());
        settings.patience(builder).build()
    }

    /// Access key and secret for the data of the object storage.
    pub(crate) fn s3_key(&self) -> Result<&(String, SecretString)> {
        self.shared.settings.settings.s3_key.as_ref().ok_or_else(|| {
            Error::config("no access key of the object storage is set")
                .advise("set IONOS_S3_ACCESS_KEY and IONOS_S3_SECRET_KEY; `object_storage().access_keys()` makes keys")
        })
    }

    pub(crate) fn s3_base(&self) -> Option<&Url> {
        self.shared.settings.settings.s3_base.as_ref()
    }

    pub(crate) fn s3_region(&self) -> Option<&str> {
        self.shared.settings.settings.s3_region.as_deref()
    }

    /// The lock of a resource by its path, shared by all clones.
    pub(crate) fn lock_of(&self, path: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut locks = self.shared.locks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = locks.get(path).and_then(Weak::upgrade) {
            return lock;
        }
        locks.retain(|_, lock| lock.strong_count() > 0);
        let lock = Arc::default();
        locks.insert(path.to_owned(), Arc::downgrade(&lock));
        lock
    }

    /// Whether both send to the same place in the name of the same contract.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared) && self.contract == other.contract
    }

    pub(crate) fn poll_policy(&self) -> PollPolicy {
        self.shared.settings.poll
    }

    /// How long changes take, as seen by all clones.
    pub(crate) fn durations(&self) -> &Durations {
        &self.shared.durations
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.shared.clock
    }

    pub(crate) fn now(&self) -> Instant {
        self.clock().now()
    }

    pub(crate) async fn pause(&self, duration: Duration) {
        if !duration.is_zero() {
            self.clock().sleep(duration).await;
        }
    }

    /// A number from 0 to 1.
    pub(crate) fn random(&self) -> f64 {
        self.engine(Api::Cloud, None).map_or(0.5, |engine| engine.random())
    }
}

/// The error formats of all IONOS services: `{"messages":[{"errorCode","message"}]}`, OpenAI's `{"error":{"code","message"}}`, and the
/// bare `[{"code","message"}]` of hosting DNS.
fn error_messages(body: &[u8]) -> Vec<ApiMessage> {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(body) else { return Vec::new() };
    let text = |v: Option<&serde_json::Value>| match v {
        Some(serde_json::Value::String(s)) => s.clone(),
        Some(serde_json::Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    if let Some(errors) = value.as_array() {
        return errors.iter().map(|m| ApiMessage::new(text(m.get("code")), text(m.get("message")))).collect();
    }
    if let Some(messages) = value.get("messages").and_then(|m| m.as_array()) {
        return messages
            .iter()
            .map(|m| ApiMessage::new(text(m.get("errorCode")), text(m.get("message"))))
            .collect();
    }
    match value.get("error") {
        Some(serde_json::Value::Object(error)) => {
            vec![ApiMessage::new(text(error.get("code")), text(error.get("message")))]
        }
        Some(other) => vec![ApiMessage::new("", text(Some(other)))],
        None => Vec::new(),
    }
}
