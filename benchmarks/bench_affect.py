"""Measure the shipped affect head on held-back rows: `python benchmarks/bench_affect.py PATH [--cache FILE]`.

Prints one JSON document: for each set the F1 of each emotion and their macro mean, how often it
abstained and how well its probabilities are calibrated (expected calibration error), and Pearson's
r for valence and arousal.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from affect_sets import EMOTIONS, Labelled, load_sets
from numpy.typing import NDArray
from sklearn.metrics import f1_score, precision_score
from train_affect import PER_SET, embed, language_rows

from selfmirror.affect.head import LANGUAGES, Head, Scores, load_head, shipped_head


def measure_emotions(rows: list[Labelled], scores: list[Scores]) -> dict[str, Any]:
    """F1, precision, abstention and calibration on rows that say which emotions they have."""
    wanted = np.array([row.emotions for row in rows])
    said = np.array([[float(name in score.labels) for name in EMOTIONS] for score in scores])
    chances = np.array([[score.emotions[name] for name in EMOTIONS] for score in scores])
    each = f1_score(wanted, said, average=None, zero_division=0)
    return {
        "rows": len(rows),
        "macro_f1": round(float(each.mean()), 3),
        "f1": dict(zip(EMOTIONS, each.round(3).tolist(), strict=True)),
        "micro_precision": round(
            float(precision_score(wanted, said, average="micro", zero_division=0)), 3
        ),
        "abstained": round(float((said.sum(axis=1) == 0).mean()), 3),
        "calibration_error": round(calibration_error(chances.ravel(), wanted.ravel()), 3),
    }


def calibration_error(chances: NDArray[Any], wanted: NDArray[Any]) -> float:
    """Expected calibration error over ten equal bins (Guo et al. 2017)."""
    bins = np.minimum((chances * 10).astype(int), 9)
    parts = [(bins == place) for place in range(10) if (bins == place).any()]
    return float(
        sum(part.mean() * abs(chances[part].mean() - wanted[part].mean()) for part in parts)
    )


def measure_ratings(rows: list[Labelled], scores: list[Scores]) -> dict[str, Any]:
    """Pearson's r with what the writers said of themselves."""
    pairs = {
        "valence_r": ([row.valence for row in rows], [score.valence for score in scores]),
        "arousal_r": ([row.arousal for row in rows], [score.arousal for score in scores]),
    }
    return {"rows": len(rows)} | {
        name: round(float(np.corrcoef(*pair)[0, 1]), 3) for name, pair in pairs.items()
    }


def measure(rows: list[Labelled], vectors: NDArray[Any], head: Head) -> dict[str, Any]:
    """The figures for each set of held-back rows, and for the two forms of SemEval together."""
    places = language_rows(rows)
    scores = [
        head.score(vector, LANGUAGES[place]) for vector, place in zip(vectors, places, strict=True)
    ]
    figures: dict[str, Any] = {}
    for name in [*sorted({row.source for row in rows}), "semeval"]:
        here = [place for place, row in enumerate(rows) if row.source.startswith(name)]
        part, said = [rows[place] for place in here], [scores[place] for place in here]
        measured = measure_ratings if name.startswith("semeval") else measure_emotions
        figures[name] = measured(part, said)
    return figures


def main() -> None:
    """Measure on the folder given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--cache", type=Path, help="an .npz of embeddings, read and written")
    parser.add_argument("--head", type=Path, help="other weights than the shipped ones")
    given = parser.parse_args()
    rows = [row for row in load_sets(given.path, PER_SET) if row.dev]
    head = load_head(given.head) if given.head else shipped_head()
    figures = measure(rows, embed([row.text for row in rows], given.cache), head)
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
