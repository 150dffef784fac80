from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.importing.extraction.dates import find_date, from_solar_hijri, read_date, read_machine_date


@pytest.mark.parametrize(
    ("printed", "edtf"),
    [
        ("30th April, 2022", "2022-04-30"),
        ("April 29, 2022", "2022-04-29"),
        ("29 Apr. 2022", "2022-04-29"),
        ("5-May-2020", "2020-05-05"),
        ("Sept. 5, 2023", "2023-09-05"),
        ("April 2022", "2022-04"),
        ("29 апреля 2022 г.", "2022-04-29"),
        ("28. März 2024, 14:26 Uhr", "2024-03-28"),
        ("le 1er août 2024", "2024-08-01"),
        ("12 de octubre de 2021", "2021-10-12"),
        ("28 آوریل 2022", "2022-04-28"),
        ("۹ ثور ۱۴۰۱", "2022-04-29"),
        ("1 حمل 1400", "2021-03-21"),
        ("2024年4月28日", "2024-04-28"),
        ("2022-04-29", "2022-04-29"),
        ("2022-04", "2022-04"),
        ("08.07.2026", "2026-07-08"),
        ("03/14/2022", "2022-03-14"),
        ("14/03/2022", "2022-03-14"),
        ("04/04/2022", "2022-04-04"),
    ],
)
def test_it_reads_a_printed_date(printed: str, edtf: str) -> None:
    found = read_date(printed)
    assert found is not None and found.edtf == edtf


@pytest.mark.parametrize(
    "printed",
    ["03/04/2022", "29/04/22", "2022-13-40", "30 February 2022", "December 29", "in the May 2 raid", "15:23 2019", ""],
)
def test_what_is_ambiguous_or_impossible_is_no_date(printed: str) -> None:
    assert read_date(printed) is None


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("2022-04-29T10:20:30+04:30", "2022-04-29T10:20:30+04:30"),
        ("2022-04-29T23:30:00Z", "2022-04-29T23:30:00+00:00"),
        ("Fri, 29 Apr 2022 23:30:00 -0700", "2022-04-29T23:30:00-07:00"),
        ("5 May 2020, 3:15 p.m. GMT", "2020-05-05T15:15:00+00:00"),
        ("5 May 2020, 12:05 am UTC", "2020-05-05T00:05:00+00:00"),
    ],
)
def test_a_time_with_an_offset_is_a_moment_and_the_day_stays_in_that_offset(printed: str, moment: str) -> None:
    found = read_date(printed)
    assert found is not None and found.moment == moment and found.edtf == moment[:10]


def test_a_time_without_an_offset_is_no_moment() -> None:
    found = read_date("November 18, 2019 12:26 PM")
    assert found is not None and (found.edtf, found.moment) == ("2019-11-18", "")


def test_an_impossible_time_leaves_the_day() -> None:
    found = read_date("2024-01-01T25:00:00Z")
    assert found is not None and (found.edtf, found.moment) == ("2024-01-01", "")


def test_the_rest_of_the_line_is_given_back() -> None:
    found = find_date("30th April, 2022 · admin")
    assert found is not None and found[0].printed == "30th April, 2022" and found[1].split() == ["·", "admin"]


@pytest.mark.parametrize(("value", "edtf"), [("2022", "2022"), ("20220430", "2022-04-30"), ("20229930", None)])
def test_a_machine_value_may_be_a_year_or_eight_digits(value: str, edtf: str | None) -> None:
    found = read_machine_date(value)
    assert (found.edtf if found else None) == edtf


@pytest.mark.parametrize(
    ("year", "month", "day", "gregorian"),
    [
        (1399, 12, 30, (2021, 3, 20)),
        (1403, 1, 1, (2024, 3, 20)),
        (1404, 1, 1, (2025, 3, 21)),
        (1400, 5, 24, (2021, 8, 15)),
        (1357, 11, 22, (1979, 2, 11)),
    ],
)
def test_solar_hijri_days_are_converted(year: int, month: int, day: int, gregorian: tuple[int, int, int]) -> None:
    assert from_solar_hijri(year, month, day) == gregorian


@given(st.text(max_size=300))
def test_it_never_raises(text: str) -> None:
    read_date(text)
    read_machine_date(text)
