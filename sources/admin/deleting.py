"""Deleting a source that nothing rests on, with its own texts and captures."""

from __future__ import annotations

from collections import Counter

from django.contrib.admin.utils import NestedObjects
from django.db import transaction

from sources.models import Capture, Source, SourceVersion

OWN = (Source, SourceVersion, Capture)


def what_holds(source: Source) -> str:
    """What rests on a source or its texts, counted, in words ("3 citations rest on it"); empty if nothing does."""
    holding: set = set()
    for rows in ([source], list(source.versions.all()), list(source.captures.all())):
        collector = NestedObjects(using="default")
        collector.collect(rows)
        holding |= {row for row in collector.protected if not isinstance(row, OWN)}
    counted = Counter(type(row)._meta for row in holding)
    said = sorted(f"{n} {meta.verbose_name if n == 1 else meta.verbose_name_plural}" for meta, n in counted.items())
    return f"{' and '.join(said)} {'rests' if len(holding) == 1 else 'rest'} on it" if said else ""


def delete_source(source: Source) -> None:
    """Delete a source with its versions and captures. Raises ProtectedError where something rests on them."""
    with transaction.atomic():
        Source.objects.filter(pk=source.pk).update(current_version=None)
        source.captures.all().delete()
        source.versions.all().delete()
        source.current_version = None
        source.delete()
