"""Russian tokens with their lemmas, clauses, and the words that name what is spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from selfmirror.memory.russian_lexicon import ASPECT, ATTITUDES, LIGHT, STOP_WORDS, WEAK_ADJECTIVES

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]")
_BOUNDARY = frozenset(",;:—–()…")
_SPLITTING = frozenset(("но", "а", "однако", "зато"))
_MOST_WORDS = 3
_NAMING = frozenset(("NOUN", "LATN", "UNKN"))
_ABOUT_NOTHING = STOP_WORDS | ATTITUDES


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark: its span in the sentence, lemma, part of speech and grammemes."""

    text: str
    start: int
    end: int
    lemma: str
    part: str
    grammemes: frozenset[str]


@cache
def _analyzer() -> MorphAnalyzer:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=20_000)
def analyse(word: str) -> tuple[str, str, frozenset[str]]:
    """The most likely lemma, part of speech and grammemes of a lower-case word."""
    best = _analyzer().parse(word)[0]
    part = str(best.tag.POS or ("LATN" if "LATN" in best.tag else "UNKN"))
    return best.normal_form, part, frozenset(map(str, best.tag.grammemes))


def tokens_of(text: str) -> list[Token]:
    """The words and marks of a sentence."""
    tokens = []
    for found in _TOKEN.finditer(text):
        word = found.group()
        lemma, part, grammemes = analyse(word.lower()) if word[0].isalpha() else _mark(word)
        tokens.append(Token(word, found.start(), found.end(), lemma, part, grammemes))
    return tokens


def _mark(word: str) -> tuple[str, str, frozenset[str]]:
    return word, "PNCT", frozenset()


def clauses_of(tokens: Sequence[Token]) -> list[list[Token]]:
    """The sentence cut at its marks and at «но», «а»; a comma before an adverbial stays a cut."""
    clauses: list[list[Token]] = [[]]
    for token in tokens:
        if token.text in _BOUNDARY:
            clauses.append([])
        elif token.part == "PNCT":
            continue
        elif token.lemma in _SPLITTING and clauses[-1]:
            clauses.append([token])
        else:
            clauses[-1].append(token)
    return [clause for clause in clauses if clause]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a clause is about: the words that name it, and whether it is negated."""

    words: tuple[str, ...]
    negated: bool = False


def subject_of(tokens: Sequence[Token]) -> Subject:
    """The content words of an object: its verb unless it says little, and its first noun phrase."""
    kept: list[str] = []
    light: list[str] = []
    negated = False
    noun = False
    for token in _until_another(tokens):
        if token.lemma == "не":
            negated = negated or not (kept or light)
        elif token.part in {"INFN", "VERB"}:
            if noun:
                break
            verb = ASPECT.get(token.lemma, token.lemma)
            (light if {verb, token.lemma} & LIGHT else kept).append(verb)
        elif token.part in _NAMING and token.lemma not in STOP_WORDS:
            if noun and "gent" not in token.grammemes:
                break
            noun = True
            kept.append(token.lemma)
        elif token.part == "PREP" and noun:
            break
        elif token.part in {"ADJF", "PRTF"} and _counts(token):
            kept.append(token.lemma)
    return Subject(tuple((kept or light[-1:])[:_MOST_WORDS]), negated)


def _counts(token: Token) -> bool:
    return "Apro" not in token.grammemes and token.lemma not in STOP_WORDS | WEAK_ADJECTIVES


def _until_another(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens up to a conjunction that begins something else, companions («с мужем») left out."""
    skipping = False
    for position, token in enumerate(tokens):
        if token.part == "CONJ" and position and token.lemma not in {"чтобы", "что"}:
            return
        if token.lemma in {"с", "без", "для"} and _another_noun(tokens[position + 2 :]):
            skipping = True
        elif skipping:
            skipping = token.part not in _NAMING
        else:
            yield token


def _another_noun(tokens: Sequence[Token]) -> bool:
    return any(
        t.part in _NAMING and t.lemma not in STOP_WORDS and "gent" not in t.grammemes
        for t in tokens
    )


def content_lemmas(text: str) -> set[str]:
    """The lemmas of what a text is about: nouns, verbs and adjectives, but for verbs of wanting and thinking."""
    return {
        ASPECT.get(token.lemma, token.lemma)
        for token in tokens_of(text)
        if token.part in _NAMING | {"INFN", "VERB", "ADJF", "PRTF"}
        and token.lemma not in _ABOUT_NOTHING
    }
