//! A cloud that fails now and then.

use ionos_simulator::FaultRule;

use crate::lab::Lab;

/// Runs `up` until it gets through; each failed run must say what remains.
async fn up_at_last(lab: &Lab) -> usize {
    for run in 1..=8 {
        match lab.orchestrator.up(&lab.stack, &mut |_| {}).await {
            Ok(_) => return run,
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    panic!("eight runs were not enough");
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_percent_faults_of_every_kind_make_no_duplicate() {
    let lab = Lab::new().await;
    lab.simulator.inject(FaultRule::status(429, Some(0)).probability(0.025));
    lab.simulator.inject(FaultRule::status(502, None).probability(0.025));
    lab.simulator.inject(FaultRule::status(503, None).probability(0.025));
    lab.simulator.inject(FaultRule::drop_connection().probability(0.025));
    lab.simulator.inject(FaultRule::created_then_502().method("POST").probability(0.10));
    let runs = up_at_last(&lab).await;
    lab.simulator.clear_faults();
    let faults = lab.simulator.journal().iter().filter(|e| e.fault.is_some()).count();
    assert!(faults > 5, "only {faults} faults were met");
    println!("{faults} faults, {runs} runs");
    lab.assert_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_creation_that_answers_502_is_found_again() {
    let lab = Lab::new().await;
    lab.simulator.inject(FaultRule::created_then_502().method("POST").path("/cloudapi/v6"));
    lab.simulator.inject(FaultRule::created_then_502().method("POST").path("/client/v4"));
    lab.up().await;
    lab.simulator.clear_faults();
    lab.assert_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn new_resources_that_cannot_be_read_at_once_are_waited_for() {
    let lab = Lab::new().await;
    lab.simulator.inject(FaultRule::hide_after_create(std::time::Duration::from_millis(300)).path("/nics"));
    lab.up().await;
    lab.simulator.clear_faults();
    lab.assert_whole().await;
}
