"""Times apart: what may change has changed, what is of one time is a conflict, and two facts are none."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from claims.contradictions.detector import detect
from claims.contradictions.types import (
    CHANGED,
    CONFLICT,
    AttributeRule,
    DateValue,
    Days,
    NumberValue,
    Statement,
)
from claims.reading.reader import read

DAY = date(2023, 3, 6)


def on(days_later: int) -> Days:
    day = DAY + timedelta(days=days_later)
    return Days(day, day)


def year(number: int) -> Days:
    return Days(date(number, 1, 1), date(number, 12, 31))


def said(text: str, **given: object) -> Statement:
    stated = given.get("stated")
    return Statement(text, read(text, stated.lower if isinstance(stated, Days) else None), **given)  # type: ignore[arg-type]


def amount(number: int, unit: str = "people") -> NumberValue:
    return NumberValue(Decimal(number), Decimal(number), unit)


def label(left: Statement, right: Statement) -> str | None:
    found = {finding and finding.label for finding in (detect(left, right), detect(right, left))}
    assert len(found) == 1
    return found.pop()


EVERY_PERIOD = AttributeRule("members", "number", unit_family="people", separators=("period",))
TRADE = AttributeRule("trade", "number", separators=("period", "event"))
LENGTH = AttributeRule("length", "number")
RECOGNISED = AttributeRule("status", "text", separators=("period",))
OPENED = AttributeRule("opened on", "date", separators=("period",))
VISITED = AttributeRule("visited on", "date", single_valued=False)
MEMBERS = {"subject": "union", "attribute": EVERY_PERIOD}
FIRE = {"event": "fire"}
PAID = AttributeRule("paid", "number", single_valued=False)
COUNCIL = {"subject": "gorno", "object": "council", "attribute": RECOGNISED}
BRIDGE = {"subject": "bridge", "attribute": OPENED}

LABELS = {
    # the day of publication is no period
    "two outlets on two days tell of one thing": (
        said("The union has 40 members", **MEMBERS, value=amount(40), stated=on(0)),
        said("The union has 90 members", **MEMBERS, value=amount(90), stated=on(1)),
        CHANGED,
    ),
    "two outlets on one day": (
        said("The union has 40 members", **MEMBERS, value=amount(40), stated=on(0)),
        said("The union has 90 members", **MEMBERS, value=amount(90), stated=on(0)),
        CONFLICT,
    ),
    "two periods by the editor": (
        said("The union has 40 members", **MEMBERS, value=amount(40), period=on(0)),
        said("The union has 90 members", **MEMBERS, value=amount(90), period=on(9)),
        None,
    ),
    "two days in the texts": (
        said("On 6 March 2023 the union had 40 members", **MEMBERS),
        said("On 9 April 2023 the union had 90 members", **MEMBERS),
        None,
    ),
    "two trades of one event are two events by the separator": (
        said("Trade was worth $40", subject="gorno", event="fair", attribute=TRADE, value=amount(40, "USD")),
        said("Trade was worth $90", subject="gorno", event="summit", attribute=TRADE, value=amount(90, "USD")),
        None,
    ),
    "the word event separates nothing": (
        said("Trade at the event was worth $40", subject="gorno", attribute=TRADE, value=amount(40, "USD")),
        said("Trade was worth $90", subject="gorno", attribute=TRADE, value=amount(90, "USD")),
        CONFLICT,
    ),
    # numbers of one event
    "a toll of one event with a period each": (
        said("The fire killed 12", **FIRE, period=on(0)),
        said("The fire killed 17", **FIRE, period=on(1)),
        CHANGED,
    ),
    "a toll of one event with one period": (
        said("The fire killed 12", **FIRE, period=on(0), stated=on(1)),
        said("The fire killed 17", **FIRE, period=on(0), stated=on(1)),
        CONFLICT,
    ),
    "a toll that rose after its day was named": (
        said("The fire of 6 March 2023 killed 12", **FIRE, stated=on(0)),
        said("The fire of 6 March 2023 killed 17", **FIRE, stated=on(2)),
        CHANGED,
    ),
    "a toll that fell after its day was named": (
        said("The fire of 6 March 2023 killed 17", **FIRE, stated=on(0)),
        said("The fire of 6 March 2023 killed 12", **FIRE, stated=on(2)),
        CONFLICT,
    ),
    "a day in one text is not later than the other's publication": (
        said("The fire of 6 March 2023 killed 12", **FIRE, stated=on(2)),
        said("The fire killed 17", **FIRE, stated=on(2)),
        CONFLICT,
    ),
    "two years have two figures, even told of at one meeting": (
        said("Trade reached $90 million in 2023", subject="gorno", event="talks"),
        said("Trade reached $40 million in 2022", subject="gorno", event="talks"),
        None,
    ),
    "a figure of one subject in two periods": (
        said("Gorno sent 40 soldiers", subject="gorno", period=on(0)),
        said("Gorno sent 90 soldiers", subject="gorno", period=on(40)),
        None,
    ),
    # states
    "a state years apart, though the attribute goes by period": (
        said("Gorno has not recognised the council", **COUNCIL, period=year(2021)),
        said("Gorno recognised the council", **COUNCIL, period=year(2023)),
        CHANGED,
    ),
    "a state in one year": (
        said("Gorno has not recognised the council", **COUNCIL, period=year(2023)),
        said("Gorno recognised the council", **COUNCIL, period=year(2023)),
        CONFLICT,
    ),
    "a deed done in one year and not in another": (
        said("Ivan Petrov visited Lorvik in 2022", subject="petrov"),
        said("Ivan Petrov did not visit Lorvik in 2023", subject="petrov"),
        None,
    ),
    "a deed done and not done in one year": (
        said("Ivan Petrov visited Lorvik in 2022", subject="petrov"),
        said("Ivan Petrov did not visit Lorvik in 2022", subject="petrov"),
        CONFLICT,
    ),
    "exports rise in one year and fall in another": (
        said("Gorno exports rose", subject="gorno", period=year(2022)),
        said("Gorno exports fell", subject="gorno", period=year(2023)),
        None,
    ),
    "an office in two years": (
        said("Ivan Petrov is the mayor of Lorvik", subject="petrov", period=year(2021)),
        said("Ivan Petrov is the deputy mayor of Lorvik", subject="petrov", period=year(2023)),
        CHANGED,
    ),
    "an office in two years of persons with one name": (
        said("Ivan Petrov is the mayor of Lorvik", subject="petrov", period=year(2021)),
        said("Ivan Petrov is the deputy mayor of Lorvik", subject="other petrov", period=year(2023)),
        None,
    ),
    # dates
    "the day of a thing as its period": (
        said("x", **BRIDGE, value=DateValue("2023-03-06"), period=on(0)),
        said("y", **BRIDGE, value=DateValue("2023-03-16"), period=on(10)),
        CONFLICT,
    ),
    "a month with its day as its period": (
        said("x", **BRIDGE, value=DateValue("2023-03"), period=Days(date(2023, 3, 1), date(2023, 3, 31))),
        said("y", **BRIDGE, value=DateValue("2023-03-16"), period=on(10)),
        None,
    ),
    "a date read in the words of the one": (
        said("The bridge was opened on 6 March 2023", **BRIDGE, period=on(0)),
        said("Traffic ran", **BRIDGE, value=DateValue("2023-03-16"), period=on(10)),
        CONFLICT,
    ),
    "two visits on two days": (
        said("x", subject="petrov", attribute=VISITED, value=DateValue("2023-03-06")),
        said("y", subject="petrov", attribute=VISITED, value=DateValue("2023-03-16")),
        None,
    ),
    "two sums that may both be paid": (
        said("x", subject="gorno", attribute=PAID, value=amount(40, "USD")),
        said("y", subject="gorno", attribute=PAID, value=amount(90, "USD")),
        None,
    ),
    "two sums of one event": (
        said("x", event="deal", attribute=PAID, value=amount(40, "USD")),
        said("y", event="deal", attribute=PAID, value=amount(90, "USD")),
        CONFLICT,
    ),
    # keys make up for words
    "one attribute of one subject in other words, one event unknown": (
        said("It measures 10 km", subject="tunnel", event="opening", attribute=LENGTH, value=amount(10, "km")),
        said("Sixteen, builders say", subject="tunnel", attribute=LENGTH, value=amount(16, "km")),
        CONFLICT,
    ),
    "one subject in other words": (
        said("The tunnel measures 10 km", subject="tunnel"),
        said("Builders walked 16 km", subject="tunnel"),
        None,
    ),
}


@pytest.mark.parametrize(("left", "right", "expected"), LABELS.values(), ids=LABELS.keys())
def test_times_give_this_label(left: Statement, right: Statement, expected: str | None) -> None:
    assert label(left, right) == expected


def test_a_toll_that_rose_was_superseded() -> None:
    left, right, _ = LABELS["a toll of one event with a period each"]
    finding = detect(left, right)
    assert finding is not None and finding.cause == "superseded"
