from __future__ import annotations

from decimal import Decimal

import pytest

from claims.reading.amounts import decimal
from claims.reading.reader import read
from claims.reading.types import Quantity


def only(text: str) -> Quantity:
    (quantity,) = read(text).quantities
    return quantity


BOUNDS = [
    ("12 people died", 12, 12),
    ("twelve people died", 12, 12),
    ("twenty-five people died", 25, 25),
    ("two hundred and six people died", 206, 206),
    ("a dozen people died", 12, 12),
    ("three million people fled", 3_000_000, 3_000_000),
    ("1,200 people fled", 1200, 1200),
    ("1.5 million people fled", 1_500_000, 1_500_000),
    ("half of voters stayed away", 50, 50),
    ("at least 12 people died", 12, None),
    ("more than fifty people died", 50, None),
    ("no fewer than 12 people died", 12, None),
    ("12 or more people died", 12, None),
    ("up to 40 people died", None, 40),
    ("fewer than 40 people died", None, 40),
    ("no more than 40 people died", None, 40),
    ("10 to 15 people died", 10, 15),
    ("10-15 people died", 10, 15),
    ("between 10 and 15 people died", 10, 15),
    ("10 to 15 million people fled", 10_000_000, 15_000_000),
    ("dozens of people died", 20, 200),
    ("tens of thousands of people fled", 15_000, 200_000),
]


@pytest.mark.parametrize(("text", "lower", "upper"), BOUNDS)
def test_a_number_has_these_bounds(text: str, lower: int | None, upper: int | None) -> None:
    quantity = only(text)
    assert (quantity.lower, quantity.upper) == (lower, upper)


UNITS = [
    ("killed 12 soldiers", "soldier", "people", "killed"),
    ("12 soldiers were wounded", "soldier", "people", "injured"),
    ("12 dead in Lorvik", "person", "people", "killed"),
    ("Death toll in Lorvik rises to 12", "person", "people", "killed"),
    ("police detained 12 protesters", "protester", "people", "arrested"),
    ("12 Gorno border guards fled", "guard", "thing:guard", ""),
    ("a 12 km tunnel", "km", "length", ""),
    ("the 12-kilometre tunnel", "km", "length", ""),
    ("a magnitude of 12 percent", "percent", "percent", ""),
    ("$12", "USD", "money:USD", ""),
    ("US$12", "USD", "money:USD", ""),
    ("12 billion roubles", "RUB", "money:RUB", ""),
    ("12 U.S. dollars", "USD", "money:USD", ""),
    ("12 rockets were fired", "rocket", "thing:rocket", ""),
]


@pytest.mark.parametrize(("text", "unit", "family", "role"), UNITS)
def test_a_number_counts_this(text: str, unit: str, family: str, role: str) -> None:
    quantity = only(text)
    assert (quantity.unit, quantity.family, quantity.role) == (unit, family, role)


@pytest.mark.parametrize(
    "text",
    [
        "in 2021",
        "the 2014 elections",
        "on 15 August 2021",
        "COVID-19 spread",
        "Resolution 2593 was adopted",
        "Flight 370 was lost",
        "at 10:30",
        "at 5 pm",
        "No. 5",
        "Gorno beat Teslin 3-1",
        "the third round",
        "the 21st meeting",
        "Ward 7",
        "one of the envoys",
        "MH17 was lost",
    ],
)
def test_a_year_a_rank_or_a_label_is_no_quantity(text: str) -> None:
    assert read(text).quantities == ()


def test_two_counts_in_a_sentence_keep_their_own_roles() -> None:
    killed, injured = read("At least 12 people were killed and 30 injured in Lorvik").quantities
    assert (killed.lower, killed.role, injured.lower, injured.role) == (12, "killed", 30, "injured")


def test_a_part_of_a_whole_is_marked() -> None:
    whole, part = read("12 people, including 3 children, died").quantities
    assert (whole.part, part.part) == (False, True)


def test_a_change_from_one_value_to_another_is_no_range() -> None:
    values = [quantity.lower for quantity in read("The toll rose from 10 to 15").quantities]
    assert values == [10, 15]


def test_an_age_is_kept_apart() -> None:
    assert only("the 34-year-old driver").kind == "age"


def test_ranks_are_ordinals() -> None:
    assert [ordinal.rank for ordinal in read("the first envoy and the 21st meeting").ordinals] == [1, 21]


def test_about_is_approximate() -> None:
    assert only("about 50 people fled").approximate
    assert only("nearly 50 people fled").approximate
    assert not only("over 50 people fled").approximate


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200", 1200),
        ("1,200,000", 1200000),
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        ("1,200.5", "1200.5"),
        ("1.2.3", None),
    ],
)
def test_separators_are_understood(text: str, value: int | str | None) -> None:
    assert decimal(text) == (None if value is None else Decimal(value))
