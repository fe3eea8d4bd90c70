"""Drift: how priorities moved, in sentences, then a table, then a chart of one theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, get_args

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from selfmirror.drift.drift import DriftQuestion, Period
from selfmirror.drift.wording import TRENDS, percent
from selfmirror.tui.keys import letter
from selfmirror.tui.messages import DriftDrawn
from selfmirror.tui.screens.screen import MirrorScreen
from selfmirror.tui.widgets.chart import Estimate, ceiling, columns, fitted
from selfmirror.tui.widgets.legend import Legend, Place
from selfmirror.words.language import Language
from selfmirror.words.printable import one_line, printable

if TYPE_CHECKING:
    from selfmirror.drift.report import Report, Theme

PERIODS: tuple[Period, ...] = get_args(Period)
CHART_HEIGHT = 6


class DriftScreen(MirrorScreen):
    """The report of all evidence, cut by week, month or quarter."""

    CSS_PATH = "drift.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        letter("b", "next_period", "period"),
        letter("j", "move(1)", "", show=False),
        letter("k", "move(-1)", "", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._by: Period = "month"
        self._report: Report | None = None

    def compose(self) -> ComposeResult:
        yield Place("drift", self.said)
        with VerticalScroll(id="sentences"):
            yield Static(id="summary")
        yield DataTable(id="themes", cursor_type="row", zebra_stripes=True)
        yield Static(id="chart")
        yield Legend(self.said)

    def on_mount(self) -> None:
        self.query_one("#summary", Static).update(Content(self.said["reading"]))

    def on_screen_resume(self) -> None:
        self.draw()

    @work(exclusive=True, group="drift")
    async def draw(self) -> None:
        """Ask how priorities moved."""
        question = DriftQuestion(by=self._by)

        def answer() -> Report:
            self.mirror.journal.reconcile()
            return self.mirror.drift.report(question)

        report = await self.outcome(answer)
        if report is not None:
            self.post_message(DriftDrawn(report))

    def on_drift_drawn(self, event: DriftDrawn) -> None:
        self._report = event.report
        self._tell(event.report)
        self._fill(event.report)
        self._chart()

    def on_resize(self) -> None:
        if self._report is not None:
            self._fill(self._report)
            self._chart()

    def on_data_table_row_highlighted(self) -> None:
        self._chart()

    def action_next_period(self) -> None:
        self._by = PERIODS[(PERIODS.index(self._by) + 1) % len(PERIODS)]
        self.draw()

    def action_move(self, step: int) -> None:
        table = self.query_one("#themes", DataTable)
        table.move_cursor(row=table.cursor_row + step)

    def _tell(self, report: Report) -> None:
        told = [printable(sentence) for sentence in report.sentences] or [self.said["drift_none"]]
        self.query_one("#summary", Static).update(Content("\n".join(told)))

    def _fill(self, report: Report) -> None:
        table = self.query_one("#themes", DataTable)
        row = table.cursor_row
        table.clear(columns=True)
        label = max(self.size.width - 55, 16)
        titles = [
            self.said[name] for name in ("theme", "share", "lately", "trend", "halflife_short")
        ]
        for title, width in zip(titles, (label, 6, 16, 10, 7), strict=True):
            table.add_column(Text(title), width=width)
        for theme in report.themes:
            table.add_row(*self._row(report, theme, label))
        table.move_cursor(row=min(row, max(len(report.themes) - 1, 0)))
        table.focus()

    def _row(self, report: Report, theme: Theme, label: int) -> list[Text]:
        whole = sum(period.mentions for period in report.periods)
        known = [one for one in _estimates(report, theme) if one is not None]
        low, share, high = (percent(end) for end in known[-1])
        half = "" if theme.half_life_days is None else f"{theme.half_life_days:.0f}"
        cells = (
            one_line(theme.label, label),
            percent(theme.total / whole),
            f"{share} ({low.removesuffix(' %')}–{high})",
            TRENDS[Language(self.face.language)][theme.trend],
            half,
        )
        return [Text(cell) for cell in cells]

    def _chart(self) -> None:
        themes = self._report.themes if self._report else ()
        row = self.query_one("#themes", DataTable).cursor_row
        drawn = Content("")
        if self._report and 0 <= row < len(themes):
            drawn = _chart_of(
                self._report,
                themes[row],
                self.size.width - 10,
                f"{self.said[self._report.by]}  {self.said['legend']}",
            )
        self.query_one("#chart", Static).update(drawn)


def _estimates(report: Report, theme: Theme) -> list[Estimate | None]:
    """A theme's share in each period, None where nothing was said at all."""
    courses = zip(theme.low, theme.share, theme.high, report.periods, strict=True)
    return [Estimate(*ends) if period.mentions else None for *ends, period in courses]


def _chart_of(report: Report, theme: Theme, width: int, legend: str) -> Content:
    """One theme's shares with their 90 % intervals, a scale on the left, the span of days above."""
    estimates = fitted(_estimates(report, theme), width)
    lines = columns(estimates, (width, CHART_HEIGHT))
    top = percent(ceiling(estimates))
    scale = [f"{top:>6} ┤", *["       │"] * (CHART_HEIGHT - 2), f"{'0 %':>6} ┤"]
    span = f"{report.periods[0].start:%Y-%m-%d} – {report.periods[-1].end:%Y-%m-%d}"
    return Content("\n").join(
        [
            Content.assemble(
                (one_line(theme.label, width // 2), "bold"), (f"  {span}  {legend}", "dim")
            ),
            *(Content(f"{mark}{line}") for mark, line in zip(scale, lines, strict=True)),
        ]
    )
