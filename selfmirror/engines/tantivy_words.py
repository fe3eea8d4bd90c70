"""The word index: BM25 in tantivy, with English and Russian stems in one analyser chain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selfmirror.engines.marker import clear_folder, read_marker, write_marker
from selfmirror.search.ports import IndexBroken, IndexedPassage, Position
from selfmirror.search.wording import Wording, folded
from selfmirror.store.lease import lease

if TYPE_CHECKING:
    import tantivy

    from selfmirror.store.retrieval import Limits

_ANALYSER = "bilingual"
_HEAP = 15_000_000
_TITLE_WEIGHT = 0.3
_PHRASE_WEIGHT = 2.0
_LAYOUT = "1"
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
        """Passage ids with their BM25 scores, best first.

        Raises:
            IndexBroken: there is no readable index.
        """
        with _guarded():
            index = self._open()
            query = _Asking(index.schema).query(wording, limits)
            searcher = index.searcher()
            hits = searcher.search(query, k, count=False).hits
            return [
                (str(searcher.doc(place).get_first("id")), float(score)) for score, place in hits
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
        index.register_tokenizer(_ANALYSER, _analyser())
        return index

    def _make(self) -> tantivy.Index:
        import tantivy

        self._folder.mkdir(parents=True, exist_ok=True)
        index = tantivy.Index(_schema(), path=str(self._folder))
        index.register_tokenizer(_ANALYSER, _analyser())
        return index

    def _write(self, added: Sequence[IndexedPassage], gone: Sequence[str]) -> None:
        index = self._open() if self._present() else self._make()
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        try:
            for identity in (*gone, *(passage.id for passage in added)):
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
    schema.add_text_field("title", tokenizer_name=_ANALYSER)
    for name in ("speaker", "project"):
        schema.add_text_field(name, tokenizer_name="raw", index_option="basic")
    schema.add_integer_field("day", indexed=True, fast=True)
    return schema.build()


def _analyser() -> tantivy.TextAnalyzer:
    import tantivy

    chain = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    steps: list[Callable[[], Any]] = [
        lambda: tantivy.Filter.remove_long(120),
        tantivy.Filter.lowercase,
        lambda: tantivy.Filter.stemmer("english"),
        lambda: tantivy.Filter.stemmer("russian"),
    ]
    for step in steps:
        chain = chain.filter(step())
    return chain.build()


def _document(passage: IndexedPassage) -> tantivy.Document:
    import tantivy

    document = tantivy.Document()
    document.add_text("id", passage.id)
    document.add_text("text", folded(passage.text))
    document.add_text("title", folded(passage.title))
    document.add_text("speaker", passage.speaker)
    if passage.project:
        document.add_text("project", passage.project.casefold())
    if passage.day:
        document.add_integer("day", passage.day.toordinal())
    return document


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


class _Asking:
    """Builds tantivy's query by hand, so that nothing in a person's text is read as syntax."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema
        self._analyser = _analyser()

    def query(self, wording: Wording, limits: Limits) -> tantivy.Query:
        """Any of the words and all of the phrases, none of the unwanted, inside the filters."""
        import tantivy

        must, may, never = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
        asked = [
            (may, self._anywhere(stem)) for word in wording.words for stem in self._stems(word)
        ]
        asked += [(must, phrase) for text in wording.phrases for phrase in self._phrase(text)]
        if not asked:
            return tantivy.Query.empty_query()
        parts = [(must, tantivy.Query.boolean_query(asked))]
        parts += [(must, narrowed) for narrowed in self._filters(limits)]
        parts += [(never, unwanted) for text in wording.unwanted for unwanted in self._phrase(text)]
        return tantivy.Query.boolean_query(parts)

    def _stems(self, text: str) -> list[str]:
        return self._analyser.analyze(_encodable(folded(text)))

    def _anywhere(self, stem: str) -> tantivy.Query:
        import tantivy

        text = tantivy.Query.term_query(self._schema, "text", stem)
        title = tantivy.Query.term_query(self._schema, "title", stem)
        return tantivy.Query.disjunction_max_query(
            [text, tantivy.Query.boost_query(title, _TITLE_WEIGHT)], 0.1
        )

    def _phrase(self, text: str) -> list[tantivy.Query]:
        import tantivy

        stems = self._stems(text)
        if len(stems) < 2:
            return [self._anywhere(stem) for stem in stems]
        phrase = tantivy.Query.phrase_query(self._schema, "text", list(stems))
        return [tantivy.Query.boost_query(phrase, _PHRASE_WEIGHT)]

    def _filters(self, limits: Limits) -> list[tantivy.Query]:
        import tantivy

        make = tantivy.Query
        terms = {"speaker": limits.speaker, "project": limits.project and limits.project.casefold()}
        filters = [
            make.const_score_query(make.term_query(self._schema, name, _encodable(value)), 0.0)
            for name, value in terms.items()
            if value
        ]
        if limits.since or limits.until:
            first = limits.since.toordinal() if limits.since else 1
            last = limits.until.toordinal() if limits.until else 3_652_059
            days = make.range_query(self._schema, "day", tantivy.FieldType.Integer, first, last)
            filters.append(make.const_score_query(days, 0.0))
        return filters
