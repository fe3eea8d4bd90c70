"""What the times of files tell of words that nothing else dates: shown, and never counted with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfmirror.store.database import Connection


def file_days(db: Connection, utterances: Sequence[str]) -> dict[str, date]:
    """The earliest day that a file gives each of these utterances, of those that have one.

    It is looked up where it is shown and stands nowhere beside the words, so that no query can take
    it for the time when they were said.
    """
    if not utterances:
        return {}
    rows = db.execute(
        "SELECT h.utterance, min(CAST(k.said ->> 'file_time' AS DATE)) FROM holding h "
        "JOIN known_file k ON k.path = h.path WHERE h.utterance IN (SELECT unnest(?)) "
        "AND (k.said ->> 'file_time') IS NOT NULL GROUP BY h.utterance",
        [list(utterances)],
    ).fetchall()
    return dict(rows)
