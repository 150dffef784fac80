"""A readers' list: what the address asks for, checked; the rows of one page; the links beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django_filters import FilterSet

from claims.public.filters import FILTERS
from sources.tables.paging import BadToken, KeyPage, Sort, capped_count, key_page

PAGE = 30
#: Parameters of a list's address that are no filters.
SORT, TOKEN = "sort", "page"


@dataclass(frozen=True)
class Chip:
    """An active filter in words, and the address of the list without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True)
class Listing:
    """All that a list page shows around its rows."""

    filterset: FilterSet
    sorts: tuple[Sort, ...]
    sort: Sort
    page: KeyPage
    problems: list[str]
    count: int
    more: bool
    chips: list[Chip]
    query: str  # the filters and the sort, without the page, for links

    @property
    def filtered(self) -> bool:
        return bool(self.chips or self.problems)

    @property
    def next_link(self) -> str:
        return self._link(self.page.next_token)

    @property
    def previous_link(self) -> str:
        return self._link(self.page.previous_token)

    def _link(self, token: str) -> str:
        return "?" + "&".join(filter(None, [self.query, f"{TOKEN}={token}"])) if token else ""


def asked(table: str, data: QueryDict, rows: QuerySet) -> tuple[FilterSet, QuerySet, list[str]]:
    """The table's filters as bound to the address, the rows they leave, and what is wrong with them in sentences.

    Strict: where anything is wrong there are no rows, never all of them.
    """
    filterset = FILTERS[table](data, queryset=rows)
    if filterset.is_valid():
        return filterset, filterset.qs, []
    return filterset, rows.none(), [str(one) for errors in filterset.errors.values() for one in errors]


def listing(table: str, data: QueryDict, rows: QuerySet, sorts: tuple[Sort, ...]) -> Listing:
    """One page of a table's public rows as the address asks for it; nothing in it raises an error."""
    filterset, found, problems = asked(table, data, rows)
    sort = next((one for one in sorts if one.name == data.get(SORT, "")), None)
    if sort is None:
        if data.get(SORT):
            problems.append("This list has no such order: choose one of those offered.")
        sort = sorts[0]
    try:
        page = key_page(rows.none() if problems else found, sort, data.get(TOKEN, ""), PAGE)
    except BadToken:
        problems.append("The address names a page this list does not have: start again from the first page.")
        page = KeyPage(items=[], sort=sort)
    count, more = (0, False) if problems else capped_count(found)
    return Listing(filterset, sorts, sort, page, problems, count, more, _chips(filterset, data), _kept(data))


def _chips(filterset: FilterSet, data: QueryDict) -> list[Chip]:
    cleaned = getattr(filterset.form, "cleaned_data", {})
    return [
        Chip(str(field.label or name), _in_words(field, cleaned.get(name), data[name]), f"?{_kept(data, name)}")
        for name, field in filterset.form.fields.items()
        if data.get(name)
    ]


def _in_words(field: Any, value: Any, typed: str) -> str:
    if value in (None, ""):
        return typed[:60]
    labels = dict(field.choices) if hasattr(field, "choices") and not hasattr(field, "queryset") else {}
    return str(labels.get(value, value))


def _kept(data: QueryDict, left_out: str = "") -> str:
    """The address' parameters that are worth keeping, encoded: no empty ones, no page."""
    kept = QueryDict(mutable=True)
    for name in data:
        if name not in (left_out, TOKEN) and data[name]:
            kept[name] = data[name]
    return kept.urlencode()
