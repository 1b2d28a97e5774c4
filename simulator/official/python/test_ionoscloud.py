"""Every kind of resource through its life, made and removed by the official Python SDK of IONOS, on the simulator."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import Any

import ionoscloud as sdk
import pytest


class Official:
    """The official client, with a wait that does not sleep for a second before its first look."""

    def __init__(self, url: str, token: str) -> None:
        self.client = sdk.ApiClient(sdk.Configuration(host=f"{url}/cloudapi/v6", token=token))

    def __getattr__(self, name: str) -> Any:
        return getattr(sdk, name)(self.client)

    def done(self, method: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call a method, wait for the request that it names, and give the body of its answer."""
        complete = getattr(method.__self__, f"{method.__name__}_with_http_info")
        data, status, headers = complete(*args, **kwargs)
        assert status in (200, 201, 202)
        location = headers.get("Location")
        if location:
            request = location.rsplit("/", 2)[1]
            until(lambda: self.RequestsApi.requests_status_get(request).metadata.status == "DONE")
        return data


def until(look: Callable[[], bool]) -> None:
    for _ in range(2000):
        if look():
            return
        time.sleep(0.002)
    raise AssertionError("it takes too long")


def gone(read: Callable[..., Any], *args: Any) -> bool:
    try:
        read(*args)
    except sdk.rest.ApiException as error:
        assert error.status == 404
        return True
    return False


@pytest.fixture
def official(served):
    served.reset()
    official = Official(served.url, served.token)
    yield official
    official.client.close()
    served.reset()


@pytest.fixture
def dc(official):
    new = sdk.Datacenter(properties=sdk.DatacenterProperties(name="sweep", location="de/txl"))
    return official.done(official.DataCentersApi.datacenters_post, new).id


def life(official: Official, api: Any, names: tuple[str, str, str, str], place: tuple[str, ...], new: Any, change: Any):
    """Make one, find it alone and in its list, change it, remove it."""
    collection, find, remove, patch = names
    made = official.done(getattr(api, f"{collection}_post"), *place, new)
    read = getattr(api, find)
    assert read(*place, made.id).properties.name == new.properties.name
    assert made.id in [item.id for item in getattr(api, f"{collection}_get")(*place).items]
    official.done(getattr(api, patch), *place, made.id, change)
    assert read(*place, made.id).properties.name == change.name
    official.done(getattr(api, remove), *place, made.id)
    assert gone(read, *place, made.id)


def lans(official: Official, dc: str) -> tuple[int, int]:
    def new(public: bool) -> int:
        lan = sdk.Lan(properties=sdk.LanProperties(name="lan", public=public))
        return int(official.done(official.LANsApi.datacenters_lans_post, dc, lan).id)

    return new(True), new(False)


def test_network_kinds(official, dc):
    public, private = lans(official, dc)
    block = sdk.IpBlock(properties=sdk.IpBlockProperties(name="b", location="de/txl", size=1))
    ip = official.done(official.IPBlocksApi.ipblocks_post, block).properties.ips[0]
    for short, name, api, properties in [
        ("network", "NetworkLoadBalancer", official.NetworkLoadBalancersApi, sdk.NetworkLoadBalancerProperties),
        (
            "application",
            "ApplicationLoadBalancer",
            official.ApplicationLoadBalancersApi,
            sdk.ApplicationLoadBalancerProperties,
        ),
    ]:
        plural = f"datacenters_{short}loadbalancers"
        names = (plural, f"{plural}_find_by_{short}_load_balancer_id", f"{plural}_delete", f"{plural}_patch")
        given = {"listener_lan": public, "target_lan": private, "ips": [ip]}
        new = getattr(sdk, name)(properties=properties(name="lb", **given))
        life(official, api, names, (dc,), new, properties(name="other", **given))
    group = sdk.TargetGroup(properties=sdk.TargetGroupProperties(name="g", algorithm="RANDOM", protocol="HTTP"))
    names = ("targetgroups", "targetgroups_find_by_target_group_id", "target_groups_delete", "targetgroups_patch")
    change = sdk.TargetGroupProperties(name="h", algorithm="RANDOM", protocol="HTTP")
    life(official, official.TargetGroupsApi, names, (), group, change)
    names = ("pccs", "pccs_find_by_id", "pccs_delete", "pccs_patch")
    new = sdk.PrivateCrossConnect(properties=sdk.PrivateCrossConnectProperties(name="p"))
    change = sdk.PrivateCrossConnectProperties(name="q")
    life(official, official.PrivateCrossConnectsApi, names, (), new, change)
    plural = "datacenters_loadbalancers"
    names = (plural, f"{plural}_find_by_id", f"{plural}_delete", f"{plural}_patch")
    new = sdk.Loadbalancer(properties=sdk.LoadbalancerProperties(name="l", dhcp=True))
    change = sdk.LoadbalancerProperties(name="m")
    life(official, official.LoadBalancersApi, names, (dc,), new, change)


def test_a_cube_with_its_volume(official, dc):
    templates = official.TemplatesApi.templates_get(depth=1).items
    template = next(t for t in templates if t.properties.name == "Basic Cube S")
    volume = sdk.Volume(properties=sdk.VolumeProperties(name="boot", type="DAS", licence_type="LINUX"))
    new = sdk.Server(
        properties=sdk.ServerProperties(name="cube", type="CUBE", template_uuid=template.id),
        entities=sdk.ServerEntities(volumes=sdk.AttachedVolumes(items=[volume])),
    )
    api = official.ServersApi
    cube = official.done(api.datacenters_servers_post, dc, new).id
    assert api.datacenters_servers_find_by_id(dc, cube).properties.cores == template.properties.cores
    official.done(api.datacenters_servers_suspend_post, dc, cube)
    assert api.datacenters_servers_find_by_id(dc, cube).properties.vm_state == "SUSPENDED"
    official.done(api.datacenters_servers_resume_post, dc, cube)
    official.done(api.datacenters_servers_delete, dc, cube)
    assert gone(api.datacenters_servers_find_by_id, dc, cube)


def test_a_cluster_with_a_node_pool(official, dc):
    api = official.KubernetesApi
    new = sdk.KubernetesClusterForPost(properties=sdk.KubernetesClusterPropertiesForPost(name="k"))
    cluster = official.done(api.k8s_post, new).id
    until(lambda: api.k8s_find_by_cluster_id(cluster).metadata.state == "ACTIVE")
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
    pool = official.done(api.k8s_nodepools_post, cluster, pool).id
    until(lambda: api.k8s_nodepools_find_by_id(cluster, pool).metadata.state == "ACTIVE")
    assert len(api.k8s_nodepools_nodes_get(cluster, pool).items) == 2
    official.done(api.k8s_nodepools_delete, cluster, pool)
    until(lambda: gone(api.k8s_nodepools_find_by_id, cluster, pool))
    official.done(api.k8s_delete, cluster)
    until(lambda: gone(api.k8s_find_by_cluster_id, cluster))


def test_users_groups_keys_and_backup_units(official):
    api = official.UserManagementApi
    properties = sdk.UserPropertiesPost(
        firstname="A", lastname="B", email="a@example.com", administrator=False, password=secrets.token_hex(8)
    )
    user = official.done(api.um_users_post, sdk.UserPost(properties=properties)).id
    group = sdk.Group(properties=sdk.GroupProperties(name="storage", s3_privilege=True))
    group = official.done(api.um_groups_post, group).id
    official.done(api.um_groups_users_post, group, sdk.UserGroupPost(id=user))
    assert [u.id for u in api.um_groups_users_get(group).items] == [user]
    key = official.done(official.UserS3KeysApi.um_users_s3keys_post, user)
    assert key.properties.secret_key
    official.done(official.UserS3KeysApi.um_users_s3keys_delete, user, key.id)
    unit = sdk.BackupUnit(
        properties=sdk.BackupUnitProperties(name="nightly", email="a@example.com", password=secrets.token_hex(8))
    )
    unit = official.done(official.BackupUnitsApi.backupunits_post, unit).id
    assert official.BackupUnitsApi.backupunits_find_by_id(unit).properties.password is None
    official.done(official.BackupUnitsApi.backupunits_delete, unit)
    official.done(api.um_groups_delete, group)
    official.done(api.um_users_delete, user)
    assert gone(api.um_users_find_by_id, user)
