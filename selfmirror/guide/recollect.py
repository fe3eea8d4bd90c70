"""What the person said that bears on a question, as of a day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from selfmirror.guide.hearing import fragment
from selfmirror.guide.terms import terms
from selfmirror.memory.belief import Kind, Status
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
    r"|боюсь|боя[лт]\w+|важн[оы]|цен(?:ю|ил\w?)|мечта\w+|жела\w+|нужн\w+|дела(?:ть|ю|л[аи]?)|выб(?:рал[аи]?|ираю)"
    r"|hope\w*|wish\w*|need\w*|fear\w*|afraid|value[ds]?|matter\w*|chose|choose|again|should"
    r"|want\w*|think|thought|feel|felt|decid\w+|decision\w*|wr[io]te?|wrote|written|said|say|like[ds]?|know|knew"
    r"|plan\w*|remember\w*|ever|used|before|why|last|time|много|мне|меня|about)\b"
)
_STANDING = frozenset(
    [Kind.WANT, Kind.GOAL, Kind.PROJECT, Kind.DECISION, Kind.COMMITMENT, Kind.VALUE]
)
_ASKED_FOR = (
    (
        r"реш(?:ил|ал|аю|ен)|выбра|выбира|decid|decision|chose|choose",
        [Kind.DECISION, Kind.COMMITMENT],
    ),
    (r"\bбо(?:юсь|я[лт])|afraid|fear", [Kind.FEAR]),
    (r"важн|цен(?:ю|ил)|value|matter", [Kind.VALUE]),
    (r"нрав|like", [Kind.PREFERENCE]),
)
"""The kinds that a question about nothing in particular asks for by its verb."""


@dataclass(frozen=True, slots=True)
class Recollection:
    """Dated quotes that bear on a question, newest first, and what changed: an old one and a new.

    `near` says that none shares most of the question's words: they are the nearest there is.
    """

    quotes: tuple[Quote, ...]
    changed: tuple[Quote, Quote] | None = None
    near: bool = False


def recollect(
    search: Search,
    memory: Memory,
    question: str,
    as_of: date | None,
    since: date | None = None,
) -> Recollection:
    """The person's own words about what is asked; what was said after the day does not exist.

    With `since`, those of the days from then to `as_of`; where there are none, the nearest before.
    """
    about = terms(_ASKING.sub(" ", question))
    if not about:
        return _in_general(memory, question, as_of, since)
    found = _about(search, memory, (question, about), as_of, since)
    if found.quotes or since is None:
        return found
    return replace(_about(search, memory, (question, about), as_of, None), near=True, changed=None)


def _about(
    search: Search,
    memory: Memory,
    asked: tuple[str, frozenset[str]],
    as_of: date | None,
    since: date | None,
) -> Recollection:
    question, about = asked
    answering = [
        belief
        for belief in memory.ask(question, as_of)
        if since is None or any(_within(quote, since) for quote in belief.evidence)
    ]
    query = Query(question, k=_LOOKED_AT, since=since, until=as_of, speaker=Speaker.ME, plain=True)
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


def _within(quote: Quote, since: date) -> bool:
    return quote.said.day is not None and quote.said.day >= since


def _in_general(
    memory: Memory, question: str, as_of: date | None, since: date | None
) -> Recollection:
    """What a question about nothing in particular asks for: the wants and decisions that stood then.

    A quote each, the confirmed before the rest. Where none is of the kind that the question's verb
    asks for, the others are the nearest there is.
    """
    held = memory.held(as_of, since)
    held.sort(key=lambda belief: belief.status is not Status.CONFIRMED)
    kinds = next((set(k) for verb, k in _ASKED_FOR if re.search(verb, question.lower())), None)
    asked = [belief for belief in held if belief.kind in (kinds or _STANDING)][:_KEPT]
    found = asked or [belief for belief in held if belief.kind in _STANDING][:_KEPT]
    quotes = [quote for belief in found for quote in list(_known_by(belief.evidence, as_of))[-1:]]
    changed = _change(memory, asked, as_of)
    return Recollection(tuple(_newest_first(quotes)), changed, near=bool(found and not asked))


def _said_of(belief: Belief) -> str:
    return " ".join([belief.statement, *(quote.text for quote in belief.evidence)])


def _shared(text: str, about: frozenset[str]) -> int:
    return len(terms(text) & about)


def _quoted(hits: Iterable[Hit], question: str, about: frozenset[str]) -> list[Quote]:
    """Of each hit the sentence that is about the question, where one shares a word with it."""
    quotes = list[Quote]()
    for hit in hits:
        said = fragment(hit.text, about=_ASKING.sub(" ", question), limit=_LONGEST)
        # A question that was asked before answers nothing.
        if said.endswith("?") or said not in hit.utterance.text:
            continue
        if said and _shared(said, about):
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
