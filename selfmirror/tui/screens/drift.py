"""Drift: how priorities moved, in sentences, then a table, then a chart of one theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, get_args

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from selfmirror.drift.drift import DriftQuestion, Period
from selfmirror.tui.keys import letter
from selfmirror.tui.messages import DriftDrawn
from selfmirror.tui.screens.screen import MirrorScreen
from selfmirror.tui.widgets.chart import columns, spark
from selfmirror.tui.widgets.legend import Legend, Place
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
        with VerticalScroll(id="sentences", can_focus=False):
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
        report = await self.outcome(lambda: self.mirror.drift.report(question))
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
        told = printable(report.summary).strip() or self.said["drift_none"]
        self.query_one("#summary", Static).update(Content(told))

    def _fill(self, report: Report) -> None:
        table = self.query_one("#themes", DataTable)
        row = table.cursor_row
        table.clear(columns=True)
        room = self.size.width
        label, course = max(room // 4, 12), max(room - room // 4 - 46, 8)
        table.add_column(self.said["theme"], width=label)
        table.add_column(self.said["share"], width=12)
        table.add_column(self.said["trend"], width=10)
        table.add_column(self.said["halflife_short"], width=7)
        table.add_column(f"{self.said['course']}: {self.said[report.by]}"[:course], width=course)
        top = max((share for theme in report.themes for share in theme.share), default=0.0)
        for theme in report.themes:
            table.add_row(*self._row(theme, label, course, top))
        table.move_cursor(row=min(row, max(len(report.themes) - 1, 0)))
        table.focus()

    def _row(self, theme: Theme, label: int, course: int, top: float) -> tuple[Content, ...]:
        first, last = theme.share[0], theme.share[-1]
        half = "" if theme.half_life_days is None else f"{theme.half_life_days:.0f}"
        cells = (
            one_line(theme.label, label),
            f"{first:.0%} → {last:.0%}",
            self.said[f"trend_{theme.trend}"],
            half,
            spark(theme.share, course, top),
        )
        return tuple(Content(cell) for cell in cells)

    def _chart(self) -> None:
        self.query_one("#chart", Static).update(self._chart_of(self._chosen))

    @property
    def _chosen(self) -> Theme | None:
        themes = self._report.themes if self._report else ()
        row = self.query_one("#themes", DataTable).cursor_row
        return themes[row] if 0 <= row < len(themes) else None

    def _chart_of(self, theme: Theme | None) -> Content:
        if theme is None or self._report is None:
            return Content("")
        width = self.size.width - 10
        lines = columns(theme.share, theme.low, theme.high, (width, CHART_HEIGHT))
        top = max([*theme.high, 0.01])
        scale = [f"{top:>6.0%} ┤", *["       │"] * (CHART_HEIGHT - 2), f"{0:>6.0%} ┤"]
        first, last = self._report.periods[0].start, self._report.periods[-1].end
        axis = f"{first:%Y-%m-%d} – {last:%Y-%m-%d}"
        body = [f"{mark}{line}" for mark, line in zip(scale, lines, strict=True)]
        return Content("\n").join(
            [
                Content.styled(one_line(theme.label, width), "bold"),
                Content("\n".join(body)),
                Content.styled(f"        {axis}", "dim"),
            ]
        )
