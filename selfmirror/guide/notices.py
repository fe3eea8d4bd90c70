"""What the guide says about the session itself: its introduction, its commands, its notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfmirror.guide.method import Both
from selfmirror.guide.voice import spoken_day
from selfmirror.words.language import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selfmirror.affect.reading import Reading
    from selfmirror.guide.method import Method
    from selfmirror.words.quote import Quote

EMBEDDED = Both(
    "Говорит встроенный проводник: без модели и без сети, только ваши слова и даты.",
    "The embedded guide speaks: no model, no network, only your words and their dates.",
)
MODEL = Both("Отвечает модель {name}.", "The model {name} answers.")
HINT = Both("/help — команды, /end — закончить.", "/help lists the commands, /end finishes.")
FOLLOWS = Both(
    "You may answer in English: the language follows your words.",
    "Можно отвечать по-русски: язык последует за вашими словами.",
)
RESUMED = Both("Сессия продолжается.", "The session goes on.")
LENGTH = Both(
    "«{title}», около {minutes} минут. {purpose}", "“{title}”, about {minutes} minutes. {purpose}"
)
HELP = Both(
    "/why — почему такой ответ; /evidence — цитаты последнего ответа; /mode auto|direct|socratic; "
    "/skip — следующий шаг; /back — предыдущий; /mood — что прочитано о состоянии; "
    "/nudge off — не говорить непрошеного; /undo — взять последний ответ назад; /end — закончить",
    "/why: the reason of the last reply; /evidence: its quotes; /mode auto|direct|socratic; /skip: next step; "
    "/back: the step before; /mood: what was read of your state; /nudge off: nothing unasked here; "
    "/undo: take the last answer back; /end: finish",
)
NO_COMMAND = Both("Такой команды нет.", "There is no such command.")
MODE_SET = Both("Режим: {mode}.", "Mode: {mode}.")
QUIET = Both(
    "В этой сессии непрошеного больше не будет.", "Nothing unasked in this session any more."
)
NOTHING_YET = Both("Пока нечего показать.", "There is nothing to show yet.")
NO_QUOTES = Both("Последний ответ не опирается на цитаты.", "The last reply rests on no quotes.")
FIRST_STEP = Both("Это первый шаг.", "This is the first step.")
LAST_STEP = Both("Это последний шаг; /end закончит.", "This is the last step; /end finishes.")
UNDONE = Both(
    "Последний ответ взят назад: в этой сессии он не учитывается. В файле {path} слова остались, там их можно стереть.",
    "The last answer is taken back and does not count in this session. The words are still in {path}; erase them there.",
)
FELL_BACK = Both(
    "Модель не ответила ({problem}); на этот ход отвечает встроенный проводник.",
    "The model did not answer ({problem}); the embedded guide takes this turn.",
)
NO_RECALL = Both(
    "Прежние записи сейчас не читаются ({problem}); ответ без них.",
    "Earlier entries cannot be read now ({problem}); the reply does without them.",
)
NO_INSIGHTS = Both(
    "Выводов нет: сказано слишком мало, чтобы что-то запомнить.",
    "No insights: too little was said to remember anything.",
)
CONFIRMED = Both("Запомнено: {text}", "Remembered: {text}")
REJECTED = Both("Отклонено.", "Rejected.")
UNCLEAR = Both(
    "Ответьте д (запомнить), н (отклонить) или е НОВЫЙ ТЕКСТ. Пока это остаётся кандидатом.",
    "Answer y (remember), n (reject) or e NEW TEXT. Until then it stays a candidate.",
)
INSIGHTS = Both("Выводы", "Insights")
THEN_NOW = Both("{then}; сегодня «{now}»", "{then}; today “{now}”")
_UNSURE = Both("Сказать о состоянии уверенно нельзя.", "The state cannot be read with confidence.")
_STATE = Both(
    "Последние слова: тон {valence:+.1f}, возбуждение {arousal:.1f}, напряжение {stress:.1f}{labels}. "
    "Поправить можно командой selfmirror mood correct.",
    "The last words: valence {valence:+.1f}, arousal {arousal:.1f}, stress {stress:.1f}{labels}. "
    "`selfmirror mood correct` corrects it.",
)


def introduction(method: Method, language: Language, model: str | None, *, guessed: bool) -> str:
    """What a session says of itself before the first question."""
    what = LENGTH.in_(language).format(
        title=method.title.in_(language),
        minutes=method.minutes,
        purpose=method.purpose.in_(language),
    )
    speaks = MODEL.in_(language).format(name=model) if model else EMBEDDED.in_(language)
    lines = [what, speaks, HINT.in_(language)]
    return "\n".join([*lines, FOLLOWS.in_(language)] if guessed else lines)


def mood_line(reading: Reading | None, language: Language) -> str:
    """What was read of the person's last words, or that it cannot be said."""
    if reading is None or not reading.known:
        return _UNSURE.in_(language)
    labels = f" ({', '.join(reading.labels)})" if reading.labels else ""
    return _STATE.in_(language).format(
        valence=reading.valence, arousal=reading.arousal, stress=reading.stress, labels=labels
    )


def quote_lines(quotes: Sequence[Quote], language: Language) -> str:
    """Quotes one a line, each with its date and source."""
    marks = "«»" if language is Language.RU else "“”"
    return "\n".join(
        f"{spoken_day(quote.said, language) or '?'}, {quote.source}: {marks[0]}{quote.text}{marks[1]}"
        for quote in quotes
    )
