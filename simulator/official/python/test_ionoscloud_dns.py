"""Every operation of the official Python SDK for Cloud DNS."""

from __future__ import annotations

import ionoscloud_dns as sdk
import pytest
from generated import Package, until

RECORDS = [
    ("A", "203.0.113.5", None),
    ("AAAA", "2001:db8::1", None),
    ("ALIAS", "a.example.org", None),
    ("CAA", '0 issue "ca.example"', None),
    ("CNAME", "a.example.org", None),
    ("HTTPS", '1 . alpn="h3,h2"', None),
    ("MX", "mail.example.org", 10),
    ("NS", "ns.example.net", None),
    ("SRV", "5 5060 a.example.org", 10),
    ("SSHFP", "4 2 123456789abcdef67890123456789abcdef67890123456789abcdef123456789", None),
    ("SVCB", "1 .", None),
    ("TLSA", "3 1 1 d2abde240d7cd3ee6b4b28c54df034b97983a1d16e8a410e4561cb106618e971", None),
    ("TXT", "hello", None),
]


@pytest.fixture(scope="module")
def record(results):
    return results.client("ionoscloud-dns", "Cloud DNS")


@pytest.fixture
def api(cloud, record):
    configuration = sdk.Configuration(host=cloud.url, token=cloud.token)
    return Package(sdk, sdk.ApiClient(configuration), record)


def new_zone(api, name: str = "example.org") -> str:
    zone = sdk.ZoneCreate(properties=sdk.Zone(zone_name=name, description="x", enabled=True))
    made = api("zones_post", zone).id
    until(lambda: api("zones_find_by_id", made).metadata.state == "AVAILABLE")
    return made


def test_zones(api):
    made = new_zone(api)
    assert api("zones_find_by_id", made).properties.zone_name == "example.org"
    assert [z.id for z in api("zones_get", filter_zone_name="example.org").items] == [made]
    put = sdk.ZoneEnsure(properties=sdk.Zone(zone_name="example.org", description="y", enabled=False))
    assert api("zones_put", made, put).properties.description == "y"
    file = "@ 3600 IN A 203.0.113.5\nwww 3600 IN CNAME example.org.\n"
    api("zones_zonefile_put", made, file)
    assert "203.0.113.5" in str(api("zones_zonefile_get", made))
    api("zones_delete", made)
    until(lambda: api.gone("zones_find_by_id", made))


@pytest.mark.parametrize(("kind", "content", "priority"), RECORDS, ids=[kind for kind, *_ in RECORDS])
def test_records(api, kind, content, priority):
    zone = new_zone(api)

    def properties(ttl: int) -> sdk.Record:
        return sdk.Record(name="one", type=kind, content=content, ttl=ttl, priority=priority, enabled=True)

    made = api("zones_records_post", zone, sdk.RecordCreate(properties=properties(300))).id
    until(lambda: api("zones_records_find_by_id", zone, made).metadata.state == "AVAILABLE")
    seen = api("zones_records_find_by_id", zone, made).properties
    assert (seen.type, seen.content, seen.priority) == (kind, content, priority)
    assert made in [r.id for r in api("zones_records_get", zone).items]
    assert [r.id for r in api("records_get", filter_zone_id=zone, filter_name="one").items] == [made]
    put = api("zones_records_put", zone, made, sdk.RecordEnsure(properties=properties(600)))
    assert put.properties.ttl == 600
    api("zones_records_delete", zone, made)
    until(lambda: api.gone("zones_records_find_by_id", zone, made))


def test_dnssec_keys(api):
    zone = new_zone(api)
    key = sdk.KeyParameters(algorithm="RSASHA256", ksk_bits=1024, zsk_bits=2048)
    nsec = sdk.NsecParameters(nsec_mode="NSEC", nsec3_iterations=2, nsec3_salt_bits=64)
    parameters = sdk.DnssecKeyParameters(key_parameters=key, nsec_parameters=nsec, validity=90)
    api("zones_keys_post", zone, sdk.DnssecKeyCreate(properties=parameters))
    assert len(api("zones_keys_get", zone).metadata.items) == 1
    assert api("zones_keys_get", zone).properties.key_parameters.algorithm == "RSASHA256"
    api("zones_keys_delete", zone)
    assert api("zones_keys_get", zone).metadata.items == []


def test_secondary_zones(api):
    zone = sdk.SecondaryZone(zone_name="example.net", description="x", primary_ips=["203.0.113.53"])
    made = api("secondaryzones_post", sdk.SecondaryZoneCreate(properties=zone)).id
    until(lambda: api("secondaryzones_find_by_id", made).metadata.state == "AVAILABLE")
    assert [z.id for z in api("secondaryzones_get").items] == [made]
    zone.description = "y"
    put = api("secondaryzones_put", made, sdk.SecondaryZoneEnsure(properties=zone))
    assert put.properties.description == "y"
    assert api("secondaryzones_records_get", made).items == []
    api("secondaryzones_axfr_put", made)
    assert api("secondaryzones_axfr_get", made)
    api("secondaryzones_delete", made)
    until(lambda: api.gone("secondaryzones_find_by_id", made))


def test_reverse_records(api, cloud):
    block = cloud.call("POST", "cloudapi/v6/ipblocks", {"properties": {"location": "de/txl", "size": 1}})
    ip = block["properties"]["ips"][0]
    record = sdk.ReverseRecord(name="a.example.org", description="x", ip=ip)
    made = api("reverserecords_post", sdk.ReverseRecordCreate(properties=record)).id
    assert api("reverserecords_find_by_id", made).properties.ip == ip
    assert [r.id for r in api("reverserecords_get", filter_record_ip=[ip]).items] == [made]
    record.name = "b.example.org"
    put = api("reverserecords_put", made, sdk.ReverseRecordEnsure(properties=record))
    assert put.properties.name == "b.example.org"
    api("reverserecords_delete", made)
    until(lambda: api.gone("reverserecords_find_by_id", made))


def test_quotas(api):
    new_zone(api)
    quota = api("quota_get")
    assert (quota.quota_usage.zones, quota.quota_limits.zones > 1) == (1, True)


def test_no_operation_was_left_out(record):
    """Run after all others of this file."""
    assert record.missing() == []
