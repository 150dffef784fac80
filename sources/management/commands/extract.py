"""Print what an import would take from files, as one JSON object a line; nothing is stored."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from sources.importing import documents, parsing
from sources.importing.extraction import as_json
from sources.importing.types import ImportRefused


class Command(BaseCommand):
    help = "Print title, byline, dates and paragraphs of each file as JSON lines. Stores nothing, needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = False
        for path in options["paths"]:
            try:
                found = as_json(parsing.extract(documents.from_file(Path(path), timezone.now()), timezone.now()))
            except ImportRefused as refusal:
                failed = True
                found = {"error": str(refusal)}
            self.stdout.write(json.dumps({"path": path, **found}, ensure_ascii=False))
        if failed:
            sys.exit(1)
