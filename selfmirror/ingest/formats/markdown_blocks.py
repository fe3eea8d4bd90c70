"""The outermost blocks of a Markdown text, found in one pass over its lines however deep they nest.

What is nested is followed only as far as it decides where the outermost block ends: CommonMark 0.31
with tables, without indented code and addresses of links. A parser that builds the whole tree takes a
hundred times the text in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

# As deep as parsers of CommonMark usually follow.
_DEEPEST = 20
_LONGEST_TAG = 1000
_FENCE = re.compile(r"`{3,}+(?=[^`]*\Z)|~{3,}+")
_RULE = re.compile(r"(?:(?:\*[ \t]*+){3,}+|(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+)\Z")
_ITEM = re.compile(r"(?:\d{1,9}(?P<point>[.)])|(?P<bullet>[-+*]))(?=[ \t]|\Z)")
_FIRST_ITEM = re.compile(r"(?:0{0,8}1[.)]|[-+*])[ \t]++[^ \t]")
_HEADING = re.compile(r"#{1,6}(?:[ \t]|\Z)")
_UNDERLINE = re.compile(r"(?:=++|-++)[ \t]*+\Z")
_BELOW_HEADER = re.compile(r"[ \t]*+(?:-[-|:]|[|:][-|: \t])[-|: \t]*+\Z")
_CELL_BELOW = re.compile(r"[ \t]*:?-+:?[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")
_SPECIAL = frozenset(" \t>#-+*_`~<=0123456789")


class Kind(Enum):
    """What a block is."""

    PARAGRAPH = auto()
    HEADING = auto()
    LIST = auto()
    QUOTE = auto()
    TABLE = auto()
    CODE = auto()
    HTML = auto()
    RULE = auto()


@dataclass(slots=True)
class Block:
    """An outermost block: its kind, its first line, the line after its last, where a list's items begin."""

    kind: Kind
    first: int
    end: int = 0
    items: list[int] = field(default_factory=list)


def blocks_of(lines: Sequence[str]) -> Iterator[Block]:
    """The outermost blocks of a text in order; empty lines below a block belong to it."""
    scan = _Scan(lines)
    above: Block | None = None
    for place in range(len(lines)):
        begun = scan.take(place)
        if begun is not None:
            if above is not None:
                above.end = place
                yield above
            above = begun
    if above is not None:
        above.end = len(lines)
        yield above


@dataclass(slots=True)
class _Holder:
    """A quotation, or an item of a list, to which further lines may belong.

    `mark` is the sign of an item's list and empty for a quotation; from the column `indent` on a line
    is of the item, `outside` is that column of what the list stands in. An item is `bare` while it is
    its mark alone, and `closed` when an empty line follows that.
    """

    mark: str = ""
    indent: int = 0
    outside: int = 0
    bare: bool = False
    closed: bool = False


class _Line:
    """A line taken apart from its beginning on; columns count from the innermost quotation."""

    __slots__ = ("at", "column", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = self.column = 0
        self.skip_spaces()

    def skip_spaces(self) -> None:
        while self.text[self.at : self.at + 1] in {" ", "\t"}:
            self.column += 4 - self.column % 4 if self.text[self.at] == "\t" else 1
            self.at += 1

    def enter_quote(self) -> None:
        self.at += 2 if self.text.startswith(" ", self.at + 1) else 1
        self.column = 0
        self.skip_spaces()

    @property
    def blank(self) -> bool:
        return self.at >= len(self.text)


class _Scan:
    """What is open at a line: the holders from the outermost in, and the innermost block, the leaf."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._holders: list[_Holder] = []
        self._leaf: Kind | None = None
        self._block = Block(Kind.RULE, 0)
        # What ends the code, the HTML (None: an empty line) and the header of the table that is open.
        self._fence = ""
        self._closing: re.Pattern[str] | None = None
        self._rows_from = 0

    def take(self, place: int) -> Block | None:
        """Follow one line; the outermost block that begins with it, if one does."""
        text = self._lines[place]
        if not self._holders and self._is_plain(text):
            return None
        line = _Line(text)
        depth = self._held(line)
        inside = depth == len(self._holders)
        if line.blank:
            self._end_at_blank(depth)
        elif inside and self._leaf in {Kind.CODE, Kind.HTML}:
            self._end_at_closing(line)
        elif not (self._leaf is Kind.TABLE and place < self._rows_from):
            if not inside and self._leaf is not Kind.PARAGRAPH:
                self._leaf = None
            return self._begin(line, place, depth)
        return None

    def _is_plain(self, text: str) -> bool:
        """Whether a line outside of all holders changes nothing, seen at a glance."""
        if not text:
            return self._leaf is None
        return self._leaf is Kind.PARAGRAPH and text[0] not in _SPECIAL and "|" not in text

    def _held(self, line: _Line) -> int:
        """How many of the open holders the line belongs to; it is taken apart up to there."""
        for depth, holder in enumerate(self._holders):
            if not holder.mark:
                if not line.text.startswith(">", line.at):
                    return depth
                line.enter_quote()
            elif line.blank:
                holder.closed, holder.bare = holder.closed or holder.bare, False
            elif holder.closed or line.column < holder.indent:
                return depth
            else:
                holder.bare = False
        return len(self._holders)

    def _end_at_blank(self, depth: int) -> None:
        inside = depth == len(self._holders)
        closing = self._leaf is Kind.HTML and self._closing is not None
        if not inside or not (self._leaf is Kind.CODE or closing):
            self._leaf = None
        del self._holders[depth:]

    def _end_at_closing(self, line: _Line) -> None:
        if self._leaf is Kind.HTML:
            closed = bool(self._closing and self._closing.search(line.text, line.at))
        else:
            rest = line.text[line.at :].rstrip(" \t")
            closed = rest.startswith(self._fence) and not rest.strip(self._fence[0])
        if closed:
            self._leaf = None

    def _begin(self, line: _Line, place: int, depth: int) -> Block | None:
        """Open all that begins in the line inside the holders that it belongs to."""
        begun: Block | None = None
        while (kind := self._kind_at(line, place, depth)) is not None:
            mark = _mark_at(line) if kind is Kind.LIST else ""
            goes_on = mark and depth < len(self._holders) and self._holders[depth].mark == mark
            if not depth and not goes_on:
                begun = self._block = Block(kind, place)
            if not depth and mark:
                self._block.items.append(place)
            del self._holders[depth:]
            self._open(kind, line, place)
            if kind not in {Kind.LIST, Kind.QUOTE} or line.blank:
                break
            depth += 1
        return begun

    def _open(self, kind: Kind, line: _Line, place: int) -> None:
        self._leaf = None
        match kind:
            case Kind.QUOTE:
                self._holders.append(_Holder())
                line.enter_quote()
            case Kind.LIST:
                self._holders.append(self._item(line))
            case Kind.CODE:
                found = _FENCE.match(line.text, line.at)
                self._fence = found.group() if found else ""
                self._leaf = kind
            case Kind.HTML:
                self._closing = _closing_of(line)
                self._leaf = kind
                self._end_at_closing(line)
            case Kind.TABLE:
                self._rows_from = place + 2
                self._leaf = kind
            case Kind.PARAGRAPH:
                self._leaf = kind
            case Kind.HEADING | Kind.RULE:
                pass

    def _item(self, line: _Line) -> _Holder:
        mark, outside = _mark_at(line), self._indent()
        found = _ITEM.match(line.text, line.at)
        width = found.end() - line.at if found else 0
        line.at += width
        line.column += width
        start = line.column
        line.skip_spaces()
        gap = line.column - start
        indent = start + (gap if gap <= 4 and not line.blank else 1)
        return _Holder(mark, indent, outside, bare=line.blank)

    def _indent(self) -> int:
        """The column from which on lines belong to the innermost holder."""
        return self._holders[-1].indent if self._holders else 0

    def _kind_at(self, line: _Line, place: int, depth: int) -> Kind | None:
        """What begins where the line is taken apart to; None if it goes on with what is open."""
        inside = depth == len(self._holders)
        if inside and self._leaf is Kind.PARAGRAPH:
            if line.column - self._indent() > 3:
                return None
            if _UNDERLINE.match(line.text, line.at):
                self._leaf = None
                self._block.kind = self._block.kind if depth else Kind.HEADING
                return None
        in_words = self._leaf is Kind.PARAGRAPH
        if not depth and (inside or not in_words) and self._is_header(place):
            return Kind.TABLE
        kind = self._marked_at(line, depth, inside=inside)
        if kind in {Kind.QUOTE, Kind.LIST} and depth >= _DEEPEST:
            kind = None
        return kind or (None if self._leaf else Kind.PARAGRAPH)

    def _is_header(self, place: int) -> bool:
        """Whether a table begins: its header has as many cells as the line below."""
        if self._leaf is Kind.TABLE or "|" not in self._lines[place]:
            return False
        below = self._lines[place + 1] if place + 1 < len(self._lines) else ""
        if not _BELOW_HEADER.match(below):
            return False
        marks = below.strip(" \t").split("|")
        marks = marks[not marks[0] : len(marks) - (not marks[-1])]
        cells = _BAR.split(self._lines[place].strip(" \t"))
        cells = cells[not cells[0] :]
        cells = cells[: len(cells) - (not cells[-1])] if cells else cells
        return len(cells) == len(marks) > 0 and all(map(_CELL_BELOW.fullmatch, marks))

    def _marked_at(self, line: _Line, depth: int, *, inside: bool) -> Kind | None:
        """What is known by the sign that it begins with."""
        text, at = line.text, line.at
        match text[at]:
            case ">":
                return Kind.QUOTE
            case "#":
                return Kind.HEADING if _HEADING.match(text, at) else None
            case "`" | "~":
                return Kind.CODE if _FENCE.match(text, at) else None
            case "<":
                return Kind.HTML if self._is_html(line) else None
            case "*" | "-" | "_" if _RULE.match(text, at):
                return Kind.RULE
            case _ if _ITEM.match(text, at):
                return Kind.LIST if self._is_item(line, depth, inside=inside) else None
            case _:
                return None

    def _is_html(self, line: _Line) -> bool:
        from markdown_it.rules_block.html_block import HTML_SEQUENCES

        start = line.text[line.at : line.at + _LONGEST_TAG]
        return any(
            begins.search(start) for begins, _, ends_words in HTML_SEQUENCES
            if ends_words or self._leaf is None
        )  # fmt: skip

    def _is_item(self, line: _Line, depth: int, *, inside: bool) -> bool:
        """Whether a mark begins an item even where it stands below words."""
        if self._leaf is not Kind.PARAGRAPH:
            return True
        if inside:
            return _FIRST_ITEM.match(line.text, line.at) is not None
        inner = self._holders[-1]
        nested = inner.mark and self._holders[depth].mark
        return not (nested and inner.outside + 4 <= line.column < inner.indent)


def _mark_at(line: _Line) -> str:
    found = _ITEM.match(line.text, line.at)
    return found["point"] or found["bullet"] if found else ""


def _closing_of(line: _Line) -> re.Pattern[str] | None:
    """What ends the HTML that begins here; None when it is an empty line."""
    from markdown_it.rules_block.html_block import HTML_SEQUENCES

    start = line.text[line.at : line.at + _LONGEST_TAG]
    ending = next(ends for begins, ends, _ in HTML_SEQUENCES if begins.search(start))
    return None if ending.search("") else ending
