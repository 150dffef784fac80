"""What an editor sets stays: which fields are pinned together, and taking what a page says of itself by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sources.importing.extraction.dates import read_machine_date
from sources.models import Outlet, Source, SourceCredit

if TYPE_CHECKING:
    from collections.abc import Iterable

CREDITS = "credits"
DATES = ("written", "published", "modified")
#: Fields of Source that a later fetch might change, each with those that would belie it if they changed alone.
TOGETHER = {
    **{name: (name,) for name in ("title", "outlet", "byline", "language", "section", "url", "truncated", "paywalled")},
    **{name: (name, f"{name}_printed") for name in DATES},
    "published": ("published", "published_printed", "published_at", "published_not_stated"),
    CREDITS: (CREDITS,),
}
GROUP_OF = {name: group for group, names in TOGETHER.items() for name in names}
#: Where a field of a document goes in a Source, where the names differ.
GOES_TO = {"publisher": "outlet", "canonical": "url", "author": CREDITS}
LABELS = {
    "url": "Address",
    CREDITS: "Names credited",
    "truncated": "Only part of the text",
    "agency": "News agency",
    "body": "Text",
    "drop": "Rule",
}
#: What a document's own word can be taken for with one click.
TAKEN = {"title", "outlet", "byline", "language", "section", "url", *DATES, CREDITS}


def pinned_with(names: Iterable[str]) -> set[str]:
    """The fields to be pinned where an editor has set these; those that no fetch changes are left out."""
    return {one for name in names if name in GROUP_OF for one in TOGETHER[GROUP_OF[name]]}


def groups_pinned(source: Source) -> list[tuple[str, str]]:
    """What of a source is pinned, as (group, label) in the order of the form."""
    pinned = {GROUP_OF.get(name) for name in source.pinned}
    return [(group, label_of(group)) for group in TOGETHER if group in pinned]


def label_of(name: str) -> str:
    """A field of a source, or of a document, as an editor calls it; its own name where it is neither."""
    name = GOES_TO.get(name, name)
    if name in LABELS or name not in GROUP_OF:
        return LABELS.get(name) or name.replace("_", " ").capitalize()
    return str(Source._meta.get_field(name).verbose_name).capitalize()


def can_be_taken(field: str) -> bool:
    """Whether a candidate for this field of a document could stand in a field of a source."""
    return GOES_TO.get(field, field) in TAKEN


def fields_taken(field: str, value: str) -> dict[str, Any]:
    """What taking a document's own word writes, by field of Source; the outlet as its name. Empty: nothing can."""
    if field == "author" or not can_be_taken(field):
        return {}
    if field not in DATES:
        return {GOES_TO.get(field, field): value}
    stated = read_machine_date(value)
    if stated is None:
        return {}
    taken: dict[str, Any] = {field: stated.edtf, f"{field}_printed": stated.printed[:200]}
    return taken | ({"published_at": stated.moment, "published_not_stated": False} if field == "published" else {})


def take(source_id: int, revision: int, field: str, value: str) -> Source:
    """Make a document's word about itself the source's own, and pin it: one edit, kept as history.

    Raises ValidationError, with a sentence, where it cannot be taken or somebody saved the source meanwhile.
    """
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=source_id)
        if not can_be_taken(field):
            raise ValidationError(f"{label_of(field)} is no field of a source: nothing was taken.")
        if source.revision != revision:
            raise ValidationError("Somebody saved this source meanwhile: look at it again, then choose.")
        if field == "author":
            _credit(source, value)
            names = {CREDITS}
        else:
            names = _write(source, field, value)
        source.pinned = sorted({*source.pinned, *pinned_with(names)})
        source.revision += 1
        source.full_clean(exclude=["current_version"])
        source.save()
        settle(source, names)
        return source


def settle(source: Source, names: Iterable[str]) -> None:
    """Answer the open questions about fields that an editor has now set."""
    groups = {GROUP_OF.get(name) for name in names}
    fields = [*groups, *(field for field, goes_to in GOES_TO.items() if goes_to in groups)]
    source.disagreements.filter(field__in=[one for one in fields if one], answered=False).update(answered=True)


def _write(source: Source, field: str, value: str) -> set[str]:
    taken = fields_taken(field, value)
    if not taken:
        raise ValidationError(f"“{value}” cannot be read as a date: type it into the form.")
    for name, one in taken.items():
        setattr(source, name, _outlet(one) if name == "outlet" else one)
    return set(taken)


def _outlet(name: str) -> Outlet:
    return Outlet.objects.named(name).first() or Outlet.objects.create(name=name[:200])


def _credit(source: Source, name: str) -> None:
    SourceCredit.objects.get_or_create(source=source, name=name[:300])
