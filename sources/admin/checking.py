"""When sources are fetched again, and the sites that are asked: the machine's own rows, to be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from sources.admin.base import ReadOnlyAdmin, ReadOnlyInline
from sources.importing import rechecking
from sources.models import Site, Source, SourceCheck

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class CheckInline(ReadOnlyInline):
    """On a source's page: when it is looked at again, and what was met the last time."""

    model = SourceCheck
    fields = ["status", "checked_at", "changed_at", "run_after", "failures", "reason"]
    verbose_name = verbose_name_plural = "fetching it again"


def fetch_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Fetch one source again now; a message says what came of it."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not request.user.has_perm("sources.change_source"):
        raise PermissionDenied
    source = get_object_or_404(Source, pk=pk)
    messages.info(request, rechecking.look_again(source, timezone.now(), request.user))
    return HttpResponseRedirect(reverse("admin:sources_source_change", args=[source.pk]))


class Waits(admin.SimpleListFilter):
    title = "whether it waits"
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [("yes", "Not asked just now"), ("robots", "Its robots.txt cannot be had")]

    def queryset(self, request, queryset):
        if self.value() == "robots":
            return queryset.filter(Q(robots_status=429) | Q(robots_status__gte=500))
        return queryset.filter(not_before__gt=timezone.now()).exclude(reason="") if self.value() == "yes" else queryset


@admin.register(Site)
class SiteAdmin(ReadOnlyAdmin):
    list_display = ["host", "not_before", "reason", "busy_until", "robots_status", "robots_at"]
    list_filter = [Waits]
    search_fields = ["host"]
    search_help_text = "A part of the host's name."
    fields = ["host", "not_before", "reason", "busy_until", "robots_status", "robots_at", "robots"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows if request.resolver_match.url_name.endswith("_change") else rows.defer("robots")
