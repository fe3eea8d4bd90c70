"""`today`: this day in other years."""

from __future__ import annotations

from typing import Annotated

import typer

from selfmirror.cli.diagnostics import narrate
from selfmirror.cli.groups import command_app
from selfmirror.cli.mirror import mirror_of
from selfmirror.cli.output import write_json, write_line
from selfmirror.errors import ExitCode
from selfmirror.words.dates import parse_span
from selfmirror.words.printable import one_line

app = command_app()


@app.command("today")
def today(
    ctx: typer.Context,
    date: Annotated[str | None, typer.Option("--date", help="Another day than today.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> int:
    """This day in other years.

    Example: selfmirror today
    """
    mirror = mirror_of(ctx)
    day = mirror.clock.now().date()
    if date is not None:
        day = parse_span(date, day).first
    past = mirror.timeline.on_this_day(day)
    if as_json:
        said = [{"years_ago": p.years_ago, **p.quote.as_json()} for p in past]
        write_json({"date": day.isoformat(), "past": said})
        return ExitCode.DONE
    if not past:
        narrate(f"no words of yours from {day:%m-%d} in other years")
    for found in past:
        write_line(f"{found.quote.said.iso()}  {one_line(found.quote.named, 60)}".rstrip())
        write_line(f"  {one_line(found.quote.text, 300)}")
    return ExitCode.DONE
