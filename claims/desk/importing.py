"""Bring one article in: an address, a file, or pasted text."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sources.importing import documents, pipeline
from sources.importing.pipeline import Imported
from sources.importing.types import FetchedPage, ImportRefused
from sources.models import ImportBatch, Story


class ImportForm(forms.Form):
    address = forms.URLField(
        required=False,
        assume_scheme="https",
        max_length=2000,
        help_text="Where the article stands. Given alone, the page is fetched; with a file or text, it is only kept.",
    )
    file = forms.FileField(required=False, help_text="A saved page (.html) or a text (.txt), up to 10 MB.")
    text = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        label="HTML or text",
        help_text="Paste the page's source, or the article's words.",
    )
    story = forms.ModelChoiceField(Story.objects.all(), required=False, help_text="The story it belongs to.")

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if not (cleaned.get("address") or cleaned.get("file") or cleaned.get("text", "").strip()) and not self.errors:
            raise ValidationError("Give an address, choose a file, or paste the article.")
        if cleaned.get("file") and cleaned.get("text", "").strip():
            raise ValidationError("Give either a file or pasted text, not both.")
        return cleaned

    def document(self) -> FetchedPage | None:
        """The document in hand; None where there is only an address to fetch. Raises ImportRefused."""
        address, upload, text = (self.cleaned_data[name] for name in ("address", "file", "text"))
        if upload:
            documents.refuse_if_too_large(upload.size)
            return FetchedPage(upload.read(), timezone.now(), name=upload.name, url=address)
        if text.strip():
            return documents.from_text(text, timezone.now(), url=address)
        return None


@staff_member_required
@permission_required("sources.add_source", raise_exception=True)
def import_article(request: HttpRequest) -> HttpResponse:
    """Import one article and open it, or say why not with everything still in the form."""
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*posted, label_suffix="")
    if form.is_bound and form.is_valid():
        try:
            done = run_import(form, request)
        except ImportRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            if done.source is not None:
                messages.success(request, f"{done.outcome.capitalize()}: {done.reason}")
                return redirect("desk:read", done.source.pk)
            form.add_error(None, done.reason)
    context = {**admin.site.each_context(request), "form": form, "title": "Import an article"}
    return render(request, "claims/desk/import.html", context)


def run_import(form: ImportForm, request: HttpRequest) -> Imported:
    document, story = form.document(), form.cleaned_data["story"]
    batch = ImportBatch.objects.create(origin=ImportBatch.Origin.ADMIN, started_by=request.user)
    if document is None:
        return pipeline.import_address(batch, form.cleaned_data["address"], timezone.now(), story)
    return pipeline.import_document(batch, document, timezone.now(), story)
