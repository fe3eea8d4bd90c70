"""Whose words and which language: what can be read for affect at all."""

import re

from selfmirror.words.language import Language, detect_language
from selfmirror.words.own import own_words
from selfmirror.words.vocabulary import word_set

MIN_LETTERS = 4
_OTHER_CYRILLIC = frozenset("іїєґўљњћђџјѓќѕәғқңөұүһ")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# The commonest words of English; a longer text without one of them is in another language.
_ENGLISH = word_set(
    "a about all am an and are as at be been but by can could day did do don't feel for from get go good had has "
    "have he her him his how i i'm if in is it it's just like me more my never no not now of on one or our out "
    "really she so some than that the their them there they this time to today up was we were what when who will "
    "with would you"
)


def own_text(text: str) -> str:
    """The person's own words of an utterance, without the blanks that masking leaves."""
    return " ".join(own_words(text).split())


def letters(text: str) -> int:
    """How many letters a text has."""
    return sum(map(str.isalpha, text))


def language_of(text: str) -> Language:
    """Russian, English, or unknown for what is too short or in another language.

    Ukrainian and other Cyrillic is told by its letters; other Latin by its accents and the
    absence of English function words.
    """
    found = [letter for letter in text[:4000].lower() if letter.isalpha()]
    if len(found) < MIN_LETTERS:
        return Language.UNKNOWN
    language = detect_language(text)
    other = sum(1 for letter in found if _is_other(letter, language))
    if other > 0.03 * len(found) + 1:
        return Language.UNKNOWN
    words = _WORD.findall(text[:4000].lower().replace("’", "'"))
    if language is Language.EN and len(words) >= 6 and not _ENGLISH.intersection(words):
        return Language.UNKNOWN
    return language


def _is_other(letter: str, language: Language) -> bool:
    if letter.isascii():
        return False
    return (
        letter in _OTHER_CYRILLIC or language is Language.EN or not "\u0400" <= letter <= "\u04ff"
    )
