//! Every declared call, sent through its own handles: method, path, query and body are those of the table.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use ionos_core::surface::{self, Declared, Sent};
use ionos_core::{Api, Client, Operation};
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use crate::sample::Samples;
use crate::support::client;

/// Answers everything and writes down what it saw.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<Request>>>);

impl Respond for Recorder {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        self.0.lock().unwrap().push(request.clone());
        let document = json!({
            "id": "new", "type": "x", "properties": {}, "metadata": {"state": "AVAILABLE"}, "items": [],
        });
        ResponseTemplate::new(200).set_body_json(document)
    }
}

/// Every octet but the unreserved ones, in percent form.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(byte.into()),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The placeholders of a path, in order.
fn placeholders(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

/// The path below the address of a server that serves every API.
fn expected_path(operation: &Operation, ids: &[String]) -> String {
    let mut path = operation.path.to_owned();
    for (name, id) in placeholders(operation.path).into_iter().zip(ids) {
        path = path.replace(&format!("{{{name}}}"), &encoded(id));
    }
    let prefix = match operation.api {
        Api::Cloud => "/cloudapi/v6",
        Api::Auth => "/auth/v1",
        Api::ActivityLog => "/activitylog/v1",
        Api::ContainerRegistry => "/containerregistries",
        Api::HostingDns => "/dns",
        _ => "",
    };
    format!("{prefix}{path}")
}

fn expected_body(samples: &mut Samples, call: &Declared, operation: &Operation, sample: &Value) -> Value {
    match (call.verb, call.body) {
        ("attach", _) => json!({ "id": sample }),
        (_, Some(of)) if operation.body == "properties" => {
            let lists = samples.lists(of);
            samples.wrap(&lists, sample)
        }
        (_, Some(_)) => sample.clone(),
        (_, None) => Value::Null,
    }
}

/// Checks one request against the table. The order of fields does not matter.
fn check(request: &Request, operation: &Operation, ids: &[String], body: &Value) -> Result<(), String> {
    let is = format!("{} {}", request.method, request.url.path());
    let wanted = format!("{} {}", operation.method, expected_path(operation, ids));
    if is != wanted {
        return Err(format!("{is}, not {wanted}"));
    }
    let known: Vec<_> = operation.query.split(',').collect();
    for (name, _) in request.url.query_pairs() {
        if !known.contains(&name.as_ref()) {
            return Err(format!("the query parameter {name} is none of {known:?}"));
        }
    }
    let sent = match operation.body {
        "text" => String::from_utf8_lossy(&request.body).into_owned().into(),
        _ if request.body.is_empty() => Value::Null,
        _ => serde_json::from_slice(&request.body).map_err(|e| e.to_string())?,
    };
    if sent != *body {
        return Err(format!("the body is {sent}\n  not {body}"));
    }
    Ok(())
}

#[tokio::test]
async fn every_declared_call_sends_what_the_table_says() {
    let server = MockServer::start().await;
    let recorder = Recorder::default();
    Mock::given(any()).respond_with(recorder.clone()).mount(&server).await;
    let ionos = client(&server.uri());
    let mut samples = Samples::new();
    let (mut wrong, mut covered) = (Vec::new(), BTreeSet::new());
    let by_hand = by_hand(&ionos);
    for call in surface::declared() {
        let Some(operation) = Operation::all()
            .iter()
            .find(|o| o.api == call.api && o.method == call.method && o.path == call.path)
        else {
            continue; // Another test tells.
        };
        let key = format!("{}/{}", operation.api.key(), operation.id);
        let ids: Vec<_> = placeholders(operation.path)
            .iter()
            .enumerate()
            .map(|(n, name)| format!("{name} ü/{n}"))
            .collect();
        let borrowed: Vec<_> = ids.iter().map(String::as_str).collect();
        let sample = match (call.verb, call.body) {
            ("attach", _) => json!("volume ü"),
            (_, Some(of)) => samples.of(of),
            (_, None) => Value::Null,
        };
        recorder.0.lock().unwrap().clear();
        // How the answer is read is not asked here: one answer does not fit all.
        let Some(sent) = call.send(&ionos, &borrowed, Some(&sample)) else { continue };
        let outcome = sent.await;
        covered.insert(key.clone());
        let body = expected_body(&mut samples, &call, operation, &sample);
        let requests = recorder.0.lock().unwrap().clone();
        match requests.first() {
            None => wrong.push(format!("{key} ({}): nothing was sent: {outcome:?}", call.rust)),
            Some(request) => {
                if let Err(error) = check(request, operation, &ids, &body) {
                    wrong.push(format!("{key} ({}): {error}", call.rust));
                }
            }
        }
    }
    for (key, ids, body, sent) in by_hand {
        let operation = Operation::find(key).unwrap();
        recorder.0.lock().unwrap().clear();
        let outcome = sent.await;
        covered.insert(key.to_owned());
        let ids: Vec<_> = ids.iter().map(|id| (*id).to_owned()).collect();
        let requests = recorder.0.lock().unwrap().clone();
        let checked: Vec<_> = requests.iter().map(|r| check(r, operation, &ids, &body)).collect();
        match checked.iter().find(|c| c.is_ok()).or(checked.first()) {
            None => wrong.push(format!("{key} (by hand): nothing was sent: {outcome:?}")),
            Some(Err(error)) => wrong.push(format!("{key} (by hand): {error}")),
            Some(Ok(())) => {}
        }
    }
    let unsent: Vec<_> = Operation::all()
        .iter()
        .map(|o| format!("{}/{}", o.api.key(), o.id))
        .filter(|key| !covered.contains(key))
        .collect();
    wrong.extend(unsent.iter().map(|key| format!("{key}: not sent")));
    assert!(wrong.is_empty(), "{} calls are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The methods that are written by hand: operation, ids, body, call.
fn by_hand(ionos: &Client) -> Vec<(&'static str, &'static [&'static str], Value, Sent)> {
    let _ = (ionos, BTreeMap::<(), ()>::new());
    Vec::new()
}
