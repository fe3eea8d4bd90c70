"""A bound in time on a reply that blocks."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from selfmirror.models.ports import ModelFailure, Usage
from selfmirror.models.within import Within


def within(seconds: float) -> Within:
    return Within(time.monotonic() + seconds, seconds)


def test_what_comes_in_time_passes_unchanged() -> None:
    pieces: list[str | Usage] = ["a", "b", Usage(1, 2)]
    assert list(within(5).stream(iter(pieces))) == pieces


def test_whatever_a_vendor_raises_is_a_failure_of_the_model() -> None:
    def broken() -> Iterator[str | Usage]:
        yield "a"
        raise KeyError("diary words")

    with pytest.raises(ModelFailure, match="KeyError") as caught:
        list(within(5).stream(broken()))
    assert "diary" not in str(caught.value)


def test_a_reply_that_never_pauses_ends_at_the_deadline() -> None:
    def endless() -> Iterator[str | Usage]:
        while True:
            yield "word "
            time.sleep(0.01)

    began = time.monotonic()
    with pytest.raises(ModelFailure, match="within"):
        list(within(0.1).stream(endless()))
    assert time.monotonic() - began < 0.6
