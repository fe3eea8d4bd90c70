"""Insights: at the end, what each step yielded, in the person's own words, set against earlier ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from selfmirror.guide.hearing import fragment, hear, hedged, sentences, sounds_like, wanted
from selfmirror.guide.notices import THEN_NOW
from selfmirror.guide.opposing import closest_subject, contrary, opposed, same_subject
from selfmirror.guide.quoting import inside
from selfmirror.guide.terms import terms
from selfmirror.guide.voice import Voice, written_on
from selfmirror.memory.belief import Kind
from selfmirror.memory.fold import CLOSING_CONFIDENCE, ends
from selfmirror.memory.grammar import claims_of
from selfmirror.words.quote import Quote

if TYPE_CHECKING:
    from selfmirror.guide.method import Method
    from selfmirror.guide.turn import Exchange
    from selfmirror.words.language import Language

AT_MOST = 5
_FEWEST = 3
_LONG = 200
KINDS = {
    "want": Kind.WANT,
    "value": Kind.VALUE,
    "fear": Kind.FEAR,
    "obstacle": Kind.FACT,
    "commitment": Kind.COMMITMENT,
    "observation": Kind.FACT,
    "project": Kind.PROJECT,
    "decision": Kind.DECISION,
}
"""What memory calls that which a step yields."""

_INTENDED = re.compile(
    r"(?i)\b(?:завтра|послезавтра)\b|^если\b.+\bто\b|\btomorrow\b|^if\b.+\bI(?:'ll| will)\b"
)

_FEARED = re.compile(r"(?i)(?<!не )\b(?:боюсь|мне страшно)\b|\bI(?:'m| am) (?:afraid|scared)\b")
_UNWANTED = re.compile(r"(?i)\bне (?:хо(?:чу|чется|тел\w*))\b|\b(?:do not|don['’]t) want\b")


@dataclass(frozen=True, slots=True)
class Draft:
    """An insight before it is proposed: one verbatim sentence and where it comes from."""

    kind: Kind
    text: str
    evidence: tuple[Quote, ...]
    change: str = ""


def draft_insights(method: Method, exchanges: Sequence[Exchange]) -> list[Draft]:
    """What each step yielded, most telling first, none saying the same twice.

    Every answer that says outright what is wanted, decided, feared and the like is one; a step
    without such an answer yields its most telling sentence that is said without reservation.
    Questions and answers of fewer than three words yield nothing; what later words of the session
    ended gives way to them.
    """
    drafts: list[tuple[float, Draft]] = []
    said = [e.said for e in exchanges if e.said]
    for step in method.steps:
        answers = [e.said for e in exchanges if e.step == step.id and e.said]
        for found in _telling(answers, step.yields):
            quote = _standing(found, said)
            claims = [claim.kind for claim in claims_of(quote.text)]
            kind = claims[0] if claims else _kind(quote.text, step.yields)
            worth = _worth(quote.text, step.yields) + 2 * bool(claims)
            drafts.append((worth, Draft(kind, quote.text, (quote,))))
    drafts.sort(key=lambda pair: -pair[0])
    return _distinct([draft for _, draft in drafts])[:AT_MOST]


def _telling(answers: Sequence[Quote], yields: str) -> list[Quote]:
    """One sentence of each answer that claims something, else one of the most telling answer."""
    own = [quote for quote in answers if sentences(quote.text)]
    claiming = [
        replace(quote, text=_sentence(claim.quote, about=claim.statement))
        for quote in own
        for claim in claims_of(quote.text)[:1]
    ]
    found = (replace(q, text=_sentence(q.text, kind=yields)) for q in own)
    plain = [q for q in found if _INTENDED.search(q.text) or not hedged(q.text)]
    best = sorted(plain, key=lambda quote: -_worth(quote.text, yields))[:1]
    telling = claiming or best
    return [q for q in telling if hear(q.text).words >= _FEWEST and not q.text.endswith("?")]


def _sentence(text: str, about: str = "", kind: str = "") -> str:
    """The most telling sentence; one that cannot be cut stays whole."""
    return fragment(text, about, kind, _LONG) or fragment(text, about, kind, len(text))


def with_change(draft: Draft, older: Sequence[Quote], language: Language) -> Draft:
    """The draft with the earlier words on the same subject, those that it stands against before others."""
    others = [q for q in closest_subject(older, draft.text) if _bears_on(q.text, draft.text)]
    if not others:
        return draft
    then = next((q for q in others if contrary(q.text, draft.text)), others[0])
    first = f"{written_on(then.said, language)} {Voice(language, frozenset()).quoted(then.text)}"
    change = THEN_NOW.in_(language).format(then=first, now=inside(draft.text, language))
    return Draft(draft.kind, draft.text, (*draft.evidence, then), change)


def _standing(quote: Quote, said: Sequence[Quote]) -> Quote:
    """The quote, or the words of the session that ended what it claims."""
    claimed = [(whole, claim) for whole in said for claim in claims_of(whole.text)]
    sure = [pair for pair in claimed if pair[1].confidence >= CLOSING_CONFIDENCE]
    last = {claim.slot: (whole, claim) for whole, claim in sure}
    for mine in claims_of(quote.text):
        whole, claim = last.get(mine.slot, (quote, mine))
        if ends(claim, mine.kind, mine.sign):
            words = _sentence(claim.quote, about=claim.statement) or quote.text
            return Quote(whole.utterance, words, whole.said, whole.source)
    return quote


def _bears_on(then: str, now: str) -> bool:
    """Whether earlier words are of the subject of these, not merely of a word of theirs."""
    if same_subject(then, now):
        return True
    against = contrary(then, now) or (opposed(then, now) and bool(claims_of(then)))
    return against and bool(terms(then) & terms(now))


def _kind(text: str, yields: str) -> Kind:
    """What a sentence is: what its step asks for where it sounds like it, a plain observation else."""
    if _INTENDED.search(text):
        return Kind.COMMITMENT
    if _FEARED.search(text):
        return Kind.FEAR
    # “I do not want this” says what is not wanted, and not what is.
    unwanted = yields == "want" and _UNWANTED.search(text) and not wanted(text)
    return KINDS[yields] if sounds_like(text, yields) and not unwanted else Kind.FACT


def _worth(text: str, kind: str) -> float:
    heard = hear(text)
    worth = min(heard.words, 20) / 10 + 0.1 * min(len(terms(text)), 8)
    return worth + (1.5 if sounds_like(text, kind) else 0) - (2 if heard.question else 0)


def _distinct(drafts: list[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    for draft in drafts:
        mine = terms(draft.text)
        again = any(
            len(mine & terms(other.text)) > 0.6 * max(len(mine), 1) or other.text == draft.text
            for other in kept
        )
        if not again:
            kept.append(draft)
    return kept
