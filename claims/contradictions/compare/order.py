"""What the times of two statements say of a difference: one time, a change, or nobody knows."""

from __future__ import annotations

from claims.contradictions.types import CHANGED, CHECK, CONFLICT, Statement

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
