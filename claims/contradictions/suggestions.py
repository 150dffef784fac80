"""From findings to suggested contradictions. What a person judged is never changed, only marked as outdated."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.db import transaction

from claims.contradictions.candidates import candidates, for_comparing
from claims.contradictions.detector import detect
from claims.contradictions.from_claims import read_again, statement_of
from claims.contradictions.types import Finding
from claims.levels import level_of, refresh_levels
from claims.models import Citation, Claim, Contradiction

#: The kinds that the detector calls otherwise than the desk.
KINDS = {"value": Contradiction.Kind.STATUS}
State = Contradiction.State
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Suggested:
    """What comparing one claim gave."""

    new: int = 0
    known: int = 0
    compared: int = 0

    def __add__(self, other: Suggested) -> Suggested:
        return Suggested(self.new + other.new, self.known + other.known, self.compared + other.compared)


def suggest_for(claim: Claim) -> Suggested:
    """Read the claim, compare it with its candidates and its earlier pairs, and store what was found.

    One transaction. A suggestion that nobody judged and that no longer holds is withdrawn.
    """
    with transaction.atomic():
        read_again(claim)
        refresh_levels(claim)
        claim = for_comparing(Claim.objects.filter(pk=claim.pk)).get()
        others = _others(claim) if Claim.objects.comparable().filter(pk=claim.pk).exists() else []
        made = [_suggest_denial(claim)]
        found = set()
        for left, right, finding in _findings(claim, others):
            found.add((left.pk, right.pk))
            made.append(_suggest(left, right, finding))
        _look_again(claim, found)
    news = [one for one in made if one is not None]
    return Suggested(new=sum(news), known=len(news) - sum(news), compared=len(others))


def suggest_or_log(claim: Claim) -> Suggested | None:
    """Suggest; None where it failed, which is logged: what an editor saved is not lost by it."""
    try:
        return suggest_for(claim)
    except Exception:
        log.exception("Comparing claim %s failed.", claim.pk)
        return None


def _others(claim: Claim) -> list[Claim]:
    """The claims to compare with: the candidates, and those it was paired with before."""
    chosen = list(candidates(claim))
    seen = {claim.pk, *(one.pk for one in chosen)}
    pairs = Contradiction.objects.touching(claim).values_list("left_id", "right_id")
    earlier = {pk for pair in pairs for pk in pair} - seen
    return [*chosen, *for_comparing(Claim.objects.comparable().filter(pk__in=earlier))]


def _findings(claim: Claim, others: list[Claim]) -> list[tuple[Claim, Claim, Finding]]:
    """What the detector says of each pair, lower key first: every saver takes rows in the same order."""
    statement, found = statement_of(claim), []
    for other in sorted(others, key=lambda one: one.pk):
        pair = [(claim, statement), (other, statement_of(other))]
        (left, first), (right, second) = sorted(pair, key=lambda one: one[0].pk)
        finding = detect(first, second)
        if finding is not None:
            found.append((left, right, finding))
    return found


def _suggest(left: Claim, right: Claim, finding: Finding) -> bool:
    """Store a finding; True if it is a new suggestion."""
    kind = KINDS.get(finding.kind, finding.kind)
    if finding.label == Contradiction.Label.OVER_TIME:
        kind = Contradiction.Kind.OVER_TIME
    known = list(Contradiction.objects.filter(left=left, right=right).select_for_update(of=("self",)).order_by("pk"))
    existing = next((one for one in known if one.kind == kind), None) or (known[0] if known else None)
    if existing is None:
        defaults = {"level": level_of(left, right), **_as_stored(finding)}
        _, made = Contradiction.objects.get_or_create(left=left, right=right, kind=kind, defaults=defaults)
        return made
    if existing.fingerprint != finding.fingerprint:
        _renew(existing, kind, finding)
    return False


def _as_stored(finding: Finding) -> dict:
    return {
        "label": finding.label,
        "score": finding.score,
        "reason": finding.reason[:500],
        "finding": finding.as_json(),
        "fingerprint": finding.fingerprint,
    }


def _renew(existing: Contradiction, kind: str, finding: Finding) -> None:
    """A value changed: renew an unjudged suggestion, let a dismissed one return, mark a confirmed one."""
    if existing.state == State.DISMISSED and not existing.fingerprint:
        return  # dismissed before the machine saw it: it cannot tell whether a value changed
    if existing.state in (State.CONFIRMED, State.SETTLED):
        existing.mark_outdated(finding.as_json())
        return
    if existing.state == State.DISMISSED:
        existing.state, existing.confirmations = State.SUGGESTED, 0
    elif existing.flagged_by_id is None:
        existing.kind = kind
    for field, value in _as_stored(finding).items():
        setattr(existing, field, value)
    existing.revision += 1
    existing.save()


def _look_again(claim: Claim, found: set[tuple[int, int]]) -> None:
    """The machine's earlier pairs of which it no longer says anything."""
    earlier = Contradiction.objects.touching(claim).exclude(label="").exclude(kind=Contradiction.Kind.DENIAL)
    for pair in earlier.select_for_update(of=("self",)).order_by("pk"):
        if (pair.left_id, pair.right_id) in found:
            continue
        if pair.state in (State.CONFIRMED, State.SETTLED):
            pair.mark_outdated({})
        elif pair.state == State.SUGGESTED and pair.flagged_by_id is None and not pair.judgements.exists():
            pair.delete()


def _suggest_denial(claim: Claim) -> bool | None:
    """One claim that some voice asserts and another denies stands against itself."""
    citations = list(claim.citations.in_full())
    asserts, denies = (
        next((one for one in citations if one.stance == stance), None)
        for stance in (Citation.Stance.ASSERTS, Citation.Stance.DENIES)
    )
    if asserts is None or denies is None:
        return None
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
