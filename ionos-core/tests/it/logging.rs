//! Logging.

use std::time::Duration;

use ionos_core::*;
use serde_json::json;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{answering, builder, client, lines};

#[tokio::test]
async fn every_call_of_logging_sends_what_its_description_says_and_never_a_depth() {
    let server = answering(json!({"id": "n", "metadata": {"state": "AVAILABLE", "grafanaEndpoint": "https://g", "products": ["mariadb"]},
        "properties": {"enabled": true}, "items": [], "key": "k3y"}))
    .await;
    let logging = client(&server.uri()).logging("de/txl").unwrap();
    let pipeline = logging.pipeline("p");
    let logs = || vec![LogStream::new(LogSource::Kubernetes, "k8s", LogProtocol::Tcp, 7)];
    logging.pipelines().list().depth(3).order_by("-name").all().await.unwrap();
    logging.pipelines().find("demo").await.unwrap();
    let _ = logging.pipelines().create(NewPipeline::new("demo", logs())).await.unwrap();
    pipeline.get().await.unwrap();
    let _ = pipeline.patch(PipelineUpdate::default().name("demo").logs(logs())).await.unwrap();
    let key = pipeline.new_key().await.unwrap();
    assert_eq!((key.expose(), format!("{key:?}").contains("k3y")), ("k3y", false));
    let _ = pipeline.delete().await.unwrap();
    logging.central_loggings().list().all().await.unwrap();
    let central = logging.central_logging("c").get().await.unwrap();
    assert_eq!((central.grafana_endpoint(), central.products()), (Some("https://g"), vec!["mariadb"]));
    let _ = logging.central_logging("c").replace(WholeCentralLogging::new(true)).await.unwrap();
    let properties = r#"{"properties":{"logs":[{"destinations":[{"retentionInDays":7,"type":"loki"}],"protocol":"tcp","source":"kubernetes","tag":"k8s"}],"name":"demo"}}"#;
    assert_eq!(
        lines(&server).await,
        [
            "GET /pipelines?orderBy=-name&offset=0&limit=1000".to_owned(),
            "GET /pipelines?offset=0&limit=1000".to_owned(),
            format!("POST /pipelines {properties}"),
            "GET /pipelines/p".to_owned(),
            format!("PATCH /pipelines/p {properties}"),
            "POST /pipelines/p/key {}".to_owned(),
            "DELETE /pipelines/p".to_owned(),
            "GET /central".to_owned(),
            "GET /central/c".to_owned(),
            r#"PUT /central/c {"properties":{"enabled":true}}"#.to_owned(),
        ]
    );
}

#[tokio::test]
async fn a_pipeline_that_is_answered_at_once_is_still_waited_for() {
    let server = MockServer::start().await;
    let pipeline = |state| json!({"id": "p", "type": "pipeline", "metadata": {"state": state}, "properties": {"name": "demo", "key": "k3y"}});
    let answer = |status, state| ResponseTemplate::new(status).set_body_json(pipeline(state));
    Mock::given(method("POST")).respond_with(answer(201, "PROVISIONING")).mount(&server).await;
    Mock::given(path("/pipelines/p"))
        .respond_with(answer(200, "PROVISIONING"))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(path("/pipelines/p")).respond_with(answer(200, "AVAILABLE")).mount(&server).await;
    let quick = PollPolicy::default().intervals(Duration::from_millis(1), Duration::from_millis(2));
    let ionos = builder(&server.uri(), "t").polling(quick).build().unwrap();
    let pending = ionos.logging("de-fra").unwrap().pipelines().create(NewPipeline::default()).await.unwrap();
    let key = pending.clone().detach().unwrap().properties.key.unwrap();
    assert_eq!(key.expose(), "k3y");
    assert_eq!(pending.wait().await.unwrap().state(), Some(&State::Available));
}

#[test]
fn logging_everywhere_stays_where_the_client_may_send_data() {
    let regions = |residency| {
        let ionos =
            Client::builder().credentials(Credentials::bearer("t")).residency(residency).build().unwrap();
        ionos.logging_everywhere().iter().map(|l| l.region().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(regions(Residency::Germany), ["de-fra", "de-txl"]);
    assert_eq!(regions(Residency::Anywhere), Logging::REGIONS);
}
