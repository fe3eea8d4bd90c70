"""Queries over what was said when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from selfmirror.store.utterances import BY_TIME, COLUMNS, utterance_from
from selfmirror.words.utterance import Utterance

if TYPE_CHECKING:
    from selfmirror.store.database import Connection


def days_of_own_words(
    db: Connection, since: date | None, until: date | None
) -> list[tuple[Any, ...]]:
    """A row a day on which the person said something, oldest first.

    Each is (day, utterances, titles of the sources, mean valence or None, mean stress or None);
    what the person corrected counts as they said.
    """
    return db.execute(
        """
        SELECT u.said_on, count(*), list(DISTINCT s.title ORDER BY s.title),
               avg(coalesce(c.valence, a.valence)), avg(coalesce(c.stress, a.stress))
        FROM utterance u JOIN source s ON s.id = u.source LEFT JOIN affect a ON a.utterance = u.id
        LEFT JOIN affect_correction c ON c.utterance = u.id
        WHERE u.speaker = 'me' AND u.precision IN ('instant', 'day')
          AND (?::DATE IS NULL OR u.said_on >= ?) AND (?::DATE IS NULL OR u.said_on <= ?)
        GROUP BY u.said_on ORDER BY u.said_on
        """,
        [since, since, until, until],
    ).fetchall()


def beliefs_that_changed(db: Connection) -> list[tuple[Any, ...]]:
    """Each belief that was not rejected, as (valid_from, valid_to, kind, statement, first quote)."""
    return db.execute(
        """
        SELECT b.valid_from, b.valid_to, b.kind, b.statement,
               (SELECT arg_min(e.quote, (coalesce(u.said_at, CAST(u.said_on AS TIMESTAMP)), e.quote))
                FROM evidence e JOIN utterance u ON u.id = e.utterance WHERE e.belief = b.id)
        FROM belief b WHERE b.status <> 'rejected' AND b.valid_from IS NOT NULL
        ORDER BY b.valid_from, b.id
        """
    ).fetchall()


def own_words_on(db: Connection, month: int, day: int, before: int) -> list[tuple[Utterance, str]]:
    """What the person said on this day in years before the given one, with the source's title."""
    rows = db.execute(
        f"""
        SELECT {COLUMNS}, s.title FROM utterance u JOIN source s ON s.id = u.source
        WHERE u.speaker = 'me' AND u.precision IN ('instant', 'day')
          AND month(u.said_on) = ? AND day(u.said_on) = ? AND year(u.said_on) < ?
        ORDER BY {BY_TIME}
        """,  # noqa: S608 - constant columns and order
        [month, day, before],
    ).fetchall()
    return [(utterance_from(row), str(row[-1])) for row in rows]


def undated_own_words(db: Connection) -> int:
    """How many of the person's utterances have no known day."""
    row = db.execute(
        "SELECT count(*) FROM utterance WHERE speaker = 'me' AND said_on IS NULL"
    ).fetchone()
    return int(row[0]) if row else 0


def own_words_within(
    db: Connection, first: date, last: date, most: int
) -> list[tuple[Utterance, str]]:
    """The newest of what the person said on some days, newest first, with the source's title.

    What is known to its year alone is no part of less than a year.
    """
    rows = db.execute(
        f"""
        SELECT {COLUMNS}, s.title FROM utterance u JOIN source s ON s.id = u.source
        WHERE u.speaker = 'me' AND u.said_on BETWEEN ? AND ?
          AND (u.precision <> 'year' OR ?)
        ORDER BY u.said_on DESC, {BY_TIME} LIMIT ?
        """,  # noqa: S608 - constant columns and order
        [first, last, (last - first).days >= 364, most],
    ).fetchall()
    return [(utterance_from(row), str(row[-1])) for row in rows]
