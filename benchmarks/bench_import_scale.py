"""A large import: speed and memory, a second look at many files, kills, and others' readers beside ours.

    python benchmarks/bench_import_scale.py [--megabytes 1000] [--files 10000] [--kills 20] [--peers PYTHON]

Every import is a process of its own on a new home, without embedding. `--peers` is a Python in which
convoviz or echomine is installed; whichever is there reads the same export in the same run.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from big_export import write_export

_SEED = 7
_LOOK = 1.0
"""Seconds between two looks at the memory of an import."""
_READERS = {
    "selfmirror": """
from datetime import UTC, datetime
from selfmirror.ingest.formats.format import Reading
from selfmirror.ingest.probe import probe
from selfmirror.ingest.recognise import recognise
from selfmirror.ingest.walk import Bounds, walk
started = time.perf_counter()
(found,) = walk([path], Path("/nowhere"), Bounds(1 << 40, 1 << 25))
seen = probe(found)
with found.open() as file:
    count = sum(d.messages for d in recognise(seen).read(Reading(file, seen, 1 << 25, datetime.now(UTC))))
""",
    "echomine": """
from echomine.adapters.openai import OpenAIAdapter
started = time.perf_counter()
count = sum(len(talk.messages) for talk in OpenAIAdapter().stream_conversations(path))
""",
    "convoviz": """
from convoviz.io.loaders import load_collection_from_json
started = time.perf_counter()
talks = load_collection_from_json(path).conversations
count = sum(1 for talk in talks for node in talk.mapping.values() if node.message)
""",
}


def main() -> int:
    """Measure, print one line a figure and one JSON document."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--megabytes", type=float, default=1000)
    arguments.add_argument("--files", type=int, default=10_000)
    arguments.add_argument("--kills", type=int, default=20)
    arguments.add_argument("--peers", type=Path)
    given = arguments.parse_args()
    result: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        for name, figures in (
            ("large", lambda: _large(scratch, given.megabytes)),
            ("readers", lambda: _race(scratch, min(given.megabytes, 100), given.peers)),
            ("again", lambda: _again(scratch, given.files)),
            ("kills", lambda: _kills(scratch, given.kills)),
        ):
            result[name] = figures()
            sys.stdout.write(f"{name:<8} {result[name]}\n")
            sys.stdout.flush()
    sys.stdout.write(json.dumps(result) + "\n")
    return 0


def _large(scratch: Path, megabytes: float) -> dict[str, Any]:
    """Store a large export and find a word in it."""
    export, home = scratch / "large.json", scratch / "large"
    messages = write_export(export, megabytes, round(megabytes * 40))
    size = export.stat().st_size / 1e6
    seconds, peak = _import(home, export)
    found = _run(home, "search", "museum", "--mode", "lexical", "--json")
    export.unlink()
    return {
        "mb": round(size),
        "messages": messages,
        "stored": _counts(home)["utterances"],
        "found": len(json.loads(found)["hits"]),
        "seconds": round(seconds, 1),
        "mb_per_second": round(size / seconds, 1),
        "peak_mb": round(peak),
    }


def _race(scratch: Path, megabytes: float, peers: Path | None) -> dict[str, float | str]:
    """The best of three readings of one export by each reader that is there, in seconds."""
    export = scratch / "race.json"
    write_export(export, megabytes, round(megabytes * 40))
    times: dict[str, float | str] = {}
    for name, reader in _READERS.items():
        python = Path(sys.executable) if name == "selfmirror" else peers
        code = (
            f"import sys, time\nfrom pathlib import Path\npath = Path(sys.argv[1])\n{reader}"
            "print(time.perf_counter() - started, count, file=sys.stderr)"
        )
        if python is None:
            continue
        runs = [
            subprocess.run(
                [python, "-c", code, export], capture_output=True, text=True, check=False
            )
            for _ in range(3)
        ]
        if any(run.returncode for run in runs):
            times[name] = "not installed"
        else:
            times[name] = min(float(run.stderr.split()[-2]) for run in runs)
    return times


def _again(scratch: Path, files: int) -> dict[str, float]:
    """A tree of many notes, imported and looked at again."""
    tree, home = scratch / "tree", scratch / "again"
    for number in range(files):
        folder = tree / f"{number // 400:03d}"
        folder.mkdir(parents=True, exist_ok=True)
        text = f"Note {number}: I want to see museum number {number}.\n\nThe road was long.\n"
        (folder / f"2020-{number % 12 + 1:02d}-{number % 28 + 1:02d}-{number}.md").write_text(text)
    first, _ = _import(home, tree)
    second, _ = _import(home, tree)
    return {"files": files, "first_seconds": round(first, 1), "again_seconds": round(second, 2)}


def _kills(scratch: Path, kills: int) -> dict[str, Any]:
    """Kill imports of one tree at random moments, finish each, and compare with one left alone."""
    chance = random.Random(_SEED)
    export = scratch / "killed" / "export.json"
    export.parent.mkdir()
    write_export(export, 20, 800)
    for number in range(300):
        (export.parent / f"2021-01-{number % 28 + 1:02d}-{number}.md").write_text(
            f"I decided to leave on day {number}."
        )
    whole, seconds = scratch / "whole", 0.0
    seconds, _ = _import(whole, export.parent)
    expected = _state(whole)
    same = 0
    for number in range(kills):
        home = scratch / f"killed-{number}"
        with _start(home, "import", export.parent, "--no-embed") as process:
            time.sleep(chance.uniform(0.2, seconds))
            process.send_signal(signal.SIGKILL)
        _import(home, export.parent)
        same += _state(home) == expected
    return {"kills": kills, "same_end": same}


def _state(home: Path) -> list[Any]:
    """What is stored, whoever brought it."""
    import duckdb

    with duckdb.connect(str(home / "mirror.duckdb"), read_only=True) as db:
        return db.execute(
            "SELECT count(*), count(DISTINCT id), bit_xor(hash(id, source, position, parent, speaker, text, said_at, "
            "said_on, date_source)), (SELECT count(*) FROM passage), (SELECT count(*) FROM holding), "
            "(SELECT count(*) FROM source) FROM utterance"
        ).fetchall()


def _import(home: Path, path: Path) -> tuple[float, float]:
    """Seconds of one whole import, and the peak of what it and its helper kept in memory, in megabytes."""
    started, peak = time.perf_counter(), 0.0
    with _start(home, "import", path, "--no-embed") as process:
        while process.returncode is None:
            peak = max(peak, _kept(process.pid))
            with suppress(subprocess.TimeoutExpired):
                process.wait(_LOOK)
    if process.returncode:
        raise SystemExit(f"the import of {path} ended with {process.returncode}")
    return time.perf_counter() - started, peak


def _kept(pid: int) -> float:
    """Proportional set size of a process and its children, in megabytes; what is shared counts once."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
        threads = Path(f"/proc/{pid}/task").iterdir()
        children = [
            one for each in threads for one in (each / "children").read_text("ascii").split()
        ]
    except OSError:
        return 0.0  # it has just ended
    kept = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    return int(kept.split()[1]) / 1024 + sum(_kept(int(child)) for child in children)


def _counts(home: Path) -> dict[str, int]:
    counts: dict[str, int] = json.loads(_run(home, "doctor", "--json"))["counts"]
    return counts


def _run(home: Path, *words: str) -> str:
    return subprocess.run(
        _command(home, *words), capture_output=True, text=True, check=False
    ).stdout


def _start(home: Path, *words: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(_command(home, *words), stdout=subprocess.DEVNULL)


def _command(home: Path, *words: str | Path) -> list[str]:
    return [sys.executable, "-m", "selfmirror", "--home", str(home), *map(str, words)]


if __name__ == "__main__":
    sys.exit(main())
