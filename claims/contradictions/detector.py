"""Two statements in, a finding or nothing out. New evidence is one file in compare/ and one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from claims.contradictions.compare import date, number, polarity, role, superlative, value
from claims.contradictions.compare.likeness import Likeness, likeness
from claims.contradictions.compare.vetoes import OF_TIME, vetoes
from claims.contradictions.types import CHANGED, CHECK, CONFLICT, Comparison, Finding, Statement

VERSION = 2  # raise it whenever the same two statements may get another finding

Compare = Callable[[Statement, Statement, Likeness], Comparison | None]


@dataclass(frozen=True)
class Comparator:
    """A kind of evidence: how it compares, its weight, the score it must reach, the vetoes it overrides."""

    kind: str
    compare: Compare
    weight: float
    threshold: float
    overrides: frozenset[str] = frozenset()
    # Where one of these sets of keys is shared, `over_time` names the vetoes of time that it overrides too.
    over_time: frozenset[str] = frozenset()
    tied_by: tuple[frozenset[str], ...] = ()
    # Whether it compares states, which may differ at two times, and not the times themselves.
    may_change: bool = True


EVENT, SUBJECT, ONE_OF_SUBJECT = frozenset(["event"]), frozenset(["subject"]), frozenset(["subject", "attribute"])
DATED = frozenset(["other_period", "dated_apart", "other_years"])
COMPARATORS = (
    Comparator("number", number.compare, 1.0, 0.55, over_time=OF_TIME - {"other_years"}, tied_by=(EVENT,)),
    Comparator(
        "date",
        date.compare,
        0.95,
        0.4,
        frozenset(["dated_apart", "other_years", "other_day"]),
        over_time=OF_TIME,
        tied_by=(EVENT, ONE_OF_SUBJECT),
        may_change=False,
    ),
    Comparator("polarity", polarity.compare, 1.0, 0.5, DATED, over_time=OF_TIME, tied_by=(EVENT, SUBJECT)),
    Comparator(
        "role",
        role.compare,
        0.95,
        0.25,
        frozenset(["other_event", "other_day", "other_happening"]),
        over_time=OF_TIME,
        tied_by=(EVENT, SUBJECT),
    ),
    Comparator("value", value.compare, 1.0, 0.5, over_time=DATED, tied_by=(EVENT, SUBJECT)),
    Comparator("superlative", superlative.compare, 0.9, 0.35, DATED | {"other_subject"}, may_change=False),
)


def detect(left: Statement, right: Statement) -> Finding | None:
    """The best finding on two statements; None where nothing says they cannot both be true.

    A conflict or a change comes before a check, whatever the scores.
    """
    against = vetoes(left, right)
    like = likeness(left, right)
    found = [finding for c in COMPARATORS if (finding := _ask(c, left, right, against, like))]
    return max(found, key=lambda finding: (finding.label != CHECK, finding.score), default=None)


def _ask(
    comparator: Comparator, left: Statement, right: Statement, against: frozenset[str], like: Likeness
) -> Finding | None:
    tied = any(keys <= like.keys for keys in comparator.tied_by)
    if against - comparator.overrides - (comparator.over_time if tied else frozenset()):
        return None
    comparison = comparator.compare(left, right, like)
    if comparison and comparator.may_change and against & OF_TIME:
        comparison = _at_two_times(comparison, like)
    if comparison is None:
        return None
    score = round(comparison.score * comparator.weight * like.strength, 3)
    if score < comparator.threshold:
        return None
    return Finding(
        label=comparison.label,
        kind=comparator.kind,
        score=score,
        reason=comparison.reason,
        left_value=comparison.left_value,
        right_value=comparison.right_value,
        ground=like.shared,
        cause=comparison.cause,
    )


def _at_two_times(comparison: Comparison, like: Likeness) -> Comparison | None:
    """What is said of two times is no conflict: of one event it is a change, else two facts."""
    if comparison.label != CONFLICT:
        return comparison
    return replace(comparison, label=CHANGED, cause="superseded") if "event" in like.keys else None
