"""`selfmirror search`: passages by words and by meaning."""

from __future__ import annotations

import time
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selfmirror.affect.reading import EMOTIONS
from selfmirror.cli.diagnostics import narrate
from selfmirror.cli.groups import command_app
from selfmirror.cli.mirror import freshen, mirror_of
from selfmirror.cli.output import is_terminal, write_json, write_line
from selfmirror.errors import ExitCode, MirrorError, UsageError
from selfmirror.search.finder import Hit, Mode, Query
from selfmirror.words.dates import parse_span
from selfmirror.words.printable import one_line
from selfmirror.words.quote import file_time, name_beside

if TYPE_CHECKING:
    from selfmirror.wiring import Mirror


class Whose(StrEnum):
    """Whose words to look among."""

    ME = "me"
    ASSISTANT = "assistant"
    OTHER = "other"
    ANY = "any"


class Way(StrEnum):
    """By words, by meaning, or by both."""

    HYBRID = "hybrid"
    LEXICAL = "lexical"
    SEMANTIC = "semantic"


_MODES: dict[Way, Mode] = {
    Way.HYBRID: "hybrid",
    Way.LEXICAL: "lexical",
    Way.SEMANTIC: "semantic",
}

app = command_app()


@app.command("search")
def search(  # noqa: PLR0913 - one a command-line option
    ctx: typer.Context,
    query: Annotated[
        list[str], typer.Argument(help='What to find; "a phrase" in quotes, -word to leave out.')
    ],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many.", metavar="N")] = 10,
    since: Annotated[str, typer.Option(help="The first day.", metavar="D")] = "",
    until: Annotated[str, typer.Option(help="The last day.", metavar="D")] = "",
    project: Annotated[str, typer.Option(help="One project's words.", metavar="P")] = "",
    speaker: Annotated[Whose, typer.Option(help="Whose words.")] = Whose.ANY,
    emotion: Annotated[str, typer.Option(help="Words read as this emotion.", metavar="E")] = "",
    mode: Annotated[Way, typer.Option(help="How to look.")] = Way.HYBRID,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> int:
    """Find passages by words and by meaning.

    Example: selfmirror search "what I was afraid of" --since 2023 --speaker me
    """
    if emotion and emotion not in EMOTIONS:
        raise UsageError(f"there is no emotion {emotion}; give {', '.join(EMOTIONS)}")
    mirror = mirror_of(ctx)
    today = mirror.clock.now().date()
    wanted = Query(
        text=" ".join(query),
        k=k,
        since=parse_span(since, today).first if since else None,
        until=parse_span(until, today).last if until else None,
        project=project or None,
        speaker=speaker.value,
        mode=_MODES[mode],
        emotion=emotion or None,
    )
    _check(wanted)
    _freshen(mirror)
    started = time.perf_counter()
    outcome = mirror.search.look(wanted)
    spent = round((time.perf_counter() - started) * 1000, 1)
    if outcome.failed:
        raise MirrorError(outcome.failed)
    for remark in outcome.remarks:
        narrate(remark)
    if as_json:
        write_json(_document(wanted, outcome.hits, spent))
    else:
        _show(outcome.hits)
    return ExitCode.DONE


def _check(query: Query) -> None:
    """Refuse what can find nothing, whatever is stored.

    Raises:
        UsageError: no word is asked for, or the days end before they begin.
    """
    if not query.wording.asked:
        lacking = "only words to leave out" if query.wording.unwanted else "no word to look for"
        raise UsageError(f"the query has {lacking}; give a word that is to be found")
    if query.since and query.until and query.until < query.since:
        raise UsageError(
            f"--until {query.until} is before --since {query.since}; no day is between them"
        )


def _freshen(mirror: Mirror) -> None:
    """Take in what was stored since: all of its words, and some of its vectors."""
    waiting = freshen(mirror)
    if waiting:
        narrate(f"{waiting} passages wait to be searched by meaning; their words are searched now")


def _document(query: Query, hits: tuple[Hit, ...], spent: float) -> dict[str, Any]:
    filters = {
        "since": query.since,
        "until": query.until,
        "project": query.project,
        "speaker": query.speaker,
        "emotion": query.emotion,
        "mode": query.mode,
    }
    return {
        "query": query.text,
        "filters": {name: value for name, value in filters.items() if value is not None},
        "hits": [_hit(rank, hit) for rank, hit in enumerate(hits, start=1)],
        "ms": spent,
    }


def _hit(rank: int, hit: Hit) -> dict[str, Any]:
    return {
        "rank": rank,
        "score": round(hit.score, 6),
        "utterance": hit.utterance.id,
        "text": hit.text,
        "context": {"before": list(hit.before), "after": list(hit.after)},
        "speaker": hit.utterance.speaker.value,
        "said_at": hit.utterance.said.iso(),
        "date_source": hit.utterance.said.source.value,
        **file_time(hit.utterance.said),
        "source": hit.source.path,
        "title": hit.source.title,
        "project": hit.source.project,
        "why": {"lexical": hit.lexical, "semantic": hit.semantic},
    }


def _show(hits: tuple[Hit, ...]) -> None:
    """Two lines a hit for a terminal, one tab-separated line for a pipe."""
    if not hits:
        narrate("nothing found")
    for rank, hit in enumerate(hits, start=1):
        said = hit.utterance.said
        where = name_beside(hit.source.title or hit.source.path, hit.utterance.text)
        if is_terminal():
            write_line(
                f"{rank:>2}. {said.shown_day()}  {hit.utterance.speaker.value}  {one_line(where, 60)}".rstrip()
            )
            write_line(f"    {one_line(hit.text, 400)}\n")
        else:
            cells = (
                rank,
                said.shown(),
                hit.utterance.speaker.value,
                one_line(where),
                one_line(hit.text),
            )
            write_line("\t".join(str(cell) for cell in cells))
