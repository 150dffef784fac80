"""Searching the lists as readers search: capitals like small letters in every script, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.folding import fold

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class SearchesFolded:
    """For a model admin: its search fields and what is looked for in them are compared folded."""

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return [f"{field}__folded" for field in super().get_search_fields(request)]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return super().get_search_results(request, queryset, fold(search_term))
