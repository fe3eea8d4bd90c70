"""Claims from one English sentence: who wants, whether it is negated, over, or only supposed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from selfmirror.memory import english_lexicon as words
from selfmirror.memory.belief import Kind
from selfmirror.memory.claim import FAMILY_OF, Claim, Family
from selfmirror.memory.english_lexicon import Trigger
from selfmirror.memory.english_words import clause_end, subject_of
from selfmirror.memory.sentences import Sentence
from selfmirror.memory.slots import slot_name, wide_slot

_ADVERBS = (
    r"(?:(?:really|still|also|just|truly|now|always|actually|honestly|definitely|desperately|only|so|do|simply|dearly|"
    r"kind of|sort of|probably|sometimes|often|deeply|suddenly|finally|secretly|badly|have|'ve|already|at last|then|today|"
    r"absolutely|genuinely|very much|quite|especially|too|both|hereby|once) )*?"
)
_OWN = re.compile(rf"\bI(?P<gap> |(?='(?:m|ve|d)\b)){_ADVERBS}(?=(?P<rest>\S))")
_IRONY = re.compile(words.IRONY, re.I)
_DENIED = re.compile(words.LEFT_DENIED, re.I)
_SELF = re.compile(words.SELF_REPORT, re.I)
_LAST = re.compile(words.LAST_ALLOWED, re.I)
_DOUBT = re.compile(words.DOUBT, re.I)
_SPEECH = re.compile(rf"\s*(?:to )?{words.SPEECH_ACTS}", re.I)
_REACTION = re.compile(words.REACTIONS, re.I)
_DEED = re.compile(rf"\s*{words.OTHERS_DEED}", re.I)
_ELLIPTICAL = re.compile(rf"\A\W*(?={words.ELLIPTICAL})", re.I)
_PAST_WANT = re.compile(
    r"\bI (?:had )?(?:once |originally |initially |first )?(?:wanted|hoped|planned|meant|intended)(?: to)?\b"
    r"(?=[^.]*?(?:,|;|—|–| but)\s*(?:but |and )?(?:now|today|not any ?more|no longer|I(?:'ve| have) changed|changed my mind|these days))",
    re.I,
)
_ENDED = re.compile(r"\b(?:any ?more|any longer|no longer)\b", re.I)
_CALLED_OFF = re.compile(words.CALLED_OFF, re.I)
_HEDGE = re.compile(
    r"\b(?:maybe|perhaps|probably|possibly|I guess|I suppose),?\s*(?:that\s+)?\Z", re.I
)
_RIDER = re.compile(
    r"\s*,?\s*(?:(?:but|though|or)\s+)?(?:maybe |perhaps |probably |just )?not\b[^.,;:!?—–()\n]*"
    r"|\s*,\s*(?:maybe|perhaps|probably|possibly|I (?:guess|suppose|think))\b",
    re.I,
)
_VAGUE = re.compile(r"\b(?:not|never|if|who|he|she|they|it|this|that|which|what)\b", re.I)
_BOUNDARY = re.compile(r"[,;:—–()]|\b(?:but|because|although|though)\b", re.I)


class _Hit(NamedTuple):
    """What a trigger matched: the statement starts at `start`, the trigger's own words at `first`.

    Where `first` lies after `start`, what is spoken of stands between the two.
    """

    trigger: Trigger
    start: int
    end: int
    first: int


@cache
def _compiled(patterns: tuple[Trigger, ...]) -> tuple[tuple[Trigger, re.Pattern[str]], ...]:
    return tuple((t, re.compile(t.pattern, re.I)) for t in patterns)


def english_claims(sentence: Sentence) -> Iterator[Claim]:
    """The claims of a sentence about its speaker; nothing where it asks, supposes, jokes or reports."""
    voice = sentence.voice.replace("’", "'")
    if "?" in voice or _IRONY.search(voice) or re.match(words.TAKEN_BACK, sentence.after):
        return
    yield from _cancelled(sentence, voice)
    taken = 0
    for hit in sorted(_hits(voice), key=lambda h: h.start):
        if hit.start < taken:
            continue
        claim = _claim(sentence, voice, hit)
        if claim:
            taken = hit.end
            yield claim


def _cancelled(sentence: Sentence, voice: str) -> Iterator[Claim]:
    """«Georgia is off»: whatever was wanted of it is over."""
    for off in _CALLED_OFF.finditer(voice):
        if _DENIED.search(off["of"]) or _DENIED.search(voice[: off.start()]):
            continue
        named = " ".join(
            word for word in off["of"].split() if word.lower() not in words.UNDERTAKINGS
        )
        subject = subject_of(named) or subject_of(off["of"])
        statement = sentence.text[off.start() : off.end()].strip()
        if subject and statement:
            slot = wide_slot(FAMILY_OF[Kind.DROPPED], subject)
            yield Claim(Kind.DROPPED, slot, statement, sentence.text, -0.8, 0.65, closes=True)


def _hits(voice: str) -> Iterator[_Hit]:
    yield from _own_hits(voice)
    yield from _fixed_hits(voice)
    start = _ELLIPTICAL.match(voice)
    if start:
        trigger, opening = _first(words.PREDICATES, voice, start.end())
        if trigger and opening:
            weaker = trigger._replace(confidence=round(trigger.confidence - 0.2, 2))
            yield _Hit(weaker, start.end(), opening.end(), start.end())


def _own_hits(voice: str) -> Iterator[_Hit]:
    for past in _PAST_WANT.finditer(voice):
        if _stands(voice[: past.start()]):
            yield _Hit(
                Trigger("", Kind.DROPPED, -1, 0.6, closes=True),
                past.start(),
                past.end(),
                past.start(),
            )
    for own in _OWN.finditer(voice):
        if not _stands(voice[: own.start()]):
            continue
        for at in _predicate_starts(voice, own):
            trigger, found = _first(words.PREDICATES, voice, at)
            if trigger and found:
                yield _Hit(trigger, own.start(), found.end(), own.start())
                break


def _predicate_starts(voice: str, own: re.Match[str]) -> list[int]:
    """Where the predicate may begin: right after the subject, or after each adverb that follows it."""
    bare = own.start() + 1 + len(own["gap"])
    steps = [bare]
    adverb = re.compile(r"(?:[a-z']+|kind of|sort of|at last|very much) ", re.I)
    allowed = re.compile(_ADVERBS.removesuffix("*?") + r"\Z", re.I)
    while (word := adverb.match(voice, steps[-1])) and allowed.fullmatch(word.group()):
        steps.append(word.end())
    return steps


def _first(
    patterns: tuple[Trigger, ...], voice: str, at: int
) -> tuple[Trigger | None, re.Match[str] | None]:
    for trigger, pattern in _compiled(patterns):
        found = pattern.match(voice, at)
        if found:
            return trigger, found
    return None, None


def _fixed_hits(voice: str) -> Iterator[_Hit]:
    for trigger, pattern in _compiled(words.NAMED):
        for found in pattern.finditer(voice):
            left = voice[: found.start()]
            if _stands(left) or not left.strip():
                yield _Hit(trigger, found.start(), found.end(), found.start())
    label = re.match(rf"\W*{words.LABELS}", voice, re.I)
    if label:
        yield _Hit(Trigger("", Kind.GOAL, 1, 0.75), label.start(), label.end(), label.start())
    for trigger, pattern in _compiled(words.AFTER):
        ending = pattern.search(voice)
        if ending and not _VAGUE.search(voice[: ending.start()]):
            start = _clause_start(voice, ending.start())
            yield _Hit(trigger, start, ending.end(), ending.start())


def _stands(left: str) -> bool:
    """Whether the words before «I» leave it the speaker's own statement of fact."""
    cut = max((found.end() for found in _BOUNDARY.finditer(left)), default=0)
    near = left[cut:]
    if _SELF.search(left) and not re.search(r"\b(?:he|she|they|you)\b", near, re.I):
        return True
    if near.strip() in {"", "and", "so"} and re.search(
        r"\b(?:says?|said|thinks?|believes?|tells? me|told me|claims?) *(?:that)?\W*\Z",
        left[:cut].strip(" ,"),
        re.I,
    ):
        return False
    return (
        not _DENIED.search(near)
        and bool(_LAST.search(near) if near.strip() else True)
        and not re.search(r"\bthat\s*\Z", near)
    )


def _clause_start(voice: str, at: int) -> int:
    cuts = [found.end() for found in _BOUNDARY.finditer(voice, 0, at)]
    return cuts[-1] if cuts else 0


def _claim(sentence: Sentence, voice: str, hit: _Hit) -> Claim | None:
    end = clause_end(voice, hit.end)
    before = hit.first > hit.start
    spoken_of = voice[hit.start : hit.first] if before else voice[hit.end : end]
    if not before and _only_said(hit.trigger, spoken_of):
        return None
    subject = subject_of(spoken_of)
    if not subject:
        return None
    sign, kind = _side(hit.trigger, spoken_of)
    if kind is Kind.FEAR and re.match(r"\s*(?:to )?not\b", spoken_of):
        subject = ("not", *subject)
    closes = hit.trigger.closes or bool(
        sign < 0 and _ENDED.search(voice, hit.start, min(len(voice), end + 12))
    )
    if kind is Kind.WANT and closes:
        kind = Kind.DROPPED
    spoken = voice[hit.start : max(end, hit.end)]
    start = hit.start + len(spoken) - len(spoken.lstrip(" ,;:—–-*"))
    start, end = _whole(voice, start, max(end, hit.end))
    statement = sentence.text[start:end].strip(" ,;:—–-*")
    if not statement or statement not in sentence.text:
        return None
    return Claim(
        kind,
        slot_name(FAMILY_OF[kind], subject),
        statement,
        sentence.text,
        sign * 0.8,
        _confidence(voice, hit, subject),
        closes,
    )


def _whole(voice: str, start: int, end: int) -> tuple[int, int]:
    """The span of a clause with the hedge before it and the denial after it, which it must not be read without."""
    hedge, rider = _HEDGE.search(voice, 0, start), _RIDER.match(voice, end)
    return (hedge.start() if hedge else start), (rider.end() if rider else end)


def _only_said(trigger: Trigger, spoken_of: str) -> bool:
    """Whether the object makes it no want at all: «I want to say», «I want you to», «I love it when»."""
    if FAMILY_OF[trigger.kind] is Family.WANT and (
        _SPEECH.match(spoken_of) or _DEED.match(spoken_of)
    ):
        return True
    if trigger.kind in {Kind.PREFERENCE, Kind.AVERSION} and _REACTION.match(spoken_of):
        return True
    first = re.match(r"\s*(\w+)", spoken_of)
    if trigger.kind in {Kind.PREFERENCE, Kind.AVERSION} and first:
        return (
            first[1].lower() in words.NOT_OBJECTS and not re.match(r"\s*to \w{3}", spoken_of)
        ) or bool(_SPEECH.match(spoken_of))
    return bool(
        first
        and trigger.kind is not Kind.DONE
        and first[1].lower() in words.NOT_OBJECTS - {"to", "him", "her", "them", "us"}
    )


def _side(trigger: Trigger, spoken_of: str) -> tuple[int, Kind]:
    """The sign and kind after the object's own negation: «I want to not …», «I promise never to …»."""
    inner = re.match(r"\s*(?:to )?(?:not|never|no(?! one| doubt| longer))\b", spoken_of, re.I)
    sign = -trigger.sign if inner else trigger.sign
    if not inner or trigger.kind is Kind.FEAR:
        return trigger.sign, trigger.kind
    flipped = {
        Kind.PREFERENCE: Kind.AVERSION,
        Kind.AVERSION: Kind.PREFERENCE,
        Kind.DROPPED: Kind.WANT,
    }
    return sign, flipped.get(trigger.kind, trigger.kind)


def _confidence(voice: str, hit: _Hit, subject: tuple[str, ...]) -> float:
    confidence = hit.trigger.confidence
    if hit.trigger.kind is Kind.WANT and words.MOMENTARY & set(subject):
        confidence = 0.3
    rider = _RIDER.match(voice, clause_end(voice, hit.end))
    unsure = rider and not re.search(r"\bnot\b", rider.group())
    if unsure or _DOUBT.search(voice, max(hit.start - 30, 0), hit.end + 10):
        confidence *= 0.45
    if voice[: hit.end].endswith("want") and re.match(
        r"(?i)\s*(?:(?:my|the) )?\w+ to\b", voice[hit.end :]
    ):
        confidence *= 0.7
    if re.search(r"\bif\b", voice, re.I) and re.search(
        r"(?i)would|'d\b", voice[hit.start : hit.end]
    ):
        confidence = 0.0
    return round(confidence, 2)
