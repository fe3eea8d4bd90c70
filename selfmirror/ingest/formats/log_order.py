"""Logs without conversations: which way time runs in them, and what was said in one sitting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from selfmirror.words.when import When

_BREAK = timedelta(minutes=30)
GUESSED = "put together by time, a break of over 30 minutes parting them: which messages belong together is a guess"


def runs_backwards(times: Sequence[When], *, unless_known: bool) -> bool:
    """Whether a log begins with the newest; it is turned round then and never sorted, for times come twice.

    Args:
        times: the log's times in its order.
        unless_known: the answer where the times do not tell.
    """
    keys = [said.sort_key for said in times if said.known]
    rising = sum(one < other for one, other in pairwise(keys))
    falling = sum(one > other for one, other in pairwise(keys))
    return unless_known if rising == falling else falling > rising


def in_one_sitting(said: When, last: When) -> bool:
    """Whether two neighbours of a log belong together; of days alone, only the same one does."""
    if said.instant is None or last.instant is None:
        return said.known and said == last
    return said.instant - last.instant <= _BREAK
