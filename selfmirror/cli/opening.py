"""The file that words came from: a link to it that terminals open, and opening it."""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from selfmirror.cli.diagnostics import narrate
from selfmirror.cli.output import is_terminal
from selfmirror.errors import MirrorError

if TYPE_CHECKING:
    from selfmirror.search.finder import Hit

_LOOKED_THROUGH = 5_000_000
_LINE_AFTER_PLUS = frozenset(
    ["vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ne", "mg", "jed"]
)
"""Editors that take the line to go to as `+12`."""


def file_link(hit: Hit) -> str:
    """The address of a hit's file, empty where there is no such file.

    The machine is named, as terminals ask that open no file of another one; the line is told to kitty, which alone
    takes it from the address.
    """
    path = Path(hit.source.path)
    if not (path.is_absolute() and path.is_file()):
        return ""
    named = quote(os.fsencode(path))
    line = line_of(hit) if "KITTY_WINDOW_ID" in os.environ else None
    return f"file://{quote(platform.node())}{named}{f'#{line}' if line else ''}"


def line_of(hit: Hit) -> int | None:
    """The line of its file in which a hit begins, from 1; None where its text does not stand there as it is."""
    begin = next((line.strip() for line in hit.text.splitlines() if line.strip()), "")
    text = _text_of(Path(hit.source.path))
    at = text.find(begin) if begin else -1
    return text.count("\n", 0, at) + 1 if at >= 0 else None


def open_source(hit: Hit) -> None:
    """Open a hit's file: text in a terminal in `$EDITOR` at its line, anything else as the platform does.

    Raises:
        MirrorError: there is no such file any more, or nothing that opens it.
    """
    path = Path(hit.source.path)
    if not path.is_file():
        raise MirrorError(_because(path))
    editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if editor and is_terminal() and sys.stdin.isatty() and _text_of(path):
        line = line_of(hit) if Path(editor[0]).name in _LINE_AFTER_PLUS else None
        narrate(f"opening {path}{f' at line {line}' if line else ''}")
        _run([*editor, *([f"+{line}"] if line else []), str(path)])
        return
    narrate(f"opening {path}")
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    if shutil.which(opener) is None:
        raise MirrorError(f"there is no {opener} here to open {path}; set $EDITOR to read it in")
    _run([opener, str(path)])


def _because(path: Path) -> str:
    """Why there is no file to open."""
    whole = next((above for above in path.parents if above.is_file()), None)
    if whole is not None:
        return f"{path.relative_to(whole)} is inside {whole}: unpack that to open it"
    if not path.is_absolute():
        return f"{path} is no file"
    return f"{path} is not there any more; what was read from it is kept"


def _text_of(path: Path) -> str:
    """What a file says, empty where it is not text or too long to look through."""
    try:
        if path.stat().st_size > _LOOKED_THROUGH:
            return ""
        content = path.read_bytes()
        return "" if b"\0" in content else content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, check=False)  # noqa: S603 - the person's editor or the platform's opener
    except OSError as error:
        raise MirrorError(f"{command[0]} cannot be started: {error.strerror}") from None
    if done.returncode:
        raise MirrorError(f"{command[0]} ended with {done.returncode}")
