"""Saved pages: their title and text, somebody's whom the page names or nobody's that is known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

from selfmirror.ingest.document import Document
from selfmirror.ingest.encoding import decode
from selfmirror.ingest.formats.format import Format, LeftAlone, Reading
from selfmirror.ingest.formats.papers import paper, paragraphs, signed
from selfmirror.ingest.formats.vault import page_title
from selfmirror.ingest.front_matter import clues_of
from selfmirror.ingest.looks import name_text
from selfmirror.ingest.markup import html_to_text
from selfmirror.ingest.probe import Probe, read_within

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_AUTHORS = frozenset(
    {"author", "article:author", "dc.creator", "dcterms.creator", "parsely-author"}
)
_TIMES = frozenset(
    {"article:published_time", "date", "dc.date", "dcterms.created", "datepublished", "created"}
)
# Both sides of a chat, as the sites and savers of chats mark them.
_PERSON = re.compile(
    r"""data-message-author-role=["']user|class=["'](?:author["']>user|[^"']*\buser[-_](?:message|query))|<user-query""",
    re.IGNORECASE,
)
_MODEL = re.compile(
    r"""data-message-author-role=["']assistant|class=["'](?:author["']>(?:assistant|chatgpt)"""
    r"""|[^"']*\b(?:assistant[-_]message|bot[-_]message|model[-_]response|ds-markdown|font-claude))|<model-response""",
    re.IGNORECASE,
)
_NOTION = re.compile(r"""<article id=["'][0-9a-f-]{32,36}["'] class=["']page\b""")
_HEAD = 1 << 16


def _recognises(seen: Probe) -> bool:
    if seen.text is None or name_text(seen.text).endswith("no words"):
        return False
    return seen.suffix in _SUFFIXES or bool(_PAGE.match(seen.text))


def _read(reading: Reading) -> Iterator[Document]:
    decoded = decode(read_within(reading.file, reading.most_text))
    if decoded is None:
        raise ValueError("binary, though named as text")
    markup = decoded.text
    if _PERSON.search(markup) and _MODEL.search(markup):
        raise LeftAlone("a page saved from a chat with an AI: import the chat's own export")
    head = _Head()
    head.feed(markup[:_HEAD])
    clues = signed(head.authors, next(iter(head.times), None))
    left_out: Counter[str] = Counter()
    if _NOTION.search(markup):
        # Its pages are the person's own notes; above each stand its title and its properties.
        above, end, below = markup.partition("</header>")
        keys = _properties(html_to_text(above) if end else "")
        clues = clues_of(keys)
        left_out["properties"] = len(keys)
        markup = below or above
    name = page_title(reading.probe.name) + ".html"
    passages = paragraphs(html_to_text(markup))
    yield paper(passages, [head.title, name], clues, left_out, [decoded.warning])


def _properties(text: str) -> dict[str, list[str]]:
    rows = [line.partition(" | ") for line in text.splitlines()]
    return {key.strip().lower(): [value.strip(" @")] for key, _, value in rows if value.strip()}


class _Head(HTMLParser):
    """Hears what a page says of itself."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.authors: list[str] = []
        self.times: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_title = tag == "title" and not self.title
        if tag != "meta":
            return
        said = dict(attrs)
        key = (said.get("name") or said.get("property") or said.get("itemprop") or "").lower()
        content = (said.get("content") or "").strip()
        if key in _AUTHORS and content and "://" not in content:
            self.authors.append(content)
        elif key in _TIMES and content:
            self.times.append(content)

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title = data.strip()


HTML = Format("html", _recognises, _read, of_notes=True)
