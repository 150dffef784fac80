"""From what a document says of itself to the rows of a new source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.importing.addresses import host_of
from sources.models import Outlet, OutletDomain, Source, SourceCredit, SourceVersion

if TYPE_CHECKING:
    from sources.importing.types import Extracted
    from sources.versions import VersionText


def fill_in(source: Source, extracted: Extracted, addresses: dict[str, tuple[str, str]]) -> None:
    """Save a new source with what the document states, and nothing that it does not."""
    source.title = extracted.title[:500]
    source.byline = extracted.byline[:500]
    source.language = extracted.language[:20]
    source.truncated = extracted.truncated
    for name in ("written", "published", "modified"):
        stated = getattr(extracted, name)
        if stated is not None:
            setattr(source, name, stated.edtf)
            setattr(source, f"{name}_printed", stated.printed[:200])
    source.published_at = extracted.published.moment[:40] if extracted.published else ""
    best = addresses.get("canonical") or addresses.get("final") or addresses.get("original")
    source.url = best[0] if best else ""
    source.outlet = _outlet(extracted, host_of(source.url) if source.url else "")
    if source.outlet is None:
        source.outlet_suggestion = extracted.publisher[:253] or _hint(extracted)
    source.save()
    SourceCredit.objects.bulk_create(
        [SourceCredit(source=source, name=credit.name[:300], kind=credit.kind) for credit in extracted.credits],
        ignore_conflicts=True,
    )


def show(source: Source, version: SourceVersion) -> None:
    """Make this version the source's current one."""
    if source.current_version_id != version.pk:
        source.current_version = version
        source.save(update_fields=["current_version", "updated_at"])


def add_version(source: Source, text: VersionText, cause: str) -> SourceVersion:
    """The next version of a source."""
    newest = source.versions.order_by("-number").first()
    return SourceVersion.objects.create(
        source=source,
        number=newest.number + 1 if newest else 1,
        cause=cause,
        text=text.text,
        blocks=[list(block) for block in text.blocks],
        sha256=text.sha256,
    )


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
    if host and not OutletDomain.objects.filter(domain=host).exists():
        OutletDomain.objects.create(outlet=outlet, domain=host)
    return outlet


def _hint(extracted: Extracted) -> str:
    """A name or domain that was found, but does not state who published this."""
    hints = [one.value for one in extracted.candidates if one.field == "publisher" and not one.chosen]
    return hints[0][:253] if hints else ""
