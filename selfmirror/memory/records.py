"""Rows of the store to the values of memory and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from selfmirror.memory.belief import Belief, Kind, Status
from selfmirror.memory.claim import Claim
from selfmirror.memory.fold import DatedClaim
from selfmirror.memory.verdict import Action, Verdict
from selfmirror.store.beliefs import aware, time_columns, time_from
from selfmirror.store.utterances import stored_utc
from selfmirror.words.identity import content_id
from selfmirror.words.quote import Quote
from selfmirror.words.when import by_file_time

Row = tuple[Any, ...]


def claim_row(utterance: str, extractor: str, ordinal: int, claim: Claim) -> Row:
    """A claim as it is stored; its id comes from the utterance and what is claimed."""
    identity = content_id("claim", utterance, claim.kind, claim.slot, claim.sign, claim.statement)
    return (
        identity, utterance, extractor, ordinal, claim.kind.value, claim.slot, claim.statement,
        claim.polarity, claim.quote, claim.confidence, claim.closes,
    )  # fmt: skip


def dated_claim(row: Row) -> DatedClaim:
    """The value of a row of `claim_rows`."""
    identity, kind, slot, statement, polarity, confidence, closes, quote, utterance, ordinal = row[
        :10
    ]
    source, position, recorded = row[10:13]
    said = time_from(row[13:18])
    quotes = (Quote(utterance, quote, said, row[18]),)
    place = (source, position, ordinal)
    learned = recorded.replace(tzinfo=UTC)
    return DatedClaim(
        identity,
        Kind(kind),
        slot,
        statement,
        polarity,
        confidence,
        closes,
        said,
        place,
        learned,
        quotes,
    )


def given_claims(rows: Iterable[Row]) -> list[DatedClaim]:
    """The claims of rows of `given_rows`: one for all the quotes of a thing given."""
    by_id: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_id[row[0]].append(row)
    return [_given(group) for group in by_id.values()]


def _given(rows: Sequence[Row]) -> DatedClaim:
    identity, kind, slot, statement, polarity, at = rows[0][:6]
    quotes = tuple(Quote(row[12], row[11], time_from(row[13:18]), row[18]) for row in rows)
    learned = at.replace(tzinfo=UTC)
    # What the person gave outright has the last word among claims of one time.
    place = ("\U0010ffff", 0, 0)
    closes = True
    return DatedClaim(
        identity, Kind(kind), slot, statement, polarity, 0.95, closes, time_from(rows[0][6:11]), place,
        learned, quotes, given=learned,
    )  # fmt: skip


def verdict_from(row: Row) -> Verdict:
    """The value of a row of the table `verdict`."""
    identity, belief, action, slot, kind, sign, since, until, anchors, statement, at = row
    return Verdict(
        identity, belief, Action(action), slot, Kind(kind), sign, aware(since), aware(until),
        frozenset(anchors), statement, at.replace(tzinfo=UTC),
    )  # fmt: skip


def verdict_row(verdict: Verdict) -> Row:
    """A verdict as it is stored."""
    bounds = [stored_utc(moment) if moment else None for moment in (verdict.since, verdict.until)]
    return (
        verdict.id, verdict.belief, verdict.action.value, verdict.slot, verdict.kind.value, verdict.sign, *bounds,
        sorted(verdict.anchors), verdict.statement, stored_utc(verdict.at),
    )  # fmt: skip


def belief_row(belief: Belief) -> Row:
    """A belief as it is stored, without its quotes."""
    ended = time_columns(belief.valid_to) if belief.valid_to else (None,) * 5
    return (
        belief.id, belief.kind.value, belief.slot, belief.statement, belief.polarity,
        *time_columns(belief.valid_from), *ended, belief.valid_from.iso(),
        belief.valid_to.iso() if belief.valid_to else None, stored_utc(belief.recorded_at), belief.confidence,
        belief.status.value, belief.supersedes, len(belief.evidence), belief.closed_by,
    )  # fmt: skip


def beliefs_from(rows: Sequence[Row], evidence: Iterable[Row]) -> list[Belief]:
    """Beliefs of rows of the table `belief` with their quotes, oldest first."""
    quotes: dict[str, list[Quote]] = defaultdict(list)
    for row in evidence:
        said = by_file_time(row[9]) if row[9] else time_from(row[3:8])
        quotes[row[0]].append(Quote(row[2], row[1], said, row[8]))
    return [_belief(row, quotes[row[0]]) for row in rows]


def _belief(row: Row, quotes: list[Quote]) -> Belief:
    ended = time_from(row[10:15]) if row[13] is not None else None
    recorded: datetime = row[17].replace(tzinfo=UTC)
    ordered = tuple(sorted(quotes, key=lambda q: (q.said.sort_key, q.utterance, q.text)))
    return Belief(
        row[0], Kind(row[1]), row[2], row[3], row[4], time_from(row[5:10]), ended, recorded, row[18],
        Status(row[19]), row[20], ordered, row[22],
    )  # fmt: skip


def under_stress(belief: Belief, stressed: set[str]) -> Belief:
    """The belief, marked if what it rests on first was said under stress."""
    return replace(
        belief, stressed=bool(belief.evidence) and belief.evidence[0].utterance in stressed
    )
