"""What a table that leaves the house consists of. Columns say what; how it is written is not their matter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import QuerySet

Type = Literal["text", "integer", "number", "date", "edtf", "moment", "boolean", "url"]


@dataclass(frozen=True)
class Column:
    """One documented column. `value` gives a row's value, None where there is none."""

    name: str
    meaning: str
    value: Callable[[Any], object]
    type: Type = "text"
    unit: str = ""
    vocabulary: tuple[str, ...] = ()


#: Ends every table. The same for every row of a file, so the writer fills it in.
EXPORTED_AT = Column("exported_at", "When this file was made.", lambda row: None, "moment")


@dataclass(frozen=True)
class Table:
    """Columns over the rows of a queryset. `prepare` fetches what they need, in a fixed number of queries."""

    name: str
    title: str
    columns: tuple[Column, ...]
    prepare: Callable[[QuerySet], QuerySet]

    @property
    def header(self) -> list[str]:
        """The names of all columns, the moment of the export last."""
        return [column.name for column in (*self.columns, EXPORTED_AT)]
