"""The words that the stored passages are written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfmirror.store.database import Connection

_FURTHEST = 2


def nearest_word(db: Connection, word: str) -> str | None:
    """The stored word that is spelt most like one that is not, the more frequent of two; None where none is alike.

    Args:
        db: the store.
        word: in small letters; a word that is stored is its own nearest.
    """
    row = db.execute(
        "SELECT word FROM (SELECT unnest(regexp_extract_all(lower(text), '[\\p{L}]{3,}')) AS word FROM passage) "
        "WHERE abs(len(word) - len($word)) <= $most GROUP BY word "
        "HAVING damerau_levenshtein(word, $word) <= least($most, len($word) // 3) "
        "OR (len($word) >= 5 AND starts_with(word, left($word, len($word) - 1))) "
        "ORDER BY damerau_levenshtein(word, $word), count(*) DESC, word LIMIT 1",
        {"word": word, "most": _FURTHEST},
    ).fetchone()
    return row[0] if row else None
