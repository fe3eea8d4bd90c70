"""What selfmirror does not say: praise, exclamations, clichés, and another language than the person's."""

from __future__ import annotations

import re

from selfmirror.guide.quoting import without_quotes
from selfmirror.words.language import Language, detect_language

_PRAISE = re.compile(
    r"(?i)"
    r"^\W*(?:that(?:'|’)?s (?:a |an |so |really |very )?|this is (?:a |an )?|what an? |it(?:'|’)?s )?"
    r"(?:great|excellent|wonderful|amazing|fantastic|awesome|brilliant|impressive|lovely|admirable)\b(?!-)"
    r"|\b(?:good|great|excellent|wonderful|insightful|powerful) (?:job|work|question|point|insight|observation)\b"
    r"|\b(?:well done|kudos|bravo|so proud of you|i(?:'|’)?m proud|proud of you|it takes courage"
    r"|thank(?:s| you) for (?:sharing|opening up|trusting)|you(?:'|’)?re doing (?:great|well|so well))\b"
    r"|^\W*(?:это |как |какая |какой )?(?:отлично|прекрасно|замечательно|великолепно|превосходно|здорово|браво"
    r"|отличн\w+|прекрасн\w+|замечательн\w+|великолепн\w+|потрясающ\w+)\b"
    r"|\b(?:молодец|умница|так держать|горжусь|хорош(?:ий|ая|ее) (?:вопрос|работа|наблюдение|мысль)"
    r"|спасибо,? что (?:подели|дели|довери|откры)\w+|это (?:очень )?смело)\b"
)
_CLICHE = re.compile(
    r"(?i)"
    r"\bit (?:seems|sounds|appears)(?: like| as if| that)? (?:you|your)\b|\bsounds like you\b"
    r"|\bi (?:hear|see|sense|feel) (?:you\b|that you\b|your (?:pain|frustration))"
    r"|\bi understand how you\b|\byour feelings are\b|\b(?:be|being) (?:kind|gentle) (?:to|with) yourself\b"
    r"|\bit(?:'|’)?s (?:okay|ok|normal|valid) to feel\b|\bhold(?:ing)? space\b|\bas an ai\b"
    r"|\b(?:кажется|похоже|видимо),? (?:что )?(?:вы|ты|тебе|вам|у тебя|у вас)(?: \w+)? "
    r"(?:чувству|ощуща|пережива|груст|тревож|одинок|тяжело)\w*"
    r"|\bя (?:вас|тебя) (?:слышу|понимаю)\b|\bя понимаю,? что (?:вы|ты|тебе|вам)\b"
    r"|\b(?:ваши|твои) чувства (?:важн|нормальн|понятн)\w*|\bбудь(?:те)? (?:добр|мягч)\w+ к себе\b"
    r"|\bпозволь(?:те)? себе\b|\bэто нормально\b|\bкак языковая модель\b|\bкак искусственный интеллект\b"
)
_REFUSAL = re.compile(
    r"(?i)^\W*(?:(?:i(?:'|’)?m )?sorry,? (?:but )?i (?:can(?:'|’)?t|cannot|am unable)"
    r"|i (?:can(?:'|’)?t|cannot|am unable to|won(?:'|’)?t) (?:help|assist|discuss|continue|answer|do that)"
    r"|(?:извини(?:те)?|простите|к сожалению),? (?:но )?я не могу"
    r"|я не могу (?:помочь|обсуждать|продолжать|ответить|с этим))"
)
_FEW_LETTERS = 12


def tone_fault(sentence: str) -> str | None:
    """What in a sentence breaks the tone, named in English for the model; None for nothing."""
    said = without_quotes(sentence)
    if "!" in said:
        return "an exclamation mark"
    if _PRAISE.search(said):
        return "praise"
    if _CLICHE.search(said):
        return "a therapy cliché"
    return None


def is_refusal(text: str) -> bool:
    """Whether a reply begins by declining to answer."""
    return bool(_REFUSAL.search(text))


def in_language(sentence: str, language: Language) -> bool:
    """Whether a sentence is in the language, its quotations aside; a few letters are in any."""
    said = without_quotes(sentence)
    if language is Language.UNKNOWN or sum(sign.isalpha() for sign in said) < _FEW_LETTERS:
        return True
    return detect_language(said) is language
