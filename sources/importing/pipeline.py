"""The one way in: a page or file becomes a source.

    fetch or read -> FetchedPage -> extract -> Extracted -> decide -> Decision -> lock, decide again, save

Fetching and extraction happen outside any transaction; saving one document is one transaction. The desk,
the command, the worker and the demo all come through here.
"""

from __future__ import annotations

import logging
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from sources import likeness
from sources.folding import fold
from sources.importing import captures, finding, hinting, likening, locks, manners, parsing, planning, questions, saving
from sources.importing.addresses import host_of
from sources.importing.deciding import DESK, Decision, decide
from sources.importing.desk_changes import done_again
from sources.importing.fetching import FetchError
from sources.importing.storable import storable, storable_text
from sources.importing.types import NO_EDITS, Edits, Extracted, FetchedPage, ImportRefused, Outcome, Paragraph
from sources.models import Capture, ImportBatch, ImportItem, Source, SourceAddress, SourceVersion, Story
from sources.versions import VersionText, compose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)
NOT_DECIDED = Decision(Outcome.REJECTED, "")
FAULT = "Something went wrong while reading it; the fault is logged. Nothing was stored."
PATIENCE = 10  # seconds that a person waits for a turn at a host
MOST_CHARACTERS, MOST_BLOCKS = 1_000_000, 5_000  # of one text: more would be a book, and slow every page that shows it


@dataclass(frozen=True)
class Imported:
    """What became of one item; `source` is where it is stored, if anywhere."""

    outcome: Outcome
    reason: str
    source: Source | None = None
    version: SourceVersion | None = None  # the version it made


@dataclass(frozen=True)
class Preview:
    """What an import would do, with nothing stored."""

    extracted: Extracted
    version: VersionText
    fingerprint: str  # of the words that count
    decision: Decision
    #: Where the words seem to have changed: its last capture, as we would read it today.
    before: Extracted | None = None


def import_address(batch: ImportBatch, url: str, now: datetime, story: Story | None = None) -> Imported:
    """Fetch an address and import what answers."""
    return _recorded(batch, url, lambda: import_page(fetched(url, now), now, batch.started_by, story))


def fetched(url: str, now: datetime) -> FetchedPage:
    """What an address answers a person who asks for this one page: robots.txt speaks to machines, turns are kept."""
    return manners.fetch(url, now, robots=False, wait_seconds=PATIENCE)


def import_document(batch: ImportBatch, page: FetchedPage, now: datetime, story: Story | None = None) -> Imported:
    """Import a document in hand: a file, or pasted text."""
    target = page.name or page.url or "pasted text"
    return _recorded(batch, target, lambda: import_page(page, now, batch.started_by, story))


def import_page(
    page: FetchedPage,
    now: datetime,
    user: User | None = None,
    story: Story | None = None,
    *,
    edits: Edits = NO_EDITS,
    typed: Extracted | None = None,
    attachments: tuple[FetchedPage, ...] = (),
    inside: Callable[[Imported], None] | None = None,
) -> Imported:
    """Store one page.

    `edits` are what a person has changed in its preview, `typed` is what he typed in himself (then nothing is read
    in the bytes), `attachments` are kept beside it. `inside` is called within the transaction that stores it.
    Raises ImportRefused where nothing in it can become a source.
    """
    page, attachments, edits = storable((page, attachments, edits))
    if typed is None and (source := finding.handed_in(page)) is not None:
        return _as_it_was(source, inside)
    preview = look(page, now, typed)
    if preview.decision.outcome == Outcome.REJECTED:
        raise ImportRefused(preview.decision.reason)
    for one in (page, *attachments):
        captures.keep(one.data)
    with transaction.atomic():
        locks.hold(_found_by(page, preview))
        # Decided again under the lock: another importer may have stored the same document meanwhile.
        decision = _decide(page, preview)
        done = _save(page, replace(preview, decision=decision), user, edits, attachments)
        if story is not None and done.source is not None:
            done.source.stories.add(story)
        if inside is not None:
            inside(done)
    return done


def look(page: FetchedPage, now: datetime, typed: Extracted | None = None) -> Preview:
    """What importing the page would store, without storing it. Raises ImportRefused."""
    page = storable(page)
    extracted = storable(typed or parsing.extract(page, now, hinting.hints_for(page)))
    version = compose(extracted.title, extracted.paragraphs)
    if len(version.text) > MOST_CHARACTERS or len(version.blocks) > MOST_BLOCKS:
        raise ImportRefused(
            f"Its text has {len(version.text):,} characters in {len(version.blocks):,} paragraphs; an article may have "
            f"{MOST_CHARACTERS:,} in {MOST_BLOCKS:,}. Import the part that carries the claims."
        )
    preview = Preview(extracted, version, finding.fingerprint_of(version), NOT_DECIDED)
    preview = replace(preview, decision=_decide(page, preview))
    before = _read_before(preview.decision, now)
    if before is None:
        return preview
    preview = replace(preview, before=before)
    return replace(preview, decision=_decide(page, preview))


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
        version=done.version,
        finished_at=timezone.now(),
    )
    return done


def _found_by(page: FetchedPage, preview: Preview) -> Iterator[str]:
    """What the document and its outlet are found by: another import of any of these has to wait."""
    yield f"bytes {captures.sha256_of(page.data)}"
    yield f"text {preview.version.sha256}"
    yield f"outlet {fold(preview.extracted.publisher)}"
    for band in likeness.bands(likeness.shingles(preview.version.text)):
        yield f"band {band}"
    for _, key in finding.addresses_of(page, preview.extracted).values():
        yield f"address {key}"
        yield f"host {host_of(key)}"


def _decide(page: FetchedPage, preview: Preview) -> Decision:
    addresses, before = finding.addresses_of(page, preview.extracted), preview.before
    rereads = [compose(before.title, before.paragraphs)] if before else []
    reread = frozenset(map(finding.fingerprint_of, rereads))
    known = tuple(replace(one, rereads=reread) for one in finding.known_for(page, addresses, preview.version))
    return decide(preview.extracted, preview.fingerprint, finding.host_in(addresses), known)


def _read_before(decision: Decision, now: datetime) -> Extracted | None:
    """Where the words seem to have changed: what we would read today in the last capture.

    Our reading gets better, and an editor's rule changes it: that is no edit by the outlet.
    """
    if decision.outcome != Outcome.NEW_VERSION:
        return None
    capture = Capture.objects.filter(source=decision.source_id).exclude(read_sha256="").first()
    if capture is None:
        return None
    try:
        before = capture.as_page(captures.read(capture.sha256))
        return storable(parsing.extract(before, now, hinting.hints_for(before)))
    except (OSError, EOFError, zlib.error, ImportRefused):
        return None


def _as_it_was(source: Source, inside: Callable[[Imported], None] | None) -> Imported:
    done = Imported(Outcome.SAME, f"Source {source.pk} holds this document as it was handed in.", source)
    if inside is not None:
        with transaction.atomic():
            inside(done)
    return done


def _save(
    page: FetchedPage, preview: Preview, user: User | None, edits: Edits, attachments: tuple[FetchedPage, ...]
) -> Imported:
    decision, extracted = preview.decision, preview.extracted
    source = Source.objects.select_for_update().get(pk=decision.source_id) if decision.source_id else Source()
    addresses = finding.addresses_of(page, extracted)
    is_newest = not (source.pk and source.captures.filter(captured_at__gt=page.fetched_at).exists())
    if decision.source_id is None:
        saving.fill_in(source, extracted, addresses, edits)
    elif decision.outcome != Outcome.DUPLICATE and is_newest:
        saving.restate(source, extracted)
    shown, made = _version(source, preview, edits)
    changed = False
    if shown is not None:
        changed = is_newest and saving.show(source, shown)  # an archive's old capture shows what was, not what is
        if changed:
            _compare_with_others(source, shown)
        if decision.source_id is not None:
            saving.apply(source, edits)
        saving.add_capture(source, shown, page, user, extracted, preview.fingerprint)
        for one in attachments:
            saving.add_capture(source, shown, one, user)
        questions.ask(source, extracted)
        planning.plan(source, page.fetched_at)
    met = [SourceAddress(source=source, role=role, url=url, key=key) for role, (url, key) in addresses.items()]
    SourceAddress.objects.bulk_create(met, ignore_conflicts=True)
    return _told(decision, source, shown, made, changed)


def _told(
    decision: Decision, source: Source, shown: SourceVersion | None, made: SourceVersion | None, changed: bool
) -> Imported:
    """What came of it, where that is not just what was decided: an editor's changes, or words that came back."""
    if made is not None and decision.outcome == Outcome.SAME:
        return Imported(Outcome.NEW_VERSION, f"Your changes make a new version of source {source.pk}.", source, made)
    if made is None and decision.outcome == Outcome.NEW_VERSION:
        return Imported(Outcome.SAME, f"Source {source.pk} has these words already, as changed at the desk.", source)
    if shown is not None and changed and decision.outcome == Outcome.SAME:
        return Imported(
            Outcome.SAME, f"The words are again those of version {shown.number} of source {source.pk}.", source
        )
    return Imported(decision.outcome, decision.reason, source, made)


def _version(source: Source, preview: Preview, edits: Edits) -> tuple[SourceVersion | None, SourceVersion | None]:
    """The version this document shows (None for a duplicate), and the one it makes, if any."""
    decision = preview.decision
    if decision.outcome == Outcome.DUPLICATE:
        return None, None
    if decision.version_id and edits.paragraphs is None:
        return source.versions.get(pk=decision.version_id), None
    text, is_edited = _text(source, preview, edits)
    stored = source.versions.filter(sha256=text.sha256).first() if decision.source_id else None
    if stored is not None:
        return stored, None
    made = saving.add_version(source, text, decision.cause if decision.new_version else DESK, is_edited)
    return made, made


def _text(source: Source, preview: Preview, edits: Edits) -> tuple[VersionText, bool]:
    """The text to be stored, and whether it is what was read or what an editor made of that, now or before."""
    title = source.title if "title" in source.pinned else preview.extracted.title
    if edits.paragraphs is not None:
        return compose(dict(edits.values).get("title", title), edits.paragraphs), True
    current = source.current_version
    if current is not None and current.is_edited and preview.before is not None:
        kept = [Paragraph(one["kind"], one["text"]) for one in current.paragraphs()]
        return compose(title, done_again(preview.before.paragraphs, kept, preview.extracted.paragraphs)), True
    return compose(title, preview.extracted.paragraphs), False


def _compare_with_others(source: Source, version: SourceVersion) -> None:
    likening.liken(source, version)
    if source.outlet is not None:
        hinting.remember_recurring(source.outlet)
