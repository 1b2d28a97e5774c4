"""How native work is run: on the caller's time, or beside an event loop."""

from __future__ import annotations

import atexit
import os
from typing import TYPE_CHECKING, Any

from ionos_sdk import _native

if TYPE_CHECKING:
    import asyncio

# A forked child has none of its parent's threads: it starts its own at first use.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_native.after_fork)
atexit.register(_native.shutdown)


def _settle(future: asyncio.Future[Any], value: Any, error: BaseException | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(value)
    else:
        future.set_exception(error)


def finish(task: _native.Task) -> Any:
    """Do native work now. Other threads go on, and Ctrl-C ends it."""
    return task.run()


async def finish_async(task: _native.Task) -> Any:
    """Await native work. Canceling the awaiting task gives the work up and closes its connection."""
    import asyncio  # it costs more to import than all of this package, and blocking programs do without it

    loop = asyncio.get_running_loop()
    future: asyncio.Future[Any] = loop.create_future()

    def done(value: Any, error: BaseException | None) -> None:
        loop.call_soon_threadsafe(_settle, future, value, error)

    running = task.start(done)
    try:
        return await future
    finally:
        running.cancel()
