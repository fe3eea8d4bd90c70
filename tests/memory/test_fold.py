from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from selfmirror.memory.asof import fading, held_on
from selfmirror.memory.belief import Belief, Kind, Status
from selfmirror.memory.claim import sign_of
from selfmirror.memory.fold import DatedClaim, fold
from selfmirror.memory.verdict import Action, Verdict
from selfmirror.words.identity import content_id
from selfmirror.words.quote import Quote
from selfmirror.words.when import UNKNOWN_TIME, DateSource, on_day

LEARNED = datetime(2026, 5, 1, tzinfo=UTC)
FIRST = date(2020, 1, 1)


def claim(
    day: int | None,
    kind: Kind = Kind.WANT,
    polarity: float = 0.8,
    slot: str = "want.x",
    confidence: float = 0.8,
) -> DatedClaim:
    said = (
        on_day(FIRST + timedelta(days=day), DateSource.FILE_NAME)
        if day is not None
        else UNKNOWN_TIME
    )
    identity = content_id(day, kind, polarity, slot)
    quotes = (Quote(f"u-{identity}", f"words of {identity}", said, "diary"),)
    return DatedClaim(
        identity, kind, slot, f"statement {identity}", polarity, confidence, kind is Kind.DROPPED, said, ("s", 0, 0),
        LEARNED, quotes,
    )  # fmt: skip


def verdict(
    belief: Belief, action: Action, statement: str | None = None, minute: int = 0
) -> Verdict:
    return Verdict(
        f"{action}{minute}", belief.id, action, belief.slot, belief.kind, sign_of(belief.polarity), None, None,
        frozenset(), statement, LEARNED + timedelta(minutes=minute),
    )  # fmt: skip


_CLAIMS = st.lists(
    st.builds(
        claim,
        st.one_of(st.none(), st.integers(0, 12)),
        st.sampled_from([Kind.WANT, Kind.DECISION, Kind.DROPPED, Kind.DONE]),
        st.sampled_from([0.8, -0.8]),
        st.sampled_from(["want.x", "want.y", "want.z"]),
        st.sampled_from([0.3, 0.6, 0.9]),
    ),
    max_size=14,
    unique_by=lambda c: c.id,
)


@settings(max_examples=50, deadline=None)
@given(st.data(), _CLAIMS)
def test_the_order_of_arrival_does_not_matter(
    data: st.DataObject, claims: list[DatedClaim]
) -> None:
    assert fold(data.draw(st.permutations(claims))) == fold(claims)


@settings(max_examples=50, deadline=None)
@given(_CLAIMS, st.integers(0, 14))
def test_an_import_split_in_two_gives_the_same(claims: list[DatedClaim], at: int) -> None:
    assert fold([*claims[at:], *claims[:at], *claims[:at]]) == fold(claims)


@settings(max_examples=50, deadline=None)
@given(_CLAIMS)
def test_only_its_own_slot_closes_a_belief(claims: list[DatedClaim]) -> None:
    alone = [
        b
        for slot in sorted({c.slot for c in claims})
        for b in fold([c for c in claims if c.slot == slot])
    ]
    together = fold(claims)
    assert together == alone
    slot_of = {b.id: b.slot for b in together}
    assert all(slot_of[b.supersedes] == b.slot for b in together if b.supersedes)
    assert all(slot_of[b.closed_by] == b.slot for b in together if b.closed_by)


@settings(max_examples=50, deadline=None)
@given(_CLAIMS)
def test_every_belief_that_is_over_names_the_one_that_said_so(claims: list[DatedClaim]) -> None:
    by_id = {b.id: b for b in fold(claims)}
    for belief in by_id.values():
        assert (belief.closed_by is None) == (belief.valid_to is None)
        if belief.closed_by:
            closing = by_id[belief.closed_by]
            assert belief.valid_to in {quote.said for quote in closing.evidence}
            assert closing.supersedes is not None


def test_one_change_closes_and_links_all_that_stood_against_it() -> None:
    want, decision, dropped = fold(
        [claim(1), claim(2, Kind.DECISION), claim(5, Kind.DROPPED, -0.8)]
    )
    assert (want.closed_by, decision.closed_by) == (dropped.id, dropped.id)
    assert dropped.supersedes == decision.id


def test_doing_it_again_is_linked_to_what_was_wanted_again() -> None:
    first, done, second = fold([claim(1), claim(2, Kind.DONE), claim(3), claim(4, Kind.DONE)])
    assert (first.closed_by, second.closed_by) == (done.id, done.id)
    assert done.supersedes == second.id


@settings(max_examples=50, deadline=None)
@given(_CLAIMS)
def test_no_claim_is_lost_and_no_belief_is_without_a_quote(claims: list[DatedClaim]) -> None:
    beliefs = fold(claims)
    assert {q for b in beliefs for q in b.evidence} == {q for c in claims for q in c.quotes}
    assert all(b.evidence for b in beliefs)


@settings(max_examples=50, deadline=None)
@given(_CLAIMS, st.integers(0, 12))
def test_the_past_does_not_depend_on_what_came_after(claims: list[DatedClaim], day: int) -> None:
    limit = FIRST + timedelta(days=day)
    dated = [c for c in claims if c.said.day]
    known_then = fold([c for c in dated if c.said.day and c.said.day <= limit])
    held_then = {(b.id, b.slot, b.kind) for b in known_then if held_on(b, limit)}
    assert held_then == {(b.id, b.slot, b.kind) for b in fold(dated) if held_on(b, limit)}


@settings(max_examples=50, deadline=None)
@given(_CLAIMS)
def test_rejecting_every_closing_belief_restores_what_it_closed(claims: list[DatedClaim]) -> None:
    closing = [b for b in fold(claims) if b.supersedes]
    verdicts = [verdict(b, Action.REJECT) for b in closing]
    rejected = {(b.slot, b.kind, sign_of(b.polarity)) for b in closing}
    left = [c for c in claims if (c.slot, c.kind, c.sign) not in rejected]
    assert [b for b in fold(claims, verdicts) if b.status is not Status.REJECTED] == fold(left)


def test_a_changed_want_is_closed_linked_and_kept_with_its_quotes() -> None:
    old, new = fold([claim(1), claim(5, Kind.DROPPED, -0.8)])
    assert (old.valid_to, new.supersedes) == (new.valid_from, old.id)
    assert old.evidence
    assert new.evidence


def test_saying_it_again_makes_one_belief_surer() -> None:
    once, (again,) = fold([claim(1)])[0], fold([claim(1), claim(2), claim(3)])
    assert again.id == once.id
    assert len(again.evidence) == 3
    assert again.confidence > once.confidence


def test_doing_it_closes_the_want_and_stays_done_when_it_is_wanted_again() -> None:
    want, done, again = fold([claim(1), claim(2, Kind.DONE), claim(3)])
    assert want.valid_to == done.valid_from
    assert done.valid_to is None
    assert again.valid_to is None


def test_an_undated_claim_closes_nothing_dated() -> None:
    beliefs = fold([claim(1), claim(None, Kind.DROPPED, -0.8)])
    assert [b.valid_to for b in beliefs] == [None, None]


def test_only_an_explicit_end_closes_what_was_said_at_an_unknown_time() -> None:
    assert [b.valid_to is None for b in fold([claim(None), claim(3, polarity=-0.8)])] == [
        True,
        True,
    ]
    ended, _ = fold([claim(None), claim(3, Kind.DROPPED, -0.8)])
    assert ended.valid_to is not None
    assert not held_on(ended, FIRST)


def test_an_unsure_claim_closes_nothing() -> None:
    assert fold([claim(1), claim(2, polarity=-0.8, confidence=0.3)])[0].valid_to is None


def test_a_rejection_covers_what_is_read_later_and_a_confirmation_lifts_it() -> None:
    (belief,) = fold([claim(1)])
    no = verdict(belief, Action.REJECT)
    assert {b.status for b in fold([claim(1), claim(9)], [no])} == {Status.REJECTED}
    yes = verdict(belief, Action.CONFIRM, minute=5)
    (restored,) = fold([claim(1), claim(9)], [no, yes])
    assert restored.status is Status.CONFIRMED
    assert restored.confidence >= 0.95


def test_a_rejection_of_a_clause_holds_when_it_is_read_into_another_slot() -> None:
    first = claim(1)
    (belief,) = fold([first])
    no = replace(verdict(belief, Action.REJECT), anchors=first.anchors)
    (moved,) = fold([replace(first, id="new", slot="want.better")], [no])
    assert moved.status is Status.REJECTED


def test_the_persons_wording_wins() -> None:
    (belief,) = fold([claim(1)])
    edits = [verdict(belief, Action.EDIT, "first"), verdict(belief, Action.EDIT, "last", 1)]
    (edited,) = fold([claim(1), claim(4)], edits)
    assert (edited.statement, edited.status) == ("last", Status.CONFIRMED)


def test_what_was_not_said_for_long_fades_but_not_what_is_confirmed() -> None:
    (belief,) = fold([claim(1)])
    much_later = FIRST + timedelta(days=3000)
    assert 0.5 * belief.confidence <= fading(belief, much_later).confidence < belief.confidence
    confirmed = replace(belief, status=Status.CONFIRMED)
    assert fading(confirmed, much_later) == confirmed
