"""The benchmark of retrieval reads its sets whole and counts as it says."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bench_search import answer_lines, summed
from big_diary import filters, made_up
from retrieval_measures import Answered, against_bars, measure
from retrieval_report import markdown
from retrieval_runs import MODES, run_haystack
from retrieval_sets import Question, read_locomo, read_longmemeval, read_xquad
from vector_cache import CachedEmbedder

from selfmirror.words.speaker import Speaker
from tests.fakes.embedders import BagEmbedder

if TYPE_CHECKING:
    from selfmirror.models.ports import Vectors

ASKED = datetime(2024, 1, 1, tzinfo=UTC)


def answered(gold: Iterable[str], *found: str) -> Answered:
    return Answered(Question("1", "", frozenset(gold), "kind", "en", ASKED), found)


def test_measures_are_those_of_the_definitions() -> None:
    figures = measure([answered("ab", "x", "a", "y", "z", "w", "b")])

    assert figures["recall@1"] == 0
    assert figures["recall@5"] == 0.5
    assert figures["recall@10"] == 1
    assert figures["precision@10"] == 0.2
    assert figures["any@5"] == 1
    assert figures["mrr"] == 0.5
    # Gains at ranks 2 and 6 over gains at ranks 1 and 2: (1/log2 3 + 1/log2 7) / (1 + 1/log2 3).
    assert figures["ndcg@10"] == pytest.approx(0.6053, abs=1e-4)


def test_a_question_that_finds_nothing_counts_too() -> None:
    assert measure([answered("a", "a"), answered("a")])["recall@1"] == 0.5


def write(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False) + "\n", "utf-8")


def write_locomo(folder: Path) -> None:
    turns = [("Ann", "I sold the boat"), ("Bob", "Why?"), ("Ann", "The harbour froze over")]
    asked = [
        ("Who sold a boat?", ["D1:1"], 4),
        ("Why?", ["D:1:3; D1:2"], 1),
        ("Who knows?", ["D9:9"], 1),
        ("What did nobody say?", ["D1:1"], 5),
    ]
    conversation = {
        "speaker_a": "Ann",
        "speaker_b": "Bob",
        "session_1_date_time": "1:56 pm on 8 May, 2023",
        "session_1": [
            {"speaker": who, "dia_id": f"D1:{place}", "text": text, "blip_caption": "a dog"}
            for place, (who, text) in enumerate(turns, start=1)
        ],
    }
    qa = [{"question": q, "evidence": evidence, "category": n} for q, evidence, n in asked]
    sample = {"sample_id": "ann", "conversation": conversation, "qa": qa}
    write(folder / "memory" / "locomo-dev.json", [sample])


def test_locomo_keeps_what_is_answerable_and_mends_its_evidence(tmp_path: Path) -> None:
    write_locomo(tmp_path)

    (one,) = read_locomo(tmp_path)

    assert [(q.kind, sorted(q.gold)) for q in one.questions] == [
        ("single-hop", ["D1:1"]),
        ("multi-hop", ["D1:2", "D1:3"]),
    ]
    first, second, _ = one.documents[0].turns
    assert (first.speaker, second.speaker) == (Speaker.ME, Speaker.OTHER)
    assert first.text == "I sold the boat"
    assert first.said.iso() == "2023-05-08T13:56:00+00:00"
    assert (first.author, second.author) == ("Ann", "Bob")
    assert one.questions[0].asked > ASKED.replace(2023, 5, 8)


def test_longmemeval_leaves_out_what_nothing_answers(tmp_path: Path) -> None:
    asked = {
        "question_type": "multi-session",
        "question": "Which boat?",
        "question_date": "2023/04/10 (Mon) 23:07",
        "answer_session_ids": ["s1"],
    }
    queries = tmp_path / "memory" / "longmemeval-queries-dev.jsonl"
    write(queries, asked | {"question_id": "q1"})
    with queries.open("a") as file:
        file.write(json.dumps(asked | {"question_id": "q2_abs"}))
    turns = [{"role": "user", "content": "My boat"}, {"role": "assistant", "content": "Nice"}]
    session = {"session_id": "s1", "date": "2023/04/01 (Sat) 09:00", "turns": turns}
    write(tmp_path / "memory" / "longmemeval-sessions.jsonl", session)

    (one,) = read_longmemeval(tmp_path)
    (mine,) = read_longmemeval(tmp_path, mine=True)

    assert [(q.id, q.asked) for q in one.questions] == [
        ("q1", datetime(2023, 4, 10, 23, 7, tzinfo=UTC))
    ]
    assert [turn.speaker for turn in one.documents[0].turns] == [Speaker.ME, Speaker.ASSISTANT]
    assert [turn.text for turn in mine.documents[0].turns] == ["My boat"]


def test_xquad_is_asked_in_both_languages_of_each(tmp_path: Path) -> None:
    for language, text, question in (("ru", "Лодка", "Что?"), ("en", "A boat", "What?")):
        paragraph = {"context": f"\ufeff{text}", "qas": [{"id": "1", "question": question}]}
        data = [{"title": "T", "paragraphs": [paragraph]}]
        write(tmp_path / "retrieval" / f"xquad-{language}-dev.json", {"data": data})

    russian, english = read_xquad(tmp_path)

    assert russian.documents[0].turns[0].text == "Лодка"
    assert [(q.text, q.language, q.kind) for q in english.questions] == [
        ("Что?", "ru>en", "across languages"),
        ("What?", "en>en", "same language"),
    ]


def test_a_set_that_is_not_there_is_no_haystack(tmp_path: Path) -> None:
    for read in (read_locomo, read_longmemeval, read_xquad):
        assert list(read(tmp_path)) == []


class CountingEmbedder(BagEmbedder):
    """Knows how many questions it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.questions = 0

    def embed_query(self, text: str) -> Vectors:
        self.questions += 1
        return super().embed_query(text)


def test_vectors_are_kept_between_runs_and_questions_embedded_anew_while_live(
    tmp_path: Path,
) -> None:
    model = CountingEmbedder()
    first = CachedEmbedder(model, tmp_path)
    made = first.embed_passages(["a boat", "лодка"])
    first.embed_query("boat")

    again = CachedEmbedder(model, tmp_path)
    kept = again.embed_passages(["лодка", "a boat"])
    again.embed_query("boat")
    before = model.questions
    again.live = True
    again.embed_query("boat")

    assert (kept[::-1] == made).all()
    assert (model.passages, again.passages) == (2, 0)
    assert (before, model.questions) == (1, 2)
    first.close()
    again.close()


@pytest.mark.slow
def test_a_haystack_is_asked_in_every_mode_and_told_of(tmp_path: Path) -> None:
    write_locomo(tmp_path)
    (haystack,) = read_locomo(tmp_path)
    embedder = CachedEmbedder(BagEmbedder(), tmp_path / "cache")

    run = run_haystack(haystack, tmp_path / "home", embedder)
    embedder.close()

    assert [run.answers[mode][0].found[0] for mode in MODES] == ["D1:1"] * 3
    sets = {"locomo": summed([run])}
    assert sets["locomo"]["catching_up"]["passages"] == 3
    assert all(bar["met"] for bar in against_bars(sets))
    assert "| locomo | all | recall@10 | 1.000 | 0.75 |" in markdown(
        {"sets": sets, "bars": against_bars(sets)}
    )
    told = [json.loads(line) for line in answer_lines("locomo", [run])]
    assert len(told) == len(MODES) * len(haystack.questions)
    assert (told[0]["gold"], told[0]["found"][0]) == (["D1:1"], "D1:1")


def test_filters_of_the_made_up_home_let_through_what_they_say() -> None:
    said = [(source.project, one) for source, some in made_up(["boat"] * 20_000) for one in some]

    def let_through(project: str = "", speaker: str = "", **days: date) -> float:
        kept = [
            one
            for its_project, one in said
            if project in {"", its_project}
            and speaker in {"", one.speaker}
            and (not days or (one.said.day and days["since"] <= one.said.day <= days["until"]))
        ]
        return 100 * len(kept) / len(said)

    for name, limits in filters().items():
        assert let_through(**limits) == pytest.approx(float(name.split()[-2]), rel=0.02), name
