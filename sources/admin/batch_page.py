"""What the page of a batch shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from sources.importing import batch_undo, batches
from sources.importing.types import Outcome
from sources.importing.undo_rules import KEPT, NOTHING, REMOVED, fates
from sources.models import ImportBatch, ImportItem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import User

    from sources.importing.batches import Progress
    from sources.models.batch import ImportItemQuerySet

ITEMS_A_PAGE = 50
MOST_FORETOLD = 500  # items whose fate is looked up before undoing
MOST_NAMED = 50
WAITING = "waiting"
#: What an outcome means to the eye: good, plain or bad.
LOOKS = {
    Outcome.NEW: "good",
    Outcome.NEW_VERSION: "good",
    Outcome.SAME: "plain",
    Outcome.DUPLICATE: "plain",
    Outcome.REJECTED: "bad",
    Outcome.FAILED: "bad",
}


def batch_context(batch: ImportBatch, asked: Mapping[str, str], user: User) -> dict[str, Any]:
    """Everything the page of a batch shows, at a fixed number of queries."""
    progress = batches.progress(batch, timezone.now())
    shown = asked.get("shown", "")
    page = Paginator(_items(batch, shown), ITEMS_A_PAGE).get_page(asked.get("page"))
    may_retry, may_undo = user.has_perm("sources.add_source"), user.has_perm(batch_undo.PERMISSION)
    retriable = batches.retriable(batch.items.all()) if may_retry else batch.items.none()
    n_retriable = retriable.count()
    here = set(retriable.filter(pk__in=[item.pk for item in page]).values_list("pk", flat=True)) if n_retriable else ()
    return {
        "progress": progress_in_words(progress),
        "progress_address": reverse("admin:sources_importbatch_progress", args=[batch.pk]),
        "page": page,
        "items": [_row(item, item.pk in here) for item in page],
        "shown": shown,
        "retry_address": reverse("admin:sources_importbatch_retry", args=[batch.pk]) if n_retriable else "",
        "retriable": n_retriable,
        "undo_address": _undo_address(batch, progress) if may_undo else "",
    }


def _undo_address(batch: ImportBatch, progress: Progress) -> str:
    """Where a batch is undone; empty where that is over."""
    is_over = batch.undone_at is not None and progress.is_finished and not batch_undo.to_undo(batch).exists()
    return "" if is_over or not progress.total else reverse("admin:sources_importbatch_undo", args=[batch.pk])


def _items(batch: ImportBatch, shown: str) -> ImportItemQuerySet:
    """The items, the last finished first; those that wait stand at the end."""
    items = batch.items.select_related("source").defer("given")
    if shown == WAITING:
        items = items.filter(outcome="")
    elif shown in set(Outcome):
        items = items.filter(outcome=shown)
    return items.order_by(F("finished_at").desc(nulls_last=True), "pk")


def _row(item: ImportItem, may_retry: bool) -> dict[str, Any]:
    outcome = item.outcome or ("cancelled" if item.undone else "tried again" if item.reason else WAITING)
    return {
        "item": item,
        "outcome": outcome,
        "looks": LOOKS.get(outcome, "plain"),
        "retry_address": reverse("admin:sources_importitem_retry", args=[item.pk]) if may_retry else "",
    }


def progress_in_words(progress: Progress) -> dict[str, Any]:
    """How far a batch is, as the page and its script take it."""
    counts = [
        {"name": name, "n": n, "looks": LOOKS[Outcome(name)], "shown": name} for name, n in progress.outcomes.items()
    ]
    open_ = progress.waiting + progress.in_work
    states = [(WAITING, open_), ("looked at in a preview", progress.shown), ("cancelled", progress.cancelled)]
    counts += [
        {"name": name, "n": n, "looks": "plain", "shown": WAITING if name == WAITING else ""} for name, n in states if n
    ]
    return {
        "total": progress.total,
        "done": progress.done,
        "percent": progress.percent,
        "is_finished": progress.is_finished,
        "counts": counts,
        "said": _said(progress),
    }


def _said(progress: Progress) -> str:
    if not progress.total:
        return "Nothing was added to it."
    said = f"{progress.done:,} of {progress.total:,} done ({progress.percent} %)"
    if progress.in_work:
        said += f", {progress.in_work:,} in work"
    if progress.again:
        said += f", {progress.again:,} tried again later"
    return said + "."


def undo_context(batch: ImportBatch) -> dict[str, Any]:
    """What undoing would remove and what it would keep, and why."""
    done = batch_undo.to_undo(batch)
    items = list(done.select_related("source").defer("given")[:MOST_FORETOLD])
    foretold = fates(batch, items)
    named: dict[str, list[tuple[ImportItem, str]]] = {REMOVED: [], KEPT: [], NOTHING: []}
    for item in items:
        word, _, why = foretold[item.pk].said.partition(": ")
        named[word].append((item, why))
    return {
        "title": f"Undo import {batch.pk}",
        "removed": named[REMOVED][:MOST_NAMED],
        "n_removed": len(named[REMOVED]),
        "kept": named[KEPT][:MOST_NAMED],
        "n_kept": len(named[KEPT]),
        "n_nothing": len(named[NOTHING]),
        "n_cancelled": batches.open_items(batch).count(),
        "n_beyond": max(0, done.count() - len(items)),
    }
