"""Values that only an editor gives: an actor where there can be one, members of two complete lists."""

from __future__ import annotations

from claims.contradictions.compare.likeness import Likeness
from claims.contradictions.compare.order import ORDER_UNKNOWN, label_by_time
from claims.contradictions.types import CHECK, ActorValue, Comparison, ListValue, Statement


def compare(left: Statement, right: Statement, like: Likeness) -> Comparison | None:
    """Two actors for a single-valued attribute, or two complete lists with other members."""
    if left.attribute is None or right.attribute is None:
        return None
    shown = _actors(left, right) or _members(left, right)
    if shown is None:
        return None
    label = label_by_time(left, right)
    reason = f"One says {shown[0]}, the other {shown[1]}."
    return Comparison(label, 1.0, f"{reason} {ORDER_UNKNOWN}" if label == CHECK else reason, *shown)


def _actors(left: Statement, right: Statement) -> tuple[str, str] | None:
    a, b = left.value, right.value
    if not (isinstance(a, ActorValue) and isinstance(b, ActorValue)) or a.key == b.key:
        return None
    single = left.attribute and left.attribute.single_valued
    return (a.name or a.key, b.name or b.key) if single else None


def _members(left: Statement, right: Statement) -> tuple[str, str] | None:
    """Two complete lists differ; a complete one also excludes what a partial one names beyond it."""
    a, b = left.value, right.value
    if not (isinstance(a, ListValue) and isinstance(b, ListValue)):
        return None
    mine, other = ({item.casefold() for item in value.items} for value in (a, b))
    excluded = (a.complete and other - mine) or (b.complete and mine - other)
    return (", ".join(a.items), ", ".join(b.items)) if excluded else None
