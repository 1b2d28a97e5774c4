//! `simulate`: a cloud for this command and for any official tool.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, ValueEnum};
use ionos_simulator::{Builder, Scenario, Simulator, Tls, TlsVersions};
use serde_json::json;

use crate::environment::Settings;
use crate::failure::Failure;
use crate::output::{colour, complain, heading, line, piece, say};

/// The bucket that the example of a stack names.
const BUCKET: &str = "secure-ai-flow-logs";

#[derive(Args)]
pub(crate) struct Arguments {
    /// Address to listen on; port 0 takes any free one.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// How many times faster than the real cloud things happen.
    #[arg(long, default_value_t = 60.0)]
    speed: f64,
    /// Let time stand still; only POST /_sim/clock moves it.
    #[arg(long)]
    manual_clock: bool,
    /// Seed of everything that is drawn at random.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// A bucket that is there from the start, for flow logs; can be given several times.
    #[arg(long, value_name = "NAME", default_value = BUCKET)]
    bucket: Vec<String>,
    /// File that keeps the simulated cloud and its credentials between runs.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// File to which every call is added, as a line of JSON.
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,
    /// File with faults to inject, in TOML or JSON.
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// Calls a minute that the contract may make on average; then it is answered 429.
    #[arg(long, value_name = "CALLS")]
    rate_limit: Option<u32>,
    /// Calls that the contract may make at once [default: a tenth of --rate-limit].
    #[arg(long, value_name = "CALLS", requires = "rate_limit")]
    burst: Option<u32>,
    /// Serve https, with a certificate made for this run.
    #[arg(long)]
    tls: bool,
    /// Directory that keeps the certificate between runs; implies --tls.
    #[arg(long, value_name = "DIR")]
    tls_dir: Option<PathBuf>,
    /// One more host name or address that the certificate is for; implies --tls.
    #[arg(long, value_name = "NAME")]
    tls_name: Vec<String>,
    /// The only version of TLS to speak; implies --tls.
    #[arg(long, value_name = "VERSION")]
    tls_version: Option<Version>,
    /// Print nothing but a configuration file for the official tools.
    #[arg(long, conflicts_with = "json")]
    print_config: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Version {
    #[value(name = "1.2")]
    V1_2,
    #[value(name = "1.3")]
    V1_3,
}

impl Arguments {
    fn builder(&self) -> Result<Builder, Failure> {
        let mut builder = Simulator::builder().listen(&self.listen).speed(self.speed).seed(self.seed);
        if self.manual_clock {
            builder = builder.manual_clock();
        }
        for name in &self.bucket {
            builder = builder.bucket(name);
        }
        if let Some(path) = &self.state {
            builder = builder.state_file(path);
        }
        if let Some(path) = &self.journal {
            builder = builder.journal_file(path);
        }
        if let Some(path) = &self.scenario {
            builder = builder.scenario(Scenario::read(path)?);
        }
        if let Some(limit) = self.rate_limit {
            builder = builder.rate_limit(limit, self.burst.unwrap_or_else(|| (limit / 10).max(1)));
        }
        let wants_tls = self.tls || self.tls_version.is_some() || !self.tls_name.is_empty();
        if wants_tls || self.tls_dir.is_some() {
            let versions = match self.tls_version {
                None => TlsVersions::Both,
                Some(Version::V1_2) => TlsVersions::Only1_2,
                Some(Version::V1_3) => TlsVersions::Only1_3,
            };
            let mut tls = self.tls_name.iter().fold(Tls::new().versions(versions), Tls::name);
            if let Some(directory) = &self.tls_dir {
                tls = tls.directory(directory);
            }
            builder = builder.tls(tls);
        }
        Ok(builder)
    }
}

pub(crate) async fn run(settings: &Settings, arguments: Arguments) -> Result<ExitCode, Failure> {
    let stopped = stopped()?;
    let simulator = arguments.builder()?.start().await?;
    if arguments.print_config {
        piece(&simulator.config_file());
        complain(&format!("# A simulated IONOS Cloud listens on {} until Ctrl-C.", simulator.url()));
    } else if settings.json {
        let environment: BTreeMap<String, String> = simulator.environment().into_iter().collect();
        let addresses: BTreeMap<&str, String> = simulator.addresses().into_iter().collect();
        line(&json!({
            "url": simulator.url(),
            "environment": environment,
            "addresses": addresses,
            "config": simulator.config_file(),
            "authority": simulator.authority(),
            "pin": simulator.pin(),
        }));
    } else {
        introduce(&simulator, &arguments);
    }
    tokio::select! {
        () = stopped => {}
        () = watch(settings, &simulator) => {}
    }
    let saved = simulator.save();
    simulator.stop().await;
    saved?;
    if !settings.json && !arguments.print_config {
        match &arguments.state {
            Some(path) => say(&format!("\nStopped; the cloud is kept in {}.", path.display())),
            None => say("\nStopped."),
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Tells people what runs where and how to use it.
fn introduce(simulator: &Simulator, arguments: &Arguments) {
    let url = simulator.url();
    say(&format!("A simulated IONOS Cloud listens on {}, {}.", colour("1", url), pace(arguments)));

    heading("In the shell of your tools");
    for (name, value) in simulator.environment() {
        say(&format!("  export {name}={value}"));
    }

    heading("Then");
    say("  ionos, ionosctl, Terraform and the SDKs for Go need nothing else.");
    say("  Python      configuration = ionoscloud.Configuration(");
    say(
        "                  host=os.environ[\"IONOS_API_URL\"] + \"/cloudapi/v6\", token=os.environ[\"IONOS_TOKEN\"])",
    );
    if arguments.tls_dir.is_some() {
        say("              configuration.ssl_ca_cert = os.environ[\"SSL_CERT_FILE\"]");
    }
    say("  Node        new Configuration({");
    say(
        "                  basePath: process.env.IONOS_API_URL + \"/cloudapi/v6\", apiKey: process.env.IONOS_TOKEN })",
    );
    say(
        "  OpenAI      OpenAI(base_url=os.environ[\"IONOS_API_URL\"] + \"/v1\", api_key=os.environ[\"IONOS_TOKEN\"])",
    );
    say("  Cloudflare  Cloudflare()");

    heading("What runs where");
    for (name, address) in simulator.addresses() {
        say(&format!("  {name:<19} {address}"));
    }

    if let (Some(authority), Some(pin)) = (simulator.authority(), simulator.pin()) {
        heading("Encrypted");
        match &arguments.tls_dir {
            Some(directory) => say(&format!("  Authority to trust: {}", directory.join("ca.pem").display())),
            None => say(&format!("  Authority to trust, for this run only:\n\n{}", authority.trim_end())),
        }
        say(&format!("  SHA-256 of the certificate: {pin}"));
    }

    say(&format!(
        "\nA configuration file for the official tools: ionos simulate --print-config, or {url}/_sim/config"
    ));
    say(&format!("Journal, faults, clock and state, for tests in any language: {url}/_sim"));
    if let Some(path) = &arguments.state {
        say(&format!("Kept in {} between runs, with the credentials.", path.display()));
    }
    if !simulator.is_local() {
        say(&colour(
            "33",
            "Other machines can reach it, and /_sim shows its tokens to everybody. Listen on 127.0.0.1 if that is not wanted.",
        ));
    }
    say("\nStop it with Ctrl-C.");
}

fn pace(arguments: &Arguments) -> String {
    if arguments.manual_clock {
        return "where time stands still until POST /_sim/clock moves it".to_owned();
    }
    match arguments.speed {
        1.0 => "as fast as the real one".to_owned(),
        speed => format!("{speed} times as fast as the real one"),
    }
}

/// Tells when saving fails and when it works again.
async fn watch(settings: &Settings, simulator: &Simulator) {
    let warn = |text: &str| {
        if settings.json {
            line(&json!({ "warning": text }));
        } else {
            complain(&format!("warning: {text}"));
        }
    };
    let mut told = None;
    loop {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let trouble = simulator.not_saved();
        if trouble != told {
            match &trouble {
                Some(trouble) => warn(&format!("{trouble}; the simulator goes on and tries again")),
                None => warn("the state is saved again"),
            }
            told = trouble;
        }
    }
}

/// Ctrl-C, or a request to terminate. From now on they do not end the process.
#[cfg(unix)]
fn stopped() -> Result<impl Future<Output = ()>, Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let listen =
        |kind| signal(kind).map_err(|error| Failure::new(1, format!("signals cannot be received: {error}")));
    let (mut interrupt, mut terminate) = (listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stopped() -> Result<impl Future<Output = ()>, Failure> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
