"""Which of the person's languages a text is in, by its script."""

from enum import StrEnum


class Language(StrEnum):
    """A language selfmirror speaks, or none of them."""

    RU = "ru"
    EN = "en"
    UNKNOWN = "und"


_CYRILLIC = (b"\xd0", b"\xd1", b"\xd2", b"\xd3")
_BUT_LATIN = bytes(byte for byte in range(256) if not (byte < 0x80 and chr(byte).isalpha()))


def detect_language(text: str) -> Language:
    """Russian where Cyrillic letters are at least 40 % of the letters, English where Latin ones are.

    A Russian text keeps many English names and terms, hence the low bar for Cyrillic.
    """
    # In UTF-8 every Cyrillic letter begins with one of four bytes that nothing else holds.
    coded = text[:4000].encode("utf-8", "surrogatepass")
    cyrillic = sum(map(coded.count, _CYRILLIC))
    if cyrillic >= 0.4 * len(text[:4000]) > 0:
        return Language.RU
    latin = len(coded.translate(None, _BUT_LATIN))
    if not cyrillic + latin:
        return Language.UNKNOWN
    return Language.RU if cyrillic >= 0.4 * (cyrillic + latin) else Language.EN
