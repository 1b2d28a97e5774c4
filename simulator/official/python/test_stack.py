"""What `Stack.up` made, as the official Python SDK of IONOS sees it. It shares no code with ours."""

from __future__ import annotations

import base64

import ionoscloud
import pytest
from ionos_sdk import Client
from ionos_sdk.keys import KeyStore
from ionos_sdk.stack import Stack
from simulated import ROOT

FILE = ROOT / "examples" / "stacks" / "secure-ai.toml"
SUBNETS = {"services": "10.20.1.0/24", "data": "10.20.2.0/24"}
ADDRESSES = {
    ("chat-1", "services"): "10.20.1.11",
    ("chat-1", "data"): "10.20.2.11",
    ("chat-2", "services"): "10.20.1.12",
    ("chat-2", "data"): "10.20.2.12",
}


class World:
    """The stack, read once by the official client."""

    def __init__(self, url: str, token: str) -> None:
        configuration = ionoscloud.Configuration(host=f"{url}/cloudapi/v6", token=token)
        self.client = ionoscloud.ApiClient(configuration)
        api = ionoscloud
        (self.datacenter,) = api.DataCentersApi(self.client).datacenters_get(depth=2).items
        dc = self.datacenter.id
        self.lans = api.LANsApi(self.client).datacenters_lans_get(dc, depth=3).items
        self.servers = {
            s.properties.name: s for s in api.ServersApi(self.client).datacenters_servers_get(dc, depth=5).items
        }
        self.blocks = api.IPBlocksApi(self.client).ipblocks_get(depth=2).items
        self.gateways = api.NATGatewaysApi(self.client).datacenters_natgateways_get(dc, depth=5).items
        self.groups = api.SecurityGroupsApi(self.client).datacenters_securitygroups_get(dc, depth=5).items
        self.snapshots = api.SnapshotsApi(self.client).snapshots_get(depth=2).items
        self.labels = api.LabelsApi(self.client)

    @property
    def lan_names(self) -> dict[str, str]:
        return {lan.id: lan.properties.name for lan in self.lans}


@pytest.fixture(scope="module")
def up(served, tmp_path_factory):
    """The stack, brought up once for the tests of this file."""
    served.reset()
    secrets = tmp_path_factory.mktemp("official") / "secrets"
    with pytest.MonkeyPatch.context() as environment:
        for name, value in served.environment.items():
            environment.setenv(name, value)
        assert Stack.load(FILE, secrets=secrets).up().remaining == ()
    yield served, secrets
    served.reset()


@pytest.fixture(scope="module")
def world(up):
    served, _ = up
    world = World(served.url, served.token)
    yield world
    world.client.close()


def test_the_data_center_is_in_berlin(world):
    properties = world.datacenter.properties
    assert (properties.name, properties.location) == ("secure-ai", "de/txl")
    assert world.datacenter.metadata.state == "AVAILABLE"


def test_all_lans_are_private_and_hold_one_nic_of_each_server(world):
    assert sorted(world.lan_names.values()) == ["data", "services"]
    for lan in world.lans:
        assert lan.properties.public is False
        assert len(lan.entities.nics.items) == 2


def test_two_servers_in_two_zones_boot_from_their_own_volumes(world):
    zones = {name: s.properties.availability_zone for name, s in world.servers.items()}
    assert zones == {"chat-1": "ZONE_1", "chat-2": "ZONE_2"}
    for name, server in world.servers.items():
        assert server.properties.vm_state == "RUNNING"
        assert (server.properties.cores, server.properties.ram) == (2, 4096)
        (volume,) = server.entities.volumes.items
        assert server.properties.boot_volume.id == volume.id
        assert volume.properties.name == f"{name}-boot"
        assert (volume.properties.type, volume.properties.size) == ("SSD Premium", 20)


def test_every_nic_has_its_private_address_and_records_all_connections(world):
    seen = {}
    for name, server in world.servers.items():
        for nic in server.entities.nics.items:
            network = world.lan_names[str(nic.properties.lan)]
            (seen[name, network],) = nic.properties.ips
            (log,) = nic.entities.flowlogs.items
            assert (log.properties.action, log.properties.direction) == ("ALL", "BIDIRECTIONAL")
            assert log.properties.bucket == "secure-ai-flow-logs"
    assert seen == ADDRESSES


def test_the_gateway_leads_out_under_a_reserved_address_of_berlin(world):
    (block,) = world.blocks
    assert (block.properties.location, block.properties.size) == ("de/txl", 1)
    (gateway,) = world.gateways
    assert gateway.properties.public_ips == block.properties.ips
    assert {str(lan.id) for lan in gateway.properties.lans} == set(world.lan_names)
    rules = {r.properties.source_subnet: r.properties for r in gateway.entities.rules.items}
    assert set(rules) == set(SUBNETS.values())
    for rule in rules.values():
        assert rule.type == "SNAT"
        assert rule.public_ip == block.properties.ips[0]
    (log,) = gateway.entities.flowlogs.items
    assert (log.properties.action, log.properties.direction) == ("ALL", "BIDIRECTIONAL")
    assert {ip.ip for ip in block.properties.ip_consumers} == set(block.properties.ips)


def test_the_gateway_has_an_address_in_every_lan(world):
    (gateway,) = world.gateways
    inside = {world.lan_names[str(lan.id)]: lan.gateway_ips for lan in gateway.properties.lans}
    for name, subnet in SUBNETS.items():
        (address,) = inside[name]
        assert address.startswith(subnet.rsplit(".", 1)[0])


def test_the_security_group_lets_nothing_in_from_the_internet_and_protects_every_server(world):
    (group,) = world.groups
    rules = group.entities.rules.items
    assert {r.properties.name for r in rules} == {"front-end", "database"}
    for rule in rules:
        assert rule.properties.type == "INGRESS"
        assert rule.properties.source_ip in SUBNETS.values()
    for server in world.servers.values():
        assert [g.id for g in server.entities.securitygroups.items] == [group.id]


def test_everything_carries_the_labels_of_its_owner(world):
    def of(labels) -> dict[str, str]:
        return {x.properties.key: x.properties.value for x in labels.items}

    wanted = {"ionos-stack": "secure-ai", "owner": "platform-team", "environment": "production"}.items()
    dc, api = world.datacenter.id, world.labels
    assert wanted <= of(api.datacenters_labels_get(dc, depth=2)).items()
    (block,) = world.blocks
    assert wanted <= of(api.ipblocks_labels_get(block.id, depth=2)).items()
    for server in world.servers.values():
        assert wanted <= of(api.datacenters_servers_labels_get(dc, server.id, depth=2)).items()
        (volume,) = server.entities.volumes.items
        assert wanted <= of(api.datacenters_volumes_labels_get(dc, volume.id, depth=2)).items()


def test_every_volume_has_a_snapshot_that_names_it(world):
    volumes = {s.entities.volumes.items[0].id for s in world.servers.values()}
    sources = set()
    for snapshot in world.snapshots:
        assert snapshot.properties.location == "de/txl"
        labels = world.labels.snapshots_labels_get(snapshot.id, depth=2).items
        sources |= {x.properties.value for x in labels if x.properties.key == "ionos-stack-source"}
    assert len(world.snapshots) == 2
    assert sources == volumes


def test_the_servers_know_the_key_and_no_secret_is_in_their_user_data(up, world):
    served, secrets = up
    (key,) = KeyStore(secrets / "ssh").list()
    text = KeyStore(secrets / "ssh").private_key(key.name).expose_secret()
    creations = [e["body"] for e in served.journal() if e["method"] == "POST" and e["path"].endswith("/servers")]
    assert len(creations) == 2
    for body in creations:
        volume = body["entities"]["volumes"]["items"][0]["properties"]
        assert volume["sshKeys"] == [key.public_key]
        user_data = base64.b64decode(volume["userData"]).decode()
        assert user_data.startswith("#cloud-config") and "cloudflared" in user_data
        for secret in (served.token, served.environment["CLOUDFLARE_API_TOKEN"], *text.splitlines()[1:-1]):
            assert secret not in user_data


def test_both_clients_read_the_same(up, world):
    served, _ = up
    ours = Client(token=served.token, api_url=served.url)
    dc = ours.datacenters.list().one()
    assert dc.id == world.datacenter.id
    assert {s.id for s in ours.datacenter(dc.id).servers.list()} == {s.id for s in world.servers.values()}
    assert {s.id for s in ours.snapshots.list()} == {s.id for s in world.snapshots}
