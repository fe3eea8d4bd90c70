"""Google Takeout's activity log as a page, which it is unless JSON was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from selfmirror.ingest.document import Document
from selfmirror.ingest.formats.format import Format, Reading
from selfmirror.ingest.formats.gemini_activity import (
    Activity,
    conversations_of,
    names_gemini,
    talk_in,
)
from selfmirror.ingest.formats.html_blocks import blocks, classes_of, text_in
from selfmirror.ingest.formats.local_times import is_local_time, local_time
from selfmirror.ingest.markup import html_to_text
from selfmirror.ingest.probe import Probe
from selfmirror.words.when import UNKNOWN_TIME

if TYPE_CHECKING:
    from lxml.etree import _Element

# The style sheet of the page fills all that is seen of it; only the first tags are Takeout's own.
_PAGE = re.compile(
    r"\s*(?:<!doctype html>\s*)?<html>\s*<head>\s*<title>[^<]{1,100}</title>\s*<style type=\"text/css\">",
    re.IGNORECASE,
)
_INLINE = frozenset({"a", "b", "i", "em", "strong", "span", "u", "code", "sub", "sup", "font"})


def _recognises(seen: Probe) -> bool:
    text = seen.text or ""
    if not text.lstrip("\ufeff \r\n\t").startswith("<"):
        return False
    own = "outer-cell" in text and "content-cell" in text and "header-cell" in text
    return own or (".mdl-" in text and bool(_PAGE.match(text)))


def _read(reading: Reading) -> Iterator[Document]:
    cells = blocks(reading.file, {"outer-cell"})
    yield from conversations_of([_activity(cell) for cell in cells])


def _activity(cell: _Element) -> Activity:
    parts: dict[str, _Element] = {}
    for one in cell.iter("div"):
        kinds = classes_of(one)
        name = "header" if "header-cell" in kinds else "words" if "content-cell" in kinds else ""
        if "mdl-typography--caption" in kinds:
            name = "caption"
        parts.setdefault(name, one)
    labels = [text_in(parts[name]) for name in ("header", "caption") if name in parts]
    links = [str(link.get("href") or "") for link in cell.iter("a")]
    gemini = names_gemini(*labels[:1])
    if not gemini or "words" not in parts:
        return Activity("", UNKNOWN_TIME, gemini=gemini)
    lines, answer = _lines_and_answer(parts["words"])
    place = next((n for n in reversed(range(len(lines))) if is_local_time(lines[n])), len(lines))
    spoken, loose = lines[:place], lines[place + 1 :]
    said = local_time(lines[place]) if place < len(lines) else UNKNOWN_TIME
    text = "\n".join([*loose, html_to_text(answer)]).strip()
    attached = next(cell.iter("img"), None) is not None or any(_is_file(link) for link in links)
    return Activity(
        "\n".join(spoken).strip(), said, (text,) if text else (), talk_in(*links), attached
    )


def _is_file(link: str) -> bool:
    return bool(link) and "://" not in link and not link.startswith(("#", "mailto:"))


def _lines_and_answer(words: _Element) -> tuple[list[str], str]:
    """The lines before the first block, which are the prompt and its time, and the blocks as markup."""
    from lxml import etree

    lines = [words.text or ""]
    children: list[Any] = list(words)
    for place, child in enumerate(children):
        if child.tag == "br":
            lines.append("")
        elif child.tag in _INLINE:
            lines[-1] += text_in(child)
        else:
            rest = [
                etree.tostring(one, encoding="unicode", method="html") for one in children[place:]
            ]
            return _tidy(lines), "".join(rest)
        lines[-1] += child.tail or ""
    return _tidy(lines), ""


def _tidy(lines: list[str]) -> list[str]:
    return [line.replace("\xa0", " ").strip() for line in lines]


GEMINI_HTML = Format("gemini", _recognises, _read)
