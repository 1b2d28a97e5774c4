//! Every story runs as a program against the simulator, tells what it should, and leaves nothing behind.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests may fail loudly"
)]

mod papers;

use std::path::Path;
use std::process::{Command, Output};

use ionos_core::{Client, Credentials, NewDatacenter};
use ionos_simulator::{FaultRule, JournalEntry, Simulator};
use ionos_tunnel::{Cloudflare, Publication, SecretString, TunnelProvider as _};
use tempfile::TempDir;

/// A simulated cloud and a directory for secrets.
struct Lab {
    simulator: Simulator,
    secrets: TempDir,
}

impl Lab {
    async fn new() -> Self {
        let simulator = Simulator::builder().bucket("secure-ai-flow-logs").start().await.unwrap();
        Self { simulator, secrets: tempfile::tempdir().unwrap() }
    }

    /// Runs a program with the environment that the simulator names, and nothing else of ours.
    fn output(&self, program: &str, arguments: &[&str]) -> Output {
        Command::new(program)
            .args(arguments)
            .env_clear()
            .env("HOME", self.secrets.path())
            .env("IONOS_SECRETS", self.secrets.path())
            .envs(self.simulator.environment())
            .output()
            .unwrap()
    }

    fn run(&self, program: &str, arguments: &[&str]) -> String {
        let output = self.output(program, arguments);
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        said
    }

    fn ionos(&self) -> Client {
        Client::builder()
            .credentials(Credentials::bearer(self.simulator.token()))
            .api_url(self.simulator.url())
            .unwrap()
            .build()
            .unwrap()
    }

    fn keys(&self) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(self.secrets.path().join("ssh"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".pub"))
            .collect();
        names.sort();
        names
    }

    /// Calls with this method whose path ends so.
    fn calls(&self, method: &str, path: &str) -> Vec<JournalEntry> {
        let journal = self.simulator.journal();
        journal.into_iter().filter(|e| e.method == method && e.path.ends_with(path)).collect()
    }

    /// How many data centers, snapshots and blocks of addresses there are.
    async fn left(&self) -> (usize, usize, usize) {
        let ionos = self.ionos();
        (
            ionos.datacenters().list().all().await.unwrap().len(),
            ionos.snapshots().list().all().await.unwrap().len(),
            ionos.ip_blocks().list().all().await.unwrap().len(),
        )
    }

    /// Whether Cloudflare holds nothing of this publication.
    async fn is_unpublished(&self, name: &str, hostname: &str) -> bool {
        let cloudflare =
            Cloudflare::builder(SecretString::from(self.simulator.cloudflare_token().to_owned()))
                .account(self.simulator.cloudflare_account())
                .base_url(format!("{}/client/v4", self.simulator.url()).parse().unwrap())
                .build()
                .unwrap();
        let service = "http://localhost:8080".parse().unwrap();
        let publication = Publication::new(name, hostname, service, ["example.com"]).unwrap();
        cloudflare.observe(&publication).await.unwrap().is_absent()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn first_call_lists_the_data_centers_and_only_reads() {
    let lab = Lab::new().await;
    let new = NewDatacenter::new("mine", "de/fra");
    lab.ionos().datacenters().create(new).await.unwrap().wait().await.unwrap();
    lab.simulator.clear_journal();

    let said = lab.run(env!("CARGO_BIN_EXE_first_call"), &[]);
    assert!(said.contains("de/fra  mine\n1 data centers\n"), "{said}");
    assert!(lab.simulator.journal().iter().all(|call| call.method == "GET"));
}

#[tokio::test(flavor = "multi_thread")]
async fn provision_hands_the_key_over_waits_with_progress_and_removes_everything() {
    let lab = Lab::new().await;
    let said = lab.run(env!("CARGO_BIN_EXE_provision"), &[]);
    for wanted in
        ["key provision-demo SHA256:", "server web: Done", "server web: RUNNING in ZONE_1, 10.", "removed\n"]
    {
        assert!(said.contains(wanted), "no `{wanted}` in:\n{said}");
    }

    let created = lab.calls("POST", "/servers");
    let public = std::fs::read_to_string(lab.secrets.path().join("ssh/provision-demo.pub")).unwrap();
    let volume = created[0].body.as_ref().unwrap()["entities"]["volumes"]["items"][0].clone();
    assert_eq!(volume["properties"]["sshKeys"][0], public.trim());
    assert_eq!((created.len(), lab.calls("POST", "/datacenters").len()), (1, 1));
    assert_eq!(lab.left().await, (0, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn provision_removes_the_data_center_when_the_server_is_refused() {
    let lab = Lab::new().await;
    lab.simulator.inject(FaultRule::status(422, None).method("POST").path("/servers"));
    let output = lab.output(env!("CARGO_BIN_EXE_provision"), &[]);
    assert!(!output.status.success());
    assert_eq!(lab.calls("POST", "/servers")[0].status, 422);
    assert!(String::from_utf8(output.stdout).unwrap().contains("removed"));
    assert_eq!(lab.left().await, (0, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn chat_streams_calls_a_tool_and_compares_texts() {
    let lab = Lab::new().await;
    let said = lab.run(env!("CARGO_BIN_EXE_chat"), &[]);
    for wanted in [
        " tokens)\n",
        "the model calls count_servers({\"location\":",
        "According to the tool: 2.",
        "\"The server is down\" and \"The machine",
    ] {
        assert!(said.contains(wanted), "no `{wanted}` in:\n{said}");
    }

    let journal = lab.simulator.journal();
    assert!(journal.iter().all(|call| call.product == "ai" && call.status == 200));
    let asked = lab.calls("POST", "/chat/completions");
    let bodies: Vec<_> = asked.iter().map(|call| call.body.clone().unwrap()).collect();
    assert_eq!(bodies.len(), 3);
    assert_eq!(bodies[0]["stream"], true);
    assert_eq!(bodies[1]["tool_choice"], "required");
    assert_eq!(bodies[2]["messages"].as_array().unwrap().last().unwrap()["role"], "tool");
    assert_eq!(lab.calls("POST", "/embeddings").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn document_search_finds_by_meaning_and_answers_from_what_it_found() {
    let lab = Lab::new().await;
    let said = lab.run(env!("CARGO_BIN_EXE_document_search"), &[]);
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(lines.len(), 3, "{said}");
    assert!(
        lines[0].ends_with("A backup of every server is made each night at two and kept for thirty days."),
        "{said}"
    );

    let asked = lab.calls("POST", "/embeddings");
    assert_eq!(asked.len(), 2);
    assert_eq!(asked[0].body.as_ref().unwrap()["input"].as_array().unwrap().len(), 4);
    let told = lab.calls("POST", "/chat/completions")[0].body.clone().unwrap()["messages"][0].clone();
    assert!(told["content"].as_str().unwrap().contains("thirty days"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn publish_locks_first_names_last_and_takes_everything_down() {
    let lab = Lab::new().await;
    let said = lab.run(env!("CARGO_BIN_EXE_publish"), &[]);
    for wanted in [
        "access: created\ntunnel: created\nconfiguration: created\nhandover: changed\n",
        "dns: created\nhttps://app.example.com is up with",
        "taken down: dns, configuration, tunnel, access; server removed\n",
    ] {
        assert!(said.contains(wanted), "no `{wanted}` in:\n{said}");
    }

    let first = |method: &str, path: &str| lab.calls(method, path)[0].seq;
    let order = [
        first("POST", "/access/apps"),
        first("POST", "/cfd_tunnel"),
        first("POST", "/credentials/tunnel-token"),
        first("POST", "/dns_records"),
    ];
    assert!(order.is_sorted(), "{order:?}");
    assert!(lab.is_unpublished("publish-demo", "app.example.com").await);
    assert_eq!(lab.left().await, (0, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn publish_takes_down_what_it_began_when_the_server_is_refused() {
    let lab = Lab::new().await;
    lab.simulator.inject(FaultRule::status(422, None).method("POST").path("/tunnel-token"));
    let output = lab.output(env!("CARGO_BIN_EXE_publish"), &[]);
    assert!(!output.status.success());
    assert_eq!(lab.calls("POST", "/dns_records").len(), 0, "the name was public without a connector");
    assert!(lab.is_unpublished("publish-demo", "app.example.com").await);
    assert_eq!(lab.left().await, (0, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn secure_stack_rises_proves_itself_and_leaves_only_what_is_protected() {
    let lab = Lab::new().await;
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../stacks/secure-ai.toml");
    let said = lab.run(env!("CARGO_BIN_EXE_secure_stack"), &[file.to_str().unwrap()]);
    for wanted in [
        "38 to create",
        "create CNAME",
        "a second up writes 0 times",
        "secure-ai-admin: next generation SHA256:",
        "delete data center",
        "down; left in place: snapshot",
    ] {
        assert!(said.contains(wanted), "no `{wanted}` in:\n{said}");
    }
    for check in ["RES-01", "NET-01", "NET-03", "LOG-01", "HA-01"] {
        assert!(said.contains(&format!("{check} pass")), "{check} in:\n{said}");
    }

    assert_eq!(lab.keys(), ["secure-ai-admin.2.pub", "secure-ai-admin.pub"]);
    assert!(lab.is_unpublished("secure-ai", "chat.example.com").await);
    assert_eq!(lab.left().await, (0, 2, 1));
}
