"""What stands around an utterance in its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


def contexts(db: Connection, utterances: Sequence[str]) -> dict[str, str]:
    """By utterance, what was said around those of these that people said in short.

    An assistant says in its answer what it answers, and is left out.
    """
    wanted, found = set(utterances), dict[str, str]()
    for line in _lines(db, utterances):
        for place, (identity, _, _, is_short, _, _) in enumerate(line):
            if is_short and identity in wanted:
                before = [one[4] for one in line[max(place - _REACH, 0) : place]]
                after = [one[5] for one in line[place + 1 : place + 1 + _REACH]]
                found[identity] = " ".join((*before, *after))
    return found


def beside(db: Connection, utterances: Sequence[str]) -> list[str]:
    """The other utterances whose context these are part of."""
    wanted, found = set(utterances), set[str]()
    for line in _lines(db, utterances):
        for place, one in enumerate(line):
            if one[0] in wanted:
                around = line[max(place - _REACH, 0) : place + 1 + _REACH]
                found.update(other[0] for other in around)
    return sorted(found - wanted)


def _lines(db: Connection, utterances: Sequence[str]) -> Iterator[list[Any]]:
    """The parts of their sources that these lie in: id, source, position, whether it may have a context, ending, beginning."""
    rows = db.execute(
        "WITH ends AS (SELECT source, min(position) AS first, max(position) AS last FROM utterance "
        "  WHERE id IN (SELECT unnest($ids)) GROUP BY source) "
        "SELECT u.id, u.source, u.position, u.speaker <> 'assistant' AND length(u.text) <= $short, "
        "  right(concat_ws(': ', nullif(u.author, ''), u.text), $share), "
        "  left(concat_ws(': ', nullif(u.author, ''), u.text), $share) "
        "FROM utterance u JOIN ends e ON e.source = u.source "
        "WHERE u.speaker <> 'tool' AND u.position BETWEEN e.first - $room AND e.last + $room",
        {"ids": list(utterances), "short": _SHORT, "share": _SHARE, "room": _ROOM},
    ).fetchall()
    rows.sort(key=itemgetter(1, 2, 0))
    for _, line in groupby(rows, key=itemgetter(1)):
        yield list(line)
