"""`nudges`: what was said unasked, what was withheld and why, and the person's answers."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selfmirror.cli.diagnostics import narrate
from selfmirror.cli.groups import DefaultGroup, command_app
from selfmirror.cli.mirror import mirror_of
from selfmirror.cli.output import write_json, write_line, write_lines, write_table
from selfmirror.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from selfmirror.nudges.nudge import NudgeKind
    from selfmirror.store.nudges import NudgeRow

app = command_app(group=DefaultGroup)

Identity = Annotated[str, typer.Argument(metavar="ID", help="A nudge's id, or its beginning.")]
KindName = Annotated[str, typer.Argument(metavar="KIND", help="older-stronger, stalled or switch.")]


@app.command("default")
def nudges(
    ctx: typer.Context,
    withheld: Annotated[bool, typer.Option("--withheld", help="Those that were withheld.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> int:
    """What the guide said unasked, newest first; with --withheld, what it kept to itself.

    Example: selfmirror nudges --withheld
    """
    from selfmirror.nudges.nudge import Decision

    mirror = mirror_of(ctx)
    rows = mirror.nudges.decisions(Decision.WITHHELD if withheld else Decision.SPOKEN)
    if as_json:
        write_json({"nudges": [nudge_json(row) for row in rows]})
    elif rows:
        zone = mirror.clock.now().tzinfo
        columns = ["id", "at", "kind", "score", "why" if withheld else "answer", "text"]
        write_table(columns, [_table_row(row, zone, withheld) for row in rows])
    else:
        narrate("nothing was withheld" if withheld else "nothing was said unasked")
    return ExitCode.DONE


@app.command("why")
def why(
    ctx: typer.Context,
    identity: Identity,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> int:
    """Why a nudge was spoken or withheld: its features, their weights now, and its quotes.

    Example: selfmirror nudges why 3f2a9c
    """
    from selfmirror.nudges.arbiter import COST

    mirror = mirror_of(ctx)
    row = mirror.nudges.find(identity)
    taste = mirror.nudges.taste()
    weights = {name: round(taste.weight(name), 2) for name in (*row.features, row.kind)}
    if as_json:
        write_json(nudge_json(row) | {"cost": COST, "weights": weights})
        return ExitCode.DONE
    write_line(row.text)
    write_line(
        f"{row.kind}, {row.decision}: {row.reason} (worth {row.score:.2f}, an interruption costs {COST:.2f})"
    )
    write_lines(
        f"  {quote['said_at']}  {quote['quote']}  [{quote['source']}]" for quote in row.evidence
    )
    given = {**row.features, row.kind: 1.0}
    write_table(
        ["feature", "value", "weight now"],
        [(n, f"{v:.2f}", f"{weights[n]:+.2f}") for n, v in given.items()],
    )
    return ExitCode.DONE


@app.command("ack")
def ack(ctx: typer.Context, identity: Identity) -> int:
    """Say that a nudge was worth it.

    Example: selfmirror nudges ack 3f2a9c
    """
    return _answer(ctx, identity, "ack")


@app.command("snooze")
def snooze(ctx: typer.Context, identity: Identity) -> int:
    """Not now: nothing about this for a week.

    Example: selfmirror nudges snooze 3f2a9c
    """
    return _answer(ctx, identity, "snooze")


@app.command("dismiss")
def dismiss(ctx: typer.Context, identity: Identity) -> int:
    """Say that a nudge was not worth it; the arbiter learns from it.

    Example: selfmirror nudges dismiss 3f2a9c
    """
    return _answer(ctx, identity, "dismiss")


@app.command("disable")
def disable(ctx: typer.Context, kind: KindName) -> int:
    """Keep a kind of nudge silent; `enable` takes it back.

    Example: selfmirror nudges disable switch
    """
    mirror_of(ctx).nudges.disable(_kind(kind))
    write_line(f"{kind} is silent now; `selfmirror nudges enable {kind}` takes it back")
    return ExitCode.DONE


@app.command("enable")
def enable(ctx: typer.Context, kind: KindName) -> int:
    """Let a disabled kind of nudge speak again.

    Example: selfmirror nudges enable switch
    """
    mirror_of(ctx).nudges.enable(_kind(kind))
    write_line(f"{kind} may speak again")
    return ExitCode.DONE


def nudge_json(row: NudgeRow) -> dict[str, Any]:
    """The contract's form of a decision."""
    return {
        "id": row.id,
        "at": row.at.isoformat(timespec="seconds"),
        "kind": row.kind,
        "decision": row.decision,
        "reason": row.reason,
        "score": row.score,
        "features": row.features,
        "text": row.text,
        "evidence": list(row.evidence),
        "outcome": row.outcome,
        "session": row.session,
    }


def _answer(ctx: typer.Context, identity: str, outcome: str) -> int:
    from selfmirror.nudges.nudge import Outcome

    row = mirror_of(ctx).nudges.answer(identity, Outcome(outcome))
    write_line(f"{row.id[:8]} {row.kind}: {row.outcome}")
    return ExitCode.DONE


def _kind(given: str) -> NudgeKind:
    from selfmirror.nudges.nudge import NudgeKind

    try:
        return NudgeKind(given)
    except ValueError:
        raise UsageError(
            f"there is no kind of nudge {given}; give one of {', '.join(NudgeKind)}"
        ) from None


def _table_row(row: NudgeRow, zone: tzinfo | None, withheld: bool) -> list[str]:
    at = row.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return [
        row.id[:8],
        at,
        row.kind,
        f"{row.score:.2f}",
        row.reason if withheld else row.outcome or "",
        row.text,
    ]
