"""The command line's root: global options, dispatch, and the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated

import typer
from typer._click.exceptions import ClickException
from typer._click.exceptions import UsageError as WrongWords

from selfmirror import __version__
from selfmirror.cli.diagnostics import guarded
from selfmirror.cli.groups import CONTEXT, DefaultGroup, LazyGroup
from selfmirror.errors import ExitCode, UsageError

app = typer.Typer(
    cls=LazyGroup,
    context_settings=CONTEXT,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"selfmirror {__version__}")
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    home: Annotated[
        Path | None, typer.Option("--home", help="The folder that holds everything.", metavar="DIR")
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Reflective journaling that knows your own words, with dates.

    Example: selfmirror session
    """
    ctx.obj = home


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    words = _globals_first(given)
    with _closed_streams_open():
        return guarded(lambda: _run(words), debug="--debug" in given)


@contextmanager
def _closed_streams_open() -> Iterator[None]:
    """A stream that the caller closed is an empty one that nobody watches."""
    with ExitStack() as opened:
        for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
            if getattr(sys, name) is None:
                opened.callback(setattr, sys, name, None)
                empty = opened.enter_context(Path(os.devnull).open(mode, encoding="utf-8"))
                setattr(sys, name, empty)
        yield


def _run(words: list[str]) -> int:
    # The parser's own way to run a command takes interrupts and closed pipes for itself.
    root = typer.main.get_command(app)
    try:
        with root.make_context("selfmirror", words or ["--help"]) as context:
            code = root.invoke(context)
    except ClickException as error:
        raise UsageError(_message(error)) from None
    except typer.Exit as ended:
        code = ended.exit_code
    except (typer.Abort, EOFError):
        raise KeyboardInterrupt from None
    return int(code) if isinstance(code, int) else ExitCode.DONE


def _message(error: ClickException) -> str:
    """What is wrong with the words, and where the command they were given to is explained."""
    where = error.ctx.command_path if isinstance(error, WrongWords) and error.ctx else "selfmirror"
    command = where.removesuffix(f" {DefaultGroup.default}")
    return f"{error.format_message().rstrip('.')}; see `{command} --help`"


def _globals_first(words: list[str]) -> list[str]:
    """`--home` and `--debug` may stand anywhere before a bare `--`; the parser wants them first."""
    end = words.index("--") if "--" in words else len(words)
    first: list[str] = []
    rest: list[str] = []
    position = 0
    while position < end:
        word = words[position]
        if word == "--home" and position + 1 < end:
            first += words[position : position + 2]
            position += 1
        elif word == "--debug" or word.startswith("--home="):
            first.append(word)
        else:
            rest.append(word)
        position += 1
    return [*first, *rest, *words[end:]]
