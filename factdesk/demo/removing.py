"""Take the demo newsroom away, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import ProtectedError

from claims.models import Actor, Attribute, Claim, Contradiction, Event, Place
from factdesk.models import DemoRow
from sources.models import ImportBatch, Outlet, Source, Story

#: In this order nothing is removed before what stands on it.
ORDER = (Claim, Event, Place, Attribute, ImportBatch, Source, Actor, Outlet, Story, User)


@dataclass
class Removed:
    removed: int = 0
    kept: list[str] = field(default_factory=list)  # what somebody has built on since


@transaction.atomic
def remove_demo() -> Removed:
    """Remove what the demo made. What others have built on stays, and is named."""
    keys: dict[type[models.Model], set[int]] = defaultdict(set)
    for row in DemoRow.objects.select_related("content_type"):
        if (model := row.content_type.model_class()) is not None:
            keys[model].add(row.object_id)
    done = Removed()
    for model in ORDER:
        for row in model.objects.filter(pk__in=keys[model]).order_by("-pk"):
            _remove(row, keys, done)
    DemoRow.objects.all().delete()
    return done


def _remove(row: models.Model, keys: dict[type[models.Model], set[int]], done: Removed) -> None:
    try:
        with transaction.atomic():
            if isinstance(row, Claim):
                _clear_claim(row, keys)
            elif isinstance(row, Source):
                _clear_source(row)
            row.delete()
            done.removed += 1
    except (ProtectedError, InUse):
        done.kept.append(f"{row._meta.verbose_name} {row.pk}: {row}")


class InUse(Exception):
    """Somebody else's work stands on the row."""


def _clear_claim(claim: Claim, keys: dict[type[models.Model], set[int]]) -> None:
    if claim.citations.exclude(source__in=keys[Source]).exists():
        raise InUse
    pairs = Contradiction.objects.touching(claim)
    by_others = pairs.exclude(judgements=None).exclude(judgements__by__in=keys[User])
    if by_others.exists() or pairs.exclude(flagged_by=None).exclude(flagged_by__in=keys[User]).exists():
        raise InUse
    for pair in pairs:
        pair.publications.all().delete()
        pair.judgements.all().delete()
    pairs.delete()
    claim.publications.all().delete()


def _clear_source(source: Source) -> None:
    if source.citations.exists():
        raise InUse
    source.captures.all().delete()
    source.current_version = None
    source.save(update_fields=["current_version"])
    source.versions.all().delete()
