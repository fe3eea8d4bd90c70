"""What the person said that bears on a question, as of a day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from selfmirror.guide.hearing import fragment, terms
from selfmirror.memory.belief import Kind
from selfmirror.search.finder import Query
from selfmirror.words.quote import Quote
from selfmirror.words.speaker import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selfmirror.memory.belief import Belief
    from selfmirror.memory.memory import Memory
    from selfmirror.search.finder import Hit, Search

_LOOKED_AT = 30
_KEPT = 6
_LONGEST = 240
_ASKING = re.compile(
    r"(?i)\b(?:хо(?:чу|чется|тел\w*|теть)|дума\w+|счита\w+|чувству\w+|реш(?:ил|ал|аю|ен)\w*|писа\w+|говори\w+|сказа\w+"
    r"|отнош\w+|отношусь|нрав\w+|зна\w+|помн\w+|планир\w+|собира\w+|был\w*|стал\w*|сейчас|тогда|раньше|почему|зачем"
    r"|want\w*|think|thought|feel|felt|decid\w+|decision\w*|wr[io]te?|wrote|written|said|say|like[ds]?|know|knew"
    r"|plan\w*|remember\w*|ever|used|before|why|last|time|много|мне|меня|about)\b"
)
_STANDING = {Kind.WANT, Kind.GOAL, Kind.PROJECT, Kind.DECISION, Kind.COMMITMENT, Kind.VALUE}


@dataclass(frozen=True, slots=True)
class Recollection:
    """Dated quotes that bear on a question, newest first, and what changed: an old one and a new.

    `near` says that none shares most of the question's words: they are the nearest there is.
    """

    quotes: tuple[Quote, ...]
    changed: tuple[Quote, Quote] | None = None
    near: bool = False


def recollect(search: Search, memory: Memory, question: str, as_of: date | None) -> Recollection:
    """The person's own words about what is asked; what was said after the day does not exist."""
    about = terms(_ASKING.sub(" ", question))
    if not about:
        return _gathered(memory, _standing(memory, as_of), [], as_of)
    answering = memory.ask(question, as_of)
    query = Query(question, k=_LOOKED_AT, until=as_of, speaker=Speaker.ME, plain=True)
    hits = search.find(query)
    for least in (len(about) // 2 + 1, 1):
        beliefs = [belief for belief in answering if _shared(_said_of(belief), about) >= least]
        alike = [hit for hit in hits if _shared(hit.text, about) >= least]
        found = _gathered(memory, beliefs[:_KEPT], _quoted(alike, question, about), as_of)
        if found.quotes:
            return (
                found if least > 1 or len(about) == 1 else replace(found, near=True, changed=None)
            )
    return Recollection(())


def _gathered(
    memory: Memory, beliefs: list[Belief], found: list[Quote], as_of: date | None
) -> Recollection:
    held = [quote for belief in beliefs for quote in _known_by(belief.evidence, as_of)]
    quotes = _newest_first([*held[:_KEPT], *found[:_KEPT]])[:_KEPT]
    return Recollection(tuple(quotes), _change(memory, beliefs, as_of))


def _standing(memory: Memory, as_of: date | None) -> list[Belief]:
    """What a question about nothing in particular asks for: the wants and decisions that stand."""
    return [belief for belief in memory.beliefs(as_of) if belief.kind in _STANDING][:_KEPT]


def _said_of(belief: Belief) -> str:
    return " ".join([belief.statement, *(quote.text for quote in belief.evidence)])


def _shared(text: str, about: frozenset[str]) -> int:
    return len(terms(text) & about)


def _quoted(hits: Iterable[Hit], question: str, about: frozenset[str]) -> list[Quote]:
    """Of each hit the sentence that is about the question, where one shares a word with it."""
    quotes = list[Quote]()
    for hit in hits:
        said = fragment(hit.text, about=_ASKING.sub(" ", question), limit=_LONGEST)
        if said and said in hit.utterance.text and _shared(said, about):
            source = hit.source.title or hit.source.path
            quotes.append(Quote(hit.utterance.id, said, hit.utterance.said, source))
    return quotes


def _known_by(quotes: Iterable[Quote], as_of: date | None) -> list[Quote]:
    if as_of is None:
        return list(quotes)
    return [quote for quote in quotes if quote.said.day is not None and quote.said.day <= as_of]


def _newest_first(quotes: Iterable[Quote]) -> list[Quote]:
    """Each utterance once; what has no date comes last."""
    once = {quote.utterance: quote for quote in reversed(list(quotes))}
    return sorted(once.values(), key=lambda q: (q.said.sort_key, q.utterance), reverse=True)


def _change(
    memory: Memory, beliefs: list[Belief], as_of: date | None
) -> tuple[Quote, Quote] | None:
    """The newest change among some beliefs: what was said before it, and what closed that."""
    for belief in beliefs:
        if belief.supersedes is None:
            continue
        before = next((b for b in memory.history(belief.slot) if b.id == belief.supersedes), None)
        old = _known_by(before.evidence, as_of) if before else []
        new = _known_by(belief.evidence, as_of)
        if old and new:
            return old[-1], new[-1]
    return None
