"""What stands around an utterance in its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from selfmirror.store.database import Connection

_REACH = 2
"""How many utterances on either side are part of a context."""

_SHORT = 300
"""The longest utterance, in characters, that is searched together with what stands around it."""

_SHARE = 160
"""Characters of each neighbour: the end of what came before, the beginning of what came after."""

_ROOM = 20
"""How many positions further than the neighbours are looked for: tools may have spoken between."""


class _Part(NamedTuple):
    """An utterance of a source; `short` is what may have a context, said by people and not by an assistant."""

    id: str
    source: str
    position: int
    people: bool
    short: bool
    ending: str
    beginning: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around utterances: the others whose context they are part of, and the contexts of all.

    Only what people said in short has a context: an assistant says in its answer what it answers.
    `rows` are the first and the last row that any of them is in.
    """

    beside: tuple[str, ...]
    contexts: dict[str, str]
    rows: tuple[int, int]


def surroundings(db: Connection, utterances: Sequence[str]) -> Surroundings:
    """What stands around these utterances, and around those beside them."""
    wanted = set(utterances)
    near = set[str]()
    contexts = dict[str, str]()
    rows = _rows(db, utterances)
    for line in _lines(db, rows):
        touched = set[int]()
        for place, one in enumerate(line):
            if one.id in wanted:
                touched.update(range(max(place - _REACH, 0), min(place + _REACH + 1, len(line))))
        for place in touched:
            near.add(line[place].id)
            if line[place].short:
                contexts[line[place].id] = _around(line, place)
    return Surroundings(tuple(sorted(near - wanted)), contexts, (rows[0], rows[-1]))


def _around(line: Sequence[_Part], place: int) -> str:
    """What people said before and after, and what an assistant said just before."""
    before = line[max(place - _REACH, 0) : place]
    after = line[place + 1 : place + 1 + _REACH]
    heard = [one.ending for one in before if one.people or one is before[-1]]
    return " ".join((*heard, *(one.beginning for one in after if one.people)))


def _rows(db: Connection, utterances: Sequence[str]) -> list[int]:
    """Where the parts of their sources are stored that these lie in, in order."""
    found = db.execute(
        "WITH ends AS (SELECT source, min(position) AS first, max(position) AS last FROM utterance "
        "  WHERE id IN (SELECT unnest($ids)) GROUP BY source) "
        "SELECT u.rowid FROM utterance u JOIN ends e ON e.source = u.source "
        "WHERE u.speaker <> 'tool' AND u.position BETWEEN e.first - $room AND e.last + $room ORDER BY 1",
        {"ids": list(utterances), "room": _ROOM},
    ).fetchall()
    return [row[0] for row in found] or [0]


def _lines(db: Connection, rows: Sequence[int]) -> Iterator[list[_Part]]:
    """These rows by source, in order."""
    # Between the first and the last of them: else every text there is would be read.
    found = db.execute(
        "SELECT id, source, position, speaker <> 'assistant' AS people, people AND length(text) <= $short, "
        "  right(concat_ws(': ', nullif(author, ''), text), $share), "
        "  left(concat_ws(': ', nullif(author, ''), text), $share) FROM utterance "
        "WHERE rowid BETWEEN $first AND $last AND rowid IN (SELECT unnest($rows)) ORDER BY source, position, id",
        {
            "first": rows[0],
            "last": rows[-1],
            "rows": list(rows),
            "short": _SHORT,
            "share": _SHARE,
        },
    ).fetchall()
    for _, line in groupby(map(_Part._make, found), key=attrgetter("source")):
        yield list(line)
