"""What people decide about contradictions: flag, confirm, dismiss, settle. Judgements are added, never replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from claims import ledger
from claims.levels import level_of
from claims.models import Citation, Claim, Contradiction, Judgement, Publication

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Decision, State = Judgement.Decision, Contradiction.State
STALE = (
    "Somebody changed or judged it after you opened it. Nothing of yours is lost: it stands in the form below. "
    "Read the contradiction again, then judge."
)
STATE_AFTER = {Decision.CONFIRM: State.CONFIRMED, Decision.DISMISS: State.DISMISSED, Decision.SETTLE: State.SETTLED}


def flag(first: Claim, second: Claim, kind: str, by: User, why: str = "", settles: str = "") -> Contradiction:
    """Flag two claims by hand, or one claim that is asserted and denied. The pair is stored once per kind."""
    if not by.has_perm("claims.add_contradiction"):
        raise PermissionDenied(f"{by} may not flag contradictions.")
    left, right = sorted((first, second), key=lambda claim: claim.pk)
    if left.pk == right.pk and kind != Contradiction.Kind.DENIAL:
        raise ValidationError("Choose two different claims. One claim that is said and denied is of the kind “denial”.")
    with transaction.atomic():
        contradiction, made = Contradiction.objects.get_or_create(
            left=left,
            right=right,
            kind=kind,
            defaults={"flagged_by": by, "why": why, "settles": settles, "level": level_of(left, right)},
        )
    if not made:
        raise ValidationError(f"These two are flagged already: see contradiction {contradiction.pk}.")
    return contradiction


def judge(
    contradiction: Contradiction,
    by: User,
    decision: str,
    *,
    revision: int | None = None,
    verdict: str = "",
    cause: str = "",
    explanation: str = "",
    evidence: Citation | None = None,
    evidence_document: str = "",
) -> Judgement:
    """Add a judgement; the contradiction's state follows from it.

    `revision` is that of the contradiction as the person saw it; None compares nothing.
    Raises PermissionDenied, or ValidationError with a sentence where something the decision needs is missing.
    """
    if not by.has_perm("claims.judge_contradiction"):
        raise PermissionDenied(f"{by} may not judge contradictions.")
    _check(decision, verdict, explanation, has_evidence=bool(evidence or evidence_document.strip()))
    if verdict == Judgement.Verdict.NOT_A_CONTRADICTION:
        decision = Decision.DISMISS
    with transaction.atomic():
        locked = _locked(contradiction)
        if revision is not None and revision != locked.revision:
            raise ValidationError(STALE, code="stale")
        locked.adopt_newer_finding()
        was_public = ledger.is_public(locked)
        judgement = Judgement.objects.create(
            contradiction=locked,
            by=by,
            decision=decision,
            verdict=verdict,
            cause=cause,
            explanation=explanation,
            evidence=evidence,
            evidence_document=evidence_document,
            fingerprint=locked.fingerprint,
        )
        _follow(locked, judgement)
        _record_if_public(locked, judgement, was_public)
    contradiction.refresh_from_db()
    return judgement


def _locked(contradiction: Contradiction) -> Contradiction:
    """The stored row, locked after its claims: a claim published meanwhile is seen here, or sees this judgement."""
    sides = Claim.objects.filter(pk__in=[contradiction.left_id, contradiction.right_id])
    list(sides.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    return Contradiction.objects.select_for_update(of=("self",)).get(pk=contradiction.pk)


def _check(decision: str, verdict: str, explanation: str, *, has_evidence: bool) -> None:
    if decision not in Decision.values:
        raise ValidationError("Choose: confirm, dismiss or settle.")
    if decision == Decision.SETTLE and not verdict:
        raise ValidationError("To settle it, choose a verdict.")
    if decision == Decision.SETTLE and not explanation.strip():
        raise ValidationError("To settle it, explain the verdict in a sentence: readers will see it.")
    if verdict in Judgement.NEED_EVIDENCE and not has_evidence:
        raise ValidationError("This verdict rests on evidence: name a citation or a document.")


def _follow(contradiction: Contradiction, judgement: Judgement) -> None:
    """The state is that of the last judgement; confirmations are persons since the last dismissal."""
    contradiction.state = STATE_AFTER[Decision(judgement.decision)]
    judgements = contradiction.judgements.all()
    dismissed = judgements.filter(decision=Decision.DISMISS).order_by("-id").first()
    since = judgements.filter(pk__gt=dismissed.pk) if dismissed else judgements
    contradiction.confirmations = since.order_by().values("by").distinct().count()
    contradiction.revision += 1
    contradiction.save()


def _record_if_public(contradiction: Contradiction, judgement: Judgement, was_public: bool) -> None:
    is_public, change, note = ledger.is_public(contradiction), Publication.Change, judgement.explanation
    if was_public and is_public:
        ledger.record(contradiction, judgement.by, change.UPDATE, note)
    elif is_public:
        ledger.record(contradiction, judgement.by, change.PUBLICATION, note)
    elif was_public:
        ledger.record(contradiction, judgement.by, change.RETRACTION, note or "Dismissed after another look.")
