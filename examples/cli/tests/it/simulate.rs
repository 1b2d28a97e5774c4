//! `ionos simulate` serves this command and keeps its state.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::lab::{EXAMPLE, Lab, bare, good};

struct Served {
    child: Child,
    environment: Vec<(String, String)>,
}

impl Served {
    fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap();
        let environment = ready["environment"].as_object().unwrap();
        let environment =
            environment.iter().map(|(k, v)| (k.clone(), v.as_str().unwrap().to_owned())).collect();
        Self { child, environment }
    }

    /// Ctrl-C.
    fn stop(mut self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
    }
}

#[test]
fn a_simulated_cloud_outlives_its_process_in_a_file() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("stack.toml"), EXAMPLE).unwrap();
    let serve = || {
        let mut command = bare(directory.path());
        command.args([
            "simulate",
            "--listen",
            "127.0.0.1:0",
            "--speed",
            "1000",
            "--json",
            "--state",
            "cloud.json",
        ]);
        Served::start(command)
    };
    let ionos = |served: &Served, arguments: &[&str]| {
        let mut command = bare(directory.path());
        command.envs(served.environment.clone()).env("IONOS_SECRETS", directory.path().join("secrets"));
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
    let mut command = bare(directory.path());
    command.envs(served.environment.clone());
    good(&command.args(["api", "GET", "/datacenters"]).output().unwrap());
    served.stop();
    let journal = std::fs::read_to_string(directory.path().join("calls.jsonl")).unwrap();
    let call: serde_json::Value = serde_json::from_str(journal.lines().next().unwrap()).unwrap();
    assert_eq!((&call["path"], &call["status"]), (&"/cloudapi/v6/datacenters".into(), &200.into()));
    assert_eq!(call["answer"]["type"], "collection");
}

#[test]
fn people_get_exports_and_a_configuration_file() {
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
    child.kill().unwrap();
    child.wait().unwrap();
    for wanted in [
        "export IONOS_API_URL=http://127.0.0.1:",
        "export IONOS_TOKEN=",
        "export CLOUDFLARE_API_TOKEN=",
        "profiles:",
        "environments:",
    ] {
        assert!(said.contains(wanted), "no `{wanted}` in:\n{said}");
    }
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
