"""The repository of drift: the person's dated words, and what was drawn from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from selfmirror.store.generations import searched_model
from selfmirror.store.utterances import COLUMNS, utterance_from

if TYPE_CHECKING:
    from selfmirror.store.database import Connection
    from selfmirror.words.utterance import Utterance

_DATED = (
    "FROM utterance u WHERE u.speaker = 'me' AND u.said_on IS NOT NULL AND u.precision <> 'year'"
)
"""What drift may count: the person's own, known at least to the month."""

_AFFECT = (
    "SELECT a.utterance, coalesce(c.valence, a.valence) AS valence, coalesce(c.stress, a.stress) AS stress "
    "FROM affect a LEFT JOIN affect_correction c ON c.utterance = a.utterance "
    "WHERE a.confidence > 0 OR c.utterance IS NOT NULL"
)


class SaidOn(NamedTuple):
    """When one of the person's utterances was said, in which language, and how stressed they were."""

    utterance: str
    source: str
    day: date
    precision: str
    language: str
    stress: float | None


class ThemeRow(NamedTuple):
    """A stored theme."""

    id: str
    label: str
    keywords: tuple[str, ...]


class MentionRow(NamedTuple):
    """A stored mention: one utterance about one theme."""

    theme: str
    utterance: str
    intensity: float
    polarity: float | None
    lived: bool
    stress: float | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """Themes, who mentioned them, and where each utterance lies among all, by its id."""

    themes: Sequence[ThemeRow]
    mentions: Sequence[MentionRow]
    places: Mapping[str, Sequence[float]]


def fingerprint(db: Connection) -> str:
    """A short text that changes when the evidence of drift does, whatever the order it came in."""
    words = db.execute(f"SELECT count(*), bit_xor(hash(u.id, u.said_on)) {_DATED}").fetchone()
    affect = db.execute(
        f"SELECT count(*), bit_xor(hash(utterance, valence, stress)) FROM ({_AFFECT})"  # noqa: S608 - a constant
    ).fetchone()
    model = searched_model(db)
    vectors = db.execute(
        "SELECT count(*), bit_xor(hash(passage)) FROM embedding WHERE model = ?", [model]
    ).fetchone()
    return repr((words, affect, model, vectors))


def dated_own(db: Connection) -> list[SaidOn]:
    """When each of the person's dated utterances was said, by id."""
    rows = db.execute(
        f"SELECT d.id, d.source, d.said_on, d.precision, d.language, a.stress "  # noqa: S608 - constants above
        f"FROM (SELECT * {_DATED}) d LEFT JOIN ({_AFFECT}) a ON a.utterance = d.id ORDER BY d.id"
    ).fetchall()
    return [SaidOn(*row) for row in rows]


def own_utterances(db: Connection) -> list[tuple[Utterance, float | None, float | None]]:
    """The person's dated utterances with their valence and stress, by id."""
    rows = db.execute(
        f"SELECT {COLUMNS}, a.valence, a.stress "  # noqa: S608 - constants above
        f"FROM (SELECT * {_DATED}) u LEFT JOIN ({_AFFECT}) a ON a.utterance = u.id ORDER BY u.id"
    ).fetchall()
    return [(utterance_from(row), row[-2], row[-1]) for row in rows]


def done_utterances(db: Connection) -> set[str]:
    """The ids of utterances that stand for something done, whatever their words."""
    rows = db.execute(
        "SELECT u.id FROM utterance u JOIN source s ON s.id = u.source WHERE s.kind = 'event'"
    ).fetchall()
    return {row[0] for row in rows}


def own_vectors(db: Connection, model: str) -> dict[str, Any]:
    """The mean vector of each utterance's passages, as float32 arrays by utterance id."""
    import numpy as np

    rows = db.execute(
        "SELECT p.utterance, e.vector FROM passage p JOIN embedding e ON e.passage = p.id "
        "JOIN utterance u ON u.id = p.utterance "
        "WHERE e.model = ? AND u.speaker = 'me' AND u.said_on IS NOT NULL ORDER BY p.utterance, p.id",
        [model],
    ).fetchnumpy()
    found: dict[str, list[Any]] = {}
    for utterance, vector in zip(rows["utterance"], rows["vector"], strict=True):
        found.setdefault(str(utterance), []).append(np.asarray(vector, dtype=np.float32))
    return {key: np.mean(several, axis=0) for key, several in found.items()}


def drawn_from(db: Connection) -> str | None:
    """The fingerprint of the evidence that the stored themes and mentions were drawn from."""
    row = db.execute("SELECT fingerprint FROM drift_state").fetchone()
    return str(row[0]) if row else None


def stored_themes(db: Connection) -> list[ThemeRow]:
    """The themes, largest first, under the person's names where they gave one."""
    rows = db.execute(
        "SELECT t.id, coalesce(n.label, t.label), t.keywords "
        "FROM theme t LEFT JOIN theme_name n ON n.theme = t.id ORDER BY t.position"
    ).fetchall()
    return [ThemeRow(identity, label, tuple(keywords)) for identity, label, keywords in rows]


def stored_drawn(db: Connection) -> Drawn:
    """What was drawn last, in an order that depends on nothing but it."""
    return Drawn(stored_themes(db), _mentions(db), _places(db))


def _mentions(db: Connection) -> list[MentionRow]:
    rows = db.execute(
        "SELECT theme, utterance, intensity, polarity, lived, stress FROM mention ORDER BY utterance, theme"
    ).fetchall()
    return [MentionRow(*row) for row in rows]


def _places(db: Connection) -> dict[str, tuple[float, ...]]:
    rows = db.execute("SELECT utterance, point FROM place ORDER BY utterance").fetchall()
    return {utterance: tuple(point) for utterance, point in rows}


def replace_drawn(db: Connection, source: str, drawn: Drawn) -> None:
    """Put what is newly drawn in the place of the old, with what it was drawn from."""
    db.execute("DELETE FROM drift_state; DELETE FROM theme; DELETE FROM mention; DELETE FROM place")
    db.execute("INSERT INTO drift_state VALUES (?)", [source])
    for position, theme in enumerate(drawn.themes):
        db.execute(
            "INSERT INTO theme VALUES (?, ?, ?, ?)",
            [theme.id, position, theme.label, list(theme.keywords)],
        )
    _insert(db, "mention", drawn.mentions)
    _insert(db, "place", ((key, list(point)) for key, point in drawn.places.items()))


def _insert(db: Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    columns = list(zip(*rows, strict=True))
    if columns:
        unnested = ", ".join("unnest(?)" for _ in columns)
        db.execute(
            f"INSERT INTO {table} SELECT {unnested}",
            [list(column) for column in columns],
        )
