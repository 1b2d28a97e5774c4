//! The units, run by a systemd of their own, around a stand-in for the connector that tells what the sandbox leaves it.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use ionos_tunnel::ConnectorUnit;
use serde_json::Value;
use tempfile::TempDir;

/// Reads its token, says that it is ready, and has the connector's health page. It can be made sick or killed.
const STAND_IN: &str = r#"#!/usr/bin/python3
import http.server, json, os, signal, socket, sys
option = lambda name: sys.argv[sys.argv.index(name) + 1]
token = open(option("--token-file")).read()
status = 200
class Page(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_): pass
    def do_GET(self):
        global status
        if self.path == "/crash": os.kill(os.getpid(), signal.SIGKILL)
        if self.path == "/sicken": status = 503
        seen = dict(line.split(":\t", 1) for line in open("/proc/self/status").read().splitlines() if ":\t" in line)
        writable = [p for p in ("/", "/etc", "/usr", "/var", "/srv", "/root", "/home") if os.access(p, os.W_OK)]
        body = json.dumps({"token": token, "uid": os.getuid(), "pid": os.getpid(), "capabilities": seen["CapEff"],
            "no_new_privileges": seen["NoNewPrivs"], "seccomp": seen["Seccomp"], "writable": writable})
        self.send_response(status); self.end_headers(); self.wfile.write(body.encode())
host, port = option("--metrics").split(":")
server = http.server.HTTPServer((host, int(port)), Page)
notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
notify.connect(os.environ["NOTIFY_SOCKET"].replace("@", "\0", 1)); notify.send(b"READY=1")
server.serve_forever()
"#;

/// Only what this test needs of a boot: nothing of the machine itself is started.
const TARGET: &str =
    "[Unit]\nWants=cloudflared.path cloudflared.service\nAllowIsolate=yes\nDefaultDependencies=no\n";

const BOOT: &str = r#"
mount --make-rprivate /
mount -t tmpfs tmpfs /run; mkdir -p /run/lock
mount -t tmpfs tmpfs /etc/systemd/system; mount -t tmpfs tmpfs /srv
cp -r "$0"/units/. /etc/systemd/system; cp "$0"/connector /srv/connector
mkdir -m 700 /srv/token; chmod 755 /srv /srv/connector
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mount --make-rshared /
export container=unshare
exec /lib/systemd/systemd --system --unit=test.target --log-target=null
"#;

/// A systemd that is the first process of its own small world.
struct Machine {
    outer: Child,
    init: u32,
    port: u16,
    _folder: TempDir,
}

impl Drop for Machine {
    fn drop(&mut self) {
        // `--kill-child`: the small world ends with it.
        let _ = self.outer.kill();
        let _ = self.outer.wait();
    }
}

impl Machine {
    /// `None` where the machine of the test does not allow it.
    fn boot() -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let folder = tempfile::tempdir().unwrap();
        let units = folder.path().join("units");
        std::fs::create_dir(&units).unwrap();
        std::fs::write(folder.path().join("connector"), STAND_IN).unwrap();
        std::fs::write(units.join("test.target"), TARGET).unwrap();
        let unit = ConnectorUnit::new()
            .program("/srv/connector")
            .token_file("/srv/token/tunnel-token")
            .metrics_port(port);
        for file in unit.files().unwrap() {
            let name = file.path.rsplit('/').next().unwrap().to_owned();
            // The same check in less time.
            let content = file.content.replace("--retry-delay 10", "--retry-delay 1");
            std::fs::write(units.join(&name), content).unwrap();
            let more = units.join(format!("{name}.d"));
            std::fs::create_dir(&more).unwrap();
            std::fs::write(more.join("test.conf"), "[Unit]\nDefaultDependencies=no\n").unwrap();
        }
        let outer = Command::new("unshare")
            .args([
                "--fork",
                "--kill-child",
                "--pid",
                "--mount",
                "--mount-proc",
                "--cgroup",
                "--uts",
                "--ipc",
            ])
            .args(["--", "sh", "-ec", BOOT])
            .arg(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut machine = Self { outer, init: 0, port, _folder: folder };
        let children = format!("/proc/{0}/task/{0}/children", machine.outer.id());
        let up = wait(|| {
            machine.init = std::fs::read_to_string(&children).ok()?.trim().parse().ok()?;
            machine.systemctl(&["is-active", "test.target"]).status.success().then_some(())
        });
        if up.is_none() {
            println!(
                "not run: needs root, name spaces and a cgroup file system of its own to boot systemd in"
            );
        }
        up.map(|()| machine)
    }

    fn systemctl(&self, arguments: &[&str]) -> Output {
        let init = self.init.to_string();
        let mut command = Command::new("nsenter");
        command.args(["-t", &init, "-m", "-p", "-i", "-u", "-C", "--", "systemctl"]);
        command.args(arguments).output().unwrap()
    }

    fn property(&self, unit: &str, name: &str) -> String {
        let output = self.systemctl(&["show", unit, "--value", "-p", name]);
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// A file of the small world, seen from outside.
    fn path(&self, path: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/root{path}", self.init))
    }

    /// Asks the stand-in; gives the status of the answer and what it says about itself.
    fn ask(&self, path: &str) -> Option<(u16, Value)> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
        stream.write_all(format!("GET {path} HTTP/1.0\r\n\r\n").as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        Some((head.split(' ').nth(1)?.parse().ok()?, serde_json::from_str(body).ok()?))
    }

    /// The stand-in once it is ready, another process than this one.
    fn ready(&self, other_than: Option<&Value>) -> Value {
        wait(|| {
            self.ask("/ready").filter(|(s, v)| *s == 200 && Some(&v["pid"]) != other_than).map(|(_, v)| v)
        })
        .unwrap_or_else(|| panic!("not ready: {}", self.property("cloudflared.service", "ActiveState")))
    }
}

/// Looks again and again for half a minute.
fn wait<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + Duration::from_secs(30);
    while Instant::now() < end {
        if let Some(found) = look() {
            return Some(found);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    None
}

#[test]
fn the_service_waits_for_its_token_and_comes_back_from_the_dead_or_the_test_says_not_run() {
    let Some(machine) = Machine::boot() else { return };
    // Without a token there is no connector, and that is no failure.
    assert_eq!(machine.property("cloudflared.path", "ActiveState"), "active");
    assert_eq!(machine.property("cloudflared.service", "ActiveState"), "inactive");
    assert_eq!(machine.property("cloudflared.service", "Result"), "success");

    // It arrives as it does over SSH: complete, and moved into place.
    std::fs::write(machine.path("/srv/token/.new"), "made for this test").unwrap();
    std::fs::rename(machine.path("/srv/token/.new"), machine.path("/srv/token/tunnel-token")).unwrap();
    let first = machine.ready(None);
    assert_eq!(first["token"], "made for this test");
    assert_ne!(first["uid"], 0);
    assert_eq!(first["capabilities"], "0000000000000000");
    assert_eq!((&first["no_new_privileges"], &first["seccomp"]), (&"1".into(), &"2".into()));
    assert_eq!(first["writable"], serde_json::json!([]));

    // Killed: started again by itself.
    assert!(machine.ask("/crash").is_none());
    let second = machine.ready(Some(&first["pid"]));
    assert_eq!(machine.property("cloudflared.service", "NRestarts"), "1");

    // Running, but without a connection: the health check notices, and only then.
    assert!(machine.systemctl(&["start", "cloudflared-health.service"]).status.success());
    assert_eq!(machine.ready(None)["pid"], second["pid"]);
    assert_eq!(machine.ask("/sicken").unwrap().0, 503);
    assert!(!machine.systemctl(&["start", "cloudflared-health.service"]).status.success());
    machine.ready(Some(&second["pid"]));

    // Stopped on purpose: a failed check leaves it alone.
    assert!(machine.systemctl(&["stop", "cloudflared.service"]).status.success());
    let restarts = || machine.property("cloudflared-restart.service", "ExecMainExitTimestampMonotonic");
    let before = restarts();
    assert!(!machine.systemctl(&["start", "cloudflared-health.service"]).status.success());
    wait(|| (restarts() != before).then_some(())).expect("a failed check starts the restart");
    assert_eq!(machine.property("cloudflared.service", "ActiveState"), "inactive");
    assert!(machine.ask("/ready").is_none());
}
