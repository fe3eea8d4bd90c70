"""The words that the stored passages are written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfmirror.store.database import Connection

_FURTHEST = 2
_RUSSIAN, _ONE_BYTE = "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456"
"""The engine counts differing bytes, and a Russian letter has two: each stands as a letter that has one."""


def nearest_word(db: Connection, word: str) -> str | None:
    """The stored word that is spelt most like one that is not, the more frequent of two; None where none is alike.

    Args:
        db: the store.
        word: in small letters; a word that is stored is its own nearest.
    """
    row = db.execute(
        "SELECT word FROM (SELECT word, count(*) AS times, "
        "damerau_levenshtein(translate(word, $russian, $bytes), translate($word, $russian, $bytes)) AS far "
        "FROM (SELECT unnest(regexp_extract_all(lower(text), '[\\p{L}]{3,}')) AS word FROM utterance WHERE speaker <> 'tool') "
        "WHERE abs(len(word) - len($word)) <= $most GROUP BY word) "
        "WHERE far <= least($most, len($word) // 3) "
        "OR (len($word) >= 5 AND starts_with(word, left($word, len($word) - 1))) "
        "ORDER BY far, times DESC, word LIMIT 1",
        {"word": word, "most": _FURTHEST, "russian": _RUSSIAN, "bytes": _ONE_BYTE},
    ).fetchone()
    return row[0] if row else None
