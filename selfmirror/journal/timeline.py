"""What happened when, and what this day was in other years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from selfmirror.store.timeline import (
    beliefs_that_changed,
    days_of_own_words,
    own_words_on,
    undated_own_words,
)
from selfmirror.words.quote import Quote

if TYPE_CHECKING:
    from selfmirror.clock import Clock
    from selfmirror.store.database import Store


@dataclass(frozen=True, slots=True)
class BeliefChange:
    """A belief that began (`opened`) or ceased to hold on a day, with the words it rests on."""

    opened: bool
    kind: str
    statement: str
    quote: str | None


@dataclass(frozen=True, slots=True)
class TimelineDay:
    """One day: how much the person said, where, how it felt, and which beliefs changed.

    `valence` is −1..1 and `stress` 0..1, means over the day's readings, None where there are none.
    """

    day: date
    utterances: int
    titles: tuple[str, ...]
    valence: float | None
    stress: float | None
    changes: tuple[BeliefChange, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """What was said on this day in an earlier year."""

    years_ago: int
    quote: Quote


class Timeline:
    """Reads the days back in order."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def days(
        self, since: date | None = None, until: date | None = None
    ) -> tuple[list[TimelineDay], int]:
        """The days with words of the person's, oldest first, and how many utterances have no day."""
        with self._store.open() as db:
            rows = days_of_own_words(db, since, until)
            beliefs = beliefs_that_changed(db)
            undated = undated_own_words(db)
        changes: dict[str, list[BeliefChange]] = {}
        for opened, closed, kind, statement, quote in beliefs:
            changes.setdefault(opened[:10], []).append(
                BeliefChange(opened=True, kind=kind, statement=statement, quote=quote)
            )
            if closed:
                changes.setdefault(closed[:10], []).append(
                    BeliefChange(opened=False, kind=kind, statement=statement, quote=quote)
                )
        days = [
            TimelineDay(
                day, count, tuple(titles), valence, stress, tuple(changes.get(day.isoformat(), ()))
            )
            for day, count, titles, valence, stress in rows
        ]
        return days, undated

    def on_this_day(self, day: date | None = None) -> list[Past]:
        """The person's words on this day in other years, oldest first."""
        day = day or self._clock.now().date()
        with self._store.open() as db:
            rows = own_words_on(db, day.month, day.day, day.year)
        return [
            Past(day.year - said.year, Quote(u.id, u.text, u.said, title))
            for u, title in rows
            if (said := u.said.day) is not None
        ]
