"""Keep a claim from readers for a time (legal check, embargo, awaiting a reply), and let it go again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from claims import ledger
from claims.models import Claim, Publication
from claims.publishing import MAY_PUBLISH, keep, lock

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def hold(claim: Claim, by: User, kind: str, reason: str) -> None:
    """Put it on hold. Raises ValidationError without a known kind or a reason, PermissionDenied."""
    if kind not in Claim.Hold.values:
        raise ValidationError("Say what it waits for: a legal check, an embargo or a reply.")
    if not reason.strip():
        raise ValidationError("Say in a sentence why it is on hold: colleagues will ask.")
    _set(claim, by, kind, reason.strip())


def release(claim: Claim, by: User) -> None:
    """End the hold. Raises ValidationError where there is none, PermissionDenied."""
    _set(claim, by, "", "")


def _set(claim: Claim, by: User, kind: str, reason: str) -> None:
    with transaction.atomic():
        locked = lock(claim, by, MAY_PUBLISH)
        if not kind and not locked.hold:
            raise ValidationError("It is not on hold.")
        with ledger.following_pairs(locked, by):
            locked.hold, locked.hold_reason = kind, reason
            keep(claim, locked, "hold", "hold_reason")
            if locked.status in Claim.PUBLISHED:  # readers lose it, or get it back; why is the desk's business
                ledger.record(locked, by, Publication.Change.HOLD if kind else Publication.Change.RELEASE)
