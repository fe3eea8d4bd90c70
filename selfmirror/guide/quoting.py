"""Quotations in what a model says: where they are, and whether they were really said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from selfmirror.words.language import Language

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
_ALIKE = str.maketrans({**dict.fromkeys('’‘`«»“”„"', "'"), "\u00a0": " ", "–": "-", "—": "-"})
_LONGEST = 600
_INNER_RU = str.maketrans({"«": "„", "»": "“"})


def quoted_spans(text: str) -> list[str]:
    """The texts between quotation marks of any kind, and the lines that stand as block quotes."""
    return [
        next(part for part in found.groups() if part is not None)
        for found in _QUOTED.finditer(text)
    ]


def without_quotes(text: str) -> str:
    """The text with its quotations taken out."""
    return _QUOTED.sub(" ", text)


def masked(text: str, sign: str) -> str:
    """The text of the same length with each quotation inside a line replaced by a sign, letter for letter."""

    def mask(found: re.Match[str]) -> str:
        whole = found.group()
        return whole if "\n" in whole or len(whole) > _LONGEST else sign * len(whole)

    return _QUOTED.sub(mask, text)


def inside(text: str, language: Language) -> str:
    """Words as they stand between the quotation marks of a language: their own marks are the inner ones."""
    if language is Language.RU:
        return text.translate(_INNER_RU)
    return re.sub(r"“([^“”]*)”", r"‘\1’", text)


def balanced(text: str) -> bool:
    """Whether every quotation that was opened is closed."""
    return not _MARKS.search(_QUOTED.sub("", text))


def is_verbatim(span: str, sources: Iterable[str]) -> bool:
    """Whether a quotation stands in one of the sources word for word.

    White space, the kind of dash, quotation mark or apostrophe, the punctuation at its ends and the case of its
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
