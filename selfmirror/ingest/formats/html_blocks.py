"""Blocks of a large page one at a time, however large it is."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def blocks(file: IO[bytes], names: Set[str]) -> Iterator[_Element]:
    """The `div`s of these classes, each forgotten before the next is read.

    Raises:
        ValueError: the page nests deeper than any, so that what follows cannot be read.
    """
    from lxml import etree

    found = etree.iterparse(
        file,
        events=("end",),
        tag="div",
        html=True,
        encoding="utf-8",
        no_network=True,
        huge_tree=True,
    )
    for _, block in found:
        if names.isdisjoint(classes_of(block)):
            continue
        yield block
        block.clear(keep_tail=False)
        above = block.getparent()
        while above is not None and (before := block.getprevious()) is not None:
            above.remove(before)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in found.error_log):
        raise ValueError("a page nested too deeply to be read to its end")


def classes_of(element: _Element) -> list[str]:
    """The classes of an element."""
    return str(element.get("class") or "").split()


def text_in(element: _Element) -> str:
    """All text below an element as it stands."""
    return "".join(str(part) for part in element.itertext())


def markup_of(element: _Element) -> str:
    """An element as markup, without what follows it."""
    from lxml import etree

    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
