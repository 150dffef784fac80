"""The stored sources that a document in hand may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources import likeness
from sources.changes import fingerprint
from sources.importing import captures
from sources.importing.addresses import AddressError, host_of, normalised, same_site
from sources.importing.deciding import ADDRESS, BYTES, CANONICAL, TEXT, Known
from sources.models import Capture, Source, SourceAddress, SourceVersion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from sources.importing.types import Extracted, FetchedPage
    from sources.versions import VersionText

MOST = 5  # of each way of finding

#: An address by its role: as it is written, and normalised.
Addresses = dict[str, tuple[str, str]]


def addresses_of(page: FetchedPage, extracted: Extracted) -> Addresses:
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


def host_in(addresses: Addresses) -> str:
    return host_of(next(iter(addresses.values()))[0]) if addresses else ""


def known_for(page: FetchedPage, addresses: Addresses, version: VersionText) -> tuple[Known, ...]:
    """What is stored under the same bytes (files without an address), one of the addresses, or the same text."""
    found = [*_by_address(addresses)]
    if not addresses:  # a file without an address is the document it was the last time
        found += [(pk, BYTES) for pk in _sources(Capture.objects.filter(sha256=captures.sha256_of(page.data)))]
    found += [(pk, TEXT) for pk in _sources(SourceVersion.objects.filter(sha256=version.sha256))]
    stored = Source.objects.select_related("current_version").in_bulk([pk for pk, _ in found]) if found else {}
    return tuple(_as_known(stored[pk], by, version) for pk, by in found)


def handed_in(page: FetchedPage) -> Source | None:
    """The source that these bytes are as they were typed in at the desk: what is read in them is not its text."""
    if page.url or page.final_url:
        return None
    known = Source.objects.exclude(kind__in=(Source.Kind.ARTICLE, Source.Kind.PDF))
    return known.filter(captures__sha256=captures.sha256_of(page.data)).order_by("pk").first()


def fingerprint_of(version: VersionText | SourceVersion) -> str:
    return fingerprint(version.text[start:end] for _, start, end in version.blocks)


def _by_address(addresses: Addresses) -> Iterator[tuple[int, str]]:
    """(source, how) of what was met under one of the addresses: first where the page itself stands there."""
    own = {key for role, (_, key) in addresses.items() if role != SourceAddress.Role.CANONICAL}
    answered = addresses.get(SourceAddress.Role.FINAL) or addresses.get(SourceAddress.Role.ORIGINAL)
    keys = {key for _, key in addresses.values()}
    met = SourceAddress.objects.filter(key__in=keys).order_by("source_id")
    rows = list(met.values_list("source_id", "key", "source__url")[: MOST * len(keys)])
    sure = dict.fromkeys(pk for pk, key, url in rows if key in own and _is_at_home(answered, url or key))
    yield from ((pk, ADDRESS) for pk in sure)
    yield from ((pk, CANONICAL) for pk in dict.fromkeys(pk for pk, _, _ in rows) if pk not in sure)


def _is_at_home(answered: tuple[str, str] | None, home: str) -> bool:
    """Whether the page answered on the site its source stands on.

    An address that once redirected to an article, or that redirects elsewhere today, may show anybody's words.
    """
    try:
        return answered is not None and same_site(answered[0], home)
    except AddressError:
        return False


def _sources(rows: QuerySet) -> list[int]:
    return list(rows.order_by("source_id").values_list("source_id", flat=True).distinct()[:MOST])


def _as_known(source: Source, by: str, version: VersionText) -> Known:
    address = source.addresses.first()
    host = host_of(address.url) if address else ""
    if by == TEXT:
        return Known(source.pk, by, host=host)
    alike = _likeness(source, version) if by == CANONICAL else 1.0
    return Known(source.pk, by, dict(_fingerprints(source)), likeness=alike, host=host)


def _fingerprints(source: Source) -> Iterable[tuple[str, int]]:
    """Of every text stored and read of it, with the version it is; what the newest capture showed counts last."""
    for version in source.versions.order_by("number"):
        yield fingerprint_of(version), version.pk
    read = source.captures.exclude(read_sha256="").order_by("id").values_list("read_sha256", "version_id")
    yield from read


def _likeness(source: Source, version: VersionText) -> float:
    current = source.current_version
    if current is None:
        return 0.0
    return likeness.similarity(likeness.shingles(current.text), likeness.shingles(version.text))
