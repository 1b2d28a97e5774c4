//! `ionos simulate` serves this command and keeps its state.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::lab::{EXAMPLE, Lab, bare, good, text};

/// A simulator in a process of its own.
struct Served {
    child: Child,
    /// What it has printed first.
    ready: Value,
    rest: BufReader<ChildStdout>,
}

impl Served {
    fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut rest = BufReader::new(child.stdout.take().unwrap());
        rest.read_line(&mut line).unwrap();
        let ready = serde_json::from_str(&line).unwrap_or_else(|error| {
            let mut complaint = String::new();
            child.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
            panic!("{error}: {line}{complaint}")
        });
        Self { child, ready, rest }
    }

    fn url(&self) -> &str {
        self.ready["url"].as_str().unwrap()
    }

    fn environment(&self) -> Vec<(String, String)> {
        let environment = self.ready["environment"].as_object().unwrap();
        environment.iter().map(|(k, v)| (k.clone(), v.as_str().unwrap().to_owned())).collect()
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    /// Ctrl-C.
    fn stop(self) {
        self.signal("-INT");
        assert!(self.end().success());
    }

    fn end(mut self) -> ExitStatus {
        let status = self.child.wait().unwrap();
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        println!("{status} {said}");
        status
    }

    /// Sends a call; `None` when the connection ends without an answer.
    fn call(&self, method: &str, path: &str, body: &str) -> Option<(u16, Value)> {
        let host = self.url().strip_prefix("http://").unwrap();
        let token = self.ready["environment"]["IONOS_TOKEN"].as_str().unwrap();
        let mut stream = TcpStream::connect(host).ok()?;
        let call = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {token}\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(call.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some((status, serde_json::from_str(body).unwrap_or_default()))
    }

    fn create(&self) -> Option<u16> {
        let body = json!({"properties": {"name": "dc", "location": "de/txl"}}).to_string();
        Some(self.call("POST", "/cloudapi/v6/datacenters", &body)?.0)
    }

    fn datacenters(&self) -> Vec<Value> {
        let (status, list) = self.call("GET", "/cloudapi/v6/datacenters", "").unwrap();
        assert_eq!(status, 200, "{list}");
        list["items"].as_array().unwrap().iter().map(|item| item["id"].clone()).collect()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The command to serve in a directory, on a free port, for machines.
fn simulate(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = bare(directory);
    command.args(["simulate", "--listen", "127.0.0.1:0", "--json"]).args(arguments);
    command
}

/// What a run prints that ends at once, with a failure.
fn refused(directory: &Path, arguments: &[&str]) -> String {
    let output = bare(directory).arg("simulate").args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    text(&output)
}

#[test]
fn a_simulated_cloud_outlives_its_process_in_a_file() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("stack.toml"), EXAMPLE).unwrap();
    let serve = || {
        let state = ["--speed", "1000", "--state", "cloud.json"];
        Served::start(simulate(directory.path(), &state))
    };
    let ionos = |served: &Served, arguments: &[&str]| {
        let mut command = bare(directory.path());
        command.envs(served.environment()).env("IONOS_SECRETS", directory.path().join("secrets"));
        command.args(arguments).output().unwrap()
    };
    let first = serve();
    good(&ionos(&first, &["up", "stack.toml", "--yes"]));
    first.stop();
    let second = serve();
    let status = good(&ionos(&second, &["status", "stack.toml"]));
    assert!(status.contains("0 to create, 0 to change"), "{status}");
    good(&ionos(&second, &["down", "stack.toml", "--yes"]));
    second.stop();
}

#[test]
fn calls_are_written_to_the_journal() {
    let directory = tempfile::tempdir().unwrap();
    let mut command = bare(directory.path());
    command.args(["simulate", "--listen", "127.0.0.1:0", "--json", "--journal", "calls.jsonl"]);
    let served = Served::start(command);
    let stack = "name = \"x\"\nlocation = \"de/txl\"\nresidency = \"anywhere\"\n";
    std::fs::write(directory.path().join("stack.toml"), stack).unwrap();
    let mut command = bare(directory.path());
    command.envs(served.environment());
    good(&command.args(["plan", "stack.toml"]).output().unwrap());
    served.stop();
    let journal = std::fs::read_to_string(directory.path().join("calls.jsonl")).unwrap();
    let call: Value = serde_json::from_str(journal.lines().next().unwrap()).unwrap();
    assert_eq!((&call["product"], &call["status"]), (&"cloud".into(), &200.into()));
    assert!(call["answer"]["href"].is_string(), "{call}");
}

#[test]
fn people_are_told_what_runs_where_and_how_to_use_it() {
    let directory = tempfile::tempdir().unwrap();
    let mut command = bare(directory.path());
    command.args(["simulate", "--listen", "127.0.0.1:0"]);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = String::new();
    for line in lines.by_ref() {
        let line = line.unwrap();
        said.push_str(&line);
        said.push('\n');
        if line.contains("Ctrl-C") {
            break;
        }
    }
    for wanted in [
        "60 times as fast",
        "export IONOS_API_URL=http://127.0.0.1:",
        "export IONOS_TOKEN=",
        "export CLOUDFLARE_API_TOKEN=",
        "ionosctl, Terraform",
        "ionoscloud.Configuration(",
        "new Configuration({",
        "OpenAI(base_url=",
        "/cloudapi/v6\n",
        "/_dns\n",
        "--print-config",
        "/_sim\n",
    ] {
        assert!(said.contains(wanted), "no `{wanted}` in:\n{said}");
    }
    assert!(!said.contains("Other machines"));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert!(child.wait().unwrap().success());
    assert!(lines.any(|line| line.unwrap() == "Stopped."));
}

#[test]
fn the_printed_configuration_is_all_that_a_client_needs() {
    let directory = tempfile::tempdir().unwrap();
    let (file, stack) = (directory.path().join("config"), directory.path().join("stack.toml"));
    std::fs::write(&stack, "name = \"x\"\nlocation = \"de/txl\"\nresidency = \"anywhere\"\n").unwrap();
    for tls in [None, Some("--tls")] {
        let mut command = bare(directory.path());
        command.args(["simulate", "--listen", "127.0.0.1:0", "--print-config"]).args(tls);
        let out = std::fs::File::create(&file).unwrap();
        let mut child = command.stdout(out).stderr(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut said).unwrap();
        assert!(said.contains("listens on"), "{said}");
        let mut plan = bare(directory.path());
        good(&plan.args(["plan", "stack.toml"]).env("IONOS_CONFIG_FILE", &file).output().unwrap());
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("version: 1.0\n"));
}

#[test]
fn our_client_checks_the_authority_the_pin_and_the_version() {
    let directory = tempfile::tempdir().unwrap();
    let stack = "name = \"x\"\nlocation = \"de/txl\"\nresidency = \"anywhere\"\n";
    std::fs::write(directory.path().join("stack.toml"), stack).unwrap();
    let plan = |served: &Served, without: &str, pin: Option<&str>| {
        let mut command = bare(directory.path());
        command.envs(served.environment()).env_remove(without).args(["plan", "stack.toml"]);
        pin.map(|pin| command.env("IONOS_PINNED_CERT", pin));
        let output = command.output().unwrap();
        (output.status.code(), text(&output))
    };
    let kept = ["--tls-dir", "tls"];
    let served = Served::start(simulate(directory.path(), &kept));
    assert!(served.url().starts_with("https://"));
    let (code, said) = plan(&served, "", None);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = plan(&served, "IONOS_PINNED_CERT", None);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = plan(&served, "", Some(&"ab".repeat(32)));
    assert!(code == Some(5) && said.contains("pinned"), "{said}");
    let (code, said) = plan(&served, "SSL_CERT_FILE", None);
    assert!(code == Some(5) && said.contains("UnknownIssuer"), "{said}");
    let pin = served.ready["pin"].clone();
    served.stop();
    let old = Served::start(simulate(directory.path(), &[&kept[..], &["--tls-version", "1.2"]].concat()));
    assert_eq!(old.ready["pin"], pin, "the directory keeps the certificate");
    let (code, said) = plan(&old, "", None);
    assert_eq!(code, Some(5), "{said}");
    let error = refused(
        directory.path(),
        &["--listen", "127.0.0.1:0", "--tls-dir", "tls", "--tls-name", "other.example"],
    );
    assert!(error.contains("tls") && error.contains("remove"), "{error}");
}

#[test]
fn what_cannot_be_listened_on_is_told_with_what_to_do() {
    let directory = tempfile::tempdir().unwrap();
    let served = Served::start(simulate(directory.path(), &[]));
    let taken = served.url().strip_prefix("http://").unwrap();
    let error = refused(directory.path(), &["--listen", taken]);
    assert!(error.contains(taken) && error.contains("is taken") && error.contains("another port"), "{error}");
    let error = refused(directory.path(), &["--listen", "nowhere"]);
    assert!(error.contains("`nowhere`") && error.contains("127.0.0.1:8080"), "{error}");
    let error = refused(directory.path(), &["--listen", "203.0.113.4:0"]);
    assert!(error.contains("no address of this machine"), "{error}");
}

#[test]
fn a_scenario_and_limits_come_from_the_command_line() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("story.toml");
    std::fs::write(
        &file,
        "[[steps]]\noperation = \"datacentersPost\"\nfault = { status = { code = 503 } }\n",
    )
    .unwrap();
    let arguments = ["--scenario", "story.toml", "--rate-limit", "60", "--burst", "3", "--manual-clock"];
    let served = Served::start(simulate(directory.path(), &arguments));
    let made: Vec<_> = (0..4).map(|_| served.create().unwrap()).collect();
    assert_eq!(made, [503, 202, 202, 429]);
    let clock = served.call("POST", "/_sim/clock", r#"{"advance_ms": 1000}"#).unwrap().1;
    assert_eq!(clock["manual"], true);
    assert_eq!(served.create(), Some(202));
    assert_eq!(served.create(), Some(429));
    std::fs::write(&file, "[[steps]]\nfault = \"explode\"\n").unwrap();
    let error = refused(directory.path(), &["--listen", "127.0.0.1:0", "--scenario", "story.toml"]);
    assert!(error.contains("story.toml:2:9: ") && error.contains("explode"), "{error}");
}

#[test]
fn a_request_to_terminate_saves_too() {
    let directory = tempfile::tempdir().unwrap();
    let served = || Served::start(simulate(directory.path(), &["--state", "cloud.json"]));
    for count in 0..3 {
        let served = served();
        assert_eq!(served.datacenters().len(), count);
        assert_eq!(served.create(), Some(202));
        served.signal("-TERM");
        assert!(served.end().success());
    }
}

#[test]
fn a_second_process_does_not_get_the_file() {
    let directory = tempfile::tempdir().unwrap();
    let first = Served::start(simulate(directory.path(), &["--state", "cloud.json"]));
    let error = refused(directory.path(), &["--listen", "127.0.0.1:0", "--state", "cloud.json"]);
    assert!(error.contains("cloud.json is in use"), "{error}");
    assert_eq!(first.create(), Some(202));
    // The file is free again, whatever has ended the process.
    first.signal("-KILL");
    first.end();
    Served::start(simulate(directory.path(), &["--state", "cloud.json"])).stop();
}

#[test]
fn a_kill_at_any_moment_leaves_a_state_that_can_be_gone_on_with() {
    let directory = tempfile::tempdir().unwrap();
    let mut known = Vec::new();
    for round in 0..12_u64 {
        let served = Served::start(simulate(directory.path(), &["--state", "cloud.json"]));
        let found = served.datacenters();
        assert!(known.iter().all(|id| found.contains(id)), "what has once been in the file stays");
        known = found;
        // Saving goes on all the time; each round ends it elsewhere.
        std::thread::scope(|scope| {
            let calls = scope.spawn(|| while served.create().is_some() {});
            std::thread::sleep(Duration::from_millis(100 + 23 * round));
            served.signal("-KILL");
            calls.join().unwrap();
        });
    }
    assert!(!known.is_empty(), "something was saved in between");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_nothing_else_ends() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("cloud.json");
    Served::start(simulate(directory.path(), &["--state", "cloud.json"])).stop();
    let before = std::fs::read(&file).unwrap();
    // A process that may write no file larger than this is refused as on a full disk, in the middle of writing.
    let blocks = (before.len() / 512 + 4).to_string();
    let mut limited = bare(directory.path());
    limited.args(["-c", "trap '' XFSZ; ulimit -f $0; exec \"$@\"", &blocks, env!("CARGO_BIN_EXE_ionos")]);
    limited.args(["simulate", "--listen", "127.0.0.1:0", "--json", "--state", "cloud.json"]);
    let mut shell = Command::new("sh");
    shell.current_dir(directory.path()).args(limited.get_args()).stdin(Stdio::null());
    let mut served = Served::start(shell);
    while served.call("GET", "/_sim", "").unwrap().1["not_saved"].is_null() {
        assert_eq!(served.create(), Some(202));
    }
    let count = served.datacenters().len();
    assert!(count > 0);
    let mut line = String::new();
    served.rest.read_line(&mut line).unwrap();
    let warning: Value = serde_json::from_str(&line).unwrap();
    let warning = warning["warning"].as_str().unwrap();
    assert!(warning.contains("cloud.json") && warning.contains("too large"), "{warning}");
    let kept: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!(kept["ionos_simulator"], 1, "what was saved before is whole");
    served.signal("-INT");
    line.clear();
    served.rest.read_line(&mut line).unwrap();
    assert!(line.contains("cannot be saved"), "{line}");
    assert_eq!(served.end().code(), Some(1));
    Served::start(simulate(directory.path(), &["--state", "cloud.json"])).stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_go_through_the_proxy_of_the_environment() {
    let lab = Lab::new().await;
    std::fs::write(lab.file(), "name = \"x\"\nlocation = \"de/txl\"\nresidency = \"anywhere\"\n").unwrap();
    let mut command = lab.command();
    // The name resolves nowhere: only through the proxy, which is the simulator itself, can the call arrive.
    command.env("IONOS_API_URL", "http://cloud.example").env("HTTP_PROXY", lab.simulator.url());
    command.env("http_proxy", lab.simulator.url());
    good(&command.args(["plan", "stack.toml"]).output().unwrap());
    assert!(lab.simulator.journal().iter().any(|e| e.product == "cloud"));
}
