"""How fast imports are, and whether every message that goes in is accounted for.

    python benchmarks/bench_import.py PATH [--json]

Imports everything below PATH into a home of its own twice. The messages of AI chats are counted once
more, by who says something in them, by a reading that shares nothing with the importer.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from counting import SIDES, counted

from selfmirror.clock import SystemClock
from selfmirror.ingest.importer import Importer, ImportOptions
from selfmirror.ingest.receipt import FileAccount, Receipt, Status
from selfmirror.paths import Home
from selfmirror.settings import ImportSettings
from selfmirror.store.database import Store


def main() -> int:
    """Measure, print a table and one JSON document; 1 when some message is not accounted for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("path", type=Path)
    arguments.add_argument("--json", action="store_true", help="only the JSON document")
    given = arguments.parse_args()
    result = measure(given.path)
    if not given.json:
        sys.stdout.write(_table(result) + "\n")
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    return 0 if result["messages_accounted"] else 1


def measure(path: Path) -> dict[str, Any]:
    """Both runs over a path, and the independent count."""
    with tempfile.TemporaryDirectory() as scratch:
        clock = SystemClock()
        importer = Importer(Store(Home(Path(scratch) / "home"), clock), clock, ImportSettings())
        first, seconds = _timed(importer, path)
        _, again = _timed(importer, path)
    totals = first.totals()
    size = sum(one.stat().st_size for one in _files(path)) / 1e6
    chats = [_compare(file) for file in first.files if _is_chat(file)]
    return {
        "path": str(path),
        "files": totals["files"],
        "status": {key: totals[key] for key in ("indexed", "duplicate", "skipped", "failed")},
        "utterances": totals["added"],
        "dated": totals["dated"],
        "seconds": round(seconds, 3),
        "files_per_second": round(totals["files"] / seconds, 1),
        "mb_per_second": round(size / seconds, 2),
        "second_run_seconds": round(again, 3),
        "messages": totals["messages"],
        "chats": chats,
        "messages_accounted": all(chat["ok"] for chat in chats),
    }


def _timed(importer: Importer, path: Path) -> tuple[Receipt, float]:
    started = time.perf_counter()
    receipt = importer.run([path], ImportOptions(), lambda _: None)
    return receipt, time.perf_counter() - started


def _files(path: Path) -> Iterable[Path]:
    return [path] if path.is_file() else (one for one in path.rglob("*") if one.is_file())


def _is_chat(file: FileAccount) -> bool:
    return file.format in SIDES and file.status is not Status.DUPLICATE


def _compare(file: FileAccount) -> dict[str, Any]:
    again = counted(Path(file.path), file.format or "")
    accounted = file.spoken + sum(file.left_out.values())
    said = (file.by_speaker.get("me", 0), file.by_speaker.get("assistant", 0))
    return {
        "file": file.path,
        "counted": again and again.messages,
        "counted_said": again and {"me": again.me, "assistant": again.assistant},
        "in": file.messages,
        "stored": file.spoken,
        "said": {"me": said[0], "assistant": said[1]},
        "left_out": dict(file.left_out),
        "ok": file.messages == accounted and again in {None, (file.messages, *said)},
    }


def _table(result: dict[str, Any]) -> str:
    rows = [(key, result[key]) for key in result if key not in {"chats", "path"}]
    lines = [f"{key.replace('_', ' '):<20} {value}" for key, value in rows]
    lines += [
        f"{'ok ' if chat['ok'] else 'BAD'} counted {chat['counted']} in {chat['in']} stored {chat['stored']} "
        f"me {chat['said']['me']} assistant {chat['said']['assistant']} {chat['left_out'] or ''} {Path(chat['file']).name}"
        for chat in result["chats"]
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
