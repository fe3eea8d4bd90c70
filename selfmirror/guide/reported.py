"""Whether a sentence reports what somebody else says or thinks: such words are not the person's own."""

from __future__ import annotations

import re

MASK = "\u00a4"
"""Stands for every sign of a quotation in the sentences that are judged here."""

_LOOKED_AT = 1000
_NOW = (
    r"говор(?:ит|ят)|пиш(?:ет|ут)|счита(?:ет|ют)|дума(?:ет|ют)|совету(?:ет|ют)|тверд(?:ит|ят)|уверя(?:ет|ют)|"
    r"утвержда(?:ет|ют)|повторя(?:ет|ют)|спрашива(?:ет|ют)|убежда(?:ет|ют)|уговарива(?:ет|ют)"
)
_THEN = (
    r"(?:сказал|говорил|написал|писал|ответил|спросил|посоветовал|предложил|заявил|заметил|считал|думал|повторил|повторял|"
    r"твердил|уверял|утверждал|советовал|решил)[аи]?"
)
_VERB = re.compile(rf"(?i)\b(?:(?P<now>{_NOW})|(?P<then>{_THEN}))\b")
_WHAT_FOLLOWS = re.compile(
    rf"(?i)^(?!\s+(?:об?|обо|за|про)\b)(?:\s+[\w-]+){{0,3}}(?:\s*[,:—–-]*\s*{MASK}|\s*:|\s*,?\s*(?:что|чтобы|будто|мол|как)\b)"
)
_OTHERS = (
    r"(?:друг|друзья|подруг[аи]|мам[аы]|мать|пап[аы]|отец|родители|муж|жена|брат|сестра|сын|дочь|бабушка|дед\w*|"
    r"начальни\w+|шеф|босс|коллег[аи]|редактор\w*|врач\w*|психолог\w*|терапевт\w*|сосед\w*|учител\w+|тренер\w*|"
    r"знаком\w+|люди|все|кто-то|он|она|они|девушка|парень|партн[её]р\w*|т[её]тя|дядя|мне|нам)"
)
_SOMEBODY = re.compile(rf"(?i)\b{_OTHERS}\b")
_NAME = re.compile(r"\b[А-ЯЁ][а-яё-]+\b")
_NO_NAME = re.compile(
    r"(?i)^(?:вчера|сегодня|потом|опять|тоже|снова|утром|дн[её]м|вечером|ночью|однажды|недавно|наконец|ещ[её]|уже|просто|"
    r"честно|так|вот|и|а|но|когда|если|не|как|что|долго|давно|всегда|никогда|сразу|тогда|теперь|себе|зачем|почему|я|мы)$"
)
_I = re.compile(r"(?i)\b(?:я|мы)\b")
_INNER = re.compile(
    r"(?i)\b(?:голос|часть меня|что-то|нечто|интуиция|сердце|тело|разум|голова|душа|внутри|"
    r"something|part of me|inner|voice|gut|heart|body|mind)\b"
)
_WITHIN_MINE = re.compile(
    r"(?i)^\W*(?:и |но |а |and |but )?(?:чтобы|если|когда|пока|что|хотя|как бы|потому что|if|when|whenever|while|that|"
    r"because|although|until)\b"
)
"""A clause that begins so hangs on another, which is the person's: what they fear, want or answer to."""

_ACCORDING = re.compile(r"(?i)\b(?:по (?:словам|мнению) (?!мо)|according to (?!me\b))")
_SAYS = re.compile(
    r"(?i)\b(?:says?|said|tells?|told|writes?|wrote|texted|thinks?|thought|believes?|believed|claims?|claimed|insists?|"
    r"insisted|suggest(?:s|ed)|advis(?:es|ed)|asks|asked|saying|telling|replied|answered)\b"
)
_SAYS_WHAT = re.compile(
    r"(?i)^(?:\s+(?:to\s+)?(?:me|us)\b|(?:\s+(?:him|her|them|everyone))?(?:\s+(?:today|yesterday|once|again))?"
    rf"(?:\s+that\b|\s*[,:]*\s*{MASK}|\s*:|\s+(?:I|I['’]m|you|you['’]re|we|my|it)\b))"
)
_I_SAY = re.compile(r"(?i)\b(?:I|I['’](?:ve|d|m)|we|we['’]ve)\b(?! (?:was|am|were|are|have been) )")
_NAMED = re.compile(rf"^\W*(?:[А-ЯЁA-Z][\w-]*(?<!у)(?<!ю)(?<!л)(?<!ла) ?){{1,2}}:\s*{MASK}")


def reports_another(sentence: str) -> bool:
    """Whether a sentence, its quotations masked sign by sign, gives another's words and not the person's.

    What the person says of themself, of a voice within, or “I said” remains theirs.
    """
    sentence = sentence[:_LOOKED_AT]
    if _ACCORDING.search(sentence) or _NAMED.match(sentence):
        return True
    return any(_by_another(sentence, verb) for verb in _VERB.finditer(sentence)) or any(
        _said_by_another(sentence, verb) for verb in _SAYS.finditer(sentence)
    )


def _by_another(sentence: str, verb: re.Match[str]) -> bool:
    before, after = _clause_before(sentence, verb.start()), sentence[verb.end() :]
    if not (_WHAT_FOLLOWS.match(after) or sentence[: verb.start()].rstrip(" ,—–-").endswith(MASK)):
        return False
    mine = _I.search(before) or _WITHIN_MINE.match(before)
    if mine or _INNER.search(before) or _INNER.search(after[:25]):
        return False
    near = f"{before} {' '.join(after.split()[:2])}"
    names = (name for name in _NAME.findall(near) if not _NO_NAME.match(name))
    return bool(verb["now"] or _SOMEBODY.search(near) or any(names))


def _said_by_another(sentence: str, verb: re.Match[str]) -> bool:
    before, after = _clause_before(sentence, verb.start()), sentence[verb.end() :]
    quoted = sentence[: verb.start()].rstrip(" ,—–-").endswith(MASK)
    mine = _INNER.search(before) or _WITHIN_MINE.match(before)
    if mine or not (_SAYS_WHAT.match(after) or quoted):
        return False
    if quoted and not before.strip():
        return not re.match(r"\s+(?:I|we)\b", after)
    return bool(before.strip()) and not _I_SAY.search(before)


def _clause_before(sentence: str, end: int) -> str:
    return re.split(rf"[,;:.!?…{MASK}]|\s[—–-]\s", sentence[:end])[-1]
