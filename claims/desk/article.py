"""The reading desk: an article's text, what is cited of it, and the form that cites more."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from claims.citing import cite
from claims.contradictions.suggestions import Suggested, suggest_or_log
from claims.desk.citing_form import CitingForm
from claims.models import Actor, Citation, Claim, Contradiction, Event
from sources.folded import folded
from sources.models import Source
from sources.pinning import label_of

TAGS = {"title": "h1", "heading": "h2"}
SUGGESTED_NAMES = 500  # names offered while typing; more would only slow the page


@staff_member_required
@permission_required("sources.view_source", raise_exception=True)
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an article with its citations; a posted form cites the selected words."""
    sources = Source.objects.select_related("outlet", "current_version")
    source = get_object_or_404(sources, pk=pk)
    posted = (request.POST,) if request.method == "POST" else ()
    form = CitingForm(*posted, source=source, initial={"language": source.language})
    if form.is_bound:
        if not request.user.has_perm("claims.add_citation"):
            raise PermissionDenied("You may read here, but not cite.")
        if form.is_valid() and save(form, source, request):
            return redirect("desk:read", pk)  # to the top, where what was saved and suggested is said
    return render(request, "claims/desk/read.html", page(request, source, form))


def save(form: CitingForm, source: Source, request: HttpRequest) -> Citation | None:
    """Save claim, citation, voices and stubs together, then suggest contradictions; None with errors on the form.

    Suggesting comes after: where it fails, what the editor saved stays saved.
    """
    try:
        with transaction.atomic():
            claim = form.cleaned_data["claim"] or form.new_claim()
            claim.full_clean()
            citation = cite(claim, source, request.user, form.saying())
    except ValidationError as error:
        form.refuse(error)
        return None
    tell(request, claim, suggest_or_log(claim))
    return citation


def tell(request: HttpRequest, claim: Claim, suggested: Suggested | None) -> None:
    messages.success(request, f"Saved: claim {claim.pk}, “{claim}”.")
    if suggested is None:
        messages.warning(request, "Saved; suggestions will follow.")
    elif suggested.new:
        address = f"{reverse('admin:claims_contradiction_changelist')}?of={claim.pk}"
        found = "1 contradiction is" if suggested.new == 1 else f"{suggested.new} contradictions are"
        messages.warning(request, format_html('<a href="{}">{} suggested: look at it now.</a>', address, found))


def page(request: HttpRequest, source: Source, form: CitingForm) -> dict[str, Any]:
    citations = list(
        Citation.objects.in_full().filter(source=source).select_related("claim__event", "claim__attribute")
    )
    pairs = Contradiction.objects.filter(left__citations__source=source) | Contradiction.objects.filter(
        right__citations__source=source
    )
    return {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,  # the width belongs to the article
        "title": source.title or "Untitled document",
        "source": source,
        "questions": source.questions,
        "disagreements": [
            {"label": label_of(one.field), "values": one.values} for one in source.disagreements.filter(answered=False)
        ],
        "same_texts": source.same_texts(),
        "blocks": highlighted(source, citations),
        "citations": citations,
        "contradictions": pairs.distinct().select_related("left", "right")[:50],
        "form": form,
        "may_cite": request.user.has_perm("claims.add_citation"),
        "actors": Actor.objects.order_by("name").values_list("name", flat=True)[:SUGGESTED_NAMES],
        "events": Event.objects.order_by("-id").values_list("title", flat=True)[:SUGGESTED_NAMES],
    }


def highlighted(source: Source, citations: Iterable[Citation]) -> list[dict[str, Any]]:
    """The text's blocks, each cut into pieces that are cited by the same citations."""
    version = source.current_version
    if version is None:
        return []
    spans = [
        (quotation.start, quotation.end, citation)
        for citation in citations
        for quotation in citation.quotations.all()
        if quotation.version_id == version.pk
    ]
    return [
        {**block, "tag": TAGS.get(block["kind"], "p"), "pieces": list(_pieces(block, spans))}
        for block in version.paragraphs()
    ]


def _pieces(block: dict[str, Any], spans: list[tuple[int, int, Citation]]) -> Iterable[dict[str, Any]]:
    first, last = block["start"], block["end"]
    here = [span for span in spans if span[0] < last and span[1] > first]
    cuts = sorted({first, last, *(min(max(edge, first), last) for span in here for edge in span[:2])})
    for start, end in pairwise(cuts):
        citing = [citation for a, b, citation in here if a <= start and end <= b]
        yield {"text": block["text"][start - first : end - first], "citations": citing}


@require_safe
@staff_member_required
@permission_required("claims.view_claim", raise_exception=True)
def find_claims(request: HttpRequest) -> JsonResponse:
    """Claims with all the given words, newest first, for the field that cites an existing one."""
    claims = Claim.objects.exclude(status=Claim.Status.RETRACTED)
    for word in request.GET.get("q", "").replace("\0", "").split()[:8]:
        claims = claims.filter(text__folded__contains=folded(word))
    return JsonResponse({"claims": [{"id": one.pk, "text": one.text} for one in claims.order_by("-pk")[:20]]})
