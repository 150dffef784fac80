"""Readers' pages that are no list and about no single thing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from claims import search, visibility
from claims.public import ledger, rows
from claims.public.ledger import Tombstone, Withheld
from sources.tables.paging import BadToken, KeyPage, capped_count, key_page

FEW = 5
SHOWN = 10
NO_PAGE = "There is no such page, or it is not published."


def home(request: HttpRequest) -> HttpResponse:
    """What the desk is, what is new, and how much there is."""
    pairs = rows.contradictions_in_lists(visibility.contradictions())
    context = {
        "stories": visibility.stories()[:SHOWN],
        "pairs": rows.pair_rows(pairs[:FEW]),
        "claims": rows.claim_rows(rows.claims_in_lists(visibility.claims())[:SHOWN]),
        "counts": [
            ("claim_list", "claims", *capped_count(visibility.claims())),
            ("contradiction_list", "contradictions", *capped_count(visibility.contradictions())),
            ("source_list", "articles and documents", *capped_count(visibility.sources())),
            ("outlet_list", "outlets", *capped_count(visibility.outlets())),
        ],
    }
    return render(request, "claims/home.html", context)


def find(request: HttpRequest) -> HttpResponse:
    """Everything public in which all the words occur, by kind, newest first."""
    words, problem, groups = request.GET.get("q", "").replace("\0", " ").strip(), "", []
    try:
        if search.parse(words):
            groups = [_group(words, *place) for place in _places()]
        elif words:
            problem = "There is nothing to look for in this: type a name, a place, a day or words of a quotation."
    except search.SearchError as error:
        problem = str(error)
    context = {
        "section": "search",
        "words": words[: search.LONGEST],
        "problem": problem,
        "groups": [group for group in groups if group["rows"]],
        "searched": bool(groups),
    }
    return render(request, "claims/search.html", context)


def corrections(request: HttpRequest) -> HttpResponse:
    """Everything we changed, withheld or took back, newest first."""
    problem = ""
    try:
        page = key_page(visibility.corrections(), ledger.NEWEST, request.GET.get("page", ""))
    except BadToken:
        problem = "The address names a page this list does not have: start again from the first page."
        page = KeyPage(items=[], sort=ledger.NEWEST)
    context = {"page": page, "rows": [ledger.ledger_row(one) for one in page], "problem": problem}
    return render(request, "claims/corrections.html", context)


def method(request: HttpRequest) -> HttpResponse:
    """How a contradiction is found, judged and corrected."""
    return render(request, "claims/method.html", {"second_person": settings.SECOND_PERSON})


def withheld(request: HttpRequest, known: Withheld | None) -> HttpResponse:
    """The page of something kept from readers for a time. Raises Http404 where they never could read it."""
    if known is None:
        raise Http404(NO_PAGE)
    return render(request, "claims/withheld.html", {"withheld": known}, status=403)


def gone(request: HttpRequest, tombstone: Tombstone | None) -> HttpResponse:
    """The page of something retracted. Raises Http404 where it was never public."""
    if tombstone is None:
        raise Http404(NO_PAGE)
    return render(request, "claims/tombstone.html", {"tombstone": tombstone}, status=410)


def _places() -> list[tuple[str, str, QuerySet, Any, str]]:
    """Heading, list page, rows, presenter and fragment of each kind of thing that search finds."""
    counted = "claims/_counted.html"
    return [
        ("Claims", "claim_list", rows.claims_in_lists(visibility.claims()), rows.claim_rows, "claims/_claims.html"),
        ("Events", "event_list", visibility.events(), rows.event_rows, counted),
        ("Actors", "actor_list", visibility.actors(), rows.actor_rows, counted),
        ("Outlets", "outlet_list", visibility.outlets(), rows.outlet_rows, counted),
        ("Sources", "source_list", visibility.sources().select_related("outlet"), rows.source_rows, counted),
    ]


def _group(words: str, heading: str, address: str, queryset: QuerySet, present: Any, fragment: str) -> dict[str, Any]:
    found = list(search.matching(queryset, words)[: SHOWN + 1])
    return {
        "heading": heading,
        "address": address,
        "fragment": fragment,
        "rows": present(found[:SHOWN]),
        "more": len(found) > SHOWN,
    }
