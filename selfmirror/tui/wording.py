"""What the app says, in the person's language."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal

Lang = Literal["ru", "en"]

_RU = {
    "session": "Сессия",
    "drift": "Дрейф",
    "memory": "Память",
    "quit": "Выход",
    "send": "Отправить",
    "newline": "Строка",
    "end": "Завершить",
    "keys": "Клавиши",
    "write": "Писать",
    "confirm": "Верно",
    "reject": "Неверно",
    "yes": "Да",
    "no": "Нет",
    "edit": "Правка",
    "skip": "Позже",
    "period": "Период",
    "all": "Все",
    "another": "Ещё сессия",
    "methods": "С чего начать",
    "thinking": "…",
    "insight": "Вывод",
    "ended": "Сессия записана:",
    "unsaved": "Не записано:",
    "saved": "Сказанное сохранено; продолжить: selfmirror session --resume",
    "reading": "Перечитываю записи; после новых слов это занимает несколько секунд…",
    "beliefs_none": "Пока ничего: память растёт из сессий и импорта.",
    "drift_none": "Датированных слов пока мало, чтобы говорить о сдвигах.",
    "theme": "тема",
    "share": "доля",
    "trend": "ход",
    "halflife_short": "½, дн.",
    "lately": "сейчас, 90 %",
    "legend": "▒ доля ░ 90 %",
    "week": "недели",
    "month": "месяцы",
    "quarter": "кварталы",
    "candidate": "кандидат",
    "confirmed": "подтверждено",
    "rejected": "отклонено",
    "unexpected": "Сбой {kind}; то, что было записано, цело",
}

_EN = {
    "session": "Session",
    "drift": "Drift",
    "memory": "Memory",
    "quit": "Quit",
    "send": "Send",
    "newline": "New line",
    "end": "End",
    "keys": "Keys",
    "write": "Write",
    "confirm": "True",
    "reject": "Not true",
    "yes": "Yes",
    "no": "No",
    "edit": "Edit",
    "skip": "Later",
    "period": "Period",
    "all": "All",
    "another": "Another",
    "methods": "Where to begin",
    "thinking": "…",
    "insight": "Insight",
    "ended": "The session is written to",
    "unsaved": "Not recorded:",
    "saved": "What was said is saved; go on with: selfmirror session --resume",
    "reading": "Reading your words anew; after new ones it takes a few seconds…",
    "beliefs_none": "Nothing yet: memory grows from sessions and imports.",
    "drift_none": "There are too few dated words to speak of a shift.",
    "theme": "theme",
    "share": "share",
    "trend": "trend",
    "halflife_short": "½ days",
    "lately": "lately, 90 %",
    "legend": "▒ share ░ 90 %",
    "week": "weeks",
    "month": "months",
    "quarter": "quarters",
    "candidate": "candidate",
    "confirmed": "confirmed",
    "rejected": "rejected",
    "unexpected": "{kind} failed; what was recorded is whole",
}

WORDING: Mapping[Lang, Mapping[str, str]] = {"ru": _RU, "en": _EN}


def face_language(chosen: str, environment: Mapping[str, str] = os.environ) -> Lang:
    """The language of labels: as configured, else the locale's where it is Russian, else English."""
    if chosen in WORDING:
        return "ru" if chosen == "ru" else "en"
    locale = next(
        (environment[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(n)), ""
    )
    return "ru" if locale.lower().startswith("ru") else "en"
