"""The days read back as the person said they were."""

from datetime import date

from selfmirror.affect.affect import Affect
from selfmirror.affect.reading import Correction
from selfmirror.journal.timeline import Timeline
from selfmirror.memory.memory import Memory
from selfmirror.store.affects import AffectRow, save_readings
from selfmirror.store.database import Store
from tests.fakes.clocks import FixedClock
from tests.fakes.words import remember, said


def test_a_day_feels_as_the_person_corrected_it(store: Store, clock: FixedClock) -> None:
    words = said("Прекрасный день, как же.", "2025-02-01")
    remember(store, words)
    with store.open() as db:
        save_readings(db, [AffectRow(words.id, 0.8, 0.5, 0.1, confidence=0.9)], "test")
    Affect(store, None).correct(words.id, Correction(valence=-0.5, stress=0.7))
    (day,), _ = Timeline(store, clock).days()
    assert (day.valence, day.stress) == (-0.5, 0.7)


def test_a_change_is_shown_with_the_first_words_it_rests_on(
    store: Store, clock: FixedClock
) -> None:
    remember(store, said("Я хочу писать книгу.", "2025-02-01"))
    remember(store, said("А я хочу писать книгу!", "2025-03-01"))
    Memory(store, clock).consolidate()
    days, _ = Timeline(store, clock).days()
    assert [(d.day, [c.quote for c in d.changes]) for d in days] == [
        (date(2025, 2, 1), ["Я хочу писать книгу."]),
        (date(2025, 3, 1), []),
    ]
