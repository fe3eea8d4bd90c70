"""The answer in words, in the person's language: a few sentences a friend would say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from selfmirror.drift.report import Report, Shift, Theme, Turn
from selfmirror.drift.themes import ENOUGH
from selfmirror.words.language import Language
from selfmirror.words.printable import one_line
from selfmirror.words.quote import Quote
from selfmirror.words.spoken import spoken_day

TRENDS = {
    Language.RU: {
        "new": "новая",
        "rising": "растёт",
        "stable": "ровно",
        "falling": "убывает",
        "gone": "ушла",
        "returning": "вернулась",
    },
    Language.EN: {
        name: name for name in ("new", "rising", "stable", "falling", "gone", "returning")
    },
}
_TURNS_TOLD = 4
_MOST_SENTENCES = 5


def sentences_of(report: Report, days: int) -> tuple[str, ...]:
    """The whole report in three to five sentences; honest where there is too little to say."""
    ru = report.language is Language.RU
    if not report.utterances:
        return (_nothing(ru, report),)
    if not report.themes:
        return (_too_little(ru, report),)
    told = [_overall(ru, report, days)]
    if report.changes:
        last = _main_turn(report.changes)
        told.append(_turn(ru, last))
        told.append(_witnesses(ru, last))
        told += _other_turns(ru, [turn for turn in report.changes if turn is not last])
    else:
        told.append(_no_turn(ru, days))
    told += _trends(ru, report.themes)
    if len(told) < _MOST_SENTENCES:
        told += _stressed(ru, report.themes)
    return tuple(sentence for sentence in told if sentence)


def theme_sentences(report: Report, theme: Theme) -> tuple[str, ...]:
    """One theme's story."""
    ru = report.language is Language.RU
    name, trend = short(theme.label), TRENDS[report.language][theme.trend]
    first, last = (
        spoken_day(theme.first, report.language),
        spoken_day(theme.last, report.language),
    )
    told = [
        f"{name}: {_count(theme.total)} с {first} по {last}; ход: {trend}."
        if ru
        else f"{name}: {theme.total} mentions from {first} to {last}; trend: {trend}."
    ]
    if theme.lived or theme.stated:
        told.append(
            f"Сделано {theme.lived}, сказано {theme.stated}."
            if ru
            else f"{theme.lived} tell of doing, {theme.stated} only say it."
        )
    told += [_turn(ru, turn) for turn in report.changes]
    if theme.half_life_days is not None:
        told.append(
            f"Половина полос внимания к ней кончалась за {theme.half_life_days:.0f} дн."
            if ru
            else f"Half of the spells it was on your mind were over after {theme.half_life_days:.0f} days."
        )
    told += [_quoted(quote, ru=ru) + "." for quote in theme.quotes]
    return tuple(told)


def short(label: str) -> str:
    """A label inside a sentence: its words as one."""
    return one_line(label).replace(", ", "/")


def percent(share: float) -> str:
    """A share as whole per cent, `12 %`."""
    return f"{share * 100:.0f} %"


def _nothing(ru: bool, report: Report) -> str:  # noqa: FBT001 - which of two languages
    if report.since or report.until:
        return (
            "В этих днях нет датированных слов: раздвиньте --since и --until."
            if ru
            else "There are no dated words in these days; widen --since and --until."
        )
    return (
        "Пока не о чем говорить: добавьте дневник командой `selfmirror import ПАПКА` или пишите: `selfmirror note`."
        if ru
        else "There is nothing to look at yet: add a diary with `selfmirror import DIR`, or write with `selfmirror note`."
    )


def _too_little(ru: bool, report: Report) -> str:  # noqa: FBT001 - as above
    n = report.utterances
    if n >= ENOUGH:
        return (
            f"Датированных записей {n}, но слова в них не повторяются: тем пока не выделить, и о переменах сказать нечего."
            if ru
            else f"Dated utterances: {n}, but no words come back in them, so no themes are told apart and nothing is "
            "claimed about changes."
        )
    return (
        f"Датированных записей пока {n}: этого мало, чтобы выделить темы, и о переменах сказать нечего; "
        "нужно хотя бы двенадцать, и чтобы слова в них повторялись."
        if ru
        else f"Dated utterances so far: {n}. That is too little to tell themes apart, so nothing is claimed about "
        "changes; it takes at least twelve, with words that come back."
    )


def _overall(ru: bool, report: Report, days: int) -> str:  # noqa: FBT001 - as above
    whole = max(sum(theme.total for theme in report.themes), 1)
    most = "; ".join(f"{short(t.label)} ({percent(t.total / whole)})" for t in report.themes[:3])
    start = min(theme.first for theme in report.themes)
    since = spoken_day(start, report.language)
    return (
        f"С {since} записи есть за {days} дн.; больше всего о темах: {most}."
        if ru
        else f"Since {since} you wrote on {days} days, most of all about: {most}."
    )


def _main_turn(turns: Sequence[Turn]) -> Turn:
    """The turn that moved a theme most, the later of equals."""

    def moved(turn: Turn) -> tuple[float, date]:
        return max(abs(s.after - s.before) for s in (*turn.rose, *turn.fell)), turn.day

    return max(turns, key=moved)


def _turn(ru: bool, turn: Turn) -> str:  # noqa: FBT001 - as above
    language = Language.RU if ru else Language.EN
    moves = [_shift(ru, shift, rose=True) for shift in turn.rose[:2]]
    moves += [_shift(ru, shift, rose=False) for shift in turn.fell[:2]]
    around = spoken_day(turn.day, language)
    between = _between(turn.earliest, turn.latest, language)
    joined = "; ".join(moves)
    return (
        f"{joined}; перелом около {around}{between}."
        if ru
        else f"{joined}; the turn is around {around}{between}."
    )


def _shift(ru: bool, shift: Shift, *, rose: bool) -> str:  # noqa: FBT001 - as above
    name, before, after = short(shift.label), percent(shift.before), percent(shift.after)
    if ru:
        return f"{name}: доля {'выросла' if rose else 'упала'} с {before} до {after}"
    return f"{name} {'rose' if rose else 'fell'} from {before} to {after}"


def _between(earliest: date, latest: date, language: Language) -> str:
    if earliest == latest:
        return ""
    first, last = spoken_day(earliest, language), spoken_day(latest, language)
    if earliest.year == latest.year:
        first = first.rsplit(" ", 1)[0]
    return (
        f", скорее всего между {first} и {last}"
        if language is Language.RU
        else f", likely between {first} and {last}"
    )


def _witnesses(ru: bool, turn: Turn) -> str:  # noqa: FBT001 - as above
    before = next((w.quote for w in turn.evidence if w.side == "before"), None)
    after = next((w.quote for w in turn.evidence if w.side == "after"), None)
    told = []
    if before:
        told.append(
            f"до того вы писали {_quoted(before, ru=ru)}"
            if ru
            else f"before it you wrote {_quoted(before, ru=ru)}"
        )
    if after:
        told.append(
            f"после — {_quoted(after, ru=ru)}" if ru else f"after it {_quoted(after, ru=ru)}"
        )
    joined = ", ".join(told)
    return f"{joined[:1].upper()}{joined[1:]}." if joined else ""


def _quoted(quote: Quote, *, ru: bool) -> str:
    cyrillic = any("а" <= letter <= "я" for letter in quote.text.lower())
    left, right = ("«", "»") if cyrillic else ("“", "”")
    when = spoken_day(quote.said.day, Language.RU if ru else Language.EN) if quote.said.day else ""
    return f"{left}{one_line(quote.text)}{right} ({when})"


def _other_turns(ru: bool, turns: Sequence[Turn]) -> list[str]:  # noqa: FBT001 - as above
    if not turns:
        return []
    language = Language.RU if ru else Language.EN
    told = []
    for turn in turns[-_TURNS_TOLD:]:
        moved = turn.rose[0] if turn.rose else turn.fell[0]
        sign = "↑" if turn.rose else "↓"
        told.append(f"{spoken_day(turn.day, language)} ({sign} {short(moved.label)})")
    lead = "Другие переломы: " if ru else "Other turns: "
    return [lead + "; ".join(told) + "."]


def _no_turn(ru: bool, days: int) -> str:  # noqa: FBT001 - as above
    if days < 8:
        return (
            f"Дней с записями {days}: перелом не отличить от случая, о переменах ничего не утверждаю."
            if ru
            else f"With {days} days written, a turn cannot be told from chance; nothing is claimed about changes."
        )
    return (
        "Перелома, который отличался бы от случайности, не видно."
        if ru
        else "No turn stands out from chance."
    )


def _trends(ru: bool, themes: Sequence[Theme]) -> list[str]:  # noqa: FBT001 - as above
    language = Language.RU if ru else Language.EN
    groups = []
    for trend in ("new", "rising", "returning", "falling", "gone"):
        named = [short(theme.label) for theme in themes if theme.trend == trend][:3]
        if named:
            groups.append(f"{TRENDS[language][trend]}: {', '.join(named)}")
    if not groups:
        return []
    return [("По всему времени — " if ru else "Over the whole time — ") + "; ".join(groups) + "."]


def _stressed(ru: bool, themes: Sequence[Theme]) -> list[str]:  # noqa: FBT001 - as above
    """The theme that stress moves most, where that is beyond chance."""
    moved = [
        (theme, state)
        for theme in themes
        if (state := theme.state_dependence) and state.low * state.high > 0
    ]
    if not moved:
        return []
    theme, state = max(moved, key=lambda pair: (abs(pair[1].difference), pair[0].id))
    name, tense, calm = short(theme.label), percent(state.stressed), percent(state.calm)
    return [
        f"В напряжении вы пишете о теме {name} в {tense} записей, в спокойствии в {calm}."
        if ru
        else f"Under stress {tense} of what you write is about {name}, in calm {calm}."
    ]


def _count(n: int) -> str:
    one = n % 10 == 1 and n % 100 != 11
    few = n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14}
    return f"{n} {'упоминание' if one else 'упоминания' if few else 'упоминаний'}"
