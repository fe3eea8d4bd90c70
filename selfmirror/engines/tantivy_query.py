"""A person's wording as tantivy's query, built by hand so that nothing in it is read as syntax."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from selfmirror.search.stop_words import STOP_WORDS
from selfmirror.search.wording import Wording, folded

if TYPE_CHECKING:
    import tantivy

    from selfmirror.store.retrieval import Limits

_WEIGHTS = {"text": 1.0, "context": 0.7, "title": 0.3}
"""What a word counts in each field; it counts where it counts most, and a little where else it stands."""

_ELSEWHERE = 0.2
_PHRASE_WEIGHT = 2.0
_GUESSED = 0.3
"""What a word spelt another way counts, of the most that a word can."""

_SATURATION = 2.2
"""The most that BM25 can multiply a term's inverse document frequency by: k1 + 1."""

_ENDINGS = 64
"""How many words a prefix may stand for."""


def analyser(*, telling: bool = False) -> tantivy.TextAnalyzer:
    """Words to stems: each language's stemmer leaves the other's alphabet alone.

    With `telling` stop words are left out.
    """
    import tantivy

    make = tantivy.Filter
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    words = words.filter(make.remove_long(120)).filter(make.lowercase())
    if telling:
        words = words.filter(make.custom_stopword([folded(word) for word in STOP_WORDS]))
    return words.filter(make.stemmer("english")).filter(make.stemmer("russian")).build()


class QueryBuilder:
    """Makes queries for one state of the index."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema = schema
        self._searcher = searcher
        self._analyser = analyser()
        self._passages = max(searcher.num_docs, 1)

    def query(self, wording: Wording, limits: Limits) -> tuple[tantivy.Query, float]:
        """Any of the words and all of the phrases, none of the unwanted, inside the filters.

        Returns:
            The query, and about the best score that a passage can have: that of one which holds
            every word and phrase, often.
        """
        import tantivy

        must, may, never = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
        words = self._telling(wording.words)
        asked = [(may, self._word(stem)) for stem in words]
        asked += [(may, self._beginning(prefix)) for prefix in wording.prefixes]
        asked += [(must, phrase) for text in wording.phrases for phrase in self._phrase(text)]
        if not asked:
            return tantivy.Query.empty_query(), 1.0
        parts = [(must, tantivy.Query.boolean_query(asked))]
        parts += [(must, narrowed) for narrowed in self._filters(limits)]
        parts += [(never, unwanted) for text in wording.unwanted for unwanted in self._phrase(text)]
        idfs = [self._idf(stem) for stem in words]
        idfs += [
            _PHRASE_WEIGHT * self._idf(stem)
            for text in wording.phrases
            for stem in self._stems(text)
        ]
        best = _SATURATION * (sum(idfs) + len(wording.prefixes))
        return tantivy.Query.boolean_query(parts), best or 1.0

    def _telling(self, words: tuple[str, ...]) -> list[str]:
        """The stems of the words that say what is asked; of all where none does."""
        text = _encodable(folded(" ".join(words)))
        telling = analyser(telling=True).analyze(text)
        return list(dict.fromkeys(telling or self._analyser.analyze(text)))

    def _stems(self, text: str) -> list[str]:
        return list(self._analyser.analyze(_encodable(folded(text))))

    def _idf(self, stem: str) -> float:
        """The inverse document frequency that BM25 gives a word."""
        found = self._searcher.doc_freq("text", stem)
        return math.log1p((self._passages - found + 0.5) / (found + 0.5))

    def _word(self, stem: str) -> tantivy.Query:
        """A word in any field; one that is in none, as it may have been meant."""
        known = any(self._searcher.doc_freq(field, stem) for field in _WEIGHTS)
        return self._anywhere(stem) if known else self._alike(stem)

    def _anywhere(self, stem: str) -> tantivy.Query:
        import tantivy

        make = tantivy.Query
        places = [
            make.boost_query(make.term_query(self._schema, field, stem), weight)
            for field, weight in _WEIGHTS.items()
        ]
        return make.disjunction_max_query(places, _ELSEWHERE)

    def _alike(self, stem: str) -> tantivy.Query:
        """Words one slip of the pen away, or two where the word is long; none for short ones and figures."""
        import tantivy

        if len(stem) < 4 or not stem.isalpha():
            return tantivy.Query.empty_query()
        alike = tantivy.Query.fuzzy_term_query(self._schema, "text", stem, 1 + (len(stem) >= 8))
        weight = _GUESSED * _SATURATION * self._idf(stem)
        return tantivy.Query.const_score_query(alike, weight)

    def _beginning(self, prefix: str) -> tantivy.Query:
        """Any word that begins so; the index holds stems, so that an ending may be cut off the prefix."""
        import tantivy

        given = _encodable(folded(prefix)).lower()
        terms = self._searcher.terms_with_prefix("text", given, limit=_ENDINGS)
        stems = [
            *(term for term, _ in terms),
            *(stem for stem in self._stems(prefix) if given.startswith(stem)),
        ]
        return tantivy.Query.disjunction_max_query(
            [self._anywhere(stem) for stem in dict.fromkeys(stems)], 0.0
        )

    def _phrase(self, text: str) -> list[tantivy.Query]:
        import tantivy

        stems = self._stems(text)
        if len(stems) < 2:
            return [self._anywhere(stem) for stem in stems]
        phrase = tantivy.Query.phrase_query(self._schema, "text", list(stems))
        return [tantivy.Query.boost_query(phrase, _PHRASE_WEIGHT)]

    def _filters(self, limits: Limits) -> list[tantivy.Query]:
        import tantivy

        make = tantivy.Query
        terms = {"speaker": limits.speaker, "project": limits.project and limits.project.casefold()}
        filters = [
            make.const_score_query(make.term_query(self._schema, name, _encodable(value)), 0.0)
            for name, value in terms.items()
            if value
        ]
        if limits.since or limits.until:
            first = limits.since.toordinal() if limits.since else 1
            last = limits.until.toordinal() if limits.until else 3_652_059
            days = make.range_query(self._schema, "day", tantivy.FieldType.Integer, first, last)
            filters.append(make.const_score_query(days, 0.0))
        return filters


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
