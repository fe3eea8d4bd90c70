"""The only writer of stdout: JSON for programs, plain lines for pipes, tables for terminals."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Literal

from selfmirror.errors import MirrorError
from selfmirror.words.printable import one_line, printable

# What JSON allows unescaped and a terminal or a UTF-8 stream does not.
_UNSAFE = re.compile(r"[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

_UNLINKABLE = re.compile(r"[^\x21-\x7e]")
_STYLES = {"bold": "1", "dim": "2"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line: its text, how a terminal shows it, and the address that it leads to there."""

    text: str
    style: Literal["", "bold", "dim"] = ""
    link: str = ""


def is_terminal() -> bool:
    """Whether a person's terminal reads stdout."""
    return sys.stdout.isatty()


def takes_styles() -> bool:
    """Whether the environment lets a terminal be sent more than text."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write_json(document: Any) -> None:
    """One JSON document, or one line of JSON Lines when called again; text as UTF-8."""
    text = json.dumps(document, ensure_ascii=False, default=str)
    _write(_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def write_line(text: str = "") -> None:
    """Text of any origin, made safe to print."""
    write_piece(f"{text}\n")


def write_pieces(pieces: Iterable[Piece]) -> None:
    """A line made of pieces, styled and linked where a terminal reads it; texts of any origin, made safe."""
    styled = is_terminal() and takes_styles()
    _write("".join(_shown(piece) if styled else printable(piece.text) for piece in pieces) + "\n")


def _shown(piece: Piece) -> str:
    text = printable(piece.text)
    if piece.style:
        text = f"\x1b[{_STYLES[piece.style]}m{text}\x1b[0m"
    if piece.link:
        text = f"\x1b]8;;{_UNLINKABLE.sub('', piece.link)}\x1b\\{text}\x1b]8;;\x1b\\"
    return text


def write_piece(text: str) -> None:
    """A piece of a text that goes on, shown at once."""
    _write(printable(text).encode("utf-8", "replace").decode("utf-8"))


def _write(text: str) -> None:
    with _reaching():
        sys.stdout.write(text)
        sys.stdout.flush()


@contextmanager
def _reaching() -> Iterator[None]:
    """What keeps the output from where it goes is said as that; a reader who left is no failure.

    Raises:
        MirrorError: the output could not be written.
        BrokenPipeError: its reader is gone.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon_output()
        reason = (error.strerror or type(error).__name__).lower()
        raise MirrorError(
            f"the output could not be written: {reason}; what was saved before it is kept"
        ) from None


def abandon_output() -> None:
    """Let what is still to be written go nowhere, so that the end of the process does not stumble."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_lines(lines: Iterable[str]) -> None:
    """Several lines, each made safe to print."""
    for line in lines:
        write_line(line)


def write_table(columns: Sequence[str], rows: Sequence[Sequence[object]], title: str = "") -> None:
    """A table for a terminal; tab-separated rows for a pipe."""
    if not is_terminal():
        write_lines("\t".join(one_line(str(cell)) for cell in row) for row in rows)
        return
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(str(cell))) for cell in row))
    with _reaching():
        Console(no_color="NO_COLOR" in os.environ or None).print(table)
