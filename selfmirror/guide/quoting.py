"""Quotations in what a model says: where they are, and whether they were really said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_PAIRS = (
    r"«(?P<a>[^«»]*)»",
    r"[“„](?P<b>[^“”„]*)[”“]",
    r"\"(?P<c>[^\"]*)\"",
    # A single mark inside a word is an apostrophe, not an end.
    r"(?<!\w)['‘](?P<d>(?:[^'‘’\n]|(?<=\w)['’](?=\w)){3,}?)['’](?!\w)",
    r"(?m:^[ \t]*>[ \t]?(?P<e>[^\n]+)$)",
)
_QUOTED = re.compile("|".join(_PAIRS))
_MARKS = re.compile(r"[«»“”„\"]")
_EDGES = " \t\n.,:;!?…—–-"
_ALIKE = str.maketrans({"’": "'", "‘": "'", "`": "'", "\u00a0": " ", "–": "-", "—": "-"})


def quoted_spans(text: str) -> list[str]:
    """The texts between quotation marks of any kind, and the lines that stand as block quotes."""
    return [
        next(part for part in found.groups() if part is not None)
        for found in _QUOTED.finditer(text)
    ]


def without_quotes(text: str) -> str:
    """The text with its quotations taken out."""
    return _QUOTED.sub(" ", text)


def balanced(text: str) -> bool:
    """Whether every quotation that was opened is closed."""
    return not _MARKS.search(_QUOTED.sub("", text))


def is_verbatim(span: str, sources: Iterable[str]) -> bool:
    """Whether a quotation stands in one of the sources word for word.

    White space, the kind of dash or apostrophe, the punctuation at its ends and the case of its
    first letter may differ; an ellipsis inside may not join what stood apart.
    """
    wanted = _folded(span).strip(_EDGES)
    if not wanted:
        return False
    first, rest = re.escape(wanted[0]), re.escape(wanted[1:])
    pattern = re.compile(rf"(?<!\w)(?i:{first}){rest}(?!\w)")
    return any(pattern.search(_folded(source)) for source in sources)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(_ALIKE).split())
