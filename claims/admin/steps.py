"""The steps of a claim on its way to readers: as buttons on its page and as actions on the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from claims import holding, publishing
from claims.models import Claim

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.admin import ModelAdmin
    from django.contrib.auth.models import User
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

Status = Claim.Status
MOST_MESSAGES = 20
CHANGED_MEANWHILE = "It changed after you opened it: read it again, then decide."


class RetractForm(forms.Form):
    note = forms.CharField(
        label="Why it is retracted",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 70}),
        help_text="A sentence or two. Readers see it where the claim stood.",
    )


class HoldForm(forms.Form):
    kind = forms.ChoiceField(label="What it waits for", choices=Claim.Hold.choices)
    reason = forms.CharField(
        label="Why", max_length=300, help_text="For the desk: readers never see it.", widget=forms.TextInput
    )


@dataclass(frozen=True)
class Step:
    name: str
    label: str
    done: str  # "3 claims published."
    permission: str
    applies: Callable[[Claim], bool]
    act: Callable[..., Any]
    form: type[forms.Form] | None = None


STEPS = {
    step.name: step
    for step in (
        Step(
            "submit",
            "Submit for review",
            "submitted for review",
            "claims.change_claim",
            lambda claim: claim.status == Status.DRAFT,
            publishing.submit,
        ),
        Step(
            "send_back",
            "Send back to its author",
            "sent back",
            "claims.publish_claim",
            lambda claim: claim.status == Status.IN_REVIEW,
            publishing.send_back,
        ),
        Step(
            "publish",
            "Publish",
            "published",
            "claims.publish_claim",
            lambda claim: claim.status == Status.IN_REVIEW,
            publishing.publish,
        ),
        Step(
            "hold",
            "Hold",
            "put on hold",
            "claims.publish_claim",
            lambda claim: not claim.hold and claim.status != Status.RETRACTED,
            holding.hold,
            HoldForm,
        ),
        Step(
            "release",
            "Release",
            "released",
            "claims.publish_claim",
            lambda claim: bool(claim.hold),
            holding.release,
        ),
        Step(
            "retract",
            "Retract",
            "retracted",
            "claims.retract_claim",
            lambda claim: claim.status in Claim.PUBLISHED,
            publishing.retract,
            RetractForm,
        ),
    )
}


def steps_open_to(user: User, claim: Claim) -> list[Step]:
    """The steps this person may take with this claim now."""
    return [step for step in STEPS.values() if step.applies(claim) and user.has_perm(step.permission)]


def as_actions(user: User) -> dict[str, tuple]:
    """The steps this person may take with any claim, as the admin wants its list actions."""
    return {
        step.name: (_action(step), step.name, step.label) for step in STEPS.values() if user.has_perm(step.permission)
    }


def _action(step: Step) -> Callable[..., HttpResponse | None]:
    def action(model_admin: ModelAdmin, request: HttpRequest, claims: QuerySet[Claim]) -> HttpResponse | None:
        form = step.form(request.POST if "apply" in request.POST else None) if step.form else None
        if form is not None and not form.is_valid():
            return _ask(model_admin, request, step, claims, form)
        _take(request, step, list(claims), form.cleaned_data if form else {})
        return None

    return action


def step_view(model_admin: ModelAdmin, request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One step with one claim, as it was when its page was opened."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    step, claim = STEPS.get(name), get_object_or_404(Claim, pk=pk)
    if step is None or not request.user.has_perm(step.permission):
        raise PermissionDenied
    form = step.form(request.POST if "apply" in request.POST else None) if step.form else None
    if form is not None and not form.is_valid():
        return _ask(model_admin, request, step, Claim.objects.filter(pk=pk), form)
    _take(request, step, [claim], form.cleaned_data if form else {}, revision=request.POST.get("revision"))
    return HttpResponseRedirect(model_admin.change_address(claim))


def _ask(
    model_admin: ModelAdmin, request: HttpRequest, step: Step, claims: QuerySet[Claim], form: forms.Form
) -> HttpResponse:
    kept = [(name, one) for name in ("action", "revision", ACTION_CHECKBOX_NAME) for one in request.POST.getlist(name)]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": step.label,
        "opts": model_admin.opts,
        "step": step,
        "claims": claims[:MOST_MESSAGES],
        "count": claims.count(),
        "kept": kept,
        "form": form,
    }
    return render(request, "admin/claims/claim/step.html", context)


def _take(request: HttpRequest, step: Step, claims: list[Claim], answers: dict, revision: str | None = None) -> None:
    """Take the step with each claim by itself; say what went through and what did not, and why."""
    refused = []
    for claim in claims:
        try:
            with transaction.atomic():
                _compare(claim, revision)
                step.act(claim, request.user, **answers)
        except ValidationError as error:
            refused.append(f"“{claim}” was not {step.done}: {' '.join(error.messages)}")
    passed = len(claims) - len(refused)
    if passed:
        messages.success(request, f"{passed} claim{'s' if passed > 1 else ''} {step.done}.")
    for sentence in refused[:MOST_MESSAGES]:
        messages.error(request, sentence)
    if len(refused) > MOST_MESSAGES:
        messages.error(request, f"{len(refused) - MOST_MESSAGES} more were not {step.done}.")


def _compare(claim: Claim, revision: str | None) -> None:
    """Nobody publishes words they have not read."""
    if revision is None:
        return
    stored = Claim.objects.select_for_update(of=("self",)).values_list("revision", flat=True).get(pk=claim.pk)
    if str(stored) != revision:
        raise ValidationError(CHANGED_MEANWHILE)
