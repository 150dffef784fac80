"""Write captures as a WARC file, which web archives and their tools read."""

from __future__ import annotations

import os
import sys
import zlib
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils import timezone
from tqdm import tqdm

from sources.importing import captures, warc_writing
from sources.models import Capture, Source, Story

AT_A_TIME = 200  # rows
ENDING = ".warc.gz"


class Command(BaseCommand):
    help = "Write the captures of sources, as they came, to a WARC file. All of them, or those of one story or source."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, required=True, metavar=f"FILE{ENDING}")
        parser.add_argument("--story", metavar="NAME", help="Only captures of sources in this story.")
        parser.add_argument("--source", type=int, nargs="+", metavar="ID", help="Only captures of these sources.")
        parser.add_argument(
            "--since", metavar="DATE", help="Only captures made on this day (UTC) or later: 2022-04-29."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        output: Path = options["output"]
        if not output.name.endswith(ENDING):
            raise CommandError(f"The file must end in {ENDING}, so that other tools know it: --output export{ENDING}")
        self.missing = 0
        written = self.save(output, chosen(options["story"], options["source"], options["since"]))
        self.stdout.write(f"{written} captures in {output}")
        if self.missing:
            self.stderr.write(f"{self.missing} captures are not in it: their bytes cannot be read.")
            sys.exit(1)

    def save(self, output: Path, rows: QuerySet[Capture]) -> int:
        """Write beside the place and move there, so that no half file ever bears the name. Raises CommandError."""
        half = output.with_name(f"{output.name}.part")
        try:
            with half.open("wb") as file:
                written = warc_writing.write(self.with_bytes(rows), file, now=timezone.now(), software="Factdesk")
                file.flush()
                os.fsync(file.fileno())
            half.replace(output)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        finally:
            half.unlink(missing_ok=True)
        return written

    def with_bytes(self, rows: QuerySet[Capture]) -> Iterator[tuple[Capture, bytes]]:
        """Each capture with its bytes; one whose bytes cannot be read is named on standard error."""
        found = rows.iterator(chunk_size=AT_A_TIME)
        for capture in tqdm(found, "Writing", rows.count(), unit="capture", disable=not sys.stderr.isatty()):
            try:
                data = captures.read(capture.sha256)
            except (OSError, EOFError, zlib.error):
                self.name_missing(capture, "gone or damaged")
                continue
            if captures.sha256_of(data) != capture.sha256:
                self.name_missing(capture, "not those that were captured")
                continue
            yield capture, data

    def name_missing(self, capture: Capture, why: str) -> None:
        self.missing += 1
        with tqdm.external_write_mode():
            self.stderr.write(f"Capture {capture.pk} ({capture}): its bytes, {capture.sha256}, are {why}.")


def chosen(story: str | None, sources: list[int] | None, since: str | None) -> QuerySet[Capture]:
    """The captures asked for, the oldest first. Raises CommandError for a story, source or date that is none."""
    rows = Capture.objects.defer("candidates").order_by("captured_at", "id")
    if story is not None:
        if not Story.objects.filter(name=story).exists():
            raise CommandError(f"There is no story “{story}”. Write its name as the admin shows it.")
        rows = rows.filter(source__in=Source.objects.filter(stories__name=story))
    if sources is not None:
        unknown = set(sources) - set(Source.objects.filter(pk__in=sources).values_list("pk", flat=True))
        if unknown:
            raise CommandError(f"There is no source {', '.join(map(str, sorted(unknown)))}. Its page shows its number.")
        rows = rows.filter(source__in=sources)
    return rows if since is None else rows.filter(captured_at__gte=_day(since))


def _day(written: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(written), time.min, UTC)
    except ValueError as error:
        raise CommandError(f"“{written}” is no date. Write it as 2022-04-29.") from error
