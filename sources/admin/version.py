"""The texts a source had, and the captures they were read from; written by the import alone."""

from __future__ import annotations

from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from sources.admin.base import ReadOnlyAdmin, change_link
from sources.admin.differing import parts_of
from sources.changes import differences
from sources.models import Capture, SourceVersion

MOST_SHOWN = 100  # versions that one page names


def change_in_words(version: SourceVersion) -> str:
    """How far a version differs from the one before, with a link to the words; empty for a first one."""
    if version.changed_share is None and not version.significance:
        return ""
    share = "" if version.changed_share is None else f", {share_in_words(version.changed_share)}"
    said = f"{version.get_significance_display() or 'Changed'}{share}"
    address = reverse("admin:sources_sourceversion_change", args=[version.pk])
    return format_html('{} <a href="{}#differences">see the words</a>', said, address)


def share_in_words(share: float) -> str:
    """A share of all words: "4 % of the words"."""
    return "under 1 % of the words" if 0 < share < 0.01 else f"{share * 100:.0f} % of the words"


def text_in_paragraphs(version: SourceVersion | None) -> str:
    """The text as paragraphs with their kinds, escaped."""
    return render_to_string("admin/sources/_text.html", {"version": version})


@admin.register(SourceVersion)
class SourceVersionAdmin(ReadOnlyAdmin):
    list_display = ["show_title", "number", "cause", "show_change", "note_found", "created_at"]
    list_filter = ["cause", "significance", "created_at"]
    list_select_related = ["source"]
    ordering = ["-id"]
    search_fields = ["source__title", "source__url"]
    search_help_text = "The title or address of the source."
    fieldsets = [
        (None, {"fields": ["show_source", "number", "cause", "created_at", "show_neighbours", "sha256"]}),
        (
            "Against the version before",
            {"fields": ["significance", "show_share", "note_found", "show_differences"], "classes": ["differing"]},
        ),
        ("Text", {"fields": ["show_text"]}),
    ]

    class Media:
        css = {"all": ["factdesk/import.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text", "blocks")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The page is named by the source's title: its number says nothing to an editor."""
        context |= {"title": f"Version {obj.number} of “{obj.source}”", "subtitle": None}
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description="source", ordering="source__title")
    def show_title(self, version: SourceVersion) -> str:
        return str(version.source)

    @admin.display(description="source")
    def show_source(self, version: SourceVersion) -> str:
        return change_link(version.source)

    @admin.display(description="what changed")
    def show_change(self, version: SourceVersion) -> str:
        return change_in_words(version)

    @admin.display(description="words changed")
    def show_share(self, version: SourceVersion) -> str:
        return "" if version.changed_share is None else share_in_words(version.changed_share)

    @admin.display(description="other versions")
    def show_neighbours(self, version: SourceVersion) -> str:
        others = version.source.versions.exclude(pk=version.pk).order_by("number").only("number", "source")
        links = ((change_link(one, _named(one, version.source.current_version_id)),) for one in others[:MOST_SHOWN])
        return format_html_join(", ", "{}", links) or "none"

    @admin.display(description="word by word")
    def show_differences(self, version: SourceVersion) -> str:
        before = version.source.versions.filter(number__lt=version.number).order_by("-number").first()
        found = differences(before.text, version.text) if before else []
        parts = parts_of(found)
        context = {"before": before, "parts": parts, "has_changes": any(one.is_first for one in parts)}
        return render_to_string("admin/sources/_differing.html", context)

    @admin.display(description="as read")
    def show_text(self, version: SourceVersion) -> str:
        return text_in_paragraphs(version)


def _named(version: SourceVersion, current: int | None) -> str:
    return f"version {version.number}{', current' if version.pk == current else ''}"


@admin.register(Capture)
class CaptureAdmin(ReadOnlyAdmin):
    list_display = ["show_title", "captured_at", "name", "status", "media_type", "size", "captured_by"]
    list_filter = ["captured_at"]
    list_select_related = ["source", "captured_by"]
    search_fields = ["source__title", "name", "url", "sha256"]
    search_help_text = "A title, a file's name, an address or a SHA-256."
    fieldsets = [
        (None, {"fields": ["show_source", "show_version", "captured_at", "captured_by"]}),
        ("What came", {"fields": ["name", "url", "status", "media_type", "size", "sha256"]}),
        ("Headers of the answer", {"fields": ["show_headers"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("candidates")

    @admin.display(description="source", ordering="source__title")
    def show_title(self, capture: Capture) -> str:
        return str(capture.source)

    @admin.display(description="source")
    def show_source(self, capture: Capture) -> str:
        return change_link(capture.source)

    @admin.display(description="showed")
    def show_version(self, capture: Capture) -> str:
        return change_link(capture.version)

    @admin.display(description="as sent")
    def show_headers(self, capture: Capture) -> str:
        return render_to_string("admin/sources/_headers.html", {"headers": capture.headers})
