"""`selfmirror consolidate`: what was said becomes memory."""

from __future__ import annotations

from typing import Annotated

import typer

from selfmirror.cli.diagnostics import end_progress, progress
from selfmirror.cli.groups import command_app
from selfmirror.cli.mirror import mirror_of
from selfmirror.cli.output import write_json, write_line
from selfmirror.errors import ExitCode

app = command_app()


@app.command("consolidate")
def consolidate(
    ctx: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what there is to read.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> int:
    """Distil sessions and imports into memory; running it again changes nothing.

    Example: selfmirror consolidate
    """
    mirror = mirror_of(ctx, offline=True)
    if dry_run:
        unread = mirror.memory.unread()
        if as_json:
            write_json({"dry_run": True, "unread": unread})
        else:
            write_line(f"to be read: {unread} utterances")
        return ExitCode.DONE
    account = mirror.memory.consolidate(progress)
    end_progress()
    if as_json:
        write_json(account.as_json())
    else:
        write_line(
            f"read {account.read} · claims {account.claims} · opened {account.opened} · "
            f"closed {account.closed} · removed {account.removed}"
        )
    return ExitCode.DONE
