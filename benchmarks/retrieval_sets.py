"""The sets that retrieval is measured on, read into one shape.

A haystack is what one home holds and what is asked of it: LoCoMo's conversations and XQuAD's
languages are each one of their own, LongMemEval's sessions are one together. What is looked for,
the unit, is a turn or a whole document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Literal

from selfmirror.words.speaker import Speaker
from selfmirror.words.when import UNKNOWN_TIME, When, at_instant

Unit = Literal["turn", "document"]

_LOCOMO_KINDS = {1: "multi-hop", 2: "temporal", 3: "inference", 4: "single-hop"}
_TURN = re.compile(r"D:?(\d+):(\d+)")
_LANGUAGES = ("ru", "en")
_BEFORE_XQUAD = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said; `id` is the set's own, `author` the name they stand under."""

    id: str
    speaker: Speaker
    text: str
    said: When = UNKNOWN_TIME
    author: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A conversation or a note."""

    id: str
    kind: Literal["conversation", "note"]
    title: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked at which time, and the ids of the units that hold the answer.

    `language` is the question's and that of what is searched, as in `ru>en`, where they may differ.
    """

    id: str
    text: str
    gold: frozenset[str]
    kind: str
    language: str
    asked: datetime


@dataclass(frozen=True, slots=True)
class Haystack:
    """The documents of one home and the questions asked of it."""

    name: str
    unit: Unit
    documents: tuple[Document, ...]
    questions: tuple[Question, ...]


def read_locomo(folder: Path) -> Iterator[Haystack]:
    """Each conversation of two people with its answerable questions (categories 1 to 4).

    The first speaker is the person. Captions of pictures are nobody's words.

    Source: Maharana et al., "Evaluating Very Long-Term Conversational Memory of LLM Agents",
    ACL 2024; its code names the categories.
    """
    for path in sorted((folder / "memory").glob("locomo*.json")):
        for sample in json.loads(path.read_text("utf-8")):
            documents = tuple(_locomo_sessions(sample["conversation"]))
            known = {turn.id for one in documents for turn in one.turns}
            latest = max(t.said.instant for d in documents for t in d.turns if t.said.instant)
            yield Haystack(
                sample["sample_id"],
                "turn",
                documents,
                tuple(_locomo_questions(sample, known, latest + timedelta(days=1))),
            )


def _locomo_sessions(conversation: dict[str, Any]) -> Iterator[Document]:
    first, second = conversation["speaker_a"], conversation["speaker_b"]
    for key, turns in conversation.items():
        if not isinstance(turns, list) or not turns:
            continue
        written = conversation[f"{key}_date_time"]
        moment = datetime.strptime(written, "%I:%M %p on %d %B, %Y").replace(tzinfo=UTC)
        said = at_instant(moment)
        spoken = (
            Turn(
                turn["dia_id"],
                Speaker.ME if turn["speaker"] == first else Speaker.OTHER,
                turn["text"],
                said,
                turn["speaker"],
            )
            for turn in turns
        )
        yield Document(key, "conversation", f"{first} and {second}", tuple(spoken))


def _locomo_questions(
    sample: dict[str, Any], known: set[str], asked: datetime
) -> Iterator[Question]:
    for number, given in enumerate(sample["qa"]):
        # Some evidence is misspelt (`D:11:26`), joined (`D8:6; D9:17`) or of a turn that is not there.
        pairs = _TURN.findall(" ".join(given["evidence"]))
        gold = frozenset(f"D{session}:{turn}" for session, turn in pairs) & known
        kind = _LOCOMO_KINDS.get(given["category"])
        if kind and gold:
            yield Question(str(number), given["question"], gold, kind, "en", asked)


def read_longmemeval(folder: Path, *, mine: bool = False) -> Iterator[Haystack]:
    """All sessions with an assistant, and the questions that one or several of them answer.

    With `mine` of every session only what the person wrote.

    Source: Wu et al., "LongMemEval: Benchmarking Chat Assistants on Long-Term Interactive Memory",
    ICLR 2025. The ids of questions that nothing answers end in `_abs`; they are left out.
    """
    memory = folder / "memory"
    asked = [row for path in sorted(memory.glob("longmemeval-queries*")) for row in _lines(path)]
    if not asked:
        return
    yield Haystack(
        "sessions",
        "document",
        tuple(_session(row, mine=mine) for row in _lines(memory / "longmemeval-sessions.jsonl")),
        tuple(
            Question(
                row["question_id"],
                row["question"],
                frozenset(row["answer_session_ids"]),
                row["question_type"],
                "en",
                _longmemeval_time(row["question_date"]),
            )
            for row in asked
            if not row["question_id"].endswith("_abs")
        ),
    )


def _session(row: dict[str, Any], *, mine: bool) -> Document:
    said = at_instant(_longmemeval_time(row["date"]))
    speakers = {"user": Speaker.ME, "assistant": Speaker.ASSISTANT}
    turns = (
        Turn(f"{row['session_id']} {number}", speakers[turn["role"]], turn["content"], said)
        for number, turn in enumerate(row["turns"])
        if turn["role"] == "user" or not mine
    )
    return Document(row["session_id"], "conversation", "", tuple(turns))


def _longmemeval_time(written: str) -> datetime:
    day, _, clock = written.partition(" (")
    return datetime.strptime(f"{day} {clock[-5:]}", "%Y/%m/%d %H:%M").replace(tzinfo=UTC)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def read_xquad(folder: Path) -> Iterator[Haystack]:
    """The same paragraphs in Russian and in English, each asked of in both languages.

    Source: Artetxe, Ruder and Yogatama, "On the Cross-lingual Transferability of Monolingual
    Representations", ACL 2020.
    """
    read = {
        language: list(_paragraphs(path))
        for language in _LANGUAGES
        for path in sorted((folder / "retrieval").glob(f"xquad-{language}*.json"))
    }
    for there, paragraphs in read.items():
        yield Haystack(
            there,
            "document",
            tuple(
                Document(str(place), "note", "", (Turn(f"{place}", Speaker.ME, text),))
                for place, (text, _) in enumerate(paragraphs)
            ),
            tuple(
                Question(
                    f"{asking} {identity}",
                    question,
                    frozenset({str(place)}),
                    "same language" if asking == there else "across languages",
                    f"{asking}>{there}",
                    _BEFORE_XQUAD,
                )
                for asking, asked in read.items()
                for place, (_, questions) in enumerate(asked)
                for identity, question in questions
            ),
        )


def _paragraphs(path: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for article in json.loads(path.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            text = paragraph["context"].strip("\ufeff \n")
            yield text, [(one["id"], one["question"]) for one in paragraph["qas"]]


READERS: dict[str, Callable[[Path], Iterator[Haystack]]] = {
    "locomo": read_locomo,
    "longmemeval": read_longmemeval,
    "xquad": read_xquad,
}
VARIANTS: dict[str, Callable[[Path], Iterator[Haystack]]] = {
    "longmemeval-mine": partial(read_longmemeval, mine=True),
}
"""The same sets otherwise told, to see what that is worth."""
