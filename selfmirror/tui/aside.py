"""Calls of the core beside the screen, so that it never freezes and never waits to quit."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

_NAME = "selfmirror-aside"


async def aside(call: Callable[[], T]) -> T:
    """The result of a call made in a thread of its own; it raises what the call raises.

    The thread is a daemon: unlike the loop's executor it does not hold up the end of the program
    when a model is slow. What a broken-off call had acknowledged is on disk already.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]  # a result that is None is a T

    def run() -> None:
        result, error = None, None
        try:
            result = call()
        except BaseException as raised:  # noqa: BLE001 - it is raised again where it is awaited
            error = raised
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=run, name=_NAME, daemon=True).start()
    return await done


def let_finish(seconds: float) -> None:
    """Give calls that still run a moment, so that a batch in the store is not cut off."""
    for thread in _running():
        thread.join(seconds)


def _running() -> Iterable[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == _NAME]
