//! Clients for the tests.

use std::time::Duration;

use ionos_core::engine::{MinTls, RetryPolicy};
use ionos_core::{Client, ClientBuilder, Credentials};
use ionos_simulator::Simulator;

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
