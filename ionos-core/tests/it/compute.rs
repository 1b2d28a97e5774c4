//! Compute against the simulator.

use std::time::Duration;

use futures_util::TryStreamExt as _;
use ionos_core::*;
use ionos_simulator::FaultRule;

use crate::support::simulated;

#[tokio::test(flavor = "multi_thread")]
async fn a_data_center_is_made_filled_changed_and_removed() {
    let (_simulator, ionos) = simulated().await;
    let dc =
        ionos.datacenters().create(NewDatacenter::new("demo", "de/txl")).await.unwrap().wait().await.unwrap();
    assert!(dc.state().unwrap().is_settled());
    let here = ionos.datacenter(&dc.id);
    let lan = here.lans().create(NewLan::private("inside")).await.unwrap().wait().await.unwrap();
    let number: u32 = lan.id.as_str().parse().unwrap();
    let volume = NewVolume::new("boot", VolumeType::SsdPremium, 20)
        .image_alias("ubuntu:24.04")
        .ssh_keys(vec!["ssh-ed25519 AAAA test".into()]);
    let new = NewServer::new("web", 2, Memory::gb(4)).volume(volume).nic(NewNic::new("eth0", number));
    let server = here.servers().create(new).await.unwrap().wait().await.unwrap();
    let full = here.server(&server.id).get().depth(5).await.unwrap();
    let inside = full.entities.unwrap();
    assert_eq!(inside.nics.items[0].properties.lan, Some(number));
    assert_eq!(inside.volumes.items[0].properties.size, Some(20.0));

    let changed = here
        .server(&server.id)
        .patch(ServerUpdate::default().cores(4_u32))
        .await
        .unwrap()
        .wait()
        .await
        .unwrap();
    assert_eq!(changed.properties.cores, Some(4));
    here.server(&server.id).stop().await.unwrap().wait().await.unwrap();
    assert_eq!(here.server(&server.id).get().await.unwrap().properties.vm_state, Some(VmState::Shutoff));
    here.server(&server.id).start().await.unwrap().wait().await.unwrap();

    let names: Vec<_> =
        here.servers().list().items().map_ok(|s| s.properties.name.unwrap()).try_collect().await.unwrap();
    assert_eq!(names, ["web"]);
    here.delete().await.unwrap().wait().await.unwrap();
    assert!(ionos.datacenter(&dc.id).get_opt().await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_fetched_until_the_list_ends() {
    let (simulator, ionos) = simulated().await;
    for i in 0..5 {
        let _ = ionos.datacenters().create(NewDatacenter::new(format!("dc-{i}"), "de/fra")).await.unwrap();
    }
    simulator.clear_journal();
    let all = ionos.datacenters().list().page_size(2).all().await.unwrap();
    assert_eq!(all.len(), 5);
    assert_eq!(simulator.journal().len(), 3);
    assert_eq!(
        ionos.datacenters().find("dc-3").await.unwrap().unwrap().properties.name.as_deref(),
        Some("dc-3")
    );
    assert_eq!(ionos.datacenters().find("dc").await.unwrap(), None, "a part of a name is no name");
}

#[tokio::test(flavor = "multi_thread")]
async fn ensure_makes_one_resource_when_the_answer_is_lost() {
    for fault in [
        FaultRule::created_then_502(),
        FaultRule::status(502, None),
        FaultRule::status(504, None),
        FaultRule::drop_connection(),
    ] {
        let (simulator, ionos) = simulated().await;
        simulator.inject(fault.clone().method("POST").times(1));
        let made = ionos.datacenters().ensure(NewDatacenter::new("once", "de/txl")).await.unwrap();
        assert!(made.is_created());
        made.pending().wait().await.unwrap();
        let again = ionos.datacenters().ensure(NewDatacenter::new("once", "de/txl")).await.unwrap();
        assert!(!again.is_created());
        assert_eq!(ionos.datacenters().list().all().await.unwrap().len(), 1, "{fault:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plain_creation_tells_that_it_may_have_happened() {
    let (simulator, ionos) = simulated().await;
    simulator.inject(FaultRule::created_then_502().method("POST").times(1));
    let error = ionos.datacenters().create(NewDatacenter::new("once", "de/txl")).await.unwrap_err();
    assert!(error.may_have_happened() && error.attempts() == 1, "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resource_that_is_hidden_at_first_is_waited_for() {
    let (simulator, ionos) = simulated().await;
    simulator.inject(FaultRule::hide_after_create(Duration::from_millis(200)));
    let made =
        ionos.datacenters().create(NewDatacenter::new("late", "de/txl")).await.unwrap().wait().await.unwrap();
    assert_eq!(made.properties.name.as_deref(), Some("late"));
}

#[tokio::test(flavor = "multi_thread")]
async fn labels_are_set_listed_and_removed() {
    let (_simulator, ionos) = simulated().await;
    let dc =
        ionos.datacenters().create(NewDatacenter::new("l", "de/txl")).await.unwrap().wait().await.unwrap();
    let labels = ionos.datacenter(&dc.id).labels();
    labels.set("owner", "a").await.unwrap();
    labels.set("owner", "b").await.unwrap();
    let all = ionos.labels().list().all().await.unwrap();
    let label = all.iter().find(|l| l.properties.resource_id.as_deref() == Some(dc.id.as_str())).unwrap();
    assert_eq!(
        (label.properties.key.as_deref(), label.properties.value.as_deref()),
        (Some("owner"), Some("b"))
    );
    labels.item("owner").delete().await.unwrap().wait().await.unwrap();
    assert!(labels.list().all().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_journal_of_requests_shows_what_was_asked() {
    let (_simulator, ionos) = simulated().await;
    let pending = ionos.datacenters().create(NewDatacenter::new("j", "de/txl")).await.unwrap();
    let id = pending.request_id().unwrap().to_owned();
    pending.wait().await.unwrap();
    assert_eq!(ionos.request(id.as_str()).status().await.unwrap().status, Some(RequestStatus::Done));
    let requests = ionos.requests().list().filter("method", "POST").all().await.unwrap();
    assert!(
        requests
            .iter()
            .any(|r| r.id.as_str() == id && r.properties.body.as_deref().unwrap().contains("\"j\""))
    );
    let contract = &ionos.contracts().await.unwrap()[0];
    assert!(contract.properties.resource_limits.as_ref().unwrap().cores_per_contract.unwrap() > 0);
    assert_eq!(ionos.location("de/fra/2").await.unwrap().id.as_str(), "de/fra/2");
}

#[tokio::test(flavor = "multi_thread")]
async fn zones_and_records_live_in_cloud_dns() {
    let (_simulator, ionos) = simulated().await;
    let zones = ionos.dns().zones();
    let zone = zones.create(NewZone::new("example.org")).await.unwrap().wait().await.unwrap();
    let records = zones.item(&zone.id).records();
    let record = records
        .create(NewRecord::new("www", RecordType::A, "192.0.2.7"))
        .await
        .unwrap()
        .wait()
        .await
        .unwrap();
    let replaced = records
        .item(&record.id)
        .replace(NewRecord::new("www", RecordType::A, "192.0.2.8"))
        .await
        .unwrap()
        .wait()
        .await
        .unwrap();
    assert_eq!(replaced.properties.content.as_deref(), Some("192.0.2.8"));
    assert_eq!(ionos.dns().all_records().filter("name", "www").all().await.unwrap().len(), 1);
    records.item(&record.id).delete().await.unwrap().wait().await.unwrap();
    zones.item(&zone.id).delete().await.unwrap().wait().await.unwrap();
    assert!(zones.find("example.org").await.unwrap().is_none());
}
