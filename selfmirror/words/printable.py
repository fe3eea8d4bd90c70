"""Text made safe for a terminal."""

import re

# C0 and C1 controls but tab and newline, escape sequences, and the marks that reorder text.
_UNSAFE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b."
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def printable(text: str) -> str:
    """The text without control sequences, lone surrogates and marks that change direction."""
    return _UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def counted(count: int, noun: str) -> str:
    """So many things, by a noun that takes an s for more than one."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def one_line(text: str, width: int = 0) -> str:
    """The text on one line, safe to print, cut with an ellipsis at `width` characters if given."""
    line = " ".join(printable(text).split())
    return line if not width or len(line) <= width else line[: max(width - 1, 1)].rstrip() + "…"
