"""The official Cloudflare package for Python: all that a published service needs. It checks every answer itself."""

from __future__ import annotations

import base64
import json
import secrets

import pytest
from cloudflare import BadRequestError, Cloudflare, NotFoundError

EVERYONE = [{"everyone": {}}]


@pytest.fixture(scope="module")
def record(results):
    return results.client("cloudflare", "Cloudflare")


@pytest.fixture
def client(cloud):
    """The client, from its environment variables; answers that differ from its models are errors."""
    with Cloudflare(_strict_response_validation=True) as client:
        yield client


@pytest.fixture
def account(cloud):
    return cloud.environment["CLOUDFLARE_ACCOUNT_ID"]


@pytest.fixture
def zone(client):
    return client.zones.list(name="example.com").result[0].id


@pytest.fixture
def tunnel(client, account):
    return client.zero_trust.tunnels.cloudflared.create(account_id=account, name="t", config_src="cloudflare").id


def test_tunnels(client, record, account):
    tunnels = record.watch("tunnels", client.zero_trust.tunnels.cloudflared)
    made = tunnels.create(account_id=account, name="web", config_src="cloudflare")
    assert (made.status, made.config_src) == ("inactive", "cloudflare")
    assert tunnels.get(made.id, account_id=account).name == "web"
    assert tunnels.edit(made.id, account_id=account, name="shop").name == "shop"
    assert [t.id for t in tunnels.list(account_id=account, is_deleted=False)] == [made.id]
    every = record.watch("tunnels of all types", client.zero_trust.tunnels)
    assert [t.id for t in every.list(account_id=account)] == [made.id]
    assert tunnels.delete(made.id, account_id=account).deleted_at
    assert [t.id for t in tunnels.list(account_id=account, is_deleted=False)] == []


def test_the_configuration_of_a_tunnel(client, record, account, tunnel):
    configurations = record.watch("tunnel configurations", client.zero_trust.tunnels.cloudflared.configurations)
    ingress = [
        {"hostname": "a.example.com", "service": "http://localhost:80", "origin_request": {"connect_timeout": 10}},
        # The package's model has a host name in every rule.
        {"hostname": "", "service": "http_status:404"},
    ]
    configurations.update(tunnel, account_id=account, config={"ingress": ingress})
    seen = configurations.get(tunnel, account_id=account)
    assert seen.version == 1
    assert [rule.service for rule in seen.config.ingress] == ["http://localhost:80", "http_status:404"]
    assert seen.config.ingress[0].origin_request.connect_timeout == 10
    with pytest.raises(BadRequestError):
        configurations.update(tunnel, account_id=account, config={"ingress": ingress[:1]})


def test_tokens_connections_and_connectors_of_a_tunnel(client, record, account, tunnel, cloud):
    base = client.zero_trust.tunnels.cloudflared
    token = record.watch("tunnel tokens", base.token).get(tunnel, account_id=account)
    assert json.loads(base64.b64decode(token))["t"] == tunnel
    management = record.watch("tunnel management tokens", base.management)
    assert len(management.create(tunnel, account_id=account, resources=["logs"]).split(".")) == 3
    cloud.connect(token)
    connections = record.watch("tunnel connections", base.connections)
    (connector,) = connections.get(tunnel, account_id=account)
    assert len(connector.conns) == 4
    connectors = record.watch("tunnel connectors", base.connectors)
    assert connectors.get(connector.id, account_id=account, tunnel_id=tunnel).version == connector.version
    assert base.get(tunnel, account_id=account).status == "healthy"
    with pytest.raises(BadRequestError):
        base.delete(tunnel, account_id=account)
    connections.delete(tunnel, account_id=account, client_id=connector.id)
    assert list(connections.get(tunnel, account_id=account)) == []
    assert base.get(tunnel, account_id=account).status == "down"


def test_private_networks(client, record, account, tunnel):
    networks = record.watch("virtual networks", client.zero_trust.networks.virtual_networks)
    made = networks.create(account_id=account, name="lab", comment="x", is_default=False)
    assert networks.get(made.id, account_id=account).comment == "x"
    assert networks.edit(made.id, account_id=account, name="labs").name == "labs"
    assert {n.name for n in networks.list(account_id=account)} == {"default", "labs"}
    routes = record.watch("network routes", client.zero_trust.networks.routes)
    route = routes.create(account_id=account, network="10.0.0.0/16", tunnel_id=tunnel, virtual_network_id=made.id)
    assert routes.get(route.id, account_id=account).network == "10.0.0.0/16"
    assert routes.edit(route.id, account_id=account, comment="y").comment == "y"
    (seen,) = routes.list(account_id=account, is_deleted=False)
    assert (seen.tunnel_name, seen.virtual_network_name) == ("t", "labs")
    with pytest.raises(BadRequestError):
        networks.delete(made.id, account_id=account)
    assert routes.delete(route.id, account_id=account).deleted_at
    assert networks.delete(made.id, account_id=account).id == made.id
    names = record.watch("hostname routes", client.zero_trust.networks.hostname_routes)
    route = names.create(account_id=account, hostname="git.internal.example", tunnel_id=tunnel)
    assert names.get(route.id, account_id=account).hostname == "git.internal.example"
    assert names.edit(route.id, account_id=account, comment="z").comment == "z"
    assert [n.id for n in names.list(account_id=account, is_deleted=False)] == [route.id]
    names.delete(route.id, account_id=account)
    assert list(names.list(account_id=account, is_deleted=False)) == []


def test_zones(client, record, account):
    zones = record.watch("zones", client.zones)
    made = zones.create(account={"id": account}, name="example.org", type="full")
    assert zones.get(zone_id=made.id).name == "example.org"
    assert zones.edit(zone_id=made.id, paused=True).paused is True
    assert {z.name for z in zones.list()} == {"example.com", "example.org"}
    assert record.watch("zone activation", client.zones.activation_check).trigger(zone_id=made.id).id == made.id
    assert zones.delete(zone_id=made.id).id == made.id
    with pytest.raises(NotFoundError):
        zones.get(zone_id=made.id)


SETTINGS = [
    ("min_tls_version", "1.0", "1.3"),
    ("tls_1_3", "on", "off"),
    ("ssl", "full", "strict"),
    ("always_use_https", "off", "on"),
    ("0rtt", "off", "on"),
    ("ciphers", [], ["ECDHE-ECDSA-AES128-GCM-SHA256"]),
    ("challenge_ttl", 1800, 300),
    ("security_header", {}, {"strict_transport_security": {"enabled": True, "max_age": 86400}}),
]


def test_settings_of_a_zone(client, record, zone):
    settings = record.watch("zone settings", client.zones.settings)
    for name, before, after in SETTINGS:
        seen = settings.get(name, zone_id=zone).to_dict(mode="json")
        assert seen["value"] == before
        settings.edit(name, zone_id=zone, value=after)
        assert settings.get(name, zone_id=zone).to_dict(mode="json", exclude_none=True)["value"] == after
    with pytest.raises(BadRequestError):
        settings.edit("min_tls_version", zone_id=zone, value="1.4")


RECORDS = [
    {"type": "A", "name": "a", "content": "203.0.113.5", "proxied": True},
    {"type": "AAAA", "name": "b", "content": "2001:db8::1"},
    {"type": "CNAME", "name": "c", "content": "a.example.com"},
    {"type": "MX", "name": "@", "content": "mail.example.com", "priority": 10},
    {"type": "NS", "name": "sub", "content": "ns.example.net"},
    {"type": "PTR", "name": "p", "content": "a.example.com"},
    {"type": "TXT", "name": "t", "content": "hello world"},
    {"type": "OPENPGPKEY", "name": "o", "content": "bWluZQ==", "comment": "key"},
    {"type": "CAA", "name": "caa", "data": {"flags": 0, "tag": "issue", "value": "ca.example"}},
    {"type": "SRV", "name": "_sip._tcp", "data": {"priority": 1, "weight": 5, "port": 5060, "target": "a.example.com"}},
    {"type": "SSHFP", "name": "s", "data": {"algorithm": 4, "type": 2, "fingerprint": "ab12"}},
    {"type": "TLSA", "name": "_443._tcp", "data": {"usage": 3, "selector": 1, "matching_type": 1, "certificate": "ab"}},
    {"type": "SMIMEA", "name": "m", "data": {"usage": 3, "selector": 0, "matching_type": 0, "certificate": "ab"}},
    {"type": "HTTPS", "name": "h", "data": {"priority": 1, "target": ".", "value": 'alpn="h3,h2"'}},
    {"type": "SVCB", "name": "v", "data": {"priority": 1, "target": ".", "value": 'alpn="h3"'}},
    {"type": "URI", "name": "u", "priority": 10, "data": {"weight": 5, "target": "https://example.com"}},
    {"type": "DS", "name": "d", "data": {"key_tag": 1, "algorithm": 13, "digest_type": 2, "digest": "ab"}},
    {"type": "DNSKEY", "name": "k", "data": {"flags": 257, "protocol": 3, "algorithm": 13, "public_key": "ab"}},
    {"type": "CERT", "name": "e", "data": {"type": 9, "key_tag": 1, "algorithm": 8, "certificate": "ab"}},
    {
        "type": "NAPTR",
        "name": "n",
        "data": {"order": 1, "preference": 2, "flags": "S", "service": "SIP", "regex": "", "replacement": "a.b"},
    },
    {
        "type": "LOC",
        "name": "l",
        "data": {
            "lat_degrees": 52,
            "lat_minutes": 31,
            "lat_seconds": 0,
            "lat_direction": "N",
            "long_degrees": 13,
            "long_minutes": 24,
            "long_seconds": 0,
            "long_direction": "E",
            "altitude": 34,
            "size": 10,
            "precision_horz": 10,
            "precision_vert": 2,
        },
    },
]


@pytest.mark.parametrize("given", RECORDS, ids=lambda given: given["type"])
def test_dns_records_of_every_type(client, record, zone, given):
    records = record.watch(f"DNS records: {given['type']}", client.dns.records, ["create", "get", "edit", "delete"])
    made = records.create(zone_id=zone, ttl=300, **given)
    seen = records.get(made.id, zone_id=zone).to_dict(mode="json")
    for name, value in given.items():
        if name != "name":
            assert (seen[name] if name != "data" else {k: seen[name][k] for k in value}) == value
    assert seen["content"]
    changed = records.edit(made.id, zone_id=zone, **given | {"comment": "mine", "ttl": 600})
    assert changed.comment == "mine"
    assert records.delete(made.id, zone_id=zone).id == made.id


def test_dns_records(client, record, zone):
    records = record.watch("DNS records", client.dns.records)
    one = records.create(zone_id=zone, type="A", name="a", content="203.0.113.5", ttl=300, tags=["team:web"])
    assert records.get(one.id, zone_id=zone).name == "a.example.com"
    put = {"type": "A", "name": "a", "content": "203.0.113.6", "ttl": 60}
    assert records.update(one.id, zone_id=zone, **put).content == "203.0.113.6"
    assert records.edit(one.id, zone_id=zone, **put | {"proxied": True, "tags": ["team:web"]}).proxied is True
    assert [r.id for r in records.list(zone_id=zone, name={"startswith": "a."}, tag={"exact": "team:web"})] == [one.id]
    assert list(records.list(zone_id=zone, name={"exact": "b.example.com"})) == []
    done = records.batch(
        zone_id=zone,
        deletes=[{"id": one.id}],
        posts=[{"type": "CNAME", "name": "a", "content": "b.example.com", "proxied": True, "ttl": 1}],
    )
    assert (done.deletes[0].id, done.posts[0].type) == (one.id, "CNAME")
    file = records.export(zone_id=zone)
    assert "a.example.com.\t1\tIN\tCNAME\tb.example.com." in file
    records.delete(done.posts[0].id, zone_id=zone)
    assert records.import_(zone_id=zone, file=file + "b.example.com. 300 IN TXT hello\n").recs_added == 2
    assert {(r.type, r.name) for r in records.list(zone_id=zone)} == {
        ("CNAME", "a.example.com"),
        ("TXT", "b.example.com"),
    }
    with pytest.deprecated_call():
        assert records.scan(zone_id=zone).recs_added == 0
    records.scan_trigger(zone_id=zone)
    assert list(records.scan_list(zone_id=zone)) == []
    accepted = {"type": "A", "name": "found", "content": "203.0.113.9", "ttl": 1, "id": "0" * 32}
    assert len(records.scan_review(zone_id=zone, accepts=[accepted]).accepts) == 1


SAML = {"auth_type": "saml", "sp_entity_id": "x", "consumer_service_url": "https://a.example/acs"}
TARGETS = [{"port": 22, "protocol": "SSH", "target_attributes": {"hostname": ["db"]}}]
APPLICATIONS = [
    {"type": "self_hosted", "name": "a", "domain": "chat.example.com"},
    {"type": "ssh", "name": "a", "domain": "ssh.example.com"},
    {"type": "vnc", "name": "a", "domain": "vnc.example.com"},
    {"type": "saas", "name": "a", "saas_app": SAML},
    {"type": "bookmark", "name": "a", "domain": "wiki.example.net"},
    {"type": "infrastructure", "name": "a", "target_criteria": TARGETS},
    {"type": "app_launcher", "name": "App Launcher"},
    {"type": "warp", "name": "Warp"},
    {"type": "biso", "name": "Browser"},
]


@pytest.mark.parametrize("given", APPLICATIONS, ids=lambda given: given["type"])
def test_access_applications_of_every_type(client, record, account, given):
    kind = f"Access applications: {given['type']}"
    apps = record.watch(kind, client.zero_trust.access.applications, ["create", "get", "update", "delete"])
    made = apps.create(account_id=account, **given)
    assert apps.get(made.id, account_id=account).type == given["type"]
    assert apps.update(made.id, account_id=account, **given | {"tags": []}).name == given["name"]
    assert apps.delete(made.id, account_id=account).id == made.id


def test_access_applications(client, record, account):
    apps = record.watch("Access applications", client.zero_trust.access.applications)
    new = {"type": "self_hosted", "name": "chat", "domain": "chat.example.com"}
    made = apps.create(account_id=account, **new)
    assert len(made.aud) == 64
    assert apps.get(made.id, account_id=account).domain == "chat.example.com"
    assert apps.update(made.id, account_id=account, **new | {"session_duration": "8h"}).session_duration == "8h"
    assert [a.id for a in apps.list(account_id=account)] == [made.id]
    settings = record.watch("Access application settings", client.zero_trust.access.applications.settings)
    assert settings.update(made.id, account_id=account, allow_iframe=True, skip_interstitial=True).allow_iframe
    assert settings.edit(made.id, account_id=account, allow_iframe=False).skip_interstitial
    checks = record.watch("Access policy checks", client.zero_trust.access.applications.user_policy_checks)
    assert checks.list(made.id, account_id=account).app_state.name == "chat"
    apps.revoke_tokens(made.id, account_id=account)

    policies = record.watch("Access policies of one application", client.zero_trust.access.applications.policies)
    policy = {"name": "staff", "decision": "allow", "include": [{"email_domain": {"domain": "example.com"}}]}
    one = policies.create(made.id, account_id=account, extra_body=policy)
    assert policies.get(one.id, account_id=account, app_id=made.id).precedence == 1
    changed = policies.update(one.id, account_id=account, app_id=made.id, extra_body=policy | {"name": "all"})
    assert changed.name == "all"
    assert [p.id for p in policies.list(made.id, account_id=account)] == [one.id]
    assert policies.delete(one.id, account_id=account, app_id=made.id).id == one.id
    assert apps.delete(made.id, account_id=account).id == made.id
    with pytest.raises(NotFoundError):
        apps.get(made.id, account_id=account)


def test_reusable_policies_and_their_tests(client, record, account):
    policies = record.watch("Access policies", client.zero_trust.access.policies)
    new = {"name": "staff", "decision": "allow", "include": [{"email": {"email": "a@example.com"}}]}
    made = policies.create(account_id=account, **new)
    assert policies.get(made.id, account_id=account).reusable is True
    assert policies.update(made.id, account_id=account, **new | {"name": "all"}).name == "all"
    assert [p.id for p in policies.list(account_id=account)] == [made.id]
    tests = record.watch("Access policy tests", client.zero_trust.access.applications.policy_tests)
    test = tests.create(account_id=account, policies=[made.id])
    assert tests.get(test.id, account_id=account).status == "complete"
    users = record.watch("Access policy tests: users", client.zero_trust.access.applications.policy_tests.users)
    assert list(users.list(test.id, account_id=account)) == []
    assert policies.delete(made.id, account_id=account).id == made.id


def test_groups(client, record, account):
    groups = record.watch("Access groups", client.zero_trust.access.groups)
    made = groups.create(account_id=account, name="staff", include=EVERYONE)
    assert groups.get(made.id, account_id=account).name == "staff"
    changed = groups.update(
        made.id, account_id=account, name="all", include=EVERYONE, require=[{"geo": {"country_code": "DE"}}]
    )
    assert changed.require[0].geo.country_code == "DE"
    assert [g.id for g in groups.list(account_id=account)] == [made.id]
    policy = {"name": "p", "decision": "allow", "include": [{"group": {"id": made.id}}]}
    used = client.zero_trust.access.policies.create(account_id=account, **policy)
    with pytest.raises(BadRequestError):
        client.zero_trust.access.policies.create(
            account_id=account, name="q", decision="allow", include=[{"group": {"id": secrets.token_hex(16)}}]
        )
    client.zero_trust.access.policies.delete(used.id, account_id=account)
    assert groups.delete(made.id, account_id=account).id == made.id


PROVIDERS = [
    ("oidc", {"client_id": "x", "auth_url": "https://idp.example/auth", "token_url": "https://idp.example/token"}),
    (
        "saml",
        {"issuer_url": "https://idp.example", "sso_target_url": "https://idp.example/sso", "idp_public_certs": ["c"]},
    ),
    ("google-apps", {"client_id": "x", "apps_domain": "example.com"}),
    ("okta", {"client_id": "x", "okta_account": "https://example.okta.example"}),
    ("github", {"client_id": "x"}),
    ("azureAD", {"client_id": "x", "directory_id": "y"}),
]


def test_identity_providers(client, record, account):
    providers = record.watch("Access identity providers", client.zero_trust.identity_providers)
    (pin,) = providers.list(account_id=account)
    assert pin.type == "onetimepin"
    for kind, config in PROVIDERS:
        secret = secrets.token_hex(8)
        made = providers.create(account_id=account, name="n", type=kind, config=config | {"client_secret": secret})
        seen = providers.get(made.id, account_id=account)
        assert (seen.type, seen.to_dict(mode="json")["config"]) == (kind, config)
        assert providers.update(made.id, account_id=account, name="m", type=kind, config=config).name == "m"
        assert made.id in [p.id for p in providers.list(account_id=account)]
        assert providers.delete(made.id, account_id=account).id == made.id


def test_service_tokens(client, record, account):
    tokens = record.watch("Access service tokens", client.zero_trust.access.service_tokens)
    made = tokens.create(account_id=account, name="ci", duration="60m")
    assert made.client_id.endswith(".access")
    assert tokens.get(made.id, account_id=account).duration == "60m"
    changed = tokens.update(made.id, account_id=account, name="deploy", duration="8760h")
    assert changed.name == "deploy"
    rotated = tokens.rotate(made.id, account_id=account)
    assert (rotated.client_id, rotated.client_secret == made.client_secret) == (made.client_id, False)
    before = tokens.get(made.id, account_id=account).expires_at
    assert tokens.refresh(made.id, account_id=account).expires_at >= before
    assert [t.id for t in tokens.list(account_id=account)] == [made.id]
    assert tokens.delete(made.id, account_id=account).id == made.id


def test_organizations_and_keys(client, record, account, zone):
    organizations = record.watch("Access organizations", client.zero_trust.organizations)
    assert organizations.list(account_id=account).auth_domain == "example.cloudflareaccess.com"
    assert organizations.update(account_id=account, session_duration="12h").session_duration == "12h"
    made = organizations.create(zone_id=zone, name="Zone", auth_domain="zone.cloudflareaccess.com")
    assert organizations.list(zone_id=zone).name == made.name
    assert organizations.revoke_users(account_id=account, email="a@example.com") is True
    keys = record.watch("Access keys", client.zero_trust.access.keys)
    assert keys.update(account_id=account, key_rotation_interval_days=60).key_rotation_interval_days == 60
    assert keys.rotate(account_id=account).days_until_next_rotation == 60
    assert keys.get(account_id=account).last_key_rotation_at


def api_tokens(tokens, client, **account):
    resources = {"com.cloudflare.api.account.zone.*": "*"}
    policies = [{"effect": "allow", "permission_groups": [{"id": "1" * 32}], "resources": resources}]
    made = tokens.create(name="dns", policies=policies, **account)
    assert tokens.get(made.id, **account).status == "active"
    mine = client.with_options(api_token=made.value)
    assert tokens.verify(**account).status == "active"
    assert mine.user.tokens.verify().id == made.id
    changed = tokens.update(made.id, name="dns", policies=policies, status="disabled", **account)
    assert changed.status == "disabled"
    with pytest.raises(Exception, match="Invalid API Token"):
        mine.user.tokens.verify()
    assert made.id in [t.id for t in tokens.list(**account)]
    assert tokens.delete(made.id, **account).id == made.id


def test_api_tokens(client, record, account):
    api_tokens(record.watch("API tokens of the user", client.user.tokens), client)
    api_tokens(record.watch("API tokens of the account", client.accounts.tokens), client, account_id=account)
    accounts = record.watch("accounts", client.accounts, ["list", "get"])
    assert [a.id for a in accounts.list()] == [account]
    assert accounts.get(account_id=account).id == account


def test_no_operation_was_left_out(record):
    """Run after all others of this file."""
    assert record.missing() == []
