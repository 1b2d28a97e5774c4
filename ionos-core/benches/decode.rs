//! A large answer into our models, which keep what they do not know, and into plain derived structs, which do not.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench may fail loudly")]

use criterion::{Criterion, criterion_group, criterion_main};
use ionos_core::{Items, Server};

mod support;

use support::{CpuTime, plain};

fn decode(c: &mut Criterion<CpuTime>) {
    let body = support::servers(713);
    let ours: Items<Server> = serde_json::from_str(&body).unwrap();
    assert_eq!(ours.items.len(), 713);
    drop(ours);
    let mut group = c.benchmark_group("10 MB of depth 5");
    group.sample_size(20).throughput(support::size_of_body(&body));
    group.bench_function("plain structs", |b| {
        b.iter(|| serde_json::from_str::<plain::Items<plain::Server>>(&body).unwrap());
    });
    group.bench_function("ionos-core", |b| b.iter(|| serde_json::from_str::<Items<Server>>(&body).unwrap()));
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = decode
}
criterion_main!(benches);
