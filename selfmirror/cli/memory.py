"""`selfmirror memory`: beliefs over time, and what the person makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from selfmirror.cli.diagnostics import agreed, end_progress, narrate, progress
from selfmirror.cli.groups import command_app
from selfmirror.cli.mirror import mirror_of
from selfmirror.cli.output import write_json, write_line, write_lines
from selfmirror.errors import ExitCode, UsageError
from selfmirror.memory.belief import Belief, Kind
from selfmirror.memory.shown import as_json, as_lines
from selfmirror.words.traces import mark_of_forgetting

if TYPE_CHECKING:
    from selfmirror.wiring import Mirror

app = command_app()

_AsOf = Annotated[str | None, typer.Option("--as-of", metavar="D", help="As it was on a day.")]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document.")]
_Id = Annotated[str, typer.Argument(metavar="ID", help="An id, or the beginning of one.")]


@app.callback()
def memory() -> None:
    """Beliefs over time: each with when it held, how sure it is, and in whose words.

    Example: selfmirror memory list --as-of 2024-05
    """


@app.command("list")
def list_beliefs(
    ctx: typer.Context,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="K", help="Only want, goal, decision, fear, …")
    ] = None,
    as_of: _AsOf = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what is over, rejected or unsure.")
    ] = False,
    json: _Json = False,
) -> int:
    """What holds now, or held on a day, newest first.

    Example: selfmirror memory list --kind want --as-of 2024
    """
    mirror = mirror_of(ctx, offline=True)
    today = mirror.clock.now().date()
    day = None
    if as_of:
        from selfmirror.words.dates import parse_span

        day = parse_span(as_of, today).last
    _freshen(mirror)
    found = mirror.memory.beliefs(day, _kind(kind) if kind else None, everything=everything)
    if json:
        write_json({"as_of": (day or today).isoformat(), "beliefs": [as_json(b) for b in found]})
    else:
        _show(
            found,
            f"nothing is known{f' as of {day}' if day else ''}; write with `selfmirror note` or import something",
        )
    return ExitCode.DONE


@app.command()
def show(ctx: typer.Context, belief: _Id, json: _Json = False) -> int:
    """One belief with all of its quotes.

    Example: selfmirror memory show 3c0b
    """
    found = mirror_of(ctx, offline=True).memory.get(belief)
    if json:
        write_json(as_json(found))
    else:
        write_lines(as_lines(found, quotes=len(found.evidence)))
    return ExitCode.DONE


@app.command()
def history(
    ctx: typer.Context,
    slot: Annotated[
        str, typer.Argument(metavar="SLOT", help="A slot, a part of its name, or a belief's id.")
    ],
    json: _Json = False,
) -> int:
    """Everything that was ever held about one thing, oldest first.

    Example: selfmirror memory history want.move-portug
    """
    memory = mirror_of(ctx, offline=True).memory
    found = memory.history(slot)
    if not found:
        named = memory.slots(slot)
        if len(named) > 1:
            raise UsageError(f"several slots hold «{slot}»: {', '.join(named[:8])}")
        found = memory.history(named[0] if named else memory.get(slot).slot)
    if json:
        write_json({"slot": found[0].slot, "beliefs": [as_json(b) for b in found]})
    else:
        _show(found, "")
    return ExitCode.DONE


@app.command()
def add(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(help="What is so, in your own words.")],
    kind: Annotated[
        str, typer.Option("--kind", metavar="K", help="want, goal, value, fear, …")
    ] = "want",
    date: Annotated[
        str | None, typer.Option("--date", metavar="D", help="Since when; today if not given.")
    ] = None,
    json: _Json = False,
) -> int:
    """State something about yourself; your words are its evidence.

    Example: selfmirror memory add "I want to live by the sea" --kind want
    """
    from selfmirror.words.dates import given_on
    from selfmirror.words.when import DateSource, at_instant

    mirror = mirror_of(ctx, offline=True)
    now = mirror.clock.now()
    said = at_instant(now, DateSource.GIVEN)
    if date:
        said = given_on(date, now.date())
    return _answer(mirror.memory.add(_kind(kind), text, said), json)


@app.command()
def edit(
    ctx: typer.Context,
    belief: _Id,
    text: Annotated[str, typer.Argument(help="The wording you want.")],
    json: _Json = False,
) -> int:
    """Put a belief in your own words; they win for good.

    Example: selfmirror memory edit 3c0b "I want to live by the sea, not to own a house there"
    """
    return _answer(mirror_of(ctx, offline=True).memory.edit(belief, text), json)


@app.command()
def confirm(ctx: typer.Context, belief: _Id, json: _Json = False) -> int:
    """It is so; this also takes a rejection back.

    Example: selfmirror memory confirm 3c0b
    """
    return _answer(mirror_of(ctx, offline=True).memory.confirm(belief), json)


@app.command()
def reject(ctx: typer.Context, belief: _Id, json: _Json = False) -> int:
    """It is not so: gone for good, and what it had closed holds again (`memory confirm` undoes it).

    Example: selfmirror memory reject 3c0b
    """
    return _answer(mirror_of(ctx, offline=True).memory.reject(belief), json)


@app.command()
def forget(
    ctx: typer.Context,
    belief: _Id,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json: _Json = False,
) -> int:
    """Remove a belief and the words it rests on, everywhere in the home; this cannot be undone.

    Example: selfmirror memory forget 3c0b --yes
    """
    mirror = mirror_of(ctx, offline=True)
    known = mirror.memory.get(belief)
    entries = len({quote.utterance for quote in known.evidence})
    narrate(
        f"to be forgotten: «{known.statement}», and {entries} of your utterances with all that was drawn from them:"
    )
    for quote in known.evidence:
        named = f"  ({quote.named})" if quote.named else ""
        narrate(f"  {quote.said.shown()}  {quote.text}{named}")
    narrate("it cannot be undone; files outside the home are not touched")
    if not yes and not agreed("Forget it for good?"):
        narrate("nothing was forgotten")
        return ExitCode.DONE
    files = mirror.memory.forget(
        known.id, lambda texts, at: mirror.journal.redact(texts, mark_of_forgetting(texts, at))
    )
    # An index keeps what was deleted until it is merged: both are made anew, no model is called.
    mirror.search.rebuild(progress)
    end_progress()
    if json:
        write_json({"forgotten": known.id, "utterances": entries, "files": files})
    else:
        write_line(f"forgotten: {entries} utterances, {len(files)} journal files changed")
    return ExitCode.DONE


def _freshen(mirror: Mirror) -> None:
    """Read what was written since, so that memory holds what was just noted."""
    mirror.journal.reconcile(narrate)
    mirror.memory.consolidate(progress)
    end_progress()


def _kind(name: str) -> Kind:
    try:
        return Kind(name.lower())
    except ValueError:
        raise UsageError(f"there is no kind «{name}»; kinds: {', '.join(Kind)}") from None


def _answer(belief: Belief, json: bool) -> int:
    if json:
        write_json(as_json(belief))
    else:
        write_lines(as_lines(belief, quotes=1))
    return ExitCode.DONE


def _show(beliefs: list[Belief], nothing: str) -> None:
    if not beliefs:
        narrate(nothing)
    for position, belief in enumerate(beliefs):
        if position:
            write_line()
        write_lines(as_lines(belief, quotes=2))
