"""Import articles from files and addresses, a line for each."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from sources.importing import documents, pipeline
from sources.importing.fetching import fetch
from sources.importing.pipeline import Imported
from sources.importing.types import ImportRefused, Outcome
from sources.models import ImportBatch, ImportItem, Story

FAILURES = (Outcome.REJECTED, Outcome.FAILED)
PAUSE = 0.02  # seconds between commits, so that editors on SQLite get their turn


class Command(BaseCommand):
    help = "Import articles from files (HTML, text dumps; also .gz) and web addresses. Importing twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("targets", nargs="+", metavar="PATH-or-address")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, and store nothing.")
        parser.add_argument("--limit", type=int, help="Stop after this many items.")
        parser.add_argument("--story", help="The name of the story they belong to; it must exist.")

    def handle(self, *args: Any, **options: Any) -> None:
        targets = options["targets"][: options["limit"]]
        story = self.find_story(options["story"])
        self.batch = None if options["dry_run"] else ImportBatch.objects.create(origin=ImportBatch.Origin.COMMAND)
        outcomes: Counter[Outcome] = Counter()
        for target in tqdm(targets, desc="Importing", unit="item", disable=not sys.stderr.isatty()):
            done = self.import_one(target, story)
            outcomes[done.outcome] += 1
            self.report(target, done)
            time.sleep(PAUSE)
        self.stdout.write(", ".join(f"{count} {outcome}" for outcome, count in outcomes.items()))
        if any(outcomes[failure] for failure in FAILURES):
            sys.exit(1)

    def find_story(self, name: str | None) -> Story | None:
        story = Story.objects.filter(name=name).first() if name else None
        if name and story is None:
            raise CommandError(f"There is no story “{name}”. Make it in the admin first.")
        return story

    def import_one(self, target: str, story: Story | None) -> Imported:
        now = timezone.now()
        is_address = target.startswith(("http://", "https://"))
        if self.batch is None:
            return self.preview(target, is_address)
        if is_address:
            return pipeline.import_address(self.batch, target, now, story)
        try:
            page = documents.from_file(Path(target), now)
        except ImportRefused as refusal:
            ImportItem.objects.create(
                batch=self.batch, target=target, outcome=Outcome.REJECTED.value, reason=str(refusal)
            )
            return Imported(Outcome.REJECTED, str(refusal))
        return pipeline.import_document(self.batch, page, now, story)

    def preview(self, target: str, is_address: bool) -> Imported:
        def look() -> Imported:
            now = timezone.now()
            page = fetch(target, now=now) if is_address else documents.from_file(Path(target), now)
            decision = pipeline.look(page, now).decision
            return Imported(decision.outcome, f"{decision.reason} (dry run: nothing was stored)")

        return pipeline.attempted(target, look)

    def report(self, target: str, done: Imported) -> None:
        lines = [f"{done.outcome}: {target}: {done.reason}"]
        if done.source is not None and done.outcome == Outcome.NEW:
            lines += [f"    {question}" for question in done.source.questions]
        with tqdm.external_write_mode():
            self.stdout.write("\n".join(lines))
