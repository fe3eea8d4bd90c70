"""Settings in, a wired mirror out: the one place that chooses concrete engines.

A capability is imported and built when it is first asked for, so that `note` does not pay for
`drift` (see docs/decisions/0005).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from selfmirror.clock import Clock, SystemClock, chance
from selfmirror.paths import Home
from selfmirror.settings import Settings, load_settings
from selfmirror.store.database import Store

if TYPE_CHECKING:
    from selfmirror.affect.affect import Affect
    from selfmirror.drift.drift import Drift
    from selfmirror.guide.answer import Answerer
    from selfmirror.guide.capabilities import Capabilities
    from selfmirror.guide.guide import Guide
    from selfmirror.ingest.importer import Importer
    from selfmirror.journal.journal import Journal
    from selfmirror.journal.timeline import Timeline
    from selfmirror.memory.memory import Memory
    from selfmirror.models.budget import Budget
    from selfmirror.models.ports import ChatModel, Embedder
    from selfmirror.nudges.nudges import Nudges
    from selfmirror.search.finder import Search

    ByName = Callable[[str], Embedder]


@dataclass(frozen=True, slots=True)
class Models:
    """The models a mirror speaks through; None where there is none.

    `older` makes the embedder of a model that was configured before, by its name.
    """

    chat: ChatModel | None
    embedder: Embedder | None
    older: Callable[[str], Embedder | None] = lambda _: None


class Mirror:
    """The capabilities of one home, each wired when it is first asked for."""

    def __init__(
        self,
        home: Home,
        settings: Settings,
        clock: Clock,
        choose: Callable[[Mirror], Models],
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.home = home
        self.settings = settings
        self.clock = clock
        self.store = Store(home, clock, tell=tell)
        self._choose = choose

    def catch_up(self, progress: Callable[[str], None]) -> None:
        """Draw from the stored words all that follows from them; nothing is done twice."""
        self.journal.reconcile(progress)
        self.search.catch_up(progress)
        self.affect.catch_up(progress)
        self.memory.consolidate()

    @cached_property
    def models(self) -> Models:
        return self._choose(self)

    @cached_property
    def journal(self) -> Journal:
        from selfmirror.journal.journal import Journal

        return Journal(self.home, self.store, self.clock)

    @cached_property
    def timeline(self) -> Timeline:
        from selfmirror.journal.timeline import Timeline

        return Timeline(self.store, self.clock)

    @cached_property
    def importer(self) -> Importer:
        from selfmirror.ingest.importer import Importer
        from selfmirror.search.splitting import split

        return Importer(self.store, self.clock, self.settings.imports, split)

    @cached_property
    def search(self) -> Search:
        from selfmirror.engines.chroma_vectors import ChromaVectors, Place
        from selfmirror.engines.tantivy_words import TantivyWords
        from selfmirror.search.finder import Search

        words = TantivyWords(self.home.index / "words")
        given = self.settings.index
        place = Place(given.chroma, given.tenant, given.database, self.settings.chroma_key)
        vectors = ChromaVectors(self.home.index / "vectors", place)
        return Search(self.store, words, vectors, self.models.embedder, self.models.older)

    @cached_property
    def affect(self) -> Affect:
        from selfmirror.affect.affect import Affect

        return Affect(self.store, self.models.embedder)

    @cached_property
    def memory(self) -> Memory:
        from selfmirror.memory.memory import Memory

        return Memory(self.store, self.clock)

    @cached_property
    def drift(self) -> Drift:
        from selfmirror.drift.drift import Drift

        return Drift(self.store, self.clock)

    @cached_property
    def nudges(self) -> Nudges:
        from selfmirror.nudges.nudges import Nudges

        return Nudges(self.store, self.clock, self.memory, self.settings.nudges)

    @cached_property
    def budget(self) -> Budget:
        from selfmirror.models.budget import Budget
        from selfmirror.store.spend import SpendLedger

        return Budget(SpendLedger(self.store), self.clock, self.settings.budget)

    @cached_property
    def guide(self) -> Guide:
        from selfmirror.guide.guide import Guide

        return Guide(self._session)

    @cached_property
    def answerer(self) -> Answerer:
        from selfmirror.guide.answer import Answerer

        return Answerer(self._session)

    @cached_property
    def _session(self) -> Capabilities:
        from selfmirror.guide.capabilities import Capabilities

        return Capabilities(
            home=self.home,
            clock=self.clock,
            store=self.store,
            journal=self.journal,
            search=self.search,
            affect=self.affect,
            memory=self.memory,
            nudges=self.nudges,
            chat=self.models.chat,
            rerank=self.settings.search.rerank,
        )


def wire(
    home: Home,
    *,
    clock: Clock | None = None,
    offline: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Mirror:
    """Everything for one home, with the models that its configuration names.

    `tell` is given what the person should know of the home's state.

    Raises:
        UsageError: the configuration cannot be read.
    """

    def choose(mirror: Mirror) -> Models:
        chat = None if offline else _chat(mirror.settings, mirror.budget)
        paid = None if offline else _endpoint_embedders(mirror.settings, mirror.budget)
        return Models(chat, _embedder(mirror.settings, paid), partial(_older_embedder, paid))

    return Mirror(home, load_settings(home), clock or SystemClock(), choose, tell)


def assemble(home: Home, settings: Settings, clock: Clock, models: Models) -> Mirror:
    """Everything for one home, with the given models."""
    return Mirror(home, settings, clock, lambda _: models)


def _embedder(settings: Settings, paid: ByName | None) -> Embedder | None:
    match settings.embedding.engine:
        case "e5":
            return _embedded()
        case "openai":
            return paid(settings.embedding.model) if paid else None
        case "none":
            return None


def _older_embedder(paid: ByName | None, model: str) -> Embedder | None:
    """What made the vectors of an earlier model; an endpoint that is no longer configured is not asked."""
    embedded = _embedded()
    if embedded is not None and embedded.name == model:
        return embedded
    return paid(model) if paid else None


def _embedded() -> Embedder | None:
    from selfmirror.engines.e5_embedder import E5Embedder

    return E5Embedder() if E5Embedder.available() else None


def _endpoint_embedders(settings: Settings, budget: Budget) -> ByName | None:
    """The configured endpoint's embedders by their model's name, behind masking and the cap."""
    if settings.embedding.engine != "openai" or not _has_endpoint(settings):
        return None

    def make(model: str) -> Embedder:
        from selfmirror.engines.openai_embedder import OpenAIEmbedder
        from selfmirror.models.guarded import GuardedEmbedder

        return GuardedEmbedder(
            OpenAIEmbedder(settings.api_key, settings.base_url, model, jitter=chance), budget
        )

    return make


def _chat(settings: Settings, budget: Budget) -> ChatModel | None:
    """The model the person configured, behind masking and the cap; None without a key or an address."""
    from selfmirror.engines.openai_chat import OpenAIChat
    from selfmirror.models.guarded import GuardedChat

    if not _has_endpoint(settings):
        return None
    engine = OpenAIChat(settings.api_key, settings.base_url, settings.chat, jitter=chance)
    return GuardedChat(engine, budget)


def _has_endpoint(settings: Settings) -> bool:
    key = settings.api_key.get_secret_value() if settings.api_key else ""
    return bool(key or settings.base_url)
