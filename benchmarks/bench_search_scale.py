"""Measures search over a large made-up home, beside the bare engines in the same run.

Run: python benchmarks/bench_search_scale.py [--passages N] [--queries N] [--home DIR] [--json FILE]

The home gets texts of made-up words with vectors by chance, so that nothing is embedded but the
questions. Each part is a process of its own, so that its peak of memory is its own: filling the
home, asking it warm (without filters, within filters, by one arm), asking bare Chroma and bare
tantivy, and `selfmirror search` from its start to its end. With `--home` the home and the bare
engines' folder beside it are kept, and used again if they are there. A table on stdout.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from big_diary import Sayings, chance_vectors, filters, made_up, questions
from timing import seconds, spread

from selfmirror.paths import Home
from selfmirror.search.finder import Mode, Query
from selfmirror.store import passages
from selfmirror.store.utterances import add_sources, add_utterances
from selfmirror.wiring import Mirror, wire

_BATCH = 5000
_WARMING = 5
_COLD_RUNS = 7
Spread = dict[str, float]


def silent(_: str) -> None:
    """Progress nobody watches."""


def peak_mb() -> float:
    """The most memory that this process has held."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1024 if sys.platform != "darwin" else 1024**2), 0)


def fill(root: Path, count: int) -> dict[str, float]:
    """Store the made-up words with their vectors and let both indexes follow."""
    mirror = wire(Home(root), offline=True)
    notes = list(made_up(list(Sayings(1).texts(count))))

    def store() -> None:
        with mirror.store.open() as db:
            add_sources(db, [source for source, _ in notes], None, mirror.clock.now())
            add_utterances(db, [said for _, some in notes for said in some])

    taken = {
        "store_s": seconds(store),
        "words_s": seconds(lambda: mirror.search.catch_up_words(silent)),
        "vectors_kept_s": seconds(lambda: give_vectors(mirror)),
        "vector_index_s": seconds(lambda: mirror.search.catch_up(silent, embed_at_most=0)),
        "nothing_to_do_s": seconds(lambda: mirror.search.catch_up(silent)),
    }
    return {name: round(value, 3) for name, value in taken.items()} | {"peak_mb": peak_mb()}


def give_vectors(mirror: Mirror) -> None:
    """A vector by chance for every passage, in the model's name, so that the model is not needed."""
    chance = np.random.default_rng(7)
    model = mirror.search.model
    with mirror.store.open() as db:
        lacking = [one for one, _ in passages.waiting(db, model, sys.maxsize)]
    for start in range(0, len(lacking), _BATCH):
        part = lacking[start : start + _BATCH]
        with mirror.store.open() as db:
            passages.add_vectors(db, model, part, list(chance_vectors(chance, len(part))))


def ask(root: Path, asked: list[str]) -> dict[str, Any]:
    """Warm queries of one process: hybrid, each arm, the question's embedding, and hybrid within filters."""
    mirror = wire(Home(root), offline=True)
    embedder = mirror.models.embedder
    if embedder is None:
        raise SystemExit("this compares searches by meaning: no embedding model is here")

    def look(text: str, **limits: Any) -> None:
        mirror.search.find(Query(text, **limits))

    first = seconds(lambda: look(asked[0]))
    modes: tuple[Mode, ...] = ("hybrid", "lexical", "semantic")
    times: dict[str, Spread] = {
        mode: spread(_timed(partial(look, mode=mode), asked)) for mode in modes
    }
    times["embedding"] = spread(_timed(embedder.embed_query, asked))
    unfiltered = peak_mb()
    some = asked[: max(20, len(asked) // 3)]
    narrowed = {
        name: spread(_timed(partial(look, **limits), some)) for name, limits in filters().items()
    }
    return {
        "first_s": round(first, 3),
        "warm": times,
        "filtered": narrowed,
        "peak_mb_unfiltered": unfiltered,
        "peak_mb": peak_mb(),
    }


def ask_bare(root: Path, count: int, asked: list[str]) -> dict[str, Any]:
    """The same number of texts and vectors in Chroma and tantivy themselves, asked without selfmirror."""
    collection = _bare_chroma(root / "chroma", count)
    index = _bare_tantivy(root / "tantivy", count)
    vectors = dict(zip(asked, chance_vectors(np.random.default_rng(8), len(asked)), strict=True))

    def words(text: str) -> None:
        searcher = index.searcher()
        found = searcher.search(index.parse_query(text, ["text"]), 10).hits
        for _, place in found:
            searcher.doc(place)["id"]

    def meaning(text: str) -> None:
        collection.query(query_embeddings=[vectors[text]], n_results=10, include=["distances"])

    def both(text: str) -> None:
        words(text)
        meaning(text)

    ways: dict[str, Callable[[str], None]] = {"tantivy": words, "chroma": meaning, "both": both}
    return {name: spread(_timed(way, asked)) for name, way in ways.items()} | {
        "peak_mb": peak_mb(),
    }


def _bare_chroma(folder: Path, count: int) -> Any:
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    collection = client.get_or_create_collection(
        "bare", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    if collection.count() == count:
        return collection
    chance = np.random.default_rng(7)
    for start in range(0, count, _BATCH):
        size = min(_BATCH, count - start)
        ids = [str(start + number) for number in range(size)]
        collection.add(ids=ids, embeddings=chance_vectors(chance, size))
    return collection


def _bare_tantivy(folder: Path, count: int) -> Any:
    import tantivy

    folder.mkdir(parents=True, exist_ok=True)
    if tantivy.Index.exists(str(folder)):
        return tantivy.Index.open(str(folder))
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw")
    schema.add_text_field("text")
    index = tantivy.Index(schema.build(), path=str(folder))
    writer = index.writer(num_threads=1)
    for number, text in enumerate(Sayings(1).texts(count)):
        writer.add_document(tantivy.Document(id=str(number), text=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def ask_cold(root: Path, asked: list[str]) -> dict[str, float]:
    """`selfmirror search` as a process, from its start to its end."""
    environment = {**os.environ, "SELFMIRROR_HOME": str(root)}

    def run(text: str) -> None:
        command = [sys.executable, "-m", "selfmirror", "search", text, "--json"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)

    times = [seconds(partial(run, text)) for text in asked[:_COLD_RUNS]]
    return {"median_s": round(float(np.median(times)), 2), "most_s": round(max(times), 2)}


def _timed(way: Callable[[str], object], asked: list[str]) -> list[float]:
    for text in asked[:_WARMING]:
        way(text)
    return [seconds(partial(way, text)) for text in asked]


def judged(figures: dict[str, Any]) -> list[dict[str, Any]]:
    """What a large home may cost at most, with the figures beside it."""
    asked, bare = figures["asked"], figures["bare"]
    hybrid, embedding = asked["warm"]["hybrid"], asked["warm"]["embedding"]
    alone = hybrid["p50_ms"] - embedding["p50_ms"]
    slowest = max(one["p95_ms"] for one in asked["filtered"].values())
    bars = (
        ("hybrid, p95, ms", hybrid["p95_ms"], 50),
        ("hybrid within any filter, p95, ms", slowest, 90),
        ("hybrid less embedding / bare engines, p50", round(alone / bare["both"]["p50_ms"], 2), 3),
        ("memory while asking, MB", asked["peak_mb"], 800),
        ("selfmirror search from cold, s", figures["cold"]["median_s"], 1.6),
    )
    return [
        {"what": what, "figure": figure, "at_most": most, "met": figure <= most}
        for what, figure, most in bars
    ]


def table(figures: dict[str, Any]) -> str:
    """The bars, and the times of every way of asking."""
    lines = ["| what | figure | at most |", "|---|---|---|"]
    for bar in figures["bars"]:
        figure = str(bar["figure"]) if bar["met"] else f"**{bar['figure']}**"
        lines.append(f"| {bar['what']} | {figure} | {bar['at_most']} |")
    lines += ["", "| asked | p50 ms | p95 ms | p99 ms |", "|---|---|---|---|"]
    bare = {f"bare {name}": figures["bare"][name] for name in ("tantivy", "chroma", "both")}
    for name, times in (figures["asked"]["warm"] | figures["asked"]["filtered"] | bare).items():
        lines.append(f"| {name} | {' | '.join(str(value) for value in times.values())} |")
    return "\n".join(lines) + "\n"


def alone(work: Callable[..., dict[str, Any]], *given: Any) -> dict[str, Any]:
    """The work done in a new process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work, *given).result()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--home", type=Path, help="a folder that keeps the made-up home")
    parser.add_argument("--json", type=Path, help="where to write all figures")
    given = parser.parse_args()
    asked = questions(given.queries)
    figures: dict[str, Any] = {"passages": given.passages}
    with tempfile.TemporaryDirectory() as folder:
        root = given.home or Path(folder) / "home"
        if not Home(root).database.exists():
            figures["filled"] = alone(fill, root, given.passages)
        figures["asked"] = alone(ask, root, asked)
        bare = root.with_name(f"{root.name}-bare")
        figures["bare"] = alone(ask_bare, bare, given.passages, asked)
        figures["cold"] = ask_cold(root, asked)
    figures["bars"] = judged(figures)
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    sys.stdout.write(table(figures))
    sys.stderr.write(json.dumps(figures.get("filled", {})) + "\n")


if __name__ == "__main__":
    main()
