"""What breaks in the official packages, each time with the simulator as it is, and that it does not break in ours.

A test is marked with the scenario and the client that it is about. The faults of a scenario, where it needs any, are in
`../scenarios`; `docs/defects.md` has a row for each scenario and client. The official packages are those of `requirements.txt`,
unmodified; only what they print, and how long they sleep, is watched.
"""

from __future__ import annotations

import http.client
import importlib.metadata
import json
import logging
import re
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import ionos_sdk
import ionoscloud
import ionoscloud_dns
import pytest
import urllib3
from ionos_sdk import (
    CLEAR,
    Client,
    ConnectError,
    DecodeError,
    NewDatacenter,
    NewIpBlock,
    NewLan,
    NewRecord,
    NewZone,
    PermissionDeniedError,
    ProvisioningError,
    RateLimitedError,
    UnavailableError,
)
from ionos_sdk.models import LanUpdate
from ionoscloud.exceptions import ApiException, ApiTimeout
from simulated import serving

HERE = Path(__file__).parents[1]
SCENARIOS = HERE / "scenarios"
TABLE = HERE.parents[1] / "docs" / "defects.md"
OURS = "ionos-sdk"
F = TypeVar("F", bound=Callable[..., Any])


def defect(scenario: str, client: str) -> Callable[[F], F]:
    """Says which scenario and which client a test is about."""

    def mark(test: F) -> F:
        test.about = [*getattr(test, "about", []), (scenario, client)]
        return test

    return mark


@pytest.fixture
def broken(cloud, request):
    """The simulator with the faults of the scenario that the test is about."""
    scenario, _ = request.function.about[0]
    file = SCENARIOS / f"{scenario}.json"
    if file.exists():
        cloud.admin("POST", "scenario", json.loads(file.read_text()))
    return cloud


@pytest.fixture
def slept(monkeypatch):
    """How long this process was told to sleep, each time; it does not."""
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    return slept


@pytest.fixture
def official(cloud):
    with ionoscloud.ApiClient(ionoscloud.Configuration(host=f"{cloud.url}/cloudapi/v6", token=cloud.token)) as client:
        yield client


@pytest.fixture
def official_dns(cloud):
    return ionoscloud_dns.ApiClient(ionoscloud_dns.Configuration(host=cloud.url, token=cloud.token))


@pytest.fixture
def ours(cloud):
    with Client.from_env() as client:
        yield client


def sent(cloud, method: str, path: str) -> int:
    return len([e for e in cloud.journal() if (e["method"], e["path"]) == (method, path)])


def blocks(cloud) -> list[str]:
    """The names of the blocks that are reserved in truth."""
    url = f"{cloud.url}/cloudapi/v6/ipblocks?depth=1"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {cloud.token}"})
    with urllib.request.urlopen(request) as answer:
        return [block["properties"]["name"] for block in json.load(answer)["items"]]


def official_block(client):
    block = ionoscloud.IpBlock(properties=ionoscloud.IpBlockProperties(name="one", location="de/txl", size=1))
    return ionoscloud.IPBlocksApi(client).ipblocks_post(block)


# A creation is repeated after an answer that was lost: the second resource costs money, and nobody knows of the first.


@defect("created-but-502", "ionoscloud")
def test_official_makes_two_of_one(broken, official, slept):
    official_block(official)
    assert blocks(broken) == ["one", "one"]
    assert sent(broken, "POST", "/cloudapi/v6/ipblocks") == 2


@defect("created-but-502", OURS)
def test_ours_makes_one_and_says_what_is_unclear(broken, ours):
    with pytest.raises(UnavailableError) as caught:
        ours.ip_blocks.create(NewIpBlock(name="one", location="de/txl", size=1))
    assert caught.value.may_have_happened
    assert blocks(broken) == ["one"]


@defect("created-but-502", OURS)
def test_ours_can_find_out_what_became_of_it(broken, ours):
    made = ours.ip_blocks.ensure(NewIpBlock(name="one", location="de/txl", size=1)).wait()
    assert made.properties.name == "one"
    assert blocks(broken) == ["one"]
    assert sent(broken, "POST", "/cloudapi/v6/ipblocks") == 1


@defect("created-but-dropped", "ionoscloud")
def test_official_makes_two_of_one_when_the_connection_breaks(broken, official, slept):
    official_block(official)
    assert blocks(broken) == ["one", "one"]


@defect("created-but-dropped", OURS)
def test_ours_makes_one_when_the_connection_breaks(broken, ours):
    with pytest.raises(ConnectError) as caught:
        ours.ip_blocks.create(NewIpBlock(name="one", location="de/txl", size=1))
    assert caught.value.may_have_happened
    assert blocks(broken) == ["one"]
    assert ours.ip_blocks.ensure(NewIpBlock(name="one", location="de/txl", size=1)).created is False
    assert blocks(broken) == ["one"]


# Waiting before the next try.


@defect("unavailable-once", "ionoscloud")
def test_official_sleeps_100_seconds(broken, official, slept):
    ionoscloud.DataCentersApi(official).datacenters_get()
    assert slept == [100]


@defect("unavailable-once", "ionoscloud-dns")
def test_official_dns_never_tries_again(broken, official_dns, slept):
    with pytest.raises(ionoscloud_dns.exceptions.ServiceException) as caught:
        ionoscloud_dns.ZonesApi(official_dns).zones_get()
    assert caught.value.status == 503
    assert (sent(broken, "GET", "/zones"), slept) == (1, [])
    assert official_dns.configuration.max_retries == 3


@defect("unavailable-once", OURS)
def test_ours_tries_again_long_before(broken):
    """It does so with less than a tenth of those 100 seconds to spend."""
    with Client.from_env(total_timeout=9) as ours:
        assert ours.datacenters.list().all() == []
        assert sent(broken, "GET", "/cloudapi/v6/datacenters") == 2
        assert ours.dns.zones.list().all() == []


@defect("too-many-calls", "ionoscloud")
def test_official_dies_of_a_missing_header(broken, official):
    with pytest.raises(KeyError, match="(?i)retry-after"):
        ionoscloud.DataCentersApi(official).datacenters_get()


@defect("too-many-calls", OURS)
def test_ours_needs_no_header(broken, ours):
    assert ours.datacenters.list().all() == []
    assert sent(broken, "GET", "/cloudapi/v6/datacenters") == 2


@defect("wait-seven-seconds", OURS)
def test_ours_does_not_come_back_before_it_is_told_to(broken):
    with Client.from_env(total_timeout=5) as ours, pytest.raises(RateLimitedError) as caught:
        ours.datacenters.list().all()
    assert caught.value.retry_after == 7
    assert sent(broken, "GET", "/cloudapi/v6/datacenters") == 1


@defect("wait-until-a-date", "ionoscloud")
def test_official_does_not_read_dates(broken, official, slept):
    ionoscloud.DataCentersApi(official).datacenters_get()
    assert slept == [100]


@defect("wait-until-a-date", OURS)
def test_ours_reads_dates(broken, ours):
    with pytest.raises(RateLimitedError) as caught:
        ours.datacenters.list().all()
    assert caught.value.retry_after is not None and caught.value.retry_after > 86400
    assert sent(broken, "GET", "/cloudapi/v6/datacenters") == 1


@defect("dropped-once", OURS)
def test_ours_reads_again_when_the_connection_breaks(broken, ours):
    assert ours.datacenters.list().all() == []
    assert sent(broken, "GET", "/cloudapi/v6/datacenters") == 2


@defect("first-call", OURS)
def test_ours_calls_at_once(broken):
    with Client.from_env(total_timeout=0.9) as ours:
        assert ours.datacenters.list().all() == []


# What comes back.


@defect("page-of-html", "ionoscloud")
def test_official_takes_a_web_page_for_an_empty_data_center(broken, official):
    found = ionoscloud.DataCentersApi(official).datacenters_find_by_id("00000000-0000-4000-8000-000000000000")
    assert isinstance(found, ionoscloud.Datacenter)
    assert (found.id, found.properties) == (None, None)


@defect("page-of-html", OURS)
def test_ours_says_that_it_is_no_answer(broken):
    ours = Client.from_env(max_attempts=2)
    with pytest.raises(DecodeError) as caught:
        ours.datacenter("00000000-0000-4000-8000-000000000000").get()
    assert caught.value.status == 200


def zone_with_two_records(ours):
    zone = ours.dns.zones.create(NewZone(zone_name="stack.example")).wait()
    records = ours.dns.zone(zone.id).records
    for name in ("a", "b"):
        records.create(NewRecord(name=name, kind="A", content="192.0.2.1")).wait()
    return zone.id


@defect("new-record-type", "ionoscloud-dns")
def test_official_dns_loses_a_page_to_one_new_word(broken, official_dns, ours):
    zone = zone_with_two_records(ours)
    with pytest.raises(ValueError, match="OPENPGPKEY2"):
        ionoscloud_dns.RecordsApi(official_dns).zones_records_get(zone)


@defect("new-record-type", OURS)
def test_ours_reads_new_words(broken, ours):
    records = ours.dns.zone(zone_with_two_records(ours)).records.list().all()
    assert {str(r.properties.kind) for r in records} == {"OPENPGPKEY2", "A"}


@defect("new-field", "ionoscloud")
def test_official_drops_new_fields(broken, official, ours):
    made = ours.datacenters.create(NewDatacenter(name="one", location="de/txl")).wait()
    found = ionoscloud.DataCentersApi(official).datacenters_find_by_id(made.id)
    assert found.properties.name == "one"
    assert "metro" not in str(found.to_dict()).lower()


@defect("new-field", OURS)
def test_ours_keeps_new_fields(broken, ours):
    made = ours.datacenters.create(NewDatacenter(name="one", location="de/txl")).wait()
    assert ours.datacenter(made.id).get().properties.extra["metroRegion"] == "de/txl"


@defect("clear-a-field", "ionoscloud")
def test_official_cannot_clear_a_field(broken, official, ours):
    dc, lan = lan_with_ipv6(ours)
    change = ionoscloud.LanProperties(name="kept", ipv6_cidr_block=None)
    ionoscloud.LANsApi(official).datacenters_lans_patch(dc, lan, change)
    assert broken.writes()[-1]["body"] == {"name": "kept"}
    assert ours.datacenter(dc).lan(lan).get().properties.ipv6_cidr_block is not None


@defect("clear-a-field", OURS)
def test_ours_clears_a_field(broken, ours):
    dc, lan = lan_with_ipv6(ours)
    changed = ours.datacenter(dc).lan(lan).patch(LanUpdate(name="kept", ipv6_cidr_block=CLEAR)).wait()
    assert broken.writes()[-1]["body"] == {"name": "kept", "ipv6CidrBlock": None}
    assert changed.properties.ipv6_cidr_block is None


def lan_with_ipv6(ours) -> tuple[str, str]:
    here = ours.datacenter(ours.datacenters.create(NewDatacenter(name="one", location="de/txl")).wait().id)
    lan = here.lans.create(NewLan(name="six", ipv6_cidr_block="AUTO")).wait()
    assert lan.properties.ipv6_cidr_block is not None
    return here.id, lan.id


@defect("failed-request", OURS)
def test_ours_says_that_it_failed(broken, ours):
    pending = ours.ip_blocks.create(NewIpBlock(name="one", location="de/txl", size=1))
    with pytest.raises(ProvisioningError, match="VDC-5-0"):
        pending.wait()


# Time limits.


@defect("no-answer-in-time", "ionoscloud")
def test_official_lets_errors_of_another_package_out(broken, official):
    with pytest.raises(urllib3.exceptions.ReadTimeoutError) as caught:
        ionoscloud.DataCentersApi(official).datacenters_get(_request_timeout=(1, 0.1))
    assert not isinstance(caught.value, (ApiException, ApiTimeout, TimeoutError))


@defect("no-answer-in-time", OURS)
def test_ours_has_one_error_for_it(broken):
    ours = Client.from_env(attempt_timeout=0.1, total_timeout=0.3)
    with pytest.raises(ionos_sdk.TimeoutError) as caught:
        ours.datacenters.list().all()
    assert isinstance(caught.value, TimeoutError)


@defect("half-a-second", "ionoscloud")
def test_official_does_not_see_a_fraction(broken, official):
    """A tenth of a second was allowed, half a second goes by, and there is an answer."""
    assert ionoscloud.DataCentersApi(official).datacenters_get(_request_timeout=0.1).items == []


@defect("half-a-second", OURS)
def test_ours_counts_fractions(broken):
    with pytest.raises(ionos_sdk.TimeoutError):
        Client.from_env(attempt_timeout=0.1, total_timeout=0.2).datacenters.list().all()


# Secrets and settings.


@defect("variables", "ionoscloud")
def test_official_reads_no_variable(broken, monkeypatch):
    monkeypatch.setenv("IONOS_API_URL", broken.url)
    configuration = ionoscloud.Configuration()
    assert (configuration.token, configuration.host) == ({}, "https://api.ionos.com/cloudapi/v6")


@defect("variables", "ionoscloud-dns")
def test_official_dns_reads_no_variable(broken):
    configuration = ionoscloud_dns.Configuration()
    assert configuration.auth_settings() == {}
    assert configuration.host == "https://dns.de-fra.ionos.com"


@defect("variables", OURS)
def test_ours_reads_the_variables(broken):
    assert Client.from_env().datacenters.list().all() == []
    assert sent(broken, "GET", "/cloudapi/v6/datacenters") == 1


@pytest.fixture
def debugging(monkeypatch):
    """What the switch of the official package sets for the whole process is set back afterwards."""
    monkeypatch.setattr(http.client.HTTPConnection, "debuglevel", 0)
    levels = {name: logging.getLogger(name).level for name in ("ionoscloud", "urllib3")}
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@defect("debug-output", "ionoscloud")
def test_official_prints_the_token(broken, debugging, capfd):
    configuration = ionoscloud.Configuration(host=f"{broken.url}/cloudapi/v6", token=broken.token)
    configuration.debug = True
    with ionoscloud.ApiClient(configuration) as client:
        ionoscloud.ContractResourcesApi(client).contracts_get()
    assert broken.token in capfd.readouterr().out


@defect("debug-output", OURS)
def test_ours_prints_no_token(broken, debugging, capfd, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("urllib3").setLevel(logging.DEBUG)
    http.client.HTTPConnection.debuglevel = 1
    with Client.from_env() as ours:
        ours.datacenters.list(depth=1).all()
        assert broken.token not in repr(ours)
    assert broken.token not in "".join(capfd.readouterr()) + caplog.text


@defect("debug-switch", "ionoscloud")
def test_official_switches_debugging_off_by_reading_an_answer(broken, debugging, capfd):
    configuration = ionoscloud.Configuration(host=f"{broken.url}/cloudapi/v6", token=broken.token)
    configuration.debug = True
    with ionoscloud.ApiClient(configuration) as client:
        ionoscloud.ContractResourcesApi(client).contracts_get()
        assert configuration.debug
        assert http.client.HTTPConnection.debuglevel == 0
        assert logging.getLogger("urllib3").level == logging.WARNING


@defect("debug-switch", OURS)
def test_ours_leaves_the_settings_of_the_process_alone(broken, debugging):
    http.client.HTTPConnection.debuglevel = 1
    logging.getLogger("urllib3").setLevel(logging.DEBUG)
    with Client.from_env() as ours:
        ours.datacenters.create(NewDatacenter(name="one", location="de/txl")).wait()
        ours.datacenters.list(depth=5).all()
    assert http.client.HTTPConnection.debuglevel == 1
    assert logging.getLogger("urllib3").level == logging.DEBUG


@defect("refused", OURS)
def test_ours_keeps_the_token_out_of_errors(broken, ours):
    with pytest.raises(PermissionDeniedError) as caught:
        ours.datacenters.list().all()
    error: BaseException | None = caught.value
    shown = ""
    while error is not None:
        shown += f"{error!s} {error!r} {vars(error)!r}"
        error = error.__cause__ or error.__context__
    assert "403" in shown
    assert broken.token not in shown


# Pinned certificates. The authority of the simulator is one that nobody trusts, unless it is told to.


@pytest.fixture(scope="module")
def encrypted() -> Iterator[dict[str, Any]]:
    """A simulator that speaks TLS."""
    with serving("--tls") as ready:
        yield ready


def strangers(url: str) -> int:
    """The status that a program gets which has nothing to do with the package, and trusts the usual authorities."""
    with urllib.request.urlopen(f"{url}/_sim") as answer:
        return answer.status


@pytest.fixture
def verification(monkeypatch):
    """What the official packages change for the whole process is set back afterwards."""
    monkeypatch.setattr(ssl, "_create_default_https_context", ssl._create_default_https_context)
    monkeypatch.setattr(ssl.SSLContext, "sslsocket_class", ssl.SSLContext.sslsocket_class)


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
@pytest.mark.parametrize(
    "client",
    [
        pytest.param(ionoscloud, id="ionoscloud"),
        pytest.param(ionoscloud_dns, id="ionoscloud-dns"),
    ],
)
@defect("pinned-certificate", "ionoscloud")
@defect("pinned-certificate", "ionoscloud-dns")
def test_official_switches_verification_off_for_everybody(encrypted, verification, client):
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        strangers(encrypted["url"])
    client.ApiClient(client.Configuration(host=encrypted["url"], fingerprint=encrypted["pin"]))
    assert strangers(encrypted["url"]) == 200


@defect("pinned-certificate", OURS)
def test_ours_demands_the_pin_in_addition(encrypted, verification, monkeypatch, tmp_path):
    def listed(pin: str) -> list[Any]:
        token = encrypted["environment"]["IONOS_TOKEN"]
        with Client(token=token, api_url=encrypted["url"], pinned_certificate=pin, max_attempts=1) as ours:
            return ours.datacenters.list().all()

    with pytest.raises(ConnectError):
        listed(encrypted["pin"])
    (tmp_path / "ca.pem").write_text(encrypted["authority"])
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    assert listed(encrypted["pin"]) == []
    with pytest.raises(ConnectError):
        listed("00" * 32)
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        strangers(encrypted["url"])


# The documentation.


def rows() -> list[tuple[str, str, str]]:
    """The scenarios, clients and versions that the documentation names."""
    row = re.compile(
        r"^\| (?:\[`([\w-]+)`\]\(\.\./simulator/official/scenarios/\1\.json\)|`([\w-]+)`) \| `(.+?)` (\S+) \|",
        re.MULTILINE,
    )
    return [(linked or bare, client, version) for linked, bare, client, version in row.findall(TABLE.read_text())]


def test_every_row_of_the_documentation_is_proved():
    """Those of the packages for Node are proved by `../node/defects.test.mjs`, which has a test like this one."""
    functions = [f for name, f in globals().items() if name.startswith("test_")]
    here = {pair for f in functions for pair in getattr(f, "about", [])}
    versions = {name: importlib.metadata.version(name) for name in ("ionoscloud", "ionoscloud-dns")}
    proved = {(scenario, client, versions[client]) for scenario, client in here if client != OURS}
    assert proved == {row for row in rows() if row[1] in versions}
    assert {scenario for scenario, client in here if client == OURS} == {scenario for scenario, _, _ in rows()}


def test_the_documentation_links_every_file_of_faults():
    text = TABLE.read_text()
    assert len(rows()) == len(re.findall(r"^\| \[?`", text, re.MULTILINE))
    assert {file.stem for file in SCENARIOS.iterdir()} == set(re.findall(r"scenarios/([\w-]+)\.json", text))
