"""`selfmirror ask`: one answer over memory, with dated quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from selfmirror.cli.diagnostics import narrate
from selfmirror.cli.groups import command_app
from selfmirror.cli.mirror import freshen, mirror_of
from selfmirror.cli.output import write_json, write_line
from selfmirror.errors import ExitCode, UsageError
from selfmirror.words.dates import parse_span
from selfmirror.words.printable import one_line

if TYPE_CHECKING:
    from selfmirror.guide.answer import Answer
    from selfmirror.wiring import Mirror

app = command_app()


@app.command("ask")
def ask(
    ctx: typer.Context,
    question: Annotated[list[str], typer.Argument(help="What to answer.")],
    as_of: Annotated[
        str, typer.Option("--as-of", help="Answer as if it were this day.", metavar="D")
    ] = "",
    offline: Annotated[bool, typer.Option("--offline", help="Ask no model.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> int:
    """One answer over memory, with dated quotes.

    Example: selfmirror ask "what did I want from the book" --as-of 2024-06
    """
    asked = " ".join(question).strip()
    if not asked:
        raise UsageError("there is no question; give one in quotes")
    mirror = mirror_of(ctx, offline=offline)
    day = parse_span(as_of, mirror.clock.now().date()).last if as_of else None
    _freshen(mirror)
    answer = mirror.answerer.answer(asked, day)
    if answer.unordered:
        narrate(f"what was found is in the order of the search ({answer.unordered})")
    if answer.remark:
        narrate(f"the model did not answer ({answer.remark}); your own words do")
    if as_json:
        write_json(answer.as_json())
    else:
        _show(answer)
    return ExitCode.DONE


def _freshen(mirror: Mirror) -> None:
    """Take in what was stored since, and read it into memory."""
    freshen(mirror)
    mirror.memory.consolidate()


def _show(answer: Answer) -> None:
    """The answer; what a model said is followed by the quotes it rests on."""
    write_line(answer.text)
    if answer.engine == "model" and answer.evidence:
        write_line()
        for quote in answer.evidence:
            said = quote.said.shown_day()
            write_line(f"{said}  {one_line(quote.text, 400)}  ({one_line(quote.source, 60)})")
