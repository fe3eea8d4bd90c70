"""How long the embedded guide takes to answer, as a person at a pipe would measure it.

    python benchmarks/bench_session.py [HOME]

One whole process of `selfmirror session --json`; the time from a turn's newline to its `reply`
event. With HOME a copy of it is used, so that recall has something to look through.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

TURNS = (
    "Хочу дописать книгу о реке",
    "Потому что это единственное, что останется моим",
    "Боюсь снова бросить на середине",
    "Что мне делать сначала?",
    "Решил писать по утрам, до работы",
    "Устал: сроки, отчёты, ничего не успеваю",
    "Хочу к морю хотя бы на неделю",
    "Пусть будет книга, а море потом",
)


def until_reply(out: IO[str]) -> float:
    """Seconds until the next `reply` event."""
    started = time.perf_counter()
    while json.loads(out.readline())["event"] != "reply":
        continue
    return time.perf_counter() - started


def main() -> None:
    """Hold one session and print what each reply took."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        if len(sys.argv) > 1:
            shutil.copytree(sys.argv[1], home)
        command = [sys.executable, "-m", "selfmirror", "session", "want-now", "--lang", "ru"]
        started = time.perf_counter()
        process = subprocess.Popen(
            [*command, "--offline", "--json"],
            env={**os.environ, "SELFMIRROR_HOME": str(home)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the session has no pipes")
        until_reply(process.stdout)
        opening = time.perf_counter() - started
        took: list[float] = []
        for turn in TURNS:
            process.stdin.write(turn + "\n")
            process.stdin.flush()
            took.append(until_reply(process.stdout))
        process.communicate("/end\n")
    first, *later = took
    print(f"opening {opening:.3f} s, first reply {first:.3f} s")
    print(f"later   median {statistics.median(later):.3f} s, worst {max(later):.3f} s")
    print(json.dumps({"opening": opening, "first": first, "later": later}))


if __name__ == "__main__":
    main()
