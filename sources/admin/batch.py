"""Import batches: how far each is, what became of each item, trying again, and undoing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from sources.admin.base import ReadOnlyAdmin, Waiting, change_link
from sources.admin.batch_page import batch_context, progress_in_words, undo_context
from sources.importing import batch_undo, batches
from sources.importing.batches import WENT_WRONG
from sources.models import ImportBatch, ImportItem

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

MAY_RETRY = "sources.add_source"
UNDONE_AT_ONCE = 50  # items undone within the request; the rest is the worker's


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    change_form_template = "admin/sources/importbatch/change_form.html"
    list_display = ["__str__", "name", "origin", "started_at", "started_by", "show_items", "show_undone"]
    list_filter = ["origin", "started_at"]
    search_fields = ["name"]
    search_help_text = "The name of a file, feed or archive."
    fields = ["origin", "name", "story", "started_at", "started_by"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("started_by", "undone_by", "story")

    def get_changelist_instance(self, request):
        """The list, with how many items each batch has that this page of it shows; the others are not counted."""
        found = super().get_changelist_instance(request)
        shown = list(found.result_list)
        items = ImportItem.objects.filter(batch__in=[batch.pk for batch in shown]).order_by()
        sizes = dict(items.values_list("batch").annotate(n=Count("pk")))
        for batch in shown:
            batch.size = sizes.get(batch.pk, 0)
        found.result_list = shown
        return found

    def get_urls(self):
        own = [
            ("<int:pk>/progress/", self.progress_view, "progress"),
            ("<int:pk>/retry/", self.retry_view, "retry"),
            ("<int:pk>/undo/", self.undo_view, "undo"),
        ]
        made = [
            path(where, self.admin_site.admin_view(view), name=f"sources_importbatch_{n}") for where, view, n in own
        ]
        return [*made, *super().get_urls()]

    def change_address(self, batch: ImportBatch) -> str:
        return reverse("admin:sources_importbatch_change", args=[batch.pk])

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= batch_context(obj, request.GET, request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def progress_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How far a batch is, for the page that shows it."""
        batch = self._batch(request, pk)
        return JsonResponse(progress_in_words(batches.progress(batch, timezone.now())))

    def retry_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let all that went wrong in a batch wait again."""
        batch = self._batch(request, pk)
        return retry(request, batch.items.all(), self.change_address(batch))

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what undoing would remove and keep; by POST, undo."""
        batch = self._batch(request, pk)
        if not request.user.has_perm(batch_undo.PERMISSION):
            raise PermissionDenied
        if request.method != "POST":
            context = {**self.admin_site.each_context(request), "opts": self.opts, "original": batch}
            return render(request, "admin/sources/importbatch/undo.html", context | undo_context(batch))
        done = batch_undo.undo(batch, request.user, most=UNDONE_AT_ONCE)
        left = f" {done.left} are left to the worker." if done.left else ""
        messages.success(request, f"Undone: {done.removed} removed, {done.kept} kept; each item says why.{left}")
        return HttpResponseRedirect(self.change_address(batch))

    def _batch(self, request: HttpRequest, pk: int) -> ImportBatch:
        batch = get_object_or_404(ImportBatch, pk=pk)
        if not self.has_view_permission(request, batch):
            raise PermissionDenied
        return batch

    @admin.display(description="items")
    def show_items(self, batch: ImportBatch) -> str:
        address = reverse("admin:sources_importitem_changelist", query={"batch__id__exact": batch.pk})
        return format_html('<a href="{}">{}</a>', address, batch.size)

    @admin.display(description="undone", boolean=True)
    def show_undone(self, batch: ImportBatch) -> bool:
        return batch.undone_at is not None


def retry(request: HttpRequest, items: Any, back: str) -> HttpResponse:
    """Let these items wait again where they went wrong, and go back to where they are shown. Only by POST."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not may_retry(request.user):
        raise PermissionDenied
    n = batches.retry(items, timezone.now())
    said = "1 item is" if n == 1 else f"{n} items are"
    messages.success(
        request, f"{said} tried again." if n else "Nothing here can be tried again: hand the file in anew."
    )
    return HttpResponseRedirect(back)


def may_retry(user: User) -> bool:
    return user.has_perm(MAY_RETRY)


class WentWrong(admin.SimpleListFilter):
    title = "whether it worked"
    parameter_name = "went"

    def lookups(self, request, model_admin):
        return [("wrong", "Rejected or failed")]

    def queryset(self, request, queryset):
        return queryset.filter(outcome__in=WENT_WRONG) if self.value() == "wrong" else queryset


@admin.register(ImportItem)
class ImportItemAdmin(ReadOnlyAdmin):
    change_form_template = "admin/sources/importitem/change_form.html"
    list_display = ["target", "show_outcome", "reason", "show_source", "finished_at"]
    list_filter = [WentWrong, "outcome", "finished_at"]
    list_select_related = ["source"]
    search_fields = ["target", "reason"]
    search_help_text = "An address, a file's name, or words of the reason."
    fields = ["target", "show_outcome", "reason", "show_source", "show_batch", "added_at", "finished_at", "undone"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.retry_view)
        return [path("<int:pk>/retry/", view, name="sources_importitem_retry"), *super().get_urls()]

    def waiting(self, request):
        wrong = ImportItem.objects.filter(outcome__in=WENT_WRONG, source=None, undone="")
        return [Waiting("Imports that failed", wrong, self.changelist_address(went="wrong"), rank=4)]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("given")  # what a preview keeps may be a whole article

    def lookup_allowed(self, lookup, value, request=None):
        return lookup == "batch__id__exact" or super().lookup_allowed(lookup, value, request)

    def retry_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let one item that went wrong wait again."""
        item = get_object_or_404(ImportItem, pk=pk)
        if not self.has_view_permission(request, item):
            raise PermissionDenied
        back = reverse("admin:sources_importbatch_change", args=[item.batch_id])
        return retry(request, ImportItem.objects.filter(pk=pk), back)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may = may_retry(request.user) and batches.retriable(ImportItem.objects.filter(pk=obj.pk)).exists()
        context["retry_address"] = reverse("admin:sources_importitem_retry", args=[obj.pk]) if may else ""
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description="outcome", ordering="outcome")
    def show_outcome(self, item: ImportItem) -> str:
        return item.outcome or ("cancelled" if item.undone else "waiting")

    @admin.display(description="source", ordering="source")
    def show_source(self, item: ImportItem) -> str:
        return change_link(item.source)

    @admin.display(description="batch")
    def show_batch(self, item: ImportItem) -> str:
        return change_link(item.batch)
