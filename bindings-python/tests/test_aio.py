"""The client for asyncio: the same as the blocking one, and what only asyncio can do."""

from __future__ import annotations

import asyncio
import inspect
import subprocess
import sys
from pathlib import Path

import pytest
from ionos_sdk import AsyncClient, Client, NewDatacenter, NewLan, NotFoundError, aio, client

HERE = Path(__file__).parent


@pytest.fixture
async def ionos(cloud):
    async with AsyncClient.from_env(residency="germany") as made:
        yield made


async def test_a_life_of_a_data_center(ionos):
    pending = await ionos.datacenters.create(NewDatacenter(name="one", location="de/txl"))
    assert [step async for step in pending.progress()][-1] == "DONE"
    made = await pending.wait()
    assert made.state == "AVAILABLE"
    item = ionos.datacenter(made.id)
    assert [d.id async for d in ionos.datacenters.list()] == [made.id]
    assert (await ionos.datacenters.find("one")).id == made.id
    lan = await (await item.lans.create(NewLan(name="internal"))).wait()
    assert [[x.id for x in page] async for page in item.lans.list().pages()] == [[lan.id]]
    await item.labels.set("owner", "tests")
    assert (await item.labels.list().one()).properties.value == "tests"
    await (await item.delete()).wait()
    assert await item.get_opt() is None
    with pytest.raises(NotFoundError):
        await ionos.raw("datacentersFindById", made.id)


async def test_calls_run_side_by_side_and_the_loop_stays_awake(ionos, cloud):
    cloud.inject({"delay": {"ms": 300}}, path="/locations")
    ticks = 0

    async def tick():
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0.01)

    ticking = asyncio.create_task(tick())
    answers = await asyncio.gather(*(ionos.location("de/txl") for _ in range(8)))
    ticking.cancel()
    assert {a.id for a in answers} == {"de/txl"}
    assert ticks > 1


class Silent:
    """A server that accepts calls and never answers them."""

    async def __aenter__(self):
        self.called = asyncio.Event()
        self.closed = asyncio.Event()
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        host, port = self.server.sockets[0].getsockname()
        self.url = f"http://{host}:{port}"
        return self

    async def serve(self, reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        self.called.set()
        while await reader.read(1024):
            pass
        self.closed.set()
        writer.close()

    async def __aexit__(self, *_):
        self.server.close()
        await self.server.wait_closed()


@pytest.mark.parametrize("what", ["list", "call", "change", "chat"])
async def test_canceling_a_call_closes_its_connection(what):
    async with Silent() as silent:
        made = AsyncClient(token="t", api_url=silent.url)
        work = {
            "list": lambda: made.locations.list().all(),
            "call": lambda: made.location("de/txl"),
            "change": lambda: made.datacenters.create(NewDatacenter(name="one", location="de/txl")),
            "chat": lambda: made.ai.chat("m", "Hello", stream=True),
        }
        call = asyncio.create_task(work[what]())
        await silent.called.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        await silent.closed.wait()


async def test_a_wait_that_was_given_up_can_be_taken_up_again(ionos, cloud):
    cloud.inject({"delay": {"ms": 200}}, method="GET", path="/requests/", times=1)
    pending = await ionos.datacenters.create(NewDatacenter(name="one", location="de/txl"))
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(pending.wait(), 0.01)
    assert (await pending.wait()).state == "AVAILABLE"


async def test_a_stream_survives_a_step_that_was_given_up(ionos, cloud):
    for n in range(3):
        await (await ionos.datacenters.create(NewDatacenter(name=f"d{n}", location="de/txl"))).wait()
    from ionos_sdk._task import finish_async

    stream = ionos.datacenters.list(page_size=2)._place.pages([], 2)
    cloud.inject({"delay": {"ms": 200}}, method="GET", path="/datacenters", times=1)
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(finish_async(stream.next()), 0.01)
    pages = 0
    while await finish_async(stream.next()) is not None:
        pages += 1
    assert pages == 2


def test_an_event_loop_may_end_while_calls_are_under_way():
    code = """
import asyncio
from ionos_sdk import AsyncClient

async def main(url):
    ionos = AsyncClient(token="t", api_url=url)
    asyncio.ensure_future(ionos.raw("locationsGet"))
    await asyncio.sleep(0.05)

import socket
with socket.create_server(("127.0.0.1", 0)) as server:
    asyncio.run(main(f"http://127.0.0.1:{server.getsockname()[1]}"))
    print("ended")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "ended\n"
    assert "panic" not in done.stderr and "exception was never retrieved" not in done.stderr


def test_both_clients_offer_the_same():
    done = subprocess.run(
        [sys.executable, str(HERE.parent / "tools" / "derive.py"), "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for name in aio.__all__:
        twin = getattr(client, name.removeprefix("Async"))
        methods = {m for m in dir(getattr(aio, name)) if not m.startswith("_")}
        assert methods == {m for m in dir(twin) if not m.startswith("_")}, name
    assert inspect.iscoroutinefunction(AsyncClient.raw) and not inspect.iscoroutinefunction(Client.raw)
