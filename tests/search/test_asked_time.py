"""The time that a question names, in both languages: when it is a filter, and when it is none."""

from datetime import date

import pytest

from selfmirror.search.asked_time import asked_time, dated
from selfmirror.search.finder import Query

TODAY = date(2026, 5, 10)
"""A Sunday."""


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("what did I want last spring", "2025-03-01", "2025-05-31"),
        ("чего я хотел прошлой весной", "2025-03-01", "2025-05-31"),
        ("how did I feel in May 2023", "2023-05-01", "2023-05-31"),
        ("Чего я хотел в мае?", "2026-05-01", "2026-05-10"),
        ("О чём я думал на прошлой неделе?", "2026-04-27", "2026-05-03"),
        ("what did I say yesterday?", "2026-05-09", "2026-05-09"),
        ("о чём я писал два года назад", "2023-11-09", "2024-12-31"),
        ("what was I afraid of before 2020", None, "2019-12-31"),
        ("чего я боялся с марта по июнь", "2025-03-01", "2025-06-30"),
        ("what have I wanted since last summer", "2025-06-01", None),
        ("what did I write between March and June 2024", "2024-03-01", "2024-06-30"),
        ("о чём я мечтал летом 2019", "2019-06-01", "2019-08-31"),
        ("what did I decide a month ago", "2026-03-30", "2026-04-21"),
        ("Last year, what mattered to me?", "2025-01-01", "2025-12-31"),
        ("what did I want in March?", "2026-03-01", "2026-03-31"),
        ("Чего я хотела в ноябре?", "2025-11-01", "2025-11-30"),
        ("Что я решил в марте 2024 года?", "2024-03-01", "2024-03-31"),
        ("Чего я боялся в мае прошлого года?", "2025-05-01", "2025-05-31"),
        ("Чего я хотел в 2024 году?", "2024-01-01", "2024-12-31"),
        ("Чего я хотел в прошлом году?", "2025-01-01", "2025-12-31"),
        ("О чём я мечтал в позапрошлом году", "2024-01-01", "2024-12-31"),
        ("what did I want last month?", "2026-04-01", "2026-04-30"),
        ("Чего я хотел 3 недели назад?", "2026-04-14", "2026-04-24"),
        ("Что я думал полгода назад?", "2025-10-08", "2025-12-09"),
        ("Чего я боялся зимой?", "2025-12-01", "2026-02-28"),
        ("What did I write over the winter of 2025-26?", "2025-12-01", "2026-02-28"),
        ("museum last spring", "2025-03-01", "2025-05-31"),
        ("страхи летом 2019", "2019-06-01", "2019-08-31"),
        ("fears, summer 2019", "2019-06-01", "2019-08-31"),
        ("записи о работе за март 2025", "2025-03-01", "2025-03-31"),
        ("my notes from May 2023 on Rome", "2023-05-01", "2023-05-31"),
        ("what did I say on May 3rd, 2023", "2023-05-03", "2023-05-03"),
        ("Что я писал 3 мая 2023 года", "2023-05-03", "2023-05-03"),
        ("что меня радовало за последние две недели", "2026-04-26", "2026-05-10"),
        ("what did I worry about in the past few months", "2025-11-08", "2026-05-10"),
        ("что изменилось, чего я хочу, с прошлого лета", None, None),
        ("о чём я писал до прошлой весны", None, "2025-02-28"),
        ("о чём я писал после мая 2023", "2023-06-01", None),
        ("Can you remind me what I promised last Friday?", "2026-05-08", "2026-05-08"),
        ("what did I want in 2018-2019", "2018-01-01", "2019-12-31"),
        ("Что я писал с 3 по 15 апреля 2024", "2024-04-03", "2024-04-15"),
        # What happened is told of then or later.
        ("what did I buy 10 days ago", "2026-04-27", "2026-05-10"),
        ("где я был в мае 2023", "2023-05-01", "2023-07-01"),
        ("Which city did we visit in the summer of 2021?", "2021-06-01", "2021-11-30"),
    ],
)
def test_a_time_that_tells_when_is_a_filter(
    question: str, since: str | None, until: str | None
) -> None:
    asked = dated(Query(question), TODAY)
    assert (asked.since and asked.since.isoformat(), asked.until and asked.until.isoformat()) == (
        since,
        until,
    )


@pytest.mark.parametrize(
    "question",
    [
        "my plan for next summer",
        "the 2019 trip",
        "when did I go to Rome last year",
        "Когда я был в Риме в прошлом году?",
        "how long did I live in Rome in 2019",
        "How many days did I run in May 2023?",
        "I was in Rome for two years",
        "когда мне было 20 лет",
        "what did I do at 20:19",
        "что говорила Майя в школе",
        "May I ask what I wanted",
        "what did March say about the second offer",
        "Did I fall in love with spring rolls?",
        "wait a second",
        '"last spring" what did I write',
        "«прошлой весной» о чём я писал",
        "what did I think of 'Last Year'",
        "run -yesterday",
        "Do I want to go to Portugal in May?",
        "Хочу ли я в Португалию в мае?",
        "What do I want in 2030?",
        "Хочу ли я летом на море?",
        "What will I do in 2027",
        "last year's goals",
        "what did I say about last spring",
        "what did I write about the trip in 2019",
        "что я писал о поездке в мае 2023",
        "the last summer job",
        "итоги прошлого года",
        "планы на лето 2024",
        "What am I afraid of in winter",
        "what did I think when I lived in Rome in 2019",
        "что я думал, когда жил в Риме в 2019",
        "What did I finish in January and March?",
        "what did I want last week and in 2019",
        "the week before May 2023",
        "in 2000 words, what did I write",
        "last spring",
        "вчера",
        "два года назад",
        "Чего я хочу?",
        "what did I want",
        "в 2000 рублей обошёлся обед",
        "what is it like in summer 2019",
        "yesterday's talk",
        "что я ел каждое лето 2019",
        "What was the population of Warsaw in 1901?",
    ],
)
def test_any_other_time_is_none(question: str) -> None:
    assert dated(Query(question), TODAY) == Query(question)


def test_the_words_for_the_time_are_remembered_and_not_searched_for() -> None:
    asked = dated(Query("Чего я хотел Прошлой весной от «книги»?", k=3), TODAY)
    assert (asked.text, asked.asked_when, asked.k) == (
        "Чего я хотел от «книги»?",
        "Прошлой весной",
        3,
    )


@pytest.mark.parametrize("given", [{"since": date(2020, 1, 1)}, {"until": date(2020, 1, 1)}])
def test_days_that_were_given_are_kept(given: dict[str, date]) -> None:
    asked = Query("what did I want last spring", **given)  # type: ignore[arg-type]
    assert dated(asked, TODAY) is asked


def test_no_day_is_after_today() -> None:
    asked = asked_time("what did I want this month", TODAY)
    assert asked is not None
    assert asked.until == TODAY
