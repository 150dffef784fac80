from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from claims.exports import TABLES
from factdesk.management.commands import data_dictionary
from sources.tables.columns import Column, Table
from sources.tables.dictionary import TYPES
from sources.tables.dictionary import data_dictionary as written


def test_the_file_is_up_to_date():
    call_command("data_dictionary", "--check")


def test_a_file_that_is_out_of_date_is_found_and_made_anew(tmp_path, monkeypatch, settings):
    settings.BASE_DIR = tmp_path
    monkeypatch.setattr(data_dictionary, "PATH", tmp_path / "reference" / "data-dictionary.md")
    with pytest.raises(CommandError, match="out of date"):
        call_command("data_dictionary", "--check")
    call_command("data_dictionary", stdout=io.StringIO())
    call_command("data_dictionary", "--check")


def test_it_documents_every_column_of_every_table():
    text = data_dictionary.PATH.read_text(encoding="utf-8")
    for table in TABLES.values():
        section = text.split(f"\n`{table.name}`\n")[1].split("\n## ")[0]
        assert [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")] == table.header


def test_every_column_says_what_it_means():
    for table in TABLES.values():
        for column in table.columns:
            assert column.meaning.endswith("."), (table.name, column.name)
            assert column.type in TYPES


def test_a_bar_in_a_meaning_does_not_break_the_table():
    table = Table(
        "a", "A", (Column("b", "This | that.", lambda row: row, "integer", "people", ("x",)),), lambda rows: rows
    )
    assert "| `b` | whole number | This \\| that. Unit: people. One of: `x`. |" in written([table], "# Head")
