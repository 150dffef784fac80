"""Two statements in, a finding or nothing out. New evidence is one file in compare/ and one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claims.contradictions.compare import date, number, polarity, role, superlative, value
from claims.contradictions.compare.likeness import Likeness, likeness
from claims.contradictions.compare.vetoes import vetoes
from claims.contradictions.types import CHECK, Comparison, Finding, Statement

VERSION = 1  # raise it whenever the same two statements may get another finding

Compare = Callable[[Statement, Statement, Likeness], Comparison | None]


@dataclass(frozen=True)
class Comparator:
    """A kind of evidence: how it compares, its weight, the score it must reach, the vetoes it overrides."""

    kind: str
    compare: Compare
    weight: float
    threshold: float
    overrides: frozenset[str] = frozenset()


COMPARATORS = (
    Comparator("number", number.compare, 1.0, 0.55),
    Comparator("date", date.compare, 0.95, 0.4, frozenset(["dated_apart", "other_day"])),
    Comparator("polarity", polarity.compare, 1.0, 0.5, frozenset(["other_period", "dated_apart"])),
    Comparator("role", role.compare, 0.95, 0.25, frozenset(["other_event", "other_day", "other_happening"])),
    Comparator("value", value.compare, 1.0, 0.5),
    Comparator(
        "superlative",
        superlative.compare,
        0.9,
        0.35,
        frozenset(["other_subject", "dated_apart", "other_period"]),
    ),
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
    if against - comparator.overrides:
        return None
    comparison = comparator.compare(left, right, like)
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
