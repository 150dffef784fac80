"""Lists paged by key: each page begins after a row, not after a number of rows, so the last page costs what
the first does, and rows that come or go meanwhile shift nothing.

What is empty sorts last, in both directions and on both databases. Where the leading column may be empty,
the rows that have it are asked for first and those that lack it afterwards: a plain index serves each half.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet

from sources.tables.tokens import BadToken, Position, read_token, write_token

__all__ = ["BadToken", "KeyPage", "Sort", "capped_count", "in_key_pages", "key_page"]


@dataclass(frozen=True)
class Sort:
    """An order readers may choose; `fields` are ORM ordering names as in ("-date_lower", "id").

    The primary key is added where it is missing, so that no two rows tie. Fields behind a relation with many
    rows cannot be sorted by.
    """

    name: str
    label: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class KeyPage:
    """One page of a list. A token is empty where there is nothing more on that side."""

    items: list[Any]
    sort: Sort
    next_token: str = ""
    previous_token: str = ""

    @property
    def has_next(self) -> bool:
        return bool(self.next_token)

    @property
    def has_previous(self) -> bool:
        return bool(self.previous_token)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def key_page(queryset: QuerySet, sort: Sort, token: str = "", size: int = 50) -> KeyPage:
    """The page that the token of a neighbouring page points at; the first one without a token.

    One query, or two where the leading column may be empty.
    Raises BadToken where the token is not one of ours, or belongs to another sort.
    """
    keys = _keys(queryset, sort)
    position = read_token(token, sort.name, [(key.field, key.nullable) for key in keys]) if token else None
    backwards = position is not None and position.backwards
    rows = _rows_beyond(_shown(queryset, keys), keys, position, size + 1)
    more, rows = len(rows) > size, rows[:size]
    if backwards and not rows:  # what stood before has gone
        return key_page(queryset, sort, size=size)
    if backwards:
        rows.reverse()
    before, after = (more, True) if backwards else (position is not None, more)

    def towards(row: Any, *, back: bool) -> str:
        return write_token(sort.name, Position([key.of(row) for key in keys], back))

    return KeyPage(
        items=rows,
        sort=sort,
        next_token=towards(rows[-1], back=False) if rows and after else "",
        previous_token=towards(rows[0], back=True) if rows and before else "",
    )


def in_key_pages(queryset: QuerySet, size: int = 1000) -> Iterator[Any]:
    """Every row once, by primary key, read in pages: constant memory, prefetches applied, no open cursor.

    Raises TypeError on a sliced queryset.
    """
    queryset, last = queryset.order_by("pk"), None
    while True:
        page = list((queryset if last is None else queryset.filter(pk__gt=last))[:size])
        for row in page:
            if row.pk != last:  # a join may repeat a row
                last = row.pk
                yield row
        if len(page) < size:
            return


def capped_count(queryset: QuerySet, cap: int = 10_000) -> tuple[int, bool]:
    """How many rows there are, counting no further than `cap`, and whether there are more than that."""
    count = queryset.order_by()[: cap + 1].count()
    return min(count, cap), count > cap


@dataclass(frozen=True)
class _Key:
    """One column of a sort."""

    name: str
    descending: bool
    nullable: bool
    field: models.Field

    @property
    def attribute(self) -> str:
        """Where a row carries it; what lies behind a relation is selected with the row."""
        return "key_" + self.name.replace("__", "_of_") if "__" in self.name else self.name

    def of(self, row: Any) -> Any:
        return getattr(row, self.attribute)

    def order(self, *, backwards: bool) -> models.expressions.OrderBy:
        nulls = {"nulls_first" if backwards else "nulls_last": True} if self.nullable else {}
        return F(self.name).desc(**nulls) if self.descending != backwards else F(self.name).asc(**nulls)

    def beyond(self, value: Any, *, backwards: bool) -> Q:
        if value is None:  # empty is last: everything stands before it, nothing after
            return Q(**{f"{self.name}__isnull": False}) if backwards else Q(pk__in=[])
        found = Q(**{f"{self.name}__{self.comparison(backwards)}": value})
        return found | self.equal(None) if self.nullable and not backwards else found

    def comparison(self, backwards: bool) -> str:
        return "lt" if self.descending != backwards else "gt"

    def equal(self, value: Any) -> Q:
        return Q(**({f"{self.name}__isnull": True} if value is None else {self.name: value}))


def _keys(queryset: QuerySet, sort: Sort) -> list[_Key]:
    own = {"pk", queryset.model._meta.pk.name}
    named = {name.removeprefix("-") for name in sort.fields}
    fields = sort.fields if own & named else (*sort.fields, "pk")
    return [_key(queryset, name.removeprefix("-"), name.startswith("-")) for name in fields]


def _key(queryset: QuerySet, name: str, descending: bool) -> _Key:
    if name in queryset.query.annotations:
        expression = queryset.query.annotations[name]
        nullable = getattr(expression, "empty_result_set_value", None) is None  # a count is never empty
        return _Key(name, descending, nullable, expression.output_field)
    options, nullable, field = queryset.model._meta, False, None
    for part in name.split("__"):
        field = options.pk if part == "pk" else options.get_field(part)
        nullable = nullable or field.null
        options = field.related_model._meta if field.is_relation else options
    return _Key(name, descending, nullable, field)


def _shown(queryset: QuerySet, keys: list[_Key]) -> QuerySet:
    return queryset.annotate(**{key.attribute: F(key.name) for key in keys if "__" in key.name})


def _rows_beyond(queryset: QuerySet, keys: list[_Key], position: Position | None, limit: int) -> list[Any]:
    """The next rows in the position's direction, nearest first."""
    backwards = position is not None and position.backwards
    parts = _parts(queryset, keys)
    if backwards:
        parts.reverse()
    if position is not None:
        start = position.values[0] is None if keys[0].nullable else False
        here = len(parts) - 1 - start if backwards else int(start)
        part, part_keys = parts[here]
        parts = [(part.filter(_beyond(part_keys, position)), part_keys), *parts[here + 1 :]]
    rows: list[Any] = []
    for part, part_keys in parts:
        # Each half is asked for even where the page is full: a page costs the same whatever it holds.
        ordered = part.order_by(*(key.order(backwards=backwards) for key in part_keys))
        rows += list(ordered[: max(1, limit - len(rows))])
    return rows[:limit]


def _parts(queryset: QuerySet, keys: list[_Key]) -> list[tuple[QuerySet, list[_Key]]]:
    head, *others = keys
    if not head.nullable:
        return [(queryset, keys)]
    filled = queryset.filter(**{f"{head.name}__isnull": False})
    return [(filled, [replace(head, nullable=False), *others]), (queryset.filter(head.equal(None)), others)]


def _beyond(keys: list[_Key], position: Position) -> Q:
    values, backwards = position.values[-len(keys) :], position.backwards
    found = Q()
    for key, value in reversed(list(zip(keys, values, strict=True))):
        further = key.beyond(value, backwards=backwards)
        found = further | (key.equal(value) & found) if found else further
    if keys[0].nullable:
        return found
    # Says nothing new, but lets an index start at the right row.
    return Q(**{f"{keys[0].name}__{keys[0].comparison(backwards)}e": values[0]}) & found
