"""What Obsidian, Logseq and Notion put between a person's words in Markdown: properties, comments, templates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selfmirror.ingest.formats.marks import CODE
from selfmirror.ingest.text_dates import find_date

_FENCE = re.compile(r"[ \t]*(?:[-*+] +)?(?P<fence>```+|~~~+)")
_FIELD = re.compile(
    r"[ \t]*(?:[-*+] +)?(?P<key>[^\W\d_][\w ./-]{0,40})(?<! )::(?:[ \t]+(?P<value>.*))?"
)
_DRAWERS = {":LOGBOOK:": ":END:", "#+BEGIN_QUERY": "#+END_QUERY"}
_QUERY = re.compile(
    r"[ \t]*(?:```+|~~~+)(?:dataview(?:js)?|tasks|query|base|button|compressed-json)\s*"
)
_NOTICE = re.compile(r"==⚠.*⚠==.*")
_PLANNED = re.compile(r"[ \t]*(?:SCHEDULED|DEADLINE): <[^>\n]*>[ \t]*")
# A line without any of these is no housekeeping.
_MARKS = (":", "%%", "#+", "==")
_NOTION_NAME = re.compile(r"[ _-]?(?<![0-9a-f])[0-9a-f]{32}(?:_all)?\Z")
_NOTION_FIELDS = re.compile(
    r"\A(?P<title>\s*#[ \t][^\n]*\n[ \t]*\n)(?P<fields>(?:[^\W\d_][^\n:]{0,60}: ?[^\n]*(?:\n|\Z))+)(?=\n|\Z)"
)
_PLACEHOLDER = re.compile(r"\{\{[^{}\n]+\}\}|<%(?!\w)[^\n]{0,500}?%>|<%\*")
_TITLE_PLACEHOLDER = re.compile(r"\{\{ *(?:date|time|title)(?: *:[^{}\n]*)?\}\}", re.IGNORECASE)
_TEMPLATER = re.compile(r"<%\*|<%[-_+]?\s*(?:await\s+)?tp\.(?!file\.cursor)")


@dataclass(frozen=True, slots=True)
class Body:
    """A note's text without its housekeeping; `fields` are its properties, by key in lower case."""

    text: str
    fields: Mapping[str, list[str]]
    left_out: Mapping[str, int]


def page_title(name: str) -> str:
    """The title in a file's name, without the ending and the id that Notion adds."""
    return _NOTION_NAME.sub("", name.rsplit(".", 1)[0])


def is_template(front: str, body: str) -> bool:
    """Whether a note waits to be filled in: a placeholder in its front matter, in a heading or alone in a line."""
    if _PLACEHOLDER.search(front):
        return True
    if "{{" not in body and "<%" not in body:
        return False
    bare = CODE.sub("", body)
    return bool(_TEMPLATER.search(bare)) or any(
        line.lstrip().startswith("#") or not re.search(r"\w", _TITLE_PLACEHOLDER.sub("", line))
        for line in bare.splitlines()
        if _TITLE_PLACEHOLDER.search(line)
    )


def housekeeping(text: str, name: str) -> Body:
    """Part the words from comments, properties, log books and queries, each counted."""
    fields: dict[str, list[str]] = {}
    left_out: Counter[str] = Counter()
    text = _without_notion_fields(text, name, fields, left_out)
    return Body("\n".join(_kept(text, fields, left_out)), fields, left_out)


def _without_notion_fields(
    text: str, name: str, fields: dict[str, list[str]], left_out: Counter[str]
) -> str:
    found = _NOTION_FIELDS.match(text) if _NOTION_NAME.search(name.rsplit(".", 1)[0]) else None
    if found is None:
        return text
    kept: list[str] = []
    for line in found["fields"].splitlines():
        key, _, value = line.partition(":")
        if not _field(key, value, fields, left_out):
            kept.append(line)
    return found["title"] + "\n\n".join([*kept, text[found.end() :]])


def _field(key: str, value: str, fields: dict[str, list[str]], left_out: Counter[str]) -> bool:
    """Take up a property; whether it is no more than one, and no sentence of the person's."""
    if value.strip():
        fields.setdefault(key.strip().lower(), []).append(value.strip())
    if _is_sentence(value):
        return False
    left_out["properties"] += 1
    return True


def _is_sentence(value: str) -> bool:
    words = value.split()
    listed = value.count(",") * 2 >= len(words) or value.count("[[") * 2 >= len(words)
    return len(words) > 3 and not listed and "://" not in value and not find_date(value).found


def _kept(text: str, fields: dict[str, list[str]], left_out: Counter[str]) -> Iterator[str]:
    lines = text.split("\n")
    shouted = text.upper()
    marks = (*_DRAWERS.values(), "%%", "```", "~~~")
    closing = {mark: _places(lines, mark) if mark in shouted else [] for mark in marks}
    del shouted
    fence = ""
    hidden_to = -1
    # Below the first words a property is of the item that it stands in, not of the note.
    above = True
    for place, line in enumerate(lines):
        if place <= hidden_to:
            continue
        opened = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence:
            fence = "" if opened and opened["fence"].startswith(fence) else fence
            yield line
            continue
        marked = opened or any(mark in line for mark in _MARKS)
        hidden = _hidden(line, place, closing) if marked else None
        if hidden:
            hidden_to = hidden[1]
            left_out[hidden[0]] += 1
            yield ""
        elif opened or not marked or not _is_field(line, fields if above else {}, left_out):
            fence = opened["fence"] if opened else ""
            above = above and not line.strip("-*+ \t")[:1].strip("#")
            yield line


def _is_field(line: str, fields: dict[str, list[str]], left_out: Counter[str]) -> bool:
    if _PLANNED.fullmatch(line) or _NOTICE.fullmatch(line):
        left_out["properties"] += 1
        return True
    field = _FIELD.fullmatch(line)
    return bool(field and _field(field["key"], field["value"] or "", fields, left_out))


def _places(lines: list[str], mark: str) -> list[int]:
    """Where a mark stands, the last first."""
    return [place for place in range(len(lines) - 1, -1, -1) if mark in lines[place].upper()]


def _hidden(line: str, place: int, closing: Mapping[str, list[int]]) -> tuple[str, int] | None:
    """What begins here that is not shown, and the line that ends it; without an end it is text."""
    start = line.strip().lstrip("-*+ ")
    if start.startswith("%%") and start.find("%%", 2) >= 0:
        alone = start.endswith("%%") and start.count("%%") == 2
        return ("comments", place) if alone else None
    if start.startswith("%%"):
        kind, mark = "comments", "%%"
    elif _QUERY.fullmatch(line):
        kind, mark = "queries", line.strip()[:3]
    else:
        begun = (end for begin, end in _DRAWERS.items() if start.upper().startswith(begin))
        kind, mark = "properties", next(begun, "")
    end = _next(closing[mark], place) if mark else None
    return (kind, end) if end is not None else None


def _next(places: list[int], place: int) -> int | None:
    while places and places[-1] <= place:
        places.pop()
    return places[-1] if places else None
