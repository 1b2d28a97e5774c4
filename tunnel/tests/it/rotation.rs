//! A new secret for a tunnel that two machines serve, without a moment in which nobody serves it.

use std::collections::BTreeSet;
use std::time::Duration;

use ionos_simulator::FaultRule;
use ionos_tunnel::{
    ConnectorHandover, ErrorKind, GuestHandover, Patience, Progress, Result, SecretString, Step,
    TunnelProvider, TunnelRef, rotate,
};

use crate::kill::{fault_met, never_answered};
use crate::world::{World, publication, running_server, world, writes};

/// A published tunnel that two machines serve.
struct Pair {
    world: World,
    second: GuestHandover,
    tunnel: TunnelRef,
}

async fn pair() -> Pair {
    let world = world().await;
    let server = running_server(&world.sim).await;
    let second = GuestHandover::new(format!("{}/_guest", world.sim.url()).parse().unwrap(), server).unwrap();
    let tunnel = world.publish(&publication()).await.unwrap().tunnel;
    second.deliver(&world.cloudflare.connector_token(&tunnel).await.unwrap()).await.unwrap();
    ionos_tunnel::wait_connected(&world.cloudflare, &tunnel, 2, Patience::default(), |_| {}).await.unwrap();
    world.sim.clear_journal();
    Pair { world, second, tunnel }
}

impl Pair {
    async fn rotate(&self) -> Result<ionos_tunnel::Rotated> {
        let machines: [&dyn ConnectorHandover; 2] = [&self.world.handover, &self.second];
        rotate(&self.world.cloudflare, "web", &machines, Patience::default(), |_| {}).await
    }

    async fn connected(&self) -> BTreeSet<String> {
        let connectors = self.world.cloudflare.connectors(&self.tunnel).await.unwrap();
        connectors.into_iter().map(|c| c.id).collect()
    }
}

#[tokio::test]
async fn one_machine_after_the_other_gets_the_new_token_and_the_old_connectors_are_cut_last() {
    let pair = pair().await;
    let old = pair.connected().await;
    let old_token = pair.world.cloudflare.connector_token(&pair.tunnel).await.unwrap();
    pair.world.sim.clear_journal();
    let mut steps = Vec::new();
    let machines: [&dyn ConnectorHandover; 2] = [&pair.world.handover, &pair.second];
    let rotated = rotate(&pair.world.cloudflare, "web", &machines, Patience::default(), |event| {
        if let Progress::Done { step, .. } = event {
            steps.push(step);
        }
    })
    .await
    .unwrap();
    assert_eq!(steps, [Step::Secret, Step::Handover, Step::Disconnect]);
    assert_eq!(
        writes(&pair.world.sim),
        ["PATCH tunnel", "POST token", "POST token", "DELETE connections", "DELETE connections"]
    );
    let journal = pair.world.sim.journal();
    let cut: BTreeSet<String> = journal
        .iter()
        .filter(|e| e.method == "DELETE")
        .map(|e| e.query.strip_prefix("client_id=").expect("one connector, not all").to_owned())
        .collect();
    assert_eq!(cut, old);
    // Between the two machines the first one was seen under a new id.
    let deliveries: Vec<usize> =
        (0..journal.len()).filter(|i| journal[*i].path.ends_with("/tunnel-token")).collect();
    let mut looks = journal[deliveries[0]..deliveries[1]].iter().filter(|e| e.path.ends_with("/connections"));
    let last = looks.next_back().unwrap().answer.as_ref().unwrap()["result"].clone();
    assert!(last.as_array().unwrap().iter().any(|c| !old.contains(c["id"].as_str().unwrap())), "{last}");

    assert_eq!(rotated.old.iter().cloned().collect::<BTreeSet<_>>(), old);
    assert_eq!(rotated.new.iter().cloned().collect::<BTreeSet<_>>(), pair.connected().await);
    assert!(rotated.new.len() == 2 && rotated.new.iter().all(|id| !old.contains(id)), "{rotated:?}");
    let refused = pair.second.deliver(&old_token).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Handover, "the old token is dead");
}

#[tokio::test]
async fn a_rotation_dropped_at_any_call_keeps_a_connector_and_can_be_finished() {
    let pair = pair().await;
    let mut ends = 0;
    for n in 1.. {
        assert!(n < 60, "it does not end");
        let before = pair.connected().await;
        assert_eq!(before.len(), 2);
        pair.world.sim.clear_journal();
        pair.world.sim.inject(never_answered(n));
        let met = tokio::select! {
            biased;
            () = fault_met(&pair.world.sim) => true,
            result = pair.rotate() => { result.unwrap(); false }
        };
        pair.world.sim.clear_faults();
        assert!(!pair.connected().await.is_empty(), "ended at call {n}");
        if !met {
            break;
        }
        ends += 1;
        let rotated = pair.rotate().await.unwrap_or_else(|e| panic!("ended at call {n}: {e}"));
        let now = pair.connected().await;
        assert_eq!(now, rotated.new.into_iter().collect(), "ended at call {n}");
        assert!(now.len() == 2 && now.is_disjoint(&before), "ended at call {n}: {before:?} {now:?}");
    }
    println!("ended at each of {ends} calls");
    assert!(ends > 8, "{ends}");
}

#[tokio::test]
async fn lost_answers_do_not_stop_a_rotation() {
    for method in ["PATCH", "GET", "POST", "DELETE"] {
        let pair = pair().await;
        let before = pair.connected().await;
        pair.world.sim.inject(FaultRule::created_then_502().method(method).times(2));
        pair.rotate().await.unwrap_or_else(|e| panic!("{method}: {e}"));
        assert!(pair.connected().await.is_disjoint(&before), "{method}");
        assert!(pair.world.sim.journal().iter().any(|e| e.fault.is_some()), "{method}");
    }
}

#[derive(Debug)]
struct Deaf;

#[async_trait::async_trait]
impl ConnectorHandover for Deaf {
    async fn deliver(&self, _: &SecretString) -> Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_machine_that_does_not_come_back_leaves_the_old_connectors_alone() {
    let pair = pair().await;
    let before = pair.connected().await;
    let patience = Patience { timeout: Duration::from_millis(200), ..Patience::default() };
    let error =
        rotate(&pair.world.cloudflare, "web", &[&Deaf, &pair.second], patience, |_| {}).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotReady, "{error}");
    assert!(error.to_string().contains("old connectors were not cut"), "{error}");
    assert_eq!(pair.connected().await, before);
}

#[tokio::test]
async fn an_old_connector_that_stays_is_named() {
    let pair = pair().await;
    let before = pair.connected().await;
    // Cloudflare says yes and does nothing.
    let yes = r#"{"success":true,"errors":[],"messages":[],"result":null}"#;
    let rule = FaultRule::answer(200, [("content-type", "application/json")], yes);
    pair.world.sim.inject(rule.method("DELETE").path("/connections"));
    let patience = Patience { timeout: Duration::from_secs(5), ..Patience::default() };
    // The second machine is left out, so its connector stays, and with it the old secret.
    let error =
        rotate(&pair.world.cloudflare, "web", &[&pair.world.handover], patience, |_| {}).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotReady);
    let named = before.iter().filter(|id| error.to_string().contains(id.as_str())).count();
    assert_eq!(named, 1, "{error}");
    // Another run gets rid of it, and the tunnel is served by the machine that was named.
    pair.world.sim.clear_faults();
    rotate(&pair.world.cloudflare, "web", &[&pair.world.handover], Patience::default(), |_| {})
        .await
        .unwrap();
    assert_eq!(pair.connected().await.len(), 1);
    assert!(pair.connected().await.is_disjoint(&before));
}

#[tokio::test]
async fn nothing_is_rotated_without_a_machine_or_a_tunnel() {
    let pair = pair().await;
    let none = rotate(&pair.world.cloudflare, "web", &[], Patience::default(), |_| {}).await.unwrap_err();
    assert_eq!(none.kind(), ErrorKind::InvalidInput);
    let machines: [&dyn ConnectorHandover; 1] = [&pair.second];
    let other =
        rotate(&pair.world.cloudflare, "other", &machines, Patience::default(), |_| {}).await.unwrap_err();
    assert_eq!(other.kind(), ErrorKind::NotFound);
    assert!(other.to_string().contains("other"), "{other}");
    assert_eq!(writes(&pair.world.sim), [] as [String; 0]);
}
