"""The strategy of a reply: a pure choice from what was heard, the step, the state and the last moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selfmirror.guide.aside import Aside
from selfmirror.guide.method import Both
from selfmirror.guide.strategy import Choice, Mode, Strategy

if TYPE_CHECKING:
    from selfmirror.words.language import Language

LENGTH = 15
"""Turns after which a session has been long enough."""

ASKING = frozenset({Strategy.SOCRATIC, Strategy.STEP, Strategy.PIVOT, Strategy.REFRAME})
"""The strategies whose reply is a question."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What the choice weighs.

    `readiness` is change talk minus sustain talk; `stress` 0..1 where it could be read, `rising`
    whether it grew over this session; `stale` counts the last turns that brought nothing new;
    `step_done` and `last_step` are about the method; `older_words` whether an older dated quote
    about this is there and not shown yet; `moves` are the strategies so far, oldest first;
    `turn` counts the person's turns from 1; `short` whether the words are very few; `aside` is
    what they say of the talk itself.
    """

    asked: bool
    ending: bool
    readiness: int
    stress: float
    rising: bool
    stale: int
    step_done: bool
    last_step: bool
    older_words: bool
    short: bool
    turn: int
    moves: tuple[Strategy, ...]
    allowed: frozenset[Strategy]
    mode: Mode = "auto"
    aside: Aside | None = None


@dataclass(frozen=True, slots=True)
class _Rule:
    strategy: Strategy
    when: Callable[[Situation], bool]
    because: Both


def choose_strategy(now: Situation, language: Language) -> Choice:
    """The first rule that fits, among the strategies that the step allows.

    Rules stand in order of weight: the person's own request, distress, talk that goes round, the
    method, then variety. Rolling with resistance and double-sided reflection are motivational
    interviewing's; that three questions in a row make an interrogation is its warning too.
    """
    rule = next(rule for rule in _rules(now.mode) if rule.strategy in _open(now) and rule.when(now))
    return Choice(rule.strategy, rule.because.in_(language))


def _open(now: Situation) -> frozenset[Strategy]:
    always = {Strategy.STEP, Strategy.REFLECT, Strategy.CLOSE, Strategy.DIRECT, Strategy.SOCRATIC}
    return now.allowed | always


def _rules(mode: Mode) -> tuple[_Rule, ...]:
    match mode:
        case "direct":
            return _FIRM + _DIRECT + _USUAL
        case "socratic":
            return _FIRM + _SOCRATIC + _USUAL
        case "auto":
            return _FIRM + _ANSWER + _USUAL


def _asking_too_much(now: Situation) -> bool:
    return len(now.moves) >= 2 and all(move in ASKING for move in now.moves[-2:])


def _lately(now: Situation, strategy: Strategy, turns: int) -> bool:
    return strategy in now.moves[-turns:]


_FIRM = (
    _Rule(
        Strategy.CLOSE,
        lambda now: now.ending,
        Both("вы предложили закончить", "you asked to end"),
    ),
    _Rule(
        Strategy.DIRECT,
        lambda now: now.aside is Aside.MISSED,
        Both("сказано, что вопрос мимо", "you said that the question missed"),
    ),
    _Rule(
        Strategy.DIRECT,
        lambda now: now.aside is Aside.WHY,
        Both("спрошено, зачем этот вопрос", "you asked what the question is for"),
    ),
    _Rule(
        Strategy.GROUND,
        lambda now: now.stress >= 0.75 and not _lately(now, Strategy.GROUND, 4),
        Both("в словах сильное напряжение", "the words carry strong stress"),
    ),
    _Rule(
        Strategy.GROUND,
        lambda now: now.stress >= 0.6 and now.rising and not _lately(now, Strategy.GROUND, 4),
        Both("напряжение растёт по ходу сессии", "stress is rising through the session"),
    ),
)
_ANSWER = (
    _Rule(
        Strategy.DIRECT,
        lambda now: now.asked,
        Both("задан вопрос, на него нужен ответ", "a question was asked and wants an answer"),
    ),
)
_DIRECT = (
    *_ANSWER,
    _Rule(
        Strategy.DIRECT,
        lambda now: not _lately(now, Strategy.DIRECT, 1) and not now.last_step,
        Both("режим direct: сначала гипотеза", "mode direct: a hypothesis first"),
    ),
)
_SOCRATIC = (
    _Rule(
        Strategy.SOCRATIC,
        lambda now: not _asking_too_much(now) and (now.asked or not now.step_done),
        Both("режим socratic: сначала вопрос", "mode socratic: a question first"),
    ),
)
_USUAL = (
    _Rule(
        Strategy.CLOSE,
        lambda now: now.last_step and now.step_done and not _lately(now, Strategy.CLOSE, 3),
        Both("все шаги пройдены", "every step is done"),
    ),
    _Rule(
        Strategy.CLOSE,
        lambda now: now.turn >= LENGTH and not _lately(now, Strategy.CLOSE, 3),
        Both("сессия уже длинная", "the session has been long enough"),
    ),
    _Rule(
        Strategy.PIVOT,
        lambda now: now.stale >= 2 and not now.last_step and not _asking_too_much(now),
        Both("последние ответы не приносят нового", "the last answers bring nothing new"),
    ),
    _Rule(
        Strategy.CONTRAST,
        lambda now: now.older_words and not _lately(now, Strategy.CONTRAST, 2),
        Both(
            "есть ваши прежние слова об этом же",
            "there are older words of yours about the same",
        ),
    ),
    _Rule(
        Strategy.SUMMARISE,
        lambda now: now.turn >= 4 and _asking_too_much(now) and Strategy.SUMMARISE not in now.moves,
        Both(
            "пора собрать сказанное, вопросов подряд было два",
            "time to gather what was said, after two questions in a row",
        ),
    ),
    _Rule(
        Strategy.REFLECT,
        _asking_too_much,
        Both("третьего вопроса подряд не будет", "no third question in a row"),
    ),
    _Rule(
        Strategy.REFRAME,
        lambda now: now.readiness < 0 and not _lately(now, Strategy.REFRAME, 4),
        Both(
            "больше сказано против перемены, чем за неё",
            "more was said against the change than for it",
        ),
    ),
    _Rule(
        Strategy.STEP,
        lambda now: now.step_done and not now.last_step,
        Both("этот шаг дал что нужно, идём дальше", "this step gave what it needed, going on"),
    ),
    _Rule(
        Strategy.SOCRATIC,
        lambda now: now.short,
        Both("ответ короткий, шагу не хватает слов", "the answer is short, the step lacks words"),
    ),
    _Rule(
        Strategy.SOCRATIC,
        lambda _: True,
        Both("шагу ещё не хватает того, ради чего он есть", "the step still lacks what it is for"),
    ),
)
