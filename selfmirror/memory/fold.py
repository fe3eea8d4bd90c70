"""What was true of the person when: a pure fold of dated claims and the person's verdicts, slot by slot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from selfmirror.memory.belief import Belief, Kind, Status
from selfmirror.memory.claim import Claim, sign_of
from selfmirror.memory.slots import is_wide, reaches
from selfmirror.memory.verdict import Action, Verdict, covers
from selfmirror.words.identity import content_id
from selfmirror.words.quote import Quote
from selfmirror.words.when import When

CLOSING_CONFIDENCE = 0.4
"""A claim surer than this can end what was held before it."""

_REPEATED = 0.85
_CONFIRMED = 0.95


@dataclass(frozen=True, slots=True)
class DatedClaim:
    """A claim with the time it was said, the quotes it rests on, and its place among claims of one time.

    `given` is when the person gave it outright (added it or confirmed it as an insight), None for
    what was read from their words.
    """

    id: str
    kind: Kind
    slot: str
    statement: str
    polarity: float
    confidence: float
    closes: bool
    said: When
    place: tuple[str, int, int]
    recorded_at: datetime
    quotes: tuple[Quote, ...]
    given: datetime | None = None

    @property
    def order(self) -> tuple[datetime, tuple[str, int, int], str]:
        """The one order of claims in time; it depends on nothing but the claim."""
        return self.said.sort_key, self.place, self.id

    @property
    def sign(self) -> int:
        return sign_of(self.polarity)

    @property
    def anchors(self) -> frozenset[str]:
        """What names this clause in its utterances, whatever slot a reading gives it."""
        return frozenset(content_id(quote.utterance, self.statement) for quote in self.quotes)


@dataclass(slots=True)
class _Run:
    """Claims of one kind and side that nothing opposite interrupts."""

    kind: Kind
    sign: int
    claims: list[DatedClaim] = field(default_factory=list)
    ended: When | None = None
    closed_by: _Run | None = None
    supersedes: _Run | None = None

    @property
    def id(self) -> str:
        return content_id("belief", self.claims[0].id)


def fold(claims: Iterable[DatedClaim], verdicts: Sequence[Verdict] = ()) -> list[Belief]:
    """The beliefs of all slots, in the order of slots and times; equal sets give equal results.

    Within a slot, claims of one kind and side make one belief until a later claim of the other
    side, surer than `CLOSING_CONFIDENCE`, closes it. What is done closes what was wanted. Claims of
    an unknown time never close a dated belief; only a claim that says it is over («больше не»)
    closes what was said at an unknown time.
    """
    by_slot: dict[str, dict[str, DatedClaim]] = {}
    for claim in claims:
        by_slot.setdefault(claim.slot, {})[claim.id] = claim
    beliefs: list[Belief] = []
    for slot in sorted(by_slot):
        mine = [v for v in verdicts if v.slot == slot or v.anchors]
        beliefs += _fold_slot(list(by_slot[slot].values()), mine)
    return beliefs


def homed(claims: Sequence[DatedClaim]) -> list[DatedClaim]:
    """The claims with those of wide slots put into each slot in which they end something said before them."""
    wide = [claim for claim in claims if is_wide(claim.slot)]
    own = [claim for claim in claims if not is_wide(claim.slot)]
    ended = {
        (over.id, claim.slot): replace(over, id=content_id(over.id, claim.slot), slot=claim.slot)
        for over in wide
        for claim in own
        if over.said.known
        and claim.sign > 0
        and claim.order < over.order
        and reaches(over.slot, claim.slot)
    }
    return [*own, *ended.values()]


def _fold_slot(claims: list[DatedClaim], verdicts: Sequence[Verdict]) -> list[Belief]:
    ordered = sorted(claims, key=lambda claim: claim.order)
    rejected = {claim.id for claim in ordered if _rejected(claim, verdicts)}
    held = _runs([c for c in ordered if c.id not in rejected])
    refused: dict[tuple[Kind, int], _Run] = {}
    for claim in ordered:
        if claim.id in rejected:
            refused.setdefault(
                (claim.kind, claim.sign), _Run(claim.kind, claim.sign)
            ).claims.append(claim)
    beliefs = [_belief(run, verdicts) for run in held]
    beliefs += [replace(_belief(run, ()), status=Status.REJECTED) for run in refused.values()]
    return beliefs


def _rejected(claim: DatedClaim, verdicts: Sequence[Verdict]) -> bool:
    """Whether the last word on the claim is a rejection; it holds for what is read anew, too."""
    said = [
        v
        for v in verdicts
        if covers(v, claim.slot, claim.kind, claim.sign, claim.said, claim.anchors)
        and (claim.given is None or v.at >= claim.given)
    ]
    return bool(said) and max(said, key=lambda v: (v.at, v.id)).action is Action.REJECT


def _runs(claims: Sequence[DatedClaim]) -> list[_Run]:
    runs: list[_Run] = []
    for claim in claims:
        if not claim.said.known:
            _join_undated(runs, claim)
        else:
            _take(runs, claim)
    return runs


def _join_undated(runs: list[_Run], claim: DatedClaim) -> None:
    """Claims of unknown time come first; those of one kind and side strengthen each other."""
    for run in runs:
        if (run.kind, run.sign) == (claim.kind, claim.sign):
            run.claims.append(claim)
            return
    runs.append(_Run(claim.kind, claim.sign, [claim]))


def _take(runs: list[_Run], claim: DatedClaim) -> None:
    closed = [run for run in runs if run.ended is None and _ends(run, claim)]
    current = next((r for r in reversed(runs) if _goes_on(r, claim)), None)
    if current is None:
        current = _Run(claim.kind, claim.sign)
        runs.append(current)
    current.claims.append(claim)
    for run in closed:
        run.ended, run.closed_by = claim.said, current
        current.supersedes = run


def _goes_on(run: _Run, claim: DatedClaim) -> bool:
    same = (run.kind, run.sign) == (claim.kind, claim.sign)
    return same and run.ended is None and run.claims[0].said.known


def _ends(run: _Run, claim: DatedClaim) -> bool:
    dated = run.claims[0].said.known or claim.closes
    return dated and ends(claim, run.kind, run.sign)


def ends(claim: Claim | DatedClaim, kind: Kind, sign: int) -> bool:
    """Whether a later claim of the same slot ends what was held of a kind and side."""
    if kind in {Kind.DONE, Kind.EPISODE} or claim.confidence < CLOSING_CONFIDENCE:
        return False
    return claim.sign != sign or claim.kind is Kind.DONE


def _belief(run: _Run, verdicts: Sequence[Verdict]) -> Belief:
    mine = [v for v in verdicts if any(_speaks_of(v, run, claim) for claim in run.claims)]
    edits = [v for v in mine if v.action is Action.EDIT and v.statement]
    latest = run.claims[-1]
    edited = max(edits, key=lambda v: (v.at, v.id)).statement if edits else None
    confirmed = any(v.action in {Action.CONFIRM, Action.EDIT} for v in mine) or any(
        c.given for c in run.claims
    )
    best = max(run.claims, key=lambda c: (c.given is not None, c.confidence, c.order))
    # The same words with and without their full stop are one quote, the whole one.
    said = sorted((q for c in run.claims for q in c.quotes), key=lambda q: len(q.text))
    quotes = {(q.utterance, q.text.rstrip(" .")): q for q in said}
    return Belief(
        run.id,
        run.kind,
        latest.slot,
        edited or best.statement,
        best.polarity,
        run.claims[0].said,
        run.ended,
        min(c.recorded_at for c in run.claims),
        _confidence(run.claims, confirmed=confirmed),
        Status.CONFIRMED if confirmed else Status.CANDIDATE,
        run.supersedes.id if run.supersedes else None,
        tuple(sorted(quotes.values(), key=lambda q: (q.said.sort_key, q.utterance, q.text))),
        run.closed_by.id if run.closed_by else None,
    )


def _speaks_of(verdict: Verdict, run: _Run, claim: DatedClaim) -> bool:
    return covers(verdict, claim.slot, run.kind, run.sign, claim.said, claim.anchors)


def _confidence(claims: Sequence[DatedClaim], *, confirmed: bool) -> float:
    """The surest claim, raised by each further day that it was said on; what is confirmed is near certain."""
    best = max(claim.confidence for claim in claims)
    days = {claim.said.day for claim in claims if claim.said.known}
    repeated: float = 1 - (1 - best) * _REPEATED ** max(len(days) - 1, 0)
    return round(max(repeated, _CONFIRMED) if confirmed else repeated, 3)
