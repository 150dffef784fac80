from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import edtf

DATES = [
    ("2022", date(2022, 1, 1), date(2022, 12, 31), "2022"),
    ("2022-04", date(2022, 4, 1), date(2022, 4, 30), "April 2022"),
    ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29), "29 February 2024"),
    ("2021-08/2021-10", date(2021, 8, 1), date(2021, 10, 31), "August 2021 to October 2021"),
    ("[2021-08..2021-10]", date(2021, 8, 1), date(2021, 10, 31), "between August 2021 and October 2021"),
    ("[..2022-03]", None, date(2022, 3, 31), "on or before March 2022"),
    ("2022-04-29~", date(2022, 4, 28), date(2022, 4, 30), "about 29 April 2022"),
    ("2022?", date(2022, 1, 1), date(2022, 12, 31), "perhaps 2022"),
    ("202X", date(2020, 1, 1), date(2029, 12, 31), "2020s"),
    ("2022-24", date(2022, 12, 1), date(2023, 2, 28), "winter 2022"),
    ("2021-08/..", date(2021, 8, 1), None, "since August 2021"),
    ("2021-08/", date(2021, 8, 1), None, "August 2021 to an unknown day"),
    ("../2022", None, date(2022, 12, 31), "until 2022"),
    ("XXXX-XX-04", None, None, "day 4 of an unknown month"),
]


@pytest.mark.parametrize(("text", "lower", "upper", "words"), DATES)
def test_a_date_has_its_days_and_its_words(text, lower, upper, words):
    assert edtf.bounds(text) == (lower, upper)
    assert edtf.in_words(text) == words


@pytest.mark.parametrize("text", ["29 April", "2022-13", "2022-02-30", "/", "[..]", "0000", "20X2", "2022-0X"])
def test_what_is_no_date_is_refused_with_a_way_to_write_one(text):
    with pytest.raises(edtf.EDTFError, match="Write a date as"):
        edtf.parse(text)


def test_a_span_that_ends_before_it_starts_is_refused():
    with pytest.raises(edtf.EDTFError, match="ends before it starts"):
        edtf.parse("2022/2021")


def test_no_date_has_no_days():
    assert edtf.bounds("") == (None, None)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("2022-07", "2022-07-03", True), ("2022-07-03", "2022-07-04", False), ("2021/..", "2024", True)],
)
def test_intervals_overlap_where_some_day_may_belong_to_both(one, other, expected):
    assert edtf.parse(one).overlaps(edtf.parse(other)) is expected
    assert edtf.parse(other).overlaps(edtf.parse(one)) is expected


@given(st.text(alphabet="0123456789X-/.[]~?% abc", max_size=30))
def test_any_text_is_a_date_or_a_clear_error(text):
    try:
        interval = edtf.parse(text)
    except edtf.EDTFError as error:
        assert str(error)
    else:
        assert edtf.in_words(text)
        assert interval.lower is None or interval.upper is None or interval.lower <= interval.upper


@given(st.dates())
def test_each_day_is_its_own_bounds(day):
    assert edtf.bounds(day.isoformat()) == (day, day)
