"""The one hand that writes what readers were shown: each change of it is a Publication, added and never changed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from claims.models import Claim, Contradiction, Publication

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import User

Change = Publication.Change
SIDE_RETRACTED = "One of its claims was retracted."


def record(shown: Claim | Contradiction, by: User, change: str, note: str = "") -> Publication:
    """Add a row for a claim or a contradiction, as readers see it from then on."""
    if isinstance(shown, Claim):
        return Publication.objects.create(claim=shown, by=by, change=change, note=note, record=claim_as_shown(shown))
    return Publication.objects.create(
        contradiction=shown, by=by, change=change, note=note, record=contradiction_as_shown(shown)
    )


@contextmanager
def following_pairs(claim: Claim, by: User) -> Iterator[None]:
    """Record the contradictions of the claim that the step inside shows to readers, or takes from them.

    Use it inside a transaction, with the claim locked.
    """
    before = _public_pairs(claim)
    yield
    after = _public_pairs(claim)
    for pair in Contradiction.objects.filter(pk__in=before ^ after).order_by("pk"):
        if pair.pk in after:
            record(pair, by, _shown_again_or_first(pair))
        elif claim.status == Claim.Status.RETRACTED:
            record(pair, by, Change.RETRACTION, SIDE_RETRACTED)
        else:
            record(pair, by, Change.HOLD)


def is_public(contradiction: Contradiction) -> bool:
    """Whether readers may read it now."""
    return Contradiction.objects.public().filter(pk=contradiction.pk).exists()


def _public_pairs(claim: Claim) -> set[int]:
    return set(Contradiction.objects.public().touching(claim).values_list("pk", flat=True))


def _shown_again_or_first(pair: Contradiction) -> str:
    last = pair.publications.order_by("-id").first()
    return Change.RELEASE if last is not None and last.change == Change.HOLD else Change.PUBLICATION


def claim_as_shown(claim: Claim) -> dict[str, Any]:
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


def contradiction_as_shown(contradiction: Contradiction) -> dict[str, Any]:
    """The contradiction as readers see it, by the numbers of its claims: their words are in the claims' own rows."""
    last = contradiction.judgements.order_by("-id").first()
    return {
        "id": contradiction.pk,
        "kind": contradiction.kind,
        "state": contradiction.state,
        "verdict": last.verdict if last else "",
        "left": contradiction.left_id,
        "right": contradiction.right_id,
    }
