"""The embedded guide: the method's wordings, the person's words given back verbatim, and dated quotes.

It never inflects or paraphrases what the person said, so it cannot pretend to understand more than it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, assert_never

from selfmirror.guide import phrases
from selfmirror.guide.aside import Aside
from selfmirror.guide.events import EngineName, ReplyPiece
from selfmirror.guide.hearing import fragment, hear, hedged, two_sides, wanted
from selfmirror.guide.opposing import opposed
from selfmirror.guide.situation import older_than
from selfmirror.guide.strategy import Strategy
from selfmirror.guide.terms import terms
from selfmirror.guide.turn import Reply
from selfmirror.guide.voice import Voice, said_in
from selfmirror.words.quote import Quote

if TYPE_CHECKING:
    from selfmirror.guide.method import Wordings
    from selfmirror.guide.turn import TurnContext

Said = tuple[list[str], tuple[Quote, ...]]


class EmbeddedGuide:
    """Speaks without a model."""

    name: EngineName = "embedded"

    def reply(self, context: TurnContext) -> Iterator[ReplyPiece | Reply]:
        """The reply that the policy suggested, paragraph by paragraph, then whole."""
        parts, evidence = _speak(context)
        text = "\n".join(part for part in parts if part)
        if not text:
            text = _last_resort(context)
        for number, line in enumerate(text.split("\n")):
            yield ReplyPiece(f"\n{line}" if number else line)
        yield Reply(context.suggestion.strategy, context.suggestion.reason, text, evidence)


def _speak(context: TurnContext) -> Said:  # noqa: C901 - one arm a strategy
    if not context.earlier and not context.words:
        return _opened(context)
    if (aside := hear(context.words).aside) and context.suggestion.strategy is Strategy.DIRECT:
        return _of_the_talk(context, aside)
    match context.suggestion.strategy:
        case Strategy.STEP:
            return _step(context)
        case Strategy.SOCRATIC:
            return _socratic(context)
        case Strategy.REFLECT:
            return _reflect(context)
        case Strategy.CONTRAST:
            return _contrast(context)
        case Strategy.DIRECT:
            return _direct(context)
        case Strategy.REFRAME:
            return _about_words(context, phrases.REFRAME, "obstacle")
        case Strategy.GROUND:
            return _about_words(context, phrases.GROUND, "")
        case Strategy.SUMMARISE:
            return _gather(context, phrases.SUMMARY, phrases.CORRECT)
        case Strategy.PIVOT:
            return _pivot(context)
        case Strategy.CLOSE:
            return _gather(context, phrases.CLOSING, phrases.END_HINT)
        case never:
            assert_never(never)


def _voice(context: TurnContext) -> Voice:
    shown = [*(turn.reply for turn in context.earlier), *context.undone]
    return Voice(context.language, said_in(shown))


def _turn(context: TurnContext) -> int:
    return len(context.earlier)


def _heard(context: TurnContext) -> frozenset[str]:
    """The terms of all that the person said in this session."""
    return terms("\n".join([*(turn.words for turn in context.earlier), context.words]))


def _telling(
    context: TurnContext, kind: str = "", limit: int = 140
) -> tuple[str, tuple[Quote, ...]]:
    """A verbatim span of the person's turn and its quote; nothing where they said nothing."""
    found = fragment(context.words, kind=kind, limit=limit) if context.said else ""
    if not found or context.said is None:
        return "", ()
    return found, (_part(context.said, found),)


def _part(quote: Quote, text: str) -> Quote:
    return Quote(quote.utterance, text, quote.said, quote.source)


def _ask(context: TurnContext) -> str:
    """What the step still asks, or a probe into the person's own words when its wordings are used up."""
    voice = _voice(context)
    ask = voice.fresh_ask(context.step.asks.in_(context.language), _heard(context))
    if ask:
        return ask
    words, _ = _telling(context, limit=90)
    probe = voice.one_of(phrases.PROBE, _turn(context), quote=words) if words else ""
    return probe or voice.one_of(phrases.GO_ON, _turn(context))


def _step(context: TurnContext) -> Said:
    voice = _voice(context)
    words, evidence = _telling(context, context.step.yields, limit=110)
    noted = voice.one_of(phrases.NOTED, _turn(context), quote=words) if words else ""
    asks = (context.next_step or context.step).asks.in_(context.language)
    return [
        noted,
        voice.fresh_ask(asks, _heard(context)) or _ask(context),
    ], evidence if noted else ()


def _opened(context: TurnContext) -> Said:
    """The first words of a session: an older statement with its date, where there is one, and the first question."""
    voice = _voice(context)
    older = context.beliefs[:1]
    back = [voice.one_of(phrases.RECALL, 0, dated=voice.dated(older[0]))] if older else []
    return [*back, voice.fresh_ask(context.step.asks.in_(context.language), _heard(context))], older


def _of_the_talk(context: TurnContext, aside: Aside) -> Said:
    """An answer to what was said of the talk itself: the miss is owned, or the step's aim is told."""
    voice, turn = _voice(context), _turn(context)
    aim = context.step.aim.in_(context.language).rstrip(" .")
    said = ""
    if aside is Aside.WHY:
        said = voice.one_of(phrases.WHAT_FOR, turn, aim=aim[:1].lower() + aim[1:])
    return [said or voice.one_of(phrases.MISSED, turn) or voice.one_of(phrases.GO_ON, turn)], ()


def _socratic(context: TurnContext) -> Said:
    return [_ask(context)], ()


def _reflect(context: TurnContext) -> Said:
    voice, turn = _voice(context), _turn(context)
    sides = two_sides(context.words)
    if sides and context.said:
        both = voice.one_of(phrases.BOTH_SIDES, turn, first=sides[0], second=sides[1])
        if both:
            quotes = tuple(_part(context.said, side) for side in sides)
            return [both, voice.one_of(phrases.GO_ON, turn)], quotes
    return _about_words(
        context, phrases.REFLECT, context.step.yields, voice.one_of(phrases.GO_ON, turn)
    )


def _about_words(context: TurnContext, wordings: Wordings, kind: str, after: str = "") -> Said:
    words, evidence = _telling(context, kind)
    if wordings is phrases.REFLECT and hedged(words):
        wordings = phrases.HEDGED
    said = _voice(context).one_of(wordings, _turn(context), quote=words) if words else ""
    if not said:
        return [after or _ask(context)], ()
    return [said, after], evidence


def _contrast(context: TurnContext) -> Said:
    voice, turn = _voice(context), _turn(context)
    known = older_than(context.recalled, context.today, context.earlier, context.words)
    older = known[0] if known else None
    words = fragment(context.words, about=older.text if older else "", limit=160)
    if older is None or not words or context.said is None:
        return _reflect(context)
    then = voice.one_of(phrases.RECALL, turn, dated=voice.dated(older))
    now = voice.one_of(phrases.TODAY, turn, quote=words)
    compare = voice.one_of(phrases.COMPARE, turn) or voice.one_of(phrases.GO_ON, turn)
    if not then or not now:
        return _reflect(context)
    return [then, now, compare], (older, _part(context.said, words))


def _direct(context: TurnContext) -> Said:
    """An answer from dated quotes where there are some, else from the clearest of today's words."""
    voice, turn = _voice(context), _turn(context)
    older = [
        quote
        for quote in context.recalled
        if voice.one_of(phrases.RECALL, turn, dated=voice.dated(quote))
    ][-2:]
    shown = [
        voice.one_of(phrases.RECALL, place, dated=voice.dated(quote))
        for place, quote in enumerate(older)
    ]
    lead, evidence = _clearest(context)
    wordings = phrases.LEADS_HEDGED if hedged(lead) else phrases.LEADS
    leads = voice.one_of(wordings, turn, quote=lead) if lead else ""
    verdict = ""
    if older and terms(older[-1].text) & terms(lead):
        wordings = phrases.TURNED if opposed(older[-1].text, lead) else phrases.HOLDS
        verdict = voice.one_of(wordings, turn)
    elif not older:
        verdict = voice.one_of(phrases.NO_EVIDENCE, turn)
    end = voice.one_of(phrases.OBJECT, turn) or voice.one_of(phrases.GO_ON, turn)
    return [*shown, verdict, leads, end], (*older, *(evidence if leads else ()))


def _clearest(context: TurnContext) -> tuple[str, tuple[Quote, ...]]:
    """The latest sentence of this session that sounds like a want; where none does, the latest."""
    quotes = [turn.said for turn in context.earlier if turn.said]
    latest = list[tuple[str, Quote]]()
    for quote in [*reversed(quotes), *([context.said] if context.said else [])]:
        found = fragment(quote.text, kind="want", limit=140)
        if found and not found.endswith("?"):
            latest.append((found, quote))
    best = next((pair for pair in latest if wanted(pair[0])), latest[0] if latest else None)
    return (best[0], (_part(best[1], best[0]),)) if best else ("", ())


def _gather(context: TurnContext, opening: Wordings, end: Wordings) -> Said:
    """The steps' answers, one line each, verbatim."""
    voice, turn = _voice(context), _turn(context)
    kept: dict[str, Quote] = {}
    answers = [(one.step, one.said) for one in context.earlier if one.said]
    if context.said:
        answers.append((context.step.id, context.said))
    for step, quote in answers:
        found = fragment(quote.text, kind=context.method.step(step).yields, limit=140)
        line = f"— {voice.quoted(found)}"
        if found and not found.endswith("?") and not said_in([line]) & voice.said:
            kept[step] = _part(quote, found)
    head, tail = voice.one_of(opening, turn), voice.one_of(end, turn)
    unique = {quote.text: quote for quote in kept.values()}
    if not unique or not head:
        return [tail or voice.one_of(phrases.GO_ON, turn)], ()
    lines = [f"— {voice.quoted(text)}" for text in unique]
    return [head, *lines, tail], tuple(unique.values())


def _pivot(context: TurnContext) -> Said:
    said, evidence = _about_words(context, phrases.ROUND, context.step.yields, " ")
    asks = (context.next_step or context.step).asks.in_(context.language)
    return [
        *(part for part in said if part.strip()),
        _voice(context).fresh_ask(asks, _heard(context)),
    ], evidence


def _last_resort(context: TurnContext) -> str:
    count = str(len(context.earlier) + 1)
    return phrases.LINE.in_(context.language)[0].format(count=count)
