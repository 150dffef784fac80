from __future__ import annotations

import csv
import hashlib
import io
import tracemalloc
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import islice

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from sources.models import Outlet
from sources.tables.columns import Column, Table
from sources.tables.guard import unguarded
from sources.tables.writing import PROFILES, Tally, write_csv

AT = datetime(2026, 11, 21, 9, 30, 15, 999, tzinfo=UTC)
STAMP = "2026-11-21T09:30:15Z"


@dataclass
class Row:
    pk: int
    cells: list[object]


class Rows:
    """What the writer asks of a queryset, over rows that no database would hold."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows

    def order_by(self, *names: str) -> Rows:
        return self

    def filter(self, pk__gt: int) -> Rows:
        return Rows([row for row in self.rows if row.pk > pk__gt])

    def __getitem__(self, part: slice) -> list[Row]:
        return self.rows[part]


def _table(*types: str) -> Table:
    columns = tuple(Column(f"c{n}", "A cell.", lambda row, n=n: row.cells[n], type_) for n, type_ in enumerate(types))
    return Table("cells", "Cells", columns, lambda rows: rows)


def _written(rows: list[list[object]], types: list[str], profile: str) -> str:
    made = Rows([Row(n, cells) for n, cells in enumerate(rows)])
    return "".join(write_csv(_table(*types), made, profile, at=AT))


def _read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


TABLES = st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(st.text(), min_size=width, max_size=width)))


@given(TABLES)
def test_raw_text_comes_back_as_it_was(rows):
    header, *read = _read(_written(rows, ["text"] * len(rows[0] if rows else [0]), "raw"))
    assert header[-1] == "exported_at"
    assert read == [[*row, STAMP] for row in rows]


@given(TABLES)
def test_guarded_text_comes_back_as_it_was(rows):
    text = _written(rows, ["text"] * len(rows[0] if rows else [0]), "excel")
    assert text.startswith("\ufeff")
    _, *read = _read(text.removeprefix("\ufeff"))
    assert [[unguarded(cell) for cell in row] for row in read] == [[*row, STAMP] for row in rows]


def test_a_spreadsheet_gets_a_mark_quotes_and_its_line_ends():
    assert _written([["a", None], ['"', "x\ny"]], ["text", "text"], "excel") == (
        f'\ufeff"c0","c1","exported_at"\r\n"a","","{STAMP}"\r\n"""","x\ny","{STAMP}"\r\n'
    )


def test_raw_is_rfc_4180():
    assert _written([["a", 'b"'], ["c,d", "=1"]], ["text", "text"], "raw") == (
        f'c0,c1,exported_at\r\na,"b""",{STAMP}\r\n"c,d",=1,{STAMP}\r\n'
    )


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    ("type_", "value", "expected"),
    [
        ("integer", -5, "-5"),
        ("integer", 0, "0"),
        ("integer", 12_000_000, "12000000"),
        ("number", Decimal("-1200.5000"), "-1200.5"),
        ("number", Decimal("1200.0000"), "1200"),
        ("number", Decimal("100"), "100"),
        ("number", Decimal("1E+3"), "1000"),
        ("number", Decimal("0.0000"), "0"),
        ("number", 1e21, "1000000000000000000000"),
        ("number", -0.5, "-0.5"),
        ("number", float("nan"), ""),
        ("number", Decimal("Infinity"), ""),
        ("date", date(2022, 4, 29), "2022-04-29"),
        ("date", date(22, 4, 29), "0022-04-29"),
        ("moment", datetime(2022, 4, 29, 12, tzinfo=timezone(timedelta(hours=4, minutes=30))), "2022-04-29T07:30:00Z"),
        ("boolean", True, "true"),
        ("boolean", False, "false"),
        ("edtf", "[2021-08..2021-10]", "[2021-08..2021-10]"),
        ("url", "https://example.org/?a=1,2", "https://example.org/?a=1,2"),
        ("text", 0, "0"),
        *[(type_, None, "") for type_ in ("text", "integer", "number", "date", "edtf", "moment", "boolean", "url")],
    ],
)
def test_values_are_written_the_same_everywhere(type_, value, expected, profile):
    _, (cell, _) = _read(_written([[value]], [type_], profile).removeprefix("\ufeff"))
    assert cell == expected


@pytest.mark.parametrize("type_", ["integer", "number", "date", "moment", "boolean", "url", "edtf"])
def test_text_in_a_column_of_another_type_is_guarded_all_the_same(type_):
    _, (cell, _) = _read(_written([["=1+1"]], [type_], "excel"))
    assert cell == "'=1+1"


def test_lone_surrogates_do_not_break_the_file():
    text = _written([["a\ud800b"]], ["text"], "raw")
    assert _read(text)[1][0] == "a\ufffdb"
    text.encode()


def test_a_cell_as_long_as_a_spreadsheet_takes_comes_back():
    long = 'پښتو "Дари",\n' * 2520
    assert len(long) > 32_000
    assert _read(_written([[long]], ["text"], "excel"))[1][0] == long


def test_an_unknown_profile_is_an_error():
    with pytest.raises(KeyError):
        _written([], ["text"], "xlsx")


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1000, 1001])
@pytest.mark.parametrize("profile", PROFILES)
def test_the_tally_is_of_the_file(profile, count):
    tally = Tally()
    rows = Rows([Row(n, ["я"]) for n in range(count)])
    text = "".join(write_csv(_table("text"), rows, profile, at=AT, tally=tally))
    assert tally.rows == count == len(_read(text)) - 1
    assert tally.sha256 == hashlib.sha256(text.encode()).hexdigest()


OUTLETS = Table("outlets", "Outlets", (Column("name", "Its name.", lambda one: one.name),), lambda rows: rows)


@pytest.mark.django_db
def test_rows_are_read_page_by_page_as_they_are_asked_for():
    Outlet.objects.bulk_create(Outlet(name=f"Outlet {n}") for n in range(2500))
    with CaptureQueriesContext(connection) as queries:
        chunks = write_csv(OUTLETS, Outlet.objects.all(), "raw", at=AT)
        assert len(queries) == 0
        next(chunks)
        assert len(queries) == 1
        rest = list(islice(chunks, 2))
        assert len(queries) == 2
        rest += chunks
        assert len(queries) == 3
    assert sum(chunk.count("\r\n") for chunk in rest) == 2000


def test_memory_does_not_grow_with_the_rows():
    class Endless(Rows):
        def __init__(self, start: int = 0) -> None:
            self.start = start

        def filter(self, pk__gt: int) -> Rows:
            return Endless(pk__gt + 1)

        def __getitem__(self, part: slice) -> list[Row]:
            return [Row(n, ["x" * 100]) for n in range(self.start, self.start + part.stop)]

    chunks = write_csv(_table("text"), Endless(), "excel", at=AT)
    tracemalloc.start()
    try:
        for _ in islice(chunks, 4):
            pass
        early = tracemalloc.get_traced_memory()[1]
        for _ in islice(chunks, 60):
            pass
        assert tracemalloc.get_traced_memory()[1] < early * 1.2
    finally:
        tracemalloc.stop()
