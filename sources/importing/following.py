"""Following feeds and sitemaps: each is asked when its time has come, and what is new in it waits to be imported.

feed due -> asked, if anything is newer -> read -> its words, what was seen before -> a batch of waiting items
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError, transaction

from sources.importing import batches, intervals, manners, parsing, planning, reading_feeds
from sources.importing.addresses import AddressError, host_of, normalised
from sources.importing.batches import LeaseLost
from sources.importing.choosing import keys_of, matching, newest_first
from sources.importing.fetching import INTERNET, FetchFailed, FetchRefused, Network, NotModified
from sources.importing.storable import storable_text
from sources.importing.types import ImportRefused
from sources.leasing import MOST_ATTEMPTS, pause
from sources.models import Feed, FeedCheck, ImportBatch, ImportItem, Outlet, SeenEntry, Story

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from sources.importing.incoming.types import Entry, FeedAddress
    from sources.importing.reading_feeds import Brought

logger = logging.getLogger(__name__)

MOST_NEW = 200  # entries taken from one feed at one go, the newest; the others have their turn the next time
LEASE = timedelta(minutes=30)  # twenty sitemaps of a site that asks for pauses take their time
REFUSED_AFTER = timedelta(days=1)
FAILS_AFTER = 3  # failures in a row that an editor should hear of
AT_ONCE = 500  # keys in one query
AFRESH = {"etag": "", "last_modified": "", "lease_token": "", "leased_until": None}  # of a check: as if never asked
FAULT = "Something went wrong while reading it; the fault is logged. It is tried again later."


class Added(NamedTuple):
    """What became of the feeds of an OPML file."""

    added: int
    known: int
    problems: tuple[str, ...]  # sentences, one for each that is no address


def work_one(now: datetime, network: Network = INTERNET) -> bool:
    """Ask the feed that has waited longest; False where none is due.

    Raises OperationalError or InterfaceError where the database fails: the feed then waits for its next turn.
    """
    followed = FeedCheck.objects.filter(feed__is_active=True).select_related("feed__outlet", "feed__story")
    check = followed.take(now, lease=LEASE)
    if check is None:
        return _plan_missing(now) > 0
    _Turn(check, now).run(network)
    return True


def ask_now(feeds: Any, now: datetime) -> int:
    """Let these feeds be asked at the worker's next turn, as if never asked before; returns how many wait.

    A worker that asks one of them at this moment finds its lease gone: what it hears was said to another question.
    """
    _plan_missing(now)
    checks = FeedCheck.objects.filter(feed__in=feeds.filter(is_active=True))
    return checks.update(run_after=now, **AFRESH)


def add_from_opml(data: bytes, user: User | None = None, story: Story | None = None) -> Added:
    """Follow the feeds of an OPML file that are not followed yet.

    Raises ImportRefused for what is no OPML, and PermissionDenied; without a user it is the command line.
    """
    if user is not None and not user.has_perm("sources.add_feed"):
        raise PermissionDenied
    found = parsing.read_opml(data)
    problems = tuple(one.problem for one in found if one.problem)
    with transaction.atomic():
        known = {_key(url) for url in Feed.objects.values_list("url", flat=True)}
        new = {_key(one.address): one for one in found if one.address and _key(one.address) not in known}
        for one in new.values():
            _add(one, story)
    return Added(len(new), len(found) - len(problems) - len(new), problems)


def _add(one: FeedAddress, story: Story | None) -> None:
    title = storable_text(one.title)[:300]
    Feed.objects.create(name=title, url=one.address, story=story, outlet=_outlet_at(one.home or one.address))


def _outlet_at(url: str) -> Outlet | None:
    try:
        return Outlet.objects.at_domain(host_of(url)).first()
    except AddressError:
        return None


def _key(url: str) -> str:
    try:
        return normalised(url)
    except AddressError:
        return url


def _plan_missing(now: datetime) -> int:
    """Give rows to followed feeds that have none; returns how many."""
    missing = Feed.objects.filter(is_active=True, checking=None)
    rows = [FeedCheck(feed=feed, run_after=now) for feed in missing[:AT_ONCE]]
    FeedCheck.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@dataclass
class _Turn:
    """One feed, asked once."""

    check: FeedCheck
    now: datetime
    hops: list[tuple[str, int | None]] = field(default_factory=list)  # the addresses asked for, redirects included

    @property
    def feed(self) -> Feed:
        return self.check.feed

    def run(self, network: Network) -> None:
        if self.check.attempts > MOST_ATTEMPTS:
            return self._failed(f"The worker died over it {MOST_ATTEMPTS} times; it is left alone for a while.")
        try:
            self._take_in(reading_feeds.ask(self.check, self.now, self._hear, network))
        except NotModified:
            with suppress(LeaseLost):
                self._found()
        except manners.Busy as busy:
            self.check.give_back(busy.until, attempts=max(0, self.check.attempts - 1))
        except LeaseLost:
            logger.info("%s was asked by another worker meanwhile.", self.feed)
        except (OperationalError, InterfaceError):
            raise
        except (FetchFailed, FetchRefused, ImportRefused) as error:
            self._failed(str(error), error)
        except Exception:
            logger.exception("Reading %s failed.", self.feed.url)
            self._failed(FAULT)

    def _hear(self, address: str, status: int | None) -> None:
        self.hops.append((address, status))

    def _take_in(self, brought: Brought) -> None:
        """Keep what is new, in one transaction: the batch, what was seen, and when to ask again."""
        entries = keys_of(matching(brought.entries, self.feed.words))
        seen = self._seen(list(entries))
        new = newest_first({key: one for key, one in entries.items() if key not in seen})
        taken = dict(list(new.items())[:MOST_NEW])
        notes = [*brought.notes, self._moved()]
        left = len(new) - len(taken)
        if left:
            notes.append(f"{left} more entries wait for the next time.")
        # Where something is left, "nothing newer" as an answer would keep it from ever coming.
        values: dict[str, Any] = planning.validators(brought.headers if brought.is_whole and not left else {})
        if taken:
            values["changed_at"] = self.now
        with transaction.atomic():
            self._keep(taken)
            self._name(brought.title)
            reason = storable_text(" ".join(filter(None, notes)))
            self._found(more=bool(left), reason=reason, entries=self.check.entries + len(taken), **values)

    def _seen(self, keys: list[str]) -> set[str]:
        seen: set[str] = set()
        for start in range(0, len(keys), AT_ONCE):
            rows = SeenEntry.objects.filter(feed=self.feed, key__in=keys[start : start + AT_ONCE])
            seen.update(rows.values_list("key", flat=True))
        return seen

    def _keep(self, entries: dict[str, Entry]) -> None:
        if not entries:
            return
        batch = batches.start(ImportBatch.Origin.FEED, story=self.feed.story, name=str(self.feed), feed=self.feed)
        items = [_item(batch, entry, self.now) for entry in entries.values()]
        ImportItem.objects.bulk_create(items, batch_size=AT_ONCE)
        rows = [SeenEntry(feed=self.feed, key=key) for key in entries]
        SeenEntry.objects.bulk_create(rows, batch_size=AT_ONCE)

    def _name(self, title: str) -> None:
        """A feed without a name is called as it calls itself."""
        if title and not self.feed.name:
            _change(self.feed, name=storable_text(title)[:300])

    def _moved(self) -> str:
        """Where it lives now, if every redirect on the way was a lasting one."""
        statuses = [status for _, status in self.hops if status is not None]
        if not statuses or not {301, 308}.issuperset(statuses):
            return ""
        return f"It has moved for good to {self.hops[-1][0]}: change its address here."

    def _found(self, more: bool = False, **values: Any) -> None:
        """Write down a turn that worked. Raises LeaseLost."""
        week = SeenEntry.objects.filter(feed=self.feed, seen_at__gt=self.now - intervals.WEEK).count()
        wait = intervals.SHORTEST_FEED if more else intervals.feed_after(week)
        kept = {"failures": 0, "attempts": 0, "reason": "", "checked_at": self.now, **values}
        if not self.check.give_back(self.now + wait, **kept):
            raise LeaseLost

    def _failed(self, reason: str, error: Exception | None = None) -> None:
        failure = error if isinstance(error, FetchFailed) else FetchFailed(reason, permanent=False)
        failures = self.check.failures + 1
        wait = max(pause(failures), intervals.SHORTEST_FEED, failure.retry_after or timedelta(0))
        if isinstance(error, FetchRefused):
            wait = max(wait, REFUSED_AFTER)
        if failure.gone:
            reason, failures = f"{reason} It is no longer followed.", max(failures, FAILS_AFTER)
        values = {"failures": min(failures, 1000), "attempts": 0, "reason": storable_text(reason)}
        with transaction.atomic():
            written = self.check.give_back(self.now + wait, checked_at=self.now, **values)
            if written and failure.gone:
                _change(self.feed, is_active=False)


def _change(feed: Feed, **values: Any) -> None:
    """Change a feed as its form would: the revision rises, the past is kept."""
    stored = Feed.objects.select_for_update(of=("self",)).filter(pk=feed.pk).first()
    if stored is None:
        return
    for name, value in {**values, "revision": stored.revision + 1}.items():
        setattr(stored, name, value)
    stored.save(update_fields=[*values, "revision", "updated_at"])


def _item(batch: ImportBatch, entry: Entry, now: datetime) -> ImportItem:
    """The waiting row of an entry, with what the feed says of it."""
    item = batches.address_item(batch, entry.address, now)
    said = {name: getattr(entry, name) for name in ("title", "author", "published", "updated", "language", "id")}
    item.given = {"entry": {name: storable_text(value) for name, value in said.items() if value}}
    return item
