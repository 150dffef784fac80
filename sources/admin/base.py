"""What the desk's admin pages have in common: lists of one cost, forms that lose nothing, pages to read only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.paginator import Paginator
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html

from sources import edtf
from sources.admin.filters import AutocompleteFilter, autocomplete_media
from sources.admin.past import UNKNOWN, ReadsPast
from sources.editing import RevisionForm

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True)
class Waiting:
    """A line of the desk's front page: what waits for somebody, how much of it, and where."""

    what: str
    rows: models.QuerySet
    address: str
    rank: int = 5  # where it stands on the page: 1 first
    CAP = 1_000

    @cached_property
    def count(self) -> int:
        return self.rows.order_by()[: self.CAP + 1].count()

    @property
    def said(self) -> str:
        return f"{self.CAP:,}+" if self.count > self.CAP else f"{self.count:,}"


class CappedPaginator(Paginator):
    """Counts no further than CAP, so that a long list costs no more than a short one."""

    CAP = 10_000

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: self.CAP + 1].count()


class DeskFields:
    """Form fields as the desk wants them, on pages and in their parts."""

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Room for what is long; an address typed without its scheme is https."""
        if type(db_field) is models.CharField and not db_field.choices and (db_field.max_length or 0) >= 300:
            kwargs.setdefault("widget", AdminTextInputWidget(attrs={"class": "vLargeTextField"}))
        if isinstance(db_field, models.URLField):
            kwargs.setdefault("assume_scheme", "https")
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class DeskAdmin(DeskFields, admin.ModelAdmin):
    """A list whose cost does not grow with the table."""

    paginator = CappedPaginator
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    empty_value_display = UNKNOWN
    view_on_site = False
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3, "cols": 80})}}

    def waiting(self, request: HttpRequest) -> list[Waiting]:
        """What of this model waits for the person asking; shown on the front page."""
        return []

    def changelist_address(self, **query: Any) -> str:
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_changelist"
        return reverse(name, query=query or None)

    @property
    def media(self) -> forms.Media:
        filters = [one[1] for one in self.list_filter if isinstance(one, tuple)]
        return super().media + autocomplete_media() if AutocompleteFilter in filters else super().media

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The list. Rows that a crafted request chose by what is no key are left out."""
        if ACTION_CHECKBOX_NAME in request.POST:
            chosen = [one for one in request.POST.getlist(ACTION_CHECKBOX_NAME) if one.isdecimal() and len(one) < 19]
            request.POST = request.POST.copy()
            request.POST.setlist(ACTION_CHECKBOX_NAME, chosen)
        return super().changelist_view(request, extra_context)


class EditableAdmin(DeskAdmin, ReadsPast):
    """Pages of rows that people edit: two tabs never overwrite each other, and the past can be read."""

    form = RevisionForm
    made_by = ""  # the field that keeps who added the row

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        (name, options), *others = fieldsets
        fields = [one for one in options["fields"] if one != "revision"]
        return [(name, {**options, "fields": [*fields, "revision"]}), *others]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        shown = kwargs.pop("fields", None) or flatten_fieldsets(self.get_fieldsets(request, obj))
        # The form declares the revision itself: for the model it is no field to edit.
        kwargs["fields"] = [name for name in shown if name != "revision"]
        return super().get_form(request, obj, change, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        if self.made_by and not change:
            setattr(obj, self.made_by, request.user)
        super().save_model(request, obj, form, change)


class ReadOnly:
    """Rows that machines or rules write: to be looked at, never touched."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnly, DeskAdmin):
    """Pages of such rows."""


class Part(DeskFields):
    """Rows that are part of what they belong to: who may change that may change them."""

    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._owner.has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return (
            self._owner.has_add_permission(request) if obj is None else self._owner.has_change_permission(request, obj)
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request, obj)

    @property
    def _owner(self) -> admin.ModelAdmin:
        return self.admin_site.get_model_admin(self.parent_model)


class PartInline(Part, admin.TabularInline):
    """Such rows in a table."""


class StackedPartInline(Part, admin.StackedInline):
    """Such rows one below the other, where they have too many fields for a table."""


class ReadOnlyInline(ReadOnly, PartInline):
    """Rows that machines or rules write, on the page of what they belong to."""

    can_delete = False


def address_of(name: str, *args: Any) -> str:
    """The address of a page that may live in another app; empty where that page does not exist."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def change_link(row: models.Model | None, text: str = "") -> str:
    """A link to a row's admin page."""
    if row is None:
        return UNKNOWN
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>', address, text or row)


def date_in_words(text: str) -> str:
    """An EDTF date as a reader would say it; the text itself where it cannot be read."""
    try:
        return edtf.in_words(text) or UNKNOWN
    except edtf.EDTFError:
        return text
