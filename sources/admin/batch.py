"""What became of each import; written by the import alone."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html

from sources.admin.base import ReadOnlyAdmin, Waiting, change_link
from sources.importing.types import Outcome
from sources.models import ImportBatch, ImportItem

WENT_WRONG = (Outcome.REJECTED, Outcome.FAILED)


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "origin", "started_at", "started_by", "show_items"]
    list_filter = ["origin", "started_at"]
    list_select_related = ["started_by"]
    fields = ["origin", "started_at", "started_by", "show_outcomes"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(size=Count("items"))

    @admin.display(description="items")
    def show_items(self, batch: ImportBatch) -> str:
        address = reverse("admin:sources_importitem_changelist", query={"batch__id__exact": batch.pk})
        return format_html('<a href="{}">{}</a>', address, batch.size)

    @admin.display(description="what became of them")
    def show_outcomes(self, batch: ImportBatch) -> str:
        counted = batch.items.order_by().values_list("outcome").annotate(n=Count("pk")).order_by("outcome")
        said = ", ".join(f"{n} {outcome}" for outcome, n in counted)
        return format_html("{} ({})", said or "nothing", self.show_items(batch))


class WentWrong(admin.SimpleListFilter):
    title = "whether it worked"
    parameter_name = "went"

    def lookups(self, request, model_admin):
        return [("wrong", "Rejected or failed")]

    def queryset(self, request, queryset):
        return queryset.filter(outcome__in=WENT_WRONG) if self.value() == "wrong" else queryset


@admin.register(ImportItem)
class ImportItemAdmin(ReadOnlyAdmin):
    list_display = ["target", "outcome", "reason", "show_source", "finished_at"]
    list_filter = [WentWrong, "outcome", "finished_at"]
    list_select_related = ["source"]
    search_fields = ["target", "reason"]
    search_help_text = "An address, a file's name, or words of the reason."
    fields = ["target", "outcome", "reason", "show_source", "batch", "finished_at"]

    def waiting(self, request):
        wrong = ImportItem.objects.filter(outcome__in=WENT_WRONG, source=None)
        return [Waiting("Imports that failed", wrong, self.changelist_address(went="wrong"), rank=4)]

    def lookup_allowed(self, lookup, value, request=None):
        return lookup == "batch__id__exact" or super().lookup_allowed(lookup, value, request)

    @admin.display(description="source", ordering="source")
    def show_source(self, item: ImportItem) -> str:
        return change_link(item.source)
