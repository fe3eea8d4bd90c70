"""Drift on the screen: sentences, a table, and a chart that fits a small terminal."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.pilot import Pilot

from selfmirror.drift.report import PeriodOf, Report, Theme
from selfmirror.tui.app import MirrorApp
from selfmirror.tui.widgets.chart import Estimate, ceiling, columns, fitted
from selfmirror.words.language import Language
from tests.tui.fakes import FakeDrift, mirror, shows

SMALL = (80, 24)


class SvgExtension(SingleFileSnapshotExtension):
    """A screenshot as a file that a browser shows."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


def theme(label: str, mentions: tuple[int, ...], share: tuple[float, ...]) -> Theme:
    return Theme(
        id=label,
        label=label,
        keywords=(label,),
        mentions=mentions,
        share=share,
        low=tuple(max(s - 0.1, 0.0) for s in share),
        high=tuple(min(s + 0.1, 1.0) for s in share),
        trend="rising",
        first=date(2026, 1, 3),
        last=date(2026, 4, 20),
        lived=1,
        stated=3,
        polarity=0.5,
        half_life_days=41.0,
        state_dependence=None,
    )


REPORT = Report(
    since=None,
    until=None,
    by="month",
    language=Language.RU,
    utterances=60,
    periods=tuple(
        PeriodOf(date(2026, month, 1), date(2026, month, 28), mentions, None, None)
        for month, mentions in ((1, 20), (2, 0), (3, 20), (4, 20))
    ),
    themes=(
        theme("книга [b]", (2, 0, 6, 9), (0.10, 0.25, 0.30, 0.45)),
        theme("работа", (18, 0, 14, 11), (0.90, 0.75, 0.70, 0.55)),
    ),
    sentences=("С января книга выросла с 10 % до 45 %.", "Поворот около 9 марта: «хочу писать»."),
)


@pytest.fixture
def drift() -> FakeDrift:
    return FakeDrift(
        {
            "month": REPORT,
            "quarter": replace(REPORT, by="quarter"),
            "week": replace(REPORT, by="week", periods=(), themes=(), sentences=()),
        }
    )


async def test_drift_tells_then_lists_then_draws(drift: FakeDrift) -> None:
    app = MirrorApp(mirror(drift=drift), place="drift")
    async with app.run_test(size=SMALL) as pilot:
        shown = await shows(pilot, "С января книга выросла с 10 % до 45 %.", "b/и Период")
        assert "28 %" in shown
        assert "45 % (35–55 %)" in shown
        assert "книга [b]" in shown
        assert "2026-01-01 – 2026-04-28" in shown
        assert "░░░░░" in shown


@pytest.mark.parametrize("key", ["b", "и"])
async def test_another_period_is_one_key_away(drift: FakeDrift, key: str) -> None:
    app = MirrorApp(mirror(drift=drift), place="drift")
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "месяцы")
        await pilot.press(key)
        await shows(pilot, "кварталы")
        assert [question.by for question in drift.asked] == ["month", "quarter"]


async def test_the_chart_follows_the_chosen_theme(drift: FakeDrift) -> None:
    app = MirrorApp(mirror(drift=drift), place="drift")
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "книга [b]  2026-01-01")
        await pilot.press("о")
        await shows(pilot, "работа  2026-01-01")
        await pilot.press("л")
        await shows(pilot, "книга [b]  2026-01-01")


async def test_too_little_evidence_is_said_plainly(drift: FakeDrift) -> None:
    drift.reports["month"] = drift.reports["week"]
    app = MirrorApp(mirror("en", drift=drift), place="drift")
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "too few dated words")


async def test_the_drift_screen_looks_as_it_did(
    drift: FakeDrift, snapshot: SnapshotAssertion
) -> None:
    app = MirrorApp(mirror(drift=drift), place="drift")
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "b/и Период", "░░░░░")
        picture = await at_rest(pilot)
    assert picture == snapshot(extension_class=SvgExtension)


async def at_rest(pilot: Pilot[None]) -> str:
    """The picture once it no longer changes, with its run-dependent class names made alike."""
    pictures = [""]
    for _ in range(100):
        await pilot.pause(0.1)
        picture = pilot.app.export_screenshot(title="drift")
        pictures.append(re.sub(r"terminal-\d+", "terminal", picture))
        if pictures[-1] == pictures[-2]:
            break
    return pictures[-1]


def test_a_period_without_words_leaves_a_gap() -> None:
    some = Estimate(0.2, 0.3, 0.4)
    assert columns([some, None, some], (3, 1)) == ["█ █"]


@given(
    st.lists(st.none() | st.builds(Estimate, *[st.floats(0, 1)] * 3), min_size=1, max_size=400),
    st.integers(1, 80),
)
def test_any_number_of_periods_fits_the_width(estimates: list[Estimate | None], width: int) -> None:
    lines = columns(estimates, (width, 6))
    assert len(lines) == 6
    assert all(len(line) <= width for line in lines)


def test_neighbours_that_share_a_place_are_averaged_over_what_is_known() -> None:
    low, high = Estimate(0.0, 0.2, 0.4), Estimate(0.2, 0.4, 0.6)
    assert fitted([low, high, None, high, None, None], 3) == [
        pytest.approx(Estimate(0.1, 0.3, 0.5)),
        high,
        None,
    ]


def test_a_column_shows_its_interval() -> None:
    assert columns([Estimate(0.25, 0.5, 1.0)], (1, 4)) == ["░", "░", "▒", "█"]


def test_one_wide_interval_does_not_flatten_the_rest() -> None:
    assert ceiling([Estimate(0.0, 0.1, 1.0), None]) == pytest.approx(0.2)
    assert ceiling([]) == 0.01
