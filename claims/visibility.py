"""What readers may see: the one place every page, filter, export and search asks.

A claim is public by its status, a contradiction by its confirmations; everything else because something
public uses it. Uses are asked for row by row (EXISTS): a page of fifty then costs fifty look-ups, not a scan.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import Actor, Citation, Claim, Contradiction, Event, Publication, Voice
from sources.models import Outlet, Source, Story


def claims() -> QuerySet[Claim]:
    """Published claims. Tombstones of retracted ones have a page, but stand in no list."""
    return Claim.objects.published()


def contradictions() -> QuerySet[Contradiction]:
    return Contradiction.objects.public()


def citations() -> QuerySet[Citation]:
    return Citation.objects.public()


def sources() -> QuerySet[Source]:
    return Source.objects.filter(_used(citations(), "source"))


def outlets() -> QuerySet[Outlet]:
    return Outlet.objects.filter(_used(citations(), "source__outlet") | _used(Voice.objects.public(), "outlet"))


def actors() -> QuerySet[Actor]:
    used = _used(Voice.objects.public(), "actor") | _used(claims(), "event__actors")
    for field in ("subject", "object", "value_actor"):
        used |= _used(claims(), field)
    return Actor.objects.filter(used)


def events() -> QuerySet[Event]:
    return Event.objects.filter(_used(claims(), "event"))


def stories() -> QuerySet[Story]:
    return Story.objects.filter(_used(citations(), "source__stories"))


#: What readers may see of each table that leaves the house.
def corrections() -> QuerySet[Publication]:
    """What changed of what readers could read, but for typos. Of what is on hold only that it is withheld."""
    change = Publication.Change
    noted = [change.UPDATE, change.CLARIFICATION, change.CORRECTION, change.RETRACTION]
    of_claims = Q(claim__in=Claim.objects.public())
    sides = Q(contradiction__left__in=Claim.objects.public(), contradiction__right__in=Claim.objects.public())
    told = ~Q(change=change.UPDATE) | ~Q(record__verdict="")  # what is said on the way to a verdict is the desk's
    hold = Q(change__in=[change.HOLD, change.RELEASE])
    return Publication.objects.filter(hold | Q(of_claims | sides & told, change__in=noted)).select_related(
        "claim", "contradiction__left", "contradiction__right"
    )


PUBLIC: dict[str, Callable[[], QuerySet]] = {
    "claims": claims,
    "citations": citations,
    "contradictions": contradictions,
    "sources": sources,
    "outlets": outlets,
    "actors": actors,
    "events": events,
    "stories": stories,
    "corrections": corrections,
}


def _used(rows: QuerySet, field: str) -> Q:
    """Whether one of the rows points at the row in question."""
    return Q(Exists(rows.order_by().filter(**{field: OuterRef("pk")})))
