"""What readers may see: the one place every page, filter, export and search asks.

A claim is public by its status, a contradiction by its confirmations; everything else because something
public uses it.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from claims.models import Actor, Citation, Claim, Contradiction, Event
from sources.models import Outlet, Source, Story


def claims() -> QuerySet[Claim]:
    """Published claims. Tombstones of retracted ones have a page, but stand in no list."""
    return Claim.objects.published()


def contradictions() -> QuerySet[Contradiction]:
    return Contradiction.objects.public()


def citations() -> QuerySet[Citation]:
    return Citation.objects.public()


def sources() -> QuerySet[Source]:
    return Source.objects.filter(pk__in=citations().values("source"))


def outlets() -> QuerySet[Outlet]:
    cited, quoted = sources().exclude(outlet=None).values("outlet"), citations().values("voices__outlet")
    return Outlet.objects.filter(Q(pk__in=cited) | Q(pk__in=quoted.exclude(voices__outlet=None)))


def actors() -> QuerySet[Actor]:
    used = Q()
    for field in ("subject", "object", "value_actor"):
        used |= Q(pk__in=claims().exclude(**{field: None}).values(field))
    speaking = citations().exclude(voices__actor=None).values("voices__actor")
    present = events().exclude(actors=None).values("actors")
    return Actor.objects.filter(used | Q(pk__in=speaking) | Q(pk__in=present))


def events() -> QuerySet[Event]:
    return Event.objects.filter(pk__in=claims().exclude(event=None).values("event"))


def stories() -> QuerySet[Story]:
    return Story.objects.filter(sources__in=sources()).distinct()
