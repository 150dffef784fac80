"""Write docs/reference/data-dictionary.md, which documents every column that leaves the desk."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.exports import TABLES
from sources.tables.dictionary import data_dictionary

PATH = settings.BASE_DIR / "docs" / "reference" / "data-dictionary.md"
INTRODUCTION = """
# Data dictionary

Every table that Factdesk exports, and every column of it. This page is made by `manage.py data_dictionary`.

A table leaves as CSV by the link beside a list, by the action of a list in the admin, or by
`manage.py export TABLE`. There are two profiles:

- `excel` opens in a spreadsheet: UTF-8 with a byte order mark, CRLF, every cell quoted. Text that a spreadsheet might
  take for a formula stands behind one apostrophe. That is text which, after any apostrophes and white space, begins
  with `=` `+` `-` `@`, one of their full-width forms, TAB, CR, LF or NUL. To undo it, take away one apostrophe where
  what follows it is such text. Numbers and days are written as they are.
- `raw` is RFC 4180: UTF-8 without a mark, CRLF, quotes only where needed, every text as it is.

In both, the first line names the columns and an empty cell means that there is no value. Rows are in the order of
their number. Numbers have a decimal point and no separators; moments are in UTC. Dates of known precision are written
as EDTF (ISO 8601-2) with the first and the last day that they may mean beside them, so that a plain sort or filter by
day works. Numbers of rows (`id` and all that end in `_id`) never change, and permalinks stay.

`manage.py export TABLE --output FILE` writes `FILE.json` beside the file: its table, profile, filters, moment, columns,
number of rows and SHA-256. A file that does not agree with it has been cut off or changed.

Readers' exports hold what readers may see. The desk's own hold the same columns over the rows of its lists; there the
column `status` tells which of them are public.
"""


class Command(BaseCommand):
    help = "Write docs/reference/data-dictionary.md from the tables."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; fail if the file is out of date.")

    def handle(self, *args: Any, **options: Any) -> None:
        text = data_dictionary(TABLES.values(), INTRODUCTION)
        current = PATH.read_text(encoding="utf-8") if PATH.is_file() else ""
        if options["check"]:
            if text != current:
                raise CommandError("The data dictionary is out of date: run manage.py data_dictionary.")
            return
        PATH.parent.mkdir(parents=True, exist_ok=True)
        PATH.write_text(text, encoding="utf-8")
        self.stdout.write(f"Wrote {PATH.relative_to(settings.BASE_DIR)}.")
