//! Switching servers on and off, with a service that tells the stages of its work.

use std::time::Duration;

use ionos_core::{Client, ErrorKind, Item, PollPolicy, Server, VmState};
use serde_json::json;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{builder, simulated};

const AT: &str = "/cloudapi/v6/datacenters/d/servers/s";

fn quick(server: &MockServer) -> Client {
    let policy = PollPolicy::default()
        .intervals(Duration::from_millis(1), Duration::from_millis(2))
        .deadline(Duration::from_secs(20));
    builder(&server.uri(), "t").polling(policy).build().unwrap()
}

/// A machine of this type that shows these states, one a read, and stays at the last.
async fn machine(kind: &str, states: &[(&str, &str)]) -> (MockServer, Item<Server>) {
    let server = MockServer::start().await;
    for (i, (state, vm_state)) in states.iter().enumerate() {
        let document = json!({"id": "s", "type": "server", "metadata": {"state": state}, "properties": {"type": kind, "vmState": vm_state}});
        let mock = Mock::given(method("GET"))
            .and(path(AT))
            .respond_with(ResponseTemplate::new(200).set_body_json(document));
        if i + 1 == states.len() {
            mock.mount(&server).await;
        } else {
            mock.up_to_n_times(1).mount(&server).await;
        }
    }
    let location = format!("{}/cloudapi/v6/requests/r/status", server.uri());
    let accepted = ResponseTemplate::new(202).insert_header("location", location.as_str());
    for action in ["start", "stop", "suspend", "resume"] {
        Mock::given(method("POST"))
            .and(path(format!("{AT}/{action}")))
            .respond_with(accepted.clone())
            .mount(&server)
            .await;
    }
    Mock::given(path("/cloudapi/v6/requests/r/status"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"metadata": {"status": "DONE"}})))
        .mount(&server)
        .await;
    let item = quick(&server).datacenter("d").server("s");
    (server, item)
}

async fn actions(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.unwrap();
    let posts = requests.iter().filter(|r| r.method.as_str() == "POST");
    posts.map(|r| r.url.path().rsplit('/').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn power_on_waits_until_the_machine_runs_and_not_only_for_the_request() {
    let states =
        [("AVAILABLE", "SHUTOFF"), ("BUSY", "SHUTOFF"), ("AVAILABLE", "SHUTOFF"), ("AVAILABLE", "RUNNING")];
    for (kind, action) in [("ENTERPRISE", "start"), ("VCPU", "start"), ("CUBE", "resume"), ("GPU", "resume")]
    {
        let (server, item) = machine(kind, &states).await;
        let running = item.power_on().await.unwrap().wait().await.unwrap();
        assert_eq!(running.properties.vm_state, Some(VmState::Running), "{kind}");
        assert_eq!(actions(&server).await, [action], "{kind}");
    }
}

#[tokio::test]
async fn power_off_stops_or_suspends_by_the_type_of_the_server() {
    for (kind, action, off) in [
        ("ENTERPRISE", "stop", "SHUTOFF"),
        ("VCPU", "stop", "SHUTOFF"),
        ("CUBE", "suspend", "SUSPENDED"),
        ("GPU", "suspend", "PAUSED"),
    ] {
        let states = [("AVAILABLE", "RUNNING"), ("AVAILABLE", "RUNNING"), ("AVAILABLE", off)];
        let (server, item) = machine(kind, &states).await;
        let stopped = item.power_off().await.unwrap().wait().await.unwrap();
        assert_eq!(stopped.properties.vm_state.unwrap().as_str(), off, "{kind}");
        assert_eq!(actions(&server).await, [action], "{kind}");
    }
}

#[tokio::test]
async fn starting_what_runs_and_stopping_what_is_off_is_no_error() {
    let (server, item) = machine("ENTERPRISE", &[("AVAILABLE", "RUNNING")]).await;
    assert_eq!(
        item.power_on().await.unwrap().wait().await.unwrap().properties.vm_state,
        Some(VmState::Running)
    );
    assert!(actions(&server).await.is_empty());
    let (server, item) = machine("CUBE", &[("AVAILABLE", "PAUSED")]).await;
    item.power_off().await.unwrap().wait().await.unwrap();
    assert!(actions(&server).await.is_empty());
}

#[tokio::test]
async fn a_refusal_to_start_counts_only_while_the_machine_does_not_run() {
    for (states, is_good) in [
        ([("AVAILABLE", "SHUTOFF"), ("AVAILABLE", "RUNNING")], true),
        ([("AVAILABLE", "SHUTOFF"), ("AVAILABLE", "SHUTOFF")], false),
    ] {
        let (server, item) = machine("ENTERPRISE", &states).await;
        Mock::given(method("POST"))
            .respond_with(ResponseTemplate::new(422))
            .with_priority(1)
            .mount(&server)
            .await;
        match item.power_on().await {
            Ok(pending) => {
                pending.wait().await.unwrap();
                assert!(is_good);
            }
            Err(error) => assert!(!is_good && error.kind() == ErrorKind::InvalidRequest, "{error}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_is_switched_off_and_on_again() {
    use ionos_core::{Memory, NewDatacenter, NewServer};
    let (_simulator, ionos) = simulated().await;
    let dc =
        ionos.datacenters().create(NewDatacenter::new("p", "de/txl")).await.unwrap().wait().await.unwrap();
    let servers = ionos.datacenter(&dc.id).servers();
    let new = NewServer::vcpu("s", 1, Memory::gb(1));
    let server = servers.create(new).await.unwrap().wait().await.unwrap();
    let item = servers.item(&server.id);
    for _ in 0..2 {
        let off = item.power_off().await.unwrap().wait().await.unwrap();
        assert_eq!(off.properties.vm_state, Some(VmState::Shutoff));
    }
    for _ in 0..2 {
        let on = item.power_on().await.unwrap().wait().await.unwrap();
        assert_eq!(on.properties.vm_state, Some(VmState::Running));
    }
}
