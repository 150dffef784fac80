"""Sources: what was published, as far as we know it, and the text we hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import path

from sources.admin.base import EditableAdmin, Waiting, address_of, date_in_words
from sources.admin.checking import fetch_again
from sources.admin.filters import AutocompleteFilter, ValueFilter
from sources.admin.source_form import SourceForm
from sources.admin.source_parts import (
    AddressInline,
    Asking,
    CaptureInline,
    CreditInline,
    FetchingInline,
    LackingSomething,
    VersionInline,
)
from sources.admin.taking import TakesCandidates
from sources.admin.version import text_in_paragraphs
from sources.deleting import delete_source, what_holds
from sources.models import Source, SourceCredit
from sources.pinning import CREDITS, can_be_taken, label_of, settle

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern


@admin.register(Source)
class SourceAdmin(TakesCandidates, EditableAdmin):
    form = SourceForm
    change_list_template = "admin/sources/source/change_list.html"
    change_form_template = "admin/sources/source/change_form.html"
    list_display = ["show_title", "outlet", "show_published", "language", "show_lacking", "kind"]
    list_filter = [
        LackingSomething,
        Asking,
        ("outlet", AutocompleteFilter),
        "stories",
        "kind",
        ("language", ValueFilter),
    ]
    list_select_related = ["outlet"]
    search_fields = ["title", "byline", "url"]
    search_help_text = "Words of the title, a name in the byline, or an address."
    autocomplete_fields = ["outlet", "stories"]
    readonly_fields = ["outlet_suggestion", "show_text", "show_candidates"]
    inlines = [CreditInline, VersionInline, CaptureInline, AddressInline, FetchingInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *("title", "outlet", "outlet_suggestion", "byline", "kind", "language", "section", "url"),
                    "stories",
                ]
            },
        ),
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
        ("For the desk", {"fields": ["truncated", "paywalled", "text_checked", "note"]}),
        ("What the page says of itself", {"fields": ["show_candidates"], "classes": ["collapse"]}),
        ("The text we hold", {"fields": ["show_text"]}),
    ]

    class Media:
        css = {"all": ["factdesk/import.css"]}

    def waiting(self, request):
        lacking = Source.objects.lacking_something()
        two, doubtful = Source.objects.saying_two_things(), Source.objects.with_doubtful_text()
        return [
            Waiting(
                "Sources that lack a title, an outlet or a date",
                lacking,
                self.changelist_address(lacking="something"),
                rank=3,
            ),
            Waiting("Pages that say two things of themselves", two, self.changelist_address(asked="two"), rank=4),
            Waiting("Texts to compare with the page", doubtful, self.changelist_address(asked="text"), rank=4),
        ]

    def get_urls(self) -> list[URLPattern]:
        again = path(
            "<int:pk>/fetch-again/", self.admin_site.admin_view(fetch_again), name="sources_source_fetch_again"
        )
        return [again, *super().get_urls()]

    # Sources come by import, never by an empty form.
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(self, request, extra_context=None):
        may_import = request.user.has_perm("sources.add_source")
        context = {"import_address": address_of("desk:import") if may_import else "", **(extra_context or {})}
        return super().changelist_view(request, context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {
            "read_address": address_of("desk:read", obj.pk),
            "questions": obj.questions,
            "disagreements": _asked(obj),
            "same_texts": obj.same_texts(),
            "may_take": self.has_change_permission(request, obj),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not obj or not obj.pinned or not self.has_change_permission(request, obj):
            return fieldsets
        first, *others = fieldsets
        return [first, ("Pinned", {"fields": ["unpin"]}), *others]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """What was set here answers what was asked about it; names credited are pinned as fields are."""
        super().save_related(request, form, formsets, change)
        source, names = form.instance, set(form.changed_data)
        if any(one.model is SourceCredit and one.has_changed() for one in formsets):
            names.add(CREDITS)
            if CREDITS not in source.pinned:
                source.pinned = sorted({*source.pinned, CREDITS})
                source.save(update_fields=["pinned"])
        settle(source, names)

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
        rows = [one | {"label": label_of(one["field"]), "can_be_taken": can_be_taken(one["field"])} for one in found]
        return render_to_string("admin/sources/_candidates.html", {"candidates": rows, "capture": capture})


def _asked(source: Source) -> list[dict[str, Any]]:
    """The open questions about what the page says of itself, each with its values and where they stand."""
    return [
        {"pk": one.pk, "label": label_of(one.field), "values": one.values}
        for one in source.disagreements.filter(answered=False)
    ]
