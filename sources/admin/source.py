"""Sources: what was published, as far as we know it, and the text we hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string

from sources.admin.base import (
    EditableAdmin,
    PartInline,
    ReadOnlyInline,
    Waiting,
    address_of,
    change_link,
    date_in_words,
)
from sources.admin.deleting import delete_source, what_holds
from sources.admin.filters import AutocompleteFilter, ValueFilter
from sources.admin.version import text_in_paragraphs
from sources.models import Capture, Source, SourceAddress, SourceCredit

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class CreditInline(PartInline):
    model = SourceCredit


class AddressInline(ReadOnlyInline):
    model = SourceAddress
    fields = ["role", "url"]
    verbose_name_plural = "addresses it was met under"


class CaptureInline(ReadOnlyInline):
    model = Capture
    fields = ["show_capture", "captured_at", "status", "media_type", "size", "show_version", "captured_by"]
    readonly_fields = ["show_capture", "show_version"]
    verbose_name_plural = "captures, newest first"

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("version", "captured_by", "source")
        return rows.defer("candidates", "headers", "version__text", "version__blocks")

    @admin.display(description="what came")
    def show_capture(self, capture: Capture) -> str:
        return change_link(capture, capture.name or capture.url or "hand-in")

    @admin.display(description="showed")
    def show_version(self, capture: Capture) -> str:
        return change_link(capture.version, f"version {capture.version.number}")


class LackingSomething(admin.SimpleListFilter):
    title = "what is missing"
    parameter_name = "lacking"

    def lookups(self, request, model_admin):
        return [("something", "Title, outlet or date missing"), ("outlet", "Outlet missing")]

    def queryset(self, request, queryset):
        if self.value() == "outlet":
            return queryset.filter(outlet=None)
        return queryset.lacking_something() if self.value() == "something" else queryset


@admin.register(Source)
class SourceAdmin(EditableAdmin):
    change_list_template = "admin/sources/source/change_list.html"
    change_form_template = "admin/sources/source/change_form.html"
    list_display = ["show_title", "outlet", "show_published", "language", "show_lacking", "kind"]
    list_filter = [LackingSomething, ("outlet", AutocompleteFilter), "stories", "kind", ("language", ValueFilter)]
    list_select_related = ["outlet"]
    search_fields = ["title", "byline", "url"]
    search_help_text = "Words of the title, a name in the byline, or an address."
    autocomplete_fields = ["outlet", "stories"]
    readonly_fields = ["outlet_suggestion", "show_text", "show_candidates"]
    inlines = [CreditInline, CaptureInline, AddressInline]
    fieldsets = [
        (None, {"fields": ["title", "outlet", "outlet_suggestion", "byline", "kind", "language", "url", "stories"]}),
        (
            "Dates the document states",
            {
                "fields": [
                    ("published", "published_printed"),
                    ("published_at", "published_not_stated"),
                    ("written", "written_printed"),
                    ("modified", "modified_printed"),
                ]
            },
        ),
        ("For the desk", {"fields": ["truncated", "note"]}),
        ("What the page says of itself", {"fields": ["show_candidates"], "classes": ["collapse"]}),
        ("The text we hold", {"fields": ["show_text"]}),
    ]

    def waiting(self, request):
        lacking = Source.objects.lacking_something()
        address = self.changelist_address(lacking="something")
        return [Waiting("Sources that lack a title, an outlet or a date", lacking, address, rank=3)]

    # Sources come by import, never by an empty form.
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(self, request, extra_context=None):
        may_import = request.user.has_perm("sources.add_source")
        context = {"import_address": address_of("desk:import") if may_import else "", **(extra_context or {})}
        return super().changelist_view(request, context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"read_address": address_of("desk:read", obj.pk), "questions": obj.questions}
        return super().render_change_form(request, context, add, change, form_url, obj)

    # Deleting: only what nothing rests on, one at a time.
    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        source = self.get_object(request, object_id)
        held = what_holds(source) if source and self.has_delete_permission(request, source) else ""
        if held:
            self.message_user(
                request, f"“{source}” cannot be deleted: {held}. Remove what rests on it first.", messages.ERROR
            )
            return HttpResponseRedirect(self.change_address(source))
        return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs, request):
        deleted, counts, lacking, _ = super().get_deleted_objects(objs, request)
        return deleted, counts, lacking - {"source version", "capture"}, []

    def delete_model(self, request: HttpRequest, obj: Source) -> None:
        delete_source(obj)

    def change_address(self, source: Source) -> str:
        return address_of("admin:sources_source_change", source.pk)

    @admin.display(description="title", ordering="title")
    def show_title(self, source: Source) -> str:
        return source.title or "Untitled"

    @admin.display(description="published", ordering="published_lower")
    def show_published(self, source: Source) -> str:
        return "no date stated" if source.published_not_stated else date_in_words(source.published)

    @admin.display(description="missing")
    def show_lacking(self, source: Source) -> str:
        undated = not source.published and not source.published_not_stated
        asked = [("title", not source.title), ("outlet", source.outlet_id is None), ("date", undated)]
        return ", ".join(what for what, is_missing in asked if is_missing)

    @admin.display(description="current version")
    def show_text(self, source: Source) -> str:
        return text_in_paragraphs(source.current_version)

    @admin.display(description="found on import")
    def show_candidates(self, source: Source) -> str:
        capture = source.captures.first()
        found = capture.candidates if capture else []
        return render_to_string("admin/sources/_candidates.html", {"candidates": found, "capture": capture})
