"""Reading what was not read yet, and folding the slots that it touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from selfmirror.memory.belief import Belief
from selfmirror.memory.fold import DatedClaim, fold, homed
from selfmirror.memory.records import (
    Row,
    belief_row,
    claim_row,
    dated_claim,
    given_claims,
    verdict_from,
)
from selfmirror.memory.slots import is_wide, reaches
from selfmirror.store import beliefs as stored

if TYPE_CHECKING:
    from selfmirror.store.database import Connection, Store

_READ_AT_ONCE = 400
_FOLD_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class Account:
    """What a consolidation did: utterances read, claims found, beliefs opened, closed and removed."""

    read: int = 0
    claims: int = 0
    opened: int = 0
    closed: int = 0
    removed: int = 0

    def as_json(self) -> dict[str, int]:
        return {
            "read": self.read,
            "claims": self.claims,
            "opened": self.opened,
            "closed": self.closed,
            "removed": self.removed,
        }


def read_unread(store: Store, progress: Callable[[str], None] | None = None) -> Account:
    """Read every utterance of the person that this extractor has not read yet, a batch at a time."""
    # Only a consolidation needs the grammar: listing what is known must start fast.
    from selfmirror.memory.grammar import EXTRACTOR, claims_of

    done = Account()
    while True:
        with store.open() as db:
            batch = stored.unread(db, EXTRACTOR, _READ_AT_ONCE)
        if not batch:
            return done
        rows: list[Row] = [
            claim_row(utterance.id, EXTRACTOR, ordinal, claim)
            for utterance in batch
            for ordinal, claim in enumerate(claims_of(utterance.text))
        ]
        with store.open() as db:
            stored.save_reading(db, EXTRACTOR, [utterance.id for utterance in batch], rows)
        done = replace(done, read=done.read + len(batch), claims=done.claims + len(rows))
        if progress:
            progress(f"memory: {done.read} read")
        if len(batch) < _READ_AT_ONCE:
            return done


def fold_stale(store: Store) -> Account:
    """Fold anew the slots that claims, verdicts or removed words touched."""
    done = Account()
    looked = False
    while True:
        with store.open() as db:
            if not looked:
                stored.mark_orphans(db)
                looked = True
            slots = stored.stale_slots(db, _FOLD_AT_ONCE)
            if not slots:
                return done
            before, after = fold_slots(db, _with_reached(db, slots))
        was, now = {row[0] for row in before}, {row[0] for row in after}
        newly_closed = {row[0] for row in after if row[1]} - {row[0] for row in before if row[1]}
        done = Account(
            0,
            0,
            done.opened + len(now - was),
            done.closed + len(newly_closed),
            done.removed + len(was - now),
        )
        if len(slots) < _FOLD_AT_ONCE:
            return done


def _with_reached(db: Connection, slots: Sequence[str]) -> list[str]:
    """Some slots and those for which the wide ones among them stand."""
    wide = [slot for slot in slots if is_wide(slot)]
    named = stored.claimed_slots(db) if wide else []
    reached = (slot for slot in named if any(reaches(one, slot) for one in wide))
    return sorted({*slots, *reached})


def fold_slots(db: Connection, slots: Sequence[str]) -> tuple[set[Row], set[Row]]:
    """Rebuild the beliefs of some slots inside the caller's transaction; what they held before and hold now."""
    folded = folded_slots(db, slots)
    evidence = [(b.id, quote.utterance, quote.text) for b in folded for quote in b.evidence]
    return stored.replace_beliefs(db, slots, [belief_row(b) for b in folded], evidence)


def folded_slots(db: Connection, slots: Sequence[str] | None = None) -> list[Belief]:
    """The beliefs of some slots, or of all, straight from the claims."""
    return fold(known_claims(db, slots), [verdict_from(row) for row in stored.verdict_rows(db)])


def known_claims(db: Connection, slots: Sequence[str] | None = None) -> list[DatedClaim]:
    """What was read from words and what was given outright, and what ends something in several slots."""
    asked = None if slots is None else [*slots, *filter(is_wide, stored.claimed_slots(db))]
    read = [dated_claim(row) for row in stored.claim_rows(db, asked)]
    return homed([*read, *given_claims(stored.given_rows(db, asked))])
