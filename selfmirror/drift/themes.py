"""Themes from the person's own words: meaning and words clustered together, labelled by the words themselves.

Utterances are clustered by K-means (Lloyd 1982) on two views side by side: the embedding, centred
for each language so that both languages meet in one theme, and the mean context of the theme words
it holds. Labels are weighed by class-based TF-IDF (Grootendorst 2022, BERTopic). A cluster that no
words hold together is no theme.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selfmirror.drift.lexicon import Lexicon, read_lexicon
from selfmirror.words.language import detect_language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

MOST_THEMES = 30
ENOUGH = 12
"""Utterances below which nothing is clustered."""
DIRECTIONS = 32
_KEYWORDS = 10
_LABEL_WORDS = 3
_ALIKE = 0.86
_LEAST_COVER = 0.33
_CONTEXT = 0.3
_NEAR = 0.42
_NEARLY_BEST = 0.85
_SENTENCE = 5
"""Words that a text needs for its meaning to be clustered, where most texts have them."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class FoundTheme:
    """What the person keeps coming back to; `keywords` are their own words, strongest first.

    A word belongs to one theme, so the words that label it make an id that can be read.
    """

    id: str
    label: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes, for each text the numbers of those it is about with an intensity 0..1, and where it lies.

    `places` are points of at most `DIRECTIONS` numbers, None for texts too short to say.
    """

    themes: tuple[FoundTheme, ...]
    about: tuple[dict[int, float], ...]
    places: tuple[tuple[float, ...] | None, ...]


def find_themes(texts: Sequence[str], entries: Sequence[str], vectors: Matrix | None) -> Themes:
    """Cluster texts into themes.

    Args:
        texts: own words, in an order that depends on nothing but them.
        entries: the source of each text; what is said in one breath shares its context.
        vectors: their embeddings, shape (n, d), rows of NaN where one is missing; None without any.
    """
    import numpy as np

    lexicon = read_lexicon(texts, entries, least=_least_entries(len(set(entries))))
    used = _telling(texts, [i for i, bag in enumerate(lexicon.counts) if bag])
    if len(used) < ENOUGH:
        return Themes((), tuple({} for _ in texts), (None,) * len(texts))
    own = _views(texts, lexicon, vectors, used)
    places = [entries[i] for i in used]
    views = _in_context(own, places)
    groups = _merge_alike(views, _cluster(views, [lexicon.counts[i] for i in used]))
    words = _word_weights(lexicon, used, places, groups)
    themes, about = _as_themes(len(texts), lexicon, used, views, groups, words)
    points = dict(zip(used, _reduced(own, DIRECTIONS).astype(np.float32).tolist(), strict=True))
    lying = tuple(tuple(points[i]) if i in points else None for i in range(len(texts)))
    return Themes(themes, about, lying)


def _telling(texts: Sequence[str], worded: list[int]) -> list[int]:
    """The texts long enough to tell a theme by; all of them for a person who writes tersely.

    Headings and date lines among longer entries would be clusters of their own kind.
    """
    long = [i for i in worded if len(_WORD.findall(texts[i])) >= _SENTENCE]
    return long if 2 * len(long) >= len(worded) else worded


def _least_entries(n: int) -> int:
    return 2 if n < 60 else 3 if n < 200 else 4


def _in_context(views: Matrix, places: Sequence[str]) -> Matrix:
    """Each text with a part of what else was said in its entry: a short reply is about its talk."""
    import numpy as np

    _, entry = np.unique(np.array(places), return_inverse=True)
    sums = np.zeros((entry.max() + 1, views.shape[1]))
    np.add.at(sums, entry, views)
    return _unit((1 - _CONTEXT) * views + _CONTEXT * _unit(sums)[entry])


def _views(
    texts: Sequence[str], lexicon: Lexicon, vectors: Matrix | None, used: list[int]
) -> Matrix:
    """Two unit views of each used text, side by side: its meaning and the context of its words."""
    import numpy as np

    weights = _tfidf(lexicon, used)
    if vectors is None:
        meaning = _latent(weights, 48)
    else:
        meaning = _reduced(_centred(vectors[used], [texts[i] for i in used]), 64)
    known = np.linalg.norm(meaning, axis=1) > 0
    held = (weights > 0).astype(np.float64)[known]
    spread = np.asarray(held.sum(axis=0)).ravel() + 5
    context = np.asarray(held.T @ meaning[known]) / spread[:, None]
    by_words = _unit(np.asarray(weights @ context))
    meaning = np.where(known[:, None], meaning, by_words)
    return np.asarray(np.hstack([meaning, by_words]) / np.sqrt(2))


def _tfidf(lexicon: Lexicon, used: list[int]) -> Any:
    """Sparse rows of length one: how much of each text each term is (Salton and Buckley 1988)."""
    import numpy as np
    from scipy.sparse import csr_matrix, diags

    cells = [(row, term, n) for row, i in enumerate(used) for term, n in lexicon.counts[i].items()]
    rows, terms, counts = (np.array(column) for column in zip(*cells, strict=True))
    shape = (len(used), len(lexicon.terms))
    weights = csr_matrix((1 + np.log(counts), (rows, terms)), shape)
    weights = weights @ diags(np.log(1 + len(used) / (1 + np.bincount(terms, minlength=shape[1]))))
    lengths = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    return diags(1 / lengths) @ weights


def _latent(weights: Any, most: int) -> Matrix:
    """Latent semantic analysis (Deerwester and others 1990), where there are no embeddings."""
    from sklearn.utils.extmath import randomized_svd

    size = min(most, min(weights.shape) - 1)
    left, values, _ = randomized_svd(weights, max(size, 1), random_state=0)
    return _unit(left * values)


def _centred(vectors: Matrix, texts: Sequence[str]) -> Matrix:
    """Embeddings less the mean of their language: what is left is what the text is about."""
    import numpy as np

    known = np.asarray(~np.isnan(vectors).any(axis=1))
    out = np.where(known[:, None], vectors, 0.0)
    language = np.array([detect_language(text).value for text in texts])
    everything = out[known].mean(axis=0)
    for name in np.unique(language):
        here = known & (language == name)
        few = here.sum() < ENOUGH
        out[here] -= everything if few else out[here].mean(axis=0)
    return out


def _reduced(rows: Matrix, most: int) -> Matrix:
    """The rows in their principal directions, of length one; rows of zeros stay so."""
    import numpy as np

    values, directions = np.linalg.eigh(rows.T @ rows)
    kept = directions[:, np.argsort(-values)[: min(most, len(rows) - 1)]]
    return _unit(rows @ kept)


def _unit(rows: Matrix) -> Matrix:
    import numpy as np

    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 1e-9))


def _cluster(views: Matrix, bags: Sequence[dict[int, int]]) -> NDArray[np.int64]:
    """The group of each text; what is said in the same words again counts once, or habit would be a theme."""
    import numpy as np
    from sklearn.cluster import KMeans

    known: dict[tuple[int, ...], int] = {}
    kind = np.array([known.setdefault(tuple(sorted(bag)), len(known)) for bag in bags])
    kinds = np.zeros((len(known), views.shape[1]))
    np.add.at(kinds, kind, views)
    n = len(known)
    k = int(np.clip(round(max((n / 2.4) ** 0.5, min(n / 5, 6.0))), 1, MOST_THEMES))
    model = KMeans(k, n_init=6, random_state=0, max_iter=60)
    return np.asarray(model.fit_predict(_unit(kinds))[kind], dtype=np.int64)


def _merge_alike(views: Matrix, groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """Join clusters whose centres point the same way, closest pair first."""
    import numpy as np

    groups = groups.copy()
    while True:
        names = np.unique(groups)
        centres = _unit(np.stack([views[groups == g].mean(axis=0) for g in names]))
        likeness = np.triu(centres @ centres.T, 1)
        if len(names) < 2 or likeness.max() < _ALIKE:
            return np.searchsorted(names, groups)
        one, other = np.unravel_index(likeness.argmax(), likeness.shape)
        groups[groups == names[other]] = names[one]


def _word_weights(
    lexicon: Lexicon, used: list[int], places: Sequence[str], groups: NDArray[np.int64]
) -> Matrix:
    """Class-based TF-IDF of each word in each group, shape (groups, words).

    A word counts once an entry, so that one day's story does not name a theme.
    """
    import numpy as np

    counts = np.zeros((groups.max() + 1, len(lexicon.terms)))
    held = {
        (int(group), term, place)
        for group, i, place in zip(groups, used, places, strict=True)
        for term in lexicon.counts[i]
    }
    for group, term, _ in held:
        counts[group, term] += 1
    total = counts.sum(axis=0)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    overall = total / max(total.sum(), 1)
    weights = shares * np.log(1 + counts.sum() / len(counts) / np.maximum(total, 1))
    typical = (counts >= _least_entries(len(set(places)))) & (shares >= 1.8 * overall)
    best = weights == weights.max(axis=0, keepdims=True)
    return np.where(typical & best, weights, 0.0)


def _as_themes(
    n: int,
    lexicon: Lexicon,
    used: list[int],
    views: Matrix,
    groups: NDArray[np.int64],
    words: Matrix,
) -> tuple[tuple[FoundTheme, ...], tuple[dict[int, float], ...]]:
    import numpy as np

    themes: list[FoundTheme] = []
    centres: list[Matrix] = []
    naming: list[set[int]] = []
    for group in range(len(words)):
        order = np.argsort(-words[group], kind="stable")[:_KEYWORDS]
        terms = [int(t) for t in order if words[group, t] > 0]
        members = [i for g, i in zip(groups, used, strict=True) if g == group]
        covered = sum(1 for i in members if any(t in lexicon.counts[i] for t in terms))
        if len(terms) < 2 or covered < _LEAST_COVER * len(members) or len(members) < 4:
            continue
        themes.append(_theme([lexicon.shown[t] for t in terms]))
        centres.append(views[groups == group].mean(axis=0))
        naming.append(set(terms))
    about: list[dict[int, float]] = [{} for _ in range(n)]
    if themes:
        likeness = views @ _unit(np.stack(centres)).T
        for row, i in enumerate(used):
            about[i] = _about(likeness[row], [len(t & lexicon.counts[i].keys()) for t in naming])
        for i in set(range(n)) - set(used):
            about[i] = {
                t: _NEAR for t, named in enumerate(naming) if named & lexicon.counts[i].keys()
            }
    return tuple(themes), tuple(about)


def _theme(keywords: list[str]) -> FoundTheme:
    label = ", ".join(keywords[:_LABEL_WORDS])
    return FoundTheme("-".join(keywords[:_LABEL_WORDS]), label, tuple(keywords))


def _about(likeness: Matrix, named: list[int]) -> dict[int, float]:
    """The few themes a text is about: near in meaning, or less near and named by its keywords."""
    score = [float(near) + 0.12 * min(n, 2) for near, n in zip(likeness, named, strict=True)]
    best = max(score)
    if best < _NEAR:
        return {}
    chosen = sorted(range(len(score)), key=lambda t: (-score[t], t))[:3]
    return {t: min(score[t], 1.0) for t in chosen if score[t] >= max(_NEAR, _NEARLY_BEST * best)}
