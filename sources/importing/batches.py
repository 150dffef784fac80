"""Import batches: each address or document is a row that waits, is taken, and says what became of it.

What an item became is written in the transaction that stores its source. So whenever the process dies, an article is
there once and its item knows it, or it is not there and its item waits.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.utils import timezone

from sources.importing import captures, manners, passing_over, pipeline
from sources.importing.fetching import FetchError, FetchFailed
from sources.importing.pipeline import FAULT, Imported
from sources.importing.storable import storable, storable_text
from sources.importing.types import FetchedPage, ImportRefused, Outcome
from sources.leasing import MOST_ATTEMPTS, pause
from sources.models import ImportBatch, ImportItem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import User

    from sources.models import Feed, Story
    from sources.models.batch import ImportItemQuerySet

logger = logging.getLogger(__name__)

WENT_WRONG = (Outcome.REJECTED, Outcome.FAILED)
NEWEST_BATCH_FIRST = ("-batch_id", "run_after", "pk")
BY_HAND = (ImportBatch.Origin.ADMIN, ImportBatch.Origin.COMMAND)
MOST_AT_ONCE = 500  # rows in one transaction
DATABASE_FAULTS = (OperationalError, InterfaceError)
ABOUT = ("name", "url", "final_url", "media_type", "status")  # of a page, beside its bytes and headers


class LeaseLost(Exception):
    """Another worker has taken the item meanwhile, or the batch was undone: what this one did is rolled back."""


@dataclass(frozen=True)
class Progress:
    """How far a batch is, counted from its rows."""

    total: int
    outcomes: dict[str, int]  # in the order of Outcome; only those that occur
    waiting: int
    in_work: int
    again: int  # of those that wait: failed before, and tried again later
    shown: int  # previews that somebody has open
    cancelled: int

    @property
    def done(self) -> int:
        return sum(self.outcomes.values()) + self.cancelled

    @property
    def percent(self) -> int:
        """Of what is to be done; 100 only where all of it is."""
        return self.done * 100 // self.total if self.total else 100

    @property
    def is_finished(self) -> bool:
        return not self.waiting and not self.in_work

    @property
    def went_wrong(self) -> int:
        return sum(self.outcomes.get(one.value, 0) for one in WENT_WRONG)


def start(
    origin: str, user: User | None = None, story: Story | None = None, name: str = "", feed: Feed | None = None
) -> ImportBatch:
    """An empty batch; `origin` is one of ImportBatch.Origin."""
    batch = unsaved(origin, user, story, name, feed)
    batch.save()
    return batch


def unsaved(
    origin: str, user: User | None = None, story: Story | None = None, name: str = "", feed: Feed | None = None
) -> ImportBatch:
    """A batch that is to be stored together with its items."""
    return ImportBatch(origin=origin, started_by=user, story=story, name=storable_text(name)[:300], feed=feed)


def store(batch: ImportBatch, items: list[ImportItem]) -> None:
    """Store an unsaved batch with all its items or not at all: no worker ever begins with half of them."""
    with transaction.atomic():
        batch.save()
        _added(items)


def add_address(batch: ImportBatch, url: str) -> ImportItem:
    """An address to be fetched."""
    return _added([address_item(batch, url, timezone.now())])[0]


def add_addresses(batch: ImportBatch, urls: Iterable[str]) -> int:
    """Addresses to be fetched, in their order; returns how many."""
    now = timezone.now()
    return len(_added([address_item(batch, url, now) for url in urls]))


def add_document(batch: ImportBatch, page: FetchedPage, target: str = "") -> ImportItem:
    """A document in hand, its bytes kept among the captures; `target` is what the item is called."""
    return _added([document_item(batch, page, timezone.now(), target)])[0]


def address_item(batch: ImportBatch, url: str, now: datetime) -> ImportItem:
    """The row of an address, unsaved."""
    return ImportItem(batch=batch, target=storable_text(url)[:2000], run_after=now, added_at=now)


def document_item(batch: ImportBatch, page: FetchedPage, now: datetime, target: str = "") -> ImportItem:
    """The row of a document, unsaved; its bytes are kept already."""
    page = storable(page)
    given = {name: getattr(page, name) for name in ABOUT}
    given |= {"headers": [list(pair) for pair in page.headers], "fetched_at": page.fetched_at.isoformat()}
    target = storable_text(target) or page.name or page.url or "pasted text"
    return ImportItem(
        batch=batch,
        target=target[:2000],
        document=captures.keep(page.data),
        given={name: value for name, value in given.items() if value not in ("", None, [])},
        run_after=now,
        added_at=now,
    )


def _added(items: list[ImportItem]) -> list[ImportItem]:
    return ImportItem.objects.bulk_create(items, batch_size=MOST_AT_ONCE)


def work_one(now: datetime) -> bool:
    """Import the item that has waited longest; False where nothing is due."""
    return work_next(now) is not None


def work_next(
    now: datetime, items: ImportItemQuerySet | None = None, order: tuple[str, ...] = ("run_after", "pk")
) -> ImportItem | None:
    """Import the first due item, of all or of these, in this order; returns it as it stands now.

    Raises OperationalError or InterfaceError where the database fails: the item then waits for its next turn.
    """
    chosen = ImportItem.objects.all() if items is None else items
    chosen = chosen.exclude(passing_over.items_at(passing_over.hosts(now)))
    item = chosen.select_related("batch__started_by", "batch__story").take(now, order=order)
    if item is not None:
        _work_on(item, now)
    return item


def _work_on(item: ImportItem, now: datetime) -> None:
    if item.attempts > MOST_ATTEMPTS:
        _finish(item, Imported(Outcome.FAILED, f"The worker died over it {MOST_ATTEMPTS} times; it is left alone."))
        return
    note, batch = partial(_note, item), item.batch
    try:
        pipeline.import_page(page_of(item, now), now, batch.started_by, batch.story, inside=note)
    except LeaseLost:
        logger.info("%s was taken by another worker meanwhile, or its batch was undone.", item.target)
    except DATABASE_FAULTS:
        raise
    except manners.Busy as busy:
        _wait_for_host(item, now, busy)
    except FetchFailed as failure:
        if failure.permanent or item.attempts >= MOST_ATTEMPTS:
            _finish(item, Imported(Outcome.FAILED, str(failure)))
        else:
            wait = max(pause(item.attempts), failure.retry_after or timedelta(0))
            item.give_back(now + wait, reason=storable_text(str(failure)))
    except Exception as error:
        _finish(item, _said_of(item, error))


def page_of(item: ImportItem, now: datetime) -> FetchedPage:
    """The document of an item: its kept bytes, or what its address answers.

    Raises FetchError, and FileNotFoundError or captures.Damaged where the bytes are not as they were kept.
    """
    if not item.document:
        return manners.fetch(item.target, now, robots=not _is_typed_in(item))
    given = {"fetched_at": now.isoformat(), "headers": [], **item.given}
    return FetchedPage(
        data=captures.read(item.document),
        fetched_at=datetime.fromisoformat(given["fetched_at"]),
        headers=tuple((name, value) for name, value in given["headers"]),
        **{name: given[name] for name in ABOUT if name in given},
    )


def _is_typed_in(item: ImportItem) -> bool:
    """Whether a person asked for this one page: robots.txt speaks to machines that go through many."""
    return item.batch.origin in BY_HAND and not item.batch.items.exclude(pk=item.pk).exists()


def _wait_for_host(item: ImportItem, now: datetime, busy: manners.Busy) -> None:
    """Put the item back. Where the host is closed for long, all that wait for it are put off with it, in one go.

    The pause between two pages of a host puts nothing off but the item: thousands of rows would be written anew for
    each page that is fetched. The others are passed over when an item is taken, which writes nothing.
    """
    item.give_back(busy.until, reason=storable_text(str(busy)), attempts=item.attempts - 1)
    if busy.until <= now + passing_over.SOON:
        return
    scheme, _, rest = item.target.partition("://")
    same = open_items(item.batch).filter(document="", target__startswith=f"{scheme}://{rest.partition('/')[0]}/")
    same.filter(run_after__lt=busy.until, lease_token="").update(run_after=busy.until)


def _said_of(item: ImportItem, error: Exception) -> Imported:
    """What an item became that gave no source."""
    if isinstance(error, ImportRefused):
        return Imported(Outcome.REJECTED, str(error))
    if isinstance(error, FetchError):
        return Imported(Outcome.FAILED, str(error))
    if isinstance(error, FileNotFoundError):
        return Imported(Outcome.REJECTED, "Its bytes are no longer among the captures: hand the file in again.")
    if isinstance(error, captures.Damaged):
        return Imported(Outcome.REJECTED, "Its bytes among the captures are damaged: hand the file in again.")
    logger.error("Importing %s failed.", item.target, exc_info=error)
    return Imported(Outcome.FAILED, FAULT)


def _note(item: ImportItem, done: Imported) -> None:
    """Write what the item became. Raises LeaseLost where it is no longer ours: nothing of it may be stored then."""
    written = item.give_back(
        None,
        outcome=done.outcome.value,
        reason=storable_text(done.reason),
        source=done.source,
        version=done.version,
        finished_at=timezone.now(),
    )
    if not written:
        raise LeaseLost


def _finish(item: ImportItem, done: Imported) -> None:
    with suppress(LeaseLost):
        _note(item, done)


def open_items(batch: ImportBatch) -> ImportItemQuerySet:
    """The items that wait or are in work; not those that somebody looks at in a preview."""
    return batch.items.filter(outcome="", undone="", run_after__isnull=False)


def retriable(items: ImportItemQuerySet) -> ImportItemQuerySet:
    """Of these, what went wrong and can be tried again: an address, or a document whose bytes we kept."""
    kept = ~Q(document="") | Q(target__istartswith="http://") | Q(target__istartswith="https://")
    return items.filter(kept, outcome__in=WENT_WRONG, undone="", batch__undone_at=None)


def retry(items: ImportItemQuerySet, now: datetime) -> int:
    """Let what went wrong wait again, with all its attempts before it. Returns how many items that are."""
    chosen = ImportItem.objects.filter(pk__in=retriable(items).values("pk"), outcome__in=WENT_WRONG)
    return chosen.update(outcome="", reason="", run_after=now, attempts=0, finished_at=None)


def progress(batch: ImportBatch, now: datetime) -> Progress:
    """How far the batch is, in one query."""
    held = Q(leased_until__gt=now)
    state = Case(
        When(~Q(outcome=""), then=F("outcome")),
        When(~Q(undone=""), then=Value("cancelled")),
        When(run_after=None, then=Value("shown")),
        When(held, then=Value("in work")),
        When(attempts__gt=0, then=Value("again")),
        default=Value("waiting"),
        output_field=CharField(),
    )
    rows = batch.items.order_by().values_list(state).annotate(n=Count("pk"))
    counted = dict(rows)
    return Progress(
        total=sum(counted.values()),
        outcomes={one.value: counted[one.value] for one in Outcome if one.value in counted},
        waiting=counted.get("waiting", 0) + counted.get("again", 0),
        in_work=counted.get("in work", 0),
        again=counted.get("again", 0),
        shown=counted.get("shown", 0),
        cancelled=counted.get("cancelled", 0),
    )
