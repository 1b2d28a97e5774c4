//! What the pipeline costs on top of the HTTP library: one 2 KB answer over loopback, in the same run.
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used, reason = "a bench may fail loudly")]

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use criterion::measurement::Measurement;
use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main};
use ionos_core::{Client, Credentials, Datacenter};

mod support;

use support::{CpuTime, plain};

/// Answers every request on every connection with these bytes, on threads of its own, whose time is not measured.
fn serve(body: String) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-ratelimit-limit: 6000000\r\nx-ratelimit-burst: 100000\r\nx-ratelimit-remaining: 100000\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    std::thread::spawn(move || {
        for socket in listener.incoming() {
            let (mut socket, answer) = (socket.unwrap(), answer.clone());
            socket.set_nodelay(true).unwrap();
            std::thread::spawn(move || {
                let mut buffer = [0; 4096];
                // The requests have no bodies and fit into one read.
                while socket.read(&mut buffer).is_ok_and(|n| n > 0) {
                    if socket.write_all(answer.as_bytes()).is_err() {
                        break;
                    }
                }
            });
        }
    });
    address
}

fn compare<M: Measurement>(group: &mut BenchmarkGroup<'_, M>, address: SocketAddr) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let url = format!("http://{address}/cloudapi/v6/datacenters/d1");

    // The library alone has no cryptography chosen, even for calls without TLS.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let plain = reqwest::Client::builder();
    let patient = reqwest::Client::builder().timeout(Duration::from_secs(30));
    for (name, builder) in [("reqwest", plain), ("reqwest with a timeout", patient)] {
        let library = builder.build().unwrap();
        group.bench_function(name, |b| {
            b.iter(|| {
                runtime.block_on(async {
                    let request = library
                        .get(&url)
                        .header("authorization", "Bearer token")
                        .header("accept", "application/json");
                    let bytes = request.send().await.unwrap().bytes().await.unwrap();
                    serde_json::from_slice::<plain::Datacenter>(&bytes).unwrap()
                })
            });
        });
    }

    let client = Client::builder()
        .credentials(Credentials::bearer("token"))
        .api_url(&format!("http://{address}"))
        .unwrap()
        .build()
        .unwrap();
    group.bench_function("ionos-core", |b| {
        b.iter(|| runtime.block_on(async { client.datacenter("d1").get().await.unwrap() }));
    });
}

fn calls(c: &mut Criterion<CpuTime>) {
    let body = support::datacenter_of(2050);
    let read: Datacenter = serde_json::from_str(&body).unwrap();
    assert!(read.id.as_str().len() == 36 && body.len() >= 2000);
    let address = serve(body);
    let mut group = c.benchmark_group("small GET, CPU of the calling thread");
    compare(&mut group, address);
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = calls
}
criterion_main!(benches);
