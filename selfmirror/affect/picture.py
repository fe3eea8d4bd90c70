"""A picture of mood: valence, arousal and stress over time, and how many words they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selfmirror.errors import MirrorError, UsageError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from selfmirror.store.affects import MoodPeriod

# Okabe and Ito's colours, told apart by the colour-blind.
_ROWS = (
    ("valence", "#0072B2", (-1.0, 1.0)),
    ("arousal", "#E69F00", (0.0, 1.0)),
    ("stress", "#D55E00", (0.0, 1.0)),
)
_LARGEST_DOT = 120.0


def check_plot_path(path: Path) -> None:
    """Refuse what cannot be a picture before any work is done.

    Raises:
        UsageError: the name ends neither in .svg nor in .png.
    """
    if path.suffix.lower() not in {".svg", ".png"}:
        raise UsageError(f"--plot {path.name}: the name must end in .svg or .png")


def write_picture(periods: Sequence[MoodPeriod], path: Path) -> None:
    """Draw the means of the periods into an SVG or PNG file; larger dots rest on more utterances.

    Raises:
        MirrorError: there is nothing to draw, or the file cannot be written.
    """
    check_plot_path(path)
    if not periods:
        raise MirrorError("there is nothing to draw yet: no words have been read")
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    style: dict[Any, Any] = {"font.family": "DejaVu Sans", "svg.hashsalt": "selfmirror"}
    with rc_context(style):
        figure = Figure(figsize=(10, 6), dpi=120, layout="constrained")
        _draw(figure, periods)
        kind = path.suffix.lower().removeprefix(".")
        try:
            figure.savefig(path, format=kind, metadata={"Date": None} if kind == "svg" else None)
        except OSError as error:
            raise MirrorError(
                f"{path} cannot be written: {error.strerror}; give another --plot"
            ) from None


def _draw(figure: Figure, periods: Sequence[MoodPeriod]) -> None:
    most = max(period.utterances for period in periods)
    days: Any = [period.start for period in periods]
    sizes = [_LARGEST_DOT * period.utterances / most + 4 for period in periods]
    axes = figure.subplots(len(_ROWS), 1, sharex=True)
    for axis, (name, colour, span) in zip(axes, _ROWS, strict=True):
        means = [getattr(period, name) for period in periods]
        axis.plot(days, means, color=colour, linewidth=1.2)
        axis.scatter(days, means, s=sizes, color=colour, alpha=0.7, linewidths=0)
        axis.set_ylim(span)
        axis.set_ylabel(name)
        axis.axhline(0, color="#999999", linewidth=0.6)
        axis.spines[["top", "right"]].set_visible(False)
