//! What tests in other languages see and do under `/_sim`.

use std::time::Duration;

use ionos_simulator::Simulator;
use serde_json::{Value, json};

use crate::client::{Answer, Lab, send};

async fn sim(lab: &Lab, method: &str, path: &str, body: &str) -> Answer {
    send(lab.sim.url(), method, &format!("/_sim{path}"), &[], body.as_bytes()).await.unwrap()
}

#[tokio::test]
async fn the_journal_is_filtered_and_names_operations() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    lab.sim.clear_journal();
    lab.cloud("GET", &dc, None).await.expect(200);
    lab.cloud("GET", "/datacenters/none", None).await.refused(404);
    lab.cloud("POST", &format!("{dc}/lans"), Some(json!({"properties": {"name": "x"}}))).await.expect(202);
    lab.call("GET", "/_dns/zones", lab.sim.token(), None).await.expect(200);
    lab.sim.inject(ionos_simulator::FaultRule::status(503, None).times(1));
    lab.cloud("GET", "/ipblocks", None).await.refused(503);
    let found = async |query: &str| -> Vec<String> {
        let entries = sim(&lab, "GET", &format!("/journal{query}"), "").await.expect(200);
        let operations = entries.as_array().unwrap().iter().map(|entry| entry["operation"].as_str().unwrap());
        operations.map(ToOwned::to_owned).collect()
    };
    let all =
        ["datacentersFindById", "datacentersFindById", "datacentersLansPost", "zonesGet", "ipblocksGet"];
    assert_eq!(found("").await, all);
    assert_eq!(found("?product=dns").await, ["zonesGet"]);
    assert_eq!(found("?method=post").await, ["datacentersLansPost"]);
    assert_eq!(found("?status=404").await, ["datacentersFindById"]);
    assert_eq!(found("?path=lans").await, ["datacentersLansPost"]);
    assert_eq!(found("?operation=datacentersFindById&status=200").await.len(), 1);
    assert_eq!(found("?fault=status%20503").await, ["ipblocksGet"]);
    assert_eq!(found("?limit=2").await, all[..2]);
    let entries = sim(&lab, "GET", "/journal", "").await.expect(200);
    let third = entries[2]["seq"].as_u64().unwrap();
    assert_eq!(found(&format!("?since={third}")).await, all[3..]);
    assert_eq!(entries[2]["body"], json!({"properties": {"name": "x"}}));
    for bad in ["?since=x", "?status=ok", "?operation=serverPost", "?colour=red"] {
        sim(&lab, "GET", &format!("/journal{bad}"), "").await.refused(400);
    }
}

#[tokio::test]
async fn the_clock_is_stopped_moved_and_let_go() {
    let lab = Lab::with(Simulator::builder().speed(1.0)).await;
    let now = async |body: &str| -> Value { sim(&lab, "POST", "/clock", body).await.expect(200) };
    let stopped = now(r#"{"manual": true}"#).await;
    assert_eq!(stopped["manual"], true);
    let moved = now(r#"{"advance_ms": 86400000}"#).await;
    let day = |clock: &Value| clock["now"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    assert_eq!(day(&moved).duration_since(day(&stopped)), jiff::SignedDuration::from_hours(24));
    tokio::time::sleep(Duration::from_millis(1100)).await;
    assert_eq!(sim(&lab, "GET", "/clock", "").await.expect(200), moved);
    // Going on begins at what the clock shows, not at real time.
    let going = now(r#"{"manual": false, "advance_ms": 1000}"#).await;
    assert_eq!(going["manual"], false);
    assert!(day(&going) > day(&moved));
    for bad in
        ["", "[]", r#"{"advance_ms": -1}"#, r#"{"advance_ms": "1"}"#, r#"{"manual": 1}"#, r#"{"x": 1}"#]
    {
        sim(&lab, "POST", "/clock", bad).await.refused(400);
    }
}

#[tokio::test]
async fn it_shows_the_configuration_the_operations_and_itself() {
    let lab = Lab::new().await;
    assert_eq!(sim(&lab, "GET", "/config", "").await.text, lab.sim.config_file());
    let operations = sim(&lab, "GET", "/operations", "").await.expect(200);
    let cloud = operations.as_array().unwrap().iter().filter(|operation| operation["product"] == "cloud");
    assert_eq!(cloud.count(), 266);
    assert!(operations.as_array().unwrap().contains(&json!({
        "product": "cloud", "operation": "datacentersServersPost", "method": "POST",
        "path": "datacenters/*/servers",
    })));
    let itself = sim(&lab, "GET", "", "").await.expect(200);
    assert_eq!(itself["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!((&itself["state_file"], &itself["not_saved"]), (&Value::Null, &Value::Null));
    for path in ["/operations", "/config", "/environment", "/scenario", "/clock"] {
        sim(&lab, "DELETE", path, "").await.refused(405);
    }
}

#[tokio::test]
async fn the_operations_are_those_that_our_client_calls() {
    let ours = include_str!("../../../ionos-core/spec/operations.tsv");
    let lab = Lab::new().await;
    let known = sim(&lab, "GET", "/operations", "").await.expect(200);
    let known: Vec<(&str, &str, &str)> = known
        .as_array()
        .unwrap()
        .iter()
        .map(|operation| {
            let text = |name: &str| operation[name].as_str().unwrap();
            (text("product"), text("operation"), text("method"))
        })
        .collect();
    for line in ours.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        // The collections of the AI Model Hub are not simulated.
        if fields[0] != "document-collections" {
            assert!(known.contains(&(fields[0], fields[1], fields[2])), "{line}");
        }
    }
}
