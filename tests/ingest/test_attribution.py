"""What stands in the person's own notes as blocks of somebody else's words."""

from pathlib import Path

import pytest

from tests.ingest.exports import put
from tests.ingest.reading import parse, pieces

_STORY = (
    "The northern fleet has been reduced to eleven vessels since the agreement was signed, and officials in three capitals say "
    "that further cuts are likely before the end of the year, according to people familiar with the long and secret talks."
)


def _said(folder: Path, text: str, name: str) -> list[tuple[str, str]]:
    put(folder, {name: text})
    return [(piece.speaker.value, piece.text) for piece in pieces(folder / name)]


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_a_quotation_in_a_note_is_somebody_elses(tmp_path: Path, name: str) -> None:
    text = "Read:\n\n> I want kids.\n> Two.\n\nTrue.\n\n- > quoted\n\nLast."

    assert _said(tmp_path, text, name) == [
        ("me", "Read:"),
        ("other", "> I want kids.\n> Two."),
        ("me", "True."),
        ("other", "- > quoted"),
        ("me", "Last."),
    ]


def test_lines_around_a_quotation_in_one_paragraph_stay_the_persons(tmp_path: Path) -> None:
    said = _said(tmp_path, "Он пишет:\n> Хочу славы.\nА я нет.", "a.txt")

    assert said == [("me", "Он пишет:"), ("other", "> Хочу славы."), ("me", "А я нет.")]


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_an_article_in_a_note_is_somebody_elses_and_what_stands_around_it_is_not(
    tmp_path: Path, name: str
) -> None:
    text = (
        f"Tired.\n\nShips lose their crews\n\nBy Jane Doe\n\n{_STORY}\n\n{_STORY}\n\nRead more\n\n"
        "Same here: away."
    )

    said = _said(tmp_path, text, name)

    assert [text for who, text in said if who == "me"] == ["Tired.", "Same here: away."]
    (warning,) = parse(tmp_path / name)[0].warnings
    assert "pasted article" in warning


def test_an_article_ends_where_the_next_day_of_a_diary_begins(tmp_path: Path) -> None:
    text = (
        f"## 2024-01-05\n\nShips lose their crews\n\nBy Jane Doe\n\n{_STORY}\n\n{_STORY}\n\n{_STORY}\n\n"
        f"## 2024-01-06\n\n{_STORY}"
    )

    assert [who for who, _ in _said(tmp_path, text, "a.md")] == ["other"] * 5 + ["me"]


@pytest.mark.parametrize(
    ("asks", "answers", "above"),
    [
        ("Корр.: ", "Собеседник: ", ""),
        ("**Interviewer:** ", "**Jane Doe:** ", ""),
        ("Ведущий: ", "Иван Петров: ", "Вечер\n\n"),
        ("Q: ", "A: ", "# Interview with Jane Doe\n\n"),
        ("Вопрос: ", "Ответ: ", "# Интервью с Иваном\n\n"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_an_interview_is_nobodys_own_words_and_what_follows_it_is(
    tmp_path: Path, asks: str, answers: str, above: str, gap: str
) -> None:
    talk = gap.join(
        [f"{asks}Что дальше?", f"{answers}Хочу уехать.", f"{asks}Когда?", f"{answers}Скоро."]
    )

    said = _said(tmp_path, f"{above}{talk}\n\nА я останусь.", "a.md")

    assert [text for who, text in said if who == "me"] in (
        ["А я останусь."],
        ["Вечер", "А я останусь."],
    )
    assert ("other", "Хочу уехать.") in said


def test_in_a_talk_written_down_the_person_keeps_their_lines(tmp_path: Path) -> None:
    said = _said(tmp_path, "Я: Что с тобой?\nМама: Хочу домой.\nЯ: Приезжай.\nМама: Да.", "a.txt")

    assert said == [
        ("me", "Что с тобой?"),
        ("other", "Хочу домой."),
        ("me", "Приезжай."),
        ("other", "Да."),
    ]
