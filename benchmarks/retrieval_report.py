"""The figures of retrieval as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

COLUMNS = (
    "recall@1", "recall@5", "recall@10", "precision@1", "precision@5", "precision@10",
    "ndcg@1", "ndcg@5", "ndcg@10", "mrr", "any@5",
)  # fmt: skip


def markdown(figures: dict[str, Any]) -> str:
    """The bars, all measures of every mode, recall and nDCG by kind and language, and latency."""
    sets = figures["sets"]
    parts = [
        _table(("set", "questions", "measure", "figure", "at least"), _bars(figures["bars"])),
        _table(("set", "mode", *COLUMNS), _modes(sets)),
        _table(
            ("set", "questions", "n", "measure", *next(iter(sets.values()))["modes"]), _groups(sets)
        ),
        _table(
            ("set", "passages", "p50 ms", "p95 ms", "p99 ms", "words s", "vectors s", "embedded/s"),
            _times(sets),
        ),
    ]
    return "\n".join(parts)


def _bars(bars: list[dict[str, Any]]) -> Iterator[Sequence[str]]:
    for bar in bars:
        figure = f"{bar['figure']:.3f}" if bar["met"] else f"**{bar['figure']:.3f}**"
        yield bar["set"], bar["kind"], bar["measure"], figure, f"{bar['at_least']:.2f}"


def _modes(sets: dict[str, Any]) -> Iterator[Sequence[str]]:
    for name, one in sets.items():
        for mode, table in one["modes"].items():
            yield name, mode, *(f"{table['all'][column]:.3f}" for column in COLUMNS)


def _groups(sets: dict[str, Any]) -> Iterator[Sequence[str]]:
    for name, one in sets.items():
        modes = one["modes"]
        first = next(iter(modes.values()))
        for by in ("by_kind", "by_language"):
            for group, counted in first[by].items():
                for column in ("recall@1", "recall@10", "ndcg@10"):
                    cells = (f"{table[by][group][column]:.3f}" for table in modes.values())
                    yield name, group, str(counted["questions"]), column, *cells


def _times(sets: dict[str, Any]) -> Iterator[Sequence[str]]:
    for name, one in sets.items():
        caught = one["catching_up"]
        rate = caught["embedded"] / caught["embedding_s"] if caught["embedding_s"] else 0.0
        yield (
            name,
            f"{caught['passages']:.0f}",
            *(f"{value:.1f}" for value in one["latency"].values()),
            f"{caught['words_s']:.1f}",
            f"{caught['vectors_s']:.1f}",
            f"{rate:.1f}" if rate else "cached",
        )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
