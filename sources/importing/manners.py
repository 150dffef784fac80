"""How machines ask: one request at a time to a host, with a pause between two, and as its robots.txt says.

    turn at the host taken -> robots.txt known -> page fetched -> turn given back, with the time of the next one

Whose turn it is stands in the row of the host, so it holds for every process and machine on one database. A turn is
taken and given back by one UPDATE each; no transaction is open while the network is in use. A process that dies
loses its turn after `LEASE`. docs/decisions say what robots.txt is asked about, and what not.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Self

from django.db.models import Q

from sources.importing import fetching, introduction
from sources.importing.addresses import Address, parse
from sources.importing.fetch_failures import PASTE, FetchError, FetchFailed, FetchRefused
from sources.importing.fetching import DEFAULT, INTERNET, Limits, Network
from sources.importing.robots import MOST_BYTES, Robots
from sources.importing.storable import storable_text
from sources.models import Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from sources.importing.types import FetchedPage

__all__ = ["Busy", "fetch", "note"]

PAUSE = timedelta(seconds=1)  # between two requests to one host, where its robots.txt asks for no more
LEASE = timedelta(minutes=3)  # longer than a fetch with all its redirects can last
BUSY_FOR = timedelta(seconds=5)  # when to come back to a host that another is asking
POLL_SECONDS = 0.2
OVERLOADED = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
WAIT_OVERLOADED, WAIT_UNREACHABLE = timedelta(minutes=5), timedelta(minutes=1)  # where the server names no time
ROBOTS_LIMITS = Limits(seconds=10, data=MOST_BYTES, cut=True)
ROBOTS_FRESH = timedelta(hours=24)  # RFC 9309, 2.4
ROBOTS_MISSING_FRESH = timedelta(minutes=15)  # until an answer of 5xx or 429 is tried again


class Busy(FetchError):
    """It is not our turn at this host: come back at `until`. Nothing was tried, so nothing has failed."""

    def __init__(self, host: str, until: datetime, reason: str = "") -> None:
        why = f" ({reason.rstrip('.')})" if reason else ""
        super().__init__(
            f"“{host}” is not asked before {until:%Y-%m-%d %H:%M:%S %Z}, out of courtesy{why}; try again then.",
            permanent=False,
        )
        self.until = until


def fetch(
    url: str,
    now: datetime,
    *,
    robots: bool = True,
    wait_seconds: float = 0.0,
    etag: str = "",
    last_modified: str = "",
    accept: str = introduction.PAGES,
    told: Callable[[str, int | None], None] | None = None,
    limits: Limits = DEFAULT,
    network: Network = INTERNET,
) -> FetchedPage:
    """Fetch a page as `fetching.fetch` does, when it is our turn at its host and at every host it redirects to.

    Waits for a turn up to `wait_seconds` at each host. `robots=False` is for what a person asked for by hand.
    `told` hears of each address that is asked for and of the redirect's status that led there. Raises Busy, and all
    that `fetching.fetch` raises; FetchRefused also where robots.txt asks machines to stay away.
    """
    with _Visit(now, robots, wait_seconds, network) as visit:

        def before(address: str, status: int | None) -> None:
            visit.enter(parse(address))
            if told is not None:
                told(address, status)

        return fetching.fetch(
            url,
            now=now,
            etag=etag,
            last_modified=last_modified,
            accept=accept,
            before=before,
            limits=limits,
            network=network,
        )


def note(url: str) -> str:
    """What to tell an editor of a page that was fetched at his word: that robots.txt keeps machines away; or "".

    Looks only at what is known of the site; the network is not asked. Raises AddressError.
    """
    site = Site.objects.filter(host=_key(parse(url))).first()
    line = Robots(site.robots).refuses(url) if site else ""
    return (
        f"Its robots.txt asks machines to stay away from this page (“{line}”): it is not asked again." if line else ""
    )


@dataclass
class _Visit:
    """The turns that one fetch holds, from its first request to its end."""

    now: datetime  # when it began
    robots: bool
    wait_seconds: float
    network: Network
    started: float = field(default_factory=time.monotonic)
    token: str = field(default_factory=lambda: secrets.token_hex(8))
    held: dict[str, timedelta] = field(default_factory=dict)  # host -> the pause it is owed
    last: str = ""  # the host asked last

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        for host, pause in self.held.items():
            wait, reason = _owed(error) if host == self.last else (timedelta(0), "")
            mine = Site.objects.filter(host=host, busy_token=self.token)
            mine.update(busy_until=None, busy_token="", not_before=self.clock + max(pause, wait), reason=reason)

    @property
    def clock(self) -> datetime:
        """The time now, by the caller's clock."""
        return self.now + timedelta(seconds=time.monotonic() - self.started)

    def enter(self, address: Address) -> None:
        """Take the turn at the address's host. Raises Busy, and FetchRefused where robots.txt forbids the address."""
        host = _key(address)
        self._take(host)
        if self.robots:
            rules = self._rules(address)
            self.last = host  # its robots.txt may stand elsewhere
            if line := rules.refuses(str(address)):
                raise FetchRefused(f"The robots.txt of “{address.host}” asks machines to stay away (“{line}”); {PASTE}")
            self.held[host] = max(PAUSE, rules.delay)

    def _take(self, host: str) -> None:
        self.last = host
        if host in self.held:
            return
        Site.objects.get_or_create(host=host)
        deadline = time.monotonic() + self.wait_seconds
        while not self._taken(host):
            until, reason, poll = self._free_at(host)
            left = deadline - time.monotonic()
            if left <= 0 or (poll is None and (until - self.clock).total_seconds() > left):
                raise Busy(host, until, reason)
            time.sleep(poll or max(0.0, (until - self.clock).total_seconds()) + 0.001)
        self.held[host] = PAUSE

    def _taken(self, host: str) -> bool:
        """One UPDATE: who comes second finds the row no longer as he asked for it."""
        free = Q(busy_until=None) | Q(busy_until__lte=self.clock)
        open_again = Q(not_before=None) | Q(not_before__lte=self.clock)
        rows = Site.objects.filter(free, open_again, host=host)
        return rows.update(busy_until=self.clock + LEASE, busy_token=self.token) == 1

    def _free_at(self, host: str) -> tuple[datetime, str, float | None]:
        """When to come back, why, and how often to look meanwhile where nobody knows how long it lasts."""
        site = Site.objects.only("busy_until", "not_before", "reason").get(host=host)
        if site.not_before and site.not_before > self.clock:
            return site.not_before, site.reason, None
        return self.clock + BUSY_FOR, "it is being asked just now", POLL_SECONDS

    def _rules(self, address: Address) -> Robots:
        """The rules of the address's site, read again where they are a day old. Raises FetchFailed, Busy."""
        site = Site.objects.get(host=_key(address))
        if _is_stale(site, self.clock):
            site.robots_status, site.robots = self._read(address)
            site.robots_at = self.clock
            site.save(update_fields=["robots", "robots_status", "robots_at"])
            time.sleep(PAUSE.total_seconds())
        if _keeps_out(site.robots_status):
            raise FetchFailed(
                f"“{address.host}” answered {site.robots_status} when asked for its robots.txt, so its pages are left "
                f"alone until it answers; {PASTE}",
                permanent=False,
            )
        return Robots(site.robots)

    def _read(self, address: Address) -> tuple[int, str]:
        """The status and text of the site's robots.txt. Raises FetchFailed where no server answered, Busy."""
        url = str(replace(address, path="/robots.txt", query=""))
        try:
            page = fetching.fetch(
                url,
                now=self.clock,
                accept=introduction.TEXT,
                before=lambda found, _: self._take(_key(parse(found))),
                limits=ROBOTS_LIMITS,
                network=self.network,
            )
        except FetchRefused:  # it redirects to where nobody can follow: there is no robots.txt
            return HTTPStatus.NOT_FOUND, ""
        except FetchFailed as failure:
            if failure.status is None or (failure.retry_after and _keeps_out(failure.status)):
                raise
            return failure.status, ""
        return page.status or HTTPStatus.OK, storable_text(page.data.decode("utf-8", "replace"))


def _key(address: Address) -> str:
    """Under what the host's row is found: its name, with its port where that is not the scheme's own."""
    return address.netloc[:253]


def _is_stale(site: Site, now: datetime) -> bool:
    fresh = ROBOTS_MISSING_FRESH if _keeps_out(site.robots_status) else ROBOTS_FRESH
    return site.robots_at is None or site.robots_at + fresh <= now


def _keeps_out(status: int | None) -> bool:
    """RFC 9309, 2.3.1.4: while robots.txt cannot be had, everything is forbidden. 429 is no "not found" either."""
    return status is not None and (status >= 500 or status == HTTPStatus.TOO_MANY_REQUESTS)


def _owed(error: BaseException | None) -> tuple[timedelta, str]:
    """How long a host is left alone after what happened, beyond the pause, and why."""
    if not isinstance(error, FetchFailed):
        return timedelta(0), ""
    if error.retry_after:
        return error.retry_after, str(error)
    if error.status in OVERLOADED:
        return WAIT_OVERLOADED, str(error)
    if error.status is None and not error.permanent:
        return WAIT_UNREACHABLE, str(error)
    return timedelta(0), ""
