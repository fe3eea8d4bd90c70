import itertools
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfmirror.errors import MirrorError, UsageError
from selfmirror.memory.belief import Kind, Status
from selfmirror.memory.memory import Memory
from selfmirror.paths import Home
from selfmirror.store.database import Store
from selfmirror.store.utterances import remove_utterances
from selfmirror.words.quote import Quote
from selfmirror.words.speaker import Speaker
from selfmirror.words.utterance import Utterance
from selfmirror.words.when import DateSource, on_day
from tests.fakes.clocks import FixedClock
from tests.fakes.words import remember, said

LEAVE = said("Хочу уехать в Португалию.", "2024-03-01")
STAY = said("Больше не хочу уезжать в Португалию.", "2025-03-01")
BOOK = said("I want to write a book.", "2025-01-01")
TODAY = on_day(date(2026, 5, 10), DateSource.GIVEN)


@pytest.fixture
def memory(store: Store, clock: FixedClock) -> Memory:
    return Memory(store, clock)


def statements(memory: Memory, as_of: date | None = None) -> set[str]:
    return {b.statement for b in memory.beliefs(as_of)}


def test_a_changed_want_is_told_as_of_each_time(store: Store, memory: Memory) -> None:
    remember(store, LEAVE, STAY, BOOK)
    account = memory.consolidate()
    assert (account.read, account.opened, account.closed) == (3, 3, 1)
    assert statements(memory, date(2024, 6, 1)) == {"Хочу уехать в Португалию"}
    assert statements(memory) == {"Больше не хочу уезжать в Португалию", "I want to write a book"}
    assert statements(memory, date(2023, 1, 1)) == set()
    then, now = memory.history("want.португалия-уехать")
    assert (now.supersedes, then.valid_to) == (then.id, now.valid_from)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("want", "over"),
    [
        ("Хочу уехать в Грузию.", "Грузия отменяется: не хочу уезжать от мамы."),
        ("Хочу уехать в Грузию.", "Поездка в Грузию отменяется."),
        ("I want to move to Georgia.", "Georgia is off."),
        ("I want to move to Georgia.", "The move to Georgia has been cancelled."),
    ],
)
@pytest.mark.parametrize("late", [False, True])
def test_what_is_called_off_ends_what_was_wanted_of_it_in_any_order(
    store: Store, memory: Memory, want: str, over: str, late: bool
) -> None:
    pair = [said(want, "2024-03-01", source="a"), said(over, "2025-03-01", source="b")]
    other = said("Хочу уехать в Португалию. I want to move to Portugal.", "2024-04-01", source="c")
    for words in (other, *(reversed(pair) if late else pair)):
        remember(store, words)
        memory.consolidate()
    assert want.rstrip(".") in statements(memory, date(2024, 6, 1))
    assert want.rstrip(".") not in statements(memory)
    assert {"Хочу уехать в Португалию", "I want to move to Portugal"} <= statements(memory)
    assert memory.slots("*") == []
    with store.open() as db:
        remove_utterances(db, [pair[1].id])
    memory.consolidate()
    assert want.rstrip(".") in statements(memory)


def test_what_is_called_off_and_was_never_wanted_is_nothing(store: Store, memory: Memory) -> None:
    remember(store, said("Концерт отменяется. The concert is cancelled.", "2025-03-01"))
    memory.consolidate()
    assert memory.beliefs(everything=True) == []


def test_what_is_said_for_a_day_to_come_neither_begins_nor_ends_anything_now(
    store: Store, memory: Memory, clock: FixedClock
) -> None:
    remember(store, LEAVE, said("Больше не хочу уезжать в Португалию.", "2026-05-20"))
    remember(store, said("I want to write a book.", "2026-05-20"))
    memory.consolidate()
    assert statements(memory) == {"Хочу уехать в Португалию"}
    clock.move(days=10)
    assert statements(memory) == {"Больше не хочу уезжать в Португалию", "I want to write a book"}


def test_a_second_consolidation_changes_nothing(store: Store, memory: Memory) -> None:
    remember(store, LEAVE, STAY, BOOK)
    memory.consolidate()
    before = memory.beliefs(everything=True)
    account = memory.consolidate()
    assert set(account.as_json().values()) == {0}
    assert memory.beliefs(everything=True) == before
    assert memory.unread() == 0


@pytest.mark.slow
@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.permutations([LEAVE, STAY, BOOK, said("Я дописала книгу.", "2025-06-01")]), st.integers(0, 4)
)
def test_imports_in_any_order_and_number_give_one_memory(
    tmp_path_factory: pytest.TempPathFactory, order: list[Utterance], at: int
) -> None:
    results = []
    for parts in (
        ([LEAVE, STAY, BOOK, said("Я дописала книгу.", "2025-06-01")],),
        (order[:at], order[at:]),
    ):
        store = Store(Home(tmp_path_factory.mktemp("home")), FixedClock())
        memory = Memory(store, FixedClock())
        for part in parts:
            remember(store, *part)
            memory.consolidate()
        results.append(memory.beliefs(everything=True))
    assert results[0] == results[1]


def test_only_the_persons_own_words_are_read(store: Store, memory: Memory) -> None:
    remember(
        store,
        said("I want to help you.", "2025-01-01", Speaker.ASSISTANT),
        said("Хочу продать дом.", "2025-01-01", Speaker.OTHER),
        said("> I want gold", "2025-01-02"),
    )
    assert memory.consolidate().read == 1
    assert memory.beliefs(everything=True) == []


def test_words_of_unknown_time_are_known_now_but_of_no_day(store: Store, memory: Memory) -> None:
    remember(store, said("I want to write a book."))
    memory.consolidate()
    (belief,) = memory.beliefs()
    assert belief.valid_from.iso() is None
    assert memory.beliefs(date(2026, 5, 10)) == []


def test_rejecting_what_closed_a_want_restores_it_for_good(
    store: Store, memory: Memory, clock: FixedClock
) -> None:
    remember(store, LEAVE, STAY)
    memory.consolidate()
    (closing,) = memory.beliefs()
    assert memory.reject(closing.id[:8]).status is Status.REJECTED
    assert statements(memory) == {"Хочу уехать в Португалию"}
    with store.open() as db:
        db.execute("DELETE FROM extracted")
    remember(store, said("Передумала уезжать в Португалию.", "2025-04-01"))
    memory.consolidate()
    assert statements(memory) == {"Хочу уехать в Португалию"}


def test_a_rejection_is_taken_back_by_undo_or_confirm(store: Store, memory: Memory) -> None:
    remember(store, BOOK)
    memory.consolidate()
    (belief,) = memory.beliefs()
    memory.reject(belief.id)
    assert memory.beliefs() == []
    restored = memory.undo(belief.id)
    assert restored is not None
    assert restored.status is Status.CANDIDATE
    memory.reject(belief.id)
    assert memory.confirm(belief.id).status is Status.CONFIRMED
    assert [b.id for b in memory.beliefs()] == [belief.id]


def test_the_persons_wording_survives_a_new_reading(store: Store, memory: Memory) -> None:
    remember(store, BOOK)
    memory.consolidate()
    (belief,) = memory.beliefs()
    memory.edit(belief.id, "I want to write one good book")
    with store.open() as db:
        db.execute("DELETE FROM extracted")
    memory.consolidate()
    assert statements(memory) == {"I want to write one good book"}
    with pytest.raises(UsageError):
        memory.edit(belief.id, " ")


def test_beliefs_go_when_an_import_is_taken_back(store: Store, memory: Memory) -> None:
    remember(store, LEAVE, STAY, BOOK)
    memory.consolidate()
    with store.open() as db:
        remove_utterances(db, [STAY.id, BOOK.id])
    assert memory.consolidate().removed == 2
    (belief,) = memory.beliefs(everything=True)
    assert (belief.statement, belief.valid_to) == ("Хочу уехать в Португалию", None)


def test_what_the_person_adds_is_kept_with_their_words(store: Store, memory: Memory) -> None:
    remember(store, LEAVE)
    memory.consolidate()
    added = memory.add(Kind.DROPPED, "Передумала уезжать в Португалию", TODAY)
    assert added.status is Status.CONFIRMED
    assert added.evidence[0].text == "Передумала уезжать в Португалию"
    assert memory.history(added.slot)[0].valid_to == TODAY
    assert memory.consolidate().read == 0
    assert memory.add(Kind.TRAIT, "Я упрямая", TODAY).slot.startswith("trait.")
    assert memory.add(Kind.FACT, "I have two sisters", TODAY).slot == "fact.sister-two"
    with pytest.raises(UsageError):
        memory.add(Kind.WANT, "  ", TODAY)


def test_an_insight_needs_verbatim_words_of_the_person(store: Store, memory: Memory) -> None:
    reply = said("You want a quiet life.", "2025-01-01", Speaker.ASSISTANT)
    remember(store, BOOK, reply)
    quote = Quote(BOOK.id, "want to write a book", BOOK.said, "diary")
    insight = memory.add_insight(
        Kind.VALUE, "Writing is what I keep coming back to.", [quote], TODAY
    )
    assert insight.evidence == (quote,)
    assert (
        memory.add_insight(Kind.VALUE, "Writing is what I keep coming back to.", [quote], TODAY)
        == insight
    )
    for bad in (
        [],
        [Quote(BOOK.id, "want to write a poem", BOOK.said, "diary")],
        [Quote(reply.id, "quiet life", reply.said, "diary")],
        [Quote("nobody", "quiet life", reply.said, "diary")],
    ):
        with pytest.raises(MirrorError):
            memory.add_insight(Kind.VALUE, "I want a quiet life", bad, TODAY)


def test_a_want_first_said_under_stress_is_marked(store: Store, memory: Memory) -> None:
    remember(store, BOOK, LEAVE)
    memory.consolidate()
    with store.open() as db:
        db.execute(
            "INSERT INTO affect BY NAME SELECT ? AS utterance, 0.8 AS stress, '{}' AS emotions, '[]' AS labels, "
            "0.9 AS confidence, '[]' AS signals, 'test' AS model",
            [BOOK.id],
        )
    assert {b.statement for b in memory.beliefs() if b.stressed} == {"I want to write a book"}


def test_declined_words_stay_out_and_the_same_said_elsewhere_stays_in(
    store: Store, memory: Memory
) -> None:
    again = said("Решено: хочу уехать в Португалию. Кофе остыл.", "2024-05-01")
    remember(store, BOOK, again)
    memory.decline(Quote(again.id, "хочу уехать в Португалию", again.said, "diary"))
    memory.consolidate()
    assert statements(memory) == {"I want to write a book"}
    remember(store, LEAVE)
    memory.consolidate()
    (belief,) = [b for b in memory.beliefs() if b.slot == "want.португалия-уехать"]
    assert [quote.utterance for quote in belief.evidence] == [LEAVE.id]
    memory.decline(Quote("gone", "…", again.said, "diary"))
    assert memory.consolidate().opened == 0


def test_forgetting_removes_belief_words_and_all_that_quotes_them(
    store: Store, memory: Memory, home: Home
) -> None:
    remember(store, LEAVE, BOOK)
    memory.consolidate()
    (belief,) = memory.history("want.португалия-уехать")
    cut: list[str] = []

    def redact(texts: Sequence[str], at: datetime) -> list[Path]:
        cut.extend(texts)
        assert at.tzinfo is not None
        return [home.root / "journal.md"]

    quote = {"utterance": LEAVE.id, "text": "…", "source": "", "day": None, "utc": None}
    with store.open() as db:
        db.execute("INSERT INTO theme VALUES ('t', 0, 'Португалия', ['Португалия'])")
        db.execute(
            "INSERT INTO turn BY NAME SELECT 's' AS session, n AS number, 'a' AS step, reply, evidence FROM (VALUES "
            "(1, 'вы писали: «' || ? || '»', '[]'), (2, 'иначе', ?), (3, 'and the book?', '[]')) "
            "t(n, reply, evidence)",
            [LEAVE.text.rstrip("."), json.dumps([quote])],
        )
        db.execute(
            "INSERT INTO insight BY NAME SELECT 'i' AS id, 's' AS session, 0 AS position, 'want' AS kind, ? AS text, "
            "'' AS change, 'confirmed' AS status, '[]' AS evidence, TIMESTAMP '2025-01-01' AS \"at\"",
            ["хорошо: Хочу уехать в Португалию"],
        )
    assert memory.forget(belief.id[:10], redact) == [str(home.root / "journal.md")]
    assert cut == [LEAVE.text]
    assert statements(memory) == {"I want to write a book"}
    remember(store, LEAVE)
    assert memory.consolidate().read == 0
    assert _tables_without(store, "Португал")
    assert "Португал".encode() not in home.database.read_bytes()
    with store.open() as db:
        replies = db.execute(
            "SELECT reply, CAST(evidence AS TEXT) FROM turn ORDER BY number"
        ).fetchall()
    assert replies == [("", "[]"), ("иначе", "[]"), ("and the book?", "[]")]


def _tables_without(store: Store, text: str) -> bool:
    with store.open() as db:
        names = [row[0] for row in db.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return not any(
            db.execute(
                f'SELECT 1 FROM "{name}" t WHERE contains(CAST(t AS TEXT), ?)',  # noqa: S608 - the store's own tables
                [text],
            ).fetchone()
            for name in names
        )


def test_related_beliefs_are_found_by_what_they_are_about(store: Store, memory: Memory) -> None:
    remember(store, LEAVE, BOOK, said("Ненавижу зиму в городе.", "2025-02-01"))
    memory.consolidate()
    assert [b.slot for b in memory.relevant("Опять думаю про Португалию")] == [
        "want.португалия-уехать"
    ]
    assert [b.slot for b in memory.relevant("how is the book going")] == ["want.book"]
    assert memory.relevant("совсем о другом") == []
    assert memory.relevant("Хочу к морю") == [], "wanting is not what a want is about"
    assert memory.relevant("...") == []
    assert [b.slot for b in memory.ask("что я писала о Португалии?", date(2024, 5, 1))] == [
        "want.португалия-уехать"
    ]
    assert memory.slots("порт") == ["want.португалия-уехать"]


def test_an_id_must_name_one_belief(store: Store, memory: Memory) -> None:
    remember(
        store, LEAVE, STAY, *(said(f"I want to buy lamp{n}.", "2025-01-01") for n in range(20))
    )
    memory.consolidate()
    with pytest.raises(UsageError, match="no belief"):
        memory.get("zzz")
    with pytest.raises(UsageError, match="the id is empty"):
        memory.get("")
    first = sorted(b.id for b in memory.beliefs(everything=True))
    shared = next(a[0] for a, b in itertools.pairwise(first) if a[0] == b[0])
    with pytest.raises(UsageError, match="give more"):
        memory.get(shared)
    assert memory.get(first[0]).id == first[0]


def test_many_utterances_are_read_in_batches(
    store: Store, memory: Memory, clock: FixedClock
) -> None:
    remember(store, *(said(f"I want to visit town{n}.", "2025-01-01") for n in range(450)))
    seen: list[str] = []
    assert memory.consolidate(seen.append).opened == 450
    assert len(seen) == 2
    assert clock.now().tzinfo is UTC
