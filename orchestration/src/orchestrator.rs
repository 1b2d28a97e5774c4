//! The few verbs of a stack.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ionos_compliance::{Finding, Inventory};
use ionos_core::Client;
use ionos_keys::KeyStore;
use ionos_tunnel::{Cloudflare, TunnelProvider};
use serde::Serialize;

use crate::apply::{Context, apply};
use crate::error::{Error, ErrorKind, Result};
use crate::handover::{GuestAccess, Handover, SshAccess};
use crate::observe::{Observed, observe};
use crate::plan::{Plan, plan, plan_down};
use crate::report::{Event, Report};
use crate::stack::Stack;

/// Brings stacks up and down with one set of credentials.
#[derive(Clone, Debug)]
pub struct Orchestrator {
    client: Client,
    secrets: Option<PathBuf>,
    tunnel: Option<Arc<dyn TunnelProvider>>,
    handover: Option<Arc<dyn Handover>>,
}

/// Settings of an [`Orchestrator`].
#[derive(Clone, Debug)]
#[must_use]
pub struct OrchestratorBuilder(Orchestrator);

impl OrchestratorBuilder {
    /// Keeps secrets in this directory: SSH keys in `ssh` below it.
    pub fn secrets(mut self, directory: impl Into<PathBuf>) -> Self {
        self.0.secrets = Some(directory.into());
        self
    }

    /// Publishes through this provider.
    pub fn tunnel(mut self, provider: Arc<dyn TunnelProvider>) -> Self {
        self.0.tunnel = Some(provider);
        self
    }

    /// Reaches servers this way.
    pub fn handover(mut self, handover: Arc<dyn Handover>) -> Self {
        self.0.handover = Some(handover);
        self
    }

    /// The orchestrator. Nothing is sent.
    #[must_use]
    pub fn build(self) -> Orchestrator {
        self.0
    }
}

/// How a stack is doing.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Status {
    /// What an `up` would do; empty when nothing differs.
    pub plan: Plan,
    /// What the compliance checks say; empty while there is no data center.
    pub findings: Vec<Finding>,
}

impl Orchestrator {
    /// Settings with this client.
    pub fn builder(client: Client) -> OrchestratorBuilder {
        OrchestratorBuilder(Self { client, secrets: None, tunnel: None, handover: None })
    }

    /// Everything from the environment: IONOS credentials and addresses, `CLOUDFLARE_*` for the tunnel, and how servers are reached:
    /// `IONOS_SSH_USER` (`root` by default), `IONOS_SSH_JUMP` and `IONOS_SSH_KNOWN_HOSTS`, or `IONOS_GUEST_URL` for simulated servers.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] for what is missing or unusable, [`ErrorKind::Residency`] for addresses that the stack does not allow.
    pub fn from_env(stack: &Stack, profile: Option<&str>, secrets: &Path) -> Result<Self> {
        let client = Client::builder_from_env(profile)?.residency(stack.residency()).build()?;
        let mut builder = Self::builder(client).secrets(secrets);
        if stack.tunnel.is_some() {
            builder = builder.tunnel(Arc::new(Cloudflare::from_env()?));
        }
        let var = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
        if let Some(url) = var("IONOS_GUEST_URL") {
            return Ok(builder.handover(Arc::new(GuestAccess::new(&url)?)).build());
        }
        let mut ssh = SshAccess::new(var("IONOS_SSH_USER").unwrap_or_else(|| "root".to_owned()));
        if let Some(jump) = var("IONOS_SSH_JUMP") {
            ssh = ssh.jump(&jump)?;
        }
        if let Some(path) = var("IONOS_SSH_KNOWN_HOSTS") {
            ssh = ssh.known_hosts(path);
        }
        Ok(builder.handover(Arc::new(ssh)).build())
    }

    /// The client in use.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The key store, if it exists. It is made only by `up`.
    fn existing_keys(&self) -> Result<Option<KeyStore>> {
        match self.secrets.as_ref().map(|s| s.join("ssh")) {
            Some(path) if path.symlink_metadata().is_ok() => Ok(Some(KeyStore::open(path)?)),
            _ => Ok(None),
        }
    }

    fn check(&self, stack: &Stack) -> Result<()> {
        if stack.germany_only && self.client.residency() != stack.residency() {
            return Err(Error::new(
                ErrorKind::Residency,
                "the stack is restricted to Germany, and the client is not",
            )
            .advise("build the client with Residency::Germany; nothing was sent"));
        }
        if stack.tunnel.is_some() && self.tunnel.is_none() {
            return Err(Error::new(
                ErrorKind::Config,
                "the stack declares a tunnel, and no tunnel provider is set up",
            )
            .advise("set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID"));
        }
        Ok(())
    }

    /// Reads what exists of a stack. Writes nothing.
    ///
    /// # Errors
    /// When a read fails, or what exists belongs to somebody else.
    pub async fn observe(&self, stack: &Stack) -> Result<Observed> {
        self.check(stack)?;
        let keys = self.existing_keys()?;
        observe(&self.client, keys.as_ref(), self.tunnel.as_deref(), stack).await
    }

    /// What an [`up`](Self::up) would do. Writes nothing.
    ///
    /// # Errors
    /// As [`observe`](Self::observe).
    pub async fn plan(&self, stack: &Stack) -> Result<Plan> {
        Ok(plan(stack, &self.observe(stack).await?))
    }

    /// What a [`down`](Self::down) would do. Writes nothing.
    ///
    /// # Errors
    /// As [`observe`](Self::observe).
    pub async fn plan_down(&self, stack: &Stack) -> Result<Plan> {
        Ok(plan_down(stack, &self.observe(stack).await?))
    }

    /// Makes what is missing and mends what differs. May be killed at any moment: the next run goes on.
    ///
    /// # Errors
    /// The first failed step, with the [report](Error::report) of what was done and what remains.
    pub async fn up(&self, stack: &Stack, listener: &mut (dyn FnMut(Event) + Send)) -> Result<Report> {
        self.check(stack)?;
        let keys = match &self.secrets {
            Some(secrets) if !stack.keys.is_empty() => Some(KeyStore::open(secrets.join("ssh"))?),
            _ => None,
        };
        let observed = observe(&self.client, keys.as_ref(), self.tunnel.as_deref(), stack).await?;
        let plan = plan(stack, &observed);
        apply(self.context(stack, keys.as_ref()), &observed, &plan, false, listener).await
    }

    /// Takes the stack down: name, tunnel, login, data center. Reserved addresses, snapshots and keys are protected and stay.
    ///
    /// # Errors
    /// As [`up`](Self::up).
    pub async fn down(&self, stack: &Stack, listener: &mut (dyn FnMut(Event) + Send)) -> Result<Report> {
        let observed = self.observe(stack).await?;
        let plan = plan_down(stack, &observed);
        apply(self.context(stack, None), &observed, &plan, true, listener).await
    }

    /// What differs from the declaration, and what the compliance checks say. Writes nothing.
    ///
    /// # Errors
    /// As [`observe`](Self::observe).
    pub async fn status(&self, stack: &Stack) -> Result<Status> {
        let observed = self.observe(stack).await?;
        let plan = plan(stack, &observed);
        Ok(Status { plan, findings: findings(observed) })
    }

    /// What the compliance checks say of the stack. Writes nothing.
    ///
    /// # Errors
    /// As [`observe`](Self::observe).
    pub async fn audit(&self, stack: &Stack) -> Result<Vec<Finding>> {
        Ok(findings(self.observe(stack).await?))
    }

    fn context<'a>(&'a self, stack: &'a Stack, keys: Option<&'a KeyStore>) -> Context<'a> {
        Context {
            client: &self.client,
            keys,
            tunnel: self.tunnel.as_deref(),
            handover: self.handover.as_deref(),
            stack,
        }
    }
}

fn findings(observed: Observed) -> Vec<Finding> {
    match observed.datacenter {
        Some(datacenter) => ionos_compliance::audit(&Inventory::of(vec![datacenter])),
        None => Vec::new(),
    }
}
