"""Outlets and stories: who publishes, and what the desk follows."""

from __future__ import annotations

from django.contrib import admin

from sources.admin.base import EditableAdmin, PartInline
from sources.admin.filters import ValueFilter
from sources.models import Outlet, OutletDomain, RecurringLine, Story


class DomainInline(PartInline):
    model = OutletDomain
    extra = 1
    verbose_name = "domain"
    verbose_name_plural = "domains: what is imported from them is this outlet's"


class RecurringLineInline(PartInline):
    """Lines that recur in the outlet's articles: met by the import, and left out unless an editor says no."""

    model = RecurringLine
    fields = ["line", "is_left_out"]
    readonly_fields = ["line"]
    can_delete = False
    verbose_name_plural = "lines that recur at the ends of its articles"

    def has_add_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("sources.view_outlet")

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("sources.change_outlet")


class LackingDomain(admin.SimpleListFilter):
    title = "domain"
    parameter_name = "domain"

    def lookups(self, request, model_admin):
        return [("none", "No domain given")]

    def queryset(self, request, queryset):
        return queryset.filter(domains=None) if self.value() == "none" else queryset


@admin.register(Outlet)
class OutletAdmin(EditableAdmin):
    list_display = ["name", "kind", "country", "language", "show_domains", "owner"]
    list_filter = ["kind", LackingDomain, ("country", ValueFilter), ("language", ValueFilter)]
    search_fields = ["name", "domains__domain", "owner"]
    search_help_text = "A name, a domain or an owner."
    fieldsets = [
        (None, {"fields": ["name", "kind"]}),
        ("Where it stands", {"fields": ["country", "language", "owner"]}),
        ("For readers", {"fields": ["about"]}),
    ]
    inlines = [DomainInline, RecurringLineInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("domains")

    @admin.display(description="domains")
    def show_domains(self, outlet: Outlet) -> str:
        return ", ".join(one.domain for one in outlet.domains.all()) or self.empty_value_display


@admin.register(Story)
class StoryAdmin(EditableAdmin):
    list_display = ["name", "summary", "updated_at"]
    search_fields = ["name", "summary"]
    fieldsets = [(None, {"fields": ["name", "summary"]})]
