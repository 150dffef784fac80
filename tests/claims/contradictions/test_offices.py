"""Which offices exclude each other: half of the pairs are look-alikes that one person may well hold."""

from __future__ import annotations

from datetime import date

import pytest

from claims.contradictions.detector import detect
from claims.contradictions.types import (
    CHANGED,
    CONFLICT,
    AttributeRule,
    Days,
    Statement,
    TextValue,
)
from claims.reading.reader import read

POST = AttributeRule("post", "text")


def label(left: Statement, right: Statement) -> str | None:
    found = {finding and finding.label for finding in (detect(left, right), detect(right, left))}
    assert len(found) == 1
    return found.pop()


def said(text: str, **given: object) -> Statement:
    return Statement(text, read(text), **given)  # type: ignore[arg-type]


PAIRS = [
    # two heads of one body
    (
        "Ivan Petrov is the general director of Lorvik Rail",
        "Ivan Petrov is the commercial director of Lorvik Rail",
        CONFLICT,
    ),
    (
        "Ivan Petrov is the general director of Lorvik Rail",
        "Ivan Petrov is the commercial director of the Teslin dairy",
        None,
    ),
    (
        "The chairman of the Gorno union, Ivan Petrov, spoke",
        "Ivan Petrov (deputy chairman of the Gorno union) spoke",
        1,
    ),
    (
        "The chairman of the Gorno union, Ivan Petrov, spoke",
        "Ivan Petrov (deputy chairman of the Teslin club) spoke",
        0,
    ),
    ("The chairman of the Gorno union, Ivan Petrov, spoke", "Ivan Petrov, member of the Gorno union, spoke", 0),
    ("Police held the logistics manager Ivan Petrov", "Police held the sales manager Ivan Petrov", 1),
    ("Police held the logistics manager Ivan Petrov", "Police held the manager Ivan Petrov", 0),
    ("Police held the longtime manager Ivan Petrov", "Police held the sales manager Ivan Petrov", 0),
    ("Ivan Petrov is minister of health", "Ivan Petrov is minister of finance", 1),
    ("Ivan Petrov is minister of foreign affairs", "Foreign minister Ivan Petrov spoke", 0),
    ("Ivan Petrov is mayor of Lorvik", "Ivan Petrov, former mayor of Lorvik, spoke", 1),
    ("Deputy minister Ivan Petrov spoke", "Ivan Petrov, former minister, spoke", 0),
    ("Deputy mayor Ivan Petrov spoke", "Acting mayor Ivan Petrov spoke", 0),
    ("Ivan Petrov is mayor of Lorvik", "Anna Weiss is commercial director of Lorvik Rail", 0),
    (
        "Ivan Petrov, general director and commercial director of Lorvik Rail, left",
        "Ivan Petrov, commercial director of Lorvik Rail, left",
        None,
    ),
    # no office
    ("Ivan Petrov is commercial director of Lorvik Rail", "Ivan Petrov holds no post in Lorvik Rail", 1),
    ("Ivan Petrov is commercial director of Lorvik Rail", "Ivan Petrov holds no post in the Gorno chamber", 0),
    (
        "Ivan Petrov is commercial director of the chamber",
        "Ivan Petrov is deputy chairman of the chamber and holds no other office",
        CONFLICT,
    ),
    (
        "Ivan Petrov is deputy chairman of the chamber",
        "Ivan Petrov is deputy chairman of the chamber and holds no other office",
        None,
    ),
    ("Ivan Petrov is the governor of Teslin", "Ivan Petrov was never the governor of Teslin", 1),
    ("Ivan Petrov is the mayor of Teslin", "Ivan Petrov was never the prosecutor of Teslin", 0),
    ("Ivan Petrov is former mayor of Teslin", "Ivan Petrov is no longer the mayor of Teslin", 0),
]


@pytest.mark.parametrize(("left", "right", "expected"), PAIRS)
def test_two_offices_of_one_person_get_this_label(left: str, right: str, expected: str | int | None) -> None:
    wanted = {0: None, 1: CONFLICT}.get(expected, expected) if isinstance(expected, int) else expected
    assert label(said(left), said(right)) == wanted


def test_an_office_no_longer_held_is_a_change_if_told_later() -> None:
    first, second = Days(date(2022, 5, 1), date(2022, 5, 1)), Days(date(2024, 5, 1), date(2024, 5, 1))
    holds = said("Ivan Petrov is the governor of Teslin", stated=first)
    left = "Ivan Petrov is no longer the governor of Teslin"
    assert label(holds, said(left, stated=second)) == CHANGED
    assert label(holds, said(left, stated=first)) == CONFLICT


def given(value: str, text: str = "His position was told", **more: object) -> Statement:
    return said(text, subject="petrov", attribute=POST, value=TextValue(value), **more)


def test_an_editors_words_are_compared_where_they_name_an_office() -> None:
    assert label(given("chairman of the chamber"), given("deputy chairman of the chamber")) == CONFLICT
    assert label(given("chairman of the chamber"), given("deputy chairman of the union")) is None
    assert label(given("deputy chairman"), said("Ivan Petrov is the chairman", subject="petrov", attribute=POST))
    assert label(given("deputy chairman"), given("a good friend")) is None
    assert label(given("deputy chairman"), said("Chairman Ivan Petrov met mayor Anna Weiss", subject="petrov")) is None


def test_an_attribute_with_several_values_lets_two_offices_stand() -> None:
    several = AttributeRule("post", "text", single_valued=False)
    one, other = (
        said("His position was told", subject="petrov", attribute=several, value=TextValue(words))
        for words in ("commercial director", "general director")
    )
    assert label(one, other) is None


def test_another_subject_holds_another_office() -> None:
    one = said("Told", subject="petrov", attribute=POST, value=TextValue("deputy chairman"))
    assert label(one, said("Told", subject="weiss", attribute=POST, value=TextValue("chairman"))) is None
