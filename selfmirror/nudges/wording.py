"""What a nudge says: neutral, in the person's language, around verbatim dated quotes."""

from __future__ import annotations

from selfmirror.nudges.nudge import NudgeKind, Proposal
from selfmirror.words.language import Language
from selfmirror.words.spoken import spoken_date

_LONGEST_QUOTE = 240
_CLOSINGS = {
    (NudgeKind.OLDER_STRONGER, Language.RU): "То, что написано сейчас, говорит об обратном.",
    (NudgeKind.OLDER_STRONGER, Language.EN): "What is written now says the opposite.",
    (NudgeKind.SWITCH, Language.RU): "Сейчас направление другое, и времени прошло немного.",
    (
        NudgeKind.SWITCH,
        Language.EN,
    ): "The direction is different now, and not much time has passed.",
    (NudgeKind.STALLED, Language.RU): "Записи о том, что это сделано, с тех пор нет.",
    (NudgeKind.STALLED, Language.EN): "There is no record since then of it being done.",
}
_LEFT = {
    Language.RU: "Тогда это осталось незаконченным.",
    Language.EN: "It was left unfinished then.",
}


def word(proposal: Proposal, language: Language) -> str:
    """The nudge in words: its quotes, oldest first, and one sentence of what they show."""
    tongue = Language.RU if language is Language.RU else Language.EN
    quotes = " ".join(
        f"{spoken_date(quote.said, tongue)}: {_marked(quote.text, tongue)}."
        for quote in proposal.evidence
    )
    return f"{quotes} {_LEFT[tongue] if proposal.left else _CLOSINGS[proposal.kind, tongue]}"


def _marked(text: str, language: Language) -> str:
    """The quote between its language's marks; a long one is cut at a word, and shows it."""
    line = " ".join(text.split()).rstrip(".")
    if len(line) > _LONGEST_QUOTE:
        line = line[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + "…"
    return f"«{line}»" if language is Language.RU else f"“{line}”"
