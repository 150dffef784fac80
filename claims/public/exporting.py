"""The CSV beside every list: what the list's filters show, all of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase

from claims import visibility
from claims.exports import TABLES
from claims.public.listing import asked
from sources.tables.download import csv_response

#: The public rows of each table that readers may download.
ROWS = {
    "actors": visibility.actors,
    "citations": visibility.citations,
    "claims": visibility.claims,
    "contradictions": visibility.contradictions,
    "events": visibility.events,
    "outlets": visibility.outlets,
    "sources": visibility.sources,
}


def export(request: HttpRequest, table: str) -> HttpResponseBase:
    """A table as CSV, narrowed by the filters of its list; filters that cannot be read are refused in sentences."""
    _, rows, problems = asked(table, request.GET, ROWS[table]())
    if problems:
        return HttpResponseBadRequest("\n".join(problems), content_type="text/plain; charset=utf-8")
    return csv_response(request, TABLES[table], rows, filename=f"factdesk-{table}")
