"""What makes two statements incomparable, asked before any score."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from claims.contradictions.types import FORECAST, OPINION, Days, Statement

Veto = Callable[[Statement, Statement], bool]
YEAR = timedelta(days=364)
PERIOD = "period"
FIELDS = {"event": "event", "place": "place", "object": "object", "speaker": "speakers", "condition": "said_condition"}


def other_kind(left: Statement, right: Statement) -> bool:
    """Opinions and forecasts contradict nothing."""
    return bool({left.kind, right.kind} & {OPINION, FORECAST})


def asks(left: Statement, right: Statement) -> bool:
    """A question asserts nothing."""
    return left.text.rstrip().endswith("?") or right.text.rstrip().endswith("?")


def other_event(left: Statement, right: Statement) -> bool:
    return _differ(left.event, right.event)


def other_day(left: Statement, right: Statement) -> bool:
    """The events lie apart in time, whatever their keys."""
    return left.event != right.event and _apart(left.event_dates, right.event_dates)


def other_place(left: Statement, right: Statement) -> bool:
    """Two places, neither within the other."""
    within = left.place in right.places_above or right.place in left.places_above
    return _differ(left.place, right.place) and not within


def other_subject(left: Statement, right: Statement) -> bool:
    return _differ(left.subject, right.subject)


def other_object(left: Statement, right: Statement) -> bool:
    """Recognised by one, recognised by another; listed here, listed there."""
    needed = any(s.attribute and s.attribute.needs_object for s in (left, right))
    missing = needed and bool(left.object) != bool(right.object)
    return missing or _differ(left.object, right.object)


def other_attribute(left: Statement, right: Statement) -> bool:
    keys = [s.attribute.key for s in (left, right) if s.attribute]
    return len(keys) == 2 and keys[0] != keys[1]


def other_condition(left: Statement, right: Statement) -> bool:
    """ "Would, if …" and "has" do not meet, nor do two conditions."""
    return left.said_condition != right.said_condition


def other_period(left: Statement, right: Statement) -> bool:
    """What an editor dated to two times."""
    return _apart(left.period, right.period)


def dated_apart(left: Statement, right: Statement) -> bool:
    """Two texts that name days apart speak of two events, unless an editor said they are one."""
    return not _one_event(left, right) and _apart(left.text_days, right.text_days)


def other_years(left: Statement, right: Statement) -> bool:
    """Both speak of whole years, not the same: a figure of a year is that year's own, whatever the event."""
    return _apart(left.held, right.held) and _yearly(left.held) and _yearly(right.held)


def other_happening(left: Statement, right: Statement) -> bool:
    """A quake and a crash, by the words alone."""
    kinds = set(left.reading.event_kinds), set(right.reading.event_kinds)
    return not _one_event(left, right) and bool(kinds[0] and kinds[1]) and not kinds[0] & kinds[1]


def other_locality(left: Statement, right: Statement) -> bool:
    """Each says where, and not in the same words; editors' places or events win over words."""
    if _one_event(left, right) or (left.place and right.place):
        return False
    places = [{name.key for name in s.reading.names if name.place} for s in (left, right)]
    known = left.reading.name_set, right.reading.name_set
    return bool(places[0] - known[1]) and bool(places[1] - known[0])


def separated(left: Statement, right: Statement) -> bool:
    """A separator of the attribute differs: one says "civilians", or another speaker counts."""
    return any(_separates(word, left, right) for word in _separators(left, right) if word != PERIOD)


def separated_in_time(left: Statement, right: Statement) -> bool:
    """The attribute has a value for each period, and the two are said to hold for other days.

    The day of publication is no such day: two outlets may write of one week in another order.
    """
    one = _one_event(left, right)
    return not one and PERIOD in _separators(left, right) and _apart(left.held, right.held)


def _separators(left: Statement, right: Statement) -> tuple[str, ...]:
    rule = left.attribute or right.attribute
    return rule.separators if rule else ()


def _separates(word: str, left: Statement, right: Statement) -> bool:
    if word in FIELDS:
        values = getattr(left, FIELDS[word]), getattr(right, FIELDS[word])
        return bool(values[0] and values[1]) and values[0] != values[1]
    said = word.casefold()
    return (said in left.text.casefold()) != (said in right.text.casefold())


def _one_event(left: Statement, right: Statement) -> bool:
    return bool(left.event) and left.event == right.event


def _yearly(days: Days | None) -> bool:
    return bool(days and days.lower and days.upper and days.upper - days.lower >= YEAR)


def _differ(left: str, right: str) -> bool:
    return bool(left and right) and left != right


def _apart(left: Days | None, right: Days | None) -> bool:
    return left is not None and right is not None and left.apart(right)


VETOES: tuple[Veto, ...] = (
    other_kind,
    asks,
    other_event,
    other_day,
    other_place,
    other_subject,
    other_object,
    other_attribute,
    other_condition,
    other_period,
    dated_apart,
    other_years,
    other_happening,
    other_locality,
    separated,
    separated_in_time,
)
#: The vetoes of time alone: what may change is compared in spite of them, and then said to have changed.
OF_TIME = frozenset(["other_period", "dated_apart", "other_years", "separated_in_time"])


def vetoes(left: Statement, right: Statement) -> frozenset[str]:
    """The names of all vetoes against comparing two statements."""
    return frozenset(veto.__name__ for veto in VETOES if veto(left, right))
