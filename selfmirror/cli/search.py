"""`selfmirror search`: passages by words and by meaning."""

from __future__ import annotations

import time
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from selfmirror.affect.reading import EMOTIONS
from selfmirror.cli.diagnostics import narrate
from selfmirror.cli.found import hit_document, show_hits
from selfmirror.cli.groups import command_app
from selfmirror.cli.mirror import freshen, mirror_of
from selfmirror.cli.opening import open_source
from selfmirror.cli.output import write_json
from selfmirror.cli.searched import asked_days, nothing_found
from selfmirror.errors import ExitCode, MirrorError, UsageError
from selfmirror.search.asked_time import dated
from selfmirror.search.finder import Hit, Mode, Outcome, Query
from selfmirror.search.lacking import lack
from selfmirror.words.dates import parse_span
from selfmirror.words.printable import counted

if TYPE_CHECKING:
    from typer._click import Context

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


class _Search(TyperCommand):
    """A command whose `--open` may stand without its number."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        for at in [at for at in range(end) if args[at] == "--open"][::-1]:
            if not (at + 1 < end and args[at + 1].isdecimal()):
                args = [*args[:at], "--open=1", *args[at + 1 :]]
        return super().parse_args(ctx, args)


@app.command("search", cls=_Search)
def search(  # noqa: PLR0913 - one a command-line option
    ctx: typer.Context,
    query: Annotated[
        list[str], typer.Argument(help='What to find; "a phrase" in quotes, -word to leave out.')
    ],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many.", metavar="N")] = 10,
    since: Annotated[str, typer.Option(help="The first day.", metavar="D")] = "",
    until: Annotated[str, typer.Option(help="The last day.", metavar="D")] = "",
    any_time: Annotated[
        bool, typer.Option("--any-time", help="Take no time in the query for a filter.")
    ] = False,
    project: Annotated[str, typer.Option(help="One project's words.", metavar="P")] = "",
    speaker: Annotated[Whose, typer.Option(help="Whose words.")] = Whose.ANY,
    emotion: Annotated[str, typer.Option(help="Words read as this emotion.", metavar="E")] = "",
    mode: Annotated[Way, typer.Option(help="How to look.")] = Way.HYBRID,
    opened: Annotated[
        int | None,
        typer.Option(
            "--open",
            min=1,
            max=1000,
            help="Open the file of the first hit, or of the Nth.",
            metavar="[N]",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> int:
    """Find passages by words and by meaning.

    A time in the query, such as “last spring”, is a filter.

    Example: selfmirror search "what was I afraid of last spring" --speaker me
    """
    if emotion and emotion not in EMOTIONS:
        raise UsageError(f"there is no emotion {emotion}; give {', '.join(EMOTIONS)}")
    mirror = mirror_of(ctx)
    today = mirror.clock.now().date()
    wanted = Query(
        text=" ".join(query),
        k=max(k, opened or 0),
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
    asked, outcome = _look(mirror, wanted, wanted if any_time else dated(wanted, today))
    spent = round((time.perf_counter() - started) * 1000, 1)
    if as_json:
        write_json(_document(wanted.text, asked, outcome.hits, spent))
    else:
        show_hits(outcome.hits, asked.wording)
    if not outcome.hits:
        for line in nothing_found(
            asked, lack(mirror.store, asked), by_meaning=bool(mirror.search.model)
        ):
            narrate(line)
    if opened is not None:
        _open(outcome.hits, opened)
    return ExitCode.DONE


def _look(mirror: Mirror, wanted: Query, asked: Query) -> tuple[Query, Outcome]:
    """What is found, and by which query: one whose days were read from its words is asked again without them.

    Raises:
        MirrorError: nothing can be searched.
    """
    outcome = mirror.search.look(asked)
    if asked.asked_when and not outcome.hits and not outcome.failed:
        narrate(f"nothing found that was {asked_days(asked)}: searched without that")
        asked, outcome = wanted, mirror.search.look(wanted)
    if outcome.failed:
        raise MirrorError(outcome.failed)
    if asked.asked_when:
        narrate(f"{asked_days(asked)}; --any-time lifts it", dim=True)
    for remark in outcome.remarks:
        narrate(remark)
    return asked, outcome


def _open(hits: tuple[Hit, ...], number: int) -> None:
    if not hits:
        raise MirrorError("there is nothing to open")
    if number > len(hits):
        raise MirrorError(f"there is no hit {number} to open; {counted(len(hits), 'hit')} found")
    open_source(hits[number - 1])


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
    asked, wanted = mirror.search.asks, mirror.search.model
    if waiting and asked != wanted:
        narrate(
            f"{waiting} passages wait for vectors by {wanted}; until then those by {asked} are searched"
        )
    elif waiting:
        narrate(f"{waiting} passages wait to be searched by meaning; their words are searched now")


def _document(text: str, query: Query, hits: tuple[Hit, ...], spent: float) -> dict[str, Any]:
    filters = {
        "since": query.since,
        "until": query.until,
        "asked_when": query.asked_when or None,
        "project": query.project,
        "speaker": query.speaker,
        "emotion": query.emotion,
        "mode": query.mode,
    }
    return {
        "query": text,
        "filters": {name: value for name, value in filters.items() if value is not None},
        "hits": [hit_document(rank, hit) for rank, hit in enumerate(hits, start=1)],
        "ms": spent,
    }
