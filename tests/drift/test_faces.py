"""What the person sees: the command, the chart and the picture."""

import json
import struct
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from selfmirror.cli.app import main
from selfmirror.drift.chart import chart
from selfmirror.drift.drift import Drift, DriftQuestion
from selfmirror.drift.picture import write_picture
from selfmirror.drift.report import Report
from selfmirror.errors import MirrorError
from selfmirror.paths import Home
from selfmirror.store.database import Store
from selfmirror.words.language import Language
from tests.fakes.clocks import FixedClock

Screen = pytest.CaptureFixture[str]


@pytest.fixture
def report(russian: Store) -> Report:
    return Drift(russian, FixedClock()).report(DriftQuestion(by="week"))


def test_the_chart_fits_eighty_columns_and_marks_the_turn(report: Report) -> None:
    lines = chart(report)
    assert max(map(len, lines)) <= 80
    assert len(lines) == len(report.themes) + 2
    assert "▲" in lines[-2]
    assert lines[-1].split() == ["2024-01-01", "2024-05-05"]
    assert chart(Report(None, None, "month", Language.EN, 0)) == []


def test_periods_of_few_mentions_are_drawn_full_and_set_no_scale(report: Report) -> None:
    alone, other, *_ = report.themes
    ends = len(alone.mentions) - 1
    held = replace(alone, mentions=(3, *(0 for _ in range(ends))))
    most = replace(other, mentions=(0, *(10 for _ in range(ends))))
    periods = tuple(
        replace(period, mentions=n)
        for period, n in zip(report.periods, (3, *(30 for _ in range(ends))), strict=True)
    )
    few, many, *_ = chart(replace(report, themes=(held, most), periods=periods))
    assert "█" in few
    assert few.endswith("≤100%")
    assert "█" in many
    assert many.endswith("≤ 33%")


@pytest.mark.slow
def test_a_picture_is_drawn_and_drawn_alike(report: Report, tmp_path: Path) -> None:
    png, svg, again = tmp_path / "a.png", tmp_path / "a.svg", tmp_path / "b.svg"
    for path in (png, svg, again):
        write_picture(report, path)
    assert struct.unpack(">II", png.read_bytes()[16:24]) == (1800, 1050)
    assert ElementTree.parse(svg).getroot().tag.endswith("svg")  # noqa: S314 - our own file
    assert svg.read_bytes() == again.read_bytes()
    assert sorted(path.name for path in tmp_path.glob("*.tmp")) == []


def test_nothing_to_draw_is_said(tmp_path: Path) -> None:
    with pytest.raises(MirrorError, match="nothing to draw"):
        write_picture(Report(None, None, "month", Language.EN, 0), tmp_path / "a.png")


def test_a_picture_that_cannot_be_written_is_one_line(report: Report, tmp_path: Path) -> None:
    with pytest.raises(MirrorError, match="not written"):
        write_picture(report, tmp_path / "nowhere" / "a.png")


def test_drift_answers_in_words_then_table_then_chart(english: Store, capsys: Screen) -> None:
    assert main(["drift", "--since", "2024", "--home", str(english.home.root)]) == 0
    out = capsys.readouterr().out
    words, table, blocks = out.split("\n\n")
    assert "the turn is around" in words
    assert "rising" in table
    assert "▲" in blocks
    assert max(len(line) for line in blocks.splitlines()) <= 80


def test_drift_gives_the_promised_json(russian: Store, capsys: Screen) -> None:
    assert main(["drift", "--by", "month", "--json", "--home", str(russian.home.root)]) == 0
    got = json.loads(capsys.readouterr().out)
    assert {"since", "until", "by", "periods", "themes", "changes", "summary"} <= got.keys()
    assert {"start", "end", "mentions", "stress"} <= got["periods"][0].keys()
    ids = {theme["id"] for theme in got["themes"]}
    for theme in got["themes"]:
        for key in ("mentions", "share", "low", "high"):
            assert len(theme[key]) == len(got["periods"])
        assert {
            "label",
            "keywords",
            "trend",
            "first",
            "last",
            "half_life_days",
            "state_dependence",
        } <= theme.keys()
    (change,) = got["changes"]
    assert set(change["rose"] + change["fell"]) <= ids
    assert {"date", "earliest", "latest", "p_value"} <= change.keys()
    assert {"theme", "said_at", "quote", "source"} <= change["evidence"][0].keys()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--since", "2024-02-31"], 2),
        (["--since", "2024-03", "--until", "2024-01"], 2),
        (["--plot", "drift.pdf"], 2),
        (["--by", "decade"], 2),
        (["--theme", "dragons"], 2),
        ([], 0),
    ],
)
def test_a_request_that_cannot_be_meant_is_one_line(
    home: Home, capsys: Screen, words: list[str], code: int
) -> None:
    assert main(["drift", *words, "--home", str(home.root)]) == code
    said = capsys.readouterr()
    assert len((said.err + said.out).splitlines()) == 1


def test_an_empty_home_has_no_picture_and_that_is_no_failure(
    home: Home, tmp_path: Path, capsys: Screen
) -> None:
    plot = tmp_path / "drift.svg"
    assert main(["drift", "--plot", str(plot), "--home", str(home.root)]) == 0
    assert "is not drawn" in capsys.readouterr().err
    assert not plot.exists()


def test_a_plot_in_a_folder_that_is_not_there_fails_in_one_line(
    english: Store, tmp_path: Path, capsys: Screen
) -> None:
    plot = tmp_path / "nowhere" / "a.png"
    assert main(["drift", "--plot", str(plot), "--home", str(english.home.root)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
