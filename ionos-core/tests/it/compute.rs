//! Compute: behaviour against the simulator, and against wiremock what the simulator does not offer.

use std::time::Duration;

use futures_util::TryStreamExt as _;
use ionos_core::*;
use ionos_simulator::FaultRule;
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{client, recorder, simulated};

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

async fn sent(server: &MockServer) -> Vec<(String, Value)> {
    let requests = server.received_requests().await.unwrap();
    let wire = |r: &wiremock::Request| {
        let path = r.url.path().trim_start_matches("/cloudapi/v6");
        let query = r.url.query().map(|q| format!("?{q}")).unwrap_or_default();
        (format!("{} {path}{query}", r.method), serde_json::from_slice(&r.body).unwrap_or(Value::Null))
    };
    requests.iter().map(wire).collect()
}

#[tokio::test]
async fn every_further_compute_call_sends_the_method_path_and_body_of_its_operation() {
    let server = recorder().await;
    let ionos = client(&server.uri());
    let dc = ionos.datacenter("d");
    let machine = dc.server("s");
    let mut expected: Vec<(&str, Value)> = Vec::new();
    macro_rules! call {
        ($future:expr, $wire:expr) => {
            call!($future, $wire, Value::Null)
        };
        ($future:expr, $wire:expr, $body:expr) => {
            let _ = $future.await.unwrap();
            expected.push(($wire, $body));
        };
    }
    call!(ionos.api_info(), "GET /");
    call!(dc.replace(WholeDatacenter::new("a")), "PUT /datacenters/d", json!({"properties": {"name": "a"}}));
    let update =
        DatacenterUpdate::default().default_security_group_id("g").create_default_security_group(false);
    call!(
        dc.patch(update),
        "PATCH /datacenters/d",
        json!({"defaultSecurityGroupId": "g", "createDefaultSecurityGroup": false})
    );
    call!(
        machine.replace(
            WholeServer::new("w", 2, Memory::gb(4)).boot_volume(Reference::to::<Volume>(&"v".into()))
        ),
        "PUT /datacenters/d/servers/s",
        json!({"properties": {"name": "w", "cores": 2, "ram": 4096, "bootVolume": {"id": "v"}}})
    );
    call!(
        machine.patch(ServerUpdate::default().boot_cdrom(&Id::<Image>::from("c")).nic_multi_queue(true)),
        "PATCH /datacenters/d/servers/s",
        json!({"bootCdrom": {"id": "c"}, "nicMultiQueue": true})
    );
    call!(machine.suspend(), "POST /datacenters/d/servers/s/suspend");
    call!(machine.resume(), "POST /datacenters/d/servers/s/resume");
    call!(machine.upgrade(), "POST /datacenters/d/servers/s/upgrade");
    call!(machine.console_token(), "GET /datacenters/d/servers/s/token");
    call!(machine.remote_console(), "GET /datacenters/d/servers/s/remoteconsole");
    call!(machine.gpus().list().all(), "GET /datacenters/d/servers/s/gpus?depth=1");
    call!(machine.gpu("g").get(), "GET /datacenters/d/servers/s/gpus/g");
    call!(machine.volumes().list().all(), "GET /datacenters/d/servers/s/volumes?depth=1&offset=0&limit=1000");
    call!(machine.volumes().attach("v"), "POST /datacenters/d/servers/s/volumes", json!({"id": "v"}));
    call!(
        machine.volumes().attach_new(NewVolume::new("data", VolumeType::Hdd, 10).licence_type("OTHER")),
        "POST /datacenters/d/servers/s/volumes",
        json!({"properties": {"name": "data", "type": "HDD", "size": 10, "licenceType": "OTHER"}})
    );
    call!(machine.volume("v").get(), "GET /datacenters/d/servers/s/volumes/v");
    call!(machine.volume("v").detach(), "DELETE /datacenters/d/servers/s/volumes/v");
    call!(machine.cdroms().list().all(), "GET /datacenters/d/servers/s/cdroms?depth=1&offset=0&limit=1000");
    call!(machine.cdroms().attach("c"), "POST /datacenters/d/servers/s/cdroms", json!({"id": "c"}));
    call!(machine.cdrom("c").get(), "GET /datacenters/d/servers/s/cdroms/c");
    call!(machine.cdrom("c").detach(), "DELETE /datacenters/d/servers/s/cdroms/c");
    call!(
        dc.volume("v").replace(WholeVolume::new("data", 30).bus(Bus::Virtio)),
        "PUT /datacenters/d/volumes/v",
        json!({"properties": {"name": "data", "size": 30, "bus": "VIRTIO"}})
    );
    call!(
        dc.volume("v").patch(VolumeUpdate::default().boot_order(Patch::Clear)),
        "PATCH /datacenters/d/volumes/v",
        json!({"bootOrder": null})
    );
    let snapshot = NewSnapshot::new("n")
        .description("t")
        .sec_auth_protection(true)
        .licence_type("LINUX")
        .application_type("UNKNOWN");
    call!(
        dc.volume("v").take_snapshot(snapshot),
        "POST /datacenters/d/volumes/v/create-snapshot",
        json!({"properties": {"name": "n", "description": "t", "secAuthProtection": true, "licenceType": "LINUX", "applicationType": "UNKNOWN"}})
    );
    call!(
        ionos.snapshot("p").replace(WholeSnapshot::new("q").cpu_hot_plug(true)),
        "PUT /snapshots/p",
        json!({"properties": {"name": "q", "cpuHotPlug": true}})
    );
    call!(
        ionos.image("i").replace(WholeImage::new("q", "LINUX").require_legacy_bios(false)),
        "PUT /images/i",
        json!({"properties": {"name": "q", "requireLegacyBios": false, "licenceType": "LINUX"}})
    );
    call!(
        ionos.image("i").patch(ImageUpdate::default().cloud_init(CloudInit::V1).disc_scsi_hot_unplug(true)),
        "PATCH /images/i",
        json!({"discScsiHotUnplug": true, "cloudInit": "V1"})
    );
    call!(ionos.image("i").delete(), "DELETE /images/i");
    call!(ionos.templates().list().all(), "GET /templates?depth=1");
    call!(ionos.template("t").get(), "GET /templates/t");
    call!(ionos.contracts(), "GET /contracts?depth=1");
    call!(ionos.locations().list().all(), "GET /locations?depth=1");
    call!(ionos.locations().item("de/txl").get_opt(), "GET /locations?depth=1");
    call!(ionos.locations_in("de"), "GET /locations/de?depth=1");
    call!(ionos.location("de/txl"), "GET /locations/de/txl");
    call!(ionos.request("r").get().depth(2), "GET /requests/r?depth=2");

    for (is, should) in sent(&server).await.iter().zip(&expected) {
        assert_eq!((is.0.as_str(), &is.1), (should.0, &should.1));
    }
    assert_eq!(sent(&server).await.len(), expected.len());
}

#[tokio::test]
async fn a_data_center_is_made_with_all_that_it_contains_in_one_call() {
    let server = recorder().await;
    let new = NewDatacenter::new("dc", "de/txl")
        .create_default_security_group(true)
        .lan(NewLan::private("inside"))
        .volume(NewVolume::new("data", VolumeType::Hdd, 10).licence_type("OTHER"))
        .server(NewServer::vcpu("web", 1, Memory::gb(1)).nic(NewNic::new("eth0", 1)));
    let _ = client(&server.uri()).datacenters().create(new).await.unwrap();
    let body = json!({
        "properties": {"name": "dc", "location": "de/txl", "createDefaultSecurityGroup": true},
        "entities": {
            "lans": {"items": [{"properties": {"name": "inside", "public": false}}]},
            "volumes": {"items": [{"properties": {"name": "data", "type": "HDD", "size": 10, "licenceType": "OTHER"}}]},
            "servers": {"items": [{
                "properties": {"name": "web", "cores": 1, "ram": 1024, "type": "VCPU"},
                "entities": {"nics": {"items": [{"properties": {"name": "eth0", "lan": 1}}]}},
            }]},
        },
    });
    assert_eq!(sent(&server).await, [("POST /datacenters".to_owned(), body)]);
}

#[tokio::test]
async fn cube_and_gpu_servers_bring_their_das_volume_in_the_same_call() {
    let server = recorder().await;
    let servers = client(&server.uri()).datacenter("d").servers();
    let boot = || {
        NewVolume::new("boot", VolumeType::Ssd, 20).image_alias("ubuntu:24.04").image_password("abc123XYZ")
    };
    let cube = NewServer::cube("c", "t", boot()).availability_zone(AvailabilityZone::Auto);
    let _ = servers.create(cube).await.unwrap();
    let _ =
        servers.create(NewServer::gpu("g", "t", NewVolume::das("boot").licence_type("LINUX"))).await.unwrap();
    let ssd = NewVolume::new("boot", VolumeType::SsdPremium, 50).licence_type("LINUX");
    let _ = servers.create(NewServer::gpu("g", "t", ssd)).await.unwrap();
    let bodies: Vec<_> = sent(&server).await.into_iter().map(|(_, body)| body).collect();
    assert_eq!(
        bodies,
        [
            json!({
                "properties": {"name": "c", "type": "CUBE", "templateUuid": "t"},
                "entities": {"volumes": {"items": [{"properties": {"name": "boot", "type": "DAS", "imagePassword": "abc123XYZ", "imageAlias": "ubuntu:24.04"}}]}},
            }),
            json!({
                "properties": {"name": "g", "type": "GPU", "templateUuid": "t"},
                "entities": {"volumes": {"items": [{"properties": {"name": "boot", "type": "DAS", "licenceType": "LINUX"}}]}},
            }),
            json!({
                "properties": {"name": "g", "type": "GPU", "templateUuid": "t"},
                "entities": {"volumes": {"items": [{"properties": {"name": "boot", "type": "SSD Premium", "size": 50, "licenceType": "LINUX"}}]}},
            }),
        ]
    );
}

#[tokio::test]
async fn servers_that_their_type_forbids_are_refused_before_a_byte_leaves() {
    let server = recorder().await;
    let ionos = client(&server.uri());
    let servers = ionos.datacenter("d").servers();
    let das = || NewVolume::das("boot").licence_type("LINUX");
    let cube = || NewServer::cube("c", "t", das());
    let mistakes = [
        (NewServer::default().name("c").kind("CUBE").template_uuid("t"), "NewVolume::das"),
        (cube().volume(das()), "exactly one DAS volume"),
        (NewServer::default().name("c").kind("CUBE").volume(das()), "templates()"),
        (cube().cpu_family("INTEL_SKYLAKE"), "cpu_family"),
        (cube().cores(2_u32), "`cores`"),
        (cube().ram(Memory::gb(2)), "`ram`"),
        (cube().availability_zone(AvailabilityZone::Zone1), "availability_zone"),
        (cube().nic_multi_queue(true), "nic_multi_queue"),
        (NewServer::gpu("g", "t", das()).cpu_family("AMD_TURIN"), "cpu_family"),
        (NewServer::default().name("g").kind("GPU").template_uuid("t"), "NewServer::gpu"),
        (NewServer::vcpu("v", 1, Memory::gb(1)).cpu_family("INTEL_SKYLAKE"), "cpu_family"),
        (NewServer::new("e", 1, Memory::gb(1)).template_uuid("t"), "NewServer::cube"),
        (NewServer::new("e", 1, Memory::gb(1)).volume(das()), "DAS volume"),
    ];
    for (new, advice) in mistakes {
        let error = servers.create(new.clone()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{new:?}");
        assert!(error.to_string().contains(advice), "{error} should say {advice}");
        assert_eq!(servers.ensure(new.clone()).await.unwrap_err().kind(), ErrorKind::InvalidRequest);
        let inside = ionos.datacenters().create(NewDatacenter::new("d", "de/txl").server(new)).await;
        assert_eq!(inside.unwrap_err().kind(), ErrorKind::InvalidRequest);
    }
    assert!(sent(&server).await.is_empty());
}

#[tokio::test]
async fn a_public_image_needs_keys_or_a_password_of_letters_and_digits() {
    let server = recorder().await;
    let dc = client(&server.uri()).datacenter("d");
    let volume = || NewVolume::new("v", VolumeType::Ssd, 10);
    let public = || volume().image_alias("ubuntu:24.04");
    let key = || vec!["ssh-ed25519 AAAA k".to_owned()];
    let mistakes = [
        (public(), "set `ssh_keys` or `image_password`"),
        (public().ssh_keys(Vec::new()), "set `ssh_keys` or `image_password`"),
        (public().user_data(UserData::new("#cloud-config")), "set `ssh_keys` or `image_password`"),
        (public().image_password("with-dash"), "letters"),
        (public().image_password("pässwort"), "letters"),
        (public().image_password(""), "letters"),
        (public().image("i").ssh_keys(key()), "not both"),
        (volume().licence_type("OTHER").ssh_keys(key()), "image_alias"),
        (volume().licence_type("OTHER").image_password("abc"), "image_alias"),
        (volume().licence_type("OTHER").user_data(UserData::new("#cloud-config")), "image_alias"),
        (NewVolume::das("v"), "NewServer::cube"),
    ];
    for (new, advice) in mistakes {
        let error = dc.volumes().create(new.clone()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{new:?}");
        assert!(error.to_string().contains(advice), "{error} should say {advice}");
        let machine = NewServer::new("s", 1, Memory::gb(1)).volume(new);
        assert_eq!(dc.servers().create(machine).await.unwrap_err().kind(), ErrorKind::InvalidRequest);
    }
    assert!(sent(&server).await.is_empty());
    for good in [public().ssh_keys(key()), public().image_password("aB3"), volume().image("a-snapshot")] {
        let _ = dc.volumes().create(good).await.unwrap();
    }
    assert_eq!(sent(&server).await.len(), 3);
}

#[tokio::test]
async fn attaching_what_is_attached_and_detaching_what_is_detached_succeed() {
    let server = MockServer::start().await;
    let machine = client(&server.uri()).datacenter("d").server("s");
    let refusal =
        json!({"httpStatus": 422, "messages": [{"errorCode": "309", "message": "Volume is attached"}]});
    let refused = ResponseTemplate::new(422).set_body_json(refusal);
    let attached =
        json!({"id": "x", "type": "volume", "properties": {"name": "n"}, "metadata": {"state": "AVAILABLE"}});
    Mock::given(method("POST")).respond_with(refused.clone()).mount(&server).await;
    for kind in ["volumes", "cdroms"] {
        Mock::given(method("GET"))
            .and(path(format!("/cloudapi/v6/datacenters/d/servers/s/{kind}/x")))
            .respond_with(ResponseTemplate::new(200).set_body_json(attached.clone()))
            .mount(&server)
            .await;
    }
    let volume = machine.volumes().attach("x").await.unwrap().wait().await.unwrap();
    assert_eq!(volume.properties.name.as_deref(), Some("n"));
    machine.cdroms().attach("x").await.unwrap().wait().await.unwrap();
    assert_eq!(machine.volumes().attach("elsewhere").await.unwrap_err().kind(), ErrorKind::InvalidRequest);

    Mock::given(method("DELETE"))
        .and(path("/cloudapi/v6/datacenters/d/servers/s/volumes/gone"))
        .respond_with(refused.clone())
        .mount(&server)
        .await;
    Mock::given(method("DELETE"))
        .and(path("/cloudapi/v6/datacenters/d/servers/s/volumes/x"))
        .respond_with(refused)
        .mount(&server)
        .await;
    machine.volume("gone").detach().await.unwrap().wait().await.unwrap();
    machine.cdrom("gone").detach().await.unwrap().wait().await.unwrap();
    assert_eq!(
        machine.volume("x").detach().await.unwrap_err().kind(),
        ErrorKind::InvalidRequest,
        "it is attached"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn volumes_are_attached_and_detached_and_outlive_their_server() {
    let (_simulator, ionos) = simulated().await;
    let dc =
        ionos.datacenters().create(NewDatacenter::new("a", "de/txl")).await.unwrap().wait().await.unwrap();
    let here = ionos.datacenter(&dc.id);
    let data = || NewVolume::new("data", VolumeType::Hdd, 10).licence_type(LicenceType::Other);
    let volume = here.volumes().create(data()).await.unwrap().wait().await.unwrap();
    let new = || NewServer::new("s", 1, Memory::gb(1));
    let server = here.servers().create(new()).await.unwrap().wait().await.unwrap();
    let machine = here.server(&server.id);
    for _ in 0..2 {
        machine.volumes().attach(&volume.id).await.unwrap().wait().await.unwrap();
        assert_eq!(machine.volumes().list().all().await.unwrap().len(), 1);
    }
    for _ in 0..2 {
        machine.volume(&volume.id).detach().await.unwrap().wait().await.unwrap();
        assert!(machine.volumes().list().all().await.unwrap().is_empty());
    }
    machine.volumes().attach(&volume.id).await.unwrap().wait().await.unwrap();
    machine.delete().await.unwrap().wait().await.unwrap();
    assert_eq!(here.volumes().list().all().await.unwrap().len(), 1, "a plain delete keeps volumes");

    let server = here.servers().create(new()).await.unwrap().wait().await.unwrap();
    here.server(&server.id).volumes().attach(&volume.id).await.unwrap().wait().await.unwrap();
    here.server(&server.id).delete_with_volumes().await.unwrap().wait().await.unwrap();
    assert!(here.volumes().list().all().await.unwrap().is_empty());
}

#[tokio::test]
async fn restoring_a_snapshot_waits_until_the_volume_is_ready() {
    let server = MockServer::start().await;
    let location = format!("{}/cloudapi/v6/requests/r/status", server.uri());
    Mock::given(method("POST"))
        .and(path("/cloudapi/v6/datacenters/d/volumes/v/restore-snapshot"))
        .respond_with(ResponseTemplate::new(202).insert_header("location", location.as_str()))
        .mount(&server)
        .await;
    Mock::given(path("/cloudapi/v6/requests/r/status"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"metadata": {"status": "DONE"}})))
        .mount(&server)
        .await;
    let volume = |state: &str| {
        ResponseTemplate::new(200)
            .set_body_json(json!({"id": "v", "properties": {}, "metadata": {"state": state}}))
    };
    let at = "/cloudapi/v6/datacenters/d/volumes/v";
    Mock::given(method("GET"))
        .and(path(at))
        .respond_with(volume("BUSY"))
        .up_to_n_times(2)
        .expect(2)
        .mount(&server)
        .await;
    Mock::given(method("GET")).and(path(at)).respond_with(volume("AVAILABLE")).expect(1).mount(&server).await;
    let pending =
        client(&server.uri()).datacenter("d").volume("v").restore_snapshot(&Id::from("p")).await.unwrap();
    pending.wait().await.unwrap();
    server.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_volume_is_what_it_was_after_its_snapshot_is_restored() {
    let (_simulator, ionos) = simulated().await;
    let dc =
        ionos.datacenters().create(NewDatacenter::new("r", "de/txl")).await.unwrap().wait().await.unwrap();
    let volumes = ionos.datacenter(&dc.id).volumes();
    let data = NewVolume::new("data", VolumeType::Hdd, 10).licence_type(LicenceType::Other);
    let volume = volumes.create(data).await.unwrap().wait().await.unwrap();
    let item = volumes.item(&volume.id);
    let new = NewSnapshot::new("before")
        .description("d")
        .licence_type(LicenceType::Linux)
        .sec_auth_protection(true);
    let snapshot = item.take_snapshot(new).await.unwrap().wait().await.unwrap();
    assert_eq!(snapshot.properties.licence_type, Some(LicenceType::Linux));
    assert_eq!(snapshot.properties.sec_auth_protection, Some(true));
    item.restore_snapshot(&snapshot.id).await.unwrap().wait().await.unwrap();
    assert!(item.get().await.unwrap().state().unwrap().is_settled());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_location_is_found_by_its_id_with_slashes_and_by_its_region() {
    let (_simulator, ionos) = simulated().await;
    let child = ionos.locations().item("de/fra/2").get().await.unwrap();
    assert_eq!(child.properties.metro_region.as_deref(), Some("de/fra"));
    assert_eq!(ionos.locations().item("de/nowhere").get_opt().await.unwrap(), None);
    let german = ionos.locations_in("de").await.unwrap();
    assert!(german.len() > 2 && german.iter().all(|l| l.id.as_str().starts_with("de/")));
}

#[tokio::test]
async fn a_request_tells_its_targets_and_its_status_in_the_journal() {
    let server = MockServer::start().await;
    let status = json!({
        "id": "r/status", "type": "request-status", "href": "http://x/requests/r/status",
        "metadata": {"status": "RUNNING", "message": "m", "etag": "e", "targets": [
            {"target": {"id": "d", "type": "datacenter", "href": "http://x/datacenters/d"}, "status": "DONE"},
        ]},
    });
    let request = json!({
        "id": "r", "type": "request", "href": "http://x/requests/r",
        "metadata": {"createdDate": "2026-11-01T10:00:00Z", "createdBy": "a@example.com", "etag": "e", "requestStatus": status},
        "properties": {"method": "POST", "headers": {"host": "x"}, "body": "{}", "url": "http://x/datacenters"},
    });
    Mock::given(path("/cloudapi/v6/requests/r/status"))
        .respond_with(ResponseTemplate::new(200).set_body_json(&status))
        .mount(&server)
        .await;
    Mock::given(path("/cloudapi/v6/requests/r"))
        .respond_with(ResponseTemplate::new(200).set_body_json(&request))
        .mount(&server)
        .await;
    let handle = client(&server.uri()).request("r");
    let status = handle.status().await.unwrap();
    assert_eq!((status.status, status.etag.as_deref()), (Some(RequestStatus::Running), Some("e")));
    let target = &status.targets.unwrap()[0];
    assert_eq!(target.status, Some(RequestStatus::Done));
    assert_eq!(target.target.as_ref().unwrap().kind.as_deref(), Some("datacenter"));
    let read = handle.get().depth(2).await.unwrap();
    let inside = read.metadata.as_ref().unwrap().request_status.as_ref().unwrap();
    assert_eq!(inside.metadata.as_ref().unwrap().status, Some(RequestStatus::Running));
    assert_eq!(serde_json::to_value(&read).unwrap(), request);
}

#[tokio::test]
async fn console_secrets_are_not_printed() {
    let server = MockServer::start().await;
    let machine = client(&server.uri()).datacenter("d").server("s");
    Mock::given(path("/cloudapi/v6/datacenters/d/servers/s/token"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"token": "geheim"})))
        .mount(&server)
        .await;
    Mock::given(path("/cloudapi/v6/datacenters/d/servers/s/remoteconsole"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"url": "https://x/?token=geheim"})))
        .mount(&server)
        .await;
    let (token, console) = (machine.console_token().await.unwrap(), machine.remote_console().await.unwrap());
    assert_eq!(token.token.as_ref().unwrap().expose(), "geheim");
    assert_eq!(console.url.as_ref().unwrap().expose(), "https://x/?token=geheim");
    assert!(!format!("{token:?} {console:?}").contains("geheim"));
}

fn round_trip<T: Resource>(properties: Value) -> T {
    let mut document = json!({
        "id": "i", "type": "t", "href": "http://x/i",
        "metadata": {"etag": "e", "createdDate": "2026-11-01T10:00:00Z", "state": "FAILED_HIBERNATING"},
        "properties": properties,
    });
    let known: T = serde_json::from_value(document.clone()).unwrap();
    assert_eq!(serde_json::to_value(&known).unwrap(), document);
    document["properties"]["addedLater"] = json!({"a": [1, null]});
    let newer: T = serde_json::from_value(document.clone()).unwrap();
    assert_eq!(serde_json::to_value(&newer).unwrap(), document);
    known
}

#[test]
fn every_field_of_the_compute_resources_is_read_and_written_back() {
    let hot = json!({
        "cpuHotPlug": true, "cpuHotUnplug": false, "ramHotPlug": true, "ramHotUnplug": false, "nicHotPlug": true,
        "nicHotUnplug": true, "discVirtioHotPlug": true, "discVirtioHotUnplug": true, "discScsiHotPlug": false,
        "discScsiHotUnplug": false, "exposeSerial": true, "requireLegacyBios": false, "licenceType": "WINDOWS2031",
        "applicationType": "MSSQL-2022-Web", "name": "n", "description": "d", "location": "de/txl", "size": 20.0,
    });
    let with = |more: Value| {
        let mut all = hot.clone();
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        all
    };
    let image: Image = round_trip(with(json!({
        "imageType": "HDD", "public": true, "imageAliases": ["ubuntu:24.04"], "cloudInit": "V1", "requiredFeatures": ["SEV-SNP"],
    })));
    assert!(image.properties.extra.is_empty(), "{:?}", image.properties.extra);
    assert_eq!(image.properties.licence_type.unwrap().as_str(), "WINDOWS2031");
    let snapshot: Snapshot = round_trip(with(json!({"secAuthProtection": true})));
    assert!(snapshot.properties.extra.is_empty(), "{:?}", snapshot.properties.extra);
    let volume: Volume = round_trip(json!({
        "name": "n", "type": "SSD Premium", "size": 20.5, "availabilityZone": "ZONE_3", "image": "i", "imageAlias": "a", "bus": "VIRTIO",
        "licenceType": "LINUX", "applicationType": "UNKNOWN", "cpuHotPlug": true, "ramHotPlug": true, "nicHotPlug": true,
        "nicHotUnplug": true, "discVirtioHotPlug": true, "discVirtioHotUnplug": true, "exposeSerial": false, "requireLegacyBios": true,
        "deviceNumber": 3, "pciSlot": 7, "backupunitId": "b", "bootServer": "s", "bootOrder": "PRIMARY", "userData": "I2Nsb3Vk",
    }));
    assert!(volume.properties.extra.is_empty(), "{:?}", volume.properties.extra);
    assert_eq!(volume.properties.boot_order, Some(BootOrder::Primary));
    let server: Server = round_trip(json!({
        "templateUuid": "t", "name": "n", "hostname": "h", "cores": 4, "ram": 4096, "availabilityZone": "AUTO", "vmState": "SUSPENDED",
        "bootCdrom": {"id": "c", "type": "image", "href": "http://x/c"}, "bootVolume": {"id": "v", "type": "volume", "href": "http://x/v"},
        "cpuFamily": "AMD_EPYC", "type": "CUBE", "placementGroupId": "p", "nicMultiQueue": false, "enabledFeatures": ["SEV-SNP"],
    }));
    assert!(server.properties.extra.is_empty(), "{:?}", server.properties.extra);
    assert_eq!(server.properties.kind, Some(ServerType::Cube));
    let cpu = json!([{"cpuFamily": "AMD_EPYC", "maxCores": 60, "maxRam": 245_760, "vendor": "AMD", "enabledFeatures": ["SEV-SNP"]}]);
    let gpu = json!([{"vendor": "NVIDIA", "model": "H200"}]);
    let dc: Datacenter = round_trip(json!({
        "name": "n", "description": "d", "location": "de/txl", "version": 7, "features": ["SSD"], "secAuthProtection": false,
        "cpuArchitecture": cpu, "gpuArchitecture": gpu, "ipv6CidrBlock": "2001:db8::/56", "defaultSecurityGroupId": "g",
    }));
    assert!(dc.properties.extra.is_empty(), "{:?}", dc.properties.extra);
    let place: Location = round_trip(json!({
        "name": "frankfurt 2", "features": ["SSD"], "imageAliases": ["a"], "cpuArchitecture": cpu, "gpuArchitecture": gpu, "metroRegion": "de/fra",
    }));
    assert_eq!(place.properties.gpu_architecture.unwrap()[0].model.as_deref(), Some("H200"));
    let template: Template = round_trip(json!({
        "name": "GPU S", "cores": 15.0, "ram": 131_072.0, "storageSize": 1024.0, "storageType": "SSD Premium", "category": "GPU",
        "gpus": [{"vendor": "NVIDIA", "model": "H200", "type": "passthrough", "count": 1}],
    }));
    assert!(template.properties.extra.is_empty(), "{:?}", template.properties.extra);
    let card: Gpu =
        round_trip(json!({"name": "n", "vendor": "NVIDIA", "model": "H200", "type": "passthrough"}));
    assert_eq!(card.properties.kind, Some(GpuType::Passthrough));
    let contract: Contract = round_trip(json!({
        "contractNumber": 31_415_926_535_i64, "owner": "o", "status": "BILLABLE", "regDomain": "ionos.de",
        "resourceLimits": {
            "coresPerServer": 1, "coresPerContract": 2, "coresProvisioned": 3, "ramPerServer": 4, "ramPerContract": 5, "ramProvisioned": 6,
            "hddLimitPerVolume": 7, "hddLimitPerContract": 8, "hddVolumeProvisioned": 9, "ssdLimitPerVolume": 10, "ssdLimitPerContract": 11,
            "ssdVolumeProvisioned": 12, "dasVolumeProvisioned": 13, "reservableIps": 14, "reservedIpsOnContract": 15, "reservedIpsInUse": 16,
            "k8sClusterLimitTotal": 17, "k8sClustersProvisioned": 18, "nlbLimitTotal": 19, "nlbProvisioned": 20, "natGatewayLimitTotal": 21,
            "natGatewayProvisioned": 22, "securityGroupsPerVdc": 23, "securityGroupsPerResource": 24, "rulesPerSecurityGroup": 25,
        },
    }));
    let limits = contract.properties.resource_limits.unwrap();
    assert!(limits.extra.is_empty() && contract.properties.extra.is_empty(), "{:?}", limits.extra);
    assert_eq!((limits.k8s_cluster_limit_total, limits.rules_per_security_group), (Some(17), Some(25)));
    let label: Label = round_trip(
        json!({"key": "k", "value": "v", "resourceId": "r", "resourceType": "server", "resourceHref": "http://x/r"}),
    );
    assert!(label.properties.extra.is_empty());
    let unit: BackupUnit = round_trip(json!({"name": "n", "email": "a@example.com"}));
    assert!(unit.properties.extra.is_empty());
}
