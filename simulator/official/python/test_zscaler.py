"""Every kind of the official Zscaler SDK that publishes an application, through its whole life.

The SDK has fixed hosts. What it documents, a proxy and a CA bundle in the environment, brings it to the simulator: a
proxy here takes the place of these hosts, with certificates of an authority made for the test.
"""

from __future__ import annotations

import contextlib
import datetime
import socket
import ssl
import threading
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from results import Results
from simulated import Cloud
from zscaler import ZscalerClient
from zscaler.oneapi_client import LegacyZPAClient

HOSTS = ["simulated.zslogin.net", "api.zsapi.net", "config.private.zscaler.com"]


class Certificate:
    """A certificate and its key, signed by another one or by itself."""

    def __init__(self, names: list[str], issuer: Certificate | None = None) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
        now = datetime.datetime.now(datetime.timezone.utc)
        signer = issuer or self
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(signer.name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(hours=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
            .sign(signer.key, hashes.SHA256())
        )

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def pem_with_key(self) -> str:
        key = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return self.pem + key.decode()


class Proxy:
    """Answers CONNECT to the fixed hosts as if it were they, and hands everything to the simulator."""

    def __init__(self, url: str, chain: Path) -> None:
        target = urllib.parse.urlsplit(url)
        self.target = (target.hostname, target.port)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(chain)
        self.asked: set[str] = set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                head += client.recv(1)
            method, host = head.decode().split()[:2]
            host = host.rsplit(":", 1)[0]
            self.asked.add(host)
            if method != "CONNECT" or host not in HOSTS:
                client.sendall(b"HTTP/1.1 403 Forbidden\r\n\r\n")
                return
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            inner = self.context.wrap_socket(client, server_side=True)
            with inner, socket.create_connection(self.target) as simulator:
                threading.Thread(target=self.copy, args=(simulator, inner), daemon=True).start()
                self.copy(inner, simulator)

    @staticmethod
    def copy(source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def proxy(cloud: Cloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    authority = Certificate(["Simulated authority"])
    chain, bundle = tmp_path / "chain.pem", tmp_path / "authority.pem"
    chain.write_text(Certificate(HOSTS, authority).pem_with_key)
    bundle.write_text(authority.pem)
    proxy = Proxy(cloud.url, chain)
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    yield proxy
    proxy.listener.close()


def config(**more: Any) -> dict[str, Any]:
    """The ids and secrets come from the environment that the simulator prints."""
    return {"vanityDomain": "simulated", "cache": {"enabled": False}, "logging": {"enabled": False}, **more}


@pytest.fixture
def zpa(proxy: Proxy) -> Any:
    return ZscalerClient(config()).zpa


def ok(answer: Any) -> Any:
    """What a call has given; the SDK answers with a triple."""
    result, _response, error = answer
    assert error is None, error
    return result


def refused(answer: Any, reason: str) -> None:
    _result, _response, error = answer
    assert error is not None
    assert error.status_code == 400, error
    assert reason in str(error), error


# The operations of each kind that this surface has, by the names of the SDK.
OPERATIONS = {
    "app_connector_groups": "list_connector_groups list_connector_groups_summary get_connector_group"
    " add_connector_group update_connector_group delete_connector_group",
    "app_connectors": "list_connectors get_connector update_connector delete_connector bulk_delete_connectors",
    "app_connector_schedule": "get_connector_schedule add_connector_schedule update_connector_schedule",
    "provisioning": "list_provisioning_keys get_provisioning_key add_provisioning_key update_provisioning_key"
    " delete_provisioning_key",
    "oauth2_user_code": "verify_oauth2_user_code add_provisioning_key",
    "segment_groups": "list_groups get_group add_group update_group update_group_v2 delete_group",
    "server_groups": "list_groups get_group add_group update_group delete_group",
    "servers": "list_servers list_servers_summary get_server add_server update_server delete_server",
    "application_segment": "list_segments get_segment add_segment update_segment delete_segment"
    " get_weighted_lb_config update_weighted_lb_config bulk_update_multimatch"
    " get_multimatch_unsupported_references",
    "app_segments_ba": "list_segments_ba get_segment_ba add_segment_ba update_segment_ba delete_segment_ba",
    "app_segment_by_type": "get_segments_by_type",
    "certificates": "list_certificates list_issued_certificates get_certificate add_certificate update_certificate"
    " delete_certificate",
    "enrollment_certificates": "list_enrolment get_enrolment",
    "idp": "list_idps get_idp",
    "saml_attributes": "list_saml_attributes list_saml_attributes_by_idp get_saml_attribute add_saml_attribute"
    " update_saml_attribute delete_saml_attribute",
    "scim_attributes": "list_scim_attributes get_scim_attribute get_scim_values",
    "scim_groups": "list_scim_groups get_scim_group",
    "microtenants": "list_microtenants get_microtenant get_microtenant_summary add_microtenant update_microtenant"
    " delete_microtenant",
    "service_edge_group": "list_service_edge_groups get_service_edge_group add_service_edge_group"
    " update_service_edge_group delete_service_edge_group",
    "service_edges": "list_service_edges get_service_edge update_service_edge delete_service_edge"
    " bulk_delete_service_edges",
    "service_edge_schedule": "get_service_edge_schedule add_service_edge_schedule update_service_edge_schedule",
    "policies": "get_policy get_rule list_rules add_access_rule update_access_rule add_access_rule_v2"
    " update_access_rule_v2 delete_rule reorder_rule bulk_reorder_rules add_timeout_rule_v2 update_timeout_rule_v2"
    " add_client_forwarding_rule_v2 update_client_forwarding_rule_v2",
    "customer_domain": "list_domains add_update_domain",
    "customer_controller": "get_auth_domains",
    "trusted_networks": "list_trusted_networks get_network",
    "posture_profiles": "list_posture_profiles get_profile",
    "machine_groups": "list_machine_groups get_group",
}
PLACE = {"latitude": "52.5", "longitude": "13.4", "location": "Berlin"}


def test_every_kind(zpa: Any, cloud: Cloud, results: Results) -> None:
    record = results.client("zscaler-sdk-python", "Zscaler Private Access")
    api = {kind: record.watch(kind, getattr(zpa, kind), names.split()) for kind, names in OPERATIONS.items()}
    ids = lambda items: [item.id for item in items]  # noqa: E731

    # What the customer has from the start.
    certificates = api["enrollment_certificates"]
    enrolment = next(c for c in ok(certificates.list_enrolment()) if c.name == "Connector").id
    assert ok(certificates.get_enrolment(enrolment)).name == "Connector"
    (idp,) = ok(api["idp"].list_idps())
    assert ok(api["idp"].get_idp(idp.id)).domain_list == ["example.com"]
    assert "example.com" in str(ok(api["customer_controller"].get_auth_domains()))
    scim = api["scim_attributes"]
    attribute = ok(scim.list_scim_attributes(idp.id))[0]
    assert ok(scim.get_scim_attribute(idp.id, attribute.id)).name == attribute.name
    assert ok(scim.get_scim_values(idp.id, attribute.id)) == []
    group = ok(api["scim_groups"].list_scim_groups(idp.id))[0]
    assert ok(api["scim_groups"].get_scim_group(group.id)).name == group.name
    for kind, all_of, one_of in [
        ("trusted_networks", "list_trusted_networks", "get_network"),
        ("posture_profiles", "list_posture_profiles", "get_profile"),
        ("machine_groups", "list_machine_groups", "get_group"),
    ]:
        (item,) = ok(getattr(api[kind], all_of)())
        assert ok(getattr(api[kind], one_of)(item.id)).name == item.name

    saml = api["saml_attributes"]
    level = ok(saml.add_saml_attribute(name="Level", saml_name="level", idp_id=idp.id)).id
    assert level in ids(ok(saml.list_saml_attributes()))
    assert level in ids(ok(saml.list_saml_attributes_by_idp(idp.id)))
    ok(saml.update_saml_attribute(level, name="Grade", saml_name="grade", idp_id=idp.id))
    assert ok(saml.get_saml_attribute(level)).name == "Grade"

    # Connectors.
    groups = api["app_connector_groups"]
    connector_group = ok(groups.add_connector_group(name="berlin", **PLACE)).id
    ok(groups.update_connector_group(connector_group, name="Berlin", description="changed", **PLACE))
    assert ok(groups.get_connector_group(connector_group)).description == "changed"
    assert connector_group in ids(ok(groups.list_connector_groups({"search": "Berlin"})))
    assert ok(groups.list_connector_groups_summary())[0].name == "Berlin"

    keys = api["provisioning"]
    key_of = {"name": "key", "enrollment_cert_id": enrolment}
    key = ok(keys.add_provisioning_key("connector", max_usage="2", component_id=connector_group, **key_of))
    assert key.provisioning_key.startswith("1|api.private.zscaler.com|")
    # Only when it adds a key does the SDK know another name for this field.
    ok(keys.update_provisioning_key(key.id, "connector", max_usage="3", zcomponent_id=connector_group, **key_of))
    assert ok(keys.get_provisioning_key(key.id, "connector")).max_usage == "3"
    assert ids(ok(keys.list_provisioning_keys("connector"))) == [key.id]
    assert ok(keys.list_provisioning_keys("service_edge")) == []

    enrolled = [cloud.call("POST", "_guest/connectors", {"provisioningKey": key.provisioning_key})["id"]]
    code = cloud.call("POST", "_guest/connectors", {})["userCode"]
    codes = api["oauth2_user_code"]
    ok(codes.verify_oauth2_user_code("connector", user_codes=[code], component_group_id=connector_group))
    ok(codes.add_provisioning_key("connector", user_codes=[code]))
    cloud.advance(60)
    connectors = api["app_connectors"]
    found = ok(connectors.list_connectors())
    assert [c.control_channel_status for c in found] == ["ZPN_STATUS_AUTHENTICATED"] * 2
    enrolled = ids(found)
    ok(connectors.update_connector(enrolled[0], name="first", enabled=True))
    assert ok(connectors.get_connector(enrolled[0])).name == "first"
    assert ok(keys.get_provisioning_key(key.id, "connector")).usage_count == "1"

    for kind, name in [("app_connector_schedule", "connector"), ("service_edge_schedule", "service_edge")]:
        schedule = {"frequency": "days", "frequency_interval": "7", "delete_disabled": True, "enabled": True}
        add = getattr(api[kind], f"add_{name}_schedule")
        change = getattr(api[kind], f"update_{name}_schedule")
        read = getattr(api[kind], f"get_{name}_schedule")
        if name == "connector":
            made = ok(add(**schedule))
            ok(change(made.id, **{**schedule, "frequency_interval": "14"}))
        else:
            made = ok(add(schedule))
            ok(change(made.id, {**schedule, "frequency_interval": "14"}))
        assert ok(read()).frequency_interval == "14"

    # Service edges.
    edge_groups = api["service_edge_group"]
    edge_group = ok(edge_groups.add_service_edge_group(name="edge", **PLACE)).id
    ok(edge_groups.update_service_edge_group(edge_group, name="Edge", **PLACE))
    assert ok(edge_groups.get_service_edge_group(edge_group)).name == "Edge"
    assert ids(ok(edge_groups.list_service_edge_groups())) == [edge_group]
    edge_key = ok(
        keys.add_provisioning_key(
            "service_edge", name="edge", max_usage="5", enrollment_cert_id=enrolment, component_id=edge_group
        )
    )
    for _ in range(2):
        cloud.call("POST", "_guest/connectors", {"provisioningKey": edge_key.provisioning_key})
    edges = api["service_edges"]
    first, second = ids(ok(edges.list_service_edges()))
    ok(edges.update_service_edge(first, name="first"))
    assert ok(edges.get_service_edge(first)).name == "first"
    refused(edge_groups.delete_service_edge_group(edge_group), "in.use")
    ok(edges.delete_service_edge(first))
    ok(edges.bulk_delete_service_edges([second]))
    ok(keys.delete_provisioning_key(edge_key.id, "service_edge"))
    ok(edge_groups.delete_service_edge_group(edge_group))

    # Servers and groups.
    servers, server_groups, segment_groups = api["servers"], api["server_groups"], api["segment_groups"]
    server = ok(servers.add_server(name="web", address="10.0.0.5", enabled=True)).id
    ok(servers.update_server(server, name="web", address="10.0.0.6", enabled=True))
    assert ok(servers.get_server(server)).address == "10.0.0.6"
    assert ids(ok(servers.list_servers())) == [server]
    assert ids(ok(servers.list_servers_summary())) == [server]
    server_group = ok(
        server_groups.add_group(
            name="webs",
            enabled=True,
            dynamic_discovery=False,
            app_connector_group_ids=[connector_group],
            server_ids=[server],
        )
    ).id
    ok(
        server_groups.update_group(
            server_group, name="Webs", enabled=True, app_connector_group_ids=[connector_group], server_ids=[server]
        )
    )
    assert ok(server_groups.get_group(server_group)).name == "Webs"
    assert ids(ok(server_groups.list_groups())) == [server_group]
    segment_group = ok(segment_groups.add_group(name="apps", enabled=True)).id
    ok(segment_groups.update_group(segment_group, name="Apps", enabled=True))
    ok(segment_groups.update_group_v2(segment_group, name="APPS", enabled=True))
    assert ok(segment_groups.get_group(segment_group)).name == "APPS"
    assert ids(ok(segment_groups.list_groups())) == [segment_group]

    # Certificates and segments.
    issued = api["certificates"]
    blob = Certificate(["web.example.com"]).pem_with_key
    certificate = ok(issued.add_certificate(name="web", cert_blob=blob)).id
    ok(issued.update_certificate(certificate, name="Web", cert_blob=blob))
    shown = ok(issued.get_certificate(certificate))
    assert (shown.name, shown.san) == ("Web", ["web.example.com"])
    assert ids(ok(issued.list_certificates())) == [certificate] == ids(ok(issued.list_issued_certificates()))

    segments = api["application_segment"]
    member = {"segment_group_id": segment_group, "server_group_ids": [server_group], "enabled": True}
    ports = {"tcp_port_range": [{"from": "443", "to": "443"}]}
    segment = ok(segments.add_segment(name="api", domain_names=["api.example.com"], **member, **ports)).id
    ok(segments.update_segment(segment, name="API", domain_names=["api.example.com"], **member, **ports))
    shown = ok(segments.get_segment(segment))
    assert (shown.name, shown.segment_group_name) == ("API", "APPS")
    refused(segments.add_segment(name="two", domain_names=["api.example.com"], **member, **ports), "conflict")
    ok(segments.bulk_update_multimatch(application_ids=[segment], match_style="INCLUSIVE"))
    weights = [{"id": server_group, "weight": "10", "passive": False}]
    ok(
        segments.update_weighted_lb_config(
            segment, weighted_load_balancing=True, application_to_server_group_mappings=weights
        )
    )
    assert ok(segments.get_weighted_lb_config(segment)).weighted_load_balancing is True

    browser = api["app_segments_ba"]
    app = {
        "name": "web.example.com",
        "domain": "web.example.com",
        "application_protocol": "HTTPS",
        "application_port": "443",
        "certificate_id": certificate,
    }
    common = {"domain_names": ["web.example.com"], "clientless_app_ids": [app], **member, **ports}
    published = ok(browser.add_segment_ba(name="web", **common)).id
    ok(browser.update_segment_ba(published, name="Web", **common))
    shown = ok(browser.get_segment_ba(published))
    assert shown.name == "Web"
    # The SDK shows the clientless applications of a segment under this name.
    assert shown.inspection_apps[0].cname.endswith("zpa-app.net")
    assert segment in ids(ok(segments.list_segments()))
    assert published in ids(ok(browser.list_segments_ba()))
    assert "web.example.com" in str(ok(api["app_segment_by_type"].get_segments_by_type("BROWSER_ACCESS")))
    unsupported = ok(segments.get_multimatch_unsupported_references(["web.example.com"]))
    assert [u.app_segment_name for u in unsupported] == ["Web"]
    refused(issued.delete_certificate(certificate), "in.use")

    # Microtenants.
    tenants = api["microtenants"]
    tenant = ok(
        tenants.add_microtenant(name="lab", criteria_attribute="AuthDomain", criteria_attribute_values=["example.com"])
    ).id
    ok(tenants.update_microtenant(tenant, name="Lab", criteria_attribute="AuthDomain"))
    assert ok(tenants.get_microtenant(tenant)).name == "Lab"
    assert ids(ok(tenants.list_microtenants())) == [tenant]
    assert "Lab" in str(ok(tenants.get_microtenant_summary()))
    # The SDK cannot read the answer to these two calls, whatever it is. What they do is done.
    with pytest.raises(AttributeError, match="status_code"):
        segments.app_segment_share(segment, share_to_microtenants=[tenant])
    assert segment in ids(ok(segments.list_segments({"microtenant_id": tenant})))
    with pytest.raises(AttributeError, match="status_code"):
        segments.app_segment_share(segment, share_to_microtenants=[])
    assert segment not in ids(ok(segments.list_segments({"microtenant_id": tenant})))
    inner_group = ok(segment_groups.add_group(name="inner", enabled=True, microtenant_id=tenant)).id
    inner_servers = ok(server_groups.add_group(name="inner", dynamic_discovery=True, microtenant_id=tenant)).id

    # Policies.
    policies = api["policies"]
    conditions = [
        ("app_group", [segment_group]),
        ("saml", [(level, "senior")]),
        ("client_type", ["zpn_client_type_exporter"]),
    ]
    one = ok(policies.add_access_rule_v2(name="one", action="allow", conditions=conditions)).id
    two = ok(policies.add_access_rule(name="two", action="allow", conditions=[("app", "id", segment)])).id
    ok(policies.update_access_rule_v2(one, name="One", action="allow", conditions=conditions))
    ok(policies.update_access_rule(two, name="Two", action="deny", conditions=[("app", "id", segment)]))
    rule = ok(policies.get_rule("access", one))
    assert rule.name == "One"
    assert {o.object_type for c in rule.conditions for o in c.operands} == {"APP_GROUP", "SAML", "CLIENT_TYPE"}
    order = lambda: [r.name for r in ok(policies.list_rules("access"))]  # noqa: E731
    assert order() == ["One", "Two", "Default_Rule"]
    ok(policies.reorder_rule("access", two, "1"))
    assert order() == ["Two", "One", "Default_Rule"]
    ok(policies.bulk_reorder_rules("access", [one, two]))
    assert order() == ["One", "Two", "Default_Rule"]
    assert "ACCESS_POLICY" in str(ok(policies.get_policy("access")))
    timeout = ok(policies.add_timeout_rule_v2(name="day", reauth_idle_timeout="600", reauth_timeout="86400")).id
    ok(policies.update_timeout_rule_v2(timeout, name="Day", reauth_idle_timeout="600", reauth_timeout="86400"))
    assert ok(policies.get_rule("timeout", timeout)).name == "Day"
    forward = ok(policies.add_client_forwarding_rule_v2(name="direct", action="bypass")).id
    ok(policies.update_client_forwarding_rule_v2(forward, name="Direct", action="bypass"))
    assert ok(policies.get_rule("client_forwarding", forward)).name == "Direct"

    domains = api["customer_domain"]
    ok(domains.add_update_domain("SEARCH_SUFFIX", [{"domain": "example.com", "capture": True}]))
    # The SDK makes one object of the list, so its body is looked at.
    _domain, response, error = domains.list_domains("SEARCH_SUFFIX")
    assert error is None
    assert [domain["domain"] for domain in response.get_body()] == ["example.com"]

    # And back: nothing goes while it is in use.
    refused(segments.delete_segment(segment), "in.use")
    refused(segment_groups.delete_group(segment_group), "in.use")
    for policy, rule_id in [("access", one), ("access", two), ("timeout", timeout), ("client_forwarding", forward)]:
        ok(policies.delete_rule(policy, rule_id))
    with pytest.raises(AttributeError, match="status_code"):
        segments.app_segment_move(
            segment,
            target_microtenant_id=tenant,
            target_segment_group_id=inner_group,
            target_server_group_id=inner_servers,
        )
    assert segment not in ids(ok(segments.list_segments()))
    refused(tenants.delete_microtenant(tenant), "in.use")
    ok(segments.delete_segment(segment, microtenant_id=tenant))
    ok(segment_groups.delete_group(inner_group, microtenant_id=tenant))
    ok(server_groups.delete_group(inner_servers, microtenant_id=tenant))
    ok(tenants.delete_microtenant(tenant))
    ok(browser.delete_segment_ba(published))
    ok(issued.delete_certificate(certificate))
    ok(segment_groups.delete_group(segment_group))
    refused(servers.delete_server(server), "in.use")
    ok(server_groups.delete_group(server_group))
    ok(servers.delete_server(server))
    ok(connectors.delete_connector(enrolled[0]))
    ok(connectors.bulk_delete_connectors(enrolled[1:]))
    ok(keys.delete_provisioning_key(key.id, "connector"))
    ok(groups.delete_connector_group(connector_group))
    ok(saml.delete_saml_attribute(level))
    refused(groups.get_connector_group(connector_group), "resource.not.found")
    assert record.missing() == []


def test_lists_come_in_pages(zpa: Any) -> None:
    for number in range(25):
        ok(zpa.segment_groups.add_group(name=f"group {number}", enabled=True))
    groups, response, error = zpa.segment_groups.list_groups({"page_size": 20})
    assert error is None
    assert len(groups) == 20
    assert response.has_next()
    more, _response, error = response.next()
    assert error is None
    assert len(more) == 5
    (one,) = ok(zpa.segment_groups.list_groups({"search": "group 7"}))
    assert one.name == "group 7"


def test_the_limit_of_calls_is_waited_for(zpa: Any, cloud: Cloud) -> None:
    cloud.inject({"status": {"code": 429, "retry_after": 1}}, path="/segmentGroup", times=1)
    assert ok(zpa.segment_groups.list_groups()) == []
    assert [e["status"] for e in cloud.journal() if e["path"].endswith("/segmentGroup")] == [429, 200]


def test_wrong_secrets_are_refused(proxy: Proxy) -> None:
    with pytest.raises(Exception, match="401"):
        ok(ZscalerClient(config(clientSecret="wrong")).zpa.segment_groups.list_groups())


def test_the_old_way_of_signing_in(proxy: Proxy, cloud: Cloud) -> None:
    client = LegacyZPAClient({"cache": {"enabled": False}, "logging": {"enabled": False}})
    group = ok(client.zpa.segment_groups.add_group(name="old", enabled=True)).id
    assert ok(client.zpa.segment_groups.get_group(group)).name == "old"
    ok(client.zpa.segment_groups.delete_group(group))
    assert proxy.asked == {"config.private.zscaler.com"}
    assert {e["path"].split("/")[1] for e in cloud.journal()} == {"signin", "mgmtconfig"}
