"""The wired mirror for a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfmirror.paths import Home, find_home

if TYPE_CHECKING:
    import typer

    from selfmirror.wiring import Mirror


def home_of(ctx: typer.Context) -> Home:
    """The home that the command was given."""
    return find_home(ctx.obj)


def mirror_of(ctx: typer.Context, *, offline: bool = False) -> Mirror:
    """Everything wired for the command's home; with `offline` no model but the embedded ones."""
    from selfmirror.wiring import wire

    return wire(home_of(ctx), offline=offline)
