"""Globs over paths: `*`, `?` and `[…]` stay within a name, `**` crosses folders."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase


def is_glob(text: str) -> bool:
    """Whether a path is a pattern."""
    return any(mark in text for mark in "*?[")


class Glob:
    """A pattern for paths; matching takes time in proportion to the pattern and the path."""

    def __init__(self, pattern: str) -> None:
        self._parts = pattern.split("/")

    def matches(self, path: str) -> bool:
        """Whether the whole path fits."""
        places = self._beyond({0})
        for name in path.split("/"):
            places = self._beyond(self._after(name, places))
        return len(self._parts) in places

    def _after(self, name: str, places: Iterable[int]) -> set[int]:
        """Where one more name leads to from places in the pattern."""
        after = set[int]()
        for place in places:
            part = self._parts[place] if place < len(self._parts) else None
            if part == "**":
                after.add(place)
            elif part is not None and (part == name or fnmatchcase(name, part)):
                after.add(place + 1)
        return after

    def _beyond(self, places: set[int]) -> set[int]:
        """The places with those behind any `**` that stands for no folder."""
        reached = set(places)
        for place in sorted(places):
            end = place
            while end < len(self._parts) and self._parts[end] == "**":
                end += 1
                reached.add(end)
        return reached
