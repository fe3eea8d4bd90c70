"""Whether any file can crash, hang or slip through an import.

    python benchmarks/fuzz_import.py [CASES] [--data DIR] [--seed N] [--only CASE] [--json]

Each case is one file, put through all stages of a dry run with a limit of time: samples (those below
DIR, or small ones made by code) with bytes, types and structures changed, and structures out of the
words that the registered formats' readers know. Ends with 1 when a case crashed, hung, was missing
from the receipt, or had messages that were neither stored nor left out for a reason. A reader that
stumbled over a file (which the receipt tells) is counted with its error, for it lost what was whole.
"""

from __future__ import annotations

import argparse
import faulthandler
import io
import json
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fuzz_cases import Cases, Sample
from fuzz_samples import samples

from selfmirror.clock import SystemClock
from selfmirror.ingest import faults
from selfmirror.ingest.importer import Importer, ImportOptions
from selfmirror.ingest.receipt import Receipt
from selfmirror.paths import Home
from selfmirror.settings import ImportSettings
from selfmirror.store.database import Store

_SECONDS = 10.0
_LARGEST = 300_000
_SHOWN = 15


class Hung(BaseException):
    """A case took longer than it may; no reader can catch this as an error of its own."""


@dataclass(slots=True)
class Findings:
    """What a run found: the numbers of the cases that went wrong, and counts of all."""

    crashed: dict[int, str] = field(default_factory=dict)
    hung: list[int] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    unaccounted: list[int] = field(default_factory=list)
    stumbled: Counter[str] = field(default_factory=Counter)
    examples: dict[str, int] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)
    formats: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int] = (0.0, 0)

    @property
    def sound(self) -> bool:
        """Whether nothing crashed, hung or was lost."""
        return not (self.crashed or self.hung or self.missing or self.unaccounted)


def main() -> int:
    """Run the cases and say what was found; 1 when something is not sound."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("cases", type=int, nargs="?", default=5000)
    arguments.add_argument("--data", type=Path, help="a folder of samples to mutate as well")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--only", type=int, help="run this case alone and keep its file")
    arguments.add_argument("--json", action="store_true", help="only the JSON document")
    given = arguments.parse_args()
    cases = Cases([*samples().items(), *_samples_below(given.data)], given.seed)
    if given.only is not None:
        return _one(cases, given.only)
    started = time.perf_counter()
    found = run(cases, given.cases)
    result = _result(found, given.cases, given.seed, time.perf_counter() - started)
    if not given.json:
        sys.stdout.write(_table(result))
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    return 0 if found.sound else 1


def _samples_below(folder: Path | None) -> Iterator[Sample]:
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.is_file() and 0 < path.stat().st_size <= _LARGEST:
            yield path.name, path.read_bytes()


def run(cases: Cases, count: int) -> Findings:
    """Put the first cases through an import, one by one."""
    found = Findings()
    _listen(found)
    faulthandler.enable()
    signal.signal(signal.SIGALRM, _stop)
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(count):
            name, content = cases.case(number)
            _try(Path(scratch), name, content, number, found)
    return found


def _listen(found: Findings) -> None:
    """Count what readers stumble over beyond what they say of a file, by error and place."""
    explain = faults.because

    def because(error: Exception) -> str:
        said = explain(error)
        if said.startswith("it cannot be read") or isinstance(error, RecursionError):
            last = traceback.extract_tb(error.__traceback__)[-1]
            key = f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno} {last.name}"
            found.stumbled[key] += 1
            found.examples.setdefault(key, -1)
        return said

    faults.because = because


def _try(scratch: Path, name: str, content: bytes, number: int, found: Findings) -> None:
    folder = scratch / "case"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    began = time.perf_counter()
    try:
        with _within(_SECONDS):
            receipt = _imported(path, scratch)
    except Hung:
        found.hung.append(number)
    except Exception as error:  # noqa: BLE001 - any error that gets here is what is looked for
        found.crashed[number] = "".join(traceback.format_exception(error)[-3:])
    else:
        _judge(receipt, path, content, number, found)
    finally:
        found.slowest = max(found.slowest, (time.perf_counter() - began, number))
        for key, example in found.examples.items():
            found.examples[key] = number if example < 0 else example
        path.unlink()


def _imported(path: Path, scratch: Path) -> Receipt:
    clock = SystemClock()
    importer = Importer(Store(Home(scratch / "home"), clock), clock, ImportSettings())
    return importer.run([path], ImportOptions(dry_run=True, me=("Anna",)), lambda _: None)


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    signal.setitimer(signal.ITIMER_REAL, seconds)
    # What never comes back from C is ended with its stack shown.
    faulthandler.dump_traceback_later(seconds * 6, exit=True)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.cancel_dump_traceback_later()


def _stop(*_: object) -> None:
    raise Hung


def _judge(receipt: Receipt, path: Path, content: bytes, number: int, found: Findings) -> None:
    told = [file.path for file in receipt.files]
    refused = told == [str(path)] and receipt.failed
    wanted = [path] if refused else _expected(path, content)
    if not all(any(one.startswith(str(want)) for one in told) for want in wanted):
        found.missing.append(number)
    for file in receipt.files:
        found.statuses[file.status.value] += 1
        found.formats[file.format or "none"] += 1
        if file.messages != file.spoken + sum(file.left_out.values()):
            found.unaccounted.append(number)
        if sum(file.by_speaker.values()) != file.utterances:
            found.unaccounted.append(number)


def _expected(path: Path, content: bytes) -> Iterator[Path | str]:
    """What the receipt has to name: the file, or each file in it when it is a zip that opens."""
    if content[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        with suppress(Exception), zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if "[Content_Types].xml" not in names and "mimetype" not in names:
                yield from (
                    f"{path}/{name}" for name in names if name.isascii() and name[-1:] != "/"
                )
                return
    yield path


def _one(cases: Cases, number: int) -> int:
    name, content = cases.case(number)
    kept = Path(tempfile.mkdtemp(prefix="fuzz-")) / name
    kept.write_bytes(content)
    sys.stdout.write(f"{kept}\n")
    with tempfile.TemporaryDirectory() as scratch:
        receipt = _imported(kept, Path(scratch))
    sys.stdout.write(json.dumps(receipt.as_json(), ensure_ascii=True, indent=1) + "\n")
    return 0


def _result(found: Findings, cases: int, seed: int, seconds: float) -> dict[str, Any]:
    return {
        "cases": cases,
        "seed": seed,
        "seconds": round(seconds, 1),
        "crashes": found.crashed,
        "hangs": found.hung,
        "missing": found.missing,
        "unaccounted": found.unaccounted,
        "stumbled": {
            error: {"times": times, "case": found.examples[error]}
            for error, times in found.stumbled.most_common()
        },
        "status": dict(found.statuses.most_common()),
        "formats": dict(found.formats.most_common()),
        "slowest": {"seconds": round(found.slowest[0], 2), "case": found.slowest[1]},
    }


def _table(result: dict[str, Any]) -> str:
    lines = [f"seed {result['seed']}: {result['cases']} cases in {result['seconds']} s"]
    lines += [
        f"{key:<12} {len(result[key])}  {list(result[key])[:_SHOWN] or ''}"
        for key in ("crashes", "hangs", "missing", "unaccounted")
    ]
    stumbled = sum(one["times"] for one in result["stumbled"].values())
    lines.append(f"{'stumbled':<12} {stumbled}  (told in the receipt)")
    lines += [
        f"  {one['times']:>4} {error}, case {one['case']}"
        for error, one in list(result["stumbled"].items())[:_SHOWN]
    ]
    lines.append(f"{'slowest':<12} {result['slowest']}")
    lines += [f"{key:<12} {result[key]}" for key in ("status", "formats")]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
