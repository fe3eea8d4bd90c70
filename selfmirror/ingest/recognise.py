"""The second stage: which format a file is in, by its structure, or why it is not read."""

from __future__ import annotations

import json
from dataclasses import dataclass

from selfmirror.ingest.formats.format import Format
from selfmirror.ingest.formats.registry import FORMATS
from selfmirror.ingest.looks import name_json, name_text
from selfmirror.ingest.probe import Probe

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXTUAL = frozenset({".md", ".markdown", ".mdown", ".mkd", ".txt", ".text"})


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why no format takes the file; `failed` when it is damaged rather than foreign."""

    reason: str
    failed: bool = False


def recognise(seen: Probe) -> Format | Unreadable:
    """The one format that takes the file."""
    if not seen.size:
        return Unreadable("an empty file")
    if seen.sketch is not None and seen.sketch.deep:
        return Unreadable("JSON nested deeper than any export", failed=True)
    for candidate in FORMATS:
        if candidate.recognises(seen):
            return candidate
    return _explain(seen)


def _explain(seen: Probe) -> Unreadable:
    if seen.sketch is not None:
        return _explain_json(seen)
    if seen.members:
        return Unreadable("an office document or book of a format not known yet")
    if seen.head.startswith(_OLD_OFFICE):
        return Unreadable(
            "an Office document of the old kind, or one with a password: save it as .docx or .xlsx",
            failed=True,
        )
    if seen.text is None:
        textual = seen.suffix in _TEXTUAL
        return Unreadable("binary, though named as text" if textual else "binary", failed=textual)
    if seen.suffix == ".json":
        return _explain_scalar(seen)
    looks = name_text(seen.text)
    if looks:
        return _unread(looks)
    if seen.suffix:
        return Unreadable(f"a format not known yet ({seen.suffix[:12]})")
    return Unreadable(
        "a text without a date or an ending in its name; call it .txt or .md to import it"
    )


def _unread(looks: str) -> Unreadable:
    return Unreadable(looks if looks.endswith(" words") else f"looks like {looks}: not read yet")


def _explain_scalar(seen: Probe) -> Unreadable:
    """A `.json` that begins with no object or list: one bare value, or no JSON at all."""
    try:
        json.loads(seen.text or "")
    except (ValueError, RecursionError):
        return Unreadable("not valid JSON", failed=True)
    return Unreadable("JSON without words: a single value")


def _explain_json(seen: Probe) -> Unreadable:
    assert seen.sketch is not None  # noqa: S101 - the caller asked
    looks = name_json(seen.sketch)
    if looks:
        return _unread(looks)
    if seen.sketch.broken:
        return Unreadable(f"broken JSON: {seen.sketch.broken}", failed=True)
    if not seen.sketch.paths and len(b"".join(seen.head.split())) == len(b"[]"):
        return Unreadable("JSON that holds nothing")
    return Unreadable("JSON of a format not known yet")
