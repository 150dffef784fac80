"""Bring something in: most ways lead to a preview, many addresses to a batch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from claims.desk.importing_forms import ArticleForm, HandInForm, ManyForm, WayIn
from claims.desk.preview_form import known_outlets, sent_with
from sources.importing import documents, manners, parsing, pipeline, previews
from sources.importing.extraction.handed_in import as_typed
from sources.importing.fetching import FetchError
from sources.importing.incoming.types import Kind
from sources.importing.types import ImportRefused, Outcome
from sources.models import ImportBatch, ImportItem

if TYPE_CHECKING:
    from sources.importing.types import FetchedPage
    from sources.models import Story

#: The ways in by their name in the address.
WAYS: dict[str, tuple[str, type[WayIn]]] = {
    "article": ("An article", ArticleForm),
    "document": ("A document handed in", HandInForm),
    "many": ("Many addresses", ManyForm),
}


@staff_member_required
@permission_required("sources.add_source", raise_exception=True)
def import_article(request: HttpRequest) -> HttpResponse:
    """Take something in, or say why not with everything still in the form."""
    way = request.POST.get("way") or request.GET.get("way") or "article"
    way = way if way in WAYS else "article"
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = WAYS[way][1](*posted)
    if form.is_bound and form.is_valid():
        try:
            return _taken_in(request, form)
        except (ImportRefused, FetchError) as problem:
            form.add_error(None, problem.args[0] if problem.args else str(problem))
    return render(request, "claims/desk/import.html", _page(request, way, form))


def _taken_in(request: HttpRequest, form: WayIn) -> HttpResponse:
    if isinstance(form, ManyForm):
        return _batch(request, form.document(), Kind.ADDRESSES, form.cleaned_data["story"])
    if isinstance(form, HandInForm):
        return _handed_in(request, form)
    assert isinstance(form, ArticleForm)
    return _article(request, form)


def _article(request: HttpRequest, form: ArticleForm) -> HttpResponse:
    document, story = form.document(), form.cleaned_data["story"]
    if document is not None and form.cleaned_data["file"] and (kind := parsing.what_is(document)) != Kind.DOCUMENT:
        if kind == Kind.OPML:
            raise ImportRefused(_where_feeds_are(request))
        return _batch(request, document, kind, story)
    if "now" in request.POST:
        return _stored(request, form, document)
    target = form.cleaned_data["address"] or (document.name if document else "")
    try:
        page = document or _fetched(request, form.cleaned_data["address"])
        kept = documents.looked_at(page, timezone.now())
    except (ImportRefused, FetchError) as problem:
        _note_failure(request, target, problem, story)
        raise
    return redirect("desk:preview", previews.keep(kept, request.user, story).pk)


def _where_feeds_are(request: HttpRequest) -> str:
    """Why an OPML file is refused here, with a link for those who may bring it in."""
    if not request.user.has_perm("sources.add_feed"):
        return "An OPML file names feeds, not articles: ask an editor to bring it in."
    address = reverse("admin:sources_feed_opml")
    return format_html('An OPML file names feeds, not articles: <a href="{}">bring it in with the feeds</a>.', address)


def _fetched(request: HttpRequest, address: str) -> FetchedPage:
    """What the address answers. A person asks for it, so robots.txt does not forbid it; he is told what it says."""
    page = pipeline.fetched(address, timezone.now())
    if note := manners.note(address):
        messages.info(request, note)
    return page


def _stored(request: HttpRequest, form: ArticleForm, document: FetchedPage | None) -> HttpResponse:
    """Import it at once, without a look."""
    story = form.cleaned_data["story"]
    batch = ImportBatch.objects.create(origin=ImportBatch.Origin.ADMIN, started_by=request.user, story=story)
    if document is None:
        done = pipeline.import_address(batch, form.cleaned_data["address"], timezone.now(), story)
    else:
        done = pipeline.import_document(batch, document, timezone.now(), story)
    if done.source is None:
        raise ImportRefused(done.reason)
    messages.success(request, f"{done.outcome.capitalize()}: {done.reason}")
    return redirect("desk:read", done.source.pk)


def _handed_in(request: HttpRequest, form: HandInForm) -> HttpResponse:
    given = form.cleaned_data
    page = documents.typed_in(given["text"], timezone.now(), given["title"][:300])
    attached = form.files_to_read()
    extracted = as_typed(given["text"], given["title"])
    kept = previews.Kept(page, extracted, attachments=(attached,) if attached else (), typed=True)
    kept = replace(kept, draft={"fields": sent_with(kept, form.stated())})
    return redirect("desk:preview", previews.keep(kept, request.user, given["story"]).pk)


def _batch(request: HttpRequest, page: FetchedPage, kind: Kind, story: Story | None) -> HttpResponse:
    """Make a batch of everything in it; the worker does the rest."""
    batch = documents.bring(page, kind, request.user, story)
    messages.success(request, f"{batch.items.count():,} items are taken in; this page shows what becomes of them.")
    return redirect("admin:sources_importbatch_change", batch.pk)


def _note_failure(request: HttpRequest, target: str, problem: Exception, story: Story | None) -> None:
    """Keep that it was tried, so that the desk sees what failed and why."""
    batch = ImportBatch.objects.create(origin=ImportBatch.Origin.ADMIN, started_by=request.user, story=story)
    outcome = Outcome.REJECTED if isinstance(problem, ImportRefused) else Outcome.FAILED
    ImportItem.objects.create(
        batch=batch,
        target=(target or "pasted text")[:2000],
        outcome=outcome.value,
        reason=str(problem),
        finished_at=timezone.now(),
    )


def _page(request: HttpRequest, way: str, form: WayIn) -> dict[str, Any]:
    return {
        **admin.site.each_context(request),
        "form": form,
        "way": way,
        "ways": [(name, label) for name, (label, _) in WAYS.items()],
        "title": "Import",
        "previews": previews.waiting(request.user),
        "outlets": known_outlets() if way == "document" else (),
    }
