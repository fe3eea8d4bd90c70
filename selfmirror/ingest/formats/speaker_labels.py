"""Lines that name who speaks in what follows them: where they stand in a text, how they are set off, when it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from selfmirror.ingest.text_dates import find_date, parse_moment
from selfmirror.words.when import UNKNOWN_TIME, DateSource, Precision, When, at_instant, on_day

Side = Literal["me", "you", "assistant", "nobody"]

_NAMES: dict[Side, str] = {
    "me": r"user|human|me|(?:my )?question|пользователь|человек|юзер|я|(?:мой )?вопрос|prompt|запрос",
    "you": r"you|вы|ты",
    "assistant": r"(?:google |microsoft |open ?ai |ответ )?(?:(?:ai |ии-)?(?:assistant|ассистент|помощник)|(?:ai )?(?:chat)?bot|(?:чат-?)?бот|ai|ии"
    r"|нейросеть|chat ?gpt|gpt|чат[ -]?(?:гпт|gpt)|claude|клод|deepseek|дипсик|gemini|bard|copilot|grok|perplexity"
    r"|mistral|le chat|llama|qwen|kimi|yandex ?gpt|алиса|gigachat|гигачат|model|response|ответ)",
    "nobody": r"system|developer|tool|система",
}
_STAMP = (
    r"(?:\[[^\]\n]{1,40}\]|\([^()\n]{0,80}\)|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d[^\s*]*)?"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?)"
)
_STAMPS = rf"(?>(?:[ \t]*(?:[-–—·•|,@][ \t]*)?{_STAMP})*)"
# A line's beginning up to the name: heading, bullet, emphasis; a number, a time or a picture.
_NAME = re.compile(
    r"[ \t]*(?P<quote>>[ \t]*(?:\[![\w -]+\][+-]?[ \t]*)?)?(?P<depth>\#{1,6}[ \t]+)?(?:[-+•*][ \t]+)?(?P<mark>\*\*|__|[*_])?"
    rf"(?:(?:{_STAMP}|\d+[.)]|[^\w\s*_:>|`\[(\#<'\"«“–—-])[ \t]*(?:[–—-][ \t]*)?)*(?:\*\*|__)?[\[<]?"
    rf"(?:{'|'.join(f'(?P<{side}>{names})' for side, names in _NAMES.items())})"
    r"(?:[ -]?\#?\d[\w.]*|[ -](?:sonnet|opus|haiku|pro|flash|plus|turbo|mini|r1|v\d)\b)*"
    r"(?P<said>[ \t]+(?:said|wrote|asked|replied|сказали?|пишете?|ответил|спросил))?[\]>]?(?![^\W_])",
    re.IGNORECASE,
)
_COLON = re.compile(
    rf"(?:\*\*|__|[*_])?(?P<stamp>{_STAMPS})[ \t]*(?:\*\*|__|[*_])?[ \t]*[:：](?:\*\*|__|[*_])?",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"(?:\*\*|__|[*_])?{_STAMPS}[ \t]*(?:\*\*|__|[*_])?[ \t]*\#*[ \t]*", re.IGNORECASE
)
_NUMBERED = re.compile(r"[ \t*_]*[-–—·•|,@][ \t][^\n]*\d[^\n]*")
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?[ ]?(?:Z|[+-]\d\d:?\d\d)", re.IGNORECASE
)
_LONGEST = 200
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
# Names that a line with a colon begins with only where a program speaks.
_PROGRAM = re.compile(
    r"gpt|гпт|claude|клод|deepseek|дипсик|gemini|copilot|grok|perplexity|qwen|gigachat|гигачат|нейросеть"
)
_PERSON = re.compile(
    r"[ \t]*(?P<mark>\*\*|__|[*_])?(?P<name>[^\W\d_][\w.'’-]{0,30}(?: [^\W\d_][\w.'’-]{0,30}){0,2})"
    r"(?:\*\*|__|[*_])?[ \t]*[:：](?:\*\*|__|[*_])?(?=\s|\Z)"
)
_LISTED = re.compile(r"[ \t]*[-+•*][ \t]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a text; in a transcript its labels are no words of it."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker named at a line; `style` is how the name is set off."""

    passage: int
    line: int
    side: Side
    name: str
    style: str
    rest: str
    when: When
    author: str = ""
    listed: bool = False

    @property
    def in_heading(self) -> bool:
        return self.style.startswith("#")

    @property
    def plain(self) -> bool:
        """Whether nothing but its place says that it is a label."""
        return not self.style.endswith(":")


def names_a_speaker(passage: Passage) -> bool:
    """Whether a passage begins as a turn of a chat does."""
    return any(label.line == 0 for label in labels_in(0, passage))


def labels_in(place: int, passage: Passage) -> Iterator[Label]:
    """The lines of a passage, by its place in a text, that name one of the two sides or a program."""
    lines = passage.text.split("\n")
    if _FENCE.match(passage.text):
        return
    for number, line in enumerate(lines[:1] if passage.heading else lines):
        match = _NAME.match(line[:_LONGEST])
        if match is None:
            continue
        after = line[match.end() :]
        colon = _COLON.match(after[:_LONGEST])
        depth = "#" * (match["depth"] or "").count("#") or ("#" if passage.heading else "")
        short = after if len(after) <= _LONGEST else "…"
        numbered = bool(depth and _NUMBERED.fullmatch(short))
        if not (colon or numbered or _ALONE.fullmatch(short)):
            continue
        named = bool(colon or match["said"])
        side, name = next((side, match[side]) for side in _NAMES if match[side])
        if number and not named and not depth and name[0].islower():
            continue
        rest = after[colon.end() :].strip() if colon else ""
        stamp = line[: len(line) - len(rest)] if rest else line
        style = (
            depth + (">" if match["quote"] else "") + (match["mark"] or "") + (":" if named else "")
        )
        listed = _LISTED.match(line) is not None
        yield Label(place, number, side, name.lower(), style, rest, _time(stamp), listed=listed)


def is_program(label: Label) -> bool:
    """Whether a label can only be that of a program: its name and a colon, in no heading, list or quotation."""
    set_off = label.in_heading or ">" in label.style or label.plain or label.listed
    return not set_off and label.side == "assistant" and bool(_PROGRAM.search(label.name))


def people_in(passages: Sequence[Passage], style: str) -> Iterator[Label]:
    """The lines that begin with anybody's name and a colon, set off in this style."""
    for place, passage in enumerate(passages):
        if passage.heading or _FENCE.match(passage.text):
            continue
        for number, line in enumerate(passage.text.split("\n")):
            match = _PERSON.match(line[:_LONGEST])
            if match and (match["mark"] or "") + ":" == style and match["name"][0].isupper():
                rest, name = line[match.end() :].strip(), match["name"]
                yield Label(place, number, "nobody", name, style, rest, UNKNOWN_TIME, name)


def _time(stamp: str) -> When:
    moment = _MOMENT.search(stamp)
    instant = parse_moment(moment.group()) if moment else None
    if instant:
        return at_instant(instant)
    day = find_date(stamp).found if re.search(r"\d", stamp) else None
    return (
        on_day(day.day, DateSource.HEADING)
        if day and day.precision is Precision.DAY
        else UNKNOWN_TIME
    )
