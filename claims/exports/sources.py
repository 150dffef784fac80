"""The tables of what was published: sources, outlets, stories."""

from __future__ import annotations

from operator import attrgetter

from django.db.models import Count, F, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from claims import visibility
from claims.exports.fields import at, dated, identifier, joined, marked_public, permalink, status
from sources.models import Outlet, Source
from sources.tables.columns import Column, Table


def counted(queryset: QuerySet, path: str) -> Coalesce:
    """How many rows of the queryset point by the path at the row in hand."""
    found = queryset.order_by().filter(**{path: OuterRef("pk")}).annotate(of=F(path)).values("of")
    counts = found.annotate(count=Count("pk", distinct=True)).values("count")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def _sources(queryset: QuerySet) -> QuerySet:
    rows = marked_public(queryset, visibility.sources()).annotate(
        public_citations=counted(visibility.citations(), "source")
    )
    return (
        rows.select_related("outlet", "current_version")
        .defer("note", "current_version__text", "current_version__blocks")
        .prefetch_related("credits", Prefetch("stories", visibility.stories()))
    )


SOURCES = Table(
    "sources",
    "Sources",
    (
        identifier("source"),
        Column("kind", "Of what kind it is.", attrgetter("kind"), vocabulary=tuple(Source.Kind.values)),
        Column("title", "The title, as printed.", attrgetter("title")),
        status("source"),
        Column("outlet_id", "The stable number of the outlet.", attrgetter("outlet_id"), "integer"),
        Column("outlet", "Who published it.", at("outlet.name")),
        Column("byline", "Names and roles, as printed.", attrgetter("byline")),
        Column(
            "credited",
            "The names credited, parted by “ | ”.",
            lambda source: joined(source.credits.all()),
        ),
        Column("language", "The language it is written in.", attrgetter("language")),
        Column("url", "Where it can be read.", attrgetter("url"), "url"),
        *dated("written", "The day in its dateline."),
        Column("written_printed", "The dateline, as printed.", attrgetter("written_printed")),
        *dated("published", "The day of publication it states."),
        Column("published_printed", "The date of publication, as printed.", attrgetter("published_printed")),
        Column("published_at", "The moment of publication with its offset, where stated.", attrgetter("published_at")),
        Column(
            "published_not_stated",
            "Whether we looked and it states no date.",
            attrgetter("published_not_stated"),
            "boolean",
        ),
        *dated("modified", "The last change it states."),
        Column("modified_printed", "The last change, as printed.", attrgetter("modified_printed")),
        Column("truncated", "Whether we hold only part of its text.", attrgetter("truncated"), "boolean"),
        Column("version", "How many texts of it we have met.", at("current_version.number"), "integer"),
        Column("version_sha256", "The SHA-256 of the newest text, as UTF-8.", at("current_version.sha256")),
        Column(
            "stories",
            "The stories it belongs to, parted by “ | ”.",
            lambda source: joined(source.stories.all()),
        ),
        Column(
            "citations",
            "How many published citations rest on it.",
            attrgetter("public_citations"),
            "integer",
            unit="citations",
        ),
        permalink("source"),
    ),
    _sources,
)


def _outlets(queryset: QuerySet) -> QuerySet:
    rows = marked_public(queryset, visibility.outlets())
    return rows.annotate(public_sources=counted(visibility.sources(), "outlet")).prefetch_related("domains")


OUTLETS = Table(
    "outlets",
    "Outlets",
    (
        identifier("outlet"),
        Column("name", "As it names itself.", attrgetter("name")),
        Column("kind", "Of what kind it is.", attrgetter("kind"), vocabulary=tuple(Outlet.Kind.values)),
        status("outlet"),
        Column("country", "Two letters, as in ISO 3166.", attrgetter("country")),
        Column("language", "The language it mostly writes in.", attrgetter("language")),
        Column("owner", "Who owns it, as far as it says so.", attrgetter("owner")),
        Column("about", "What a reader should know about it.", attrgetter("about")),
        Column("domains", "Its domains, parted by “ | ”.", lambda outlet: joined(outlet.domains.all())),
        Column(
            "sources",
            "How many of its articles carry published claims. A count of what we read, no measure of the outlet.",
            attrgetter("public_sources"),
            "integer",
            unit="sources",
        ),
        permalink("outlet"),
    ),
    _outlets,
)


def _stories(queryset: QuerySet) -> QuerySet:
    rows = marked_public(queryset, visibility.stories())
    return rows.annotate(
        public_sources=counted(visibility.sources(), "stories"), public_events=counted(visibility.events(), "stories")
    )


STORIES = Table(
    "stories",
    "Stories",
    (
        identifier("story"),
        Column("name", "As readers know it.", attrgetter("name")),
        status("story"),
        Column("summary", "What it is about.", attrgetter("summary")),
        Column(
            "sources",
            "How many of its sources carry published claims.",
            attrgetter("public_sources"),
            "integer",
            unit="sources",
        ),
        Column(
            "events",
            "How many of its events published claims are about.",
            attrgetter("public_events"),
            "integer",
            unit="events",
        ),
        permalink("story"),
    ),
    _stories,
)
