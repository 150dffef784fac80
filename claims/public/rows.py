"""The rows of readers' lists: what each needs from the database, in a number of queries that rows do not change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from claims import visibility
from claims.models import Actor, Citation, Claim, Contradiction, Event, Judgement
from claims.public.presenting import names_in_order, published, value, with_voices
from sources import edtf
from sources.models import Outlet, Source

MOST_SAYINGS = 4


@dataclass(frozen=True)
class Saying:
    """Who says it, without the words: for lists."""

    names: str
    denies: bool
    published: str


@dataclass(frozen=True)
class ClaimRow:
    claim: Claim
    value: str
    sayings: list[Saying]
    further: int  # voices beyond those shown
    contradictions: int

    @property
    def disputed(self) -> bool:
        """Whether both who asserts and who denies it is shown: then each saying names its stance."""
        return len({one.denies for one in self.sayings}) > 1


@dataclass(frozen=True)
class PairRow:
    """A contradiction with both its sides; a denial has one claim and two camps."""

    contradiction: Contradiction
    left: ClaimRow
    right: ClaimRow
    verdict: str


@dataclass(frozen=True)
class CountedRow:
    """An outlet, an actor, an event or a source with the raw number of public things it appears in."""

    item: Any
    count: int
    when: str = ""


def claims_in_lists(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    return claims.select_related("event", "value_actor").prefetch_related(
        Prefetch("citations", with_voices(Citation.objects.order_by("id")))
    )


def contradictions_in_lists(contradictions: QuerySet[Contradiction]) -> QuerySet[Contradiction]:
    voiced = with_voices(Citation.objects.order_by("id"))
    return contradictions.select_related("left__value_actor", "right__value_actor").prefetch_related(
        Prefetch("left__citations", voiced),
        Prefetch("right__citations", voiced),
        Prefetch("judgements", Judgement.objects.order_by("id")),
    )


def claim_rows(claims: Sequence[Claim]) -> list[ClaimRow]:
    """Rows of claims_in_lists, with how many public contradictions each stands in."""
    keys = [claim.pk for claim in claims]
    pairs = visibility.contradictions().filter(Q(left__in=keys) | Q(right__in=keys)) if keys else []
    times = Counter(key for pair in pairs for key in {pair.left_id, pair.right_id})
    return [claim_row(claim, times[claim.pk]) for claim in claims]


def claim_row(claim: Claim, contradictions: int = 0, stance: str = "") -> ClaimRow:
    """One claim with who says it; with a stance, only those who take it."""
    sayings: dict[tuple, Saying] = {}
    for one in claim.citations.all():
        if stance in ("", one.stance):
            said = Saying(names_in_order(one), one.stance == Citation.Stance.DENIES, published(one.source))
            sayings.setdefault((one.source_id, said.names, said.denies), said)
    shown = _foremost(list(sayings.values()))
    return ClaimRow(claim, value(claim), shown, len(sayings) - len(shown), contradictions)


def _foremost(sayings: list[Saying]) -> list[Saying]:
    """The first few, and never one stance alone where there are two."""
    few = sayings[:MOST_SAYINGS]
    other = next((one for one in sayings if one.denies != few[0].denies), None)
    return few if other is None or any(one.denies == other.denies for one in few) else [*few[:-1], other]


def said_in(claim: Claim) -> str:
    """In how many articles it is asserted and denied; one that does both counts once."""
    asserts, denies = (Count("source", distinct=True, filter=Q(stance=one)) for one in Citation.Stance.values)
    n = claim.citations.order_by().aggregate(asserts=asserts, denies=denies, all=Count("source", distinct=True))
    both = n["asserts"] + n["denies"] - n["all"]
    parts = (("asserted", n["asserts"] - both), ("denied", n["denies"] - both), ("asserted and denied", both))
    said = [f"{what} in {count} article{'' if count == 1 else 's'}" for what, count in parts if count]
    return f"{', '.join(said).capitalize()} of those we read." if said else ""


def pair_rows(contradictions: Sequence[Contradiction]) -> list[PairRow]:
    return [pair_row(one) for one in contradictions]


def pair_row(one: Contradiction) -> PairRow:
    asserts, denies = (Citation.Stance.ASSERTS, Citation.Stance.DENIES) if one.is_denial else ("", "")
    judgement = one.last_judgement
    return PairRow(
        contradiction=one,
        left=claim_row(one.left, stance=asserts),
        right=claim_row(one.right, stance=denies),
        verdict=verdict(one, judgement) if judgement else "",
    )


def verdict(one: Contradiction, judgement: Judgement) -> str:
    """The verdict in a sentence about the claims, never about who made them."""
    first, second = ("what is asserted", "the denial") if one.is_denial else ("the first account", "the second account")
    sentences = {
        Judgement.Verdict.LEFT: f"The evidence supports {first}; {second} is not supported by it.",
        Judgement.Verdict.RIGHT: f"The evidence supports {second}; {first} is not supported by it.",
        Judgement.Verdict.BOTH_AS_DATED: "The evidence supports both accounts, each at its time.",
        Judgement.Verdict.NEITHER: "Neither account is supported by the evidence.",
        Judgement.Verdict.CANNOT_BE_SETTLED: "It cannot be settled with what is known.",
    }
    return sentences.get(judgement.verdict, "")


def source_rows(sources: Sequence[Source]) -> list[CountedRow]:
    counts = _counts(visibility.citations().filter(source__in=[one.pk for one in sources]), "source")
    return [CountedRow(one, counts[one.pk], published(one)) for one in sources]


def outlet_rows(outlets: Sequence[Outlet]) -> list[CountedRow]:
    """Outlets with how many of their articles we read and cite."""
    counts = _counts(visibility.sources().filter(outlet__in=[one.pk for one in outlets]), "outlet")
    return [CountedRow(one, counts[one.pk]) for one in outlets]


def event_rows(events: Sequence[Event]) -> list[CountedRow]:
    counts = _counts(visibility.claims().filter(event__in=[one.pk for one in events]), "event")
    return [CountedRow(one, counts[one.pk], edtf.in_words(one.date)) for one in events]


def actor_rows(actors: Sequence[Actor]) -> list[CountedRow]:
    """Actors with the number of claims about them."""
    about, keys = visibility.claims(), [one.pk for one in actors]
    counts = _counts(about.filter(subject__in=keys), "subject")
    counts += _counts(about.filter(object__in=keys).exclude(subject=F("object")), "object")
    values = about.filter(value_actor__in=keys).exclude(subject=F("value_actor")).exclude(object=F("value_actor"))
    counts += _counts(values, "value_actor")
    return [CountedRow(one, counts[one.pk]) for one in actors]


def _counts(rows: QuerySet, column: str) -> Counter[int]:
    return Counter(dict(rows.order_by().values_list(column).annotate(n=Count("pk"))))
