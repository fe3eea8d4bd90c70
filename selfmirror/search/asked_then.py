"""Whether a time in a question is when something was said, when it happened, or part of what is asked about."""

from __future__ import annotations

import re
from enum import Enum

_FOR_THE_TIME = re.compile(
    r"\A\W*(?:and\s+|so\s+|but\s+|since\s+|а\s+|и\s+|с\s+)?(?:when|когда)\b|\b(?:what|which)\s+(?:day|date|week|month|year|season)\b"
    r"|\bhow\s+(?:long|old|soon|late|early|recently)\b|\bhow\s+many\s+(?:more\s+)?(?:days|weeks|months|years)\b"
    r"|\bкак(?:ом|ой|ого|ое|их)\s+(?:год|месяц|дн|день|числ|недел|врем|пор|лет)|\bкак\s+(?:долго|давно|скоро)\b"
    r"|\bсколько\s+(?:дней|недель|месяцев|лет|времени)\b"
)
_POLITE = re.compile(
    r"\A\W*(?:(?:please|hey|hi|ok|so|and|well)\W+)*(?:(?:can|could|would|will|do)\s+you\s+)?(?:please\s+)?"
    r"(?:remind\s+me|tell\s+me|show\s+me|find|recall|remember|let\s+me\s+know|i\s+wonder)\b"
    r"|\A\W*(?:(?:можешь|пожалуйста)\W+)*(?:напомни\w*|покажи\w*|найди\w*|скажи\w*|расскажи\w*|вспомни\w*|помнишь)(?:\s+мне)?\b"
)
_NOW = re.compile(
    r"\b(?:do|does|am|will|shall|should|would|can|could|may|might|must)\s+(?:i|we|you|he|she|they|it|my|[a-z]+)\b"
    r"|\bgoing\s+to\b|\b(?:буд(?:у|ет|ем|ут|ешь)|хочу|хочется|стоит|нужно|надо|могу|можно|долж(?:ен|на|ны)|пора"
    r"|собираюсь|планирую|боюсь|люблю|думаю|чувствую|считаю|живу|работаю|следует|бы)\b"
)
_IS = re.compile(r"\b(?:is|are|i'm|i’m)\b")
_PAST = re.compile(
    r"\b(?:did|was|were|had|has|have|wrote|said|thought|felt|went|got|made|saw|told|spoke|knew|chose|came|left|met|bought"
    r"|found|took|gave|began|read|lost|spent|kept|dreamt|meant)\b|\b(?!indeed\b|hundred\b)\w{2,}[^\We]ed\b"
    r"|\b(?!(?:и|ес|неде|мыс|це|бо|ро|моде|зем|со|до)ли\b|(?:де|те|си|шко|шка|ска|похва|ма|нача|чис|зерка|теп|мас|се)л[ао]\b"
    r"|(?:сто|по|ба|за|футбо|кана|журна|материа|сериа|отде|разде|уго|идеа|фина|сигна|персона|смыс)л\b)"
    r"[а-я]+(?:[аеиоуыя]л|[сзгкпб]л|ш[её]л|шл)(?:а|о|и)?(?:сь|ся)?\b"
)
_SAID = re.compile(
    r"\b(?:want|wish|need|hop[ei]|dream|desir|feel|felt|think|thought|believ|sa(?:y|id)\b|write|wrote|writing|written|tell|told"
    r"|talk|speak|spoke|mention|plan(?![te])|intend|decid|decision|choose|chose|fear|afraid|scare|worr|anxi|lov(?:e|ing)|lik(?:e|ed)\b"
    r"|hat(?:e|ed|ing)\b|enjoy|miss(?:ed)?\b|regret|value|mood|goal|priorit|note[sd]?\b|journal|entr(?:y|ies)|happen|going\s+on"
    r"|cared?\b(?!\s+(?:of|for)\b)|matter|struggl|bother|excit|angr|sad\b|happy|happier|stress|tired|grateful|expect|promis|resol|conclu|reali[sz]"
    r"|wonder(?!ful)|ask|complain|discuss|argue|recommend|suggest|what\s+(?:did|was)\s+i\s+(?:do|doing)\s*\W*\Z"
    r"|хот[еи]|захот|жела|мечт|дума|мысл|счита|чувств|настроен|ощущ|пис(?:а|ал)|напис|запис|говор|сказ|расска|упом|план|намер"
    r"|собира|реш|выбир|выбра|бо[яи](?:л|т|сь)|страх|пуга|тревож|волнов|беспоко|люби|нрав|ненав|скуча|жал|цен[ия]л|ценност|цел[ьией]"
    r"|приоритет|надея|ожида|обеща|понял|поня[тл]|понима|осозна|мучи|радов|радос|груст|злил|устав|устал|благодар|случ|происход"
    r"|произош|было\s+важно|важн|дела[лю]|занима|жил[аио]?\b|жалова|спорил|обсужда|спрашива|интересова|увлека)"
)
_EVENT = (
    r"trips?|journey|vacations?|holidays?|wedding|party|conference|exams?|tests?|interview|concert|festival|marathon|race|move"
    r"|breakup|divorce|war|elections?|crisis|meeting|visit|course|class|game|match|project|retreat|hike|camp|tour|flight"
    r"|surgery|operation|accident|funeral|birthday|christmas|event"
    r"|поездк\w+|отпуск\w*|путешестви\w+|каникул\w*|свадьб\w+|вечеринк\w+|конференци\w+|экзамен\w*|собеседовани\w+|концерт\w*"
    r"|фестивал\w+|марафон\w*|переезд\w*|развод\w*|расставани\w+|войн\w+|выбор\w*|кризис\w*|встреч\w+|поход\w*|операци\w+"
    r"|авари\w+|похорон\w*|проект\w*|событи\w+"
)
_ENDS_WITH_EVENT = re.compile(rf"\b(?:{_EVENT})\W*\Z")
_ABOUT = re.compile(r"\b(?:about|of|regarding|for|than|о|об|обо|про|насчет|для|из)\b")
_CLAUSE = re.compile(
    r"(?<=\w)\W+(?:when|while|who|whom|whose|because|if|whether|where|когда|пока|потому|если|котор\w+|где|кто|чей|чья)\b"
    r"|\b(?:about|of|о|об|про)\s+(?:what|how|why|that|том|то)\b|\b(?:since|before|after|until)\s+(?:i|we|he|she|they|it|my|the)\b"
)
_ATTACHED = re.compile(
    r"(?:\b(?:the|my|our|your|his|her|their|its|a|an|that|these|those|for|about|of|from|than|like|to|by|until|as|with|on|at|next|every|each|last"
    r"|на|про|о|об|обо|для|к|по|из|от|не|при|над|каждый|каждую|каждое|следующ\w+|будущ\w+)|['’]s)\s+\Z"
)
_LIKE = re.compile(r"\b(?:like|than|as|except|unlike|чем|как|кроме)\s+\Z")
_COUNTED_BEFORE = re.compile(
    r"\b(?:days?|weeks?|weekend|months?|years?|\w+day|hours?|minutes?|день|дня|дней|недел\w+|месяц\w*|год\w*|лет|час\w*|минут\w*)\s+\Z"
)
_GOES_ON = re.compile(
    r"\s*(?:\Z|[,.;:!?)…—–]|-\s|(?:what|which|who|whose|when|where|why|how|did|do|does|was|were|is|are|am|had|have|has|i|we|you|he"
    r"|she|they|it|my|our|the|a|an|that|this|and|or|but|with|about|at|in|on|for|from|to|of|before|after|as|if|because|so|then"
    r"|too|also|again|than|vs|while|even|please|not|there|here|all|any|some|regarding|concerning|during|instead"
    r"|я|мы|он|она|они|ты|вы|меня|мне|мой|моя|мое|мои|что|чего|чему|чем|кто|где|как|почему|зачем|и|а|но|о|об|про|с|со|от|для|из|по|на)\b)"
)
_A_NUMBER = re.compile(r"\A(?:\w+\s+)?\d{4}\Z")


_OWN = re.compile(
    r"\b(?:i|me|my|mine|we|us|our|я|мы|меня|мне|мной|мо[йяеи]|моих|мою|моей|моего|нас|нам|нами|наш\w*)\b"
    r"|\b(?:что|чего|чем|где|куда|откуда|кого|кому|кем)\s+(?:же\s+|не\s+)?[а-я]+[аеиоуыя]л(?:а|и)?(?:сь|ся)?\b"
)


class Asked(Enum):
    """What a time in a question is the time of."""

    SAID = "said"
    HAPPENED = "happened"
    UNSURE = "unsure"


def asked_then(parts: tuple[str, str, str], *, bare: bool, within: bool) -> Asked:
    """What a time is the time of, by the question around it.

    Args:
        parts: the question before the time, the words that name it, and the rest; in small letters.
        bare: whether it does not say of which year it is, so that only the past tense tells.
        within: whether it stands after an “in” or an “on”, so that it may belong to the noun before it.
    """
    before, phrase, after = parts
    polite = _POLITE.match(before)
    before = before[polite.end() :] if polite else before
    question = f"{before} {after}"
    past = _PAST.search(question) is not None
    if (
        _FOR_THE_TIME.search(question)
        or _NOW.search(question)
        or (_IS.search(question) and not past)
    ):
        return Asked.UNSURE
    if (bare and not past) or _is_part(before, phrase, after, within=within):
        return Asked.UNSURE
    if not past and not _ENDS_WITH_EVENT.search(before):
        return Asked.SAID
    if _SAID.search(question):
        return Asked.SAID
    # What happened to the world is told of at any time.
    return Asked.HAPPENED if _OWN.search(question) or not past else Asked.UNSURE


def _is_part(before: str, phrase: str, after: str, *, within: bool) -> bool:
    """Whether the time belongs to a thing or a clause inside the question."""
    if _CLAUSE.search(before) or _COUNTED_BEFORE.search(before):
        return True
    if _LIKE.search(before) or (not within and _ATTACHED.search(before)):
        return True
    if _ABOUT.search(before) and _ENDS_WITH_EVENT.search(before):
        return True
    # “The fall 2019 report”, “in 2000 words”; Russian has other words for the first.
    goes_on = _GOES_ON.match(after) is not None
    if _A_NUMBER.search(phrase):
        return not goes_on
    return phrase.isascii() and bool(before.strip()) and not goes_on
