"""Every handle of the blocking client against the simulator."""

from __future__ import annotations

import pytest
from ionos_sdk import (
    CLEAR,
    Client,
    ConflictError,
    DatacenterUpdate,
    NewDatacenter,
    NewFirewallRule,
    NewFlowLog,
    NewIpBlock,
    NewLan,
    NewNatGateway,
    NewNatRule,
    NewNic,
    NewRecord,
    NewSecurityGroup,
    NewServer,
    NewVolume,
    NewZone,
    NotFoundError,
    ProvisioningError,
    ServerUpdate,
    operations,
)
from ionos_sdk.models import (
    FirewallRuleUpdate,
    FlowLogUpdate,
    IpBlockUpdate,
    LanUpdate,
    NatGatewayLan,
    NatGatewayUpdate,
    NatRuleUpdate,
    NicUpdate,
    PortRange,
    SecurityGroupUpdate,
    SnapshotUpdate,
    VolumeUpdate,
)

SSH_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIbC3cM6Fh0u1mQwEsqGxCzLBu1C7b0cQmL0aSGT8sYk test"


@pytest.fixture
def ionos(cloud):
    with Client.from_env(residency="germany") as client:
        yield client


@pytest.fixture
def here(ionos):
    return ionos.datacenter(ionos.datacenters.create(NewDatacenter(name="dc", location="de/txl")).wait().id)


def boot(**more) -> NewVolume:
    return NewVolume(name="boot", kind="SSD Premium", size=10, image_alias="ubuntu:24.04", ssh_keys=[SSH_KEY], **more)


def server(name: str = "web", **more) -> NewServer:
    return NewServer(name=name, cores=2, ram=2048, availability_zone="ZONE_1", volumes=[boot()], **more)


def test_data_centers_live_and_die(ionos):
    pending = ionos.datacenters.create(NewDatacenter(name="one", location="de/txl", description="first"))
    assert pending.id and pending.request_id
    assert pending.document["properties"]["name"] == "one"
    made = pending.wait()
    assert (made.properties.name, made.properties.location, made.state) == ("one", "de/txl", "AVAILABLE")
    assert pending.wait() == made, "a change can be waited for again"

    item = ionos.datacenter(made.id)
    assert item.id == made.id
    changed = item.patch(DatacenterUpdate(description="second")).wait()
    assert (changed.properties.name, changed.properties.description) == ("one", "second")
    assert item.get(depth=3).entities.servers == ()
    found = ionos.datacenters.find("one")
    assert found is not None and found.id == made.id
    assert ionos.datacenters.find("on") is None

    item.delete().wait()
    assert item.get_opt() is None
    with pytest.raises(NotFoundError):
        item.get()
    item.delete().wait()  # gone already


def test_a_list_has_pages_filters_and_an_order(ionos, cloud):
    for name in ("a1", "a2", "b1"):
        ionos.datacenters.create(NewDatacenter(name=name, location="de/txl")).wait()
    assert [d.properties.name for d in ionos.datacenters.list(order_by="name")] == ["a1", "a2", "b1"]
    filtered = ionos.datacenters.list(filters={"name": "a"}, order_by="name")
    assert [d.properties.name for d in filtered.all()] == ["a1", "a2"]
    alternatives = ionos.datacenters.list(filters=[("name", "a1"), ("name", "b1")])
    assert {d.properties.name for d in alternatives} == {"a1", "b1"}
    assert ionos.datacenters.list(filters={"name": "b1"}).one().properties.name == "b1"
    with pytest.raises(NotFoundError):
        ionos.datacenters.list(filters={"name": "zzz"}).one()
    with pytest.raises(ConflictError):
        ionos.datacenters.list().one()

    cloud.admin("DELETE", "journal")
    assert [len(page) for page in ionos.datacenters.list(page_size=2).pages()] == [2, 1]
    assert [e["query"] for e in cloud.journal()] == [
        "depth=1&offset=0&limit=2",
        "depth=1&offset=2&limit=2",
    ]


def test_a_list_is_read_only_as_far_as_it_is_used(ionos, cloud):
    for n in range(4):
        ionos.datacenters.create(NewDatacenter(name=f"d{n}", location="de/txl")).wait()
    cloud.admin("DELETE", "journal")
    listed = ionos.datacenters.list(page_size=2)
    assert cloud.journal() == []
    next(iter(listed))
    assert len(cloud.journal()) == 1


def test_servers_with_all_they_contain(ionos, here, cloud):
    lan = here.lans.create(NewLan(name="internal")).wait()
    assert lan.properties.public is False
    nic = NewNic(
        name="eth0",
        lan=int(lan.id),
        firewall_active=True,
        firewallrules=[NewFirewallRule(name="ssh", protocol="TCP", port_range_start=22, port_range_end=22)],
        flowlogs=[NewFlowLog(name="all", bucket="flow-logs")],
    )
    pending = here.servers.create(server(nics=[nic]))
    assert list(pending.progress())[-1] == "DONE"
    made = here.server(pending.id).get(depth=5)
    entities = made.entities
    assert entities is not None
    assert entities.volumes[0].properties.kind == "SSD Premium"
    (seen,) = entities.nics
    assert seen.properties.ips
    assert seen.entities.firewallrules[0].properties.port_range_start == 22
    assert (seen.entities.flowlogs[0].properties.action, seen.entities.flowlogs[0].properties.direction) == (
        "ALL",
        "BIDIRECTIONAL",
    )
    (create,) = [e for e in cloud.writes() if e["path"].endswith("/servers")]
    assert create["body"]["properties"] == {
        "name": "web",
        "cores": 2,
        "ram": 2048,
        "availabilityZone": "ZONE_1",
    }

    item = here.server(made.id)
    assert item.patch(ServerUpdate(cores=4)).wait().properties.cores == 4
    item.stop().wait()
    assert item.get().properties.vm_state == "SHUTOFF"
    item.start().wait()
    assert item.get().properties.vm_state == "RUNNING"
    item.reboot().wait()

    nics = item.nics
    second = nics.create(NewNic(name="eth1", lan=int(lan.id), ips=["10.99.0.5"])).wait()
    assert item.nic(second.id).patch(NicUpdate(name="renamed")).wait().properties.name == "renamed"
    rules = item.nic(second.id).firewall_rules
    rule = rules.create(NewFirewallRule(name="https", protocol="TCP", port_range_start=443, port_range_end=443)).wait()
    update = FirewallRuleUpdate(source_ip="10.0.0.1")
    assert rules.item(rule.id).patch(update).wait().properties.source_ip == "10.0.0.1"
    rules.item(rule.id).delete().wait()
    logs = item.nic(second.id).flow_logs
    log = logs.create(NewFlowLog(name="rejected", bucket="flow-logs", action="REJECTED", direction="INGRESS")).wait()
    assert logs.item(log.id).patch(FlowLogUpdate(name="refused")).wait().properties.name == "refused"
    logs.item(log.id).delete().wait()
    assert {n.id for n in here.lans.item(lan.id).nics.list()} == {seen.id, second.id}
    nics.item(second.id).delete().wait()
    assert [n.id for n in nics.list()] == [seen.id]

    item.labels.set("role", "web")
    item.labels.set("role", "front")
    assert {x.properties.key: x.properties.value for x in item.labels.list()} == {"role": "front"}
    assert {(x.properties.resource_type, x.properties.value) for x in ionos.labels.list()} == {("server", "front")}
    item.labels.item("role").delete().wait()
    assert item.labels.find("role") is None

    item.delete_with_volumes().wait()
    assert here.volumes.list().all() == []


def test_volumes_and_snapshots(ionos, here):
    pending = here.volumes.create(boot(user_data="#cloud-config\n"))
    item = here.volume(pending.wait().id)
    assert item.patch(VolumeUpdate(size=20)).wait().properties.size == 20
    item.labels.set("kind", "system")
    assert item.labels.find("kind").properties.value == "system"

    taken = item.create_snapshot("before", "the upgrade").wait()
    assert (taken.properties.name, taken.properties.location) == ("before", "de/txl")
    snapshot = ionos.snapshot(taken.id)
    snapshot.labels.set("of", item.id)
    assert snapshot.patch(SnapshotUpdate(description="kept")).wait().properties.description == "kept"
    item.restore_snapshot(taken.id).wait()
    assert [s.id for s in ionos.snapshots.list()] == [taken.id]
    snapshot.delete().wait()
    item.delete().wait()
    assert item.get_opt() is None


def test_networks(ionos, here):
    lan = here.lans.create(NewLan(name="internal")).wait()
    lan_item = here.lans.item(lan.id)
    assert lan_item.patch(LanUpdate(name="inside", ipv6_cidr_block=CLEAR)).wait().properties.name == "inside"

    block = ionos.ip_blocks.create(NewIpBlock(name="egress", location="de/txl", size=1)).wait()
    (address,) = block.properties.ips
    block_item = ionos.ip_block(block.id)
    assert block_item.patch(IpBlockUpdate(name="out")).wait().properties.name == "out"
    block_item.labels.set("owner", "tests")

    gateway = here.nat_gateways.create(
        NewNatGateway(
            name="nat",
            public_ips=[address],
            lans=[NatGatewayLan(id=int(lan.id), gateway_ips=["10.20.1.1/24"])],
        )
    ).wait()
    nat = here.nat_gateways.item(gateway.id)
    assert gateway.properties.lans[0].id == int(lan.id)
    assert nat.patch(NatGatewayUpdate(name="egress")).wait().properties.name == "egress"
    new = NewNatRule(
        name="all",
        source_subnet="10.20.1.0/24",
        public_ip=address,
        protocol="TCP",
        target_port_range=PortRange(start=443, end=443),
    )
    rule = nat.rules.create(new).wait()
    assert rule.properties.kind == "SNAT"
    assert rule.properties.target_port_range == PortRange(start=443, end=443)
    assert nat.rules.item(rule.id).patch(NatRuleUpdate(name="web")).wait().properties.name == "web"
    log = nat.flow_logs.create(NewFlowLog(name="nat", bucket="flow-logs")).wait()
    assert [x.id for x in nat.get(depth=3).entities.flowlogs] == [log.id]
    nat.rules.item(rule.id).delete().wait()
    nat.delete().wait()

    group = here.security_groups.create(
        NewSecurityGroup(
            name="web", rules=[NewFirewallRule(name="https", protocol="TCP", port_range_start=443, port_range_end=443)]
        )
    ).wait()
    groups = here.security_groups.item(group.id)
    assert [r.properties.name for r in groups.rules.list()] == ["https"]
    ssh = groups.rules.create(
        NewFirewallRule(name="ssh", protocol="TCP", port_range_start=22, port_range_end=22)
    ).wait()
    groups.rules.item(ssh.id).delete().wait()
    assert groups.patch(SecurityGroupUpdate(description="web servers")).wait().properties.description == "web servers"
    machine = here.server(here.servers.create(server(nics=[NewNic(name="n", lan=int(lan.id))])).wait().id)
    machine.protect([group.id]).wait()
    assert [g.id for g in machine.get(depth=3).entities.securitygroups] == [group.id]

    here.delete().wait()
    block_item.delete().wait()
    assert ionos.ip_blocks.list().all() == []


def test_what_can_only_be_read(ionos, here):
    assert "de/txl" in {x.id for x in ionos.locations.list()}
    berlin = ionos.location("de/txl")
    assert berlin.properties.image_aliases
    assert ionos.location("de/fra/2").id == "de/fra/2"
    assert any("ubuntu:24.04" in (i.properties.image_aliases or ()) for i in ionos.images.list())
    (contract,) = ionos.contracts()
    assert contract.properties.resource_limits.cores_per_contract > 0
    request = ionos.requests.list(filters={"method": "POST"}).all()[0]
    assert request.properties.method == "POST"
    assert ionos.request(request.id).status().status == "DONE"
    assert ionos.request(request.id).get().id == request.id


def test_dns(ionos):
    zone = ionos.dns.zones.create(NewZone(zone_name="example.org")).wait()
    item = ionos.dns.zone(zone.id)
    assert item.replace(NewZone(zone_name="example.org", description="ours")).wait().properties.description == "ours"
    assert ionos.dns.zones.find("example.org").id == zone.id
    record = item.records.create(NewRecord(name="www", kind="A", content="203.0.113.7", ttl=300)).wait()
    assert record.properties.ttl == 300
    records = item.records.item(record.id)
    changed = records.replace(NewRecord(name="www", kind="A", content="203.0.113.8")).wait()
    assert changed.properties.content == "203.0.113.8"
    assert [r.id for r in ionos.dns.all_records.list(filters={"name": "www"})] == [record.id]
    records.delete().wait()
    item.delete().wait()
    assert ionos.dns.zones.list().all() == []


def test_every_operation_can_be_called_by_its_id(ionos, here, cloud):
    table = operations()
    assert len(table) == 388
    assert table["datacentersServersStartPost"] == (
        "cloud",
        "POST",
        "/datacenters/{datacenterId}/servers/{serverId}/start",
    )
    body = {"properties": {"name": "raw", "public": False}}
    pending = ionos.raw_pending("datacentersLansPost", here.id, body=body)
    lan = pending.wait()
    assert lan["properties"]["name"] == "raw"
    listed = ionos.raw("datacentersLansGet", here.id, query={"depth": 1, "pretty": True})
    assert [x["id"] for x in listed["items"]] == [lan["id"]]
    assert "pretty=true" in cloud.journal()[-1]["query"]
    ionos.raw_pending("datacentersLansDelete", here.id, lan["id"]).wait()
    assert ionos.raw("datacentersLansGet", here.id)["items"] == []


def test_handles_say_where_they_are(ionos):
    assert repr(ionos.datacenter("1234").server("5678").nics) == (
        "<WritableCollection /datacenters/1234/servers/5678/nics>"
    )
    assert repr(ionos.datacenter("1234")) == "<DatacenterItem /datacenters/1234>"


def test_ensure_makes_one_and_finds_it_the_second_time(ionos, cloud):
    new = NewDatacenter(name="once", location="de/txl")
    first, second = ionos.datacenters.ensure(new), ionos.datacenters.ensure(new)
    assert (first.created, second.created, second.id) == (True, False, first.id)
    assert second.wait().state == "AVAILABLE"
    assert first.document["properties"]["name"] == "once"


def test_ensure_makes_one_even_when_the_answer_is_lost(ionos, cloud):
    cloud.inject("created_then_502", method="POST", path="/datacenters", times=1)
    made = ionos.datacenters.ensure(NewDatacenter(name="once", location="de/txl")).wait()
    assert [d.id for d in ionos.datacenters.list()] == [made.id]


def test_ensure_by_a_label_survives_another_name(ionos):
    first = ionos.datacenters.ensure_labelled(NewDatacenter(name="a", location="de/txl"), "role", "main")
    first.wait()
    ionos.datacenter(first.id).patch(DatacenterUpdate(name="b")).wait()
    second = ionos.datacenters.ensure_labelled(NewDatacenter(name="a", location="de/txl"), "role", "main")
    assert (first.created, second.created, second.id) == (True, False, first.id)


def test_many_changes_are_waited_for_at_once_and_failures_stand_in_their_place(ionos, here, cloud):
    cloud.inject({"fail_request": {"message": "no"}}, method="POST", path="/lans", times=1)
    pendings = [here.lans.create(NewLan(name=f"lan-{n}")) for n in range(4)]
    failed, *made = ionos.wait_all(pendings)
    assert isinstance(failed, ProvisioningError)
    assert [lan.properties.name for lan in made] == ["lan-1", "lan-2", "lan-3"]


def test_power_is_switched_whatever_it_is_now(ionos, here):
    made = here.servers.create(server()).wait()
    item = here.server(made.id)
    assert item.power_off().wait().properties.vm_state == "SHUTOFF"
    assert item.power_off().wait().properties.vm_state == "SHUTOFF"
    assert item.power_on().wait().properties.vm_state == "RUNNING"


def test_a_lan_goes_once_it_is_free(ionos, here):
    lan = here.lans.create(NewLan(name="internal")).wait()
    item = here.lan(lan.id)
    item.delete_when_free(30).wait()
    assert item.get_opt() is None


def test_volumes_are_attached_and_detached(ionos, here):
    machine = here.server(here.servers.create(server()).wait().id)
    volume = here.volumes.create(NewVolume(name="data", kind="HDD", size=5, licence_type="OTHER")).wait()
    machine.volumes.attach(volume.id).wait()
    assert volume.id in {v.id for v in machine.volumes.list()}
    machine.volume(volume.id).detach().wait()
    assert volume.id not in {v.id for v in machine.volumes.list()}
    assert here.volume(volume.id).get().id == volume.id
