"""The one way in: a page or file becomes a source.

    fetch or read -> FetchedPage -> extract -> Extracted -> decide -> Decision -> lock, decide again, save

Fetching and extraction happen outside any transaction; saving one document is one transaction. The desk,
the command and the demo all come through here.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction

from sources.folding import fold
from sources.importing import captures, locks
from sources.importing.addresses import AddressError, host_of, normalised
from sources.importing.deciding import Decision, Known, decide
from sources.importing.extraction import extract
from sources.importing.fetching import FetchError, fetch
from sources.importing.saving import add_version, fill_in, show
from sources.importing.storable import storable, storable_text
from sources.importing.types import Extracted, FetchedPage, ImportRefused, Outcome
from sources.models import Capture, ImportBatch, ImportItem, Source, SourceAddress, SourceVersion, Story
from sources.versions import VersionText, compose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)
FAULT = "Something went wrong while reading it; the fault is logged. Nothing was stored."


MOST_CHARACTERS, MOST_BLOCKS = 1_000_000, 5_000  # of one text: more would be a book, and slow every page that shows it


@dataclass(frozen=True)
class Imported:
    """What became of one item; `source` is where it is stored, if anywhere."""

    outcome: Outcome
    reason: str
    source: Source | None = None


@dataclass(frozen=True)
class Preview:
    """What an import would do, with nothing stored."""

    extracted: Extracted
    version: VersionText
    decision: Decision


def import_address(batch: ImportBatch, url: str, now: datetime, story: Story | None = None) -> Imported:
    """Fetch an address and import what answers."""
    return _recorded(batch, url, lambda: import_page(fetch(url, now=now), now, batch.started_by, story))


def import_document(batch: ImportBatch, page: FetchedPage, now: datetime, story: Story | None = None) -> Imported:
    """Import a document in hand: a file, or pasted text."""
    target = page.name or page.url or "pasted text"
    return _recorded(batch, target, lambda: import_page(page, now, batch.started_by, story))


def import_page(page: FetchedPage, now: datetime, user: User | None = None, story: Story | None = None) -> Imported:
    """Store one page. Raises ImportRefused where nothing in it can become a source."""
    page, preview = storable(page), look(page, now)
    if preview.decision.outcome == Outcome.REJECTED:
        raise ImportRefused(preview.decision.reason)
    captures.keep(page.data)
    with transaction.atomic():
        locks.hold(_found_by(page, preview))
        # Decided again under the lock: another importer may have stored the same document meanwhile.
        decision = _decide(page, preview.extracted, preview.version)
        source = _save(page, preview, decision, user)
        if story is not None:
            source.stories.add(story)
    return Imported(decision.outcome, decision.reason, source)


def look(page: FetchedPage, now: datetime) -> Preview:
    """What importing the page would store, without storing it. Raises ImportRefused."""
    page = storable(page)
    extracted = storable(extract(page, now))
    version = compose(extracted.title, extracted.paragraphs)
    if len(version.text) > MOST_CHARACTERS or len(version.blocks) > MOST_BLOCKS:
        raise ImportRefused(
            f"Its text has {len(version.text):,} characters in {len(version.blocks):,} paragraphs; an article may have "
            f"{MOST_CHARACTERS:,} in {MOST_BLOCKS:,}. Import the part that carries the claims."
        )
    return Preview(extracted, version, _decide(page, extracted, version))


def attempted(target: str, work: Callable[[], Imported]) -> Imported:
    """Do the work of one item; whatever goes wrong with it is its outcome, so that the next one gets its turn."""
    try:
        return work()
    except ImportRefused as refusal:
        return Imported(Outcome.REJECTED, str(refusal))
    except FetchError as failure:
        return Imported(Outcome.FAILED, str(failure))
    except Exception:
        logger.exception("Importing %s failed.", target)
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()  # if the database hung up, the next item calls it again
        return Imported(Outcome.FAILED, FAULT)


def _recorded(batch: ImportBatch, target: str, work: Callable[[], Imported]) -> Imported:
    """Do the work of one item and keep its outcome as a row, whatever it was."""
    target = storable_text(target)
    done = attempted(target, work)
    ImportItem.objects.create(
        batch=batch,
        target=target[:2000],
        outcome=done.outcome.value,
        reason=storable_text(done.reason),
        source=done.source,
    )
    return done


def _found_by(page: FetchedPage, preview: Preview) -> Iterator[str]:
    """What the document and its outlet are found by: another import of any of these has to wait."""
    yield f"bytes {captures.sha256_of(page.data)}"
    yield f"text {preview.version.sha256}"
    yield f"outlet {fold(preview.extracted.publisher)}"
    for _, key in _addresses(page, preview.extracted).values():
        yield f"address {key}"
        yield f"host {host_of(key)}"


def _addresses(page: FetchedPage, extracted: Extracted) -> dict[str, tuple[str, str]]:
    """The page's addresses by role, each with its normalised key; what is no address is left out."""
    roles = SourceAddress.Role
    given = {roles.ORIGINAL: page.url, roles.FINAL: page.final_url, roles.CANONICAL: extracted.canonical}
    found = {}
    for role, url in given.items():
        if not url:
            continue
        try:
            found[role.value] = (url, normalised(url))
        except AddressError:
            continue
    return found


def _host(addresses: dict[str, tuple[str, str]]) -> str:
    return host_of(next(iter(addresses.values()))[0]) if addresses else ""


def _decide(page: FetchedPage, extracted: Extracted, version: VersionText) -> Decision:
    addresses = _addresses(page, extracted)
    return decide(extracted, version.sha256, _host(addresses), _known(page, addresses, version))


def _known(page: FetchedPage, addresses: dict[str, tuple[str, str]], version: VersionText) -> tuple[Known, ...]:
    keys = [key for _, key in addresses.values()]
    by_bytes = Source.objects.none()
    if not keys:  # a file without an address is the document it was the last time
        by_bytes = Source.objects.filter(captures__sha256=captures.sha256_of(page.data))
    by_address = Source.objects.filter(addresses__key__in=keys)
    by_text = Source.objects.filter(versions__sha256=version.sha256)
    found = (("bytes", by_bytes), ("address", by_address), ("text", by_text))
    return tuple(_as_known(source, by) for by, sources in found for source in sources.order_by("id").distinct()[:5])


def _as_known(source: Source, by: str) -> Known:
    address = source.addresses.first()
    hashes = frozenset(source.versions.values_list("sha256", flat=True))
    return Known(source.pk, hashes, by, host_of(address.url) if address else "")


def _save(page: FetchedPage, preview: Preview, decision: Decision, user: User | None) -> Source:
    source = Source.objects.select_for_update().get(pk=decision.source_id) if decision.source_id else Source()
    addresses = _addresses(page, preview.extracted)
    if decision.source_id is None:
        fill_in(source, preview.extracted, addresses)
    version = _version(source, preview.version, decision)
    if version is not None:
        show(source, version)
        _capture(source, version, page, preview.extracted, user)
    for role, (url, key) in addresses.items():
        SourceAddress.objects.get_or_create(source=source, role=role, key=key, defaults={"url": url})
    return source


def _version(source: Source, text: VersionText, decision: Decision) -> SourceVersion | None:
    """The version this document shows; None where nothing about it is new."""
    if decision.new_version:
        return add_version(source, text, decision.cause)
    if decision.outcome == Outcome.DUPLICATE:
        return None
    return source.versions.get(sha256=text.sha256)


def _capture(
    source: Source, version: SourceVersion, page: FetchedPage, extracted: Extracted, user: User | None
) -> None:
    sha256 = captures.sha256_of(page.data)
    if not page.status and source.captures.filter(sha256=sha256, version=version).exists():
        return  # the same file handed in twice tells nothing new
    Capture.objects.create(
        source=source,
        version=version,
        captured_at=page.fetched_at,
        captured_by=user,
        name=page.name[:300],
        url=(page.final_url or page.url)[:2000],
        status=page.status,
        media_type=page.media_type[:200],
        headers=[list(pair) for pair in page.headers],
        sha256=sha256,
        size=len(page.data),
        candidates=[
            {"field": one.field, "value": one.value, "from": one.origin, "chosen": one.chosen}
            for one in extracted.candidates
        ],
    )
