"""What the person decided about a belief; it is about a stretch of a slot, so that it survives a new reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from selfmirror.memory.belief import Kind
from selfmirror.memory.claim import Claim
from selfmirror.words.identity import content_id
from selfmirror.words.when import When


class Action(StrEnum):
    """What a person can do to a belief."""

    CONFIRM = "confirm"
    REJECT = "reject"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One decision at an aware instant.

    It covers the claims of a slot, kind and side said after `since` and before `until` (aware;
    None is without bound); a rejection also covers the clauses named by `anchors`, in whatever slot
    they are read later.
    """

    id: str
    belief: str
    action: Action
    slot: str
    kind: Kind
    sign: int
    since: datetime | None
    until: datetime | None
    anchors: frozenset[str]
    statement: str | None
    at: datetime


def refusal_of(utterance: str, claim: Claim, at: datetime) -> Verdict:
    """The rejection of one clause of one utterance, whatever slot it is read into."""
    anchor = content_id(utterance, claim.statement)
    identity = content_id("refusal", anchor, claim.kind, claim.sign, at.isoformat())
    nowhere, nothing = "", ""
    return Verdict(
        identity,
        nothing,
        Action.REJECT,
        nowhere,
        claim.kind,
        claim.sign,
        None,
        None,
        frozenset({anchor}),
        None,
        at,
    )


def covers(
    verdict: Verdict, slot: str, kind: Kind, sign: int, said: When, anchors: Iterable[str]
) -> bool:
    """Whether a verdict is about a claim with these properties."""
    if (verdict.kind, verdict.sign) != (kind, sign):
        return False
    if verdict.anchors & set(anchors) and (verdict.slot == slot or verdict.action is Action.REJECT):
        return True
    if verdict.slot != slot:
        return False
    if not said.known:
        return verdict.since is None
    when = said.sort_key
    return (verdict.since is None or when > verdict.since) and (
        verdict.until is None or when < verdict.until
    )
