"""A claim's way to readers: review, the gate, publication, correction, retraction.

Each step is one transaction that locks the claim, checks who may, moves the status and adds a Publication.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from claims.models import Citation, Claim, Publication, Quotation

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Change = Publication.Change


def missing(claim: Claim, by: User | None = None) -> list[str]:
    """What the gate still asks for before this claim may be read, in sentences; empty when it may pass.

    `by` is the person who would publish: where the house asks for a second person, not the claim's author.
    """
    asked = []
    citations = list(claim.citations.in_full())
    if not citations:
        asked.append("It has no citation: link it to a source by the exact words that carry it.")
    for citation in citations:
        asked += _missing_in(citation)
    if claim.hold:
        asked.append(f"It is on hold ({claim.get_hold_display().lower()}): release it first.")
    if by is not None and settings.SECOND_PERSON and claim.author_id == by.pk:
        asked.append("You wrote it: a second person has to publish it.")
    return asked


def _missing_in(citation: Citation) -> list[str]:
    source, asked = citation.source, []
    anchored = [one for one in citation.shown_quotations if one.state == Quotation.State.ANCHORED]
    if not anchored:
        asked.append(f"Its citation of “{source}” has no anchored quotation.")
    if not source.published and not source.published_not_stated:
        asked.append(f"“{source}” has no date of publication: give it, or say that none is stated.")
    if citation.last_voice is None:
        asked.append(f"Its citation of “{source}” does not say whose words they are.")
    return asked


def submit(claim: Claim, by: User) -> None:
    """Hand a draft in for review."""
    _move(claim, by, Claim.Status.IN_REVIEW, permission="claims.change_claim")


def send_back(claim: Claim, by: User) -> None:
    """Return a claim in review to its author."""
    _move(claim, by, Claim.Status.DRAFT, permission="claims.publish_claim")


def publish(claim: Claim, by: User) -> Publication:
    """Let readers see it. Raises ValidationError with everything that is missing."""
    with transaction.atomic():
        locked = _locked(claim, by, "claims.publish_claim")
        asked = missing(locked, by)
        if asked:
            raise ValidationError(asked)
        _set_status(claim, locked, Claim.Status.PUBLISHED)
        return record(locked, by, Change.PUBLICATION)


def change_published(claim: Claim, by: User, change: str, note: str) -> Publication:
    """Record a change of a published claim (already saved): a typo, an update, a clarification or a correction."""
    if change not in (Change.TYPO, Change.UPDATE, Change.CLARIFICATION, Change.CORRECTION):
        raise ValidationError("Say what kind of change this is: typo, update, clarification or correction.")
    if change != Change.TYPO and not note.strip():
        raise ValidationError("Say in a sentence what changed and why: readers will see it.")
    with transaction.atomic():
        locked = _locked(claim, by, "claims.publish_claim")
        if change == Change.CORRECTION:
            _set_status(claim, locked, Claim.Status.CORRECTED)
        return record(locked, by, change, note)


def retract(claim: Claim, by: User, note: str) -> Publication:
    """Take a claim back: readers see that and why, never the words again."""
    if not note.strip():
        raise ValidationError("Say in a sentence why it is retracted: readers will see it.")
    with transaction.atomic():
        locked = _locked(claim, by, "claims.retract_claim")
        _set_status(claim, locked, Claim.Status.RETRACTED)
        return record(locked, by, Change.RETRACTION, note)


def _move(claim: Claim, by: User, status: str, *, permission: str) -> None:
    with transaction.atomic():
        _set_status(claim, _locked(claim, by, permission), status)


def _locked(claim: Claim, by: User, permission: str) -> Claim:
    if not by.has_perm(permission):
        raise PermissionDenied(f"{by} may not do this: it needs the permission {permission}.")
    return Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)


def _set_status(claim: Claim, locked: Claim, status: str) -> None:
    locked.status = status
    locked.revision += 1
    locked.save(update_fields=["status", "revision", "updated_at"])
    claim.refresh_from_db(fields=["status", "revision", "updated_at"])


def record(claim: Claim, by: User, change: str, note: str = "") -> Publication:
    """Add a row to the ledger of what readers see, with the claim as shown from then on."""
    return Publication.objects.create(claim=claim, by=by, change=change, note=note, record=as_shown(claim))


def as_shown(claim: Claim) -> dict[str, Any]:
    """The claim as readers see it; a retracted one shows no words."""
    if claim.status == Claim.Status.RETRACTED:
        return {"id": claim.pk, "status": claim.status}
    return {
        "id": claim.pk,
        "status": claim.status,
        "text": claim.text,
        "value": claim.value,
        "citations": [
            {
                "source": citation.source_id,
                "stance": citation.stance,
                "quotations": [one.exact for one in citation.shown_quotations],
                "translation": citation.translation,
                "voices": [str(voice) for voice in citation.chain],
            }
            for citation in claim.citations.in_full()
        ],
    }
