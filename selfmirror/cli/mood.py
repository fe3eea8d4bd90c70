"""`mood`: affect over time, reading given texts, correcting a reading."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from selfmirror.cli.diagnostics import end_progress, narrate, progress
from selfmirror.cli.groups import DefaultGroup, command_app
from selfmirror.cli.mirror import freshen, mirror_of
from selfmirror.cli.output import write_json, write_line, write_table
from selfmirror.errors import ExitCode, UsageError
from selfmirror.words.printable import one_line

if TYPE_CHECKING:
    from selfmirror.affect.affect import Affect
    from selfmirror.affect.reading import Reading

app = command_app(group=DefaultGroup)

_BATCH = 64
_EMBED_NOW = 256
_WEEKS_WORTH_SHOWING = 26
_DEAF = "without the offline embedder only signals in the words are heard: every reading abstains"


@app.command("default")
def mood(
    ctx: typer.Context,
    since: Annotated[
        str | None, typer.Option("--since", help="From this date on.", metavar="D")
    ] = None,
    by: Annotated[
        Literal["week", "month"] | None, typer.Option("--by", help="Length of a period.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Draw a picture: .svg or .png.", metavar="FILE")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> int:
    """Mean valence, arousal and stress of your own words, by week or month.

    Example: selfmirror mood --since 2025
    """
    from selfmirror.affect.picture import check_plot_path, write_picture
    from selfmirror.words.dates import parse_span

    if plot:
        check_plot_path(plot)
    mirror = mirror_of(ctx)
    today = mirror.clock.now().date()
    first = parse_span(since, today).first if since else None
    length = by or _fitting_length(first, today)
    waiting = freshen(mirror, _EMBED_NOW)
    mirror.affect.catch_up(progress)
    end_progress()
    if waiting and mirror.affect.reads:
        narrate(
            f"{waiting} passages have no vector yet and are not read; `selfmirror watch --once` reads them"
        )
    periods = mirror.affect.over_time(length, first)
    if as_json:
        rows = [_period_json(asdict(period), length) for period in periods]
        write_json({"since": first.isoformat() if first else None, "by": length, "periods": rows})
    elif periods:
        columns = [length, "utterances", "valence", "arousal", "stress", "emotions"]
        write_table(columns, [_period_row(asdict(period), length) for period in periods])
    else:
        _explain_nothing(mirror.affect)
    if plot and periods:
        write_picture(periods, plot)
        narrate(f"drawn: {plot}")
    elif plot:
        narrate(f"{plot} is not drawn: no words have been read yet")
    return ExitCode.DONE


@app.command("read")
def read(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="JSON Lines, one a text.")] = False,
) -> int:
    """Read texts from stdin, one a line or JSON Lines with `text`; nothing is stored.

    Example: echo "I am tired of this" | selfmirror mood read
    """
    affect = mirror_of(ctx).affect
    if not affect.reads:
        narrate(_DEAF)
    texts = _texts()
    while batch := list(islice(texts, _BATCH)):
        for text, reading in zip(batch, affect.read(batch), strict=True):
            if as_json:
                write_json(reading.as_json())
            else:
                write_line(f"{_in_words(reading)}\t{one_line(text, 80)}")
    return ExitCode.DONE


@app.command("correct")
def correct(
    ctx: typer.Context,
    utterance: Annotated[str, typer.Argument(metavar="ID", help="An utterance of yours.")],
    valence: Annotated[float | None, typer.Option("--valence", help="From -1 to 1.")] = None,
    arousal: Annotated[float | None, typer.Option("--arousal", help="From 0 to 1.")] = None,
    stress: Annotated[float | None, typer.Option("--stress", help="From 0 to 1.")] = None,
    emotion: Annotated[
        list[str] | None,
        typer.Option("--emotion", help="joy, sadness, anger, fear, surprise, or none; repeatable."),
    ] = None,
) -> int:
    """Say what an utterance of yours was; it wins for good.

    Example: selfmirror mood correct 3f2a9c --valence -0.5 --emotion sadness
    """
    from selfmirror.affect.reading import Correction

    labels = (
        None
        if not emotion
        else tuple(dict.fromkeys(e.lower() for e in emotion if e.lower() != "none"))
    )
    reading = mirror_of(ctx).affect.correct(utterance, Correction(valence, arousal, stress, labels))
    write_line(_in_words(reading))
    return ExitCode.DONE


def _texts() -> Iterator[str]:
    for number, line in enumerate(sys.stdin.buffer, start=1):
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        yield _text_of(text, number) if text.lstrip().startswith("{") else text


def _text_of(line: str, number: int) -> str:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return line
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise UsageError(
            f'line {number} is JSON without a "text"; give {{"text": "…"}} or plain lines'
        )
    return str(given["text"])


def _in_words(reading: Reading) -> str:
    if not reading.known:
        return "not sure: nothing to read"
    figures = f"valence {reading.valence:+.2f}  arousal {reading.arousal:.2f}  stress {reading.stress:.2f}"
    named = ", ".join(f"{name} {reading.emotions.get(name, 1.0):.2f}" for name in reading.labels)
    return f"{figures}  {named or ('none' if reading.corrected else 'not sure')}"


def _fitting_length(first: date | None, today: date) -> Literal["week", "month"]:
    recent = first is not None and today - first <= timedelta(weeks=_WEEKS_WORTH_SHOWING)
    return "week" if recent else "month"


def _name(start: date, length: str) -> str:
    return start.isoformat() if length == "week" else start.isoformat()[:7]


def _period_row(period: dict[str, Any], length: str) -> list[str]:
    heard = sorted(period["labels"].items(), key=lambda item: (-item[1], item[0]))
    return [
        _name(period["start"], length),
        str(period["utterances"]),
        f"{period['valence']:+.2f}",
        f"{period['arousal']:.2f}",
        f"{period['stress']:.2f}",
        ", ".join(f"{name} {count}" for name, count in heard),
    ]


def _period_json(period: dict[str, Any], length: str) -> dict[str, Any]:
    start = period["start"]
    later = (
        start + timedelta(days=7)
        if length == "week"
        else (start + timedelta(days=31)).replace(day=1)
    )
    return {
        "start": start.isoformat(),
        "end": (later - timedelta(days=1)).isoformat(),
        "utterances": period["utterances"],
        "valence": round(period["valence"], 3),
        "arousal": round(period["arousal"], 3),
        "stress": round(period["stress"], 3),
        "emotions": period["labels"],
    }


def _explain_nothing(affect: Affect) -> None:
    narrate(
        "no reading yet: write with `selfmirror note` or `import` something"
        if affect.reads
        else _DEAF
    )
