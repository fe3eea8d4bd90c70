"""Speaking unasked: detectors propose, one arbiter decides, silence is the default."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from selfmirror.errors import UsageError
from selfmirror.nudges.arbiter import Circumstances, Past, decide, distress_of
from selfmirror.nudges.detectors import Turn, propose
from selfmirror.nudges.learning import Answered, Taste, learn
from selfmirror.nudges.nudge import Decision, Nudge, NudgeKind, Outcome, Proposal, Verdict
from selfmirror.nudges.wording import word
from selfmirror.store import nudges as kept
from selfmirror.store.nudges import NudgeRow
from selfmirror.words.identity import content_id
from selfmirror.words.language import Language, detect_language
from selfmirror.words.own import own_words

if TYPE_CHECKING:
    from selfmirror.affect.reading import Reading
    from selfmirror.clock import Clock
    from selfmirror.memory.memory import Memory
    from selfmirror.settings import NudgeSettings
    from selfmirror.store.database import Connection, Store


class Nudges:
    """Proposes, weighs, speaks or withholds, and learns from the answer."""

    def __init__(self, store: Store, clock: Clock, memory: Memory, settings: NudgeSettings) -> None:
        self._store = store
        self._clock = clock
        self._memory = memory
        self._settings = settings

    def consider(
        self, session: str, text: str, utterance: str, reading: Reading | None, now: datetime
    ) -> Nudge | None:
        """What is worth saying unasked about these words; None, by far the most often, for silence.

        Every decision is kept, the withheld ones too. `now` is aware, in the person's zone.
        """
        if not self._settings.enabled:
            return None
        proposals = propose(read_turn(utterance, text, now), self._memory.beliefs(everything=True))
        if not proposals:
            return None
        with self._store.open() as db:
            around = self._circumstances(db, now, distress_of(reading))
        verdicts = decide(proposals, around)
        language = detect_language(text)
        rows = [_row(session, utterance, now, verdict, language) for verdict in verdicts]
        with self._store.open() as db:
            kept.add_nudges(db, rows)
        return next(
            (
                _nudge(row, verdict.weighed.proposal)
                for row, verdict in zip(rows, verdicts, strict=True)
                if verdict.decision is Decision.SPOKEN
            ),
            None,
        )

    def answer(self, identity: str, outcome: Outcome) -> NudgeRow:
        """Keep what the person did with a nudge, by its id or the beginning of one.

        Disabling keeps the whole kind silent until it is enabled again.

        Raises:
            UsageError: there is no such nudge, or more than one begins so.
        """
        row = self.find(identity)
        now = self._clock.now()
        with self._store.open() as db:
            kept.save_outcome(db, row.id, outcome.value, now)
            if outcome is Outcome.DISABLE:
                kept.disable_kind(db, row.kind, now)
        return self.find(row.id)

    def find(self, identity: str) -> NudgeRow:
        """The decision of an id or of the only one that begins so.

        Raises:
            UsageError: there is none, or more than one.
        """
        with self._store.open() as db:
            found = kept.nudges_like(db, identity)
        if len(found) != 1:
            problem = "more than one nudge begins with" if found else "there is no nudge"
            raise UsageError(f"{problem} {identity}; see `selfmirror nudges --withheld`")
        return found[0]

    def decisions(self, decision: Decision | None = None) -> list[NudgeRow]:
        """Every decision, or those of one sort, newest first."""
        with self._store.open() as db:
            return kept.list_nudges(db, decision.value if decision else None)

    def disable(self, kind: NudgeKind) -> None:
        """Keep a kind silent."""
        with self._store.open() as db:
            kept.disable_kind(db, kind.value, self._clock.now())

    def enable(self, kind: NudgeKind) -> None:
        """Let a disabled kind speak again."""
        with self._store.open() as db:
            kept.enable_kind(db, kind.value)

    def disabled(self) -> list[NudgeKind]:
        """The kinds that the person disabled."""
        with self._store.open() as db:
            return [NudgeKind(kind) for kind in kept.disabled_kinds(db)]

    def taste(self) -> Taste:
        """What is believed now of what this person takes and dismisses."""
        return learn(
            Answered(NudgeKind(row.kind), row.features, Outcome(row.outcome))
            for row in self.decisions()
            if row.outcome
        )

    def _circumstances(self, db: Connection, now: datetime, distress: float) -> Circumstances:
        past = [_past(row) for row in kept.list_nudges(db)]
        disabled = frozenset(NudgeKind(kind) for kind in kept.disabled_kinds(db))
        return Circumstances(now, distress, past, disabled, self._settings.daily)


def read_turn(utterance: str, text: str, now: datetime) -> Turn:
    """What the detectors see of a turn: its claims and its content words, own words alone."""
    # The grammars take a while to import, and most commands never meet a turn.
    from selfmirror.memory.english_words import content_stems
    from selfmirror.memory.grammar import claims_of
    from selfmirror.memory.russian_words import content_lemmas

    own = own_words(text)
    words = content_lemmas(own) if detect_language(own) is Language.RU else content_stems(own)
    return Turn(utterance, tuple(claims_of(text)), frozenset(words), now.date())


def _row(
    session: str, utterance: str, now: datetime, verdict: Verdict, language: Language
) -> NudgeRow:
    proposal = verdict.weighed.proposal
    return NudgeRow(
        content_id("nudge", session, utterance, proposal.kind, proposal.subject),
        now,
        session,
        proposal.kind.value,
        proposal.subject,
        utterance,
        word(proposal, language),
        verdict.decision.value,
        verdict.reason,
        round(verdict.weighed.score, 3),
        dict(verdict.weighed.features),
        tuple(quote.as_json() for quote in proposal.evidence),
    )


def _nudge(row: NudgeRow, proposal: Proposal) -> Nudge:
    return Nudge(row.id, proposal.kind, row.text, proposal.evidence)


def _past(row: NudgeRow) -> Past:
    return Past(
        row.at,
        NudgeKind(row.kind),
        row.subject,
        Decision(row.decision),
        row.features,
        Outcome(row.outcome) if row.outcome else None,
        row.answered_at,
    )
