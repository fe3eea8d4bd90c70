"""The pure parts: turns, shares, courses, periods, quotes, words."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfmirror.drift.courses import Spell, half_life, spells_of, state_dependence, trend_of
from selfmirror.drift.lexicon import read_lexicon
from selfmirror.drift.mentions import is_lived
from selfmirror.drift.periods import Period, cut, start_of
from selfmirror.drift.quotes import LONGEST, best_quote
from selfmirror.drift.shares import design_effect, distance, intervals, shares_of
from selfmirror.drift.turns import Profile, find_turns
from tests.fakes.words import said

START = date(2024, 1, 1)


def composition(
    seed: int, *, days: int = 200, moved: float = 0.0, themes: int = 6
) -> tuple[list[date], Profile]:
    """A life whose profile moves by `moved` towards one theme half-way."""
    chance = np.random.default_rng(seed)
    even = chance.dirichlet(np.full(themes, 3.0))
    towards = np.eye(themes)[int(chance.integers(themes))]
    written = [START + timedelta(days=i) for i in range(days) if chance.random() < 0.8]
    half = START + timedelta(days=days // 2)
    counts = [
        chance.multinomial(
            1 + chance.poisson(2), even if day < half else even * (1 - moved) + towards * moved
        )
        for day in written
    ]
    return written, profile(np.array(counts))


def profile(counts: np.ndarray) -> Profile:
    """Days whose texts lie each in the direction of its theme."""
    held = counts.astype(np.float64)
    return Profile(held.sum(axis=1), held)


def test_unchanged_lives_seldom_raise_an_alarm() -> None:
    alarms = sum(bool(find_turns(*composition(seed, days=100))) for seed in range(40))
    assert alarms <= 3


def test_planted_turns_are_found_near_their_day() -> None:
    planted = START + timedelta(days=100)
    found = [find_turns(*composition(seed, moved=0.4)) for seed in range(10)]
    near = [any(abs((turn.day - planted).days) <= 10 for turn in turns) for turns in found]
    assert sum(near) >= 9
    assert all(turn.earliest <= turn.day <= turn.latest for turns in found for turn in turns)


def test_two_turns_are_found_as_two() -> None:
    chance = np.random.default_rng(7)
    profiles = np.array([[0.7, 0.1, 0.1, 0.1], [0.1, 0.7, 0.1, 0.1], [0.1, 0.1, 0.7, 0.1]])
    written = [START + timedelta(days=i) for i in range(150)]
    counts = np.array([chance.multinomial(3, profiles[i // 50]) for i in range(150)])
    turns = find_turns(written, profile(counts))
    assert [round((turn.day - START).days / 50) for turn in turns] == [1, 2]


def test_a_few_days_have_no_turns() -> None:
    assert find_turns([START, START + timedelta(days=1)], profile(np.eye(2))) == []
    assert find_turns([START + timedelta(days=i) for i in range(9)], profile(np.eye(9))) == []


def test_more_words_mean_narrower_shares() -> None:
    low, high = intervals(np.array([[2.0, 8.0], [20.0, 80.0], [0.0, 0.0]]), 1.0)
    width = (high - low)[:, 0]
    assert width[1] < width[0] < width[2] == 1.0


@given(
    st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=1, max_size=6),
    st.floats(1, 6),
)
def test_a_share_is_always_inside_its_interval(rows: list[list[int]], effect: float) -> None:
    counts = np.array(rows, dtype=np.float64)
    low, high = intervals(counts, effect)
    share = shares_of(counts)
    assert ((low <= share + 1e-12) & (share <= high + 1e-12) & (low >= 0) & (high <= 1)).all()


def test_intervals_cover_the_truth_as_often_as_they_say() -> None:
    chance = np.random.default_rng(1)
    profile = np.array([0.1, 0.3, 0.6])
    counts = chance.multinomial(40, profile, size=400).astype(np.float64)
    low, high = intervals(counts, 1.0)
    covered = ((low <= profile) & (profile <= high)).mean(axis=0)
    assert (covered > 0.85).all()


def test_days_of_one_theme_count_as_fewer_mentions() -> None:
    mixed = np.random.default_rng(0).multinomial(4, [0.5, 0.5], size=200).astype(np.float64)
    lumps = np.eye(2)[np.random.default_rng(0).integers(0, 2, 200)] * 4
    assert design_effect(mixed) < 1.4
    assert design_effect(lumps) > 3


def test_distance_is_none_for_equals_and_one_for_strangers() -> None:
    one, other = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    assert distance(one, one) == 0
    assert distance(one, other) == pytest.approx(1)


@pytest.mark.parametrize(
    ("mentions", "trend"),
    [
        ([0] * 20 + [1] * 10, "new"),
        ([1] * 20 + [0] * 10, "gone"),
        ([1] * 10 + [0] * 10 + [1] * 10, "returning"),
        ([1] * 30, "stable"),
        ([1, 0, 0, 0, 0] * 8 + [1, 1, 1, 1, 0] * 8, "rising"),
        ([1, 1, 1, 1, 0] * 8 + [1, 0, 0, 0, 0] * 8, "falling"),
        ([0, 0, 0], "stable"),
    ],
)
def test_trends_follow_their_rules(mentions: list[int], trend: str) -> None:
    total = [2.0] * len(mentions) if any(mentions) else [0.0] * len(mentions)
    assert trend_of(list(map(float, mentions)), total, 1.0) == trend


def test_spells_end_in_written_silence_and_are_cut_by_an_unwritten_one() -> None:
    written = [START + timedelta(days=i) for i in range(100)]
    spoken = written[:10] + written[60:70]
    ended, running = spells_of(spoken, written)
    assert (ended.days, ended.ended) == (10, True)
    assert (running.days, running.ended) == (10, False)
    assert not spells_of(written[:10], [*written[:10], START + timedelta(days=300)])[0].ended


def test_half_life_is_kaplan_and_meiers() -> None:
    spells = [
        Spell(5, ended=True),
        Spell(10, ended=True),
        Spell(10, ended=False),
        Spell(20, ended=True),
        Spell(40, ended=True),
    ]
    assert half_life(spells) == 20
    assert half_life(spells[:3]) is None
    assert half_life([Spell(5, ended=True)] * 4 + [Spell(90, ended=False)] * 10) is None


def test_state_dependence_needs_both_states() -> None:
    stress = np.linspace(0, 1, 90)
    strong = state_dependence(stress > 0.6, stress)
    assert strong is not None
    assert strong.low > 0
    assert state_dependence(stress > 0.6, np.full(90, 0.5)) is None
    assert state_dependence(stress[:30] > 0.6, stress[:30]) is None


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.integers(0, 900),
    st.sampled_from(["week", "month", "quarter"]),
)
def test_periods_have_no_holes(first: date, days: int, by: Period) -> None:
    last = first + timedelta(days=days)
    found = cut(first, last, by)
    assert found[0].start <= first <= found[0].end
    assert found[-1].start <= last <= found[-1].end
    assert all(b.start - a.end == timedelta(days=1) for a, b in pairwise(found))
    assert start_of(last, by) == found[-1].start


@pytest.mark.parametrize(
    ("text", "lived"),
    [
        ("I walked to the river.", True),
        ("Went home and slept.", True),
        ("- [x] gym", True),
        ("Сходил в зал.", True),
        ("Я вчера написала главу", True),
        ("I wanted to walk more.", False),
        ("I want to write a book.", False),
        ("Я хотел бы больше бегать", False),
        ("Хочу бегать", False),
        ("The book is long", False),
    ],
)
def test_doing_is_told_from_wanting(text: str, lived: bool) -> None:
    assert is_lived(text) is lived


def test_a_quote_is_the_sentence_with_the_words_and_never_a_quotation() -> None:
    text = "> The sea is theirs.\nIt rained. I swam in the sea until the storm came. Then home."
    quote = best_quote(said(text, "2024-01-01"), None, ("sea", "storm"))
    assert quote is not None
    assert quote.text == "I swam in the sea until the storm came."
    assert best_quote(said("It rained all day.", "2024-01-01"), None, ("sea",)) is None
    assert best_quote(said("> the sea", "2024-01-01"), None, ("sea",)) is None


def test_a_long_quote_is_cut_at_words() -> None:
    text = "word " * 60 + "about the storm " + "more " * 60
    quote = best_quote(said(text, "2024-01-01"), None, ("storm",))
    assert quote is not None
    assert "storm" in quote.text
    assert quote.text in text
    assert len(quote.text) <= LONGEST


def test_a_lexicon_keeps_nouns_and_drops_function_words_and_months() -> None:
    texts = [
        "The doctor sent a letter to my mother in January.",
        "My mother went to the doctor with the letter.",
        "Врач написал письмо, в январе мама ходила к врачу.",
        "Мама читает письмо врача быстро.",
    ]
    terms = read_lexicon(texts, ["a", "b", "c", "d"], least=2)
    assert set(terms.shown) == {"doctor", "letter", "mother", "врач", "письмо", "мама"}
    assert read_lexicon(texts, ["a"] * 4, least=2).terms == ()
