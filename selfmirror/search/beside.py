"""Following the words while they are still being stored, so that they are findable as soon as they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import TYPE_CHECKING

from selfmirror.errors import MirrorError
from selfmirror.search.ports import IndexBroken

if TYPE_CHECKING:
    from selfmirror.search.finder import Search

_PAUSE = 0.3
"""Seconds between two looks at what has been stored meanwhile."""


class _Enough(Exception):
    """The words are all stored: whoever began the following takes it up from here."""


@contextmanager
def following_words(search: Search) -> Iterator[None]:
    """Let the word index follow in a thread of its own while the block stores words.

    What the thread leaves or fails at stays to be done: a catch-up after the block does it, and tells.
    """
    enough = Event()
    thread = Thread(target=_follow, args=(search, enough), name="words", daemon=True)
    thread.start()
    try:
        yield
    finally:
        enough.set()
        thread.join()


def _follow(search: Search, enough: Event) -> None:
    def go_on(_: str) -> None:
        if enough.is_set():
            raise _Enough

    while not enough.wait(_PAUSE):
        with suppress(_Enough, MirrorError, IndexBroken):
            search.index_words(go_on)
