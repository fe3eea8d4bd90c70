"""The turn's pipeline: affect, recall, nudges, strategy, reply; the words are on disk before it begins."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from selfmirror.errors import MirrorError
from selfmirror.guide import notices
from selfmirror.guide.embedded import EmbeddedGuide
from selfmirror.guide.events import (
    EngineName,
    Event,
    NudgeSpoken,
    Remark,
    Replied,
    ReplyPiece,
    StateRead,
)
from selfmirror.guide.hearing import hear
from selfmirror.guide.opposing import contrary
from selfmirror.guide.policy import choose_strategy
from selfmirror.guide.recall import answering, carried_over, known_of, older_words
from selfmirror.guide.situation import read_situation
from selfmirror.guide.strategy import Choice, Strategy, mode_named
from selfmirror.guide.turn import Reply, TimeContext, TurnContext
from selfmirror.journal.document import TranscriptTurn
from selfmirror.models.ports import ModelFailure
from selfmirror.search.finder import Query
from selfmirror.search.ports import IndexBroken, IndexUnreachable
from selfmirror.store import sessions as rows
from selfmirror.words.speaker import Speaker

if TYPE_CHECKING:
    from selfmirror.affect.reading import Reading
    from selfmirror.guide.capabilities import Capabilities
    from selfmirror.guide.method import Step
    from selfmirror.guide.state import SessionState
    from selfmirror.guide.turn import Exchange, ReplyEngine
    from selfmirror.words.quote import Quote

Asked = tuple[Choice, "Step"]
_UNREADABLE = (MirrorError, ModelFailure, IndexBroken, IndexUnreachable)


@dataclass(frozen=True, slots=True)
class _Recalled:
    older: tuple[Quote, ...] = ()
    beliefs: tuple[Quote, ...] = ()
    problem: str = ""
    unordered: str = ""


class Replying:
    """Answers the person's words; what fails beside the reply never breaks the turn."""

    def __init__(self, on: Capabilities, engine: ReplyEngine | None) -> None:
        self._on = on
        self._given = engine

    @property
    def engine_name(self) -> EngineName:
        return self._engine().name

    @property
    def model_name(self) -> str | None:
        """The model that answers, None where the embedded guide does."""
        return self._on.chat.name if self._on.chat is not None else None

    def warm(self) -> None:
        """Load the engines of recall and affect, so that the first reply does not wait for them."""
        with suppress(*_UNREADABLE):
            self._on.affect.read_vector("warm", self._on.search.embed("warm"))
            self._on.search.find(Query("warm", k=1))

    def answer(
        self, state: SessionState, number: int, asked: Asked | None = None
    ) -> Iterator[Event]:
        """Reply to one turn of a session: to its words, to nothing at its opening, or to a move asked for."""
        turn = next(exchange for exchange in state.exchanges if exchange.number == number)
        earlier = tuple(exchange for exchange in state.exchanges if exchange.number < number)
        reading = self._read(turn)
        if reading is not None:
            yield StateRead(reading)
        recalled = self._recall(state, turn)
        if recalled.problem:
            problem = notices.NO_RECALL.in_(state.language)
            yield Remark(problem.format(problem=recalled.problem))
        if recalled.unordered:
            unordered = notices.UNORDERED.in_(state.language)
            yield Remark(unordered.format(problem=recalled.unordered))
        context = self._context(state, turn, earlier, (reading, recalled), asked)
        if not _sets_against(context):
            shown = yield from self._nudge(state, turn, reading)
            left = _without(recalled.older, shown) if hear(turn.words).question else ()
            if shown:
                known = (reading, replace(recalled, older=left))
                context = self._context(state, turn, earlier, known, asked)
        reply, engine = yield from self._speak(context)
        yield self._keep(state, context, reply, (number, engine))

    def _read(self, turn: Exchange) -> Reading | None:
        if not turn.words:
            return None
        try:
            return self._on.affect.read_vector(turn.words, self._on.search.embed(turn.words))
        except ModelFailure:
            return None

    def _recall(self, state: SessionState, turn: Exchange) -> _Recalled:
        try:
            if not turn.words:
                return _Recalled((), carried_over(self._on, state.utterances))
            if hear(turn.words).aside:
                return _Recalled()
            looking = self._on.looking()
            beliefs = known_of(self._on, turn.words, state.utterances)
            if hear(turn.words).question:
                told = answering(self._on, looking, turn.words, state.utterances)
                beliefs = _merged(beliefs, told)
            older = older_words(looking, turn.words, state.utterances)
            return _Recalled(_merged(older, beliefs), beliefs, unordered=looking.remark)
        except _UNREADABLE as error:
            return _Recalled(
                problem=str(error).splitlines()[0] if str(error) else type(error).__name__
            )

    def _nudge(
        self, state: SessionState, turn: Exchange, reading: Reading | None
    ) -> Generator[Event, None, tuple[Quote, ...]]:
        """Say what is worth saying unasked; returns the quotes it showed, which need not be shown again."""
        if state.row.quiet or turn.said is None or hear(turn.words).aside:
            return ()
        now = self._on.clock.now()
        nudge = self._on.nudges.consider(
            state.row.id, turn.words, turn.said.utterance, reading, now
        )
        if nudge is None:
            return ()
        spoken = TranscriptTurn(
            Speaker.ASSISTANT, nudge.text, now, f"nudge {nudge.kind.value}", nudge.evidence
        )
        self._on.journal.append(state.path, spoken)
        yield NudgeSpoken(nudge.id, nudge.kind.value, nudge.text, nudge.evidence)
        return nudge.evidence

    def _context(
        self,
        state: SessionState,
        turn: Exchange,
        earlier: tuple[Exchange, ...],
        known: tuple[Reading | None, _Recalled],
        asked: Asked | None,
    ) -> TurnContext:
        reading, recalled = known
        step = state.method.step(turn.step)
        mode = mode_named(state.row.mode)
        time = self._time(state)
        # A session may be about another day than the clock's.
        today = (turn.said.said.day if turn.said else None) or time.now.date()
        place = (state.method, step, mode)
        situation = read_situation(place, earlier, turn.words, reading, recalled.older, today)
        choice, target = asked or (
            choose_strategy(situation, state.language)
            if turn.words
            else Choice(Strategy.STEP, step.aim.in_(state.language)),
            state.method.after(step.id),
        )
        return TurnContext(
            state.language,
            state.method,
            step,
            target,
            mode,
            step.moves | {Strategy.REFLECT, Strategy.DIRECT, Strategy.CLOSE},
            choice,
            earlier,
            turn.words,
            turn.said,
            recalled.older,
            reading,
            time,
            recalled.beliefs,
            tuple(turn.reply for turn in state.turns if turn.undone and turn.reply),
        )

    def _time(self, state: SessionState) -> TimeContext:
        now, last = self._on.clock.now(), state.last_day
        return TimeContext(now, (now.date() - last).days if last else None)

    def _engine(self) -> ReplyEngine:
        if self._given is not None:
            return self._given
        if self._on.chat is None:
            return EmbeddedGuide()
        from selfmirror.guide.model_engine import ModelEngine

        return ModelEngine(self._on.chat)

    def _speak(self, context: TurnContext) -> Generator[Event, None, tuple[Reply, EngineName]]:
        engine = self._engine() if context.words else EmbeddedGuide()
        try:
            return (yield from _whole(engine, context)), engine.name
        except (ModelFailure, MirrorError) as error:
            problem = notices.FELL_BACK.in_(context.language)
            yield Remark(problem.format(problem=str(error) or type(error).__name__))
            return (yield from _whole(EmbeddedGuide(), context)), "embedded"

    def _keep(
        self, state: SessionState, context: TurnContext, reply: Reply, how: tuple[int, EngineName]
    ) -> Replied:
        number, engine = how
        moves = reply.strategy in {Strategy.STEP, Strategy.PIVOT} and (
            context.words or context.earlier
        )
        target = context.next_step if moves and context.next_step else context.step
        said = TranscriptTurn(
            Speaker.ASSISTANT,
            reply.text,
            self._on.clock.now(),
            reply.strategy.value,
            reply.evidence,
        )
        self._on.journal.append(state.path, said)
        strategy, undone = reply.strategy.value, False
        row = rows.TurnRow(
            number, None, context.step.id, target.id, strategy, reply.reason, reply.text, engine,
            undone, reply.evidence, context.reading.as_json() if context.reading else None,
        )  # fmt: skip
        with self._on.store.open() as db:
            rows.keep_reply(db, state.row.id, row)
        return Replied(target.id, reply.strategy, reply.reason, reply.text, reply.evidence)


def _sets_against(context: TurnContext) -> bool:
    """Whether the reply itself sets older words against the turn's, so that nothing need be said unasked."""
    return context.suggestion.strategy is Strategy.CONTRAST and any(
        contrary(quote.text, context.words) for quote in context.recalled
    )


def _without(quotes: tuple[Quote, ...], shown: tuple[Quote, ...]) -> tuple[Quote, ...]:
    known = {quote.utterance for quote in shown}
    return tuple(quote for quote in quotes if quote.utterance not in known)


def _merged(older: tuple[Quote, ...], beliefs: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """The quotes of both, each utterance once, oldest first."""
    each = {quote.utterance: quote for quote in (*older, *beliefs)}
    return tuple(sorted(each.values(), key=lambda quote: (quote.said.sort_key, quote.utterance)))


def _whole(engine: ReplyEngine, context: TurnContext) -> Generator[ReplyPiece, None, Reply]:
    for part in engine.reply(context):
        if isinstance(part, Reply):
            return part
        yield part
    raise ModelFailure("the reply broke off")
