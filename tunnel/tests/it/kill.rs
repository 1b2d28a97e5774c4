//! Publishing and taking down, ended at every single call in every way, and never open in between.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use ionos_core::engine::RetryPolicy;
use ionos_simulator::{FaultRule, JournalEntry, Simulator};
use ionos_tunnel::{Cloudflare, SecretString, publish, unpublish};
use serde_json::Value;

use crate::world::{ALL_ONCE, NOTHING, World, publication, world};

/// What Cloudflare held after each call, put together from the journal alone.
#[derive(Debug, Default)]
struct Ledger {
    policies: BTreeMap<String, Value>,
    apps: BTreeMap<String, Value>,
    /// The rules of each tunnel.
    rules: BTreeMap<String, Value>,
    /// Host name and target.
    records: BTreeMap<String, String>,
    /// Names of records by id.
    names: BTreeMap<String, String>,
    looked_at: usize,
    public: usize,
}

impl Ledger {
    /// Goes through the journal and checks the promise after every call.
    fn read(&mut self, sim: &Simulator, when: &str) {
        for entry in sim.journal() {
            if entry.product == "cloudflare" {
                self.take(&entry);
                self.assert_locked(&format!("{when}, after {} {}", entry.method, entry.path));
            }
        }
        sim.clear_journal();
    }

    fn take(&mut self, entry: &JournalEntry) {
        let lost = entry.fault.as_deref().is_some_and(|fault| fault.starts_with("created_then"));
        if !(lost || (200..300).contains(&entry.status)) {
            return;
        }
        let parts: Vec<&str> = entry.path.trim_matches('/').split('/').collect();
        let at = |name: &str| parts.iter().position(|p| *p == name);
        let after = |name: &str| at(name).and_then(|i| parts.get(i + 1)).map(|id| (*id).to_owned());
        let result = entry.answer.as_ref().map(|a| a["result"].clone()).unwrap_or_default();
        let seen: Vec<Value> = match result {
            Value::Array(all) => all,
            one => vec![one],
        };
        let is_delete = entry.method == "DELETE";
        if at("policies").is_some() && at("apps").is_none() {
            keep(&mut self.policies, is_delete, after("policies"), seen);
        } else if at("apps").is_some() {
            keep(&mut self.apps, is_delete, after("apps"), seen);
        } else if at("configurations").is_some() {
            let tunnel = after("cfd_tunnel").unwrap();
            if let ("PUT", Some(body)) = (entry.method.as_str(), &entry.body) {
                self.rules.insert(tunnel, body["config"]["ingress"].clone());
            }
        } else if at("dns_records").is_some() {
            if is_delete {
                let id = after("dns_records").unwrap();
                if let Some(name) = self.names.remove(&id) {
                    self.records.remove(&name);
                }
                return;
            }
            for record in seen.iter().chain(entry.body.iter()).filter(|r| r["type"] == "CNAME") {
                let name = record["name"].as_str().unwrap().to_owned();
                self.records.insert(name.clone(), record["content"].as_str().unwrap().to_owned());
                if let Some(id) = record["id"].as_str() {
                    self.names.insert(id.to_owned(), name);
                }
            }
        }
    }

    /// Every name that leads to a tunnel has its application with nothing but the one policy, and its rule checks logins.
    fn assert_locked(&mut self, when: &str) {
        self.looked_at += 1;
        for (name, target) in &self.records {
            self.public += 1;
            let app = self.apps.values().find(|app| app["domain"] == name.as_str());
            let app = app.unwrap_or_else(|| panic!("{when}: {name} has no application"));
            let links = app["policies"].as_array().unwrap();
            assert_eq!(links.len(), 1, "{when}: {app}");
            let policy = &self.policies[links[0]["id"].as_str().unwrap()];
            assert_eq!(policy["decision"], "allow", "{when}");
            let include = policy["include"].as_array().unwrap();
            let domains: BTreeSet<_> =
                include.iter().map(|rule| rule["email_domain"]["domain"].as_str().expect(when)).collect();
            assert_eq!(domains, BTreeSet::from(["acme.example", "acme.test"]), "{when}");
            let tunnel = target.strip_suffix(".cfargotunnel.com").unwrap();
            let rules = self.rules[tunnel].as_array().unwrap();
            let rule = rules.iter().find(|rule| rule["hostname"] == name.as_str());
            let access = &rule.unwrap_or_else(|| panic!("{when}: no rule"))["originRequest"]["access"];
            assert_eq!(
                (&access["required"], &access["audTag"][0]),
                (&Value::Bool(true), &app["aud"]),
                "{when}"
            );
        }
    }
}

fn keep(all: &mut BTreeMap<String, Value>, is_delete: bool, id: Option<String>, seen: Vec<Value>) {
    if is_delete {
        all.remove(&id.unwrap());
        return;
    }
    for one in seen {
        if let Some(id) = one["id"].as_str() {
            all.insert(id.to_owned(), one.clone());
        }
    }
}

/// Returns as soon as a fault was met.
pub(crate) async fn fault_met(sim: &Simulator) {
    while !sim.journal().iter().any(|entry| entry.fault.is_some()) {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// A rule that lets the call be carried out and its answer never arrive in full.
pub(crate) fn never_answered(nth: u64) -> FaultRule {
    FaultRule::slow_body(Duration::from_secs(3600)).nth(nth)
}

async fn run(world: &World, cloudflare: &Cloudflare, what: &str) -> ionos_tunnel::Result<()> {
    match what {
        "publish" => publish(cloudflare, &publication(), &world.handover, |_| {}).await.map(drop),
        _ => unpublish(cloudflare, &publication(), |_| {}).await.map(drop),
    }
}

/// Ends `what` at call 1, 2, 3 and so on until nothing is left to end; after each end the promise holds and another run finishes.
async fn end_everywhere(what: &str, fault: fn(u64) -> FaultRule) {
    let world = world().await;
    let impatient = Cloudflare::builder(SecretString::from(world.sim.cloudflare_token().to_owned()))
        .account(world.sim.cloudflare_account())
        .base_url(format!("{}/client/v4", world.sim.url()).parse().unwrap())
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let (opposite, goal) = if what == "publish" { ("unpublish", NOTHING) } else { ("publish", ALL_ONCE) };
    let finished = if what == "publish" { ALL_ONCE } else { NOTHING };
    let mut ledger = Ledger::default();
    let mut ends = 0;
    for n in 1.. {
        assert!(n < 100, "{what} does not end");
        run(&world, &world.cloudflare, opposite).await.unwrap();
        assert_eq!(world.counts().await, goal);
        ledger.read(&world.sim, &format!("before {what} {n}"));

        world.sim.inject(fault(n));
        let met = tokio::select! {
            biased;
            () = fault_met(&world.sim) => true,
            // The run may fail, or get over the fault by itself.
            result = run(&world, &impatient, what) => world.sim.journal().iter().any(|e| e.fault.is_some()) || {
                result.unwrap();
                false
            },
        };
        world.sim.clear_faults();
        let when = format!("{what} ended at call {n}");
        ledger.read(&world.sim, &when);
        if !met {
            break;
        }
        ends += 1;
        world.assert_never_open(&publication(), &when).await;
        run(&world, &world.cloudflare, what).await.unwrap_or_else(|e| panic!("{when}: {e}"));
        assert_eq!(world.counts().await, finished, "{when}");
        ledger.read(&world.sim, &format!("{when} and run again"));
        // Once more, to see that the second run left nothing to do.
        run(&world, &world.cloudflare, what).await.unwrap();
        assert!(world.sim.journal().iter().all(|e| e.method == "GET"), "{when}: the third run writes");
        ledger.read(&world.sim, &when);
    }
    println!("{what}: {ends} ends, {} states, a public name in {}", ledger.looked_at, ledger.public);
    assert!(ends > 12 && ledger.public > ends, "{ends} {}", ledger.public);
}

#[tokio::test]
async fn publishing_dropped_at_any_call_is_never_open_and_can_be_finished() {
    end_everywhere("publish", never_answered).await;
}

#[tokio::test]
async fn taking_down_dropped_at_any_call_is_never_open_and_can_be_finished() {
    end_everywhere("unpublish", never_answered).await;
}

#[tokio::test]
async fn publishing_cut_off_before_any_call_is_never_open_and_can_be_finished() {
    end_everywhere("publish", |n| FaultRule::reset().nth(n)).await;
}

#[tokio::test]
async fn taking_down_cut_off_before_any_call_is_never_open_and_can_be_finished() {
    end_everywhere("unpublish", |n| FaultRule::reset().nth(n)).await;
}

#[tokio::test]
async fn publishing_cut_off_after_any_call_is_never_open_and_can_be_finished() {
    end_everywhere("publish", |n| FaultRule::created_then_reset().nth(n)).await;
}

#[tokio::test]
async fn taking_down_cut_off_after_any_call_is_never_open_and_can_be_finished() {
    end_everywhere("unpublish", |n| FaultRule::created_then_reset().nth(n)).await;
}

#[tokio::test]
#[should_panic(expected = "has no application")]
async fn the_ledger_sees_an_open_name() {
    let world = world().await;
    let mut ledger = Ledger::default();
    run(&world, &world.cloudflare, "publish").await.unwrap();
    ledger.read(&world.sim, "as it should be");
    let app = world.apps().await[0]["id"].as_str().unwrap().to_owned();
    let call = world.account_call(http::Method::DELETE, "/accounts/{a}/access/apps/{app}").param(app);
    world.by_hand(call).await;
    ledger.read(&world.sim, "opened by hand");
}
