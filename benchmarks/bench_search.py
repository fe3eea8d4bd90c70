"""Measures what search finds on sets of questions, beside its two arms alone.

Run: python benchmarks/bench_search.py DATA [--cache DIR] [--json FILE] [--answers FILE] [--set NAME]

DATA holds `memory/` (LoCoMo, LongMemEval) and `retrieval/` (XQuAD); a set that is not there is
left out. Every set is stored through the program's own store into throw-away homes and asked
through its own search: all questions in hybrid mode, by words alone and by meaning alone. Tables
on stdout, progress on stderr. A first run embeds everything; with `--cache` the next ones do not.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from retrieval_measures import against_bars, tabulate
from retrieval_report import markdown
from retrieval_runs import MODES, Run, run_haystack
from retrieval_sets import READERS, VARIANTS
from timing import spread
from vector_cache import CachedEmbedder

from selfmirror.paths import Home
from selfmirror.wiring import wire


def run_set(name: str, data: Path, cache: Path) -> Iterator[Run]:
    """Every haystack of one set, each in a home of its own; none where DATA does not hold the set."""
    for haystack in (READERS | VARIANTS)[name](data):
        with tempfile.TemporaryDirectory() as folder:
            model = wire(Home(Path(folder)), offline=True).models.embedder
            if model is None:
                raise SystemExit("this compares searches by meaning: no embedding model is here")
            started = time.perf_counter()
            with closing(CachedEmbedder(model, cache)) as embedder:
                yield run_haystack(haystack, Path(folder), embedder)
        sys.stderr.write(f"{name} {haystack.name}: {time.perf_counter() - started:.0f} s\n")


def summed(runs: Sequence[Run]) -> dict[str, Any]:
    """The figures of one set over all its haystacks."""
    parts = {key: sum(run.catching_up[key] for run in runs) for key in runs[0].catching_up}
    return {
        "homes": len(runs),
        "catching_up": {key: round(value, 1) for key, value in parts.items()},
        "latency": spread([one for run in runs for one in run.times]),
        "modes": {
            mode: tabulate([one for run in runs for one in run.answers[mode]]) for mode in MODES
        },
    }


def answer_lines(name: str, runs: Sequence[Run]) -> Iterator[str]:
    """Every question with what was found for it in each mode, a JSON object a line."""
    for run in runs:
        for mode, answers in run.answers.items():
            for one in answers:
                asked = one.question
                line = {
                    "set": name,
                    "haystack": run.name,
                    "mode": mode,
                    "id": asked.id,
                    "kind": asked.kind,
                    "language": asked.language,
                    "question": asked.text,
                    "gold": sorted(asked.gold),
                    "found": one.found,
                }
                yield json.dumps(line, ensure_ascii=False) + "\n"


def main() -> None:
    """Measure and print."""
    given = _options().parse_args()
    with tempfile.TemporaryDirectory() as passing:
        cache = given.cache or Path(passing)
        runs = {name: list(run_set(name, given.data, cache)) for name in given.set or READERS}
    sets = {name: summed(some) for name, some in runs.items() if some}
    if not sets:
        raise SystemExit(f"{given.data} holds none of {', '.join(runs)}")
    figures = {"sets": sets, "bars": against_bars(sets)}
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
    if given.answers:
        lines = [line for name, some in runs.items() for line in answer_lines(name, some)]
        given.answers.write_text("".join(lines), "utf-8")
    sys.stdout.write(markdown(figures))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, help="a folder that keeps vectors between runs")
    parser.add_argument("--json", type=Path, help="where to write all figures")
    parser.add_argument("--answers", type=Path, help="where to write what each question found")
    parser.add_argument(
        "--set",
        choices=[*READERS, *VARIANTS],
        action="append",
        help="only this one; may be repeated",
    )
    return parser


if __name__ == "__main__":
    main()
