"""What the guide says about the session itself: its introduction, its commands, its notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfmirror.guide.method import Both
from selfmirror.guide.quoting import inside
from selfmirror.guide.strategy import Strategy
from selfmirror.words.language import Language
from selfmirror.words.spoken import spoken_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    "/why — почему такой ответ\n/evidence — цитаты, на которых он стоит\n"
    "/mode auto|direct|socratic — сам, отвечать, спрашивать\n/skip — следующий шаг\n/back — предыдущий шаг\n"
    "/mood — что прочитано о состоянии\n/nudge off — не говорить непрошеного\n"
    "/undo — взять ваши последние слова назад\n/end — закончить и выбрать, что запомнить",
    "/why: the reason of the last reply\n/evidence: the quotes it rests on\n"
    "/mode auto|direct|socratic: as it judges, answers, questions\n/skip: the next step\n/back: the step before\n"
    "/mood: what was read of your state\n/nudge off: nothing unasked here\n"
    "/undo: take your last words back\n/end: finish, and choose what to remember",
)
NO_COMMAND = Both("Такой команды нет.", "There is no such command.")
MODES_ARE = Both("Режим: {mode}. Есть {modes}.", "Mode: {mode}. There are {modes}.")
MODE_SET = Both("Режим: {mode}.", "Mode: {mode}.")
QUIET = Both(
    "В этой сессии непрошеного больше не будет.", "Nothing unasked in this session any more."
)
NOTHING_YET = Both("Пока нечего показать.", "There is nothing to show yet.")
NO_QUOTES = Both("Последний ответ не опирается на цитаты.", "The last reply rests on no quotes.")
TOO_LONG = Both(
    "Это слишком длинно для одной реплики ({letters} знаков, можно {most}); сохранено ничего не было: "
    "дайте этот текст команде `selfmirror note` или `selfmirror import`, а здесь скажите короче.",
    "That is too long for one turn ({letters} characters, at most {most}); nothing of it was kept: "
    "give it to `selfmirror note` or `selfmirror import`, and say it in short here.",
)
FIRST_STEP = Both("Это первый шаг.", "This is the first step.")
LAST_STEP = Both("Это последний шаг; /end закончит.", "This is the last step; /end finishes.")
UNDONE = Both(
    "Ваши последние слова взяты назад: ни память, ни поиск, ни ответы их больше не знают. В файле {path} они остались под пометкой, там их можно стереть.",
    "Your last words are taken back: memory, search and answers know them no more. They are still in {path}, marked so; erase them there.",
)
STANDS = Both("Вопрос остаётся: {asked}", "The question stands: {asked}")
FELL_BACK = Both(
    "Модель не ответила ({problem}); на этот ход отвечает встроенный проводник.",
    "The model did not answer ({problem}); the embedded guide takes this turn.",
)
NO_RECALL = Both(
    "Прежние записи сейчас не читаются ({problem}); ответ без них.",
    "Earlier entries cannot be read now ({problem}); the reply does without them.",
)
UNORDERED = Both(
    "Модель не упорядочила найденное ({problem}); порядок тот, что у поиска.",
    "The model did not order what was found ({problem}); it stands as the search gave it.",
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
LEFT = Both(
    "Сессия не закончена, сказанное сохранено. Вернуться к ней: selfmirror session --resume",
    "The session is not over and what was said is saved. To go on with it: selfmirror session --resume",
)
EDITOR = Both(
    " Enter: отправить · Esc Enter: новая строка · /help · /end ",
    " Enter: send · Esc Enter: new line · /help · /end ",
)
VERDICT = Both(
    " д: запомнить · н: отклонить · е ТЕКСТ: изменить · Enter: позже ",
    " y: remember · n: reject · e TEXT: edit · Enter: later ",
)
STRATEGY_NAMES: dict[str, Both] = {
    Strategy.DIRECT: Both("прямой ответ", "direct"),
    Strategy.SOCRATIC: Both("вопрос", "socratic"),
    Strategy.REFLECT: Both("отражение", "reflect"),
    Strategy.CONTRAST: Both("тогда и теперь", "contrast"),
    Strategy.REFRAME: Both("другой взгляд", "reframe"),
    Strategy.GROUND: Both("замедление", "ground"),
    Strategy.SUMMARISE: Both("сводка", "summarise"),
    Strategy.STEP: Both("шаг метода", "step"),
    Strategy.PIVOT: Both("поворот", "pivot"),
    Strategy.CLOSE: Both("завершение", "close"),
}
MODE_NAMES = {
    "auto": Both("решает сам (auto)", "auto"),
    "direct": Both("отвечает (direct)", "direct"),
    "socratic": Both("спрашивает (socratic)", "socratic"),
}
EMOTION_NAMES = {
    "joy": Both("радость", "joy"),
    "sadness": Both("грусть", "sadness"),
    "anger": Both("злость", "anger"),
    "fear": Both("страх", "fear"),
    "surprise": Both("удивление", "surprise"),
}
INSIGHTS = Both("Выводы", "Insights")
TO_CONFIRM = Both(
    "Вот что можно запомнить, вашими словами. Подтверждённое считается твёрдым, отклонённое не запоминается.",
    "This could be remembered, in your words. What you confirm counts as certain, what you reject is left out.",
)
KIND_NAMES = {
    "want": Both("желание", "want"),
    "value": Both("ценность", "value"),
    "fear": Both("страх", "fear"),
    "fact": Both("наблюдение", "observation"),
    "commitment": Both("намерение", "commitment"),
    "project": Both("проект", "project"),
    "decision": Both("решение", "decision"),
    "goal": Both("цель", "goal"),
    "aversion": Both("неприязнь", "aversion"),
    "preference": Both("предпочтение", "preference"),
    "dropped": Both("оставлено", "dropped"),
    "done": Both("сделано", "done"),
}
"""What an insight's kind is called."""
THEN_NOW = Both("{then}; сегодня «{now}»", "{then}; today “{now}”")
_UNSURE = Both("Сказать о состоянии уверенно нельзя.", "The state cannot be read with confidence.")
_STATE = Both(
    "Последние слова: тон {valence:+.1f}, возбуждение {arousal:.1f}, напряжение {stress:.1f}{labels}. "
    "Поправить можно командой selfmirror mood correct.",
    "The last words: valence {valence:+.1f}, arousal {arousal:.1f}, stress {stress:.1f}{labels}. "
    "`selfmirror mood correct` corrects it.",
)


def introduction(method: Method, language: Language, model: str | None, *, unsure: bool) -> str:
    """What a session says of itself before the first question; `unsure` offers the other language."""
    what = LENGTH.in_(language).format(
        title=method.title.in_(language),
        minutes=method.minutes,
        purpose=method.purpose.in_(language),
    )
    speaks = MODEL.in_(language).format(name=model) if model else EMBEDDED.in_(language)
    lines = [what, speaks, HINT.in_(language)]
    return "\n".join([*lines, FOLLOWS.in_(language)] if unsure else lines)


def mood_line(reading: Reading | None, language: Language) -> str:
    """What was read of the person's last words, or that it cannot be said."""
    if reading is None or not reading.known:
        return _UNSURE.in_(language)
    named = [named_in(EMOTION_NAMES, label, language) for label in reading.labels]
    labels = f" ({', '.join(named)})" if named else ""
    return _STATE.in_(language).format(
        valence=reading.valence, arousal=reading.arousal, stress=reading.stress, labels=labels
    )


def quote_lines(quotes: Sequence[Quote], language: Language) -> str:
    """Quotes one a line, each with its date and source."""
    marks = "«»" if language is Language.RU else "“”"
    return "\n".join(
        f"{spoken_date(quote.said, language)}, {quote.source}: {marks[0]}{inside(quote.text, language)}{marks[1]}"
        for quote in quotes
    )


def kind_name(kind: str, language: Language) -> str:
    """What an insight's kind is called in a language."""
    return named_in(KIND_NAMES, kind, language)


def why_line(strategy: str, reason: str, language: Language) -> str:
    """What a reply set out to do, and why."""
    return f"{named_in(STRATEGY_NAMES, strategy, language)}: {reason}"


def mode_name(mode: str, language: Language) -> str:
    """What a mode is called in a language, with the word that sets it."""
    return named_in(MODE_NAMES, mode, language)


def named_in(names: Mapping[str, Both], what: str, language: Language) -> str:
    """The name of a thing in a language; the thing itself where it has none."""
    named = names.get(what)
    return named.in_(language) if named else what
