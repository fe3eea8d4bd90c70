"""One haystack stored in a home of its own and asked through the program's own search."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from retrieval_measures import Answered
from timing import seconds

from selfmirror.paths import Home
from selfmirror.search.finder import Hit, Mode, Query
from selfmirror.settings import load_settings
from selfmirror.store.utterances import add_sources, add_utterances
from selfmirror.wiring import Mirror, Models, assemble
from selfmirror.words.identity import content_id
from selfmirror.words.utterance import Source, Utterance

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval_sets import Document, Haystack, Question
    from vector_cache import CachedEmbedder

MODES: tuple[Mode, ...] = ("hybrid", "lexical", "semantic")
DEPTH = 10
RECORDED = datetime(2026, 1, 1, tzinfo=UTC)
_MOST = 640
_TIMED = 100
"""About so many questions of a haystack are timed, with the embedding of the question."""


class QuestionClock:
    """Tells the time at which the question at hand was asked."""

    def __init__(self) -> None:
        self.at = RECORDED

    def now(self) -> datetime:
        return self.at


@dataclass(slots=True)
class Run:
    """What came of one haystack: answers by mode, seconds of hybrid queries, how the home was caught up."""

    name: str
    answers: dict[Mode, list[Answered]] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    catching_up: dict[str, float] = field(default_factory=dict)


def run_haystack(haystack: Haystack, home: Path, embedder: CachedEmbedder) -> Run:
    """Store, catch up, and ask every question in every mode."""
    clock = QuestionClock()
    place = Home(home)
    mirror = assemble(place, load_settings(place), clock, Models(None, embedder))
    run = Run(haystack.name)
    units = store_documents(mirror, haystack)
    run.catching_up = _catch_up(mirror, embedder)
    mirror.search.find(Query("warm"))
    every = max(1, len(haystack.questions) // _TIMED)
    for mode in MODES:
        run.answers[mode] = []
        for number, question in enumerate(haystack.questions):
            clock.at = question.asked
            embedder.live = mode == "hybrid" and number % every == 0
            found, spent = ask(mirror, question, mode, units)
            run.answers[mode].append(Answered(question, found))
            if embedder.live:
                run.times.append(spent)
    return run


def store_documents(mirror: Mirror, haystack: Haystack) -> dict[str, str]:
    """Put the documents into the store; returns the unit that each stored utterance belongs to."""
    units: dict[str, str] = {}
    sources, utterances = [], []
    for document in haystack.documents:
        source = content_id(haystack.name, document.id)
        sources.append(
            Source(source, document.kind, "benchmark", f"/{document.id}", document.title)
        )
        for said, unit in _utterances(haystack, document, source):
            utterances.append(said)
            units[said.id] = unit
    with mirror.store.open() as db:
        add_sources(db, sources, None, RECORDED)
        add_utterances(db, utterances)
    return units


def _utterances(
    haystack: Haystack, document: Document, source: str
) -> Iterator[tuple[Utterance, str]]:
    before: str | None = None
    for position, turn in enumerate(document.turns):
        identity = content_id(source, turn.id)
        yield (
            Utterance(
                identity,
                source,
                position,
                before,
                turn.speaker,
                turn.text,
                turn.said,
                RECORDED,
                turn.author,
            ),
            turn.id if haystack.unit == "turn" else document.id,
        )
        before = identity


def ask(
    mirror: Mirror, question: Question, mode: Mode, units: dict[str, str]
) -> tuple[tuple[str, ...], float]:
    """The first ten units found, and the seconds that the first ten hits took.

    Where several hits belong to one unit more hits are asked for, as by one who reads on.
    """

    def look(k: int) -> list[Hit]:
        return mirror.search.find(Query(question.text, k=k, mode=mode))

    started = time.perf_counter()
    hits = look(DEPTH)
    spent = time.perf_counter() - started
    k = DEPTH
    while len(hits) >= k and k < _MOST and len(_units_of(hits, units)) < DEPTH:
        k *= 4
        hits = look(k)
    return _units_of(hits, units)[:DEPTH], spent


def _units_of(hits: list[Hit], units: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(units[hit.utterance.id] for hit in hits))


def _catch_up(mirror: Mirror, embedder: CachedEmbedder) -> dict[str, float]:
    def silent(_: str) -> None:
        return None

    words = seconds(lambda: mirror.search.catch_up_words(silent))
    vectors = seconds(lambda: mirror.search.catch_up(silent))
    return {
        "passages": mirror.search.counts().passages,
        "words_s": words,
        "vectors_s": vectors,
        "embedded": embedder.passages,
        "embedding_s": embedder.spent,
    }
