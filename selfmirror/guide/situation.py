"""What the policy weighs, drawn from the session and the turn at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfmirror.guide.hearing import hear
from selfmirror.guide.opposing import closest_subject, contrary
from selfmirror.guide.policy import Situation
from selfmirror.guide.quoting import is_verbatim
from selfmirror.guide.strategy import Strategy
from selfmirror.guide.terms import novelty

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from selfmirror.affect.reading import Reading
    from selfmirror.guide.method import Method, Step
    from selfmirror.guide.strategy import Mode
    from selfmirror.guide.turn import Exchange
    from selfmirror.words.quote import Quote

STALE_BELOW = 0.25


def read_situation(
    place: tuple[Method, Step, Mode],
    earlier: Sequence[Exchange],
    words: str,
    reading: Reading | None,
    recalled: Sequence[Quote],
    today: date,
) -> Situation:
    """The situation of one turn; `earlier` are the turns before it that count."""
    method, step, mode = place
    heard = hear(words)
    before = [one for one in earlier if one.said and not hear(one.words).aside]
    here = [exchange.words for exchange in before if exchange.step == step.id]
    count = sum(hear(one).words for one in here) + heard.words
    stress = [e.reading.stress for e in before if e.reading and e.reading.known]
    now = reading.stress if reading and reading.known else 0.0
    return Situation(
        asked=heard.question,
        aside=heard.aside,
        ending=heard.ending,
        readiness=heard.readiness,
        stress=now,
        rising=len(stress) >= 2 and now > sum(stress) / len(stress) + 0.15,
        stale=_stale([*(exchange.words for exchange in before), words]),
        step_done=count >= step.done_when.words or len(here) + 1 >= step.done_when.turns,
        last_step=method.after(step.id) is None,
        older_words=bool(older_than(recalled, today, earlier, words)),
        short=heard.words < 3,
        turn=len(before) + 1,
        moves=tuple(exchange.strategy for exchange in earlier if exchange.strategy),
        allowed=step.moves,
        mode=mode,
    )


def older_than(
    recalled: Sequence[Quote], today: date, earlier: Sequence[Exchange], words: str
) -> list[Quote]:
    """The quotes of days before this one to set against a turn's words: contrary ones first, the same subject before another.

    What this session showed already is left out, but for what is contrary to these words and was
    not yet set against any.
    """
    older = [q for q in recalled if q.said.day is not None and q.said.day < today]
    against = closest_subject((q for q in older if contrary(q.text, words)), words)
    contrasted = [e for e in earlier if e.strategy is Strategy.CONTRAST]
    fresh = [q for q in against if not _shown(q, contrasted)]
    return [*fresh, *(q for q in older if q not in against and not _shown(q, earlier))]


def _shown(quote: Quote, exchanges: Sequence[Exchange]) -> bool:
    return any(is_verbatim(quote.text, [exchange.reply]) for exchange in exchanges)


def _stale(said: list[str]) -> int:
    """How many of the last turns in a row brought next to nothing that was not said before."""
    count = 0
    for place in range(len(said) - 1, 0, -1):
        if novelty(said[place], said[:place]) >= STALE_BELOW:
            break
        count += 1
    return count
