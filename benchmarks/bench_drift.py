"""Measure drift: `python benchmarks/bench_drift.py [DIARY] [--home DIR] [--lives N]`.

Prints one JSON document: how often synthetic lives that do not change raise an alarm, how often and
how near planted turns are found, and, for a diary folder, the themes, the turns and the seconds of
a first and a second report. With `--home` the import and its vectors are kept for the next run.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from selfmirror.drift.drift import DriftQuestion
from selfmirror.drift.turns import Profile, find_turns
from selfmirror.ingest.importer import ImportOptions
from selfmirror.paths import Home
from selfmirror.wiring import wire

START = date(2024, 1, 1)
SHAPES = {
    "ten months, daily": {"days": 300, "writes": 0.8, "said": 3.0},
    "two months, little": {"days": 60, "writes": 0.8, "said": 2.0},
    "three years, daily": {"days": 900, "writes": 0.8, "said": 3.0},
    "four years, seldom": {"days": 1500, "writes": 0.2, "said": 4.0},
}
MOVED = {
    "ten months, daily": 0.2,
    "two months, little": 0.5,
    "three years, daily": 0.2,
    "four years, seldom": 0.3,
}


def live(
    seed: int, shape: dict[str, float], moved: float, *, moods: bool = False
) -> tuple[list[date], Profile, date]:
    """Texts a day, each about one of eight themes; half-way `moved` of all attention goes to one theme.

    With moods, a third of three days' attention follows a passing profile.
    """
    chance = np.random.default_rng(seed)
    before = chance.dirichlet(np.full(8, 2.0))
    after = before * (1 - moved) + np.eye(8)[chance.integers(8)] * moved
    days, counts, mood = [], [], before
    turn = START + timedelta(days=int(shape["days"]) // 2)
    for number in range(int(shape["days"])):
        day = START + timedelta(days=number)
        mood = chance.dirichlet(np.ones(8)) if number % 3 == 0 else mood
        if chance.random() < shape["writes"]:
            profile = before if day < turn else after
            profile = 0.7 * profile + 0.3 * mood if moods else profile
            days.append(day)
            counts.append(chance.multinomial(1 + chance.poisson(shape["said"] - 1), profile))
    held = np.array(counts, dtype=np.float64)
    return days, Profile(held.sum(axis=1), held), turn


def alarms(lives: int) -> Iterator[tuple[str, float]]:
    """The share of unchanged lives with a turn."""
    for name, shape in SHAPES.items():
        for moods in (False, True):
            raised = sum(
                bool(find_turns(*live(s, shape, 0.0, moods=moods)[:2])) for s in range(lives)
            )
            yield f"{name}{', moods' if moods else ''}", round(raised / lives, 3)


def planted(lives: int) -> Iterator[tuple[str, dict[str, float | None]]]:
    """How often a planted turn is found, how many days off, and how often its range holds it."""
    for name, shape in SHAPES.items():
        off, held, extra = [], 0, 0
        for seed in range(lives):
            days, profile, turn = live(seed, shape, MOVED[name])
            found = find_turns(days, profile)
            extra += max(len(found) - 1, 0)
            if found:
                nearest = min(found, key=lambda one: abs((one.day - turn).days))
                off.append(abs((nearest.day - turn).days))
                held += nearest.earliest <= turn <= nearest.latest
        yield (
            name,
            {
                "moved": MOVED[name],
                "found": round(len(off) / lives, 3),
                "days_off": median(off) if off else None,
                "range_holds": round(held / max(len(off), 1), 3),
                "extra_turns": round(extra / lives, 3),
            },
        )


def diary(folder: Path, home: Path) -> dict[str, Any]:
    """The report of a diary, by quarter, and how long it takes."""
    mirror = wire(Home(home), offline=True)
    mirror.importer.run([folder], ImportOptions(), lambda _: None)
    mirror.catch_up(lambda _: None)
    with mirror.store.open() as db:
        db.execute("DELETE FROM drift_state")
    question = DriftQuestion(by="quarter")
    started = time.perf_counter()
    report = mirror.drift.report(question)
    first = time.perf_counter() - started
    again = mirror.drift.report(question)
    second = time.perf_counter() - started - first
    return {
        "seconds": {"first": round(first, 2), "second": round(second, 2)},
        "same_twice": report == again,
        "themes": [
            {"label": t.label, "mentions": t.total, "trend": t.trend} for t in report.themes
        ],
        "changes": report.as_json()["changes"],
        "summary": report.summary,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("diary", type=Path, nargs="?")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--lives", type=int, default=100)
    given = parser.parse_args()
    document: dict[str, Any] = {
        "alarms_without_change": dict(alarms(given.lives)),
        "planted": dict(planted(given.lives)),
    }
    if given.diary:
        with tempfile.TemporaryDirectory() as scratch:
            document["diary"] = diary(given.diary, given.home or Path(scratch))
    print(json.dumps(document, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
