//! Networks: their quirks against the simulator where it knows the resource, against wiremock where it does not.

use std::collections::BTreeSet;
use std::error::Error as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ionos_core::*;
use ionos_simulator::Simulator;
use serde_json::{Value, json};
use wiremock::matchers::{any, method, path};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use crate::support::{builder, client, simulated};

/// A data center with a LAN of number 1 and a server with so many NICs in it.
async fn with_nics(ionos: &Client, count: usize) -> (Item<Datacenter>, Item<Server>, Vec<Nic>) {
    let made = ionos.datacenters().create(NewDatacenter::new("net", "de/txl")).await.unwrap();
    let dc = ionos.datacenter(made.wait().await.unwrap().id);
    dc.lans().create(NewLan::private("inside")).await.unwrap().wait().await.unwrap();
    let mut new = NewServer::new("web", 1, Memory::gb(2));
    for i in 0..count {
        new = new.nic(NewNic::new(format!("eth{i}"), 1));
    }
    let server = dc.server(dc.servers().create(new).await.unwrap().wait().await.unwrap().id);
    let nics = server.nics().list().all().await.unwrap();
    assert_eq!(nics.len(), count);
    (dc, server, nics)
}

fn first_ip(nic: &Nic) -> String {
    nic.properties.ips.as_ref().unwrap()[0].clone()
}

fn sent(simulator: &Simulator, verb: &str) -> Vec<(String, Value)> {
    let journal = simulator.journal().into_iter().filter(|e| e.method == verb);
    journal.map(|e| (e.path, e.body.unwrap_or_default())).collect()
}

fn quick(server: &MockServer) -> Client {
    let policy = PollPolicy::default()
        .intervals(Duration::from_millis(1), Duration::from_millis(2))
        .deadline(Duration::from_secs(20));
    builder(&server.uri(), "t").polling(policy).build().unwrap()
}

async fn calls(server: &MockServer) -> Vec<String> {
    let seen = server.received_requests().await.unwrap();
    seen.iter().map(|r| format!("{} {}", r.method, r.url.path().trim_start_matches("/cloudapi/v6"))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn failover_groups_added_at_once_are_all_kept() {
    let (simulator, ionos) = simulated().await;
    let (dc, _, nics) = with_nics(&ionos, 4).await;
    simulator.clear_journal();
    let tasks: Vec<_> = nics
        .iter()
        .map(|nic| {
            // Each task has its own clone of the client and its own handle.
            let groups = ionos.clone().datacenter(dc.id()).lan("1").failover();
            let (ip, id) = (first_ip(nic), nic.id.clone());
            tokio::spawn(async move { groups.add(&ip, id).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let kept: BTreeSet<_> =
        dc.lan("1").failover().list().await.unwrap().into_iter().map(|g| g.nic_uuid.unwrap()).collect();
    assert_eq!(kept, nics.iter().map(|n| n.id.clone()).collect());
    assert_eq!(sent(&simulator, "PATCH").len(), 4, "nothing was overwritten, so nothing was written twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failover_group_is_handed_over_and_dissolved_and_the_others_stay() {
    let (_simulator, ionos) = simulated().await;
    let (dc, server, nics) = with_nics(&ionos, 3).await;
    let groups = dc.lan("1").failover();
    let (shared, other) = (first_ip(&nics[0]), first_ip(&nics[2]));
    groups.add(&other, &nics[2].id).await.unwrap();
    groups.add(&shared, &nics[0].id).await.unwrap();
    groups.add(&shared, &nics[0].id).await.unwrap();
    let taken = groups.add(&shared, &nics[1].id).await.unwrap_err();
    assert_eq!(taken.kind(), ErrorKind::Conflict);
    let both = vec![shared.clone(), first_ip(&nics[1])];
    server.nic(&nics[1].id).patch(NicUpdate::default().ips(both)).await.unwrap().wait().await.unwrap();
    groups.hand_over(&shared, &nics[1].id).await.unwrap();
    let now = groups.list().await.unwrap();
    assert_eq!(now, [IpFailover::new(&other, &nics[2].id), IpFailover::new(&shared, &nics[1].id)]);
    groups.remove(&shared).await.unwrap();
    groups.remove(&shared).await.unwrap();
    assert_eq!(groups.list().await.unwrap(), [IpFailover::new(&other, &nics[2].id)]);
    let gone = groups.hand_over(&shared, &nics[1].id).await.unwrap_err();
    assert_eq!(gone.kind(), ErrorKind::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_master_of_a_failover_group_gets_the_address_before_the_others() {
    let (simulator, ionos) = simulated().await;
    let (dc, server, nics) = with_nics(&ionos, 2).await;
    simulator.clear_journal();
    let [master, slave] = [server.nic(&nics[0].id), server.nic(&nics[1].id)];
    for _ in 0..2 {
        dc.lan("1").failover().create("10.7.1.200", &master, std::slice::from_ref(&slave)).await.unwrap();
    }
    let order: Vec<_> = sent(&simulator, "PATCH").into_iter().map(|(path, _)| path).collect();
    let ends = [nics[0].id.as_str(), "lans/1", nics[1].id.as_str()];
    assert_eq!(order.len(), 3, "the second call finds all done: {order:?}");
    assert!(order.iter().zip(ends).all(|(path, end)| path.ends_with(end)), "{order:?}");
    for nic in [master, slave] {
        assert!(nic.get().await.unwrap().properties.ips.unwrap().contains(&"10.7.1.200".to_owned()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_nic_leaves_its_failover_group_before_it_is_deleted() {
    let (_simulator, ionos) = simulated().await;
    let (dc, server, nics) = with_nics(&ionos, 2).await;
    let groups = dc.lan("1").failover();
    for nic in &nics {
        groups.add(&first_ip(nic), &nic.id).await.unwrap();
    }
    let nic = server.nic(&nics[0].id);
    assert_eq!(nic.delete().await.unwrap_err().kind(), ErrorKind::InvalidRequest);
    nic.delete_from_failover().await.unwrap().wait().await.unwrap();
    assert!(nic.get_opt().await.unwrap().is_none());
    assert_eq!(groups.list().await.unwrap(), [IpFailover::new(first_ip(&nics[1]), &nics[1].id)]);
    nic.delete_from_failover().await.unwrap().wait().await.unwrap();
}

/// A LAN whose first change is overwritten by another process before it can be read.
#[derive(Clone)]
struct Rivalry(Arc<Mutex<(Value, u32)>>);

impl Respond for Rivalry {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let mut state = self.0.lock().unwrap();
        if request.method.as_str() == "PATCH" {
            let body: Value = serde_json::from_slice(&request.body).unwrap();
            state.1 += 1;
            state.0 = if state.1 == 1 {
                json!([{"ip": "10.0.0.9", "nicUuid": "theirs"}])
            } else {
                body["ipFailover"].clone()
            };
        }
        ResponseTemplate::new(if request.method.as_str() == "PATCH" { 202 } else { 200 }).set_body_json(
            json!({
                "id": "1", "properties": {"ipFailover": state.0}, "metadata": {"state": "AVAILABLE"},
            }),
        )
    }
}

#[tokio::test]
async fn a_failover_change_that_another_process_overwrote_is_made_again() {
    let server = MockServer::start().await;
    let lan = Rivalry(Arc::new(Mutex::new((json!([]), 0))));
    Mock::given(any()).respond_with(lan.clone()).mount(&server).await;
    quick(&server).datacenter("d").lan("1").failover().add("10.0.0.1", "ours").await.unwrap();
    let (groups, writes) = lan.0.lock().unwrap().clone();
    assert_eq!(writes, 2);
    assert_eq!(
        groups,
        json!([{"ip": "10.0.0.9", "nicUuid": "theirs"}, {"ip": "10.0.0.1", "nicUuid": "ours"}])
    );
}

#[tokio::test]
async fn failover_groups_are_read_only_when_no_change_of_the_lan_is_pending() {
    let server = MockServer::start().await;
    let lan = |state: &str, groups: Value| {
        ResponseTemplate::new(200).set_body_json(
            json!({"id": "1", "properties": {"ipFailover": groups}, "metadata": {"state": state}}),
        )
    };
    let theirs = json!({"ip": "10.0.0.9", "nicUuid": "theirs"});
    let both = json!([theirs, {"ip": "10.0.0.1", "nicUuid": "ours"}]);
    let busy = Mock::given(method("GET")).respond_with(lan("BUSY", json!([])));
    busy.up_to_n_times(2).with_priority(1).mount(&server).await;
    // The look that finds it ready gives the list.
    let ready = Mock::given(method("GET")).respond_with(lan("AVAILABLE", json!([theirs])));
    ready.up_to_n_times(1).with_priority(2).mount(&server).await;
    Mock::given(any()).respond_with(lan("AVAILABLE", both.clone())).mount(&server).await;
    quick(&server).datacenter("d").lan("1").failover().add("10.0.0.1", "ours").await.unwrap();
    let seen = server.received_requests().await.unwrap();
    let writes: Vec<Value> =
        seen.iter().filter(|r| r.method.as_str() == "PATCH").map(|r| r.body_json().unwrap()).collect();
    assert_eq!(writes, [json!({ "ipFailover": both })]);
}

fn refusal(text: &str) -> ResponseTemplate {
    ResponseTemplate::new(403)
        .set_body_json(json!({"httpStatus": 403, "messages": [{"errorCode": "309", "message": text}]}))
}

const LAN: &str = "/cloudapi/v6/datacenters/d/lans/1";
const PROTECTED: &str = "[VDC-9-61] The LAN 1 is delete-protected by nic n.";

#[tokio::test]
async fn lan_delete_waits_while_delete_protected() {
    let server = MockServer::start().await;
    let refused = Mock::given(method("DELETE")).and(path(LAN)).respond_with(refusal(PROTECTED));
    refused.up_to_n_times(2).mount(&server).await;
    let done = Mock::given(method("DELETE")).and(path(LAN)).respond_with(ResponseTemplate::new(202));
    done.mount(&server).await;
    let list = |items: Value| ResponseTemplate::new(200).set_body_json(json!({ "items": items }));
    let nics = format!("{LAN}/nics");
    let full = Mock::given(path(&nics)).respond_with(list(json!([{"id": "n"}])));
    full.up_to_n_times(1).mount(&server).await;
    Mock::given(path(&nics)).respond_with(list(json!([]))).mount(&server).await;
    Mock::given(path(LAN)).respond_with(ResponseTemplate::new(404)).mount(&server).await;
    let lan = quick(&server).datacenter("d").lan("1");
    lan.delete_when_free(Duration::from_secs(20)).await.unwrap().wait().await.unwrap();
    let delete = "DELETE /datacenters/d/lans/1";
    let look = "GET /datacenters/d/lans/1/nics";
    assert_eq!(
        calls(&server).await,
        [delete, look, look, delete, look, delete, "GET /datacenters/d/lans/1"],
        "removed only when no NIC is left, also where the protection lasts a little longer"
    );
}

#[tokio::test]
async fn lan_delete_succeeds_when_the_lan_vanishes_while_it_waits() {
    let server = MockServer::start().await;
    let refused = Mock::given(method("DELETE")).respond_with(refusal(PROTECTED));
    refused.up_to_n_times(1).mount(&server).await;
    Mock::given(any()).respond_with(ResponseTemplate::new(404)).mount(&server).await;
    let lan = quick(&server).datacenter("d").lan("1");
    lan.delete_when_free(Duration::from_secs(20)).await.unwrap().wait().await.unwrap();
}

#[tokio::test]
async fn lan_delete_gives_any_other_refusal_at_once() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(refusal("Insufficient privileges.")).mount(&server).await;
    let lan = quick(&server).datacenter("d").lan("1");
    let error = lan.delete_when_free(Duration::from_secs(20)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    assert_eq!(calls(&server).await.len(), 1);
}

#[tokio::test]
async fn lan_delete_ends_at_its_deadline_and_says_why() {
    let server = MockServer::start().await;
    Mock::given(method("DELETE")).respond_with(refusal(PROTECTED)).mount(&server).await;
    let nics = json!({"items": [{"id": "n"}]});
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).set_body_json(nics))
        .mount(&server)
        .await;
    let lan = quick(&server).datacenter("d").lan("1");
    let error = lan.delete_when_free(Duration::from_millis(30)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.source().unwrap().to_string().contains("delete-protected by nic n"), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lan_is_deleted_once_the_server_in_it_is_gone() {
    let (_simulator, ionos) = simulated().await;
    let (dc, server, _) = with_nics(&ionos, 1).await;
    let lan = dc.lan("1");
    assert_eq!(lan.delete().await.unwrap_err().kind(), ErrorKind::PermissionDenied);
    let removal = server.delete().await.unwrap();
    lan.delete_when_free(Duration::from_secs(60)).await.unwrap().wait().await.unwrap();
    removal.wait().await.unwrap();
    assert!(lan.get_opt().await.unwrap().is_none());
}

#[tokio::test]
async fn a_new_nic_is_waited_for_while_it_is_not_found_and_can_be_changed_then() {
    const NICS: &str = "/cloudapi/v6/datacenters/d/servers/s/nics";
    let server = MockServer::start().await;
    let nic = json!({"id": "n", "properties": {"name": "late"}, "metadata": {"state": "AVAILABLE"}});
    let found = ResponseTemplate::new(200).set_body_json(&nic);
    let accepted = ResponseTemplate::new(202)
        .insert_header("location", format!("{}/cloudapi/v6/requests/r/status", server.uri()).as_str())
        .set_body_json(&nic);
    Mock::given(method("POST")).and(path(NICS)).respond_with(accepted).mount(&server).await;
    let done = ResponseTemplate::new(200).set_body_json(json!({"metadata": {"status": "DONE"}}));
    Mock::given(path("/cloudapi/v6/requests/r/status")).respond_with(done).mount(&server).await;
    let one = format!("{NICS}/n");
    let hidden = Mock::given(method("GET")).and(path(&one)).respond_with(ResponseTemplate::new(404));
    hidden.up_to_n_times(3).mount(&server).await;
    Mock::given(path(&one)).respond_with(found).mount(&server).await;

    let nics = quick(&server).datacenter("d").server("s").nics();
    let made = nics.create(NewNic::new("late", 1)).await.unwrap().wait().await.unwrap();
    assert_eq!(made.properties.name.as_deref(), Some("late"));
    nics.item(&made.id).patch(NicUpdate::default().name("later")).await.unwrap().wait().await.unwrap();
    let (read, change) = ("GET /datacenters/d/servers/s/nics/n", "PATCH /datacenters/d/servers/s/nics/n");
    let expected =
        ["POST /datacenters/d/servers/s/nics", "GET /requests/r/status", read, read, read, read, change];
    assert_eq!(calls(&server).await[..7], expected, "three times not found, then found and ready");
}

#[test]
fn the_order_of_the_addresses_of_a_nic_has_no_meaning() {
    let nic: NicProperties =
        serde_json::from_value(json!({"ips": ["10.0.0.2", "10.0.0.1"], "ipv6Ips": ["2001:db8::1"]})).unwrap();
    assert!(nic.has_ips(["10.0.0.1", "2001:0DB8:0::0001", "10.0.0.2"]));
    assert!(!nic.has_ips(["10.0.0.1", "10.0.0.2"]));
    assert!(!nic.has_ips(["10.0.0.1", "10.0.0.3", "2001:db8::1"]));
    assert!(NicProperties::default().has_ips([""; 0]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_of_a_security_group_is_followed_by_its_request_although_it_answers_200() {
    let (simulator, ionos) = simulated().await;
    let (dc, server, nics) = with_nics(&ionos, 1).await;
    let group =
        dc.security_groups().create(NewSecurityGroup::new("web")).await.unwrap().wait().await.unwrap();
    let here = dc.security_group(&group.id);
    simulator.clear_journal();
    let rule = NewFirewallRule::new("https", Protocol::Tcp).ports(443, 443);
    let pending = here.rules().create(rule).await.unwrap();
    let request = pending.request_id().unwrap().to_owned();
    let rule = pending.wait().await.unwrap();
    assert!(sent(&simulator, "GET").iter().any(|(path, _)| path.contains(&request)));
    assert_eq!(rule.properties.direction, Some(RuleDirection::Ingress));

    server.nic(&nics[0].id).protect(std::slice::from_ref(&group.id)).await.unwrap().wait().await.unwrap();
    server.protect(std::slice::from_ref(&group.id)).await.unwrap().wait().await.unwrap();
    let members = here.get().depth(2).await.unwrap().entities.unwrap();
    assert_eq!(members.nics.items[0].id, nics[0].id);
    assert_eq!(members.servers.items[0].id, *server.id());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_nic_is_attached_to_another_lan() {
    let (_simulator, ionos) = simulated().await;
    let (dc, server, nics) = with_nics(&ionos, 1).await;
    dc.lans().create(NewLan::private("other")).await.unwrap().wait().await.unwrap();
    let moved = dc.lan("2").attach(&nics[0].id).await.unwrap().wait().await.unwrap();
    assert_eq!(moved.properties.lan, Some(2));
    assert_eq!(server.nic(&nics[0].id).get().await.unwrap().properties.lan, Some(2));
    assert_eq!(dc.lan("2").nic(&nics[0].id).get().await.unwrap().id, nics[0].id);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cleared_address_of_a_firewall_rule_means_any() {
    let (_simulator, ionos) = simulated().await;
    let (_, server, nics) = with_nics(&ionos, 1).await;
    let rules = server.nic(&nics[0].id).firewall_rules();
    let new = NewFirewallRule::new("ping", Protocol::Icmp).source_ip("10.0.0.0/8").icmp_type(8).icmp_code(0);
    let rule = rules.item(rules.create(new).await.unwrap().wait().await.unwrap().id);
    let update = FirewallRuleUpdate::default().source_ip(Patch::Clear).icmp_code(Patch::Clear);
    let now = rule.patch(update).await.unwrap().wait().await.unwrap().properties;
    assert_eq!((now.source_ip, now.icmp_type, now.icmp_code), (None, Some(8), None));
    let whole = NewFirewallRule::new("echo", Protocol::Icmp);
    let now = rule.replace(whole).await.unwrap().wait().await.unwrap().properties;
    assert_eq!((now.name.as_deref(), now.icmp_type), (Some("echo"), None));
}

/// Answers writes with 202 and no `Location`, and is busy for the first two reads.
async fn without_location(gone: bool) -> MockServer {
    let server = MockServer::start().await;
    let document =
        |state: &str| json!({"id": "x", "type": "x", "properties": {}, "metadata": {"state": state}});
    let busy =
        Mock::given(method("GET")).respond_with(ResponseTemplate::new(200).set_body_json(document("BUSY")));
    busy.up_to_n_times(2).with_priority(1).mount(&server).await;
    let end = match gone {
        true => ResponseTemplate::new(404),
        false => ResponseTemplate::new(200).set_body_json(document("AVAILABLE")),
    };
    Mock::given(method("GET")).respond_with(end).mount(&server).await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(202).set_body_json(document("BUSY")))
        .mount(&server)
        .await;
    server
}

/// Sends a change to such a server and checks that its end is seen in the state of the resource at `path`.
macro_rules! waits_for_the_state {
    ($($what:literal at $path:literal: |$dc:ident, $ionos:ident| $change:expr;)+) => {$({
        let what: &str = $what;
        let gone = what.starts_with("DELETE");
        let server = without_location(gone).await;
        let $ionos = quick(&server);
        let $dc = $ionos.datacenter("d");
        let pending = $change.await.unwrap();
        assert_eq!(pending.request_id(), None);
        let _ = pending.wait().await.unwrap();
        let mut expected = vec![what.to_owned()];
        // Two busy looks, and one that ends the wait and gives the resource, unless it is gone.
        expected.extend(std::iter::repeat_n(format!("GET {}", $path), 3));
        assert_eq!(calls(&server).await, expected);
    })+};
}

#[tokio::test]
async fn changes_of_nat_gateways_without_location_wait_for_the_state() {
    waits_for_the_state! {
        "PATCH /datacenters/d/natgateways/g" at "/datacenters/d/natgateways/g":
            |dc, ionos| dc.nat_gateway("g").patch(NatGatewayUpdate::default().name("n"));
        "PUT /datacenters/d/natgateways/g" at "/datacenters/d/natgateways/g":
            |dc, ionos| dc.nat_gateway("g").replace(WholeNatGateway::default().name("n"));
        "PATCH /datacenters/d/natgateways/g/rules/r" at "/datacenters/d/natgateways/g/rules/r":
            |dc, ionos| dc.nat_gateway("g").rule("r").patch(NatRuleUpdate::default().name("n"));
        "PUT /datacenters/d/natgateways/g/rules/r" at "/datacenters/d/natgateways/g/rules/r":
            |dc, ionos| dc.nat_gateway("g").rule("r").replace(NewNatRule::default().name("n"));
        "PATCH /datacenters/d/natgateways/g/flowlogs/f" at "/datacenters/d/natgateways/g/flowlogs/f":
            |dc, ionos| dc.nat_gateway("g").flow_log("f").patch(FlowLogUpdate::default().name("n"));
        "PUT /datacenters/d/natgateways/g/flowlogs/f" at "/datacenters/d/natgateways/g/flowlogs/f":
            |dc, ionos| dc.nat_gateway("g").flow_log("f").replace(NewFlowLog::everything("n", "b"));
    }
}

#[tokio::test]
async fn changes_of_network_load_balancers_without_location_wait_for_the_state() {
    waits_for_the_state! {
        "PATCH /datacenters/d/networkloadbalancers/b" at "/datacenters/d/networkloadbalancers/b":
            |dc, ionos| dc.network_load_balancer("b").patch(NetworkLoadBalancerUpdate::default().name("n"));
        "PUT /datacenters/d/networkloadbalancers/b" at "/datacenters/d/networkloadbalancers/b":
            |dc, ionos| dc.network_load_balancer("b").replace(WholeNetworkLoadBalancer::default().name("n"));
        "PATCH /datacenters/d/networkloadbalancers/b/forwardingrules/r" at "/datacenters/d/networkloadbalancers/b/forwardingrules/r":
            |dc, ionos| dc.network_load_balancer("b").forwarding_rule("r").patch(NlbRuleUpdate::default().name("n"));
        "PUT /datacenters/d/networkloadbalancers/b/forwardingrules/r" at "/datacenters/d/networkloadbalancers/b/forwardingrules/r":
            |dc, ionos| dc.network_load_balancer("b").forwarding_rule("r").replace(NewNlbRule::default().name("n"));
        "PATCH /datacenters/d/networkloadbalancers/b/flowlogs/f" at "/datacenters/d/networkloadbalancers/b/flowlogs/f":
            |dc, ionos| dc.network_load_balancer("b").flow_log("f").patch(FlowLogUpdate::default().name("n"));
        "PUT /datacenters/d/networkloadbalancers/b/flowlogs/f" at "/datacenters/d/networkloadbalancers/b/flowlogs/f":
            |dc, ionos| dc.network_load_balancer("b").flow_log("f").replace(NewFlowLog::everything("n", "b"));
    }
}

#[tokio::test]
async fn changes_of_application_load_balancers_without_location_wait_for_the_state() {
    waits_for_the_state! {
        "PATCH /datacenters/d/applicationloadbalancers/b" at "/datacenters/d/applicationloadbalancers/b":
            |dc, ionos| dc.application_load_balancer("b").patch(ApplicationLoadBalancerUpdate::default().name("n"));
        "PUT /datacenters/d/applicationloadbalancers/b" at "/datacenters/d/applicationloadbalancers/b":
            |dc, ionos| dc.application_load_balancer("b").replace(WholeApplicationLoadBalancer::default().name("n"));
        "PATCH /datacenters/d/applicationloadbalancers/b/forwardingrules/r" at "/datacenters/d/applicationloadbalancers/b/forwardingrules/r":
            |dc, ionos| dc.application_load_balancer("b").forwarding_rule("r").patch(AlbRuleUpdate::default().name("n"));
        "PUT /datacenters/d/applicationloadbalancers/b/forwardingrules/r" at "/datacenters/d/applicationloadbalancers/b/forwardingrules/r":
            |dc, ionos| dc.application_load_balancer("b").forwarding_rule("r").replace(NewAlbRule::default().name("n"));
        "PATCH /datacenters/d/applicationloadbalancers/b/flowlogs/f" at "/datacenters/d/applicationloadbalancers/b/flowlogs/f":
            |dc, ionos| dc.application_load_balancer("b").flow_log("f").patch(FlowLogUpdate::default().name("n"));
        "PUT /datacenters/d/applicationloadbalancers/b/flowlogs/f" at "/datacenters/d/applicationloadbalancers/b/flowlogs/f":
            |dc, ionos| dc.application_load_balancer("b").flow_log("f").replace(NewFlowLog::everything("n", "b"));
    }
}

#[tokio::test]
async fn changes_of_target_and_security_groups_without_location_wait_for_the_state() {
    waits_for_the_state! {
        "PATCH /targetgroups/g" at "/targetgroups/g":
            |_dc, ionos| ionos.target_group("g").patch(TargetGroupUpdate::default().name("n"));
        "PUT /targetgroups/g" at "/targetgroups/g":
            |_dc, ionos| ionos.target_group("g").replace(NewTargetGroup::http("n", vec![]));
        "POST /datacenters/d/securitygroups" at "/datacenters/d/securitygroups/x":
            |dc, ionos| dc.security_groups().create(NewSecurityGroup::new("n"));
        "DELETE /datacenters/d/securitygroups/g/rules/r" at "/datacenters/d/securitygroups/g/rules/r":
            |dc, ionos| dc.security_group("g").rule("r").delete();
    }
}

/// What one call sends: method, path and body.
async fn wire<T>(call: impl AsyncFnOnce(Client) -> Result<T>) -> (String, Value) {
    let server = MockServer::start().await;
    let document = json!({"id": "x", "properties": {}, "metadata": {"state": "AVAILABLE"}});
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_json(document)).mount(&server).await;
    assert!(call(client(&server.uri())).await.is_ok());
    let body = server.received_requests().await.unwrap().remove(0).body;
    (calls(&server).await.remove(0), serde_json::from_slice(&body).unwrap_or_default())
}

#[tokio::test]
async fn load_balancers_are_made_with_their_rules() {
    let targets = vec![NlbTarget::new("10.0.0.5", 8443).proxy_protocol(ProxyProtocol::V2)];
    let new = NewNetworkLoadBalancer::new("in", 1, 2)
        .ips(vec!["203.0.113.1".to_owned()])
        .forwarding_rule(NewNlbRule::tcp("https", "203.0.113.1", 443, targets))
        .flow_log(NewFlowLog::everything("log", "bucket"));
    let (call, body) = wire(async |c| c.datacenter("d").network_load_balancers().create(new).await).await;
    assert_eq!(call, "POST /datacenters/d/networkloadbalancers");
    assert_eq!(
        body,
        json!({
            "properties": {"name": "in", "listenerLan": 1, "targetLan": 2, "ips": ["203.0.113.1"]},
            "entities": {
                "forwardingrules": {"items": [{"properties": {
                    "name": "https", "algorithm": "ROUND_ROBIN", "protocol": "TCP",
                    "listenerIp": "203.0.113.1", "listenerPort": 443,
                    "targets": [{"ip": "10.0.0.5", "port": 8443, "weight": 1, "proxyProtocol": "v2"}],
                }}]},
                "flowlogs": {"items": [{"properties": {
                    "name": "log", "action": "ALL", "direction": "BIDIRECTIONAL", "bucket": "bucket",
                }}]},
            },
        })
    );
    let rules = vec![
        HttpRule::forward("api", "tg").when(HttpCondition::new(
            HttpConditionType::Path,
            HttpConditionMatch::StartsWith,
            "/api",
        )),
        HttpRule::respond("closed", 403, "no").when(HttpCondition::source_ip("192.0.2.0/24").negate(true)),
        HttpRule::redirect("home", "https://example.com")
            .when(HttpCondition::exists(HttpConditionType::Cookie, "old")),
    ];
    let new = NewAlbRule::http("web", "203.0.113.1", 80, rules);
    let (call, body) =
        wire(async |c| c.datacenter("d").application_load_balancer("b").forwarding_rules().create(new).await)
            .await;
    assert_eq!(call, "POST /datacenters/d/applicationloadbalancers/b/forwardingrules");
    assert_eq!(
        body["properties"]["httpRules"],
        json!([
            {"name": "api", "type": "FORWARD", "targetGroup": "tg",
                "conditions": [{"type": "PATH", "condition": "STARTS_WITH", "value": "/api"}]},
            {"name": "closed", "type": "STATIC", "statusCode": 403, "responseMessage": "no",
                "conditions": [{"type": "SOURCE_IP", "negate": true, "value": "192.0.2.0/24"}]},
            {"name": "home", "type": "REDIRECT", "location": "https://example.com",
                "conditions": [{"type": "COOKIE", "condition": "EXISTS", "key": "old"}]},
        ])
    );
}

#[tokio::test]
async fn nics_are_put_behind_a_classic_load_balancer_and_taken_away() {
    let new = NewLoadBalancer::new("old").balanced_nic(ExistingNic::new("n"));
    let (_, body) = wire(async |c| c.datacenter("d").load_balancers().create(new).await).await;
    assert_eq!(
        body,
        json!({"properties": {"name": "old"}, "entities": {"balancednics": {"items": [{"id": "n"}]}}})
    );
    let (call, body) =
        wire(async |c| c.datacenter("d").load_balancer("b").balanced_nics().attach("n").await).await;
    assert_eq!(
        (call.as_str(), body),
        ("POST /datacenters/d/loadbalancers/b/balancednics", json!({"id": "n"}))
    );
    let (call, _) =
        wire(async |c| c.datacenter("d").load_balancer("b").balanced_nic("n").detach().await).await;
    assert_eq!(call, "DELETE /datacenters/d/loadbalancers/b/balancednics/n");
}

#[tokio::test]
async fn a_lan_joins_a_cross_connect_and_leaves_it() {
    let (call, body) = wire(async |c| c.cross_connects().create(NewCrossConnect::new("link")).await).await;
    assert_eq!((call.as_str(), body), ("POST /pccs", json!({"properties": {"name": "link"}})));
    let join = LanUpdate::default().pcc(Id::from("link"));
    let (call, body) = wire(async |c| c.datacenter("d").lan("1").patch(join).await).await;
    assert_eq!((call.as_str(), body), ("PATCH /datacenters/d/lans/1", json!({"pcc": "link"})));
    let leave = LanUpdate::default().pcc(Patch::Clear);
    let (_, body) = wire(async |c| c.datacenter("d").lan("1").patch(leave).await).await;
    assert_eq!(body, json!({"pcc": null}));
}

/// Parses a document whose fields are all described and checks that each has its place in the model.
macro_rules! knows {
    ($($model:ty: $document:tt)+) => {$({
        let document = json!($document);
        let model: $model = serde_json::from_value(document.clone()).unwrap();
        assert!(model.extra.is_empty(), "{}: {:?}", stringify!($model), model.extra);
        assert_eq!(serde_json::to_value(&model).unwrap(), document);
        let debug = format!("{model:?}");
        assert_eq!(debug.matches("extra: {}").count(), debug.matches("extra: ").count(), "{debug}");
        assert!(!debug.contains("Unknown("), "{debug}");
    })+};
}

#[test]
fn every_described_field_of_the_network_has_its_place() {
    knows! {
        LanProperties: {"name": "l", "public": false, "pcc": "p", "ipFailover": [{"ip": "10.0.0.1", "nicUuid": "n"}],
            "ipv4CidrBlock": "10.0.0.0/24", "ipv6CidrBlock": "2001:db8::/64"}
        NicProperties: {"name": "n", "mac": "02:00:00:00:00:01", "ips": ["10.0.0.1"], "dhcp": true, "lan": 1,
            "ipv6Ips": ["2001:db8::1"], "ipv6CidrBlock": "2001:db8::/80", "dhcpv6": false, "firewallActive": true,
            "firewallType": "BIDIRECTIONAL", "deviceNumber": 3, "pciSlot": 7, "vnet": "v"}
        FirewallRuleProperties: {"name": "r", "protocol": "ICMPv6", "sourceMac": "02:00:00:00:00:01",
            "ipVersion": "IPv6", "sourceIp": "::/0", "targetIp": "2001:db8::1", "icmpCode": 0, "icmpType": 254,
            "portRangeStart": 1, "portRangeEnd": 65535, "type": "EGRESS"}
        FlowLogProperties: {"name": "f", "action": "REJECTED", "direction": "INGRESS", "bucket": "b/p"}
        SecurityGroupProperties: {"name": "g", "description": "d"}
        IpBlockProperties: {"ips": ["203.0.113.1"], "location": "de/txl", "size": 1, "name": "b", "ipConsumers": [{
            "ip": "203.0.113.1", "mac": "02:00:00:00:00:01", "nicId": "n", "serverId": "s", "serverName": "web",
            "datacenterId": "d", "datacenterName": "dc", "k8sNodePoolUuid": "p", "k8sClusterUuid": "c"}]}
        LoadBalancerProperties: {"name": "b", "ip": "10.0.0.1", "dhcp": true}
        NatGatewayProperties: {"name": "g", "publicIps": ["203.0.113.1"],
            "lans": [{"id": 1, "gatewayIps": ["10.0.0.1/24"]}]}
        NatRuleProperties: {"name": "r", "type": "SNAT", "protocol": "ICMP", "sourceSubnet": "10.0.0.0/24",
            "publicIp": "203.0.113.1", "targetSubnet": "192.0.2.0/24", "targetPortRange": {"start": 1, "end": 2}}
        NetworkLoadBalancerProperties: {"name": "b", "listenerLan": 1, "ips": ["203.0.113.1"], "targetLan": 2,
            "lbPrivateIps": ["10.0.0.1/24"], "centralLogging": true, "loggingFormat": "x"}
        NlbRuleProperties: {"name": "r", "algorithm": "LEAST_CONNECTION", "protocol": "HTTP",
            "listenerIp": "203.0.113.1", "listenerPort": 80,
            "healthCheck": {"clientTimeout": 1, "connectTimeout": 2, "targetTimeout": 3, "retries": 65535},
            "targets": [{"ip": "10.0.0.2", "port": 80, "weight": 256, "proxyProtocol": "v2ssl",
                "healthCheck": {"check": true, "checkInterval": 2000, "maintenance": false}}]}
        ApplicationLoadBalancerProperties: {"name": "b", "listenerLan": 1, "ips": ["203.0.113.1"], "targetLan": 2,
            "lbPrivateIps": ["10.0.0.1/24"], "centralLogging": true, "loggingFormat": "x"}
        AlbRuleProperties: {"name": "r", "protocol": "HTTP", "listenerIp": "203.0.113.1", "listenerPort": 443,
            "clientTimeout": 50000, "serverCertificates": ["c"], "httpRules": [{
                "name": "h", "type": "STATIC", "targetGroup": "t", "dropQuery": true, "location": "l",
                "statusCode": 503, "responseMessage": "m", "contentType": "text/html", "conditions": [{
                    "type": "HEADER", "condition": "MATCHES", "negate": false, "key": "k", "value": "v"}]}]}
        TargetGroupProperties: {"name": "t", "algorithm": "SOURCE_IP", "protocol": "HTTP", "protocolVersion": "HTTP2",
            "targets": [{"ip": "10.0.0.2", "port": 80, "weight": 0, "proxyProtocol": "none",
                "healthCheckEnabled": true, "maintenanceEnabled": false}],
            "healthCheck": {"checkTimeout": 1, "checkInterval": 2, "retries": 3},
            "httpHealthCheck": {"path": "/", "method": "OPTIONS", "matchType": "RESPONSE_BODY", "response": "ok",
                "regex": true, "negate": false}}
        CrossConnectProperties: {"name": "p", "description": "d",
            "peers": [{"id": "1", "name": "l", "datacenterId": "d", "datacenterName": "dc", "location": "de/txl"}],
            "connectableDatacenters": [{"id": "d", "name": "dc", "location": "de/txl"}]}
    }
}
