"""`tui`: the full-screen app."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from selfmirror.cli.groups import command_app
from selfmirror.cli.mirror import mirror_of
from selfmirror.errors import UsageError

app = command_app()


@app.command("tui")
def tui(
    ctx: typer.Context,
    offline: Annotated[
        bool, typer.Option("--offline", help="The embedded guide alone, no model.")
    ] = False,
) -> int:
    """Open the full-screen app: session, drift and memory.

    Example: selfmirror tui
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("the app needs a terminal; use `selfmirror session` in a pipe")
    from selfmirror.tui.app import run

    return run(mirror_of(ctx, offline=offline))
