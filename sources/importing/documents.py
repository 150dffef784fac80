"""Files, pasted text and lists as documents for the pipeline: one to be looked at, or many for the worker."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from sources.importing import batches, parsing, pipeline
from sources.importing.incoming import warc
from sources.importing.incoming.types import Kind, Problem
from sources.importing.previews import Kept
from sources.importing.storable import storable_text
from sources.importing.types import FetchedPage, ImportRefused, Outcome
from sources.models import ImportBatch, ImportItem

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from sources.models import Story

logger = logging.getLogger(__name__)


def from_file(path: Path, now: datetime) -> FetchedPage:
    """Read a file. Raises ImportRefused where it cannot be read or is too large."""
    try:
        refuse_if_too_large(path.stat().st_size)
        return FetchedPage(data=path.read_bytes(), fetched_at=now, name=path.name)
    except FileNotFoundError as error:
        raise ImportRefused(f"There is no file {path}: check the path.") from error
    except IsADirectoryError as error:
        raise ImportRefused(f"{path} is a folder: name the files in it.") from error
    except OSError as error:
        raise ImportRefused(f"{path} cannot be read ({error.strerror}): check its permissions.") from error


def from_text(text: str, now: datetime, *, url: str = "", name: str = "") -> FetchedPage:
    """Pasted HTML or text, perhaps with the address it stands at."""
    looks_like_html = "<" in text[:2000] and ("<html" in text.lower() or "</p>" in text.lower())
    return _of_text(text, now, "text/html" if looks_like_html else "text/plain", url=url, name=name)


def typed_in(text: str, now: datetime, name: str) -> FetchedPage:
    """Text that a person typed in, under the name he gave it."""
    return _of_text(text, now, "text/plain", name=name)


def from_list(text: str, now: datetime) -> FetchedPage:
    """A pasted list of addresses."""
    return _of_text(text, now, "text/csv", name="pasted addresses")


def looked_at(page: FetchedPage, now: datetime) -> Kept:
    """A document with what would be stored of it and what was left out. Raises ImportRefused for any fault."""
    try:
        extracted = pipeline.look(page, now).extracted
        return Kept(page, extracted, tuple((one.text, one.after) for one in parsing.cut(page, extracted)))
    except ImportRefused:
        raise
    except Exception as error:
        logger.exception("Looking at %s failed.", page.url or page.name or "a pasted text")
        raise ImportRefused(pipeline.FAULT) from error


def bring(page: FetchedPage, kind: Kind, user: User | None, story: Story | None) -> ImportBatch:
    """A batch of everything that a list, a feed, a sitemap or an archive holds, for the worker to import.

    What in it cannot be imported is an item that says why not. One page at a time is in memory: its bytes are kept
    among the captures as it is read, and the rows come at the end, all or none. Raises ImportRefused where nothing in
    it can be imported.
    """
    batch, now = batches.unsaved(ImportBatch.Origin.ADMIN, user, story, page.name or page.url), timezone.now()
    items = [_item(batch, one, now) for one in (READERS[kind](page) if kind in READERS else ())]
    if not any(item.run_after for item in items):
        raise ImportRefused(EMPTY.get(kind, f"No address of an article was found in this {kind}."))
    batches.store(batch, items)
    return batch


def _item(batch: ImportBatch, one: str | FetchedPage | Problem, now: datetime) -> ImportItem:
    if isinstance(one, str):
        return batches.address_item(batch, one, now)
    if isinstance(one, FetchedPage):
        return batches.document_item(batch, one, now)
    target, reason = storable_text(one.where)[:2000], storable_text(one.reason)
    return ImportItem(
        batch=batch, target=target, outcome=Outcome.REJECTED.value, reason=reason, added_at=now, finished_at=now
    )


def _listed(page: FetchedPage) -> Iterator[str | Problem]:
    for row in parsing.read_addresses(page.data, page.media_type):
        yield row.address or Problem(f"line {row.line}", row.problem)


def _in_feed(page: FetchedPage) -> Iterator[str]:
    yield from (one.address for one in parsing.read_feed(page.data, page.url, page.media_type).entries)


def _in_sitemap(page: FetchedPage) -> Iterator[str]:
    yield from (one.address for one in parsing.read_sitemap(page.data, page.url).entries)


def _in_archive(page: FetchedPage) -> Iterator[FetchedPage | Problem]:
    for one in warc.read(BytesIO(page.data)):
        if isinstance(one, (FetchedPage, Problem)):
            yield one


#: What a file holds that brings more than one article: addresses, pages, and what is wrong with the rest.
READERS: dict[Kind, Callable[[FetchedPage], Iterator[str | FetchedPage | Problem]]] = {
    Kind.ADDRESSES: _listed,
    Kind.FEED: _in_feed,
    Kind.SITEMAP: _in_sitemap,
    Kind.WARC: _in_archive,
}
EMPTY = {
    Kind.OPML: "An OPML file names feeds, not articles: bring it in where the feeds are kept.",
    Kind.SITEMAP: "This sitemap names no articles; it may name further sitemaps: follow it as a feed instead.",
    Kind.WARC: "No page that can be read was found in this archive.",
}


def _of_text(text: str, now: datetime, media_type: str, *, url: str = "", name: str = "") -> FetchedPage:
    data = text.encode("utf-8", "replace")
    refuse_if_too_large(len(data))
    return FetchedPage(data=data, fetched_at=now, url=url, name=name, media_type=f"{media_type}; charset=utf-8")


def refuse_if_too_large(size: int) -> None:
    limit = settings.MAX_DOCUMENT_BYTES
    if size > limit:
        raise ImportRefused(
            f"It is {size / 1e6:.0f} MB; Factdesk takes documents up to {limit / 1e6:.0f} MB. "
            "Save the article alone, without pictures and attachments."
        )
