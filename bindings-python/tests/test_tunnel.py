"""Publishing through a tunnel."""

from __future__ import annotations

import secrets

import pytest
from ionos_sdk import (
    AuthError,
    Client,
    ConfigError,
    InvalidRequestError,
    NewDatacenter,
    NewNic,
    NewServer,
    NewVolume,
    TunnelError,
)
from ionos_sdk.keys import KeyStore
from ionos_sdk.tunnel import (
    Cloudflare,
    GuestHandover,
    Publication,
    SshHandover,
    connector_cloud_config,
    publish,
    publish_async,
    unpublish,
    unpublish_async,
)

SERVICE = Publication(
    name="demo", hostname="app.example.com", service="http://localhost:8080", email_domains=["example.com"]
)
UP = ["access", "tunnel", "configuration", "handover", "connector", "dns"]


@pytest.fixture
def server(cloud, tmp_path):
    ionos = Client.from_env()
    here = ionos.datacenter(ionos.datacenters.create(NewDatacenter(name="dc", location="de/txl")).wait().id)
    key = KeyStore(tmp_path / "ssh").generate("k")
    boot = NewVolume(
        name="boot",
        kind="SSD Premium",
        size=10,
        image_alias="ubuntu:24.04",
        ssh_keys=[key.public_key],
        user_data=connector_cloud_config(),
    )
    new = NewServer(name="app", cores=1, ram=1024, volumes=[boot], nics=[NewNic(name="n", lan=1)])
    made = here.servers.create(new).wait().id
    cloud.admin("DELETE", "journal")
    return made


def test_a_service_is_published_and_taken_down(cloud, server):
    events = []
    published = publish(SERVICE, GuestHandover(server=server), on_event=events.append)
    assert published.hostname == "app.example.com"
    assert [(c.step, c.change) for c in published.changes] == [
        ("access", "created"),
        ("tunnel", "created"),
        ("configuration", "created"),
        ("handover", "changed"),
        ("connector", "changed"),
        ("dns", "created"),
    ]
    assert published.connector.healthy and published.connector.connections > 0
    assert published.tunnel.name == "demo" and published.access.id
    assert [e.step for e in events if e.event == "done"] == UP
    assert all(e.status is not None for e in events if e.event == "waiting")
    writes = [e["path"] for e in cloud.writes()]
    assert "/access/" in writes[0] and writes[-1].endswith("/dns_records")

    cloud.admin("DELETE", "journal")
    again = publish(SERVICE, GuestHandover(server=server))
    assert {c.change for c in again.changes} == {"kept"}
    assert cloud.writes() == []

    down = unpublish(SERVICE, on_event=events.append)
    assert [c.step for c in down.changes] == ["dns", "configuration", "tunnel", "access"]
    assert {c.change for c in down.changes} == {"removed"}
    assert {c.change for c in unpublish(SERVICE).changes} == {"kept"}


async def test_the_same_in_asyncio(cloud, server):
    events = []
    published = await publish_async(SERVICE, GuestHandover(server=server), on_event=events.append)
    assert [c.step for c in published.changes] == UP
    assert events
    assert {c.change for c in (await unpublish_async(SERVICE)).changes} == {"removed"}


def test_an_account_may_be_named(cloud, server, monkeypatch):
    env = cloud.environment
    account = Cloudflare(
        account=env["CLOUDFLARE_ACCOUNT_ID"],
        token=env["CLOUDFLARE_API_TOKEN"],
        base_url=env["CLOUDFLARE_BASE_URL"],
    )
    assert env["CLOUDFLARE_API_TOKEN"] not in repr(account)
    for name in env:
        monkeypatch.delenv(name)
    guest = GuestHandover(server=server, url=env["IONOS_GUEST_URL"])
    assert publish(SERVICE, guest, provider=account).tunnel.id
    unpublish(SERVICE, provider=account)


def test_an_exception_in_a_listener_stops_the_work(cloud, server):
    def refuse(event):
        if event.event == "done" and event.step == "access":
            raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        publish(SERVICE, GuestHandover(server=server), on_event=refuse)
    unpublish(SERVICE)


@pytest.mark.parametrize(
    "change",
    [
        {"email_domains": []},
        {"email_domains": ["gmail.com"]},
        {"hostname": "*.example.com"},
        {"service": "http://user:pass@localhost:8080"},
        {"session_duration": "forever"},
    ],
)
def test_publications_that_would_be_unsafe_are_refused(cloud, change):
    fields = {
        "name": "demo",
        "hostname": "app.example.com",
        "service": "http://localhost:8080",
        "email_domains": ["example.com"],
    }
    with pytest.raises(InvalidRequestError):
        publish(Publication(**{**fields, **change}), GuestHandover(server="x"))
    assert cloud.journal() == []


def test_failures_name_their_cause_and_no_token(cloud, server, monkeypatch):
    token = secrets.token_urlsafe(24)
    wrong = Cloudflare(
        account=cloud.environment["CLOUDFLARE_ACCOUNT_ID"],
        token=token,
        base_url=cloud.environment["CLOUDFLARE_BASE_URL"],
    )
    with pytest.raises(AuthError) as caught:
        publish(SERVICE, GuestHandover(server=server), provider=wrong)
    assert token not in f"{caught.value!r} {caught.value.__cause__!r}"
    with pytest.raises(TunnelError) as refused:
        publish(SERVICE, GuestHandover(server="00000000-0000-4000-8000-000000000000"))
    assert refused.value.kind == "HANDOVER"
    with pytest.raises(InvalidRequestError):
        publish(SERVICE, SshHandover(user="-oProxyCommand=x", host="h"))
    monkeypatch.delenv("CLOUDFLARE_API_TOKEN")
    with pytest.raises(ConfigError, match="CLOUDFLARE_API_TOKEN"):
        publish(SERVICE, GuestHandover(server=server))


def test_user_data_installs_the_connector_without_a_secret(cloud):
    text = connector_cloud_config()
    assert text.startswith("#cloud-config\n") and "cloudflared" in text
    assert connector_cloud_config(present=True) != text
    assert "2026.8.2" in connector_cloud_config(version="2026.8.2", sha256="ab" * 32)
    with pytest.raises(InvalidRequestError):
        connector_cloud_config(version="2026.8.2")
