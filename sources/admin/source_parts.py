"""What stands on a source's page beside its own fields, and what its list is narrowed by."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html

from sources.admin.base import PartInline, ReadOnlyInline, change_link
from sources.admin.checking import CheckInline
from sources.admin.version import change_in_words
from sources.models import Capture, SourceAddress, SourceCheck, SourceCredit, SourceVersion


class CreditInline(PartInline):
    model = SourceCredit


class AddressInline(ReadOnlyInline):
    model = SourceAddress
    fields = ["role", "url"]
    verbose_name_plural = "addresses it was met under"


class VersionInline(ReadOnlyInline):
    model = SourceVersion
    fk_name = "source"
    fields = ["show_version", "cause", "show_change", "note_found", "created_at"]
    readonly_fields = ["show_version", "show_change", "created_at"]
    ordering = ["-number"]
    verbose_name_plural = "versions, newest first"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source").defer("text", "blocks")

    @admin.display(description="version")
    def show_version(self, version: SourceVersion) -> str:
        link = change_link(version, f"version {version.number}")
        is_current = version.pk == version.source.current_version_id
        return format_html("{} <strong>current</strong>", link) if is_current else link

    @admin.display(description="what changed")
    def show_change(self, version: SourceVersion) -> str:
        return change_in_words(version)


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


class FetchingInline(CheckInline):
    """What was met the last time it was fetched; a document that was never fetched has answered nothing."""

    fields = ["show_status", "checked_at", "changed_at", "run_after", "failures", "reason"]
    readonly_fields = ["show_status"]

    @admin.display(description="status")
    def show_status(self, check: SourceCheck) -> str:
        return "Never fetched" if check.checked_at is None else check.get_status_display()


class LackingSomething(admin.SimpleListFilter):
    title = "what is missing"
    parameter_name = "lacking"

    def lookups(self, request, model_admin):
        return [("something", "Title, outlet or date missing"), ("outlet", "Outlet missing")]

    def queryset(self, request, queryset):
        if self.value() == "outlet":
            return queryset.filter(outlet=None)
        return queryset.lacking_something() if self.value() == "something" else queryset


class Asking(admin.SimpleListFilter):
    title = "what is asked"
    parameter_name = "asked"

    def lookups(self, request, model_admin):
        return [("two", "It says two things of itself"), ("text", "Its text is to be compared")]

    def queryset(self, request, queryset):
        if self.value() == "two":
            return queryset.saying_two_things()
        return queryset.with_doubtful_text() if self.value() == "text" else queryset
