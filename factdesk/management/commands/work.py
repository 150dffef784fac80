"""The worker: imports what waits, looks again at sources, asks feeds, clears up."""

from __future__ import annotations

import logging
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from sources import presence
from sources.models import ImportItem
from sources.stopping import when_gone
from sources.work import Worker, units


class Command(BaseCommand):
    help = "Do what is due, one unit after the other; Ctrl-C finishes the one in hand and stops."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Stop when nothing is due; exit code 1 if any failed.")
        parser.add_argument("--parent", type=int, help="Stop when this process, which started the worker, is gone.")

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("sources.work").setLevel(logging.INFO)
        worker, started = Worker(units()), timezone.now()
        if options["parent"]:
            when_gone(options["parent"], worker.stopping.set)
        with worker.stopping.by_signals(), alone() if connection.vendor == "sqlite" else nullcontext():
            worker.run(once=options["once"])
        if options["once"] and (worker.failed or worker.faults or went_wrong_since(started)):
            sys.exit(1)


@contextmanager
def alone() -> Iterator[None]:
    """One worker is enough for SQLite, where one process writes at a time. Raises CommandError for a second."""
    try:
        with presence.only_one("worker"):
            yield
    except presence.Taken as taken:
        raise CommandError(f"{taken} On SQLite there is one; PostgreSQL takes many.", returncode=75) from taken


def went_wrong_since(moment: Any) -> bool:
    return ImportItem.objects.filter(finished_at__gte=moment, outcome__in=("rejected", "failed")).exists()
