//! Delivery over SSH, against a real server on loopback.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use ionos_tunnel::{ConnectorHandover, ConnectorUnit, ErrorKind, Install, SecretString, SshHandover};
use tempfile::TempDir;

/// An OpenSSH server for the current user, with keys made for this test.
struct Server {
    child: Child,
    folder: TempDir,
    port: u16,
    user: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn handover(&self) -> SshHandover {
        SshHandover::new(self.user.as_str(), "127.0.0.1")
            .unwrap()
            .port(self.port)
            .identity_file(self.path("user key"))
            .known_hosts(self.path("known hosts"))
            .target(self.path("etc/tunnel-token").to_str().unwrap())
            .unwrap()
            .restart(None)
            .unwrap()
            .timeout(Duration::from_secs(30))
    }
}

fn keygen(path: &Path) {
    let status =
        Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(path).status().unwrap();
    assert!(status.success());
}

/// `None` when there is no server program, or none that the current user may start.
fn server() -> Option<Server> {
    server_after("")
}

/// The same in a name space for mounts of its own, after these commands (`{folder}` is its folder).
fn server_after(mounts: &str) -> Option<Server> {
    let program = "/usr/sbin/sshd";
    let user =
        String::from_utf8(Command::new("id").arg("-un").output().unwrap().stdout).unwrap().trim().to_owned();
    if !Path::new(program).exists() || user != "root" {
        println!("not run: needs root and sshd (apt-get install -y openssh-server)");
        return None;
    }
    std::fs::create_dir_all("/run/sshd").unwrap();
    // Under /root and not in the shared temporary directory: sshd insists on parents that only the user may write.
    let folder = tempfile::Builder::new().prefix(".ionos-tunnel-").tempdir_in("/root").unwrap();
    let path = |name: &str| folder.path().join(name);
    keygen(&path("host_key"));
    keygen(&path("user key"));
    std::fs::copy(path("user key.pub"), path("authorized_keys")).unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let config = format!(
        "ListenAddress 127.0.0.1:{port}\nHostKey {0}/host_key\nAuthorizedKeysFile {0}/authorized_keys\nPidFile none\n\
         PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\nUsePAM no\n",
        folder.path().display()
    );
    std::fs::write(path("sshd_config"), config).unwrap();
    let host_key = std::fs::read_to_string(path("host_key.pub")).unwrap();
    std::fs::write(path("known hosts"), format!("[127.0.0.1]:{port} {host_key}")).unwrap();
    let mounts = mounts.replace("{folder}", folder.path().to_str().unwrap());
    let child = Command::new("unshare")
        .args(["--mount", "--", "sh", "-ec"])
        .arg(format!("mount --make-rprivate /\n{mounts}\nexec {program} -D -e -f \"$0\""))
        .arg(path("sshd_config"))
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let server = Server { child, folder, port, user };
    for _ in 0..200 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Some(server);
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    panic!("sshd does not listen on port {port}");
}

fn random_token() -> SecretString {
    let mut bytes = [0_u8; 48];
    std::io::Read::read_exact(&mut std::fs::File::open("/dev/urandom").unwrap(), &mut bytes).unwrap();
    SecretString::from(bytes.iter().map(|b| format!("{b:02x}")).collect::<String>())
}

fn exposed(token: &SecretString) -> &str {
    secrecy::ExposeSecret::expose_secret(token)
}

#[tokio::test]
async fn the_token_arrives_complete_private_and_alone_or_the_test_says_not_run() {
    let Some(server) = server() else { return };
    for _ in 0..2 {
        let token = random_token();
        server.handover().deliver(&token).await.unwrap();
        let path = server.path("etc/tunnel-token");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), exposed(&token));
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::metadata(path.parent().unwrap()).unwrap().permissions().mode() & 0o077, 0);
        // The second round replaces the file; no half-written one is left beside it.
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }
}

#[tokio::test]
async fn an_encrypted_token_is_readable_on_its_machine_only_by_its_name_or_the_test_says_not_run() {
    let Some(server) = server() else { return };
    let token = random_token();
    server.handover().encrypted(true).deliver(&token).await.unwrap();
    let path = server.path("etc/tunnel-token");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!std::fs::read_to_string(&path).unwrap().contains(exposed(&token)));
    let decrypt = |name: &str| {
        let name = format!("--name={name}");
        Command::new("systemd-creds").args(["decrypt", &name]).arg(&path).arg("-").output().unwrap()
    };
    let read = decrypt("tunnel-token");
    assert_eq!(String::from_utf8_lossy(&read.stdout), exposed(&token), "{read:?}");
    assert!(!decrypt("another-name").status.success());
}

#[tokio::test]
async fn program_and_units_are_installed_over_ssh_or_the_test_says_not_run() {
    // The machine of this test stays as it is: what is written is seen by the server alone, and so are the stand-ins.
    let Some(server) = server_after(
        "mount -t tmpfs tmpfs /etc/systemd/system\nmount -t tmpfs tmpfs /srv\n\
         printf '#!/bin/sh\\necho \"${0##*/} $*\" >> /srv/calls\\ncat >> /srv/input\\n' > {folder}/tool\n\
         chmod 755 {folder}/tool\nmount --bind {folder}/tool /usr/bin/systemctl\n\
         mount --bind {folder}/tool /usr/bin/apt-get",
    ) else {
        return;
    };
    let unit = ConnectorUnit::new().token_file("/srv/cloudflared/tunnel-token");
    // Twice: what is there already is no obstacle.
    for _ in 0..2 {
        server.handover().install(&unit, &Install::Present).await.unwrap();
    }
    let far = |path: &str| PathBuf::from(format!("/proc/{}/root{path}", server.child.id()));
    for file in unit.files().unwrap() {
        assert_eq!(std::fs::read_to_string(far(&file.path)).unwrap(), file.content);
    }
    assert_eq!(std::fs::metadata(far("/srv/cloudflared")).unwrap().permissions().mode() & 0o777, 0o700);
    let calls = std::fs::read_to_string(far("/srv/calls")).unwrap();
    let one_round = "apt-get update\napt-get install --yes -- ca-certificates curl\nsystemctl daemon-reload\n\
                     systemctl enable --now cloudflared.path cloudflared-health.timer\n\
                     systemctl enable --now cloudflared.service\n";
    assert_eq!(calls, one_round.repeat(2));
    // No tool got the rest of the script as its input.
    assert_eq!(std::fs::read_to_string(far("/srv/input")).unwrap(), "");
}

#[tokio::test]
async fn a_jump_host_is_used_with_the_same_key_and_known_hosts_or_the_test_says_not_run() {
    let Some(server) = server() else { return };
    let token = random_token();
    let handover = server.handover().jump(server.user.as_str(), "127.0.0.1", server.port).unwrap();
    handover.deliver(&token).await.unwrap();
    assert_eq!(std::fs::read_to_string(server.path("etc/tunnel-token")).unwrap(), exposed(&token));
    let nowhere = server.handover().jump(server.user.as_str(), "127.0.0.1", 1).unwrap();
    assert_eq!(nowhere.deliver(&token).await.unwrap_err().kind(), ErrorKind::Handover);
}

#[tokio::test]
async fn an_unknown_host_key_is_refused_and_nothing_is_sent_or_the_test_says_not_run() {
    let Some(server) = server() else { return };
    let token = random_token();
    keygen(&server.path("other"));
    let other = std::fs::read_to_string(server.path("other.pub")).unwrap();
    std::fs::write(server.path("known hosts"), format!("[127.0.0.1]:{} {other}", server.port)).unwrap();
    let error = server.handover().deliver(&token).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Handover);
    assert!(!format!("{error} {error:?}").contains(exposed(&token)));
    std::fs::write(server.path("known hosts"), "").unwrap();
    assert_eq!(server.handover().deliver(&token).await.unwrap_err().kind(), ErrorKind::Handover);
    assert!(!server.path("etc").exists());
}

#[tokio::test]
async fn a_failure_on_the_far_side_is_told_without_the_token_or_the_test_says_not_run() {
    let Some(server) = server() else { return };
    let token = random_token();
    let handover = server.handover().target("/proc/nowhere/tunnel-token").unwrap();
    let error = handover.deliver(&token).await.unwrap_err();
    let text = format!("{error} {error:?}");
    assert!(text.contains("/proc/nowhere") && text.contains("exit"), "{text}");
    assert!(!text.contains(exposed(&token)));
    assert!(!text.contains("\\n"), "{text}");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_clear_error() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let error =
        SshHandover::new("root", "127.0.0.1").unwrap().port(port).deliver(&random_token()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Handover);
    assert!(error.is_retryable());
    assert!(error.to_string().contains(&port.to_string()), "{error}");
}
