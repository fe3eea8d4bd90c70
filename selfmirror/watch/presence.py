"""One watcher a home: its lock, and what it tells others about itself."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from selfmirror.clock import Clock
from selfmirror.errors import StoreBusy
from selfmirror.paths import Home, write_atomically


@dataclass(frozen=True, slots=True)
class Presence:
    """A running watcher: its process, since when (aware), and the folders it watches."""

    pid: int
    since: datetime
    folders: tuple[Path, ...]


@contextmanager
def sole_watcher(home: Home, folders: Sequence[Path], clock: Clock) -> Iterator[None]:
    """Be the watcher of a home for the length of the block.

    Raises:
        StoreBusy: the home has a watcher; the message names its pid.
    """
    home.root.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(_lock_of(home))
    try:
        # `watch status` holds the lock for the moment of its look.
        lock.acquire(timeout=0.5, poll_interval=0.05)
    except Timeout:
        raise StoreBusy(
            f"this home is watched already{_named(home)}; stop that one first"
        ) from None
    try:
        about = {
            "pid": os.getpid(),
            "since": clock.now().isoformat(timespec="seconds"),
            "folders": [str(folder) for folder in folders],
        }
        write_atomically(_note_of(home), json.dumps(about, ensure_ascii=False))
        yield
    finally:
        _note_of(home).unlink(missing_ok=True)
        lock.release()


def current_watcher(home: Home) -> Presence | None:
    """The watcher that runs now, or None; what a killed one left behind is not believed."""
    if not _lock_of(home).exists():
        return None
    lock = FileLock(_lock_of(home))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return _read_note(home)
    lock.release()
    return None


def _read_note(home: Home) -> Presence | None:
    try:
        about = json.loads(_note_of(home).read_text("utf-8"))
        folders = tuple(Path(folder) for folder in about["folders"])
        return Presence(int(about["pid"]), datetime.fromisoformat(about["since"]), folders)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _named(home: Home) -> str:
    running = _read_note(home)
    return f" by pid {running.pid} since {running.since:%Y-%m-%d %H:%M}" if running else ""


def _lock_of(home: Home) -> Path:
    return home.root / "watch.lock"


def _note_of(home: Home) -> Path:
    return home.root / "watch.json"
