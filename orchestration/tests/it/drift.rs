//! What people change by hand shows in the plan and is mended.

use ionos_core::{
    DatacenterUpdate, Memory, NewFirewallRule, NicUpdate, Protocol, RuleDirection, ServerUpdate,
};
use ionos_orchestration::Action;

use crate::lab::Lab;

/// The only steps that a plan has to do.
async fn pending(lab: &Lab) -> Vec<(String, Action)> {
    let plan = lab.orchestrator.plan(&lab.stack).await.unwrap();
    plan.steps.iter().filter(|s| s.action != Action::Keep).map(|s| (s.id.clone(), s.action)).collect()
}

async fn mended(lab: &Lab) {
    lab.up().await;
    lab.assert_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_undeclared_rule_is_removed() {
    let lab = Lab::new().await;
    lab.up().await;
    let datacenter = lab.observe().await.datacenter.unwrap();
    let groups = lab.client().datacenter(&datacenter.id).security_groups();
    let group = groups.find("servers").await.unwrap().unwrap();
    let rule = NewFirewallRule::new("quick-fix", Protocol::Tcp)
        .direction(RuleDirection::Ingress)
        .source_ip("0.0.0.0/0")
        .port_range_start(22_u16)
        .port_range_end(22_u16);
    groups.item(&group.id).rules().create(rule).await.unwrap().wait().await.unwrap();
    let steps = pending(&lab).await;
    assert_eq!(steps.len(), 1, "{steps:?}");
    assert!(steps[0].0.contains("quick-fix") && steps[0].1 == Action::Delete);
    mended(&lab).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resized_server_and_a_renamed_purpose_are_changed_back() {
    let lab = Lab::new().await;
    lab.up().await;
    let datacenter = lab.observe().await.datacenter.unwrap();
    let here = lab.client().datacenter(&datacenter.id);
    let server = here.servers().find("chat-1").await.unwrap().unwrap();
    here.server(&server.id)
        .patch(ServerUpdate::default().cores(4_u32).ram(Memory::gb(8)))
        .await
        .unwrap()
        .wait()
        .await
        .unwrap();
    here.patch(DatacenterUpdate::default().description("mine now")).await.unwrap().wait().await.unwrap();
    assert_eq!(
        pending(&lab).await,
        [("data center".to_owned(), Action::Change), ("server chat-1".to_owned(), Action::Change)]
    );
    mended(&lab).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_flow_log_an_open_nic_and_a_lost_label_come_back() {
    let lab = Lab::new().await;
    lab.up().await;
    let datacenter = lab.observe().await.datacenter.unwrap();
    let here = lab.client().datacenter(&datacenter.id);
    let server = here.servers().find("chat-2").await.unwrap().unwrap();
    let nics = here.server(&server.id).nics();
    let nic = nics.find("services").await.unwrap().unwrap();
    let log = nics.item(&nic.id).flow_logs().find("all-connections").await.unwrap().unwrap();
    nics.item(&nic.id).flow_logs().item(&log.id).delete().await.unwrap().wait().await.unwrap();
    nics.item(&nic.id)
        .patch(NicUpdate::default().firewall_active(false))
        .await
        .unwrap()
        .wait()
        .await
        .unwrap();
    here.server(&server.id).labels().item("owner").delete().await.unwrap().wait().await.unwrap();
    let steps: Vec<String> = pending(&lab).await.into_iter().map(|(id, _)| id).collect();
    assert_eq!(steps, ["NIC services of chat-2", "flow log of NIC services of chat-2", "labels of chat-2"]);
    let status = lab.orchestrator.status(&lab.stack).await.unwrap();
    let failed: Vec<_> =
        status.findings.iter().filter(|f| f.verdict.as_str() == "fail").map(|f| f.check.id).collect();
    assert_eq!(failed, ["LOG-01"]);
    mended(&lab).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replacement_that_would_destroy_data_is_shown_and_refused() {
    let lab = Lab::new().await;
    lab.up().await;
    let moved = crate::lab::EXAMPLE.replace("zone = \"ZONE_2\"", "zone = \"ZONE_1\"");
    let stack = ionos_orchestration::Stack::parse(&moved, "moved.toml").unwrap();
    let plan = lab.orchestrator.plan(&stack).await.unwrap();
    let step = plan.steps.iter().find(|s| s.id == "server chat-2").unwrap();
    assert_eq!(step.action, Action::Replace);
    assert!(step.why[0].contains("ZONE_2 -> ZONE_1"), "{:?}", step.why);
    lab.journal();
    let error = lab.orchestrator.up(&stack, &mut |_| {}).await.unwrap_err();
    assert!(error.to_string().contains("destroys"), "{error}");
    assert!(!lab.journal().iter().any(|e| e.method == "DELETE"));
}
