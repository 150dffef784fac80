"""Compare the pairs of a file of JSON lines, and print each line with its finding. Stores nothing."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from claims.contradictions.detector import detect
from claims.contradictions.statements import from_pair
from claims.management.lines import json_lines


class Command(BaseCommand):
    help = (
        "For each line's `premise` and `hypothesis` (and optional premise_event, premise_subject, premise_speaker, "
        "premise_date, premise_place and hypothesis_…), print the same line with its `finding`."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.jsonl")

    def handle(self, *args: Any, **options: Any) -> None:
        for _, line in json_lines(options["file"], needed=("premise", "hypothesis")):
            finding = detect(*from_pair(line))
            self.stdout.write(
                json.dumps({**line, "finding": finding.as_json() if finding else None}, ensure_ascii=False)
            )
