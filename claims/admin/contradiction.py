"""Contradictions: the list, and one page to read both claims and judge them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse

from claims.admin.judging_form import FlagForm, JudgementForm
from claims.admin.searching import SearchesFolded
from claims.judging import flag, judge
from claims.models import Citation, Claim, Contradiction, Judgement
from claims.models.contradiction import persons_needed
from sources.admin.base import EditableAdmin, Waiting

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

MOST_MESSAGES = 20


class OfClaim(admin.SimpleListFilter):
    """Shown only where a link asked for it: the contradictions of one claim."""

    title = "claim"
    parameter_name = "of"

    def lookups(self, request, model_admin):
        chosen = self.value() or ""
        claim = Claim.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
        return [(chosen, str(claim))] if claim else []

    def queryset(self, request, queryset):
        return queryset.touching(self.value()) if (self.value() or "").isdecimal() else queryset


@admin.register(Contradiction)
class ContradictionAdmin(SearchesFolded, EditableAdmin):
    change_form_template = "admin/claims/contradiction/change_form.html"
    list_display = ["show_kind", "left", "right", "label", "level", "state", "confirmations", "show_score"]
    list_filter = [OfClaim, "state", "outdated", "kind", "level", "label"]
    list_select_related = ["left", "right"]
    search_fields = ["left__text", "right__text", "why", "reason"]
    search_help_text = "Words of either claim, or of the sentence that says why they differ."
    fieldsets = [("For readers", {"fields": ["why", "settles"]})]
    actions = ["confirm", "dismiss"]

    def waiting(self, request):
        suggested = Contradiction.objects.waiting()
        address = self.changelist_address(state__exact="suggested")
        outdated = Contradiction.objects.outdated()
        return [
            Waiting("Suggested contradictions", suggested, address, rank=2),
            Waiting("Judged on words that changed since", outdated, self.changelist_address(outdated__exact=1), rank=3),
        ]

    def get_urls(self):
        judge_page = self.admin_site.admin_view(self.judge_view)
        return [path("<int:pk>/judge/", judge_page, name="claims_contradiction_judge"), *super().get_urls()]

    # Flagging by hand
    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict | None = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = FlagForm(self.admin_site, request.POST or None, initial={"left": request.GET.get("left")})
        if request.method == "POST" and form.is_valid():
            contradiction = self._flag(request, form)
            if contradiction is not None:
                self.log_addition(request, contradiction, "Flagged by hand.")
                self.message_user(request, "Flagged. Now it can be judged.", messages.SUCCESS)
                return HttpResponseRedirect(self.change_address(contradiction))
        context = {
            **self._context(request, None),
            "title": "Flag a contradiction",
            "form": form,
            "media": self.media + form.media,
        }
        return render(request, "admin/claims/contradiction/flag.html", context)

    def _flag(self, request: HttpRequest, form: FlagForm) -> Contradiction | None:
        asked = form.cleaned_data
        try:
            return flag(asked["left"], asked["right"], asked["kind"], request.user, asked["why"], asked["settles"])
        except ValidationError as error:
            form.add_error(None, error)
            return None

    # Reading and judging
    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = JudgementForm(self.admin_site, initial={"revision": obj.revision} if obj else {})
        context["show_save_and_add_another"] = False
        context |= self._context(request, obj) | {"judgement_form": form, "media": context["media"] + form.media}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def judge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Add a judgement. What was typed stays in the form while something is missing."""
        contradiction = get_object_or_404(Contradiction, pk=pk)
        if not request.user.has_perm("claims.judge_contradiction"):
            raise PermissionDenied
        form = JudgementForm(self.admin_site, request.POST or None, initial={"revision": contradiction.revision})
        if request.method == "POST" and form.is_valid() and self._judge(request, contradiction, form):
            return HttpResponseRedirect(self.change_address(contradiction))
        context = {
            **self._context(request, contradiction),
            "title": f"Judge: {contradiction}",
            "original": contradiction,
            "judgement_form": form,
            "media": self.media + form.media,
        }
        return render(request, "admin/claims/contradiction/judge.html", context)

    def _judge(self, request: HttpRequest, contradiction: Contradiction, form: JudgementForm) -> Judgement | None:
        asked = dict(form.cleaned_data)
        try:
            judgement = judge(contradiction, request.user, asked.pop("decision"), **asked)
        except ValidationError as error:
            contradiction.refresh_from_db()
            form.refuse(error, contradiction.revision)
            return None
        self.log_change(request, contradiction, f"Judged: {judgement.get_decision_display()}.")
        self.message_user(request, self._said(contradiction), messages.SUCCESS)
        return judgement

    def _said(self, contradiction: Contradiction) -> str:
        still = persons_needed() - contradiction.confirmations
        if contradiction.state != Contradiction.State.DISMISSED and still > 0:
            return (
                f"Judged: {contradiction.get_state_display().lower()}. {still} more must confirm before readers see it."
            )
        return f"Judged: {contradiction.get_state_display().lower()}."

    @admin.action(description="Confirm: they contradict each other", permissions=["judge"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[Contradiction]) -> None:
        self._judge_each(request, queryset, Judgement.Decision.CONFIRM)

    @admin.action(description="Dismiss: they do not", permissions=["judge"])
    def dismiss(self, request: HttpRequest, queryset: QuerySet[Contradiction]) -> None:
        self._judge_each(request, queryset, Judgement.Decision.DISMISS)

    def has_judge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("claims.judge_contradiction")

    def _judge_each(self, request: HttpRequest, queryset: QuerySet[Contradiction], decision: str) -> None:
        refused = []
        rows = list(queryset)
        for contradiction in rows:
            try:
                judge(contradiction, request.user, decision)
            except ValidationError as error:
                refused.append(f"“{contradiction}”: {' '.join(error.messages)}")
        done = len(rows) - len(refused)
        if done:
            what = "confirmed" if decision == Judgement.Decision.CONFIRM else "dismissed"
            self.message_user(request, f"{done} {what}.", messages.SUCCESS)
        for sentence in refused[:MOST_MESSAGES]:
            self.message_user(request, sentence, messages.ERROR)

    def _context(self, request: HttpRequest, contradiction: Contradiction | None) -> dict[str, Any]:
        """What all its pages show."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "may_judge": self.has_judge_permission(request),
        }
        if contradiction is None:
            return context
        sides = [contradiction.left] if contradiction.is_denial else [contradiction.left, contradiction.right]
        names = ["The claim"] if contradiction.is_denial else ["The first", "The second"]
        return context | {
            "contradiction": contradiction,
            "sides": [
                (name, side, Citation.objects.filter(claim=side).in_full())
                for name, side in zip(names, sides, strict=True)
            ],
            "judgements": contradiction.judgements.select_related("by", "evidence__source"),
            "judge_address": reverse("admin:claims_contradiction_judge", args=[contradiction.pk]),
            "persons_needed": persons_needed(),
        }

    def get_view_on_site_url(self, obj: Contradiction | None = None) -> str | None:
        public = obj is not None and Contradiction.objects.public().filter(pk=obj.pk).exists()
        return obj.get_absolute_url() if public else None

    def change_address(self, contradiction: Contradiction) -> str:
        return reverse("admin:claims_contradiction_change", args=[contradiction.pk])

    @admin.display(description="kind", ordering="kind")
    def show_kind(self, contradiction: Contradiction) -> str:
        return contradiction.get_kind_display()

    @admin.display(description="score", ordering="score")
    def show_score(self, contradiction: Contradiction) -> str:
        return "by hand" if contradiction.score is None else f"{contradiction.score:.2f}"
