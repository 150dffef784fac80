"""What the times of two statements say of a difference: one time, a change, or nobody knows."""

from __future__ import annotations

from claims.contradictions.types import CHANGED, CHECK, CONFLICT, Days, Statement

ORDER_UNKNOWN = "The order in time is unknown."


def label_by_time(left: Statement, right: Statement, *, follows: bool = False) -> str:
    """The label of a difference in something that may change.

    Apart in time it is a change; at one time a conflict. With one of the two undated nobody knows the order;
    with both undated the words decide: `follows` says that one state naturally comes after the other.
    """
    if left.when is None and right.when is None:
        return CHECK if follows else CONFLICT
    if left.when is None or right.when is None:
        return CHECK
    return CHANGED if left.when.apart(right.when) else CONFLICT


def times(left: Statement, right: Statement) -> tuple[Days, Days] | None:
    """The times of two figures by one measure: both periods, both days in the text, or both days of stating.

    Where no measure serves both, each by its own; None where one has no time at all.
    """
    for measure in ("period", "text_days", "stated", "when"):
        pair = getattr(left, measure), getattr(right, measure)
        if None not in pair:
            return pair
    return None


def later(left: Days | None, right: Days | None) -> int:
    """1 where the left days lie after the right ones, -1 where before, 0 where they meet or nobody knows."""
    if left is None or right is None or not left.apart(right):
        return 0
    return 1 if right.upper and left.lower and right.upper < left.lower else -1
