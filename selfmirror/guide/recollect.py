"""What the person said that bears on a question, as of a day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from selfmirror.guide.hearing import fragment, sentences
from selfmirror.guide.terms import terms
from selfmirror.memory.belief import Kind, Status
from selfmirror.search.finder import Query
from selfmirror.words.quote import Quote
from selfmirror.words.speaker import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selfmirror.memory.belief import Belief
    from selfmirror.memory.memory import Memory
    from selfmirror.search.finder import Hit
    from selfmirror.search.reranking import Reranking

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


class _Asked(NamedTuple):
    """What a question's verb asks for: kinds of beliefs, and the words that sentences say it with."""

    verb: str
    kinds: frozenset[Kind]
    words: str


_ASKED_FOR = tuple(
    _Asked(verb, frozenset(kinds), rf"(?i)\b(?:{words})")
    for verb, kinds, words in (
        (
            r"реш(?:ил|ал|аю|ен)|выбра|выбира|decid|decision|chose|choose",
            [Kind.DECISION, Kind.COMMITMENT],
            r"реш(?:ил|аю|ено|ени)|выбра|выбира|обеща|decid|decision|chose|choose|promise",
        ),
        (
            r"\bбо(?:юсь|я[лт])|afraid|fear",
            [Kind.FEAR],
            r"бою|боя|страш|страх|пуга|afraid|fear|scar",
        ),
        (r"важн|цен(?:ю|ил)|value|matter", [Kind.VALUE], r"важн|цен[юн]|дорог|value|matter"),
        (r"нрав|like", [Kind.PREFERENCE], r"нрав|любл|like|love|enjoy"),
        (
            r"хо(?:чу|т)|хочет|мечта|жела|want|wish|dream",
            _STANDING,
            r"(?:за)?хо(?:чу|чется|тел)|мечта|жела[юл]|тянет|want|wish|dream|would like|i'd like|hope to",
        ),
    )
)
"""In the order in which a question is read; the last is also what one that names none asks for."""

_OPEN = re.compile(r"(?i)\b(?:что|чего|ч[её]м|кого|как(?:ие|ое|ой|ую)|what|which)\b")


@dataclass(frozen=True, slots=True)
class Recollection:
    """Dated quotes that bear on a question, newest first, and what changed: an old one and a new.

    `near` says that none shares most of the question's words: they are the nearest there is.
    """

    quotes: tuple[Quote, ...]
    changed: tuple[Quote, Quote] | None = None
    near: bool = False


def recollect(
    search: Reranking,
    memory: Memory,
    question: str,
    as_of: date | None,
    since: date | None = None,
) -> Recollection:
    """The person's own words about what is asked; what was said after the day does not exist.

    With `since`, those of the days from then to `as_of`; where there are none, the nearest before.
    Where nothing is said of what “what did I decide about …” names, what is decided is the nearest.
    """
    about = terms(_ASKING.sub(" ", question))
    if not about:
        return _in_general(memory, question, as_of, since)
    found = _about(search, memory, (question, about), as_of, since)
    if not found.quotes and since is not None:
        found = _about(search, memory, (question, about), as_of, None)
        found = replace(found, near=True, changed=None)
    asked = _asked_for(question)
    if found.quotes or asked is None or not _OPEN.search(question):
        return found
    held = [belief for belief in _held(memory, as_of, since) if belief.kind in asked.kinds][:_KEPT]
    return Recollection(_latest_of(held, as_of), near=True)


def _about(
    search: Reranking,
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
    named = search.named
    for least in (len(about) // 2 + 1, 1):
        beliefs = [belief for belief in answering if _shared(_said_of(belief), about) >= least]
        alike = [
            hit for hit in hits if hit.utterance.id in named or _shared(hit.text, about) >= least
        ]
        quotes = _quoted(alike, (question, about), named)
        found = _gathered(memory, beliefs[:_KEPT], quotes, (since, as_of))
        if found.quotes:
            return (
                found if least > 1 or len(about) == 1 else replace(found, near=True, changed=None)
            )
    return Recollection(())


def _gathered(
    memory: Memory,
    beliefs: list[Belief],
    found: list[Quote],
    days: tuple[date | None, date | None],
) -> Recollection:
    since, as_of = days
    held = [
        quote
        for belief in beliefs
        for quote in _known_by(belief.evidence, as_of)
        if since is None or _within(quote, since)
    ]
    changed = _change(memory, beliefs, as_of)
    quotes = _newest_first([*held[:_KEPT], *found[:_KEPT]])[:_KEPT]
    return Recollection(tuple(_as_in(changed or (), quote) for quote in quotes), changed)


def _as_in(told: Iterable[Quote], quote: Quote) -> Quote:
    """The quote, or one already told that holds its words, so that they are not told twice."""
    same = (one for one in told if one.utterance == quote.utterance)
    return next((one for one in same if _folded(quote.text) in _folded(one.text)), quote)


def _within(quote: Quote, since: date) -> bool:
    return quote.said.day is not None and quote.said.day >= since


def _asked_for(question: str) -> _Asked | None:
    return next((one for one in _ASKED_FOR if re.search(one.verb, question.lower())), None)


def _held(memory: Memory, as_of: date | None, since: date | None) -> list[Belief]:
    """What held then, the confirmed before the rest."""
    held = memory.held(as_of, since)
    return sorted(held, key=lambda belief: belief.status is not Status.CONFIRMED)


def _latest_of(beliefs: Iterable[Belief], as_of: date | None) -> tuple[Quote, ...]:
    """The latest quote of each belief, newest first."""
    quotes = [quote for belief in beliefs for quote in list(_known_by(belief.evidence, as_of))[-1:]]
    return tuple(_newest_first(quotes))


def _in_general(
    memory: Memory, question: str, as_of: date | None, since: date | None
) -> Recollection:
    """What a question about nothing in particular asks for: the wants and decisions that stood then.

    A quote each. Of a span only what was said in it counts, sentences that no belief was drawn from
    too. Where there is none of the kind that the question's verb asks for, the nearest is what stood
    then, and for a span at last what was said in it.
    """
    wanted = _asked_for(question) or _ASKED_FOR[-1]
    held = _held(memory, as_of, since)
    asked = [belief for belief in held if belief.kind in wanted.kinds]
    if since is None or as_of is None:
        asked = asked[:_KEPT]
        if asked:
            return Recollection(_latest_of(asked, as_of), _change(memory, asked, as_of))
        standing = [belief for belief in held if belief.kind in _STANDING]
        return _nearest(_latest_of(standing[:_KEPT], as_of))
    then = [belief for belief in asked if _of_span(belief, since, as_of)][:_KEPT]
    if then:
        ended = {belief.closed_by for belief in then}
        closing = [belief for belief in held if belief.id in ended]
        return Recollection(_latest_of(then, as_of), _change(memory, [*then, *closing], as_of))
    said = memory.said_within(since, as_of)
    if telling := _sentences(said, re.compile(wanted.words)):
        return Recollection(telling)
    standing = asked or [belief for belief in held if belief.kind in _STANDING]
    return _nearest(_latest_of(standing[:_KEPT], as_of) or _sentences(said))


def _of_span(belief: Belief, since: date, as_of: date) -> bool:
    """Whether a belief was voiced, or came to its end, on the days from one to another."""
    ended = belief.valid_to.day if belief.valid_to else None
    voiced = any(_within(quote, since) for quote in _known_by(belief.evidence, as_of))
    return voiced or (ended is not None and since <= ended <= as_of)


def _nearest(quotes: tuple[Quote, ...]) -> Recollection:
    return Recollection(quotes, near=bool(quotes))


def _sentences(said: Iterable[Quote], telling: re.Pattern[str] | None = None) -> tuple[Quote, ...]:
    """Of some utterances the sentences that say so, or the first of each; each wording once."""
    found: dict[str, Quote] = {}
    for whole in said:
        own = [one for one in sentences(whole.text) if not one.endswith("?")]
        fit = [one for one in own if telling.search(one)] if telling else own[:1]
        for one in fit:
            words = fragment(one, limit=_LONGEST)
            if words and words in whole.text:
                found.setdefault(_folded(words), replace(whole, text=words))
    return tuple(found.values())[:_KEPT]


def _said_of(belief: Belief) -> str:
    return " ".join([belief.statement, *(quote.text for quote in belief.evidence)])


def _shared(text: str, about: frozenset[str]) -> int:
    return len(terms(text) & about)


def _quoted(
    hits: Iterable[Hit], asked: tuple[str, frozenset[str]], named: frozenset[str]
) -> list[Quote]:
    """Of each hit the sentence that is about the question, where one shares a word with it or a model named it."""
    question, about = asked
    quotes = list[Quote]()
    for hit in hits:
        said = fragment(hit.text, about=_ASKING.sub(" ", question), limit=_LONGEST)
        # A question that was asked before answers nothing.
        if said.endswith("?") or said not in hit.utterance.text:
            continue
        if said and (_shared(said, about) or hit.utterance.id in named):
            source = hit.source.title or hit.source.path
            quotes.append(Quote(hit.utterance.id, said, hit.utterance.said, source))
    return quotes


def _known_by(quotes: Iterable[Quote], as_of: date | None) -> list[Quote]:
    if as_of is None:
        return list(quotes)
    return [quote for quote in quotes if quote.said.day is not None and quote.said.day <= as_of]


def _newest_first(quotes: Iterable[Quote]) -> list[Quote]:
    """Each utterance and each wording once; what has no date comes last."""
    once = {quote.utterance: quote for quote in reversed(list(quotes))}
    ordered = sorted(once.values(), key=lambda q: (q.said.sort_key, q.utterance))
    worded = {_folded(quote.text): quote for quote in ordered}
    return sorted(worded.values(), key=lambda q: (q.said.sort_key, q.utterance), reverse=True)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


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
