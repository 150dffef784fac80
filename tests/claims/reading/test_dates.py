from __future__ import annotations

from datetime import date

import pytest

from claims.reading.reader import read
from claims.reading.types import DateMention

WEDNESDAY = date(2025, 7, 9)


def only(text: str, stated: date | None = None) -> DateMention:
    (mention,) = read(text, stated).dates
    return mention


ABSOLUTE = [
    ("signed on 3 July 2022", "2022-07-03"),
    ("signed on July 3, 2022", "2022-07-03"),
    ("signed on the 3rd of July 2022", "2022-07-03"),
    ("signed on 2022-07-03", "2022-07-03"),
    ("signed on 03.07.2022", "2022-07-03"),
    ("signed on 19/07/2022", "2022-07-19"),
    ("signed in July 2022", "2022-07"),
    ("signed in 2022", "2022"),
    ("signed on 3 July", "XXXX-07-03"),
    ("signed in July", "XXXX-07"),
    ("held on 3-5 July 2022", "2022-07-03/2022-07-05"),
    ("open from 3 May to 5 June 2022", "2022-05-03/2022-06-05"),
    ("open from 2019 to 2021", "2019/2021"),
    ("open 2019-2021", "2019/2021"),
    ("banned since 2003", "2003/.."),
    ("signed before July 2022", "[..2022-07]"),
    ("signed after July 2022", "[2022-07..]"),
    ("signed in early 2022", "[2022-01..2022-04]"),
    ("signed in late July 2022", "[2022-07-21..2022-07-31]"),
    ("signed about 3 July 2022", "2022-07-03~"),
]


@pytest.mark.parametrize(("text", "edtf"), ABSOLUTE)
def test_an_absolute_date_is_read(text: str, edtf: str) -> None:
    assert only(text).edtf == edtf


RELATIVE = [
    ("signed today", "2025-07-09"),
    ("signed yesterday", "2025-07-08"),
    ("signed on Monday", "2025-07-07"),
    ("signed on Wednesday", "2025-07-09"),
    ("signed last Wednesday", "2025-07-02"),
    ("will sign on Monday", "2025-07-14"),
    ("will sign next Wednesday", "2025-07-16"),
    ("signed last month", "2025-06"),
    ("signed this year", "2025"),
    ("signed last week", "[2025-06-30..2025-07-06]"),
    ("signed two days ago", "2025-07-07"),
    ("signed three years ago", "2022"),
    ("signed on 3 July", "2025-07-03"),
    ("signed on 3 December", "2024-12-03"),
    ("signed in August", "2025-08"),
]


@pytest.mark.parametrize(("text", "edtf"), RELATIVE)
def test_a_relative_date_stands_on_the_stated_day(text: str, edtf: str) -> None:
    assert only(text, WEDNESDAY).edtf == edtf


@pytest.mark.parametrize("text", ["signed yesterday", "signed on Monday", "signed last month", "signed two days ago"])
def test_a_relative_date_without_a_stated_day_stays_open(text: str) -> None:
    mention = only(text)
    assert (mention.edtf, mention.lower, mention.upper) == ("", None, None)
    assert mention.relative


@pytest.mark.parametrize(
    "text",
    [
        "Gorno may sign",
        "more than 2000 people fled",
        "killed 2000 soldiers",
        "paid $2000",
        "they march on Lorvik",
        "signed on 31 June",
        "signed on 03/07/22",
        "Resolution 1988",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert [mention.precision for mention in read(text).dates if mention.precision != "month"] == []


def test_a_date_has_its_days_and_its_place_in_the_text() -> None:
    text = "Signed in July 2022."
    mention = only(text)
    assert (mention.lower, mention.upper) == (date(2022, 7, 1), date(2022, 7, 31))
    assert text[mention.start : mention.end] == mention.text == "July 2022"


def test_the_ends_of_the_calendar_are_no_error() -> None:
    assert only("signed yesterday", date(1, 1, 1)).edtf == ""
    assert only("opens tomorrow", date(9999, 12, 31)).edtf == ""
    read("signed on 3 July, last month, next year, on Monday", date(1, 1, 1))
    read("signed on 3 July, next month, next year, next Monday", date(9999, 12, 31))
