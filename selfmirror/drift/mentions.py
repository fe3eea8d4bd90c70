"""A mention: one dated utterance about one theme, lived or only stated."""

from __future__ import annotations

import re

_DONE_EN = re.compile(
    r"(?:\bI|(?:^|[.!?;\n])\s*(?:[-*]\s*)?)\s*(?:have |had |just |also |then |finally )*"
    r"(?:\w{2,}ed|went|did|made|wrote|ran|read|met|spent|got|took|bought|began|built|came|drew|drove|gave|"
    r"heard|held|kept|left|lay|played|sat|saw|sent|slept|spoke|swam|taught|told|walked|won)\b",
    re.IGNORECASE,
)
_DONE_RU = re.compile(
    r"(?:\bя\b(?:\s+\w+){0,2}?\s+|(?:^|[.!?;\n])\s*(?:[-*]\s*)?)(?P<verb>\w+?(?:ал|ил|ел|ул|ял|ыл|ёл|шел|шёл)(?:а|ась|ся)?)\b",
    re.IGNORECASE,
)
_ONLY_SAID = re.compile(
    r"^(?:want|need|wish|hop|plann|intend|decid|wonder|lik|lov|hat|seem|tri|хоте|мечта|планирова|собира|мог|дума|жела|"
    r"надея|решил|люби|каза)",
    re.IGNORECASE,
)
_TICKED = re.compile(r"^\s*[-*] \[[xX]\]", re.MULTILINE)


def is_lived(text: str) -> bool:
    """Whether a text tells of doing: a ticked item, or a first-person past of a verb of doing.

    The rest is stated: wanting, planning, judging. A verb of wanting in the past is not doing.
    """
    if _TICKED.search(text):
        return True
    for found in _DONE_EN.finditer(text):
        if not _ONLY_SAID.match(found.group().split()[-1].lstrip("-*.!?;")):
            return True
    return any(not _ONLY_SAID.match(found["verb"]) for found in _DONE_RU.finditer(text))
