"""Dates of one event that cannot both be meant. A month and a day within it are one date, less precise."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from claims.contradictions.compare.likeness import Likeness, single_valued
from claims.contradictions.types import CHANGED, CONFLICT, DATE, Comparison, DateValue, Days, Statement
from claims.reading.types import DateMention
from sources import edtf

TEXT_ENOUGH, YEARS_ENOUGH, KEYED_ENOUGH = 0.8, 0.88, 0.35
NEXT_DAY = timedelta(days=1)


class Dated(NamedTuple):
    """A date to compare: its days, and month and day where the year is unknown."""

    shown: str
    days: Days
    year: int | None = None
    month: int | None = None
    day: int | None = None


def compare(left: Statement, right: Statement, like: Likeness) -> Comparison | None:
    """Two dates of one event without a day in common.

    Without an editor's dates the words beside the dates must be all but the same: two attacks on two days
    are no contradiction.
    """
    typed = isinstance(left.value, DateValue) and isinstance(right.value, DateValue)
    if not (single_valued(left, right, like) if typed else _one_event(left, right, like)):
        return None
    mine, other = _dated(left), _dated(right)
    if not mine or not other or any(_meet(a, b) for a in mine for b in other):
        return None
    return _conflict(mine[0], other[0], left, right, typed)


def _one_event(left: Statement, right: Statement, like: Likeness) -> bool:
    if left.reading.modality != right.reading.modality or _negates(left) != _negates(right):
        return False
    if like.one_value and left.attribute:
        of_dates = left.attribute.value_type == DATE
        if of_dates or "event" not in like.keys:
            return of_dates and single_valued(left, right, like)
    if like.other_names:
        return False
    # Cups are won and budgets passed every year: words alone must be the same for two years to exclude.
    years = any(mention.precision == "year" for s in (left, right) for mention in s.reading.dates)
    if years and _numbers(left) != _numbers(right):
        return False  # a figure for each year
    if not like.keyed and (_numbers(left) != _numbers(right) or not (_placed(left) and _placed(right))):
        return False  # two days with two tolls are two events; a bare date may belong to a title
    return like.text >= (KEYED_ENOUGH if like.keyed else YEARS_ENOUGH if years else TEXT_ENOUGH)


def _negates(statement: Statement) -> bool:
    return any(not negation.cancelled for negation in statement.reading.negations)


def _placed(statement: Statement) -> bool:
    return all(mention.placed or mention.relative for mention in statement.reading.dates)


def _numbers(statement: Statement) -> set[tuple[object, ...]]:
    return {(quantity.family, quantity.lower, quantity.upper) for quantity in statement.reading.quantities}


def _dated(statement: Statement) -> list[Dated]:
    value = statement.value
    if isinstance(value, DateValue):
        try:
            return [Dated(edtf.in_words(value.edtf), Days(*edtf.bounds(value.edtf)))]
        except edtf.EDTFError:
            return []
    return [_read(mention) for mention in statement.reading.dates if mention.edtf and mention.precision != "span"]


def _read(mention: DateMention) -> Dated:
    shown = mention.text if mention.edtf.startswith("XXXX") else edtf.in_words(mention.edtf)
    return Dated(shown, Days(mention.lower, mention.upper), mention.year, mention.month, mention.day)


def _meet(a: Dated, b: Dated) -> bool:
    """Whether some day may be meant by both. Without a year, month and day decide."""
    if a.days.bounded and b.days.bounded:
        return not a.days.apart(b.days)
    if (a.year and b.year) or not (a.month and b.month):
        return not a.days.apart(b.days)
    return a.month == b.month and (a.day is None or b.day is None or a.day == b.day)


def _adjoin(a: Dated, b: Dated) -> bool:
    first, second = sorted((a, b), key=lambda d: (d.month or 0, d.day or 0))
    if a.days.upper and a.days.lower and b.days.upper and b.days.lower:
        return a.days.upper + NEXT_DAY == b.days.lower or b.days.upper + NEXT_DAY == a.days.lower
    return bool(first.day and second.day) and first.month == second.month and second.day == (first.day or 0) + 1


def _conflict(a: Dated, b: Dated, left: Statement, right: Statement, typed: bool) -> Comparison:
    planned = left.said_modality == right.said_modality == "future"
    told_apart = left.stated is not None and right.stated is not None and left.stated.apart(right.stated)
    near = _adjoin(a, b) and bool(a.day or typed)
    reason = f"One dates it {a.shown}, the other {b.shown}."
    return Comparison(
        label=CHANGED if planned and told_apart else CONFLICT,
        score=(1.0 if typed else 0.9) - (0.25 if near else 0),
        reason=f"{reason} The days adjoin: local time may explain it." if near else reason,
        left_value=a.shown,
        right_value=b.shown,
        cause="precision" if near else "superseded" if planned and told_apart else "",
    )
