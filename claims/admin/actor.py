"""Actors: who acts and speaks, under which names, in which offices."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.seen import SeenByReaders
from claims.admin.stubs import CompletesStubs
from claims.models import Actor, ActorName, ActorRole
from sources.admin.base import EditableAdmin, PartInline


class NameInline(PartInline):
    model = ActorName
    verbose_name_plural = "other names: what readers may type and what papers print"


class RoleInline(PartInline):
    model = ActorRole
    fk_name = "actor"
    autocomplete_fields = ["organisation", "citation"]
    verbose_name_plural = "roles, each resting on a citation"


@admin.register(Actor)
class ActorAdmin(CompletesStubs, SeenByReaders, EditableAdmin):
    list_display = ["name", "kind", "about", "show_names", "is_stub"]
    list_filter = ["is_stub", "kind"]
    search_fields = ["name", "names__name", "wikidata_id"]
    search_help_text = "Any of its names, in any script, or its Wikidata id."
    fieldsets = [
        (None, {"fields": ["name", "kind", "is_stub"]}),
        ("For readers", {"fields": ["about", "wikidata_id"]}),
    ]
    inlines = [NameInline, RoleInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("names")

    def waiting(self, request):
        stubs = Actor.objects.filter(is_stub=True)
        return [self.stubs_waiting("Actors made in passing, to be completed", stubs)]

    @admin.display(description="other names")
    def show_names(self, actor: Actor) -> str:
        return ", ".join(one.name for one in actor.names.all())
