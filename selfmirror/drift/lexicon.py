"""The words that can name a theme: nouns the person uses, folded to one form each, in both languages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from selfmirror.drift.stopwords import DETERMINERS, FUNCTION_WORDS, GENERIC_EN, GENERIC_RU

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
_BREAK = re.compile(r"[.!?;:,()\[\]“”«»\"—–…*|/\n]+")
_CYRILLIC = re.compile(r"[а-яё]")
_NOT_NOUNS = ("ly", "ed", "able", "ible", "ful", "ous", "less", "ish")
_NOUN_SHARE = 0.24


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What each text says in theme words.

    `terms` are the folded words in alphabetical order, `shown` how each is written (its most
    frequent form), `counts` one mapping of term number to occurrences for each text.
    """

    terms: tuple[str, ...]
    shown: tuple[str, ...]
    counts: tuple[dict[int, int], ...]


def read_lexicon(texts: Sequence[str], entries: Sequence[str], least: int) -> Lexicon:
    """The nouns found in at least `least` different entries; a word of one day names no theme."""
    fold = _folder()
    bags: list[Counter[str]] = []
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, _Places] = defaultdict(_Places)
    for text in texts:
        bag: Counter[str] = Counter()
        for word, before, after in _in_place(text):
            term = fold(word)
            if term is None:
                continue
            bag[term] += 1
            forms[term][word] += 1
            places[term].add(before, after)
        bags.append(bag)
    spread = Counter(
        term for term, _ in {(t, e) for bag, e in zip(bags, entries, strict=True) for t in bag}
    )
    kept = sorted(t for t, n in spread.items() if n >= least and places[t].like_a_noun(t))
    number = {term: i for i, term in enumerate(kept)}
    shown = tuple(t if _CYRILLIC.match(t) else _most_written(forms[t]) for t in kept)
    counts = tuple({number[t]: n for t, n in sorted(bag.items()) if t in number} for bag in bags)
    return Lexicon(tuple(kept), shown, counts)


def _most_written(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))


class _Places:
    """Where a word stands: after what leads a noun, before what follows one."""

    def __init__(self) -> None:
        self.seen = 0
        self.led = 0.0
        self.closed = 0

    def add(self, before: tuple[str, str], after: str) -> None:
        self.seen += 1
        if before[1] in DETERMINERS:
            self.led += 1
        elif before[0] in DETERMINERS and before[1] and before[1] not in FUNCTION_WORDS:
            self.led += 0.8
        elif not before[1]:
            self.led += 0.4
        self.closed += not after or after in FUNCTION_WORDS

    def like_a_noun(self, term: str) -> bool:
        """English has no tagger here: a noun is led by a determiner and closed by a function word.

        Both shares are smoothed, so that a word seen twice needs to look the part both times.
        Russian terms were tagged by their morphology already.
        """
        if _CYRILLIC.match(term):
            return True
        total = self.seen + 1.0
        return (self.led + 0.4) / total * ((self.closed + 0.5) / total) >= _NOUN_SHARE


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without a possessive ending."""
    return [_plain(word) for word in _WORD.findall(text)]


def _plain(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")


def _in_place(text: str) -> Iterable[tuple[str, tuple[str, str], str]]:
    for stretch in _BREAK.split(_SHORTCODE.sub(" ", text)):
        words = ["", "", *words_of(stretch), ""]
        for i in range(2, len(words) - 1):
            yield words[i], (words[i - 2], words[i - 1]), words[i + 1]


def _folder() -> Callable[[str], str | None]:
    """A function from a word to its term, None for a word that cannot name a theme."""
    from pymorphy3 import MorphAnalyzer
    from snowballstemmer import stemmer

    morphology: MorphAnalyzer | None = None
    stem = stemmer("english").stemWord
    generic = {stem(word) for word in GENERIC_EN}
    known: dict[str, str | None] = {}

    def russian(word: str) -> str | None:
        nonlocal morphology
        morphology = morphology or MorphAnalyzer()
        best = morphology.parse(word)[0]
        lemma = str(best.normal_form)
        named = str(best.tag.POS) == "NOUN" and lemma not in GENERIC_RU
        return lemma if named and len(lemma) > 2 else None

    def english(word: str) -> str | None:
        if len(word) < 3 or word in FUNCTION_WORDS or (len(word) > 5 and word.endswith(_NOT_NOUNS)):
            return None
        term = str(stem(word))
        return None if term in generic else term

    def fold(word: str) -> str | None:
        if word not in known:
            known[word] = russian(word) if _CYRILLIC.match(word) else english(word)
        return known[word]

    return fold
