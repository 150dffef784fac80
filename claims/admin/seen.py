"""Rows that readers see because something public uses them: from then on they are an editor's to change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from claims import visibility
from claims.admin.searching import SearchesFolded
from claims.levels import refresh_levels
from claims.models import Actor, Claim, Event, Place
from claims.publishing import MAY_PUBLISH
from sources.admin import OutletAdmin, SourceAdmin, StoryAdmin
from sources.admin.source_form import SourceForm
from sources.models import Outlet, Source, Story

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import Model
    from django.http import HttpRequest

SHOWN = {
    Actor: visibility.actors,
    Event: visibility.events,
    Outlet: visibility.outlets,
    Source: visibility.sources,
    Story: visibility.stories,
}


def may_change(user: User, row: Model) -> bool:
    """Whether this person may change the row, as far as readers are concerned."""
    return user.has_perm(MAY_PUBLISH) or not is_seen(row)


def is_seen(row: Model) -> bool:
    """Whether readers see an actor, event, place, outlet, source or story."""
    if isinstance(row, Place):
        return _names_a_shown_place(row)
    return SHOWN[type(row)]().filter(pk=row.pk).exists()


def _names_a_shown_place(place: Place) -> bool:
    """Whether it, or a place within it, is that of a public claim or event: readers see the places around it too."""
    level, seen = {place.pk}, set()
    while level:
        if visibility.claims().filter(place__in=level).exists() or visibility.events().filter(place__in=level).exists():
            return True
        seen |= level
        level = set(Place.objects.filter(parent__in=level).values_list("pk", flat=True)) - seen
    return False


class SeenByReaders(SearchesFolded):
    """For the model admin of such rows. Mix in before EditableAdmin."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or may_change(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or may_change(request.user, obj))


class SeenSourceForm(SourceForm):
    """The date that published claims passed the gate with stays a date."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        undated = not cleaned.get("published") and not cleaned.get("published_not_stated")
        if undated and self.instance.citations.filter(claim__status__in=Claim.PUBLISHED).exists():
            self.add_error("published", "Published claims rest on this source: give its date, or tick “none stated”.")
        return cleaned


class SeenSourceAdmin(SeenByReaders, SourceAdmin):
    """Sources, whose outlet decides between whom a contradiction stands."""

    form = SeenSourceForm

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "outlet" in form.changed_data:
            self.outlet_changed(form.instance)

    def outlet_changed(self, source: Source) -> None:
        refresh_levels(*Claim.objects.filter(citations__source=source).distinct())


class SeenOutletAdmin(SeenByReaders, OutletAdmin):
    """Outlets, whose kind decides so: what two articles have from one agency is one account."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change and "kind" in form.changed_data:
            refresh_levels(*Claim.objects.filter(citations__source__outlet=form.instance).distinct())
            refresh_levels(*Claim.objects.filter(citations__voices__outlet=form.instance).distinct())


class SeenStoryAdmin(SeenByReaders, StoryAdmin):
    """Stories."""


def watch_over_sources(site: admin.AdminSite) -> None:
    """Put the admins that know of readers in the place of those that know sources alone."""
    for model, one in ((Source, SeenSourceAdmin), (Outlet, SeenOutletAdmin), (Story, SeenStoryAdmin)):
        site.unregister(model)
        site.register(model, one)
