//! What is refused, and that nothing is sent or changed by it.

use ionos_core::{Client, Credentials, NatGatewayLan, NewDatacenter, NewIpBlock, NewLan, NewNatGateway};
use ionos_orchestration::{ErrorKind, Orchestrator, Stack};

use crate::lab::{EXAMPLE, Lab, is_write};

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_data_center_of_the_same_name_is_left_alone() {
    let lab = Lab::new().await;
    let made = lab
        .client()
        .datacenters()
        .create(NewDatacenter::new("secure-ai", "de/txl"))
        .await
        .unwrap()
        .wait()
        .await
        .unwrap();
    lab.journal();
    let error = lab.orchestrator.up(&lab.stack, &mut |_| {}).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert!(error.to_string().contains(made.id.as_str()), "{error}");
    assert!(!lab.journal().iter().any(is_write));
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_that_somebody_else_uses_are_left_alone() {
    let lab = Lab::new().await;
    let block = lab
        .client()
        .ip_blocks()
        .create(NewIpBlock::new("secure-ai-egress", "de/txl", 1))
        .await
        .unwrap()
        .wait()
        .await
        .unwrap();
    let other = lab
        .client()
        .datacenters()
        .create(NewDatacenter::new("other", "de/txl"))
        .await
        .unwrap()
        .wait()
        .await
        .unwrap();
    let here = lab.client().datacenter(&other.id);
    let lan = here.lans().create(NewLan::private("l")).await.unwrap().wait().await.unwrap();
    let lan = NatGatewayLan::new(lan.id.as_str().parse().unwrap(), "10.9.0.1/24");
    let gateway = NewNatGateway::new("g", block.properties.ips.unwrap()).lans(vec![lan]);
    here.nat_gateways().create(gateway).await.unwrap().wait().await.unwrap();
    lab.journal();
    let error = lab.orchestrator.up(&lab.stack, &mut |_| {}).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert!(error.to_string().contains(block.id.as_str()), "{error}");
    assert!(!lab.journal().iter().any(is_write));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_that_is_not_offered_is_refused_before_any_write() {
    let lab = Lab::with(&EXAMPLE.replace("openai/gpt-oss-120b", "nobody/nothing-1")).await;
    let error = lab.orchestrator.up(&lab.stack, &mut |_| {}).await.unwrap_err();
    assert!(error.to_string().contains("it offers:"), "{error}");
    assert!(!lab.journal().iter().any(is_write));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_without_the_guard_cannot_serve_a_german_stack() {
    let lab = Lab::new().await;
    let client = Client::builder()
        .credentials(Credentials::bearer(lab.simulator.token()))
        .api_url(lab.simulator.url())
        .unwrap()
        .build()
        .unwrap();
    let error = Orchestrator::builder(client).build().plan(&lab.stack).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Residency);
    assert!(lab.journal().is_empty(), "something was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_is_one_clear_error() {
    let lab = Lab::new().await;
    let client = Client::builder()
        .credentials(Credentials::bearer("not-the-token"))
        .api_url(lab.simulator.url())
        .unwrap()
        .residency(lab.stack.residency())
        .build()
        .unwrap();
    let stack = Stack::parse("name = \"x\"\nlocation = \"de/txl\"\n", "x.toml").unwrap();
    let error = Orchestrator::builder(client).build().up(&stack, &mut |_| {}).await.unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("credentials") && text.contains("401") && !text.contains("not-the-token"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_key_directory_is_refused_before_any_write() {
    let lab = Lab::new().await;
    let directory = lab.secrets.path().join("secrets").join("ssh");
    std::fs::create_dir(&directory).unwrap();
    std::fs::set_permissions(&directory, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let error = lab.orchestrator.up(&lab.stack, &mut |_| {}).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Keys);
    assert!(error.to_string().contains("chmod"), "{error}");
    assert!(lab.journal().is_empty());
}
