"""The first and the last line of every screen: where one is, and the keys that work here."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Footer, Static
from textual.widgets._footer import FooterKey

PLACES = ("session", "drift", "memory")


class Legend(Footer):
    """The keys that work now; a binding's description is the key of its wording."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__(show_command_palette=False, compact=True)
        self._words = words

    def compose(self) -> ComposeResult:
        for key in super().compose():
            if isinstance(key, FooterKey):
                key.description = self._words.get(key.description, key.description)
            yield key


class Place(Static):
    """The names of the screens, the present one marked."""

    def __init__(self, here: str, words: Mapping[str, str]) -> None:
        names = [
            (f" {words[place]} ", "reverse bold" if place == here else "dim") for place in PLACES
        ]
        super().__init__(Content.assemble(" selfmirror  ", *names), id="place")
