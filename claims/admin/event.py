"""Events and places."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.seen import SeenByReaders
from claims.admin.stubs import CompletesStubs
from claims.models import Event, Place
from sources.admin.base import EditableAdmin, date_in_words
from sources.admin.filters import AutocompleteFilter


@admin.register(Event)
class EventAdmin(CompletesStubs, SeenByReaders, EditableAdmin):
    list_display = ["title", "show_date", "place", "parent", "is_stub"]
    list_filter = ["is_stub", "stories", ("place", AutocompleteFilter), ("actors", AutocompleteFilter)]
    list_select_related = ["place", "parent"]
    search_fields = ["title", "summary", "date"]
    search_help_text = "Words of the title or summary, or a date as 2022-04."
    autocomplete_fields = ["place", "parent", "actors", "stories"]
    fieldsets = [
        (None, {"fields": ["title", "date", "place", "is_stub"]}),
        ("Who and what it belongs to", {"fields": ["actors", "parent", "stories"]}),
        ("For readers", {"fields": ["summary"]}),
    ]

    def waiting(self, request):
        stubs = Event.objects.filter(is_stub=True)
        return [self.stubs_waiting("Events made in passing, to be completed", stubs)]

    @admin.display(description="date", ordering="date_lower")
    def show_date(self, event: Event) -> str:
        return date_in_words(event.date)


@admin.register(Place)
class PlaceAdmin(SeenByReaders, EditableAdmin):
    list_display = ["name", "parent"]
    list_filter = [("parent", AutocompleteFilter)]
    list_select_related = ["parent"]
    search_fields = ["name", "parent__name"]
    search_help_text = "The place's name, or that of the place it lies in."
    autocomplete_fields = ["parent"]
    fieldsets = [(None, {"fields": ["name", "parent"]})]
