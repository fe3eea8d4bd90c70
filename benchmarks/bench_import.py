"""How fast imports are, and whether every message that goes in is accounted for.

    python benchmarks/bench_import.py PATH [--json]

Imports everything below PATH into a home of its own twice. The messages of ChatGPT's and Claude's
exports are counted once more by a reading that shares nothing with the importer.
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

from selfmirror.clock import SystemClock
from selfmirror.ingest.importer import Importer, ImportOptions
from selfmirror.ingest.receipt import FileAccount, Receipt
from selfmirror.paths import Home
from selfmirror.settings import ImportSettings
from selfmirror.store.database import Store

_CHATS = frozenset({"chatgpt", "claude"})


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
    chats = [_compare(file) for file in first.files if file.format in _CHATS]
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


def _compare(file: FileAccount) -> dict[str, Any]:
    counted = _count(Path(file.path))
    accounted = file.spoken + sum(file.left_out.values())
    return {
        "file": file.path,
        "counted": counted,
        "in": file.messages,
        "stored": file.spoken,
        "left_out": dict(file.left_out),
        "ok": file.messages == accounted and counted in {None, file.messages},
    }


def _count(path: Path) -> int | None:
    """The messages in an export, by the plainest reading; None when the file is not whole JSON."""
    try:
        document = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError):
        return None
    talks = document if isinstance(document, list) else document.get("conversations", [document])
    return sum(_messages(talk) for talk in talks if isinstance(talk, dict))


def _messages(talk: dict[str, Any]) -> int:
    nodes = (talk.get("mapping") or {}).values()
    return sum(1 for node in nodes if node.get("message")) + len(talk.get("chat_messages") or [])


def _table(result: dict[str, Any]) -> str:
    rows = [(key, result[key]) for key in result if key not in {"chats", "path"}]
    lines = [f"{key.replace('_', ' '):<20} {value}" for key, value in rows]
    lines += [
        f"{'ok ' if chat['ok'] else 'BAD'} counted {chat['counted']} in {chat['in']} stored {chat['stored']} "
        f"{chat['left_out'] or ''} {Path(chat['file']).name}"
        for chat in result["chats"]
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
