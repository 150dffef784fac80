"""Clearing up: previews that nobody came back to, and bytes among the captures that nothing needs.

Bytes are needed while a capture, an import item or a preview names them. Those of what was undone, discarded or never
finished are deleted when they were last kept an hour ago or earlier: an import that runs at this moment keeps its
bytes before it writes the row that names them. Each hour looks through its part of the captures.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages

from sources import leasing
from sources.importing import captures, previews
from sources.models import Capture, ImportItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

EVERY = timedelta(hours=1)
UNFINISHED_FOR = timedelta(hours=1)  # no capture takes that long to write
STAMP = "cleared"  # the file that keeps when this machine last cleared up
UNNEEDED_FOR = timedelta(hours=1)  # longer than any import or upload takes from its bytes to its rows
FOLDERS = tuple(f"{n:02x}" for n in range(256))  # how the captures are divided: by the first two characters
PARTS = 23  # of the captures, one an hour; not 24, so that a machine that is on by day alone comes to each
AT_ONCE = 500  # hashes in one query


def work_one(now: datetime) -> bool:
    """Clear up, at most once an hour; False where it is not time yet or nothing was found."""
    stamp = Path(settings.VAR) / STAMP
    if not _is_time(stamp, now):
        return False
    stamp.touch()
    os.utime(stamp, (now.timestamp(), now.timestamp()))
    part = int(now.timestamp() // EVERY.total_seconds()) % PARTS
    found = [
        leasing.free_the_dead(),
        previews.sweep(now),
        remove_unfinished(now),
        remove_unneeded(now, FOLDERS[part::PARTS]),
    ]
    return any(found)


def remove_unneeded(now: datetime, folders: Iterable[str] = FOLDERS) -> int:
    """Delete the bytes in these folders that nothing needs, last kept an hour ago or earlier. Returns how many."""
    before = now - UNNEEDED_FOR
    stored = (sha256 for folder in folders for sha256 in captures.stored_in(folder))
    return sum(captures.forget_old(sha256, before) for sha256 in list(_unneeded(stored)))


def _unneeded(stored: Iterator[str]) -> Iterator[str]:
    """Those that no capture names come to the import items, which have far more rows than these are."""
    unnamed = _without(stored, lambda some: Capture.objects.filter(sha256__in=some).values_list("sha256", flat=True))
    waiting = ImportItem.objects.filter(undone="").exclude(document="").order_by()
    left = _without(unnamed, lambda some: waiting.filter(document__in=some).values_list("document", flat=True))
    attached: set[str] | None = None
    for sha256 in left:
        attached = previews.attached() if attached is None else attached
        if sha256 not in attached:
            yield sha256


def _without(hashes: Iterator[str], named: Callable[[list[str]], Iterable[str]]) -> Iterator[str]:
    while some := list(islice(hashes, AT_ONCE)):
        yield from set(some).difference(named(some))


def remove_unfinished(now: datetime) -> int:
    """Delete what was left half-written among the captures an hour ago or earlier. Returns how many files."""
    old = (now - UNFINISHED_FOR).timestamp()
    found = [path for path in _unfinished() if _modified(path) < old]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def _unfinished() -> Iterator[Path]:
    storage = storages["captures"]
    if isinstance(storage, FileSystemStorage):
        yield from Path(storage.location).glob("??/??/*.unfinished*")


def _is_time(stamp: Path, now: datetime) -> bool:
    return not stamp.exists() or _modified(stamp) < (now - EVERY).timestamp()


def _modified(path: Path) -> float:
    """When a file was last written; infinity where it is gone, so that it counts as new."""
    try:
        return path.stat().st_mtime
    except OSError:
        return float("inf")
