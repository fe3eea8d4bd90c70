"""Indexing words in a process of its own while an import stores them, so that they are findable at once.

A thread would not do: the word index's engine keeps Python's lock while it writes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread, Timer

from selfmirror.cli.collecting import collect_seldom
from selfmirror.errors import MirrorError
from selfmirror.paths import Home
from selfmirror.search.ports import IndexBroken

_SHORT = 1.0
"""Seconds that an import takes before a process to help it is worth its start."""

_PAUSE = 0.3
"""Seconds between two looks at what has been stored meanwhile."""


class _Enough(Exception):
    """The words are all stored, or whoever stored them is gone."""


@contextmanager
def indexing_beside(home: Home, after: float = _SHORT) -> Iterator[None]:
    """Let the word index follow in another process while the block stores words.

    What it leaves or fails at stays to be done: a catch-up after the block does it, and tells.

    Args:
        home: whose words.
        after: seconds into the block at which the process is started.
    """
    helpers: list[subprocess.Popen[bytes]] = []

    def begin() -> None:
        with suppress(OSError):  # No room for one more process: then the catch-up does it all.
            helpers.append(_start(home))

    start = Timer(after, begin)
    start.daemon = True
    start.start()
    try:
        yield
    finally:
        start.cancel()
        start.join()
        for helper in helpers:
            helper.communicate()


def _start(home: Home) -> subprocess.Popen[bytes]:
    # Without -P the folder that is being imported could stand first where modules are looked for.
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-P", "-m", __name__, str(home.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _follow(home: Home, stored: Event) -> None:
    """Index what is cut into passages until all is stored."""
    from selfmirror.wiring import wire

    collect_seldom()
    mirror = wire(home, offline=True)

    def go_on(_: str) -> None:
        if stored.is_set():
            raise _Enough

    with suppress(MirrorError), mirror.store.sparing():
        while not stored.wait(_PAUSE):
            with suppress(_Enough, MirrorError, IndexBroken):
                mirror.search.index_words(go_on)


def _until_closed(stored: Event) -> None:
    """Hear by the end of the standard input that whoever stored is done, or was killed."""
    while os.read(sys.stdin.fileno(), 1):
        continue
    stored.set()


if __name__ == "__main__":
    # An interrupt is for whoever stores: when they end, so does this.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ended = Event()
    Thread(target=_until_closed, args=(ended,), daemon=True).start()
    _follow(Home(Path(sys.argv[1])), ended)
