"""Where in a message somebody is asked to do something: it stands first in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selfmirror.words.vocabulary import word_set

_FAR = 400
_MOST_WORDS = 10
_STOP = re.compile(r"[.!?…\n]+")
_WORD = re.compile(r"\w+(?:['’]\w+)?")
# What opens in quotation marks asks nothing: it is quoted.
_GAP = re.compile(r"[\"»”’)\]]{0,3}[^\w\"“„«‘.!?…\n]{0,20}")
_BETWEEN = re.compile(r"[^\w\"“„«‘.!?…\n]{1,10}")
_POLITE = word_set(
    """
    please pls kindly can could would will you now then also and next first help me us to i i'd i’d let's let’s want need like so ok
    okay hi hello hey there chatgpt gpt claude just again give write make provide create do get a an the short brief concise detailed
    quick your task is
    пожалуйста можешь можете мог могла могли бы ли ты вы мне нам теперь а и ещё еще сначала затем потом привет здравствуй нужен нужна
    здравствуйте нужно надо прошу хочу чтобы помоги помогите сделай сделайте дай дайте напиши напишите составь составьте кратко
    коротко вкратце краткий краткое краткую твоя задача
    """
)
_TOLD = re.compile(r"\bi\W*\Z|\A\W*to\W*\Z")
_TO_MYSELF = re.compile(r"\bi(?:['’]d)?\b(?!.*\byou\b)|\bхочу\b(?!.*\bты\b)", re.DOTALL)
_ITEM = re.compile(r"[ \t]*(?:[-*+•–—]|\d{1,3}[.)])[ \t]")
_ENTRIES = re.compile(r"(?:\A|[|(:>])([^\W\d_]{1,3})")


@dataclass(frozen=True, slots=True)
class Opening:
    """A place in a sentence with nothing but words of asking before it; `start` is the sentence's."""

    start: int
    at: int
    lead: str

    @property
    def asks_another(self) -> bool:
        """Whether somebody else is asked: “I want to write” asks nobody."""
        return _TO_MYSELF.search(self.lead) is None


class Request:
    """A pattern of what may be asked, for texts in small letters; `entries` are how its words may begin."""

    def __init__(self, what: str) -> None:
        self._pattern = re.compile(rf"(?:{what})(?!\w)")
        self.entries = frozenset(_ENTRIES.findall(what))

    def match(self, text: str, opening: Opening) -> re.Match[str] | None:
        """What is asked at a place, if it is this."""
        return self._pattern.match(text, opening.at)


def openings(text: str, entries: frozenset[str]) -> Iterator[Opening]:
    """The places in a text in small letters where a request may begin, by three letters of its entry.

    An item of a list is something to be done, by whom ever, and no request.
    """
    listed = _ITEM.match(text)
    for found in (None, *_STOP.finditer(text)):
        start = found.end() if found else 0
        if found and "\n" in found.group():
            listed = _ITEM.match(text, start)
        if listed:
            continue
        gap = _GAP.match(text, start)
        at = first = gap.end() if gap else start
        for _ in range(_MOST_WORDS):
            word = _WORD.match(text, at)
            if word is None:
                break
            said = word.group()
            if said[:3] in entries and not _TOLD.search(lead := text[first:at]):
                yield Opening(first, at, lead)
            between = _BETWEEN.match(text, word.end()) if said in _POLITE else None
            if between is None:
                break
            at = between.end()


def in_small_letters(text: str) -> str:
    """The text in lower case at its length: there are letters that become two."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := one.lower()) == 1 else one for one in text)


def sentence_end(text: str, at: int) -> int:
    """Where the sentence around a place ends, its stop inside; no further than is looked for."""
    found = _STOP.search(text, at, at + _FAR)
    return found.end() if found else min(len(text), at + _FAR)


def line_end(text: str, at: int) -> int:
    """Where the line around a place ends, or -1 where that is too far off for a request."""
    end = text.find("\n", at, at + _FAR)
    if end >= 0:
        return end
    return len(text) if len(text) <= at + _FAR else -1
