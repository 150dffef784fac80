"""What readers may know of changes: what we corrected, what we withhold, the tombstones of what we took back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from claims.models import Claim, Contradiction, Publication
from claims.public.histories import note
from sources.tables.paging import Sort

Change = Publication.Change
WITHHELD = "Withheld by the newsroom while it is being checked."
NEWEST = Sort("latest", "Latest first", ("-id",))


@dataclass(frozen=True)
class Tombstone:
    """What is left of something retracted: that it was, when and why. None of its words."""

    what: str
    at: datetime | None
    reason: str


@dataclass(frozen=True)
class Withheld:
    """What readers may know of something on hold that they could read before."""

    what: str
    since: datetime | None


@dataclass(frozen=True)
class LedgerRow:
    """One public change."""

    publication: Publication
    what: str
    link: str
    words: str
    note: str


def claim_tombstone(claim: Claim) -> Tombstone:
    last = claim.publications.filter(change=Change.RETRACTION).order_by("-id").first()
    return Tombstone(f"Claim {claim.pk}", last and last.at, last.note if last else "")


def contradiction_tombstone(one: Contradiction) -> Tombstone | None:
    """Of a contradiction that readers could once read: dismissed since, or one of its claims was retracted."""
    last = one.publications.order_by("-id").first()
    if last is None:
        return None
    what = f"Contradiction {one.pk}"
    if one.state == Contradiction.State.DISMISSED:
        known = last.change == Change.RETRACTION
        return Tombstone(what, last.at if known else None, last.note if known else "It was dismissed.")
    for claim in (one.left, one.right):
        if claim.status == Claim.Status.RETRACTED:
            gone = claim_tombstone(claim)
            return Tombstone(what, gone.at, f"{gone.what}, one of its sides, was retracted: {gone.reason}")
    return None


def claim_withheld(claim: Claim) -> Withheld | None:
    """Of a claim on hold that readers could read before; of one they never could, nothing."""
    if not (claim.hold and claim.publications.exists()):
        return None
    return Withheld(f"Claim {claim.pk}", _last_hold(claim))


def contradiction_withheld(one: Contradiction) -> Withheld | None:
    """Of a contradiction that readers could read before one of its claims was held."""
    held = [claim for claim in (one.left, one.right) if claim.hold]
    if not (held and one.publications.exists()):
        return None
    days = [_last_hold(claim) for claim in held]
    return Withheld(f"Contradiction {one.pk}", min((day for day in days if day), default=None))


def _last_hold(claim: Claim) -> datetime | None:
    return claim.publications.filter(change=Change.HOLD).order_by("-id").values_list("at", flat=True).first()


def ledger_row(publication: Publication) -> LedgerRow:
    """A row without a word of what was retracted or is withheld: an address without a slug, no earlier notes."""
    claim = publication.claim
    if claim is None:
        one = publication.contradiction
        return LedgerRow(publication, f"Contradiction {one.pk}", one.get_absolute_url(), "", _told(publication))
    words, address = (claim.text, claim.get_absolute_url()) if claim.is_published else ("", bare_address(claim))
    return LedgerRow(publication, f"Claim {claim.pk}", address, words, _told(publication))


def _told(publication: Publication) -> str:
    """What the row says of why."""
    if publication.change == Change.HOLD:
        return WITHHELD
    claim, one = publication.claim, publication.contradiction
    sides = [one.left, one.right] if one else []
    if any(side.status == Claim.Status.RETRACTED for side in sides):
        return "One of its claims was retracted."
    gone = claim.status == Claim.Status.RETRACTED if claim else one.state == Contradiction.State.DISMISSED
    return "It was retracted later." if gone and publication.change != Change.RETRACTION else note(publication)


def bare_address(claim: Claim) -> str:
    """The claim's address without the words in it."""
    return reverse("claim_detail", args=[claim.pk])
