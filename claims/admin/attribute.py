"""Attributes: what claims give values for."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.searching import SearchesFolded
from claims.models import Attribute
from sources.admin.base import EditableAdmin
from sources.admin.filters import ValueFilter


@admin.register(Attribute)
class AttributeAdmin(SearchesFolded, EditableAdmin):
    list_display = ["name", "value_type", "unit", "single_valued", "needs_object", "tolerance", "about"]
    list_filter = ["value_type", "single_valued", "needs_object", ("unit_family", ValueFilter)]
    search_fields = ["name", "about", "unit"]
    search_help_text = "Its name, its unit or what is said about it."
    fieldsets = [
        (None, {"fields": ["name", "about"]}),
        ("Its values", {"fields": ["value_type", "unit_family", "unit", "tolerance"]}),
        ("When two values contradict each other", {"fields": ["single_valued", "needs_object", "separators"]}),
    ]
