"""What the person said before about this: from search and from memory, dated, never from this session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from selfmirror.guide.hearing import fragment
from selfmirror.guide.terms import terms
from selfmirror.memory.belief import Kind, Status
from selfmirror.memory.grammar import claims_of
from selfmirror.search.finder import Query
from selfmirror.words.quote import Quote
from selfmirror.words.speaker import Speaker

if TYPE_CHECKING:
    from selfmirror.guide.capabilities import Capabilities
    from selfmirror.memory.belief import Belief
    from selfmirror.search.reranking import Reranking

AT_MOST = 4
_LOOKED_AT, _CLOSEST = 20, 8
_NEWEST = 8
_CARRIED = (Kind.WANT, Kind.GOAL, Kind.PROJECT, Kind.DECISION, Kind.COMMITMENT, Kind.VALUE)


def older_words(looking: Reranking, text: str, session: frozenset[str]) -> tuple[Quote, ...]:
    """The oldest and newest dated words of the person about this, oldest first, at most four.

    Args:
        looking: where to look; of what a model ordered only the first count.
        text: the turn they should be about; they share at least one of its content words.
        session: ids of the utterances of this session, which are never recalled to it.

    Raises:
        MirrorError: the store or the index cannot be read.
    """
    wanted = terms(text)
    if not wanted:
        return ()
    hits = looking.find(Query(text, k=_LOOKED_AT, speaker=Speaker.ME.value, plain=True))
    found = [
        Quote(hit.utterance.id, words, hit.utterance.said, hit.source.title)
        for hit in (hits[:_CLOSEST] if looking.named else hits)
        if hit.utterance.speaker is Speaker.ME
        and (words := fragment(hit.text, about=text))
        and words in hit.utterance.text
        # A question says nothing that today's words could be set against.
        and not words.endswith("?")
    ]
    return _ends(_fit(found, wanted, session))


def known_of(on: Capabilities, text: str, session: frozenset[str]) -> tuple[Quote, ...]:
    """The quotes of the beliefs that concern a turn, closest first."""
    return _evidence(on.memory.relevant(text, k=3), session)


def answering(
    on: Capabilities, looking: Reranking, question: str, session: frozenset[str]
) -> tuple[Quote, ...]:
    """The dated quotes from before this session that answer a question, newest first, at most two."""
    from selfmirror.guide.recollect import recollect
    from selfmirror.search.asked_time import asked_time

    asked = asked_time(question, on.clock.now().date())
    about, until, since = (
        (asked.rest, asked.until, asked.since) if asked else (question, None, None)
    )
    found = recollect(looking, on.memory, about, until, since)
    if found.near:
        return ()
    fit = (q for q in found.quotes if q.said.known and q.utterance not in session)
    return tuple(fit)[:2]


def carried_over(on: Capabilities, session: frozenset[str]) -> tuple[Quote, ...]:
    """The quotes of what the person confirmed in earlier sessions, newest first."""
    kept = [belief for belief in on.memory.beliefs() if belief.status is Status.CONFIRMED]
    kept.sort(key=lambda belief: (belief.valid_from.sort_key, belief.id), reverse=True)
    kept.sort(key=lambda belief: belief.kind not in _CARRIED)
    # Of the newest, what says outright what is wanted, decided or dropped comes first.
    kept = sorted(kept[:_NEWEST], key=_says_nothing_outright)
    return _evidence(kept, session)


def _says_nothing_outright(belief: Belief) -> bool:
    return not any(claims_of(quote.text) for quote in belief.evidence[-1:])


def _evidence(beliefs: Sequence[Belief], session: frozenset[str]) -> tuple[Quote, ...]:
    quotes = [quote for belief in beliefs for quote in belief.evidence[-1:]]
    return tuple(q for q in quotes if q.said.known and q.utterance not in session)


def _fit(found: list[Quote], wanted: frozenset[str], session: frozenset[str]) -> list[Quote]:
    """Dated, outside this session, sharing enough of the turn's terms, each wording once."""
    needed = 1 if len(wanted) <= 4 else 2
    seen: set[str] = set()
    fit: list[Quote] = []
    for quote in found:
        shared = len(terms(quote.text) & wanted)
        if not quote.said.known or quote.utterance in session or shared < needed:
            continue
        if quote.text not in seen:
            seen.add(quote.text)
            fit.append(quote)
    return fit


def _ends(fit: list[Quote]) -> tuple[Quote, ...]:
    ordered = sorted(fit, key=lambda quote: (quote.said.sort_key, quote.utterance))
    if len(ordered) <= AT_MOST:
        return tuple(ordered)
    return (*ordered[: AT_MOST // 2], *ordered[-AT_MOST // 2 :])
