"""The word index: BM25 in tantivy, with English and Russian stems in one analyser chain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from selfmirror.engines.marker import clear_folder, read_marker, write_marker
from selfmirror.engines.tantivy_query import QueryBuilder, analyser
from selfmirror.search.ports import IndexBroken, IndexedPassage, Position
from selfmirror.search.wording import folded
from selfmirror.store.lease import lease

if TYPE_CHECKING:
    import tantivy

    from selfmirror.search.wording import Wording
    from selfmirror.store.retrieval import Limits

_ANALYSER = "bilingual"
_HEAP = 30_000_000
_LAYOUT = "2"
_WAIT = 10.0
"""Seconds to wait for another writer."""


class TantivyWords:
    """BM25 over passages, in one folder; opened anew for each call, which takes a millisecond.

    English and Russian words go through both stemmers: each leaves the other's alphabet alone.
    Who changes it holds `writing`; who removes it holds the store's lease too, as readers do.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def position(self, owner: str) -> int:
        marker = read_marker(self._folder)
        if marker is None or marker.owner != _owned(owner) or not self._present():
            return 0
        return marker.seq

    def follow(
        self, added: Sequence[IndexedPassage], gone: Sequence[str], position: Position
    ) -> None:
        """Take in changes up to `position`; a passage taken in again replaces itself.

        Raises:
            IndexBroken: the folder cannot be written as an index.
        """
        with _guarded():
            if self.position(position.owner) == 0:
                self.clear()
            self._write(added, gone)
            write_marker(self._folder, Position(_owned(position.owner), position.seq))

    def find(self, wording: Wording, k: int, limits: Limits) -> list[tuple[str, float]]:
        """Passage ids with their BM25 scores as shares of the best that the words could have, best first.

        Raises:
            IndexBroken: there is no readable index.
        """
        with _guarded():
            index = self._open()
            searcher = index.searcher()
            query, best = QueryBuilder(index.schema, searcher).query(wording, limits)
            hits = searcher.search(query, k, count=False).hits
            return [
                (str(searcher.doc(place).get_first("id")), float(score) / best)
                for score, place in hits
            ]

    def count(self) -> int:
        """How many passages are indexed; 0 without an index."""
        if not self._present():
            return 0
        with _guarded():
            return int(self._open().searcher().num_docs)

    def clear(self) -> None:
        clear_folder(self._folder)

    @contextmanager
    def writing(self) -> Iterator[None]:
        # Beside the folder of all indexes, which may have to be cleared away itself.
        with lease(self._folder.parent.with_suffix(".lock"), _WAIT):
            yield

    def _present(self) -> bool:
        return (self._folder / "meta.json").is_file()

    def _open(self) -> tantivy.Index:
        import tantivy

        if not self._present():
            raise IndexBroken(f"there is no word index in {self._folder}")
        index = tantivy.Index.open(str(self._folder))
        index.register_tokenizer(_ANALYSER, analyser())
        return index

    def _make(self) -> tantivy.Index:
        import tantivy

        self._folder.mkdir(parents=True, exist_ok=True)
        index = tantivy.Index(_schema(), path=str(self._folder))
        index.register_tokenizer(_ANALYSER, analyser())
        return index

    def _write(self, added: Sequence[IndexedPassage], gone: Sequence[str]) -> None:
        index = self._open() if self._present() else self._make()
        writer = index.writer(heap_size=_HEAP, num_threads=2)
        # A deletion costs as much as it would if there were something to delete.
        searcher = index.searcher()
        touched = (*gone, *(passage.id for passage in added))
        stale = [one for one in touched if searcher.doc_freq("id", one)]
        try:
            for identity in stale:
                writer.delete_documents_by_term("id", identity)
            for passage in added:
                writer.add_document(_document(passage))
            writer.commit()
        finally:
            writer.wait_merging_threads()


@contextmanager
def _guarded() -> Iterator[None]:
    """Any failure of the engine or its folder as `IndexBroken`."""
    try:
        yield
    except IndexBroken:
        raise
    except Exception as error:
        raise IndexBroken(f"the word index cannot be used: {error}") from error


def _owned(owner: str) -> str:
    # An index laid out differently belongs to nobody, and so is rebuilt.
    return f"{owner} layout {_LAYOUT}"


def _schema() -> tantivy.Schema:
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    schema.add_text_field("text", tokenizer_name=_ANALYSER)
    schema.add_text_field("context", tokenizer_name=_ANALYSER, index_option="freq")
    schema.add_text_field("title", tokenizer_name=_ANALYSER)
    for name in ("speaker", "project"):
        schema.add_text_field(name, tokenizer_name="raw", index_option="basic")
    schema.add_integer_field("day", indexed=True, fast=True)
    return schema.build()


_folded_title = lru_cache(maxsize=256)(folded)
"""What a whole conversation or section has in common is folded once."""


def _document(passage: IndexedPassage) -> tantivy.Document:
    import tantivy

    # Values given at once cost half of what they cost one by one.
    texts = {
        "id": passage.id,
        "speaker": passage.speaker,
        "text": [folded(text) for text in (passage.author, passage.text) if text],
        "title": [_folded_title(text) for text in (passage.title, passage.heading) if text],
        "context": folded(passage.context),
        "project": passage.project.casefold() if passage.project else "",
    }
    document = tantivy.Document(**{field: text for field, text in texts.items() if text})
    if passage.day:
        document.add_integer("day", passage.day.toordinal())
    return document
