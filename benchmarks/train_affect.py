"""Train the affect head and write its weights: `python benchmarks/train_affect.py PATH [--cache FILE]`.

PATH is the folder of the data (it holds `emotion/`). Only the training rows are used: five-fold
out-of-fold scores calibrate and cut, and the rows held back are left to `bench_affect.py`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from affect_sets import EMOTIONS, Labelled, load_sets
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import f1_score
from sklearn.model_selection import KFold

from selfmirror.affect.head import LANGUAGES, WEIGHTS
from selfmirror.engines.e5_embedder import E5Embedder
from selfmirror.words.language import Language

Floats = NDArray[Any]
NAME = "e5-linear-1"
SCALE = 20.0
PER_SET = 6000
LEAST_PRECISION = 0.42
ALPHA = 1000.0
WEAK_TRUST = 0.4
_RUSSIAN = ("cedr", "brighter-rus")
_SOURCES = ("brighter-eng", "brighter-rus", "cedr", "goemotions", "semeval-essays")


def embed(texts: Sequence[str], cache: Path | None) -> Floats:
    """Passage vectors of the texts, from the cache where it has them."""
    keys = [hashlib.sha256(text.encode()).hexdigest()[:20] for text in texts]
    known: dict[str, Floats] = {}
    if cache and cache.exists():
        with np.load(cache) as kept:
            known = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        known |= _embed_anew(missing)
        if cache:
            np.savez(cache, keys=np.array(list(known)), vectors=np.stack(list(known.values())))
    return np.stack([known[key] for key in keys])


def _embed_anew(missing: dict[str, str]) -> dict[str, Floats]:
    embedder, keys = E5Embedder(), list(missing)
    made: dict[str, Floats] = {}
    for start in range(0, len(keys), 256):
        part = keys[start : start + 256]
        made |= dict(
            zip(part, embedder.embed_passages([missing[key] for key in part]), strict=True)
        )
        sys.stderr.write(f"\rembedded {start + len(part)} of {len(keys)}")
    return made


def language_rows(rows: Sequence[Labelled]) -> NDArray[np.intp]:
    """For each row the place of its language in the head's arrays."""
    russian, english = LANGUAGES.index(Language.RU), LANGUAGES.index(Language.EN)
    return np.array([russian if row.source in _RUSSIAN else english for row in rows])


def train(rows: Sequence[Labelled], vectors: Floats) -> dict[str, Any]:
    """The arrays of a head, from training rows and their vectors (n, d)."""
    language = language_rows(rows)
    centre = np.stack([vectors[language == place].mean(axis=0) for place in range(len(LANGUAGES))])
    inputs = (vectors - centre[language]) * SCALE
    # An intercept a set keeps each set's habits of labelling out of the weights that are shared.
    source = np.stack([[row.source == name for row in rows] for name in _SOURCES], axis=1) * 10.0
    emotion = _emotion_weights(rows, inputs, source, language)
    valence = _valence_weights(rows, inputs, source)
    arousal = _arousal_weights(rows, inputs)
    return {
        "name": np.array(NAME),
        "embedder": np.array(E5Embedder.name),
        "centre": centre.astype(np.float32),
        "scale": np.array(SCALE),
        "weights": np.stack([*emotion["weights"], valence[0], arousal[0]]).astype(np.float32),
        "bias": np.array([0.0] * len(EMOTIONS) + [valence[1], arousal[1]]),
        **{name: emotion[name] for name in ("slope", "shift", "threshold")},
    }


def _emotion_weights(
    rows: Sequence[Labelled], inputs: Floats, source: Floats, language: NDArray[np.intp]
) -> dict[str, Any]:
    marked = np.array([not np.isnan(row.emotions[0]) for row in rows])
    marks = np.array([row.emotions for row in rows])[marked]
    features = np.hstack([inputs, source])[marked]
    trust = equal_weights([row.source for row in rows if not np.isnan(row.emotions[0])])
    width = inputs.shape[1]
    shape = (len(LANGUAGES), len(EMOTIONS))
    slope, shift, threshold = np.ones(shape), np.zeros(shape), np.ones(shape)
    weights = []
    for place in range(len(EMOTIONS)):
        wanted = marks[:, place]
        out_of_fold = np.zeros(len(wanted))
        for fit, rest in KFold(5, shuffle=True, random_state=0).split(features):
            model = _logistic().fit(features[fit], wanted[fit])
            out_of_fold[rest] = features[rest, :width] @ model.coef_[0, :width]
        weights.append(_logistic().fit(features, wanted).coef_[0, :width])
        for tongue in range(len(LANGUAGES)):
            there = language[marked] == tongue
            platt = LogisticRegression(C=1e6).fit(
                out_of_fold[there, None], wanted[there], trust[there]
            )
            slope[tongue, place], shift[tongue, place] = platt.coef_[0, 0], platt.intercept_[0]
            chances = platt.predict_proba(out_of_fold[there, None])[:, 1]
            threshold[tongue, place] = choose_threshold(chances, wanted[there], trust[there])
    return {"weights": weights, "slope": slope, "shift": shift, "threshold": threshold}


def choose_threshold(chances: Floats, wanted: Floats, trust: Floats) -> float:
    """The cut with the best F1 among those where enough of what is named is right."""
    cuts = np.unique(np.quantile(chances, np.linspace(0.3, 0.995, 150)))
    named = [(chances >= cut) * trust for cut in cuts]
    good = [
        cut
        for cut, part in zip(cuts, named, strict=True)
        if (part * wanted).sum() >= LEAST_PRECISION * part.sum()
    ]
    best = max(
        good,
        key=lambda cut: f1_score(wanted, chances >= cut, sample_weight=trust),
        default=cuts[-1],
    )
    return float(best)


def equal_weights(sources: Sequence[str]) -> Floats:
    """Weights by which every set counts alike, whatever its size: a diary is like none of them."""
    names, place, counts = np.unique(sources, return_inverse=True, return_counts=True)
    return np.asarray(len(sources) / len(names) / counts[place])


def _logistic() -> LogisticRegression:
    return LogisticRegression(C=0.02, class_weight="balanced", max_iter=1000)


def _valence_weights(
    rows: Sequence[Labelled], inputs: Floats, source: Floats
) -> tuple[Floats, float]:
    """Ridge on the writers' own valence, helped by emotions as weak signs of it in both languages."""
    given = np.array([row.valence for row in rows])
    marks = np.array([row.emotions for row in rows])
    weak = 0.6 * (marks[:, 0] - marks[:, 1:4].max(axis=1))
    target = np.where(np.isnan(given), weak, given)
    trust = np.where(np.isnan(given), WEAK_TRUST, 1.0)
    return _ridge(np.hstack([inputs, source * 0.3]), target, trust, given, inputs.shape[1])


def _arousal_weights(rows: Sequence[Labelled], inputs: Floats) -> tuple[Floats, float]:
    given = np.array([row.arousal for row in rows])
    rated = ~np.isnan(given)
    return _ridge(
        inputs[rated], given[rated], np.ones(int(rated.sum())), given[rated], inputs.shape[1]
    )


def _ridge(
    features: Floats, target: Floats, trust: Floats, given: Floats, width: int
) -> tuple[Floats, float]:
    """Ridge weights of the first `width` features, put on the scale that out-of-fold ratings ask for."""
    rated = ~np.isnan(given)
    raw = np.zeros(len(target))
    for fit, rest in KFold(5, shuffle=True, random_state=0).split(features):
        model = Ridge(alpha=ALPHA).fit(features[fit], target[fit], trust[fit])
        raw[rest] = features[rest, :width] @ model.coef_[:width]
    slope, shift = np.polyfit(raw[rated], given[rated], 1)
    return Ridge(alpha=ALPHA).fit(features, target, trust).coef_[:width] * slope, float(shift)


def main() -> None:
    """Train on the folder given and write the head."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--cache", type=Path, help="an .npz of embeddings, read and written")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    rows = [row for row in load_sets(given.path, PER_SET) if not row.dev]
    head = train(rows, embed([row.text for row in rows], given.cache))
    np.savez_compressed(given.out, **head)
    sizes = {
        name: sum(row.source == name for row in rows)
        for name in sorted({row.source for row in rows})
    }
    sys.stdout.write(
        json.dumps({"rows": sizes, "threshold": head["threshold"].round(3).tolist()}) + "\n"
    )


if __name__ == "__main__":
    main()
