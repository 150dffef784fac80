"""A small newsroom for the readers' pages, and a large one to count queries with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from claims.judging import judge
from claims.models import Actor, Attribute, Citation, Claim, Contradiction, Event, Judgement, Quotation, Voice
from sources.models import Outlet, Source, SourceVersion, Story
from tests.builders import (
    cite,
    make_actor,
    make_claim,
    make_contradiction,
    make_event,
    make_outlet,
    make_public_contradiction,
    make_published_claim,
    make_source,
    make_user,
)

WORDS = "At least 12 people were killed"


@dataclass
class Newsroom:
    story: Story
    outlet: Outlet
    other: Outlet
    actor: Actor
    event: Event
    left: Claim
    right: Claim
    pair: Contradiction
    draft: Claim
    source: Source


def make_newsroom() -> Newsroom:
    """Two outlets, one event, two counts of the dead that cannot both be true, and a draft beside them."""
    story = Story.objects.create(name="Border", summary="What happens at the border.")
    outlet, other = make_outlet("Meridian Wire", language="en"), make_outlet("Kabul Daily", language="prs")
    actor, event = make_actor("Ministry"), make_event("Clash at the crossing", date="2022-07-03")
    event.stories.add(story)
    killed = Attribute.objects.get_or_create(name="people killed", defaults={"value_type": "number"})[0]
    left = make_claim("Twelve people died.", event=event, attribute=killed, value_low=Decimal(12), status="published")
    right = make_claim(
        "Seventeen people died.", event=event, attribute=killed, value_low=Decimal(17), status="published"
    )
    source = make_source(outlet=outlet, title="Border talks ended", language="en", url="https://example.org/a")
    farsi = make_source(outlet=other, title="گذرگاه", language="prs", published="", published_not_stated=True)
    for one in (source, farsi):
        one.stories.add(story)
    cite(left, source, actor=actor, language="en")
    cite(right, farsi, language="prs", translation="At least 12 people were killed", translator="N. N.")
    draft = make_claim("A draft nobody may read.", event=make_event("Secret event"), subject=make_actor("Secret actor"))
    cite(draft, make_source(title="Secret source", outlet=make_outlet("Secret outlet")))
    pair = make_contradiction(left=left, right=right)
    for _ in range(2):
        judge(pair, make_user("editor"), "confirm")
    return Newsroom(story, outlet, other, actor, event, left, right, pair, draft, source)


def make_denial() -> Contradiction:
    """One claim, said by one outlet and denied by a speaker in another."""
    claim = make_published_claim("The crossing was closed.")
    cite(claim, make_source(), stance=Citation.Stance.DENIES, actor=make_actor("Governor"))
    return make_public_contradiction(left=claim, right=claim, kind=Contradiction.Kind.DENIAL)


def add_many(room: Newsroom, number: int) -> None:
    """As many more sources, outlets, actors, events, claims with citations, and contradictions."""
    first = number + Claim.objects.count()
    outlets = Outlet.objects.bulk_create(Outlet(name=f"Outlet of many {first}.{n}") for n in range(number))
    actors = Actor.objects.bulk_create(Actor(name=f"Actor of many {n}") for n in range(number))
    events = Event.objects.bulk_create(Event(title=f"Event {n}", date="2022-07-03") for n in range(number))
    sources = Source.objects.bulk_create(
        Source(title=f"Source {n}", outlet=outlet, published="2022-07-04") for n, outlet in enumerate(outlets)
    )
    texts = SourceVersion.objects.bulk_create(
        SourceVersion(source=one, number=1, text=f"{WORDS} here.", blocks=[], sha256=str(one.pk)) for one in sources
    )
    claims = Claim.objects.bulk_create(
        Claim(text=f"Claim of many {n}.", status="published", subject=actors[n], event=events[n]) for n in range(number)
    )
    citations = Citation.objects.bulk_create(
        Citation(claim=claim, source=source) for claim, source in zip(claims, sources, strict=True)
    )
    Voice.objects.bulk_create(
        Voice(citation=one, kind="actor", actor=actor) for one, actor in zip(citations, actors, strict=True)
    )
    Quotation.objects.bulk_create(
        Quotation(citation=one, version=text, exact=WORDS, start=0, end=len(WORDS))
        for one, text in zip(citations, texts, strict=True)
    )
    pairs = Contradiction.objects.bulk_create(
        Contradiction(left=claim, right=claim, kind="denial", state="confirmed", confirmations=2) for claim in claims
    )
    person = make_user()
    Judgement.objects.bulk_create(Judgement(contradiction=one, by=person, decision="confirm") for one in pairs)


def add_many_to_each(room: Newsroom, number: int) -> None:
    """As many more citations, claims and contradictions of the very things the newsroom has pages about."""
    version = room.source.current_version
    claims = Claim.objects.bulk_create(
        Claim(
            text=f"Further claim {n}.",
            status="published",
            subject=room.actor,
            event=room.event,
            attribute=room.left.attribute,
            value_low=n,
        )
        for n in range(number)
    )
    citations = Citation.objects.bulk_create(
        Citation(claim=one, source=room.source) for one in [*claims, *[room.left] * number]
    )
    Voice.objects.bulk_create(Voice(citation=one, kind="actor", actor=room.actor) for one in citations)
    start = version.text.index(WORDS)
    Quotation.objects.bulk_create(
        Quotation(citation=one, version=version, exact=WORDS, start=start, end=start + len(WORDS)) for one in citations
    )
    Contradiction.objects.bulk_create(
        Contradiction(left=room.left, right=one, kind="number", state="confirmed", confirmations=2) for one in claims
    )
