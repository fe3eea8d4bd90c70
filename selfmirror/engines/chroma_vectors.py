"""The vector index: nearest neighbours in Chroma, embedded or on a server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from selfmirror.engines.marker import clear_folder, generation, read_marker, write_marker
from selfmirror.search.ports import IndexBroken, IndexUnreachable, Position
from selfmirror.words.identity import content_id

if TYPE_CHECKING:
    from selfmirror.models.ports import Vectors

_BATCH = 1000


class ChromaVectors:
    """Cosine neighbours among passage vectors; one collection for each store and model.

    A living client does not see what another process writes, so it is dropped whenever the marker
    in the folder has changed. The caller holds the store's lease.
    """

    def __init__(self, folder: Path, address: str = "embedded") -> None:
        self._folder = folder
        self._address = address.rstrip("/")
        self._client: Any = None
        self._collection: Any = None
        self._seen = (0, 0)

    def position(self, owner: str) -> int:
        marker = read_marker(self._folder)
        if marker is None or marker.owner != self._owned(owner) or not self._present():
            return 0
        return marker.seq

    def follow(
        self, ids: Sequence[str], vectors: Vectors, gone: Sequence[str], position: Position
    ) -> None:
        """Take in changes up to `position`; a passage taken in again replaces itself.

        Raises:
            IndexBroken: the folder or the collection cannot be written.
            IndexUnreachable: the server does not answer.
        """
        with self._guarded():
            if self.position(position.owner) == 0:
                self.clear()
            owner = self._owned(position.owner)
            collection = self._opened(owner)
            for start in range(0, len(ids), _BATCH):
                end = start + _BATCH
                collection.upsert(ids=list(ids[start:end]), embeddings=vectors[start:end])
            for start in range(0, len(gone), _BATCH):
                collection.delete(ids=list(gone[start : start + _BATCH]))
            write_marker(self._folder, Position(owner, position.seq))
            self._seen = generation(self._folder)

    def find(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """Passage ids with their cosine similarity, best first.

        Raises:
            IndexBroken: there is no readable collection.
            IndexUnreachable: the server does not answer.
        """
        with self._guarded():
            found = self._followed().query(
                query_embeddings=[vector], n_results=k, include=["distances"]
            )
            return [
                (identity, 1.0 - float(distance))
                for identity, distance in zip(found["ids"][0], found["distances"][0], strict=True)
            ]

    def count(self) -> int:
        """How many vectors are indexed; 0 without an index.

        Raises:
            IndexBroken: there is no readable collection.
            IndexUnreachable: the server does not answer.
        """
        if read_marker(self._folder) is None:
            self._check_server()
            return 0
        with self._guarded():
            return int(self._followed().count())

    def clear(self) -> None:
        marker = read_marker(self._folder)
        if marker is not None and self._remote:
            self._drop_collection(marker.owner)
        self.close()
        clear_folder(self._folder)

    def close(self) -> None:
        """Let go of the files or the connection; the next call opens them anew."""
        client, self._client, self._collection = self._client, None, None
        if client is not None:
            client.close()

    @property
    def _remote(self) -> bool:
        return self._address.startswith(("http://", "https://"))

    def _owned(self, owner: str) -> str:
        return f"{owner} at {self._address}"

    def _present(self) -> bool:
        return self._remote or (self._folder / "chroma.sqlite3").is_file()

    def _followed(self) -> Any:
        marker = read_marker(self._folder)
        if marker is None or not self._present():
            raise IndexBroken(f"there is no vector index in {self._folder}")
        return self._opened(marker.owner)

    def _opened(self, owner: str) -> Any:
        now = generation(self._folder)
        if self._client is None or now != self._seen:
            self.close()
            self._client = self._connected()
            self._seen = now
        if self._collection is None:
            self._collection = self._client.get_or_create_collection(
                _name(owner), embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
        return self._collection

    def _connected(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        quiet = Settings(anonymized_telemetry=False)
        if not self._remote:
            self._folder.mkdir(parents=True, exist_ok=True)
            return chromadb.PersistentClient(str(self._folder), settings=quiet)
        server = urlsplit(self._address)
        secure = server.scheme == "https"
        try:
            return chromadb.HttpClient(
                host=server.hostname or "",
                port=server.port or (443 if secure else 8000),
                ssl=secure,
                settings=quiet,
            )
        except Exception as error:
            raise self._unreachable(error) from error

    def _check_server(self) -> None:
        if self._remote and self._client is None:
            with self._guarded():
                self._client = self._connected()

    def _drop_collection(self, owner: str) -> None:
        from chromadb.errors import NotFoundError

        self._client = self._client or self._connected()
        try:
            self._client.delete_collection(_name(owner))
        except NotFoundError:
            return

    def _unreachable(self, error: BaseException) -> IndexUnreachable:
        return IndexUnreachable(
            f"the Chroma server {self._address} does not answer ({type(error).__name__}); "
            "start it or set index.chroma to embedded"
        )

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Any failure of the engine or its folder as one of the port's two."""
        try:
            yield
        except (IndexBroken, IndexUnreachable, KeyboardInterrupt):
            self.close()
            raise
        except Exception as error:
            self.close()
            if (self._remote and isinstance(error, OSError)) or "Connect" in type(error).__name__:
                raise self._unreachable(error) from error
            raise IndexBroken(f"the vector index cannot be used: {error}") from error


def _name(owner: str) -> str:
    return f"selfmirror-{content_id(owner)}"
