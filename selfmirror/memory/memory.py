"""Beliefs about the person over time: a fold over dated evidence and the person's verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from selfmirror.errors import MirrorError, UsageError
from selfmirror.memory.asof import fading, held_by_now, held_on, newest_first, over_by
from selfmirror.memory.belief import Belief, Kind, Status
from selfmirror.memory.claim import FAMILY_OF, sign_of
from selfmirror.memory.consolidation import (
    Account,
    fold_slots,
    fold_stale,
    known_claims,
    read_unread,
)
from selfmirror.memory.fold import fold
from selfmirror.memory.forgetting import Redact, forget_belief
from selfmirror.memory.records import beliefs_from, under_stress, verdict_from, verdict_row
from selfmirror.memory.verdict import Action, Verdict, refusal_of
from selfmirror.store import beliefs as stored
from selfmirror.store.rows import append_rows
from selfmirror.store.utterances import add_source, add_utterances, get_utterances, stored_utc
from selfmirror.words.identity import content_id, text_hash
from selfmirror.words.quote import Quote
from selfmirror.words.speaker import Speaker
from selfmirror.words.utterance import Source, Utterance

if TYPE_CHECKING:
    from selfmirror.clock import Clock
    from selfmirror.store.database import Connection, Store
    from selfmirror.words.when import When

_STRESSED = 0.6
_SURE_ENOUGH = 0.35
_LOOKED_THROUGH = 2000


class Memory:
    """What is known of the person, as of any date."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def beliefs(
        self, as_of: date | None = None, kind: Kind | None = None, *, everything: bool = False
    ) -> list[Belief]:
        """The beliefs that held on a day (today if none is given), newest first.

        With `everything`, also those that are over, rejected, or too unsure to be shown. What was
        said at an unknown time is listed only where no day is asked for.
        """
        today = self._clock.now().date()
        with self._store.open() as db:
            found = self._all(db) if as_of is None else self._until(db, as_of)
            found = [b for b in found if kind is None or b.kind is kind]
            if not everything:
                held = held_on if as_of else held_by_now
                found = [b for b in found if held(b, as_of or today) and _is_shown(b)]
            found = self._marked(db, found)
        return newest_first([fading(b, as_of or today) for b in found])

    def held(self, as_of: date | None = None, since: date | None = None) -> list[Belief]:
        """The beliefs that held on a day or, with `since`, at any time from then to it, newest first."""
        if since is None:
            return self.beliefs(as_of)
        return [
            belief
            for belief in self.beliefs(as_of, everything=True)
            if _is_shown(belief) and belief.valid_from.known and not over_by(belief, since)
        ]

    def get(self, belief: str) -> Belief:
        """The belief of an id or of a unique beginning of one.

        Raises:
            UsageError: no belief has it, or several do.
        """
        with self._store.open() as db:
            return fading(self._one(db, belief), self._clock.now().date())

    def history(self, slot: str) -> list[Belief]:
        """Everything that was ever held in a slot, oldest first; empty for an unknown slot."""
        with self._store.open() as db:
            found = self._marked(db, self._where(db, "slot = ?", [slot]))
        return sorted(found, key=lambda b: (b.valid_from.sort_key, b.id))

    def slots(self, part: str = "") -> list[str]:
        """The slots whose name holds `part`."""
        with self._store.open() as db:
            return stored.slot_names(db, part)

    def relevant(self, text: str, k: int = 5) -> list[Belief]:
        """The beliefs that now hold and share words with a text, closest first."""
        from selfmirror.memory.relevance import closest

        return closest(text, self.beliefs(), k)

    def ask(self, question: str, as_of: date | None = None) -> list[Belief]:
        """The beliefs that answer a question as of a day, closest first."""
        from selfmirror.memory.relevance import closest

        return closest(question, self.beliefs(as_of), 12)

    def said_within(self, first: date, last: date) -> list[Quote]:
        """What the person said on some days, whole utterances, newest first; only so many of the newest."""
        from selfmirror.store.timeline import own_words_within

        with self._store.open() as db:
            found = own_words_within(db, first, last, _LOOKED_THROUGH)
        return [Quote(said.id, said.text, said.said, title) for said, title in found]

    def confirm(self, belief: str) -> Belief:
        """The person says that it is so; it also takes a rejection back."""
        return self._decide(belief, Action.CONFIRM)

    def reject(self, belief: str) -> Belief:
        """The person says that it is not so: gone for good, and what it had closed is open again."""
        return self._decide(belief, Action.REJECT)

    def edit(self, belief: str, statement: str) -> Belief:
        """The person's own wording, which wins over what was read.

        Raises:
            UsageError: the wording is empty, or there is no such belief.
        """
        if not statement.strip():
            raise UsageError("the new wording is empty; nothing was changed")
        return self._decide(belief, Action.EDIT, statement.strip())

    def undo(self, belief: str) -> Belief | None:
        """Take back the last decision about a belief; None if it leaves nothing under that id."""
        with self._store.open() as db:
            known = self._one(db, belief)
            db.execute(
                'DELETE FROM verdict WHERE id = (SELECT arg_max(id, "at") FROM verdict WHERE belief = ?)',
                [known.id],
            )
            fold_slots(db, [known.slot])
            found = self._where(db, "slot = ? AND kind = ?", [known.slot, known.kind.value])
        return next((b for b in found if b.id == known.id), None)

    def add(self, kind: Kind, text: str, said: When) -> Belief:
        """Keep what the person states about themselves; their words are its evidence.

        Raises:
            UsageError: the text is empty.
        """
        words = text.strip()
        if not words:
            raise UsageError("there is nothing to add; give the words")
        now = self._clock.now()
        source = Source(
            content_id("memory", said.iso()), "note", stored.MADE_BY_HAND, "memory", "memory add"
        )
        identity = content_id("added", said.iso(), words)
        utterance = Utterance(identity, source.id, 0, None, Speaker.ME, words, said, now)
        with self._store.open() as db:
            db.execute("DELETE FROM forgotten WHERE hash = ?", [text_hash(words)])
            add_source(db, source, None, now)
            add_utterances(db, [utterance])
        return self.add_insight(kind, words, [Quote(identity, words, said, source.title)], said)

    def add_insight(self, kind: Kind, text: str, evidence: Sequence[Quote], at: When) -> Belief:
        """Keep an insight that the person confirmed, with the quotes it rests on.

        Raises:
            MirrorError: a quote is not verbatim in an utterance of the person, or there is none.
        """
        from selfmirror.memory.given import subject_and_sign

        statement = text.strip()
        slot, polarity = subject_and_sign(kind, statement)
        identity = content_id(
            "given", kind, slot, statement, at.iso(), *sorted(q.utterance for q in evidence)
        )
        moment = stored_utc(self._clock.now())
        with self._store.open() as db:
            self._verify(db, evidence)
            for table, column in (("given", "id"), ("given_quote", "given")):
                db.execute(f"DELETE FROM {table} WHERE {column} = ?", [identity])  # noqa: S608 - names above
            row = (
                identity,
                kind.value,
                slot,
                statement,
                polarity,
                *stored.time_columns(at),
                moment,
            )
            append_rows(db, "given", [row])
            append_rows(db, "given_quote", [(identity, q.utterance, q.text) for q in evidence])
            fold_slots(db, [slot])
            found = self._where(db, "slot = ? AND kind = ?", [slot, kind.value])
        mine = [
            b
            for b in found
            if sign_of(b.polarity) == sign_of(polarity) and b.status is Status.CONFIRMED
        ]
        return max(mine, key=lambda b: b.valid_from.sort_key)

    def decline(self, quote: Quote, also: Iterable[str] = ()) -> None:
        """The person does not let some words of theirs into memory: what is read from them is rejected.

        So is what the utterances `also` claim of the same slots and sides. What was said elsewhere of
        the same thing stays, and `confirm` takes it back.
        """
        from selfmirror.memory.grammar import claims_of

        now = self._clock.now()
        with self._store.open() as db:
            known = get_utterances(db, [quote.utterance, *also])
            claims = [(u.id, claim) for u in known.values() for claim in claims_of(u.text)]
            meant = {
                (claim.slot, claim.sign)
                for said_in, claim in claims
                if said_in == quote.utterance
                and (quote.text in claim.quote or claim.statement in quote.text)
            }
            refusals = [
                refusal_of(said_in, claim, now)
                for said_in, claim in claims
                if (claim.slot, claim.sign) in meant
            ]
            append_rows(db, "verdict", [verdict_row(one) for one in refusals])
            stored.mark_stale(db, sorted({slot for slot, _ in meant}))

    def forget(self, belief: str, redact: Redact | None = None) -> list[str]:
        """Remove a belief, every utterance that carries its quotes, and what quotes them, for good.

        Args:
            belief: its id or a unique beginning of one.
            redact: cuts the utterances' texts from the journal's files and says which changed.

        Returns:
            The paths of the files that were changed.
        """
        with self._store.open() as db:
            known = self._one(db, belief)
        return forget_belief(self._store, known, redact, self._clock.now())

    def consolidate(self, progress: Callable[[str], None] | None = None) -> Account:
        """Read the utterances not read yet and fold them into beliefs; a second run changes nothing."""
        read = read_unread(self._store, progress)
        folded = fold_stale(self._store)
        return replace(folded, read=read.read, claims=read.claims)

    def unread(self) -> int:
        """How many utterances a consolidation would read."""
        from selfmirror.memory.grammar import EXTRACTOR

        with self._store.open() as db:
            return len(stored.unread(db, EXTRACTOR, 1_000_000_000))

    def _decide(self, belief: str, action: Action, statement: str | None = None) -> Belief:
        now = self._clock.now()
        with self._store.open() as db:
            known = self._one(db, belief)
            # A later decision is later, even where the clock stands still.
            last = max((verdict_from(row).at for row in stored.verdict_rows(db)), default=None)
            at = max(now, last + timedelta(microseconds=1)) if last else now
            verdict = self._verdict(db, known, action, statement, at)
            append_rows(db, "verdict", [verdict_row(verdict)])
            fold_slots(db, [known.slot])
            found = self._where(db, "slot = ? AND kind = ?", [known.slot, known.kind.value])
        mine = {q.utterance for q in known.evidence}
        return max(
            found, key=lambda b: (b.id == known.id, len(mine & {q.utterance for q in b.evidence}))
        )

    def _verdict(
        self, db: Connection, known: Belief, action: Action, statement: str | None, now: datetime
    ) -> Verdict:
        """The verdict's stretch reaches from the end of what was held before to the belief's own end."""
        sign = sign_of(known.polarity)
        claims = [c for c in known_claims(db, [known.slot]) if c.said.known]
        utterances = {q.utterance for q in known.evidence}
        began = known.valid_from.sort_key
        earlier = [c.said.sort_key for c in claims if c.sign != sign and c.said.sort_key < began]
        anchors = frozenset(
            anchor
            for c in known_claims(db, [known.slot])
            if (c.kind, c.sign) == (known.kind, sign)
            and utterances & {q.utterance for q in c.quotes}
            for anchor in c.anchors
        )
        identity = content_id("verdict", known.id, action, statement, now.isoformat())
        ended = known.valid_to.sort_key if known.valid_to else None
        since = max(earlier) if earlier else None
        return Verdict(
            identity,
            known.id,
            action,
            known.slot,
            known.kind,
            sign,
            since,
            ended,
            anchors,
            statement,
            now,
        )

    def _verify(self, db: Connection, evidence: Sequence[Quote]) -> None:
        known = get_utterances(db, [quote.utterance for quote in evidence])
        if not evidence:
            raise MirrorError("an insight needs a quote of the person's own words; none was given")
        for quote in evidence:
            utterance = known.get(quote.utterance)
            if (
                utterance is None
                or utterance.speaker is not Speaker.ME
                or quote.text not in utterance.text
            ):
                raise MirrorError(
                    "a quote is not verbatim in the person's words; the insight was not kept"
                )

    def _all(self, db: Connection) -> list[Belief]:
        return self._where(db, "true", [])

    def _until(self, db: Connection, day: date) -> list[Belief]:
        """The fold of what had been said by the end of a day."""
        claims = [c for c in known_claims(db) if c.said.day is not None and c.said.day <= day]
        return fold(claims, [verdict_from(row) for row in stored.verdict_rows(db)])

    def _where(self, db: Connection, condition: str, given: Sequence[object]) -> list[Belief]:
        rows = stored.belief_rows(db, condition, given)
        return beliefs_from(rows, stored.evidence_rows(db, [row[0] for row in rows]))

    def _one(self, db: Connection, belief: str) -> Belief:
        if not belief:
            raise UsageError("the id is empty; see `selfmirror memory list --all`")
        found = self._marked(db, self._where(db, "starts_with(id, ?)", [belief]))
        if not found:
            raise UsageError(f"no belief has the id {belief}; see `selfmirror memory list --all`")
        if len(found) > 1:
            raise UsageError(
                f"{len(found)} beliefs have ids that begin with {belief}; give more of it"
            )
        return found[0]

    def _marked(self, db: Connection, beliefs: Sequence[Belief]) -> list[Belief]:
        first = sorted({b.evidence[0].utterance for b in beliefs if b.evidence})
        stressed = stored.stressed_among(db, first, _STRESSED)
        return [under_stress(belief, stressed) for belief in beliefs]


def _is_shown(belief: Belief) -> bool:
    sure = belief.confidence >= _SURE_ENOUGH or belief.status is Status.CONFIRMED
    return belief.status is not Status.REJECTED and sure and belief.kind in FAMILY_OF
