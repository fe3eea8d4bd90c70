from collections import Counter
from pathlib import Path

import pytest

from selfmirror.drift.drift import Drift, DriftQuestion
from selfmirror.memory.memory import Memory
from tests.drift.lives import EN, TURNED, life
from tests.fakes.clocks import FixedClock
from tests.fakes.words import remember
from tests.ingest.conftest import Desk
from tests.ingest.exports import put
from tests.ingest.reading import parse

ZONE = """BEGIN:VTIMEZONE
TZID:Our Time
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:{offset}
TZOFFSETTO:{offset}
END:STANDARD
END:VTIMEZONE
"""


def _calendar(*components: str, head: str = "") -> str:
    lines = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *filter(None, [head]), *components])
    return f"{lines}\nEND:VCALENDAR\n".replace("\n", "\r\n")


def _event(*lines: str, summary: str = "Gym", uid: str = "u1") -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{summary}", *lines, "END:VEVENT"])


def _read(folder: Path, *components: str, head: str = "") -> tuple[list[str | None], Counter[str]]:
    """When things were done, and why the rest was not."""
    documents = parse(put(folder, {"c.ics": _calendar(*components, head=head)}) / "c.ics")
    out = sum((Counter(one.left_out) for one in documents), Counter[str]())
    for one in documents:
        assert one.messages == one.spoken + sum(one.left_out.values())
    return [piece.said.iso() for one in documents for piece in one.pieces], out


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("DTSTART;TZID=Europe/Moscow:20240105T100000", "2024-01-05T10:00:00+03:00"),
        ("DTSTART;TZID=Our Time:20240105T100000", "2024-01-05T10:00:00+05:30"),
        ("DTSTART:20240105T220000Z", "2024-01-06T01:00:00+03:00"),
        ("DTSTART:20240105T100000", "2024-01-05"),
        ("DTSTART;VALUE=DATE:20240105", "2024-01-05"),
        ("DTSTART;TZID=Mars/Base:20240105T100000", "2024-01-05"),
        ("DTSTART:garbage", None),
    ],
)
def test_an_event_is_known_as_far_as_its_time_says(
    tmp_path: Path, start: str, said: str | None
) -> None:
    zone = "X-WR-TIMEZONE:Europe/Moscow\n" + ZONE.format(offset="+0530").strip()

    assert _read(tmp_path, _event(start), head=zone) == ([said], Counter())


def test_zones_of_one_name_stay_apart_from_file_to_file(tmp_path: Path) -> None:
    event = _event("DTSTART;TZID=Our Time:20240105T100000")

    for offset in ("+0530", "-0300"):
        said, _ = _read(tmp_path, event, head=ZONE.format(offset=offset).strip())
        assert said == [f"2024-01-05T10:00:00{offset[:3]}:{offset[3:]}"]


def test_what_did_not_take_place_is_left_out_and_counted(tmp_path: Path) -> None:
    said, out = _read(
        tmp_path,
        _event("DTSTART:20240105T100000Z"),
        _event("DTSTART:20270105T100000Z", uid="u2"),
        _event("DTSTART:20240105T100000Z", "STATUS:CANCELLED", uid="u3"),
        _event("DTSTART:20240105T100000Z", "STATUS:TENTATIVE", uid="u4"),
        _event("DTSTART:20240105T100000Z", "ATTENDEE;PARTSTAT=DECLINED:mailto:Ann@x.org", uid="u5"),
        _event("DTSTART:20240105T100000Z", summary="", uid="u6"),
        "BEGIN:VTODO\nUID:t1\nSUMMARY:Buy milk\nEND:VTODO",
        "BEGIN:VTODO\nUID:t2\nSUMMARY:Taxes\nSTATUS:COMPLETED\nCOMPLETED:20240106T080000Z\nEND:VTODO",
        "BEGIN:VTODO\nUID:t3\nSUMMARY:Old\nSTATUS:CANCELLED\nEND:VTODO",
        "BEGIN:VEVENT\nSUMMARY:breaks off",
        head="X-WR-CALNAME:ann@x.org",
    )

    assert said == ["2024-01-05T10:00:00+00:00", "2024-01-06T08:00:00+00:00"]
    assert out == {
        "not yet done": 2,
        "cancelled": 2,
        "tentative": 1,
        "declined": 1,
        "no words": 1,
        "unreadable": 1,
    }


def test_a_series_keeps_its_clock_its_exceptions_and_ends_now(tmp_path: Path) -> None:
    zone = "TZID=Europe/Berlin"
    said, out = _read(
        tmp_path,
        _event(
            f"DTSTART;{zone}:20240328T090000",
            "RRULE:FREQ=DAILY;UNTIL=20240403T070000Z",
            f"EXDATE;{zone}:20240329T090000",
            f"RDATE;{zone}:20240501T090000",
            f"RDATE;VALUE=PERIOD;{zone}:20240502T090000/PT1H",
        ),
        _event(f"RECURRENCE-ID;{zone}:20240401T090000", f"DTSTART;{zone}:20240401T180000"),
        _event("DTSTART;VALUE=DATE:20260108", "RRULE:FREQ=DAILY", uid="u2"),
    )

    assert said == [
        "2024-03-28T09:00:00+01:00",
        "2024-03-30T09:00:00+01:00",
        "2024-03-31T09:00:00+02:00",
        "2024-04-02T09:00:00+02:00",
        "2024-04-03T09:00:00+02:00",
        "2024-05-01T09:00:00+02:00",
        "2024-05-02T09:00:00+02:00",
        "2024-04-01T18:00:00+02:00",
        "2026-01-08",
        "2026-01-09",
        "2026-01-10",
    ]
    assert out == {"cancelled": 1, "not yet done": 1}


@pytest.mark.parametrize(
    ("rule", "kept", "warning"),
    [
        ("FREQ=DAILY", 1000, "more than 1000 times"),
        ("FREQ=SECONDLY", 1, "cannot be followed"),
        ("FREQ=DAILY;INTERVAL=0", 1, "cannot be followed"),
        ("RSCALE=CHINESE;FREQ=YEARLY", 1, "cannot be followed"),
        ("FREQ=DAILY;COUNT=x", 1, "cannot be read"),
        ("FREQ=DAILY;BYSETPOS=400", 1, "cannot be read"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 1, ""),
    ],
)
def test_no_rule_repeats_without_bound(tmp_path: Path, rule: str, kept: int, warning: str) -> None:
    event = _event("DTSTART:20200101T100000Z", f"RRULE:{rule}")
    (one,) = parse(put(tmp_path, {"c.ics": _calendar(event)}) / "c.ics")

    assert len(one.pieces) == kept
    assert (warning in one.warnings[0]) if warning else not one.warnings


def test_a_description_is_the_organizers_unless_that_is_the_person(tmp_path: Path) -> None:
    html = "DESCRIPTION:<p>Bring\\, please</p><ul><li>a mat</li></ul>"
    start = "DTSTART:20240105T100000Z"
    components = (
        _event(start, html),
        _event(start, html, "ORGANIZER;CN=Bob:mailto:bob@x.org", uid="u2"),
        _event(start, html, "ORGANIZER:mailto:ann@x.org", uid="u3"),
    )
    calendar = _calendar(*components, head="X-WR-CALNAME:Ann@x.org")

    documents = parse(put(tmp_path, {"c.ics": calendar}) / "c.ics")

    assert [[piece.speaker.value for piece in one.pieces] for one in documents] == [
        ["me", "me"],
        ["me", "other"],
        ["me", "me"],
    ]
    assert documents[0].pieces[1].text == "Bring, please\n\n- a mat"


def test_what_was_done_is_lived_whatever_its_title_says(
    tmp_path: Path, desk: Desk, clock: FixedClock
) -> None:
    remember(desk.store, *life(EN, TURNED, seed=1)[:120])
    titles = ("I want to run a marathon", "Marathon")
    events = [
        _event(f"DTSTART:2025010{day}T100000Z", summary=title, uid=title)
        for day, title in enumerate(titles, 1)
    ]

    desk.one(put(tmp_path, {"c.ics": _calendar(*events)}) / "c.ics")
    Drift(desk.store, clock).report(DriftQuestion())

    mentions = desk.ask(
        "SELECT DISTINCT u.text, m.lived FROM mention m JOIN utterance u ON u.id = m.utterance "
        "JOIN source s ON s.id = u.source WHERE s.format = 'icalendar'"
    )
    assert set(mentions) == {(title, True) for title in titles}


def test_a_title_in_a_calendar_is_no_want(tmp_path: Path, desk: Desk, clock: FixedClock) -> None:
    event = _event("DTSTART:20260101T100000Z", summary="I want to buy a bicycle")
    note = "DTSTART:20260101T100000Z\nDESCRIPTION:I want to sell my boat."

    desk.one(
        put(
            tmp_path,
            {"c.ics": _calendar(event, f"BEGIN:VJOURNAL\nUID:j\n{note}\nEND:VJOURNAL")},
        )
        / "c.ics"
    )
    memory = Memory(desk.store, clock)
    memory.consolidate()

    assert {belief.statement for belief in memory.beliefs()} == {"I want to sell my boat"}
    assert memory.unread() == 0
