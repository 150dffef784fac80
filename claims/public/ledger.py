"""What readers may know of changes: the corrections we made, and the tombstones of what we took back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from claims import visibility
from claims.models import Claim, Contradiction, Publication
from sources.tables.paging import Sort

Change = Publication.Change
NEWEST = Sort("latest", "Latest first", ("-id",))


@dataclass(frozen=True)
class Tombstone:
    """What is left of something retracted: that it was, when and why. None of its words."""

    what: str
    at: datetime | None
    reason: str


@dataclass(frozen=True)
class LedgerRow:
    """One public correction or retraction."""

    publication: Publication
    what: str
    link: str
    words: str
    note: str


def of_claim(claim: Claim) -> list[Publication]:
    return list(claim.publications.order_by("id"))


def claim_tombstone(claim: Claim) -> Tombstone:
    last = claim.publications.filter(change=Change.RETRACTION).order_by("-id").first()
    return Tombstone(f"Claim {claim.pk}", last and last.at, last.note if last else "")


def contradiction_tombstone(one: Contradiction) -> Tombstone | None:
    """Of a contradiction that readers could once read: dismissed since, or one of its claims was retracted."""
    last = one.publications.order_by("-id").first()
    if last is None:
        return None
    what = f"Contradiction {one.pk}"
    if last.change == Change.RETRACTION and one.state == Contradiction.State.DISMISSED:
        return Tombstone(what, last.at, last.note)
    for claim in (one.left, one.right):
        if claim.status == Claim.Status.RETRACTED and not claim.hold:
            gone = claim_tombstone(claim)
            return Tombstone(what, gone.at, f"{gone.what}, one of its sides, was retracted: {gone.reason}")
    return None


def corrections() -> QuerySet[Publication]:
    """Corrections and retractions of what readers could read. What is on hold shows nothing."""
    of_claims = Q(claim__in=Claim.objects.public())
    of_public = Q(contradiction__in=visibility.contradictions())
    sides = Q(contradiction__left__in=Claim.objects.public(), contradiction__right__in=Claim.objects.public())
    withdrawn = sides & Q(contradiction__state=Contradiction.State.DISMISSED, change=Change.RETRACTION)
    return Publication.objects.filter(
        of_claims | of_public | withdrawn, change__in=[Change.CORRECTION, Change.RETRACTION]
    ).select_related("claim", "contradiction")


def ledger_row(publication: Publication) -> LedgerRow:
    """A row without a word of what was retracted: its address has no slug, its earlier notes are not repeated."""
    claim = publication.claim
    if claim is None:
        one = publication.contradiction
        return LedgerRow(publication, f"Contradiction {one.pk}", one.get_absolute_url(), "", publication.note)
    what, gone = f"Claim {claim.pk}", claim.status == Claim.Status.RETRACTED
    hidden = gone and publication.change != Change.RETRACTION
    note = "It was retracted later." if hidden else publication.note
    return LedgerRow(
        publication, what, bare_address(claim) if gone else claim.get_absolute_url(), "" if gone else claim.text, note
    )


def bare_address(claim: Claim) -> str:
    """The claim's address without the words in it."""
    return reverse("claim_detail", args=[claim.pk])
