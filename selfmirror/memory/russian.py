"""Claims from one Russian sentence: what its triggers say of what they govern, negations counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selfmirror.memory import russian_lexicon as words
from selfmirror.memory.belief import Kind
from selfmirror.memory.claim import FAMILY_OF, Claim
from selfmirror.memory.russian_hits import Hit, Place, has_self, hits_of, is_called_off, is_hedge
from selfmirror.memory.russian_words import Subject, Token, clauses_of, subject_of, tokens_of
from selfmirror.memory.sentences import Sentence
from selfmirror.memory.slots import slot_name, wide_slot

# One cheap look spares most sentences the morphology.
_HINT = re.compile(
    r"(?i)\b(?:хо(?:чу|тел|чется|телось)|за?хоте|рас?хоте|перехоте|мечта|жажд|жела|стрем|план|намер|собира|люблю|любил|обожа|"
    r"предпочита|ненави|презира|боюсь|боял|опаса|цен[юин]|дорож|обеща|кля[лн]|обяз|выб[ир]|брос|заб[рa]|забрас|отказ|завяз|прекра|"
    r"реш|пообещ|покля|перест|передум|раздум|охлад|разлюб|возненав|полюб|закон|допис|доде|заверш|оконч|допеч|увол|перее|"
    r"поступ|запуст|опубл|защит|выуч|достиг|доби|осущ|дочит|достро|изда|нрав|разонр|пуг|страш|бес|раздраж|тян|важ|дорог|"
    r"интерес|цел|проект|отмен|терпеть|вынос|вынош|перенош|терплю|работаю|пишу|делаю|строю|веду|снимаю|сочин|слово)"
)
_IRONY = re.compile(words.IRONY, re.I)
_TAKEN_BACK = re.compile(words.TAKEN_BACK, re.I)
_HALF_SAID = re.compile(words.HALF_SAID, re.I)
_NEGATIVE = {Kind.AVERSION, Kind.DROPPED}
_MAY_COME_FIRST = {Kind.PREFERENCE, Kind.VALUE, Kind.AVERSION, Kind.FEAR, Kind.WANT}
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
        if over := _cancelled(place):
            yield over
            continue
        for hit in hits_of(place):
            claim = _claim(place, hit)
            if claim:
                yield claim
                break


def _taken_back(after: str) -> bool:
    return bool(_TAKEN_BACK.match(after))


def _claim(place: Place, hit: Hit) -> Claim | None:
    subject, last = _subject(place, hit)
    if subject is None or not subject.words or _speech_act(place, hit):
        return None
    kind, polarity = _side(hit, subject)
    first, end = _whole(place, max(last, place.clause[-1].end))
    statement = place.sentence.text[first:end].strip()
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


def _cancelled(place: Place) -> Claim | None:
    """«Грузия отменяется»: whatever was wanted of it is over."""
    clause = place.clause
    off = next((at for at in range(len(clause)) if is_called_off(place, at)), None)
    if off is None:
        return None
    nouns = [t for t in (*clause[:off], *clause[off + 1 :]) if t.part in {"NOUN", "LATN", "UNKN"}]
    named = [t for t in nouns if t.lemma not in words.UNDERTAKINGS] or nouns
    subject = tuple(t.lemma for t in named[:2] if t.lemma not in words.STOP_WORDS)
    first, end = _whole(place, clause[-1].end)
    statement, quote = place.sentence.text[first:end].strip(), place.sentence.text
    if not subject or statement not in quote:
        return None
    slot = wide_slot(FAMILY_OF[Kind.DROPPED], subject)
    return Claim(Kind.DROPPED, slot, statement, quote, -0.8, 0.65, closes=True)


def _whole(place: Place, end: int) -> tuple[int, int]:
    """The span of a clause with the hedge before it and the denial after it, which it must not be read without."""
    before, after = place.preceding(), place.following()
    first = (before if is_hedge(before) else place.clause)[0].start
    rider = (
        len(after) > 1 and after[0].lemma in {"но", "а", "хотя"} and after[1].lemma in {"не", "нет"}
    )
    if after and after[0].start >= end and (is_hedge(after) or (rider and not _has_verb(after))):
        end = after[-1].end
    return first, end


def _has_verb(tokens: Sequence[Token]) -> bool:
    return any(t.part == "VERB" for t in tokens)


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
    lemmas = {t.lemma for t in place.clause} | {t.text.lower() for t in place.clause}
    hedged = is_hedge(place.preceding()) or is_hedge(place.following())
    confidence = hit.confidence
    if FAMILY_OF[hit.kind] is FAMILY_OF[Kind.WANT] and any(
        w in words.MOMENTARY for w in subject.words
    ):
        confidence = 0.3 if hit.kind is Kind.WANT else confidence
    if {"чтобы", "чтоб"} & {t.lemma for t in place.following()[:1]}:
        confidence *= 0.7
    half = _HALF_SAID.search(place.sentence.voice, place.clause[hit.last].end)
    if lemmas & words.DOUBT or hedged or half:
        confidence *= 0.45
    return round(confidence, 2)


def _subject(place: Place, hit: Hit) -> tuple[Subject | None, int]:
    """What is wanted: after the trigger, else in the clause that follows it, else before it."""
    clause = place.clause
    after = clause[hit.last + 1 :]
    found = _feared(after) if hit.kind is Kind.FEAR else subject_of(after)
    deed = words.ASPECT.get(clause[hit.last].lemma, clause[hit.last].lemma)
    if hit.kind is Kind.DONE and not {deed, clause[hit.last].lemma} & words.LIGHT:
        return Subject((deed, *found.words)[:3]), 0
    following = place.following()
    if not found.words and following and _continues(place, hit, following):
        continued = subject_of(following)
        # What is feared may be that something is not so.
        negated = continued.negated and hit.kind is not Kind.FEAR
        return Subject(continued.words, negated), following[-1].end
    compared = any(t.part == "COMP" for t in clause[hit.first : hit.last + 1]) and hit.first > 0
    if (compared or (not found.words and not after)) and hit.kind in _MAY_COME_FIRST:
        left = [t for t in clause[: hit.first] if t.lemma not in words.NOT_SUBJECTS]
        found = Subject(subject_of(left).words, _object_denied(clause, hit))
    if found.negated and (instead := _instead(place, hit)):
        return instead, following[-1].end
    return (found if found.words else None), 0


def _feared(tokens: Sequence[Token]) -> Subject:
    """«Боюсь не успеть»: the denial belongs to what is feared."""
    found = subject_of(tokens)
    denied = next((at for at, t in enumerate(tokens[:2]) if t.lemma == "не"), len(tokens))
    if found.negated and any(t.part == "INFN" for t in tokens[denied + 1 : denied + 2]):
        return Subject(("не", *found.words)[:3])
    return found


def _object_denied(clause: Sequence[Token], hit: Hit) -> bool:
    """«Я не денег боюсь»: the denial stands before what is spoken of, apart from the trigger."""
    apart = (t for at, t in enumerate(clause[: hit.first]) if at + 1 != hit.first)
    return not hit.negated and any(t.lemma == "не" for t in apart)


def _instead(place: Place, hit: Hit) -> Subject | None:
    """What is meant by «не это, а …», with the object that stands before both deeds."""
    following = place.following()
    if len(following) < 2 or following[0].lemma not in {"а", "сколько"} or _has_verb(following):
        return None
    named = subject_of(following[1:])
    if not named.words or named.negated:
        return None
    if any(t.part not in {"INFN", "ADVB", "PRCL", "CONJ"} for t in following):
        return named
    left = [t for t in place.clause[: hit.first] if t.part == "NOUN" and "anim" not in t.grammemes]
    return Subject((*named.words, *subject_of(left).words)[:3])


def _continues(place: Place, hit: Hit, following: Sequence[Token]) -> bool:
    first = following[0]
    rest = following[1:]
    if first.lemma in {"чтобы", "чтоб"}:
        return not any(t.lemma in {"ты", "вы"} for t in rest) and hit.kind is Kind.WANT
    if first.lemma == "что" and place.clause[hit.last].lemma == "страшно":
        return True
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
