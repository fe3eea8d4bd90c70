"""Measures catching up and searching over a folder of notes, beside the bare engines.

Run: python benchmarks/bench_search.py FOLDER [--home DIR] [--queries N]

The notes are imported into a home of their own (a temporary one unless `--home` keeps it), then
caught up stage by stage, searched warm, and searched by whole processes. JSON on stdout, a table
on stderr.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from selfmirror.ingest.options import ImportOptions
from selfmirror.paths import Home
from selfmirror.search.finder import Query
from selfmirror.search.wording import read_wording
from selfmirror.store.retrieval import Limits
from selfmirror.wiring import Mirror, wire

WORDS = (
    "museum", "смерть", "fear of dying", "what I wanted to become", "любовь", "money and work",
    "зоология и насекомые", "illness", "one book", "семья", "the sea", "ambition",
)  # fmt: skip


def silent(_: str) -> None:
    """Progress nobody watches."""


def seconds(work: Callable[[], object]) -> float:
    """How long one run of the work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def spread(times: list[float]) -> dict[str, float]:
    """Median and 95th percentile in milliseconds."""
    ordered = sorted(times)
    return {
        "p50_ms": round(statistics.median(ordered) * 1000, 1),
        "p95_ms": round(ordered[int(0.95 * (len(ordered) - 1))] * 1000, 1),
    }


def measure_catching_up(mirror: Mirror, folder: Path) -> dict[str, Any]:
    """Import, words, embedding, and a second run that has nothing to do."""
    imported = seconds(lambda: mirror.importer.run([folder], ImportOptions(), silent))
    words = seconds(lambda: mirror.search.catch_up_words(silent))
    embedded = seconds(lambda: mirror.search.catch_up(silent))
    nothing = seconds(lambda: mirror.search.catch_up(silent))
    counts = mirror.search.counts()
    return {
        "import_s": round(imported, 2),
        "words_s": round(words, 2),
        "embed_and_vectors_s": round(embedded, 2),
        "passages_per_s": round(counts.passages / max(embedded, 1e-9), 1),
        "nothing_to_do_s": round(nothing, 3),
        "passages": counts.passages,
        "vectors": counts.vectors,
    }


def measure_queries(mirror: Mirror, home: Home, rounds: int) -> dict[str, Any]:
    """Warm queries through the whole search, and through the bare engines with the same model."""
    from selfmirror.engines.chroma_vectors import ChromaVectors
    from selfmirror.engines.tantivy_words import TantivyWords

    words, vectors = TantivyWords(home.index / "words"), ChromaVectors(home.index / "vectors")

    embedder = mirror.models.embedder
    if embedder is None:
        raise SystemExit("this compares searches by meaning: set embedding.engine")

    def bare(text: str) -> None:
        words.find(read_wording(text), 100, Limits())
        vectors.find(embedder.embed_query(text), 100)

    asked = [WORDS[number % len(WORDS)] for number in range(rounds)]
    ways: dict[str, Callable[[str], object]] = {
        "hybrid": lambda text: mirror.search.look(Query(text)),
        "lexical": lambda text: mirror.search.look(Query(text, mode="lexical")),
        "filtered": lambda text: mirror.search.look(Query(text, speaker="me")),
        "bare_engines": bare,
    }
    return {name: spread(_timed(way, asked)) for name, way in ways.items()}


def _timed(way: Callable[[str], object], asked: list[str]) -> list[float]:
    way(asked[0])
    return [seconds(partial(way, text)) for text in asked]


def measure_process(home: Home, runs: int) -> dict[str, float]:
    """`selfmirror search` from start to end."""
    environment = {**os.environ, "SELFMIRROR_HOME": str(home.root)}
    command = [sys.executable, "-m", "selfmirror", "search", "museum", "--json"]

    def run() -> None:
        subprocess.run(command, check=True, capture_output=True, env=environment)  # noqa: S603 - ours

    return spread([seconds(run) for _ in range(runs)])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--queries", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        home = Home(given.home or Path(temporary))
        mirror = wire(home)
        found = {
            "catching_up": measure_catching_up(mirror, given.folder),
            "warm": measure_queries(mirror, home, given.queries),
            "process": measure_process(home, 5),
        }
    for part, figures in found.items():
        for name, value in figures.items():
            sys.stderr.write(f"{part:12} {name:20} {value}\n")
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
