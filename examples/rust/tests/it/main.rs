//! Every story runs against the simulator, tells what it should, and leaves nothing behind.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests may fail loudly"
)]

use std::path::Path;
use std::process::Command;

use ionos_core::engine::MinTls;
use ionos_core::{Client, Credentials, Memory, NewDatacenter, NewServer, NewVolume, UserData, VolumeType};
use ionos_simulator::Simulator;

fn run(program: &str, simulator: &Simulator, arguments: &[&str]) -> String {
    let secrets = tempfile::tempdir().unwrap();
    let output = Command::new(program)
        .args(arguments)
        .env_clear()
        .envs(simulator.environment())
        .env("IONOS_SECRETS", secrets.path())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

fn client(simulator: &Simulator) -> Client {
    Client::builder()
        .credentials(Credentials::bearer(simulator.token()))
        .api_url(simulator.url())
        .unwrap()
        .min_tls(MinTls::V1_3)
        .build()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn first_call_lists_the_data_centers() {
    let simulator = Simulator::start().await.unwrap();
    client(&simulator)
        .datacenters()
        .create(NewDatacenter::new("mine", "de/fra"))
        .await
        .unwrap()
        .wait()
        .await
        .unwrap();
    let said = run(env!("CARGO_BIN_EXE_first_call"), &simulator, &[]);
    assert!(said.contains("de/fra  mine") && said.contains("1 data centers"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn provision_waits_with_progress_and_cleans_up() {
    let simulator = Simulator::start().await.unwrap();
    let said = run(env!("CARGO_BIN_EXE_provision"), &simulator, &[]);
    assert!(said.contains("Running") && said.contains("Done") && said.contains("cleaned up"), "{said}");
    assert!(client(&simulator).datacenters().list().all().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn chat_streams_calls_a_tool_and_compares() {
    let simulator = Simulator::start().await.unwrap();
    let said = run(env!("CARGO_BIN_EXE_chat"), &simulator, &[]);
    assert!(
        said.contains("tokens") && said.contains("the model calls get_weather") && said.contains("alike"),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn publish_opens_and_takes_down() {
    let simulator = Simulator::start().await.unwrap();
    let ionos = client(&simulator);
    let datacenter =
        ionos.datacenters().create(NewDatacenter::new("d", "de/txl")).await.unwrap().wait().await.unwrap();
    let unit = ionos_tunnel::ConnectorUnit::new().cloud_init(&ionos_tunnel::Install::apt()).unwrap();
    let boot = NewVolume::new("boot", VolumeType::SsdPremium, 20)
        .image_alias("ubuntu:24.04")
        .ssh_keys(vec!["ssh-ed25519 AAAA test".into()])
        .user_data(UserData::new(unit));
    let new = NewServer::new("web", 2, Memory::gb(4)).volume(boot);
    let server = ionos.datacenter(&datacenter.id).servers().create(new).await.unwrap().wait().await.unwrap();
    let said = run(
        env!("CARGO_BIN_EXE_publish"),
        &simulator,
        &[server.id.as_str(), "chat.example.com", "example.org"],
    );
    assert!(said.contains("https://chat.example.com is open") && said.contains("taken down"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn secure_stack_plans_rises_proves_and_goes() {
    let simulator = Simulator::start().await.unwrap();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../stacks/secure-ai.toml");
    let said = run(env!("CARGO_BIN_EXE_secure_stack"), &simulator, &[file.to_str().unwrap()]);
    for wanted in ["38 to create", "CNAME", "pass     RES-01", "left in place: snapshot"] {
        assert!(said.contains(wanted), "no `{wanted}` in:\n{said}");
    }
    assert!(client(&simulator).datacenters().list().all().await.unwrap().is_empty());
}
