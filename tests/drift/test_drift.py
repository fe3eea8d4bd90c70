"""Whole reports over small lives."""

import math
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfmirror.drift.drift import Drift, DriftQuestion
from selfmirror.drift.report import Report
from selfmirror.errors import UsageError
from selfmirror.paths import Home
from selfmirror.store.database import Store
from selfmirror.words.identity import content_id
from selfmirror.words.language import Language
from selfmirror.words.speaker import Speaker
from selfmirror.words.utterance import Utterance
from tests.drift.lives import EN, RU, TURNED, life
from tests.fakes.clocks import FixedClock
from tests.fakes.embedders import BagEmbedder
from tests.fakes.words import remember, said


def embed(store: Store, utterances: list[Utterance]) -> None:
    vectors = BagEmbedder().embed_passages([u.text for u in utterances])
    with store.open() as db:
        for utterance, vector in zip(utterances, vectors, strict=True):
            passage = content_id("passage", utterance.id)
            db.execute(
                "INSERT INTO passage VALUES (?, ?, 0, ?)",
                [passage, utterance.id, len(utterance.text)],
            )
            db.execute("INSERT INTO embedding VALUES (?, 'bag', ?)", [passage, vector.tolist()])


def feel(store: Store, utterances: list[Utterance], word: str) -> None:
    """Stress for everything, high where the word is said."""
    with store.open() as db:
        for number, utterance in enumerate(utterances):
            stress = 0.9 if word in utterance.text else 0.1 + number % 7 / 20
            db.execute(
                "INSERT INTO affect (utterance, valence, arousal, stress, emotions, labels, confidence, signals, model) "
                "VALUES (?, -0.2, 0.5, ?, '{}', '[]', 0.8, '[]', 'test')",
                [utterance.id, stress],
            )


def report_of(store: Store, **question: object) -> Report:
    return Drift(store, FixedClock()).report(DriftQuestion(**question))  # type: ignore[arg-type]


def test_a_planted_turn_is_found_with_its_day_and_words_from_both_sides(russian: Store) -> None:
    report = report_of(russian)
    assert len(report.changes) == 1
    turn = report.changes[0]
    assert abs((turn.day - date(2024, 3, 1)).days) <= 7
    assert turn.earliest <= turn.day <= turn.latest
    assert turn.p_value <= 0.05
    assert "рукопись" in turn.rose[0].label
    assert "марафон" in turn.fell[0].label
    assert {w.side for w in turn.evidence} == {"before", "after"}
    assert all(w.quote.said.day < turn.day for w in turn.evidence if w.side == "before")  # type: ignore[operator]
    assert "1 марта 2024" in report.summary
    assert report.language is Language.RU


def test_an_english_life_is_told_in_english(english: Store) -> None:
    report = report_of(english)
    assert "rose from" in report.summary
    assert "you wrote “" in report.summary


def test_a_life_that_does_not_change_has_no_turn(store: Store) -> None:
    remember(store, *life(RU, [(3.0, 3.0, 3.0, 3.0)], seed=3))
    report = report_of(store)
    assert report.themes
    assert report.changes == ()
    assert "не видно" in report.summary


def test_a_gap_in_writing_is_not_a_turn(store: Store) -> None:
    even = [(3.0, 3.0, 3.0, 3.0)]
    before = life(RU, even, days=60, seed=1)
    after = life(RU, even, days=60, seed=2, start=date(2024, 9, 1))
    remember(store, *before, *after)
    report = report_of(store, by="month")
    silent = [i for i, period in enumerate(report.periods) if not period.mentions]
    assert report.changes == ()
    assert len(silent) >= 5
    theme = report.themes[0]
    assert all(theme.low[i] == 0 and theme.high[i] == 1 for i in silent)
    assert all(theme.trend == "stable" for theme in report.themes)


def test_every_quote_is_verbatim_and_the_persons_own(store: Store) -> None:
    lives = life(EN, TURNED, seed=1)
    hers = [
        said(
            f"The manuscript and the chapter are mine, says {i}.",
            "2024-03-05",
            Speaker.OTHER,
            f"o{i}",
        )
        for i in range(30)
    ]
    remember(store, *lives, *hers)
    texts = {u.id: u.text for u in lives}
    for turn in report_of(store).changes:
        for witness in turn.evidence:
            assert witness.quote.text in texts[witness.quote.utterance]
            assert len(witness.quote.text) <= 160


def test_shares_of_a_period_add_up_inside_their_intervals(english: Store) -> None:
    report = report_of(english, by="week")
    for i, period in enumerate(report.periods):
        assert math.isclose(sum(theme.share[i] for theme in report.themes), 1.0, abs_tol=1e-9)
        assert sum(theme.mentions[i] for theme in report.themes) == period.mentions
        for theme in report.themes:
            assert 0 <= theme.low[i] <= theme.share[i] <= theme.high[i] <= 1


def test_an_empty_home_is_told_what_to_do(store: Store) -> None:
    report = report_of(store)
    assert report.themes == ()
    assert "selfmirror import" in report.summary
    assert report.as_json()["changes"] == []


def test_few_words_claim_nothing(store: Store) -> None:
    remember(store, *life(RU, TURNED, days=6, seed=1))
    report = report_of(store)
    assert report.themes == ()
    assert "мало" in report.summary


def test_words_of_others_and_quotations_make_no_theme(store: Store) -> None:
    quoted = [
        said(f"> The dragon and the castle, {i}.", f"2024-01-{i + 1:02}", source=f"q{i}")
        for i in range(20)
    ]
    theirs = [
        said("The dragon sleeps in the castle.", f"2024-01-{i + 1:02}", Speaker.ASSISTANT, f"a{i}")
        for i in range(20)
    ]
    remember(store, *quoted, *theirs, *life(EN, [(1.0, 1.0, 1.0, 1.0)], seed=1))
    words = {word for theme in report_of(store).themes for word in theme.keywords}
    assert words
    assert not words & {"dragon", "castle"}


def test_stress_is_told_for_periods_and_themes(store: Store) -> None:
    lives = life(RU, [(3.0, 3.0, 3.0, 3.0)], seed=2, days=160)
    remember(store, *lives)
    feel(store, lives, "совещание")
    report = report_of(store)
    assert all(period.stress is not None for period in report.periods)
    assert all(theme.polarity == pytest.approx(-0.2) for theme in report.themes)
    work = next(theme for theme in report.themes if "совещание" in theme.keywords)
    assert work.state_dependence is not None
    assert work.state_dependence.low > 0
    assert "В напряжении" in report.summary


def test_one_theme_tells_its_own_story(english: Store) -> None:
    report = report_of(english, theme="marathon")
    assert len(report.themes) == 1
    assert "marathon" in report.themes[0].keywords
    assert report.themes[0].quotes
    assert report.sentences[0].startswith(report.themes[0].label.replace(", ", "/"))


def test_an_unknown_theme_names_the_known_ones(english: Store) -> None:
    with pytest.raises(UsageError, match="marathon"):
        report_of(english, theme="dragons")


def test_a_window_looks_only_at_its_days(english: Store) -> None:
    report = report_of(english, since=date(2024, 3, 10), until=date(2024, 4, 10))
    assert report.periods[0].start == date(2024, 3, 1)
    assert all(theme.first >= date(2024, 3, 10) for theme in report.themes)
    assert report_of(english, since=date(2030, 1, 1)).themes == ()
    with pytest.raises(UsageError, match="after"):
        report_of(english, since=date(2024, 2, 1), until=date(2024, 1, 1))


@pytest.mark.slow
def test_words_dated_ahead_stretch_no_axis(store: Store) -> None:
    ahead = said("The marathon is run in the park.", "2031-01-01")
    remember(store, *life(EN, TURNED, days=40, seed=1), ahead)

    for until in (None, date(2032, 1, 1)):
        report = report_of(store, until=until)
        assert report.themes
        assert report.periods[-1].end == date(2024, 2, 29)


@pytest.mark.slow
def test_a_second_report_is_read_back_and_changes_no_number(store: Store) -> None:
    lives = life(RU, TURNED, seed=5)
    remember(store, *lives)
    embed(store, lives)
    drift = Drift(store, FixedClock())
    first = drift.report(DriftQuestion()).as_json()
    again = drift.report(DriftQuestion()).as_json()
    with store.open() as db:
        db.execute("DELETE FROM drift_state")
    anew = drift.report(DriftQuestion()).as_json()
    assert first == again == anew


@pytest.mark.slow
def test_one_more_note_moves_no_turn(store: Store) -> None:
    lives = life(RU, TURNED, seed=1)
    remember(store, *lives)
    embed(store, lives)
    (before,) = report_of(store).changes
    for number in range(3):
        note = said(
            f"Купил хлеба номер {number} и плохо спал после этого.", f"2024-02-0{number + 1}"
        )
        remember(store, note)
        embed(store, [note])
        (after,) = report_of(store).changes
        assert (after.day, after.p_value) == (before.day, before.p_value)


def test_new_words_make_a_new_report(store: Store) -> None:
    remember(store, *life(RU, [(1.0, 0.0, 0.0, 0.0)], days=60, seed=5))
    before = report_of(store)
    remember(store, *life(RU, [(0.0, 0.0, 0.0, 1.0)], days=60, seed=6, start=date(2024, 3, 1)))
    assert report_of(store).utterances > before.utterances
    assert any("мама" in theme.keywords for theme in report_of(store).themes)


def test_both_languages_meet_in_one_report(store: Store) -> None:
    lives = life(RU, TURNED, seed=1) + life(EN, TURNED, seed=2, days=20)
    remember(store, *lives)
    embed(store, lives)
    report = report_of(store)
    assert report.language is Language.RU
    assert report.changes


@pytest.mark.slow
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chance=st.randoms(use_true_random=False), cut=st.integers(1, 100))
def test_the_order_of_import_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, chance: object, cut: int
) -> None:
    lives = life(RU, TURNED, seed=1)
    straight = Store(Home(tmp_path_factory.mktemp("straight")), FixedClock())
    remember(straight, *lives)
    shuffled = list(lives)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    other = Store(Home(tmp_path_factory.mktemp("other")), FixedClock())
    remember(other, *shuffled[cut:])
    report_of(other)
    remember(other, *shuffled[:cut])
    assert report_of(other).as_json() == report_of(straight).as_json()


def test_backwards_import_gives_the_same_report(tmp_path_factory: pytest.TempPathFactory) -> None:
    lives = life(EN, TURNED, seed=1)
    reports = []
    for name, order in (("forth", lives), ("back", lives[::-1])):
        store = Store(Home(tmp_path_factory.mktemp(name)), FixedClock())
        remember(store, *order[:40])
        report_of(store)
        remember(store, *order[40:])
        reports.append(report_of(store).as_json())
    assert reports[0] == reports[1]
