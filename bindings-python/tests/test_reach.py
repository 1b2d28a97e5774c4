"""Every operation of every API is reached through the handles, and its request is as the service wants it."""

from __future__ import annotations

import inspect
import json
import re
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import unquote

import pytest
from ionos_sdk import Client, IonosError, models, operations
from ionos_sdk._model import Model
from ionos_sdk._verbs import Handle, List

# Where each API is below a host that serves all of them.
PREFIX = {
    "cloud": "/cloudapi/v6",
    "auth": "/auth/v1",
    "activity-log": "/activitylog/v1",
    "container-registry": "/containerregistries",
    "hosting-dns": "/dns",
}
ANSWER = {
    "id": "1",
    "type": "thing",
    "metadata": {"status": "DONE", "state": "AVAILABLE"},
    "properties": {},
    "items": [],
    "tokens": [],
    "records": [],
    "token": "t",
    "key": "k",
    "data": [],
    "hits": {"hits": []},
}


class Recorder:
    """A server that notes what it is asked and answers everything."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str, str, str]] = []
        recorder = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                path, _, query = self.path.partition("?")
                recorder.calls.append((self.command, path, query, body))
                text = b"" if self.command == "HEAD" else json.dumps(ANSWER).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = answer

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture(scope="module")
def recorder():
    made = Recorder()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def ionos(recorder):
    recorder.calls.clear()
    with Client(token="t", hosting_key="a.b", api_url=recorder.url, max_attempts=1) as client:
        yield client


class Nothing(Model):
    """A request that says nothing."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Any]] = {}


def argument(name: str, annotation: str) -> Any:
    if name in ("new", "update", "request", "whole") or annotation.startswith("m."):
        sample = [Nothing()] if annotation.startswith("Sequence") else Nothing()
        return "text" if annotation in ("str", "Any") else sample
    if annotation.startswith(("Iterable", "Sequence")):
        return ["x"]
    if annotation == "int":
        return 1
    return "de-txl" if name == "region" else "de/txl"


SKIPPED = ("at", "close", "ensure", "ensure_labelled", "from_env", "id", "raw", "raw_pending", "wait_all")


def walk(handle: Any, seen: set[tuple[str, str]]) -> None:
    place = (type(handle).__name__, handle._place.path)
    if place in seen:
        return
    seen.add(place)
    for name in dir(type(handle)):
        if name.startswith("_") or name in SKIPPED:
            continue
        value = getattr(handle, name)
        if callable(value):
            parameters = inspect.signature(value).parameters.values()
            given = [argument(p.name, str(p.annotation)) for p in parameters if p.default is inspect.Parameter.empty]
            try:
                value = value(*given)
                if isinstance(value, List) or inspect.isgenerator(value):
                    value = list(value)
            except IonosError:  # the sample answer does not fit everywhere, but the request was sent
                continue
        if isinstance(value, Handle):
            walk(value, seen)


def matches(api: str, template: str) -> str:
    path = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template)) if template != "/" else "/?"
    return PREFIX.get(api, "") + path


def test_every_operation_is_reached_through_the_handles(ionos, recorder):
    walk(ionos, set())
    calls = {(method, path) for method, path, _, _ in recorder.calls}
    table = [
        (method, re.compile(matches(api, path)), f"{api} {id}") for id, (api, method, path) in operations().items()
    ]
    missing = [name for method, path, name in table if not any(method == m and path.fullmatch(p) for m, p in calls)]
    assert missing == []
    unknown = [(m, p) for m, p in calls if not any(method == m and path.fullmatch(p) for method, path, _ in table)]
    assert unknown == []


NIC = models.NewNic(lan=1, firewallrules=[models.NewFirewallRule(protocol="TCP")])
WIRE = [
    (
        lambda c: c.datacenter("1").servers.create(models.NewServer(name="s", cores=1, ram=256, nics=[NIC])),
        ("POST", "/cloudapi/v6/datacenters/1/servers", ""),
        {
            "properties": {"name": "s", "cores": 1, "ram": 256},
            "entities": {
                "nics": {
                    "items": [
                        {
                            "properties": {"lan": 1},
                            "entities": {"firewallrules": {"items": [{"properties": {"protocol": "TCP"}}]}},
                        }
                    ]
                }
            },
        },
    ),
    (
        lambda c: c.datacenter("1").server("2").patch(models.ServerUpdate(name="new")),
        ("PATCH", "/cloudapi/v6/datacenters/1/servers/2", ""),
        {"name": "new"},
    ),
    (
        lambda c: c.datacenter("1").server("2").volumes.attach("3"),
        ("POST", "/cloudapi/v6/datacenters/1/servers/2/volumes", ""),
        {"id": "3"},
    ),
    (
        lambda c: c.datacenter("1").server("2").volume("3").detach(),
        ("DELETE", "/cloudapi/v6/datacenters/1/servers/2/volumes/3", ""),
        None,
    ),
    (
        lambda c: c.datacenter("1").server("2").delete_with_volumes(),
        ("DELETE", "/cloudapi/v6/datacenters/1/servers/2", "deleteVolumes=true"),
        None,
    ),
    (
        lambda c: c.datacenter("1").server("2").protect(["4"]),
        ("PUT", "/cloudapi/v6/datacenters/1/servers/2/securitygroups", ""),
        {"ids": ["4"]},
    ),
    (
        lambda c: c.datacenter("1").labels.set("owner", "me"),
        ("PUT", "/cloudapi/v6/datacenters/1/labels/owner", ""),
        {"properties": {"key": "owner", "value": "me"}},
    ),
    (
        lambda c: c.dns.zone("1").replace(models.NewZone(zone_name="example.org")),
        ("PUT", "/zones/1", ""),
        {"properties": {"zoneName": "example.org"}},
    ),
    (
        lambda c: c.dns.zone("1").import_zone_file("$ORIGIN example.org."),
        ("PUT", "/zones/1/zonefile", ""),
        "$ORIGIN example.org.",
    ),
    (
        lambda c: c.hosting_dns.zone("1").patch(
            [models.NewHostingRecord(name="a.example.org", kind="A", content="::1")]
        ),
        ("PATCH", "/dns/v1/zones/1", ""),
        [{"name": "a.example.org", "type": "A", "content": "::1"}],
    ),
    (lambda c: c.auth.generate(3600), ("GET", "/auth/v1/tokens/generate", "ttl=3600"), None),
    (
        lambda c: list(c.activity_log.events(31, start="2026-07-01")),
        ("GET", "/activitylog/v1/contracts/31", "offset=0&limit=20&dateStart=2026-07-01"),
        None,
    ),
    (
        lambda c: c.object_storage.access_key("7").replace(models.NewAccessKey(description="d")),
        ("PUT", "/accesskeys/7", ""),
        {"id": "7", "properties": {"description": "d"}},
    ),
    (
        lambda c: c.logging("de-txl").pipeline("1").patch(models.PipelineUpdate(name="p")),
        ("PATCH", "/pipelines/1", ""),
        {"properties": {"name": "p"}},
    ),
    (
        lambda c: c.container_registry.registry("1").repository("team/app").delete(),
        ("DELETE", "/containerregistries/registries/1/repositories/team/app", ""),
        None,
    ),
    (
        lambda c: c.certificates.certificate("1").patch(models.CertificateUpdate(name="c")),
        ("PATCH", "/certificates/1", ""),
        {"properties": {"name": "c"}},
    ),
    (
        lambda c: c.ai.complete("m", "Once upon"),
        ("POST", "/v1/completions", ""),
        {"model": "m", "prompt": "Once upon", "max_tokens": 1024},
    ),
    (
        lambda c: c.document_collections.collection("1").query(models.DocumentQuery(query="q")),
        ("POST", "/collections/1/query", ""),
        {"query": "q"},
    ),
]


@pytest.mark.parametrize(("call", "request_line", "body"), WIRE, ids=[f"{line[0]} {line[1]}" for _, line, _ in WIRE])
def test_a_request_is_as_the_service_wants_it(ionos, recorder, call, request_line, body):
    try:
        call(ionos)
    except IonosError:  # the sample answer does not fit everywhere
        pass
    method, path, query, sent = recorder.calls[0]
    assert (method, unquote(path), query) == request_line
    if body is None:
        assert sent == ""
    else:
        assert sent == body or json.loads(sent) == body


def test_secrets_are_sent_and_not_shown():
    password = secrets.token_hex(8)
    user = models.NewUser(firstname="A", lastname="B", email="a@example.com", password=password)
    assert password not in repr(user)


def test_operations_of_one_name_are_told_apart_by_their_api():
    table = operations()
    assert table["locationsGet"][0] == "cloud"
    assert table["container-registry/locationsGet"] == ("container-registry", "GET", "/locations")
