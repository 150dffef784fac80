"""Sources whose texts are nearly the same, found when one gets a new text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from sources import likeness
from sources.models import SameText, SourceCredit, SourceVersion, TextBand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.models import Source

MOST_SHOWN = 10
MOST_COMPARED = 30  # texts that share the most bands; the rest would be a formula that everybody prints


def liken(source: Source, version: SourceVersion) -> None:
    """Note which stored sources have nearly the text that `source` now shows; what was noted before is replaced."""
    found = likeness.shingles(version.text)
    TextBand.objects.filter(version__source=source).delete()
    SameText.objects.filter(Q(left=source) | Q(right=source)).delete()
    for other, similarity in _alike(found, source.pk):
        _note(source, other, similarity)
    TextBand.objects.bulk_create([TextBand(version=version, value=value) for value in likeness.bands(found)])


def same_texts(text: str, but: int | None = None) -> list[tuple[Source, float]]:
    """Stored sources with nearly this text, the likest first, each with the share of the shorter text in the other."""
    return sorted(_alike(likeness.shingles(text), but), key=lambda one: -one[1])[:MOST_SHOWN]


def _alike(found: frozenset[int], but: int | None) -> Iterator[tuple[Source, float]]:
    for other in _sharing(likeness.bands(found), but):
        similarity = likeness.similarity(found, likeness.shingles(other.text))
        if similarity >= likeness.NEARLY:
            yield other.source, similarity


def _sharing(bands: list[int], but: int | None) -> list[SourceVersion]:
    """Current versions that share a band with the text, those that share the most first."""
    shared = TextBand.objects.filter(value__in=bands, version__source__current_version=F("version"))
    counted = (
        shared.exclude(version__source=but)
        .values_list("version")
        .annotate(n=Count("pk"))
        .order_by("-n", "-version")[:MOST_COMPARED]
    )
    versions = SourceVersion.objects.filter(pk__in=[pk for pk, _ in counted])
    return list(versions.select_related("source__outlet"))


def _note(source: Source, other: Source, similarity: float) -> None:
    left, right = sorted((source, other), key=lambda one: one.pk)
    SameText.objects.create(left=left, right=right, similarity=similarity, agency=_shared_agency(left, right))


def _shared_agency(*sources: Source) -> str:
    """The agency that both credit, "" where there is none: then who took it from whom is not known."""
    some, others = (
        {one.name.casefold(): one.name for one in source.credits.filter(kind=SourceCredit.Kind.AGENCY)}
        for source in sources
    )
    return next((name for folded, name in some.items() if folded in others), "")
