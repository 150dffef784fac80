"""Addresses of the readers' pages: one word makes an address, its name and its template."""

from django.urls import path, register_converter

from claims.public import details, lists, pages
from claims.public.answering import public_page
from claims.public.exporting import export, export_corrections


class SlugConverter:
    """The words after a number, with the slash behind them; both may be missing: /sources/12/."""

    regex = r"(?:[^/]+/)?"

    def to_python(self, value: str) -> str:
        return value.removesuffix("/")

    def to_url(self, value: str) -> str:
        return f"{value}/" if value else ""


register_converter(SlugConverter, "words")


def _detail(noun: str, nouns: str, view) -> list:
    """With and without a slug, under one name."""
    page = public_page(view)
    return [
        path(f"{nouns}/<int:pk>/", page, name=f"{noun}_detail"),
        path(f"{nouns}/<int:pk>/<words:slug>", page, name=f"{noun}_detail"),
    ]


def _list(noun: str, view: type[lists.PublicList]) -> list:
    table = view.table
    return [
        path(f"{table}/", public_page(view.as_view()), name=f"{noun}_list"),
        path(f"{table}/export.csv", public_page(export), {"table": table}, name=f"{noun}_export"),
    ]


urlpatterns = [
    path("", public_page(pages.home), name="home"),
    *_list("claim", lists.ClaimList),
    *_list("contradiction", lists.ContradictionList),
    *_list("source", lists.SourceList),
    *_list("outlet", lists.OutletList),
    *_list("actor", lists.ActorList),
    *_list("event", lists.EventList),
    path("citations/export.csv", public_page(export), {"table": "citations"}, name="citation_export"),
    path("contradictions/<int:pk>/", public_page(details.contradiction_detail), name="contradiction_detail"),
    *_detail("claim", "claims", details.claim_detail),
    *_detail("source", "sources", details.source_detail),
    *_detail("outlet", "outlets", details.outlet_detail),
    *_detail("actor", "actors", details.actor_detail),
    *_detail("event", "events", details.event_detail),
    *_detail("story", "stories", details.story_detail),
    path("search/", public_page(pages.find), name="search"),
    path("corrections/", public_page(pages.corrections), name="corrections"),
    path("corrections/export.csv", public_page(export_corrections), name="corrections_export"),
    path("method/", public_page(pages.method), name="method"),
]
