"""What was searched, in words: the days that a question named, and why nothing was found."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from selfmirror.words.language import Language
from selfmirror.words.printable import counted
from selfmirror.words.spoken import spoken_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selfmirror.search.finder import Query
    from selfmirror.search.lacking import Lack


def days_between(since: date | None, until: date | None) -> str:
    """`between 1 March and 31 May 2025`, `since 1 March 2025`, `until 31 May 2025`, `on 3 May 2025`."""
    if since and until:
        last = spoken_day(until, Language.EN)
        if since == until:
            return f"on {last}"
        first = spoken_day(since, Language.EN)
        if (since.year, since.month) == (until.year, until.month):
            first = f"{since.day}"
        elif since.year == until.year:
            first = first.removesuffix(f" {since.year}")
        return f"between {first} and {last}"
    if since:
        return f"since {spoken_day(since, Language.EN)}"
    return f"until {spoken_day(until, Language.EN)}" if until else "on any day"


def asked_days(query: Query) -> str:
    """The days that a question's own words named, and those words: `said between … ("last spring")`."""
    return f'said {days_between(query.since, query.until)} ("{query.asked_when}")'


def nothing_found(query: Query, lack: Lack, *, by_meaning: bool) -> Iterator[str]:
    """What a search without a hit looked among, and what to try; `by_meaning` where there is a model for it."""
    if not lack.stored:
        yield "nothing found: nothing is stored yet; write a note or import some words"
        return
    among = counted(lack.passages, "passage")
    if lack.passages != lack.stored:
        among += f" of {lack.stored}"
    days = f" {days_between(lack.first, lack.last)}" if lack.first else ""
    ways = [
        *(["by words"] if query.mode != "semantic" or not by_meaning else []),
        *(["by meaning"] if query.mode != "lexical" and by_meaning else []),
    ]
    yield f"nothing found {' and '.join(ways)} among {among}{days}{_filters(query)}"
    if tries := list(_tries(query, lack, by_meaning=by_meaning)):
        yield f"try: {'; '.join(tries)}"


def _filters(query: Query) -> str:
    """The filters that were set, as they are typed."""
    given = [
        f"--{name} {value}"
        for name, value in (
            ("since", query.since),
            ("until", query.until),
            ("project", query.project),
            ("speaker", None if query.speaker == "any" else query.speaker),
            ("emotion", query.emotion),
        )
        if value
    ]
    return f", with {' '.join(given)}" if given else ""


def _tries(query: Query, lack: Lack, *, by_meaning: bool) -> Iterator[str]:
    for word, spelt in lack.spellings.items():
        yield f"{spelt} for {word}"
    for name, passages in lack.lifted.items():
        if passages > lack.passages:
            yield f"without --{name} ({counted(passages, 'passage')})"
    if not any((lack.passages, *lack.lifted.values())):
        yield f"without any filter ({counted(lack.stored, 'passage')})"
    wording = query.wording
    if wording.phrases:
        yield "the words of the phrase without the quotes"
    if wording.unwanted:
        yield f"without -{wording.unwanted[0]}"
    if len(wording.words) > 3:
        yield "fewer words"
    if query.mode != "hybrid" and by_meaning:
        yield "--mode hybrid"
