"""Feeds and sitemaps that the desk follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime

from sources.admin.base import EditableAdmin, ReadOnlyInline, Waiting
from sources.admin.filters import AutocompleteFilter
from sources.importing import documents, following
from sources.importing.following import FAILS_AFTER, Added
from sources.importing.types import ImportRefused
from sources.models import Feed, FeedCheck, Story

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

MOST_MESSAGES, LONGEST_REASON = 20, 160
ASKED_AFRESH = {"url", "kind", "words", "is_active"}  # what changes what a feed brings


class CheckInline(ReadOnlyInline):
    """On a feed's page: when it is asked, and what was met the last time."""

    model = FeedCheck
    fields = ["checked_at", "changed_at", "entries", "run_after", "failures", "reason"]
    verbose_name = verbose_name_plural = "asking it"


class OPMLForm(forms.Form):
    file = forms.FileField(
        label="OPML file", help_text="As other feed readers export it, often named subscriptions.opml."
    )
    story = forms.ModelChoiceField(
        Story.objects.all(), required=False, help_text="What the feeds bring belongs to it. Leave empty for none."
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        try:
            documents.refuse_if_too_large(file.size)
        except ImportRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return file.read(settings.MAX_DOCUMENT_BYTES)


class Failing(admin.SimpleListFilter):
    title = "whether it works"
    parameter_name = "works"

    def lookups(self, request, model_admin):
        return [("no", f"Failed {FAILS_AFTER} times or more"), ("never", "Never asked yet")]

    def queryset(self, request, queryset):
        if self.value() == "never":
            return queryset.filter(checking__checked_at=None)
        return queryset.filter(checking__failures__gte=FAILS_AFTER) if self.value() == "no" else queryset


@admin.register(Feed)
class FeedAdmin(EditableAdmin):
    change_list_template = "admin/sources/feed/change_list.html"
    list_display = ["show_name", "outlet", "is_active", "show_failures", "show_reason", "show_asked", "show_brought"]
    list_filter = [Failing, "is_active", "kind", ("outlet", AutocompleteFilter), "story"]
    list_select_related = ["outlet", "checking"]
    search_fields = ["name", "url"]
    search_help_text = "A name or an address."
    autocomplete_fields = ["outlet", "story"]
    fieldsets = [
        (None, {"fields": ["name", "url", "kind", "is_active"]}),
        ("What it brings", {"fields": ["words", "story", "outlet"]}),
    ]
    inlines = [CheckInline]
    actions = ["ask_now"]

    def waiting(self, request):
        if not request.user.has_perm("sources.change_feed"):
            return []
        failing = Feed.objects.filter(checking__failures__gte=FAILS_AFTER)
        return [Waiting("Feeds that fail", failing, self.changelist_address(works="no"), rank=4)]

    def get_urls(self):
        opml = path("opml/", self.admin_site.admin_view(self.opml_view), name="sources_feed_opml")
        return [opml, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        context = {"may_add": self.has_add_permission(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and ASKED_AFRESH & set(form.changed_data):
            # What it said last was said of another address, or to another question.
            fresh = {"failures": 0, "reason": "", "run_after": timezone.now()}
            FeedCheck.objects.filter(feed=obj).update(**following.AFRESH, **fresh)

    def get_deleted_objects(self, objs, request):
        """The feeds alone: the entries seen in them, which go along, may be very many."""
        feeds = [str(feed) for feed in objs]
        return feeds, {self.opts.verbose_name_plural: len(feeds)}, set(), []

    @admin.action(description="Ask now", permissions=["change"])
    def ask_now(self, request, queryset):
        waiting = following.ask_now(queryset, timezone.now())
        self.message_user(request, f"{waiting} to be asked at the worker's next turn. Only followed feeds are asked.")

    def opml_view(self, request: HttpRequest) -> HttpResponse:
        """Follow the feeds of an OPML file."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = OPMLForm(request.POST, request.FILES) if request.method == "POST" else OPMLForm()
        if form.is_valid() and (added := self._add(request, form)) is not None:
            self._tell(request, added)
            return HttpResponseRedirect(self.changelist_address())
        context = {
            **self.admin_site.each_context(request),
            "title": "Follow the feeds of an OPML file",
            "opts": self.opts,
            "form": form,
            "media": self.media,
        }
        return render(request, "admin/sources/feed/opml.html", context)

    def _add(self, request: HttpRequest, form: OPMLForm) -> Added | None:
        try:
            return following.add_from_opml(form.cleaned_data["file"], request.user, form.cleaned_data["story"])
        except ImportRefused as refusal:
            form.add_error("file", str(refusal))
            return None

    def _tell(self, request: HttpRequest, added: Added) -> None:
        self.message_user(request, f"{added.added} added, {added.known} followed already.")
        for problem in added.problems[:MOST_MESSAGES]:
            self.message_user(request, problem, messages.WARNING)
        if len(added.problems) > MOST_MESSAGES:
            more = len(added.problems) - MOST_MESSAGES
            self.message_user(request, f"{more} more addresses in the file could not be used.", messages.WARNING)

    @admin.display(description="feed", ordering="name")
    def show_name(self, feed: Feed) -> str:
        return feed.name or feed.url.partition("://")[2]

    @admin.display(description="failures", ordering="checking__failures")
    def show_failures(self, feed: Feed) -> int:
        return _of_check(feed, "failures") or 0

    @admin.display(description="why, and what else was met")
    def show_reason(self, feed: Feed) -> str:
        return Truncator(_of_check(feed, "reason") or self.empty_value_display).chars(LONGEST_REASON)

    @admin.display(description="last asked", ordering="checking__checked_at")
    def show_asked(self, feed: Feed) -> str:
        return self._day(_of_check(feed, "checked_at"))

    @admin.display(description="last brought", ordering="checking__changed_at")
    def show_brought(self, feed: Feed) -> str:
        return self._day(_of_check(feed, "changed_at"))

    def _day(self, moment: datetime | None) -> str:
        return date_format(localtime(moment), "j M Y H:i") if moment else self.empty_value_display


def _of_check(feed: Feed, name: str) -> Any:
    """A value of the feed's check, which a feed that was never asked has not."""
    return getattr(getattr(feed, "checking", None), name, None)
