"""Vectors on a real Chroma server on loopback: found there, and in the store while it is away."""

from __future__ import annotations

import gc
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from selfmirror.engines import chroma_vectors
from selfmirror.engines.chroma_vectors import ChromaVectors, Place
from selfmirror.engines.tantivy_words import TantivyWords
from selfmirror.search.finder import Query, Search
from selfmirror.search.ports import IndexUnreachable
from selfmirror.store.database import Store
from tests.fakes.embedders import BagEmbedder
from tests.fakes.processes import wait_until
from tests.fakes.words import remember, said

# The vendor's client leaves the closing of its sockets to the collector.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
_CHROMA = Path(sys.executable).with_name("chroma")


class Server:
    """A `chroma run` that can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        where = ["--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]
        self._process = subprocess.Popen(  # noqa: S603 - the vendor's own program
            [str(_CHROMA), "run", *where], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_until(self._answers, 60)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        with socket.socket() as asking:
            return asking.connect_ex(("127.0.0.1", self.port)) == 0


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    yield
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()
    gc.collect()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    if not _CHROMA.exists():
        pytest.skip("there is no `chroma` program here")
    one = Server(tmp_path / "served")
    one.start()
    yield one
    one.stop()


def test_a_server_is_searched_missed_and_caught_up_with(
    store: Store, server: Server, progress: list[str]
) -> None:
    embedder = BagEmbedder()
    vectors = ChromaVectors(store.home.index / "vectors", Place(server.address))
    search = Search(store, TantivyWords(store.home.index / "words"), vectors, embedder)
    remember(store, said("portuguese lessons"), said("bread"))
    search.catch_up(progress.append)
    near = Query("portugal", mode="semantic")

    def found() -> tuple[str, int, str]:
        outcome = search.look(near)
        return outcome.hits[0].text, len(outcome.hits), " ".join(outcome.remarks)

    assert found() == ("portuguese lessons", 2, "")
    assert search.counts().vectors == 2

    server.stop()
    text, count, remark = found()
    assert (text, count) == ("portuguese lessons", 2)
    assert "compared in the store instead" in remark
    remember(store, said("rain"))
    search.catch_up(progress.append)
    assert "does not answer" in progress[-1]
    assert found() == ("portuguese lessons", 3, "")
    with pytest.raises(IndexUnreachable, match=r"index\.chroma"):
        search.counts()

    server.start()
    embedded = embedder.passages
    search.catch_up(progress.append)
    assert found() == ("portuguese lessons", 3, "")
    assert search.counts().vectors == 3

    server.stop()
    shutil.rmtree(server.folder)
    server.start()
    text, count, remark = found()
    assert (text, count) == ("portuguese lessons", 3)
    assert "rebuilt by the next command" in remark
    search.catch_up(progress.append)
    assert found() == ("portuguese lessons", 3, "")
    assert (search.counts().vectors, embedder.passages) == (3, embedded)
    vectors.close()


def test_a_database_that_is_not_there_is_told_of(tmp_path: Path, server: Server) -> None:
    index = ChromaVectors(tmp_path / "vectors", Place(server.address, "someone", "else"))
    with pytest.raises(IndexUnreachable, match="someone/else"):
        index.count()


def test_a_server_that_never_answers_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chroma_vectors, "_TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"http://127.0.0.1:{mute.getsockname()[1]}"
        index = ChromaVectors(tmp_path / "vectors", Place(address, key=SecretStr("k")))
        with pytest.raises(IndexUnreachable, match="does not answer"):
            index.count()
