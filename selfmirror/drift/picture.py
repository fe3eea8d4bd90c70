"""A picture of the report: stacked shares over time, how much was said, and the turns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selfmirror.drift.report import Report, Theme
from selfmirror.drift.wording import short
from selfmirror.errors import MirrorError, UsageError
from selfmirror.words.language import Language
from selfmirror.words.printable import one_line
from selfmirror.words.spoken import spoken_day

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#5D4A8A")
"""Okabe and Ito's colours, told apart by the colour-blind, and one dark violet."""
_REST = "#C9C9C9"
_FEW = 8
_WORDS = {
    Language.RU: {
        "title": "Куда уходило внимание",
        "share": "доля упоминаний",
        "mentions": "упоминаний",
        "rest": "остальные темы",
        "few": f"бледно: меньше {_FEW} упоминаний",
        "week": "по неделям",
        "month": "по месяцам",
        "quarter": "по кварталам",
    },
    Language.EN: {
        "title": "Where attention went",
        "share": "share of mentions",
        "mentions": "mentions",
        "rest": "other themes",
        "few": f"pale: fewer than {_FEW} mentions",
        "week": "by week",
        "month": "by month",
        "quarter": "by quarter",
    },
}


def check_plot_path(path: Path) -> None:
    """Refuse what cannot be a picture before any work is done.

    Raises:
        UsageError: the name ends neither in .svg nor in .png.
    """
    if path.suffix.lower() not in {".svg", ".png"}:
        raise UsageError(f"--plot {path.name}: the name must end in .svg or .png")


def write_picture(report: Report, path: Path) -> None:
    """Draw the report into an SVG or PNG file; the same report gives the same bytes.

    Raises:
        MirrorError: there is nothing to draw, or the file cannot be written.
    """
    check_plot_path(path)
    if not report.themes:
        raise MirrorError("there is nothing to draw yet: no theme stands out")
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    style: dict[Any, Any] = {
        "font.family": "DejaVu Sans",
        "svg.hashsalt": "selfmirror",
        "svg.fonttype": "path",
        "text.parse_math": False,
    }
    with rc_context(style):
        figure = Figure(figsize=(12, 7), dpi=150)
        FigureCanvasAgg(figure)
        _draw(figure, report)
        _save(figure, path)


def _save(figure: Figure, path: Path) -> None:
    kind = path.suffix.lower().removeprefix(".")
    draft = path.with_name(f".{path.name}.tmp")
    metadata = {"Date": None} if kind == "svg" else {"Software": "selfmirror"}
    try:
        figure.savefig(draft, format=kind, metadata=metadata)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        reason = error.strerror or "it cannot be written"
        raise MirrorError(f"the picture {path} was not written: {reason}") from None


def _draw(figure: Figure, report: Report) -> None:
    words = _WORDS[report.language]
    grid = figure.add_gridspec(
        2, 1, height_ratios=(5, 1), hspace=0.08, left=0.07, right=0.76, top=0.84, bottom=0.08
    )
    shares = figure.add_subplot(grid[0])
    amount = figure.add_subplot(grid[1], sharex=shares)
    _stack(shares, report, words["rest"])
    starts, widths = _places(report)
    said = [period.mentions for period in report.periods]
    amount.bar(starts, said, width=widths, align="edge", color="#6B6B6B")
    shares.set_ylabel(words["share"])
    amount.set_ylabel(words["mentions"])
    _mark_turns([shares, amount], report)
    first, last = report.periods[0].start, report.periods[-1].end
    shares.set_xlim(first, last)  # type: ignore[arg-type]  # its stubs know no dates
    span = f"{spoken_day(first, report.language)} – {spoken_day(last, report.language)}"
    figure.text(0.07, 0.945, f"{words['title']}, {words[report.by]}", fontsize=15, weight="bold")
    figure.text(0.07, 0.91, span, fontsize=10, color="#444444")


def _stack(axes: Axes, report: Report, rest: str) -> None:
    """Bars that fill what was said; a period without mentions stays empty."""
    from matplotlib.ticker import PercentFormatter

    starts, widths = _places(report)
    said = [period.mentions > 0 for period in report.periods]
    floor = [0.0] * len(starts)
    layers = [
        (
            _label(theme),
            colour,
            [s if here else 0.0 for s, here in zip(theme.share, said, strict=True)],
        )
        for theme, colour in zip(_shown(report), _PALETTE, strict=False)
    ]
    drawn = [sum(heights) for heights in zip(*(layer[2] for layer in layers), strict=True)]
    left = [max(1 - most, 0.0) if here else 0.0 for most, here in zip(drawn, said, strict=True)]
    if max(left) > 1e-6:
        layers.append((rest, _REST, left))
    for label, colour, heights in layers:
        bars = axes.bar(starts, heights, widths, floor, align="edge", color=colour, label=label)
        for bar, period in zip(bars, report.periods, strict=True):
            bar.set_alpha(1.0 if period.mentions >= _FEW else 0.4)
        floor = [a + b for a, b in zip(floor, heights, strict=True)]
    axes.set_ylim(0, 1)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.tick_params(labelbottom=False)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    _explain(axes, report)


def _places(report: Report) -> tuple[list[float], list[float]]:
    """Where each period's bar begins and how wide it is, in days."""
    from matplotlib.dates import date2num

    starts = [float(date2num(period.start)) for period in report.periods]  # type: ignore[no-untyped-call]  # its stub has no types
    return starts, [(period.end - period.start).days + 1.0 for period in report.periods]


def _shown(report: Report) -> list[Theme]:
    """The themes with a colour of their own: those that moved at a turn first, then the most mentioned."""
    moved = {shift.theme for turn in report.changes for shift in (*turn.rose, *turn.fell)}
    first = sorted(report.themes, key=lambda theme: (theme.id not in moved, -theme.total))
    shown = {theme.id for theme in first[: len(_PALETTE)]}
    return [theme for theme in report.themes if theme.id in shown]


def _explain(axes: Axes, report: Report) -> None:
    from matplotlib.patches import Patch

    shown = [
        Patch(color=colour, label=_label(theme))
        for theme, colour in zip(_shown(report), _PALETTE, strict=False)
    ]
    words = _WORDS[report.language]
    if len(report.themes) > len(shown):
        shown.append(Patch(color=_REST, label=words["rest"]))
    handles, labels = shown, [str(patch.get_label()) for patch in shown]
    if any(0 < period.mentions < _FEW for period in report.periods):
        handles, labels = [Patch(color="white"), *handles], [words["few"], *labels]
    axes.legend(
        handles[::-1],
        labels[::-1],
        loc="upper left",
        bbox_to_anchor=(1.01, 1.0),
        frameon=False,
        fontsize=9,
    )


def _label(theme: Theme) -> str:
    words = one_line(theme.label).split(", ")
    return one_line(", ".join(words[:3]), 30)


def _mark_turns(both: Sequence[Axes], report: Report) -> None:
    """A dashed line at each turn, its range shaded, its day and what rose above, in two rows by turns."""
    first = report.periods[0].start
    whole = max((report.periods[-1].end - first).days, 1)
    ends = [-1.0, -1.0, -1.0]
    for turn in report.changes:
        for axes in both:
            axes.axvspan(turn.earliest, turn.latest, color="black", alpha=0.08, lw=0)  # type: ignore[arg-type]  # its stubs know no dates
            axes.axvline(turn.day, color="black", lw=1.1, ls=(0, (4, 3)))  # type: ignore[arg-type]  # its stubs know no dates
        at = (turn.day - first).days / whole
        text = _note(turn.day, [s.label for s in turn.rose], [s.label for s in turn.fell])
        size = 0.0095 * len(text)
        row = next((i for i, end in enumerate(ends) if at - size / 2 > end), None)
        if row is None:
            continue
        middle = min(max(at, size / 2), 1 - size / 2)
        ends[row] = middle + size / 2 + 0.01
        both[0].annotate(
            text,
            (at, 1.0),
            (middle, 1.015 + 0.032 * row),
            xycoords="axes fraction",
            ha="center",
            va="bottom",
            fontsize=8,
        )


def _note(day: date, rose: Sequence[str], fell: Sequence[str]) -> str:
    moved = [f"↑ {short(rose[0]).split('/')[0]}"] if rose else []
    moved += [f"↓ {short(fell[0]).split('/')[0]}"] if fell else []
    return f"{day.isoformat()} {' '.join(moved)}"
