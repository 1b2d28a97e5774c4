//! What a streamed token costs: 20,000 of them through the public API, and through plain reqwest and serde_json.
#![allow(clippy::panic, clippy::unwrap_used, missing_docs, reason = "a bench may fail loudly")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use ionos_core::engine::{Body, Outgoing, RateLimit, Transport, TransportError};
use ionos_core::{ChatChunk, Client, Credentials};
use rustix::time::{ClockId, clock_gettime};
use serde::Deserialize;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// CPU time of the client's thread, which other work on the machine does not lengthen.
struct ThreadTime;

fn spent() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap(), time.tv_nsec.try_into().unwrap())
}

impl Measurement for ThreadTime {
    type Intermediate = Duration;
    type Value = Duration;

    fn start(&self) -> Duration {
        spent()
    }

    fn end(&self, start: Duration) -> Duration {
        spent().saturating_sub(start)
    }

    fn add(&self, one: &Duration, other: &Duration) -> Duration {
        *one + *other
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        value.as_secs_f64() * 1e9
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        WallTime.formatter()
    }
}

const TOKENS: usize = 20_000;
const MODEL: &str = "openai/gpt-oss-120b";

/// Every token in an event of its own, as the service sends them.
fn events() -> Vec<Bytes> {
    let token = |i: usize| {
        format!(
            "data: {{\"id\":\"chatcmpl-0123456789abcdef\",\"object\":\"chat.completion.chunk\",\"created\":1750000000,\"model\":\"{MODEL}\",\
             \"choices\":[{{\"index\":0,\"delta\":{{\"content\":\" word{i}\"}},\"logprobs\":null,\"finish_reason\":null}}],\"usage\":null}}\n\n"
        )
    };
    (0..TOKENS).map(token).chain(["data: [DONE]\n\n".to_owned()]).map(Bytes::from).collect()
}

/// Answers every call with these pieces.
#[derive(Debug)]
struct Prepared(Vec<Bytes>);

#[async_trait]
impl Transport for Prepared {
    async fn send(&self, _: Outgoing) -> Result<http::Response<Body>, TransportError> {
        let body: Body = Box::pin(stream::iter(self.0.clone().into_iter().map(Ok)));
        Ok(http::Response::new(body))
    }
}

fn client(transport: Option<Arc<dyn Transport>>, url: &str) -> Client {
    let mut builder = Client::builder()
        .credentials(Credentials::bearer("bench"))
        .api_url(url)
        .unwrap()
        .ai_rate_limit(RateLimit::new(1e9, 1e9));
    if let Some(transport) = transport {
        builder = builder.transport(transport);
    }
    builder.build().unwrap()
}

async fn ours(client: &Client) -> usize {
    let mut stream = client.ai().chat(MODEL).user("?").stream().await.unwrap();
    let mut bytes = 0;
    while let Some(chunk) = stream.try_next().await.unwrap() {
        bytes += black_box::<ChatChunk>(chunk).text().len();
    }
    bytes
}

/// The types that someone would write who needs no SDK.
#[derive(Deserialize)]
struct Chunk {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    delta: Delta,
}

#[derive(Deserialize)]
struct Delta {
    content: Option<String>,
}

/// The shortest correct way for a body whose events end with two line feeds: collect, split, decode.
async fn plain<E: std::fmt::Debug>(
    mut body: impl futures_core::Stream<Item = Result<Bytes, E>> + Unpin,
) -> usize {
    let (mut buffer, mut bytes) = (Vec::new(), 0);
    while let Some(piece) = body.next().await {
        buffer.extend_from_slice(&piece.unwrap());
        let mut rest = buffer.as_slice();
        while let Some(end) = rest.windows(2).position(|pair| pair == b"\n\n") {
            let (event, after) = rest.split_at(end);
            rest = after.strip_prefix(b"\n\n").unwrap();
            let data = event.strip_prefix(b"data: ").unwrap();
            if data == b"[DONE]" {
                return bytes;
            }
            let chunk: Chunk = serde_json::from_slice(data).unwrap();
            let chunk = black_box(chunk);
            bytes += chunk.choices.first().and_then(|c| c.delta.content.as_ref()).map_or(0, String::len);
        }
        let left = rest.len();
        buffer.drain(..buffer.len() - left);
    }
    panic!("the stream broke off")
}

/// A server that sends every event as an HTTP chunk, some of them in one write.
fn serve(events: &[Bytes], at_once: usize) -> String {
    let mut answer = Vec::new();
    for some in events.chunks(at_once) {
        let mut framed = Vec::new();
        for event in some {
            framed.extend_from_slice(format!("{:x}\r\n", event.len()).as_bytes());
            framed.extend_from_slice(event);
            framed.extend_from_slice(b"\r\n");
        }
        answer.push(Bytes::from(framed));
    }
    answer.push(Bytes::from_static(b"0\r\n\r\n"));
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    // On a thread of its own, as a real server would not take the client's.
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let listener = TcpListener::from_std(listener).unwrap();
            while let Ok((mut socket, _)) = listener.accept().await {
                let answer = answer.clone();
                tokio::spawn(async move {
                    let mut buffer = vec![0; 8192];
                    while socket.read(&mut buffer).await.is_ok_and(|read| read > 0) {
                        let head =
                            b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
                        if socket.write_all(head).await.is_err() {
                            return;
                        }
                        for piece in &answer {
                            if socket.write_all(piece).await.is_err() {
                                return;
                            }
                        }
                    }
                });
            }
        });
    });
    url
}

fn tokens(criterion: &mut Criterion<ThreadTime>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let events = events();

    let mut group = criterion.benchmark_group("chat/memory");
    group.throughput(Throughput::Elements(TOKENS as u64));
    let ionos = client(Some(Arc::new(Prepared(events.clone()))), "http://127.0.0.1:1");
    group.bench_function("ionos-core", |b| b.iter(|| runtime.block_on(ours(&ionos))));
    group.bench_function("serde_json", |b| {
        b.iter(|| {
            let body = stream::iter(events.clone().into_iter().map(Ok::<_, TransportError>));
            runtime.block_on(plain(body))
        });
    });
    group.finish();

    let mut group = criterion.benchmark_group("chat/loopback");
    group.throughput(Throughput::Elements(TOKENS as u64)).measurement_time(Duration::from_secs(10));
    let url = serve(&events, 16);
    let ionos = client(None, &url);
    group.bench_function("ionos-core", |b| b.iter(|| runtime.block_on(ours(&ionos))));
    // reqwest is built without a provider of its own, and looks for one although nothing here is encrypted.
    rustls::crypto::aws_lc_rs::default_provider().install_default().unwrap();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let call = format!("{url}/v1/chat/completions");
    group.bench_function("reqwest + serde_json", |b| {
        b.iter(|| {
            runtime.block_on(async {
                let answer = http.post(&call).body("{}").send().await.unwrap();
                plain(Box::pin(answer.bytes_stream())).await
            })
        });
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(ThreadTime);
    targets = tokens
}
criterion_main!(benches);
