"""Laws 3 to 7, 11 and 12: the fold, its evidence, the person's word, and when to be silent."""

import itertools
import tempfile
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfmirror.affect.reading import Correction
from selfmirror.drift.drift import DriftQuestion
from selfmirror.drift.report import Report
from selfmirror.guide.events import InsightProposed, NudgeSpoken, Replied
from selfmirror.memory.belief import Belief, Status
from selfmirror.models.budget import Budget
from selfmirror.models.guarded import GuardedChat
from selfmirror.paths import Home
from selfmirror.settings import BudgetSettings
from selfmirror.store.nudges import list_nudges
from selfmirror.wiring import Mirror
from selfmirror.words.language import Language, detect_language
from selfmirror.words.utterance import Utterance
from tests.drift.lives import RU, TURNED, life
from tests.fakes.chat import ScriptedChat
from tests.fakes.clocks import FixedClock
from tests.fakes.mirrors import mirror_at, quietly
from tests.fakes.words import remember, said
from tests.laws.test_words_and_stores import talk

LIFE = [
    said("Я хочу уехать в Португалию.", "2023-02-01", source="a"),
    said("I want to write a book about the river.", "2023-03-05", source="b"),
    said("Больше не хочу уехать в Португалию.", "2024-01-10", source="c"),
    said("I decided to write a book about the river.", "2024-02-11", source="d"),
    said("Я снова хочу уехать в Португалию.", "2025-06-01", source="e"),
    said("I no longer want to write a book about the river.", "2025-07-02", source="f"),
    said("Я боюсь потерять работу.", "2024-05-06", source="g"),
    said("I want to learn the cello.", None, source="h"),
]

orders = st.permutations(LIFE)
splits = st.lists(st.integers(0, len(LIFE)), max_size=3).map(sorted)
slowly = settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


TURNED_LIFE = life(RU, TURNED, seed=1)


@pytest.fixture(autouse=True)
def _homes_go_with_the_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One test tries many lives, each in a home of its own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def new_home() -> Home:
    return Home(Path(tempfile.mkdtemp()))


def drifted(parts: Iterable[Iterable[Utterance]]) -> Report:
    """The report over utterances that came one part after another, drawn after each."""
    mirror = mirror_at(new_home(), FixedClock())
    reports = []
    for part in parts:
        remember(mirror.store, *part)
        reports.append(mirror.drift.report(DriftQuestion(by="quarter")))
    return reports[-1]


def lived(parts: Iterable[Iterable[Utterance]], clock: FixedClock) -> Mirror:
    """A mirror of a new home into which the parts came one after another."""
    mirror = mirror_at(new_home(), clock)
    for part in parts:
        utterances = list(part)
        if utterances:
            remember(mirror.store, *utterances)
        mirror.memory.consolidate()
    return mirror


def state(mirror: Mirror) -> list[tuple[Any, ...]]:
    """All that memory holds, in one comparable form."""
    return sorted(
        (
            b.id,
            b.slot,
            b.statement,
            b.polarity,
            b.valid_from.iso() or "",
            when(b),
            b.status,
            b.supersedes or "",
            b.closed_by or "",
            tuple(sorted((q.utterance, q.text) for q in b.evidence)),
        )
        for b in mirror.memory.beliefs(everything=True)
    )


def when(belief: Belief) -> str:
    return (belief.valid_to.iso() or "") if belief.valid_to else ""


@slowly
@given(orders, splits)
def test_law_3_order_and_splits_do_not_matter_to_memory(
    order: list[Utterance], cuts: list[int]
) -> None:
    clock = FixedClock()
    edges = [0, *cuts, len(order)]
    parts = [order[a:b] for a, b in itertools.pairwise(edges)]
    assert state(lived(parts, clock)) == state(lived([LIFE], clock))


@pytest.mark.slow
@settings(slowly, max_examples=2)
@given(st.randoms(use_true_random=False), st.integers(1, 80))
def test_law_3_order_does_not_matter_to_drift(chance: Random, cut: int) -> None:
    straight = drifted([TURNED_LIFE])
    assert straight.changes
    shuffled = list(TURNED_LIFE)
    chance.shuffle(shuffled)
    assert drifted([shuffled[cut:], shuffled[:cut]]) == straight


@slowly
@given(st.lists(st.sampled_from(LIFE), min_size=1, unique=True))
def test_law_4_nothing_is_lost_and_only_the_same_slot_closes(some: list[Utterance]) -> None:
    mirror = lived([some], FixedClock())
    beliefs = mirror.memory.beliefs(everything=True)
    by_id = {belief.id: belief for belief in beliefs}
    with mirror.store.open() as db:
        claimed = {row[0] for row in db.execute("SELECT utterance FROM claim").fetchall()}
    assert claimed == {quote.utterance for belief in beliefs for quote in belief.evidence}
    for belief in beliefs:
        assert (belief.closed_by is None) == (belief.valid_to is None)
        if belief.closed_by:
            closing = by_id[belief.closed_by]
            assert closing.slot == belief.slot
            assert belief.valid_to in {quote.said for quote in closing.evidence}
        if belief.supersedes:
            closed = by_id[belief.supersedes]
            assert closed.slot == belief.slot
            assert closed.valid_to is not None
            assert closed.evidence


def test_law_4_rejecting_what_closed_a_belief_brings_it_back() -> None:
    mirror = lived([LIFE[:1], LIFE[2:3]], FixedClock())
    closing = next(b for b in mirror.memory.beliefs(everything=True) if b.supersedes)
    opened = next(b for b in mirror.memory.beliefs(everything=True) if b.id == closing.supersedes)
    assert opened.valid_to is not None
    mirror.memory.reject(closing.id)
    assert mirror.memory.get(opened.id).valid_to is None
    mirror.memory.consolidate()
    assert mirror.memory.get(closing.id).status is Status.REJECTED


def test_law_5_every_claim_about_the_person_carries_a_verbatim_quote() -> None:
    mirror = lived([LIFE], FixedClock())
    mirror.catch_up(quietly)
    texts = {u.id: u.text for u in LIFE}
    for belief in mirror.memory.beliefs(everything=True):
        assert belief.evidence
        assert all(quote.text in texts[quote.utterance] for quote in belief.evidence)
    session = talk(list(mirror.guide.begin("want-now", "ru")))
    spoken = [
        "Хочу уехать в Португалию",
        "Хочу жить у моря, потому что там тихо",
        "Решил ехать в мае",
        "Боюсь не успеть",
    ]
    events = [event for words in spoken for event in mirror.guide.say(session, words)]
    proposed = list(mirror.guide.propose_insights(session))
    with mirror.store.open() as db:
        stored = dict(db.execute("SELECT id, text FROM utterance WHERE speaker = 'me'").fetchall())
    insights = [event for event in proposed if isinstance(event, InsightProposed)]
    assert insights
    for event in [*insights, *(e for e in events if isinstance(e, Replied | NudgeSpoken))]:
        assert all(quote.text in stored[quote.utterance] for quote in event.evidence)
    assert all(insight.evidence for insight in insights)


def test_law_5_every_turn_carries_verbatim_quotes_from_both_sides() -> None:
    texts = {u.id: u.text for u in TURNED_LIFE}
    turns = drifted([TURNED_LIFE]).changes
    assert turns
    for turn in turns:
        assert {witness.side for witness in turn.evidence} == {"before", "after"}
        assert all(w.quote.text in texts[w.quote.utterance] for w in turn.evidence)


def test_law_6_a_correction_wins_for_good() -> None:
    clock = FixedClock()
    unsure = said("ок", "2024-01-01", source="u")
    angry = said("Я в бешенстве, всё достало!", "2024-01-02", source="v")
    mirror = lived([[unsure, angry]], clock)
    assert mirror.affect.read(["ок"])[0].labels == ()
    mirror.affect.correct(angry.id, Correction(labels=("joy",), valence=0.9))
    mirror.catch_up(quietly)
    reading = mirror.affect.of([angry.id])[angry.id]
    assert (reading.labels, reading.valence, reading.corrected) == (("joy",), 0.9, True)


def test_law_7_what_is_said_in_a_language_stays_in_it() -> None:
    clock = FixedClock()
    mirror = lived([LIFE], clock)
    own = {u.id: u.language for u in LIFE}
    for belief in mirror.memory.beliefs(everything=True):
        assert detect_language(belief.statement) in {
            own[quote.utterance] for quote in belief.evidence
        }
    for language, words in ((Language.RU, "Хочу к морю"), (Language.EN, "I want to go to the sea")):
        clock.move(minutes=1)
        session = talk(list(mirror.guide.begin("want-now", language.value)))
        replies = [e for e in mirror.guide.say(session, words) if isinstance(e, Replied)]
        assert {detect_language(reply.text.split("«")[0].split("“")[0]) for reply in replies} == {
            language
        }


def test_law_11_at_the_cap_the_session_goes_on_with_the_embedded_guide(
    home: Home, clock: FixedClock
) -> None:
    plain = mirror_at(home, clock)
    broke = Budget(plain.budget.ledger, clock, BudgetSettings(cap=0.0))
    model = ScriptedChat(
        {"reasoning": "", "strategy": "socratic", "reason": "", "reply": "?", "evidence_ids": []}
    )
    mirror = mirror_at(home, clock, chat=GuardedChat(model, broke))
    session = talk(list(mirror.guide.begin("want-now", "en")))
    for words in ("I want the sea", "And a book"):
        (reply,) = [e for e in mirror.guide.say(session, words) if isinstance(e, Replied)]
        assert reply.text
    assert model.requests == []
    assert broke.account().spent == 0


def test_law_12_an_empty_history_is_silence(home: Home, clock: FixedClock) -> None:
    mirror = mirror_at(home, clock)
    session = talk(list(mirror.guide.begin("want-now", "ru")))
    spoken = [
        e
        for w in ("Хочу к морю", "Хочу книгу", "Не хочу к морю")
        for e in mirror.guide.say(session, w)
    ]
    assert not [event for event in spoken if isinstance(event, NudgeSpoken)]


def test_law_12_a_nudge_below_the_cost_of_interrupting_is_withheld_and_kept(
    home: Home, clock: FixedClock
) -> None:
    mirror = mirror_at(home, clock)
    days = [f"2026-04-{day:02}" for day in range(1, 9)]
    remember(mirror.store, *(said(f"Хочу дописать книгу, день {d}.", d, source=d) for d in days))
    mirror.memory.consolidate()
    session = talk(list(mirror.guide.begin("want-now", "ru")))
    turned = "Больше не хочу дописать книгу."
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("selfmirror.nudges.arbiter.COST", 1.0)
        patch.setattr("selfmirror.guide.replying._sets_against", lambda _: False)
        events = list(mirror.guide.say(session, turned))
    assert not [event for event in events if isinstance(event, NudgeSpoken)]
    with mirror.store.open() as db:
        kept = list_nudges(db)
    assert kept
    assert {(row.decision, row.reason) for row in kept} == {
        ("withheld", "not worth its interruption")
    }
