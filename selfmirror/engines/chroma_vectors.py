"""The vector index: nearest neighbours in Chroma, embedded or on a server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from selfmirror.engines.marker import clear_folder, generation, read_marker, write_marker
from selfmirror.search.ports import IndexBroken, IndexUnreachable, Position
from selfmirror.words.identity import content_id

if TYPE_CHECKING:
    from pydantic import SecretStr

    from selfmirror.models.ports import Vectors

_BATCH = 300
"""The most that Chroma's cloud takes, or gives, at once."""

_TIMEOUT = 8.0
_DEFAULTS = ("default_tenant", "default_database")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the vectors are indexed: embedded, or a server or cloud, there under a tenant's database.

    The key is sent as the header that Chroma's cloud asks for.
    """

    address: str = "embedded"
    tenant: str = _DEFAULTS[0]
    database: str = _DEFAULTS[1]
    key: SecretStr | None = None

    @property
    def remote(self) -> bool:
        return self.address.startswith(("http://", "https://"))

    def __str__(self) -> str:
        """What tells it from other places."""
        address = self.address.rstrip("/")
        given = (self.tenant, self.database)
        return address if given == _DEFAULTS else "/".join([address, *given])


class ChromaVectors:
    """Cosine neighbours among passage vectors; one collection for each store and model.

    A living client does not see what another process writes, so it is dropped whenever the marker
    in the folder has changed. The caller holds the store's lease.
    """

    def __init__(self, folder: Path, place: Place | None = None) -> None:
        self._folder = folder
        self._place = place or Place()
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
            most = min(k, _BATCH) if self._place.remote else k
            found = self._followed().query(
                query_embeddings=[vector], n_results=most, include=["distances"]
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
        if marker is not None and self._place.remote:
            self._drop_collection(marker.owner)
        self.close()
        clear_folder(self._folder)

    def close(self) -> None:
        """Let go of the files or the connection; the next call opens them anew."""
        client, self._client, self._collection = self._client, None, None
        if client is not None:
            client.close()

    def _owned(self, owner: str) -> str:
        return f"{owner} at {self._place}"

    def _present(self) -> bool:
        return self._place.remote or (self._folder / "chroma.sqlite3").is_file()

    def _followed(self) -> Any:
        marker = read_marker(self._folder)
        if marker is None or not self._present():
            raise IndexBroken(f"there is no vector index in {self._folder}")
        return self._opened(marker.owner, made=True)

    def _opened(self, owner: str, *, made: bool = False) -> Any:
        """The collection of an owner, made anew unless it was `made` before."""
        now = generation(self._folder)
        if self._client is None or now != self._seen:
            self.close()
            self._client = self._connected()
            self._seen = now
        if self._collection is None and made:
            # A server that was emptied must not pass for one that has nothing alike.
            self._collection = self._client.get_collection(_name(owner), embedding_function=None)
        elif self._collection is None:
            self._collection = self._client.get_or_create_collection(
                _name(owner), embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
        return self._collection

    def _connected(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        # Left to itself it reads a `.env` file wherever the command was started.
        quiet = Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]
        if not self._place.remote:
            self._folder.mkdir(parents=True, exist_ok=True)
            return chromadb.PersistentClient(str(self._folder), settings=quiet)
        try:
            return _served(self._place, quiet)
        except Exception as error:
            raise self._unreachable(error) from error

    def _check_server(self) -> None:
        if self._place.remote and self._client is None:
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
        from chromadb.errors import ChromaError

        does = "turned it down" if isinstance(error, ChromaError) else "does not answer"
        return IndexUnreachable(
            f"the Chroma server {self._place} {does} ({type(error).__name__}); "
            "see to it, or set index.chroma to embedded"
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
            if self._place.remote and not _means_broken(error):
                raise self._unreachable(error) from error
            raise IndexBroken(f"the vector index cannot be used: {error}") from error


def _served(place: Place, settings: Any) -> Any:
    """A client of a server that answers in time; it follows no redirect."""
    import chromadb
    import httpx

    headers = {"x-chroma-token": place.key.get_secret_value()} if place.key else {}
    # The library's client waits for ever, from its making on.
    beat = f"{place.address.rstrip('/')}/api/v2/heartbeat"
    httpx.get(beat, headers=headers, timeout=_TIMEOUT).raise_for_status()
    server = urlsplit(place.address)
    secure = server.scheme == "https"
    client = chromadb.HttpClient(
        host=server.hostname or "",
        port=server.port or (443 if secure else 8000),
        ssl=secure,
        headers=headers,
        settings=settings,
        tenant=place.tenant,
        database=place.database,
    )
    client._server._session.timeout = _TIMEOUT  # type: ignore[attr-defined]
    return client


def _means_broken(error: Exception) -> bool:
    """Whether a server's answer says that the collection is not, or not as, it should be."""
    from chromadb.errors import InvalidArgumentError, NotFoundError

    return isinstance(error, NotFoundError | InvalidArgumentError)


def _name(owner: str) -> str:
    return f"selfmirror-{content_id(owner)}"
