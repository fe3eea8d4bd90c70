"""HTML as plain text: paragraphs apart, lists and table rows as lines, quotations marked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_SILENT = frozenset({"head", "title", "script", "style", "noscript", "template", "svg"})
_PARAGRAPHS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "pre", "blockquote"}
    | {"section", "article", "header", "footer", "main", "aside", "nav", "figure", "hr", "form"}
)
_LINES = frozenset(
    {"div", "li", "tr", "dt", "dd", "br", "caption", "figcaption", "summary", "details", "address"}
)
_CELLS = frozenset({"td", "th"})
_LISTS = frozenset({"ul", "ol"})
# Evernote writes its boxes to tick and its blocks of code as styles.
_BOX = re.compile(r"--en-checked:\s*(true|false)")
_CODE = "-en-codeblock:true"
# What no reader saw: hidden elements, and Evernote's remark that an old version cannot show tasks.
_HIDDEN = re.compile(r"display:\s*none|--en-task-group:\s*true")
_MARKS = frozenset({"- ", "[x] ", "[ ] "})
# These have no end, so nothing may wait for it.
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "en-todo", "en-media"})
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")


def html_to_text(markup: str) -> str:
    """The words of a page or a fragment, whatever is wrong with its tags.

    Paragraphs are parted by an empty line; items of lists (`- `), rows and `<br>` are lines; quoted
    lines begin with `> `; scripts, styles and pictures are dropped. Nothing is fetched.
    """
    from lxml import etree

    words: Any = _Words()
    parser = etree.HTMLParser(target=words, encoding="utf-8", no_network=True, huge_tree=True)
    parser.feed(b"<div>" + markup.replace("\0", "").encode("utf-8", "replace"))
    return str(parser.close())


def _tick(*, checked: bool) -> str:
    return "[x] " if checked else "[ ] "


class _Words:
    """Listens to a parser, so that no tree is built however deep the tags are."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._worded = False
        self._gap = False
        self._silent = 0
        self._quoted = 0
        self._verbatim = 0
        self._lists = 0
        self._depth = 0
        self._code = 0
        self._hidden = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _SILENT:
            self._silent += 1
            return
        self._depth += tag not in _VOID
        if self._hidden:
            return
        self._break(tag)
        style = attributes.get("style") or ""
        if style and tag not in _VOID:
            self._styled(style)
        if not self._hidden:
            self._mark(tag, attributes, style)

    def end(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag not in _VOID:
            if not self._hidden:
                self._leave(tag)
            elif self._hidden == self._depth:
                self._hidden = 0
            self._depth -= 1

    def data(self, text: str) -> None:
        if self._silent or self._hidden:
            return
        self._worded = self._worded or bool(text.strip())
        if not self._verbatim:
            self._line.append(_SPACES.sub(" ", text))
            return
        first, *others = text.split("\n")
        self._line.append(first)
        for line in others:
            self._flush()
            self._line.append(line)
            self._worded = bool(line.strip())

    def close(self) -> str:
        self._flush()
        if self._code:
            self._end_code()
        return "\n".join(self._lines)

    def _styled(self, style: str) -> None:
        if _HIDDEN.search(style):
            self._hidden = self._depth
        elif _CODE in style and not self._code:
            self._code = self._depth
            self._fence()

    def _mark(self, tag: str, attributes: Mapping[str, str], style: str) -> None:
        match tag:
            case "li":
                box = _BOX.search(style)
                self._line[:] = ["- ", _tick(checked=box[1] == "true") if box else ""]
                self._worded = False
            case "en-todo":
                self._line.append(_tick(checked=attributes.get("checked") == "true"))
            case "input" if attributes.get("type") == "checkbox":
                self._line.append(_tick(checked="checked" in attributes))
            case "blockquote":
                self._quoted += 1
            case "pre":
                self._verbatim += 1
            case "ul" | "ol":
                self._lists += 1
            case _ if tag in _CELLS and self._worded:
                self._line.append(" | ")

    def _leave(self, tag: str) -> None:
        if tag in _LISTS:
            self._lists = max(0, self._lists - 1)
        self._break(tag)
        if tag == "li" and not self._worded:
            self._line.clear()
        elif tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
        elif tag == "pre":
            self._verbatim = max(0, self._verbatim - 1)
        if self._code and self._code == self._depth:
            self._end_code()

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._flush()
            self._gap = self._gap or not self._lists
        elif tag == "br":
            if not self._flush():
                self._gap = True
        elif tag in _LINES and self._worded:
            self._flush()

    def _end_code(self) -> None:
        self._fence()
        self._code = 0

    def _fence(self) -> None:
        self._line.append("```")
        self._worded = True
        self._flush()

    def _flush(self) -> bool:
        """End the line; whether there was one."""
        if not self._verbatim and not self._worded:
            self._line[:] = [part for part in self._line if part in _MARKS][-2:]
            return False
        line = "".join(self._line)
        line = line.rstrip() if self._verbatim else re.sub(r" {2,}", " ", line).strip()
        self._line.clear()
        self._worded = False
        if not line:
            self._gap = self._gap or self._verbatim > 0
            return False
        if self._gap and self._lines:
            self._lines.append("")
        self._gap = False
        self._lines.append("> " * min(self._quoted, 3) + line)
        return True
