"""The inter-process lock that every touch of the store takes, for one short batch."""

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from selfmirror.errors import StoreBusy

_within_process = threading.RLock()


def holder_of(lock: Path) -> str:
    """Who holds the lease, as `pid 123 (selfmirror import …)`, or an empty string."""
    try:
        held = json.loads(lock.with_suffix(".holder").read_text("utf-8"))
        return f"pid {held['pid']} ({held['command']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


@contextmanager
def lease(lock: Path, wait: float = 10.0) -> Iterator[None]:
    """Hold the store alone, across processes and threads.

    Args:
        lock: the lock file; beside it a `.holder` file names who holds it.
        wait: seconds to wait for another holder.

    Raises:
        StoreBusy: somebody else held it all that time; the message names them.
    """
    started = time.monotonic()
    if not _within_process.acquire(timeout=wait):
        raise StoreBusy("the store is busy in another thread of this process; try again")
    try:
        guard = FileLock(lock)
        try:
            guard.acquire(timeout=max(wait - (time.monotonic() - started), 0.0), poll_interval=0.01)
        except Timeout:
            who = holder_of(lock) or "another process"
            raise StoreBusy(f"the store is held by {who}; try again when it is done") from None
        try:
            _name_holder(lock)
            yield
        finally:
            guard.release()
    finally:
        _within_process.release()


def _name_holder(lock: Path) -> None:
    # Only the command's words are named, never what was typed after them: that may be diary text.
    command = " ".join(["selfmirror", *[word for word in sys.argv[1:3] if word.isalpha()][:1]])
    lock.with_suffix(".holder").write_text(
        json.dumps({"pid": os.getpid(), "command": command}), "utf-8"
    )
