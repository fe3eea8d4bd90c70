"""The values that everything speaks of."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfmirror.errors import UsageError
from selfmirror.words.dates import given_on, parse_span, week_start
from selfmirror.words.identity import content_id, text_hash
from selfmirror.words.language import Language, detect_language
from selfmirror.words.own import own_words
from selfmirror.words.printable import one_line, printable
from selfmirror.words.quote import Quote
from selfmirror.words.when import (
    UNKNOWN_TIME,
    DateSource,
    Precision,
    When,
    at_instant,
    from_stored,
    on_day,
)

TODAY = date(2026, 5, 10)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH),
        ("2024-02-05", date(2024, 2, 5), date(2024, 2, 5), Precision.DAY),
        ("yesterday", date(2026, 5, 9), date(2026, 5, 9), Precision.DAY),
        ("вчера", date(2026, 5, 9), date(2026, 5, 9), Precision.DAY),
        ("3 weeks ago", date(2026, 4, 19), date(2026, 4, 19), Precision.DAY),
        ("3 недели назад", date(2026, 4, 19), date(2026, 4, 19), Precision.DAY),
        ("5 января 2024", date(2024, 1, 5), date(2024, 1, 5), Precision.DAY),
        ("March 2019", date(2019, 3, 1), date(2019, 3, 31), Precision.MONTH),
        ("март 2019 г.", date(2019, 3, 1), date(2019, 3, 31), Precision.MONTH),
        ("spring 2020", date(2020, 3, 1), date(2020, 5, 31), Precision.YEAR),
        ("летом 2019", date(2019, 6, 1), date(2019, 8, 31), Precision.YEAR),
        ("зима 2019", date(2019, 12, 1), date(2020, 2, 29), Precision.YEAR),
        ("1903", date(1903, 1, 1), date(1903, 12, 31), Precision.YEAR),
    ],
)
def test_dates_in_figures_and_words_mean_their_days(
    text: str, first: date, last: date, precision: Precision
) -> None:
    span = parse_span(text, TODAY)
    assert (span.first, span.last, span.precision) == (first, last, precision)


@pytest.mark.parametrize(
    "text",
    ["2024-02-31", "2023-02-29", "2024-13", "0000", "soon", "", "31 февраля 2024", "12.03.99"],
)
def test_dates_that_do_not_exist_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_span(text, TODAY)


def test_what_a_person_gives_for_their_words_lies_in_one_year() -> None:
    assert given_on("spring 2020", TODAY).iso() == "2020"
    with pytest.raises(UsageError, match="two years"):
        given_on("зима 2019", TODAY)


def test_week_starts_on_monday() -> None:
    assert week_start(date(2026, 5, 10)) == date(2026, 5, 4)


instants = st.datetimes(min_value=datetime(1000, 1, 2), max_value=datetime(3000, 1, 1)).flatmap(
    lambda naive: st.integers(-14 * 60, 14 * 60).map(
        lambda minutes: naive.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    )
)


@given(instants)
def test_instant_keeps_its_offset_through_the_store(instant: datetime) -> None:
    said = at_instant(instant)
    back = from_stored(
        said.day, said.utc, said.offset_minutes, said.precision.value, said.source.value
    )
    assert back == said
    assert back.iso() == instant.isoformat(timespec="seconds")


def test_unknown_time_is_never_a_day() -> None:
    assert UNKNOWN_TIME.iso() is None
    assert not UNKNOWN_TIME.known
    assert UNKNOWN_TIME.sort_key < on_day(date(1, 1, 2), DateSource.GIVEN).sort_key


def test_when_says_no_more_than_is_known() -> None:
    day = date(2024, 5, 1)
    written = [
        on_day(day, DateSource.FOLDER_NAME, p).iso()
        for p in (Precision.YEAR, Precision.MONTH, Precision.DAY)
    ]
    assert written == ["2024", "2024-05", "2024-05-01"]
    with pytest.raises(ValueError, match="aware"):
        When(day, datetime(2024, 5, 1), Precision.INSTANT, DateSource.MESSAGE)


@given(st.text())
def test_own_words_keep_every_place(text: str) -> None:
    own = own_words(text)
    assert len(own) == len(text)
    assert all(mine in {whole, " "} for mine, whole in zip(own, text, strict=True))


def test_own_words_leave_out_quotations_code_and_addresses() -> None:
    text = "Хочу к морю.\n[забыто 2026-11-21] [forgotten 2026-11-21]\n> хочу стать врачом\n- > хочу в горы\n```\nI want code\n```\nсм. [сайт](http://a.b/хочу) `want` и всё"
    own = own_words(text)
    for foreign in ("врачом", "в горы", "code", "http", "`want`", "забыто", "forgotten"):
        assert foreign not in own
    for mine in ("Хочу к морю.", "сайт", "и всё"):
        assert mine in own


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Хочу дописать книгу", Language.RU),
        ("I want to finish the book", Language.EN),
        ("Обновил Kubernetes до 1.30", Language.RU),
        ("42 — 17", Language.UNKNOWN),
        ("", Language.UNKNOWN),
    ],
)
def test_language_follows_the_script(text: str, language: Language) -> None:
    assert detect_language(text) is language


def test_control_sequences_never_reach_the_terminal() -> None:
    hostile = "a\x1b[31mred\x1b]0;title\x07\x9b2J\u202eback\x00\r\nnext\tcell"
    assert printable(hostile) == "ared2Jback\nnext\tcell"


@given(st.text(alphabet=st.characters(categories=["Cc", "Cf", "L"])))
def test_printable_has_no_controls_left(text: str) -> None:
    assert not {c for c in printable(text) if ord(c) < 32 and c not in "\n\t"}
    assert "\x1b" not in printable(text)


def test_one_line_is_one_line_of_the_width() -> None:
    assert one_line(" a\n b  c ") == "a b c"
    assert one_line("abcdef", 4) == "abc…"


def test_ids_tell_parts_apart_and_hashes_forgive_wrapping() -> None:
    assert content_id("ab", "c") != content_id("a", "bc")
    assert text_hash("a  b\nc") == text_hash("a b c")
    assert text_hash("a b c") != text_hash("a b d")


@pytest.mark.parametrize(
    ("source", "text", "named"),
    [
        ("Хочу к морю", "Хочу к  морю.", ""),
        ("Хочу к морю, и чтобы всегда был", "Хочу к морю", ""),
        ("Заголовок", "# Заголовок\nХочу к морю", ""),
        ("Дневник", "Хочу к морю", "Дневник"),
    ],
)
def test_a_source_is_named_where_it_says_more(source: str, text: str, named: str) -> None:
    assert Quote("u", text, UNKNOWN_TIME, source).named == named


def test_sort_key_orders_days_among_instants() -> None:
    morning = at_instant(datetime(2024, 5, 1, 8, tzinfo=UTC))
    assert on_day(date(2024, 5, 1), DateSource.GIVEN).sort_key < morning.sort_key
