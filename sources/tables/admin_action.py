"""Downloads from the lists of the admin: what the list's filter shows, or the rows ticked in it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse

from sources.tables.columns import Table
from sources.tables.download import as_csv
from sources.tables.writing import PROFILES

Action = Callable[[ModelAdmin, HttpRequest, QuerySet], StreamingHttpResponse]


def export_csv(table: Table, profile: str = "excel") -> Action:
    """An admin action that downloads the chosen rows; whoever may view them may use it.

    Raises KeyError for an unknown profile.
    """
    label = PROFILES[profile].label

    def action(modeladmin: ModelAdmin, request: HttpRequest, queryset: QuerySet) -> StreamingHttpResponse:
        return as_csv(table, queryset, table.name, profile)

    action.__name__ = f"export_csv_{profile}"
    action.short_description = f"Download as CSV ({label})"
    action.allowed_permissions = ("view",)
    return action


def csv_actions(table: Table) -> list[Action]:
    """One action for each profile, for the `actions` of a ModelAdmin."""
    return [export_csv(table, profile) for profile in PROFILES]
