"""Numbers of one thing that cannot both hold. Bare numbers, years and labels are never compared."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from claims.contradictions.compare.likeness import Likeness, single_valued
from claims.contradictions.compare.order import later, times
from claims.contradictions.types import CHANGED, CHECK, CONFLICT, Comparison, NumberValue, Statement
from claims.reading.languages import LANGUAGES
from claims.reading.quantities import PEOPLE, unit_named
from claims.reading.types import AGE, COUNT, PLAIN, Quantity

APPROXIMATE = Decimal("0.1")  # "about 50" is 45 to 55
ROUNDING = Decimal("0.05")  # a round number hides at most this share
CONVERTED = Decimal("0.05")  # kilometres for miles
SMALL_COUNT = 100  # below it people are counted one by one
FAR = Decimal("1.5")  # open bounds further apart than this are two counts
GENERIC = "person"


class Counted(NamedTuple):
    """A quantity to compare; typed by an editor or read."""

    quantity: Quantity
    typed: bool


def compare(left: Statement, right: Statement, like: Likeness) -> Comparison | None:
    """The first two numbers of one thing that cannot both hold; a check where open bounds lie far apart."""
    if left.reading.wide != right.reading.wide and not (left.value and right.value):
        return None
    if not single_valued(left, right, like):
        return None
    pairs = _open_pairs(_counted(left), _counted(right), left, right, like)
    for mine, other in pairs:
        if not _meet(mine.quantity, other.quantity, _tolerance(left, right)):
            return _conflict(mine, other, left, right)
    return next((check for m, o in pairs if (check := _accounts(m, o, left, right))), None)


def _counted(statement: Statement) -> list[Counted]:
    value = statement.value
    if not isinstance(value, NumberValue):
        return [Counted(quantity, False) for quantity in statement.reading.quantities if quantity.kind != PLAIN]
    unit = unit_named(value.unit, LANGUAGES[statement.reading.language])
    family = (statement.attribute.unit_family if statement.attribute else "") or unit.family
    kind = COUNT if family == PEOPLE or family.startswith("thing:") else family or PLAIN
    quantity = Quantity(
        start=0,
        end=0,
        text="",
        kind=kind,
        lower=value.low,
        upper=value.high,
        unit=unit.unit,
        family=family,
        approximate=value.approximate,
        factor=unit.factor,
    )
    return [Counted(quantity, True)]


# -- which numbers count the same thing ----------------------------------------------------------------------


def _open_pairs(
    mine: list[Counted], others: list[Counted], left: Statement, right: Statement, like: Likeness
) -> list[tuple[Counted, Counted]]:
    """Pairs of one thing, without those where either side is matched by a number that fits, or by a sum."""
    pairs = [(m, o) for m, o in product(mine, others) if _same_thing(m, o, like)]
    tolerance = _tolerance(left, right)
    fitting = [
        (m, o) for m, o in pairs if _meet(m.quantity, o.quantity, tolerance) and not _both_open(m.quantity, o.quantity)
    ]
    settled = {id(side) for pair in fitting for side in pair}
    unsettled = [(m, o) for m, o in pairs if id(m) not in settled and id(o) not in settled]
    return [] if _sums(unsettled) or _crowded(unsettled) else unsettled


def _same_thing(mine: Counted, other: Counted, like: Likeness) -> bool:
    a, b = mine.quantity, other.quantity
    if (
        a.former
        or b.former
        or a.part != b.part
        or a.family != b.family
        or (not a.family and not (mine.typed and other.typed))
    ):
        return False
    if AGE in (a.kind, b.kind):
        return a.kind == b.kind and bool(like.shared) and not like.other_names
    if mine.typed or other.typed:
        return _kindred_units(a, b)
    if a.family != PEOPLE:
        return a.unit == b.unit or a.kind == b.kind != COUNT
    return a.role == b.role and (_kindred_units(a, b) if a.role else a.unit == b.unit)


def _kindred_units(a: Quantity, b: Quantity) -> bool:
    return a.family != PEOPLE or a.unit == b.unit or GENERIC in (a.unit, b.unit)


def _sums(pairs: Sequence[tuple[Counted, Counted]]) -> bool:
    """Whether the several numbers of one side add up to one of the other's."""
    for side, across in ((0, 1), (1, 0)):
        parts = {id(pair[side]): pair[side].quantity for pair in pairs}
        wholes = {pair[across].quantity.lower for pair in pairs}
        total = sum((part.lower or Decimal(0) for part in parts.values()), Decimal(0))
        if len(parts) > 1 and total in wholes:
            return True
    return False


def _crowded(pairs: Sequence[tuple[Counted, Counted]]) -> bool:
    """Several numbers of one thing on a side: which one answers which, the words do not say."""
    return any(len({id(pair[side]) for pair in pairs}) > 1 for side in (0, 1))


# -- intervals -----------------------------------------------------------------------------------------------


def _tolerance(left: Statement, right: Statement) -> Decimal:
    rules = [s.attribute.tolerance for s in (left, right) if s.attribute]
    return max(rules, default=Decimal(0))


def _meet(a: Quantity, b: Quantity, tolerance: Decimal) -> bool:
    """Whether one true number fits both, with rounding; a count of some may lie below a count of all."""
    (low, high), (other_low, other_high) = _interval(a), _interval(b)
    values = [value for value in (low, high, other_low, other_high) if value is not None]
    share = tolerance + (CONVERTED if a.unit != b.unit and a.family != PEOPLE else 0)
    slack = max(values, default=Decimal(0)) * share + max(_rounding(a), _rounding(b))
    if a.family == PEOPLE and a.unit != b.unit:
        # Soldiers among people: only more soldiers than people exclude each other.
        return _reaches(other_high, low, slack) if a.unit != GENERIC else _reaches(high, other_low, slack)
    return _reaches(high, other_low, slack) and _reaches(other_high, low, slack)


def _reaches(high: Decimal | None, low: Decimal | None, slack: Decimal) -> bool:
    return high is None or low is None or low <= high + slack


def _interval(q: Quantity) -> tuple[Decimal | None, Decimal | None]:
    low = None if q.lower is None else q.lower * q.factor
    high = None if q.upper is None else q.upper * q.factor
    if q.approximate:
        low = low and low * (1 - APPROXIMATE)
        high = high and high * (1 + APPROXIMATE)
    return low, high


def _rounding(q: Quantity) -> Decimal:
    """Half of the last digit that was written, but never more than a twentieth; nothing on small counts."""
    value = abs(q.lower if q.lower is not None else q.upper or Decimal(0))
    if value == 0 or (q.kind in (COUNT, AGE) and value < SMALL_COUNT):
        return Decimal(0)
    exponent = value.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or (q.kind == COUNT and exponent < 1):
        return Decimal(0)
    return min(Decimal(5).scaleb(exponent - 1), value * ROUNDING) * q.factor


def _both_open(a: Quantity, b: Quantity) -> bool:
    return a.upper is None and b.upper is None


# -- what is said --------------------------------------------------------------------------------------------


def _conflict(mine: Counted, other: Counted, left: Statement, right: Statement) -> Comparison:
    values = _shown(mine.quantity), _shown(other.quantity)
    pair = times(left, right)
    changed = bool(pair and pair[0].apart(pair[1])) or _risen(mine.quantity, other.quantity, left, right)
    sure = 1.0 if mine.typed and other.typed else 0.95
    sure -= 0.1 * (mine.quantity.vague or other.quantity.vague)
    sure -= 0.05 * (mine.quantity.approximate or other.quantity.approximate)
    return Comparison(
        label=CHANGED if changed else CONFLICT,
        score=sure,
        reason=f"One says {values[0]}, the other {values[1]}.",
        left_value=values[0],
        right_value=values[1],
        cause="superseded" if changed else "",
    )


def _risen(a: Quantity, b: Quantity, left: Statement, right: Statement) -> bool:
    """Whether a toll is the higher in the later statement: so it was told day by day, whatever day it is of."""
    order = later(left.stated, right.stated)
    if not order or PEOPLE not in (a.family, b.family):
        return False
    first, second = (b, a) if order > 0 else (a, b)
    return first.upper is not None and second.lower is not None and first.upper < second.lower


def _accounts(mine: Counted, other: Counted, left: Statement, right: Statement) -> Comparison | None:
    """Two counters, two open bounds far apart: both may be right, yet a reader should know."""
    a, b = mine.quantity, other.quantity
    if not (left.speakers and right.speakers and not left.speakers & right.speakers):
        return None
    if not _both_open(a, b) or not a.lower or not b.lower or max(a.lower, b.lower) < FAR * min(a.lower, b.lower):
        return None
    values = _shown(a), _shown(b)
    reason = f"Accounts differ: one says {values[0]}, the other {values[1]}; both may hold."
    return Comparison(CHECK, 0.6, reason, *values)


def _shown(q: Quantity) -> str:
    """A quantity in a few words: "at least 17 people killed", "about $1.2 billion"."""
    if q.vague:
        return f"{q.text.lower()} {q.role}".strip()
    if q.lower is None or q.upper is None:
        number = ("at least " if q.upper is None else "up to ") + _number(q.lower if q.upper is None else q.upper)
    elif q.lower != q.upper:
        number = f"{_number(q.lower)} to {_number(q.upper)}"
    else:
        number = ("about " if q.approximate else "") + _number(q.lower)
    unit = {"percent": "per cent", GENERIC: "" if q.role else "people"}.get(q.unit, q.noun or q.unit)
    return " ".join(part for part in (number, unit, q.role) if part)


def _number(value: Decimal | None) -> str:
    if value is None:
        return "an open number"
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if abs(value) >= size:
            return f"{(value / size).normalize():f} {name}"
    return f"{value.normalize():,f}"
