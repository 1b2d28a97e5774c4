"""The programs in `docs/simulator.md`, each run as it stands, in a process of its own. Those for Node: `../node/documentation.test.mjs`."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from simulated import ROOT

TEXT = (ROOT / "docs" / "simulator.md").read_text()
BLOCKS = re.findall(r"^```(\S*)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
# Where the `ionos` is that serves the simulator.
PROGRAM = Path(shlex.split(os.environ.get("IONOS_SIMULATE") or str(ROOT / "target" / "debug" / "ionos"))[0]).parent
# Programs in Go, which no package registry of these tests has: what they send is in `test_go_tools.py`.
GO = re.compile(r"^(ionosctl|terraform) ", re.MULTILINE)


def blocks(language: str) -> list[str]:
    return [code for kind, code in BLOCKS if kind == language]


@pytest.fixture
def run(cloud, tmp_path):
    """Runs a program in the environment that the simulator prints, and gives what it says."""
    tools = [Path(sys.executable).parent, PROGRAM]
    path = os.pathsep.join([*map(str, tools), os.environ["PATH"]])

    def run(*command: str) -> str:
        environment = {**os.environ, **cloud.environment, "PATH": path}
        done = subprocess.run(
            command, check=False, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.mark.parametrize("code", blocks("python"))
def test_python(run, cloud, code):
    assert run(sys.executable, "-W", "error", "-c", code)
    assert cloud.journal(), "it has called nothing"


@pytest.mark.parametrize("code", [code for code in blocks("sh") if not GO.search(code)])
def test_shell(run, code):
    if code.startswith("ionos simulate"):
        # It serves until it is interrupted, and says where. The port may be taken.
        code = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:0", code).strip()
        code = f"timeout --signal INT 3 {code} > said || test $? = 124; grep -q 127.0.0.1: said"
    run("bash", "-eu", "-o", "pipefail", "-c", code)


def test_the_configuration_file_is_enough(run, cloud):
    (program,) = [code for code in blocks("sh") if "/_sim/config" in code]
    ours = "from ionos_sdk import Client; c = Client.from_env(); print(c.datacenters.list().all(), c.dns.zones.list().all())"
    assert run("bash", "-euc", f"{program}python -c '{ours}'").split() == ["[]", "[]"]
    assert [e["product"] for e in cloud.journal()] == ["cloud", "dns"]


@pytest.mark.skipif(shutil.which("terraform") is None, reason="there is no terraform")
def test_terraform_keeps_its_state_in_a_bucket(run, cloud, tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKPOINT_DISABLE", "1")
    (backend,) = [code for code in blocks("hcl") if "backend" in code]
    (program,) = [code for code in blocks("sh") if "AWS_ENDPOINT_URL_S3" in code]
    (tmp_path / "main.tf").write_text(f'{backend}\nresource "terraform_data" "one" {{ input = 42 }}\n')
    buckets = next(code for code in blocks("python") if "boto3" in code).rsplit("\n", 2)[0]
    place = 'CreateBucketConfiguration={"LocationConstraint": os.environ["IONOS_S3_REGION"]}'
    run(sys.executable, "-c", f'{buckets}\ns3.create_bucket(Bucket="terraform", {place})')
    program += "terraform apply -input=false -auto-approve\nterraform state list\nterraform destroy -input=false -auto-approve\n"
    assert "terraform_data.one" in run("bash", "-euc", program)
    objects = {(e["method"], e["path"]) for e in cloud.writes()}
    assert {("PUT", "/terraform/stack.tfstate"), ("DELETE", "/terraform/stack.tfstate.tflock")} <= objects


def test_the_faults_are_all_of_those_there_are(cloud):
    section = TEXT.split("## Faults")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (.+) \| [^|]+ \|$", section.split("| fault |")[1], re.MULTILINE)
    faults = [json.loads(code) for row in rows for code in re.findall(r"`(.+?)`", row)]
    for fault in faults:
        cloud.inject(fault, times=0)
    names = {fault if isinstance(fault, str) else next(iter(fault)) for fault in faults}
    with pytest.raises(urllib.error.HTTPError) as refused:
        cloud.inject("nothing")
    assert names == set(re.findall(r"`(\w+)`", refused.value.read().decode().split("expected")[1]))


def test_the_interface_for_tests_has_what_is_said(cloud):
    section = TEXT.split("## The interface for tests")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`GET.+?|`POST.+?) \|", section, re.MULTILINE)
    said: dict[str, set[str]] = {}
    for row in rows:
        for methods, path in re.findall(r"((?:`[A-Z]+`, )*`[A-Z]+) /_sim/?(\w*)`", row):
            said[path] = set(re.findall(r"[A-Z]+", methods))
    there: dict[str, set[str]] = {path: set() for path in said}
    for path in said:
        for method in ("GET", "POST", "PUT", "DELETE"):
            request = urllib.request.Request(f"{cloud.url}/_sim/{path}", method=method)
            try:
                status = urllib.request.urlopen(request).status
            except urllib.error.HTTPError as error:
                status = error.code
            assert status != 404, path
            if status != 405:
                there[path].add(method)
    assert said == there


def test_every_block_is_looked_at():
    assert {kind for kind, _ in BLOCKS} <= {"python", "js", "sh", "hcl", "json"}
    # Two that cannot be run, and that of the bucket.
    assert len([code for code in blocks("sh") if GO.search(code)]) == 3
