"""The table of contradictions: both claims, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter

from django.db.models import Prefetch, QuerySet

from claims import visibility
from claims.exports.citations import citation_address, quotations, words
from claims.exports.claims import STATUSES, status_of
from claims.exports.fields import Value, address, at, identifier, joined, marked_public, permalink, status
from claims.models import Citation, Claim, Contradiction, Judgement
from sources.tables.columns import Column, Table

LEFT, RIGHT = "left", "right"


def _prepare(queryset: QuerySet) -> QuerySet:
    citations = Citation.objects.select_related("source__outlet").only(
        "claim", "stance", "source__published", "source__outlet__name"
    )
    claims = Claim.objects.select_related("value_actor", "event").prefetch_related(
        Prefetch("citations", citations.prefetch_related(quotations()), to_attr="citations_read")
    )
    judgements = Judgement.objects.select_related("evidence__claim")
    return (
        marked_public(queryset, visibility.contradictions())
        .defer("finding")
        .prefetch_related(Prefetch("left", claims), Prefetch("right", claims), Prefetch("judgements", judgements))
    )


def _explanation(contradiction: Contradiction) -> str | None:
    """Of a settled one: what is said on the way there is the desk's."""
    judgement = contradiction.last_judgement
    return judgement.explanation if judgement and judgement.decision == Judgement.Decision.SETTLE else None


def _evidence(contradiction: Contradiction) -> str | None:
    """The document, or the citation where readers can see it."""
    judgement = contradiction.last_judgement
    if judgement is None:
        return None
    cited = judgement.evidence
    return judgement.evidence_document or (citation_address(cited) if cited and cited.claim.is_published else None)


def _citations(contradiction: Contradiction, side: str) -> Iterable[Citation]:
    """Those of one side. Where one claim is asserted and denied, the left ones assert it, the right ones deny it."""
    citations = getattr(contradiction, side).citations_read
    if not contradiction.is_denial:
        return citations
    wanted = Citation.Stance.ASSERTS if side == LEFT else Citation.Stance.DENIES
    return [one for one in citations if one.stance == wanted]


def _each(side: str, of: Callable[[Citation], object]) -> Value:
    return lambda row: joined(of(one) for one in _citations(row, side))


def _side(side: str) -> tuple[Column, ...]:
    first = "first" if side == LEFT else "second"
    return (
        Column(f"{side}_id", f"The stable number of the {first} claim.", attrgetter(f"{side}_id"), "integer"),
        Column(f"{side}_claim", f"The {first} claim, in the desk's neutral words.", at(f"{side}.text")),
        Column(
            f"{side}_status",
            f"Where the {first} claim stands.",
            lambda row: status_of(getattr(row, side)),
            vocabulary=STATUSES,
        ),
        Column(f"{side}_value", f"The value that the {first} claim gives.", at(f"{side}.value")),
        Column(
            f"{side}_quotations",
            f"The exact words that carry the {first} claim, parted by “ | ”.",
            _each(side, words),
        ),
        Column(
            f"{side}_outlets",
            f"The outlets that carry the {first} claim, parted by “ | ”.",
            _each(side, at("source.outlet.name")),
        ),
        Column(
            f"{side}_published",
            f"When sources of the {first} claim were published, each as EDTF, parted by “ | ”.",
            _each(side, at("source.published")),
        ),
        Column(
            f"{side}_permalink",
            f"Where readers find the {first} claim.",
            lambda row: address(getattr(row, side)),
            "url",
        ),
    )


CONTRADICTIONS = Table(
    "contradictions",
    "Contradictions",
    (
        identifier("contradiction"),
        Column("kind", "In what they differ.", attrgetter("kind"), vocabulary=tuple(Contradiction.Kind.values)),
        Column(
            "level",
            "Between whom it stands. Disputes between speakers say nothing of an outlet.",
            attrgetter("level"),
            vocabulary=tuple(Contradiction.Level.values),
        ),
        Column(
            "state",
            "What the last judgement made of it.",
            attrgetter("state"),
            vocabulary=tuple(Contradiction.State.values),
        ),
        status("contradiction"),
        Column("why", "Why they differ.", attrgetter("sentence")),
        Column(
            "verdict",
            "What the evidence supports.",
            at("last_judgement.verdict"),
            vocabulary=tuple(Judgement.Verdict.values),
        ),
        Column(
            "cause",
            "Where the difference comes from.",
            at("last_judgement.cause"),
            vocabulary=tuple(Judgement.Cause.values),
        ),
        Column("explanation", "How the desk came to its verdict.", _explanation),
        Column("evidence", "What the verdict rests on: a document, or the address of a citation.", _evidence),
        Column("judged_at", "When it was last judged.", at("last_judgement.at"), "moment"),
        Column("settles", "What would settle it.", attrgetter("settles")),
        *_side(LEFT),
        *_side(RIGHT),
        Column("left_event", "The event of the first claim.", at("left.event.title")),
        Column("right_event", "The event of the second claim.", at("right.event.title")),
        permalink("contradiction"),
    ),
    _prepare,
)
