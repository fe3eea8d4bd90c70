"""The words of a Russian sentence that claim something about its speaker: who wants, is it negated, over, supposed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from selfmirror.memory import russian_lexicon as words
from selfmirror.memory.belief import Kind
from selfmirror.memory.claim import FAMILY_OF
from selfmirror.memory.russian_words import Token, tokens_of
from selfmirror.memory.sentences import Sentence

_FORMERLY = re.compile(words.FORMERLY, re.I)
_ALWAYS = re.compile(words.ALWAYS, re.I)
_OTHERWISE = re.compile(words.NOW_OTHERWISE, re.I)
_NEGATIVE = {Kind.AVERSION, Kind.DROPPED}


@dataclass(frozen=True, slots=True)
class Hit:
    """A word that claims something: its place in the clause and what it says before negation."""

    kind: Kind
    confidence: float
    first: int
    last: int
    closes: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A clause in its sentence."""

    sentence: Sentence
    clauses: Sequence[Sequence[Token]]
    index: int

    @property
    def clause(self) -> Sequence[Token]:
        return self.clauses[self.index]

    def following(self) -> Sequence[Token]:
        return self.clauses[self.index + 1] if self.index + 1 < len(self.clauses) else ()

    def preceding(self) -> Sequence[Token]:
        return self.clauses[self.index - 1] if self.index else ()


def hits_of(place: Place) -> Iterator[Hit]:
    """The claiming words of a clause, in their order, without those that are only supposed."""
    for at, token in enumerate(place.clause):
        if not _supposed(place, at):
            found = _hit_at(place, at, token)
            if found:
                yield found


def _hit_at(place: Place, at: int, token: Token) -> Hit | None:
    return (
        _present(place.clause, at, token)
        or _past(place, at, token)
        or _impersonal(place, at, token)
        or _noun(place, at, token)
        or _making(place.clause, at, token)
    )


def _supposed(place: Place, at: int) -> bool:
    """Whether the words before the trigger make it a condition, a relative clause or another's report."""
    left = place.clause[:at]
    if any(t.lemma in words.SUBORDINATE | words.UNLIKELY for t in left) or _particle(
        place.clause, at, "ли"
    ):
        return True
    if any(t.lemma == "что" and t.part in {"CONJ", "NPRO"} for t in left):
        governing = place.preceding()
        own = any(t.lemma in words.SELF_REPORT and _first_person(t) for t in governing)
        return not own or "не" in _texts(governing)
    return place.index > 0 and place.clause[0].lemma == "и" and _supposed_start(place.preceding())


def _supposed_start(clause: Sequence[Token]) -> bool:
    return bool(clause) and clause[0].lemma in {"если", "когда", "пусть", "допустим"}


def _particle(clause: Sequence[Token], at: int, word: str) -> bool:
    return at + 1 < len(clause) and clause[at + 1].lemma == word


def _first_person(token: Token) -> bool:
    return not {"3per", "2per", "plur"} & token.grammemes


def _present(clause: Sequence[Token], at: int, token: Token) -> Hit | None:
    grammemes = token.grammemes
    fixed = _unbearable(clause, at, token)
    if fixed:
        return fixed
    if token.lemma not in words.PRESENT or not {"1per", "sing"} <= grammemes or "past" in grammemes:
        return _intent(clause, at, token)
    kind, confidence = words.PRESENT[token.lemma]
    if token.lemma in words.NEEDS_INFINITIVE and not any(t.part == "INFN" for t in clause):
        return None
    return _negatable(clause, Hit(kind, confidence, at, at))


def _unbearable(clause: Sequence[Token], at: int, token: Token) -> Hit | None:
    """«Терпеть не могу», «не выношу»."""
    after = [t.text.lower() for t in clause[at + 1 : at + 3]]
    if token.lemma == "терпеть" and after == ["не", "могу"]:
        return Hit(Kind.AVERSION, 0.85, at, at + 2)
    heavy = (
        token.lemma in {"выносить", "переносить", "терпеть"} and {"1per", "sing"} <= token.grammemes
    )
    if heavy and at and clause[at - 1].lemma == "не":
        return Hit(Kind.AVERSION, 0.8, at - 1, at)
    return None


def _intent(clause: Sequence[Token], at: int, token: Token) -> Hit | None:
    if token.text.lower() in {"намерен", "намерена"} and not _stranger(clause, at):
        return _negatable(clause, Hit(Kind.GOAL, 0.75, at, at))
    return None


def _past(place: Place, at: int, token: Token) -> Hit | None:
    clause = place.clause
    if "past" not in token.grammemes or "plur" in token.grammemes or "neut" in token.grammemes:
        return None
    own = _own_past(place, at)
    if not own:
        return None
    if token.lemma in words.FORMER:
        return _former(place, at, token)
    if token.lemma not in words.PAST or _negated(clause, at) or "бы" in _texts(clause):
        return None
    kind, confidence = words.PAST[token.lemma]
    needed = words.NEEDS_PREPOSITION.get(token.lemma)
    if needed and not any(t.text.lower() in {needed, needed + "о"} for t in clause[at + 1 :]):
        return None
    if token.lemma in words.NEEDS_INFINITIVE and not any(
        t.part == "INFN" for t in clause[at + 1 :]
    ):
        return None
    hit = Hit(kind, confidence * own, at, at, closes=kind in {*_NEGATIVE, Kind.DONE})
    return _inner(clause, hit) if token.lemma == "перестать" else hit


def _inner(clause: Sequence[Token], hit: Hit) -> Hit:
    """«Перестала бояться темноты» ends a fear, not a want."""
    for at in range(hit.last + 1, len(clause)):
        lemma = clause[at].lemma
        if clause[at].part == "INFN" and lemma in words.PRESENT:
            kind = words.PRESENT[lemma][0]
            return replace(
                hit, kind=Kind.DROPPED if kind is Kind.WANT else kind, last=at, negated=True
            )
    return hit


def _former(place: Place, at: int, token: Token) -> Hit | None:
    """A past want: over with «раньше», still there with «всегда», polite with «бы», else nothing."""
    clause, voice = place.clause, place.sentence.voice
    kind = words.FORMER[token.lemma]
    if "бы" in _texts(clause):
        supposed = re.search(r"(?i)\bесли\b|\bбудь\b", voice) or kind is not Kind.WANT
        return None if supposed or _negated(clause, at) else Hit(kind, 0.6, at, at)
    if re.search(r"(?i)\bникогда\b", voice) and _negated(clause, at):
        return Hit(kind, 0.65, at, at, negated=True)
    if _negated(clause, at):
        return None
    if (
        _FORMERLY.search(voice)
        or _OTHERWISE.search(voice[token.end :])
        or _OTHERWISE.search(place.sentence.after[:25])
    ):
        over = Kind.DROPPED if FAMILY_OF[kind] is FAMILY_OF[Kind.WANT] else kind
        return Hit(over, 0.6, at, at, closes=True, negated=True)
    return Hit(kind, 0.6, at, at) if _ALWAYS.search(voice) else None


def _own_past(place: Place, at: int) -> float:
    """How surely the first person is the subject of a verb in the past: 1, 0.8 or 0."""
    clause = place.clause
    if any(t.text.lower() == "я" for t in clause):
        return 1.0
    earlier = [t for c in place.clauses[: place.index] for t in c]
    if _stranger(clause, at) or (_stranger(earlier, len(earlier)) and not has_self(earlier)):
        return 0.0
    if has_self(earlier):
        return 0.9
    before = tokens_of(place.sentence.before)
    return 0.0 if _stranger(before, len(before)) and not has_self(before) else 0.8


def is_hedge(tokens: Sequence[Token]) -> bool:
    """Whether a clause only says that it may be so: «наверное», «мне кажется», «может быть»."""
    said = _texts(tokens)
    return bool(words.DOUBT & set(said)) and not set(said) - words.DOUBT - words.HEDGES


def is_called_off(place: Place, at: int) -> bool:
    """Whether a word says that what the clause names is off: «отменяется», «отменилась», «отменена»."""
    token = place.clause[at]
    passive = token.lemma == "отменить" and token.part == "PRTS"
    off = passive or (token.lemma in words.CALLED_OFF and not {"1per", "2per"} & token.grammemes)
    return off and not _supposed(place, at) and "не" not in _texts(place.clause)


def has_self(tokens: Sequence[Token]) -> bool:
    """Whether the speaker is named among them."""
    return any(t.text.lower() == "я" or {"1per", "sing"} <= t.grammemes for t in tokens)


def _stranger(tokens: Sequence[Token], at: int) -> bool:
    """Whether somebody else may be the subject: a name, «он», a person in the nominative, by the verb."""
    near = [*tokens[:at], *tokens[at + 1 : at + 2]]
    return any(
        (
            t.lemma
            in {"он", "она", "они", "оно", "мы", "ты", "вы", "кто", "все", "никто", "который"}
            and "nomn" in t.grammemes
        )
        or (
            t.part == "NOUN"
            and "nomn" in t.grammemes
            and ({"anim", "Name", "Surn"} & t.grammemes or (t.text[0].isupper() and t.start))
        )
        or (t.part == "UNKN" and t.text[0].isupper())
        for t in near
    )


def _impersonal(place: Place, at: int, token: Token) -> Hit | None:
    clause = place.clause
    texts = _texts(clause)
    mine = "мне" in texts
    if token.lemma in words.IMPERSONAL and not {"1per", "2per"} & token.grammemes:
        kind, confidence = words.IMPERSONAL[token.lemma]
        bare = kind in {Kind.WANT, Kind.DROPPED} and not _dative(clause)
        past = (
            "past" in token.grammemes
            and kind is not Kind.DROPPED
            and token.lemma != "разонравиться"
            and "бы" not in texts
        )
        if past or not (mine or bare):
            return None
        return _negatable(
            clause,
            Hit(kind, confidence if mine else confidence - 0.1, at, at, closes=kind in _NEGATIVE),
        )
    if token.lemma in words.AFFECTING and "меня" in texts and {"3per"} <= token.grammemes:
        kind, confidence = words.AFFECTING[token.lemma]
        return _negatable(clause, Hit(kind, confidence, at, at))
    return _predicate(place, at, token)


def _dative(clause: Sequence[Token]) -> bool:
    return any(
        "datv" in t.grammemes and (t.part == "NPRO" or "anim" in t.grammemes) for t in clause
    )


def _predicate(place: Place, at: int, token: Token) -> Hit | None:
    """«Мне важно», «для меня важна», «мне страшно»."""
    clause = place.clause
    texts = _texts(clause)
    entry = words.PREDICATES.get(token.text.lower()) or (
        words.PREDICATES.get(token.lemma) if token.part in {"ADJS", "COMP"} else None
    )
    mine = "мне" in texts or ("для", "меня") in set(itertools.pairwise(texts))
    if not entry or not mine or "было" in texts or "был" in texts or "была" in texts:
        return None
    said_of = any(t.part == "INFN" for t in clause[at + 1 :])
    if entry[0] is Kind.FEAR and at == len(clause) - 1:
        said_of = any(t.lemma == "что" for t in place.following()[:1])
    if entry[0] is not Kind.VALUE and not said_of:
        return None
    return _negatable(clause, Hit(entry[0], entry[1], at, at))


def _noun(place: Place, at: int, token: Token) -> Hit | None:
    """«Моя цель — …», «Цель: …», «принял решение …», «дала себе слово …»."""
    clause = place.clause
    left = {t.lemma for t in clause[max(at - 2, 0) : at]}
    entry = words.OWN_NOUNS.get(token.lemma)
    if entry and "nomn" in token.grammemes and at == len(clause) - 1 and place.following():
        label = (
            at == 0
            and place.index == 0
            and place.sentence.voice[token.end :].lstrip().startswith(":")
        )
        if ("мой" in left and "не" not in left) or label:
            return Hit(entry[0], entry[1], at, at)
    promised = token.lemma == "слово" and left & {"дать", "давать"}
    decided = token.lemma == "решение" and left & {"принять", "принимать"}
    aimed = token.lemma == "цель" and left & {"поставить", "ставить"}
    if (
        (promised or decided or aimed)
        and _own_past(place, at)
        and not _negated(clause, max(at - 1, 0))
    ):
        kind = Kind.COMMITMENT if promised else Kind.DECISION if decided else Kind.GOAL
        return Hit(kind, 0.75, at, at)
    return None


def _making(clause: Sequence[Token], at: int, token: Token) -> Hit | None:
    """«Работаю над …», «пишу книгу»: a project under way."""
    if not {"1per", "sing", "pres"} <= token.grammemes or _negated(clause, at):
        return None
    after = clause[at + 1 :]
    if token.lemma == "работать" and after and after[0].lemma in {"над", "надо"}:
        return Hit(Kind.PROJECT, 0.7, at, at + 1)
    if token.lemma in words.MAKING and any(
        t.lemma in words.WORKS and "accs" in t.grammemes for t in after[:3]
    ):
        return Hit(Kind.PROJECT, 0.6, at, at)
    return None


def _texts(clause: Sequence[Token]) -> list[str]:
    return [t.text.lower() for t in clause]


def _negated(clause: Sequence[Token], at: int) -> bool:
    left = _texts(clause[max(at - 2, 0) : at])
    return bool(left) and (
        left[-1] == "не"
        or (left[0] == "не" and left[-1] in {"очень", "особо", "особенно", "сильно", "так"})
    )


def _negatable(clause: Sequence[Token], hit: Hit) -> Hit | None:
    """The hit with the negation before it: «не могу не любить» is left alone."""
    texts = _texts(clause)
    if "не" in texts and _negated(clause, hit.first):
        if texts.count("не") > 1:
            return None
        over = bool(words.OVER & set(texts)) or hit.closes
        return replace(
            hit,
            negated=True,
            closes=over or hit.kind in {Kind.GOAL},
            confidence=hit.confidence - 0.05,
        )
    if texts[hit.first - 1 : hit.first] == ["и"] and "не" in texts:
        return None
    return hit
