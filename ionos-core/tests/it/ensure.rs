//! One call makes one resource, also when it is killed and starts again.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream;
use ionos_core::engine::{Body, Call, Engine, Outgoing, RetryPolicy, Transport, TransportError};
use ionos_core::{Client, ClientBuilder, Credentials, Ensured, ErrorKind, NewDatacenter, NewLabel};
use ionos_simulator::{FaultRule, Simulator};
use serde_json::json;
use tokio::sync::Notify;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{builder, client, simulated};

const KEY: &str = "owner";

/// Where a process is killed: before its `n`th call is sent, or before the answer to it arrives.
#[derive(Clone, Copy, Debug)]
struct Kill {
    call: usize,
    sent: bool,
}

/// The network of a process that is killed at one of its calls.
#[derive(Debug)]
struct Doomed {
    engine: Engine,
    kill: Kill,
    calls: AtomicUsize,
    killed: Arc<Notify>,
    seen: Mutex<Vec<String>>,
}

#[async_trait]
impl Transport for Doomed {
    async fn send(&self, request: Outgoing) -> Result<http::Response<Body>, TransportError> {
        let n = self.calls.fetch_add(1, Ordering::SeqCst) + 1;
        let target = request.url[url::Position::BeforePath..].to_owned();
        self.seen.lock().unwrap().push(format!("{} {target}", request.method));
        if n == self.kill.call && !self.kill.sent {
            self.killed.notify_one();
            std::future::pending::<()>().await;
        }
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let mut call = Call::new("forward", request.method.clone(), path.to_owned());
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            call = call.query(name.into_owned(), value);
        }
        if !request.body.is_empty() {
            call = call.json(&serde_json::from_slice::<serde_json::Value>(&request.body).unwrap());
        }
        let (status, location, body) = match self.engine.send(call).await {
            Ok(reply) => (
                reply.status(),
                reply.header("location").unwrap_or_default().to_owned(),
                reply.body().clone(),
            ),
            Err(error) => (error.status().unwrap(), String::new(), Bytes::from_static(b"{}")),
        };
        if n == self.kill.call && self.kill.sent {
            self.killed.notify_one();
            std::future::pending::<()>().await;
        }
        let body: Body = Box::pin(stream::iter([Ok(body)]));
        Ok(http::Response::builder().status(status).header("location", location).body(body).unwrap())
    }
}

fn doomed(simulator: &Simulator, kill: Kill) -> (Client, Arc<Doomed>) {
    let engine = Engine::builder("simulator", simulator.url().parse().unwrap())
        .credentials(Credentials::bearer(simulator.token()))
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let killed = Arc::new(Notify::new());
    let transport =
        Arc::new(Doomed { engine, kill, calls: AtomicUsize::new(0), killed, seen: Mutex::default() });
    let settings: ClientBuilder = builder(simulator.url(), simulator.token()).transport(transport.clone());
    (settings.build().unwrap(), transport)
}

fn new() -> NewDatacenter {
    NewDatacenter::new("shop", "de/txl")
}

#[tokio::test]
async fn a_labelled_creation_survives_a_kill_at_every_call() {
    let never = Kill { call: usize::MAX, sent: false };
    let (simulator, _) = simulated().await;
    let (ionos, transport) = doomed(&simulator, never);
    assert!(ionos.datacenters().ensure_labelled(new(), KEY, "a").await.unwrap().is_created());
    let calls = transport.calls.load(Ordering::SeqCst);
    assert!(calls >= 5, "label, name, journal, creation and label: {:?}", transport.seen.lock().unwrap());

    for call in 1..=calls {
        for sent in [false, true] {
            let kill = Kill { call, sent };
            let (simulator, whole) = simulated().await;
            let (ionos, transport) = doomed(&simulator, kill);
            let datacenters = ionos.datacenters();
            tokio::select! {
                ended = datacenters.ensure_labelled(new(), KEY, "a") => panic!("{kill:?} killed nothing: {ended:?}"),
                () = transport.killed.notified() => {}
            }
            let again = whole.datacenters().ensure_labelled(new(), KEY, "a").await.unwrap();
            let made = again.pending().wait().await.unwrap();
            let all = whole.datacenters().list().all().await.unwrap();
            assert_eq!(all.len(), 1, "{kill:?} {:?}", transport.seen.lock().unwrap());
            assert_eq!(all[0].id, made.id);
            let labels = whole.datacenter(made.id).labels().list().all().await.unwrap();
            assert_eq!(labels.len(), 1, "{kill:?}");
            assert_eq!(labels[0].properties.value.as_deref(), Some("a"), "{kill:?}");
        }
    }
}

#[tokio::test]
async fn the_label_finds_what_was_renamed_and_leaves_namesakes_of_others_alone() {
    let (_simulator, ionos) = simulated().await;
    let foreign = ionos.datacenters().create(new()).await.unwrap().wait().await.unwrap();
    ionos.datacenter(foreign.id.clone()).labels().ensure(NewLabel::new(KEY, "b")).await.unwrap();
    let made = ionos.datacenters().ensure_labelled(new(), KEY, "a").await.unwrap();
    assert!(made.is_created(), "the namesake is somebody else's");
    let made = made.pending().wait().await.unwrap();
    assert_ne!(made.id, foreign.id);
    let renamed = NewDatacenter::new("renamed", "de/txl");
    let again = ionos.datacenters().ensure_labelled(renamed, KEY, "a").await.unwrap();
    assert!(matches!(again, Ensured::Found(_)));
    assert_eq!(again.pending().id(), Some(made.id.as_str()));
    ionos.datacenter(foreign.id).labels().set(KEY, "a").await.unwrap();
    let error = ionos.datacenters().ensure_labelled(new(), KEY, "a").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
}

#[tokio::test]
async fn a_creation_that_is_under_way_and_not_visible_yet_is_not_sent_again() {
    let server = MockServer::start().await;
    let answer = |at: &str, body: serde_json::Value| {
        Mock::given(method("GET"))
            .and(path(format!("/cloudapi/v6{at}")))
            .respond_with(ResponseTemplate::new(200).set_body_json(body))
    };
    let href = |id: &str| format!("{}/cloudapi/v6/datacenters/{id}", server.uri());
    let entry = |id: &str, status: &str, name: &str| {
        json!({
            "id": format!("r-{id}"),
            "metadata": {"requestStatus": {"metadata": {
                "status": status,
                "targets": [{"target": {"id": id, "type": "datacenter", "href": href(id)}, "status": status}],
            }}},
            "properties": {
                "method": "POST",
                "url": format!("{}/cloudapi/v6/datacenters?depth=1", server.uri()),
                "body": json!({"properties": {"name": name, "location": "de/txl"}}).to_string(),
            },
        })
    };
    let journal =
        [entry("old", "DONE", "shop"), entry("else", "RUNNING", "shop-2"), entry("d1", "RUNNING", "shop")];
    answer("/datacenters", json!({"items": []})).mount(&server).await;
    answer("/requests", json!({"items": journal})).mount(&server).await;
    answer("/requests/r-d1/status", json!({"metadata": {"status": "DONE"}})).mount(&server).await;
    let ready = json!({"id": "d1", "properties": {"name": "shop"}, "metadata": {"state": "AVAILABLE"}});
    answer("/datacenters/d1", ready).mount(&server).await;

    let ensured = client(&server.uri()).datacenters().ensure(new()).await.unwrap();
    assert!(!ensured.is_created());
    let pending = ensured.pending();
    assert_eq!((pending.id(), pending.request_id()), (Some("d1"), Some("r-d1")));
    assert_eq!(pending.wait().await.unwrap().properties.name.as_deref(), Some("shop"));
    let sent = server.received_requests().await.unwrap();
    assert!(sent.iter().all(|request| request.method == "GET"));
    let look = sent.iter().find(|request| request.url.path().ends_with("/requests")).unwrap();
    let query: std::collections::HashMap<_, _> = look.url.query_pairs().collect();
    assert_eq!((&*query["filter.method"], &*query["filter.url"]), ("POST", "/datacenters"));
    assert_eq!(query["filter.createdAfter"].len(), "2026-11-23 10:00:00".len());
}

#[tokio::test]
async fn a_creation_that_a_gateway_hides_is_found_and_labelled() {
    let (simulator, ionos) = simulated().await;
    simulator.inject(FaultRule::created_then_502().method("POST").path("/datacenters").times(1));
    let made = ionos.datacenters().ensure_labelled(new(), KEY, "a").await.unwrap();
    assert!(made.is_created());
    assert_eq!(ionos.datacenters().list().all().await.unwrap().len(), 1);
    assert!(ionos.datacenters().find_labelled(KEY, "a").await.unwrap().is_some());
    assert!(ionos.datacenters().find_labelled(KEY, "A").await.unwrap().is_none());
}
