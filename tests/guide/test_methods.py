"""Methods are files that a person can read, copy, edit and break."""

from pathlib import Path

import pytest

from selfmirror.guide.methods import FIRST, load_methods
from selfmirror.paths import shipped_methods


def test_the_two_shipped_methods_come_first_and_are_complete_in_both_languages() -> None:
    methods, broken = load_methods(shipped_methods())
    assert not broken
    assert [method.id for method in methods][:2] == list(FIRST)
    for method in methods:
        assert 5 <= len(method.steps) <= 7
        for step in method.steps:
            assert min(len(step.asks.ru), len(step.asks.en)) >= 4
            assert len(set(step.asks.ru)) == len(step.asks.ru)


def test_a_copied_method_wins_over_the_shipped_one(tmp_path: Path) -> None:
    text = (shipped_methods() / "want-now.md").read_text("utf-8")
    (tmp_path / "mine.md").write_text(text.replace("minutes: 20", "minutes: 7"), "utf-8")
    methods, broken = load_methods(shipped_methods(), tmp_path)
    assert not broken
    assert methods[0].minutes == 7


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("minutes: 20", "minutes: -3", "minutes"),
        ("moves: [step, socratic, reflect, contrast, direct, ground]", "moves: [praise]", "moves"),
        ("yields: want", "yields: gold", "yields"),
        ("id: want-now", "id: [want-now", "YAML"),
    ],
)
def test_a_broken_method_is_named_with_its_line_and_the_rest_still_load(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    text = (shipped_methods() / "want-now.md").read_text("utf-8")
    (tmp_path / "broken.md").write_text(text.replace(old, new, 1), "utf-8")
    methods, broken = load_methods(shipped_methods(), tmp_path)
    assert [method.id for method in methods] == list(FIRST)
    (one,) = broken
    line = text[: text.index(old)].count("\n") + 1
    assert abs(one.line - line) <= 1, str(one)
    assert problem in one.problem


@pytest.mark.parametrize("text", ["", "no front matter", "---\nid: x\n---\n", "\xff"])
def test_a_file_that_is_no_method_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "odd.md").write_bytes(text.encode("latin-1"))
    methods, broken = load_methods(tmp_path)
    assert not methods
    assert "odd.md, line" in str(broken[0])
