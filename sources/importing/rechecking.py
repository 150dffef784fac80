"""Looking again at pages that were imported: has the outlet changed its words, is the page still there?

A look leaves no import batch behind, or there would be thousands a day, unless it made a new version. It never
deletes anything: a page that is gone is a state of its row.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.db.models import Q
from django.utils import timezone

from sources.importing import batches, intervals, introduction, manners, pipeline, planning
from sources.importing.addresses import believable_canonical, normalised
from sources.importing.batches import LeaseLost
from sources.importing.fetching import INTERNET, FetchError, FetchFailed, FetchRefused, Network, NotModified
from sources.importing.pipeline import FAULT, Imported
from sources.importing.storable import storable_text
from sources.importing.types import ImportRefused, Outcome
from sources.leasing import MOST_ATTEMPTS
from sources.models import ImportItem, Source, SourceCheck, SourceVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from sources.importing.types import FetchedPage

logger = logging.getLogger(__name__)
Status = SourceCheck.Status

ORIGIN = "recheck"  # of the batch that keeps a new version
NOT_FOUND_TIMES = 5  # in a row and at least a day apart: then a page that is "not found" counts as gone
NOT_FOUND_AFTER, GONE_AFTER, REFUSED_AFTER = timedelta(days=1), timedelta(days=30), timedelta(days=7)
NOT_FOUND = f"The page answered {HTTPStatus.NOT_FOUND.value}"  # how the reason of such a failure begins
NEWEST = 200  # sources looked through for one without a row
WAIT_SECONDS = 10.0  # a person waits as long for his turn
NOTHING_NEW = "The site says that nothing has changed since the last time."


def work_one(now: datetime, network: Network = INTERNET) -> bool:
    """Look again at the page that has waited longest; False where nothing is to be done.

    Raises OperationalError or InterfaceError where the database fails: the row then waits for its next turn.
    """
    check = SourceCheck.objects.select_related("source").take(now)
    if check is None:
        return planning.plan_missing(now, NEWEST) > 0
    _Look(check, now).run(network)
    return True


def look_again(source: Source, now: datetime, user: User, network: Network = INTERNET) -> str:
    """Fetch a source again at an editor's word; a sentence says what came of it. Raises PermissionDenied."""
    if not user.has_perm("sources.change_source"):
        raise PermissionDenied
    by_machine = planning.plan(source, now).run_after is not None
    checks = SourceCheck.objects.filter(source=source)
    checks.filter(Q(leased_until=None) | Q(leased_until__lte=now)).update(run_after=now, attempts=0)
    check = checks.select_related("source").take(now)
    if check is None:
        return "It is being fetched just now: look again in a minute."
    if not by_machine:
        checks.filter(lease_token=check.lease_token).update(run_after=None)  # should this process die over it
    return _Look(check, now, user, by_machine).run(network)


@dataclass
class _Look:
    """One look at one page, by the worker or, with a `user`, at a person's word."""

    check: SourceCheck
    now: datetime
    user: User | None = None
    by_machine: bool = True  # False: handed in, and not looked at again until a fetch by hand has worked

    def run(self, network: Network) -> str:
        """Look, and write down what came of it; returns that as a sentence."""
        if self.check.attempts > MOST_ATTEMPTS:
            return self._failed(f"The worker died over it {MOST_ATTEMPTS} times; it is left alone for a while.")
        try:
            return self._fetched(network)
        except NotModified:
            with suppress(LeaseLost):
                self._found(status=Status.LIVE)
            return NOTHING_NEW
        except manners.Busy as busy:
            self.check.give_back(self._next(busy.until), attempts=max(0, self.check.attempts - 1))
            return str(busy)
        except LeaseLost:
            return "Another worker has fetched it meanwhile."
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            return self._gave_nothing(error)

    def _fetched(self, network: Network) -> str:
        by_hand, url = self.user is not None, planning.address_of(self.check.source)
        page = manners.fetch(
            url,
            self.now,
            robots=not by_hand,
            wait_seconds=WAIT_SECONDS if by_hand else 0.0,
            etag=self.check.etag,
            last_modified=self.check.last_modified,
            accept=introduction.PAGES,
            network=network,
        )
        _stay(page)
        done = pipeline.import_page(page, self.now, self.user, inside=partial(self._imported, page))
        return " ".join(filter(None, [f"{done.outcome.value.capitalize()}.", done.reason, manners.note(url)]))

    def _imported(self, page: FetchedPage, done: Imported) -> None:
        """Write down, in the transaction that stores the page, what it became."""
        headers = {name.lower(): value for name, value in page.headers}
        changed = done.version is not None and done.version.cause == SourceVersion.Cause.OUTLET
        values: dict[str, Any] = {"changed_at": self.now} if changed else {}
        reason, shows_it = "", done.source is None or done.source.pk == self.check.source_id
        self.by_machine |= shows_it
        if not shows_it:
            reason = f"Its address now shows another document: source {done.source.pk}."
        self._found(status=Status.LIVE, reason=reason, **planning.validators(headers), **values)
        if done.outcome == Outcome.NEW_VERSION:
            self._keep_batch(page, done)

    def _keep_batch(self, page: FetchedPage, done: Imported) -> None:
        batch = batches.start(ORIGIN, self.user, name=str(self.check.source))
        ImportItem.objects.create(
            batch=batch,
            target=storable_text(page.url)[:2000],
            outcome=done.outcome.value,
            reason=storable_text(done.reason),
            source=done.source,
            version=done.version,
            added_at=self.now,
            finished_at=timezone.now(),  # after the source was written: what is younger is an edit since
        )

    def _found(self, **values: Any) -> None:
        """Write down a look that worked. Raises LeaseLost."""
        changed_at = values.get("changed_at", self.check.changed_at)
        wait = intervals.next_after(planning.age(self.check.source, self.now), intervals.since(changed_at, self.now))
        kept = {"failures": 0, "attempts": 0, "reason": "", "checked_at": self.now, **values}
        if not self.check.give_back(self._next(self.now + wait), **kept):
            raise LeaseLost

    def _gave_nothing(self, error: Exception) -> str:
        if isinstance(error, FetchRefused):
            self._write(Status.REFUSED, self.check.failures + 1, str(error), REFUSED_AFTER)
            return str(error)
        if isinstance(error, FetchFailed | ImportRefused):
            return self._failed(str(error), error)
        logger.error("Looking again at source %s failed.", self.check.source_id, exc_info=error)
        return self._failed(str(error) if isinstance(error, FetchError) else FAULT)

    def _failed(self, reason: str, error: Exception | None = None) -> str:
        """A page that did not come: gone at once if the site says so (410), after five times 404, else tried again."""
        failure = error if isinstance(error, FetchFailed) else FetchFailed(reason, permanent=False)
        is_not_found = failure.status == HTTPStatus.NOT_FOUND
        in_a_row = not is_not_found or self.check.reason.startswith(NOT_FOUND)
        failures = self.check.failures + 1 if in_a_row else 1
        if failure.gone or (is_not_found and failures >= NOT_FOUND_TIMES):
            status, wait = Status.GONE, GONE_AFTER
        else:
            since_change = intervals.since(self.check.changed_at, self.now)
            step = intervals.next_after(planning.age(self.check.source, self.now), since_change, failures)
            status, wait = Status.FAILING, max(step, NOT_FOUND_AFTER) if is_not_found else step
        self._write(status, failures, reason, max(wait, failure.retry_after or wait))
        return reason

    def _write(self, status: Status, failures: int, reason: str, wait: timedelta) -> None:
        self.check.give_back(
            self._next(self.now + wait),
            status=status,
            failures=min(failures, 1000),
            attempts=0,
            reason=storable_text(reason),
            checked_at=self.now,
        )

    def _next(self, moment: datetime) -> datetime | None:
        """When to look again: at that moment, or never where the page never came."""
        return moment if self.by_machine else None


def _stay(page: FetchedPage) -> None:
    """Raises FetchFailed where the address leads away: to the home page, as sites do for "not found", or elsewhere."""
    if normalised(page.final_url) == normalised(page.url):
        return
    if believable_canonical(page.url, page.final_url) is None:
        raise FetchFailed(
            f"{NOT_FOUND}, or as good as that: it leads to {page.final_url}, which is another site or a home page. "
            "If the article has moved there, import it from its new address.",
            permanent=True,
            status=HTTPStatus.NOT_FOUND,
        )
