//! Settings that every command shares, and what they lead to.

use std::path::PathBuf;

use clap::Args;
use ionos_core::engine::MinTls;
use ionos_core::{Client, Credentials, Residency};
use ionos_orchestration::{GuestAccess, Orchestrator, Stack};
use ionos_simulator::{Builder, Simulator};
use ionos_tunnel::{Cloudflare, SecretString};
use std::sync::Arc;

use crate::failure::Failure;

/// A simulated cloud has the bucket that a stack names, as the real one must have it.
pub(crate) fn with_bucket(builder: Builder, stack: Option<&Stack>) -> Builder {
    let bucket =
        stack.and_then(|stack| stack.flow_logs.as_deref()).and_then(|bucket| bucket.split('/').next());
    bucket.into_iter().fold(builder, Builder::bucket)
}

/// Settings that every command shares.
#[derive(Args, Clone, Debug)]
pub(crate) struct Settings {
    /// Print lines of JSON for machines.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Use a simulated cloud inside this process; it is gone when the command ends.
    #[arg(long, global = true)]
    pub(crate) simulate: bool,
    /// Say more: -v every call, -vv all of our own, -vvv all of the libraries too. Secrets are never shown.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Profile of the configuration file.
    #[arg(long, global = true, env = "IONOS_CURRENT_PROFILE")]
    pub(crate) profile: Option<String>,
    /// Directory for secrets; SSH keys are kept in `ssh` below it.
    #[arg(long, global = true, env = "IONOS_SECRETS", default_value = "/secrets")]
    pub(crate) secrets: PathBuf,
}

impl Settings {
    pub(crate) fn start_logging(&self) {
        let level = match self.verbose {
            0 => return,
            1 => "ionos_core=debug,ionos_tunnel=info,ionos_orchestration=info",
            2 => "ionos_core=trace,ionos_tunnel=trace,ionos_orchestration=trace,ionos_simulator=debug",
            _ => "trace",
        };
        let filter = tracing_subscriber::EnvFilter::new(level);
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .with_ansi(false)
            .init();
    }

    /// A cloud in this process, when asked for.
    pub(crate) async fn simulator(&self, stack: Option<&Stack>) -> Result<Option<Simulator>, Failure> {
        if !self.simulate {
            return Ok(None);
        }
        Ok(Some(with_bucket(Simulator::builder().speed(200.0), stack).start().await?))
    }

    /// A client for IONOS Cloud, or for the simulator.
    pub(crate) fn client(
        &self,
        simulator: Option<&Simulator>,
        residency: Residency,
    ) -> Result<Client, Failure> {
        let builder = match simulator {
            Some(simulator) => Client::builder()
                .credentials(Credentials::bearer(simulator.token()))
                .api_url(simulator.url())?,
            None => Client::builder_from_env(self.profile.as_deref())?,
        };
        Ok(builder
            .residency(residency)
            .min_tls(MinTls::V1_3)
            .user_agent(concat!("ionos-cli/", env!("CARGO_PKG_VERSION")))
            .build()?)
    }

    /// What brings this stack up and down, on IONOS Cloud or on the simulator.
    pub(crate) fn orchestrator(
        &self,
        stack: &Stack,
        simulator: Option<&Simulator>,
    ) -> Result<Orchestrator, Failure> {
        let Some(simulator) = simulator else {
            return Ok(Orchestrator::from_env(stack, self.profile.as_deref(), &self.secrets)?);
        };
        let client = self.client(Some(simulator), stack.residency())?;
        let cloudflare = self.cloudflare(Some(simulator))?;
        let guests = GuestAccess::new(&format!("{}/_guest", simulator.url()))?;
        Ok(Orchestrator::builder(client)
            .secrets(&self.secrets)
            .tunnel(Arc::new(cloudflare))
            .handover(Arc::new(guests))
            .build())
    }

    /// A client for Cloudflare, or for the simulator.
    pub(crate) fn cloudflare(&self, simulator: Option<&Simulator>) -> Result<Cloudflare, Failure> {
        let Some(simulator) = simulator else {
            return Ok(Cloudflare::from_env()?);
        };
        let base = format!("{}/client/v4", simulator.url());
        let base =
            base.parse().map_err(|e| Failure::new(1, format!("the simulator's address is unusable: {e}")))?;
        Ok(Cloudflare::builder(SecretString::from(simulator.cloudflare_token().to_owned()))
            .account(simulator.cloudflare_account())
            .base_url(base)
            .build()?)
    }
}
