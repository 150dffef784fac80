"""Readers' pages about one thing. What is not public does not exist; what was retracted is a tombstone."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims import visibility
from claims.models import Actor, Citation, Claim, Contradiction, Event
from claims.public import histories, ledger, pages, rows
from claims.public.answering import Moved, found, shown
from claims.public.filters import either_side
from claims.public.grids import ValueGroup, grid, value_groups
from claims.public.presenting import all_said, value, with_voices, with_words
from claims.public.timelines import of_citations, of_events
from sources import edtf
from sources.models import Source, SourceVersion
from sources.tables.paging import capped_count

SOME = 20  # of a related list; the rest is one link away
MANY = 100  # citations on one page
FEW = 50  # names in one line
NEAR = 100  # characters around each passage where one page holds all that is cited of one text


def claim_detail(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """A claim with everyone who says or denies it, or its tombstone."""
    claim = found(Claim.objects.select_related(*CLAIM_PARTS), pk)
    if claim.hold or claim.status not in (*Claim.PUBLISHED, Claim.Status.RETRACTED):
        return pages.withheld(request, ledger.claim_withheld(claim))
    if claim.status == Claim.Status.RETRACTED:
        return pages.gone(request, ledger.claim_tombstone(claim))
    if claim.slug != slug:
        raise Moved(claim.get_absolute_url())
    said = all_said(with_words(claim.citations.order_by("id"))[: MANY + 1])
    asserting, denying = ([one for one in said[:MANY] if one.denies == denies] for denies in (False, True))
    pairs = visibility.contradictions().touching(claim)
    context = {
        "section": "claims",
        "claim": claim,
        "value": value(claim),
        "period": edtf.in_words(claim.period),
        "asserting": asserting,
        "denying": denying,
        "said_in": rows.said_in(claim),
        "more_said": len(said) > MANY,
        "pairs": rows.pair_rows(rows.contradictions_in_lists(pairs)[:SOME]),
        "history": histories.of_claim(claim),
        "replies": claim.replies.exclude(answer=""),
    }
    return render(request, "claims/claim_detail.html", context)


def contradiction_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Both sides with their words, or the tombstone of what readers could once read."""
    public = visibility.contradictions().select_related(*_of_both_sides()).prefetch_related("judgements")
    one = public.filter(pk=pk).first() if pk < 2**63 else None
    if one is None:
        once = found(Contradiction.objects.select_related("left", "right"), pk)
        if once.left.hold or once.right.hold:
            return pages.withheld(request, ledger.contradiction_withheld(once))
        return pages.gone(request, ledger.contradiction_tombstone(once))
    judgement = one.last_judgement
    evidence = judgement and judgement.evidence_id and visibility.citations().filter(pk=judgement.evidence_id)
    context = {
        "section": "contradictions",
        "one": one,
        "sides": _sides(one),
        "groups": _value_groups(one),
        "judgement": judgement,
        "verdict": rows.verdict(one, judgement) if judgement else "",
        "evidence": all_said(with_words(evidence)) if evidence else [],
        "changed": histories.changed_since(one),
        "history": histories.of_contradiction(one),
        "replies": one.replies.exclude(answer=""),
    }
    return render(request, "claims/contradiction_detail.html", context)


def source_detail(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """What readers may see of a source: its data, and the words we cite with a little around them."""
    source = shown(visibility.sources().select_related("outlet"), pk, slug)
    cited = with_words(visibility.citations().filter(source=source).select_related("claim").order_by("id"), NEAR)
    said = all_said(cited[: MANY + 1])
    versions = list(source.versions.only("cause", "created_at", "source_id").order_by("number")[:MANY])
    context = {
        "section": "sources",
        "source": source,
        "credits": source.credits.all()[:FEW],
        "stories": visibility.stories().filter(sources=source)[:FEW],
        "said": said[:MANY],
        "more_said": len(said) > MANY,
        "dates": _dates_of(source),
        "first_read": versions[0].created_at if versions else None,
        "changes": _changes_in(versions),
    }
    return render(request, "sources/source_detail.html", context)


def outlet_detail(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """An outlet by what it publishes; disputes between speakers it quotes stand apart from its own accounts."""
    outlet = shown(visibility.outlets().prefetch_related("domains"), pk, slug)
    sources = visibility.sources().filter(outlet=outlet)
    pairs = visibility.contradictions().filter(either_side(source__outlet=outlet))
    between_speakers = Q(level=Contradiction.Level.SPEAKERS)
    in_lists = rows.contradictions_in_lists
    context = {
        "section": "outlets",
        "outlet": outlet,
        "articles": capped_count(sources),
        "read": capped_count(outlet.sources.all()),
        "sources": rows.source_rows(sources.order_by(F("published_lower").desc(nulls_last=True), "-id")[:SOME]),
        "own_pairs": rows.pair_rows(in_lists(pairs.exclude(between_speakers))[:SOME]),
        "reported_pairs": rows.pair_rows(in_lists(pairs.filter(between_speakers))[:SOME]),
        "replies": outlet.replies.exclude(answer=""),
    }
    return render(request, "sources/outlet_detail.html", context)


def actor_detail(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """An actor: other names, roles that rest on something public, what it says and what is said of it."""
    actor: Actor = shown(visibility.actors(), pk, slug)
    about = rows.claims_in_lists(visibility.claims().about(actor))
    spoken = visibility.citations().filter(voices__actor=actor).values("claim")
    context = {
        "section": "actors",
        "actor": actor,
        "names": some(actor.names.exclude(kind="error")),
        "roles": actor.roles.filter(citation__in=visibility.citations()).select_related("organisation")[:FEW],
        "about": rows.claim_rows(about[:SOME]),
        "spoken": rows.claim_rows(rows.claims_in_lists(visibility.claims().filter(pk__in=spoken))[:SOME]),
        "events": of_events(visibility.events().filter(actors=actor)[:MANY]),
        "public_actors": set(visibility.actors().filter(offices__actor=actor).values_list("pk", flat=True)),
    }
    return render(request, "claims/actor_detail.html", context)


def event_detail(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """An event: who says what of it, in a grid and in order of publication."""
    event: Event = shown(visibility.events().select_related("place__parent", "parent"), pk, slug)
    claims = visibility.claims().filter(event=event).select_related("attribute", "subject", "object", "place")
    listed = list(rows.claims_in_lists(claims)[:MANY])
    cited = visibility.citations().filter(claim__event=event).select_related("claim")
    context = {
        "section": "events",
        "event": event,
        "date": edtf.in_words(event.date),
        "parent": visibility.events().filter(pk=event.parent_id).first() if event.parent_id else None,
        "actors": some(visibility.actors().filter(events=event)),
        "grid": grid(listed),
        "claims": rows.claim_rows(listed[:SOME]),
        "parts": of_events(visibility.events().filter(parent=event)[:MANY]),
        "published": of_citations(with_voices(cited)[:MANY]),
        "pairs": rows.pair_rows(rows.contradictions_in_lists(_pairs_of(event))[:SOME]),
    }
    return render(request, "claims/event_detail.html", context)


def story_detail(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """A story: its events in order, its newest claims and contradictions."""
    story = shown(visibility.stories(), pk, slug)
    sources = visibility.sources().filter(stories=story)
    claims = visibility.claims().filter(pk__in=Citation.objects.filter(source__in=sources).values("claim"))
    pairs = visibility.contradictions().filter(either_side(source__stories=story))
    context = {
        "story": story,
        "articles": capped_count(sources),
        "outlets": some(visibility.outlets().filter(pk__in=sources.order_by().values("outlet"))),
        "events": of_events(visibility.events().filter(stories=story)[:MANY]),
        "claims": rows.claim_rows(rows.claims_in_lists(claims)[:SOME]),
        "pairs": rows.pair_rows(rows.contradictions_in_lists(pairs)[:SOME]),
    }
    return render(request, "claims/story_detail.html", context)


CLAIM_PARTS = ("subject", "object", "event", "place", "attribute", "value_actor")


def some(queryset: QuerySet) -> dict:
    """The first few rows, and how many more there are."""
    few = list(queryset[: FEW + 1])
    more = capped_count(queryset)[0] - FEW if len(few) > FEW else 0
    return {"rows": few[:FEW], "more": more}


def _of_both_sides() -> list[str]:
    return [f"{side}__{part}" for side in ("left", "right") for part in ("event", "value_actor", "attribute")]


def _sides(one: Contradiction) -> list[dict]:
    """Left and right; of a denial, those who assert the claim and those who deny it."""
    if one.is_denial:
        said = all_said(with_words(one.left.citations.order_by("id"))[:MANY])
        camps = (("Asserted", [s for s in said if not s.denies]), ("Denied", [s for s in said if s.denies]))
        return [{"title": title, "claim": None, "value": "", "said": camp} for title, camp in camps]
    return [
        {
            "title": title,
            "claim": claim,
            "value": value(claim),
            "said": all_said(with_words(claim.citations.order_by("id"))[:MANY]),
        }
        for title, claim in (("First account", one.left), ("Second account", one.right))
    ]


def _value_groups(one: Contradiction) -> list[ValueGroup]:
    """Every public value of the same matter by value; only where there are more accounts than the two."""
    left, right = one.left, one.right
    same = left.event_id and left.attribute_id and left.event_id == right.event_id
    if not same or left.attribute_id != right.attribute_id:
        return []
    matter = {"event": left.event_id, "attribute": left.attribute_id, "subject": left.subject_id}
    claims = list(rows.claims_in_lists(visibility.claims().filter(**matter, object=left.object_id))[:MANY])
    return value_groups(claim for claim in claims if value(claim)) if len(claims) > 2 else []


def _pairs_of(event: Event) -> QuerySet[Contradiction]:
    return visibility.contradictions().filter(Q(left__event=event) | Q(right__event=event))


def _dates_of(source: Source) -> list[tuple[str, str, str]]:
    """Label, date in words, date as printed, of the dates that somebody states."""
    dates = (
        ("Written", source.written, source.written_printed),
        ("Modified", source.modified, source.modified_printed),
    )
    return [(label, edtf.in_words(date), printed) for label, date, printed in dates if date or printed]


def _changes_in(versions: list[SourceVersion]) -> list[tuple[datetime, datetime]]:
    """Pairs of days between which we saw the outlet's text differ."""
    pairs = zip(versions, versions[1:], strict=False)
    return [(before.created_at, after.created_at) for before, after in pairs if after.cause == after.Cause.OUTLET]
