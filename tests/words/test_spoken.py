"""Dates as they are said in a sentence."""

from datetime import date

import pytest

from selfmirror.words.language import Language
from selfmirror.words.spoken import spoken_date
from selfmirror.words.when import UNKNOWN_TIME, DateSource, Precision, When, on_day

DAY = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("when", "russian", "english"),
    [
        (on_day(DAY, DateSource.GIVEN), "1 марта 2024", "1 March 2024"),
        (on_day(DAY, DateSource.GIVEN, Precision.MONTH), "март 2024", "March 2024"),
        (on_day(DAY, DateSource.GIVEN, Precision.YEAR), "2024", "2024"),
        (UNKNOWN_TIME, "без даты", "undated"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(when: When, russian: str, english: str) -> None:
    assert spoken_date(when, Language.RU) == russian
    assert spoken_date(when, Language.EN) == english
