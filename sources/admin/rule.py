"""What an editor says about an outlet's pages, tried on stored captures before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone

from sources.admin.base import EditableAdmin
from sources.admin.filters import AutocompleteFilter
from sources.admin.trying import newest_captures, tried
from sources.editing import RevisionForm
from sources.importing.extraction.outlet_rules import check_selectors
from sources.models import OutletRule

if TYPE_CHECKING:
    from django.urls import URLPattern

    from sources.models import Outlet

SHOWN = 10  # captures to choose from


SELECTORS = ("body", "title", "author", "date", "drop")


class ChecksSelectors(forms.BaseModelForm):
    """Refuses what is no CSS selector, each at its own field."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        rules = OutletRule(**{name: cleaned.get(name) or "" for name in SELECTORS}).as_rules()
        for field, sentence in check_selectors(rules):
            self.add_error(field, sentence)
        return cleaned

    def clean_path(self) -> str:
        given = self.cleaned_data["path"].strip()
        if given and not given.startswith("/"):
            raise forms.ValidationError("Write the path as it follows the site's name, starting with “/”: /news/.")
        return given


class RuleForm(ChecksSelectors, RevisionForm):
    """A rule to be saved."""


class TrialForm(ChecksSelectors, forms.ModelForm):
    """A rule to be tried; what it holds goes on to the form that saves."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = OutletRule
        fields = ["outlet", "path", *SELECTORS, "is_active"]
        widgets = {
            "outlet": forms.HiddenInput,
            "is_active": forms.CheckboxInput,
            "drop": forms.Textarea(attrs={"rows": 3}),
        }


@admin.register(OutletRule)
class OutletRuleAdmin(EditableAdmin):
    form = RuleForm
    change_form_template = "admin/sources/outletrule/change_form.html"
    list_display = ["outlet", "path", "body", "is_active", "updated_at"]
    list_filter = ["is_active", ("outlet", AutocompleteFilter)]
    list_select_related = ["outlet"]
    search_fields = ["outlet__name", "path"]
    search_help_text = "An outlet's name or a path."
    autocomplete_fields = ["outlet"]
    fieldsets = [
        (None, {"fields": ["outlet", "path", "is_active"]}),
        (
            "Where things stand on its pages",
            {
                "fields": [*SELECTORS],
                "description": "Leave empty whatever is read well without a rule. "
                "“Try it” shows what stored pages would give, before anything is saved.",
            },
        ),
    ]

    class Media:
        css = {"all": ["factdesk/import.css"]}

    def get_urls(self) -> list[URLPattern]:
        address = path("try/", self.admin_site.admin_view(self.try_view), name="sources_outletrule_try")
        return [address, *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may_try = self.has_add_permission(request) or (obj and self.has_change_permission(request, obj))
        context["try_address"] = reverse("admin:sources_outletrule_try") if may_try else ""
        context["homeless"] = _homeless(obj.outlet) if obj else None
        return super().render_change_form(request, context, add, change, form_url, obj)

    def try_view(self, request: HttpRequest) -> HttpResponse:
        """What stored pages of the outlet give with the rule as it stands in the form; nothing is stored."""
        if request.method != "POST" or not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        rule = _stored(request)
        form = TrialForm(request.POST, instance=rule, label_suffix="")
        valid = form.is_valid()
        outlet = form.cleaned_data.get("outlet")
        captures = newest_captures(outlet, form.cleaned_data.get("path", ""), SHOWN) if outlet else []
        context = {
            **self.admin_site.each_context(request),
            "title": "Try the rule on stored pages",
            "opts": self.opts,
            "form": form,
            "rule": rule,
            "outlet": outlet,
            "homeless": _homeless(outlet),
            "captures": captures,
            "tried": tried(_chosen(request, captures), _as_rule(form), timezone.now()) if valid and captures else None,
        }
        return render(request, "admin/sources/outletrule/try.html", context)


def _homeless(outlet: Outlet | None) -> Outlet | None:
    """The outlet, if it has no domain: no page is then found to be its own, and no rule of it is used."""
    return outlet if outlet is not None and not outlet.domains.exists() else None


def _stored(request: HttpRequest) -> OutletRule | None:
    given = request.POST.get("rule", "")
    return get_object_or_404(OutletRule, pk=int(given)) if given.isdecimal() and len(given) < 19 else None


def _as_rule(form: forms.ModelForm) -> OutletRule:
    return OutletRule(**{name: form.cleaned_data[name] for name in SELECTORS})


def _chosen(request: HttpRequest, captures: list) -> Any:
    """The capture that was asked for, else the newest."""
    asked = request.POST.get("capture", "")
    return next((one for one in captures if str(one.pk) == asked), captures[0])
