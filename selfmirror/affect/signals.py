"""What the words themselves give away: a small lexicon of named signals, Russian and English.

The signals explain a reading; only `overload` takes part in it, as the half of stress that no
labelled set teaches.
"""

import re
from functools import cache

_NOT = r"(?<!\bне )(?<!\bбез )(?<!\bno )(?<!\bnot )(?<!\bwithout )(?<!n't )"
_PATTERNS: dict[str, str] = {
    "overload": (
        r"не успева\w+|ничего не успе\w+|не вывоз\w+|не справля\w+|нет (?:больше )?сил|без сил|завал(?:ен\w*|ило)|"
        rf"{_NOT}(?:дедлайн\w*|аврал\w*|выгор(?:ел\w*|аю|ание|ания)|выдохл\w+|выжат\w*|замота\w+|измота\w+|измучен\w*|"
        r"перегруж\w+|перегруз\w*|на пределе|на износ|горят? сроки|сроки горят|разрыва\w+сь|бессонниц\w+|не сплю|"
        r"голова кругом|стресс\w*|вымота\w+|загнан\w*|паник\w+)|"
        rf"{_NOT}(?:deadlines?|overwhelm\w*|exhaust\w+|burn(?:ed|t|ing) out|burn-?out|swamped|overworked|stress\w*|"
        r"worn out|drained|at my limit|breaking point|sleepless|panick?\w*|crunch|falling behind|behind schedule)|"
        r"can'?t (?:keep up|cope|sleep|breathe)|too much (?:to do|on my plate)|no (?:energy|strength) left|"
        r"running out of time|not enough time"
    ),
    "hedging": (
        r"наверн\w+|кажется|может быть|вроде(?: бы)?|возможно|как будто|пожалуй|не знаю|"
        r"maybe|perhaps|i guess|probably|kind of|sort of|i suppose|not sure|i don'?t know"
    ),
    "minimising": (
        r"ничего страшного|ерунда|пустяки?|мелочи|да ладно|неважно|не важно|бывает и хуже|"
        r"it'?s nothing|no big deal|never ?mind|not a big deal|it'?s fine|whatever|could be worse"
    ),
    "absolutes": (
        r"всегда|никогда|все вечно|ничего не|никто не|совершенно|абсолютно|навсегда|"
        r"always|never|nothing|nobody|no one|everyone|everything|completely|totally|forever"
    ),
    "negation": r"не|нет|ни|нельзя|not|no|cannot|can't|don't|won't|isn't|didn't|doesn't|wasn't",
}
_EXCLAMATION = re.compile(r"[!?]*![!?]*")
_WORDS_SHOWN = 4
_OVERLOAD_WEIGHT = 0.4


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_PATTERNS[name]})(?!\w)", re.IGNORECASE)


def hear_signals(text: str) -> tuple[str, ...]:
    """The signals heard in the person's own words, each with its words: `hedging: maybe, perhaps`."""
    plain = text.replace("’", "'")
    heard = [_named(name, _pattern(name).findall(plain)) for name in _PATTERNS]
    heard.append(_named("exclamation", _EXCLAMATION.findall(plain)))
    return tuple(signal for signal in heard if signal)


def overload(text: str) -> float:
    """How much of overload is spoken of, 0..1: each different phrase leaves 60 % of what was missing."""
    phrases = {phrase.lower() for phrase in _pattern("overload").findall(text.replace("’", "'"))}
    return float(1 - (1 - _OVERLOAD_WEIGHT) ** len(phrases))


def _named(name: str, found: list[str]) -> str:
    words = list(dict.fromkeys(word.lower() for word in found))
    return f"{name}: {', '.join(words[:_WORDS_SHOWN])}" if words else ""
