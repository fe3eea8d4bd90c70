"""`selfmirror doctor`: checks every part and says how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from selfmirror.cli.diagnostics import end_progress, narrate, progress
from selfmirror.cli.groups import command_app
from selfmirror.cli.mirror import mirror_of
from selfmirror.cli.output import write_json, write_line, write_lines
from selfmirror.errors import ExitCode, MirrorError, StoreBusy
from selfmirror.paths import Home
from selfmirror.search.doctor import Check, Doctor, Examination

app = command_app()


@app.command("doctor")
def doctor(
    ctx: typer.Context,
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend records and rebuild indexes; no model is called.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> int:
    """Check every part and say how to mend it.

    Example: selfmirror doctor --repair
    """
    try:
        mirror = mirror_of(ctx)
    except MirrorError as error:
        config = Check("config", ok=False, detail=str(error), fix="mend what it names")
        return _report(Examination((config,), {}), as_json=as_json)
    surgeon = Doctor(mirror.home, mirror.store, mirror.search)
    unread = _take_in(mirror.journal.reconcile)
    if repair:
        done = surgeon.repair(progress)
        end_progress()
        for line in done:
            narrate(line)
    found = surgeon.examine()
    config = Check("config", ok=True, detail=f"{mirror.home.config} is in order")
    checks = (config, *unread, *_broken_methods(mirror.home), *found.checks)
    return _report(Examination(checks, found.counts), as_json=as_json)


def _take_in(reconcile: Callable[[Callable[[str], None]], object]) -> tuple[Check, ...]:
    """Take in journal files as any command would; what stops that is found again below."""
    unread: list[str] = []
    try:
        reconcile(unread.append)
    except StoreBusy:
        raise
    except MirrorError:
        return ()
    except OSError as error:
        unread.append(f"{error.filename or 'a file'}: {error.strerror}")
    if not unread:
        return ()
    detail = unread[0] + (f"; and {len(unread) - 1} more" if len(unread) > 1 else "")
    return (Check("journal files", ok=False, detail=detail, fix="mend the file or its rights"),)


def _broken_methods(home: Home) -> tuple[Check, ...]:
    """The person's own methods that cannot be used; the others can."""
    from selfmirror.guide.methods import load_methods

    broken = load_methods(home.methods)[1]
    if not broken:
        return ()
    detail = str(broken[0]) + (f"; and {len(broken) - 1} more" if len(broken) > 1 else "")
    return (Check("methods", ok=False, detail=detail, fix="mend the file or take it away"),)


def _report(found: Examination, *, as_json: bool) -> int:
    if as_json:
        write_json(
            {
                "ok": found.ok,
                "checks": [
                    {"name": c.name, "ok": c.ok, "detail": c.detail, "fix": c.fix}
                    for c in found.checks
                ],
                "counts": found.counts,
            }
        )
        return ExitCode.DONE if found.ok else ExitCode.FAILED
    width = max(len(check.name) for check in found.checks)
    for check in found.checks:
        mark = "ok  " if check.ok else "FAIL"
        fix = f" → {check.fix}" if check.fix else ""
        write_line(f"{mark}  {check.name:<{width}}  {check.detail}{fix}")
    write_lines(f"      {name:<{width}}  {number}" for name, number in found.counts.items())
    return ExitCode.DONE if found.ok else ExitCode.FAILED
