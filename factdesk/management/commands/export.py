"""Write a table as CSV, narrowed as its list for readers can be."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from claims.exports import TABLES
from claims.public.filters import FILTERS
from claims.visibility import PUBLIC
from sources.tables.columns import Table
from sources.tables.writing import PROFILES, Tally, moment, write_csv


class Command(BaseCommand):
    help = "Write a table of what readers may see as CSV, to standard output or to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("table", choices=sorted(TABLES), metavar="TABLE", help=", ".join(sorted(TABLES)))
        parser.add_argument("--profile", choices=sorted(PROFILES), default="excel")
        parser.add_argument(
            "--filter",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            dest="filters",
            help="Narrow the table as its list for readers can be, as in --filter kind=fact. May be repeated.",
        )
        parser.add_argument("--output", type=Path, metavar="FILE", help="Write here, with FILE.json beside it.")

    def handle(self, *args: Any, **options: Any) -> None:
        table, now, tally = TABLES[options["table"]], timezone.now(), Tally()
        rows = narrowed(table.name, options["filters"])
        chunks = write_csv(table, rows, options["profile"], at=now, tally=tally)
        output: Path | None = options["output"]
        if output is None:
            self._print(chunks)
            return
        _save(output, chunks)
        about = sidecar(table, options["profile"], options["filters"], now, tally)
        _save(output.with_name(f"{output.name}.json"), [about])
        self.stderr.write(f"{tally.rows} rows of {table.name} in {output}")

    def _print(self, chunks: Any) -> None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        try:
            for chunk in chunks:
                self.stdout.write(chunk, ending="")
            self.stdout.flush()
        except BrokenPipeError:  # whoever read has seen enough; nothing is left to flush at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def narrowed(name: str, filters: list[str]) -> QuerySet:
    """The table's public rows that pass the filters, each given as NAME=VALUE.

    Raises CommandError, naming the filters there are, for one that there is not, and for a value it refuses.
    """
    rows = PUBLIC[name]()
    data = QueryDict(mutable=True)
    known = list(FILTERS[name].base_filters) if name in FILTERS else []
    for one in filters:
        key, separator, value = one.partition("=")
        if not separator or key not in known:
            choices = f"it has {', '.join(known)}" if known else "it has none"
            raise CommandError(f"{name} has no filter “{one}”: {choices}. Write one as NAME=VALUE.")
        data.appendlist(key, value)
    if not filters:
        return rows
    filterset = FILTERS[name](data, queryset=rows)
    if not filterset.is_valid():
        raise CommandError(" ".join(str(error) for errors in filterset.errors.values() for error in errors))
    return filterset.qs


def sidecar(table: Table, profile: str, filters: list[str], at: datetime, tally: Tally) -> str:
    """What a file holds, as JSON, by which a reader can tell whether it is whole."""
    about = {
        "table": table.name,
        "profile": profile,
        "filters": filters,
        "exported_at": moment(at),
        "columns": table.header,
        "rows": tally.rows,
        "sha256": tally.sha256,
    }
    return json.dumps(about, ensure_ascii=False, indent=2) + "\n"


def _save(path: Path, chunks: Any) -> None:
    """Write beside the place and move there, so that no half file ever bears the name. Raises CommandError."""
    half = path.with_name(f"{path.name}.part")
    try:
        with half.open("w", encoding="utf-8", newline="") as file:
            file.writelines(chunks)
        half.replace(path)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
