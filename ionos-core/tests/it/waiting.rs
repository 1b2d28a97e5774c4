//! Waiting for changes, with a service that tells the stages of its work.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::TryStreamExt as _;
use ionos_core::{ErrorKind, NewDatacenter, NewServer, PollPolicy, Progress, wait_all};
use serde_json::{Value, json};
use wiremock::matchers::{method, path, path_regex};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::support::builder;

const REQUEST: &str = "/cloudapi/v6/requests/r1/status";

fn status(word: &str) -> Value {
    json!({"id": "r1", "metadata": {"status": word, "message": "[VDC-5-0] An unexpected error occurred", "targets": [{"target": {"id": "d1", "type": "datacenter"}}]}})
}

fn datacenter_in(state: &str) -> Value {
    json!({"id": "d1", "type": "datacenter", "properties": {"name": "a"}, "metadata": {"state": state}})
}

async fn mount(server: &MockServer, at: &str, answers: Vec<ResponseTemplate>) {
    let last = answers.len() - 1;
    for (i, answer) in answers.into_iter().enumerate() {
        let mock = Mock::given(method("GET")).and(path(at)).respond_with(answer);
        if i == last { mock.mount(server).await } else { mock.up_to_n_times(1).mount(server).await }
    }
}

async fn accepting() -> MockServer {
    let server = MockServer::start().await;
    let accepted = ResponseTemplate::new(202)
        .insert_header("location", format!("{}{REQUEST}", server.uri()).as_str())
        .set_body_json(datacenter_in("BUSY"));
    Mock::given(method("POST")).respond_with(accepted).mount(&server).await;
    server
}

fn quick(server: &MockServer) -> ionos_core::Client {
    let policy = PollPolicy::default()
        .intervals(Duration::from_millis(1), Duration::from_millis(2))
        .deadline(Duration::from_millis(300));
    builder(&server.uri(), "t").polling(policy).build().unwrap()
}

#[tokio::test]
async fn wait_follows_the_request_and_then_the_resource() {
    let server = accepting().await;
    mount(
        &server,
        REQUEST,
        ["QUEUED", "RUNNING", "DONE"].map(|s| ResponseTemplate::new(200).set_body_json(status(s))).to_vec(),
    )
    .await;
    let not_yet = ResponseTemplate::new(404);
    let busy = ResponseTemplate::new(200).set_body_json(datacenter_in("BUSY"));
    let ready = ResponseTemplate::new(200).set_body_json(datacenter_in("AVAILABLE"));
    mount(&server, "/cloudapi/v6/datacenters/d1", vec![not_yet, busy, ready]).await;
    let pending = quick(&server).datacenters().create(NewDatacenter::new("a", "de/txl")).await.unwrap();
    assert_eq!((pending.id(), pending.request_id()), (Some("d1"), Some("r1")));
    let made = pending.wait().await.unwrap();
    assert!(made.state().unwrap().is_settled());
}

#[tokio::test]
async fn progress_tells_the_stages() {
    let server = accepting().await;
    mount(
        &server,
        REQUEST,
        ["QUEUED", "RUNNING", "DONE"].map(|s| ResponseTemplate::new(200).set_body_json(status(s))).to_vec(),
    )
    .await;
    mount(
        &server,
        "/cloudapi/v6/datacenters/d1",
        vec![ResponseTemplate::new(200).set_body_json(datacenter_in("AVAILABLE"))],
    )
    .await;
    let pending = quick(&server).datacenters().create(NewDatacenter::new("a", "de/txl")).await.unwrap();
    let stages: Vec<_> = pending.progress().try_collect().await.unwrap();
    assert_eq!(stages, [Progress::Queued, Progress::Running, Progress::Done]);
}

#[tokio::test]
async fn a_failed_request_gives_reason_targets_and_a_hint() {
    let server = accepting().await;
    mount(&server, REQUEST, vec![ResponseTemplate::new(200).set_body_json(status("FAILED"))]).await;
    let error = quick(&server)
        .datacenters()
        .create(NewDatacenter::new("a", "de/txl"))
        .await
        .unwrap()
        .wait()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Provisioning);
    assert_eq!((error.request_id(), error.codes().next()), (Some("r1"), Some("VDC-5-0")));
    let text = error.to_string();
    assert!(text.contains("datacenter d1") && text.contains("support"), "{text}");
}

#[tokio::test]
async fn a_wait_ends_at_its_deadline_and_says_that_the_change_goes_on() {
    let server = accepting().await;
    mount(&server, REQUEST, vec![ResponseTemplate::new(200).set_body_json(status("RUNNING"))]).await;
    let pending = quick(&server).datacenters().create(NewDatacenter::new("a", "de/txl")).await.unwrap();
    let error = pending.deadline(Duration::from_millis(20)).wait().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.to_string().contains("goes on"), "{error}");
    let pending = quick(&server).datacenters().create(NewDatacenter::new("a", "de/txl")).await.unwrap();
    let progress = pending.deadline(Duration::from_millis(20)).progress();
    let error = progress.try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn a_foreign_location_header_is_never_followed() {
    let server = MockServer::start().await;
    let accepted = ResponseTemplate::new(202)
        .insert_header("location", "http://192.0.2.1/cloudapi/v6/requests/r1/status")
        .set_body_json(datacenter_in("BUSY"));
    Mock::given(method("POST")).respond_with(accepted).mount(&server).await;
    mount(&server, REQUEST, vec![ResponseTemplate::new(200).set_body_json(status("DONE"))]).await;
    mount(
        &server,
        "/cloudapi/v6/datacenters/d1",
        vec![ResponseTemplate::new(200).set_body_json(datacenter_in("AVAILABLE"))],
    )
    .await;
    quick(&server)
        .datacenters()
        .create(NewDatacenter::new("a", "de/txl"))
        .await
        .unwrap()
        .wait()
        .await
        .unwrap();
}

#[tokio::test]
async fn lists_end_on_a_repeated_page() {
    let server = MockServer::start().await;
    let items: Vec<_> = (0..2).map(|i| json!({"id": format!("d{i}"), "properties": {}})).collect();
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"items": items})))
        .mount(&server)
        .await;
    let all = quick(&server).datacenters().list().page_size(2).all().await.unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(server.received_requests().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_service_that_ignores_the_limit_does_not_lose_items() {
    let server = MockServer::start().await;
    let items: Vec<_> = (0..5).map(|i| json!({"id": format!("d{i}"), "properties": {}})).collect();
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"items": items})))
        .mount(&server)
        .await;
    assert_eq!(quick(&server).datacenters().list().page_size(2).all().await.unwrap().len(), 5);
}

#[tokio::test]
async fn deleting_what_is_gone_succeeds() {
    let server = MockServer::start().await;
    Mock::given(method("DELETE")).respond_with(ResponseTemplate::new(404)).mount(&server).await;
    quick(&server).datacenter("d").delete().await.unwrap().wait().await.unwrap();
}

/// A service that accepts any number of creations and works on each for as many looks as `rounds` says.
struct Busy {
    server: MockServer,
}

impl Busy {
    /// Requests are done after `rounds` looks at the journal, of whatever kind; every third one fails when `failing`.
    async fn start(rounds: usize, failing: bool) -> Self {
        let server = MockServer::start().await;
        let made = Arc::new(AtomicUsize::new(0));
        let looks = Arc::new(AtomicUsize::new(0));
        let (counter, url) = (made.clone(), server.uri());
        Mock::given(method("POST"))
            .respond_with(move |_: &Request| {
                let n = counter.fetch_add(1, Ordering::SeqCst);
                ResponseTemplate::new(202)
                    .insert_header("location", format!("{url}/cloudapi/v6/requests/r{n}/status").as_str())
                    .set_body_json(json!({"id": format!("d{n}"), "properties": {"name": format!("n{n}")}, "metadata": {"state": "BUSY"}}))
            })
            .mount(&server)
            .await;
        let status = move |n: usize, looks: usize| {
            let word = match looks {
                looks if looks < rounds => "RUNNING",
                _ if failing && n % 3 == 2 => "FAILED",
                _ => "DONE",
            };
            json!({"id": format!("r{n}/status"), "metadata": {"status": word, "message": "[VDC-5-0] An unexpected error occurred", "targets": []}})
        };
        let (counter, seen) = (made.clone(), looks.clone());
        Mock::given(method("GET"))
            .and(path("/cloudapi/v6/requests"))
            .respond_with(move |request: &Request| {
                let query: std::collections::HashMap<_, _> = request.url.query_pairs().collect();
                assert!(query["depth"] == "2" && query["filter.createdAfter"].len() == 19, "{}", request.url);
                let looks = seen.fetch_add(1, Ordering::SeqCst);
                let items: Vec<_> = (0..counter.load(Ordering::SeqCst))
                    .map(|n| json!({"id": format!("r{n}"), "metadata": {"requestStatus": status(n, looks)}}))
                    .collect();
                ResponseTemplate::new(200).set_body_json(json!({"items": items}))
            })
            .mount(&server)
            .await;
        Mock::given(method("GET"))
            .and(path_regex("^/cloudapi/v6/requests/r[0-9]+/status$"))
            .respond_with(move |request: &Request| {
                let n = request.url.path().split('/').nth(4).unwrap()[1..].parse().unwrap();
                ResponseTemplate::new(200).set_body_json(status(n, looks.fetch_add(1, Ordering::SeqCst)))
            })
            .mount(&server)
            .await;
        Mock::given(method("GET"))
            .and(path("/cloudapi/v6/datacenters"))
            .respond_with(move |_: &Request| {
                let items: Vec<_> = (0..made.load(Ordering::SeqCst))
                    .map(|n| json!({"id": format!("d{n}"), "properties": {"name": format!("n{n}")}, "metadata": {"state": "AVAILABLE"}}))
                    .collect();
                ResponseTemplate::new(200).set_body_json(json!({"items": items}))
            })
            .mount(&server)
            .await;
        Self { server }
    }

    async fn reads(&self) -> Vec<String> {
        let all = self.server.received_requests().await.unwrap();
        all.iter().filter(|r| r.method == "GET").map(|r| r.url.path().to_owned()).collect()
    }
}

#[tokio::test]
async fn a_hundred_changes_are_waited_for_with_a_few_lists() {
    let busy = Busy::start(5, false).await;
    let ionos = quick(&busy.server);
    let mut pendings = Vec::new();
    for i in 0..100 {
        let new = NewDatacenter::new(format!("n{i}"), "de/txl");
        pendings.push(ionos.datacenters().create(new).await.unwrap().deadline(Duration::from_secs(60)));
    }
    let made = wait_all(pendings).await;
    let names: Vec<_> = made.into_iter().map(|r| r.unwrap().properties.name.unwrap()).collect();
    assert_eq!(names, (0..100).map(|i| format!("n{i}")).collect::<Vec<_>>(), "results keep their order");
    let reads = busy.reads().await;
    // Six looks at the journal and one at the collection, where each for itself would be 700.
    assert!(reads.len() <= 10, "{} reads: {reads:?}", reads.len());
}

#[tokio::test]
async fn one_failure_does_not_end_the_other_waits() {
    let busy = Busy::start(2, true).await;
    let ionos = quick(&busy.server);
    let mut pendings = Vec::new();
    for i in 0..6 {
        pendings
            .push(ionos.datacenters().create(NewDatacenter::new(format!("n{i}"), "de/txl")).await.unwrap());
    }
    let results = wait_all(pendings).await;
    for (i, result) in results.into_iter().enumerate() {
        match (i % 3, result) {
            (2, Err(error)) => {
                assert_eq!(
                    (error.kind(), error.request_id()),
                    (ErrorKind::Provisioning, Some(&*format!("r{i}")))
                );
            }
            (_, result) => assert!(result.is_ok(), "{i}: {result:?}"),
        }
    }
}

#[tokio::test]
async fn changes_of_several_kinds_are_waited_for_together_and_without_a_journal_one_by_one() {
    let (_simulator, ionos) = crate::support::simulated().await;
    let datacenter =
        ionos.datacenters().create(NewDatacenter::new("a", "de/txl")).await.unwrap().wait().await.unwrap();
    let here = ionos.datacenter(datacenter.id);
    let mut pendings = Vec::new();
    for i in 0..3 {
        let lan = ionos_core::NewLan::default().name(format!("lan{i}")).public(false);
        pendings.push(here.lans().create(lan).await.unwrap().without_value());
        let server = NewServer::new(format!("s{i}"), 1, ionos_core::Memory::gb(1));
        pendings.push(here.servers().create(server).await.unwrap().without_value());
    }
    for result in wait_all(pendings).await {
        result.unwrap();
    }
    for server in here.servers().list().all().await.unwrap() {
        assert!(server.state().unwrap().is_settled());
    }
    let deletions: Vec<_> =
        futures_util::future::try_join_all(here.servers().list().all().await.unwrap().into_iter().map(|s| {
            let here = here.clone();
            async move { here.server(s.id).delete().await }
        }))
        .await
        .unwrap();
    for result in wait_all(deletions).await {
        result.unwrap();
    }
    assert!(here.servers().list().all().await.unwrap().is_empty());

    // No list of requests: each is asked for by itself.
    let server = accepting().await;
    mount(&server, REQUEST, vec![ResponseTemplate::new(200).set_body_json(status("DONE"))]).await;
    let ready = ResponseTemplate::new(200).set_body_json(datacenter_in("AVAILABLE"));
    mount(&server, "/cloudapi/v6/datacenters/d1", vec![ready]).await;
    let ionos = quick(&server);
    let mut pendings = Vec::new();
    for _ in 0..4 {
        pendings.push(ionos.datacenters().create(NewDatacenter::new("a", "de/txl")).await.unwrap());
    }
    assert!(wait_all(pendings).await.iter().all(Result::is_ok));
}

#[tokio::test]
async fn each_of_many_has_its_own_deadline() {
    let busy = Busy::start(usize::MAX, false).await;
    let ionos = quick(&busy.server);
    let mut pendings = Vec::new();
    for i in 0..4 {
        let new = NewDatacenter::new(format!("n{i}"), "de/txl");
        pendings.push(ionos.datacenters().create(new).await.unwrap().deadline(Duration::from_millis(20)));
    }
    for result in wait_all(pendings).await {
        assert_eq!(result.unwrap_err().kind(), ErrorKind::Timeout);
    }
    assert!(wait_all(Vec::<ionos_core::Pending<()>>::new()).await.is_empty());
}

#[tokio::test]
async fn parents_are_waited_for_when_asked() {
    let server = MockServer::start().await;
    let accepted = ResponseTemplate::new(202)
        .insert_header("location", format!("{}{REQUEST}", server.uri()).as_str())
        .set_body_json(json!({"id": "s1", "properties": {"name": "a"}, "metadata": {"state": "BUSY"}}));
    Mock::given(method("POST")).respond_with(accepted).mount(&server).await;
    mount(&server, REQUEST, vec![ResponseTemplate::new(200).set_body_json(status("DONE"))]).await;
    let ready =
        ResponseTemplate::new(200).set_body_json(json!({"id": "s1", "metadata": {"state": "AVAILABLE"}}));
    mount(&server, "/cloudapi/v6/datacenters/d1/servers/s1", vec![ready]).await;
    let states = ["BUSY", "BUSY", "AVAILABLE"];
    let answers = states.map(|s| ResponseTemplate::new(200).set_body_json(datacenter_in(s)));
    mount(&server, "/cloudapi/v6/datacenters/d1", answers.to_vec()).await;
    let servers = quick(&server).datacenter("d1").servers();
    let new = || NewServer::new("a", 1, ionos_core::Memory::gb(1));
    let parent_reads = || async {
        let all = server.received_requests().await.unwrap();
        all.iter().filter(|r| r.url.path() == "/cloudapi/v6/datacenters/d1").count()
    };
    servers.create(new()).await.unwrap().wait().await.unwrap();
    assert_eq!(parent_reads().await, 0, "not without being asked");
    let made = servers.create(new()).await.unwrap().and_parents().wait().await.unwrap();
    assert_eq!((made.id.as_str(), parent_reads().await), ("s1", 3));
    // Of many in one data center, it is read once for all.
    let pendings = vec![servers.create(new()).await.unwrap(), servers.create(new()).await.unwrap()];
    for result in wait_all(pendings.into_iter().map(ionos_core::Pending::and_parents)).await {
        assert_eq!(result.unwrap().id.as_str(), "s1");
    }
    assert_eq!(parent_reads().await, 4);
}

#[tokio::test]
async fn without_a_location_the_state_of_the_resource_is_followed() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(202).set_body_json(datacenter_in("BUSY")))
        .mount(&server)
        .await;
    let states = ["BUSY", "UPDATING", "AVAILABLE"];
    let answers = states.map(|s| ResponseTemplate::new(200).set_body_json(datacenter_in(s)));
    mount(&server, "/cloudapi/v6/datacenters/d1", answers.to_vec()).await;
    let pending = quick(&server).datacenters().create(NewDatacenter::new("a", "de/txl")).await.unwrap();
    assert_eq!(pending.request_id(), None);
    assert!(pending.wait().await.unwrap().state().unwrap().is_settled());
    // The last look is the answer: nothing is read twice.
    assert_eq!(server.received_requests().await.unwrap().len(), 4);
}

#[tokio::test]
async fn a_resource_that_failed_is_an_error_with_its_own_words() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(202).set_body_json(datacenter_in("BUSY")))
        .mount(&server)
        .await;
    let failed = json!({"id": "d1", "metadata": {"state": "FAILED", "message": "quota of cores exceeded"}});
    mount(&server, "/cloudapi/v6/datacenters/d1", vec![ResponseTemplate::new(200).set_body_json(failed)])
        .await;
    let pending = quick(&server).datacenters().create(NewDatacenter::new("a", "de/txl")).await.unwrap();
    let error = pending.wait().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Provisioning);
    let text = error.to_string();
    assert!(text.contains("FAILED: quota of cores exceeded") && text.contains("contracts"), "{text}");
}
