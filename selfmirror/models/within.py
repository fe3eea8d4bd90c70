"""A bound in time on something that blocks."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selfmirror.models.ports import ModelFailure, Usage


@dataclass(frozen=True, slots=True)
class _Ended:
    """The reply is whole, or failed."""

    failure: ModelFailure | None = None


class Within:
    """Runs a blocking reply in a thread of its own, so that its reader never waits past a deadline.

    A socket's time-out bounds each read; a server that sends a byte now and then would outlast it.
    """

    def __init__(self, deadline: float, allowed: float) -> None:
        """Take the deadline by `time.monotonic()`, and the seconds to name in the complaint."""
        self._deadline = deadline
        self._allowed = allowed
        self._abandoned = threading.Event()
        self._queue: queue.SimpleQueue[str | Usage | _Ended] = queue.SimpleQueue()

    @property
    def left(self) -> float:
        """Seconds to the deadline, never quite zero."""
        return max(self._deadline - time.monotonic(), 0.001)

    @property
    def over(self) -> bool:
        """Whether nobody waits any more."""
        return self._abandoned.is_set() or time.monotonic() >= self._deadline

    def pause(self, seconds: float) -> None:
        """Wait, unless the reader goes away."""
        self._abandoned.wait(seconds)

    def late(self) -> ModelFailure:
        """The complaint about a missed deadline."""
        return ModelFailure(f"the model did not finish its reply within {self._allowed:g} s")

    def stream(self, reply: Iterator[str | Usage]) -> Iterator[str | Usage]:
        """Pass a reply's pieces on until it ends.

        Raises:
            ModelFailure: the reply failed, or the deadline came first.
        """
        threading.Thread(target=self._run, args=[reply], name="model reply", daemon=True).start()
        try:
            while True:
                piece = self._next()
                if isinstance(piece, _Ended):
                    if piece.failure is not None:
                        raise piece.failure
                    return
                yield piece
        finally:
            self._abandoned.set()

    def _next(self) -> str | Usage | _Ended:
        try:
            return self._queue.get(timeout=self.left)
        except queue.Empty:
            raise self.late() from None

    def _run(self, reply: Iterable[str | Usage]) -> None:
        failure: ModelFailure | None = None
        try:
            for piece in reply:
                self._queue.put(piece)
                if self.over:
                    failure = self.late()
                    break
        except ModelFailure as error:
            failure = error
        except Exception as error:  # noqa: BLE001 - whatever a vendor raises is the model's failure
            failure = ModelFailure(f"the model's endpoint failed: {type(error).__name__}")
            failure.__cause__ = error
        self._queue.put(_Ended(failure))
