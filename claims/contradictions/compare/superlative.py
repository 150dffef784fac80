""" "The first to …", "the only one to …": said of two, or disproved by an earlier case."""

from __future__ import annotations

from claims.contradictions.compare.likeness import Likeness, short
from claims.contradictions.types import CONFLICT, Comparison, Statement
from claims.reading.types import Name, Reading

ENOUGH_TEXT = 0.45


def compare(left: Statement, right: Statement, like: Likeness) -> Comparison | None:
    """Two subjects said to be the first to do one thing, or one first and another earlier."""
    if like.text < ENOUGH_TEXT or not _other_subject(left, right):
        return None
    firsts = _first(left.reading), _first(right.reading)
    if all(firsts):
        return _result(left, right, "Both are said to be the first: {} and {}.")
    if firsts[0] and _earlier(right, left) or firsts[1] and _earlier(left, right):
        return _result(left, right, "One is said to be the first, the other to have done it before: {} and {}.")
    return None


def _first(reading: Reading) -> bool:
    return any(ordinal.rank == 1 and ordinal.deed for ordinal in reading.ordinals)


def _subject(reading: Reading) -> Name | None:
    return next((name for name in reading.names if not name.place), None)


def _other_subject(left: Statement, right: Statement) -> bool:
    if left.subject and right.subject:
        return left.subject != right.subject
    a, b = _subject(left.reading), _subject(right.reading)
    if a is None or b is None:
        return False
    mine, other = ({short(name.key) for name in s.reading.names} for s in (left, right))
    return short(a.key) not in other and short(b.key) not in mine


def _earlier(earlier: Statement, first: Statement) -> bool:
    """Whether the one did the same thing on days before the other's, with a status word of the same side."""
    a, b = earlier.text_days or earlier.period, first.text_days or first.period
    before = a and b and a.upper and b.lower and a.upper < b.lower
    done = {(status.concept, status.holds) for status in first.reading.statuses if status.holds}
    return bool(before) and bool(done & {(status.concept, status.holds) for status in earlier.reading.statuses})


def _result(left: Statement, right: Statement, sentence: str) -> Comparison:
    a, b = _subject(left.reading), _subject(right.reading)
    values = a.text if a else "one", b.text if b else "another"
    return Comparison(CONFLICT, 0.85, sentence.format(*values), *values)
