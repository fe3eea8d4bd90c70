"""The system's word that something changed in a folder: by events, or by polling where those are refused."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers.api import BaseObserver

POLL_EVERY = 2.0
_LIMITS = {errno.ENOSPC, errno.EMFILE, errno.ENFILE}

Changes = SimpleQueue[Path | None]
"""Paths that changed, in the order of their events; None wakes a waiting reader to stop."""


class _MakeObserver(Protocol):
    def __call__(self, *, timeout: float = ...) -> BaseObserver: ...


@contextmanager
def observing(
    folders: Sequence[Path],
    changes: Changes,
    tell: Callable[[str], None],
    native: _MakeObserver | None = None,
) -> Iterator[Callable[[], bool]]:
    """Post what changes below the folders while the block runs; yields whether all is still observed.

    Where the system's limit on watched folders is reached, it says so once and polls instead.

    Raises:
        OSError: a folder cannot be watched for another reason.
    """
    observer = _started(folders, changes, tell, native)
    hook = threading.excepthook
    # An emitter that meets the limit later dies in its own thread; the watcher then starts anew.
    threading.excepthook = lambda args: None if _is_limit(args.exc_value) else hook(args)
    try:
        yield lambda: all(emitter.is_alive() for emitter in observer.emitters)
    finally:
        threading.excepthook = hook
        observer.stop()
        observer.join()


def _started(
    folders: Sequence[Path],
    changes: Changes,
    tell: Callable[[str], None],
    native: _MakeObserver | None,
) -> BaseObserver:
    from watchdog.observers import Observer
    from watchdog.observers.polling import PollingObserver

    try:
        return _start((native or Observer)(), folders, changes)
    except OSError as error:
        if not _is_limit(error):
            raise
        tell(
            f"the system's limit on watched folders is reached ({error.strerror}); "
            f"looking every {POLL_EVERY:.0f} s instead"
        )
        return _start(PollingObserver(timeout=POLL_EVERY), folders, changes)


def _start(observer: BaseObserver, folders: Sequence[Path], changes: Changes) -> BaseObserver:
    handler = _posting(changes)
    for folder in folders:
        observer.schedule(handler, str(folder), recursive=True)
    observer.start()
    return observer


def _posting(changes: Changes) -> FileSystemEventHandler:
    from watchdog.events import FileSystemEventHandler

    class Posting(FileSystemEventHandler):
        """Posts the path that holds the new words; what is only opened or gone brings none."""

        def on_created(self, event: FileSystemEvent) -> None:
            changes.put(_path(event.src_path))

        def on_modified(self, event: FileSystemEvent) -> None:
            if not event.is_directory:
                changes.put(_path(event.src_path))

        def on_closed(self, event: FileSystemEvent) -> None:
            self.on_modified(event)

        def on_moved(self, event: FileSystemEvent) -> None:
            changes.put(_path(event.dest_path))

    return Posting()


def _path(name: bytes | str) -> Path:
    return Path(os.fsdecode(name))


def _is_limit(error: BaseException | None) -> bool:
    return isinstance(error, OSError) and error.errno in _LIMITS
