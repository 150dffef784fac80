"""Dates that lean on the day the words were said: "yesterday", "on Monday", "last month", "two years ago"."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from claims.reading.language import Language
from claims.reading.tokens import NUMBER, Token

LONGEST_AGO = 4  # digits of "1000 years ago"


class Relative(NamedTuple):
    """EDTF ("" without a stated date), precision, and the index after the words."""

    value: str
    precision: str
    end: int


def relative_at(
    tokens: Sequence[Token], index: int, stated: date | None, ahead: bool, language: Language
) -> Relative | None:
    """The relative date that starts at `index`, if any. `ahead`: a bare weekday lies in the future."""
    low = tokens[index].low
    if low in language.day_words:
        moved = _shifted(stated, language.day_words[low])
        return Relative(moved.isoformat() if moved else "", "day", index + 1)
    if low in language.weekdays and tokens[index].capital:
        return Relative(_weekday(tokens, index, stated, ahead, language), "day", index + 1)
    return _unit(tokens, index, stated, language) or _ago(tokens, index, stated, language)


def _shifted(day: date | None, days: int) -> date | None:
    """The day so many days away; None without a day, or beyond the calendar."""
    try:
        return day + timedelta(days=days) if day else None
    except OverflowError:
        return None


def _weekday(tokens: Sequence[Token], index: int, stated: date | None, ahead: bool, language: Language) -> str:
    if stated is None:
        return ""
    lead = language.date_leads.before(tokens, index)
    word = lead[0] if lead else ""
    wanted = language.weekdays[tokens[index].low]
    back, forward = (stated.weekday() - wanted) % 7, (wanted - stated.weekday()) % 7
    if word == "last":
        days = -(back or 7)
    elif word == "next":
        days = forward or 7
    else:
        days = forward if ahead else -back
    moved = _shifted(stated, days)
    return moved.isoformat() if moved else ""


def _unit(tokens: Sequence[Token], index: int, stated: date | None, language: Language) -> Relative | None:
    """ "Last month", "this week", "next year"; the lead itself starts at `index`."""
    lead = language.date_leads.at(tokens, index)
    if not lead or lead[0] not in ("last", "this", "next") or lead[1] >= len(tokens):
        return None
    unit = language.time_units.get(tokens[lead[1]].low)
    if unit is None or unit == "day":
        return None
    step = ("last", "this", "next").index(lead[0]) - 1
    precision = "span" if unit == "week" else unit
    return Relative(_moved(stated, step, unit) if stated else "", precision, lead[1] + 1)


def _ago(tokens: Sequence[Token], index: int, stated: date | None, language: Language) -> Relative | None:
    """ "Two days ago", "a week ago"."""
    if index + 2 >= len(tokens) or tokens[index + 2].low not in language.ago_words:
        return None
    count = _count(tokens[index], language)
    unit = language.time_units.get(tokens[index + 1].low)
    if count is None or unit is None:
        return None
    value = _moved(stated, -count, unit, exact=True) if stated else ""
    return Relative(value, "day" if unit in ("day", "week") else unit, index + 3)


def _count(token: Token, language: Language) -> int | None:
    if token.kind == NUMBER:
        return int(token.text) if token.text.isdigit() and len(token.text) <= LONGEST_AGO else None
    return 1 if token.low in language.single_articles else language.numbers.get(token.low)


def _moved(stated: date, step: int, unit: str, *, exact: bool = False) -> str:
    """The day, week, month or year so many steps from the stated one, as EDTF; "" beyond the calendar."""
    try:
        if unit == "year":
            return f"{date(stated.year + step, 1, 1).year:04}"
        if unit == "month":
            return _month(stated, step)
        if unit == "day" or exact:
            return _days(stated, step, unit)
        monday = stated + timedelta(days=7 * step - stated.weekday())
        return f"[{monday.isoformat()}..{(monday + timedelta(days=6)).isoformat()}]"
    except (OverflowError, ValueError):
        return ""


def _month(stated: date, step: int) -> str:
    year, month = divmod(stated.year * 12 + stated.month - 1 + step, 12)
    monthrange(year, month + 1)  # raises ValueError where there is no such month
    return f"{date(year, month + 1, 1).year:04}-{month + 1:02}"


def _days(stated: date, step: int, unit: str) -> str:
    moved = stated + timedelta(days=step * (7 if unit == "week" else 1))
    return moved.isoformat() + ("~" if unit == "week" else "")
