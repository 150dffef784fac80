"""Downloads from the lists: what a list's filter shows, as CSV."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.contrib import admin

from claims import exports
from claims.models import Actor, Citation, Claim, Contradiction, Event
from sources.models import Outlet, Source, Story
from sources.tables.admin_action import Action, csv_actions

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, StreamingHttpResponse

TABLES = {
    Actor: exports.ACTORS,
    Citation: exports.CITATIONS,
    Claim: exports.CLAIMS,
    Contradiction: exports.CONTRADICTIONS,
    Event: exports.EVENTS,
    Outlet: exports.OUTLETS,
    Source: exports.SOURCES,
    Story: exports.STORIES,
}


def _afresh(action: Action) -> Action:
    """The same download without the joins and counts that the list makes for itself: a table brings its own."""

    @wraps(action)
    def download(model_admin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet) -> StreamingHttpResponse:
        rows = queryset.model._default_manager.filter(pk__in=queryset.order_by().values("pk"))
        return action(model_admin, request, rows)

    return download


def offer_downloads(site: admin.AdminSite) -> None:
    """Add the download actions to the lists that have a table; called once all of them are registered."""
    for model, table in TABLES.items():
        model_admin = site.get_model_admin(model)
        model_admin.actions = [*model_admin.actions, *map(_afresh, csv_actions(table))]
