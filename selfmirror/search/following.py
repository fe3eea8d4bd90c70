"""Bringing what is drawn from words up to date: passages, the word index, vectors, the vector index.

Each stage works in batches, each batch under one lease; each can be killed at any point and goes
on from where DuckDB says it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selfmirror.errors import CapReached, StoreBusy
from selfmirror.models.ports import ModelFailure, batch_of
from selfmirror.search.ports import IndexBroken, IndexedPassage, IndexUnreachable, Position
from selfmirror.search.splitting import split
from selfmirror.store import passages
from selfmirror.store.generations import searched_model

if TYPE_CHECKING:
    from selfmirror.models.ports import Embedder, Vectors
    from selfmirror.search.ports import VectorIndex, WordIndex
    from selfmirror.store.database import Store

Progress = Callable[[str], None]

_CUT_BATCH = 4000
_WORDS_BATCH = 10_000
_VECTORS_BATCH = 250


@dataclass(frozen=True, slots=True)
class Following:
    """The store, its two followers, and what turns text into vectors, if anything does.

    `older` makes the embedder of a model that was configured before, None where it cannot be had.
    """

    store: Store
    words: WordIndex
    vectors: VectorIndex
    embedder: Embedder | None
    older: Callable[[str], Embedder | None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Behind:
    """What is not up to date; `waiting` passages lack a vector.

    With `changing` another model's vectors are searched until the configured one's are complete.
    """

    uncut: bool
    words: bool
    vectors: bool
    waiting: int
    changing: bool = False


def look_behind(one: Following) -> Behind:
    """See in one short look what there is to do, so that mostly nothing is done quickly."""
    model = one.embedder.name if one.embedder else ""
    with one.store.open() as db:
        owner = passages.store_identity(db)
        uncut = passages.first_without_passages(db) is not None
        words = passages.last_change(db, passages.TEXT) > one.words.position(owner)
        if one.embedder is None:
            return Behind(uncut, words, vectors=False, waiting=0)
        searched = searched_model(db) or model
        taken_in = one.vectors.position(f"{owner} {searched}")
        vectors = passages.last_change(db, passages.VECTOR) > taken_in
        waiting = passages.count_waiting(db, model)
        return Behind(uncut, words, vectors, waiting, changing=searched != model)


def cut(one: Following, progress: Progress) -> None:
    """Cut every utterance that has no passages yet."""
    done = 0
    with one.store.open() as db:
        start = passages.first_without_passages(db)
    while start is not None:
        with one.store.open() as db:
            uncut, start = passages.utterances_without_passages(db, start, _CUT_BATCH)
        pieces = [piece for identity, text in uncut for piece in split(identity, text)]
        with one.store.open() as db:
            passages.add_passages(db, pieces)
        done += len(pieces)
        progress(f"passages: {done}")


def follow_words(one: Following, progress: Progress) -> None:
    """Let the word index take in every change of passages; a broken one starts from zero."""
    _mending(
        lambda: _drain(_words_steps(one), "word index", progress),
        lambda: clear_words(one),
        progress,
    )


def rebuild_words(one: Following) -> None:
    """Make the word index anew from zero.

    Raises:
        IndexBroken: it cannot be removed or written.
    """
    try:
        clear_words(one)
    except StoreBusy as error:
        raise IndexBroken("the word index is being written by somebody else; try again") from error
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise IndexBroken(f"the word index cannot be removed: {why}") from error
    _drain(_words_steps(one), "word index", lambda _: None)


def clear_words(one: Following) -> None:
    """Remove the word index while nobody reads or writes it.

    Raises:
        StoreBusy: somebody else does for too long.
        OSError: it cannot be removed.
    """
    with one.words.writing(), one.store.leased():
        one.words.clear()


def follow_vectors(one: Following, progress: Progress) -> None:
    """Let the vector index take in every change of vectors; a broken one starts from zero.

    Nothing is embedded: the vectors are those kept in DuckDB. A server that does not answer is
    told of, and the index follows later.
    """
    if one.embedder is None:
        return
    model = one.embedder.name
    try:
        _mending(
            lambda: _drain(_vectors_steps(one, model), "vector index", progress),
            one.vectors.clear,
            progress,
        )
    except IndexUnreachable as error:
        progress(str(error))


def embed(one: Following, progress: Progress, at_most: int | None) -> int:
    """Embed what waits, the person's newest words first; return how many passages still wait.

    The model works outside the lease. A model that fails leaves the rest waiting and says so.
    """
    if one.embedder is None:
        return 0
    model = one.embedder.name
    left = at_most
    batch = batch_of(one.embedder)
    with one.store.open() as db:
        waiting = passages.count_waiting(db, model)
        searched = searched_model(db) or model
    until = "" if searched == model else f"; searched by {searched} until then"
    try:
        while waiting and left != 0:
            size = batch if left is None else min(left, batch)
            _embed_batch(one, model, size)
            left = None if left is None else left - size
            with one.store.open() as db:
                waiting = passages.count_waiting(db, model)
            progress(f"embedding: {waiting} passages to go{until}")
    except (ModelFailure, CapReached) as error:
        progress(f"{error}; {waiting} passages wait for their vectors")
    return waiting


def _embed_batch(one: Following, model: str, size: int) -> None:
    if one.embedder is None:
        return
    with one.store.open() as db:
        batch = passages.waiting(db, model, size)
        known = passages.vectors_of_texts(db, model, [text for _, text in batch])
    fresh = list(dict.fromkeys(text for _, text in batch if text not in known))
    # Texts of like length side by side: the engine pads a batch to its longest.
    fresh.sort(key=len)
    vectors = dict(zip(fresh, one.embedder.embed_passages(fresh), strict=True)) if fresh else {}
    with one.store.open() as db:
        passages.add_vectors(
            db,
            model,
            [identity for identity, _ in batch],
            [vectors[text] if text in vectors else known[text] for _, text in batch],
        )


def _words_steps(one: Following) -> Iterator[int]:
    """One batch of changes into the word index at each step; yields how many were taken in."""
    while True:
        # The store is let go before the index is written: whoever stores words need not wait for it.
        with one.words.writing():
            with one.store.open() as db:
                owner = passages.store_identity(db)
                log = passages.changes(db, passages.TEXT, one.words.position(owner), _WORDS_BATCH)
                changed = [passage for _, passage in log]
                rows = passages.passages_to_index(db, changed) if changed else []
            if not log:
                return
            added = list(map(IndexedPassage._make, rows))
            gone = sorted(set(changed) - {passage.id for passage in added})
            one.words.follow(added, gone, Position(owner, log[-1][0]))
        yield len(log)


def _vectors_steps(one: Following, configured: str) -> Iterator[int]:
    while True:
        with one.store.leased():
            with one.store.open() as db:
                model = searched_model(db) or configured
                owner = f"{passages.store_identity(db)} {model}"
                position = one.vectors.position(owner)
                log = passages.changes(db, passages.VECTOR, position, _VECTORS_BATCH)
                touched = list(dict.fromkeys(passage for _, passage in log))
                ids, vectors = passages.vectors_of(db, model, touched) if touched else ([], _none())
            if not log:
                return
            gone = sorted(set(touched) - set(ids))
            one.vectors.follow(ids, vectors, gone, Position(owner, log[-1][0]))
        yield len(log)


def _none() -> Vectors:
    import numpy as np

    return np.empty((0, 0), dtype=np.float32)


def _drain(steps: Iterator[int], name: str, progress: Progress) -> None:
    done = 0
    for taken in steps:
        done += taken
        progress(f"{name}: {done} changes taken in")


def _mending(work: Callable[[], None], clear: Callable[[], None], progress: Progress) -> None:
    """Do the work; where the index is broken clear it and do it once more, from zero."""
    try:
        work()
    except IndexBroken as error:
        progress(f"{error}; rebuilding it")
        try:
            clear()
            work()
        except (IndexBroken, OSError) as again:
            progress(f"{again}; run `selfmirror doctor`")
