"""The texts a source had, and the captures they were read from; written by the import alone."""

from __future__ import annotations

from django.contrib import admin
from django.template.loader import render_to_string

from sources.admin.base import ReadOnlyAdmin, change_link
from sources.models import Capture, SourceVersion


def text_in_paragraphs(version: SourceVersion | None) -> str:
    """The text as paragraphs with their kinds, escaped."""
    return render_to_string("admin/sources/_text.html", {"version": version})


@admin.register(SourceVersion)
class SourceVersionAdmin(ReadOnlyAdmin):
    list_display = ["show_title", "number", "cause", "created_at"]
    list_filter = ["cause", "created_at"]
    list_select_related = ["source"]
    ordering = ["-id"]
    search_fields = ["source__title", "source__url"]
    search_help_text = "The title or address of the source."
    fieldsets = [
        (None, {"fields": ["show_source", "number", "cause", "created_at", "sha256"]}),
        ("Text", {"fields": ["show_text"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text", "blocks")

    @admin.display(description="source", ordering="source__title")
    def show_title(self, version: SourceVersion) -> str:
        return str(version.source)

    @admin.display(description="source")
    def show_source(self, version: SourceVersion) -> str:
        return change_link(version.source)

    @admin.display(description="as read")
    def show_text(self, version: SourceVersion) -> str:
        return text_in_paragraphs(version)


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
