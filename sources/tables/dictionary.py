"""The documentation of tables, made from the tables."""

from __future__ import annotations

from collections.abc import Iterable

from sources.tables.columns import EXPORTED_AT, Column, Table

TYPES = {
    "text": "text",
    "integer": "whole number",
    "number": "number",
    "date": "day, `2022-04-29`",
    "edtf": "EDTF",
    "moment": "moment, `2022-04-29T07:30:00Z`",
    "boolean": "`true`, `false`",
    "url": "address",
}


def data_dictionary(tables: Iterable[Table], introduction: str) -> str:
    """Every table and column as Markdown, after the introduction."""
    return "\n\n".join([introduction.strip(), *map(_section, tables)]) + "\n"


def _section(table: Table) -> str:
    rows = map(_row, (*table.columns, EXPORTED_AT))
    return "\n".join(
        [f"## {table.title}", "", f"`{table.name}`", "", "| column | type | meaning |", "|---|---|---|", *rows]
    )


def _row(column: Column) -> str:
    meaning = column.meaning
    if column.unit:
        meaning += f" Unit: {column.unit}."
    if column.vocabulary:
        meaning += f" One of: {', '.join(f'`{word}`' for word in column.vocabulary)}."
    cells = (f"`{column.name}`", TYPES[column.type], meaning)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
