//! Limits that services report, kept by all clones of a client and apart per contract.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::future::join_all;
use futures_util::stream;
use ionos_core::engine::{Body, Outgoing, RateLimit, Transport, TransportError};
use ionos_core::{Client, Credentials};
use tokio::time::Instant;

/// A service with a bucket for each contract, which reports what is left and refuses what is too much.
#[derive(Debug)]
struct Service {
    per_minute: f64,
    burst: f64,
    takes: Duration,
    buckets: Mutex<HashMap<String, (f64, Instant)>>,
    calls: Mutex<Vec<(String, Instant)>>,
    refused: AtomicUsize,
    running: AtomicUsize,
    most: AtomicUsize,
}

impl Service {
    fn new(per_minute: f64, burst: f64, takes: Duration) -> Arc<Self> {
        Arc::new(Self {
            per_minute,
            burst,
            takes,
            buckets: Mutex::default(),
            calls: Mutex::default(),
            refused: AtomicUsize::new(0),
            running: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
        })
    }

    fn client(self: &Arc<Self>) -> Client {
        Client::builder()
            .credentials(Credentials::bearer("t"))
            .transport(self.clone())
            .contract("100")
            .total_timeout(Duration::from_secs(3600))
            .seed(1)
            .build()
            .unwrap()
    }

    fn times(&self, contract: &str) -> Vec<Instant> {
        self.calls.lock().unwrap().iter().filter(|(c, _)| c == contract).map(|(_, at)| *at).collect()
    }
}

#[async_trait]
impl Transport for Service {
    async fn send(&self, request: Outgoing) -> Result<http::Response<Body>, TransportError> {
        let contract = request.headers["x-contract-number"].to_str().unwrap().to_owned();
        let now = Instant::now();
        self.calls.lock().unwrap().push((contract.clone(), now));
        let running = self.running.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(running, Ordering::SeqCst);
        tokio::time::sleep(self.takes).await;
        self.running.fetch_sub(1, Ordering::SeqCst);
        let left = {
            let mut buckets = self.buckets.lock().unwrap();
            let (left, at) = buckets.entry(contract).or_insert((self.burst, now));
            let now = Instant::now();
            *left = (*left + (now - *at).as_secs_f64() * self.per_minute / 60.0).min(self.burst) - 1.0;
            *at = now;
            *left
        };
        let status = if left < 0.0 { 429 } else { 200 };
        self.refused.fetch_add(usize::from(left < 0.0), Ordering::SeqCst);
        let mut response = http::Response::builder()
            .status(status)
            .header("x-ratelimit-limit", self.per_minute.to_string())
            .header("x-ratelimit-burst", self.burst.to_string())
            .header("x-ratelimit-remaining", left.max(0.0).floor().to_string());
        if status == 429 {
            response = response.header("retry-after", "5");
        }
        let body: Body = Box::pin(stream::iter([Ok(Bytes::from_static(br#"{"items":[]}"#))]));
        Ok(response.body(body).unwrap())
    }
}

async fn read(client: &Client, times: usize) {
    for _ in 0..times {
        client.datacenters().list().all().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn calls_are_spread_before_the_service_has_to_refuse_any() {
    let service = Service::new(60.0, 10.0, Duration::ZERO);
    let ionos = service.client();
    let begun = Instant::now();
    read(&ionos, 40).await;
    assert_eq!(service.refused.load(Ordering::SeqCst), 0);
    // 10 at once and then one a second, as the service allows; hardly slower than that.
    let took = begun.elapsed();
    assert!(took >= Duration::from_secs(28) && took < Duration::from_secs(45), "{took:?}");
    let times = service.times("100");
    assert!(times[3] - times[0] < Duration::from_millis(1), "the first ones are not held back");
}

#[tokio::test(start_paused = true)]
async fn no_more_calls_are_under_way_than_the_service_allows() {
    let service = Service::new(6000.0, 3.0, Duration::from_millis(50));
    let ionos = service.client();
    read(&ionos, 1).await;
    join_all((0..20).map(|_| read(&ionos, 1))).await;
    assert_eq!(service.most.load(Ordering::SeqCst), 3);
}

#[tokio::test(start_paused = true)]
async fn clones_and_clients_of_one_contract_share_its_limit_and_others_do_not() {
    let service = Service::new(60.0, 4.0, Duration::ZERO);
    let ionos = service.client();
    let (a, b, other) =
        (ionos.for_contract("200"), ionos.clone().for_contract("200"), ionos.for_contract("300"));
    assert_eq!((a.contract_number(), ionos.contract_number()), (Some("200"), Some("100")));
    read(&a, 4).await;
    let begun = Instant::now();
    read(&other, 1).await;
    assert!(begun.elapsed() < Duration::from_millis(1), "another contract has its own limit");
    read(&b, 1).await;
    assert!(begun.elapsed() > Duration::from_millis(500), "the same contract is shared");
    assert_eq!(service.refused.load(Ordering::SeqCst), 0);
    assert_eq!((service.times("200").len(), service.times("300").len()), (5, 1));
    // The client's own contract, named again, is the same contract.
    read(&ionos, 4).await;
    let begun = Instant::now();
    read(&ionos.for_contract("100"), 1).await;
    assert!(begun.elapsed() > Duration::from_millis(500));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_with_retry_after_holds_all_clones_back() {
    let service = Service::new(60.0, 2.0, Duration::ZERO);
    let ionos = service.client();
    // Nothing is known of the limit yet, so these all go out at once and one is refused.
    join_all((0..3).map(|_| read(&ionos, 1))).await;
    let refusals = service.refused.load(Ordering::SeqCst);
    let before = service.times("100").len();
    let service2 = Service::new(60.0, 2.0, Duration::ZERO);
    let fresh = service2.client();
    service2.buckets.lock().unwrap().insert("100".into(), (0.0, Instant::now()));
    let clone = fresh.clone();
    let begun = Instant::now();
    let first = tokio::spawn(async move { read(&clone, 1).await });
    tokio::time::sleep(Duration::from_millis(10)).await;
    read(&fresh, 1).await;
    assert!(begun.elapsed() >= Duration::from_secs(5), "{:?}", begun.elapsed());
    first.await.unwrap();
    assert_eq!(service2.refused.load(Ordering::SeqCst), 1);
    assert!(before >= 3 && refusals <= 1);
}

#[tokio::test(start_paused = true)]
async fn the_limits_of_the_ai_model_hub_are_kept_and_can_be_set() {
    for (limit, seconds) in [(None, 2), (Some(RateLimit::new(1.0, 1.0)), 19)] {
        let service = Service::new(60_000.0, 1000.0, Duration::ZERO);
        let mut builder = Client::builder()
            .credentials(Credentials::bearer("t"))
            .transport(service.clone())
            .contract("100");
        if let Some(limit) = limit {
            builder = builder.ai_rate_limit(limit);
        }
        let ionos = builder.build().unwrap();
        let begun = Instant::now();
        for _ in 0..20 {
            ionos.raw("ai/modelsGet").unwrap().send().await.unwrap();
        }
        assert_eq!(begun.elapsed().as_secs(), seconds);
    }
}
