"""The five stories, each as a program of its own against the simulator."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from ionos_sdk import Client, NewDatacenter

from .conftest import ROOT, Cloud

PLACE = ROOT / "examples" / "python"


def tell(name: str) -> str:
    done = subprocess.run([sys.executable, str(PLACE / f"{name}.py")], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert os.environ["IONOS_TOKEN"] not in done.stdout
    assert os.environ["CLOUDFLARE_API_TOKEN"] not in done.stdout
    return done.stdout


def paths(cloud: Cloud) -> list[str]:
    return [f"{e['method']} {e['path']}" for e in cloud.writes()]


def test_first_call(cloud):
    Client.from_env().datacenters.create(NewDatacenter(name="mine", location="de/txl")).wait()
    cloud.admin("DELETE", "journal")
    said = tell("first_call")
    assert re.search(r"^[0-9a-f-]{36}  de/txl  mine  AVAILABLE\n1 data centers$", said, re.M)
    assert cloud.writes() == []


def test_provision(cloud):
    said = tell("provision")
    assert "key provision-demo SHA256:" in said
    assert "server web: DONE" in said
    assert re.search(r"server web: RUNNING in ZONE_1, 10\.", said)
    assert said.endswith("removed\n")
    written = paths(cloud)
    assert written[0] == "POST /cloudapi/v6/datacenters"
    assert written[-1].startswith("DELETE /cloudapi/v6/datacenters/")
    assert Client.from_env().datacenters.list().all() == []


def test_chat(cloud):
    said = tell("chat")
    assert re.search(r"^\(\d+ \+ \d+ tokens\)$", said, re.M)
    assert "the model calls count_servers({" in said
    close, far = (float(x) for x in re.findall(r": (-?\d\.\d\d)$", said, re.M))
    assert close > far
    assert sum(e["path"].endswith("/chat/completions") for e in cloud.journal()) == 3


def test_publish(cloud):
    said = tell("publish")
    assert "https://app.example.com is up" in said
    assert said.endswith("taken down: dns, configuration, tunnel, access\nremoved\n")
    written = [p for p in paths(cloud) if "/client/v4/" in p]
    create_dns = next(i for i, p in enumerate(written) if p.startswith("POST") and p.endswith("/dns_records"))
    create_access = next(i for i, p in enumerate(written) if p.startswith("POST") and p.endswith("/access/apps"))
    assert create_access < create_dns


def test_secure_stack(cloud):
    said = tell("secure_stack")
    assert "to create" in said
    assert "a second up writes 0 times" in said
    assert len(re.findall(r"^[A-Z]+-\d+ pass: ", said, re.M)) >= 5
    assert "secure-ai-admin: next generation SHA256:" in said
    assert re.search(r"^down; left in place: .*SSH key secure-ai-admin", said, re.M)
    assert Client.from_env().datacenters.list().all() == []


def test_there_are_five_stories():
    names = {p.stem for p in PLACE.glob("*.py")}
    assert names == {"first_call", "provision", "chat", "publish", "secure_stack"}


@pytest.mark.parametrize("name", ["first_call", "provision"])
def test_a_story_without_credentials_says_what_to_do(name):
    done = subprocess.run([sys.executable, str(PLACE / f"{name}.py")], capture_output=True, text=True)
    assert done.returncode == 1
    assert "set IONOS_TOKEN" in done.stderr
