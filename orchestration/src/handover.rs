//! How this machine reaches the servers to hand them what does not belong in user data.

use std::fmt::Debug;
use std::net::Ipv4Addr;
use std::path::PathBuf;

use ionos_tunnel::{ConnectorHandover, GuestHandover, SshHandover};
use url::Url;

use crate::error::{Error, ErrorKind, Result};

/// A server, as far as it has to be reached.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reachable {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its first private address.
    pub address: Ipv4Addr,
    /// File of a private key that may log in.
    pub identity: PathBuf,
}

impl Reachable {
    pub(crate) fn new(id: String, name: String, address: Ipv4Addr, identity: PathBuf) -> Self {
        Self { id, name, address, identity }
    }
}

/// A way to reach servers.
pub trait Handover: Debug + Send + Sync {
    /// The way to hand a connector's token to this server.
    ///
    /// # Errors
    /// When the server cannot be reached this way.
    fn connector(&self, server: &Reachable) -> Result<Box<dyn ConnectorHandover>>;
}

/// Over SSH, through a jump host or a private connection, with the server's key pinned in a file of known hosts.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SshAccess {
    /// User to log in as.
    pub user: String,
    /// User, host and port of the jump host, for servers without a route from here.
    pub jump: Option<(String, String, u16)>,
    /// File of known hosts; the system's own when absent.
    pub known_hosts: Option<PathBuf>,
}

impl SshAccess {
    /// Logs in as this user, directly.
    #[must_use]
    pub fn new(user: impl Into<String>) -> Self {
        Self { user: user.into(), jump: None, known_hosts: None }
    }

    /// Goes through a jump host, written as `user@host` or `user@host:port`.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] when it is not written so.
    pub fn jump(mut self, text: &str) -> Result<Self> {
        let bad = || {
            Error::new(ErrorKind::Config, format!("`{text}` is no jump host"))
                .advise("write it like admin@bastion.example.com:22")
        };
        let (user, host) = text.split_once('@').ok_or_else(bad)?;
        let (host, port) = match host.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().map_err(|_| bad())?),
            None => (host, 22),
        };
        self.jump = Some((user.to_owned(), host.to_owned(), port));
        Ok(self)
    }

    /// Checks host keys against this file.
    #[must_use]
    pub fn known_hosts(mut self, path: impl Into<PathBuf>) -> Self {
        self.known_hosts = Some(path.into());
        self
    }
}

impl Handover for SshAccess {
    fn connector(&self, server: &Reachable) -> Result<Box<dyn ConnectorHandover>> {
        let mut ssh =
            SshHandover::new(&self.user, server.address.to_string())?.identity_file(&server.identity);
        if let Some((user, host, port)) = &self.jump {
            ssh = ssh.jump(user, host, *port)?;
        }
        if let Some(path) = &self.known_hosts {
            ssh = ssh.known_hosts(path);
        }
        Ok(Box::new(ssh))
    }
}

/// The simulator's stand-in for the first contact with a server.
#[derive(Clone, Debug)]
pub struct GuestAccess {
    base: Url,
}

impl GuestAccess {
    /// Servers of the simulator behind this address (`IONOS_GUEST_URL`).
    ///
    /// # Errors
    /// [`ErrorKind::Config`] when it is no address.
    pub fn new(url: &str) -> Result<Self> {
        let base = url.parse().map_err(|_| {
            Error::new(ErrorKind::Config, format!("`{url}` is no address of simulated servers"))
                .advise("use the IONOS_GUEST_URL that `ionos simulate` prints")
        })?;
        Ok(Self { base })
    }
}

impl Handover for GuestAccess {
    fn connector(&self, server: &Reachable) -> Result<Box<dyn ConnectorHandover>> {
        Ok(Box::new(GuestHandover::new(self.base.clone(), &server.id)?))
    }
}
