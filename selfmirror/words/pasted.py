"""What a message hands over to be worked on, or lets somebody else say: not its speaker's own words.

A pasted text shows by what stands above it (“Summarise this:”), around it (three quotation marks) or in
it (the head of a mail, a log). Where its end cannot be told it goes on to the end of the message: too
few own words are better than another's wish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selfmirror.words.asking import in_small_letters, openings
from selfmirror.words.requests import REQUESTS, handed_over
from selfmirror.words.roles import ROLES, lent_voices
from selfmirror.words.told import told_by_others

_SET_OFF = {
    '"""': re.compile(r'(?s)"""(?:.*?"""|.*)'),
    "'''": re.compile(r"(?s)'{3}(?:.*?'{3}|.*)"),
    "<<<": re.compile(r"(?ms)^[ \t]*<<<.*?(?:>>>|\Z)"),
    "</": re.compile(
        r"(?ims)^[ \t]*<(?P<tag>text|article|document|doc|e?mail|letter|message|context|content|transcript|logs?|input)>"
        r".*?</(?P=tag)>"
    ),
    "«": re.compile(r"(?m)^[ \t]*«(?=[^«»\n]*\n)[^«»]*+»[.,]?[ \t]*$"),
}
"""What stands around a text that is set off, by a sign without which it is not looked for."""

_LEVEL = r"(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL)"
_MACHINE = re.compile(
    r"(?m)^[ \t]*(?:Traceback \(most recent call last\)|File \"[^\"\n]+\", line \d|Caused by: |npm (?:ERR|error)"
    r"|at [^()\n]{1,200}\((?:[^()\n]*:\d+|Native Method|Unknown Source|<anonymous>)\)|at \S+[\w>]:\d+:\d+"
    r"|(?:\w+\.)*\w+(?:Error|Exception): |error\[\w+\]: "
    rf"|\[?\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d[^\n]{{0,40}}\b{_LEVEL}\b|\[?{_LEVEL}[\]:] |[\d.]+ - - \[)[^\n]*"
)
_ENDLESS = re.compile(
    r"(?m)^[ \t*]*(?:-{3,}[ \t]*(?:original message|forwarded message|исходное сообщение|пересланн\w+ \w+|пересылаем\w+ \w+)"
    r"|begin forwarded message:|начало переадресованного сообщения:"
    r"|on [^\n]{0,100}\d{4}[^\n]{0,100} wrote:[ \t]*$|[^\n]{0,60}\d{4}[^\n]{0,100} (?:пишет|написал[аи]?):[ \t]*$"
    r"|[\[(](?:verse|chorus|bridge|куплет|припев|бридж)\b[^\])\n]{0,20}[\])])"
)
_HEAD = re.compile(
    r"(?m)(?:^[ \t*]*(?:from|to|cc|bcc|date|sent|subject|reply-to|от|от кого|кому|копия|дата|отправлено|тема)\**:[^\n]*\n){2,}"
)
_CORRESPONDENT = re.compile(r"(?m)^[ \t*]*(?:from|to|от|от кого|кому)\**:")
_SUBJECT = re.compile(r"subject\**:|тема\**:|@")
_ENTRIES = REQUESTS.entries | ROLES.entries


def pasted(text: str) -> Iterator[tuple[int, int]]:
    """The spans of a text that its speaker did not say for themself; they may overlap."""
    set_off = (pattern for sign, pattern in _SET_OFF.items() if sign in text)
    for pattern in (*set_off, _MACHINE):
        yield from (found.span() for found in pattern.finditer(text))
    yield from told_by_others(text)
    small = in_small_letters(text)
    if endless := _ENDLESS.search(small):
        yield endless.start(), len(text)
    heads = _HEAD.finditer(small) if _SUBJECT.search(small) else ()
    for head in heads:
        if _CORRESPONDENT.search(head.group()) and _SUBJECT.search(head.group()):
            yield head.start(), len(text)
            break
    places = tuple(openings(small, _ENTRIES))
    yield from handed_over(small, places)
    yield from lent_voices(small, places)
