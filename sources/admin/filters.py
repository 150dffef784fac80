"""Filters of admin lists that stay usable however many rows they choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import get_model_from_relation
from django.contrib.admin.widgets import AutocompleteSelect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.admin.views.main import ChangeList
    from django.db import models
    from django.http import HttpRequest


class AutocompleteFilter(admin.FieldListFilter):
    """A field to type a name into, instead of a list of every outlet there is."""

    template = "admin/autocomplete_filter.html"

    def __init__(
        self,
        field: models.Field,
        request: HttpRequest,
        params: dict[str, list[str]],
        model: type[models.Model],
        model_admin: admin.ModelAdmin,
        field_path: str,
    ) -> None:
        self.parameter = f"{field_path}__{field.target_field.name}__exact"
        self.chosen = (params.get(self.parameter) or [""])[-1]
        if not self.chosen.isdecimal():  # "any": the form sends an empty value
            params.pop(self.parameter, None)
            self.chosen = ""
        self.model_admin = model_admin
        super().__init__(field, request, params, model, model_admin, field_path)

    def expected_parameters(self) -> list[str]:
        return [self.parameter]

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        others = {name: value for name, value in changelist.params.items() if name != self.parameter}
        yield {
            "field": self._form()[self.parameter],
            "others": [(name, one) for name, value in others.items() for one in _each(value)],
            "chosen": self.chosen,
            "clear": changelist.get_query_string(remove=[self.parameter]),
        }

    def _form(self) -> forms.Form:
        widget = AutocompleteSelect(self.field, self.model_admin.admin_site)
        related = get_model_from_relation(self.field)
        form = forms.Form({self.parameter: self.chosen}, auto_id="filter_%s")
        form.fields[self.parameter] = forms.ModelChoiceField(
            related._default_manager.all(), widget=widget, required=False, label=f"By {self.title}"
        )
        return form


class ValueFilter(admin.AllValuesFieldListFilter):
    """The values that a short text field has; rows without one are "not given"."""

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        for choice in super().choices(changelist):
            yield {**choice, "display": choice["display"] or "not given"}


def _each(value: Any) -> list[str]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def autocomplete_media() -> forms.Media:
    """Styles and scripts that the field needs on a list page."""
    return AutocompleteSelect(None, None).media
