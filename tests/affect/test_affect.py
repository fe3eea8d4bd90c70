"""Affect kept beside the person's words: read once, corrected for good."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from selfmirror.affect.affect import Affect, whole_vector
from selfmirror.affect.reading import Correction
from selfmirror.errors import UsageError
from selfmirror.search.splitting import split
from selfmirror.store import affects
from selfmirror.store.database import Store
from selfmirror.words.speaker import Speaker
from selfmirror.words.utterance import Utterance
from tests.affect.heads import FeelingEmbedder, feeling_vector, word_head
from tests.fakes.clocks import FixedClock
from tests.fakes.embedders import BagEmbedder
from tests.fakes.words import remember, said


def silent(_: str) -> None:
    """Nobody watches the progress."""


def indexed(store: Store, *utterances: Utterance) -> None:
    """Store utterances as search leaves them: with passages and their vectors."""
    remember(store, *utterances)
    with store.open() as db:
        for utterance in utterances:
            for p in split(utterance.id, utterance.text):
                db.execute(
                    "INSERT INTO passage VALUES (?, ?, ?, ?)",
                    [p.id, p.utterance, p.first, p.last],
                )
                vector = feeling_vector(utterance.text[p.first : p.last]).tolist()
                db.execute("INSERT INTO embedding VALUES (?, 'bag', ?)", [p.id, vector])


@pytest.fixture
def embedder() -> FeelingEmbedder:
    return FeelingEmbedder()


@pytest.fixture
def affect(store: Store, embedder: FeelingEmbedder) -> Affect:
    return Affect(store, embedder, word_head)


def test_given_texts_are_read_and_nothing_is_stored(affect: Affect, store: Store) -> None:
    happy, angry, short = affect.read(["Я рад", "I am angry today", "ок"])
    assert happy.labels == ("joy",)
    assert angry.labels == ("anger",)
    assert (short.labels, short.confidence, short.known) == ((), 0.0, False)
    with store.open() as db:
        assert db.execute("SELECT count(*) FROM affect").fetchone() == (0,)


def test_catching_up_reads_each_utterance_once(affect: Affect, store: Store) -> None:
    mine, other = said("Я рад", "2024-03-01"), said("I am angry", "2024-03-01", Speaker.ASSISTANT)
    indexed(store, mine, other)
    told: list[str] = []
    assert affect.catch_up(told.append) == 1
    assert affect.catch_up(silent) == 0
    assert told == ["affect: 1 read"]
    assert affect.of([mine.id, other.id, "unheard"]).keys() == {mine.id}
    assert affect.of([mine.id])[mine.id] == affect.read([mine.text])[0]


def test_words_without_vectors_wait_for_them(affect: Affect, store: Store) -> None:
    remember(store, said("Я рад", "2024-03-01"))
    assert affect.catch_up(silent) == 0


def test_what_cannot_be_read_is_not_asked_again(affect: Affect, store: Store) -> None:
    short = said("ок", "2024-03-01")
    indexed(store, short)
    assert affect.catch_up(silent) == 1
    assert affect.catch_up(silent) == 0
    assert not affect.of([short.id])[short.id].known


def test_quoted_words_of_others_take_no_part(
    affect: Affect, store: Store, embedder: FeelingEmbedder
) -> None:
    quoting = said("Прочитал вечером\n\n> I am angry, angry, angry\n\nи рад", "2024-03-01")
    only_quote = said("> I am angry at all of you", "2024-03-02")
    indexed(store, quoting, only_quote)
    affect.catch_up(silent)
    readings = affect.of([quoting.id, only_quote.id])
    assert readings[quoting.id].labels == ("joy",)
    assert not readings[only_quote.id].known
    assert embedder.seen == ["Прочитал вечером и рад"]


def test_a_long_text_is_read_by_all_its_passages() -> None:
    long = "Мне спокойно. " * 60 + "Я злюсь. " * 200
    pieces = [
        affects.Piece(p.first, p.last, feeling_vector(long[p.first : p.last]).tolist())
        for p in split("u", long)
    ]
    whole = whole_vector(long, pieces)
    assert len(pieces) > 2
    assert whole is not None
    assert whole @ whole == pytest.approx(1.0, abs=1e-5)
    shares = [sum(map(str.isalpha, long[p.first : p.last])) for p in pieces]
    vectors = np.stack([feeling_vector(long[p.first : p.last]) for p in pieces])
    mean = np.array(shares) @ vectors
    assert whole == pytest.approx(mean / (mean @ mean) ** 0.5, abs=1e-5)


def test_a_correction_wins_even_after_reading_anew(store: Store, embedder: FeelingEmbedder) -> None:
    mine = said("Я рад", "2024-03-01")
    indexed(store, mine)
    affect = Affect(store, embedder, word_head)
    affect.catch_up(silent)
    affect.correct(mine.id[:8], Correction(valence=-0.4, labels=("sadness",)))
    affect.correct(mine.id, Correction(stress=0.9))
    newer = Affect(store, embedder, lambda: word_head(name="newer"))
    assert newer.catch_up(silent) == 1
    reading = newer.of([mine.id])[mine.id]
    assert (reading.valence, reading.stress, reading.labels) == (-0.4, 0.9, ("sadness",))
    assert (reading.arousal, reading.confidence, reading.corrected) == (0.5, 1.0, True)
    assert reading.emotions["joy"] == 0


def test_words_not_read_yet_can_be_corrected_too(affect: Affect, store: Store) -> None:
    mine = said("Я рад", "2024-03-01")
    remember(store, mine)
    assert affect.correct(mine.id, Correction(labels=())).labels == ()
    assert affect.of([mine.id])[mine.id].corrected


@pytest.mark.parametrize(
    ("correction", "told"),
    [
        (Correction(), "nothing to correct"),
        (Correction(valence=-2), "valence goes from -1 to 1"),
        (Correction(stress=-0.1), "stress goes from 0 to 1"),
        (Correction(labels=("bliss",)), "there is no emotion bliss"),
    ],
)
def test_a_correction_out_of_range_is_refused(
    affect: Affect, store: Store, correction: Correction, told: str
) -> None:
    mine = said("Я рад", "2024-03-01")
    remember(store, mine)
    with pytest.raises(UsageError, match=told):
        affect.correct(mine.id, correction)
    assert affect.of([mine.id]) == {}


def test_only_own_words_can_be_corrected(affect: Affect, store: Store) -> None:
    other = said("I am angry", "2024-03-01", Speaker.ASSISTANT)
    remember(
        store, other, said("a", "2024-03-01"), *(said(f"n{i}", "2024-03-01") for i in range(17))
    )
    for identity, told in ((other.id, "no utterance"), ("", "more than one|no utterance")):
        with pytest.raises(UsageError, match=told):
            affect.correct(identity, Correction(valence=0))


@pytest.mark.parametrize("embedder", [None, BagEmbedder()], ids=["none", "another"])
def test_without_its_embedder_it_abstains_and_says_so(
    store: Store, embedder: BagEmbedder | None
) -> None:
    affect = Affect(store, embedder, lambda: word_head(embedder="e5"))
    indexed(store, said("Я рад", "2024-03-01"))
    assert not affect.reads
    assert affect.catch_up(silent) == 0
    reading = affect.read(["Наверное, я рад"])[0]
    assert (reading.labels, reading.confidence, reading.signals) == (
        (),
        0.0,
        ("hedging: наверное",),
    )


def test_a_vector_at_hand_is_used_unless_others_words_are_in_it(
    affect: Affect, embedder: FeelingEmbedder
) -> None:
    vector = feeling_vector("angry")
    assert affect.read_vector("some plain words", vector).labels == ("anger",)
    assert embedder.seen == []
    assert affect.read_vector("I am happy\n> angry", vector).labels == ("joy",)
    assert affect.read_vector("I am happy", None).labels == ("joy",)


def moods(
    affect: Affect, by: affects.Period, since: date | None = None
) -> Sequence[tuple[date, int, float]]:
    return [(p.start, p.utterances, round(p.valence, 3)) for p in affect.over_time(by, since)]


def test_mood_is_averaged_by_period_and_corrections_count(affect: Affect, store: Store) -> None:
    happy, angry = said("Я рад", "2024-03-01"), said("I am angry", "2024-03-20")
    later, undated = said("Я рад опять", "2024-05-02"), said("Я рад без даты")
    indexed(store, happy, angry, later, undated, said("ок", "2024-04-01"))
    affect.catch_up(silent)
    assert moods(affect, "month") == [(date(2024, 3, 1), 2, 0.05), (date(2024, 5, 1), 1, 0.7)]
    assert moods(affect, "week", date(2024, 3, 10)) == [
        (date(2024, 3, 18), 1, -0.6),
        (date(2024, 4, 29), 1, 0.7),
    ]
    affect.correct(later.id, Correction(valence=0.1, labels=("surprise",)))
    assert affect.over_time("month")[1].labels == {"surprise": 1}
    assert affect.over_time("month")[0].labels == {"anger": 1, "joy": 1}
    assert moods(affect, "month")[1][2] == 0.1


def test_reading_many_takes_several_short_leases(
    affect: Affect, store: Store, clock: FixedClock
) -> None:
    indexed(store, *(said(f"Я рад {number}", "2024-03-01") for number in range(30)))
    affect._batch = 8
    assert affect.catch_up(silent) == 30
