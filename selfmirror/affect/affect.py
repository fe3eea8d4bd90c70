"""Affect of the person's utterances: read, kept, corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from selfmirror.affect.head import Head, shipped_head
from selfmirror.affect.judge import judge
from selfmirror.affect.readable import letters, own_text
from selfmirror.affect.reading import EMOTIONS, Correction, Reading, unread
from selfmirror.errors import UsageError
from selfmirror.store import affects
from selfmirror.words.own import own_words

if TYPE_CHECKING:
    from selfmirror.models.ports import Embedder, Vectors
    from selfmirror.store.affects import AffectRow, CorrectionRow, MoodPeriod, Period, Piece
    from selfmirror.store.database import Store

_BATCH = 400


class Affect:
    """Reads affect from the embedding that search already computed.

    The head belongs to one embedder; with another one, or none, only the signals in the words
    are heard and every reading abstains (`reads` is False).
    """

    def __init__(
        self, store: Store, embedder: Embedder | None, head: Callable[[], Head] = shipped_head
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._head = head
        self._batch = _BATCH

    @property
    def reads(self) -> bool:
        """Whether the embedder is the one that the head was trained on."""
        return self._embedder is not None and self._embedder.name == self._head().embedder

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Read given texts, the own words of each; nothing is stored.

        Raises:
            ModelFailure: the embedder is out of reach.
        """
        own = [own_text(text) for text in texts]
        vectors = self._embed(own)
        return [judge(text, vectors.get(text), self._head()) for text in own]

    def read_vector(self, text: str, vector: Vectors | None) -> Reading:
        """Read one text by a passage vector of it that is at hand, shape (d,); nothing is stored.

        Without a vector, or where parts of the text are not the person's own, it is embedded here.
        """
        if vector is None or not self.reads or own_text(text) != " ".join(text.split()):
            return self.read([text])[0]
        return judge(text, vector, self._head())

    def catch_up(self, progress: Callable[[str], None]) -> int:
        """Read the person's utterances that have vectors and no reading yet; return how many."""
        done = 0
        while self.reads and (count := self._read_batch()):
            done += count
            progress(f"affect: {done} read")
        return done

    def of(self, utterances: Sequence[str]) -> dict[str, Reading]:
        """The stored readings of these utterances, the person's corrections winning."""
        with self._store.open() as db:
            read = affects.get_readings(db, utterances)
            corrected = affects.get_corrections(db, utterances)
        known = [identity for identity in utterances if identity in read or identity in corrected]
        return {
            identity: _settled(read.get(identity), corrected.get(identity)) for identity in known
        }

    def correct(self, utterance: str, correction: Correction) -> Reading:
        """Keep what the person says an utterance of theirs was, for good; return how it reads now.

        Raises:
            UsageError: nothing is corrected, a figure or label is out of range, or there is no
                such utterance; the beginning of an id will do where it is the only one.
        """
        _check(correction)
        with self._store.open() as db:
            found = affects.own_utterances_like(db, utterance)
            if len(found) != 1 or not utterance:
                problem = (
                    "more than one utterance begins with" if found else "you have no utterance"
                )
                raise UsageError(
                    f"{problem} {utterance or 'that id'}; ids are in `selfmirror search --json`"
                )
            row = affects.CorrectionRow(
                found[0],
                correction.valence,
                correction.arousal,
                correction.stress,
                correction.labels,
            )
            affects.save_correction(db, row, self._store.clock.now())
        return self.of(found)[found[0]]

    def over_time(
        self, by: Period, since: date | None = None, until: date | None = None
    ) -> list[MoodPeriod]:
        """Means of the person's readable utterances for each week or month that has any."""
        with self._store.open() as db:
            return affects.mood_over_time(db, by, since, until)

    def _read_batch(self) -> int:
        embedder, head = self._embedder, self._head()
        if embedder is None:
            return 0
        with self._store.open() as db:
            waiting = affects.utterances_to_read(db, embedder.name, head.name, self._batch)
        own = {identity: own_text(text) for identity, text, _ in waiting}
        # A vector that others' words took part in is not evidence about the person: embed anew.
        mixed = {
            identity for identity, text, _ in waiting if own[identity] != " ".join(text.split())
        }
        fresh = self._embed([own[identity] for identity in sorted(mixed)])
        rows = []
        for identity, text, pieces in waiting:
            vector = fresh.get(own[identity]) if identity in mixed else whole_vector(text, pieces)
            rows.append(_row(identity, judge(own[identity], vector, head)))
        with self._store.open() as db:
            affects.save_readings(db, rows, head.name)
        return len(rows)

    def _embed(self, texts: Sequence[str]) -> dict[str, Vectors]:
        embedder = self._embedder
        given = [text for text in dict.fromkeys(texts) if letters(text)]
        if embedder is None or not given or not self.reads:
            return {}
        return dict(zip(given, embedder.embed_passages(given), strict=True))


def whole_vector(text: str, pieces: Sequence[Piece]) -> Vectors | None:
    """The vector of an utterance: the mean of its passages' vectors, weighted by their letters."""
    import numpy as np

    own = own_words(text)
    weights = np.array(
        [letters(own[piece.first : piece.last]) for piece in pieces], dtype=np.float32
    )
    if not weights.sum():
        return None
    mean = weights @ np.array([piece.vector for piece in pieces], dtype=np.float32)
    unit: Vectors = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return unit


def _row(utterance: str, reading: Reading) -> AffectRow:
    known = reading.known
    return affects.AffectRow(
        utterance,
        reading.valence if known else None,
        reading.arousal if known else None,
        reading.stress if known else None,
        reading.emotions,
        reading.labels,
        reading.confidence,
        reading.signals,
    )


def _settled(row: AffectRow | None, correction: CorrectionRow | None) -> Reading:
    reading = unread() if row is None else _stored(row)
    if correction is None:
        return reading
    labels = correction.labels
    return replace(
        reading,
        valence=reading.valence if correction.valence is None else correction.valence,
        arousal=reading.arousal if correction.arousal is None else correction.arousal,
        stress=reading.stress if correction.stress is None else correction.stress,
        emotions=reading.emotions
        if labels is None
        else {name: float(name in labels) for name in EMOTIONS},
        labels=reading.labels if labels is None else labels,
        confidence=1.0,
        corrected=True,
    )


def _stored(row: AffectRow) -> Reading:
    return Reading(
        row.valence or 0.0,
        row.arousal or 0.0,
        row.stress or 0.0,
        row.emotions,
        row.labels,
        row.confidence,
        row.signals,
    )


def _check(correction: Correction) -> None:
    ranges = {
        "valence": (-1.0, correction.valence),
        "arousal": (0.0, correction.arousal),
        "stress": (0.0, correction.stress),
    }
    for name, (least, value) in ranges.items():
        if value is not None and not least <= value <= 1.0:
            raise UsageError(f"{name} goes from {least:g} to 1, {value:g} was given")
    unknown = [label for label in correction.labels or () if label not in EMOTIONS]
    if unknown:
        raise UsageError(f"there is no emotion {unknown[0]}; give {', '.join(EMOTIONS)} or none")
    if correction == Correction():
        raise UsageError("nothing to correct: give --valence, --arousal, --stress or --emotion")
