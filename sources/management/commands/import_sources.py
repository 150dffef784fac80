"""Import articles from files, folders, archives, lists, feeds and addresses, a line for each."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from sources import leasing
from sources.importing import batches, manners, pipeline
from sources.importing.batches import DATABASE_FAULTS, WENT_WRONG
from sources.importing.gathering import WAIT_SECONDS, Found, gather
from sources.importing.pipeline import Imported
from sources.models import ImportBatch, ImportItem, Story
from sources.stopping import Stopping
from sources.work import MOST_FAULTS, PAUSE, wait_after

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

AT_ONCE = 100  # items in one transaction
PATIENCE = 30  # seconds: who waits for a busy host no longer than this is waited for here
INTERRUPTED = 130


class Command(BaseCommand):
    help = (
        "Import articles from files (HTML, PDF, text), folders, WARC archives, lists of addresses, OPML, feeds, "
        "sitemaps and web addresses. Importing twice changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("targets", nargs="*", metavar="PATH-or-address")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, and store nothing.")
        parser.add_argument("--limit", type=int, help="Stop after this many items.")
        parser.add_argument("--story", help="The name of the story they belong to; it must exist.")
        parser.add_argument("--resume", action="store_true", help="Go on with the newest import that was cut short.")
        parser.add_argument("--batch", type=int, help="Go on with the import of this number.")

    def handle(self, *args: Any, **options: Any) -> None:
        resuming = options["resume"] or options["batch"] is not None
        if not options["targets"] and not resuming:
            raise CommandError("Name what to import: files, folders or addresses. --resume goes on without.")
        self.outcomes: Counter[str] = Counter()
        self.stopping = Stopping()
        story = find_story(options["story"])
        found = islice(self.gathered(options["targets"]), options["limit"])
        with self.stopping.by_signals():
            if options["dry_run"]:
                self.preview(found)
            else:
                self.import_all(found, self.find_batch(options, story), options["limit"])
        self.finish()

    def find_batch(self, options: dict[str, Any], story: Story | None) -> ImportBatch:
        if options["batch"] is not None:
            batch = ImportBatch.objects.filter(pk=options["batch"], undone_at=None).first()
            if batch is None:
                raise CommandError(f"There is no import {options['batch']} to go on with.")
            return batch
        batch = unfinished() if options["resume"] else None
        if batch is None and not options["targets"]:
            raise CommandError("No import was cut short: there is nothing to resume.")
        name = ", ".join(options["targets"])
        return batch or batches.start(ImportBatch.Origin.COMMAND, story=story, name=name)

    def gathered(self, targets: list[str]) -> Iterator[Found]:
        for target in targets:
            for one in gather(target, timezone.now()):
                if self.stopping.is_set():
                    return
                if isinstance(one, Found):
                    yield one
                else:
                    self.write(f"note: {one}")

    def import_all(self, found: Iterator[Found], batch: ImportBatch, limit: int | None) -> None:
        self.batch, self.told = batch, set(batch.items.exclude(outcome="").values_list("pk", flat=True))
        leasing.free_the_dead()
        self.add(found)
        with tqdm(total=self.open_items().count(), desc="Importing", unit="item", disable=quiet()) as bar:
            while not self.stopping.is_set() and (limit is None or sum(self.outcomes.values()) < limit):
                item = self.next_item()
                if item is None:
                    break
                self.report(item)
                bar.update()
                self.stopping.wait(PAUSE)
        done = self.batch.items.exclude(outcome="").order_by("pk").values_list("pk", flat=True)
        for pk in [one for one in done if one not in self.told]:  # a worker was quicker
            self.report(self.batch.items.select_related("source").get(pk=pk))

    def add(self, found: Iterator[Found]) -> None:
        """Make an item of each; what a run that was cut short had added already stands."""
        known = set(self.batch.items.values_list("target", "document"))
        bar = tqdm(found, desc="Gathering", unit="item", disable=quiet())
        new = (item for item in map(self.as_item, bar) if (item.target, item.document) not in known)
        while items := list(islice(new, AT_ONCE)):
            for item in ImportItem.objects.bulk_create(items):
                if item.outcome:
                    self.report(item)

    def as_item(self, found: Found) -> ImportItem:
        now = timezone.now()
        if found.page is not None:
            return batches.document_item(self.batch, found.page, now, found.target)
        item = batches.address_item(self.batch, found.target, now)
        if found.problem:
            item.outcome, item.reason, item.finished_at, item.run_after = found.outcome.value, found.problem, now, None
        return item

    def open_items(self) -> QuerySet[ImportItem]:
        return batches.open_items(self.batch)

    def next_item(self) -> ImportItem | None:
        """Import the next item. Waits while all that are left are about to be due, or in another worker's hands."""
        faults = 0
        while not self.stopping.is_set():
            try:
                item = batches.work_next(timezone.now(), self.batch.items)
                if item is not None or not self.is_worth_waiting():
                    return item
                self.stopping.wait(0.2)
            except DATABASE_FAULTS as fault:
                faults += 1
                if faults == MOST_FAULTS:
                    raise CommandError(f"The database failed: {fault}. Go on later with --resume.") from fault
                self.stopping.wait(wait_after(faults))
                leasing.free_mine()
        return None

    def is_worth_waiting(self) -> bool:
        soon = timezone.now() + timedelta(seconds=PATIENCE)
        return self.open_items().filter(run_after__lte=soon).exists()

    def preview(self, found: Iterator[Found]) -> None:
        for one in found:
            done = previewed(one)
            self.tell(one.target, done.outcome.value, f"{done.reason} (dry run: nothing was stored)")

    def report(self, item: ImportItem) -> None:
        self.told.add(item.pk)
        questions = tuple(item.source.questions) if item.source is not None and item.outcome == "new" else ()
        again = "" if item.outcome else f" Tried again after {item.run_after:%H:%M} UTC."
        self.tell(item.target, item.outcome or "waiting", item.reason + again, questions)

    def tell(self, target: str, outcome: str, reason: str, questions: tuple[str, ...] = ()) -> None:
        self.outcomes[outcome] += 1
        self.write("\n".join([f"{outcome}: {target}: {reason}", *(f"    {one}" for one in questions)]))

    def write(self, text: str) -> None:
        with tqdm.external_write_mode():
            self.stdout.write(text)

    def finish(self) -> None:
        """The last line and the exit code."""
        self.stdout.write(", ".join(f"{n} {outcome}" for outcome, n in self.outcomes.items()) or "nothing to import")
        if self.stopping.is_set():
            self.stderr.write("Stopped; nothing is half done. Go on with --resume, or let the worker.")
            sys.exit(INTERRUPTED)
        if any(self.outcomes[one] for one in (*WENT_WRONG, "waiting")):
            sys.exit(1)


def find_story(name: str | None) -> Story | None:
    story = Story.objects.filter(name=name).first() if name else None
    if name and story is None:
        raise CommandError(f"There is no story “{name}”. Make it in the admin first.")
    return story


def unfinished() -> ImportBatch | None:
    """The newest import of this command that has something left to do, or died before it had anything."""
    own = ImportBatch.objects.filter(origin=ImportBatch.Origin.COMMAND, undone_at=None)
    return next((one for one in own[:100] if batches.open_items(one).exists() or not one.items.exists()), None)


def previewed(found: Found) -> Imported:
    if found.problem:
        return Imported(found.outcome, found.problem)

    def look() -> Imported:
        now = timezone.now()
        page = found.page or manners.fetch(found.target, now, wait_seconds=WAIT_SECONDS)
        decision = pipeline.look(page, now).decision
        return Imported(decision.outcome, decision.reason)

    return pipeline.attempted(found.target, look)


def quiet() -> bool:
    return not sys.stderr.isatty()
