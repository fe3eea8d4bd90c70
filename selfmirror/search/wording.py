"""What a query asks for: words, phrases in quotes, beginnings of words, and words it does not want."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]+)"|(?P<word>[^\s"]+))')
_PREFIX = re.compile(r"\w{2,}\*")


@dataclass(frozen=True, slots=True)
class Wording:
    """A query read leniently: any text is one."""

    words: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()

    @property
    def asked(self) -> str:
        """What is wanted, as one text; the meaning to look for."""
        return " ".join((*self.words, *self.phrases, *self.prefixes))


def read_wording(text: str) -> Wording:
    """Words, `"phrases"`, `begin*` and `-unwanted` words; a query of unwanted words alone asks for nothing."""
    words: list[str] = []
    prefixes: list[str] = []
    phrases: list[str] = []
    unwanted: list[str] = []
    for piece in _PIECE.finditer(text):
        phrase, word = piece["phrase"], piece["word"]
        given = (phrase or word).strip()
        if not any(letter.isalnum() for letter in given):
            continue
        if piece["minus"]:
            unwanted.append(given)
        elif phrase:
            phrases.append(given)
        elif _PREFIX.fullmatch(given):
            prefixes.append(given[:-1])
        else:
            words.append(given)
    return Wording(tuple(words), tuple(phrases), tuple(unwanted), tuple(prefixes))


def folded(text: str) -> str:
    """The text as the word index reads it: composed, ё as е, apostrophes alike."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    return composed.replace("ё", "е").replace("Ё", "Е").replace("’", "'")
