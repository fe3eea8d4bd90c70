"""Shapes in which a text of somebody else's is kept as a note: a saved mail, a clipped page, highlights of a book."""

from __future__ import annotations

import re
from dataclasses import replace

from selfmirror.ingest.document import Clues
from selfmirror.ingest.front_matter import is_elsewhere

_FIRST = 2000
_HEADER = re.compile(
    r"\A\s*(?:[ \t*]*(?:from|to|cc|bcc|date|sent|subject|reply-to|от|от кого|кому|копия|дата|отправлено|тема)\**:[^\n]*\n){2,}",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?im)^[ \t*]*(?:from|от|от кого)\**:[ \t*]*(?P<name>[^<\n]*)(?:<[^\n]*)?$")
_SUBJECT = re.compile(r"(?im)^[ \t*]*(?:subject|тема)\**:")
_SOURCE = re.compile(
    r"\A(?:\s*\#[^\n]*\n)?\s*[*_]*(?:source|original|(?:clipped|saved) from|источник|оригинал)[*_]*:[*_]*[ \t]*"
    r"<?(?P<address>https?://[^\s>]+)>?[ \t]*(?:\n|\Z)",
    re.IGNORECASE,
)
_HIGHLIGHT = re.compile(r"(?m)^- [^\n]{5,80}\|[^\n]{5,120}\n\n[^\n]+\n={10}$")


def with_shape(clues: Clues, text: str) -> Clues:
    """What a note says of itself, with what its shape says where it names nobody.

    A mail is by whoever sent it; a page that names its address above all words, and the file of
    highlights that a reader of books keeps, are clipped.
    """
    if clues.authors or clues.clipping:
        return clues
    above = text[:_FIRST]
    header = _HEADER.match(above)
    sender = _FROM.search(header.group()) if header else None
    if header and sender and _SUBJECT.search(header.group()):
        return replace(clues, authors=(sender["name"].strip(' "*\t') or "an address",))
    source = _SOURCE.match(above)
    clipped = source is not None and is_elsewhere(source["address"])
    return replace(clues, clipping=clipped or _HIGHLIGHT.search(above) is not None)
