"""Forks, signals, threads, and the end of the interpreter."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading

import pytest
from ionos_sdk import Client, NewDatacenter


def run(code: str, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, **options)


FORK = """
import asyncio, os, sys, traceback, warnings
warnings.simplefilter("ignore")
from ionos_sdk import AsyncClient, Client, IonosError, NewDatacenter

ionos, aio = Client.from_env(), AsyncClient.from_env()
ionos.locations.list().all()  # threads and a connection
pending = ionos.datacenters.create(NewDatacenter(name="one", location="de/txl"))
stream = ionos.ai.chat("openai/gpt-oss-120b", "Hello", stream=True)
iterator = iter(stream)
next(iterator)

child = os.fork()
if child == 0:
    status = 1
    try:
        assert ionos.location("de/txl").id == "de/txl"
        assert pending.wait().state == "AVAILABLE"
        assert asyncio.run(aio.location("de/fra")).id == "de/fra"
        try:
            next(iterator)
        except IonosError as error:
            assert error.kind == "CANCELED", error
        else:
            raise AssertionError("the parent's stream was read")
        del stream, iterator
        grandchild = os.fork()
        if grandchild == 0:
            os._exit(0 if ionos.location("de/txl").id == "de/txl" else 2)
        assert os.waitpid(grandchild, 0)[1] == 0
        status = 0
    except BaseException:
        traceback.print_exc()
    sys.stderr.flush()
    os._exit(status)
assert os.waitpid(child, 0)[1] == 0
assert ionos.location("de/txl").id == "de/txl"
assert "".join(piece.text for piece in iterator)
print("both work")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_forked_child_uses_the_client_of_its_parent(cloud):
    done = run(FORK, timeout=60)
    assert done.stdout == "both work\n", done.stderr


def test_worker_processes_that_fork_use_the_client(cloud):
    code = """
import multiprocessing, warnings
warnings.simplefilter("ignore")
from ionos_sdk import Client

ionos = Client.from_env()

def work(name):
    return ionos.location(name).id

if __name__ == "__main__":
    ionos.locations.list().all()
    with multiprocessing.get_context("fork").Pool(3) as pool:
        print(sorted(pool.map(work, ["de/txl", "de/fra", "de/txl"])))
"""
    done = run(code, timeout=60)
    assert done.stdout == "['de/fra', 'de/txl', 'de/txl']\n", done.stderr


def test_ctrl_c_ends_a_call():
    code = """
import signal, sys
from ionos_sdk import Client

# A shell starts what runs in its background with this signal ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    Client(token="t", api_url=sys.argv[1]).locations.list().all()
except KeyboardInterrupt:
    print("interrupted")
"""
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        with subprocess.Popen([sys.executable, "-c", code, url], stdout=subprocess.PIPE, text=True) as child:
            connection, _ = server.accept()
            with connection:
                connection.recv(1)  # the call is under way, and is never answered
                child.send_signal(signal.SIGINT)
                said, _ = child.communicate()
    assert (child.returncode, said) == (0, "interrupted\n")


def test_threads_share_a_client_and_do_not_wait_for_each_other(cloud):
    ionos = Client.from_env()
    barrier = threading.Barrier(8)
    answers = []

    def work(n: int) -> None:
        barrier.wait()
        answers.append(ionos.datacenters.create(NewDatacenter(name=f"d{n}", location="de/txl")).wait().id)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(answers)) == 8


def test_other_threads_run_while_a_call_waits(cloud):
    cloud.inject({"delay": {"ms": 300}}, path="/locations")
    ionos = Client.from_env()
    counted, ended = 0, threading.Event()
    caller = threading.Thread(target=lambda: (ionos.location("de/txl"), ended.set()))
    caller.start()
    while not ended.is_set():
        counted += 1
    caller.join()
    assert counted > 1000


def test_the_interpreter_ends_while_a_stream_is_open(cloud):
    code = """
from ionos_sdk import Client
ionos = Client.from_env()
stream = ionos.ai.chat("openai/gpt-oss-120b", "Hello", stream=True)
next(iter(stream))
print("ended")
"""
    done = run(code, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "ended\n", "")
