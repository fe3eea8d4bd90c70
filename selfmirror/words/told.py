"""What another is quoted with inside a text: “My friend wrote: "I want kids"”, «Мама сказала: «вернись»».

Only what somebody by their name, in the third person or by their place in a life is said to have
said is another's. What `I` said, what nobody is named for and titles stay the speaker's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selfmirror.words.tellers import (
    ADDRESSING,
    BELONGING,
    BESIDE,
    BETWEEN,
    ENGLISH,
    OPENERS,
    PEOPLE,
    PRONOUNS,
    RUSSIAN,
    TOLD_TO,
    VERBS,
    WISHED,
)

_MARK = re.compile(r"[\"“«„‘']")
_QUOTATION = re.compile(
    r"«(?:[^«»]|«[^«»]{0,300}»){2,1500}»|“[^“”]{2,1500}”|„[^„“”]{2,1500}[“”]|(?<![\w\"])\"(?=\S)(?:[^\"\n]|\n(?!\s*\n)){2,1500}\""
    r"|(?<!\w)‘(?:[^‘’\n]|’(?=\w)){8,600}’(?!\w)|(?<![\w'])'(?=[^\s'])(?:[^'\n]|'(?=\w)){8,250}'(?!\w)"
)
_NEAR = 160
_STOP = re.compile(r"[.!?…;\n\"“”„«»()]")
_WORD = re.compile(r"[\w⸺⸻]+(?:[-'’⸺][\w⸺⸻]+)*")
_BEFORE_WHO = BELONGING | TOLD_TO
_SHORTENED = re.compile(r"['’](?:d|s|ll|ve)\Z")
_AFTER = re.compile(r"(?P<comma>,)?[ \t]{0,2}(?P<dash>[—–-]{1,2}[ \t]*)?")
_GOES_ON = re.compile(r"(?:[ ](?!(?:I|and|я|и|а)\b)\w+){0,3}[.,:;…]?[ \t]{0,2}")
_BY_ME = re.compile(r"[,\s—–-]{0,4}(?:\w+ ){0,2}(?:I|я)\b")
_DASH = "— "
_INSERTED = re.compile(r"[,?!…][ \t]?[—–][ \t]")
_DIALOGUE = re.compile(r"(?m)^[ \t]*—[ \t](?=\S)[^\n—]{2,600}?[,?!…][ \t]?—[ \t](?=[а-яёa-z])")
_MORE_SAID = re.compile(r"[^\n—]{0,60}[.,][ \t]?(?P<said>—[ \t][^\n—]{2,600})")
_LABEL = re.compile(
    r"(?im)^[ \t]*(?:[-*+•][ \t]+)?[*_]*(?:quot(?:e|ation)|epigraph|цитата|эпиграф)(?: of the (?:day|week)| (?:дня|недели))?[*_]*:[*_]*\s*\Z"
    r"|\b(?:according to|in the words of|по словам) (?!my? |me\b|моим|моей|моего)[^\n:,]{2,40}[:,]\Z"
)
_SIGNED = re.compile(
    r"\s{0,3}(?:—|–|--?|~|©)[ \t]*(?!(?:Я|I|Me|Myself)\b)[A-ZА-ЯЁ][\w.’'-]*(?: (?:[A-ZА-ЯЁ][\w.’'-]*|de|da|von|van|of|the|фон|де)){0,4}"
    r"(?:,[^\n]{1,60})?[ \t]*(?:\n|\Z)"
)
_LEAST_SIGNED = 20
_VOICE = re.compile(
    r"(?i)\b(?:i|i['’]m|me|my|you|your|we|я|мне|меня|ты|тебя|тебе|вы|мы|хочу|будешь|можешь)\b"
)


def told_by_others(text: str) -> Iterator[tuple[int, int]]:
    """The spans of what stands between quotation marks and is said by somebody else who is named.

    The stop of a sentence at the end is left out of them.
    """
    yield from _quotations(text)
    if _DASH in text:
        for line in _DIALOGUE.finditer(text):
            if told := _teller(text, line.end()):
                yield line.start(), line.end()
                if more := _MORE_SAID.match(text, told):
                    yield more.span("said")


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    goes_on = last = -1
    for mark in _MARK.finditer(text):
        first = mark.start()
        quotation = _QUOTATION.match(text, first) if first >= last else None
        if quotation is None:
            continue
        last = quotation.end()
        after = _named_after(text, last)
        continues = first == goes_on and (text[last - 2] == "." or not _BY_ME.match(text, last))
        if (
            after
            or continues
            or _named_before(text, first, last)
            or _named_inside(text, first, last)
            or _signed(text, first, last)
        ):
            # Its stop and its marks stay: what follows is another sentence, and a mark needs its other.
            yield first + 1, last - (2 if text[last - 2] in ".!?…" else 1)
        rest = _GOES_ON.match(text, after) if after else None
        goes_on = rest.end() if rest else -1


def _signed(text: str, first: int, last: int) -> bool:
    return last - first > _LEAST_SIGNED and _SIGNED.match(text, last) is not None


def _named_before(text: str, first: int, last: int) -> bool:
    """Whether what stands before a quotation says that another said it."""
    clause = text[max(0, first - _NEAR) : first].rstrip()
    announced = clause.rstrip("—–- \t")
    sign = announced[-1:]
    if sign not in {":", ","} and announced != clause:
        return False
    words = _WORD.findall(_STOP.split(announced)[-1])
    verb = next((at for at in range(len(words) - 1, -1, -1) if words[at].lower() in VERBS), None)
    if verb is None:
        return sign in {":", ","} and _LABEL.search(clause) is not None
    if not WISHED.isdisjoint(word.lower() for word in words):
        return False
    gap = words[verb + 1 :]
    if not _joins(gap, sign) or (sign not in {":", ","} and not _speaks(text[first:last])):
        return False
    said, who = (
        words[verb].lower(),
        next((word for word in gap if word.lower() not in _BEFORE_WHO), ""),
    )
    # «Сказала мама» is as good as «мама сказала»; in English what follows is told something.
    inverted = said not in ENGLISH and who and "я" not in map(str.lower, words[:verb])
    return _is_another(words[:verb], said) or bool(inverted and _may_say(who, said))


def _joins(gap: Sequence[str], sign: str) -> bool:
    """Whether the words between a verb of saying and a quotation leave the one the object of the other."""
    small = [word.lower() for word in gap]
    if {"i", "я"} & {*small}:
        return False
    if sign == ":":
        return len(gap) <= 6
    return len(gap) <= 4 and all(
        low in TOLD_TO or word[0].isupper() for low, word in zip(small, gap, strict=True)
    )


def _speaks(quotation: str) -> bool:
    """Whether words in quotation marks are more than a title or a word held at arm's length."""
    return len(quotation.split()) > 2 or _VOICE.search(quotation) is not None


def _is_another(words: Sequence[str], verb: str) -> bool:
    """Whether the words of a clause before a verb of saying end with somebody else who says it."""
    end = len(words)
    while end and len(words) - end < 4 and _only_says_how(words[end - 1]):
        end -= 1
    if not end or not _may_say(words[end - 1], verb):
        return False
    far, near = ["", "", *(word.lower() for word in words[: end - 1])][-2:]
    if words[end - 1].lower() in PRONOUNS:
        return True
    if near in {"and", "и"}:
        return far not in {"i", "я"}
    return near not in BESIDE and not (near in BELONGING and far in BESIDE)


def _only_says_how(word: str) -> bool:
    low = word.lower()
    return low in BETWEEN or (word == low and low.endswith(("ly", "но", "хо", "ко")))


def _may_say(word: str, verb: str) -> bool:
    """Whether a word names somebody else who may be the subject of a verb of saying."""
    low = _SHORTENED.sub("", word.lower())
    if low in (PEOPLE if verb in ENGLISH else RUSSIAN[verb]):
        return True
    if not word[0].isupper() or low in OPENERS or low.endswith("ly"):
        return False
    if verb in ENGLISH:
        return True
    # Told to «Ане» or «Ивану», asked «Ивана»: the ending says that they are no subject.
    if verb.endswith(("ли", "ят", "ут", "ют")):
        return False
    if low.endswith(("а", "я")):
        return verb not in ADDRESSING
    return not verb.endswith("ла") and low[-1] not in "еёиоуыэю"


def _named_after(text: str, end: int) -> int:
    """Where what names another behind a quotation ends; 0 where nothing does."""
    gap = _AFTER.match(text, end)
    if gap is None or gap.end() == end:
        return 0
    inside, at = text[end - 2], gap.end()
    if (
        not gap["comma"]
        and inside not in ",—–-"
        and (inside not in "?!…" or not (gap["dash"] or text[at : at + 1].islower()))
    ):
        return 0
    return _teller(text, at)


def _named_inside(text: str, first: int, last: int) -> bool:
    """Whether a speaker is named amid what is said: «Хочу домой, — сказала мама, — и всё»."""
    inserted = _INSERTED.search(text, first, last) if text[first] == "«" else None
    return inserted is not None and _teller(text, inserted.end()) > 0


def _teller(text: str, at: int) -> int:
    """Where the naming of another who says what stands before this place ends; 0 when there is none."""
    stop = _STOP.search(text, at, at + _NEAR)
    found = list(_WORD.finditer(text, at, stop.start() if stop else at + _NEAR))[:8]
    words = [one.group() for one in found]
    verb = next((place for place, word in enumerate(words) if word.lower() in VERBS), None)
    if verb is None:
        return 0
    said = words[verb].lower()
    if not all(map(_only_says_how, words[:verb])):
        if not (words[0][0].isupper() or words[0] in PEOPLE | PRONOUNS | BELONGING):
            return 0
        return found[verb].end() if _is_another(words[:verb], said) else 0
    if said in ADDRESSING & ENGLISH:
        return 0
    for one in found[verb + 1 : verb + 4]:
        if one.group().lower() not in _BEFORE_WHO:
            return one.end() if _may_say(one.group(), said) else 0
    return 0
