//! Clients for the tests.

use std::time::Duration;

use ionos_core::engine::{MinTls, RetryPolicy};
use ionos_core::{Api, Client, ClientBuilder, Credentials};
use ionos_simulator::Simulator;
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

/// Settings of a client of this address that does not wait long between attempts.
pub(crate) fn builder(url: &str, token: &str) -> ClientBuilder {
    Client::builder()
        .credentials(Credentials::bearer(token))
        .hosting_key("test.test")
        .api_url(url)
        .unwrap()
        .min_tls(MinTls::V1_3)
        .retry(RetryPolicy::default().waits(Duration::from_millis(1), Duration::from_millis(10)))
}

pub(crate) fn client(url: &str) -> Client {
    builder(url, "test").build().unwrap()
}

pub(crate) async fn simulated() -> (Simulator, Client) {
    let simulator = Simulator::start().await.unwrap();
    let client = builder(simulator.url(), simulator.token()).build().unwrap();
    (simulator, client)
}

/// A server that answers everything so, and writes down what it saw.
pub(crate) async fn answering(answer: Value) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_json(answer)).mount(&server).await;
    server
}

/// A server that answers everything with a resource and writes down what it saw.
pub(crate) async fn recorder() -> MockServer {
    answering(
        json!({"id": "new", "type": "x", "properties": {}, "metadata": {"state": "AVAILABLE"}, "items": []}),
    )
    .await
}

/// What the paths of an API begin with.
pub(crate) fn prefix(api: Api) -> &'static str {
    match api {
        Api::Cloud => "/cloudapi/v6",
        Api::Auth => "/auth/v1",
        Api::ActivityLog => "/activitylog/v1",
        Api::ContainerRegistry => "/containerregistries",
        Api::HostingDns => "/dns",
        _ => "",
    }
}

/// What a server saw: `METHOD /path?query body`.
pub(crate) async fn lines(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.unwrap();
    let line = |request: &wiremock::Request| {
        let query = request.url.query().map(|q| format!("?{q}")).unwrap_or_default();
        let body = String::from_utf8_lossy(&request.body);
        format!("{} {}{query} {body}", request.method, request.url.path()).trim_end().to_owned()
    };
    requests.iter().map(line).collect()
}
