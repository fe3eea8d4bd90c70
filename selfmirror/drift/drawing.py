"""What is drawn from all the person's dated words, whatever is asked of it later."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from selfmirror.drift.mentions import is_lived
from selfmirror.drift.themes import find_themes
from selfmirror.store.mentions import Drawn, MentionRow, ThemeRow
from selfmirror.words.own import own_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from selfmirror.words.utterance import Utterance

DRAWN_BY = "themes-3"
"""Names how it is drawn; another name draws anew what is stored."""
_MOST_VECTORS_MISSING = 0.4


def draw(
    own: Sequence[tuple[Utterance, float | None, float | None]],
    vectors: dict[str, NDArray[np.float32]],
    done: Set[str] = frozenset(),
) -> Drawn:
    """Themes, mentions and places of utterances with their valence and stress, sorted by id.

    Those whose ids are in `done` are lived whatever their words.
    """
    texts = [own_words(utterance.text) for utterance, _, _ in own]
    entries = [utterance.source for utterance, _, _ in own]
    days = [str(utterance.said.day) for utterance, _, _ in own]
    breaths = [f"{entry} {day}" for entry, day in zip(entries, days, strict=True)]
    found = find_themes(texts, breaths, _matrix([u.id for u, _, _ in own], vectors))
    size = [sum(number in about for about in found.about) for number in range(len(found.themes))]
    order = sorted(range(len(size)), key=lambda number: (-size[number], found.themes[number].id))
    themes = [
        ThemeRow(t.id, t.label, t.keywords) for t in (found.themes[number] for number in order)
    ]
    mentions = [
        MentionRow(
            found.themes[number].id,
            utterance.id,
            round(intensity, 6),
            valence,
            utterance.id in done or is_lived(text),
            stress,
        )
        for (utterance, valence, stress), text, about in zip(own, texts, found.about, strict=True)
        for number, intensity in sorted(about.items())
    ]
    points = zip(own, found.places, strict=True)
    places = {utterance.id: point for (utterance, _, _), point in points if point}
    return Drawn(themes, sorted(mentions, key=lambda m: (m.utterance, m.theme)), places)


def _matrix(
    ids: Sequence[str], vectors: dict[str, NDArray[np.float32]]
) -> NDArray[np.float64] | None:
    """The vectors in the order of the ids, NaN where one is missing; None when too many are."""
    import numpy as np

    found = [vectors.get(identity) for identity in ids]
    missing = sum(vector is None for vector in found)
    if not ids or missing > _MOST_VECTORS_MISSING * len(ids):
        return None
    nothing = np.full(next(len(vector) for vector in found if vector is not None), np.nan)
    return np.stack([nothing if vector is None else vector for vector in found]).astype(np.float64)
