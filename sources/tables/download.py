"""A table as a download."""

from __future__ import annotations

from itertools import chain

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from sources.tables.columns import Table
from sources.tables.writing import PROFILES, write_csv


def csv_response(
    request: HttpRequest, table: Table, queryset: QuerySet, filename: str
) -> HttpResponse | StreamingHttpResponse:
    """The queryset's rows as a CSV file named after `filename` and today, streamed.

    The request's `profile` chooses between `excel` and `raw`; another one is answered 400. Errors of the first
    page of rows are raised here, before anything is sent.
    """
    profile = request.GET.get("profile", "excel")
    if profile not in PROFILES:
        known = " or ".join(PROFILES)
        return HttpResponseBadRequest(f"Choose profile={known}.", content_type="text/plain; charset=utf-8")
    return as_csv(table, queryset, filename, profile)


def as_csv(table: Table, queryset: QuerySet, filename: str, profile: str) -> StreamingHttpResponse:
    """The file itself, in a known profile. Raises KeyError for an unknown one."""
    now = timezone.now()
    chunks = write_csv(table, queryset, profile, at=now)
    name = f"{slugify(filename) or table.name}-{now:%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        chain([next(chunks)], chunks),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(True, name),
            "X-Content-Type-Options": "nosniff",
        },
    )
