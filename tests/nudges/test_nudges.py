"""Nudges from a turn to its answer, over a real store."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from selfmirror.affect.reading import Reading
from selfmirror.errors import UsageError
from selfmirror.memory.belief import Belief, Kind
from selfmirror.memory.memory import Memory
from selfmirror.nudges.nudge import Decision, NudgeKind, Outcome
from selfmirror.nudges.nudges import Nudges, read_turn
from selfmirror.settings import NudgeSettings
from selfmirror.store.database import Store
from selfmirror.store.utterances import remove_utterances
from tests.fakes.clocks import FixedClock
from tests.nudges.beliefs import held

STRONG = held("want.книга", "2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01", kind=Kind.GOAL)
AGAINST = "Я больше не хочу писать книгу."


class Remembered(Memory):
    """A memory that holds what it is given."""

    def __init__(self, store: Store, clock: FixedClock, *beliefs: Belief) -> None:
        super().__init__(store, clock)
        self.given = list(beliefs)

    def beliefs(
        self, as_of: date | None = None, kind: Kind | None = None, *, everything: bool = False
    ) -> list[Belief]:
        return self.given if everything else []


@dataclass
class Person:
    """Somebody at the terminal, turn after turn."""

    store: Store
    clock: FixedClock
    beliefs: tuple[Belief, ...] = (STRONG,)
    settings: NudgeSettings = field(default_factory=NudgeSettings)
    turns: int = 0

    @property
    def nudges(self) -> Nudges:
        return Nudges(
            self.store, self.clock, Remembered(self.store, self.clock, *self.beliefs), self.settings
        )

    def writes(self, text: str, reading: Reading | None = None) -> str | None:
        self.turns += 1
        nudge = self.nudges.consider("s", text, f"turn{self.turns}", reading, self.clock.now())
        return nudge.id if nudge else None


@pytest.fixture
def person(store: Store, clock: FixedClock) -> Person:
    return Person(store, clock)


def test_an_empty_history_is_silence_and_keeps_nothing(store: Store, clock: FixedClock) -> None:
    newcomer = Person(store, clock, beliefs=())
    assert newcomer.writes(AGAINST) is None
    assert newcomer.nudges.decisions() == []


def test_a_want_against_an_older_stronger_one_is_said_with_dated_quotes(person: Person) -> None:
    nudge = person.nudges.consider("s", AGAINST, "u", None, person.clock.now())
    assert nudge is not None
    assert nudge.kind is NudgeKind.OLDER_STRONGER
    assert [quote.said.iso() for quote in nudge.evidence] == ["2025-12-01", "2026-03-01"]
    assert nudge.text == (
        "1 декабря 2025: «Хочу закончить книгу». 1 марта 2026: «Хочу закончить книгу». "
        "То, что написано сейчас, говорит об обратном."
    )


def test_english_turns_are_answered_in_english(store: Store, clock: FixedClock) -> None:
    days = ("2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01")
    writer = Person(store, clock, (held("want.book", *days, text="I want to finish the book"),))
    nudge = writer.nudges.consider(
        "s", "I no longer want to write the book.", "u", None, clock.now()
    )
    assert nudge is not None
    assert nudge.text.startswith("1 December 2025: “I want to finish the book”.")
    assert nudge.text.endswith("What is written now says the opposite.")


def test_somebody_in_distress_is_not_argued_with(person: Person) -> None:
    assert person.writes(AGAINST, Reading(-0.8, 0.8, 0.8, confidence=0.9)) is None
    (row,) = person.nudges.decisions(Decision.WITHHELD)
    assert row.reason == "no arguing with distress"
    assert row.features["distress"] == 0.714
    assert row.evidence[0]["said_at"] == "2025-12-01"


def test_the_same_is_not_said_twice_in_a_row(person: Person) -> None:
    assert person.writes(AGAINST)
    assert person.writes(AGAINST) is None
    assert [row.decision for row in person.nudges.decisions()].count("spoken") == 1


def test_the_same_turn_considered_again_is_kept_once(person: Person) -> None:
    for _ in range(2):
        person.nudges.consider("s", AGAINST, "u", None, person.clock.now())
    assert len(person.nudges.decisions()) == 1


def test_switched_off_it_neither_speaks_nor_watches(store: Store, clock: FixedClock) -> None:
    quiet = Person(store, clock, settings=NudgeSettings(enabled=False))
    assert quiet.writes(AGAINST) is None
    assert quiet.nudges.decisions() == []


def test_a_dismissed_nudge_is_learned_from_and_not_said_again_soon(person: Person) -> None:
    first = person.writes(AGAINST)
    assert first is not None
    before = person.nudges.taste().weight(NudgeKind.OLDER_STRONGER)
    assert person.nudges.answer(first[:10], Outcome.DISMISS).outcome == "dismiss"
    assert person.nudges.taste().weight(NudgeKind.OLDER_STRONGER) < before
    person.clock.move(days=20)
    assert person.writes(AGAINST) is None
    assert person.nudges.decisions()[0].reason == "dismissed not long ago"


def test_a_taken_nudge_keeps_speaking_until_its_kind_is_disabled(person: Person) -> None:
    first = person.writes(AGAINST)
    assert first is not None
    person.nudges.answer(first, Outcome.ACK)
    person.clock.move(days=40)
    second = person.writes(AGAINST)
    assert second is not None
    person.nudges.answer(second, Outcome.DISABLE)
    assert person.nudges.disabled() == [NudgeKind.OLDER_STRONGER]
    person.clock.move(days=40)
    assert person.writes(AGAINST) is None
    assert person.nudges.decisions()[0].reason == "this kind is disabled"
    person.nudges.enable(NudgeKind.OLDER_STRONGER)
    assert person.nudges.disabled() == []


def test_an_unknown_nudge_cannot_be_answered(person: Person) -> None:
    with pytest.raises(UsageError, match="there is no nudge"):
        person.nudges.answer("nothing", Outcome.ACK)


def test_forgotten_words_take_their_nudges_with_them(person: Person, store: Store) -> None:
    assert person.writes(AGAINST)
    with store.open() as db:
        remove_utterances(db, [STRONG.evidence[0].utterance])
    assert person.nudges.decisions() == []


def test_quoted_words_are_not_the_persons_turn(clock: FixedClock) -> None:
    turn = read_turn("u", "> Я больше не хочу писать книгу.\n\nЧитал вчера.", clock.now())
    assert turn.claims == ()
    assert "книга" not in turn.words
