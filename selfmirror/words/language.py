"""Which of the person's languages a text is in, by its script."""

from enum import StrEnum


class Language(StrEnum):
    """A language selfmirror speaks, or none of them."""

    RU = "ru"
    EN = "en"
    UNKNOWN = "und"


def detect_language(text: str) -> Language:
    """Russian where Cyrillic letters are at least 40 % of the letters, English where Latin ones are.

    A Russian text keeps many English names and terms, hence the low bar for Cyrillic.
    """
    cyrillic = latin = 0
    for letter in text[:4000]:
        if "\u0400" <= letter <= "\u04ff":
            cyrillic += 1
        elif letter.isascii() and letter.isalpha():
            latin += 1
    if not cyrillic + latin:
        return Language.UNKNOWN
    return Language.RU if cyrillic >= 0.4 * (cyrillic + latin) else Language.EN
