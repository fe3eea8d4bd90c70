"""A whole mirror over a temporary home, with models that need none."""

from selfmirror.clock import Clock
from selfmirror.models.ports import ChatModel, Embedder
from selfmirror.paths import Home
from selfmirror.settings import load_settings
from selfmirror.wiring import Mirror, Models, assemble
from tests.fakes.embedders import BagEmbedder


def mirror_at(
    home: Home, clock: Clock, chat: ChatModel | None = None, embedder: Embedder | None = None
) -> Mirror:
    """Everything wired, with real stores and indexes, over a bag-of-words embedder."""
    return assemble(home, load_settings(home), clock, Models(chat, embedder or BagEmbedder()))


def quietly(_: str) -> None:
    """Progress that nobody watches."""
