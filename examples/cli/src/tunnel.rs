//! `tunnel`: what a connector needs on its server, and what is wrong with a publication.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use ionos_orchestration::Stack;
use ionos_tunnel::{AccessCheck, ConnectorUnit, Diagnosis, Ingress, Install, Rule, TlsProbe, diagnose};

use crate::environment::Settings;
use crate::failure::Failure;
use crate::output::{line, piece, say};

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Print what a connector needs on its server. None of it holds a secret.
    #[command(subcommand)]
    Render(Render),
    /// Say what is wrong with the publication of a stack, in the order in which to look.
    #[command(after_help = "Example:\n  ionos tunnel doctor examples/stacks/secure-ai.toml")]
    Doctor {
        /// Stack file.
        file: PathBuf,
        /// Where to try the encryption, as `host:port`, instead of the host name itself.
        #[arg(long, value_name = "HOST:PORT")]
        address: Option<String>,
        /// Ask the provider only; call nobody else.
        #[arg(long, conflicts_with = "address")]
        no_visit: bool,
    },
}

#[derive(Subcommand)]
pub(crate) enum Render {
    /// The systemd units, each after a line with its place.
    #[command(after_help = "Example:\n  ionos tunnel render unit --encrypted-token")]
    Unit(Unit),
    /// A configuration file with these rules, in this order, and a catch-all.
    #[command(
        after_help = "Example:\n  ionos tunnel render config app.example.com=http://127.0.0.1:8080 --team acme --audience AUD"
    )]
    Config {
        /// Rules: which host name leads to which service.
        #[arg(required = true, value_name = "HOST=SERVICE")]
        rules: Vec<String>,
        /// Let the connector check logins of this team as well.
        #[arg(long, requires = "audience")]
        team: Option<String>,
        /// Audiences (`aud`) of the applications whose logins count.
        #[arg(long, requires = "team")]
        audience: Vec<String>,
    },
    /// User data that install program and units at the first boot.
    #[command(after_help = "Example:\n  ionos tunnel render cloud-init > user-data")]
    CloudInit(Machine),
    /// The same as a script for a server that runs already.
    #[command(after_help = "Example:\n  ionos tunnel render script | ssh root@server sh")]
    Script(Machine),
}

#[derive(Args)]
pub(crate) struct Unit {
    /// The connector's program.
    #[arg(long, default_value = "/usr/bin/cloudflared")]
    program: String,
    /// Where the token will be.
    #[arg(long, default_value = "/etc/cloudflared/tunnel-token")]
    token_file: String,
    /// Port of the health page on 127.0.0.1.
    #[arg(long, default_value_t = 20_241)]
    metrics_port: u16,
    /// The token will be there encrypted with the machine's key (systemd 250 or newer).
    #[arg(long)]
    encrypted_token: bool,
    /// Let the connector see the groups of sockets.
    #[arg(long)]
    shared_users: bool,
}

impl Unit {
    fn build(&self) -> ConnectorUnit {
        ConnectorUnit::new()
            .program(&self.program)
            .token_file(&self.token_file)
            .metrics_port(self.metrics_port)
            .encrypted_token(self.encrypted_token)
            .private_users(!self.shared_users)
    }
}

#[derive(Args)]
pub(crate) struct Machine {
    #[command(flatten)]
    unit: Unit,
    /// SHA-256 of the vendor's key file; only a repository with this key is used.
    #[arg(long, value_name = "SUM", conflicts_with_all = ["release", "present"])]
    key: Option<String>,
    /// One release and no other, with the SHA-256 of its Debian package, as `2026.8.2=SUM`.
    #[arg(long, value_name = "RELEASE=SUM", conflicts_with = "present")]
    release: Option<String>,
    /// The program is there already.
    #[arg(long)]
    present: bool,
}

impl Machine {
    fn install(&self) -> Result<Install, Failure> {
        if self.present {
            return Ok(Install::Present);
        }
        match &self.release {
            Some(text) => {
                let (release, sum) = pair(text, "RELEASE=SUM")?;
                Ok(Install::package(release, sum))
            }
            None => Ok(Install::AptRepository { keyring_sha256: self.key.clone() }),
        }
    }
}

pub(crate) async fn run(settings: &Settings, command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Render(what) => {
            piece(&render(what)?);
            Ok(ExitCode::SUCCESS)
        }
        Command::Doctor { file, address, no_visit } => {
            let stack = Stack::load(&file)?;
            let tunnel = stack.tunnel.as_ref().ok_or_else(|| {
                Failure::new(3, format!("{} publishes nothing: it has no [tunnel]", file.display()))
            })?;
            let simulator = settings.simulator(Some(&stack)).await?;
            let cloudflare = settings.cloudflare(simulator.as_ref())?;
            let probe = match (no_visit || simulator.is_some(), address) {
                (true, _) => None,
                (false, None) => Some(TlsProbe::new(&tunnel.publication.hostname)?),
                (false, Some(address)) => Some(TlsProbe::new(&tunnel.publication.hostname)?.address(address)),
            };
            let found = diagnose(&cloudflare, &tunnel.publication, probe.as_ref()).await;
            for look in &found {
                if settings.json {
                    line(look);
                } else {
                    say(&look.to_string());
                }
            }
            Ok(ExitCode::from(u8::from(found.iter().any(Diagnosis::is_bad))))
        }
    }
}

fn render(what: Render) -> Result<String, Failure> {
    Ok(match what {
        Render::Unit(unit) => {
            let files = unit.build().files()?;
            files.iter().map(|f| format!("# {}\n{}", f.path, f.content)).collect::<Vec<_>>().join("\n")
        }
        Render::Config { rules, team, audience } => {
            let rules: Result<Vec<Rule>, Failure> = rules
                .iter()
                .map(|text| {
                    let (host, service) = pair(text, "HOST=SERVICE")?;
                    Ok(Rule::new(host, service)?)
                })
                .collect();
            let ingress = Ingress::new(rules?)?;
            match team {
                Some(team) => ingress.access(&AccessCheck::new(team, audience)?).to_yaml(),
                None => ingress.to_yaml(),
            }
        }
        Render::CloudInit(machine) => machine.unit.build().cloud_init(&machine.install()?)?,
        Render::Script(machine) => machine.unit.build().script(&machine.install()?)?,
    })
}

fn pair<'a>(text: &'a str, form: &str) -> Result<(&'a str, &'a str), Failure> {
    text.split_once('=').ok_or_else(|| Failure::new(2, format!("`{text}` is not {form}")))
}
