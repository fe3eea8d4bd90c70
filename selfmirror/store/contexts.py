"""What stands around an utterance in its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

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


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around utterances: the others whose context they are part of, and the contexts of all.

    Only what people said in short has a context: an assistant says in its answer what it answers.
    """

    beside: tuple[str, ...]
    contexts: dict[str, str]


def surroundings(db: Connection, utterances: Sequence[str]) -> Surroundings:
    """What stands around these utterances, and around those beside them."""
    wanted = set(utterances)
    near = set[str]()
    contexts = dict[str, str]()
    for line in _lines(db, utterances):
        for place, one in enumerate(line):
            around = line[max(place - _REACH, 0) : place + 1 + _REACH]
            if any(other[0] in wanted for other in around):
                near.add(one[0])
                if one[3]:
                    before = [other[4] for other in line[max(place - _REACH, 0) : place]]
                    after = [other[5] for other in line[place + 1 : place + 1 + _REACH]]
                    contexts[one[0]] = " ".join((*before, *after))
    return Surroundings(tuple(sorted(near - wanted)), contexts)


def _lines(db: Connection, utterances: Sequence[str]) -> Iterator[list[Any]]:
    """The parts of their sources that these lie in: id, source, position, whether it is short, ending, beginning."""
    # The places first, and the texts by their rows: else every text there is would be read.
    db.execute(
        "CREATE OR REPLACE TEMP TABLE part AS WITH ends AS "
        "  (SELECT source, min(position) AS first, max(position) AS last FROM utterance "
        "   WHERE id IN (SELECT unnest($ids)) GROUP BY source) "
        "SELECT u.rowid AS place FROM utterance u JOIN ends e ON e.source = u.source "
        "WHERE u.speaker <> 'tool' AND u.position BETWEEN e.first - $room AND e.last + $room",
        {"ids": list(utterances), "room": _ROOM},
    )
    first, last = db.execute("SELECT min(place), max(place) FROM part").fetchone() or (0, 0)
    rows = db.execute(
        "SELECT id, source, position, speaker <> 'assistant' AND length(text) <= $short, "
        "  right(concat_ws(': ', nullif(author, ''), text), $share), "
        "  left(concat_ws(': ', nullif(author, ''), text), $share) FROM utterance "
        "WHERE rowid BETWEEN $first AND $last AND rowid IN (SELECT place FROM part)",
        {"first": first, "last": last, "short": _SHORT, "share": _SHARE},
    ).fetchall()
    db.execute("DROP TABLE part")
    rows.sort(key=itemgetter(1, 2, 0))
    for _, line in groupby(rows, key=itemgetter(1)):
        yield list(line)
