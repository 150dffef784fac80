"""Columns that many tables share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from sources.tables.columns import Column, Table

PUBLIC, INTERNAL = "public", "internal"
Value = Callable[[Any], object]


def at(path: str) -> Value:
    """The value at a dotted path, None where a link of it is missing."""
    names = path.split(".")

    def value(row: Any) -> object:
        for name in names:
            if row is None:
                return None
            row = getattr(row, name)
        return row

    return value


def joined(values: Iterable[object], mark: str = " | ") -> str:
    """Each different value once, in order."""
    return mark.join(dict.fromkeys(str(value) for value in values if value not in (None, "")))


def identifier(of: str) -> Column:
    return Column("id", f"The stable number of the {of}.", attrgetter("pk"), "integer")


def dated(name: str, meaning: str, path: str = "") -> tuple[Column, Column, Column]:
    """A date of known precision: as EDTF text, and the first and the last day it may mean."""
    path = path or name
    return (
        Column(name, f"{meaning} As EDTF (ISO 8601-2); empty: not stated.", at(path), "edtf"),
        Column(f"{name}_lower", f"The first day that `{name}` may mean.", at(f"{path}_lower"), "date"),
        Column(f"{name}_upper", f"The last day that `{name}` may mean.", at(f"{path}_upper"), "date"),
    )


def permalink(of: str, value: Value | None = None) -> Column:
    return Column("permalink", f"Where readers find the {of}.", value or address, "url")


def address(row: Any) -> str:
    """The row's page, with the host."""
    return _site() + row.get_absolute_url()


def site_address(path: str) -> str:
    """A path of this site, with the host."""
    return _site() + path


def _site() -> str:
    return settings.SITE_URL.rstrip("/")


def at_host(table: Table, base: str) -> Table:
    """The table with our own addresses at another host, where the one of the settings is only a guess."""
    own = f"{_site()}/"

    def moved(value: Value) -> Value:
        def elsewhere(row: Any) -> object:
            found = value(row)
            ours = isinstance(found, str) and found.startswith(own)
            return base.rstrip("/") + found[len(own) - 1 :] if ours else found

        return elsewhere

    return replace(table, columns=tuple(replace(one, value=moved(one.value)) for one in table.columns))


def bare(queryset: QuerySet) -> QuerySet:
    """The same rows without what a list has asked to be fetched with them: a table fetches what it needs itself."""
    return queryset.select_related(None).prefetch_related(None).defer(None)


def marked_public(queryset: QuerySet, public: QuerySet) -> QuerySet:
    """The bare rows, each with `is_public`: whether it is among those that readers may see."""
    return bare(queryset).annotate(is_public=Exists(public.filter(pk=OuterRef("pk"))))


def status(of: str) -> Column:
    return Column(
        "status",
        f"Whether readers may see the {of}.",
        lambda row: PUBLIC if row.is_public else INTERNAL,
        vocabulary=(PUBLIC, INTERNAL),
    )
