"""Sentences of an utterance in the speaker's own voice, with what others said blanked out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selfmirror.words.language import Language, detect_language
from selfmirror.words.own import own_words

_QUOTED = re.compile(r"«[^«»\n]{1,600}»|“[^“”\n]{1,600}”|\"[^\"\n]{1,600}\"|„[^„“”\n]{1,600}[“”]")
_VOICE = re.compile(
    r"\b(I|I'm|me|my|you|we|я|мне|меня|мы|ты|вы|тебе|хочу|хочешь|хочет|люблю|решил\w*|боюсь)\b",
    re.I,
)
_BREAK = re.compile(
    r"(?<=[.!?…])[\"»”’)\]]*\s+|\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-*•–—]|\d+[.)]|[^\W\d_]+:)\s)|(?<=\n)"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:т|г|гг|др|пр|тыс|ул|им|e\.g|i\.e|etc|mr|mrs|ms|dr|st|vs|no|[A-ZА-ЯЁ])\.\Z", re.I
)
_WRAPPED = 50
_DIALOGUE = re.compile(r"\s*[—–]\s")
_NAMED = re.compile(r"\s*(?:[-*•]\s+)?\**(?P<name>[^\W\d_]+(?: [^\W\d_]+)?)\**\s*:\s")
_OWN_LABEL = re.compile(
    r"(?i)(я|me|i|goals?|plans?|project|today|now|update|note|idea|wants?|decision|decided|ps|p\.s|итог|цель|цели|план\w*|сегодня|"
    r"теперь|сейчас|вывод|решение|проект|мечт\w+|желани\w+|инсайт|insight|main|conclusion|answer|ответ|главное)\Z"
)


_NO_NAMES = frozenset(("VERB", "INFN", "ADVB", "PRED", "CONJ", "PRCL", "INTJ", "COMP"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `text` verbatim, `voice` the same length with foreign words blanked.

    `before` is the voice of the sentence before it and `after` of the next one, empty at the ends.
    """

    text: str
    voice: str
    before: str
    after: str


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text that may speak for its author, in order.

    Block quotes, code, quotations that carry a voice of their own, lines of dialogue and lines
    under somebody's name are blank in `voice`.
    """
    own = own_words(text)
    voice = _without_quotations(own)
    spans = list(_spans(own))
    voices = [_own_line(voice[first:last]) for first, last in spans]
    for index, (first, last) in enumerate(spans):
        yield Sentence(
            text[first:last],
            voices[index],
            voices[index - 1] if index else "",
            voices[index + 1] if index + 1 < len(spans) else "",
        )


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in [*_BREAK.finditer(text), None]:
        end = found.start() if found else len(text)
        if found and not _ends_sentence(text, start, found):
            continue
        first, last = _trimmed(text, start, end)
        if first < last:
            yield first, last
        start = found.end() if found else end


def _ends_sentence(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether a possible break is one: not after an abbreviation, nor inside a wrapped paragraph."""
    if found.group():
        return not _ABBREVIATION.search(text, start, found.start())
    return found.start() - text.rfind("\n", 0, found.start() - 1) <= _WRAPPED


def _trimmed(text: str, first: int, last: int) -> tuple[int, int]:
    while first < last and (text[first].isspace() or text[first] in "*•"):
        first += 1
    while first < last and text[last - 1].isspace():
        last -= 1
    return first, last


def _without_quotations(text: str) -> str:
    """Blank quotations that speak; a title of a few words stays, for it may be what is wanted."""

    def blank(found: re.Match[str]) -> str:
        inside = found.group()
        speaks = len(inside.split()) > 5 or _VOICE.search(inside)
        return re.sub(r"[^\n]", " ", inside) if speaks else inside

    return _QUOTED.sub(blank, text)


def _own_line(voice: str) -> str:
    named = _NAMED.match(voice)
    foreign = named and named["name"][0].isupper() and not _OWN_LABEL.match(named["name"])
    if (foreign and named and not _says_something(named["name"])) or _DIALOGUE.match(voice):
        return " " * len(voice)
    return voice


def _says_something(label: str) -> bool:
    """Whether the words before a colon are no name but a clause: «Честно: …», «Грузия отменяется: …»."""
    if detect_language(label) is not Language.RU:
        return False
    # The morphology is only loaded for a line that begins like this.
    from selfmirror.memory.russian_words import analyse

    parts = [analyse(word.lower())[1] for word in label.split()]
    return any(part in _NO_NAMES for part in parts)
