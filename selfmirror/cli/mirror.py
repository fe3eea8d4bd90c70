"""The wired mirror for a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfmirror.cli.diagnostics import end_progress, narrate, progress
from selfmirror.paths import Home, find_home

if TYPE_CHECKING:
    import typer

    from selfmirror.wiring import Mirror

EMBED_NOW = 64
"""Passages that a command embeds before it answers; the rest waits for an import or the watcher."""


def home_of(ctx: typer.Context) -> Home:
    """The home that the command was given."""
    return find_home(ctx.obj)


def mirror_of(ctx: typer.Context, *, offline: bool = False) -> Mirror:
    """Everything wired for the command's home; with `offline` no model but the embedded ones."""
    from selfmirror.wiring import wire

    return wire(home_of(ctx), offline=offline, tell=narrate)


def freshen(mirror: Mirror, embed_at_most: int = EMBED_NOW) -> int:
    """Take in what was stored since: all of its words, some of its vectors; how many passages wait for one."""
    mirror.journal.reconcile(narrate)
    waiting = mirror.search.catch_up(progress, embed_at_most=embed_at_most)
    end_progress()
    return waiting
