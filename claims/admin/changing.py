"""Changing what readers already see: the form asks what kind of change it is, and the change is recorded."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from claims import publishing
from claims.models import Claim, Publication
from sources.editing import RevisionForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

Change = Publication.Change
KINDS = [
    (one.value, said)
    for one, said in (
        (Change.TYPO, "Typo: nothing changes in what it says"),
        (Change.UPDATE, "Update: something new is known"),
        (Change.CLARIFICATION, "Clarification: said better, not otherwise"),
        (Change.CORRECTION, "Correction: it was wrong"),
    )
]
FIELDSET = ("What changes for readers", {"fields": ["change", "change_note"]})


class PublishedForm(RevisionForm):
    """A form for something readers see. `published_claim()` says whose public record it touches."""

    refusal: list[str] = []  # what was said to this very form when it was saved

    change = forms.ChoiceField(label="Kind of change", choices=[("", "choose one"), *KINDS], required=False)
    change_note = forms.CharField(
        label="What changed and why",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
        help_text="A sentence for readers; it stands in the corrections ledger. Only a typo needs none.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in self.initial.items():
            if isinstance(value, Decimal):  # 12, not 12.0000
                self.initial[name] = f"{value.normalize():f}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        if published_claim(self.instance):
            kind, note = cleaned.get("change"), (cleaned.get("change_note") or "").strip()
            if not kind:
                self.add_error("change", "Readers see this already: say what kind of change it is.")
            elif kind != Change.TYPO and not note:
                self.add_error("change_note", "Say in a sentence what changed and why: readers will see it.")
        return cleaned


class RefusedOnSaving:
    """For a model admin whose saving may be refused once all parts are saved: nothing stays, and the form says why."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValidationError as error:  # its transaction was rolled back
            request.refusal = error.messages
            return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", [])
        return form


class ChangesPublished(RefusedOnSaving):
    """For a model admin: the fieldset, who may, and the record. Mix in before EditableAdmin."""

    form = PublishedForm

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        asks = obj is not None and published_claim(obj) and self.has_change_permission(request, obj)
        return [*fieldsets, FIELDSET] if asks else fieldsets

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A published claim is an editor's to change, a retracted one is nobody's."""
        if not super().has_change_permission(request, obj):
            return False
        claim = claim_of(obj)
        if claim is None or claim.status in (Claim.Status.DRAFT, Claim.Status.IN_REVIEW):
            return True
        return claim.status in Claim.PUBLISHED and request.user.has_perm("claims.publish_claim")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What readers saw is retracted or corrected, never deleted; the rows it rests on, see CitationAdmin."""
        claim = claim_of(obj)
        seen = claim is not None and claim.status not in (Claim.Status.DRAFT, Claim.Status.IN_REVIEW)
        return not seen and super().has_delete_permission(request, obj)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        claim = published_claim(form.instance) if change else None
        if claim is not None:
            answers = form.cleaned_data
            publishing.change_published(claim, request.user, answers["change"], answers.get("change_note", ""))


def claim_of(row: Any) -> Claim | None:
    """The claim whose public record the row is part of: itself, or what it cites."""
    return row if row is None or isinstance(row, Claim) else row.claim


def published_claim(row: Any) -> Claim | None:
    """That claim, if readers see it; what is on hold will be seen again."""
    claim = claim_of(row) if row is not None and row.pk else None
    if claim is not None and claim.status in Claim.PUBLISHED:
        return claim
    return None
