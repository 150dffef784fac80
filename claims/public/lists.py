"""Readers' lists: one class for all of them, a few lines for each table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from claims import visibility
from claims.public import rows
from claims.public.listing import listing
from sources.tables.paging import Sort

LATEST = Sort("latest", "Latest first", ("-id",))
EARLIEST = Sort("earliest", "Earliest first", ("id",))
BY_NAME = Sort("name", "By name", ("name", "id"))


class PublicList(View):
    """A list of public rows: filters, order, pages.

    `table` names the filters and the export; `rows` gives the public rows; `present` makes of one page's rows
    what the template shows.
    """

    table = ""
    title = ""
    noun = ("row", "rows")
    about = ""
    sorts: tuple[Sort, ...] = (LATEST, EARLIEST)
    template = ""

    def rows(self) -> QuerySet:
        raise NotImplementedError

    def present(self, items: Sequence[Any]) -> Sequence[Any]:
        raise NotImplementedError

    def get(self, request: HttpRequest) -> HttpResponse:
        shown = listing(self.table, request.GET, self.rows(), self.sorts)
        context = {
            "section": self.table,
            "title": self.title,
            "noun": self.noun[0] if shown.count == 1 else self.noun[1],
            "about": self.about,
            "listing": shown,
            "rows": self.present(shown.page.items),
            "export": f"{self.table.removesuffix('s')}_export",
        }
        return render(request, self.template, context)


class ClaimList(PublicList):
    table, title, noun = "claims", "Claims", ("claim", "claims")
    about = "What was said, in neutral words. Each claim rests on the exact words of at least one article."
    template = "claims/claim_list.html"
    present: Callable = staticmethod(rows.claim_rows)

    def rows(self) -> QuerySet:
        return rows.claims_in_lists(visibility.claims())


class ContradictionList(PublicList):
    table, title, noun = "contradictions", "Contradictions", ("contradiction", "contradictions")
    about = "Two accounts that cannot both be true, confirmed by people who read the words on both sides."
    template = "claims/contradiction_list.html"
    present: Callable = staticmethod(rows.pair_rows)

    def rows(self) -> QuerySet:
        return rows.contradictions_in_lists(visibility.contradictions())


class SourceList(PublicList):
    table, title, noun = "sources", "Sources", ("source", "sources")
    about = "The articles and documents we read and cite, with what each says of itself."
    sorts = (
        Sort("published", "Newest first", ("-published_lower", "-id")),
        Sort("oldest", "Oldest first", ("published_lower", "id")),
        Sort("title", "By title", ("title", "id")),
        Sort("latest", "Latest added", ("-id",)),
    )
    template = "sources/source_list.html"
    present: Callable = staticmethod(rows.source_rows)

    def rows(self) -> QuerySet:
        return visibility.sources().select_related("outlet")


class OutletList(PublicList):
    table, title, noun = "outlets", "Outlets", ("outlet", "outlets")
    about = "Who publishes what we read. The numbers say how many articles we read and cite, and nothing more."
    sorts = (BY_NAME, LATEST)
    template = "sources/outlet_list.html"
    present: Callable = staticmethod(rows.outlet_rows)

    def rows(self) -> QuerySet:
        return visibility.outlets()


class ActorList(PublicList):
    table, title, noun = "actors", "Actors", ("actor", "actors")
    about = "The people, organisations, states and armed groups that claims are about or that speak in them."
    sorts = (BY_NAME, LATEST)
    template = "claims/actor_list.html"
    present: Callable = staticmethod(rows.actor_rows)

    def rows(self) -> QuerySet:
        return visibility.actors()


class EventList(PublicList):
    table, title, noun = "events", "Events", ("event", "events")
    about = "What happened, as far as it is known when and where, and who says what of it."
    sorts = (
        Sort("date", "Newest first", ("-date_lower", "-id")),
        Sort("oldest", "Oldest first", ("date_lower", "id")),
        Sort("title", "By title", ("title", "id")),
    )
    template = "claims/event_list.html"
    present: Callable = staticmethod(rows.event_rows)

    def rows(self) -> QuerySet:
        return visibility.events().select_related("place")
