"""`timeline`: what happened when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from selfmirror.cli.diagnostics import narrate
from selfmirror.cli.groups import command_app
from selfmirror.cli.mirror import mirror_of
from selfmirror.cli.output import write_json, write_table
from selfmirror.errors import ExitCode
from selfmirror.words.dates import parse_span
from selfmirror.words.printable import one_line

if TYPE_CHECKING:
    from selfmirror.journal.timeline import TimelineDay

app = command_app()


@app.command("timeline")
def timeline(
    ctx: typer.Context,
    since: Annotated[str | None, typer.Option("--since", help="From this day on.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Up to this day.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> int:
    """What happened when.

    Example: selfmirror timeline --since 2024-01
    """
    mirror = mirror_of(ctx)
    today = mirror.clock.now().date()
    first = parse_span(since, today).first if since else None
    last = parse_span(until, today).last if until else None
    days, undated = mirror.timeline.days(first, last)
    if as_json:
        write_json(
            {"since": first, "until": last, "undated": undated, "days": [_as_json(d) for d in days]}
        )
        return ExitCode.DONE
    if not days:
        narrate(
            "nothing dated here yet; try `selfmirror note`, `selfmirror session` or `selfmirror import DIR`"
        )
    write_table(("day", "said", "mood", "stress", "what"), [_row(day) for day in days])
    if undated:
        narrate(f"{undated} utterances have no known day and are not shown")
    return ExitCode.DONE


def _row(day: TimelineDay) -> tuple[str, ...]:
    changes = [
        f"{'+' if c.opened else '−'} {c.kind}: {one_line(c.statement, 70)}" for c in day.changes
    ]
    what = "\n".join([one_line("; ".join(day.titles), 70), *changes])
    mood = "" if day.valence is None else f"{day.valence:+.1f}"
    stress = "" if day.stress is None else f"{day.stress:.1f}"
    return day.day.isoformat(), str(day.utterances), mood, stress, what


def _as_json(day: TimelineDay) -> dict[str, Any]:
    return {
        "date": day.day.isoformat(),
        "utterances": day.utterances,
        "sources": list(day.titles),
        "valence": day.valence,
        "stress": day.stress,
        "beliefs": [
            {"opened": c.opened, "kind": c.kind, "statement": c.statement, "quote": c.quote}
            for c in day.changes
        ],
    }
