"""The inter-process lock that every touch of the store takes, for one short batch."""

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from selfmirror.errors import MirrorError, StoreBusy

_POLL = 0.01


class _Threads:
    """One thread of this process at a time, reentrant, and fair to those who wait.

    Whoever wants the lease first takes the turnstile and keeps it until it gets the lease, so that
    a thread that takes lease after lease cannot keep another one out.
    """

    def __init__(self) -> None:
        self.turnstile = threading.Lock()
        self.owner = threading.Lock()


_threads: dict[Path, _Threads] = {}
_held = threading.local()
"""The locks that this thread holds."""


def holder_of(lock: Path) -> str:
    """Who holds the lease, as `pid 123 (selfmirror import …)`, or an empty string."""
    try:
        held = json.loads(lock.with_suffix(".holder").read_text("utf-8"))
        return f"pid {held['pid']} ({held['command']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


@contextmanager
def lease(lock: Path, wait: float = 10.0) -> Iterator[None]:
    """Hold the store, or what else a lock file stands for, alone across processes and threads.

    It is reentrant within a thread. Who needs two takes the word index's before the store's.

    Args:
        lock: the lock file; beside it a `.holder` file names who holds it.
        wait: seconds to wait for another holder.

    Raises:
        StoreBusy: somebody else held it all that time; the message names them.
        MirrorError: the lock file cannot be made.
    """
    held: set[Path] = _held.__dict__.setdefault("locks", set())
    if lock in held:
        yield
        return
    deadline = time.monotonic() + wait
    with (
        _this_thread(_threads.setdefault(lock, _Threads()), deadline),
        _this_process(lock, deadline),
    ):
        held.add(lock)
        try:
            yield
        finally:
            held.discard(lock)


@contextmanager
def _this_thread(threads: _Threads, deadline: float) -> Iterator[None]:
    busy = StoreBusy("the store is busy in another thread of this process; try again")
    if not threads.turnstile.acquire(timeout=_left(deadline)):
        raise busy
    try:
        if not threads.owner.acquire(timeout=_left(deadline)):
            raise busy
    finally:
        threads.turnstile.release()
    try:
        yield
    finally:
        threads.owner.release()


@contextmanager
def _this_process(lock: Path, deadline: float) -> Iterator[None]:
    turnstile, guard = FileLock(lock.with_suffix(".queue")), FileLock(lock)
    try:
        with turnstile.acquire(timeout=_left(deadline), poll_interval=_POLL):
            guard.acquire(timeout=_left(deadline), poll_interval=_POLL)
    except Timeout:
        who = holder_of(lock) or "another process"
        raise StoreBusy(f"the store is held by {who}; try again when it is done") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise MirrorError(
            f"the home {lock.parent} cannot be written: {reason}; see to its rights or give --home"
        ) from None
    try:
        _name_holder(lock)
        yield
    finally:
        guard.release()


def _left(deadline: float) -> float:
    return max(deadline - time.monotonic(), 0.0)


def _name_holder(lock: Path) -> None:
    # Only the command's word is named, never what was typed after it: that may be diary text.
    command = " ".join(["selfmirror", *[word for word in sys.argv[1:3] if word.isalpha()][:1]])
    # Without the name the lease holds all the same: a full disk must not stop a reader.
    with suppress(OSError):
        lock.with_suffix(".holder").write_text(
            json.dumps({"pid": os.getpid(), "command": command}), "utf-8"
        )
