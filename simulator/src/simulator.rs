use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::dice::unguessable;
use crate::error::Error;
use crate::fault::{FaultRule, Faults};
use crate::journal::{Journal, JournalEntry};
use crate::scenario::Scenario;
use crate::server::{self, Bucket, Limits};
use crate::state::{Keys, Shared, World, lock};
use crate::state_file::StateFile;
use crate::tls::Tls;

/// How long changes are collected before the state file is written.
const SAVE_AFTER: Duration = Duration::from_millis(100);

/// How long it takes until a file that could not be written is tried again.
const SAVE_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// A running simulator. It stops when it is dropped.
pub struct Simulator {
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    server: Option<JoinHandle<()>>,
    saver: Option<JoinHandle<()>>,
}

/// Settings of a [`Simulator`]; made by [`Simulator::builder`].
#[must_use = "a builder does nothing until it is started"]
pub struct Builder {
    listen: String,
    speed: f64,
    seed: u64,
    token: Option<String>,
    state_file: Option<PathBuf>,
    journal_file: Option<PathBuf>,
    manual_clock: bool,
    faults: Vec<FaultRule>,
    scenario: Option<Scenario>,
    buckets: Vec<String>,
    rate_limit: (f64, f64),
    tls: Option<Tls>,
}

impl Builder {
    /// The address to listen on; port 0 takes a free one. The default is `127.0.0.1:0`.
    pub fn listen(mut self, address: impl Into<String>) -> Self {
        self.listen = address.into();
        self
    }

    /// How many times faster than the cloud work is done; 1000 by default, 1 is as slow as the cloud.
    pub fn speed(mut self, speed: f64) -> Self {
        self.speed = speed;
        self
    }

    /// The seed of ids, durations and chances; 0 by default. Tokens do not depend on it.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Lets time stand still: only [`Simulator::advance`] moves it.
    pub fn manual_clock(mut self) -> Self {
        self.manual_clock = true;
        self
    }

    /// A scenario that begins with the start.
    pub fn scenario(mut self, scenario: Scenario) -> Self {
        self.scenario = Some(scenario);
        self
    }

    /// Faults that are there from the start.
    pub fn faults(mut self, rules: impl IntoIterator<Item = FaultRule>) -> Self {
        self.faults.extend(rules);
        self
    }

    /// A bucket that is there from the start, and again after a reset, for flow logs: they can name user-owned buckets
    /// that exist only. It is the owner's, in the region `de`.
    pub fn bucket(mut self, name: impl Into<String>) -> Self {
        self.buckets.push(name.into());
        self
    }

    /// The IONOS token to accept, in place of a random one.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// A file from which the state is read at the start and to which it is saved after changes, together with the
    /// credentials. One simulator at a time can use it.
    pub fn state_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.state_file = Some(path.into());
        self
    }

    /// A file to which every call is added, as one line with a [`JournalEntry`] in JSON. Several simulators may share it.
    /// The variable `IONOS_SIMULATOR_JOURNAL` sets it for simulators that do not.
    pub fn journal_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.journal_file = Some(path.into());
        self
    }

    /// Calls a minute on average, and at once, that the Cloud API allows before it answers 429.
    /// The defaults, 600000 and 1000000, are out of the way.
    pub fn rate_limit(mut self, per_minute: u32, burst: u32) -> Self {
        self.rate_limit = (f64::from(per_minute), f64::from(burst));
        self
    }

    /// Encrypts: `https` in place of `http`, with a certificate of its own.
    pub fn tls(mut self, tls: Tls) -> Self {
        self.tls = Some(tls);
        self
    }

    /// Starts to listen, inside the current tokio runtime.
    ///
    /// # Errors
    /// When a setting is out of range, the address is taken, or the state file or the certificate cannot be used.
    pub async fn start(self) -> Result<Simulator, Error> {
        if !(self.speed.is_finite() && self.speed > 0.0) {
            return Err(Error::config("the speed must be a number above 0"));
        }
        if self.rate_limit.0 < 1.0 || self.rate_limit.1 < 1.0 {
            return Err(Error::config("the rate limit must allow at least one call"));
        }
        let clock = Clock::new(self.speed, self.manual_clock);
        let (file, saved) = match &self.state_file {
            Some(path) => StateFile::open(path).map(|(file, saved)| (Some(file), saved))?,
            None => (None, None),
        };
        let (world, keys) = saved.map(|saved| (saved.world, saved.keys)).unzip();
        let listener =
            TcpListener::bind(&self.listen).await.map_err(|error| Error::listen(&self.listen, error))?;
        let address = listener.local_addr().map_err(|error| Error::listen(&self.listen, error))?;
        let tls = self.tls.map(|tls| tls.prepare(address.ip())).transpose()?;
        let journal_file = self.journal_file.or_else(|| {
            std::env::var_os("IONOS_SIMULATOR_JOURNAL").filter(|path| !path.is_empty()).map(PathBuf::from)
        });
        let journal = Journal::new(journal_file.as_deref())
            .map_err(|error| Error::journal(&journal_file.unwrap_or_default(), error))?;
        let secret = || URL_SAFE_NO_PAD.encode(unguessable());
        let mut keys = keys.unwrap_or_else(|| Keys {
            token: secret(),
            username: "owner@example.com".to_owned(),
            password: secret(),
            cloudflare_token: secret(),
            hosting_key: format!("{}.{}", secret(), secret()),
            s3: (format!("SIM{}", secret()), secret()),
            zscaler_id: secret(),
            zscaler_secret: secret(),
        });
        if let Some(token) = self.token {
            keys.token = token;
        }
        let shared = Arc::new(Shared {
            world: Mutex::new(world.unwrap_or_else(|| World::new(self.seed, clock.now()))),
            journal: Mutex::new(journal),
            faults: Mutex::new(Faults::new(self.seed)),
            hidden: Mutex::default(),
            limits: Mutex::new(Limits {
                cloud: Bucket::new(self.rate_limit.0 / 60.0, self.rate_limit.1, clock.now()),
                ai: Bucket::new(5.0 * self.speed, 10.0 * self.speed.max(1.0), clock.now()),
                ai_images: Bucket::new(self.speed / 6.0, 20.0 * self.speed.max(1.0), clock.now()),
            }),
            clock,
            keys,
            url: url(address, tls.is_some()),
            is_local: address.ip().is_loopback(),
            tls,
            seed: self.seed,
            file,
            trouble: Mutex::default(),
            buckets: self.buckets,
            changed: tokio::sync::Notify::new(),
        });
        for rule in self.faults {
            rule.check()?;
            lock(&shared.faults).add(rule, shared.clock.now());
        }
        if let Some(scenario) = self.scenario {
            lock(&shared.faults).play(scenario, shared.clock.now());
        }
        shared.make_buckets()?;
        shared.save()?;

        let (stop, mut stopped) = watch::channel(false);
        let serving = shared.clone();
        let server = tokio::spawn(async move {
            let until = async move {
                let _ = stopped.wait_for(|stop| *stop).await;
            };
            if let Err(error) = server::serve(listener, serving, until).await {
                tracing::error!(%error, "the simulator has stopped listening");
            }
        });
        let saver = shared.file.is_some().then(|| tokio::spawn(keep_saved(shared.clone())));
        tracing::info!(url = %shared.url, "the simulator is listening");
        Ok(Simulator { shared, stop, server: Some(server), saver })
    }
}

async fn keep_saved(shared: Arc<Shared>) {
    loop {
        shared.changed.notified().await;
        tokio::time::sleep(SAVE_AFTER).await;
        loop {
            let start = Instant::now();
            let saving = shared.clone();
            let saved = tokio::task::spawn_blocking(move || saving.save()).await;
            match saved {
                Ok(Err(error)) => {
                    tracing::error!(%error, "the state was not saved");
                    tokio::time::sleep(SAVE_AGAIN_AFTER).await;
                }
                // A large state takes its time: no more than a third of all goes into saving.
                _ => break tokio::time::sleep(start.elapsed() * 2).await,
            }
        }
    }
}

impl Simulator {
    /// Starts a simulator on a free loopback port, at speed 1000 and with seed 0.
    ///
    /// # Errors
    /// When no port can be listened on.
    pub async fn start() -> Result<Self, Error> {
        Self::builder().start().await
    }

    /// Settings for a simulator that is not the default one.
    pub fn builder() -> Builder {
        Builder {
            listen: "127.0.0.1:0".to_owned(),
            speed: 1000.0,
            seed: 0,
            token: None,
            state_file: None,
            journal_file: None,
            manual_clock: false,
            faults: Vec::new(),
            scenario: None,
            rate_limit: (600_000.0, 1_000_000.0),
            tls: None,
            buckets: Vec::new(),
        }
    }

    /// Where it listens, such as `http://127.0.0.1:4711`, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.shared.url
    }

    /// The token of all IONOS products.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.shared.keys.token
    }

    /// The user of basic authentication, which only the Cloud API takes.
    #[must_use]
    pub fn username(&self) -> &str {
        &self.shared.keys.username
    }

    /// The password of basic authentication.
    #[must_use]
    pub fn password(&self) -> &str {
        &self.shared.keys.password
    }

    /// The token of the Cloudflare API.
    #[must_use]
    pub fn cloudflare_token(&self) -> &str {
        &self.shared.keys.cloudflare_token
    }

    /// The key of the hosting DNS API.
    #[must_use]
    pub fn hosting_key(&self) -> &str {
        &self.shared.keys.hosting_key
    }

    /// An access key for buckets and objects, and its secret. Others come from the API, as in the cloud.
    #[must_use]
    pub fn s3_key(&self) -> (&str, &str) {
        (&self.shared.keys.s3.0, &self.shared.keys.s3.1)
    }

    /// The id of the only Cloudflare account.
    #[must_use]
    pub fn cloudflare_account(&self) -> String {
        lock(&self.shared.world).cloudflare.account().to_owned()
    }

    /// The name of the only Cloudflare zone.
    #[must_use]
    pub fn cloudflare_zone(&self) -> &'static str {
        crate::cloudflare::ZONE
    }

    /// The client id of the Zscaler API.
    #[must_use]
    pub fn zscaler_client_id(&self) -> &str {
        &self.shared.keys.zscaler_id
    }

    /// The client secret of the Zscaler API.
    #[must_use]
    pub fn zscaler_client_secret(&self) -> &str {
        &self.shared.keys.zscaler_secret
    }

    /// The id of the only Zscaler customer.
    #[must_use]
    pub fn zscaler_customer(&self) -> String {
        lock(&self.shared.world).zscaler.customer().to_owned()
    }

    /// The variables that point clients here.
    #[must_use]
    pub fn environment(&self) -> Vec<(String, String)> {
        environment(&self.shared)
    }

    /// The configuration file of the official tools, as YAML, that points them here. It holds the token.
    #[must_use]
    pub fn config_file(&self) -> String {
        config_file(&self.shared)
    }

    /// The address of each product by its name.
    #[must_use]
    pub fn addresses(&self) -> Vec<(&'static str, String)> {
        server::paths().map(|(name, path)| (name, format!("{}{path}", self.shared.url))).collect()
    }

    /// Whether only this machine can reach it.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.shared.is_local
    }

    /// The authority of the certificate, as PEM, when the simulator [encrypts](Builder::tls).
    #[must_use]
    pub fn authority(&self) -> Option<&str> {
        self.shared.tls.as_ref().map(|identity| identity.authority.as_str())
    }

    /// The SHA-256 of the certificate in hexadecimal, as `IONOS_PINNED_CERT` takes it, when the simulator
    /// [encrypts](Builder::tls).
    #[must_use]
    pub fn pin(&self) -> Option<&str> {
        self.shared.tls.as_ref().map(|identity| identity.pin.as_str())
    }

    /// Moves the simulated time forward. What is due by then is done at the next call.
    pub fn advance(&self, by: Duration) {
        self.shared.clock.advance(i64::try_from(by.as_micros()).unwrap_or(i64::MAX));
    }

    /// Lets the simulated time stand still, as [`manual_clock`](Builder::manual_clock) does, or go on.
    pub fn hold_clock(&self, still: bool) {
        self.shared.clock.stand(still);
    }

    /// All calls so far, oldest first. Only the latest 100000 are kept.
    #[must_use]
    pub fn journal(&self) -> Vec<JournalEntry> {
        lock(&self.shared.journal).entries()
    }

    /// Forgets the calls so far.
    pub fn clear_journal(&self) {
        lock(&self.shared.journal).clear();
    }

    /// Adds a fault; the first rule that fits a call decides.
    ///
    /// # Errors
    /// When a probability is not from 0 to 1, or a status is not an error.
    pub fn try_inject(&self, rule: FaultRule) -> Result<(), Error> {
        rule.check()?;
        lock(&self.shared.faults).add(rule, self.shared.clock.now());
        Ok(())
    }

    /// Adds a fault; the first rule that fits a call decides. A rule that makes no sense is ignored, with a warning in
    /// the log; [`try_inject`](Self::try_inject) returns it as an error.
    pub fn inject(&self, rule: FaultRule) {
        if let Err(error) = self.try_inject(rule) {
            tracing::warn!(%error, "the fault is ignored");
        }
    }

    /// Adds the rules of a scenario and begins with its steps.
    pub fn play(&self, scenario: Scenario) {
        lock(&self.shared.faults).play(scenario, self.shared.clock.now());
    }

    /// Removes all faults.
    pub fn clear_faults(&self) {
        lock(&self.shared.faults).clear();
    }

    /// Everything that exists, as JSON without secrets. Its shape may change.
    #[must_use]
    pub fn state(&self) -> Value {
        self.shared.dump(false)
    }

    /// Everything that exists, as JSON with tokens, passwords and keys, so that nothing is missing when it is
    /// [restored](Self::restore).
    #[must_use]
    pub fn state_with_secrets(&self) -> Value {
        self.shared.dump(true)
    }

    /// Puts a state in the place of the present one.
    ///
    /// # Errors
    /// When it is not a state of this version; then nothing changes.
    pub fn restore(&self, state: &Value) -> Result<(), Error> {
        self.shared
            .restore(state.to_string().as_bytes())
            .map_err(|error| Error::config(format!("this is not a state: {error}")))
    }

    /// Forgets all resources, calls and faults. Addresses and credentials stay.
    pub fn reset(&self) {
        self.shared.reset();
    }

    /// Writes the [state file](Builder::state_file) now. Without this it is written soon after each change.
    ///
    /// # Errors
    /// When the file cannot be written; what it has held before is still in it.
    pub fn save(&self) -> Result<(), Error> {
        self.shared.save()
    }

    /// Why the state was not saved the last time, such as a full disk. Saving is tried again until it succeeds.
    #[must_use]
    pub fn not_saved(&self) -> Option<String> {
        lock(&self.shared.trouble).clone()
    }

    /// Stops, and saves the state.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        if let Some(server) = self.server.take() {
            let _ = tokio::time::timeout(Duration::from_secs(2), server).await;
        }
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        let _ = self.stop.send(true);
        if let Some(saver) = self.saver.take() {
            saver.abort();
        }
        if let Err(error) = self.shared.save() {
            tracing::error!(%error, "the state was not saved");
        }
        if let Some(file) = &self.shared.file {
            file.close();
        }
    }
}

impl fmt::Debug for Simulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator").field("url", &self.shared.url).finish_non_exhaustive()
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("listen", &self.listen)
            .field("speed", &self.speed)
            .field("seed", &self.seed)
            .field("state_file", &self.state_file)
            .finish_non_exhaustive()
    }
}

pub(crate) fn environment(shared: &Shared) -> Vec<(String, String)> {
    let url = &shared.url;
    let (account, customer) = {
        let world = lock(&shared.world);
        (world.cloudflare.account().to_owned(), world.zscaler.customer().to_owned())
    };
    let mut variables = vec![
        ("IONOS_API_URL", url.clone()),
        ("IONOS_TOKEN", shared.keys.token.clone()),
        ("IONOS_API_KEY", shared.keys.hosting_key.clone()),
        ("IONOS_API_URL_OBJECT_STORAGE", url.clone()),
        ("IONOS_S3_ACCESS_KEY", shared.keys.s3.0.clone()),
        ("IONOS_S3_SECRET_KEY", shared.keys.s3.1.clone()),
        ("IONOS_S3_REGION", crate::s3::region::REGIONS[0].name.to_owned()),
        ("CLOUDFLARE_BASE_URL", format!("{url}/client/v4")),
        ("CLOUDFLARE_API_TOKEN", shared.keys.cloudflare_token.clone()),
        ("CLOUDFLARE_ACCOUNT_ID", account),
        ("ZSCALER_CLIENT_ID", shared.keys.zscaler_id.clone()),
        ("ZSCALER_CLIENT_SECRET", shared.keys.zscaler_secret.clone()),
        ("ZSCALER_CUSTOMER_ID", customer.clone()),
        ("ZPA_CLIENT_ID", shared.keys.zscaler_id.clone()),
        ("ZPA_CLIENT_SECRET", shared.keys.zscaler_secret.clone()),
        ("ZPA_CUSTOMER_ID", customer),
        ("IONOS_GUEST_URL", format!("{url}/_guest")),
    ];
    if let Some(identity) = &shared.tls {
        variables.push(("IONOS_PINNED_CERT", identity.pin.clone()));
        let file = identity.file.as_deref().map(std::path::absolute).and_then(Result::ok);
        if let Some(file) = file {
            // What OpenSSL, Go and rustls read, what Node reads, and what tools read that ignore the first.
            for name in [
                "SSL_CERT_FILE",
                "NODE_EXTRA_CA_CERTS",
                "REQUESTS_CA_BUNDLE",
                "AWS_CA_BUNDLE",
                "CURL_CA_BUNDLE",
            ] {
                variables.push((name, file.display().to_string()));
            }
        }
    }
    variables.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The address as clients use it.
fn url(mut address: SocketAddr, encrypted: bool) -> String {
    if address.ip().is_unspecified() {
        address.set_ip(if address.is_ipv4() {
            Ipv4Addr::LOCALHOST.into()
        } else {
            Ipv6Addr::LOCALHOST.into()
        });
    }
    format!("{}://{address}", if encrypted { "https" } else { "http" })
}

/// Products by their names in that file, with the paths of their own.
const PRODUCTS: [(&str, &str); 8] = [
    ("auth", "/_auth"),
    ("cert", "/_certificates"),
    ("cloud", "/_cloud"),
    ("containerregistry", "/_registry"),
    ("dns", "/_dns"),
    ("logging", "/_logging"),
    // Its calls are known by their signatures, and some of its clients take no path.
    ("objectstorage", ""),
    ("objectstoragemanagement", "/_object-storage"),
];

pub(crate) fn config_file(shared: &Shared) -> String {
    let url = &shared.url;
    let quoted = |text: &String| serde_json::to_string(text).unwrap_or_default();
    let token = quoted(&shared.keys.token);
    let (access_key, secret_key) = (quoted(&shared.keys.s3.0), quoted(&shared.keys.s3.1));
    let products: String = PRODUCTS
        .iter()
        .map(|(name, path)| {
            format!("      - name: {name}\n        endpoints:\n          - name: {url}{path}\n")
        })
        .collect();
    let authority = shared.tls.as_ref().map_or_else(String::new, |identity| {
        let lines = identity.authority.lines().map(|line| format!("      {line}\n")).collect::<String>();
        format!("    certificateAuthData: |\n{lines}")
    });
    format!(
        "version: 1.0\n\
         currentProfile: simulator\n\
         profiles:\n  \
           - name: simulator\n    \
             environment: simulator\n    \
             credentials:\n      \
               token: {token}\n      \
               s3AccessKey: {access_key}\n      \
               s3SecretKey: {secret_key}\n\
         environments:\n  \
           - name: simulator\n\
         {authority}    \
             products:\n\
         {products}"
    )
}
