"""The CSV beside every list: what the list's filters show, all of it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase

from claims.exports import TABLES
from claims.exports.fields import at_host
from claims.public.listing import asked
from claims.visibility import PUBLIC
from sources.tables.columns import Table
from sources.tables.download import csv_response


def export(request: HttpRequest, table: str) -> HttpResponseBase:
    """A table as CSV, narrowed by the filters of its list; filters that cannot be read are refused in sentences."""
    _, rows, problems = asked(table, request.GET, PUBLIC[table]())
    if problems:
        return HttpResponseBadRequest("\n".join(problems), content_type="text/plain; charset=utf-8")
    return csv_response(request, _addressed(TABLES[table], request), rows, filename=f"factdesk-{table}")


def export_corrections(request: HttpRequest) -> HttpResponseBase:
    """The ledger of what we changed, as CSV; its list has no filters."""
    table = _addressed(TABLES["corrections"], request)
    return csv_response(request, table, PUBLIC["corrections"](), filename="factdesk-corrections")


def _addressed(table: Table, request: HttpRequest) -> Table:
    """With the addresses this reader can open: on this machine alone, the port is known from the request only."""
    on_this_machine = urlsplit(settings.SITE_URL).hostname in ("127.0.0.1", "localhost", "::1")
    return at_host(table, request.build_absolute_uri("/")) if on_this_machine else table
