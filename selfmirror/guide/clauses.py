"""A long sentence cut between its clauses, so that what is left still says what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selfmirror.guide.quoting import balanced

_BOUNDARY = re.compile(r"[,;:]+\s+(?:[—–-]\s+)?|\s+[—–-]\s+")
_BOUND = re.compile(
    r"(?iu)^(?:и |and )?(?:что(?:бы)?|котор\w+|котор\w+|если|как|словно|будто|а|но|однако|зато|хотя|кроме|пока не|лишь|"
    r"только|разве|чем|то|где|куда|когда|that|which|who|whose|if|unless|but|yet|except|although|though|only|than|"
    r"as if|when|where|until|rather|not|не|ни|nor)\b"
)
"""A clause that begins so says something else without the one before it, and that one without it."""

_HANGING = re.compile(
    r"(?iu)(?:^|\W)(?:не|ни|и|а|но|или|что|чтобы|если|как|то|в|на|с|к|о|у|по|за|для|not|no|and|or|but|that|if|the|an?|to|"
    r"of|in|on|with|for)\Z"
)
_TAKES_BACK = re.compile(r"(?iu)\b(?:не|нет|неправда|вряд|никогда|no|not|never|hardly|\w+n['’]t)\b")
_FEW = 5
_LOOKED_AT = 60


def shortened(sentence: str, limit: int) -> list[str]:
    """The verbatim parts of a sentence, of whole clauses, no longer than the limit, that stand by themselves."""
    clauses = list(_clauses(sentence))
    found = list[str]()
    for first, (start, _) in enumerate(clauses[:_LOOKED_AT]):
        if not _may_begin(sentence, clauses, first):
            continue
        for last in range(first, len(clauses)):
            text = sentence[start : clauses[last][1]].rstrip(" .,;:—–-")
            if len(text) > limit:
                break
            if _may_end(sentence, clauses, last) and not _HANGING.search(text) and balanced(text):
                found.append(text)
    return found


def _clauses(sentence: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _BOUNDARY.finditer(sentence):
        if end.start() > start:
            yield start, end.start()
        start = end.end()
    if start < len(sentence):
        yield start, len(sentence)


def _may_begin(sentence: str, clauses: list[tuple[int, int]], place: int) -> bool:
    if place == 0:
        return True
    start, end = clauses[place - 1]
    before = sentence[start:end]
    taken_back = len(before.split()) < _FEW and _TAKES_BACK.search(before)
    return not _BOUND.match(_of(sentence, clauses, place)) and not taken_back


def _may_end(sentence: str, clauses: list[tuple[int, int]], place: int) -> bool:
    return place + 1 == len(clauses) or not _BOUND.match(_of(sentence, clauses, place + 1))


def _of(sentence: str, clauses: list[tuple[int, int]], place: int) -> str:
    start, end = clauses[place]
    return sentence[start:end]
