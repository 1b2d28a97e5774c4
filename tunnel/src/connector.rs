//! The connector on the virtual machine: hardened systemd units and the first-boot instructions that install them.

use std::fmt::Write as _;

use crate::cloud_config::{CloudConfig, GuestFile};
use crate::error::{Error, Result};

/// Where the connector's program comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Install {
    /// The vendor's apt repository, whose packages are checked against a key ring of its own (`signed-by`).
    AptRepository {
        /// SHA-256 of the vendor's key file, 64 hex digits. Without it the key is trusted because it came over TLS.
        keyring_sha256: Option<String>,
    },
    /// One Debian package of the vendor's releases, checked against its SHA-256 before it is installed.
    Package {
        /// The release, for example `2026.8.2`.
        version: String,
        /// SHA-256 of the package for `amd64`, 64 hex digits.
        sha256: String,
    },
    /// The program is part of the image already.
    Present,
}

impl Install {
    /// The vendor's apt repository, key trusted over TLS. Follows the vendor's updates.
    #[must_use]
    pub const fn apt() -> Self {
        Self::AptRepository { keyring_sha256: None }
    }

    /// A fixed release with its checksum.
    #[must_use]
    pub fn package(version: impl Into<String>, sha256: impl Into<String>) -> Self {
        Self::Package { version: version.into(), sha256: sha256.into() }
    }
}

const KEYRING: &str = "/usr/share/keyrings/cloudflare-main.gpg";
const KEYRING_ADDRESS: &str = "https://pkg.cloudflare.com/cloudflare-main.gpg";
const RELEASES: &str = "https://github.com/cloudflare/cloudflared/releases/download";

/// The systemd units of a connector.
///
/// The service runs as a user that exists only while it runs, reads the token through a systemd credential, starts when the
/// token file arrives and not before, and is restarted whenever it ends. A timer asks it every minute whether it is connected,
/// because a running process is no proof of that, and restarts it when it is not.
///
/// None of the texts holds a secret.
#[derive(Clone, Debug)]
pub struct ConnectorUnit {
    program: String,
    token_file: String,
    metrics_port: u16,
    private_users: bool,
    post_quantum: bool,
    encrypted_token: bool,
}

impl Default for ConnectorUnit {
    fn default() -> Self {
        Self::new()
    }
}

impl ConnectorUnit {
    /// The units with the defaults: program in `/usr/bin`, token in `/etc/cloudflared/tunnel-token`, health on port 20241.
    #[must_use]
    pub fn new() -> Self {
        Self {
            program: "/usr/bin/cloudflared".to_owned(),
            token_file: "/etc/cloudflared/tunnel-token".to_owned(),
            metrics_port: 20_241,
            private_users: true,
            post_quantum: true,
            encrypted_token: false,
        }
    }

    /// Sets where the program is; an absolute path.
    #[must_use]
    pub fn program(mut self, path: impl Into<String>) -> Self {
        self.program = path.into();
        self
    }

    /// Sets where the token file will be; an absolute path outside `/tmp` and `/home`, which the service cannot see.
    #[must_use]
    pub fn token_file(mut self, path: impl Into<String>) -> Self {
        self.token_file = path.into();
        self
    }

    /// Sets the port of the health page on 127.0.0.1, 1 to 65535.
    #[must_use]
    pub fn metrics_port(mut self, port: u16) -> Self {
        self.metrics_port = port;
        self
    }

    /// Gives the service its own user name space (the default). Switch it off when the service is behind a `unix:` socket
    /// whose group the connector has to see.
    #[must_use]
    pub fn private_users(mut self, yes: bool) -> Self {
        self.private_users = yes;
        self
    }

    /// Insists on hybrid post-quantum key exchange (the default). Without it the connector is held to QUIC. Both force TLS 1.3
    /// towards the edge; left to itself the connector falls back to HTTP/2 and accepts TLS 1.2 there.
    #[must_use]
    pub fn post_quantum(mut self, yes: bool) -> Self {
        self.post_quantum = yes;
        self
    }

    /// Expects the token encrypted for this machine alone, as [`SshHandover::encrypted`](crate::SshHandover::encrypted)
    /// leaves it: a copy of the disk without the machine's key does not give the token away. Needs systemd 250 or newer, so
    /// Debian 12 or Ubuntu 24.04. Off by default.
    #[must_use]
    pub fn encrypted_token(mut self, yes: bool) -> Self {
        self.encrypted_token = yes;
        self
    }

    /// Where the token has to be put, for whoever delivers it.
    #[must_use]
    pub fn token_path(&self) -> &str {
        &self.token_file
    }

    fn check(&self) -> Result<()> {
        for (what, path) in [("program", &self.program), ("token file", &self.token_file)] {
            let plain = path
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'.' | b'_' | b'-' | b'+'));
            if !path.starts_with('/')
                || path.ends_with('/')
                || !plain
                || path.split('/').any(|part| part == "..")
            {
                return Err(Error::invalid(format!(
                    "the {what} `{}` is not a plain absolute path",
                    path.escape_debug()
                ))
                .advise("use letters, digits and . _ - + /"));
            }
        }
        if self.metrics_port == 0 {
            return Err(Error::invalid("the health port is 0")
                .advise("use a fixed port such as 20241, so that the health check finds it"));
        }
        Ok(())
    }

    /// `cloudflared.service`.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) for a path that is not plain and absolute, or port 0.
    pub fn service(&self) -> Result<String> {
        self.check()?;
        let Self { program, token_file, metrics_port, .. } = self;
        let load = if self.encrypted_token { "LoadCredentialEncrypted" } else { "LoadCredential" };
        let transport = if self.post_quantum { "--post-quantum" } else { "--protocol quic" };
        let mut unit = format!(
            "[Unit]\n\
             Description=Cloudflare tunnel connector\n\
             Wants=network-online.target\n\
             After=network-online.target\n\
             # Starts when the token is there; cloudflared.path waits for it.\n\
             ConditionPathExists={token_file}\n\
             StartLimitIntervalSec=0\n\
             \n\
             [Service]\n\
             Type=notify\n\
             NotifyAccess=main\n\
             ExecStart={program} --no-autoupdate --metrics 127.0.0.1:{metrics_port} tunnel run {transport} \
             --token-file ${{CREDENTIALS_DIRECTORY}}/tunnel-token\n\
             {load}=tunnel-token:{token_file}\n\
             Restart=always\n\
             RestartSec=5s\n\
             TimeoutStartSec=60s\n\
             TimeoutStopSec=45s\n\
             DynamicUser=yes\n\
             UMask=0077\n\
             \n"
        );
        unit.push_str(SANDBOX);
        if self.private_users {
            unit.push_str("PrivateUsers=yes\n");
        }
        unit.push_str("\n[Install]\nWantedBy=multi-user.target\n");
        Ok(unit)
    }

    /// `cloudflared.path`: starts the service as soon as the token file is in place.
    ///
    /// # Errors
    /// As [`ConnectorUnit::service`].
    pub fn path_unit(&self) -> Result<String> {
        self.check()?;
        Ok(format!(
            "[Unit]\n\
             Description=Wait for the tunnel token\n\
             \n\
             [Path]\n\
             # Not PathExists=, which would start the service again after every deliberate stop.\n\
             PathChanged={}\n\
             Unit=cloudflared.service\n\
             \n\
             [Install]\n\
             WantedBy=multi-user.target\n",
            self.token_file
        ))
    }

    /// `cloudflared-health.service`: one look at the health page, without any right on the machine.
    ///
    /// # Errors
    /// As [`ConnectorUnit::service`].
    pub fn health_service(&self) -> Result<String> {
        self.check()?;
        let Self { token_file, metrics_port, .. } = self;
        let mut unit = format!(
            "[Unit]\n\
             Description=Check that the Cloudflare tunnel connector is connected\n\
             After=cloudflared.service\n\
             ConditionPathExists={token_file}\n\
             OnFailure=cloudflared-restart.service\n\
             \n\
             [Service]\n\
             Type=oneshot\n\
             # Three looks, ten seconds apart; then the failure counts.\n\
             ExecStart=/usr/bin/curl --silent --show-error --fail --output /dev/null --noproxy * --max-time 5 \
             --retry 2 --retry-delay 10 --retry-all-errors http://127.0.0.1:{metrics_port}/ready\n\
             TimeoutStartSec=90s\n\
             DynamicUser=yes\n\
             UMask=0077\n\
             IPAddressDeny=any\n\
             IPAddressAllow=localhost\n\
             PrivateUsers=yes\n\
             \n"
        );
        // The health check talks to this machine only, so it does not need the metadata exception of the connector.
        unit.push_str(&SANDBOX.replace("IPAddressDeny=169.254.169.254/32\n", ""));
        Ok(unit)
    }

    /// `cloudflared-restart.service`: what a failed health check starts.
    #[must_use]
    pub fn restart_service(&self) -> String {
        "[Unit]\n\
         Description=Restart the Cloudflare tunnel connector after a failed health check\n\
         \n\
         [Service]\n\
         Type=oneshot\n\
         # Leaves a connector alone that was stopped on purpose.\n\
         ExecStart=/usr/bin/systemctl try-restart cloudflared.service\n"
            .to_owned()
    }

    /// `cloudflared-health.timer`: a check a minute.
    #[must_use]
    pub fn health_timer(&self) -> String {
        "[Unit]\n\
         Description=Check every minute that the Cloudflare tunnel connector is connected\n\
         \n\
         [Timer]\n\
         # By the clock: a check that was skipped because the token is missing must not be the last one.\n\
         OnCalendar=minutely\n\
         RandomizedDelaySec=15s\n\
         AccuracySec=5s\n\
         \n\
         [Install]\n\
         WantedBy=timers.target\n"
            .to_owned()
    }

    /// All units with their places on the virtual machine.
    ///
    /// # Errors
    /// As [`ConnectorUnit::service`].
    pub fn files(&self) -> Result<Vec<GuestFile>> {
        let unit = |name: &str, content: String| {
            GuestFile::new(format!("/etc/systemd/system/{name}"), 0o644, content)
        };
        Ok(vec![
            unit("cloudflared.service", self.service()?),
            unit("cloudflared.path", self.path_unit()?),
            unit("cloudflared-health.service", self.health_service()?),
            unit("cloudflared-health.timer", self.health_timer()),
            unit("cloudflared-restart.service", self.restart_service()),
        ])
    }

    /// First-boot instructions that install program and units, for adding further files and commands to.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) for a bad path, version or checksum.
    pub fn cloud_config(&self, install: &Install) -> Result<CloudConfig> {
        let mut config = CloudConfig::new().package("ca-certificates").package("curl");
        for file in self.files()? {
            config = config.file(file);
        }
        // A network that is not up yet, or a mirror that stumbles, must not leave the machine without its connector.
        if let Some(script) = install_script(install)? {
            let path = "/usr/local/sbin/install-cloudflared";
            config = config.file(GuestFile::new(path, 0o755, script)).command([
                "sh",
                "-c",
                &format!("for i in 1 2 3 4 5 6 7 8 9 10; do {path} && exit 0; sleep 30; done; exit 1"),
            ]);
        }
        let token_directory = self.token_file.rsplit_once('/').map_or("/", |(directory, _)| directory);
        if !token_directory.is_empty() && token_directory != "/etc" {
            config =
                config.command(["install", "-d", "-m", "0700", "-o", "root", "-g", "root", token_directory]);
        }
        Ok(config
            .command(["systemctl", "daemon-reload"])
            .command(["systemctl", "enable", "--now", "cloudflared.path", "cloudflared-health.timer"])
            .command(["systemctl", "enable", "--now", "cloudflared.service"]))
    }

    /// The same as a script for a machine that runs already; [`SshHandover::install`](crate::SshHandover::install) runs it.
    ///
    /// # Errors
    /// As [`ConnectorUnit::cloud_config`].
    pub fn script(&self, install: &Install) -> Result<String> {
        Ok(self.cloud_config(install)?.to_script())
    }

    /// The same as text, to be used as user data.
    ///
    /// # Errors
    /// As [`ConnectorUnit::cloud_config`].
    pub fn cloud_init(&self, install: &Install) -> Result<String> {
        Ok(self.cloud_config(install)?.to_string())
    }
}

const SANDBOX: &str = "\
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectHostname=yes
ProtectClock=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectProc=invisible
ProcSubset=pid
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RemoveIPC=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
IPAddressDeny=169.254.169.254/32
";

fn install_script(install: &Install) -> Result<Option<String>> {
    let mut script = "#!/bin/sh\nset -eu\n".to_owned();
    let fetch = "curl --fail --silent --show-error --location --proto '=https' --tlsv1.2 --retry 5 --retry-all-errors";
    match install {
        Install::Present => return Ok(None),
        Install::AptRepository { keyring_sha256 } => {
            let _ = writeln!(script, "keyring={KEYRING}\nnew=$(mktemp)\ntrap 'rm -f \"$new\"' EXIT");
            let _ = writeln!(script, "{fetch} --output \"$new\" {KEYRING_ADDRESS}");
            if let Some(sum) = keyring_sha256 {
                let _ = writeln!(script, "echo \"{}  $new\" | sha256sum --check --status", checksum(sum)?);
            }
            script
                .push_str("install -d -m 0755 /usr/share/keyrings\ninstall -m 0644 \"$new\" \"$keyring\"\n");
            script.push_str(
                "echo \"deb [signed-by=$keyring] https://pkg.cloudflare.com/cloudflared any main\" \
                 > /etc/apt/sources.list.d/cloudflared.list\n",
            );
            script.push_str(
                "export DEBIAN_FRONTEND=noninteractive\napt-get update\napt-get install --yes cloudflared\n",
            );
        }
        Install::Package { version, sha256 } => {
            let plain = !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            if !plain || !version.starts_with(|c: char| c.is_ascii_digit()) {
                return Err(Error::invalid(format!("`{}` is no release", version.escape_debug()))
                    .advise("write it like 2026.8.2"));
            }
            script.push_str("directory=$(mktemp -d)\ntrap 'rm -rf \"$directory\"' EXIT\npackage=\"$directory/cloudflared.deb\"\n");
            let _ = writeln!(
                script,
                "{fetch} --output \"$package\" {RELEASES}/{version}/cloudflared-linux-amd64.deb"
            );
            let _ = writeln!(script, "echo \"{}  $package\" | sha256sum --check --status", checksum(sha256)?);
            script.push_str("dpkg --install \"$package\"\n");
        }
    }
    Ok(Some(script))
}

fn checksum(text: &str) -> Result<String> {
    if text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
        Ok(text.to_ascii_lowercase())
    } else {
        Err(Error::invalid("a SHA-256 has 64 hexadecimal digits")
            .advise("take it from the release page of the package"))
    }
}
