"""Settings in, a wired mirror out: the one place that chooses concrete engines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from selfmirror.affect.affect import Affect
from selfmirror.clock import Clock, SystemClock
from selfmirror.drift.drift import Drift
from selfmirror.engines.chroma_vectors import ChromaVectors
from selfmirror.engines.e5_embedder import E5Embedder
from selfmirror.engines.openai_chat import OpenAIChat
from selfmirror.engines.openai_embedder import OpenAIEmbedder
from selfmirror.engines.tantivy_words import TantivyWords
from selfmirror.guide.answer import Answerer
from selfmirror.guide.guide import Capabilities, Guide
from selfmirror.ingest.importer import Importer
from selfmirror.journal.journal import Journal
from selfmirror.journal.timeline import Timeline
from selfmirror.memory.memory import Memory
from selfmirror.models.budget import Budget
from selfmirror.models.guarded import GuardedChat, GuardedEmbedder
from selfmirror.models.ports import ChatModel, Embedder
from selfmirror.nudges.nudges import Nudges
from selfmirror.paths import Home
from selfmirror.search.finder import Search
from selfmirror.settings import Settings, load_settings
from selfmirror.store.database import Store
from selfmirror.store.spend import SpendLedger


@dataclass(frozen=True, slots=True)
class Mirror:
    """The capabilities of one home."""

    home: Home
    settings: Settings
    clock: Clock
    store: Store
    journal: Journal
    timeline: Timeline
    importer: Importer
    search: Search
    affect: Affect
    memory: Memory
    drift: Drift
    nudges: Nudges
    guide: Guide
    answerer: Answerer
    budget: Budget

    def catch_up(self, progress: Callable[[str], None]) -> None:
        """Draw from the stored words all that follows from them; nothing is done twice."""
        self.journal.reconcile()
        self.search.catch_up(progress)
        self.affect.catch_up(progress)
        self.memory.consolidate()


@dataclass(frozen=True, slots=True)
class Models:
    """The models a mirror speaks through; None where there is none."""

    chat: ChatModel | None
    embedder: Embedder | None


def wire(home: Home, *, clock: Clock | None = None, offline: bool = False) -> Mirror:
    """Everything for one home, with the models that its configuration names.

    Raises:
        UsageError: the configuration cannot be read.
    """
    settings = load_settings(home)
    clock = clock or SystemClock()
    budget = Budget(SpendLedger(Store(home, clock)), clock, settings.budget)
    chat = None if offline else _chat(settings, budget)
    models = Models(chat, _embedder(settings, budget, offline=offline))
    return assemble(home, settings, clock, models)


def assemble(home: Home, settings: Settings, clock: Clock, models: Models) -> Mirror:
    """Everything for one home, with the given models."""
    store = Store(home, clock)
    words = TantivyWords(home.index / "words")
    vectors = ChromaVectors(home.index / "vectors", settings.index.chroma)
    journal = Journal(home, store, clock)
    search = Search(store, words, vectors, models.embedder)
    affect = Affect(store, models.embedder)
    memory = Memory(store, clock)
    nudges = Nudges(store, clock, memory, settings.nudges)
    session = Capabilities(home, clock, store, journal, search, affect, memory, nudges, models.chat)
    return Mirror(
        home=home,
        settings=settings,
        clock=clock,
        store=store,
        journal=journal,
        timeline=Timeline(store, clock),
        importer=Importer(store, clock, settings.imports),
        search=search,
        affect=affect,
        memory=memory,
        drift=Drift(store, clock),
        nudges=nudges,
        guide=Guide(session),
        answerer=Answerer(session),
        budget=Budget(SpendLedger(store), clock, settings.budget),
    )


def _embedder(settings: Settings, budget: Budget, *, offline: bool) -> Embedder | None:
    match settings.embedding.engine:
        case "e5":
            return E5Embedder() if E5Embedder.available() else None
        case "openai":
            if offline or not _has_endpoint(settings):
                return None
            engine = OpenAIEmbedder(settings.api_key, settings.base_url, settings.embedding.model)
            return GuardedEmbedder(engine, budget)
        case "none":
            return None


def _chat(settings: Settings, budget: Budget) -> ChatModel | None:
    """The model the person configured, behind masking and the cap; None without a key or an address."""
    if not _has_endpoint(settings):
        return None
    return GuardedChat(OpenAIChat(settings.api_key, settings.base_url, settings.chat), budget)


def _has_endpoint(settings: Settings) -> bool:
    key = settings.api_key.get_secret_value() if settings.api_key else ""
    return bool(key or settings.base_url)
