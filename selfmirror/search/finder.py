"""Search over everything said: by words and by meaning, fused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal

from selfmirror.search import arms, following, generations
from selfmirror.search.diversity import distinct
from selfmirror.search.following import Following
from selfmirror.search.fusion import Fused, Place, fuse
from selfmirror.search.ports import IndexBroken
from selfmirror.search.wording import Wording, read_wording
from selfmirror.store import passages, retrieval
from selfmirror.store.generations import searched_model
from selfmirror.store.retrieval import Limits
from selfmirror.store.utterances import get_sources, get_utterances

if TYPE_CHECKING:
    from selfmirror.models.ports import Embedder, Vectors
    from selfmirror.search.ports import VectorIndex, WordIndex
    from selfmirror.store.database import Connection, Store
    from selfmirror.words.utterance import Source, Utterance

Mode = Literal["hybrid", "lexical", "semantic"]

_CANDIDATES = 2
"""How many are looked at for each that is wanted, so that near copies do not fill a page."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for, and among what; both dates are inside the range.

    With `plain` nothing in the text is read as syntax: no phrases, no unwanted words. Where the days
    were named in the question itself, `asked_when` is how.
    """

    text: str
    k: int = 10
    since: date | None = None
    until: date | None = None
    project: str | None = None
    speaker: str = "any"
    mode: Mode = "hybrid"
    emotion: str | None = None
    plain: bool = False
    asked_when: str = ""

    @property
    def limits(self) -> Limits:
        speaker = None if self.speaker == "any" else self.speaker
        return Limits(self.since, self.until, self.project, speaker, self.emotion)

    @property
    def wording(self) -> Wording:
        return Wording(tuple(self.text.split())) if self.plain else read_wording(self.text)


@dataclass(frozen=True, slots=True)
class Hit:
    """One utterance, or one section of a long note, that answers a query.

    `text` is its own words; `lexical` and `semantic` are its ranks in each arm, from 1.
    """

    utterance: Utterance
    source: Source
    text: str
    score: float
    lexical: int | None
    semantic: int | None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found, best first, and what the person should know about how.

    With `failed` nothing could be searched; it says why and what to do.
    """

    hits: tuple[Hit, ...]
    remarks: tuple[str, ...] = ()
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is at each stage; `embedded` are the vectors that are searched, kept in DuckDB.

    While the model is being changed they are the `searched` one's, and `made` are the new one's.
    """

    passages: int
    embedded: int
    waiting: int
    lexical: int
    vectors: int
    searched: str = ""
    made: int = 0


class Search:
    """Keeps the indexes following DuckDB, and finds."""

    def __init__(
        self,
        store: Store,
        words: WordIndex,
        vectors: VectorIndex,
        embedder: Embedder | None,
        older: Callable[[str], Embedder | None] = lambda _: None,
    ) -> None:
        self._store = store
        self._words = words
        self._vectors = vectors
        self._embedder = embedder
        self._following = Following(store, words, vectors, embedder, cache(older))
        self._asking = self._following

    @property
    def model(self) -> str:
        """The configured embedding model's name, empty where there is none."""
        return self._embedder.name if self._embedder else ""

    @property
    def asks(self) -> str:
        """The name of the model that queries are asked of, as the last catch-up or search found it."""
        return self._asking.embedder.name if self._asking.embedder else ""

    def catch_up(self, progress: Callable[[str], None], embed_at_most: int | None = None) -> int:
        """Bring passages, words and vectors up to date; return how many passages still lack a vector.

        `embed_at_most` bounds how many are embedded now: 0 calls no model. Without an embedder
        nothing waits.
        """
        behind = following.look_behind(self._following)
        waiting = behind.waiting
        if behind.uncut or behind.words:
            self.catch_up_words(progress)
        if behind.uncut or waiting:
            waiting = following.embed(self._following, progress, embed_at_most)
        swapped = behind.changing and generations.swap(self._following, progress)
        if behind.changing:
            with self._store.open() as db:
                self._asking = generations.asking(self._following, db)
        new = swapped or waiting < behind.waiting
        if behind.vectors or new or (behind.uncut and embed_at_most != 0):
            following.follow_vectors(self._following, progress)
        return waiting

    def catch_up_words(self, progress: Callable[[str], None]) -> None:
        """Make everything stored findable by its words; this loads no model and no vector index."""
        following.cut(self._following, progress)
        self.index_words(progress)

    def index_words(self, progress: Callable[[str], None]) -> None:
        """Make what is cut into passages findable by its words."""
        following.follow_words(self._following, progress)

    def rebuild(self, progress: Callable[[str], None]) -> None:
        """Make both indexes anew from DuckDB; no model is called. Killed, the next catch-up goes on."""
        following.clear_words(self._following)
        with self._store.leased():
            self._vectors.clear()
        self.catch_up(progress, embed_at_most=0)

    def find(self, query: Query) -> list[Hit]:
        """The best `k` utterances for a query, best first."""
        return list(self.look(query).hits)

    def look(self, query: Query) -> Outcome:
        """The best `k` utterances, and in what way the search was less than was asked for.

        Raises:
            StoreBusy: another process held the store for too long.
        """
        wording, remarks = query.wording, list[str]()
        if not wording.asked or query.k < 1:
            return Outcome(())
        asking, vector = self._asking, None
        if query.mode != "lexical":
            vector = arms.query_vector(asking, wording, remarks)
        with self._store.open() as db:
            self._asking = generations.asking(self._following, db)
            if query.mode == "lexical" or self._asking.embedder is asking.embedder:
                if vector is not None:
                    vector = generations.comparable(asking, db, vector, remarks)
                return _look(asking, query, vector, db, remarks)
        # Meanwhile, or before this process began, another model's vectors came to be searched.
        return self.look(query)

    def counts(self) -> Counts:
        """How much there is at each stage; followers as they lie, without catching up.

        Raises:
            IndexBroken: an index cannot be read.
            IndexUnreachable: the vectors' server does not answer.
        """
        with self._store.leased():
            with self._store.open() as db:
                total = passages.count_passages(db)
                searched = searched_model(db) or self.model
                embedded = passages.count_embedded(db, searched)
                made = passages.count_embedded(db, self.model)
            lexical, vectors = self._words.count(), self._vectors.count()
        waiting = total - made if self._embedder else 0
        return Counts(total, embedded, waiting, lexical, vectors, searched, made)

    def embed(self, text: str) -> Vectors | None:
        """The passage vector of one text, or None without an embedder.

        Raises:
            ModelFailure: the model is out of reach.
        """
        if self._embedder is None:
            return None
        first: Vectors = self._embedder.embed_passages([text])[0]
        return first


def _look(
    one: Following, query: Query, vector: Vectors | None, db: Connection, remarks: list[str]
) -> Outcome:
    asked = arms.Asked(query.wording, query.limits, max(query.k, 1))
    lexical: list[tuple[str, float]] = []
    semantic: list[tuple[str, float]] = []
    if query.mode != "semantic" or vector is None:
        try:
            lexical = arms.lexical(one, asked)
        except IndexBroken as error:
            if vector is None:
                return Outcome((), (), f"{error}; run `selfmirror doctor --repair`")
            remarks.append(f"{error}; searched by meaning alone")
    if vector is not None:
        semantic = arms.semantic(one, asked, db, vector, remarks)
    hits = _hits(db, query, lexical, semantic)
    return Outcome(tuple(hits), tuple(remarks))


def _hits(
    db: Connection,
    query: Query,
    lexical: list[tuple[str, float]],
    semantic: list[tuple[str, float]],
) -> list[Hit]:
    """The best utterances of both arms, each with its best passage, sources and neighbours."""
    ids = dict.fromkeys(one for one, _ in (*lexical, *semantic))
    found = retrieval.allowed(db, list(ids), query.limits)
    close = [
        (one, arms.weighed(near, found[one].last - found[one].first))
        for one, near in semantic
        if one in found
    ]
    held = [(one, share) for one, share in lexical if one in found]
    best: dict[str, retrieval.Found] = {}
    by_words, by_meaning = (_by_utterance(arm, found, best) for arm in (held, close))
    places = [Place(one.utterance, one.source, one.position, one.day) for one in best.values()]
    fused = fuse(places, by_words, by_meaning)
    said = get_utterances(db, [place.utterance for place in fused[: _CANDIDATES * query.k]])
    texts = {key: one.text[best[key].first : best[key].last] for key, one in said.items()}
    chosen = distinct([place for place in fused if place.utterance in texts], texts, query.k)
    shown = [said[place.utterance] for place in chosen]
    sources = get_sources(db, [one.source for one in shown])
    around = retrieval.neighbours(db, shown)
    return [
        _hit(place, texts[place.utterance], (one, sources[one.source]), around[one.id])
        for place, one in zip(chosen, shown, strict=True)
        if one.source in sources
    ]


def _by_utterance(
    arm: list[tuple[str, float]],
    found: dict[str, retrieval.Found],
    best: dict[str, retrieval.Found],
) -> dict[str, float]:
    """Each utterance with its best passage's score; `best` learns the passages of new utterances."""
    scores: dict[str, float] = {}
    for identity, score in sorted(arm, key=lambda place: (-place[1], place[0])):
        one = found[identity]
        scores.setdefault(one.utterance, score)
        best.setdefault(one.utterance, one)
    return scores


def _hit(
    place: Fused,
    text: str,
    words: tuple[Utterance, Source],
    around: tuple[str | None, str | None],
) -> Hit:
    utterance, source = words
    before, after = around
    return Hit(
        utterance,
        source,
        text,
        place.score,
        place.lexical,
        place.semantic,
        (before,) if before else (),
        (after,) if after else (),
    )
