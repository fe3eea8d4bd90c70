"""Whole-process times of the commands that must start fast.

    python benchmarks/bench_start.py [ROUNDS]

Medians over interleaved rounds, each process from cold; the ratios compare figures of one run,
since machines are noisy. Prints a table and one JSON document.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(sys.executable).parent
COMMANDS = {
    "import typer": [sys.executable, "-c", "import typer"],
    "--help": [str(BIN / "selfmirror"), "--help"],
    "note": [str(BIN / "selfmirror"), "note", "an entry of a few words"],
    "memory list": [str(BIN / "selfmirror"), "memory", "list"],
}


def elapsed(command: list[str], home: str) -> float:
    """Seconds that one run of the command takes, with the given home."""
    started = time.perf_counter()
    environment = {**os.environ, "SELFMIRROR_HOME": home}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    """Time every command in turn, several rounds over."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as home:
        for command in COMMANDS.values():
            elapsed(command, home)
        for _ in range(rounds):
            for name, command in COMMANDS.items():
                times[name].append(elapsed(command, home))
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, seconds in medians.items():
        print(
            f"{name:14} {seconds:6.3f} s  {seconds / medians['import typer']:5.2f} x import typer"
        )
    print(json.dumps({"rounds": rounds, "median_seconds": medians}))


if __name__ == "__main__":
    main()
