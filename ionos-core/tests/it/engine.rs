//! How the engine behaves when things go wrong.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream;
use http::{Method, StatusCode};
use ionos_core::engine::{
    Body, Call, Engine, FailoverPolicy, Outgoing, RetryPolicy, Transport, TransportError,
};
use ionos_core::{Client, Credentials, Error, ErrorKind, NewDatacenter, Residency};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::time::Instant;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{builder, client};

/// A transport that plays a script: statuses with headers, or broken connections.
#[derive(Debug)]
struct Script {
    steps: Vec<Step>,
    sent: AtomicUsize,
    times: std::sync::Mutex<Vec<Instant>>,
}

#[derive(Clone, Debug)]
enum Step {
    Answer(u16, Vec<(&'static str, String)>, &'static str),
    Break { connect: bool },
    Hang,
}

impl Script {
    fn new(steps: Vec<Step>) -> Arc<Self> {
        Arc::new(Self { steps, sent: AtomicUsize::new(0), times: std::sync::Mutex::default() })
    }

    fn engine(self: &Arc<Self>) -> Engine {
        Engine::builder("test", "http://127.0.0.1:1".parse().unwrap())
            .transport(self.clone())
            .seed(1)
            .build()
            .unwrap()
    }

    fn sent(&self) -> usize {
        self.sent.load(Ordering::SeqCst)
    }

    fn gaps(&self) -> Vec<Duration> {
        self.times.lock().unwrap().windows(2).map(|w| w[1] - w[0]).collect()
    }
}

#[async_trait]
impl Transport for Script {
    async fn send(&self, _: Outgoing) -> Result<http::Response<Body>, TransportError> {
        let n = self.sent.fetch_add(1, Ordering::SeqCst);
        self.times.lock().unwrap().push(Instant::now());
        match self.steps.get(n).or_else(|| self.steps.last()).cloned().unwrap() {
            Step::Answer(status, headers, body) => {
                let mut response = http::Response::builder().status(status);
                for (name, value) in headers {
                    response = response.header(name, value);
                }
                let body: Body = Box::pin(stream::iter([Ok(Bytes::from_static(body.as_bytes()))]));
                Ok(response.body(body).unwrap())
            }
            Step::Break { connect } => Err(TransportError { connect, source: "cut".into() }),
            Step::Hang => {
                tokio::time::sleep(Duration::from_secs(100_000)).await;
                unreachable!()
            }
        }
    }
}

fn status(code: u16) -> Step {
    Step::Answer(code, vec![], "{}")
}

async fn send(script: &Arc<Script>, method: Method) -> Result<u32, Error> {
    script.engine().send(Call::new("op", method, "/x")).await.map(|r| r.attempts())
}

#[tokio::test(start_paused = true)]
async fn reads_are_repeated_and_writes_are_not() {
    for code in [500, 502, 503, 504] {
        let script = Script::new(vec![status(code), status(code), status(200)]);
        assert_eq!(send(&script, Method::GET).await.unwrap(), 3, "{code}");
        let script = Script::new(vec![status(code), status(200)]);
        let error = send(&script, Method::POST).await.unwrap_err();
        assert_eq!(
            (script.sent(), error.kind(), error.may_have_happened()),
            (1, ErrorKind::Unavailable, true),
            "{code}"
        );
    }
    for code in [400, 401, 403, 404, 409, 422] {
        let script = Script::new(vec![status(code), status(200)]);
        let error = send(&script, Method::GET).await.unwrap_err();
        assert_eq!((script.sent(), error.may_have_happened()), (1, false), "{code}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_that_certainly_did_not_arrive_is_repeated() {
    let script = Script::new(vec![Step::Break { connect: true }, status(429), status(201)]);
    assert_eq!(send(&script, Method::POST).await.unwrap(), 3);
    let script = Script::new(vec![Step::Break { connect: false }, status(201)]);
    let error = send(&script, Method::POST).await.unwrap_err();
    assert_eq!((script.sent(), error.kind(), error.may_have_happened()), (1, ErrorKind::Connect, true));
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_kept_in_full_as_seconds_and_as_date() {
    let asked = |value: String| Step::Answer(429, vec![("retry-after", value)], "{}");
    let script = Script::new(vec![asked("37".into()), status(200)]);
    send(&script, Method::POST).await.unwrap();
    let gap = script.gaps()[0];
    assert!(gap >= Duration::from_secs(37) && gap < Duration::from_secs(40), "{gap:?}");
    let date = httpdate::fmt_http_date(std::time::SystemTime::now() + Duration::from_secs(50));
    let script = Script::new(vec![asked(date), status(200)]);
    send(&script, Method::GET).await.unwrap();
    assert!(script.gaps()[0] >= Duration::from_secs(45), "{:?}", script.gaps());
}

#[tokio::test(start_paused = true)]
async fn a_wait_beyond_the_time_budget_fails_at_once_and_says_how_long_to_wait() {
    let script = Script::new(vec![Step::Answer(429, vec![("retry-after", "600".into())], "{}")]);
    let begun = Instant::now();
    let error = send(&script, Method::GET).await.unwrap_err();
    assert_eq!((error.kind(), error.retry_after()), (ErrorKind::RateLimited, Some(Duration::from_secs(600))));
    assert!(begun.elapsed() < Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn a_service_that_never_answers_ends_with_the_time_budget() {
    let script = Script::new(vec![Step::Hang]);
    let begun = Instant::now();
    let error = send(&script, Method::GET).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(begun.elapsed() <= Duration::from_secs(121), "{:?}", begun.elapsed());
    assert!(script.sent() >= 3);
}

#[tokio::test(start_paused = true)]
async fn the_same_seed_waits_the_same_and_waits_grow() {
    let run = || async {
        let script = Script::new(vec![status(503)]);
        send(&script, Method::GET).await.unwrap_err();
        script.gaps()
    };
    let (first, second) = (run().await, run().await);
    assert_eq!(first.len(), RetryPolicy::default().max_attempts as usize - 1);
    assert_eq!(first, second);
    assert!(first.last() > first.first());
}

#[tokio::test(start_paused = true)]
async fn an_outage_does_not_multiply_the_calls_of_a_client() {
    let script = Script::new(vec![status(503)]);
    let engine = script.engine();
    for _ in 0..200 {
        engine.send(Call::new("op", Method::GET, "/x")).await.unwrap_err();
    }
    assert_eq!(script.sent(), 300, "each once, and a hundred repetitions in all");
}

#[tokio::test(start_paused = true)]
async fn a_page_instead_of_data_is_an_error() {
    let page = Step::Answer(200, vec![("content-type", "text/html".into())], "<html>log in</html>");
    let script = Script::new(vec![page]);
    let error = send(&script, Method::POST).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("web page") && error.may_have_happened(), "{error}");
}

#[tokio::test]
async fn the_next_address_is_used_when_the_first_cannot_be_reached() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).set_body_string("{}"))
        .mount(&server)
        .await;
    let dead = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let engine = Engine::builder("test", format!("http://{dead}").parse().unwrap())
        .failover([server.uri().parse().unwrap()], FailoverPolicy::default())
        .build()
        .unwrap();
    for _ in 0..2 {
        engine.send(Call::new("op", Method::GET, "/x")).await.unwrap();
    }
    assert_eq!(engine.base().as_str(), format!("{}/", server.uri()));
}

/// Answers each connection with these bytes and closes it.
async fn raw_server(answer: &'static [u8]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut buffer = [0; 4096];
                let _ = socket.read(&mut buffer).await;
                let _ = socket.write_all(answer).await;
            });
        }
    });
    address
}

#[tokio::test]
async fn hostile_answers_give_clear_errors() {
    let cases: [(&'static [u8], ErrorKind, &str); 5] = [
        (b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"items\":[", ErrorKind::Connect, "broke"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{\"items\":", ErrorKind::Decode, "line 1"),
        (b"not http at all\r\n\r\n", ErrorKind::Connect, "broke"),
        (b"", ErrorKind::Connect, "broke"),
        (
            b"HTTP/1.1 302 Found\r\nlocation: http://192.0.2.1/\r\ncontent-length: 0\r\n\r\n",
            ErrorKind::Decode,
            "redirects",
        ),
    ];
    for (answer, kind, words) in cases {
        let address = raw_server(answer).await;
        let error = client(&format!("http://{address}")).datacenters().list().all().await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_not_read_into_memory() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).set_body_bytes(vec![b' '; 100_000]))
        .mount(&server)
        .await;
    let engine = Engine::builder("test", server.uri().parse().unwrap())
        .max_body(1000)
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let error = engine.send(Call::new("op", Method::GET, "/x")).await.unwrap_err();
    assert!(error.to_string().contains("larger than 1000 bytes"), "{error}");
}

#[tokio::test]
async fn an_unreachable_host_is_one_clear_error() {
    let dead = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let error = client(&format!("http://{dead}")).datacenters().list().all().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.to_string().contains(&dead.to_string()), "{error}");
}

#[tokio::test]
async fn errors_carry_what_support_needs() {
    let server = MockServer::start().await;
    let body = r#"{"httpStatus":422,"messages":[{"errorCode":"309","message":"[VDC-5-1921] The attribute 'cpuFamily' must not be provided"}]}"#;
    Mock::given(path("/cloudapi/v6/datacenters"))
        .respond_with(ResponseTemplate::new(422).set_body_string(body))
        .mount(&server)
        .await;
    let error =
        client(&server.uri()).datacenters().create(NewDatacenter::new("a", "de/txl")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error.status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(error.operation(), Some("datacentersPost"));
    assert_eq!(error.codes().collect::<Vec<_>>(), ["309"]);
    assert!(error.request_id().is_some() && error.to_string().contains("cpuFamily"), "{error}");
    assert!(!error.to_string().contains('\n') && size_of::<Error>() <= 16);
}

#[tokio::test]
async fn secrets_show_nowhere() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(500).set_body_string("{}"))
        .mount(&server)
        .await;
    let secret = format!("planted-{}", uuid::Uuid::new_v4());
    let ionos = builder(&server.uri(), &secret).build().unwrap();
    let error = ionos.datacenters().list().all().await.unwrap_err();
    let builder = builder(&server.uri(), &secret);
    let credentials = Credentials::basic("user", secret.clone());
    for text in [
        format!("{error}"),
        format!("{error:?}"),
        format!("{ionos:?}"),
        format!("{builder:?}"),
        format!("{credentials:?}"),
    ] {
        assert!(!text.contains(&secret), "{text}");
    }
    let used = server.received_requests().await.unwrap();
    assert_eq!(used[0].headers.get("authorization").unwrap(), &format!("Bearer {secret}"));
}

#[tokio::test]
async fn the_residency_guard_refuses_before_a_byte_is_sent() {
    let server = MockServer::start().await;
    Mock::given(method("POST")).respond_with(ResponseTemplate::new(500)).mount(&server).await;
    let ionos = builder(&server.uri(), "t").residency(Residency::Germany).build().unwrap();
    let error = ionos.datacenters().create(NewDatacenter::new("a", "us/las")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Residency);
    let raw = ionos
        .raw("ipblocksPost")
        .unwrap()
        .body(&serde_json::json!({"properties": {"location": "gb/lhr", "size": 1}}));
    assert_eq!(raw.send().await.unwrap_err().kind(), ErrorKind::Residency);
    assert_eq!(ionos.ai().check_location("us/las").unwrap_err().kind(), ErrorKind::Residency);
    assert!(server.received_requests().await.unwrap().is_empty());
    let elsewhere =
        Client::builder().credentials(Credentials::bearer("t")).api_url("https://api.example.com").unwrap();
    assert_eq!(elsewhere.residency(Residency::Germany).build().unwrap_err().kind(), ErrorKind::Residency);
}

#[tokio::test]
async fn token_only_services_say_so_before_anything_is_sent() {
    let ionos = Client::builder().credentials(Credentials::basic("u", "p")).build().unwrap();
    let error = ionos.dns().zones().list().all().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth);
    assert!(error.to_string().contains("tokens only"), "{error}");
    assert!(Client::builder().build().unwrap_err().to_string().contains("IONOS_TOKEN"));
}
