"""The time that a question names, in both languages."""

from datetime import date

import pytest

from selfmirror.guide.asked_when import asked_time

TODAY = date(2026, 5, 10)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("Чего я хотел в марте?", "2026-03-01", "2026-03-31"),
        ("what did I want in March?", "2026-03-01", "2026-03-31"),
        ("Чего я хотела в ноябре?", "2025-11-01", "2025-11-30"),
        ("Что я решил в марте 2024 года?", "2024-03-01", "2024-03-31"),
        ("What did I decide in March of 2024?", "2024-03-01", "2024-03-31"),
        ("Чего я боялся в мае прошлого года?", "2025-05-01", "2025-05-31"),
        ("what did I want in May?", "2026-05-01", "2026-05-10"),
        ("What do I know of 2024, or in 2024?", "2024-01-01", "2024-12-31"),
        ("Чего я хотел в 2024 году?", "2024-01-01", "2024-12-31"),
        ("Чего я хотел в прошлом году?", "2025-01-01", "2025-12-31"),
        ("what did I want last month?", "2026-04-01", "2026-04-30"),
        ("О чём я думал на прошлой неделе?", "2026-04-27", "2026-05-03"),
        ("what did I say yesterday?", "2026-05-09", "2026-05-09"),
        ("Чего я хотел 3 недели назад?", "2026-04-19", "2026-04-19"),
        ("what did I want 3 weeks ago?", "2026-04-19", "2026-04-19"),
        ("Чего я хотел весной 2026?", "2026-03-01", "2026-05-10"),
        ("Чего я хотела осенью 2025 года?", "2025-09-01", "2025-11-30"),
        ("Чего я хотел прошлым летом?", "2025-06-01", "2025-08-31"),
        ("Что я решил весной прошлого года?", "2025-03-01", "2025-05-31"),
        ("Чего я боялся зимой?", "2025-12-01", "2026-02-28"),
        ("Чего я хотел зимой 2023?", "2023-12-01", "2024-02-29"),
        ("What did I want in spring 2026?", "2026-03-01", "2026-05-10"),
        ("what did I want last summer?", "2025-06-01", "2025-08-31"),
        ("What did I write over the winter of 2025-26?", "2025-12-01", "2026-02-28"),
    ],
)
def test_a_time_in_the_question_is_heard(question: str, first: str, last: str) -> None:
    rest, span = asked_time(question, TODAY)
    assert span is not None
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)
    assert rest != question


@pytest.mark.parametrize(
    "question",
    [
        "Чего я хочу?",
        "Do I want to go to Portugal in May?",
        "Хочу ли я в Португалию в мае?",
        "What do I want in 2030?",
        "Хочу ли я летом на море?",
        "Did I fall in love with spring rolls?",
    ],
)
def test_a_question_about_now_or_what_is_to_come_names_no_past(question: str) -> None:
    assert asked_time(question, TODAY) == (question, None)
