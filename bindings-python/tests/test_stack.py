"""Declared stacks."""

from __future__ import annotations

import asyncio

import pytest
from ionos_sdk import AsyncClient, Client, ConfigError, IonosError, ResidencyError, ServerUpdate, StackError
from ionos_sdk.stack import AsyncStack, Stack

from .conftest import ROOT

FILE = ROOT / "examples" / "stacks" / "secure-ai.toml"


@pytest.fixture
def stack(cloud, tmp_path):
    return Stack.load(FILE, secrets=tmp_path / "secrets")


def test_a_stack_comes_up_stays_and_goes_down(cloud, stack):
    assert (stack.name, stack.location) == ("secure-ai", "de/txl")
    assert repr(stack) == "<Stack secure-ai in de/txl>"
    plan = stack.plan()
    assert plan.counts.create == len(plan.steps) == plan.counts.pending
    assert "chat-1" in str(plan)
    ids = [step.id for step in plan.steps]
    assert all(ids.index(need) < ids.index(step.id) for step in plan.steps for need in step.needs)
    assert cloud.writes() == []

    events = []
    report = stack.up(events.append)
    assert events[0].event == "planned" and events[0].counts == plan.counts
    assert {e.step for e in events if e.event == "done"} == {s.step for s in report.done} == set(ids)
    assert report.writes > 20 and report.remaining == ()

    cloud.admin("DELETE", "journal")
    assert stack.up().writes == 0
    assert cloud.writes() == []
    findings = stack.audit()
    assert {f.verdict for f in findings} == {"pass"}
    assert all(f.evidence and f.title and f.c5_2020 for f in findings)

    ionos = Client.from_env()
    dc = ionos.datacenter(ionos.datacenters.find("secure-ai").id)
    dc.server(dc.servers.find("chat-1").id).patch(ServerUpdate(cores=4)).wait()
    status = stack.status()
    assert status.plan.counts.change == 1
    (drift,) = [s for s in status.plan.steps if s.action == "change"]
    assert drift.id == "server chat-1" and "cores" in drift.why[0]
    stack.up()
    assert stack.plan().counts.pending == 0

    assert stack.plan_down().counts.delete > 0
    down = stack.down()
    assert any("snapshot" in kept for kept in down.protected)
    assert ionos.datacenters.list().all() == []


async def test_the_same_in_asyncio(cloud, tmp_path):
    stack = AsyncStack.load(FILE, secrets=tmp_path / "secrets")
    assert (await stack.plan()).counts.create > 0
    events = []
    assert (await stack.up(events.append)).remaining == ()
    assert events
    assert (await stack.status()).plan.counts.pending == 0
    assert {f.verdict for f in await stack.audit()} == {"pass"}
    assert (await stack.plan_down()).counts.delete > 0
    assert (await stack.down()).protected
    assert AsyncStack.parse('name = "x"\nlocation = "de/txl"\n').name == "x"


def test_a_listener_that_raises_stops_the_run_and_the_next_goes_on(cloud, stack):
    class Enough(Exception):
        pass

    def stop(event):
        if event.event == "done":
            raise Enough

    with pytest.raises(Enough):
        stack.up(stop)
    assert stack.up().remaining == ()
    assert len(Client.from_env().datacenters.list().all()) == 1
    stack.down()


async def test_a_run_that_was_canceled_can_be_taken_up(cloud, tmp_path):
    stack = AsyncStack.load(FILE, secrets=tmp_path / "secrets")
    begun = asyncio.Event()
    cloud.inject({"delay": {"ms": 60_000}}, path="/natgateways")
    run = asyncio.create_task(stack.up(lambda event: begun.set() if event.event == "done" else None))
    await begun.wait()
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    cloud.admin("DELETE", "faults")
    assert (await stack.up()).remaining == ()
    async with AsyncClient.from_env() as ionos:
        assert len(await ionos.datacenters.list().all()) == 1
    await stack.down()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "stack.toml"),
        ('name = "x"\nlocation = "de/txl"\ncolour = "red"\n', "colour"),
        (
            'name = "x"\nlocation = "de/txl"\n'
            '[[networks]]\nname = "a"\nsubnet = "10.0.0.0/16"\n[[networks]]\nname = "b"\nsubnet = "10.0.1.0/24"\n',
            "overlap",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_a_hint(text, said):
    with pytest.raises(StackError, match=said) as caught:
        Stack.parse(text, "stack.toml")
    assert caught.value.kind == "STACK"


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(IonosError, match="nothing-here"):
        Stack.load(tmp_path / "nothing-here.toml")


def test_places_outside_germany_are_refused_before_anything_is_sent(cloud):
    text = FILE.read_text().replace("de/txl", "us/las")
    with pytest.raises(ResidencyError):
        Stack.parse(text, "stack.toml").up()
    assert cloud.journal() == []


def test_missing_settings_are_named(cloud, stack, monkeypatch):
    monkeypatch.delenv("CLOUDFLARE_API_TOKEN")
    with pytest.raises(ConfigError, match="CLOUDFLARE_API_TOKEN"):
        stack.plan()


def test_a_failed_step_tells_what_was_done(cloud, stack, monkeypatch):
    cloud.inject({"fail_request": {"message": "[VDC-5-0] no reason"}}, method="POST", path="/natgateways")
    with pytest.raises(StackError, match="NAT gateway") as caught:
        stack.up()
    error = caught.value
    assert error.kind == "STEP"
    assert error.report is not None and error.report["done"] and error.report["remaining"]
    cloud.admin("DELETE", "faults")
    assert stack.up().remaining == ()
    stack.down()


def test_a_wrong_token_is_an_authentication_error(cloud, stack, monkeypatch):
    from ionos_sdk import AuthError

    monkeypatch.setenv("IONOS_TOKEN", "not-the-token")
    with pytest.raises(AuthError) as caught:
        stack.plan()
    assert caught.value.status == 401
    assert "not-the-token" not in str(caught.value)
