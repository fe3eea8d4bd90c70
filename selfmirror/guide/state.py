"""A session as the store has it: everything that a turn starts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selfmirror.affect.reading import Reading
from selfmirror.errors import UsageError
from selfmirror.guide.strategy import Strategy
from selfmirror.guide.turn import Exchange
from selfmirror.store import sessions as rows
from selfmirror.store.utterances import get_sources, get_utterances
from selfmirror.words.identity import content_id
from selfmirror.words.language import Language
from selfmirror.words.quote import Quote

if TYPE_CHECKING:
    from selfmirror.guide.method import Method, Step
    from selfmirror.store.database import Connection, Store
    from selfmirror.words.utterance import Source, Utterance


@dataclass(frozen=True, slots=True)
class SessionState:
    """A session's row, its method, and its turns; `exchanges` leaves out those taken back.

    `last_day` is when the person wrote anything before, outside this session.
    """

    row: rows.SessionRow
    method: Method
    turns: tuple[rows.TurnRow, ...]
    exchanges: tuple[Exchange, ...]
    utterances: frozenset[str]
    last_day: date | None

    @property
    def language(self) -> Language:
        return Language(self.row.language)

    @property
    def path(self) -> Path:
        return Path(self.row.path)

    @property
    def step(self) -> Step:
        return self.method.step(self.row.step)

    @property
    def said(self) -> int:
        """How many turns the person has said that count."""
        return sum(exchange.said is not None for exchange in self.exchanges)


def find_session(store: Store, identity: str) -> rows.SessionRow:
    """A session by its id or the beginning of it.

    Raises:
        UsageError: there is none, or several begin so.
    """
    with store.open() as db:
        found = [row for row in rows.sessions(db) if row.id.startswith(identity)]
    if len(found) != 1:
        problem = "several sessions begin" if found else "there is no session that begins"
        raise UsageError(f"{problem} with {identity}; `selfmirror session --resume` takes the last")
    return found[0]


def load_state(store: Store, identity: str, methods: list[Method]) -> SessionState:
    """Read a session back.

    Raises:
        UsageError: there is no such session, or its method is gone.
    """
    with store.open() as db:
        return read_state(db, identity, methods)


def read_state(db: Connection, identity: str, methods: list[Method]) -> SessionState:
    """Read a session back inside a transaction; raises as `load_state` does."""
    row = rows.get_session(db, identity)
    turns = rows.get_turns(db, identity)
    said = get_utterances(db, [turn.utterance for turn in turns if turn.utterance])
    sources = get_sources(db, sorted({utterance.source for utterance in said.values()}))
    last_day = rows.last_own_day(db, content_id("journal", identity))
    if row is None:
        raise UsageError(f"there is no session {identity}")
    method = next((method for method in methods if method.id == row.method), None)
    if method is None:
        raise UsageError(f"the method {row.method} of this session is gone; put its file back")
    kept = (turn for turn in turns if not turn.undone)
    exchanges = tuple(_exchange(turn, said, sources) for turn in kept)
    utterances = frozenset(turn.utterance for turn in turns if turn.utterance)
    return SessionState(row, method, tuple(turns), exchanges, utterances, last_day)


def _exchange(
    turn: rows.TurnRow, said: dict[str, Utterance], sources: dict[str, Source]
) -> Exchange:
    utterance = said.get(turn.utterance or "")
    quote = None
    if utterance is not None:
        title = sources[utterance.source].title if utterance.source in sources else ""
        quote = Quote(utterance.id, utterance.text, utterance.said, title)
    return Exchange(
        turn.number,
        turn.step,
        utterance.text if utterance else "",
        quote,
        Strategy(turn.strategy) if turn.strategy else None,
        turn.reply or "",
        reading_from(turn.reading),
    )


def reading_from(stored: dict[str, Any] | None) -> Reading | None:
    """The reading back from what a turn keeps of it."""
    if not stored:
        return None
    emotions = {str(name): float(value) for name, value in stored["emotions"].items()}
    return Reading(
        float(stored["valence"]),
        float(stored["arousal"]),
        float(stored["stress"]),
        emotions,
        tuple(stored["labels"]),
        float(stored["confidence"]),
        tuple(stored["signals"]),
        bool(stored.get("corrected")),
    )
