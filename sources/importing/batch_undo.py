"""Undoing a batch: what it made and nobody has touched since goes, the rest stays, and each item says why.

One transaction an item, the newest first, so that a version goes before the source it was added to. Killed half-way,
it goes on where it stood; done twice, the second time finds nothing left to do. The bytes of what is removed stay for
a while: another import may be about to use them. `clearing` deletes them where nothing needs them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError
from django.utils import timezone

from sources import deleting, likeness
from sources.importing import batches, locks, putting_back
from sources.importing.undo_rules import KEPT, REMOVED, Fate, fates
from sources.models import Capture, ImportBatch, ImportItem, Source, SourceAddress, SourceVersion, TextBand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.contrib.auth.models import User

    from sources.models import Outlet
    from sources.models.batch import ImportItemQuerySet

PERMISSION = "sources.undo_importbatch"
CANCELLED = "Cancelled before it was imported."
GOES_ON_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Undone:
    """What became of the items of a batch that was undone, and how many are left to undo."""

    removed: int
    kept: int
    left: int


def undo(batch: ImportBatch, user: User, most: int | None = None) -> Undone:
    """Undo a batch, or go on undoing it; at most so many items now, the rest is the worker's.

    Items that still wait are cancelled at once. Raises PermissionDenied.
    """
    if not user.has_perm(PERMISSION):
        raise PermissionDenied("Only editors and chiefs undo an import.")
    _begin(batch, user)
    for pk in list(to_undo(batch).values_list("pk", flat=True)[:most]):
        _undo_item(pk)
    return Undone(
        batch.items.filter(undone__startswith=REMOVED).count(),
        batch.items.filter(undone__startswith=KEPT).count(),
        to_undo(batch).count(),
    )


def work_one(now: datetime) -> bool:
    """Undo the next item of a batch that somebody wants undone; False where there is none.

    Goes on for a week: who undoes again after that begins anew. So a worker at rest does not look through the items
    of every batch that was ever undone.
    """
    left = ImportItem.objects.filter(batch=OuterRef("pk"), undone="").exclude(outcome="")
    batch = ImportBatch.objects.filter(Exists(left), undone_at__lte=now, undone_at__gt=now - GOES_ON_FOR).first()
    item = to_undo(batch).first() if batch else None
    if item is not None:
        _undo_item(item.pk)
    return item is not None


def to_undo(batch: ImportBatch) -> ImportItemQuerySet:
    """The items that are done and not undone, the newest first."""
    return batch.items.filter(undone="").exclude(outcome="").order_by("-pk")


def _begin(batch: ImportBatch, user: User) -> None:
    """Mark the batch and cancel what waits. Who is at work on an item finds his lease gone, and stores nothing."""
    with transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk, undone_at=None).update(undone_at=timezone.now(), undone_by=user)
        batches.open_items(batch).update(run_after=None, lease_token="", leased_until=None, undone=CANCELLED)
    batch.refresh_from_db()


def _undo_item(pk: int) -> None:
    with transaction.atomic():
        rows = ImportItem.objects.select_for_update(of=("self",)).select_related("batch")
        item = rows.filter(pk=pk, undone="").first()
        if item is None:
            return  # somebody else was quicker
        if item.source_id is not None:
            locks.hold(_found_by(item.source_id))
            Source.objects.select_for_update().filter(pk=item.source_id).first()
        said = _removed(fates(item.batch, [item])[item.pk])
        ImportItem.objects.filter(pk=pk).update(undone=said)


def _removed(fate: Fate) -> str:
    """Remove what is to be removed, and say what became of it. The bytes it came from are cleared up later."""
    try:
        with transaction.atomic():
            if fate.source is not None:
                deleting.delete_source(fate.source)
                return f"{fate.said}{_outlet_left(fate.source.outlet)}"
            if fate.version is not None and fate.before is not None:
                putting_back.show_before(fate.version, fate.before)
    except ProtectedError:
        return f"{KEPT}: something rests on it."
    return fate.said


def _outlet_left(outlet: Outlet | None) -> str:
    """What to say of an outlet that has no source any more: an import may have made it, an editor may have named it."""
    if outlet is None or outlet.sources.exists():
        return ""
    return f" Its outlet, {outlet}, stays without a source: delete it if nobody needs it."


def _found_by(source_id: int) -> Iterator[str]:
    """The names that an import of the same document holds: it waits until this is over, and decides then."""
    for key in SourceAddress.objects.filter(source=source_id).values_list("key", flat=True):
        yield f"address {key}"
    for sha256 in SourceVersion.objects.filter(source=source_id).values_list("sha256", flat=True):
        yield f"text {sha256}"
    for sha256 in Capture.objects.filter(source=source_id).values_list("sha256", flat=True).distinct():
        yield f"bytes {sha256}"
    # An import of a text like these would otherwise note a likeness to a source that goes at this moment, and we one
    # to a source that another undo removes: the version shown again is compared with what is stored.
    for text in SourceVersion.objects.filter(source=source_id).values_list("text", flat=True):
        for band in likeness.bands(likeness.shingles(text)):
            yield f"band {band}"
    for value in TextBand.objects.filter(version__source=source_id).values_list("value", flat=True):
        yield f"band {value}"
