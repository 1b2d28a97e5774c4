//! Delivery over SSH.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use async_trait::async_trait;
use secrecy::{ExposeSecret, SecretString};
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use super::ConnectorHandover;
use crate::connector::{ConnectorUnit, Install};
use crate::error::{Error, ErrorKind, Result};

/// How long an installation may take: package lists, a download, and ten tries of it.
const INSTALLATION: Duration = Duration::from_secs(900);

/// Delivers the token with the system's `ssh` program.
///
/// The token travels on standard input only. On the far side it is written to a new file that nobody else can read, checked
/// for completeness, moved into place in one step, and the connector is restarted. The host's key has to be known: an unknown
/// one is refused, never asked about and never learned.
#[derive(Clone, Debug)]
pub struct SshHandover {
    user: String,
    host: String,
    port: u16,
    jump: Option<(String, String, u16)>,
    identity: Option<PathBuf>,
    known_hosts: Option<PathBuf>,
    target: String,
    restart: Option<String>,
    encrypted: bool,
    timeout: Duration,
}

impl SshHandover {
    /// Delivers to this user on this host. Users other than `root` need `sudo` without a password.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`] for a user or host that could be taken for something else.
    pub fn new(user: impl Into<String>, host: impl Into<String>) -> Result<Self> {
        let (user, host) = (user.into(), host.into());
        check_name("user", &user)?;
        check_host(&host)?;
        Ok(Self {
            user,
            host,
            port: 22,
            jump: None,
            identity: None,
            known_hosts: None,
            target: "/etc/cloudflared/tunnel-token".to_owned(),
            restart: Some("cloudflared.service".to_owned()),
            encrypted: false,
            timeout: Duration::from_secs(60),
        })
    }

    /// Sets the port; 22 without it.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Goes through this jump host, with the same key and the same file of known hosts.
    ///
    /// # Errors
    /// As [`SshHandover::new`].
    pub fn jump(mut self, user: impl Into<String>, host: impl Into<String>, port: u16) -> Result<Self> {
        let (user, host) = (user.into(), host.into());
        check_name("user", &user)?;
        check_host(&host)?;
        self.jump = Some((user, host, port));
        Ok(self)
    }

    /// Uses this private key and no other.
    #[must_use]
    pub fn identity_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.identity = Some(path.into());
        self
    }

    /// Checks the host's key against this file only.
    #[must_use]
    pub fn known_hosts(mut self, path: impl Into<PathBuf>) -> Self {
        self.known_hosts = Some(path.into());
        self
    }

    /// Sets where the token goes on the far side; an absolute path of plain characters.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`] for any other path.
    pub fn target(mut self, path: impl Into<String>) -> Result<Self> {
        let path = path.into();
        let plain = path.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'.' | b'_' | b'-'));
        if !path.starts_with('/') || path.ends_with('/') || !plain {
            return Err(Error::invalid(format!(
                "the token file `{}` is not a plain absolute path",
                path.escape_debug()
            )));
        }
        self.target = path;
        Ok(self)
    }

    /// Sets the unit that is restarted afterwards; `None` restarts nothing.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`] for a name that no unit has.
    pub fn restart(mut self, unit: Option<&str>) -> Result<Self> {
        if let Some(unit) = unit {
            check_name("unit", unit)?;
        }
        self.restart = unit.map(str::to_owned);
        Ok(self)
    }

    /// Encrypts the token on the far side with the machine's own key, before it is written, for a unit with
    /// [`ConnectorUnit::encrypted_token`]. Needs systemd 250 or newer there.
    #[must_use]
    pub fn encrypted(mut self, yes: bool) -> Self {
        self.encrypted = yes;
        self
    }

    /// Sets how long the delivery may take in all; one minute without it.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// What runs on the far side. It holds no secret; the length lets it notice a broken connection.
    fn script(&self, length: usize) -> String {
        let target = &self.target;
        let directory = target.rsplit_once('/').map_or("/", |(d, _)| if d.is_empty() { "/" } else { d });
        let restart = match &self.restart {
            Some(unit) => format!("systemctl restart {unit}; "),
            None => String::new(),
        };
        let (take, count) = if self.encrypted {
            (
                "systemd-creds encrypt --with-key=host --name=tunnel-token - - > $new",
                "systemd-creds decrypt --name=tunnel-token $new - | wc -c",
            )
        } else {
            ("cat > $new", "wc -c < $new")
        };
        // The token is asked for only when the directory can be written.
        let script = format!(
            "set -eu; umask 077; mkdir -p {directory}; new=$(mktemp {directory}/.tunnel-token.XXXXXX); \
             trap \"rm -f $new\" EXIT; {take}; \
             test $({count}) -eq {length} || {{ echo token arrived incomplete >&2; exit 65; }}; \
             chmod 0600 $new; sync $new; mv -f $new {target}; {restart}exit 0"
        );
        self.as_root(&script)
    }

    fn as_root(&self, script: &str) -> String {
        let prefix = if self.user == "root" { "" } else { "sudo -n " };
        format!("{prefix}sh -c '{script}'")
    }

    /// Installs program and units of a connector on a machine that runs already (Debian or Ubuntu). It holds no secret and can
    /// be run again; the connector starts when the token is delivered. Waits a quarter of an hour at most.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`] for a bad unit, [`ErrorKind::Handover`] when the machine cannot be reached or a step fails.
    pub async fn install(&self, unit: &ConnectorUnit, install: &Install) -> Result<()> {
        let script = unit.script(install)?;
        let arguments = self.arguments(self.as_root("exec sh"))?;
        self.run("the connector was not installed on", arguments, &SecretString::from(script), INSTALLATION)
            .await
    }

    fn common_options(&self) -> Result<Vec<String>> {
        let mut options = vec![
            "BatchMode=yes".to_owned(),
            "StrictHostKeyChecking=yes".to_owned(),
            "ConnectTimeout=15".to_owned(),
            "ServerAliveInterval=5".to_owned(),
            "ServerAliveCountMax=3".to_owned(),
            "ForwardAgent=no".to_owned(),
            "ForwardX11=no".to_owned(),
            "ClearAllForwardings=yes".to_owned(),
            "PermitLocalCommand=no".to_owned(),
            "ControlMaster=no".to_owned(),
            "ControlPath=none".to_owned(),
        ];
        if let Some(path) = &self.known_hosts {
            options.push(format!("UserKnownHostsFile={}", option_path(path)?));
            options.push("GlobalKnownHostsFile=/dev/null".to_owned());
        }
        if let Some(path) = &self.identity {
            options.push("IdentitiesOnly=yes".to_owned());
            options.push(format!("IdentityFile={}", option_path(path)?));
        }
        Ok(options)
    }

    /// The arguments of `ssh`. Nothing in them is secret.
    fn arguments(&self, command: String) -> Result<Vec<String>> {
        let options = self.common_options()?;
        let mut arguments = vec!["-T".to_owned()];
        for option in &options {
            arguments.extend(["-o".to_owned(), option.clone()]);
        }
        if let Some((user, host, port)) = &self.jump {
            // `-J` would not hand our options on to the jump host, so its ssh gets them spelled out.
            let mut proxy = "ssh -T".to_owned();
            for option in &options {
                let quoted = option.replace('\'', "'\\''").replace('%', "%%");
                proxy.push_str(&format!(" -o '{quoted}'"));
            }
            proxy.push_str(&format!(" -W '[%h]:%p' -l {user} -p {port} -- {host}"));
            // Its own forwarding is what -W is; the option that clears all forwardings would clear it too.
            let proxy = proxy.replace(" -o 'ClearAllForwardings=yes'", "");
            arguments.extend(["-o".to_owned(), format!("ProxyCommand={proxy}")]);
        }
        arguments.extend(["-l".to_owned(), self.user.clone(), "-p".to_owned(), self.port.to_string()]);
        arguments.extend(["--".to_owned(), self.host.clone(), command]);
        Ok(arguments)
    }

    /// Runs ssh with this input. `what` begins the sentence of an error; the input never appears in one.
    async fn run(
        &self,
        what: &str,
        arguments: Vec<String>,
        input: &SecretString,
        timeout: Duration,
    ) -> Result<()> {
        let failed = |why: String| {
            Error::new(
                ErrorKind::Handover,
                format!("{what} {}@{}:{}: {why}", self.user, self.host, self.port),
            )
        };
        let bytes = input.expose_secret().as_bytes();
        let mut child = Command::new("ssh")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|e| {
                failed("the program `ssh` could not be started".to_owned())
                    .advise("install the OpenSSH client")
                    .caused_by(e)
            })?;
        let work = async {
            if let Some(mut stdin) = child.stdin.take() {
                // When ssh gives up early the pipe breaks; its own message, read below, says why.
                let _ = stdin.write_all(bytes).await;
                let _ = stdin.shutdown().await;
            }
            child.wait_with_output().await
        };
        let output = tokio::time::timeout(timeout, work)
            .await
            .map_err(|e| {
                failed(format!("no end after {} s", timeout.as_secs())).retryable(true).caused_by(e)
            })?
            .map_err(|e| failed("`ssh` could not be watched".to_owned()).caused_by(e))?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.replace(input.expose_secret(), "(redacted)");
        let last: String = said
            .lines()
            .rev()
            .map(str::trim)
            .find(|l| !l.is_empty())
            .unwrap_or("no message")
            .chars()
            .take(200)
            .collect();
        let code = output.status.code().map_or_else(|| "killed".to_owned(), |c| format!("exit {c}"));
        // 255 is ssh's own failure: no connection, wrong key, unknown host.
        let advice = match output.status.code() {
            Some(255) => "check address, port, key and the file of known hosts",
            _ => "check that the user may write there and manage units",
        };
        Err(failed(format!("{} ({code})", last.escape_debug()))
            .retryable(output.status.code() == Some(255))
            .advise(advice))
    }
}

#[async_trait]
impl ConnectorHandover for SshHandover {
    async fn deliver(&self, token: &SecretString) -> Result<()> {
        let script = self.script(token.expose_secret().len());
        self.run("the token did not reach", self.arguments(script)?, token, self.timeout).await
    }
}

fn check_name(what: &str, text: &str) -> Result<()> {
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'@'));
    if text.is_empty() || text.starts_with('-') || !plain || (what == "user" && text.contains('@')) {
        return Err(Error::invalid(format!("`{}` is no {what} name", text.escape_debug())));
    }
    Ok(())
}

fn check_host(text: &str) -> Result<()> {
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b':'));
    if text.is_empty() || text.starts_with('-') || !plain {
        return Err(Error::invalid(format!("`{}` is no host", text.escape_debug()))
            .advise("give a name or an address without user and port"));
    }
    Ok(())
}

/// A path as the value of an ssh option: quoted, and without ssh's own placeholders.
fn option_path(path: &std::path::Path) -> Result<String> {
    let text = path.to_str().filter(|t| !t.contains(['"', '\n', '\\']));
    let text =
        text.ok_or_else(|| Error::invalid(format!("ssh cannot be given the path {}", path.display())))?;
    Ok(format!("\"{}\"", text.replace('%', "%%")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_ssh_could_take_for_options_are_refused() {
        for (user, host) in [
            ("-oProxyCommand=x", "h"),
            ("u", "-v"),
            ("u", "h;id"),
            ("u@x", "h"),
            ("", "h"),
            ("u", ""),
            ("u", "h x"),
        ] {
            assert_eq!(
                SshHandover::new(user, host).unwrap_err().kind(),
                ErrorKind::InvalidInput,
                "{user} {host}"
            );
        }
        let handover = SshHandover::new("root", "10.0.0.2").unwrap();
        assert!(handover.clone().target("/etc/$(id)").is_err());
        assert!(handover.clone().target("relative").is_err());
        assert!(handover.clone().restart(Some("a; reboot")).is_err());
        assert!(handover.jump("root", "-x", 22).is_err());
    }

    #[test]
    fn users_other_than_root_go_through_sudo() {
        assert!(SshHandover::new("root", "h").unwrap().script(1).starts_with("sh -c"));
        assert!(SshHandover::new("debian", "h").unwrap().script(1).starts_with("sudo -n sh -c"));
    }
}
