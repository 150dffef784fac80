"""Deleting sources and versions that nothing rests on, with their own texts and captures."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.contrib.admin.utils import NestedObjects
from django.db import models, transaction

from sources.models import Capture, Source, SourceVersion

if TYPE_CHECKING:
    from collections.abc import Iterable

OWN = (Source, SourceVersion, Capture)


def what_holds(source: Source) -> str:
    """What rests on a source or its texts, counted, in words ("3 citations rest on it"); empty if nothing does."""
    holding: set = set()
    for rows in ([source], list(source.versions.all()), list(source.captures.all())):
        collector = NestedObjects(using="default")
        collector.collect(rows)
        holding |= {row for row in collector.protected if not isinstance(row, OWN)}
    return in_words(Counter(type(row) for row in holding))


def held(model: type[models.Model], keys: Iterable[int]) -> dict[int, Counter[type[models.Model]]]:
    """For each row of a model that something of others rests on: what, and how much. A query for each kind of it."""
    found: dict[int, Counter[type[models.Model]]] = {}
    for relation in model._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if getattr(relation, "on_delete", None) not in (models.PROTECT, models.RESTRICT) or field.model in OWN:
            continue
        rows = field.model._base_manager.filter(**{f"{field.name}__in": keys}).order_by()
        for key, n in rows.values_list(field.attname).annotate(n=models.Count("pk")):
            found.setdefault(key, Counter())[field.model] += n
    return found


def in_words(counted: Counter[type[models.Model]]) -> str:
    """ "2 citations rest on it"; empty for nothing."""
    named = [(n, model._meta) for model, n in counted.items()]
    said = sorted(f"{n} {meta.verbose_name if n == 1 else meta.verbose_name_plural}" for n, meta in named)
    return f"{' and '.join(said)} {'rests' if counted.total() == 1 else 'rest'} on it" if said else ""


def delete_source(source: Source) -> None:
    """Delete a source with its versions and captures. Raises ProtectedError where something rests on them."""
    with transaction.atomic():
        Source.objects.filter(pk=source.pk).update(current_version=None)
        source.captures.all().delete()
        source.versions.all().delete()
        source.current_version = None
        source.delete()


def delete_version(version: SourceVersion, shown_instead: SourceVersion) -> None:
    """Delete a source's current version with its captures. Raises ProtectedError where something rests on it.

    The source asks anew whether the text that it shows then is the page's.
    """
    with transaction.atomic():
        source = version.source
        source.current_version, source.text_checked = shown_instead, False
        source.save(update_fields=["current_version", "text_checked", "updated_at"])
        version.captures.all().delete()
        version.delete()
