"""The calls of ionosctl and of the Terraform provider, call by call.

Both are made with the Go SDK and cannot be had from the registries that these tests use, so this is a replay of what their source
sends (sdk-go 6.3.11, terraform-provider-ionoscloud 6.7.34, ionosctl 6.10.3): a connection for each call, `pretty` and `depth` always
given, `offset` and `limit` on lists, paths that are escaped part by part, and their ways of waiting.
"""

from __future__ import annotations

import http.client
import json
import re
import time
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest

TERRAFORM = "terraform-provider/6.7.34_ionos-cloud-sdk-go/6.3.11_hashicorp-terraform/1.11.4_os/linux_arch/amd64"


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        text = response.read()
        self.body: Any = json.loads(text) if text else None


class Go:
    """Calls as the Go SDK makes them."""

    def __init__(self, url: str, token: str, contract: str | None = None) -> None:
        self.url = url
        self.headers = {
            "Accept": "application/json",
            "Authorization": f"Bearer {token}",
            "Connection": "close",
            "User-Agent": TERRAFORM,
        }
        if contract is not None:
            self.headers["X-Contract-Number"] = contract

    def send(self, method: str, address: str, body: Any = None) -> Answer:
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(parts.netloc, timeout=30)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        if body is None:
            connection.request(method, target, headers=self.headers)
        else:
            connection.request(method, target, json.dumps(body), {**self.headers, "Content-Type": "application/json"})
        with connection.getresponse() as response:
            return Answer(response)

    def call(self, method: str, *path: str, body: Any = None, **query: Any) -> Answer:
        given = {"depth": 0, "pretty": "true", **query}
        address = f"{self.url}/cloudapi/v6/{'/'.join(quote(part, safe='') for part in path)}?{urlencode(sorted(given.items()))}"
        return self.send(method, address, body)

    def get(self, *path: str, **query: Any) -> Any:
        answer = self.call("GET", *path, **query)
        assert answer.status == 200, answer.body
        return answer.body

    def list(self, *path: str, **query: Any) -> list[Any]:
        return self.get(*path, offset=0, limit=1000, **query)["items"]

    def change(self, method: str, *path: str, body: Any = None, **query: Any) -> Any:
        """Terraform's way: follow the address in `Location` until the request has ended."""
        answer = self.call(method, *path, body=body, **query)
        assert answer.status in (200, 202), answer.body
        location = answer.headers["Location"]
        assert re.fullmatch(re.escape(self.url) + r"/cloudapi/v6/requests/[0-9a-f-]{36}/status", location)
        while (status := self.send("GET", location).body["metadata"]["status"]) in ("QUEUED", "RUNNING"):
            time.sleep(0.005)
        assert status == "DONE"
        return answer.body

    def ready(self, href: str) -> None:
        """The way of ionosctl: read the resource without a query until its state is a good one, then all it lies in."""
        while href.count("/") > 5:
            while True:
                answer = self.send("GET", href)
                state = answer.body["metadata"].get("state") if answer.status == 200 else None
                assert answer.status in (200, 404)
                if state in ("AVAILABLE", "ACTIVE"):
                    break
                time.sleep(0.005)
            href = href.rsplit("/", 2)[0]

    def gone(self, href: str) -> None:
        while self.send("GET", href).status != 404:
            time.sleep(0.005)


@pytest.fixture
def go(cloud):
    return Go(cloud.url, cloud.token)


@pytest.fixture
def here(go):
    body = {"properties": {"name": "infra", "location": "de/txl", "description": ""}}
    return go.change("POST", "datacenters", body=body)["id"]


def test_terraform_data_center(go, here):
    found = go.get("datacenters", here)
    assert found["metadata"]["state"] == "AVAILABLE"
    properties = found["properties"]
    assert properties["version"] >= 1 and properties["features"] is not None
    assert {"cpuFamily", "maxCores", "maxRam", "vendor"} <= set(properties["cpuArchitecture"][0])
    go.change("PATCH", "datacenters", here, body={"name": "renamed"})
    assert go.get("datacenters", here)["properties"]["name"] == "renamed"
    go.change("DELETE", "datacenters", here)
    assert go.call("GET", "datacenters", here).status == 404


def test_terraform_lan_that_names_no_ipv6_range(go, here):
    """The provider sends an empty text for what is not set, and means that nothing is."""
    lan = go.change(
        "POST", "datacenters", here, "lans", body={"properties": {"public": True, "name": "wan", "ipv6CidrBlock": ""}}
    )
    found = go.get("datacenters", here, "lans", lan["id"])
    assert found["metadata"]["state"] == "AVAILABLE"
    assert not found["properties"].get("ipv6CidrBlock")
    assert go.list("datacenters", here, "lans", lan["id"], "nics") == []
    go.change("DELETE", "datacenters", here, "lans", lan["id"])
    assert go.call("GET", "datacenters", here, "lans", lan["id"]).status == 404


def image(go) -> str:
    """Terraform looks an image up by its name among all of them."""
    images = [i for i in go.get("images", depth=1)["items"] if i["properties"]["location"] == "de/txl"]
    return next(i["id"] for i in images if i["properties"]["imageType"] == "HDD" and i["properties"]["public"])


def test_terraform_server_with_everything_in_it(go, here):
    lan = go.change("POST", "datacenters", here, "lans", body={"properties": {"public": True, "name": "wan"}})
    volume = {"name": "system", "size": 10, "type": "SSD Standard", "bus": "VIRTIO", "availabilityZone": "AUTO"}
    rule = {"name": "ssh", "protocol": "TCP", "portRangeStart": 22, "portRangeEnd": 22, "type": "INGRESS"}
    # What is not set for IPv6 is sent as null.
    nic = {
        "lan": int(lan["id"]),
        "name": "eth0",
        "dhcp": True,
        "dhcpv6": None,
        "firewallActive": True,
        "firewallType": "INGRESS",
    }
    body = {
        "properties": {"name": "web", "cores": 2, "ram": 2048, "availabilityZone": "ZONE_1", "type": "ENTERPRISE"},
        "entities": {
            "volumes": {"items": [{"properties": {**volume, "image": image(go), "imagePassword": "K3tt3nbrief"}}]},
            "nics": {"items": [{"properties": nic, "entities": {"firewallrules": {"items": [{"properties": rule}]}}}]},
        },
    }
    made = go.change("POST", "datacenters", here, "servers", body=body)
    server = go.get("datacenters", here, "servers", made["id"], depth=4)
    (volume,), (nic,) = (server["entities"][kind]["items"] for kind in ("volumes", "nics"))
    assert volume["properties"]["imagePassword"] is None
    assert nic["properties"]["ips"] and nic["properties"]["mac"]
    assert nic["entities"]["firewallrules"]["items"][0]["properties"]["name"] == "ssh"
    assert server["properties"]["vmState"] == "RUNNING"
    assert server["properties"]["bootVolume"]["id"] == volume["id"]

    second = go.change(
        "POST", "datacenters", here, "servers", made["id"], "nics",
        body={"properties": {"lan": int(lan["id"]), "name": "eth1", "dhcp": True, "dhcpv6": None, "firewallActive": False}},
    )  # fmt: skip
    found = go.get("datacenters", here, "servers", made["id"], "nics", second["id"], depth=3)
    assert found["properties"]["name"] == "eth1"
    change = {"lan": int(lan["id"]), "name": "renamed", "dhcp": True, "dhcpv6": None, "firewallActive": False}
    go.change("PATCH", "datacenters", here, "servers", made["id"], "nics", second["id"], body=change)
    go.change("POST", "datacenters", here, "servers", made["id"], "stop")
    assert go.get("datacenters", here, "servers", made["id"])["properties"]["vmState"] == "SHUTOFF"

    # LANs that are in use are protected: Terraform waits until no NIC is left.
    refused = go.call("DELETE", "datacenters", here, "lans", lan["id"])
    assert refused.status == 403 and "delete-protected" in refused.body["messages"][0]["message"]
    go.change("DELETE", "datacenters", here, "servers", made["id"])
    assert go.list("datacenters", here, "lans", lan["id"], "nics") == []
    assert [v["id"] for v in go.list("datacenters", here, "volumes")] == [volume["id"]], "the volume stays"
    go.change("DELETE", "datacenters", here, "volumes", volume["id"])
    go.change("DELETE", "datacenters", here, "lans", lan["id"])


def test_ionosctl_waits_for_the_request_then_the_resource_then_what_it_lies_in(go, here):
    body = {"properties": {"name": "internal", "public": False}}
    answer = go.call("POST", "datacenters", here, "lans", body=body)
    assert answer.status == 202
    while go.send("GET", answer.headers["Location"]).body["metadata"]["status"] != "DONE":
        time.sleep(0.005)
    go.ready(answer.body["href"])
    go.call("DELETE", "datacenters", here, "lans", answer.body["id"])
    go.gone(answer.body["href"])


def test_ionosctl_reads_and_narrows_lists(go, here):
    go.change("POST", "datacenters", body={"properties": {"name": "Early", "location": "de/fra"}})
    assert [d["properties"]["name"] for d in go.list("datacenters", depth=1, orderBy="name")] == ["Early", "infra"]
    assert len(go.list("datacenters", depth=1, maxResults=1)) == 1
    assert [d["id"] for d in go.list("datacenters", depth=1, **{"filter.name": "INFRA"})] == [here]
    # What `login` and `whoami` look at.
    assert go.get("", maxResults=1)["href"]
    assert go.list("contracts", depth=1)[0]["properties"]["contractNumber"]


def test_a_child_location_is_one_part_of_a_path(go):
    assert go.get("locations", "de", "fra/2", depth=1)["id"] == "de/fra/2"
    assert go.get("locations", "de", "txl", depth=1)["properties"]["imageAliases"]


def test_the_contract_goes_with_every_call(cloud, go):
    number = go.list("contracts", depth=1)[0]["properties"]["contractNumber"]
    with_number = Go(cloud.url, cloud.token, str(number))
    made = with_number.change("POST", "datacenters", body={"properties": {"name": "mine", "location": "de/txl"}})
    assert with_number.get("datacenters", made["id"])["id"] == made["id"]


def test_cluster_api_looks_for_its_own_request_before_it_repeats_one(go, here):
    go.change("POST", "datacenters", here, "lans", body={"properties": {"name": "internal", "public": False}})
    since = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(time.time() - 86400))
    query = {"filter.method": "POST", "filter.url": f"/datacenters/{here}/lans", "filter.createdAfter": since}
    (request,) = go.list("requests", depth=2, **query)
    assert json.loads(request["properties"]["body"])["properties"]["name"] == "internal"
    assert request["metadata"]["requestStatus"]["metadata"]["status"] == "DONE"


def test_terraform_nat_gateway(go, here):
    block = go.change("POST", "ipblocks", body={"properties": {"name": "out", "location": "de/txl", "size": 1}})
    (address,) = go.get("ipblocks", block["id"])["properties"]["ips"]
    lan = go.change("POST", "datacenters", here, "lans", body={"properties": {"public": False, "name": "inside"}})
    lans = [{"id": int(lan["id"]), "gatewayIps": ["10.20.1.1/24"]}]
    gateway = go.change(
        "POST", "datacenters", here, "natgateways",
        body={"properties": {"name": "nat", "publicIps": [address], "lans": lans}},
    )  # fmt: skip
    found = go.get("datacenters", here, "natgateways", gateway["id"])
    assert (found["properties"]["publicIps"], found["properties"]["lans"]) == ([address], lans)
    rule = {"name": "out", "type": "SNAT", "protocol": "TCP", "publicIp": address, "sourceSubnet": "10.20.1.0/24"}
    made = go.change(
        "POST", "datacenters", here, "natgateways", gateway["id"], "rules",
        body={"properties": {**rule, "targetPortRange": {"start": 80, "end": 443}}},
    )  # fmt: skip
    found = go.get("datacenters", here, "natgateways", gateway["id"], "rules", made["id"])
    assert rule.items() <= found["properties"].items()
    go.change("DELETE", "datacenters", here, "natgateways", gateway["id"])
    go.change("DELETE", "ipblocks", block["id"])


def test_terraform_ip_failover(go, here):
    block = go.change("POST", "ipblocks", body={"properties": {"name": "shared", "location": "de/txl", "size": 1}})
    (address,) = go.get("ipblocks", block["id"])["properties"]["ips"]
    lan = go.change("POST", "datacenters", here, "lans", body={"properties": {"public": True, "name": "wan"}})
    nic = {"properties": {"lan": int(lan["id"]), "name": "eth0", "dhcp": True, "ips": [address]}}
    body = {"properties": {"name": "one", "cores": 1, "ram": 1024}, "entities": {"nics": {"items": [nic]}}}
    server = go.change("POST", "datacenters", here, "servers", body=body)
    (nic,) = go.list("datacenters", here, "servers", server["id"], "nics", depth=1)
    group = [{"ip": address, "nicUuid": nic["id"]}]
    go.change("PATCH", "datacenters", here, "lans", lan["id"], body={"ipFailover": group})
    assert go.get("datacenters", here, "lans", lan["id"])["properties"]["ipFailover"] == group
    go.change("PATCH", "datacenters", here, "lans", lan["id"], body={"ipFailover": []})
    assert not go.get("datacenters", here, "lans", lan["id"])["properties"]["ipFailover"]


def active(go, *path: str) -> Any:
    """Kubernetes names no request: Terraform reads the resource until it is active."""
    while (found := go.get(*path))["metadata"]["state"] != "ACTIVE":
        assert found["metadata"]["state"] in ("DEPLOYING", "UPDATING", "BUSY")
        time.sleep(0.005)
    return found


def test_terraform_kubernetes(go, here):
    made = go.call("POST", "k8s", body={"properties": {"name": "apps", "public": True}})
    assert made.status == 202
    cluster = active(go, "k8s", made.body["id"])
    pool = {
        "name": "pool",
        "datacenterId": here,
        "nodeCount": 2,
        "coresCount": 2,
        "ramSize": 4096,
        "availabilityZone": "AUTO",
        "storageType": "SSD",
        "storageSize": 20,
        "k8sVersion": cluster["properties"]["k8sVersion"],
    }
    made = go.call("POST", "k8s", cluster["id"], "nodepools", body={"properties": pool})
    assert made.status == 202, made.body
    found = active(go, "k8s", cluster["id"], "nodepools", made.body["id"])
    assert found["properties"]["nodeCount"] == 2
    assert isinstance(go.get("k8s", cluster["id"], "kubeconfig"), (str, dict))
    assert go.call("DELETE", "k8s", cluster["id"], "nodepools", made.body["id"]).status == 202
    go.gone(found["href"])
    assert go.call("DELETE", "k8s", cluster["id"]).status == 202
    go.gone(cluster["href"])


@pytest.mark.parametrize(
    "path", ["zones", "records", "certificates", "containerregistries/registries", "pipelines", "accesskeys", "regions"]
)
def test_terraform_sends_the_other_products_to_the_same_host(go, path):
    answer = go.send("GET", f"{go.url}/{path}")
    assert answer.status == 200
    assert isinstance(answer.body["items"], list)


def test_terraform_dns_zone_and_record(go):
    zone = go.send("POST", f"{go.url}/zones", {"properties": {"zoneName": "infra.example", "enabled": True}})
    assert zone.status == 202
    while go.send("GET", f"{go.url}/zones/{zone.body['id']}").body["metadata"]["state"] != "AVAILABLE":
        time.sleep(0.005)
    record = {"name": "www", "type": "A", "content": "192.0.2.7", "ttl": 300, "enabled": True}
    made = go.send("POST", f"{go.url}/zones/{zone.body['id']}/records", {"properties": record})
    assert made.status == 202
    (found,) = go.send("GET", f"{go.url}/records?filter.name=www&filter.zoneId={zone.body['id']}").body["items"]
    assert record.items() <= found["properties"].items()
    assert go.send("DELETE", f"{go.url}/zones/{zone.body['id']}").status == 202
