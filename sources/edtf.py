"""Dates of known precision, as EDTF text (ISO 8601-2:2019, levels 0 and 1 and the "one of a set" form).

Every date of Factdesk is kept as the text an editor or a page gave, and as the interval of days it may mean:
``2022`` · ``2022-04`` · ``2022-04-29`` · ``2021-08/2021-10`` (lasting) · ``[2021-08..2021-10]`` (some day
between) · ``2022-04-29~`` (about) · ``2022?`` (uncertain) · ``202X`` · ``XXXX-XX-04`` ("on the 4th") ·
``2021-08/..`` (open end) · ``2021-08/`` (unknown end).
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date, timedelta

POINT = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?([~?%]?)")
SEASONS = {21: (3, "spring"), 22: (6, "summer"), 23: (9, "autumn"), 24: (12, "winter")}
HELP = (
    "Write a date as 2022, 2022-04 or 2022-04-29; 2021-08/2021-10 for a span, "
    "[2021-08..2021-10] for some day between, 2022-04~ for about."
)


class EDTFError(ValueError):
    """Text that is no date. The message says what was wrong and how to write it."""


@dataclass(frozen=True)
class Interval:
    """The days a date may mean; None is an open or unknown end."""

    lower: date | None
    upper: date | None
    lasting: bool = False  # a span that lasts, not one day somewhere in it
    approximate: bool = False

    @property
    def bounded(self) -> bool:
        return self.lower is not None and self.upper is not None

    def overlaps(self, other: Interval) -> bool:
        """Whether some day may belong to both."""
        starts_in_time = self.lower is None or other.upper is None or self.lower <= other.upper
        ends_in_time = self.upper is None or other.lower is None or other.lower <= self.upper
        return starts_in_time and ends_in_time


def parse(text: str) -> Interval:
    """Read EDTF text into its interval of days.

    Raises EDTFError, with a sentence for the editor, where the text is no date or ends before it starts.
    """
    text = text.strip()
    try:
        interval = _parse(text)
    except EDTFError:
        raise
    except (ValueError, OverflowError) as error:
        raise EDTFError(f"“{text}” is not a date: {error}. {HELP}") from error
    if interval.lower and interval.upper and interval.lower > interval.upper:
        raise EDTFError(f"“{text}” ends before it starts.")
    return interval


def bounds(text: str) -> tuple[date | None, date | None]:
    """The first and the last day a date may mean; (None, None) for empty text. Raises EDTFError."""
    if not text.strip():
        return None, None
    interval = parse(text)
    return interval.lower, interval.upper


def in_words(text: str) -> str:
    """The date as a reader would say it: "29 April 2022", "about 2021", "August 2021 to today".

    Raises EDTFError.
    """
    text = text.strip()
    if not text:
        return ""
    parse(text)
    if text.startswith("["):
        first, last = text[1:-1].split("..")
        if not first:
            return f"on or before {_point_in_words(last)}"
        if not last:
            return f"on or after {_point_in_words(first)}"
        return f"between {_point_in_words(first)} and {_point_in_words(last)}"
    if "/" in text:
        first, last = text.split("/")
        if first in ("", ".."):
            return f"until {_point_in_words(last)}"
        if last == "..":
            return f"since {_point_in_words(first)}"
        end = _point_in_words(last) if last else "an unknown day"
        return f"{_point_in_words(first)} to {end}"
    return _point_in_words(text)


def _parse(text: str) -> Interval:
    if text.startswith("[") and text.endswith("]"):
        first, _, last = text[1:-1].partition("..")
        if not (first or last) or ".." not in text:
            raise ValueError("a set needs a first and a last day")
        return _joined(_end(first), _end(last), lasting=False)
    if "/" in text:
        if text.count("/") > 1:
            raise ValueError("a span has one “/”, between its first and its last day")
        first, last = text.split("/")
        if not (first.strip(".") or last.strip(".")):
            raise ValueError("a span needs at least one end")
        return _joined(_end(first), _end(last), lasting=True)
    return _point(text)


def _end(text: str) -> Interval:
    return Interval(None, None) if text in ("", "..") else _point(text)


def _joined(first: Interval, last: Interval, *, lasting: bool) -> Interval:
    return Interval(first.lower, last.upper, lasting, first.approximate or last.approximate)


def _fields(text: str) -> tuple[str, str | None, str | None, str]:
    match = POINT.fullmatch(text)
    if match is None:
        raise ValueError("it is not written as year, month, day")
    year, month, day, mark = match.groups()
    if ("X" in year and year[year.index("X") :].strip("X")) or (month and "X" in month and month != "XX"):
        raise ValueError("X stands for unknown digits at the end of the year, or for a whole month or day")
    return year, month, day, mark


def _point(text: str) -> Interval:
    year, month, day, mark = _fields(text)
    approximate = mark in ("~", "%")
    if year == "XXXX":
        if day and day != "XX" and not 1 <= int(day) <= 31:
            raise ValueError("no such day")
        return Interval(None, None, approximate=approximate)
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first_year != last_year or month in (None, "XX"):
        lower, upper, unit = date(first_year or 1, 1, 1), date(last_year, 12, 31), 365
    elif int(month) in SEASONS:
        start = SEASONS[int(month)][0]
        lower = date(first_year, start, 1)
        upper = lower + timedelta(days=sum(_days(first_year, start + n) for n in range(3)) - 1)
        unit = 31
    elif day in (None, "XX"):
        lower = date(first_year, int(month), 1)
        upper = date(first_year, int(month), _days(first_year, int(month)))
        unit = 31
    else:
        lower = upper = date(first_year, int(month), int(day))
        unit = 1
    if approximate:  # "about" reaches one unit of its own precision to either side
        lower, upper = lower - timedelta(days=unit), upper + timedelta(days=unit)
    return Interval(lower, upper, approximate=approximate)


def _days(year: int, month: int) -> int:
    over, month = divmod(month - 1, 12)
    return monthrange(year + over, month + 1)[1]


def _point_in_words(text: str) -> str:
    year, month, day, mark = _fields(text)
    words = []
    if day and day != "XX":
        words.append(str(int(day)))
    if month and month != "XX":
        number = int(month)
        words.append(SEASONS[number][1] if number in SEASONS else month_name[number])
    if year == "XXXX":
        said = " ".join([*words, "of an unknown year"]) if len(words) > 1 else "an unknown year"
        if len(words) == 1:
            said = f"day {words[0]} of an unknown month" if words[0].isdigit() else words[0]
    else:
        said = " ".join([*words, f"{year[:3]}0s" if year.endswith("X") else year])
    return {"~": "about ", "%": "perhaps about ", "?": "perhaps ", "": ""}[mark] + said
