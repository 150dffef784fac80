"""From what somebody names to the articles behind it: a folder's files, an archive's pages, a feed's entries.

Nothing is stored here. Addresses named by a list, feed or sitemap are not fetched here: they are items of their own.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sources.importing import documents, manners, parsing
from sources.importing.fetching import FetchError
from sources.importing.incoming import warc
from sources.importing.incoming.types import Kind, Problem, Summary
from sources.importing.types import FetchedPage, ImportRefused, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

HEAD = 65_536  # bytes by which a file is known
MOST_SITEMAPS = 50  # of one index
WAIT_SECONDS = 60.0  # for our turn at a host
WEB = ("http://", "https://")


@dataclass(frozen=True)
class Found:
    """Something to import: a document in hand or an address to fetch. Or what could not be read, and why."""

    target: str
    page: FetchedPage | None = None
    problem: str = ""
    outcome: Outcome = Outcome.REJECTED  # of a problem


def gather(target: str, now: datetime) -> Iterator[Found | str]:
    """Everything behind a path or an address, as it is met; a text among it is a note for whoever asked."""
    try:
        if target.lower().startswith(WEB):
            yield from _behind_address(target, now)
        elif (path := Path(target)).is_dir():
            for file in _files(path):
                yield from gather(str(file), now)
        else:
            yield from _in_file(path, target, now)
    except ImportRefused as refusal:
        yield Found(target, problem=str(refusal))


def _files(folder: Path) -> Iterator[Path]:
    """The files in a folder and below, in order; hidden ones and links to folders are left out."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _files(path)
        else:
            yield path


def _in_file(path: Path, target: str, now: datetime) -> Iterator[Found | str]:
    if _is_warc(path, now):
        yield from _in_archive(path, target)
        return
    page = documents.from_file(path, now)
    yield from _behind(page, target, now)


def _is_warc(path: Path, now: datetime) -> bool:
    """Whether the file is an archive, which may be larger than a document. What cannot be read is said later."""
    try:
        with path.open("rb") as file:
            return parsing.what_is(FetchedPage(file.read(HEAD), now, name=path.name)) == Kind.WARC
    except OSError:
        return False


def _in_archive(path: Path, target: str) -> Iterator[Found | str]:
    with path.open("rb") as file, closing(warc.read(file)) as records:
        for one in records:
            if isinstance(one, Problem):
                yield Found(f"{target}: {one.where}", problem=one.reason)
            elif isinstance(one, Summary):
                for what, n in one.skipped:
                    yield f"{target}: {n:,} left out: {what}."
            else:
                yield Found(one.url or target, replace(one, name=path.name))


def _behind_address(url: str, now: datetime) -> Iterator[Found | str]:
    """What answers at an address. Where it does not answer now, the address itself: it is tried again later."""
    try:
        page = manners.fetch(url, now, robots=False, wait_seconds=WAIT_SECONDS)
    except FetchError as failure:
        if failure.permanent:
            yield Found(url, problem=str(failure), outcome=Outcome.FAILED)
        else:
            yield Found(url)
        return
    yield from _behind(page, url, now)


def _behind(page: FetchedPage, target: str, now: datetime) -> Iterator[Found | str]:
    reader = READERS.get(parsing.what_is(page))
    if reader is None:
        yield Found(target, page)
    else:
        yield from reader(page, target, now)


def _in_feed(page: FetchedPage, target: str, now: datetime) -> Iterator[Found | str]:
    found = parsing.read_feed(page.data, page.final_url or page.url, page.media_type)
    yield from (f"{target}: {note}" for note in found.notes)
    yield from (Found(entry.address) for entry in found.entries)


def _in_sitemap(page: FetchedPage, target: str, now: datetime) -> Iterator[Found | str]:
    """The addresses of a sitemap, and of those that an index names."""
    found = parsing.read_sitemap(page.data, page.final_url or page.url)
    yield from (f"{target}: {note}" for note in found.notes)
    yield from (Found(entry.address) for entry in found.entries)
    if len(found.nested) > MOST_SITEMAPS:
        yield f"{target}: it names {len(found.nested):,} sitemaps; the first {MOST_SITEMAPS} are read."
    for url in found.nested[:MOST_SITEMAPS]:
        yield from _entries_at(url, now)


def _entries_at(url: str, now: datetime) -> Iterator[Found | str]:
    """The entries of a feed or sitemap that another file names; what that names in turn is not followed."""
    try:
        page = manners.fetch(url, now, robots=False, wait_seconds=WAIT_SECONDS)
        kind = parsing.what_is(page)
        if kind not in (Kind.FEED, Kind.SITEMAP):
            raise ImportRefused("It is no feed and no sitemap: correct the address in the file that names it.")
        read = parsing.read_feed if kind == Kind.FEED else parsing.read_sitemap
        entries = read(page.data, page.final_url or page.url).entries
    except FetchError as failure:
        yield Found(url, problem=str(failure), outcome=Outcome.FAILED)
    except ImportRefused as refusal:
        yield Found(url, problem=str(refusal))
    else:
        yield from (Found(entry.address) for entry in entries)


def _in_opml(page: FetchedPage, target: str, now: datetime) -> Iterator[Found | str]:
    for feed in parsing.read_opml(page.data):
        if feed.problem:
            yield Found(f"{target}: {feed.title or 'a feed'}", problem=feed.problem)
        else:
            yield from _entries_at(feed.address, now)


def _in_list(page: FetchedPage, target: str, now: datetime) -> Iterator[Found | str]:
    for row in parsing.read_addresses(page.data, page.media_type):
        yield Found(f"{target}, line {row.line}", problem=row.problem) if row.problem else Found(row.address)


READERS: dict[Kind, Callable[[FetchedPage, str, datetime], Iterator[Found | str]]] = {
    Kind.FEED: _in_feed,
    Kind.SITEMAP: _in_sitemap,
    Kind.OPML: _in_opml,
    Kind.ADDRESSES: _in_list,
}
