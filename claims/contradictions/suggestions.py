"""From findings to suggested contradictions. A row that a person judged is never touched."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from claims.contradictions.candidates import candidates, for_comparing
from claims.contradictions.detector import detect
from claims.contradictions.statement_of import read_again, statement_of
from claims.contradictions.types import Finding
from claims.levels import level_of, refresh_levels
from claims.models import Citation, Claim, Contradiction

#: The kinds that the detector calls otherwise than the desk.
KINDS = {"value": Contradiction.Kind.STATUS}


@dataclass(frozen=True)
class Suggested:
    """What comparing one claim gave."""

    new: int = 0
    known: int = 0
    compared: int = 0

    def __add__(self, other: Suggested) -> Suggested:
        return Suggested(self.new + other.new, self.known + other.known, self.compared + other.compared)


def suggest_for(claim: Claim) -> Suggested:
    """Read the claim, compare it with its candidates, and store what was found as suggestions."""
    with transaction.atomic():
        read_again(claim)
        refresh_levels(claim)
        claim = for_comparing(Claim.objects.filter(pk=claim.pk)).get()
        if not Claim.objects.comparable().filter(pk=claim.pk).exists():
            return Suggested()
        made = [_suggest_denial(claim)]
        statement, others = statement_of(claim), list(candidates(claim))
        for other in others:
            left, right = (claim, other) if claim.pk < other.pk else (other, claim)
            first, second = (statement, statement_of(other))
            finding = detect(first, second) if left is claim else detect(second, first)
            made.append(finding and _suggest(left, right, finding))
    news = [one for one in made if one is not None]
    return Suggested(new=sum(news), known=len(news) - sum(news), compared=len(others))


def _suggest(left: Claim, right: Claim, finding: Finding) -> bool:
    """Store a finding; True if it is a new suggestion."""
    kind = KINDS.get(finding.kind, finding.kind)
    if finding.label == Contradiction.Label.OVER_TIME:
        kind = Contradiction.Kind.OVER_TIME
    machine = {
        "label": finding.label,
        "score": finding.score,
        "reason": finding.reason[:500],
        "finding": finding.as_json(),
        "fingerprint": finding.fingerprint,
    }
    known = Contradiction.objects.filter(left=left, right=right).select_for_update(of=("self",)).order_by("pk")
    existing = next((one for one in known if one.kind == kind), None) or known.first()
    if existing is None:
        Contradiction.objects.create(left=left, right=right, kind=kind, level=level_of(left, right), **machine)
        return True
    _refresh(existing, kind, machine)
    return False


def _refresh(existing: Contradiction, kind: str, machine: dict) -> None:
    """Renew an unjudged suggestion; let a dismissed one return only if a value changed since."""
    dismissed = existing.state == Contradiction.State.DISMISSED
    changed = existing.fingerprint != machine["fingerprint"]
    judged = existing.judgements.exists()
    if (judged and not dismissed) or (dismissed and not (changed and existing.fingerprint)) or not changed:
        return
    for field, value in machine.items():
        setattr(existing, field, value)
    if dismissed:
        existing.state, existing.confirmations = Contradiction.State.SUGGESTED, 0
    elif existing.flagged_by_id is None:
        existing.kind = kind
    existing.revision += 1
    existing.save()


def _suggest_denial(claim: Claim) -> bool | None:
    """One claim that some voice asserts and another denies stands against itself."""
    citations = list(claim.citations.in_full())
    stances = {citation.stance for citation in citations}
    if stances != {Citation.Stance.ASSERTS, Citation.Stance.DENIES}:
        return None
    asserts, denies = (
        next(one for one in citations if one.stance == stance)
        for stance in (Citation.Stance.ASSERTS, Citation.Stance.DENIES)
    )
    _, made = Contradiction.objects.get_or_create(
        left=claim,
        right=claim,
        kind=Contradiction.Kind.DENIAL,
        defaults={
            "label": Contradiction.Label.CONFLICT,
            "score": 1.0,
            "reason": f"Asserted by {asserts.last_voice or 'an unnamed voice'}, "
            f"denied by {denies.last_voice or 'an unnamed voice'}."[:500],
            "level": level_of(claim, claim),
        },
    )
    return made
