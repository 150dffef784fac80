"""Claims: the desk's propositions, and their way to readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db import models
from django.urls import path, reverse
from django.utils.html import format_html

from claims.admin.changing import ChangesPublished
from claims.admin.citation import CitationsOfClaim
from claims.admin.searching import SearchesFolded
from claims.admin.steps import as_actions, step_view, steps_open_to
from claims.contradictions.suggestions import suggest_or_log
from claims.models import Citation, Claim, Contradiction, Reading
from claims.publishing import missing
from sources.admin.base import EditableAdmin, Waiting, address_of, date_in_words
from sources.admin.filters import AutocompleteFilter

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

NUMBER_OF_CITATIONS = models.Subquery(
    Citation.objects.filter(claim=models.OuterRef("pk"))
    .order_by()
    .values("claim")
    .annotate(n=models.Count("pk"))
    .values("n"),
    output_field=models.IntegerField(),
)


@admin.register(Claim)
class ClaimAdmin(ChangesPublished, SearchesFolded, EditableAdmin):
    made_by = "author"
    change_form_template = "admin/claims/claim/change_form.html"
    list_display = ["show_text", "status", "hold", "kind", "event", "subject", "show_value", "show_citations"]
    list_filter = [
        "status",
        "hold",
        "kind",
        ("attribute", AutocompleteFilter),
        ("event", AutocompleteFilter),
        ("subject", AutocompleteFilter),
        ("event__stories", AutocompleteFilter),
    ]
    list_select_related = ["event", "subject", "attribute", "value_actor"]
    search_fields = ["text", "citations__quotations__exact"]
    search_help_text = "Words of the claim, or of a quotation it rests on."
    autocomplete_fields = ["subject", "event", "place", "attribute", "object", "value_actor"]
    readonly_fields = ["show_status", "show_hold", "author", "show_missing"]
    inlines = [CitationsOfClaim]
    fieldsets = [
        (None, {"fields": ["text", "kind"]}),
        (
            "What it is about",
            {
                "fields": ["subject", "event", "place", "attribute", "object"],
                "description": "All of this is optional. It helps the machine find what contradicts it.",
            },
        ),
        (
            "The value it gives",
            {
                "fields": [
                    ("value_low", "value_high", "unit", "approximate"),
                    "value_date",
                    "value_actor",
                    ("value_text", "list_complete"),
                    "value_yes",
                ],
                "description": "Fill the one that fits the attribute. An exact number stands in both fields.",
            },
        ),
        ("When and on what condition", {"fields": ["period", ("modality", "condition")]}),
        ("On its way to readers", {"fields": ["show_status", "show_hold", "show_missing", "author"]}),
    ]

    # The list
    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number_of_citations=NUMBER_OF_CITATIONS)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_actions(request), **as_actions(request.user)}

    def waiting(self, request):
        in_review = Claim.objects.filter(status=Claim.Status.IN_REVIEW)
        address = self.changelist_address(status__exact="in_review")
        return [Waiting("Claims to review", in_review, address, rank=1)]

    # The page
    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj is not None else fieldsets[:-1]

    def get_inlines(self, request, obj):
        return self.inlines if obj is not None else []

    def get_urls(self):
        take = self.admin_site.admin_view(self.take_step)
        return [path("<int:pk>/step/<slug:name>/", take, name="claims_claim_step"), *super().get_urls()]

    def take_step(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        return step_view(self, request, pk, name)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["steps"] = steps_open_to(request.user, obj)
            if request.user.has_perm("claims.add_contradiction"):
                context["flag_address"] = reverse("admin:claims_contradiction_add", query={"left": obj.pk})
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.after_save(request, form.instance)

    def after_save(self, request: HttpRequest, claim: Claim) -> None:
        """Compare it with its neighbours at once, and say what it seems to contradict."""
        suggest_or_log(claim)
        waiting = Contradiction.objects.waiting().touching(claim).count()
        if waiting:
            address = reverse(
                "admin:claims_contradiction_changelist", query={"of": claim.pk, "state__exact": "suggested"}
            )
            said = f"{waiting} suggested contradiction{'s' if waiting > 1 else ''}"
            self.message_user(
                request, format_html('<a href="{}">{}</a> with this claim.', address, said), messages.INFO
            )

    def get_deleted_objects(self, objs, request):
        """A draft takes its reading and its unjudged pairs with it; what was judged protects it."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        own = {model._meta.verbose_name for model in (Reading, Contradiction)}
        return deleted, counts, lacking - own, protected

    def get_view_on_site_url(self, obj: Claim | None = None) -> str | None:
        return obj.get_absolute_url() if obj is not None and obj.is_published else None

    def change_address(self, claim: Claim) -> str:
        return address_of("admin:claims_claim_change", claim.pk)

    @admin.display(description="claim", ordering="text")
    def show_text(self, claim: Claim) -> str:
        return str(claim)

    @admin.display(description="value")
    def show_value(self, claim: Claim) -> str:
        return date_in_words(claim.value) if claim.value_date else claim.value

    @admin.display(description="citations")
    def show_citations(self, claim: Claim) -> int:
        return claim.number_of_citations or 0

    @admin.display(description="status")
    def show_status(self, claim: Claim) -> str:
        return claim.get_status_display()

    @admin.display(description="hold")
    def show_hold(self, claim: Claim) -> str:
        return f"{claim.get_hold_display()}: {claim.hold_reason}" if claim.hold else "none"

    @admin.display(description="still missing for publication")
    def show_missing(self, claim: Claim) -> str:
        return " ".join(missing(claim)) or "nothing"
