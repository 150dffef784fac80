"""Read the claims of a file of JSON lines, and print each line with its reading. Stores nothing."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.management.lines import json_lines
from claims.reading.reader import read


class Command(BaseCommand):
    help = "For each line's `text` (and optional `date`, YYYY-MM-DD), print the same line with its `reading`."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.jsonl")

    def handle(self, *args: Any, **options: Any) -> None:
        for number, line in json_lines(options["file"], needed=("text",)):
            reading = read(line["text"], stated_in(line, number))
            self.stdout.write(json.dumps({**line, "reading": reading.as_json()}, ensure_ascii=False))


def stated_in(line: dict[str, Any], number: int) -> date | None:
    try:
        return date.fromisoformat(line["date"]) if line.get("date") else None
    except (TypeError, ValueError) as error:
        raise CommandError(f"Line {number}: “date” is a day, as in 2022-04-29.") from error
