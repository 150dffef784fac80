"""Dates in a text, as EDTF with the days they may mean. Relative ones need a stated date to stand on."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from claims.reading.language import Language
from claims.reading.relative_dates import relative_at
from claims.reading.tokens import HYPHENS, NUMBER, ORDINAL, Token, touching
from claims.reading.types import DateMention
from sources import edtf

FIRST_YEAR, LAST_YEAR = 1900, 2099
AHEAD = 65  # days a date without a year may lie after the stated date before the year before is meant


class Point(NamedTuple):
    """A date as far as the text gives it, and the token after it."""

    year: int | None
    month: int | None
    day: int | None
    end: int
    last_day: int | None = None  # "3-5 July"


def read_dates(
    tokens: Sequence[Token], text: str, stated: date | None, ahead: bool, language: Language
) -> tuple[tuple[DateMention, ...], frozenset[int]]:
    """The dates in a text and the token indexes they cover. `ahead`: the text speaks of what is to come."""
    found: list[DateMention] = []
    covered: set[int] = set()
    index = 0
    while index < len(tokens):
        mention, end = _mention_at(tokens, text, index, stated, ahead, language)
        if mention is None:
            index += 1
            continue
        found.append(mention)
        covered.update(range(index, end))
        index = end
    return tuple(found), frozenset(covered)


def _mention_at(
    tokens: Sequence[Token], text: str, index: int, stated: date | None, ahead: bool, language: Language
) -> tuple[DateMention | None, int]:
    relative = relative_at(tokens, index, stated, ahead, language)
    if relative is not None:
        value, precision, end = relative
        return _mention(tokens, text, index, end, value, precision, relative=True), end
    point = _point_at(tokens, index, language)
    if point is None or not _exists(point):
        return None, index
    lead = _lead(tokens, index, language)
    second = _second(tokens, point.end, lead, stated, language)
    if second is not None:
        return _span(tokens, text, index, point, second), second.end
    point = _with_year(point, stated)
    value, precision = _value(point, lead)
    mention = _mention(tokens, text, index, point.end, value, precision, point=point, placed=bool(lead))
    return mention, point.end


def _mention(
    tokens: Sequence[Token],
    text: str,
    first: int,
    end: int,
    value: str,
    precision: str,
    *,
    point: Point | None = None,
    relative: bool = False,
    placed: bool = False,
) -> DateMention | None:
    try:
        lower, upper = edtf.bounds(value)
    except edtf.EDTFError:
        return None  # "31 June": printed so, and no date
    start, stop = tokens[first].start, tokens[end - 1].end
    year, month, day = point[:3] if point else (None, None, None)
    return DateMention(
        start=start,
        end=stop,
        text=text[start:stop],
        edtf=value,
        lower=lower,
        upper=upper,
        precision=precision,
        relative=relative,
        placed=placed,
        year=year,
        month=month,
        day=day,
    )


def _lead(tokens: Sequence[Token], index: int, language: Language) -> str:
    found = language.date_leads.before(tokens, index)
    return found[0] if found else ""


# -- points ------------------------------------------------------------------------------------------------


def _point_at(tokens: Sequence[Token], index: int, language: Language) -> Point | None:
    token = tokens[index]
    if token.kind in (NUMBER, ORDINAL):
        return _numeric(tokens, index) or _day_first(tokens, index, language) or _year_alone(tokens, index, language)
    if token.low in language.months and token.capital:
        return _month_first(tokens, index, language)
    return None


def _numeric(tokens: Sequence[Token], index: int) -> Point | None:
    """2021-08-15, 15.08.2021, and 15/08/2021 where only one order of day and month is possible."""
    text = tokens[index].text
    if text.count(".") == 2:
        return _calendar(text.split("."), index + 1, day_first=True, sure=True)
    parts = tokens[index : index + 5]
    if len(parts) < 5 or parts[1].text not in "-/" or parts[3].text != parts[1].text:
        return None
    if not all(touching(tokens, n) for n in range(index + 1, index + 5)):
        return None
    return _calendar([parts[0].text, parts[2].text, parts[4].text], index + 5, day_first=parts[1].text == "/")


def _calendar(parts: list[str], end: int, *, day_first: bool, sure: bool = False) -> Point | None:
    """Three numbers as a date; `sure` says that the day stands first even where it could be the month."""
    if not all(part.isdigit() and len(part) <= 4 for part in parts):
        return None
    first, second, third = (int(part) for part in parts)
    if len(parts[0]) == 4 and 1 <= second <= 12 and 1 <= third <= 31:
        return Point(first, second, third, end)
    if not day_first or len(parts[2]) != 4:
        return None
    if 1 <= second <= 12 and (0 if sure else 12) < first <= 31:
        return Point(third, second, first, end)
    return Point(third, first, second, end) if 1 <= first <= 12 < second <= 31 else None


def _number(tokens: Sequence[Token], index: int, low: int, high: int) -> int | None:
    if not 0 <= index < len(tokens) or tokens[index].kind not in (NUMBER, ORDINAL):
        return None
    digits = tokens[index].text[:-2] if tokens[index].kind == ORDINAL else tokens[index].text
    return int(digits) if digits.isdigit() and len(digits) <= 4 and low <= int(digits) <= high else None


def _day_first(tokens: Sequence[Token], index: int, language: Language) -> Point | None:
    """15 August [2021], 15th of August, 3-5 July."""
    day = _number(tokens, index, 1, 31)
    if day is None:
        return None
    at = index + 1
    last = _number(tokens, at + 1, day + 1, 31) if at < len(tokens) and _joins(tokens[at]) else None
    at += 2 if last else 0
    at += 1 if at < len(tokens) and _lead(tokens, at + 1, language) == "in" else 0
    if at >= len(tokens) or tokens[at].low not in language.months or not tokens[at].capital:
        return None
    year, end = _year_after(tokens, at + 1)
    return Point(year, language.months[tokens[at].low], day, end, last)


def _joins(token: Token) -> bool:
    return token.text in HYPHENS or token.low in ("to", "and")


def _month_first(tokens: Sequence[Token], index: int, language: Language) -> Point | None:
    """August 15[, 2021], August 2021, in August."""
    month = language.months[tokens[index].low]
    at = index + 1 + (index + 1 < len(tokens) and tokens[index + 1].text == "." and len(tokens[index].low) <= 4)
    day = _number(tokens, at, 1, 31)
    if day is not None:
        joined = at + 1 < len(tokens) and tokens[at + 1].text in HYPHENS
        last = _number(tokens, at + 2, day + 1, 31) if joined else None
        year, end = _year_after(tokens, at + (3 if last else 1))
        return Point(year, month, day, end, last)
    year, end = _year_after(tokens, at)
    lead = _lead(tokens, index, language)
    safe = tokens[index].low not in language.unsafe_months and len(tokens[index].low) > 3
    return Point(year, month, None, end) if year or safe or lead else None


def _year_after(tokens: Sequence[Token], index: int) -> tuple[int | None, int]:
    comma = index < len(tokens) and tokens[index].text == ","
    year = _number(tokens, index + comma, FIRST_YEAR, LAST_YEAR)
    return (year, index + comma + 1) if year else (None, index)


def _year_alone(tokens: Sequence[Token], index: int, language: Language) -> Point | None:
    year = _number(tokens, index, FIRST_YEAR, LAST_YEAR)
    if year is None or tokens[index].kind == ORDINAL or _counts(tokens, index, language):
        return None
    return Point(year, None, None, index + 1)


def _counts(tokens: Sequence[Token], index: int, language: Language) -> bool:
    """Whether a number that could be a year stands where a count, a price or an identifier does."""
    before = tokens[index - 1].low if index else ""
    after = tokens[index + 1].low if index + 1 < len(tokens) else ""
    if before in language.currencies or before in language.identifier_words or before in "#":
        return index > 0
    bound = language.bounds_before.before(tokens, index)
    if bound and bound[0].side in ("lower", "upper", "below"):
        return True
    return (
        after in language.people
        or after in language.units
        or after in language.currencies
        or after in language.scales
        or after in language.count_roles
    )


def _exists(point: Point) -> bool:
    """Whether a calendar has the day: no 31 June, printed as it may be."""
    longest = calendar.monthrange(point.year or 2000, point.month)[1] if point.month else 31
    return (point.last_day or point.day or 1) <= longest


# -- from points to EDTF -----------------------------------------------------------------------------------


def _with_year(point: Point, stated: date | None) -> Point:
    """A date without a year takes the one nearest to the stated date; without one it keeps none."""
    if point.year is not None or stated is None or point.month is None:
        return point
    for year in range(min(stated.year + 1, date.max.year), max(stated.year - 2, 0), -1):
        first = date(year, point.month, min(point.day or 1, calendar.monthrange(year, point.month)[1]))
        if first.toordinal() <= stated.toordinal() + AHEAD:
            return point._replace(year=year)
    return point


def _text(point: Point) -> str:
    year = "XXXX" if point.year is None else f"{point.year:04}"
    month = "" if point.month is None else f"-{point.month:02}"
    return year + month + ("" if point.day is None else f"-{point.day:02}")


def _precision(point: Point) -> str:
    return "day" if point.day else "month" if point.month else "year"


def _value(point: Point, lead: str) -> tuple[str, str]:
    """A point and the word before it as EDTF and precision."""
    plain, precision = _text(point), _precision(point)
    if point.last_day is not None:
        return f"{plain}/{_text(point._replace(day=point.last_day))}", "span"
    if point.year is None:
        return plain, precision
    if lead in ("early", "mid", "late") and point.day is None:
        return _third(point, lead), precision
    forms = {
        "before": f"[..{plain}]",
        "after": f"[{plain}..]",
        "since": f"{plain}/..",
        "until": f"../{plain}",
        "about": f"{plain}~",
    }
    return forms.get(lead, plain), "span" if lead in ("since", "until", "before", "after") else precision


def _third(point: Point, lead: str) -> str:
    """ "Early 2021", "late July": the first, second or last third, as some day between."""
    number = ("early", "mid", "late").index(lead)
    year = point.year or 0
    if point.month is None:
        first, last = 1 + 4 * number, 4 + 4 * number
        return f"[{year:04}-{first:02}..{year:04}-{last:02}]"
    ends = (10, 20, calendar.monthrange(year, point.month)[1])
    stem = f"{year:04}-{point.month:02}"
    return f"[{stem}-{1 + 10 * number:02}..{stem}-{ends[number]:02}]"


def _second(tokens: Sequence[Token], index: int, lead: str, stated: date | None, language: Language) -> Point | None:
    """The end of a span whose first point ends before `index`: "from 3 May to 5 June", "2019-2021"."""
    if index + 1 >= len(tokens):
        return None
    glued = tokens[index].text in HYPHENS
    if not glued and not (lead in language.range_pairs and tokens[index].low == language.range_pairs[lead]):
        return None
    point = _point_at(tokens, index + 1, language)
    return _with_year(point, stated) if point else None


def _span(tokens: Sequence[Token], text: str, index: int, first: Point, second: Point) -> DateMention | None:
    if first.year is None and first.month is not None:
        first = first._replace(year=second.year)
    value = f"{_text(first)}/{_text(second)}"
    return _mention(tokens, text, index, second.end, value, "span", placed=True)
