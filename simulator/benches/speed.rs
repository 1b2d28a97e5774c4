//! What calls take in a contract with 200,000 resources, over HTTP on one connection that stays open.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a bench may fail loudly"
)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use ionos_simulator::Simulator;
use serde_json::json;

mod support;

fn full(c: &mut Criterion) {
    let mut lab = support::start();
    lab.fill();
    let center = lab.center.clone();
    let mut group = c.benchmark_group("200000 resources");

    let page = format!("{center}/servers?depth=1&offset=500&limit=1000");
    group.bench_function("page of 1000 servers, depth 1", |b| {
        b.iter(|| black_box(lab.call("GET", &page, None)));
    });
    let page = format!("{page}&pretty=false");
    group.bench_function("the same, not pretty", |b| b.iter(|| black_box(lab.call("GET", &page, None))));
    let page = format!("{center}/servers?depth=1&filter.name=web-19&limit=10");
    group.bench_function("filter by name, 10 of 111", |b| b.iter(|| black_box(lab.call("GET", &page, None))));
    let page = format!("/requests?depth=1&filter.method=POST&filter.url={center}/servers&limit=10");
    group
        .bench_function("requests by method and url", |b| b.iter(|| black_box(lab.call("GET", &page, None))));
    group.bench_function("contract", |b| b.iter(|| black_box(lab.call("GET", "/contracts?depth=1", None))));

    let body = json!({"properties": {"name": "data", "size": 1, "type": "HDD", "licenceType": "OTHER"}});
    group.bench_function("create a volume", |b| b.iter(|| lab.make(&format!("{center}/volumes"), &body)));
    let body = json!({"properties": {"name": "lan"}});
    group.bench_function("create and delete a LAN", |b| {
        b.iter(|| {
            let id = lab.make(&format!("{center}/lans"), &body);
            lab.call("DELETE", &format!("{center}/lans/{id}"), None)
        });
    });
    let mut body = support::server(0, 5);
    body["entities"]["nics"]["items"][0]["properties"]["lan"] = json!(1);
    group.bench_function("create and delete a server with a volume, a NIC and 5 rules", |b| {
        b.iter(|| {
            let id = lab.make(&format!("{center}/servers"), &body);
            lab.call("DELETE", &format!("{center}/servers/{id}?deleteVolumes=true"), None)
        });
    });

    let zone = lab.make("/zones", &json!({"properties": {"zoneName": "example.com"}}));
    let record = |number: usize| json!({"properties": {"name": format!("host{number}"), "type": "A", "content": "203.0.113.7"}});
    for number in 0..10_000 {
        lab.make(&format!("/zones/{zone}/records"), &record(number));
    }
    let mut number = 10_000;
    group.bench_function("DNS: create one of 10000 records of a zone", |b| {
        b.iter(|| {
            number += 1;
            lab.make(&format!("/zones/{zone}/records"), &record(number))
        });
    });
    group.finish();
}

fn start(c: &mut Criterion) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    c.bench_function("start to first answer", |b| {
        b.iter(|| {
            let sim = runtime.block_on(Simulator::start()).unwrap();
            let stream = std::net::TcpStream::connect(sim.url().strip_prefix("http://").unwrap()).unwrap();
            use std::io::{Read as _, Write as _};
            let mut stream = stream;
            stream
                .write_all(b"GET /cloudapi/v6 HTTP/1.1\r\nhost: simulator\r\nconnection: close\r\n\r\n")
                .unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = start, full
}
criterion_main!(benches);
