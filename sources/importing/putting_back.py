"""A version goes, and its source is again what it was before: the text, what it states of itself, what it is like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sources import deleting
from sources.importing import likening
from sources.importing.saving import RESTATED
from sources.models import Source, SourceVersion
from sources.pinning import TOGETHER

if TYPE_CHECKING:
    from collections.abc import Iterable


def show_before(version: SourceVersion, before: SourceVersion) -> None:
    """Delete a source's current version and show the one before it. Raises ProtectedError where something rests on it.

    What the document of the version said of itself goes with it, unless somebody pinned or changed it: then what the
    captures that stay state stands again. The revision does not rise: to put back is no edit.
    """
    said = next(iter(_stated(version)), {})
    deleting.delete_version(version, before)
    source = Source.objects.get(pk=version.source_id)
    values = _values_before(source, said, list(_stated(source)))
    for name, value in values.items():
        setattr(source, name, value)
    if values:
        source.save(update_fields=[*values, "updated_at"])
    likening.liken(source, SourceVersion.objects.get(pk=before.pk))


def _stated(owner: Source | SourceVersion) -> Iterable[dict[str, Any]]:
    """What the captures state, the newest first; those of what a person typed in state nothing."""
    return owner.captures.exclude(stated={}).values_list("stated", flat=True)


def _values_before(source: Source, said: dict[str, Any], staying: list[dict[str, Any]]) -> dict[str, Any]:
    """Of each group of fields that is as the version's document said, what was stated last before that."""
    values: dict[str, Any] = {}
    for main in RESTATED:
        names = [name for name in TOGETHER[main] if name in said]
        if {main, *names} & set(source.pinned) or any(getattr(source, name) != said[name] for name in names):
            continue
        told = [one for one in staying if main in one]
        before = next((one for one in told if one[main] != ""), told[0] if told else {})
        values |= {name: before[name] for name in names if before.get(name, said[name]) != said[name]}
    return values
