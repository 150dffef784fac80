"""Asking one feed or sitemap, and reading what it answers; the sitemaps that a sitemap names are asked as well."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sources.importing import introduction, manners, parsing
from sources.importing.fetching import FetchFailed, FetchRefused, Network
from sources.importing.types import ImportRefused
from sources.models import Feed, FeedCheck

if TYPE_CHECKING:
    from collections.abc import Callable

    from sources.importing.incoming.types import Entry, Sitemap

MOST_SITEMAPS = 20  # asked in one turn, the first included
DEEPEST = 2  # an index may name indexes; those name sitemaps
WAIT_SECONDS = 60.0  # for our turn at a site between two of its sitemaps: the longest pause that we grant


@dataclass
class Brought:
    """What one turn of a feed brought."""

    title: str = ""
    entries: list[Entry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # sentences on what was left out
    headers: dict[str, str] = field(default_factory=dict)  # of the answer, by lower-case name
    is_whole: bool = True  # nothing that it names was left unread


def ask(check: FeedCheck, now: datetime, told: Callable[[str, int | None], None], network: Network) -> Brought:
    """Ask a feed for what is newer than the last time.

    A feed is there for readers' programs to ask, so robots.txt is not asked about the feed itself, as it is about
    a sitemap. Raises NotModified, Busy, FetchFailed, FetchRefused, and ImportRefused where it is no such thing.
    """
    is_sitemap = check.feed.kind == Feed.Kind.SITEMAP
    page = manners.fetch(
        check.feed.url,
        now,
        robots=is_sitemap,
        etag=check.etag,
        last_modified=check.last_modified,
        accept=introduction.FEEDS,
        told=told,
        network=network,
    )
    headers = {name.lower(): value for name, value in page.headers}
    if is_sitemap:
        return _with_nested(parsing.read_sitemap(page.data, page.final_url), headers, now, network)
    found = parsing.read_feed(page.data, page.final_url, headers.get("content-type", ""))
    return Brought(found.title, list(found.entries), list(found.notes), headers)


def _with_nested(first: Sitemap, headers: dict[str, str], now: datetime, network: Network) -> Brought:
    """What a sitemap holds, and the sitemaps that it names: to a depth of 2, and twenty in all."""
    brought = Brought(entries=list(first.entries), notes=list(first.notes), headers=headers)
    waiting = [(1, url) for url in first.nested]
    started, asked = time.monotonic(), 1
    while waiting and asked < MOST_SITEMAPS:
        depth, url = waiting.pop(0)
        asked += 1
        try:
            found = _nested(url, now + timedelta(seconds=time.monotonic() - started), network)
        except manners.Busy as busy:  # it asks us to wait: the others would meet the same
            brought.notes.append(f"{url}: {busy}")
            break
        except (FetchFailed, FetchRefused, ImportRefused) as error:
            brought.notes.append(f"{url}: {error}")
            continue
        brought.entries += found.entries
        if depth < DEEPEST:
            waiting += [(depth + 1, one) for one in found.nested]
    if waiting:
        brought.notes.append(f"{len(waiting)} more sitemaps that it names were not read: follow those that you need.")
    if first.nested:  # its own date says nothing of the sitemaps that it names
        brought.is_whole = False
    return brought


def _nested(url: str, now: datetime, network: Network) -> Sitemap:
    page = manners.fetch(url, now, wait_seconds=WAIT_SECONDS, accept=introduction.FEEDS, network=network)
    return parsing.read_sitemap(page.data, page.final_url)
