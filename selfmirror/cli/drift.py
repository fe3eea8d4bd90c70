"""`selfmirror drift`: how priorities moved, in words, then a table, then a chart."""

from __future__ import annotations

import os
import shutil
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selfmirror.cli.diagnostics import end_progress, narrate, progress
from selfmirror.cli.groups import command_app
from selfmirror.cli.mirror import freshen, mirror_of
from selfmirror.cli.output import is_terminal, write_json, write_line, write_lines, write_table
from selfmirror.drift.chart import chart
from selfmirror.drift.drift import DriftQuestion
from selfmirror.drift.picture import check_plot_path, write_picture
from selfmirror.drift.report import Report, Theme
from selfmirror.drift.wording import TRENDS, percent
from selfmirror.errors import ExitCode
from selfmirror.words.dates import parse_span
from selfmirror.words.language import Language
from selfmirror.words.printable import one_line

if TYPE_CHECKING:
    from selfmirror.wiring import Mirror

app = command_app()

_ROWS = 12
_COLUMNS = {
    Language.RU: ("тема", "доля", "сейчас, 90 %", "ход", "полжизни, дн."),
    Language.EN: ("theme", "share", "lately, 90 %", "trend", "half-life, days"),
}


class By(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@app.command("drift")
def drift(  # noqa: PLR0913 - one a command-line option
    ctx: typer.Context,
    since: Annotated[str, typer.Option(help="The first day.", metavar="D")] = "",
    until: Annotated[str, typer.Option(help="The last day.", metavar="D")] = "",
    by: Annotated[By, typer.Option(help="The periods.")] = By.MONTH,
    theme: Annotated[str, typer.Option(help="One theme's story.", metavar="T")] = "",
    plot: Annotated[
        Path | None, typer.Option(help="Draw a picture: .svg or .png.", metavar="FILE")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> int:
    """How priorities moved: when, how surely, in whose words.

    Example: selfmirror drift --since 2023 --by quarter --plot drift.png
    """
    if plot:
        check_plot_path(plot)
    mirror = mirror_of(ctx, offline=True)
    today = mirror.clock.now().date()
    question = DriftQuestion(
        parse_span(since, today).first if since else None,
        parse_span(until, today).last if until else None,
        by.value,
        theme or None,
    )
    _freshen(mirror)
    report = mirror.drift.report(question)
    if as_json:
        write_json(report.as_json())
    else:
        _show(report)
    if plot and report.themes:
        write_picture(report, plot)
        narrate(f"drawn: {plot}")
    elif plot:
        narrate(f"{plot} is not drawn: no theme stands out yet")
    return ExitCode.DONE


def _freshen(mirror: Mirror) -> None:
    """Take in what was stored since: all of its words, and some of its vectors and their affect."""
    waiting = freshen(mirror)
    mirror.affect.catch_up(progress)
    end_progress()
    if waiting:
        narrate(
            f"{waiting} passages have no vector yet; their themes are told by their words alone"
        )


def _show(report: Report) -> None:
    write_lines(report.sentences)
    if not report.themes:
        return
    write_line()
    whole = max(sum(period.mentions for period in report.periods), 1)
    rows = [_row(report, theme, whole) for theme in report.themes[:_ROWS]]
    write_table(_COLUMNS[report.language], rows)
    write_line()
    write_lines(chart(report, _width()))


def _row(report: Report, theme: Theme, whole: int) -> tuple[str, ...]:
    lately = max(i for i, period in enumerate(report.periods) if period.mentions)
    low, high = percent(theme.low[lately]), percent(theme.high[lately])
    half = "" if theme.half_life_days is None else f"{theme.half_life_days:.0f}"
    return (
        one_line(theme.label, 34),
        percent(theme.total / whole),
        f"{percent(theme.share[lately])} ({low.removesuffix(' %')}–{high})",
        TRENDS[report.language][theme.trend],
        half,
    )


def _width() -> int:
    """The terminal's width, 80 for a pipe."""
    if not is_terminal() and "COLUMNS" not in os.environ:
        return 80
    return max(60, min(shutil.get_terminal_size((80, 24)).columns, 120))
