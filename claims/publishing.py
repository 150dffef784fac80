"""A claim's way to readers: review, the gate, publication, correction, retraction.

Each step is one transaction that locks the claim, checks who may, moves the status and adds to the ledger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from claims import ledger
from claims.models import Citation, Claim, Publication, Quotation
from claims.typos import is_typo

if TYPE_CHECKING:
    from collections.abc import Iterable

Change = Publication.Change
MAY_PUBLISH = "claims.publish_claim"
#: What a claim says: its words and its value.
SAID = (
    "text", "value_low", "value_high", "unit", "approximate", "value_date", "value_actor", "value_text", "value_yes",
)  # fmt: skip


def missing(claim: Claim, by: User | None = None) -> list[str]:
    """What the gate still asks for before this claim may be read, in sentences; empty when it may pass.

    `by` is the person who would publish: where the house asks for a second person, none of those who wrote it.
    """
    asked = missing_words(claim)
    if claim.hold:
        asked.append(f"It is on hold ({claim.get_hold_display().lower()}): release it first.")
    if by is not None and settings.SECOND_PERSON:
        wrote = writers(claim)
        if by.pk in wrote:
            asked.append(f"You wrote it{_with(wrote - {by.pk})}: a second person has to publish it.")
    return asked


def missing_words(claim: Claim) -> list[str]:
    """What the claim's citations lack; empty when it rests on words as a published claim must."""
    citations = list(claim.citations.in_full())
    if not citations:
        return ["It has no citation: link it to a source by the exact words that carry it."]
    return [sentence for citation in citations for sentence in missing_in(citation)]


def missing_in(citation: Citation) -> list[str]:
    """What one citation lacks: anchored words, a date of publication, a last voice."""
    source, asked = citation.source, []
    anchored = [one for one in citation.shown_quotations if one.state == Quotation.State.ANCHORED]
    if not anchored:
        asked.append(f"Its citation of “{source}” has no anchored quotation.")
    if source.is_undated:
        asked.append(f"“{source}” has no date of publication: give it, or say that none is stated.")
    if citation.last_voice is None:
        asked.append(f"Its citation of “{source}” does not say whose words they are.")
    return asked


def writers(claim: Claim) -> set[int]:
    """Keys of the persons who may not publish it: its author, who last changed what it says, who cited it.

    Of those who changed what it says in draft the last one counts, of those who changed it afterwards everyone.
    """
    wrote = {claim.author_id, *claim.citations.values_list("added_by", flat=True), *_rewriters(claim)}
    return {pk for pk in wrote if pk is not None}


def _rewriters(claim: Claim) -> set[int | None]:
    found: set[int | None] = set()
    before = None
    for status, person, *said in claim.history.order_by("history_id").values_list("status", "history_user", *SAID):
        if said != before:
            found = {person} if status == Claim.Status.DRAFT else found | {person}
        before = said
    return found


def _with(others: Iterable[int]) -> str:
    names = [str(one) for one in User.objects.filter(pk__in=others).order_by("pk")]
    return f" with {' and '.join(names)}" if names else ""


def submit(claim: Claim, by: User) -> None:
    """Hand a draft in for review."""
    _move(claim, by, Claim.Status.IN_REVIEW, permission="claims.change_claim")


def send_back(claim: Claim, by: User) -> None:
    """Return a claim in review to its author."""
    _move(claim, by, Claim.Status.DRAFT, permission=MAY_PUBLISH)


def publish(claim: Claim, by: User) -> Publication:
    """Let readers see it. Raises ValidationError with everything that is missing."""
    with transaction.atomic():
        locked = lock(claim, by, MAY_PUBLISH)
        asked = missing(locked, by)
        if asked:
            raise ValidationError(asked)
        with ledger.following_pairs(locked, by):
            _set_status(claim, locked, Claim.Status.PUBLISHED)
            return ledger.record(locked, by, Change.PUBLICATION)


def change_published(claim: Claim, by: User, change: str, note: str) -> Publication:
    """Record a change of a published claim (already saved): a typo, an update, a clarification or a correction.

    Raises ValidationError where the claim as it is now would not pass the gate: save both in one transaction.
    """
    if change not in (Change.TYPO, Change.UPDATE, Change.CLARIFICATION, Change.CORRECTION):
        raise ValidationError("Say what kind of change this is: typo, update, clarification or correction.")
    if change != Change.TYPO and not note.strip():
        raise ValidationError("Say in a sentence what changed and why: readers will see it.")
    with transaction.atomic():
        locked = lock(claim, by, MAY_PUBLISH)
        asked = missing_words(locked)
        if asked:
            raise ValidationError(asked)
        if change == Change.TYPO and not _is_typo(locked):
            raise ValidationError("This changes what it says: choose update, clarification or correction.")
        if change == Change.CORRECTION:
            _set_status(claim, locked, Claim.Status.CORRECTED)
        return ledger.record(locked, by, change, note)


def _is_typo(claim: Claim) -> bool:
    """Whether readers would read the same in what they were shown last."""
    shown = claim.publications.exclude(record={}).order_by("-id").values_list("record", flat=True).first()
    if not shown or "text" not in shown:
        return True
    return shown["value"] == claim.value and is_typo(shown["text"], claim.text)


def retract(claim: Claim, by: User, note: str) -> Publication:
    """Take a claim back: readers see that and why, never the words again."""
    if not note.strip():
        raise ValidationError("Say in a sentence why it is retracted: readers will see it.")
    with transaction.atomic():
        locked = lock(claim, by, "claims.retract_claim")
        with ledger.following_pairs(locked, by):
            _set_status(claim, locked, Claim.Status.RETRACTED)
            return ledger.record(locked, by, Change.RETRACTION, note)


def lock(claim: Claim, by: User, permission: str) -> Claim:
    """The stored row, locked until the transaction ends. Raises PermissionDenied."""
    if not by.has_perm(permission):
        raise PermissionDenied(f"{by} may not do this: it needs the permission {permission}.")
    return Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)


def keep(claim: Claim, locked: Claim, *fields: str) -> None:
    """Save these fields of the locked row under a new revision, and bring the caller's copy up to date.

    Without fields only the revision rises: what belongs to the claim changed.
    """
    kept = [*fields, "revision", "updated_at"]
    locked.revision += 1
    locked.save(update_fields=kept)
    claim.refresh_from_db(fields=kept)


def _move(claim: Claim, by: User, status: str, *, permission: str) -> None:
    with transaction.atomic():
        _set_status(claim, lock(claim, by, permission), status)


def _set_status(claim: Claim, locked: Claim, status: str) -> None:
    locked.status = status
    keep(claim, locked, "status")
