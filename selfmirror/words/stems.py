"""The stem of a word of either language, as the word index has it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from selfmirror.words.language import Language, detect_language


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """What a word in small letters shares with its other forms, by Snowball's Russian or English stemmer."""
    language = Language.RU if detect_language(word) is Language.RU else Language.EN
    return str(_stemmer(language).stemWord(word.replace("ё", "е")))


@cache
def _stemmer(language: Language) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("russian" if language is Language.RU else "english")
