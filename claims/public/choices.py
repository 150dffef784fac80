"""Form fields of the readers' filters: choices among what is public, capped, and strict about garbage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator

from claims.search import SearchError, matching, parse

MOST_CHOICES = 200
LOOKED_AT = 1000


def newest(public: QuerySet) -> list[Any]:
    """The public ones among the latest rows: a look at so many rows, however many there are."""
    latest = list(public.model.objects.order_by("-pk").values_list("pk", flat=True)[:LOOKED_AT])
    return list(public.filter(pk__gte=latest[-1]).order_by("-pk")[:MOST_CHOICES]) if latest else []


class CappedChoices(ModelChoiceIterator):
    """The newest choices by name, and the one chosen. Every public row may be chosen by address."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        yield ("", self.field.empty_label)
        rows = sorted(self.field.offered(self.queryset), key=lambda row: str(row).casefold())
        chosen = self.field.chosen
        if chosen is not None and chosen not in rows:
            rows.insert(0, chosen)
        yield from map(self.choice, rows)


class PublicChoiceField(django_filters.fields.ModelChoiceField):
    """A choice of one public row. What is chosen is asked for once."""

    iterator = CappedChoices
    chosen: Any = None

    def __init__(self, *args: Any, offered: Callable[[QuerySet], Sequence[Any]] = newest, **kwargs: Any) -> None:
        self.offered = offered
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if not (str(value).isascii() and str(value).isdigit()):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        self.chosen = super().to_python(value)
        return self.chosen

    def validate(self, value: Any) -> None:
        """Being found among the public rows is all it takes."""


class PublicChoiceFilter(django_filters.ModelChoiceFilter):
    field_class = PublicChoiceField

    def __init__(self, rows: Any, *args: Any, **kwargs: Any) -> None:
        label = kwargs.get("label", "choice")
        refusal = f"“{label}”: choose one of the list; the one asked for is not public or does not exist."
        kwargs.setdefault("empty_label", "Any")
        super().__init__(*args, queryset=lambda request: rows(), error_messages={"invalid_choice": refusal}, **kwargs)


class SearchFilter(django_filters.CharFilter):
    """Free text, in the grammar of claims.search."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Search")
        widget = forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
        super().__init__(widget=widget, validators=[_searchable], **kwargs)

    def filter(self, queryset: QuerySet, value: str) -> QuerySet:
        return matching(queryset, value) if value else queryset


def _searchable(value: str) -> None:
    try:
        parse(value)
    except SearchError as error:
        raise ValidationError(str(error), code="search") from error


class ReaderForm(forms.Form):
    """A filter's form: it also refuses a span of days that ends before it starts."""

    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("date_from"), cleaned.get("date_to")
        if first and last and first > last:
            self.add_error("date_to", "The last day lies before the first: exchange them.")
        return cleaned
