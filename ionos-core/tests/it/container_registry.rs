//! Container registries.

use ionos_core::*;
use serde_json::json;
use wiremock::matchers::{any, method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{answering, client, lines};

const AT: &str = "/containerregistries/registries";

#[tokio::test]
async fn a_token_whose_creation_was_answered_504_is_found_and_not_made_twice() {
    let server = MockServer::start().await;
    let token = json!({"id": "t", "type": "token", "metadata": {"state": "enabled"}, "properties": {"name": "ci", "credentials": {"username": "ci", "password": ""}}});
    let tokens = format!("{AT}/r/tokens");
    let page = |items| {
        ResponseTemplate::new(200)
            .set_body_json(json!({"items": items, "count": 0, "limit": 100, "offset": 0}))
    };
    Mock::given(method("GET"))
        .and(path(&tokens))
        .respond_with(page(json!(null)))
        .up_to_n_times(2)
        .mount(&server)
        .await;
    Mock::given(method("GET")).and(path(&tokens)).respond_with(page(json!([token]))).mount(&server).await;
    Mock::given(method("POST")).respond_with(ResponseTemplate::new(504)).mount(&server).await;
    let tokens = client(&server.uri()).container_registry().registry("r").tokens();
    let made = tokens.ensure(NewRegistryToken::new("ci", vec![TokenScope::pull("app")])).await.unwrap();
    assert!(made.is_created());
    assert_eq!(made.pending().id(), Some("t"));
    let posts = lines(&server).await.into_iter().filter(|line| line.starts_with("POST")).count();
    assert_eq!(posts, 1);
}

#[tokio::test]
async fn registries_come_in_pages_that_a_token_names() {
    let server = MockServer::start().await;
    let page = |id: &str, token: &str| {
        ResponseTemplate::new(200).set_body_json(json!({"items": [{"id": id, "properties": {"name": id}}], "pagination": {"limit": 1, "token": token}}))
    };
    Mock::given(path(AT))
        .and(query_param_is_missing("pagination.token"))
        .respond_with(page("a", "two"))
        .mount(&server)
        .await;
    Mock::given(path(AT))
        .and(query_param("pagination.token", "two"))
        .respond_with(page("b", ""))
        .mount(&server)
        .await;
    let registries = client(&server.uri()).container_registry().registries().list().all().await.unwrap();
    let ids: Vec<_> = registries.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
}

#[tokio::test]
async fn a_registry_is_ready_when_it_runs() {
    let server = MockServer::start().await;
    let registry = |state| json!({"id": "r", "metadata": {"state": state}, "properties": {"name": "demo"}});
    let answer = |status, state| ResponseTemplate::new(status).set_body_json(registry(state));
    Mock::given(method("POST")).respond_with(answer(201, "BUSY")).mount(&server).await;
    Mock::given(method("GET")).respond_with(answer(200, "New")).up_to_n_times(1).mount(&server).await;
    Mock::given(method("GET")).respond_with(answer(200, "Running")).mount(&server).await;
    let registries = client(&server.uri()).container_registry().registries();
    let made = registries.create(NewRegistry::new("demo", "de/fra")).await.unwrap().wait().await.unwrap();
    assert_eq!(made.state(), Some(&State::Running));
}

#[tokio::test]
async fn a_name_is_free_when_nobody_has_it() {
    let server = MockServer::start().await;
    for (name, status) in [("taken", 200), ("free", 404), ("-", 400)] {
        let at = format!("/containerregistries/names/{name}");
        Mock::given(method("HEAD"))
            .and(path(at))
            .respond_with(ResponseTemplate::new(status))
            .mount(&server)
            .await;
    }
    let registry = client(&server.uri()).container_registry();
    assert!(!registry.is_name_free("taken").await.unwrap());
    assert!(registry.is_name_free("free").await.unwrap());
    assert_eq!(registry.is_name_free("-").await.unwrap_err().kind(), ErrorKind::InvalidRequest);
}

#[tokio::test]
async fn every_call_of_the_registry_sends_what_its_description_says() {
    let server =
        answering(json!({"id": "n", "metadata": {"state": "Running"}, "properties": {}, "items": []})).await;
    let service = client(&server.uri()).container_registry();
    let registry = service.registry("r");
    let (repository, token) = (registry.repository("team/app"), registry.token("t"));
    let schedule = || WeeklySchedule::new("01:00:00", vec![RegistryWeekday::Sunday]);
    let new = || NewRegistry::new("demo", "de/fra").garbage_collection_schedule(schedule());
    service.locations().all().await.unwrap();
    let _ = registry.replace(new().features(RegistryFeatures::scanning(true))).await.unwrap();
    let _ = registry
        .patch(RegistryUpdate::default().api_subnet_allow_list(vec!["192.0.2.0/24".into()]))
        .await
        .unwrap();
    service.registries().find("demo").await.unwrap();
    registry.repositories().list().filter("name", "app").all().await.unwrap();
    repository.get().await.unwrap();
    repository.artifacts().list().all().await.unwrap();
    let artifact = repository.artifact("sha256:ab");
    artifact.get().await.unwrap();
    artifact.vulnerabilities().filter("fixable", true).all().await.unwrap();
    let _ = repository.delete().await.unwrap();
    registry.artifacts().filter("vulnerabilityId", "CVE-1").all().await.unwrap();
    service.vulnerability("CVE-2024-3094").await.unwrap();
    let _ = token
        .patch(RegistryTokenUpdate::default().expiry_date(Patch::Clear).status(RegistryTokenStatus::Disabled))
        .await
        .unwrap();
    let _ = token.replace(NewRegistryToken::new("ci", vec![TokenScope::push("team/*")])).await.unwrap();
    let _ = token.delete().await.unwrap();
    let _ = registry.delete().await.unwrap();
    let schedule = r#""garbageCollectionSchedule":{"days":["Sunday"],"time":"01:00:00"}"#;
    let expected = [
        "GET /locations".to_owned(),
        format!(r#"PUT /registries/r {{"properties":{{"features":{{"vulnerabilityScanning":{{"enabled":true}}}},{schedule},"location":"de/fra","name":"demo"}}}}"#),
        r#"PATCH /registries/r {"apiSubnetAllowList":["192.0.2.0/24"]}"#.to_owned(),
        "GET /registries?filter.name=demo".to_owned(),
        "GET /registries/r/repositories?filter.name=app&offset=0&limit=100".to_owned(),
        "GET /registries/r/repositories/team%2Fapp".to_owned(),
        "GET /registries/r/repositories/team%2Fapp/artifacts?offset=0&limit=100".to_owned(),
        "GET /registries/r/repositories/team%2Fapp/artifacts/sha256:ab".to_owned(),
        "GET /registries/r/repositories/team%2Fapp/artifacts/sha256:ab/vulnerabilities?filter.fixable=true&offset=0&limit=100".to_owned(),
        "DELETE /registries/r/repositories/team%2Fapp".to_owned(),
        "GET /registries/r/artifacts?filter.vulnerabilityId=CVE-1&offset=0&limit=100".to_owned(),
        "GET /vulnerabilities/CVE-2024-3094".to_owned(),
        r#"PATCH /registries/r/tokens/t {"expiryDate":null,"status":"disabled"}"#.to_owned(),
        r#"PUT /registries/r/tokens/t {"properties":{"name":"ci","scopes":[{"actions":["pull","push"],"name":"team/*","type":"repository"}]}}"#.to_owned(),
        "DELETE /registries/r/tokens/t".to_owned(),
        "DELETE /registries/r".to_owned(),
    ];
    let expected: Vec<_> =
        expected.iter().map(|line| line.replacen(" /", " /containerregistries/", 1)).collect();
    assert_eq!(lines(&server).await, expected);
}

#[tokio::test]
async fn what_an_artifact_suffers_from_is_read() {
    let artifact = json!({"id": "sha256:ab", "type": "artifact", "href": "x",
        "metadata": {"lastPushedAt": "2026-11-01T10:00:00Z", "pushCount": 1, "pullCount": 7, "vulnMaxSeverity": "high", "vulnTotalScore": 9.5, "vulnTotalCount": 3, "vulnFixableCount": 2},
        "properties": {"repositoryName": "team/app", "digest": "sha256:ab", "tags": ["latest"], "mediaType": "application/vnd.oci.image.manifest.v1+json"}});
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_json(&artifact)).mount(&server).await;
    let registry = client(&server.uri()).container_registry().registry("r");
    let read = registry.repository("team/app").artifact("sha256:ab").get().await.unwrap();
    assert_eq!(
        (read.pull_count(), read.fixable_count(), read.max_severity()),
        (Some(7), Some(2), Some("high"))
    );
    assert_eq!(
        (read.total_score(), read.last_pushed_at().unwrap().as_str()),
        (Some(9.5), "2026-11-01T10:00:00Z")
    );
    assert_eq!(serde_json::to_value(&read).unwrap(), artifact);
}
