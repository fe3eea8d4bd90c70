"""The labelled sets that affect is trained and measured on, read into one shape.

Each row carries a text, which emotions it has (nan where the set does not say), valence (-1..1)
and arousal (0..1) where the writer gave them, the name of its set, and whether it is held back.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

EMOTIONS = ("joy", "sadness", "anger", "fear", "surprise")
_NAN = float("nan")
_CEDR = ("joy", "sadness", "surprise", "fear", "anger")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled text; `dev` rows never shape the weights, the calibration or a threshold."""

    text: str
    emotions: tuple[float, ...]
    valence: float
    arousal: float
    source: str
    dev: bool


def load_sets(folder: Path, per_set: int = 2400) -> list[Labelled]:
    """All rows used: BRIGHTER and SemEval whole, CEDR and GoEmotions at most `per_set` each."""
    emotion = folder / "emotion" if (folder / "emotion").is_dir() else folder
    return [
        *_brighter(emotion / "brighter", "eng"),
        *_brighter(emotion / "brighter", "rus"),
        *_semeval(emotion / "semeval2026-valence-arousal" / "train.csv"),
        *_sampled(_cedr(emotion / "cedr" / "cedr-main-train.csv"), per_set),
        *_sampled(_goemotions(emotion / "goemotions-ekman", "train"), per_set),
        *_sampled(_goemotions(emotion / "goemotions-ekman", "dev"), 600),
    ]


def chance(text: str) -> float:
    """A number in 0..1 that depends on the text alone, so that every run draws the same sample."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") / 2**48


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _brighter(folder: Path, language: str) -> Iterator[Labelled]:
    for part in ("train", "dev"):
        for row in _rows(folder / f"{part}-{language}.csv"):
            marks = tuple(float(row[name]) for name in EMOTIONS)
            yield Labelled(row["text"], marks, _NAN, _NAN, f"brighter-{language}", part == "dev")


def _cedr(path: Path) -> Iterator[Labelled]:
    for row in _rows(path):
        given = {_CEDR[int(number)] for number in row["labels"].strip("[]").split()}
        marks = tuple(float(name in given) for name in EMOTIONS)
        yield Labelled(row["text"], marks, _NAN, _NAN, "cedr", chance("dev" + row["text"]) < 0.15)


def _goemotions(folder: Path, part: str) -> Iterator[Labelled]:
    names = (folder / "labels.txt").read_text("utf-8").split()
    with (folder / f"{part}.tsv").open(encoding="utf-8") as file:
        for line in file:
            text, numbers, _ = line.rstrip("\n").split("\t")
            given = {names[int(number)] for number in numbers.split(",")}
            marks = tuple(float(name in given) for name in EMOTIONS)
            yield Labelled(text, marks, _NAN, _NAN, "goemotions", part == "dev")


def _semeval(path: Path) -> Iterator[Labelled]:
    nothing = (_NAN,) * len(EMOTIONS)
    for row in _rows(path):
        # Whole writers are held back, since a writer's own level says much about their next text.
        dev = chance("writer" + row["user_id"]) < 0.2
        form = "words" if row["is_words"] == "True" else "essays"
        valence, arousal = float(row["valence"]) / 2, float(row["arousal"]) / 2
        yield Labelled(row["text"], nothing, valence, arousal, f"semeval-{form}", dev)


def _sampled(rows: Iterator[Labelled], most: int) -> list[Labelled]:
    """At most so many rows, the same ones in every run, chosen without looking at the labels."""
    return sorted(rows, key=lambda row: chance(row.text))[:most]
