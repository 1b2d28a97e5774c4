"""A simulated cloud for tests in Python. ``IONOS_SIMULATE`` is the command that serves it."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import secrets
import shlex
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
DEFAULT = "cargo run --quiet --package ionos-cli --bin ionos -- simulate --listen 127.0.0.1:0 --speed 1000 --json"
# Read here, because tests run without any variable of the official tools.
COMMAND = os.environ.get("IONOS_SIMULATE") or DEFAULT


class Cloud:
    """A running simulator."""

    def __init__(self, url: str, environment: dict[str, str]) -> None:
        self.url = url
        self.environment = environment

    @property
    def token(self) -> str:
        return self.environment["IONOS_TOKEN"]

    def call(self, method: str, path: str, body: Any = None) -> Any:
        data = body.encode() if isinstance(body, str) else None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        request = urllib.request.Request(f"{self.url}/{path}", method=method, data=data, headers=headers)
        with urllib.request.urlopen(request) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def admin(self, method: str, path: str, body: Any = None) -> Any:
        """A call of the simulator's own interface."""
        return self.call(method, f"_sim/{path}", body)

    def advance(self, seconds: int) -> None:
        """Lets time pass in the cloud."""
        self.admin("POST", "clock", {"advance_ms": seconds * 1000})

    def connect(self, tunnel_token: str) -> str:
        """A new server whose cloudflared has the token of a tunnel and is connected."""
        unit = b"#cloud-config\nwrite_files:\n  - path: /etc/systemd/system/cloudflared.service\n"
        boot = {
            "name": "boot",
            "type": "SSD",
            "size": 10,
            "imageAlias": "debian:12",
            "imagePassword": secrets.token_hex(8),
            "userData": base64.b64encode(unit).decode(),
        }
        datacenter = {"properties": {"name": "d", "location": "de/txl"}}
        datacenter = self.call("POST", "cloudapi/v6/datacenters", datacenter)["id"]
        server = {
            "properties": {"name": "s", "cores": 1, "ram": 1024},
            "entities": {"volumes": {"items": [{"properties": boot}]}},
        }
        server = self.call("POST", f"cloudapi/v6/datacenters/{datacenter}/servers", server)["id"]
        self.advance(3600)
        self.call("POST", f"_guest/servers/{server}/credentials/tunnel-token", tunnel_token)
        self.advance(60)
        return server

    def reset(self) -> None:
        self.admin("DELETE", "faults")
        self.admin("POST", "reset")
        self.admin("PUT", "buckets/flow-logs")
        self.admin("DELETE", "journal")

    def journal(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self.admin("GET", "journal")
        return entries

    def writes(self) -> list[dict[str, Any]]:
        return [e for e in self.journal() if e["method"] not in ("GET", "HEAD")]

    def inject(self, fault: Any, **conditions: Any) -> None:
        self.admin("POST", "faults", {**conditions, "fault": fault})


@contextlib.contextmanager
def serving(*options: str) -> Iterator[dict[str, Any]]:
    """Serves a simulator with these options, and says how it can be used."""
    command = [*shlex.split(COMMAND), *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, f"the simulator did not start: {command}"
            yield json.loads(line)
        finally:
            process.kill()


@pytest.fixture(scope="session")
def served() -> Iterator[Cloud]:
    with serving() as ready:
        yield Cloud(ready["url"], ready["environment"])


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith(("IONOS_", "CLOUDFLARE_")):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))


@pytest.fixture
def cloud(served: Cloud, clean_environment: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cloud:
    """The simulator, empty, with the environment pointing at it."""
    served.reset()
    for name, value in served.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("IONOS_SECRETS", str(tmp_path / "secrets"))
    return served
