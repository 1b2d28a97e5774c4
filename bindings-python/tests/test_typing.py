"""Types as users see them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT

GOOD = """
import asyncio
from ionos_sdk import AsyncClient, Client, NewDatacenter, NotFoundError

ionos = Client.from_env(residency="germany", total_timeout=5)
for server in ionos.datacenter("1").servers.list(filters={"name": "x"}):
    reveal_type(server.properties.name)
reveal_type(ionos.datacenters.create(NewDatacenter(name="a", location="de/txl")).wait())
reveal_type(ionos.datacenter("1").server("2").nic("3").flow_logs.find("x"))
reveal_type(ionos.ai.chat("m", "hi"))
reveal_type(ionos.ai.chat("m", "hi", stream=True))
reveal_type(ionos.dns.zone("1").records.list().one().properties.ttl)

async def main() -> None:
    async with AsyncClient(token="t") as aio:
        reveal_type(await (await aio.datacenters.create(NewDatacenter(name="a", location="b"))).wait())
        async for lan in aio.datacenter("1").lans.list():
            reveal_type(lan)
        async with await aio.ai.chat("m", "hi", stream=True) as stream:
            async for piece in stream:
                reveal_type(piece.text)
"""

REVEALED = [
    "str | None",
    "ionos_sdk.models.Datacenter",
    "ionos_sdk.models.FlowLog | None",
    "ionos_sdk.ai.ChatAnswer",
    "ionos_sdk.client.ChatStream",
    "int | None",
    "ionos_sdk.models.Datacenter",
    "ionos_sdk.models.Lan",
    "str",
]

BAD = [
    ("ionos.locations.create(NewLan(name='x'))", "attr-defined"),
    ("ionos.datacenters.create(NewLan(name='x'))", "arg-type"),
    ("NewDatacenter(name='x')", "call-arg"),
    ("Client(tokn='x')", "call-arg"),
    ("Client(token='x', residency='moon')", "typeddict-item|arg-type"),
    ("ionos.datacenter('1').get().properties.nam", "attr-defined"),
    ("ionos.datacenter('1').get().id = '2'", "misc"),
]


def mypy(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-pretty", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd)


def test_inference_gives_the_right_types(tmp_path):
    (tmp_path / "good.py").write_text(GOOD)
    done = mypy("good.py", cwd=tmp_path)
    assert "error" not in done.stdout, done.stdout
    seen = [line.split('"')[1] for line in done.stdout.splitlines() if "Revealed type" in line]
    assert seen == REVEALED


def test_mistakes_are_found(tmp_path):
    head = "from ionos_sdk import Client, NewDatacenter, NewLan\nionos = Client(token='t')\n"
    (tmp_path / "bad.py").write_text(head + "".join(f"{line}\n" for line, _ in BAD))
    done = mypy("bad.py", cwd=tmp_path)
    for number, (line, code) in enumerate(BAD, start=3):
        found = [x for x in done.stdout.splitlines() if x.startswith(f"bad.py:{number}: error")]
        assert found and any(f"[{c}]" in found[0] for c in code.split("|")), (line, done.stdout)


@pytest.mark.parametrize("story", sorted(p.name for p in (ROOT / "examples" / "python").glob("*.py")))
def test_stories_are_typed(story, tmp_path):
    done = mypy(str(ROOT / "examples" / "python" / story), cwd=tmp_path)
    assert done.returncode == 0, done.stdout


def test_the_native_module_is_described_as_it_is(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", "ionos_sdk._native"], capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 0, done.stdout
