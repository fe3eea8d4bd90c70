"""Claims from one Russian sentence: what its triggers say of what they govern, negations counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selfmirror.memory import russian_lexicon as words
from selfmirror.memory.belief import Kind
from selfmirror.memory.claim import FAMILY_OF, Claim
from selfmirror.memory.russian_hits import Hit, Place, has_self, hits_of
from selfmirror.memory.russian_words import Subject, Token, clauses_of, subject_of, tokens_of
from selfmirror.memory.sentences import Sentence
from selfmirror.memory.slots import slot_name

# One cheap look spares most sentences the morphology.
_HINT = re.compile(
    r"(?i)\b(?:хо(?:чу|тел|чется|телось)|за?хоте|рас?хоте|перехоте|мечта|жажд|жела|стрем|план|намер|собира|люблю|любил|обожа|"
    r"предпочита|ненави|презира|боюсь|боял|опаса|цен[юин]|дорож|обеща|кля[лн]|обяз|выб[ир]|брос|заб[рa]|забрас|отказ|завяз|прекра|"
    r"реш|пообещ|покля|перест|передум|раздум|охлад|разлюб|возненав|полюб|закон|допис|доде|заверш|оконч|допеч|увол|перее|"
    r"поступ|запуст|опубл|защит|выуч|достиг|доби|осущ|дочит|достро|изда|нрав|разонр|пуг|страш|бес|раздраж|тян|важ|дорог|"
    r"интерес|цел|проект|терпеть|вынос|вынош|перенош|терплю|работаю|пишу|делаю|строю|веду|снимаю|сочин|слово)"
)
_IRONY = re.compile(words.IRONY, re.I)
_NEGATIVE = {Kind.AVERSION, Kind.DROPPED}
_OPPOSITE = {
    Kind.PREFERENCE: Kind.AVERSION,
    Kind.AVERSION: Kind.PREFERENCE,
    Kind.GOAL: Kind.DECISION,
}


def russian_claims(sentence: Sentence) -> Iterator[Claim]:
    """The claims of a sentence about its speaker; nothing where it asks, supposes, jokes or reports."""
    voice = sentence.voice
    if (
        not _HINT.search(voice)
        or "?" in voice
        or _IRONY.search(voice)
        or _taken_back(sentence.after)
    ):
        return
    clauses = clauses_of(tokens_of(voice))
    for index in range(len(clauses)):
        place = Place(sentence, clauses, index)
        for hit in hits_of(place):
            claim = _claim(place, hit)
            if claim:
                yield claim
                break


def _taken_back(after: str) -> bool:
    return bool(re.match(r"(?i)\W*(?:шучу|шутка|сарказм|ха-?ха|нет, конечно|вру\b)", after))


def _claim(place: Place, hit: Hit) -> Claim | None:
    clause = place.clause
    subject, last = _subject(place, hit)
    if subject is None or not subject.words or _speech_act(place, hit):
        return None
    kind, polarity = _side(hit, subject)
    statement = place.sentence.text[clause[0].start : max(last, clause[-1].end)].strip()
    quote = place.sentence.text
    if statement not in quote:
        return None
    return Claim(
        kind,
        slot_name(FAMILY_OF[kind], subject.words),
        statement,
        quote,
        polarity,
        _confidence(place, hit, subject),
        hit.closes or (kind is Kind.DECISION and polarity < 0),
    )


def _side(hit: Hit, subject: Subject) -> tuple[Kind, float]:
    """The kind and polarity after both negations: of the trigger and of what it governs."""
    kind = hit.kind
    sign = -1 if kind in _NEGATIVE else 1
    flipped = hit.negated != subject.negated
    if flipped:
        sign = -sign
        kind = _OPPOSITE.get(kind, kind)
    if kind is Kind.DROPPED and sign > 0:
        kind, sign = (Kind.DROPPED, -1) if hit.negated else (Kind.WANT, 1)
    elif kind is Kind.WANT and sign < 0 and hit.closes:
        kind = Kind.DROPPED
    return kind, sign * 0.8


def _confidence(place: Place, hit: Hit, subject: Subject) -> float:
    lemmas = {t.lemma for t in place.clause}
    confidence = hit.confidence
    if FAMILY_OF[hit.kind] is FAMILY_OF[Kind.WANT] and any(
        w in words.MOMENTARY for w in subject.words
    ):
        confidence = 0.3 if hit.kind is Kind.WANT else confidence
    if {"чтобы", "чтоб"} & {t.lemma for t in place.following()[:1]}:
        confidence *= 0.7
    if lemmas & words.DOUBT:
        confidence *= 0.7
    return round(confidence, 2)


def _subject(place: Place, hit: Hit) -> tuple[Subject | None, int]:
    """What is wanted: after the trigger, else in the clause that follows it, else before it."""
    clause = place.clause
    after = clause[hit.last + 1 :]
    found = subject_of(after)
    deed = words.ASPECT.get(clause[hit.last].lemma, clause[hit.last].lemma)
    if hit.kind is Kind.DONE and not {deed, clause[hit.last].lemma} & words.LIGHT:
        return Subject((deed, *found.words)[:3]), 0
    following = place.following()
    if not found.words and following and _continues(place, hit, following):
        return subject_of(following), following[-1].end
    compared = any(t.part == "COMP" for t in clause[hit.first : hit.last + 1]) and hit.first > 0
    if (compared or (not found.words and not after)) and hit.kind in {
        Kind.PREFERENCE,
        Kind.VALUE,
        Kind.AVERSION,
        Kind.FEAR,
        Kind.WANT,
    }:
        left = [
            t
            for t in clause[: hit.first]
            if t.lemma not in {"не", "я", "больше", "уже", "и", "давно", "очень", "для"}
        ]
        return subject_of(left), 0
    return (found if found.words else None), 0


def _continues(place: Place, hit: Hit, following: Sequence[Token]) -> bool:
    first = following[0]
    rest = following[1:]
    if first.lemma in {"чтобы", "чтоб"}:
        return not any(t.lemma in {"ты", "вы"} for t in rest) and hit.kind is Kind.WANT
    if first.lemma == "что":
        return hit.kind in {Kind.DECISION, Kind.FEAR, Kind.COMMITMENT} and has_self(rest)
    mark = place.sentence.voice[place.clause[-1].end : first.start].strip()
    return mark in {"—", "–", ":"} and (
        first.part in {"INFN", "NOUN", "ADJF", "PRCL", "PREP", "LATN"}
    )


def _speech_act(place: Place, hit: Hit) -> bool:
    """«Хочу сказать», «не хочу знать»: the verb is only a way to speak."""
    if FAMILY_OF[hit.kind] is not FAMILY_OF[Kind.WANT] and hit.kind is not Kind.FEAR:
        return False
    rest = [
        t for t in place.clause[hit.last + 1 :] if t.part not in {"ADVB", "PRCL", "NPRO", "PREP"}
    ]
    return bool(rest) and rest[0].part == "INFN" and rest[0].lemma in words.SPEECH_ACTS
