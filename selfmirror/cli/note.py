"""`note`: one entry."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from selfmirror.cli.diagnostics import narrate
from selfmirror.cli.groups import command_app
from selfmirror.cli.mirror import mirror_of
from selfmirror.cli.output import write_line
from selfmirror.errors import ExitCode, MirrorError, UsageError
from selfmirror.words.dates import given_on
from selfmirror.words.when import When, at_instant

app = command_app()


@app.command("note")
def note(
    ctx: typer.Context,
    text: Annotated[
        str | None, typer.Argument(help="The entry; without it stdin or $EDITOR.")
    ] = None,
    date: Annotated[str | None, typer.Option("--date", help="The day it is about.")] = None,
    tag: Annotated[list[str] | None, typer.Option("--tag", help="A tag; may be repeated.")] = None,
) -> int:
    """Write one entry: from the argument, stdin or $EDITOR.

    Example: selfmirror note "I want to finish the book" --date yesterday
    """
    mirror = mirror_of(ctx)
    now = mirror.clock.now()
    said: When = at_instant(now)
    if date is not None:
        said = given_on(date, now.date())
    words = (_decoded(text) if text is not None else _read_words()).strip()
    if not words:
        raise UsageError("the entry is empty; nothing was written")
    mirror.journal.write_note(words, said, [_decoded(one) for one in tag or ()])
    if said.day and said.day > now.date():
        narrate(
            f"{said.iso()} is still to come: until then nothing in the entry counts as held now"
        )
    write_line(f"saved · {said.iso()}")
    return ExitCode.DONE


def _decoded(argument: str) -> str:
    """An argument with bytes that are not UTF-8 shown as such, as stdin's are."""
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _read_words() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not editor:
        raise UsageError('give the entry: selfmirror note "…", or set $EDITOR')
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "entry.md"
        draft.touch(mode=0o600)
        try:
            done = subprocess.run([*editor, str(draft)], check=False)  # noqa: S603 - the person's own $EDITOR
        except OSError as error:
            raise MirrorError(
                f"the editor {editor[0]} cannot be started: {error.strerror}"
            ) from None
        if done.returncode:
            raise MirrorError(
                f"the editor {editor[0]} ended with {done.returncode}; nothing was written"
            )
        return draft.read_text("utf-8", "replace")
