"""The programs in `docs/simulator.md`, each run as it stands, in a process of its own. Those for Node: `../node/documentation.test.mjs`."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from simulated import ROOT

TEXT = (ROOT / "docs" / "simulator.md").read_text()
BLOCKS = re.findall(r"^```(\S*)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
# Where the `ionos` is that serves the simulator.
PROGRAM = Path(shlex.split(os.environ.get("IONOS_SIMULATE") or str(ROOT / "target" / "debug" / "ionos"))[0]).parent
# Tools that no package registry of these tests has: what they send is in `test_go_tools.py`.
ABSENT = re.compile(r"^(ionosctl|terraform) ", re.MULTILINE)


def blocks(language: str) -> list[str]:
    return [code for kind, code in BLOCKS if kind == language]


@pytest.fixture
def run(cloud, tmp_path):
    """Runs a program in the environment that the simulator prints, and gives what it says."""
    tools = [Path(sys.executable).parent, PROGRAM]
    path = os.pathsep.join([*map(str, tools), os.environ["PATH"]])

    def run(*command: str) -> str:
        environment = {**os.environ, **cloud.environment, "PATH": path}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.mark.parametrize("code", blocks("python"))
def test_python(run, cloud, code):
    assert run(sys.executable, "-W", "error", "-c", code)
    assert cloud.journal(), "it has called nothing"


@pytest.mark.parametrize("code", [code for code in blocks("sh") if not ABSENT.search(code)])
def test_shell(run, code):
    if code.startswith("ionos simulate"):
        # It serves until it is interrupted.
        code = f"timeout --signal INT 5 {code.strip()} > said || true; test -s said"
    run("bash", "-eu", "-o", "pipefail", "-c", code)


def test_every_block_has_a_language_that_is_looked_at():
    assert {kind for kind, _ in BLOCKS} <= {"python", "js", "sh", "hcl", "yaml", "json"}
    assert len([code for code in blocks("sh") if ABSENT.search(code)]) == 2
