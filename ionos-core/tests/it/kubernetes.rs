//! Clusters, node pools and nodes.

use std::time::Duration;

use ionos_core::{
    AutoScaling, Client, ErrorKind, KubernetesCluster, MaintenanceWindow, Memory, NewKubernetesCluster,
    NewNodePool, NodePool, PollPolicy, Taint, TaintEffect, Weekday, WholeNodePool,
};
use serde_json::{Value, json};
use wiremock::matchers::{body_json, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::builder;

const CLUSTER: &str = "/cloudapi/v6/k8s/c1";
const POOL: &str = "/cloudapi/v6/k8s/c1/nodepools/p1";
const NODE: &str = "/cloudapi/v6/k8s/c1/nodepools/p1/nodes/n1";

fn quick(server: &MockServer) -> Client {
    let policy = PollPolicy::default().intervals(Duration::from_millis(1), Duration::from_millis(2));
    builder(&server.uri(), "t").polling(policy).build().unwrap()
}

fn cluster(state: &str) -> Value {
    json!({"id": "c1", "type": "k8s", "properties": {"name": "a"}, "metadata": {"state": state}})
}

fn pool(state: &str) -> Value {
    json!({"id": "p1", "type": "nodepool", "properties": {"name": "p", "nodeCount": 2}, "metadata": {"state": state}})
}

/// These answers to GET, one after another; the last one for ever.
async fn answers(server: &MockServer, at: &str, all: Vec<ResponseTemplate>) {
    let last = all.len() - 1;
    for (i, answer) in all.into_iter().enumerate() {
        let mock = Mock::given(method("GET")).and(path(at)).respond_with(answer);
        if i == last { mock.mount(server).await } else { mock.up_to_n_times(1).mount(server).await }
    }
}

fn ok(body: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

#[tokio::test]
async fn a_cluster_without_a_request_to_follow_is_polled_until_it_is_active() {
    let server = MockServer::start().await;
    let sent = json!({"properties": {"name": "a", "public": false, "location": "de/txl", "natGatewayIp": "203.0.113.9",
        "maintenanceWindow": {"dayOfTheWeek": "Sunday", "time": "03:00:00Z"}}});
    Mock::given(method("POST"))
        .and(path("/cloudapi/v6/k8s"))
        .and(body_json(&sent))
        .respond_with(ResponseTemplate::new(202).set_body_json(cluster("DEPLOYING")))
        .expect(1)
        .mount(&server)
        .await;
    let polls = vec![
        ResponseTemplate::new(404),
        ok(cluster("DEPLOYING")),
        ok(cluster("UPDATING")),
        ok(cluster("ACTIVE")),
    ];
    answers(&server, CLUSTER, polls).await;
    let new = NewKubernetesCluster::private("a", "de/txl", "203.0.113.9")
        .maintenance_window(MaintenanceWindow::new(Weekday::Sunday, "03:00:00Z"));
    let pending = quick(&server).k8s_clusters().create(new).await.unwrap();
    assert_eq!((pending.id(), pending.request_id()), (Some("c1"), None));
    let made = pending.wait().await.unwrap();
    assert_eq!(made.state().unwrap().as_str(), "ACTIVE");
    let reads = server.received_requests().await.unwrap().iter().filter(|r| r.method == "GET").count();
    assert_eq!(reads, 4, "four polls, the last of which gives the cluster");
}

#[tokio::test]
async fn a_failed_node_pool_update_is_an_error_of_the_wait() {
    let server = MockServer::start().await;
    Mock::given(method("PUT"))
        .and(path(POOL))
        .respond_with(ResponseTemplate::new(202).set_body_json(pool("UPDATING")))
        .mount(&server)
        .await;
    answers(&server, POOL, vec![ok(pool("UPDATING")), ok(pool("FAILED_UPDATING"))]).await;
    let item = quick(&server).k8s_cluster("c1").node_pool("p1");
    let error =
        item.replace(WholeNodePool::default().node_count(3_u32)).await.unwrap().wait().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Provisioning);
    assert!(error.to_string().contains("node pool p1 is in state FAILED_UPDATING"), "{error}");
}

#[tokio::test]
async fn a_node_pool_put_omits_node_count_while_autoscaling_is_on() {
    let server = MockServer::start().await;
    Mock::given(method("PUT"))
        .respond_with(ResponseTemplate::new(202).set_body_json(pool("ACTIVE")))
        .mount(&server)
        .await;
    let read: NodePool = serde_json::from_value(json!({"id": "p1", "properties": {
        "name": "p", "nodeCount": 4, "k8sVersion": "1.33.1", "coresCount": 4,
        "autoScaling": {"minNodeCount": 2, "maxNodeCount": 5}}}))
    .unwrap();
    let item = quick(&server).k8s_cluster("c1").node_pool("p1");
    let scaled = WholeNodePool::of(&read).k8s_version("1.34.0");
    item.replace(scaled.clone()).await.unwrap().detach();
    item.replace(scaled.node_count(3_u32).auto_scaling(AutoScaling::off())).await.unwrap().detach();
    let bodies: Vec<Value> =
        server.received_requests().await.unwrap().iter().map(|r| r.body_json().unwrap()).collect();
    assert_eq!(
        bodies,
        [
            json!({"properties": {"name": "p", "k8sVersion": "1.34.0", "autoScaling": {"minNodeCount": 2, "maxNodeCount": 5}}}),
            json!({"properties": {"name": "p", "nodeCount": 3, "k8sVersion": "1.34.0", "autoScaling": {"minNodeCount": 0, "maxNodeCount": 0}}}),
        ]
    );
}

#[tokio::test]
async fn a_node_pool_is_sent_with_its_taints_and_sizes_in_the_units_of_the_service() {
    let server = MockServer::start().await;
    let sent = json!({"properties": {"name": "p", "datacenterId": "d1", "nodeCount": 2, "coresCount": 4, "ramSize": 8192,
        "availabilityZone": "AUTO", "storageType": "SSD", "storageSize": 100,
        "taints": [{"key": "gpu", "value": "yes", "effect": "NoSchedule"}]}});
    Mock::given(method("POST"))
        .and(path("/cloudapi/v6/k8s/c1/nodepools"))
        .and(body_json(&sent))
        .respond_with(ResponseTemplate::new(202).set_body_json(pool("DEPLOYING")))
        .expect(1)
        .mount(&server)
        .await;
    let taint = Taint::new("gpu", TaintEffect::NoSchedule).value("yes");
    let new = NewNodePool::new("p", "d1", 2, 4, Memory::gb(8), 100).taints(vec![taint]);
    let pending = quick(&server).k8s_cluster("c1").node_pools().create(new).await.unwrap();
    assert_eq!(pending.id(), Some("p1"));
    pending.detach();
}

#[tokio::test]
async fn a_node_replacement_ends_when_the_old_node_is_gone() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path(format!("{NODE}/replace")))
        .respond_with(ResponseTemplate::new(202))
        .expect(1)
        .mount(&server)
        .await;
    let node = |state: &str| ok(json!({"id": "n1", "type": "node", "metadata": {"state": state}}));
    answers(&server, NODE, vec![node("READY"), node("TERMINATING"), ResponseTemplate::new(404)]).await;
    let item = quick(&server).k8s_cluster("c1").node_pool("p1").node("n1");
    item.replace().await.unwrap().wait().await.unwrap();
    let reads = server.received_requests().await.unwrap().iter().filter(|r| r.method == "GET").count();
    assert_eq!(reads, 3);
}

#[tokio::test]
async fn a_kubeconfig_is_a_secret_bare_or_as_a_json_string() {
    let server = MockServer::start().await;
    let text = "apiVersion: v1\nusers: []\n";
    answers(
        &server,
        &format!("{CLUSTER}/kubeconfig"),
        vec![ResponseTemplate::new(200).set_body_string(text), ok(json!(text))],
    )
    .await;
    let item = quick(&server).k8s_cluster("c1");
    for _ in 0..2 {
        let config = item.kubeconfig().await.unwrap();
        assert_eq!(config.expose(), text);
        assert!(!format!("{config:?}").contains("users"));
    }
}

#[tokio::test]
async fn versions_are_a_list_and_the_default_is_a_bare_text() {
    let server = MockServer::start().await;
    answers(&server, "/cloudapi/v6/k8s/versions", vec![ok(json!(["1.33.1", "1.34.0"]))]).await;
    answers(
        &server,
        "/cloudapi/v6/k8s/versions/default",
        vec![ok(json!("1.33.1")), ResponseTemplate::new(200).set_body_string("1.33.1")],
    )
    .await;
    let client = quick(&server);
    assert_eq!(client.k8s_versions().await.unwrap(), ["1.33.1", "1.34.0"]);
    assert_eq!(client.k8s_default_version().await.unwrap(), "1.33.1");
    assert_eq!(client.k8s_default_version().await.unwrap(), "1.33.1");
}

#[test]
fn a_cluster_with_its_pools_survives_a_round_trip() {
    let document = json!({
        "id": "c1", "type": "k8s", "href": "https://h/k8s/c1", "metadata": {"state": "ACTIVE", "newer": 1},
        "properties": {
            "name": "a", "k8sVersion": "1.33.1", "maintenanceWindow": {"dayOfTheWeek": "Someday", "time": "03:00:00Z"},
            "availableUpgradeVersions": ["1.34.0"], "viableNodePoolVersions": ["1.33.1"], "public": true,
            "location": "de/txl", "natGatewayIp": "203.0.113.9", "nodeSubnet": "10.1.0.0/16",
            "apiSubnetAllowList": ["203.0.113.0/24"], "s3Buckets": [{"name": "audit"}], "newer": {"x": []},
        },
        "entities": {"nodepools": {"id": "c1/nodepools", "type": "collection", "items": [{
            "id": "p1", "type": "nodepool",
            "properties": {
                "name": "p", "datacenterId": "d1", "nodeCount": 2, "cpuFamily": "INTEL_XEON", "serverType": "VCPU",
                "coresCount": 4, "ramSize": 4096, "availabilityZone": "ZONE_9", "storageType": "SSD", "storageSize": 100,
                "k8sVersion": "1.33.1", "maintenanceWindow": {"dayOfTheWeek": "Sunday", "time": "03:00:00Z"},
                "autoScaling": {"minNodeCount": 0, "maxNodeCount": 0},
                "lans": [{"id": 3, "datacenterId": "d1", "dhcp": true, "routes": [{"network": "10.2.0.0/16", "gatewayIp": "10.1.0.1"}]}],
                "labels": {"a": "b"}, "annotations": {"c": "d"}, "publicIps": ["203.0.113.7"],
                "availableUpgradeVersions": ["1.34.0"], "taints": [{"key": "k", "value": "v", "effect": "NewEffect"}],
            },
        }]}},
    });
    let cluster: KubernetesCluster = serde_json::from_value(document.clone()).unwrap();
    assert_eq!(cluster.properties.extra.len(), 1);
    assert_eq!(serde_json::to_value(&cluster).unwrap(), document);
    let pool = &cluster.entities.unwrap().nodepools.items[0];
    assert!(pool.properties.extra.is_empty(), "{:?}", pool.properties.extra);
}
