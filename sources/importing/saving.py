"""From what a document says of itself to the rows of a source."""

from __future__ import annotations

from mimetypes import guess_type
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils import timezone

from sources import changes
from sources.importing import captures
from sources.importing.addresses import host_of, is_public_suffix
from sources.importing.types import NO_EDITS
from sources.models import Capture, Outlet, OutletDomain, Source, SourceCredit, SourceVersion
from sources.pinning import CREDITS, TOGETHER

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from sources.importing.finding import Addresses
    from sources.importing.types import Credit, Edits, Extracted, FetchedPage
    from sources.versions import VersionText

DATES = ("written", "published", "modified")
#: What a document states anew with every version; the day of publication is no such thing.
RESTATED = ("title", "byline", "section", "modified", "truncated", "paywalled")


def fill_in(source: Source, extracted: Extracted, addresses: Addresses, edits: Edits = NO_EDITS) -> None:
    """Save a new source with what the document states and a person has given, and nothing else."""
    for name, value in stated_in(extracted).items():
        setattr(source, name, value)
    best = addresses.get("canonical") or addresses.get("final") or addresses.get("original")
    source.url = best[0] if best else ""
    given = dict(edits.values)
    if "outlet" not in given:
        source.outlet = _outlet(extracted, host_of(source.url) if source.url else "")
    for name, value in given.items():
        setattr(source, name, value)
    if source.outlet is None:
        source.outlet_suggestion = extracted.publisher[:253] or _hint(extracted)
    source.pinned = _pinned(source, edits)
    source.save()
    _credit(source, extracted.credits if edits.credits is None else edits.credits)


def restate(source: Source, extracted: Extracted) -> None:
    """Take over what the document now says of itself, where nobody has changed or pinned what it said before.

    Fields that belong together, as a day and its time, change together. What is no longer said is not taken away.
    """
    stated = stated_in(extracted)
    before = next(iter(source.captures.exclude(stated={}).values_list("stated", flat=True)[:1]), {})
    changed: dict[str, Any] = {}
    for group, names in TOGETHER.items():
        told = {name: stated[name] for name in names if name in stated}
        if told and not {group, *names} & set(source.pinned):
            changed |= _to_take(source, group, told, before)
    if changed:
        change(source, changed)
    if extracted.credits and CREDITS not in source.pinned and not source.credits.exists():
        _credit(source, extracted.credits)


def _to_take(source: Source, main: str, told: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """Of one group of fields, what is new: all of it, or what is missing beside the same main value."""
    current = getattr(source, main)
    if told[main] == "" or (main == "published" and source.published_not_stated):  # an editor has looked
        return {}
    if told[main] == current:
        return {name: value for name, value in told.items() if value and not getattr(source, name)}
    unchanged = main in RESTATED and main in before and current == before[main]
    return told if current == "" or unchanged else {}


def apply(source: Source, edits: Edits) -> None:
    """Store and pin what a person has given for a source that is stored."""
    if edits.credits is not None:
        source.credits.all().delete()
        _credit(source, edits.credits)
    pinned = _pinned(source, edits)
    if edits.values or pinned != source.pinned:
        change(source, {**dict(edits.values), "pinned": pinned})


def change(source: Source, values: dict[str, Any]) -> None:
    """Save these fields of a source as an edit: its revision rises, so that an open form cannot undo it unseen."""
    for name, value in values.items():
        setattr(source, name, value)
    source.revision += 1
    source.save()


def show(source: Source, version: SourceVersion) -> bool:
    """Make this version the source's current one, which nobody has compared with the page yet; whether it was not.

    The versions are their own history: no edit is noted.
    """
    if source.current_version_id == version.pk:
        return False
    if source.current_version_id is not None:
        source.text_checked = False
    source.current_version = version
    values = {"current_version": version, "text_checked": source.text_checked, "updated_at": timezone.now()}
    Source.objects.filter(pk=source.pk).update(**values)
    return True


def add_version(source: Source, text: VersionText, cause: str, is_edited: bool = False) -> SourceVersion:
    """The next version of a source, compared with the one shown until now."""
    last = source.versions.aggregate(n=Max("number"))["n"] if source.current_version_id else 0
    version = SourceVersion(
        source=source,
        number=(last or 0) + 1,
        cause=cause,
        is_edited=is_edited,
        text=text.text,
        blocks=[list(block) for block in text.blocks],
        sha256=text.sha256,
    )
    if source.current_version is not None:
        found = changes.compare(_paragraphs(source.current_version), _paragraphs(version))
        version.changed_share, version.significance, version.note_found = found.share, found.significance, found.note
    version.save()
    return version


def add_capture(
    source: Source,
    version: SourceVersion,
    page: FetchedPage,
    user: User | None,
    extracted: Extracted | None = None,
    fingerprint: str = "",
) -> None:
    """Keep that these bytes came, and the version they showed; `extracted` is what was read in them."""
    sha256 = captures.sha256_of(page.data)
    alike = source.captures.exclude(read_sha256="") if extracted else source.captures.filter(sha256=sha256)
    last = alike.only("sha256", "version_id").first()
    if not page.status and last and (last.sha256, last.version_id) == (sha256, version.pk):
        return  # the same file handed in twice tells nothing new
    Capture.objects.create(
        source=source,
        version=version,
        captured_at=page.fetched_at,
        captured_by=user,
        name=page.name[:300],
        url=(page.final_url or page.url)[:2000],
        status=page.status,
        media_type=(page.media_type or guess_type(page.name.removesuffix(".gz"))[0] or "")[:200],
        headers=[list(pair) for pair in page.headers],
        sha256=sha256,
        size=len(page.data),
        stated=stated_in(extracted) if extracted else {},
        read_sha256=fingerprint,
        agreement=extracted.agreement if extracted else None,
        candidates=[
            {"field": one.field, "value": one.value, "from": one.origin, "chosen": one.chosen}
            for one in (extracted.candidates if extracted else ())
        ],
    )


def stated_in(extracted: Extracted) -> dict[str, Any]:
    """The fields of Source as the document states them; "" where it states nothing."""
    stated: dict[str, Any] = {
        "title": extracted.title[:500],
        "byline": extracted.byline[:500],
        "language": extracted.language[:20],
        "section": extracted.section[:200],
        "truncated": extracted.truncated,
        "paywalled": extracted.paywalled,
    }
    for name in DATES:
        date = getattr(extracted, name)
        stated[name] = date.edtf if date else ""
        stated[f"{name}_printed"] = date.printed[:200] if date else ""
    stated["published_at"] = extracted.published.moment[:40] if extracted.published else ""
    return stated


def _pinned(source: Source, edits: Edits) -> list[str]:
    return sorted({*source.pinned, *dict(edits.values), *([CREDITS] if edits.credits is not None else [])})


def _paragraphs(version: SourceVersion) -> list[str]:
    return [one["text"] for one in version.paragraphs()]


def _credit(source: Source, credits: tuple[Credit, ...]) -> None:
    rows = [SourceCredit(source=source, name=credit.name[:300], kind=credit.kind) for credit in credits]
    SourceCredit.objects.bulk_create(rows, ignore_conflicts=True)


def _outlet(extracted: Extracted, host: str) -> Outlet | None:
    """The outlet that owns the address, else the one the document names, where its address does not speak against it.

    A page can name anybody. So a name alone gives no page at a foreign address to an outlet with addresses of its
    own, and gives no outlet that is known a new domain: an editor does.
    """
    owner = Outlet.objects.at_domain(host).first() if host else None
    if owner is not None or not extracted.publisher:
        return owner
    named = Outlet.objects.named(extracted.publisher[:200]).first()
    if named is None:
        return _new_outlet(extracted, host)
    return None if host and named.domains.exists() else named


def _new_outlet(extracted: Extracted, host: str) -> Outlet:
    """An outlet by a name not met before; the host of its document is its domain, as far as we know."""
    outlet = Outlet.objects.create(name=extracted.publisher[:200], language=extracted.language[:20])
    if host and not is_public_suffix(host) and not OutletDomain.objects.filter(domain=host).exists():
        OutletDomain.objects.create(outlet=outlet, domain=host)
    return outlet


def _hint(extracted: Extracted) -> str:
    """A name or domain that was found, but does not state who published this."""
    hints = [one.value for one in extracted.candidates if one.field == "publisher" and not one.chosen]
    return hints[0][:253] if hints else ""
