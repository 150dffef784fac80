"""Tables as CSV, row by row: text, numbers and dates in, chunks of a file out.

Two profiles. `excel` opens in a spreadsheet by a double click and runs nothing there; `raw` is RFC 4180 for
programs, and holds each text as it is.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from sources.tables.columns import Column, Table
from sources.tables.guard import guarded
from sources.tables.paging import in_key_pages

ROWS_A_CHUNK = 500
SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Profile:
    """How cells are quoted, and what becomes of text before it is."""

    name: str
    label: str
    quoting: int
    text: Callable[[str], str]
    mark: str = ""


PROFILES = {
    one.name: one
    for one in (
        Profile("excel", "spreadsheet", csv.QUOTE_ALL, guarded, mark="\ufeff"),
        Profile("raw", "raw", csv.QUOTE_MINIMAL, str),
    )
}


class Tally:
    """What was written: how many rows, and the hash of the file. Beside a file, it shows whether that is whole."""

    def __init__(self) -> None:
        self.rows = 0
        self.hash = hashlib.sha256()

    @property
    def sha256(self) -> str:
        return self.hash.hexdigest()


def write_csv(
    table: Table, queryset: QuerySet, profile: str = "excel", *, at: datetime, tally: Tally | None = None
) -> Iterator[str]:
    """The rows of a queryset as CSV, a chunk at a time, read from the database page by page.

    `at` is the moment of the export. Raises KeyError for an unknown profile.
    """
    form, tally = PROFILES[profile], tally or Tally()
    cells, stamp = _cells(table.columns, form), moment(at)
    rows = ([*(cell(row) for cell in cells), stamp] for row in in_key_pages(table.prepare(queryset)))
    for number, chunk in enumerate(_chunks(table.header, rows, form, tally)):
        text = (form.mark if number == 0 else "") + SURROGATES.sub("\ufffd", chunk)
        tally.hash.update(text.encode())
        yield text


def _chunks(header: list[str], rows: Iterator[list[str]], form: Profile, tally: Tally) -> Iterator[str]:
    """The header with the first rows, then the rest. Reads the first rows before it gives anything."""
    lines: Iterable[list[str]] = [header]
    while True:
        batch = list(islice(rows, ROWS_A_CHUNK))
        tally.rows += len(batch)
        buffer = io.StringIO()
        csv.writer(buffer, quoting=form.quoting, lineterminator="\r\n").writerows([*lines, *batch])
        if buffer.tell():
            yield buffer.getvalue()
        if len(batch) < ROWS_A_CHUNK:
            return
        lines = []


def _cells(columns: tuple[Column, ...], form: Profile) -> list[Callable[[Any], str]]:
    return [_cell(column.value, FORMATS.get(column.type), form.text) for column in columns]


def _cell(
    value_of: Callable[[Any], object], form: Callable[[Any], str | None] | None, text: Callable[[str], str]
) -> Callable[[Any], str]:
    """From a row to a cell. Only what we have formatted ourselves goes out unguarded."""

    def cell(row: Any) -> str:
        value = value_of(row)
        if value is None:
            return ""
        own = form(value) if form else None
        return text(str(value)) if own is None else own

    return cell


def number(value: object) -> str | None:
    """A number without exponent or local separators; empty where it is none that a file can hold."""
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f") if math.isfinite(value) else ""
    if isinstance(value, Decimal):
        return _decimal(value) if value.is_finite() else ""
    return None


def _decimal(value: Decimal) -> str:
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def day(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else None


def moment(value: object) -> str | None:
    """A moment to the second, in UTC: 2026-11-21T09:30:00Z."""
    if not isinstance(value, datetime):
        return None
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def boolean(value: object) -> str | None:
    return ("true" if value else "false") if isinstance(value, bool) else None


FORMATS: dict[str, Callable[[Any], str | None]] = {
    "integer": number,
    "number": number,
    "date": day,
    "moment": moment,
    "boolean": boolean,
}
