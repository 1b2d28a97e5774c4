"""Every operation of the official Python SDK for the Cloud API: each kind of resource through its whole life."""

from __future__ import annotations

import re
import secrets
from typing import Any

import ionoscloud as sdk
import pytest
from generated import Package, until

ACTIONS = (
    "create_snapshot default kubeconfig reboot remote_console replace restore_snapshot resume s3ssourl ssourl start "
    "status stop suspend token upgrade"
).split()


def kind_of(operation: str) -> str:
    """The kind of resource that an operation is about: its path without words for what is done."""
    words = re.sub(r"_(get|post|put|patch|delete|find_by_.*)$", "", operation)
    words = re.sub(f"_({'|'.join(ACTIONS)})$", "", words)
    words = words.replace("target_groups", "targetgroups").replace(
        "securitygroups_firewallrules", "securitygroups_rules"
    )
    return words.replace("_", "/")


class Official(Package):
    """The official client, which waits for its requests."""

    kind_of = staticmethod(kind_of)

    def __init__(self, url: str, token: str, record: Any) -> None:
        client = sdk.ApiClient(sdk.Configuration(host=f"{url}/cloudapi/v6", token=token))
        super().__init__(sdk, client, record)

    def wait(self, headers: Any) -> None:
        if location := headers.get("Location"):
            request = location.rsplit("/", 2)[1]
            # The default of the package is to look again after a second.
            self.client.wait_for_completion(request, timeout=30, initial_wait=0.005, scaleup=100)

    def find(self, collection: str) -> str:
        """The name of the operation that reads one resource of a collection."""
        (name,) = [name for name in self.operations if re.fullmatch(f"{collection}_find_by_[a-z_]+", name)]
        return name

    def gone(self, operation: str, *place: str) -> bool:
        # The cloud does not say 404 for keys of the object storage.
        if operation.startswith("um_users_s3keys"):
            with pytest.raises(sdk.rest.ApiException) as caught:
                self(operation, *place)
            return caught.value.status == 422
        return super().gone(operation, *place)

    def life(self, collection: str, place: tuple[Any, ...], new: Any, *changes: Any, keep: bool = False) -> str:
        """Make one, find it alone and in its list, change it (PATCH with properties, PUT with a whole), remove it."""
        made = self(f"{collection}_post", *place, new)
        read = self.find(collection)
        assert_shows(self(read, *place, made.id), new)
        assert made.id in [item.id for item in self(f"{collection}_get", *place, depth=1).items]
        for change in changes:
            whole = hasattr(change, "properties")
            self(f"{collection}_{'put' if whole else 'patch'}", *place, made.id, change)
            assert_shows(self(read, *place, made.id), change)
        if not keep:
            self.remove(collection, *place, made.id)
        return made.id

    def remove(self, collection: str, *place: Any) -> None:
        remove = f"{collection}_delete"
        self(remove if remove in self.operations else "target_groups_delete", *place)
        until(lambda: self.gone(self.find(collection), *place))


def assert_shows(seen: Any, given: Any) -> None:
    """What was given is what is read, except for what is never shown."""
    properties = getattr(given, "properties", given)
    for name in properties.attribute_map:
        value = getattr(properties, name)
        hidden = ("password", "ssh_keys", "image_password", "user_data", "image_alias")
        if value is not None and name not in hidden:
            assert holds(plain(getattr(seen.properties, name)), plain(value)), name


def holds(seen: Any, given: Any) -> bool:
    """Whether all that was given is there; what was left out inside it may have a default."""
    if isinstance(seen, dict) and isinstance(given, dict):
        return all(holds(seen.get(name), value) for name, value in given.items())
    if isinstance(seen, list) and isinstance(given, list):
        return len(seen) == len(given) and all(map(holds, seen, given))
    return bool(seen == given)


def plain(value: Any) -> Any:
    if isinstance(value, list):
        return [plain(item) for item in value]
    if hasattr(value, "to_dict"):
        return {name: item for name, item in value.to_dict().items() if item is not None}
    return value


@pytest.fixture(scope="module")
def record(results):
    return results.client("ionoscloud", "Cloud API v6")


@pytest.fixture
def api(served, record):
    served.reset()
    official = Official(served.url, served.token, record)
    yield official
    official.client.close()
    served.reset()


@pytest.fixture
def dc(api):
    return api("datacenters_post", sdk.Datacenter(properties=sdk.DatacenterProperties(name="d", location="de/txl"))).id


def lan(api, dc, public: bool) -> int:
    return int(api("datacenters_lans_post", dc, sdk.Lan(properties=sdk.LanProperties(name="l", public=public))).id)


def server(api, dc, **entities: Any) -> str:
    properties = sdk.ServerProperties(name="s", cores=2, ram=2048)
    new = sdk.Server(properties=properties, entities=sdk.ServerEntities(**entities) if entities else None)
    return api("datacenters_servers_post", dc, new).id


def nic(api, dc, server, lan=1) -> str:
    return api("datacenters_servers_nics_post", dc, server, sdk.Nic(properties=sdk.NicProperties(name="n", lan=lan))).id


def volume(api, dc) -> str:
    properties = sdk.VolumeProperties(name="v", type="SSD", size=10, licence_type="LINUX")
    return api("datacenters_volumes_post", dc, sdk.Volume(properties=properties)).id


def block(api, size: int = 1) -> Any:
    return api("ipblocks_post", sdk.IpBlock(properties=sdk.IpBlockProperties(name="b", location="de/txl", size=size)))


def flow_log(name: str) -> Any:
    return sdk.FlowLogProperties(name=name, action="ALL", direction="BIDIRECTIONAL", bucket="flow-logs")


def rule(name: str) -> Any:
    return sdk.FirewallruleProperties(name=name, protocol="TCP", port_range_start=22, port_range_end=22)


def snapshot(api, dc, volume) -> Any:
    wanted = sdk.CreateSnapshot(properties=sdk.CreateSnapshotProperties(name="a", description="x"))
    return api("datacenters_volumes_create_snapshot_post", dc, volume, snapshot=wanted)


def test_data_centers(api):
    new = sdk.Datacenter(properties=sdk.DatacenterProperties(name="a", description="x", location="de/txl"))
    patch = sdk.DatacenterProperties(name="b")
    put = sdk.Datacenter(properties=sdk.DatacenterProperties(name="c", description="y", location="de/txl"))
    api.life("datacenters", (), new, patch, put)


def test_servers_and_their_power(api, dc):
    new = sdk.Server(properties=sdk.ServerProperties(name="a", cores=1, ram=1024, availability_zone="ZONE_1"))
    patch = sdk.ServerProperties(cores=2, ram=2048)
    put = sdk.Server(properties=sdk.ServerProperties(name="c", cores=3, ram=4096))
    one = api.life("datacenters_servers", (dc,), new, patch, put, keep=True)
    look = lambda: api("datacenters_servers_find_by_id", dc, one).properties.vm_state  # noqa: E731
    for action, state in [("stop", "SHUTOFF"), ("start", "RUNNING"), ("reboot", "RUNNING"), ("upgrade", "RUNNING")]:
        api(f"datacenters_servers_{action}_post", dc, one)
        assert look() == state
    assert api("datacenters_servers_remote_console_get", dc, one).url.startswith("https://")
    assert api("datacenters_servers_token_get", dc, one).token
    api.remove("datacenters_servers", dc, one)


def test_a_cube_with_its_volume(api, dc):
    templates = api("templates_get", depth=1).items
    template = next(t for t in templates if t.properties.name == "Basic Cube S")
    assert api("templates_find_by_id", template.id).properties.cores == template.properties.cores
    volume = sdk.Volume(properties=sdk.VolumeProperties(name="boot", type="DAS", licence_type="LINUX"))
    new = sdk.Server(
        properties=sdk.ServerProperties(name="cube", type="CUBE", template_uuid=template.id),
        entities=sdk.ServerEntities(volumes=sdk.AttachedVolumes(items=[volume])),
    )
    cube = api("datacenters_servers_post", dc, new).id
    assert api("datacenters_servers_find_by_id", dc, cube).properties.cores == template.properties.cores
    api("datacenters_servers_suspend_post", dc, cube)
    assert api("datacenters_servers_find_by_id", dc, cube).properties.vm_state == "SUSPENDED"
    api("datacenters_servers_resume_post", dc, cube)
    assert api("datacenters_servers_find_by_id", dc, cube).properties.vm_state == "RUNNING"
    api.remove("datacenters_servers", dc, cube)


def test_volumes_attached_and_detached(api, dc):
    new = sdk.Volume(properties=sdk.VolumeProperties(name="a", type="SSD", size=10, licence_type="LINUX"))
    patch = sdk.VolumeProperties(size=20)
    put = sdk.Volume(properties=sdk.VolumeProperties(name="c", size=30))
    one = api.life("datacenters_volumes", (dc,), new, patch, put, keep=True)
    host = server(api, dc)
    assert api("datacenters_servers_volumes_post", dc, host, sdk.Volume(id=one)).id == one
    assert [v.id for v in api("datacenters_servers_volumes_get", dc, host).items] == [one]
    assert api("datacenters_servers_volumes_find_by_id", dc, host, one).properties.name == "c"
    api("datacenters_servers_volumes_delete", dc, host, one)
    assert api("datacenters_servers_volumes_get", dc, host).items == []
    api.remove("datacenters_volumes", dc, one)


def test_cd_roms(api, dc):
    host = server(api, dc)
    images = api("images_get", depth=1).items
    image = next(i for i in images if i.properties.image_type == "CDROM" and i.properties.location == "de/txl")
    api("datacenters_servers_cdroms_post", dc, host, sdk.Image(id=image.id))
    assert [i.id for i in api("datacenters_servers_cdroms_get", dc, host).items] == [image.id]
    assert api("datacenters_servers_cdroms_find_by_id", dc, host, image.id).properties.image_type == "CDROM"
    api("datacenters_servers_cdroms_delete", dc, host, image.id)
    assert api("datacenters_servers_cdroms_get", dc, host).items == []


def test_lans_and_nics(api, dc):
    new = sdk.Lan(properties=sdk.LanProperties(name="a", public=False))
    patch = sdk.LanProperties(name="b")
    api.life("datacenters_lans", (dc,), new, patch, sdk.Lan(properties=sdk.LanProperties(name="c", public=True)))
    first, second = lan(api, dc, True), lan(api, dc, False)
    host = server(api, dc)
    new = sdk.Nic(properties=sdk.NicProperties(name="a", lan=first))
    patch = sdk.NicProperties(name="b", dhcp=False)
    put = sdk.Nic(properties=sdk.NicProperties(name="c", lan=first, firewall_active=True))
    one = api.life("datacenters_servers_nics", (dc, host), new, patch, put, keep=True)
    assert api("datacenters_lans_nics_post", dc, second, sdk.Nic(id=one)).id == one
    assert [n.id for n in api("datacenters_lans_nics_get", dc, second).items] == [one]
    assert api("datacenters_lans_nics_find_by_id", dc, second, one).properties.lan == second
    api.remove("datacenters_servers_nics", dc, host, one)


def test_what_lies_in_a_nic(api, dc):
    host = server(api, dc)
    place = (dc, host, nic(api, dc, host))
    new = sdk.FirewallRule(properties=rule("a"))
    patch = sdk.FirewallruleProperties(name="b", port_range_start=80, port_range_end=90)
    put = sdk.FirewallRule(properties=rule("c"))
    api.life("datacenters_servers_nics_firewallrules", place, new, patch, put)
    patch = sdk.FlowLogProperties(name="b")
    new, put = sdk.FlowLog(properties=flow_log("a")), sdk.FlowLogPut(properties=flow_log("c"))
    api.life("datacenters_servers_nics_flowlogs", place, new, patch, put)


def test_security_groups_of_servers_and_nics(api, dc):
    request = sdk.SecurityGroupRequest(properties=sdk.SecurityGroupProperties(name="a", description="x"))
    patch = sdk.SecurityGroupProperties(name="b", description="y")
    put = sdk.SecurityGroupRequest(properties=sdk.SecurityGroupProperties(name="c", description="z"))
    group = api.life("datacenters_securitygroups", (dc,), request, patch, put, keep=True)
    one = api("datacenters_securitygroups_firewallrules_post", dc, group, sdk.FirewallRule(properties=rule("a"))).id
    assert [r.id for r in api("datacenters_securitygroups_rules_get", dc, group).items] == [one]
    read = lambda: api("datacenters_securitygroups_rules_find_by_id", dc, group, one)  # noqa: E731
    assert_shows(read(), rule("a"))
    api("datacenters_securitygroups_rules_patch", dc, group, one, sdk.FirewallruleProperties(name="b"))
    assert read().properties.name == "b"
    api("datacenters_securitygroups_rules_put", dc, group, one, sdk.FirewallRule(properties=rule("c")))
    assert_shows(read(), rule("c"))
    host = server(api, dc)
    card = nic(api, dc, host)
    ids = sdk.ListOfIds(ids=[group])
    api("datacenters_servers_securitygroups_put", dc, host, ids)
    api("datacenters_servers_nics_securitygroups_put", dc, host, card, ids)
    seen = api("datacenters_servers_find_by_id", dc, host, depth=3).entities
    assert [g.id for g in seen.securitygroups.items] == [group]
    assert [g.id for g in seen.nics.items[0].entities.securitygroups.items] == [group]
    api("datacenters_servers_securitygroups_put", dc, host, sdk.ListOfIds(ids=[]))
    api("datacenters_servers_nics_securitygroups_put", dc, host, card, sdk.ListOfIds(ids=[]))
    api("datacenters_securitygroups_firewallrules_delete", dc, group, one)
    assert api.gone(api.find("datacenters_securitygroups_rules"), dc, group, one)
    api.remove("datacenters_securitygroups", dc, group)


def test_nat_gateways(api, dc):
    ips, inside = block(api, 2).properties.ips, lan(api, dc, False)
    lans = [sdk.NatGatewayLanProperties(id=inside, gateway_ips=["10.11.2.5/32"])]
    new = sdk.NatGateway(properties=sdk.NatGatewayProperties(name="a", public_ips=ips[:1], lans=lans))
    patch = sdk.NatGatewayProperties(name="b", public_ips=ips)
    put = sdk.NatGatewayPut(properties=sdk.NatGatewayProperties(name="c", public_ips=ips, lans=lans))
    gateway = api.life("datacenters_natgateways", (dc,), new, patch, put, keep=True)

    def properties(name: str) -> Any:
        ports = sdk.TargetPortRange(start=80, end=90)
        return sdk.NatGatewayRuleProperties(
            name=name,
            type="SNAT",
            protocol="TCP",
            source_subnet="10.0.1.0/24",
            public_ip=ips[0],
            target_port_range=ports,
        )

    patch = properties("b")
    new, put = sdk.NatGatewayRule(properties=properties("a")), sdk.NatGatewayRulePut(properties=properties("c"))
    api.life("datacenters_natgateways_rules", (dc, gateway), new, patch, put)
    new, put = sdk.FlowLog(properties=flow_log("a")), sdk.FlowLogPut(properties=flow_log("c"))
    api.life("datacenters_natgateways_flowlogs", (dc, gateway), new, flow_log("b"), put)
    api.remove("datacenters_natgateways", dc, gateway)


def test_network_load_balancers(api, dc):
    ips, outside, inside = block(api).properties.ips, lan(api, dc, True), lan(api, dc, False)

    def properties(name: str) -> Any:
        return sdk.NetworkLoadBalancerProperties(name=name, listener_lan=outside, target_lan=inside, ips=ips)

    new, put = (kind(properties=properties("a")) for kind in (sdk.NetworkLoadBalancer, sdk.NetworkLoadBalancerPut))
    balancer = api.life("datacenters_networkloadbalancers", (dc,), new, properties("b"), put, keep=True)

    def forwarding(name: str) -> Any:
        target = sdk.NetworkLoadBalancerForwardingRuleTarget(ip="10.8.2.5", port=80, weight=1)
        return sdk.NetworkLoadBalancerForwardingRuleProperties(
            name=name, algorithm="ROUND_ROBIN", protocol="TCP", listener_ip=ips[0], listener_port=80, targets=[target]
        )

    new = sdk.NetworkLoadBalancerForwardingRule(properties=forwarding("a"))
    put = sdk.NetworkLoadBalancerForwardingRulePut(properties=forwarding("c"))
    place = (dc, balancer)
    api.life("datacenters_networkloadbalancers_forwardingrules", place, new, forwarding("b"), put)
    new, put = sdk.FlowLog(properties=flow_log("a")), sdk.FlowLogPut(properties=flow_log("c"))
    api.life("datacenters_networkloadbalancers_flowlogs", place, new, flow_log("b"), put)
    api.remove("datacenters_networkloadbalancers", dc, balancer)


def test_application_load_balancers_and_target_groups(api, dc):
    def group(name: str) -> Any:
        target = sdk.TargetGroupTarget(ip="10.8.2.5", port=80, weight=1)
        return sdk.TargetGroupProperties(name=name, algorithm="RANDOM", protocol="HTTP", targets=[target])

    new, put = sdk.TargetGroup(properties=group("a")), sdk.TargetGroupPut(properties=group("c"))
    targets = api.life("targetgroups", (), new, group("b"), put, keep=True)
    ips, outside, inside = block(api).properties.ips, lan(api, dc, True), lan(api, dc, False)

    def properties(name: str) -> Any:
        return sdk.ApplicationLoadBalancerProperties(name=name, listener_lan=outside, target_lan=inside, ips=ips)

    new = sdk.ApplicationLoadBalancer(properties=properties("a"))
    put = sdk.ApplicationLoadBalancerPut(properties=properties("c"))
    balancer = api.life("datacenters_applicationloadbalancers", (dc,), new, properties("b"), put, keep=True)

    def forwarding(name: str) -> Any:
        http = sdk.ApplicationLoadBalancerHttpRule(name="all", type="FORWARD", target_group=targets)
        return sdk.ApplicationLoadBalancerForwardingRuleProperties(
            name=name, protocol="HTTP", listener_ip=ips[0], listener_port=80, http_rules=[http]
        )

    new = sdk.ApplicationLoadBalancerForwardingRule(properties=forwarding("a"))
    put = sdk.ApplicationLoadBalancerForwardingRulePut(properties=forwarding("c"))
    place = (dc, balancer)
    api.life("datacenters_applicationloadbalancers_forwardingrules", place, new, forwarding("b"), put)
    new, put = sdk.FlowLog(properties=flow_log("a")), sdk.FlowLogPut(properties=flow_log("c"))
    api.life("datacenters_applicationloadbalancers_flowlogs", place, new, flow_log("b"), put)
    api.remove("datacenters_applicationloadbalancers", dc, balancer)
    api.remove("targetgroups", targets)


def test_classic_load_balancers(api, dc):
    new = sdk.Loadbalancer(properties=sdk.LoadbalancerProperties(name="a", dhcp=True))
    patch = sdk.LoadbalancerProperties(name="b")
    put = sdk.Loadbalancer(properties=sdk.LoadbalancerProperties(name="c", dhcp=False))
    balancer = api.life("datacenters_loadbalancers", (dc,), new, patch, put, keep=True)
    host = server(api, dc)
    one = nic(api, dc, host)
    assert api("datacenters_loadbalancers_balancednics_post", dc, balancer, sdk.Nic(id=one)).id == one
    assert [n.id for n in api("datacenters_loadbalancers_balancednics_get", dc, balancer).items] == [one]
    assert api("datacenters_loadbalancers_balancednics_find_by_nic_id", dc, balancer, one).id == one
    api("datacenters_loadbalancers_balancednics_delete", dc, balancer, one)
    assert api("datacenters_loadbalancers_balancednics_get", dc, balancer).items == []
    api.remove("datacenters_loadbalancers", dc, balancer)


def test_ip_blocks_and_cross_connects(api):
    new = sdk.IpBlock(properties=sdk.IpBlockProperties(name="a", location="de/txl", size=2))
    patch = sdk.IpBlockProperties(name="b")
    put = sdk.IpBlock(properties=sdk.IpBlockProperties(name="c", location="de/txl", size=2))
    api.life("ipblocks", (), new, patch, put)
    new = sdk.PrivateCrossConnect(properties=sdk.PrivateCrossConnectProperties(name="a", description="x"))
    api.life("pccs", (), new, sdk.PrivateCrossConnectProperties(name="b", description="y"))


def test_snapshots(api, dc):
    source = volume(api, dc)
    made = snapshot(api, dc, source)
    read = lambda: api("snapshots_find_by_id", made.id).properties  # noqa: E731
    assert (read().name, read().description, read().size) == ("a", "x", 10)
    assert [s.id for s in api("snapshots_get").items] == [made.id]
    api("snapshots_patch", made.id, sdk.SnapshotProperties(name="b"))
    assert read().name == "b"
    api("snapshots_put", made.id, sdk.Snapshot(properties=sdk.SnapshotProperties(name="c", licence_type="LINUX")))
    assert (read().name, read().licence_type) == ("c", "LINUX")
    restored = sdk.RestoreSnapshot(properties=sdk.RestoreSnapshotProperties(snapshot_id=made.id))
    api("datacenters_volumes_restore_snapshot_post", dc, source, restore_snapshot=restored)
    api.remove("snapshots", made.id)


def labels(api, owner: str, *place: str) -> None:
    collection = f"{owner}_labels"
    label = lambda value: sdk.LabelResource(properties=sdk.LabelResourceProperties(key="k", value=value))  # noqa: E731
    assert api(f"{collection}_post", *place, label("a")).properties.value == "a"
    assert [x.properties.key for x in api(f"{collection}_get", *place, depth=1).items] == ["k"]
    (seen,) = api("labels_get", depth=1).items
    assert seen.properties.value == "a"
    assert api("labels_find_by_urn", seen.id).properties.resource_id == place[-1]
    api(f"{collection}_put", *place, "k", label("b"))
    assert api(f"{collection}_find_by_key", *place, "k").properties.value == "b"
    api(f"{collection}_delete", *place, "k")
    assert api.gone(api.find(collection), *place, "k")


def test_labels_of_everything_that_has_them(api, dc):
    source = volume(api, dc)
    labels(api, "datacenters", dc)
    labels(api, "datacenters_servers", dc, server(api, dc))
    labels(api, "datacenters_volumes", dc, source)
    labels(api, "ipblocks", block(api).id)
    labels(api, "snapshots", snapshot(api, dc, source).id)
    labels(api, "images", api("images_get").items[0].id)


def test_images_of_the_contract(api, served):
    image = served.admin("POST", "images", {"location": "de/txl", "name": "mine", "size": 2})["id"]
    read = lambda: api("images_find_by_id", image).properties  # noqa: E731
    assert (read().name, read().public) == ("mine", False)
    api("images_patch", image, sdk.ImageProperties(name="b", licence_type="LINUX"))
    assert read().name == "b"
    api("images_put", image, sdk.Image(properties=sdk.ImageProperties(name="c", licence_type="OTHER")))
    assert (read().name, read().licence_type) == ("c", "OTHER")
    api.remove("images", image)


def test_kubernetes(api, dc):
    assert api("k8s_versions_default_get") in api("k8s_versions_get")
    window = sdk.KubernetesMaintenanceWindow(day_of_the_week="Monday", time="04:00:00Z")
    new = sdk.KubernetesClusterForPost(properties=sdk.KubernetesClusterPropertiesForPost(name="a"))
    made = api("k8s_post", new).id
    active = lambda: api("k8s_find_by_cluster_id", made).metadata.state == "ACTIVE"  # noqa: E731
    until(active)
    assert made in [c.id for c in api("k8s_get").items]
    put = sdk.KubernetesClusterPropertiesForPut(name="c", maintenance_window=window)
    api("k8s_put", made, sdk.KubernetesClusterForPut(properties=put))
    until(active)
    seen = api("k8s_find_by_cluster_id", made).properties
    assert (seen.name, seen.maintenance_window.day_of_the_week) == ("c", "Monday")
    assert "apiVersion" in str(api("k8s_kubeconfig_get", made))
    pool = sdk.KubernetesNodePoolForPost(
        properties=sdk.KubernetesNodePoolPropertiesForPost(
            name="p",
            datacenter_id=dc,
            node_count=2,
            cores_count=2,
            ram_size=4096,
            availability_zone="AUTO",
            storage_type="SSD",
            storage_size=20,
        )
    )
    pool = api("k8s_nodepools_post", made, pool).id
    ready = lambda: api("k8s_nodepools_find_by_id", made, pool).metadata.state == "ACTIVE"  # noqa: E731
    until(ready)
    assert pool in [p.id for p in api("k8s_nodepools_get", made).items]
    put = sdk.KubernetesNodePoolPropertiesForPut(node_count=3)
    api("k8s_nodepools_put", made, pool, sdk.KubernetesNodePoolForPut(properties=put))
    until(ready)
    nodes = lambda: [n.id for n in api("k8s_nodepools_nodes_get", made, pool).items]  # noqa: E731
    until(lambda: len(nodes()) == 3)
    first, second, *_ = nodes()
    assert api("k8s_nodepools_nodes_find_by_id", made, pool, first).properties.name
    api("k8s_nodepools_nodes_replace_post", made, pool, first)
    until(lambda: first not in nodes())
    api("k8s_nodepools_nodes_delete", made, pool, second)
    until(lambda: second not in nodes())
    api.remove("k8s_nodepools", made, pool)
    api.remove("k8s", made)


def test_users_and_groups(api, dc):
    properties = {"firstname": "A", "lastname": "B", "email": "a@example.com", "administrator": False}
    post = sdk.UserPropertiesPost(**properties, password=secrets.token_hex(8))
    put = sdk.UserPut(properties=sdk.UserPropertiesPut(**(properties | {"firstname": "C"}), force_sec_auth=False))
    user = api.life("um_users", (), sdk.UserPost(properties=post), put, keep=True)
    new = sdk.Group(properties=sdk.GroupProperties(name="a", create_data_center=True))
    put = sdk.Group(properties=sdk.GroupProperties(name="c", s3_privilege=True))
    group = api.life("um_groups", (), new, put, keep=True)
    api("um_groups_users_post", group, sdk.UserGroupPost(id=user))
    assert [u.id for u in api("um_groups_users_get", group).items] == [user]
    assert [g.id for g in api("um_users_groups_get", user).items] == [group]
    assert api("um_users_owns_get", user).items == []
    api("um_groups_shares_post", group, dc, sdk.GroupShare(properties=sdk.GroupShareProperties(edit_privilege=True)))
    assert [s.id for s in api("um_groups_shares_get", group).items] == [dc]
    assert [r.id for r in api("um_groups_resources_get", group).items] == [dc]
    share = sdk.GroupShare(properties=sdk.GroupShareProperties(edit_privilege=False, share_privilege=True))
    api("um_groups_shares_put", group, dc, share)
    assert_shows(api("um_groups_shares_find_by_resource_id", group, dc), share)
    api("um_groups_shares_delete", group, dc)
    assert api.gone(api.find("um_groups_shares"), group, dc)
    assert dc in [r.id for r in api("um_resources_get").items]
    assert [r.id for r in api("um_resources_find_by_type", "datacenter").items] == [dc]
    assert api("um_resources_find_by_type_and_id", "datacenter", dc).id == dc

    key = api("um_users_s3keys_post", user)
    assert key.properties.secret_key
    assert [k.id for k in api("um_users_s3keys_get", user).items] == [key.id]
    api("um_users_s3keys_put", user, key.id, sdk.S3Key(properties=sdk.S3KeyProperties(active=False)))
    assert api("um_users_s3keys_find_by_key_id", user, key.id).properties.active is False
    assert api("um_users_s3ssourl_get", user).sso_url.startswith("https://")
    api.remove("um_users_s3keys", user, key.id)
    api("um_groups_users_delete", group, user)
    assert api("um_groups_users_get", group).items == []
    api.remove("um_groups", group)
    api.remove("um_users", user)


def test_backup_units(api):
    password = secrets.token_hex(8)
    new = sdk.BackupUnit(properties=sdk.BackupUnitProperties(name="nightly", email="a@example.com", password=password))
    patch = sdk.BackupUnitProperties(email="b@example.com")
    put = sdk.BackupUnit(properties=sdk.BackupUnitProperties(name="nightly", email="c@example.com", password=password))
    unit = api.life("backupunits", (), new, patch, put, keep=True)
    assert api("backupunits_find_by_id", unit).properties.password is None
    assert api("backupunits_ssourl_get", unit).sso_url.startswith("https://")
    api.remove("backupunits", unit)


def test_what_can_only_be_read(api, dc):
    assert api("api_info_get").version
    (contract,) = api("contracts_get", depth=1).items
    assert contract.properties.resource_limits.cores_provisioned == 0
    locations = [location.id for location in api("locations_get").items]
    assert {"de/txl", "de/fra", "de/fra/2"} <= set(locations)
    german = [location.id for location in api("locations_find_by_region_id", "de").items]
    assert german == [location for location in locations if location.startswith("de/")]
    assert api("locations_find_by_region_id_and_id", "de", "txl").properties.image_aliases
    requests = api("requests_get", depth=1).items
    done = api("requests_find_by_id", requests[0].id)
    assert done.properties.method == "POST"
    assert api("requests_status_get", done.id).metadata.targets[0].target.id == dc


def test_no_operation_was_left_out(record):
    """Run after all others of this file."""
    assert record.missing() == []
