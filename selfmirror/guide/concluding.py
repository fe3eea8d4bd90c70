"""The end of a session: insights proposed, answered, and the transcript closed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from selfmirror.errors import MirrorError, UsageError
from selfmirror.guide import notices
from selfmirror.guide.events import Ended, Event, InsightProposed, Remark
from selfmirror.guide.insights import draft_insights, with_change
from selfmirror.guide.recall import older_words
from selfmirror.guide.verdicts import EDIT, NO, understood
from selfmirror.memory.belief import Kind, Status
from selfmirror.models.ports import ModelFailure
from selfmirror.search.ports import IndexBroken, IndexUnreachable
from selfmirror.search.reranking import Reranking
from selfmirror.store import sessions as rows
from selfmirror.words.identity import content_id
from selfmirror.words.language import Language, detect_language

if TYPE_CHECKING:
    from selfmirror.guide.capabilities import Capabilities
    from selfmirror.guide.insights import Draft
    from selfmirror.guide.state import SessionState


class Concluding:
    """Turns a session's words into insights that the person makes certain or keeps out of memory."""

    def __init__(self, on: Capabilities) -> None:
        self._on = on

    def propose(self, state: SessionState) -> Iterator[Event]:
        """Draft, keep and yield the insights that still wait for an answer; the same words give the same ones."""
        drafts = [
            self._against_earlier(draft, state)
            for draft in draft_insights(state.method, state.exchanges)
        ]
        now = self._on.clock.now()
        drafted = [
            rows.InsightRow(
                content_id("insight", state.row.id, draft.kind, draft.text),
                state.row.id,
                draft.kind.value,
                draft.text,
                draft.change,
                Status.CANDIDATE.value,
                draft.evidence,
                now,
            )
            for draft in drafts
        ]
        with self._on.store.open() as db:
            rows.add_insights(db, drafted)
            kept = rows.get_insights(db, state.row.id)
        if not kept:
            yield Remark(notices.NO_INSIGHTS.in_(state.language))
        drawn = {row.id for row in drafted}
        waiting = [row for row in kept if row.status == Status.CANDIDATE and row.id in drawn]
        if waiting:
            yield Remark(notices.TO_CONFIRM.in_(state.language))
        for row in waiting:
            yield InsightProposed(row.id, row.kind, row.text, row.change, row.evidence)

    def answer(self, identity: str, answer: str) -> Remark:
        """Take the person's answer: what they confirm is certain, what they reject is left out of memory.

        Raises:
            UsageError: there is no such insight.
        """
        with self._on.store.open() as db:
            row = rows.get_insight(db, identity)
            session = rows.get_session(db, row.session) if row else None
        if row is None:
            raise UsageError(f"there is no insight {identity}")
        language = Language(session.language) if session else detect_language(row.text)
        if not understood(answer):
            return Remark(notices.UNCLEAR.in_(language))
        word, _, rest = answer.strip().partition(" ")
        text = rest.strip() if word.casefold() in EDIT else row.text
        if word.casefold() in NO:
            self._decline(row)
            self._keep(identity, Status.REJECTED, row.text)
            return Remark(notices.REJECTED.in_(language))
        # The earlier words that it stands against explain it; they do not bear it out.
        own = row.evidence[:1]
        self._on.memory.add_insight(Kind(row.kind), text, own, own[0].said)
        self._keep(identity, Status.CONFIRMED, text)
        return Remark(notices.CONFIRMED.in_(language).format(text=text))

    def close(self, state: SessionState) -> Iterator[Ended]:
        """End the session once; a second time only says again where it is."""
        with self._on.store.open() as db:
            kept = rows.get_insights(db, state.row.id)
            rows.end_session(db, state.row.id, self._on.clock.now())
        if state.row.ended_at is None:
            confirmed = [row.text for row in kept if row.status == Status.CONFIRMED]
            heading = notices.INSIGHTS.in_(state.language)
            self._on.journal.finish(state.path, heading, confirmed)
        yield Ended(state.path, state.said)

    def _against_earlier(self, draft: Draft, state: SessionState) -> Draft:
        looking = Reranking(self._on.search, None)
        try:
            older = older_words(looking, draft.text, state.utterances)
        except (MirrorError, ModelFailure, IndexBroken, IndexUnreachable):
            return draft
        return with_change(draft, older, state.language)

    def _decline(self, declined: rows.InsightRow) -> None:
        """Leave out what was said, however often this session says it; other insights are asked of by themselves."""
        with self._on.store.open() as db:
            turns = rows.get_turns(db, declined.session)
            others = rows.get_insights(db, declined.session)
        apart = {
            quote.utterance
            for row in others
            if row.id != declined.id and row.status != Status.REJECTED
            for quote in row.evidence[:1]
        }
        again = {turn.utterance for turn in turns if turn.utterance} - apart
        self._on.memory.decline(declined.evidence[0], sorted(again))

    def _keep(self, identity: str, status: Status, text: str) -> None:
        with self._on.store.open() as db:
            rows.answer_insight(db, identity, status.value, text)
