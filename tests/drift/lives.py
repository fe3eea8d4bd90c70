"""Synthetic lives: diaries in both languages whose turns are known because they were planted."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from selfmirror.words.utterance import Utterance
from tests.fakes.words import said

RU: Mapping[str, Sequence[str]] = {
    "running": (
        "Утром бегал в парке, колено почти не болит после пробежки.",
        "Пробежка вышла длинная, стадион пустой, пульс ровный.",
        "Тренировка тяжёлая, зато марафон уже не пугает.",
        "Купил кроссовки, завтра пробежка на стадион.",
        "Колено ноет, тренировку сократил, марафон под вопросом.",
    ),
    "book": (
        "Писал книгу, глава про деда сдвинулась.",
        "Редактор прислал правки, рукопись снова на столе.",
        "Глава не идёт, рукопись лежит, злюсь на себя.",
        "Хочу закончить книгу до осени, редактор ждёт.",
        "Перечитал рукопись, одна глава лишняя.",
    ),
    "work": (
        "На работе снова совещание, начальник недоволен отчётом.",
        "Отчёт сдал, совещание отменили, начальник молчит.",
        "Клиент переносит проект, работа стоит.",
        "Проект сдали, клиент доволен, отчёт завтра.",
        "Начальник предложил новый проект, совещание в понедельник.",
    ),
    "family": (
        "Дочь рисовала весь вечер, мама приехала в гости.",
        "Мама звонила, у сестры опять ссора.",
        "С дочкой ходили в зоопарк, сестра была с нами.",
        "Сестра родила, мама плачет от счастья.",
        "Дочь заболела, мама сидела с ней до ночи.",
    ),
}
EN: Mapping[str, Sequence[str]] = {
    "running": (
        "I ran in the park this morning and the knee held after the run.",
        "A long run today, the stadium was empty and the pulse was even.",
        "The training was hard but the marathon is no longer a fright.",
        "I bought new shoes for the marathon and a run at the stadium.",
        "The knee hurts, so I cut the training and the marathon is in doubt.",
    ),
    "book": (
        "I wrote the book again and the chapter about the grandfather moved.",
        "The editor sent the manuscript back and I read the chapter twice.",
        "The chapter is stuck and the manuscript lies on the desk.",
        "I want to finish the book by autumn because the editor is waiting.",
        "Went through the manuscript with the editor and cut a chapter.",
    ),
    "work": (
        "Another meeting at the office and the boss did not like the report.",
        "I sent the report, the meeting was cancelled and the boss is silent.",
        "The client moved the project and the office is quiet.",
        "The project is shipped, the client is content and the report is due.",
        "The boss offered a new project after the meeting with the client.",
    ),
    "family": (
        "My daughter drew at the table and my mother came for the visit.",
        "My mother called about my sister and the quarrel.",
        "We took my daughter to the zoo with my sister.",
        "My sister had a baby and my mother is in tears.",
        "My daughter is ill and my mother sat by the bed.",
    ),
}


TURNED = [(6.0, 1.0, 3.0, 2.0), (1.0, 6.0, 3.0, 2.0)]
"""From running to the book, half-way."""


def life(
    sentences: Mapping[str, Sequence[str]],
    weights: Sequence[tuple[float, ...]],
    *,
    days: int = 120,
    seed: int = 0,
    start: date = date(2024, 1, 1),
) -> list[Utterance]:
    """Up to three sentences a day; the weights of the themes change at equal parts of the time."""
    chance = random.Random(seed)  # noqa: S311 - seeded, for a test
    themes = list(sentences)
    found = []
    for day in range(days):
        now = weights[min(day * len(weights) // days, len(weights) - 1)]
        for _ in range(chance.choice((0, 1, 1, 2, 3))):
            theme = chance.choices(themes, now)[0]
            when = (start + timedelta(days=day)).isoformat()
            found.append(said(chance.choice(sentences[theme]), when, source=f"diary {seed}"))
    return list({utterance.id: utterance for utterance in found}.values())
