"""Documents that somebody looks at before they are stored: the bytes and what was read in them, kept as they are.

A preview is an import item without an outcome that no worker takes. What is stored in the end is what was shown: the
same bytes, read once. One that nobody came back to is swept after a day.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from sources.importing import captures
from sources.importing.storable import storable, storable_text
from sources.importing.types import Candidate, Credit, Extracted, FetchedPage, ImportRefused, Paragraph, StatedDate
from sources.models import ImportBatch, ImportItem

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from sources.importing.pipeline import Imported
    from sources.models import Story
    from sources.models.batch import ImportItemQuerySet

KEPT_FOR = timedelta(days=1)
ABOUT = ("name", "url", "final_url", "media_type", "status")


@dataclass(frozen=True)
class Kept:
    """What a preview keeps: the document, what was read in it, and what a person said of it before."""

    page: FetchedPage
    extracted: Extracted
    cuts: tuple[tuple[str, int], ...] = ()  # lines left out, each with the index of the paragraph before it, or -1
    attachments: tuple[FetchedPage, ...] = ()
    typed: bool = False  # the text was typed in by a person: there is nothing to read in it
    draft: dict[str, Any] = field(default_factory=dict)  # what was changed so far


def keep(kept: Kept, user: User, story: Story | None = None) -> ImportItem:
    """Keep a document to be looked at, with its bytes among the captures."""
    page = storable(kept.page)
    given = {
        "preview": True,
        "user": user.pk,
        "story": story.pk if story else None,
        "page": _about(page),
        "attachments": [_about(storable(one)) for one in kept.attachments],
        "typed": kept.typed,
        "reading": asdict(storable(kept.extracted)),
        "cuts": storable_json([list(cut) for cut in kept.cuts]),
        "draft": storable_json(kept.draft),
    }
    captures.keep(page.data)
    for one in kept.attachments:
        captures.keep(one.data)
    target = storable_text(page.url or page.name or kept.extracted.title or "pasted text")
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            origin=ImportBatch.Origin.ADMIN, started_by=user, story=story, name=target[:300]
        )
        sha256 = captures.sha256_of(page.data)
        return ImportItem.objects.create(batch=batch, target=target[:2000], document=sha256, given=given)


def of(item: ImportItem) -> Kept:
    """What a preview keeps. Raises FileNotFoundError where the bytes are gone or damaged."""
    given = item.given
    try:
        page, attachments = _page(given["page"]), tuple(map(_page, given["attachments"]))
    except captures.Damaged as error:
        raise FileNotFoundError(str(error)) from error
    return Kept(
        page=page,
        extracted=_extracted(given["reading"]),
        cuts=tuple((text, after) for text, after in given["cuts"]),
        attachments=attachments,
        typed=given["typed"],
        draft=given["draft"],
    )


def write_draft(item: ImportItem, draft: dict[str, Any]) -> None:
    """Keep what was changed so far."""
    item.given = {**item.given, "draft": storable_json(draft)}
    ImportItem.objects.filter(pk=item.pk, outcome="").update(given=item.given)


def finish(item: ImportItem, done: Imported) -> None:
    """Write what became of it, within the transaction that stores it; what was kept for looking is let go.

    Raises ImportRefused where somebody has stored or discarded it meanwhile: then nothing of this is stored.
    """
    written = ImportItem.objects.filter(pk=item.pk, outcome="").update(
        outcome=done.outcome.value,
        reason=storable_text(done.reason),
        source=done.source,
        version=done.version,
        finished_at=timezone.now(),
        given={"preview": True, "user": item.given["user"]} | item.given["page"],
    )
    if not written:
        raise ImportRefused("This was stored or discarded meanwhile, in another window. Look at the newest sources.")


def discard(item: ImportItem) -> bool:
    """Let a preview go, with its batch where it holds nothing else; False where it was stored or discarded meanwhile.

    Its bytes are cleared up later, unless something else needs them.
    """
    with transaction.atomic():
        rows = ImportItem.objects.select_for_update(of=("self",)).select_related("batch").defer("given")
        open_ = rows.filter(pk=item.pk, outcome="").first()
        if open_ is None:
            return False
        open_.delete()
        if not open_.batch.items.exists():
            open_.batch.delete()
        return True


def waiting(user: User) -> list[ImportItem]:
    """The previews that somebody has open, newest first."""
    return list(_open().filter(given__user=user.pk).defer("given").order_by("-pk")[:20])


def attached() -> set[str]:
    """The hashes of what is attached to the previews that are open; that of the document itself is in its column."""
    rows = _open().values_list("given__attachments", flat=True)
    return {one["sha256"] for attachments in rows for one in attachments}


def _open() -> ImportItemQuerySet:
    """The previews that are neither stored nor discarded: the columns first, which an index knows, then the JSON."""
    return ImportItem.objects.filter(outcome="", run_after=None, undone="", given__preview=True)


def sweep(now: datetime) -> int:
    """Let go of the previews that nobody came back to within a day; how many there were."""
    old = _open().filter(added_at__lt=now - KEPT_FOR)
    return sum(discard(item) for item in list(old.defer("given")[:500]))


def storable_json(value: Any) -> Any:
    """Plain JSON with every text in it as both databases take it."""
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, dict):
        return {storable_text(key): storable_json(one) for key, one in value.items()}
    return [storable_json(one) for one in value] if isinstance(value, list) else value


def _about(page: FetchedPage) -> dict[str, Any]:
    about = {name: getattr(page, name) for name in ABOUT}
    return about | {
        "headers": [list(pair) for pair in page.headers],
        "fetched_at": page.fetched_at.isoformat(),
        "sha256": captures.sha256_of(page.data),
    }


def _page(about: dict[str, Any]) -> FetchedPage:
    return FetchedPage(
        data=captures.read(about["sha256"]),
        fetched_at=datetime.fromisoformat(about["fetched_at"]),
        headers=tuple((name, value) for name, value in about["headers"]),
        **{name: about[name] for name in ABOUT},
    )


#: The fields of what was read that are dates, and those that hold rows, with what a row is.
DATES = ("written", "published", "modified")
ROWS = {"credits": Credit, "paragraphs": Paragraph, "candidates": Candidate}


def _extracted(plain: dict[str, Any]) -> Extracted:
    """What was read, from plain JSON."""
    dates = {name: StatedDate(**plain[name]) if plain[name] else None for name in DATES}
    rows = {name: tuple(kind(**row) for row in plain[name]) for name, kind in ROWS.items()}
    return Extracted(**{**plain, **dates, **rows})
